"""Units: attributions in the making."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.records import Offsets

__all__ = ["Unit"]


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
