"""One network for all that is read from a text: an encoder with a few small heads on its states.

A pretrained encoder reads the pieces of words; bidirectional LSTM layers add to the states of the
words' first pieces, each as much as it has learned to. On the sums stand

- tagging heads for sources, cues, contents and addressees
  (see :mod:`labels <quoteattr.attribution.labels>`);
- a biaffine scorer (after Dozat & Manning, ICLR 2017) of content–cue, content–source and
  cue–source pairs, and a classifier of modes;
- tagging heads for names and sentence ends;
- a bilinear scorer of mention pairs for coreference (after Kirstain et al., ACL 2021).
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from quoteattr.attribution.features import N_MARK_STATES, N_PLACES, SHAPES
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.labels import HEADS, N_LABELS, N_NAME_LABELS
from quoteattr.attribution.transformer import Dropout, Transformer, TransformerSizes
from quoteattr.records import MODES

__all__ = ["DISTANCES", "Links", "Network", "Settings", "distance_bucket", "reversal"]

MASKED = -1e4

Rows = TypeVar("Rows", Tensor, npt.NDArray[np.float32])

# Signed distances in words between two spans fall into buckets; the sign tells the order.
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 13, 20, 30, 50, 90, 160)
N_BUCKETS = 2 * len(DISTANCES)


@attrs.frozen
class Settings:
    """Sizes of the network.

    Attributes:
        transformer: sizes of the encoder.
        n_guidelines: number of annotation guidelines (corpora) that it tells apart.
        small_size: dimensions of each embedding that is read beside a piece.
        layers: number of LSTM layers.
        pair_size: dimensions of a span when pairs are scored.
        mention_size: dimensions of a mention when antecedents are scored.
        name_size: dimensions of a word between its state and the labels of names.
        dropout: share of the encoder's states left out while training.
    """

    transformer: TransformerSizes
    n_guidelines: int = 2
    small_size: int = 12
    layers: int = 2
    pair_size: int = 100
    mention_size: int = 128
    name_size: int = 256
    dropout: float = 0.3

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Settings":
        """The settings back from ``attrs.asdict``."""
        return cls(**{**data, "transformer": TransformerSizes(**data["transformer"])})


@attrs.frozen
class Links:
    """Scores of every pair in every window; index 0 of the last axis stands for none.

    Attributes:
        cue: shape (windows, contents, 1 + cues).
        source: content and source, shape (windows, contents, 1 + sources).
        cue_source: to be added to ``source`` for a content's cue, shape
            (windows, 1 + cues, 1 + sources).
        modes: shape (windows, contents, modes), from the content alone.
        cue_modes: to be added for a content's cue, shape (windows, 1 + cues, modes).
        valid: log-odds that a content is one, shape (windows, contents).
    """

    cue: Tensor
    source: Tensor
    cue_source: Tensor
    modes: Tensor
    cue_modes: Tensor
    valid: Tensor


def distance_bucket(before: Tensor, after: Tensor) -> Tensor:
    """Buckets of the signed distances between spans.

    Args:
        before: first and last word of spans, shape (windows, m, 2).
        after: the same of others, shape (windows, n, 2).

    Returns:
        int64, shape (windows, m, n): buckets from ``len(DISTANCES)`` on where the second span
        begins after the first one's start.
    """
    start_a, end_a = before[:, :, None, 0], before[:, :, None, 1]
    start_b, end_b = after[:, None, :, 0], after[:, None, :, 1]
    follows = start_b >= start_a
    gap = torch.where(follows, start_b - end_a, start_a - end_b).clamp(min=0)
    bounds = torch.tensor(DISTANCES, device=gap.device)
    bucket = torch.bucketize(gap, bounds).clamp(max=len(DISTANCES) - 1)
    return bucket + follows * len(DISTANCES)


def _pick(states: Tensor, at: Tensor) -> Tensor:
    """The states (windows, n, size) at positions (windows, m)."""
    windows, n, size = states.shape
    # Rows of one matrix: they are copied whole, which gathering each number is far from.
    rows = at + torch.arange(windows, device=at.device)[:, None] * n
    return states.reshape(-1, size).index_select(0, rows.flatten()).view(*at.shape, size)


def reversal(lengths: Tensor, longest: int) -> Tensor:
    """Positions that turn every window around and leave its padding at its end.

    Args:
        lengths: words of every window, shape (windows,).
        longest: length that the windows are padded to.

    Returns:
        int64, shape (windows, longest).

    >>> reversal(torch.tensor([3, 2]), 3).tolist()
    [[2, 1, 0], [1, 0, 2]]
    """
    at = torch.arange(longest, device=lengths.device).expand(len(lengths), -1)
    length = lengths[:, None]
    return torch.where(at < length, length - 1 - at, at)


class BiLSTM(nn.Module):
    """A bidirectional LSTM layer whose states do not depend on how far a window is padded.

    A padded batch trains several times faster than a packed one on a CPU, but a backward LSTM
    would begin in the padding; so every window is turned around by itself instead.
    """

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.forwards = nn.LSTM(inputs, hidden, batch_first=True)
        self.backwards = nn.LSTM(inputs, hidden, batch_first=True)

    def forward(self, states: Tensor, back: Tensor) -> Tensor:
        """States (windows, length, inputs) and :func:`reversal` to (…, 2 * hidden)."""
        onward, _ = self.forwards(states)
        returned, _ = self.backwards(_pick(states, back))
        return torch.cat([onward, _pick(returned, back)], dim=-1)


class PairScorer(nn.Module):
    """Biaffine score of two spans' states plus a learned bias for their distance."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.bilinear = nn.Linear(size, size, bias=False)
        self.first = nn.Linear(size, 1)
        self.second = nn.Linear(size, 1, bias=False)
        self.distance = nn.Embedding(N_BUCKETS, 1)
        self.scale = size**-0.5

    def forward(self, a: Tensor, b: Tensor, span_a: Tensor, span_b: Tensor) -> Tensor:
        """Scores of shape (windows, m, n) of states (windows, m, size), (windows, n, size)."""
        score = torch.matmul(self.bilinear(a), b.transpose(1, 2)) * self.scale
        score = score + self.first(a) + self.second(b).transpose(1, 2)
        bias = self.distance(distance_bucket(span_a, span_b)).squeeze(-1)
        result: Tensor = score + bias
        return result


