"""From the readings of a document's windows to its attributions.

A window tells of the contents that begin in its core. A content chunk that continues the one
before it joins that one's attribution, across windows too. Attributions that the network is not
sure of are left out.
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt
import regex

from quoteattr.attribution.confidence import Confidence, evidence
from quoteattr.attribution.decoding import Chunk
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import CONTENT, CUE, INNER, INSIDE, SOURCE
from quoteattr.attribution.linking import Link
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.attribution.windows import Window
from quoteattr.crossheads import is_crosshead
from quoteattr.marks import kind_of
from quoteattr.records import MODES

__all__ = ["Reading", "Unit", "WindowLinks", "assemble", "attribution", "units"]

# From *it* to the end of a cue that nobody is named for: "it was widely reported".
_IMPERSONAL = regex.compile(
    r"""
    (?:\s+(?:is|was|(?:has|had)\s+been|(?:will|would|can|could|should|must|may|might)\s+be)|[’']s)
    \s+(?:(?:\p{Ll}+ly|also|now|then|often|still|not)\s+)?
    (?:said|told|thought|understood|known|held|written|alleged|claimed|reported|believed|expected
      |estimated|assumed|decided|agreed|announced|argued|suggested|feared|hoped|noted|recalled
      |rumou?red|stated|acknowledged|accepted|revealed|suspected|predicted)
    (?:\s+\p{Ll}+)?
    """,
    regex.VERBOSE,
)
_MEDIUM = regex.compile(
    r"(?:statement|note|letter|report|post|tweet|message|e-?mail|memo|speech|interview|briefing"
    r"|release|video|column|article|testimony|filing|submission)",
    regex.I,
)
_IN_A = regex.compile(
    r"\b(?P<verb>said|says|wrote|writes|told|added|announced|announces|stated|states|warned|warns"
    r"|claimed|claims|declared|insisted|argued)\s+(?:in|on|via|through|by)\s+"
    r"(?:(?:an?|his|her|its|their|the)\s+)?(?:[\p{L}\-’']+\s+){0,3}$"
)


# A sentence between two contents, up to the mark that opens the second.
_TOLD_BETWEEN = regex.compile(r"[^\p{L}]*\p{L}.*[.!?…]\s+[“\"‘'«]", regex.DOTALL)
# The cue of a question, and its end in marks.
_ASKS = regex.compile(r"(?:asks?|asked|asking|inquired|enquired)", regex.I)
_QUESTION = regex.compile(r"\?[”\"’'»]\s*$")


@attrs.frozen
class WindowLinks:
    """What there is of a window's contents: outer chunks first, then inner ones.

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
    """

    window: Window
    spans: Sequence[Sequence[Chunk]]
    probability: npt.NDArray[np.float32]
    links: WindowLinks


@attrs.define
class Unit:
    """An attribution in the making; positions count words of the document.

    Attributes:
        chunks: first and last word of every span of the content.
        cue, source: the same of its partners, None without.
        source_confidence: how sure the source is, or that there is none.
        mode: index of its mode.
        evidence: for its confidence, see :func:`evidence <quoteattr.attribution.confidence>`.
        labelled: whether the best labels spell the content.
        inner: whether it lies inside another quote.
    """

    chunks: list[Offsets]
    cue: Offsets | None
    source: Offsets | None
    mode: int
    evidence: npt.NDArray[np.float32]
    labelled: bool
    inner: bool
    source_confidence: float
    confidence: float = 0.0


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
    sure: list[Unit] = []
    for unit in units(readings):
        unit.confidence = confidence(unit.evidence)
        if unit.confidence >= least:
            sure += _taken_apart(unit, features, text)
    sure.sort(key=lambda unit: (unit.chunks[0][0], unit.inner, -unit.chunks[-1][1]))
    return tuple(attribution(unit, _parent(unit, sure), features, text) for unit in sure)


def _taken_apart(unit: Unit, features: Features, text: str) -> Iterator[Unit]:
    """A unit and, as units of their own, chunks that were taken to go on with it and do not.

    Those are crossheads, the answers to somebody's question in the paragraphs below it, and what
    stands in marks behind a sentence that tells of something else.
    """

    def offsets(first: int, last: int) -> Offsets:
        return int(features.spans[first, 0]), int(features.spans[last, 1])

    spans = [offsets(*chunk) for chunk in unit.chunks]
    partners = [offsets(*partner) for partner in (unit.cue, unit.source) if partner]
    asked = unit.cue is not None and _ASKS.fullmatch(text, *offsets(*unit.cue))
    apart: list[Offsets] = []
    for i, chunk in enumerate(unit.chunks[1:], 1):
        below = "\n" in text[spans[i - 1][1] : spans[i][0]]
        answers = asked and below and (apart or _QUESTION.search(text[slice(*spans[i - 1])]))
        told = _is_told_between(text, spans[i - 1][1], spans[i][0], partners)
        if answers or told or is_crosshead(text, *spans[i]):
            apart.append(chunk)
    if not apart:
        yield unit
        return
    yield attrs.evolve(unit, chunks=[chunk for chunk in unit.chunks if chunk not in apart])
    for chunk in apart:
        yield attrs.evolve(unit, chunks=[chunk], cue=None, source=None, source_confidence=0.0)


def _is_told_between(text: str, end: int, start: int, partners: Sequence[Offsets]) -> bool:
    """Whether a sentence that does not report ends between a content and one in marks."""
    if any(end <= low < start for low, _ in partners):
        return False
    return _TOLD_BETWEEN.fullmatch(text, end, start + 1) is not None


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
    for i, chunk in enumerate(chunks, start=offset):
        span = _shift(chunk, window.first)
        if not window.core_first <= span[0] < window.core_end or span[0] <= reached:
            continue
        reached = span[1] if chunk.labelled else reached
        if chunk.continues and previous:
            previous.chunks.append(span)
            continue
        unit = _unit(chunk, reading, i, inner)
        previous = unit if unit.labelled else previous
        units.append(unit)
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


def _parent(unit: Unit, units: Sequence[Unit]) -> int | None:
    if not unit.inner:
        return None
    first, last = unit.chunks[0]
    for i, other in enumerate(units):
        if not other.inner and any(a <= first and last <= b for a, b in other.chunks):
            return i
    return None


def attribution(unit: Unit, parent: int | None, features: Features, text: str) -> Attribution:
    """The record of a unit whose parent has this index in its list."""

    def offsets(spans: Sequence[Offsets]) -> Iterator[Offsets]:
        for first, last in spans:
            yield int(features.spans[first, 0]), int(features.spans[last, 1])

    content = tuple(offsets(unit.chunks))
    first, last = unit.chunks[0][0], unit.chunks[-1][1]
    words = [(a, b) for a, b in features.spans[first : last + 1].tolist()]
    cue = tuple(_verb(text, *span) for span in offsets([unit.cue] if unit.cue else []))
    source = tuple(offsets([unit.source] if unit.source else []))
    return Attribution(
        content=content,
        cue=cue,
        source=() if _is_impersonal(text, source, cue) else source,
        mode=MODES[unit.mode],
        confidence=round(unit.confidence, 4),
        parent=parent,
        kind=kind_of(content, words, features.quotations, text),
        source_confidence=round(unit.source_confidence, 4),
    )


def _verb(text: str, start: int, end: int) -> Offsets:
    """A cue; of "said in a statement that", of which the last word was taken for it, the verb."""
    if not _MEDIUM.fullmatch(text, start, end):
        return start, end
    m = _IN_A.search(text, max(0, start - 60), start)
    return m.span("verb") if m else (start, end)


def _is_impersonal(text: str, source: Sequence[Offsets], cue: Sequence[Offsets]) -> bool:
    """Whether the source is the *it* of "it is said", which stands for nobody.

    >>> _is_impersonal("It is said that", [(0, 2)], [(6, 10)])
    True
    >>> _is_impersonal("It has said that", [(0, 2)], [(7, 11)])
    False
    """
    if not source or not cue or text[slice(*source[0])].lower() != "it":
        return False
    return _IMPERSONAL.fullmatch(text, source[0][1], cue[0][1]) is not None
