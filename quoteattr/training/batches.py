"""Batches of windows, cut anew and varied every epoch.

Variation: quotation marks change style, some windows are set in capitals or in lower case, and
words lose their vector or their own embedding, so that unknown names and odd layouts are read
like known ones.
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from quoteattr.attribution.features import COLUMNS, SHAPES, SUFFIX_LENGTH, Lexicon, shape
from quoteattr.attribution.windows import window_bounds
from quoteattr.models.vectors import UNKNOWN, WordVectors
from quoteattr.training.quotes import Lesson, Window, cut

__all__ = ["Batch", "Variation", "batches"]

Random = np.random.Generator
Array = npt.NDArray[np.int32]

SHORTEST, LONGEST = 120, 420
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
        values: int64, shape (windows, length, columns).
        labels: int64, shape (windows, length, heads); -100 where padded.
        units: int64, shape (windows, contents, 5); first word -1 where padded.
        cues, sources: int64, shape (windows, n, 2); -1 where padded.
        guideline: int64, shape (windows,).
    """

    values: Tensor
    labels: Tensor
    units: Tensor
    cues: Tensor
    sources: Tensor
    guideline: Tensor


@attrs.frozen
class Variation:
    """How much windows are varied: the share of windows, or of words, for each way."""

    marks: float = 0.3
    capitals: float = 0.03
    lower: float = 0.03
    words: float = 0.08
    names: float = 0.12


class Varier:
    """Varies windows of one lexicon."""

    def __init__(self, lexicon: Lexicon, vectors: WordVectors, variation: Variation) -> None:
        self.lexicon = lexicon
        self.variation = variation
        self.styles = np.array(
            [
                [[_ids(mark, lexicon, vectors) for mark in pair] for pair in style]
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
        values = window.values.copy()
        v = self.variation
        if random.random() < v.marks:
            self._restyle(values, self.styles[random.integers(len(self.styles))])
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
        return attrs.evolve(window, values=values)

    def _restyle(self, values: Array, style: Array) -> None:
        """Change all marks of a window; ``style`` has shape (depths, open or close, columns)."""
        for depth in range(2):
            for side, state in enumerate((OPENING[depth], CLOSING[depth])):
                values[values[:, MARK] == state, : SHAPE + 1] = style[depth, side]


def _ids(mark: str, lexicon: Lexicon, vectors: WordVectors) -> tuple[int, int, int, int]:
    return (
        vectors.row(mark),
        lexicon.words.get(mark, Lexicon.UNKNOWN),
        lexicon.suffixes.get(mark[-SUFFIX_LENGTH:], Lexicon.UNKNOWN),
        shape(mark),
    )


def batches(
    lessons: Sequence[Lesson], random: Random, vary: Varier | None = None
) -> Iterator[Batch]:
    """Batches of about as long windows, in random order."""
    windows = [
        cut(lesson, first, end)
        for lesson in lessons
        for first, end in window_bounds(
            lesson.features.paragraphs.tolist(), int(random.integers(SHORTEST, LONGEST))
        )
    ]
    # Sorting by a noisy length fills batches well and mixes them anew every epoch.
    lengths = np.array([len(window.values) for window in windows])
    order = np.argsort(lengths * random.uniform(0.85, 1.15, len(windows)))
    groups = _groups(order, lengths)
    for i in random.permutation(len(groups)):
        chosen = [windows[j] for j in groups[i]]
        yield collate([vary(window, random) for window in chosen] if vary else chosen)


def _groups(order: npt.NDArray[np.integer], lengths: npt.NDArray[np.integer]) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order.tolist():
        longest = max(longest, int(lengths[i]))
        if groups[-1] and longest * (len(groups[-1]) + 1) > WORDS_A_BATCH:
            groups.append([])
            longest = int(lengths[i])
        groups[-1].append(i)
    return groups


def collate(windows: Sequence[Window]) -> Batch:
    """Pad windows to one batch."""
    return Batch(
        values=_pad([w.values for w in windows], 0),
        labels=_pad([w.labels for w in windows], -100),
        units=_pad([w.units for w in windows], -1),
        cues=_pad([w.cues for w in windows], -1),
        sources=_pad([w.sources for w in windows], -1),
        guideline=torch.tensor([w.guideline for w in windows]),
    )


def _pad(arrays: Sequence[Array], value: int) -> Tensor:
    longest = max(max(len(array) for array in arrays), 1)
    padded = np.full((len(arrays), longest, arrays[0].shape[1]), value, dtype=np.int64)
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(padded)
