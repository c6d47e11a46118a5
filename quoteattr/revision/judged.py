"""Judgements: "an allegation that Tim Oro dismissed as “theatre”" is Oro's word, nobody else's.

A clause behind a noun for what somebody says or does has a subject of its own, and what it calls
that thing in marks is the subject's word. A network takes the noun for the cue, or whoever made
the allegation for the source.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.revision.exchange import Exchange
from quoteattr.revision.marked import MarkedText
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.reading.clausal import has_verb

__all__ = ["judged"]

_NOUN = (
    r"(?:accounts?|accusations?|acts?|actions?|allegations?|announcements?|approach|assertions?|attacks?"
    r"|charges?|claims?|comments?|comparisons?|conclusions?|criticisms?|deals?|decisions?|demands?"
    r"|descriptions?|developments?|explanations?|findings?|gestures?|ideas?|incidents?|laws?|measures?"
    r"|moves?|notions?|offers?|orders?|plans?|polic(?:y|ies)|proposals?|reforms?|remarks?|reports?|rules?"
    r"|rulings?|something|statements?|steps?|strategy|suggestions?|suspicions?|tactics?|threats?|verdict"
    r"|versions?|views?|warnings?|words|what|which)"
)
_AS = (
    r"(?:(?:critici[sz]|characteri[sz]|deni|decri|denounc|describ|derid|dismiss|condemn|defend"
    r"|depict|hail|labell?|mock|prais|portray|ridicul|slamm|brand|rebuff)(?:ed)|rejected|called|termed)"
)
_CALLED = r"(?:called|dubbed|branded|labell?ed|termed|deemed|pronounced)"
_OWN = r"(?:the|an?|his|her|its|their|our|my)"
_VERBS = r"(?:is|was|are|were|be|been|had|has|have|said|says|would|will|could|which|who|that|as|by)"
# A subject of up to six words, with no verb that is known among them.
_WHO = (
    rf"(?P<who>(?!(?:was|were|is|are|has|had|have|he|they|she|it|and|or|to|of|in|on|for)\s)"
    rf"(?:(?!{_VERBS}\b)[\p{{L}}\p{{N}}.’'\-]+\s){{0,5}}?(?!(?:{_VERBS}|{_OWN})\b)[\p{{L}}\p{{N}}’'\-]+"
    r"|he|she|they|it)"
)
_OFTEN = r"(?:(?:has|have|had|also|later|once|then|\p{Ll}+ly)\s){0,2}"
_MARKED = r"(?:“[^“”\n]{2,160}”|\"[^\"\n]{2,160}\")"
_WORDS = rf"(?P<content>as\s(?:an?\s|the\s)?{_MARKED}(?:\sand\s{_MARKED})?)"
_NAME = rf"(?P<content>(?:an?\s|the\s)?{_MARKED}(?:\sand\s(?:an?\s|the\s)?{_MARKED})?)"
# From the noun to the words in marks: "a step that its union has called “a blow”", "claims (that
# were) denied by Oro as “fiction”", "claims dismissed as “fiction” by Oro".
_CLAUSE = regex.compile(
    rf"""
    (?<![\p{{L}}’'\-]){_NOUN} \s
    (?: (?:that\s|which\s)? {_WHO} \s {_OFTEN}
        (?: (?P<cue>{_AS}) \s {_WORDS}
          | (?P<cue>{_CALLED}) \s {_NAME} )
      | (?:(?:that\s)?(?:was|were)\s)? (?P<cue>{_AS}) \s
        (?: by \s {_WHO} \s {_WORDS} | {_WORDS} \s by \s {_WHO} (?=[,.;]|\sand\b) )
    )
    """,
    regex.VERBOSE,
)


def judged(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with what such a clause says given to its subject.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        trusted: those that are less sure than this do not count as found, and give way.

    >>> text = "Oro faces a claim that Holt dismissed as “absurd”."
    >>> for one in judged(MarkedText(text), []):
    ...     print(text[slice(*one.source[0])], text[slice(*one.content[0])], sep=": ")
    Holt: as “absurd”
    >>> judged(MarkedText("Holt dismissed as “absurd” a claim that Oro had lied."), [])
    ()
    """
    text = marked.text
    clauses = list(_CLAUSE.finditer(text))
    if not clauses:
        return tuple(attributions)
    exchange = Exchange(marked, attributions, trusted)
    for m in clauses:
        who, cue, content = m.span("who"), m.span("cue"), m.span("content")
        if any(marked.marks.over(*cue)) or has_verb(text, *who):
            continue  # somebody's own words; "which managers played a video called"
        over = exchange.over(*content)
        mine = exchange.with_cue(over, cue)
        late = [i for i in over if _begins_in(attributions[i], m.start(), content[0])]
        exchange.gone |= {i for i in late if i not in mine}
        sure = exchange.sure(mine)
        # "They denounced [what they called “bleak”]" is all of it theirs.
        held = m["who"].lower() in PRONOUNS and exchange.sure(over)
        if not sure and not held:
            exchange.gone |= set(mine)
            exchange.add(content, cue, who)
        for i in sure:
            exchange.found[i] = attrs.evolve(exchange.found[i], source=(who,))
    return exchange.done()


def _begins_in(one: Attribution, low: int, content: int) -> bool:
    """Whether a content begins with the clause, before what the clause says of something."""
    return bool(one.content) and low < one.content[0][0] < content
