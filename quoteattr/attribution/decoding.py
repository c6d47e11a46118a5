"""From label scores to spans: the best valid labels, then the spans that they spell.

Labels are chosen by the Viterbi algorithm under the scheme's constraints: a span cannot go on
(I) where none has begun, and only contents can continue an earlier one (C).
"""

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.labels import (
    ADDRESSEE,
    BEGIN,
    CONTINUE,
    CUE,
    INSIDE,
    N_LABELS,
    OUT,
    SOURCE,
)

__all__ = ["Chunk", "best_labels", "candidates", "chunks", "probabilities"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e4)


@attrs.frozen
class Chunk:
    """A labelled span of words.

    Attributes:
        first, last: its first and last word, counted as the labels are.
        continues: whether it goes on with the chunk before it.
        probability: of the label at its first word.
        labelled: whether the best labels spell it; otherwise it just missed its label.
    """

    first: int
    last: int
    continues: bool
    probability: float
    labelled: bool = True


def probabilities(scores: Floats) -> Floats:
    """Softmax over the labels that a head has, shape as given (…, heads, labels)."""
    scores = scores.copy()
    scores[..., (SOURCE, CUE, ADDRESSEE), CONTINUE] = IMPOSSIBLE
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


def best_labels(probability: Floats) -> Ints:
    """The most probable valid labels of every head.

    Args:
        probability: shape (windows, length, heads, labels).

    Returns:
        Labels, shape (windows, length, heads).
    """
    with np.errstate(divide="ignore"):
        scores = np.maximum(np.log(probability), IMPOSSIBLE)
    length = scores.shape[1]
    steps = np.zeros(scores.shape, dtype=np.int8)
    best = scores[:, 0].copy()
    best[..., INSIDE] = IMPOSSIBLE
    for t in range(1, length):
        # Only INSIDE asks where it comes from: anything but OUT. The others take the best.
        steps[:, t] = best.argmax(axis=-1)[..., None]
        top = best.max(axis=-1, keepdims=True)
        begun = best[..., BEGIN:]
        inside = begun.argmax(axis=-1)
        steps[:, t, :, INSIDE] = inside + BEGIN
        previous = np.repeat(top, N_LABELS, axis=-1)
        previous[..., INSIDE] = begun.max(axis=-1)
        best = previous + scores[:, t]
    labels = np.zeros(scores.shape[:3], dtype=np.int64)
    labels[:, -1] = best.argmax(axis=-1)
    for t in range(length - 1, 0, -1):
        labels[:, t - 1] = np.take_along_axis(steps[:, t], labels[:, t, :, None], axis=-1)[..., 0]
    return labels


def chunks(labels: Ints, probability: Floats) -> list[Chunk]:
    """The spans that one head's labels spell.

    Args:
        labels: shape (n,).
        probability: of the labels, shape (n, labels).

    >>> o, b, i, c = OUT, BEGIN, INSIDE, CONTINUE
    >>> p = np.full((6, 4), 0.25, dtype=np.float32)
    >>> [(x.first, x.last, x.continues) for x in chunks(np.array([b, i, o, o, c, b]), p)]
    [(0, 1, False), (4, 4, True), (5, 5, False)]
    """
    starts = np.flatnonzero((labels == BEGIN) | (labels == CONTINUE))
    ends = np.flatnonzero((labels != OUT) & (np.append(labels[1:], OUT) != INSIDE))
    return [
        Chunk(
            first, last, bool(labels[first] == CONTINUE), float(probability[first, labels[first]])
        )
        for first, last in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def candidates(labels: Ints, probability: Floats, floor: float) -> list[Chunk]:
    """Spans that one head all but labelled: what linking may still choose.

    A span begins at each word outside all labelled ones that begins one with at least the floor's
    probability, and goes on while that is more probable than to end.

    Args:
        labels: shape (n,), the labels that were chosen.
        probability: of the labels, shape (n, labels).
        floor: in (0, 1).

    >>> p = np.array([[0.6, 0.4, 0, 0], [0.3, 0, 0.7, 0], [1, 0, 0, 0]], dtype=np.float32)
    >>> [(x.first, x.last) for x in candidates(np.array([OUT, OUT, OUT]), p, 0.25)]
    [(0, 1)]
    """
    found = []
    starts = np.flatnonzero((labels == OUT) & (probability[:, BEGIN] >= floor))
    for first in starts.tolist():
        last = first
        while (
            last + 1 < len(labels)
            and labels[last + 1] == OUT
            and probability[last + 1, INSIDE] > probability[last + 1, OUT]
        ):
            last += 1
        begin = float(probability[first, BEGIN])
        found.append(Chunk(first, last, continues=False, probability=begin, labelled=False))
    return found
