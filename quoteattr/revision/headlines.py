"""Headlines: words that a first line gives, or a line of its own, and nothing reports.

"‘I held on’: sailor hailed" and "Ana Oro: the mill is not safe" tell what somebody said, and so
does a line in marks between paragraphs ("‘We had no choice’"). A title in marks has capitals, or
neither verb nor pronoun; and a colon that no clause follows opens a topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.crossheads import is_crosshead
from quoteattr.marks import Quotation
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import put_in
from quoteattr.revision.spans import Spans
from quoteattr.revision.titles import is_in_small_letters, words_in
from quoteattr.speakers.reading.clausal import has_verb

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["with_headlines"]

_LONGEST = 160
_FEWEST_WORDS = 3
_COLON = regex.compile(r"[ \t]?:[ \t]+\p{L}[^\n]{8,}")
# "Oro hits back at Lund: ", before words in marks that end the line.
_LED = regex.compile(r"[^\n:“”\"‘]{8,120}:[ \t]+$")
_TALKS = regex.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Yy]ou|[Ii]t[’']s|[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Tt]here)\b"
    r"|\b(?:[Dd]o|[Cc]an|[Ww]ill|[Dd]id|[Ww]o|[Ii]s|[Aa]re|[Ww]as|[Dd]oes)n[’']t\b"
)
_CLAIM = regex.compile(
    r":[ \t]+(?P<what>(?!“|\"|‘|')[\p{L}\p{N}][^\n:;“”\"?]{8,140}?)[.!]?[ \t]*(?=\n|$)"
)
# What a colon sets before a topic: "Ana Oro: how the mill was lost".
_TOPIC = regex.compile(
    r"(?:how|why|who|what|when|where|which|the\s(?:man|woman|boy|girl|star|story|life|rise|fall)|an?\s"
    r"|from|inside|in|on|at|five|\d+\s|remembering|obituary|profile|timeline|live|latest|everything)\b",
    regex.I,
)
_RELATIVE = regex.compile(r"\b(?:who|which|that|whose|when|where|after|as)\b")


def with_headlines(
    marked: MarkedText,
    attributions: Sequence[Attribution],
    entities: Iterable[Entity],
    *,
    trusted: float = 0.0,
) -> tuple[Attribution, ...]:
    """The attributions, with what headlines and crossheads say where nothing was found in them.

    Args:
        marked: the text.
        attributions: those found, in order.
        entities: the text's named entities.
        trusted: those that are less sure than this do not count as found, and give way.

    >>> text = "‘I held the rope’: sailor hailed\\n\\nA sailor was hailed."
    >>> [text[slice(*one.content[0])] for one in with_headlines(MarkedText(text), [], [])]
    ['‘I held the rope’']
    >>> text = "‘The Long Rope’: a play for May\\n\\nA play opens."
    >>> with_headlines(MarkedText(text), [], [])
    ()
    """
    found = [one for one in attributions if one.confidence >= trusted]
    taken = Spans((*span, i) for i, a in enumerate(found) for span in (*a.content, *a.source))
    free = [one for one in _given(marked, entities) if not any(taken.over(*one.content[0]))]
    return put_in(attributions, free) if free else tuple(attributions)


def _given(marked: MarkedText, entities: Iterable[Entity]) -> Iterator[Attribution]:
    """What a headline or a crosshead gives, as if nothing else were there."""
    text = marked.text
    begin = len(text) - len(text.lstrip())
    line = text.find("\n", begin)
    first = len(text) if line < 0 else line
    for quotation in marked.quotations:
        start, end = quotation.start, quotation.end
        if quotation.depth or not quotation.closed or len(quotation.spans) > 1:
            continue
        head = start == begin and _COLON.match(text, end, first) is not None
        head |= end == first and _LED.match(text, begin, start) is not None
        if (head or (start > first and is_crosshead(text, start, end))) and _says(text, quotation):
            yield Attribution(((start, end),), (), (), confidence=CONFIDENCE, kind="direct")
    for entity in entities:
        if entity.start != begin or entity.label.lower() not in ("person", "per") or line < 0:
            continue
        if (what := _claim(text, entity.end, first)) is not None:
            who = (entity.start, entity.end)
            yield Attribution((what,), (), (who,), confidence=CONFIDENCE)


def _says(text: str, quotation: Quotation) -> bool:
    """Whether words in marks are no title: they have a pronoun or a verb, and small letters."""
    start, end = quotation.start + 1, quotation.end - 1
    words = words_in(text, start, end)
    if len(words) < _FEWEST_WORDS or not is_in_small_letters(words) or end - start > _LONGEST:
        return False
    return _TALKS.search(text, start, end) is not None or has_verb(text, start, end)


def _claim(text: str, start: int, end: int) -> Offsets | None:
    """What a colon behind a name gives for that one's claim, to the end of the line."""
    m = _CLAIM.match(text, start, end)
    if m is None or _TOPIC.match(m["what"]):
        return None
    clause = m["what"].partition(",")[0]
    linked = _RELATIVE.search(clause)
    verb = has_verb(clause, 0, linked.start() if linked else len(clause))
    small = is_in_small_letters(words_in(text, *m.span("what")))
    return m.span("what") if verb and small else None
