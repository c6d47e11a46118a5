"""Which mentions go together, by what the encoder makes of the words around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from quoteattr.attribution.network import MentionScorer
from quoteattr.attribution.records import Offsets

__all__ = ["MentionAffinity"]

Floats = npt.NDArray[np.float32]


class MentionAffinity:
    """Scores pairs of mentions of one document; see :class:`quoteattr.annotation.Affinity`.

    Args:
        scorer: the network's head for mentions.
        states: of the document's words, shape (n, size).
        spans: offsets of the words, shape (n, 2).
    """

    def __init__(
        self, scorer: MentionScorer, states: torch.Tensor, spans: npt.NDArray[np.int32]
    ) -> None:
        self._scorer = scorer
        self._states = states
        self._starts = np.ascontiguousarray(spans[:, 0])
        self._ends = np.ascontiguousarray(spans[:, 1])
        self._kept: dict[Offsets, torch.Tensor] = {}

    def __call__(self, mention: Offsets, others: Sequence[Offsets]) -> list[float]:
        """Scores of other mentions as antecedents of a mention, as log-odds; 0 where unknown."""
        if not others or not len(self._starts):
            return [0.0] * len(others)
        self._read([mention, *others])
        antecedents = torch.stack([self._kept[other] for other in others])
        with torch.inference_mode():
            scores = self._scorer.score(self._kept[mention][None], antecedents)
        return [float(score) for score in scores[0]]

    def read(self, mentions: Sequence[Offsets]) -> None:
        """Get many mentions ready at once."""
        if len(self._starts):
            self._read(mentions)

    def _read(self, mentions: Sequence[Offsets]) -> None:
        new = [mention for mention in dict.fromkeys(mentions) if mention not in self._kept]
        if not new:
            return
        start, end = np.array(new).T
        last = len(self._starts) - 1
        first = np.searchsorted(self._ends, start, side="right").clip(0, last)
        final = np.searchsorted(self._starts, end, side="left").clip(1, last + 1) - 1
        edges = torch.cat([self._states[first], self._states[final]], dim=-1)
        with torch.inference_mode():
            kept = self._scorer(edges.float())
        self._kept.update(zip(new, kept, strict=True))
