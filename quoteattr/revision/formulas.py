"""Formulas: sentences that a set phrase reports, where a network found nothing in them.

"The brakes had failed, an inquest heard.", "The dam, it was claimed, is not safe.", "In the view
of the union, two are too few." Such phrases have few forms, and the training articles have next
to none of them: they belong to court reports and to outlets that the corpora were not taken from.

What a formula reports is the sentence around it, without its stop. It must be a clause: of "When
he came, he was told." nothing is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.records import Mode
from quoteattr.revision.accorded import behind_aside
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.phrases import AMID, BEHIND, FINITE, KNOWN, OPENING, SAID
from quoteattr.revision.placing import exchanged
from quoteattr.revision.spans import Spans
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    ROLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.clausal import has_verb, is_clause
from quoteattr.speakers.reading.cores import noun_of

__all__ = ["with_formulas"]

# Longer ones are no sentences, but tables and lists.
_LONGEST = 600
_OPENS = regex.compile(r"(?:[\s–—-]|(?:But|And|Yet|However,)\s)+")
# What stands between one report and the next.
_AND = regex.compile(r"[,;]?\s(?:and|but|while|although|though|as)\s$")
_JOINS = regex.compile(r"\s(?:and|but|or)\s?(?P<only>(?:\p{L}+(?:\s\p{L}+)?)?)$")
# No clause goes on like this behind what interrupts it.
_REST = regex.compile(
    r"(?:to|that|by|with|who|which|and|or|but|as|from|of|including|for|if|when)\b"
)
# What begins as a subject does, and what may not be parted from the clause that it links.
_SUBJECT = regex.compile(r"(?:he|she|they|it|we|I|the|an?|his|her|its|their|our|my)\b", regex.I)
_LINKED = regex.compile(r"\b(?:which|who|whom|that|and|but|time|year|week|month|day|morning)$")
# Names of what decides by itself, and sources of nothing.
_NOBODY = word_set("law bill luck fate chance fortune providence god rumour rumor legend history")
_SPEAKERS = (
    PERSON_NOUNS
    | BODY_NOUNS
    | ROLES
    | word_set("police many some others most anyone anybody everyone everybody those all")
) - _NOBODY
# What "according to" may have for a source that is nobody: "the survey", not "the plan".
_ACCOUNTS = DOCUMENT_NOUNS - word_set(
    "law plan rule order legend myth tradition principle story will theory programme program "
    "strategy code version model title recipe script saying proverb word"
)
# What goes on with the noun phrase before it: "the opinion of the court, written by Ana Oro,"
_GOES_ON_WITH = regex.compile(r"\p{Ll}+(?:ed|en)\s(?:by|on|in|at|last|this|under)\b")
_STOPS = " .!\n\r\t"
# Cues whose source must be somebody: "as luck put it" is nobody's word.
_WORDINGS = frozenset({"words", "put", "puts"})
_OWNERS = frozenset({"his", "her", "their"})


def with_formulas(
    marked: MarkedText,
    attributions: Sequence[Attribution],
    sentences: Iterable[Offsets],
    *,
    trusted: float = 0.0,
) -> tuple[Attribution, ...]:
    """The attributions, with those that a set phrase reports and nothing was found for.

    What lies in the content of one of these, cue and all, is a quote inside it.

    Args:
        marked: the text.
        attributions: those found, in order.
        sentences: offsets of the text's sentences, in order.
        trusted: those that are less sure than this do not count as found, and give way.
    """
    text = marked.text
    reports = [r for low, high in sentences if (r := _report(text, low, high)) is not None]
    if not reports:
        return tuple(attributions)
    spans = Spans(
        (*span, i) for i, a in enumerate(attributions) for span in (*a.content, *a.cue, *a.source)
    )
    added, gone = [], set[int]()
    for report in reports:
        start, end = _extent(report)
        near = {i for _, _, i in spans.over(start, end)}
        unsure = {i for i in near if _gives_way(text, attributions[i], report, trusted)}
        whole = _beside(text, report, [attributions[i] for i in sorted(near - unsure)])
        if whole is None or _is_marked(whole, marked.marks):
            continue
        gone |= unsure
        added.append(attrs.evolve(whole, kind=marked.kind(whole.content)))
    return exchanged(attributions, gone, added)


def _report(text: str, low: int, high: int) -> Attribution | None:
    """What a sentence reports by a formula, as if there were nothing else in it."""
    if high - low > _LONGEST:
        return None
    if (opening := _OPENS.match(text, low, high)) is not None:
        low = opening.end()
    stop = low + len(text[low:high].rstrip(_STOPS))
    if (m := SAID.search(text, low, high)) and _is_named_behind(m):
        return _made(m, ((low, m.start()),)) if is_clause(text, low, m.start()) else None
    opened = next((m for p in OPENING if (m := p.match(text, low, stop))), None)
    if opened is not None and not _is_opening(text, opened, stop):
        opened = None
    if (m := opened or KNOWN.search(text, low, stop)) is not None:
        start = behind_aside(text, m.end(), stop) if _accords(m) else m.end()
        return _made(m, ((start, stop),))
    if m := BEHIND.search(text, low, high):
        if m["cue"] in _WORDINGS and not _is_somebody(m["source"]):
            return None
        return _made(m, ((low, m.start()),)) if is_clause(text, low, m.start()) else None
    return _interrupted(text, low, stop)


def _is_named_behind(m: regex.Match[str]) -> bool:
    """Whether who says a sentence is named at its end: a pronoun may only repeat "Oro said that"
    before it.
    """
    return m["source"].split()[-1].lower() not in PRONOUNS and _is_somebody(m["source"])


def _accords(m: regex.Match[str]) -> bool:
    return (m.groupdict().get("cue") or "").lower().startswith("according")


def _interrupted(text: str, low: int, stop: int) -> Attribution | None:
    """What a sentence reports that a formula stands amid."""
    for m in AMID.finditer(text, low, stop):
        groups = m.groupdict()
        first = is_clause(text, low, m.start())
        if groups.get("hears") and first and is_clause(text, m.end(), stop):
            continue  # "A bomb was found, police were told, the street was shut"
        clause = groups["source"] is not None or first or has_verb(text, m.end(), stop)
        if clause and m.start() > low and not _REST.match(text, m.end(), stop):
            half = _half(text, low, m.start())
            return _made(m, ((half, (m.end(), stop)) if half else ((m.end(), stop),)))
    return None


def _is_opening(text: str, m: regex.Match[str], stop: int) -> bool:
    """Whether "in the view of" and the like names somebody, and a clause follows: not "In the
    opinion of the court, written by Ana Oro, the law was void", nor "As luck would have it".
    """
    groups = m.groupdict()
    source, told = groups.get("source"), groups.get("told")
    if _GOES_ON_WITH.match(text, m.end(), stop) or (told is not None and not _is_somebody(told)):
        return False
    if _accords(m):
        whose = _is_somebody(source) or singular(noun_of(source).lower())[0] in _ACCOUNTS
        return whose and is_clause(text, m.end(), stop)
    return source is None or source.lower() in _OWNERS or _is_somebody(source)


def _is_somebody(phrase: str) -> bool:
    """Whether a noun phrase is about persons or a body, by its last word or its name."""
    last = noun_of(phrase)
    word = singular(last.lower())[0]
    if word in _NOBODY:
        return False
    named = last[:1].isupper()
    return named or word in _SPEAKERS or is_role_noun(word) or last.lower() in PRONOUNS


def _half(text: str, low: int, end: int) -> Offsets | None:
    """What belongs to the report before it is interrupted: of "He drew it and never, he said,
    missed a day" no more than "never".
    """
    if (m := _JOINS.search(text, low, end)) is None:
        return low, end
    return None if m.end("only") == m.start("only") else (m.start("only"), end)


def _made(m: regex.Match[str], content: tuple[Offsets, ...]) -> Attribution:
    groups = m.groupdict()
    mode: Mode = "speech" if groups.get("thought") is None else "thought"
    name = next(name for name in ("thought", "hears", "cue") if groups.get(name) is not None)
    cue = m.span(name)
    source = () if groups.get("source") is None else (m.span("source"),)
    return Attribution(content, (cue,), source, mode=mode, confidence=CONFIDENCE)


def _gives_way(text: str, one: Attribution, report: Attribution, trusted: float) -> bool:
    """Whether one that was found is unsure, or the report without its subject: "were fine"."""
    if one.confidence < trusted:
        return True
    if one.cue != report.cue or len(one.content) > 1 or one.parent is not None:
        return False
    if len(report.content) == 1:
        return FINITE.match(text, *one.content[0]) is not None
    return _is_half(text, one.content[0], *report.content)


def _is_half(text: str, found: Offsets, first: Offsets, second: Offsets) -> bool:
    """Whether only one half of what a report interrupts was found, and the other belongs to it:
    "As a rule, he said, it is shut", "He missed, he said, the sea".
    """
    if found == first:
        return not has_verb(text, *first)
    alone = found[0] == second[0] and found[1] >= second[1]
    return alone and _SUBJECT.match(text, *first) is not None and not _LINKED.search(text, *first)


def _extent(report: Attribution) -> Offsets:
    spans = (*report.content, *report.cue, *report.source)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _beside(text: str, report: Attribution, near: Sequence[Attribution]) -> Attribution | None:
    """A report with what was found left as it was; None where something else was found in it.

    What is added behind it ("and he thinks so") ends it.
    """
    content = list(report.content)
    for one in near:
        start, end = _extent(one)
        holds = any(low <= start and end <= high for low, high in content)
        if holds and start == content[0][0] > report.cue[0][0] and one.source:
            return None  # "In her opinion, Oro wrote that it was void"
        low, high = content[-1]
        if low < start < high and (m := _AND.search(text, max(low, start - 12), start)):
            content[-1] = low, min(high, m.start())
        elif not holds:
            return None
    return attrs.evolve(report, content=tuple(content))


def _is_marked(report: Attribution, marks: Spans) -> bool:
    """Whether the formula stands in marks, or marks stand over an edge of what it reports."""
    spans = (*report.cue, *report.source)
    if any(True for span in spans for _ in marks.over(*span)):
        return True
    edges = ((low, high, s, e) for low, high in report.content for s, e, _ in marks.over(low, high))
    return any(s < low or e > high for low, high, s, e in edges)
