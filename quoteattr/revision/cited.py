"""Cited sources: "the Courier reported, citing port officials" has two who say it.

The paper reports what the officials said: a quote of theirs with the same words, inside the
paper's. Whoever cites something that says nothing ("citing safety concerns") cites nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order
from quoteattr.speakers.lexicon import BODY_NOUNS, DOCUMENT_NOUNS, ROLES, singular
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.wording import SHORT_TITLE

__all__ = ["with_cited"]

_SPEAKERS = ROLES | BODY_NOUNS | DOCUMENT_NOUNS
_TITLED = rf"(?<=\b(?:{SHORT_TITLE}|St))\.\s[^.,;:\n“”\"]{{2,60}}?"
_WHO = rf"(?P<who>[^.,;:\n“”\"]{{2,90}}?(?:{_TITLED})?)"
_CITES = r"(?:also\s)?(?P<cue>(?i:citing|quoting))\s"
# Behind the source and the cue, between them, and before both.
_AFTER = regex.compile(rf"(?:\s(?:on\s)?[^.,;:\n“”\"]{{0,40}}?)?,?\s{_CITES}{_WHO}(?=[.,;\n]|$)")
_BETWEEN = regex.compile(rf",?\s{_CITES}{_WHO},?\s(?:(?:also|has|have|had)\s)?")
_BEFORE = regex.compile(rf"(?:^|[.!?”\"]\s|\n){_CITES}{_WHO},\s$")
# Inside a source that was drawn too long: "the Courier, citing port officials,".
_INSIDE = regex.compile(rf"(?<=\S),?\s{_CITES}{_WHO},?$")
# The same where those cited were taken for who says it.
_TAKEN = regex.compile(
    rf"(?:(?<=[.!?”\"\n]\s?)|^)(?P<reporter>[^.,;:\n“”\"]{{2,80}}),\s{_CITES}{_WHO}$"
)
# Both were taken for the source: "Citing [port officials, the Courier] said".
_OPENING = regex.compile(r"(?:^|[.!?”\"]\s|\n)(?P<cue>Citing|Quoting)\s$")
_BOTH = regex.compile(r"(?P<who>[^,\n]{2,90}),\s(?P<reporter>[^,\n]{2,80})")
_REACH = 140


def with_cited(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, with one for each source that somebody's report cites.

    Args:
        marked: the text.
        attributions: in order, parents by index.
    """
    text = marked.text
    found = [(one, one.parent) for one in attributions]
    by_cue = {cue: i for i, a in reversed(list(enumerate(attributions))) for cue in a.cue}
    changed = False
    for index, one in enumerate(attributions):
        if (cited := _cited(text, one)) is None:
            continue
        cue, who, reporter = cited
        one = attrs.evolve(one, source=(reporter, *one.source[1:]))
        inner = by_cue.get(cue, len(found))
        if inner == len(found):
            found.append((one, index))
        outer = found[index][1]
        found[index] = one, found[inner][1] if outer == inner else outer
        found[inner] = attrs.evolve(one, cue=(cue,), source=(who,)), index
        changed = True
    return in_order(found) if changed else tuple(attributions)


def _cited(text: str, one: Attribution) -> tuple[Offsets, Offsets, Offsets] | None:
    """The cue by which an attribution cites somebody, who that is, and who cites."""
    if not one.content or not one.source or len(one.cue) > 1:
        return None
    if one.cue and text[slice(*one.cue[0])].lower() in ("citing", "quoting"):
        return None
    (low, high), (start, end) = one.source[0], (one.cue or one.source)[0]
    if (run := _OPENING.search(text, max(0, low - 12), low)) and (
        m := _BOTH.fullmatch(text, low, high)
    ):
        return (run.span("cue"), m.span("who"), m.span("reporter")) if _speaks(m["who"]) else None
    reporter = low, high
    if m := _INSIDE.search(text, low, high):
        reporter = low, m.start()
    elif high < start and (m := _TAKEN.search(text, max(0, low - _REACH), high)):
        reporter = m.span("reporter")
    else:
        said = one.content[-1][1]
        at = said if one.content[0][0] >= max(high, end) else max(high, end)
        m = _AFTER.match(text, at, at + _REACH)
        m = m or (_BETWEEN.fullmatch(text, high, start) if high < start else None)
        first = min(low, start)
        m = m or _BEFORE.search(text, max(0, first - _REACH), first)
    if m is None or any(s < m.end("who") and e > m.start("cue") for s, e in one.content):
        return None
    return (m.span("cue"), m.span("who"), reporter) if _speaks(m["who"]) else None


def _speaks(phrase: str) -> bool:
    """Whether a phrase is about somebody, or about something that says something, all of it.

    >>> _speaks("port officials"), _speaks("weak demand and a falling crown")
    (True, False)
    """
    return all(map(_is_source, phrase.split(" and ")))


def _is_source(phrase: str) -> bool:
    last = noun_of(phrase)
    named = last[:1].isupper() and not last.isupper()
    known = singular(last.lower())[0] in _SPEAKERS or last.lower() in ("police", "others")
    return named or known
