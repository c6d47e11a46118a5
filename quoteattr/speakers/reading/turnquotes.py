"""Turns as quotes: what is said where a text gives speech as turns, without marks and cues.

"A: In May." and the paragraphs below a question in bold are somebody's words, by the guideline of
the world articles: each turn is one quote with a part for each of its paragraphs, its label the
source where it is a name. What an interviewer asks is none. Attribution, which has learned from
running text, finds pieces of them at best; they give way to the whole, and what a turn reports of
others lies inside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import find_quotations, kind_of
from quoteattr.speakers.order import reading_order
from quoteattr.speakers.reading.interviews import asks_twice
from quoteattr.speakers.reading.transcripts import Turn
from quoteattr.speakers.reading.turnlabels import labels
from quoteattr.words import paragraphs, words

if TYPE_CHECKING:
    from quoteattr.speakers.resolution import Resolver

__all__ = ["CONFIDENCE", "may_have_turns", "turn_quotes"]

#: How sure a turn is, once the text has some.
CONFIDENCE = 0.95

_EDGES = " \t\r\n*_>"
_TALK = regex.compile(r"(?<![\p{L}’'])(?:I|[Yy]ou|[Ww]e|[Mm]y|me|[Yy]our|[Oo]ur|us)(?!\p{L})|\?")
# "(Laughter)" at the edge of a turn is nobody's word.
_DIRECTION = regex.compile(
    r"[(\[](?:laugh|applau|cheer|boo|interrupt|cross-?talk|inaudible|pause|off[\s-]mic|sigh|smil|nod"
    r"|silence|overlap|shout|music)[^()\[\]]{0,40}[)\]]",
    regex.I,
)
# A line below the last answer that tells of the interview.
_TOLD = regex.compile(
    r"\b(?:interview|conversation|transcript|exchange|Q\s?&\s?A)\b[^.\n]{0,60}\b(?:was|were|been)\s"
    r"(?:\p{L}+ly\s)?(?:edited|condensed|shortened|abridged|translated|conducted|recorded|held"
    r"|published|transcribed|cut)\b",
    regex.I,
)


def may_have_turns(text: str) -> bool:
    """Whether it is worth while to look for turns in a text."""
    return len(labels(text)) > 1 or asks_twice(text, paragraphs(text))


def turn_quotes(resolver: Resolver) -> tuple[Attribution, ...]:
    """The attributions of a text, with the turns of a transcript or an interview among them.

    Args:
        resolver: of these attributions, not yet run.
    """
    text, turns = resolver.text, resolver.transcript.turns
    said = [(turn, parts) for turn in turns if (parts := _parts(resolver, turn, turn is turns[-1]))]
    talk = sum(_TALK.search(text, turn.after, turn.end) is not None for turn in turns)
    if not said or 2 * talk < len(turns):
        return tuple(resolver.attributions)
    quotations, known = find_quotations(text), words(text)
    added = [
        Attribution(
            content=tuple(parts),
            source=_source(text, turn),
            confidence=CONFIDENCE,
            kind=kind_of(parts, known, quotations, text),
        )
        for turn, parts in said
    ]
    return _together(resolver.attributions, added)


def _parts(resolver: Resolver, turn: Turn, is_last: bool) -> list[Offsets]:
    """The paragraphs of what is said in a turn; none where an interviewer asks."""
    if turn.asks:
        return []
    text, scene = resolver.text, resolver.scene
    first, last = scene.paragraph(turn.after), scene.paragraph(max(turn.after, turn.end - 1))
    found = []
    for i, (low, high) in enumerate(scene.paragraphs[first : last + 1]):
        start, end = max(low, turn.after), min(high, turn.end)
        if i and _is_told(resolver, turn, start, end):
            if is_last:
                break
            continue
        start, end = _trimmed(text, start, end)
        if start < end:
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> Offsets:
    """A stretch without emphasis, blanks and stage directions at its edges."""
    directions = list(_DIRECTION.finditer(text, start, end))
    lengths = {m.start(): m.end() for m in directions}
    while start < end and (text[start] in _EDGES or start in lengths):
        start = lengths.get(start, start + 1)
    lengths = {m.end(): m.start() for m in directions}
    while start < end and (text[end - 1] in _EDGES or end in lengths):
        end = lengths.get(end, end - 1)
    return start, end


def _is_told(resolver: Resolver, turn: Turn, start: int, end: int) -> bool:
    """Whether a paragraph tells of the interview, or names its speaker in full."""
    if _TOLD.search(resolver.text, start, end):
        return True
    named = resolver.naming.within(start, end)
    return any(
        who in turn.who and " " in resolver.text[low:high].strip() for low, high, who in named
    )


def _source(text: str, turn: Turn) -> tuple[Offsets, ...]:
    """The label where it is more than a letter."""
    start, end = turn.label
    return ((start, end),) if end - start > 1 else ()


def _together(
    attributions: Sequence[Attribution], turns: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Attributions and turns in order; pieces of a turn left out, what it reports inside it."""
    spans = sorted((*span, i) for i, turn in enumerate(turns) for span in turn.content)
    starts = [start for start, _, _ in spans]

    def turn_at(span: Offsets) -> int | None:
        at = bisect_right(starts, span[0]) - 1
        return spans[at][2] if at >= 0 and span[1] <= spans[at][1] else None

    # Each with the index of the one that holds it, turns first.
    found: list[tuple[Attribution, int | None]] = [(turn, None) for turn in turns]
    place: dict[tuple[int | None, int | None], int] = {}
    for index in reading_order(attributions):
        one = attributions[index]
        turn = turn_at(one.content[0]) if one.content and one.cue else None
        if turn is not None and turn_at(one.cue[0]) != turn:
            turn = None
        content = tuple(span for span in one.content if turn_at(span) == turn)
        if content:
            outer = place.get((one.parent, turn), turn)
            place[index, turn] = len(found)
            found.append((attrs.evolve(one, content=content), outer))
    return _in_order(found)


def _in_order(found: Sequence[tuple[Attribution, int | None]]) -> tuple[Attribution, ...]:
    """Attributions by where they begin, outer ones first, each with its parent's new index."""

    def place(i: int) -> tuple[int, int]:
        content = found[i][0].content
        return content[0][0], -content[-1][1]

    order = sorted(range(len(found)), key=place)
    new: dict[int | None, int] = {old: i for i, old in enumerate(order)}
    return tuple(attrs.evolve(found[i][0], parent=new.get(found[i][1])) for i in order)
