"""Units: attributions in the making."""

from __future__ import annotations

from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.records import Offsets

__all__ = ["Partners", "Unit", "Words"]

#: First and last word of a cue and of a source; None without.
Partners: TypeAlias = tuple[Offsets | None, Offsets | None]


@attrs.define(eq=False)
class Unit:
    """An attribution in the making; positions count words of the document.

    Attributes:
        chunks: first and last word of every span of the content.
        cue, source: the same of its partners, None without.
        source_confidence: how sure the source is, or that there is none.
        mode: index of its mode.
        evidence: for its confidence, see :func:`evidence <quoteattr.attribution.confidence>`.
        labelled: whether the best labels spell the content.
        inner: whether it lies inside another quote.
        confidence: how sure it is, in [0, 1].
        rival: the one that has the cue which would be this one's, too.
    """

    chunks: list[Offsets]
    cue: Offsets | None
    source: Offsets | None
    mode: int
    evidence: npt.NDArray[np.float32]
    labelled: bool
    inner: bool
    source_confidence: float
    confidence: float = 0.0
    rival: Unit | None = None


@attrs.frozen(eq=False)
class Words:
    """The words of a document.

    Attributes:
        text: the document.
        spans: their offsets, shape (words, 2).
    """

    text: str
    spans: npt.NDArray[np.int64]

    def between(self, first: int, last: int, margin: int = 0) -> str:
        """What stands between two words, and so many characters of each."""
        low, high = int(self.spans[first, 1]) - margin, int(self.spans[last, 0]) + margin
        return self.text[max(0, low) : high]
