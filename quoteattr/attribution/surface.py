"""Names and sentences, from what the network scores of each word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from quoteattr.annotation.records import Entity, Sentence
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import NAMES

__all__ = ["entities", "sentences"]

Array = npt.NDArray[np.int64]


def entities(features: Features, labels: Array) -> tuple[Entity, ...]:
    """The names of a text; none runs on into the next paragraph.

    Args:
        features: its words.
        labels: of its words, shape (n,): 0 outside of names, see :data:`NAMES`.
    """
    found: list[Entity] = []
    first = 0
    spans, starts = features.spans, set(features.paragraphs.tolist())
    for i in np.flatnonzero(labels).tolist():
        label, before = int(labels[i]), int(labels[i - 1]) if i else 0
        kind = (label - 1) // 2
        if label % 2 or i in starts or not before or (before - 1) // 2 != kind:
            first = i
        if i + 1 in starts or labels[i + 1] != 2 + 2 * kind:
            found.append(Entity(int(spans[first, 0]), int(spans[i, 1]), NAMES[kind]))
    return tuple(found)


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
