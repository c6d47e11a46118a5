"""The attribution step: texts in, attributions out.

Documents are cut into windows of whole paragraphs; windows of all documents are sorted by length
and read in full batches, since a window's states do not depend on its batch. What the network
scores is decoded window by window and put together document by document.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
import torch

from quoteattr.attribution.assembly import Reading, WindowLinks, assemble
from quoteattr.attribution.decoding import Chunk, best_labels, candidates, chunks, probabilities
from quoteattr.attribution.features import Features, Lexicon
from quoteattr.attribution.labels import CONTENT, CUE, HEADS, INNER, N_LABELS, OUT, SOURCE
from quoteattr.attribution.linking import assign
from quoteattr.attribution.network import Network
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import load_network
from quoteattr.attribution.windows import window_bounds
from quoteattr.models.vectors import WordVectors

__all__ = ["Attributor"]

LONGEST_WINDOW = 420
WORDS_A_BATCH = 6000

# A cue or source this probable can still be chosen by its content; set on held-out training texts.
CANDIDATE_FLOOR = 0.1

Array = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

# Label probabilities where a window is padded: out for certain, with no say in what is before it.
PADDING = np.eye(N_LABELS, dtype=np.float32)[OUT]


@attrs.frozen(eq=False)
class _Window:
    """Words ``[first, end)`` of one document of a call."""

    document: int
    first: int
    end: int


class Attributor:
    """Finds the attributions of texts.

    Args:
        network, lexicon, vectors: as :func:`load_network` gives them.
        guideline: ``world`` or ``polnear``: which annotation guideline to follow; see the docs.
    """

    def __init__(
        self, network: Network, lexicon: Lexicon, vectors: WordVectors, guideline: str = "world"
    ) -> None:
        self._network = network
        self._lexicon = lexicon
        self._vectors = vectors
        self._guideline = GUIDELINES.index(guideline)

    @classmethod
    def load(
        cls, folder: Path, vectors: WordVectors, *, guideline: str = "world", device: str = "cpu"
    ) -> "Attributor":
        """Read the network of a model folder.

        Raises:
            ModelFileError: a file is missing or unreadable.
            ModelVersionError: it was written by another version.
        """
        network, lexicon = load_network(folder, vectors)
        return cls(network.to(device), lexicon, vectors, guideline)

    def __call__(self, texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
        """The attributions of each text, in order of their contents."""
        features = [Features.of(text, self._lexicon, self._vectors) for text in texts]
        readings: list[list[Reading]] = [[] for _ in texts]
        for windows in _batches(features):
            for window, reading in zip(windows, self._read(features, windows), strict=True):
                readings[window.document].append(reading)
        return [
            assemble(text, f, sorted(reading, key=lambda r: r.first), GUIDELINES[self._guideline])
            for text, f, reading in zip(texts, features, readings, strict=True)
        ]

    @torch.inference_mode()
    def _read(self, features: Sequence[Features], windows: Sequence[_Window]) -> Iterator[Reading]:
        longest = max(w.end - w.first for w in windows)
        values = np.zeros((len(windows), longest, features[0].values.shape[1]), dtype=np.int64)
        for row, w in zip(values, windows, strict=True):
            row[: w.end - w.first] = features[w.document].values[w.first : w.end]
        device = self._network.vectors.device
        guideline = torch.full((len(windows),), self._guideline, device=device)
        states = self._network.encode(torch.from_numpy(values).to(device), guideline)
        probability = probabilities(self._network.label_scores(states).cpu().numpy())
        for row, w in zip(probability, windows, strict=True):
            row[w.end - w.first :] = PADDING
        labels = best_labels(probability)
        found = []
        for w, tags, p in zip(windows, labels, probability, strict=True):
            n = w.end - w.first
            found.append([_spans(tags[:n, head], p[:n, head], head) for head in range(len(HEADS))])
        links = self._link(states, found)
        for w, spans, p, link in zip(windows, found, probability, links, strict=True):
            yield Reading(w.first, spans, p[: w.end - w.first], link)

    def _link(
        self, states: torch.Tensor, found: Sequence[Sequence[Sequence[Chunk]]]
    ) -> Iterator[WindowLinks]:
        contents = [[*spans[CONTENT], *spans[INNER]] for spans in found]
        cues = [spans[CUE] for spans in found]
        sources = [spans[SOURCE] for spans in found]
        device = states.device
        scores = self._network.links(
            states, *(_edges(spans).to(device) for spans in (contents, cues, sources))
        )
        cue, source, pair, modes, cue_modes = (
            tensor.cpu().numpy()
            for tensor in (
                scores.cue,
                scores.source,
                scores.cue_source,
                scores.modes,
                scores.cue_modes,
            )
        )
        for i, (c, u, s) in enumerate(zip(contents, cues, sources, strict=True)):
            n, m, k = len(c), len(u) + 1, len(s) + 1
            links = assign(
                cue[i, :n, :m] + _priors(u), source[i, :n, :k] + _priors(s), pair[i, :m, :k]
            )
            chosen = [link.cue + 1 for link in links]
            yield WindowLinks(links, (modes[i, :n] + cue_modes[i, chosen]).argmax(axis=-1).tolist())


def _spans(labels: Array, probability: Floats, head: int) -> list[Chunk]:
    """A head's spans; of cues and sources also those that fell just short of their label."""
    spans = chunks(labels, probability)
    if head in (CUE, SOURCE):
        spans += candidates(labels, probability, CANDIDATE_FLOOR)
    return spans


def _priors(spans: Sequence[Chunk]) -> Floats:
    """What a span's own probability adds to the scores of its links; 0 for none."""
    sure = [1.0, *(1.0 if s.probability >= 0.5 else s.probability for s in spans)]
    return np.log(np.array(sure, dtype=np.float32))


def _batches(features: Sequence[Features]) -> Iterator[list[_Window]]:
    windows = [
        _Window(document, first, end)
        for document, f in enumerate(features)
        for first, end in window_bounds(f.paragraphs.tolist(), LONGEST_WINDOW)
    ]
    windows.sort(key=lambda w: w.end - w.first, reverse=True)
    start = 0
    while start < len(windows):
        size = max(1, WORDS_A_BATCH // (windows[start].end - windows[start].first))
        yield windows[start : start + size]
        start += size


def _edges(spans: Sequence[Sequence[Chunk]]) -> torch.Tensor:
    most = max(1, *(len(row) for row in spans)) if spans else 1
    edges: npt.NDArray[np.int64] = np.full((len(spans), most, 2), -1, dtype=np.int64)
    for target, row in zip(edges, spans, strict=True):
        for i, chunk in enumerate(row):
            target[i] = chunk.first, chunk.last
    return torch.from_numpy(edges)
