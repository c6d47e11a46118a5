"""Sources as they were meant: spans that a model cut short or drew too long, put right.

A predicted source may hold a part of a name, a title without the name beside it, an article
without its noun, or the first word of the cue.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import (
    PERSON_NOUNS,
    PRONOUNS,
    singular,
    word_set,
)
from quoteattr.speakers.naming.borders import after_dateline
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.ranking.bystanders import phrase_before
from quoteattr.speakers.reading.clausal import has_predicate
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.reading.heads import without_honorific
from quoteattr.speakers.reading.sentences import within_sentence
from quoteattr.speakers.reading.short import owned_end, to_noun
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.wording import STYLED

__all__ = ["in_one_paragraph", "whole_source"]

# "Which is currently led by", "(CU) headed by": what comes before it is meant.
_LED_BY = regex.compile(
    r"(?:\s\([^()\n]{1,20}\))?,?(?:\s(?:which|that|who)\s(?:is|are|was|were))?"
    r"(?:(?:\s(?:currently|now|then|jointly))?\s(?:led|headed|chaired|run|owned|founded|hosted"
    r"|organi[sz]ed|directed)\sby|\s(?:citing|quoting))\s(?:the\s|then\s|former\s)*$"
)
# "Like Ana Oro, Tim Holt said", "our reporter quoting police said", "that her side asked".
_BESIDE = regex.compile(
    r"(?:Like|Unlike|Outside|Alongside|Besides|Despite)\s[^,.;:\n]{2,60},\s+(?=\S{2})"
    r"|that\s(?=(?:the|an?|his|her|their|its|our|my|he|she|they|it|we|I)\s|\p{Lu})"
)
# "In a call with [Ana Oro, a baker, ]Tim Holt said": who is dealt with before whoever speaks.
_WITH = regex.compile(
    r"(?:^|[.!?”\"]\s|\n)\s*(?:In|On|During|After|Before|At|Following|Speaking|Writing|Replying)\s"
    r"(?:[\p{Ll}\-]+\s){0,6}?(?:with|to|from)\s(?:(?:the|an?)\s)?(?:[\p{L}.\-]+\s){0,3}$"
    r"|(?:^|[.!?”\"]\s|\n)\s*(?:Like|Unlike|Alongside|Besides)\s(?:(?:the|an?)\s)?(?:[\p{L}.\-]+\s){0,3}$"
)
# A clause in the place of a source, and the beginning of a sentence that it says why of.
_CLAUSE = regex.compile(r"(?:because\s|as\s|since\s)?(?:he|she|they)\s\p{Ll}+(?:ed|s|d|t)\s\p{Ll}")
_SAYS_WHY = regex.compile(
    r"(?:^|[.!?”\"]\s|\n)\s*(?P<who>(?:An?|One|Two|Three|Some|Several|The)\s[^,.;:“”\"\n]{2,60}?)"
    r"(?:,\s|\s(?=who\s))[^.;:“”\"\n]{4,140}?\b(?:because|as|since|fearing|saying)?\s?$"
)
# "“…,” said Oro, and Holt added: “…”"
_AND = regex.compile(rf",?\s(?:and|but|while)\s{STYLED}")
_SAYS_TOO = regex.compile(r"\s(?:said|says|added|adds|replie[sd]|agreed|answered|insisted|asked)\b")
_SAID_FIRST = regex.compile(r"[”\"’'],?\s(?:said|says|added|asked|replied)\s$")
# What stands before a source in its sentence, and how much of it is looked at.
_LEAD = 10
_GOES_BEFORE = regex.compile(r"[\p{L}\p{N}][,’']?\s(?:the\s)?$")
_ITS_TRADE = regex.compile(
    r"(?:,\s(?:an?|the|his|her|its|their|who|whose|\d+)\b(?:\s[^,.;:“”\"\n]{2,60})?)?,\s(?=\p{L})"
)
_POSSESSIVES = word_set("my our")
# "One of them, a baker from Lund, said"
_ONE_OF_THEM = regex.compile(
    r"(?:one|another|two|three|some|most|the\s(?:first|second|last|other))\sof\s(?:them|those|these),\s"
    r"(?P<what>(?:an?|\d+)\s[^,.;:“”\"\n]{2,60}?)(?=,|\s(?:who|identified|known|named)\b)",
    regex.I,
)
# A relative pronoun before a verb of saying.
_WHO = regex.compile(
    r"(?P<comma>,)?\s(?P<who>who|which)\s(?:(?:also|later|then|once|has|had|have|\p{L}+ly)\s){0,2}$"
)
# Up to who speaks in a clause about another: "Oro, whose lawyer, ", "Oro, who ".
_WHOSE = regex.compile(
    r",\swhose\s(?:\p{Ll}[\p{L}\-]*\s){0,2}(?P<noun>\p{Ll}[\p{L}\-]*)(?P<comma>,?)\s$"
)
_WHO_SAID = regex.compile(rf",\s(?:who|whom|which)\s{STYLED}$")
_WHOM = regex.compile(r",\s(?:whom|whose)\s")
_QUOTING = regex.compile(r",?\s(?:quoting|citing)\s")
_BREAK = regex.compile(r"\n\s*\n")
# "One of the people cited above".
_CITED = regex.compile(
    r"\b(?:(?i:one|two|three|another|an?|the))\s[^,.;:“”\"\n]{2,50}?\s(?:cited|quoted|mentioned|named)\s$"
)
_COMMA = regex.compile(r",\s+")


def whole_source(text: str, attribution: Attribution, naming: Naming) -> Offsets:
    """The first source span of an attribution, completed.

    Args:
        text: the text.
        attribution: one attribution with a source.
        naming: the names of the text.
    """
    start, end = in_one_paragraph(text, *_without_cue(attribution), attribution)
    start, end = within_sentence(text, start, end, attribution.cue)
    if (who := _who(text, end, attribution, naming)) is not None:
        return who
    if (within := _in_clause(text, start, attribution, naming)) is not None:
        return within
    if (led := _led(text, start, end, attribution, naming)) is not None:
        return led
    if (hidden := _hidden_by(text, start, end)) is not None:
        return hidden
    start = after_dateline(text, start, end)
    start, end = _with_one_verb(text, start, end, attribution, naming)
    start = _after_another(text, start, end, naming)
    if beside := _BESIDE.match(text, start, end):
        start = beside.end()
    for ends in (_QUOTING, _WHOM):
        if (tail := ends.search(text, start + 1, end)) is not None:
            end = tail.start()
    start, end = _round_names(start, end, naming)
    start, end = _one_of_them(text, *tidy(text, start, end))
    end = to_noun(text, start, end, attribution, naming)
    if text[start:end].lower() in _POSSESSIVES:
        return start, owned_end(text, end, attribution)
    if text[start:end].lower() in PRONOUNS or naming.within(start, end):
        return start, end
    return _with_neighbour(text, start, end, naming)


def _hidden_by(text: str, start: int, end: int) -> Offsets | None:
    """Who "asked not to be named because [he feared for his job]", where a model took that."""
    if text[start:end] == "above" and (m := _CITED.search(text, max(0, start - 80), start)):
        return int(m.start()), end  # "one of the people cited [above]"
    if not _CLAUSE.match(text, start, end):
        return None
    m = _SAYS_WHY.search(text, max(0, start - 200), start)
    return None if m is None else m.span("who")


def _with_one_verb(
    text: str, start: int, end: int, attribution: Attribution, naming: Naming
) -> Offsets:
    """Of two, the one who has the cue, if the other has a verb too: "said Oro, and Holt added"."""
    names = naming.within(start, end)
    joined = [(a[1], b[0]) for a, b in pairwise(names) if _AND.fullmatch(text, a[1], b[0])]
    if not joined or not attribution.cue:
        return start, end
    if attribution.cue[0][1] <= start and _SAYS_TOO.match(text, end):
        return start, joined[-1][0]
    if attribution.cue[0][0] >= end and _SAID_FIRST.search(text, max(0, start - 16), start):
        return joined[0][1], end
    return start, end


def _after_another(text: str, start: int, end: int, naming: Naming) -> int:
    """Where who speaks begins, behind one dealt with: "In a call with Ana Oro, [Tim Holt]"."""
    two = naming.within(start, end)[:2]
    listed = len(two) == 2 and two[0][0] == start and text[two[0][1] : two[1][0]] == ", "
    listed = listed and (two[1][1] >= end or text[two[1][1]] == ",")
    if (
        listed
        and two[1][2].label == "person"
        and _GOES_BEFORE.search(text, max(0, start - _LEAD), start)
    ):
        return two[1][0]  # "At the funeral of her brother, Ben Oro, [Ana Holt]"
    for low, high, who in naming.within(max(0, start - 120), end)[:3]:
        if who.label != "person" or not _WITH.search(text, max(0, low - 100), low):
            continue
        m = _ITS_TRADE.match(text, high, end)
        if m is not None and start <= m.end():
            return int(m.end())
    return start


def _one_of_them(text: str, start: int, end: int) -> Offsets:
    """What a comma adds to "one of them": "One of them, [a baker]"."""
    m = _ONE_OF_THEM.match(text, start, start + 120)
    return (start, end) if m is None else m.span("what")


def _who(text: str, end: int, attribution: Attribution, naming: Naming) -> Offsets | None:
    """The relative right before the cue, behind somebody else's name than a source's, or behind
    what the source did: "He answered Ana Oro, who said", "She hailed the report, which found".
    """
    cue = attribution.cue[0][0] if attribution.cue else end
    who = _WHO.search(text, max(end, cue - 60), cue)
    if who is None or text[cue : cue + 9].lower() == "according":
        return None
    named = naming.within(end, who.start())
    person = bool(named) and named[-1][2].label == "person" and named[-1][1] == who.start()
    if who["comma"]:
        apart = (person and who["who"] == "who") or has_predicate(text, end, who.start())
    else:
        met = person and who["who"] == "who" and has_predicate(text, end, named[-1][0])
        apart = met or _is_met(text, end, who.start())
    low, high = who.span("who")
    return (int(low), int(high)) if apart else None


def _is_met(text: str, end: int, who: int) -> bool:
    """Whether "who" follows a noun for persons behind a source: "Oro praised a nurse who said"."""
    span = phrase_before(text, who)
    noun = text[slice(*span)].split()[-1] if span is not None else ""
    return who - len(noun) > end and singular(noun.lower())[0] in PERSON_NOUNS


def _in_clause(text: str, start: int, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Who speaks in a clause about somebody whom a model took for the source: "Oro, whose lawyer,
    [Ana Holt], says", "Oro, who [Ana Holt] said had left".
    """
    cue = attribution.cue[0][0] if attribution.cue else -1
    for low, high, who in naming.within(start + 1, max(start + 1, cue))[-1:]:
        apart = high <= cue <= high + 2 and who.label in ("person", "body")
        whose = _WHOSE.search(text, start, low)
        if whose and not whose["comma"] and whose["noun"] not in PERSON_NOUNS:
            whose = None  # "Oro, whose brother works for [Ana Holt]"
        if apart and (whose or _WHO_SAID.search(text, start, low)):
            return low, high
    return None


