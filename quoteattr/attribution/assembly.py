"""From the readings of a document's windows to its attributions.

A window reports the contents that begin in its core. A content chunk that continues the one
before it joins that one's attribution, across windows too. Attributions that the network is not
sure of are left out.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt
from torch import Tensor

from quoteattr.attribution.addressing import with_addressees
from quoteattr.attribution.confidence import Confidence, evidence
from quoteattr.attribution.decoding import Chunk
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import ADDRESSEE, CONTENT, CUE, INNER, INSIDE, SOURCE
from quoteattr.attribution.linking import Link
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.attribution.rivals import joined
from quoteattr.attribution.units import Unit
from quoteattr.attribution.windows import Window
from quoteattr.marks import kind_of
from quoteattr.records import MODES

__all__ = ["Reading", "Unit", "WindowLinks", "assemble", "attribution", "units"]


@attrs.frozen
class WindowLinks:
    """Cue, source, mode and validity of each content of a window: outer ones, then inner ones.

    Attributes:
        links: cue and source of each.
        modes: index of the mode of each.
        valid: log-odds that it is a content.
    """

    links: Sequence[Link]
    modes: Sequence[int]
    valid: Sequence[float]


@attrs.frozen(eq=False)
class Reading:
    """What the network read in one window.

    Attributes:
        window: where it stands in its document; everything else counts from its first word.
        spans: the chunks of every head.
        probability: of the labels, shape (n, heads, labels).
        links: cue and source of every content.
        names: probabilities of the labels of names, shape (n, labels).
        ends: whether each word ends a sentence, shape (n,).
        states: of the words, half precision, shape (n, size).
    """

    window: Window
    spans: Sequence[Sequence[Chunk]]
    probability: npt.NDArray[np.float32]
    links: WindowLinks
    names: npt.NDArray[np.float32]
    ends: npt.NDArray[np.bool_]
    states: Tensor


def assemble(
    text: str,
    features: Features,
    readings: Sequence[Reading],
    confidence: Confidence,
    least: float,
) -> tuple[Attribution, ...]:
    """The attributions of a document, in order; outer ones before those inside them.

    Args:
        text: the document.
        features: its words.
        readings: its windows, in order.
        confidence: of the guideline.
        least: attributions below this confidence are left out.
    """
    found = units(readings)
    for unit in found:
        unit.confidence = confidence(unit.evidence)
    whole = joined(found, text, features.spans, confidence.threshold)
    sure = _distinct(unit for unit in whole if unit.confidence >= least)
    sure.sort(key=lambda unit: (unit.chunks[0][0], unit.inner, -unit.chunks[-1][1]))
    parents = zip(sure, _parents(sure), strict=True)
    made = [attribution(unit, parent, features, text) for unit, parent in parents]
    return with_addressees(text, made, _addressee_spans(features, readings))


def _distinct(units: Iterable[Unit]) -> list[Unit]:
    """The units; of an outer and an inner one of the same words the surer, since a quote is smaller
    than the one that it stands in.
    """
    found: dict[tuple[Offsets, ...], Unit] = {}
    for unit in units:
        other = found.setdefault(tuple(unit.chunks), unit)
        if unit.confidence > other.confidence:
            found[tuple(unit.chunks)] = unit
    return list(found.values())


def _addressee_spans(features: Features, readings: Sequence[Reading]) -> list[Offsets]:
    """Offsets of the mentions of addressees, each from the window whose core has it."""
    found = []
    for reading in readings:
        window = reading.window
        for chunk in reading.spans[ADDRESSEE]:
            first, last = _shift(chunk, window.first)
            if chunk.labelled and window.core_first <= first < window.core_end:
                found.append((int(features.spans[first, 0]), int(features.spans[last, 1])))
    return found


def units(readings: Sequence[Reading]) -> list[Unit]:
    """All attributions that the windows hold, however unsure."""
    found: list[Unit] = []
    for inner in (False, True):
        same: list[Unit] = []
        reached = -1
        for reading in readings:
            reached = _add(same, reading, inner, reached)
        found += same
    return found


def _add(units: list[Unit], reading: Reading, inner: bool, reached: int) -> int:
    """Add a window's outer or inner units to those of the windows before it.

    Args:
        units: those before it.
        reading: the window.
        inner: which ones to add.
        reached: the last word of a labelled content in the windows before it.

    Returns:
        the last word of one so far.
    """
    chunks = reading.spans[INNER if inner else CONTENT]
    offset = len(reading.spans[CONTENT]) if inner else 0
    window = reading.window
    previous = next((unit for unit in reversed(units) if unit.labelled), None)
    new: dict[int, Unit] = {}
    for i, chunk in enumerate(chunks, start=offset):
        span = _shift(chunk, window.first)
        if not window.core_first <= span[0] < window.core_end or span[0] <= reached:
            continue
        reached = span[1] if chunk.labelled else reached
        if chunk.continues and previous:
            previous.chunks.append(span)
            continue
        unit = new[i] = _unit(chunk, reading, i, inner)
        previous = unit if unit.labelled else previous
        units.append(unit)
    for i, unit in new.items():
        unit.rival = new.get(reading.links.links[i].rival)
    return reached


def _unit(chunk: Chunk, reading: Reading, i: int, inner: bool) -> Unit:
    link, first = reading.links.links[i], reading.window.first
    cue = reading.spans[CUE][link.cue] if link.cue >= 0 else None
    source = reading.spans[SOURCE][link.source] if link.source >= 0 else None
    return Unit(
        chunks=[_shift(chunk, first)],
        cue=_shift(cue, first) if cue else None,
        source=_shift(source, first) if source else None,
        mode=reading.links.modes[i],
        evidence=evidence(
            valid=reading.links.valid[i],
            begin=chunk.probability,
            link=link.cue_probability,
            cue=cue.probability if cue else None,
            inside=_inside(chunk, reading, INNER if inner else CONTENT),
            end=_end(chunk, reading, INNER if inner else CONTENT),
            inner=inner,
        ),
        labelled=chunk.labelled,
        inner=inner,
        source_confidence=link.source_probability * (source.probability if source else 1.0),
    )


def _inside(chunk: Chunk, reading: Reading, head: int) -> float:
    """Mean probability that the words after a chunk's first one are inside."""
    if chunk.first == chunk.last:
        return 0.5
    inside = reading.probability[chunk.first + 1 : chunk.last + 1, head, INSIDE]
    return float(inside.mean())


