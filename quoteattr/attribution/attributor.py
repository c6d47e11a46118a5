"""The reading step: texts in; attributions, names and sentences out.

Documents are cut into windows around whole paragraphs; windows of all documents are sorted by
length and read in full batches, since a window's states do not depend on its batch. The encoder
reads a batch in several passes of windows of nearly one length, so that it reads little padding.
What the network scores is decoded window by window and put together document by document.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
import torch

from quoteattr.annotation.records import Annotation
from quoteattr.attribution.affinity import MentionAffinity
from quoteattr.attribution.assembly import Reading, WindowLinks, assemble
from quoteattr.attribution.decoding import Chunk, best_labels, candidates, chunks, probabilities
from quoteattr.attribution.features import Features
from quoteattr.attribution.inputs import Inputs, pad
from quoteattr.attribution.labels import CONTENT, CUE, HEADS, INNER, N_LABELS, OUT, SOURCE
from quoteattr.attribution.linking import assign, out_of_reach
from quoteattr.attribution.network import MASKED
from quoteattr.attribution.precision import suit_processor
from quoteattr.attribution.records import GUIDELINES, NESTING, Attribution
from quoteattr.attribution.storage import Trained, load
from quoteattr.attribution.surface import entities, sentences
from quoteattr.attribution.windows import Window, windows
from quoteattr.memory import limit_primitive_cache

__all__ = ["Attributor", "Read"]

# Pieces of a window's core and of what is read with it on either side; the encoder has positions
# for 512.
CORE_PIECES, MARGIN_PIECES = 240, 30
# LSTMs gain by many windows at once; the encoder is a tenth faster on states that fit a cache.
WORDS_A_BATCH = 6000
PIECES_A_PASS = 960
# Windows are padded to a multiple of this: torch keeps what it compiled for every other length.
LENGTH_STEP = 16

# Spans this probable can still be chosen though they just missed their label; set on held-out
# training texts. Contents then need the network's own approval.
PARTNER_FLOOR = 0.1
CONTENT_FLOOR = 0.25

Array = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

# Label probabilities where a window is padded: out for certain, with no say in what is before it.
PADDING = np.eye(N_LABELS, dtype=np.float32)[OUT]


@attrs.frozen(eq=False)
class _Task:
    """A window of one document of a call."""

    document: int
    window: Window

    @property
    def length(self) -> int:
        return self.window.end - self.window.first


@attrs.frozen(eq=False)
class Read:
    """A text as the network reads it.

    Attributes:
        attributions: all that is sure enough, in order of their contents.
        annotation: its names and sentences, and which mentions go together.
    """

    attributions: tuple[Attribution, ...]
    annotation: Annotation


class Attributor:
    """Reads texts.

    Args:
        trained: a network and what belongs to it.
        guideline: ``world`` or ``polnear``: which annotation guideline to follow; see the docs.
    """

    def __init__(self, trained: Trained, guideline: str = "world") -> None:
        self._trained = trained
        self._network = trained.network
        self._guideline = GUIDELINES.index(guideline)
        self._nests = guideline in NESTING
        self.confidence = trained.confidence[guideline]

    @classmethod
    def load(cls, folder: Path, *, guideline: str = "world", device: str = "cpu") -> "Attributor":
        """Read the network of a model folder.

        Raises:
            ModelFileError: a file is missing or unreadable.
            ModelVersionError: it was written by another version.
        """
        limit_primitive_cache()
        trained = load(folder)
        trained.network.to(device)
        if device == "cpu":
            suit_processor(trained)
        return cls(trained, guideline)

    def __call__(self, texts: Sequence[str], min_confidence: float | None = None) -> list[Read]:
        """What there is in each text.

        Args:
            texts: what to read.
            min_confidence: attributions below it are left out; by default below the threshold
                that the network's training found best.
        """
        least = self.confidence.threshold if min_confidence is None else min_confidence
        return [
            Read(
                assemble(text, features, readings, self.confidence, least),
                self._annotation(features, readings),
            )
            for text, features, readings in self.read(texts)
        ]

    def _annotation(self, features: Features, readings: Sequence[Reading]) -> Annotation:
        """Names and sentences, and the scorer of mentions, from the windows' cores."""
        if not readings:
            return Annotation((), ())
        names = np.concatenate([r.names[r.window.core] for r in readings])
        ends = np.concatenate([r.ends[r.window.core] for r in readings])
        states = torch.cat([r.states[r.window.core] for r in readings])
        affinity = MentionAffinity(self._network.mentions, states, features.spans)
        return Annotation(sentences(features, ends), entities(features, names), affinity)

    def read(self, texts: Sequence[str]) -> Iterator[tuple[str, Features, list[Reading]]]:
        """What the network says of each text: its words, and the readings of its windows."""
        features = [Features.of(text, self._trained.pieces) for text in texts]
        readings: list[list[Reading]] = [[] for _ in texts]
        for tasks in _batches(features):
            for task, reading in zip(tasks, self._read(features, tasks), strict=True):
                readings[task.document].append(reading)
        for text, f, found in zip(texts, features, readings, strict=True):
            yield text, f, sorted(found, key=lambda r: r.window.core_first)

    @torch.inference_mode()
    def _read(self, features: Sequence[Features], tasks: Sequence[_Task]) -> Iterator[Reading]:
        states = self._encode(features, tasks)
        probability = probabilities(self._network.label_scores(states).cpu().numpy())
        for row, t in zip(probability, tasks, strict=True):
            row[t.length :] = PADDING
        if not self._nests:  # what the network says of these it was not taught
            probability[:, :, INNER] = PADDING
        labels = best_labels(probability)
        found = [
            [_spans(tags[: t.length, i], p[: t.length, i], i) for i in range(len(HEADS))]
            for t, tags, p in zip(tasks, labels, probability, strict=True)
        ]
        names = self._network.name_scores(states).softmax(dim=-1).cpu().numpy()
        ends = (self._network.sentence_ends(states).squeeze(-1) > 0).cpu().numpy()
        kept = states.cpu().half()
        links = self._link(states, found)
        rows = zip(tasks, found, probability, links, names, ends, kept, strict=True)
        for t, spans, p, link, name, end, state in rows:
            n = t.length
            yield Reading(t.window, spans, p[:n], link, name[:n], end[:n], state[:n])

    def _encode(self, features: Sequence[Features], tasks: Sequence[_Task]) -> torch.Tensor:
        """States of the words of windows; zeros where padded."""
        device = self._network.labels.weight.device
        excerpts = [features[t.document].excerpt(t.window.first, t.window.end) for t in tasks]
        passes = list(_parts([len(e.pieces) for e in excerpts], PIECES_A_PASS))
        found = []
        for part in passes:
            inputs = Inputs.of(
                [excerpts[i] for i in part],
                [self._guideline] * len(part),
                self._network.settings.transformer,
                LENGTH_STEP,
            ).to(device)
            found.append(self._network.read_pieces(inputs))
        read = found[0].new_zeros(len(tasks), max(f.shape[1] for f in found), found[0].shape[2])
        for part, states in zip(passes, found, strict=True):
            read[part, : states.shape[1]] = states
        return self._network.pass_lstms(read, torch.tensor([t.length for t in tasks]).to(device))

    def _link(
        self, states: torch.Tensor, found: Sequence[Sequence[Sequence[Chunk]]]
    ) -> Iterator[WindowLinks]:
        parts = ([_contents(s) for s in found], [s[CUE] for s in found], [s[SOURCE] for s in found])
        scores = self._network.links(states, *(_edges(spans).to(states.device) for spans in parts))
        rows = (tensor.cpu().numpy() for tensor in attrs.astuple(scores, recurse=False))
        for spans, *row in zip(found, *rows, strict=True):
            yield _links(spans, *row)


