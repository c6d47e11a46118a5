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
        self._kept: dict[Offsets, Floats] = {}

    def __call__(self, mention: Offsets, others: Sequence[Offsets]) -> list[float]:
        """Scores of other mentions as antecedents of a mention, as log-odds.

        0 where one of the two has no word.
        """
        self.read([mention, *others])
        known = [other for other in others if other in self._kept]
        if mention not in self._kept or not known:
            return [0.0] * len(others)
        antecedents = np.stack([self._kept[other] for other in known])
        row = self._scorer.score(self._kept[mention][None], antecedents)[0].tolist()
        scores = dict(zip(known, row, strict=True))
        return [scores.get(other, 0.0) for other in others]

    def read(self, mentions: Sequence[Offsets]) -> None:
        """Get many mentions ready at once; the others are read when they are asked for."""
        new = [mention for mention in dict.fromkeys(mentions) if mention not in self._kept]
        if not new:
            return
        spans = np.array(new, dtype=np.int32)
        first = np.searchsorted(self._ends, spans[:, 0], side="right")
        last = np.searchsorted(self._starts, spans[:, 1], side="left") - 1
        has_words = first <= last
        if not has_words.any():
            return
        at = torch.from_numpy(np.stack([first[has_words], last[has_words]]))
        edges = torch.cat([self._states[at[0]], self._states[at[1]]], dim=-1)
        with torch.inference_mode():
            kept = self._scorer(edges.to(self._scorer.bias.weight)).float().cpu().numpy()
        self._kept.update(zip(map(tuple, spans[has_words].tolist()), kept, strict=True))
