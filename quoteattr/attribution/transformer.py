"""A small pretrained encoder (BERT's architecture; Devlin et al., 2019) in plain torch.

It reads word pieces, and beside each piece what its vocabulary does not tell: letter case,
quotation marks, paragraphs, the guideline.
"""

import math
from collections.abc import Callable

import attrs
import torch
from torch import Tensor, nn

__all__ = ["Dropout", "Layer", "Transformer", "TransformerSizes", "attend_by_window"]


@attrs.frozen
class TransformerSizes:
    """Sizes of a transformer.

    Attributes:
        n_pieces: size of its vocabulary.
        size: dimensions of a state.
        inner: dimensions inside a feed-forward layer.
        layers, heads: their numbers.
        head_size: dimensions of a head's queries, keys and values.
        longest: most pieces of a window, those at its start and end included.
        dropout: share of the states left out while training.
        start_piece, end_piece: ids that open and close a window.
    """

    n_pieces: int
    size: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    head_size: int = 32
    longest: int = 512
    dropout: float = 0.1
    start_piece: int = 101
    end_piece: int = 102


class Dropout(nn.Module):
    """Dropout with masks that are cut from one pool of random numbers.

    Drawing new numbers for every state takes a fifth of a training step on a CPU; a pool that is
    entered at a random place does as well.
    """

    POOL = 2**22

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.pool: Tensor | None = None

    def forward(self, states: Tensor) -> Tensor:
        """The states, in training some of them 0 and the others scaled up."""
        if not self.training or not self.share:
            return states
        if self.pool is None:
            # Always the same one, so that a resumed training draws the same masks.
            random = torch.Generator(states.device).manual_seed(0)
            kept = torch.rand(self.POOL, generator=random, device=states.device) >= self.share
            self.pool = kept / (1 - self.share)
        n = states.numel()
        at = int(torch.randint(max(1, self.POOL - n), ()))
        mask = self.pool[at : at + n] if n <= self.POOL else self.pool.repeat(-(-n // self.POOL))
        return states * mask[:n].view_as(states).to(states.dtype)


Attention = Callable[[Tensor, Tensor, Tensor, Tensor], Tensor]


class Layer(nn.Module):
    """Self-attention and a feed-forward layer, each normalised after its residual."""

    def __init__(self, sizes: TransformerSizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        attended = sizes.heads * sizes.head_size
        self.queries_keys_values = nn.Linear(sizes.size, 3 * attended)
        self.attended = nn.Linear(attended, sizes.size)
        self.attention_norm = nn.LayerNorm(sizes.size, eps=1e-12)
        self.widen = nn.Linear(sizes.size, sizes.inner)
        self.activation: nn.Module = nn.GELU()
        self.narrow = nn.Linear(sizes.inner, sizes.size)
        self.norm = nn.LayerNorm(sizes.size, eps=1e-12)
        self.dropout = Dropout(sizes.dropout)
        # How it attends when it reads; see :mod:`quoteattr.attribution.precision`.
        self.attend: Attention = _attend_fused

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (windows, pieces, size), mask (windows, 1, 1, pieces), True where real."""
        windows, pieces, _ = states.shape
        projected = self.queries_keys_values(states)
        split = projected.view(windows, pieces, 3, self.heads, -1)
        attend = _attend if self.training else self.attend
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = attend(query, key, value, mask)
        mixed = mixed.transpose(1, 2).reshape(windows, pieces, -1)
        states = self.attention_norm(states + self.dropout(self.attended(mixed)))
        wide = self.activation(self.widen(states))
        result: Tensor = self.norm(states + self.dropout(self.narrow(wide)))
        return result


def _attend_fused(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Scaled dot-product attention by torch's own kernel; arguments as in :func:`_attend`."""
    # It reads a head's rows a quarter faster where they stand together.
    query, key, value = torch.stack([query, key, value])
    return nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)


def attend_by_window(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """The same in products of a window at a time, faster in bfloat16 on a processor without AMX.

    Padding stands at the end of a window.
    """
    query, key, value = torch.stack([query, key, value])
    _, heads, pieces, size = query.shape
    mixed, scores = torch.empty_like(query), query.new_empty(heads, pieces, pieces)
    # Powers of 2 take less time than those of e.
    scale = size**-0.5 / math.log(2)
    for i, real in enumerate(mask.sum(dim=-1).flatten().tolist()):
        torch.baddbmm(scores, query[i], key[i].transpose(1, 2), beta=0, alpha=scale, out=scores)
        # Half of softmax's time goes into the largest score of a row, which only guards against
        # overflow: 2 ** 100 is far from it.
        scores.clamp_(max=100).exp2_()[..., real:] = 0
        torch.bmm(scores, value[i], out=mixed[i]).div_(scores.sum(dim=-1, keepdim=True))
    return mixed


def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Scaled dot-product attention in plain products, which is learned a third faster on a CPU.

    Args:
        query, key, value: shape (windows, heads, pieces, size).
        mask: shape (windows, 1, 1, pieces), True where real.
    """
    windows, heads, pieces, size = query.shape
    rows = [part.reshape(windows * heads, pieces, size) for part in (query, key, value)]
    hidden = torch.where(mask, 0.0, -1e4).to(rows[0].dtype).expand(-1, heads, -1, -1)
    hidden = hidden.reshape(windows * heads, 1, pieces)
    scores = torch.baddbmm(hidden, rows[0], rows[1].transpose(1, 2), alpha=size**-0.5)
    return torch.bmm(scores.softmax(dim=-1).to(rows[2].dtype), rows[2]).view(query.shape)


class Transformer(nn.Module):
    """Embeddings and layers.

    Args:
        sizes: its sizes.
        beside: dimensions of what is read beside a piece.
    """

    def __init__(self, sizes: TransformerSizes, beside: int) -> None:
        super().__init__()
        self.piece = nn.Embedding(sizes.n_pieces, sizes.size, padding_idx=0)
        self.position = nn.Embedding(sizes.longest, sizes.size)
        self.beside = nn.Linear(beside, sizes.size, bias=False)
        nn.init.zeros_(self.beside.weight)  # a pretrained encoder begins as it was
        self.norm = nn.LayerNorm(sizes.size, eps=1e-12)
        self.dropout = Dropout(sizes.dropout)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))

    def forward(self, pieces: Tensor, beside: Tensor) -> Tensor:
        """States of the pieces.

        Args:
            pieces: ids, shape (windows, pieces); 0 where padded.
            beside: float, shape (windows, pieces, beside).

        Returns:
            shape (windows, pieces, size).
        """
        at = torch.arange(pieces.shape[1], device=pieces.device)
        beside = beside.to(self.beside.weight.dtype)
        states = self.piece(pieces) + self.position(at) + self.beside(beside)
        states = self.dropout(self.norm(states))
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, mask)
        result: Tensor = states
        return result
