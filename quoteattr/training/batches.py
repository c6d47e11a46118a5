"""Batches of windows, cut anew and varied every epoch.

Variation: quotation marks change style, some windows are set in capitals or in lower case, and
words lose their vector or their own embedding, so that unknown names and odd layouts are read
like known ones.
"""

from collections.abc import Sequence
from typing import overload

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from quoteattr.attribution.features import COLUMNS, SHAPES, SUFFIX_LENGTH, Excerpt, Lexicon, shape
from quoteattr.attribution.inputs import Inputs, pad
from quoteattr.attribution.labels import HEADS, N_LABELS
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.attribution.windows import window_bounds
from quoteattr.models.vectors import UNKNOWN, WordVectors
from quoteattr.training.quotes import Lesson, Window, cut

__all__ = ["Batch", "Batches", "Variation", "batches"]

Random = np.random.Generator
Array = npt.NDArray[np.int32]

SHORTEST, LONGEST = 120, 480
WORDS_A_BATCH = 5000

VECTOR, WORD, SUFFIX, SHAPE, MARK, PLACE = range(len(COLUMNS))
OPENING, CLOSING = (3, 6), (4, 7)

# Pairs of marks outside and inside, by the styles that newspapers use.
STYLES = (
    ("“”", "‘’"), ('""', "''"), ("‘’", "“”"), ("''", '""'),
    ("«»", "“”"), ("„“", "‚‘"), ("„”", "‚’"),
)  # fmt: skip


@attrs.frozen
class Batch:
    """Padded windows.

    Attributes:
        inputs: what the network reads.
        labels: int64, shape (windows, length, heads); -100 where padded.
        targets: probabilities of the labels to learn, shape (windows, length, heads, labels);
            zeros where padded. Those of a teacher, or all on the label.
        units: int64, shape (windows, contents, 5); first word -1 where padded.
        cues, sources: int64, shape (windows, n, 2); -1 where padded.
    """

    inputs: Inputs
    labels: Tensor
    targets: Tensor
    units: Tensor
    cues: Tensor
    sources: Tensor


@attrs.frozen
class Variation:
    """How much windows are varied: the share of windows, or of words, for each way.

    Where there are pieces, some windows are ``blind``: the words' own vectors and embeddings are
    hidden, so that the encoder learns to do without them.
    """

    marks: float = 0.3
    capitals: float = 0.03
    lower: float = 0.03
    words: float = 0.08
    names: float = 0.12
    pieces: float = 0.04
    blind: float = 0.25

    @classmethod
    def none(cls) -> "Variation":
        """Windows as they are."""
        return cls(*(0.0 for _ in attrs.fields(cls)))


