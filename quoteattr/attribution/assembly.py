"""From the readings of a document's windows to its attributions.

A content chunk that continues the one before it joins that one's attribution, across windows too.
Contents that the network is not sure of, by their threshold, are left out.
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.decoding import Chunk
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import CONTENT, CUE, INNER, SOURCE
from quoteattr.attribution.linking import Link
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import kind_of
from quoteattr.records import MODES

__all__ = ["Reading", "WindowLinks", "assemble"]

# An attribution below its guideline's confidence is left out; chosen on held-out training texts.
THRESHOLDS = {"world": 0.5, "polnear": 0.3}


@attrs.frozen
class WindowLinks:
    """Links and mode indices of a window's contents: outer chunks first, then inner ones."""

    links: Sequence[Link]
    modes: Sequence[int]


@attrs.frozen(eq=False)
class Reading:
    """What the network read in one window.

    Attributes:
        first: the window's first word in its document; everything else counts from there.
        spans: the chunks of every head.
        probability: of the labels, shape (n, heads, labels).
        links: cue and source of every content.
    """

    first: int
    spans: Sequence[Sequence[Chunk]]
    probability: npt.NDArray[np.float32]
    links: WindowLinks


@attrs.define
class _Unit:
    """An attribution in the making; positions count words of the document."""

    chunks: list[Offsets]
    cue: Offsets | None
    source: Offsets | None
    mode: int
    confidence: float
    inner: bool


def assemble(
    text: str, features: Features, readings: Sequence[Reading], guideline: str
) -> tuple[Attribution, ...]:
    """The attributions of a document, in order; outer ones before those inside them.

    Args:
        text: the document.
        features: its words.
        readings: its windows, in order.
        guideline: whose threshold to use.
    """
    units: list[_Unit] = []
    for reading in readings:
        for inner in (False, True):
            _add(units, reading, inner)
    sure = [unit for unit in units if unit.confidence >= THRESHOLDS[guideline]]
    sure.sort(key=lambda unit: (unit.chunks[0][0], unit.inner, -unit.chunks[-1][1]))
    return tuple(_attribution(unit, _parent(unit, sure), features, text) for unit in sure)


def _add(units: list[_Unit], reading: Reading, inner: bool) -> None:
    outer_chunks, inner_chunks = reading.spans[CONTENT], reading.spans[INNER]
    chunks = inner_chunks if inner else outer_chunks
    offset = len(outer_chunks) if inner else 0
    previous = next((u for u in reversed(units) if u.inner == inner), None)
    for i, chunk in enumerate(chunks, start=offset):
        span = _shift(chunk, reading.first)
        if chunk.continues and previous and previous.chunks[-1][1] < span[0]:
            previous.chunks.append(span)
            continue
        previous = _unit(chunk, reading, reading.links.links[i], reading.links.modes[i], inner)
        units.append(previous)


def _unit(chunk: Chunk, reading: Reading, link: Link, mode: int, inner: bool) -> _Unit:
    cue = reading.spans[CUE][link.cue] if link.cue >= 0 else None
    source = reading.spans[SOURCE][link.source] if link.source >= 0 else None
    sure = chunk.probability * link.cue_probability * (cue.probability if cue else 1.0)
    return _Unit(
        chunks=[_shift(chunk, reading.first)],
        cue=_shift(cue, reading.first) if cue else None,
        source=_shift(source, reading.first) if source else None,
        mode=mode,
        confidence=sure ** (1 / 3),
        inner=inner,
    )


def _shift(chunk: Chunk, first: int) -> Offsets:
    return chunk.first + first, chunk.last + first


def _parent(unit: _Unit, units: Sequence[_Unit]) -> int | None:
    if not unit.inner:
        return None
    first, last = unit.chunks[0]
    for i, other in enumerate(units):
        if not other.inner and any(a <= first and last <= b for a, b in other.chunks):
            return i
    return None


def _attribution(unit: _Unit, parent: int | None, features: Features, text: str) -> Attribution:
    def offsets(spans: Sequence[Offsets]) -> Iterator[Offsets]:
        for first, last in spans:
            yield int(features.spans[first, 0]), int(features.spans[last, 1])

    content = tuple(offsets(unit.chunks))
    first, last = unit.chunks[0][0], unit.chunks[-1][1]
    words = [(a, b) for a, b in features.spans[first : last + 1].tolist()]
    return Attribution(
        content=content,
        cue=tuple(offsets([unit.cue] if unit.cue else [])),
        source=tuple(offsets([unit.source] if unit.source else [])),
        mode=MODES[unit.mode],
        confidence=round(unit.confidence, 4),
        parent=parent,
        kind=kind_of(content, words, features.quotations, text),
    )
