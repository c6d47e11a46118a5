"""Rivals: contents that have the same claim to a cue, which reports one content only.

They may be parts of one content that the cue interrupts ("In May, she said, they left"). Or they
are the same words, once as a quote and once as a quote inside a quote, and the outer one begins
too late: of "a guard told him to go, she said" what *she* said begins with the guard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.attribution.units import Partners, Unit, Words

__all__ = ["joined", "nested"]

# Words from the source or cue of a quote to its content.
NEAR = 15
# Words from a cue to what it reports, where the two stand side by side.
ADJACENT = 3
# Words that may interrupt a quotation.
APART = 40
_FAR = 10**6
_SENTENCE_ENDS = regex.compile(r"[.!?…][”\"’'»)]*\s+[“\"‘'«(]?\p{Lu}|\n")
# From the comma before a closing mark to the small letter behind the next opening one.
_INTERRUPTED = regex.compile(r",[”\"’']\s[^“”\"\n.!?;:]{3,90},\s[“\"‘']\p{Ll}")


def joined(units: Sequence[Unit], words: Words, least: float) -> list[Unit]:
    """The units; of two that one cue interrupts one.

    Both must be sure enough, or the first alone where the marks show it: "“In May,” she said, “we
    left.”"

    Args:
        units: all of a document.
        words: its words.
        least: how sure a unit must be.
    """
    rests: dict[Unit, Unit] = {}
    before: Unit | None = None
    for unit in sorted(units, key=lambda unit: unit.chunks[0]):
        if unit.cue is None and before and _goes_on(before, unit, words):
            rests[unit] = before
        elif unit.rival and _is_rest(unit, unit.rival, least):
            rests[unit] = unit.rival
        elif unit.confidence >= least and not unit.inner:
            before = unit
    for unit, other in rests.items():
        other.chunks = sorted([*other.chunks, *unit.chunks])
        other.confidence = max(other.confidence, unit.confidence)
    return [unit for unit in units if unit not in rests]


def _is_rest(unit: Unit, other: Unit, least: float) -> bool:
    """Whether a unit is the rest of another one, on the other side of the cue."""
    if not other.cue or min(unit.confidence, other.confidence) < least:
        return False
    first, second = sorted([unit.chunks, other.chunks])
    return first[-1][1] < other.cue[0] and other.cue[1] < second[0][0]


def _goes_on(before: Unit, unit: Unit, words: Words) -> bool:
    """Whether a comma closes one in marks, and small letters open the other, behind the cue."""
    first, last = before.chunks[-1][1], unit.chunks[0][0]
    if not before.cue or not first < before.cue[0] <= before.cue[1] < last <= first + APART:
        return False
    return _INTERRUPTED.search(words.between(first, last, margin=3)) is not None


def nested(units: Sequence[Unit], words: Words, least: float) -> list[Unit]:
    """The units; of an outer and an inner one of the same words the outer one is made to hold the
    inner one's source and cue, or one of them is left out.

    Args:
        units: all of a document.
        words: its words.
        least: how sure a unit must be.
    """
    outer = {tuple(unit.chunks): unit for unit in units if not unit.inner}
    holders = {unit.cue: unit for unit in units if unit.cue and unit.confidence >= least}
    gone: set[Unit] = set()
    for unit in units:
        twin = outer.get(tuple(unit.chunks)) if unit.inner and unit.confidence >= least else None
        if twin is not None and (lost := _parted(twin, unit, holders, words)) is not None:
            gone.add(lost)
    return [unit for unit in units if unit not in gone]


def _parted(outer: Unit, inner: Unit, holders: Mapping[Offsets, Unit], words: Words) -> Unit | None:
    """Part two units of the same words; the one that is left out, if any.

    The cue nearest to the content is the inner one's. The outer one gets another cue that stands
    right beside it; or it goes to whoever has that cue and ends before it ("When he left, he
    said, a guard told him to go").
    """
    claims = [(outer.cue, outer.source), (inner.cue, inner.source)]
    if inner.cue is None or inner.cue == outer.cue:
        claims = [claims[0], *inner.spares]
    (cue, source), *others = sorted(claims, key=lambda pair: _gap(pair, outer.chunks))
    whole = _with_partners(outer.chunks, cue, source)
    for far, by in others if whole else ():
        if far is None or by == source or not _is_beside(far, by, whole[0], words):
            continue
        holder = holders.get(far, outer)
        if holder in (outer, inner):
            inner.cue, inner.source = cue, source
            outer.cue, outer.source, outer.chunks = far, by, whole
            return None
        if holder.chunks[-1][1] < far[0] and far[1] < whole[0][0]:
            inner.cue, inner.source = cue, source
            holder.chunks = [*holder.chunks, *whole]
            return outer
    outer.cue, outer.source = cue, source
    return inner


def _with_partners(
    chunks: Sequence[Offsets], cue: Offsets | None, source: Offsets | None
) -> list[Offsets]:
    """The chunks from the source or cue right before them on; empty where none is there."""
    (start, end), *more = chunks
    opens = min(span[0] for span in (cue, source, (start, end)) if span)
    if cue is None or cue[1] >= start or start - opens > NEAR:
        return []
    return [(opens, end), *more]


def _is_beside(cue: Offsets, source: Offsets | None, chunk: Offsets, words: Words) -> bool:
    """Whether a cue with its source stands right before or behind a chunk, in its sentence."""
    first, last = min(cue, source or cue)[0], max(cue, source or cue)[1]
    if first > chunk[1]:
        one, two = chunk[1], first
    elif last < chunk[0]:
        one, two = last, chunk[0]
    else:
        return False
    return two - one <= ADJACENT and not _SENTENCE_ENDS.search(words.between(one, two, margin=1))


def _gap(partners: Partners, chunks: Sequence[Offsets]) -> int:
    """Words from a cue to the nearest chunk; many without a cue."""
    cue = partners[0]
    if cue is None:
        return _FAR
    return min(max(cue[0] - last, first - cue[1], 0) for first, last in chunks)