def _links(
    spans: Sequence[Sequence[Chunk]],
    cue: Floats,
    source: Floats,
    cue_source: Floats,
    modes: Floats,
    cue_modes: Floats,
    valid: Floats,
) -> WindowLinks:
    """What the padded scores of a window's pairs make of its spans."""
    contents, cues, sources = _contents(spans), spans[CUE], spans[SOURCE]
    n, m, k = len(contents), len(cues) + 1, len(sources) + 1
    links = assign(
        np.where(_far(spans, CUE), MASKED, cue[:n, :m] + _priors(cues)),
        np.where(_far(spans, SOURCE), MASKED, source[:n, :k] + _priors(sources)),
        cue_source[:m, :k],
        np.array([_claim(c) for c in contents], dtype=np.float32) / (1 + np.exp(-valid[:n])),
    )
    chosen = [link.cue + 1 for link in links]
    best_modes = (modes[:n] + cue_modes[chosen]).argmax(axis=-1)
    return WindowLinks(links, best_modes.tolist(), valid[:n].tolist())


def _contents(spans: Sequence[Sequence[Chunk]]) -> list[Chunk]:
    """A window's contents, outer before inner ones."""
    return [*spans[CONTENT], *spans[INNER]]


def _spans(labels: Array, probability: Floats, head: int) -> list[Chunk]:
    """A head's spans, also those that fell just short of their label, in order."""
    floor = PARTNER_FLOOR if head in (CUE, SOURCE) else CONTENT_FLOOR
    spans = chunks(labels, probability) + candidates(labels, probability, floor)
    return sorted(spans, key=lambda chunk: chunk.first)


def _far(spans: Sequence[Sequence[Chunk]], role: int) -> npt.NDArray[np.bool_]:
    """Cues or sources that the contents of a window cannot have, as in :func:`out_of_reach`."""
    return np.concatenate([out_of_reach(spans[head], spans[role]) for head in (CONTENT, INNER)])


def _claim(content: Chunk) -> float:
    """The weight of a content's claim to a cue: 0 for a continuation, which shares the cue of the
    content that it continues.
    """
    if content.continues:
        return 0.0
    return 1.0 if content.labelled else content.probability


def _priors(spans: Sequence[Chunk]) -> Floats:
    """What a span's own probability adds to the scores of its links; 0 for none."""
    sure = [1.0, *(1.0 if s.probability >= 0.5 else s.probability for s in spans)]
    return np.log(np.array(sure, dtype=np.float32))


def _batches(features: Sequence[Features]) -> Iterator[Sequence[_Task]]:
    tasks = [_Task(i, window) for i, f in enumerate(features) for window in _windows(f)]
    for part in _parts([t.length for t in tasks], WORDS_A_BATCH):
        yield [tasks[i] for i in part]


def _parts(sizes: Sequence[int], most: int) -> Iterator[list[int]]:
    """Indices of sizes, of the largest first, in parts of about so much, padding included."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i], reverse=True)
    start = 0
    while start < len(order):
        end = start + max(1, most // sizes[order[start]])
        yield order[start:end]
        start = end


def _windows(features: Features) -> Iterator[Window]:
    paragraphs = features.paragraphs.tolist()
    return windows(paragraphs, CORE_PIECES, MARGIN_PIECES, features.piece_starts.tolist())


def _edges(spans: Sequence[Sequence[Chunk]]) -> torch.Tensor:
    """First and last words of the spans of windows, shape (windows, spans, 2); -1 where padded."""
    edges = [[(chunk.first, chunk.last) for chunk in row] for row in spans]
    return pad([np.array(row, np.int32).reshape(-1, 2) for row in edges], -1)
