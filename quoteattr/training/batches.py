"""Batches of windows, cut anew and varied every epoch.

Variation: quotation marks change style, some windows are set in capitals or in lower case, persons
are renamed, pieces are hidden, and names that stand twice are hidden once and asked for, so that
unknown names and odd layouts are read like known ones, no text is learned by heart, and the network
learns who fits where.
"""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt
from torch import Tensor

from quoteattr.attribution.features import SHAPES, Excerpt, shape
from quoteattr.attribution.inputs import Inputs, pad
from quoteattr.attribution.labels import NAMES
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.attribution.windows import window_bounds
from quoteattr.training.labelled import NAME, UNKNOWN, LabelledText, Window, cut

__all__ = ["Augmenter", "Batch", "Batches", "batches"]

Random = np.random.Generator
Array = npt.NDArray[np.int32]

SHORTEST, LONGEST = 120, 420

SHAPE, MARK = range(2)
OPENING, CLOSING = (3, 6), (4, 7)
FIRST, LAST, CLUSTER, ANAPHOR = range(4)

# Pairs of marks outside and inside, by the styles that newspapers use.
STYLES = (
    ("“”", "‘’"), ('""', "''"), ("‘’", "“”"), ("''", '""'),
    ("«»", "“”"), ("„“", "‚‘"), ("„”", "‚’"),
)  # fmt: skip

# Shares of the windows that change their marks, that are set in capitals, in lower case, whose
# persons are renamed; of the pieces that are hidden; of the names that are hidden and asked for.
MARKS, CAPITALS, LOWER, RENAMED, HIDDEN, ASKED = 0.3, 0.03, 0.03, 0.25, 0.06, 0.08

# The label of a word that begins a person's name.
PERSON = 1 + 2 * NAMES.index("Person")
# Share of the votes by which *he* or *she* must lead before a piece begins a man's or woman's name.
AGREED = 0.8


@attrs.frozen
class Batch:
    """Padded windows.

    Attributes:
        inputs: what the network reads.
        labels: int64, shape (windows, length, len(COLUMNS)); ``UNKNOWN`` where padded or not
            annotated.
        units: int64, shape (windows, contents, 5); first word -1 where padded.
        cues, sources: int64, shape (windows, n, 2); -1 where padded.
        mentions: int64, shape (windows, n, 4); -1 where padded.
    """

    inputs: Inputs
    labels: Tensor
    units: Tensor
    cues: Tensor
    sources: Tensor
    mentions: Tensor


class Augmenter:
    """Varies windows.

    Args:
        pieces: the network's tokenizer.
        texts: of whose persons' names others are made.
    """

    def __init__(self, pieces: Pieces, texts: Sequence[LabelledText]) -> None:
        self.pieces = pieces
        found = [_of_persons(one.labels, one.features.piece_starts) for one in texts]
        # Pieces that begin a word of a person's name, and those that go on in it.
        begin, go_on = (
            np.concatenate(
                [one.features.pieces[at[i]] for one, at in zip(texts, found, strict=True)]
            )
            for i in range(2)
        )
        self.genders = self._genders_of_pieces(texts)
        self.name_pieces = [begin[self.genders[begin] == sign] for sign in (-1, 0, 1)]
        self.inner_pieces = go_on
        self.styles = np.array(
            [[[(shape(m), pieces([m])[0][0]) for m in pair] for pair in style] for style in STYLES],
            dtype=np.int32,
        )
        upper = {"lower": "UPPER", "Title": "UPPER", "MiXed": "UPPER", "letter": "Letter"}
        lower = {"UPPER": "lower", "Title": "lower", "MiXed": "lower", "Letter": "letter"}
        self.upper, self.lower = (
            np.array([SHAPES.index(table.get(name, name)) for name in SHAPES], dtype=np.int32)
            for table in (upper, lower)
        )

    def __call__(self, window: Window, random: Random) -> Window:
        """An augmented copy."""
        values = window.excerpt.values.copy()
        pieces = window.excerpt.pieces.copy()
        starts = window.excerpt.piece_starts
        if random.random() < MARKS:
            self._restyle(values, pieces, starts, self.styles[random.integers(len(self.styles))])
        case = random.random()
        if case < CAPITALS:
            values[:, SHAPE] = self.upper[values[:, SHAPE]]
        elif case < CAPITALS + LOWER:
            values[:, SHAPE] = self.lower[values[:, SHAPE]]
        if random.random() < RENAMED:
            self._rename(pieces, _of_persons(window.labels, starts - starts[0]), random)
        pieces[random.random(len(pieces)) < HIDDEN] = self.pieces.mask
        mentions = window.mentions.copy()
        for mention in mentions[self._asked(mentions, random)]:
            a, b = starts[mention[FIRST]] - starts[0], starts[mention[LAST] + 1] - starts[0]
            pieces[a:b] = self.pieces.mask
        return attrs.evolve(window, excerpt=Excerpt(values, pieces, starts), mentions=mentions)

    def _genders_of_pieces(self, texts: Sequence[LabelledText]) -> Array:
        """The gender of each piece as the first of a name: 1 *he*, -1 *she*, 0 both or unknown."""
        signs = np.zeros(len(self.pieces))
        for sign, words in ((1, ("he", "him", "his")), (-1, ("she", "her", "hers"))):
            signs[[self.pieces.id(word) for word in words]] = sign
        votes = np.zeros((2, len(self.pieces)))
        for one in texts:
            at = one.mentions[:, FIRST]
            first = one.features.pieces[one.features.piece_starts[at]]
            called = np.bincount(one.mentions[:, CLUSTER], signs[first])
            full = (one.labels[at, NAME] == PERSON) & (at < one.mentions[:, LAST])
            vote = np.sign(called[one.mentions[full, CLUSTER]])
            np.add.at(votes[0], first[full], vote)
            np.add.at(votes[1], first[full], np.abs(vote))
        sure = np.abs(votes[0]) > AGREED * votes[1]
        genders: Array = (np.sign(votes[0]) * sure).astype(np.int32)
        return genders

    def _rename(self, pieces: Array, found: Sequence[Array], random: Random) -> None:
        """Put other pieces into the names of persons, the same one for the same wherever: a woman's
        for a woman's.
        """
        begin, go_on = found
        genders = self.genders[pieces[begin]]
        groups = [(begin[genders == sign], self.name_pieces[1 + sign]) for sign in (-1, 0, 1)]
        for at, others in (*groups, (go_on, self.inner_pieces)):
            known, which = np.unique(pieces[at], return_inverse=True)
            if len(known):
                pieces[at] = random.choice(others, len(known))[which]

    def _asked(self, mentions: Array, random: Random) -> Array:
        """Rows of names that are hidden; marks them as anaphors."""
        names = mentions[:, ANAPHOR] == 0
        clusters, counts = np.unique(mentions[names, CLUSTER], return_counts=True)
        often = np.isin(mentions[:, CLUSTER], clusters[counts > 1])
        chosen = np.flatnonzero(names & often & (random.random(len(mentions)) < ASKED))
        mentions[chosen, ANAPHOR] = 2
        return chosen.astype(np.int32)

    def _restyle(self, values: Array, pieces: Array, starts: Array, style: Array) -> None:
        """Change all marks of a window; ``style`` has shape (depths, open or close, 2).

        A mark of several pieces keeps all but its first.
        """
        for depth in range(2):
            for side, state in enumerate((OPENING[depth], CLOSING[depth])):
                marks = values[:, MARK] == state
                values[marks, SHAPE] = style[depth, side, 0]
                pieces[starts[:-1][marks] - starts[0]] = style[depth, side, 1]