class Varier:
    """Varies windows of one lexicon."""

    def __init__(
        self,
        lexicon: Lexicon,
        vectors: WordVectors,
        variation: Variation,
        pieces: Pieces | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.pieces = pieces
        self.variation = variation
        self.styles = np.array(
            [
                [[_ids(mark, lexicon, vectors, pieces) for mark in pair] for pair in style]
                for style in STYLES
            ],
            dtype=np.int32,
        )
        upper = {"lower": "UPPER", "Title": "UPPER", "MiXed": "UPPER", "letter": "Letter"}
        lower = {"UPPER": "lower", "Title": "lower", "MiXed": "lower", "Letter": "letter"}
        self.upper, self.lower = (
            np.array([SHAPES.index(table.get(name, name)) for name in SHAPES], dtype=np.int32)
            for table in (upper, lower)
        )
        self.name_shapes = [SHAPES.index(name) for name in ("Title", "UPPER", "MiXed")]

    def __call__(self, window: Window, random: Random) -> Window:
        """A varied copy."""
        values = window.excerpt.values.copy()
        pieces = window.excerpt.pieces.copy()
        v = self.variation
        if random.random() < v.marks:
            style = self.styles[random.integers(len(self.styles))]
            self._restyle(values, pieces, window.excerpt.piece_starts, style)
        case = random.random()
        if case < v.capitals:
            values[:, SHAPE] = self.upper[values[:, SHAPE]]
        elif case < v.capitals + v.lower:
            values[:, SHAPE] = self.lower[values[:, SHAPE]]
        n = len(values)
        names = np.isin(values[:, SHAPE], self.name_shapes)
        values[random.random(n) < v.words, WORD] = Lexicon.UNKNOWN
        unnamed = names & (random.random(n) < v.names)
        values[unnamed, VECTOR] = UNKNOWN
        values[unnamed, WORD] = Lexicon.UNKNOWN
        if self.pieces:
            pieces[random.random(len(pieces)) < v.pieces] = self.pieces.mask
            if random.random() < v.blind:
                values[:, VECTOR] = UNKNOWN
                values[:, (WORD, SUFFIX)] = Lexicon.UNKNOWN
        excerpt = Excerpt(values, pieces, window.excerpt.piece_starts)
        return attrs.evolve(window, excerpt=excerpt)

    def _restyle(self, values: Array, pieces: Array, starts: Array, style: Array) -> None:
        """Change all marks of a window; ``style`` has shape (depths, open or close, columns + 1).

        A mark of several pieces keeps all but its first.
        """
        for depth in range(2):
            for side, state in enumerate((OPENING[depth], CLOSING[depth])):
                marks = values[:, MARK] == state
                values[marks, : SHAPE + 1] = style[depth, side, :-1]
                if self.pieces:
                    pieces[starts[:-1][marks] - starts[0]] = style[depth, side, -1]


def _ids(
    mark: str, lexicon: Lexicon, vectors: WordVectors, pieces: Pieces | None
) -> tuple[int, ...]:
    return (
        vectors.row(mark),
        lexicon.words.get(mark, Lexicon.UNKNOWN),
        lexicon.suffixes.get(mark[-SUFFIX_LENGTH:], Lexicon.UNKNOWN),
        shape(mark),
        pieces([mark])[0][0] if pieces else 0,
    )


class Batches(Sequence[Batch]):
    """The batches of an epoch, each put together when it is asked for, always the same.

    Attributes:
        seeds: of each, what its variation begins with; free for other random numbers too.
    """

    def __init__(
        self,
        windows: Sequence[Sequence[Window]],
        seeds: Sequence[int],
        vary: Varier | None,
        transformer: TransformerSizes | None,
    ) -> None:
        self._windows = windows
        self._vary = vary
        self._transformer = transformer
        self.seeds = seeds

    def __len__(self) -> int:
        return len(self._windows)

    @overload
    def __getitem__(self, index: int) -> Batch: ...
    @overload
    def __getitem__(self, index: slice) -> list[Batch]: ...
    def __getitem__(self, index: int | slice) -> Batch | list[Batch]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        windows = self._windows[index]
        if self._vary:
            random = np.random.default_rng(self.seeds[index])
            windows = [self._vary(window, random) for window in windows]
        return collate(windows, self._transformer)


def batches(
    lessons: Sequence[Lesson],
    random: Random,
    vary: Varier | None = None,
    *,
    transformer: TransformerSizes | None = None,
    words_a_batch: int = WORDS_A_BATCH,
    at_once: int = 1,
) -> Batches:
    """Batches of about as long windows, in random order.

    Args:
        lessons: what to cut windows from.
        random: where to cut, what to put together, and how to vary.
        vary: what varies windows, where they are to be varied.
        transformer: sizes of the network's, where it has one.
        words_a_batch: the most words of a batch, padding included.
        at_once: batches that follow each other are about as long in groups of so many, from the
            first on; the shortest ones fill the last group.
    """
    windows = [
        cut(lesson, first, end) for lesson in lessons for first, end in _bounds(lesson, random)
    ]
    # Sorting by a noisy length fills batches well and mixes them anew every epoch.
    lengths = np.array([len(window.labels) for window in windows])
    order = np.argsort(lengths * random.uniform(0.85, 1.15, len(windows)))
    groups = _groups(order, lengths, words_a_batch)
    groups += [groups[i % len(groups)] for i in range(-len(groups) % at_once)]
    steps = random.permutation(len(groups) // at_once)
    chosen = (steps[:, None] * at_once + np.arange(at_once)).ravel().tolist()
    seeds = random.integers(2**32, size=len(groups)).tolist()
    return Batches([[windows[j] for j in groups[i]] for i in chosen], seeds, vary, transformer)


def _bounds(lesson: Lesson, random: Random) -> list[tuple[int, int]]:
    """Windows of a random size: words, or the pieces that a transformer has positions for."""
    longest = int(random.integers(SHORTEST, LONGEST))
    features = lesson.features
    sizes = features.piece_starts.tolist() if len(features.pieces) else None
    return window_bounds(features.paragraphs.tolist(), longest, sizes)


def _groups(
    order: npt.NDArray[np.integer], lengths: npt.NDArray[np.integer], words: int
) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order.tolist():
        longest = max(longest, int(lengths[i]))
        if groups[-1] and longest * (len(groups[-1]) + 1) > words:
            groups.append([])
            longest = int(lengths[i])
        groups[-1].append(i)
    return groups


def collate(windows: Sequence[Window], transformer: TransformerSizes | None = None) -> Batch:
    """Pad windows to one batch."""
    return Batch(
        inputs=Inputs.of([w.excerpt for w in windows], [w.guideline for w in windows], transformer),
        labels=pad([w.labels for w in windows], -100),
        targets=_targets(windows),
        units=pad([w.units for w in windows], -1),
        cues=pad([w.cues for w in windows], -1),
        sources=pad([w.sources for w in windows], -1),
    )


def _targets(windows: Sequence[Window]) -> Tensor:
    longest = max(len(w.labels) for w in windows)
    targets = np.zeros((len(windows), longest, len(HEADS), N_LABELS), dtype=np.float32)
    for row, window in zip(targets, windows, strict=True):
        n = len(window.labels)
        row[:n] = np.eye(N_LABELS)[window.labels] if window.soft is None else window.soft
    return torch.from_numpy(targets)
