"""What each part of the attribution step loses: the scorer's figures with gold in its place.

Every row of the study puts gold in the place of one part and leaves the rest to the network, so
that the difference to the first row is what that part costs. Some rows read the texts anew, with
gold spans for the network to link; the others correct finished predictions. What gold itself
loses on the way through labels and windows is in :mod:`quoteattr.evaluation.ceiling`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr import models
from quoteattr.attribution.assembly import Reading, assemble
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.decoding import Chunk, chunks
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import (
    CONTENT,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    N_LABELS,
    OUT,
    SOURCE,
)
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import Trained, load
from quoteattr.attribution.windows import Window
from quoteattr.evaluation.losses import Row, row
from quoteattr.evaluation.pairing import pair_up_all
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.models.vectors import WordVectors
from quoteattr.training.quotes import Lesson, lesson

__all__ = ["Reader", "annotated", "gold_chunks", "reported", "study"]

PARTS: Mapping[str, tuple[int, ...]] = {
    "gold spans, our links": (SOURCE, CUE, CONTENT, INNER),
    "gold contents": (CONTENT, INNER),
    "gold cues": (CUE,),
    "gold sources": (SOURCE,),
}

Texts: TypeAlias = Sequence[AnnotatedText]
Labels: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]
Read: TypeAlias = tuple[str, Features, list[Reading]]
"""A text with its words and the readings of its windows."""
Change: TypeAlias = Callable[[str, Annotation, Annotation | None], Annotation | None]
"""Of a text's id, a predicted quote and its lenient gold partner: what to predict instead."""


def gold_chunks(gold: Lesson, window: Window) -> list[list[Chunk]]:
    """The spans of every head that begin in a window, as perfect labels spell them.

    Args:
        gold: a text turned into labels.
        window: the stretch of its words.

    Returns:
        Of each head in the order of ``HEADS``, its spans by words counted from the window's first.
    """
    labels = gold.labels[window.first : window.end].astype(np.int64)
    # What began before the window is out of it: no valid labels begin with INSIDE.
    labels[np.cumsum(labels != INSIDE, axis=0) == 0] = OUT
    sure = np.eye(N_LABELS, dtype=np.float32)
    return [chunks(labels[:, i], sure[labels[:, i]]) for i in range(len(HEADS))]


class _GoldReader(Attributor):
    """Reads with gold spans of some heads in the place of the network's own."""

    def __init__(self, reader: Reader, heads: Sequence[int]) -> None:
        super().__init__(reader.trained, reader.vectors, reader.guideline)
        self._lessons = reader.lessons
        self._heads = heads

    def _found(
        self, document: int, window: Window, labels: Labels, probability: Floats
    ) -> list[list[Chunk]]:
        found = super()._found(document, window, labels, probability)
        gold = gold_chunks(self._lessons[document], window)
        return [gold[i] if i in self._heads else spans for i, spans in enumerate(found)]


class Reader:
    """A network that reads gold texts, with or without gold spans in its way.

    Args:
        trained: the network and what belongs to it.
        vectors: its word vectors.
        guideline: the one that gold follows.
        gold: the annotated texts.
    """

    def __init__(self, trained: Trained, vectors: WordVectors, guideline: str, gold: Texts) -> None:
        self.trained = trained
        self.vectors = vectors
        self.guideline = guideline
        self.gold = gold
        index = GUIDELINES.index(guideline)
        lexicon, pieces = trained.lexicon, trained.pieces
        self.lessons = [lesson(text, index, lexicon, vectors, pieces) for text in gold]
        self.read = self._read(Attributor(trained, vectors, guideline))

    @classmethod
    def load(cls, model: str, guideline: str, gold: Texts) -> Reader:
        """A model by its name or folder.

        Raises:
            ModelNotFoundError: there is none.
            ModelFileError: a file of it is missing, altered or unreadable.
            ModelVersionError: it was written by another version.
        """
        folder = models.find(model)
        vectors = WordVectors.load(models.base(folder, models.check(folder)))
        return cls(load(folder, vectors), vectors, guideline, gold)

    def with_gold(self, heads: Sequence[int]) -> list[AnnotatedText]:
        """The predictions with gold spans of these heads; gold contents are all kept."""
        least = 0.0 if CONTENT in heads else None
        return self.assembled(self._read(_GoldReader(self, heads)), least)

    def assembled(self, read: Sequence[Read], least: float | None = None) -> list[AnnotatedText]:
        """The predictions that readings amount to, of at least some confidence."""
        confidence = self.trained.confidence[self.guideline]
        least = confidence.threshold if least is None else least
        return [
            annotated(text, assemble(words, features, readings, confidence, least))
            for text, (words, features, readings) in zip(self.gold, read, strict=True)
        ]

    def _read(self, attributor: Attributor) -> list[Read]:
        return list(attributor.read([text.text or "" for text in self.gold]))


