"""Training texts with gold quotes, as the attribution network learns from them.

Turns each annotated text, as the evaluation reads it, into arrays; windows are cut from them anew
every epoch.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.features import Excerpt, Features, Lexicon
from quoteattr.attribution.labels import (
    BEGIN,
    CONTENT,
    CONTINUE,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    SOURCE,
)
from quoteattr.attribution.pieces import Pieces
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.models.vectors import WordVectors
from quoteattr.records import MODES

__all__ = ["UNIT", "Lesson", "Window", "lesson"]

Array = npt.NDArray[np.int32]

UNIT = ("first", "last", "cue", "source", "mode")


@attrs.frozen(eq=False)
class Lesson:
    """A document to learn from. All positions count words of the document, from 0.

    Attributes:
        features: what the tagger sees.
        labels: gold labels, shape (n, heads).
        units: a row per content, columns as in ``UNIT``: first and last word of its first
            span, index of its cue and of its source (-1: none), mode (-1: not annotated).
        cues, sources: first and last word of every span, shape (m, 2).
        guideline: index of the guideline that the annotation follows.
        soft: a teacher's probabilities of the labels, float16, shape (n, heads, labels), to be
            learnt instead of ``labels``; None where the labels are gold.
    """

    features: Features
    labels: Array
    units: Array
    cues: Array
    sources: Array
    guideline: int
    soft: npt.NDArray[np.float16] | None = None


@attrs.frozen(eq=False)
class Window:
    """Some whole paragraphs of a lesson; positions count words of the window."""

    excerpt: Excerpt
    labels: Array
    units: Array
    cues: Array
    sources: Array
    guideline: int
    soft: npt.NDArray[np.float16] | None = None


def lesson(
    document: AnnotatedText,
    guideline: int,
    lexicon: Lexicon,
    vectors: WordVectors,
    pieces: Pieces | None = None,
) -> Lesson:
    """The arrays of one annotated document."""
    features = Features.of(document.text or "", lexicon, vectors, pieces)
    labels = np.zeros((len(features.spans), len(HEADS)), dtype=np.int32)
    units: list[tuple[int, ...]] = []
    cues = _Spans(labels, CUE)
    sources = _Spans(labels, SOURCE)
    quotes = sorted(document.quotes, key=lambda q: (q.content[0][0], -q.content[-1][1]))
    chunks = [_words(quote.content, features.spans) for quote in quotes]
    for quote, content, head in zip(quotes, chunks, _heads(chunks), strict=True):
        if not content or head is None or not _write(labels, content, head):
            continue
        cue = cues.index(_words(quote.cue, features.spans))
        source = sources.index(_words(quote.source, features.spans))
        mode = MODES.index(quote.mode) if quote.mode else -1
        units.append((*content[0], cue, source, mode))
    return Lesson(
        features,
        labels,
        np.array(units, dtype=np.int32).reshape(-1, len(UNIT)),
        cues.array(),
        sources.array(),
        guideline,
    )


def _words(spans: Iterable[Sequence[int]], words: Array) -> list[tuple[int, int]]:
    """First and last word of every span that touches one."""
    found = []
    for start, end in spans:
        first = int(np.searchsorted(words[:, 1], start, side="right"))
        last = int(np.searchsorted(words[:, 0], end, side="left")) - 1
        if first <= last:
            found.append((first, last))
    return found


def _heads(contents: Sequence[Sequence[tuple[int, int]]]) -> Iterator[int | None]:
    """The head of each content: outer, inside one other, or None where it is deeper still."""
    outer: list[tuple[int, int]] = []
    inner: list[tuple[int, int]] = []
    for chunks in contents:
        if not any(_holds(span, chunks) for span in outer):
            outer.extend(chunks)
            yield CONTENT
        elif not any(_holds(span, chunks) for span in inner):
            inner.extend(chunks)
            yield INNER
        else:
            yield None


def _holds(span: tuple[int, int], chunks: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] <= first and last <= span[1] for first, last in chunks)


def _write(labels: Array, chunks: Sequence[tuple[int, int]], head: int) -> bool:
    """Label the chunks of one content; False where another one has a word of them already."""
    if any(labels[first : last + 1, head].any() for first, last in chunks):
        return False
    for i, (first, last) in enumerate(chunks):
        labels[first : last + 1, head] = INSIDE
        labels[first, head] = CONTINUE if i else BEGIN
    return True


class _Spans:
    """The different spans of a role, labelled as they come."""

    def __init__(self, labels: Array, head: int) -> None:
        self._labels = labels
        self._head = head
        self._index: dict[tuple[int, int], int] = {}

    def index(self, spans: Sequence[tuple[int, int]]) -> int:
        """Index of the first span, -1 without one; every span gets labelled."""
        for span in spans:
            first, last = span
            if span not in self._index:
                if not self._labels[first : last + 1, self._head].any():
                    self._labels[first : last + 1, self._head] = INSIDE
                    self._labels[first, self._head] = BEGIN
                self._index[span] = len(self._index)
        return self._index[spans[0]] if spans else -1

    def array(self) -> Array:
        return np.array(list(self._index), dtype=np.int32).reshape(-1, 2)


def cut(document: Lesson, first: int, end: int) -> Window:
    """The words ``[first, end)`` of a lesson, with the spans that lie in them."""
    cues, cue_of = _inside(document.cues, first, end)
    sources, source_of = _inside(document.sources, first, end)
    units = document.units
    units = units[(units[:, 0] >= first) & (units[:, 1] < end)].copy()
    units[:, :2] -= first
    units[:, 2] = cue_of[units[:, 2]]
    units[:, 3] = source_of[units[:, 3]]
    return Window(
        document.features.excerpt(first, end),
        document.labels[first:end],
        units,
        cues,
        sources,
        document.guideline,
        None if document.soft is None else document.soft[first:end],
    )


def _inside(spans: Array, first: int, end: int) -> tuple[Array, Array]:
    """The spans within a window, and the new index of each old one (-1: outside, or none)."""
    keep = (spans[:, 0] >= first) & (spans[:, 1] < end)
    index = np.full(len(spans) + 1, -1, dtype=np.int32)
    index[:-1][keep] = np.arange(keep.sum())
    return spans[keep] - first, index
