"""Texts as a trained network reads them: lessons for a smaller one.

Of texts that nobody annotated the smaller network learns the teacher's probabilities of all
labels (distillation; Hinton et al., 2015), and links and modes from the attributions that the
teacher is sure of. Of annotated ones it may learn labels from both: an annotator who overlooked
a quote is then believed in part only (bootstrapping; Reed et al., 2015).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.assembly import Reading, assemble
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.labels import HEADS, N_LABELS
from quoteattr.attribution.panel import Panel, at_its_best
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import Trained, load
from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.models.vectors import WordVectors
from quoteattr.training.quotes import Lesson, lesson

__all__ = ["lessons_of", "load_panel", "second_opinions"]

TEXTS_AT_ONCE = 16

Floats = npt.NDArray[np.float32]


def lessons_of(
    teachers: Sequence[Path],
    texts: Sequence[Sequence[AnnotatedText]],
    lexicon: Lexicon,
    vectors: WordVectors,
    pieces: Pieces | None = None,
) -> Iterator[Lesson]:
    """What teachers say of texts, by each guideline of some.

    Args:
        teachers: folders of their networks, which answer as one; see :class:`Panel
            <quoteattr.attribution.panel.Panel>`.
        texts: those to be read by each of ``GUIDELINES``; annotations in them are not looked at.
        lexicon, vectors, pieces: of the network that is to learn.

    Raises:
        ModelFileError: a teacher's files cannot be used.
        ModelVersionError: it was written by another version.
        ValueError: teachers know different words or pieces.
    """
    trained = load_panel(teachers, vectors)
    for index, (name, own) in enumerate(zip(GUIDELINES, texts, strict=True)):
        attributor = Attributor(trained, vectors, name)
        for text, soft in _read(attributor, own):
            taught = lesson(text, index, lexicon, vectors, pieces)
            yield attrs.evolve(taught, soft=soft.astype(np.float16))


def second_opinions(
    teachers: Sequence[Path],
    documents: Sequence[AnnotatedText],
    lessons: Sequence[Lesson],
    vectors: WordVectors,
    trust: float,
) -> Iterator[Lesson]:
    """Annotated lessons in whose labels teachers have a say; links and modes stay as they are.

    Args:
        teachers: as for :func:`lessons_of`.
        documents: annotated texts; the teachers read each by the guideline of its lesson.
        lessons: those of the documents, in the same order.
        vectors: of the network that is to learn.
        trust: the annotator's share in the probabilities of labels, 0 to 1; the rest is the
            teachers'.

    Raises:
        ModelFileError, ModelVersionError, ValueError: as for :func:`lessons_of`.
    """
    trained = load_panel(teachers, vectors)
    both = zip(documents, lessons, strict=True)
    for guideline, some in groupby(both, key=lambda each: each[1].guideline):
        texts, items = zip(*some, strict=True)
        read = _read(Attributor(trained, vectors, GUIDELINES[guideline]), texts)
        for item, (_, said) in zip(items, read, strict=True):
            soft = trust * np.eye(N_LABELS, dtype=np.float32)[item.labels] + (1 - trust) * said
            yield attrs.evolve(item, soft=soft.astype(np.float16))


def load_panel(folders: Sequence[Path], vectors: WordVectors) -> Trained:
    """The networks of folders as one, with what the first has beside its network.

    Raises:
        ModelFileError: a network's files cannot be used.
        ModelVersionError: one was written by another version.
        ValueError: the networks know different words or pieces.
    """
    trained = [load(folder, vectors) for folder in folders]
    first = trained[0]
    for folder, one in zip(folders, trained, strict=True):
        if one.lexicon != first.lexicon or one.pieces not in (None, first.pieces):
            raise ValueError(
                f"{folder} reads other words or pieces than {folders[0]}: teachers that are "
                "asked together must have been trained on the same texts, with the same encoder, "
                "and one with an encoder must come first"
            )
    panel = Panel([at_its_best(one.network) for one in trained]).eval()
    return attrs.evolve(first, network=panel)


def _read(
    attributor: Attributor, texts: Sequence[AnnotatedText]
) -> Iterator[tuple[AnnotatedText, Floats]]:
    """What an attributor finds in texts, and its probabilities of their words' labels."""
    confidence = attributor.confidence
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        some = texts[start : start + TEXTS_AT_ONCE]
        read = attributor.read([text.text or "" for text in some])
        for given, (text, features, readings) in zip(some, read, strict=True):
            found = assemble(text, features, readings, confidence, confidence.threshold)
            yield AnnotatedText(given.id, text, tuple(map(_note, found))), _probability(readings)


def _note(found: Attribution) -> Annotation:
    return Annotation(
        content=found.content,
        cue=found.cue,
        source=found.source,
        kind=found.kind,
        mode=found.mode,
    )


def _probability(readings: Sequence[Reading]) -> Floats:
    """Probabilities of the labels of a document's words, shape (n, heads, labels)."""
    cores = [
        reading.probability[
            reading.window.core_first - reading.window.first : reading.window.core_end
            - reading.window.first
        ]
        for reading in readings
    ]
    return np.concatenate([np.zeros((0, len(HEADS), N_LABELS), dtype=np.float32), *cores])