class MentionScorer(nn.Module):
    """How well one mention goes with another as its antecedent, by the states at their edges.

    The score of a pair is a log-odds against having no antecedent at all.
    """

    def __init__(self, state: int, size: int, dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(2 * state, 2 * size), nn.GELU(), nn.Dropout(dropout))
        self.anaphor = nn.Linear(2 * size, size)
        self.antecedent = nn.Linear(2 * size, size)
        self.bias = nn.Linear(2 * size, 1)
        self.none = nn.Linear(2 * size, 1)
        self.scale = size**-0.5

    def forward(self, edges: Tensor) -> Tensor:
        """What is kept of mentions (…, 2 * state): shape (…, 2 * size + 2)."""
        hidden = self.hidden(edges)
        views = (self.anaphor(hidden), self.antecedent(hidden), self.bias(hidden))
        return torch.cat([*views, self.none(hidden)], dim=-1)

    def score(self, anaphors: Rows, antecedents: Rows) -> Rows:
        """Scores (…, m, n) of mentions (…, m, 2 * size + 2) and (…, n, 2 * size + 2), which are
        tensors or arrays: for a few mentions an array is faster.
        """
        size = self.anaphor.out_features
        queries, keys = anaphors[..., :size], antecedents[..., size : 2 * size]
        score = queries @ keys.swapaxes(-1, -2) * self.scale
        result: Rows = score + antecedents[..., None, :, 2 * size] - anaphors[..., :, None, -1]
        return result


