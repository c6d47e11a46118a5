"""Rivals: contents that have the same claim to a cue, which reports one content only.

They are parts of one content that the cue interrupts: "In May, she said, they left."
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import regex

from quoteattr.attribution.units import Unit

__all__ = ["joined"]

Spans = npt.NDArray[np.int32]

# Words that may interrupt a quotation.
APART = 40
# From the comma before a closing mark to the small letter behind the next opening one.
_INTERRUPTED = regex.compile(r",[”\"’']\s[^“”\"\n.!?;:]{3,90},\s[“\"‘']\p{Ll}")
# How much of the words on either side is read with what stands between them.
_MARGIN = 3


def joined(units: Sequence[Unit], text: str, spans: Spans, least: float) -> list[Unit]:
    """The units; of two that one cue interrupts one.

    Both must be sure enough, or the first alone where the marks show it: "“In May,” she said, “we
    left.”"

    Args:
        units: all of a document.
        text: the document.
        spans: offsets of its words, shape (words, 2).
        least: how sure a unit must be.
    """
    rests: dict[Unit, Unit] = {}
    before: Unit | None = None
    for unit in sorted(units, key=lambda unit: unit.chunks[0]):
        if unit.cue is None and before and _goes_on(before, unit, text, spans):
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


def _goes_on(before: Unit, unit: Unit, text: str, spans: Spans) -> bool:
    """Whether a comma closes one in marks, and small letters open the other, behind the cue."""
    first, last = before.chunks[-1][1], unit.chunks[0][0]
    if not before.cue or not first < before.cue[0] <= before.cue[1] < last <= first + APART:
        return False
    low, high = int(spans[first, 1]) - _MARGIN, int(spans[last, 0]) + _MARGIN
    return _INTERRUPTED.search(text, max(0, low), high) is not None
