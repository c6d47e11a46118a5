"""The tagger and linker: one encoder, four tagging heads, and pair scores for linking.

Words pass two residual bidirectional LSTM layers. On the same states stand the tagging heads
(see :mod:`labels <quoteattr.attribution.labels>`), a biaffine scorer (after Dozat & Manning,
2017) of content–cue, content–source and cue–source pairs, and a classifier of modes.
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from quoteattr.attribution.features import COLUMNS, N_MARK_STATES, N_PLACES, SHAPES
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.labels import HEADS, N_LABELS
from quoteattr.attribution.transformer import Transformer, TransformerSizes
from quoteattr.records import MODES

__all__ = ["DISTANCES", "Links", "Network", "Settings", "distance_bucket", "reversal"]

MASKED = -1e4

# Signed distances in words between two spans fall into buckets; the sign tells the order.
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 13, 20, 30, 50, 90, 160)
N_BUCKETS = 2 * len(DISTANCES)


@attrs.frozen
class Settings:
    """Sizes of the network.

    Attributes:
        n_words, n_suffixes: sizes of the lexicon, with padding and unknown.
        n_guidelines: number of annotation guidelines (corpora) it is told apart.
        vector_size: dimensions of the word vectors.
        word_size, suffix_size, small_size: dimensions of the trained embeddings.
        hidden: dimensions of an LSTM direction.
        layers: number of LSTM layers.
        pair_size: dimensions of a span when pairs are scored.
        dropout: share of the inputs and states left out while training.
        transformer: sizes of the pretrained encoder below the LSTMs; None without one.
        views: how often the LSTMs read what such an encoder makes of a window: 2 for with the
            words' own vectors and without.
    """

    n_words: int
    n_suffixes: int
    n_guidelines: int = 2
    vector_size: int = 100
    word_size: int = 32
    suffix_size: int = 16
    small_size: int = 12
    hidden: int = 200
    layers: int = 2
    pair_size: int = 100
    dropout: float = 0.35
    transformer: TransformerSizes | None = None
    views: int = 1

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Settings":
        """The settings back from ``attrs.asdict``."""
        sizes = data.get("transformer")
        return cls(**{**data, "transformer": TransformerSizes(**sizes) if sizes else None})


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


def _pick(states: Tensor, at: Tensor) -> Tensor:
    """The states (windows, n, size) at positions (windows, m)."""
    windows, n, size = states.shape
    # Rows of one matrix: they are copied whole, which gathering each number is far from.
    rows = at + torch.arange(windows, device=at.device)[:, None] * n
    return states.reshape(-1, size).index_select(0, rows.flatten()).view(*at.shape, size)


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


class Network(nn.Module):
    """The whole model; see the module's docstring.

    Args:
        settings: its sizes.
        vectors: word vectors, float32, shape (words, vector_size); not trained, not saved.
    """

    def __init__(self, settings: Settings, vectors: npt.NDArray[np.float32]) -> None:
        super().__init__()
        s = self.settings = settings
        self.vectors: Tensor
        self.register_buffer("vectors", torch.from_numpy(vectors), persistent=False)
        self.word = nn.Embedding(s.n_words, s.word_size, padding_idx=0)
        self.suffix = nn.Embedding(s.n_suffixes, s.suffix_size, padding_idx=0)
        self.shape = nn.Embedding(len(SHAPES), s.small_size, padding_idx=0)
        self.mark = nn.Embedding(N_MARK_STATES, s.small_size, padding_idx=0)
        self.place = nn.Embedding(N_PLACES, s.small_size, padding_idx=0)
        self.guideline = nn.Embedding(s.n_guidelines, s.small_size)
        inputs = s.vector_size + s.word_size + s.suffix_size + 4 * s.small_size
        self.transformer = None
        if s.transformer:
            self.transformer = Transformer(s.transformer, 4 * s.small_size)
            inputs += s.transformer.size
        self.lstms = nn.ModuleList(
            BiLSTM(inputs if i == 0 else 2 * s.hidden, s.hidden) for i in range(s.layers)
        )
        self.dropout = nn.Dropout(s.dropout)
        states = 2 * s.hidden
        self.labels = nn.Linear(states, len(HEADS) * N_LABELS)
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

    @property
    def width(self) -> int:
        """Dimensions of a word's state."""
        return 2 * self.settings.hidden

    def encode(self, inputs: Inputs) -> Tensor:
        """States of the words, float, shape (windows, length, width); zeros where padded."""
        return self.states(inputs, None if self.transformer is None else self.read(inputs))

    def states(self, inputs: Inputs, read: Tensor | None) -> Tensor:
        """The same where it is known what :meth:`read` gives; None without a transformer."""
        column = _columns(inputs)
        views = [
            self.vectors[column["vector"]],
            self.word(column["word"]),
            self.suffix(column["suffix"]),
            self._small(inputs),
        ]
        if read is not None:
            views.append(read)
        states = torch.cat(views, dim=-1)
        real = column["shape"] != 0
        back = reversal(real.sum(dim=1), inputs.values.shape[1])
        for i, lstm in enumerate(self.lstms):
            output = lstm(self.dropout(states), back)
            states = output if i == 0 else states + output
        # A span at a window's end is scored with the state after it, which must not be padding's.
        result: Tensor = (self.dropout(states) * real[..., None]).float()
        return result

    def read(self, inputs: Inputs) -> Tensor:
        """The transformer's state of every word's first piece, shape (windows, length, size)."""
        if self.transformer is None or inputs.pieces is None:
            raise ValueError("this network reads pieces")
        if inputs.words is None or inputs.first is None:
            raise ValueError("pieces come with the words that they belong to")
        beside = _pick(self._small(inputs), inputs.words)
        return _pick(self.transformer(inputs.pieces, beside), inputs.first)

    def _small(self, inputs: Inputs) -> Tensor:
        """What is known of words beside their letters, shape (windows, length, 4 * small_size)."""
        column = _columns(inputs)
        guideline = self.guideline(inputs.guideline)[:, None]
        return torch.cat(
            [
                self.shape(column["shape"]),
                self.mark(column["mark"]),
                self.place(column["place"]),
                guideline.expand(-1, inputs.values.shape[1], -1),
            ],
            dim=-1,
        )

    def label_scores(self, states: Tensor) -> Tensor:
        """Scores of the labels, shape (windows, length, heads, labels)."""
        scores: Tensor = self.labels(states).view(*states.shape[:2], len(HEADS), N_LABELS)
        return scores

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


def _columns(inputs: Inputs) -> dict[str, Tensor]:
    return dict(zip(COLUMNS, inputs.values.unbind(-1), strict=True))


def _with_none_span(spans: Tensor) -> Tensor:
    """Put a span in front that stands for none; its distances mean nothing but are learned."""
    return torch.cat([spans.new_zeros(len(spans), 1, 2), spans], dim=1)


def _mask(scores: Tensor, spans: Tensor) -> Tensor:
    return scores.masked_fill((spans[..., 0] < 0)[:, None, :], MASKED)