def _of_persons(labels: Array, starts: Array) -> tuple[Array, Array]:
    """Which pieces begin a word of a person's name, and which go on in one."""
    words = np.isin(labels[:, NAME], (PERSON, PERSON + 1))
    within = np.repeat(words, np.diff(starts))
    within[starts[:-1][words]] = False
    return starts[:-1][words], np.flatnonzero(within).astype(np.int32)


@attrs.frozen(eq=False)
class Batches:
    """The batches of an epoch, each put together when it is asked for, always the same.

    Attributes:
        windows: of each.
        seeds: of each, what its variation begins with; free for other random numbers too.
        augment: what varies windows, if anything.
        transformer: sizes of the encoder.
    """

    windows: Sequence[Sequence[Window]]
    seeds: Sequence[int]
    augment: Augmenter | None
    transformer: TransformerSizes

    def __len__(self) -> int:
        return len(self.windows)

    def __getitem__(self, index: int) -> Batch:
        windows = self.windows[index]
        if self.augment:
            random = np.random.default_rng(self.seeds[index])
            windows = [self.augment(window, random) for window in windows]
        return collate(windows, self.transformer)


def batches(
    texts: Sequence[LabelledText],
    random: Random,
    augment: Augmenter | None = None,
    *,
    transformer: TransformerSizes,
    pieces_a_batch: int,
    at_once: int = 1,
) -> Batches:
    """Batches of about as long windows, in random order.

    Args:
        texts: what to cut windows from.
        random: where to cut, what to put together, and how to augment.
        augment: what varies windows, if anything.
        transformer: sizes of the encoder.
        pieces_a_batch: the most pieces of a batch, padding included.
        at_once: batches that follow each other are about as long in groups of so many, from the
            first on; the shortest ones fill the last group.
    """
    windows = [cut(text, first, end) for text in texts for first, end in _bounds(text, random)]
    # Sorting by a noisy length fills batches well and mixes them anew every epoch.
    lengths = np.array([len(window.excerpt.pieces) + 2 for window in windows])
    order = np.argsort(lengths * random.uniform(0.85, 1.15, len(windows)))
    groups = _groups(order, lengths, pieces_a_batch)
    groups += [groups[i % len(groups)] for i in range(-len(groups) % at_once)]
    steps = random.permutation(len(groups) // at_once)
    chosen = (steps[:, None] * at_once + np.arange(at_once)).ravel().tolist()
    seeds = random.integers(2**32, size=len(groups)).tolist()
    return Batches([[windows[j] for j in groups[i]] for i in chosen], seeds, augment, transformer)


def _bounds(text: LabelledText, random: Random) -> list[tuple[int, int]]:
    """Windows of a random size in pieces, at most what the encoder has positions for."""
    longest = int(random.integers(SHORTEST, LONGEST))
    features = text.features
    return window_bounds(features.paragraphs.tolist(), longest, features.piece_starts.tolist())


def _groups(
    order: npt.NDArray[np.integer], lengths: npt.NDArray[np.integer], pieces: int
) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order.tolist():
        longest = max(longest, int(lengths[i]))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = int(lengths[i])
        groups[-1].append(i)
    return groups


def collate(windows: Sequence[Window], transformer: TransformerSizes) -> Batch:
    """Pad windows to one batch."""
    return Batch(
        inputs=Inputs.of([w.excerpt for w in windows], [w.guideline for w in windows], transformer),
        labels=pad([w.labels for w in windows], UNKNOWN),
        units=pad([w.units for w in windows], -1),
        cues=pad([w.cues for w in windows], -1),
        sources=pad([w.sources for w in windows], -1),
        mentions=pad([w.mentions for w in windows], -1),
    )
