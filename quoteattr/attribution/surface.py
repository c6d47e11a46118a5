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

# A word is in a name where it is more probable than not; a second name begins right behind another
# where that is likelier by far. Set on held-out training texts.
NAMED, NEW_NAME = 0.5, 0.7


def entities(features: Features, probability: Floats) -> tuple[Entity, ...]:
    """The names of a text; none runs on into the next paragraph.

    The probabilities of all kinds are summed to find where a name begins and goes on; all of its
    words vote on its kind.

    Args:
        features: its words.
        probability: of the labels of each word, shape (n, N_NAME_LABELS); see :data:`NAMES`.
    """
    begins, inside = probability[:, 1::2], probability[:, 2::2]
    named = probability[:, 0] < NAMED
    opens = begins.sum(axis=1) > NEW_NAME
    opens[features.paragraphs[:-1]] = True
    first = np.flatnonzero(named & (opens | ~np.append(False, named[:-1])))
    last = np.flatnonzero(named & np.append(opens[1:] | ~named[1:], True))
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
