"""Training texts as the network learns from them.

Each annotated text becomes arrays; windows are cut from them anew every epoch.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution import labels as tags
from quoteattr.attribution.features import Excerpt, Features
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.records import GUIDELINES
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.layout import evened
from quoteattr.records import MODES
from quoteattr.training.corpora import Surface
from quoteattr.training.mentions import Chain, addressee_spans

__all__ = ["COLUMNS", "MENTION", "UNIT", "UNKNOWN", "LabelledText", "Window", "cut", "label_text"]

Array = npt.NDArray[np.int32]

UNIT = ("first", "last", "cue", "source", "mode")
MENTION = ("first", "last", "cluster", "anaphor")
#: What is tagged: a column for each role, then names and sentence ends.
COLUMNS = (*tags.HEADS, "name", "sentence_end")
NAME, SENTENCE_END = len(tags.HEADS), len(tags.HEADS) + 1
#: The label of what nobody has annotated.
UNKNOWN = -100


@attrs.frozen(eq=False)
class Labels:
    """What is annotated of some words; positions count these words, from 0.

    Attributes:
        labels: gold labels, shape (n, len(COLUMNS)); ``UNKNOWN`` where not annotated.
        units: a row per content, columns as in ``UNIT``: first and last word of its first
            span, index of its cue and of its source (-1: none), mode (-1: not annotated).
        cues, sources: first and last word of every span, shape (m, 2).
        mentions: a row per mention, columns as in ``MENTION``: first and last word, the cluster
            that it belongs to, whether its antecedent is asked for.
        guideline: index of the guideline that the annotation follows.
    """

    labels: Array
    units: Array
    cues: Array
    sources: Array
    mentions: Array
    guideline: int


@attrs.frozen(eq=False)
class LabelledText(Labels):
    """A document to learn from, and what the network sees of it."""

    features: Features


@attrs.frozen(eq=False)
class Window(Labels):
    """Some whole paragraphs of a labelled text."""

    excerpt: Excerpt


def label_text(
    document: AnnotatedText,
    guideline: str,
    pieces: Pieces,
    *,
    surface: Surface | None = None,
    chains: Iterable[Chain] = (),
    quotes: bool = True,
) -> LabelledText:
    """The arrays of one annotated document.

    Args:
        document: a text with its quotes.
        guideline: that they follow.
        pieces: the network's tokenizer.
        surface: its names and sentences; None where nobody has annotated them.
        chains: mentions of one person or thing each.
        quotes: whether its quotes are annotated.
    """
    text = document.text or ""
    features = Features.of(evened(text), pieces)
    words = features.spans
    labels = np.zeros((len(words), len(COLUMNS)), dtype=np.int32)
    units: list[tuple[int, ...]] = []
    cues, sources = _Spans(labels, tags.CUE), _Spans(labels, tags.SOURCE)
    ordered = sorted(document.quotes, key=lambda q: (q.content[0][0], -q.content[-1][1]))
    chunks = [_words(quote.content, words) for quote in ordered]
    for quote, content, head in zip(ordered, chunks, _heads(chunks), strict=True):
        if not content or head is None or not _write(labels, content, head):
            continue
        cue = cues.index(_words(quote.cue, words))
        source = sources.index(_words(quote.source, words))
        mode = MODES.index(quote.mode) if quote.mode else -1
        units.append((*content[0], cue, source, mode))
    told = _Spans(labels, tags.ADDRESSEE)
    found, missed = addressee_spans(text, document.quotes)
    for span in found:
        told.index(_words([span], words))
    for first, last in (chunk for span in missed for chunk in _words([span], words)):
        column = labels[first : last + 1, tags.ADDRESSEE]
        column[column == 0] = UNKNOWN
    if not quotes:
        labels[:, : len(tags.HEADS)] = UNKNOWN
    elif not any(quote.addressees is not None for quote in document.quotes):
        labels[:, tags.ADDRESSEE] = UNKNOWN
    _write_surface(labels, words, surface)
    return LabelledText(
        labels,
        np.array(units, dtype=np.int32).reshape(-1, len(UNIT)),
        cues.array(),
        sources.array(),
        _mentions(chains, words),
        GUIDELINES.index(guideline),
        features,
    )


def _write_surface(labels: Array, words: Array, surface: Surface | None) -> None:
    if surface is None:
        labels[:, [NAME, SENTENCE_END]] = UNKNOWN
        return
    for name in surface.annotation.entities:
        for first, last in _words([(name.start, name.end)], words):
            if not labels[first : last + 1, NAME].any():
                labels[first : last + 1, NAME] = 2 + 2 * tags.NAMES.index(name.label)
                labels[first, NAME] = 1 + 2 * tags.NAMES.index(name.label)
    for _, last in _words([(s.start, s.end) for s in surface.annotation.sentences], words):
        labels[last, SENTENCE_END] = 1


def _mentions(chains: Iterable[Chain], words: Array) -> Array:
    rows: dict[tuple[int, int], tuple[int, ...]] = {}
    for cluster, chain in enumerate(chains):
        for start, end, anaphor in chain:
            for span in _words([(start, end)], words):
                rows.setdefault(span, (*span, cluster, int(anaphor)))
    return np.array(sorted(rows.values()), dtype=np.int32).reshape(-1, len(MENTION))


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
            yield tags.CONTENT
        elif not any(_holds(span, chunks) for span in inner):
            inner.extend(chunks)
            yield tags.INNER
        else:
            yield None


def _holds(span: tuple[int, int], chunks: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] <= first and last <= span[1] for first, last in chunks)


def _write(labels: Array, chunks: Sequence[tuple[int, int]], head: int) -> bool:
    """Label the chunks of one content; False where another one has a word of them already."""
    if any(labels[first : last + 1, head].any() for first, last in chunks):
        return False
    for i, (first, last) in enumerate(chunks):
        labels[first : last + 1, head] = tags.INSIDE
        labels[first, head] = tags.CONTINUE if i else tags.BEGIN
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
                    self._labels[first : last + 1, self._head] = tags.INSIDE
                    self._labels[first, self._head] = tags.BEGIN
                self._index[span] = len(self._index)
        return self._index[spans[0]] if spans else -1

    def array(self) -> Array:
        return np.array(list(self._index), dtype=np.int32).reshape(-1, 2)


def cut(document: LabelledText, first: int, end: int) -> Window:
    """The words ``[first, end)`` of a labelled text, with the spans that lie in them."""
    cues, cue_of = _inside(document.cues, first, end)
    sources, source_of = _inside(document.sources, first, end)
    units, _ = _inside(document.units, first, end)
    units[:, 2], units[:, 3] = cue_of[units[:, 2]], source_of[units[:, 3]]
    mentions, _ = _inside(document.mentions, first, end)
    return Window(
        document.labels[first:end],
        units,
        cues,
        sources,
        mentions,
        document.guideline,
        document.features.excerpt(first, end),
    )


def _inside(rows: Array, first: int, end: int) -> tuple[Array, Array]:
    """The rows whose span lies in a window, moved to its start; the new index of each, or -1."""
    keep = (rows[:, 0] >= first) & (rows[:, 1] < end)
    index = np.full(len(rows) + 1, -1, dtype=np.int32)
    index[:-1][keep] = np.arange(keep.sum())
    kept = rows[keep]
    kept[:, :2] -= first
    return kept, index