def _end(chunk: Chunk, reading: Reading, head: int) -> float:
    """Probability that the word after a chunk is not inside."""
    if chunk.last + 1 >= len(reading.probability):
        return 1.0
    return 1 - float(reading.probability[chunk.last + 1, head, INSIDE])


def _shift(chunk: Chunk, first: int) -> Offsets:
    return chunk.first + first, chunk.last + first


def _parents(units: Sequence[Unit]) -> list[int | None]:
    """Of each inner unit the index of the first outer one that holds its beginning; else None."""
    outer = [(i, unit) for i, unit in enumerate(units) if not unit.inner]
    spans = sorted((*chunk, i) for i, unit in outer for chunk in unit.chunks)
    found: list[int | None] = [None] * len(units)
    around: list[tuple[int, int, int]] = []
    at = 0
    inner = (i for i, unit in enumerate(units) if unit.inner)
    for i in sorted(inner, key=lambda i: units[i].chunks[0]):
        first, last = units[i].chunks[0]
        while at < len(spans) and spans[at][0] <= first:
            around.append(spans[at])
            at += 1
        around = [span for span in around if span[1] >= first]
        found[i] = min((n for _, end, n in around if last <= end), default=None)
    return found


def attribution(unit: Unit, parent: int | None, features: Features, text: str) -> Attribution:
    """The record of a unit whose parent has this index in its list."""

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
        source_confidence=round(unit.source_confidence, 4),
    )