def _led(
    text: str, start: int, end: int, attribution: Attribution, naming: Naming
) -> Offsets | None:
    """Who is led by whom a span names, or cites it, right before the cue: "the union led by Ana
    Oro said", "the Courier, citing Ana Oro, said".
    """
    if not any(0 < low - end <= 2 for low, _ in attribution.cue):
        return None
    lead = _LED_BY.search(text, max(0, start - 90), start)
    if lead is None:
        return None
    named = naming.within(max(0, lead.start() - 90), lead.start())
    if named and not text[named[-1][1] : lead.start()].strip(" ,"):
        return named[-1][0], named[-1][1]
    return phrase_before(text, lead.start())


def _without_cue(attribution: Attribution) -> Offsets:
    start, end = attribution.source[0]
    for low, high in attribution.cue:
        if start < low < end <= high:
            return start, low
    return start, end


def in_one_paragraph(text: str, start: int, end: int, attribution: Attribution) -> Offsets:
    """Of a span that runs over the end of a paragraph, the part on the cue's side."""
    breaks = list(_BREAK.finditer(text, start, end))
    if not breaks:
        return start, end
    if any(low >= end for low, _ in attribution.cue):
        return breaks[-1].end(), end
    return start, breaks[0].start()


def _round_names(start: int, end: int, naming: Naming) -> Offsets:
    at = naming.before(start + 1)
    for s, e, _ in naming.mentions[max(0, at - 3) : at + 4]:
        if s < start < e or s < end < e:
            start, end = min(s, start), max(e, end)
    return start, end


def _with_neighbour(text: str, start: int, end: int, naming: Naming) -> Offsets:
    """With the name right after a title, or right before an apposition."""
    for s, e, who in naming.mentions[max(0, naming.before(start) - 1) : naming.before(end) + 1]:
        if who.label != "person":
            continue
        if s >= end and without_honorific(text[end:s]) == " ":
            return start, e
        added = s == end + 2 and text[end:s] == ", " and text[e : e + 1] in (",", ".", ";", "")
        if added and _is_person(text[start:end]):
            return start, e  # "a midwife at Port Vale, Ana Oro."
        if e <= start and _COMMA.fullmatch(text, e, start) and text[end : end + 1] != " ":
            return s, end
    return start, end


def _is_person(words: str) -> bool:
    """Whether a phrase is for one person: "a midwife at the port"."""
    noun, plural = singular(noun_of(words).lower())
    return noun in PERSON_NOUNS and not plural
