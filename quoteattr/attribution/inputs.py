"""Batches of windows as the network reads them."""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from quoteattr.attribution.features import Excerpt
from quoteattr.attribution.transformer import TransformerSizes

__all__ = ["Inputs", "pad"]


@attrs.frozen(eq=False)
class Inputs:
    """A batch of windows; 0 where padded.

    Attributes:
        values: ids as in :class:`Features`, shape (windows, length, columns).
        guideline: shape (windows,).
        pieces: ids, with one at a window's start and one at its end, shape (windows, pieces).
        words: the word of every piece, shape (windows, pieces).
        first: position of every word's first piece, shape (windows, length).
    """

    values: Tensor
    guideline: Tensor
    pieces: Tensor
    words: Tensor
    first: Tensor

    @classmethod
    def of(
        cls,
        excerpts: Sequence[Excerpt],
        guidelines: Sequence[int],
        transformer: TransformerSizes,
        step: int = 1,
    ) -> "Inputs":
        """Pad windows to one batch, as long as a multiple of ``step``."""
        pieces, words, first = zip(*(_pieces(e, transformer) for e in excerpts), strict=True)
        return cls(
            pad([e.values for e in excerpts], 0, step),
            torch.tensor(guidelines),
            pad(pieces, 0, step),
            pad(words, 0, step),
            pad(first, 0, step),
        )

    @property
    def lengths(self) -> Tensor:
        """Words of every window, int64, shape (windows,)."""
        return (self.values[..., 0] != 0).sum(dim=1)

    def to(self, device: torch.device) -> "Inputs":
        """The same on a device."""
        tensors = (self.values, self.guideline, self.pieces, self.words, self.first)
        return Inputs(*(tensor.to(device) for tensor in tensors))


def pad(arrays: Sequence[npt.NDArray[np.int32]], value: int, step: int = 1) -> Tensor:
    """Arrays (n, …) with different n as one tensor, int64, shape (arrays, longest, …), where the
    longest is made a multiple of ``step``.
    """
    longest = -(-max(1, *map(len, arrays)) // step) * step
    padded = np.full((len(arrays), longest, *arrays[0].shape[1:]), value, dtype=np.int64)
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(padded)


def _pieces(
    excerpt: Excerpt, transformer: TransformerSizes
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Pieces with start and end, the word of each, and the position of every word's first."""
    counts = np.diff(excerpt.piece_starts)
    words = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    pieces = np.concatenate(
        [[transformer.start_piece], excerpt.pieces, [transformer.end_piece]], dtype=np.int32
    )
    first = excerpt.piece_starts[:-1] - excerpt.piece_starts[:1] + 1
    return pieces, np.pad(words, 1, mode="edge" if len(words) else "constant"), first