def study(reader: Reader, *, speech_only: bool = False) -> list[Row]:
    """What the predictions are worth as they are, and with gold in the place of each part.

    Args:
        reader: has read the texts.
        speech_only: whether to leave out quotes whose mode is thought. Those that gold and
            prediction call so are left out first; a row of its own has the modes corrected.
    """

    def kept(texts: Texts) -> list[AnnotatedText]:
        return reported(texts) if speech_only else list(texts)

    predicted = reader.assembled(reader.read)
    gold, ours = kept(reader.gold), kept(predicted)
    lines = {"as it is": ours}
    for name, heads in PARTS.items():
        read = reader.with_gold(heads)
        lines[name] = kept(_changed(reader.gold, read, _mode) if CONTENT in heads else read)
    lines["our spans, gold links"] = _changed(gold, ours, _Linker(reader.gold, reader.read))
    lines["no false alarms"] = _changed(gold, ours, _or_nothing)
    lines["nothing missed"] = _with_missed(gold, ours)
    lines["gold edges"] = _changed(gold, ours, _edges)
    lines["gold sources of those found"] = _changed(gold, ours, _source)
    if speech_only:
        lines["gold modes"] = kept(_changed(reader.gold, predicted, _mode))
    every = kept(reader.assembled(reader.read, 0.0))
    lines["best subset of candidates"] = _changed(gold, every, _or_nothing)
    return [row(name, gold, texts) for name, texts in lines.items()]


def annotated(text: AnnotatedText, found: Iterable[Attribution]) -> AnnotatedText:
    """A text with attributions for its quotes; nothing of speakers."""
    notes = (Annotation(a.content, a.cue, a.source, kind=a.kind, mode=a.mode) for a in found)
    return attrs.evolve(text, quotes=tuple(notes))


def reported(texts: Texts) -> list[AnnotatedText]:
    """Texts without the quotes whose mode is thought."""
    return [
        attrs.evolve(text, quotes=tuple(q for q in text.quotes if q.mode != "thought"))
        for text in texts
    ]


def _changed(gold: Texts, predicted: Texts, change: Change) -> list[AnnotatedText]:
    """Predictions after a change to each quote that knows its lenient gold partner."""
    changed = []
    for pairing, text in zip(pair_up_all(gold, predicted), predicted, strict=True):
        partners = {id(p.predicted.note): p.gold.note for p in pairing.pairs if p.is_lenient}
        notes = (change(text.id, note, partners.get(id(note))) for note in text.quotes)
        changed.append(attrs.evolve(text, quotes=tuple(note for note in notes if note)))
    return changed


def _with_missed(gold: Texts, predicted: Texts) -> list[AnnotatedText]:
    """Predictions and the gold quotes, whole, that have no lenient partner among them."""
    fuller = []
    for pairing, text in zip(pair_up_all(gold, predicted), predicted, strict=True):
        met = {id(pair.gold) for pair in pairing.pairs if pair.is_lenient}
        missed = tuple(quote.note for quote in pairing.gold if id(quote) not in met)
        fuller.append(attrs.evolve(text, quotes=text.quotes + missed))
    return fuller


def _or_nothing(_: str, note: Annotation, partner: Annotation | None) -> Annotation | None:
    return note if partner else None


def _edges(_: str, note: Annotation, partner: Annotation | None) -> Annotation:
    return attrs.evolve(note, content=partner.content) if partner else note


def _source(_: str, note: Annotation, partner: Annotation | None) -> Annotation:
    return attrs.evolve(note, source=partner.source) if partner else note


def _mode(_: str, note: Annotation, partner: Annotation | None) -> Annotation:
    return attrs.evolve(note, mode=partner.mode) if partner else note


class _Linker:
    """Links a quote as well as the spans allow that linking could choose from."""

    def __init__(self, texts: Texts, read: Sequence[Read]) -> None:
        self._spans = {
            text.id: [_offsets(features, readings, head) for head in (CUE, SOURCE)]
            for text, (_, features, readings) in zip(texts, read, strict=True)
        }

    def __call__(self, text: str, note: Annotation, partner: Annotation | None) -> Annotation:
        if partner is None:
            return note
        cues, sources = self._spans[text]
        cue, source = _nearest(cues, partner.cue), _nearest(sources, partner.source)
        return attrs.evolve(note, cue=cue, source=source)


def _offsets(features: Features, readings: Sequence[Reading], head: int) -> list[Offsets]:
    spans = features.spans
    return sorted(
        {
            (int(spans[r.window.first + c.first, 0]), int(spans[r.window.first + c.last, 1]))
            for r in readings
            for c in r.spans[head]
        }
    )


def _nearest(spans: Iterable[Offsets], gold: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """The span that has most in common with gold spans, in a tuple; empty where none has.

    >>> _nearest([(0, 4), (6, 20), (7, 10)], [(6, 10)])
    ((7, 10),)
    """
    size = sum(b - a for a, b in gold)

    def share(span: Offsets) -> float:
        common = sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in gold)
        return common / (size + span[1] - span[0] - common)

    best = max(spans, key=share, default=None)
    return (best,) if best and share(best) else ()
