"""Names and sentences, from what the network scores of each word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from quoteattr.annotation.records import Entity, Sentence
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import NAMES

__all__ = ["entities", "sentences"]

Floats = npt.NDArray[np.float32]

_OUT, _BEGIN, _INSIDE = range(3)


def entities(features: Features, probability: Floats) -> tuple[Entity, ...]:
    """The names of a text; none runs on into the next paragraph.

    Where a name begins and goes on is told by all kinds together, its kind by all of its words.

    Args:
        features: its words.
        probability: of the labels of each word, shape (n, N_NAME_LABELS); see :data:`NAMES`.
    """
    begins, inside = probability[:, 1::2], probability[:, 2::2]
    parts = [probability[:, 0], begins.sum(axis=1), inside.sum(axis=1)]
    labels = np.stack(parts, axis=1).argmax(axis=1)
    opens = features.paragraphs[:-1]
    labels[opens[labels[opens] == _INSIDE]] = _BEGIN
    named = labels != _OUT
    first = np.flatnonzero(named & ((labels == _BEGIN) | ~np.append(False, named[:-1])))
    last = np.flatnonzero(named & (np.append(labels[1:], _OUT) != _INSIDE))
    kinds = begins + inside
    return tuple(
        Entity(
            int(features.spans[i, 0]),
            int(features.spans[j, 1]),
            NAMES[int(kinds[i : j + 1].sum(axis=0).argmax())],
        )
        for i, j in zip(first.tolist(), last.tolist(), strict=True)
    )


def sentences(features: Features, ends: npt.NDArray[np.bool_]) -> tuple[Sentence, ...]:
    """The sentences of a text; none runs on into the next paragraph.

    Args:
        features: its words.
        ends: whether each word ends a sentence, shape (n,).
    """
    bounds = np.union1d(np.flatnonzero(ends) + 1, features.paragraphs)
    return tuple(
        Sentence(int(features.spans[first, 0]), int(features.spans[end - 1, 1]))
        for first, end in pairwise(bounds.tolist())
    )