class Network(nn.Module):
    """The whole model; see the module's docstring.

    Args:
        settings: its sizes.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        s = self.settings = settings
        self.shape = nn.Embedding(len(SHAPES), s.small_size, padding_idx=0)
        self.mark = nn.Embedding(N_MARK_STATES, s.small_size, padding_idx=0)
        self.place = nn.Embedding(N_PLACES, s.small_size, padding_idx=0)
        self.guideline = nn.Embedding(s.n_guidelines, s.small_size)
        self.transformer = Transformer(s.transformer, 4 * s.small_size)
        states, beside = s.transformer.size, 4 * s.small_size
        self.lstms = nn.ModuleList(
            BiLSTM(states + (beside if i == 0 else 0), states // 2) for i in range(s.layers)
        )
        self.dropout = Dropout(s.dropout)
        self.labels = nn.Linear(states, len(HEADS) * N_LABELS)
        self.names = nn.Sequential(
            nn.Linear(states, s.name_size),
            nn.GELU(),
            nn.Dropout(s.dropout),
            nn.Linear(s.name_size, N_NAME_LABELS),
        )
        self.sentence_ends = nn.Linear(states, 1)
        self.mentions = MentionScorer(states, s.mention_size, s.dropout)
        self.spans = nn.ModuleDict(
            {role: self._span_layer(4 * states) for role in ("content", "cue", "source")}
        )
        self.none = nn.ParameterDict(
            {role: nn.Parameter(torch.zeros(s.pair_size)) for role in ("cue", "source")}
        )
        self.pairs = nn.ModuleDict(
            {
                name: PairScorer(s.pair_size)
                for name in ("content_cue", "content_source", "cue_source")
            }
        )
        self.content_mode = nn.Linear(s.pair_size, len(MODES))
        self.cue_mode = nn.Linear(s.pair_size, len(MODES), bias=False)
        self.content_valid = nn.Linear(s.pair_size, 1)
        self.partner_valid = nn.ModuleDict(
            {role: nn.Linear(s.pair_size, 1, bias=False) for role in ("cue", "source")}
        )

    def _span_layer(self, inputs: int) -> nn.Module:
        return nn.Sequential(
            nn.Linear(inputs, self.settings.pair_size),
            nn.ReLU(),
            nn.Dropout(self.settings.dropout),
        )

    def encode(self, inputs: Inputs) -> Tensor:
        """States of the words, in the precision of the heads, shape (windows, length,
        transformer.size); zeros where padded.
        """
        return self.pass_lstms(self.read_pieces(inputs), inputs.lengths)

    def read_pieces(self, inputs: Inputs) -> Tensor:
        """What the LSTMs read of every word: what is read beside its pieces, and the encoder's
        state of its first one; shape (windows, length, 4 * small_size + transformer.size).
        """
        shapes, marks, places = inputs.values.unbind(-1)
        guideline = self.guideline(inputs.guideline)[:, None]
        small = torch.cat(
            [
                self.shape(shapes),
                self.mark(marks),
                self.place(places),
                guideline.expand(-1, inputs.values.shape[1], -1),
            ],
            dim=-1,
        )
        read = self.transformer(inputs.pieces, _pick(small, inputs.words))
        read = _pick(read, inputs.first)
        return torch.cat([small.to(read.dtype), read], dim=-1)

    def pass_lstms(self, read: Tensor, lengths: Tensor) -> Tensor:
        """States of the words as :meth:`encode` returns them.

        Args:
            read: from :meth:`read_pieces`, of windows of any batch.
            lengths: words of every window, int64, shape (windows,).
        """
        back = reversal(lengths, read.shape[1])
        # In their own precision: under autocast an LSTM learns at half its speed on a CPU.
        with torch.autocast("cpu", enabled=False):
            inputs = read.to(next(self.lstms.parameters()).dtype)
            states = inputs[..., 4 * self.settings.small_size :]
            for lstm in self.lstms:
                inputs = states = states + lstm(self.dropout(inputs), back)
        states = self.dropout(states)
        # A span at a window's end is scored with the state after it, which must not be padding's.
        real = torch.arange(read.shape[1], device=read.device) < lengths[:, None]
        result: Tensor = (states * real[..., None]).to(self.labels.weight.dtype)
        return result

    def label_scores(self, states: Tensor) -> Tensor:
        """Scores of the labels, shape (windows, length, heads, labels)."""
        scores: Tensor = self.labels(states)
        return scores.view(*states.shape[:2], len(HEADS), N_LABELS)

    def name_scores(self, states: Tensor) -> Tensor:
        """Scores of the labels of names, float32, shape (windows, length, labels)."""
        scores: Tensor = self.names(states.to(next(self.names.parameters()).dtype))
        return scores.float()

    def mention_states(self, states: Tensor, spans: Tensor) -> Tensor:
        """What is kept of mentions, to be scored by ``mentions.score``.

        Args:
            states: from :meth:`encode`.
            spans: first and last word of mentions, int64, shape (windows, n, 2).

        Returns:
            shape (windows, n, 2 * mention_size + 2).
        """
        at = spans.clamp(min=0)
        edges = torch.cat([_pick(states, at[..., 0]), _pick(states, at[..., 1])], dim=-1)
        result: Tensor = self.mentions(edges)
        return result

    def links(self, states: Tensor, contents: Tensor, cues: Tensor, sources: Tensor) -> Links:
        """Scores of the pairs of spans.

        Args:
            states: from :meth:`encode`.
            contents, cues, sources: first and last word of every span, int64, shape
                (windows, n, 2); -1 where a window has fewer.
        """
        content = self._spans("content", states, contents)
        cue = self._with_none("cue", self._spans("cue", states, cues))
        source = self._with_none("source", self._spans("source", states, sources))
        cues, sources = _with_none_span(cues), _with_none_span(sources)
        cue_scores = _mask(self.pairs["content_cue"](content, cue, contents, cues), cues)
        source_scores = self.pairs["content_source"](content, source, contents, sources)
        source_scores = _mask(source_scores, sources)
        valid = self.content_valid(content)
        for role, scores, partner in (
            ("cue", cue_scores, cue),
            ("source", source_scores, source),
        ):
            valid = valid + scores.softmax(dim=-1) @ self.partner_valid[role](partner)
        return Links(
            valid=valid.squeeze(-1),
            cue=cue_scores,
            source=source_scores,
            cue_source=self.pairs["cue_source"](cue, source, cues, sources),
            modes=self.content_mode(content),
            cue_modes=self.cue_mode(cue),
        )

    def _spans(self, role: str, states: Tensor, spans: Tensor) -> Tensor:
        """States at a span's edges and just outside them, shape (windows, n, pair_size)."""
        edges = torch.stack(
            [spans[..., 0], spans[..., 1], spans[..., 0] - 1, spans[..., 1] + 1], dim=-1
        )
        inside = (edges >= 0) & (edges < states.shape[1])
        index = edges.clamp(0, states.shape[1] - 1)
        batch = torch.arange(len(states), device=states.device)[:, None, None]
        picked = states[batch, index] * inside[..., None]
        result: Tensor = self.spans[role](picked.flatten(-2))
        return result

    def _with_none(self, role: str, spans: Tensor) -> Tensor:
        none = self.none[role].expand(len(spans), 1, -1)
        return torch.cat([none, spans], dim=1)


def _with_none_span(spans: Tensor) -> Tensor:
    """Prepend a dummy span that stands for none."""
    return torch.cat([spans.new_zeros(len(spans), 1, 2), spans], dim=1)


def _mask(scores: Tensor, spans: Tensor) -> Tensor:
    return scores.masked_fill((spans[..., 0] < 0)[:, None, :], MASKED)
