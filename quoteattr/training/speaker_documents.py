"""Annotated articles with their speakers, their attributions, sentences and entities.

Sentences and entities come from a cache, a JSONL file a set with ``id``, ``sentences`` and
``entities``; a set without one is annotated by the models of a folder, and its cache written, so
that a network is run over each text once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.entities import find_entities
from quoteattr.entities.records import Entities
from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.evaluation.readers import Annotation as Annotated
from quoteattr.inputs import read_lines
from quoteattr.training.invented import read_invented
from quoteattr.training.more import read_more, read_named

__all__ = ["Document", "attributions_of", "parents_of", "read_documents"]

# The sets of the data folder, and of the project's own annotations.
CORPORA = ("world-train", "varied-train", "sense-train")
OWN = {
    "world-unlabelled": "world.jsonl",
    "polnear-train": "polnear-speakers.jsonl",
    "invented": "invented.json",
}
# Their addressees are not learned from: few are annotated, and others than elsewhere.
NO_ADDRESSEES = frozenset({"polnear-train", "invented"})
_BATCH = 16


@attrs.frozen(eq=False)
class Document:
    """One annotated article.

    Attributes:
        set: the name of its set.
        id: its id.
        text: its text.
        attributions: the annotator's.
        speakers: for each the accepted names of each of its speakers.
        addressees: for each the names of those told; None where it is not stated.
        anonymous: for each whether its source is unnamed; None where it is not stated.
        annotation: its sentences and entities.
        entities: its names.
    """

    set: str
    id: str
    text: str
    attributions: Sequence[Attribution]
    speakers: Sequence[Sequence[Sequence[str]]]
    addressees: Sequence[Sequence[str] | None]
    anonymous: Sequence[bool | None]
    annotation: Annotation
    entities: Entities


def read_documents(
    data: Path, cache: Path, models: Path | None = None, sets: Sequence[str] = ()
) -> list[Document]:
    """The articles of some sets, in order.

    Args:
        data: the folder of the corpora.
        cache: the folder of the annotations, a file ``SET.jsonl`` each.
        models: the folder of models that annotate a set without a file there.
        sets: which; those that the weights are learned from where empty.

    Raises:
        FormatError: a file cannot be read, a field is wrong, a set is neither in the cache nor
            can it be annotated.
    """
    found: list[Document] = []
    for name in sets or (*CORPORA, *OWN):
        texts = _texts(name, data)
        annotations = _annotations(name, texts, cache, models)
        found += [
            _document(name, text, annotations[text.id]) for text in texts if text.id in annotations
        ]
    return found


def _texts(name: str, data: Path) -> list[AnnotatedText]:
    own = Path(__file__).parent / "annotations"
    if name == "invented":
        return read_invented([own / OWN[name]])
    if name == "polnear-train":
        return read_named([own / OWN[name]], data)
    if name in OWN:
        return read_more([own / OWN[name]], data)
    folder, _, part = name.partition("-")
    return read_texts(str(data / folder / f"{part}.jsonl"))


def _annotations(
    name: str, texts: Sequence[AnnotatedText], cache: Path, models: Path | None
) -> dict[str, Annotation]:
    path = cache / f"{name}.jsonl"
    if not path.is_file():
        if models is None:
            raise FormatError(str(path), "is not there; give models that annotate the texts")
        cache.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(_annotated(texts, models)), "utf-8")
    found = {}
    for line in read_lines(str(path)):
        if isinstance(line, FormatError):
            raise line
        _, row = line
        sentences = tuple(Sentence(start, end) for start, end in row["sentences"])
        entities = tuple(Entity(*entity) for entity in row["entities"])
        found[str(row["id"])] = Annotation(sentences, entities)
    return found


def _annotated(texts: Sequence[AnnotatedText], models: Path) -> Iterator[str]:
    """The lines of a cache."""
    from quoteattr.annotate import Annotator

    annotator = Annotator.load(models)
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        annotations = annotator([t.text or "" for t in batch], [[] for _ in batch])
        for text, one in zip(batch, annotations, strict=True):
            row: dict[str, Any] = {
                "id": text.id,
                "sentences": [[s.start, s.end] for s in one.sentences],
                "entities": [[e.start, e.end, e.label] for e in one.entities],
            }
            yield json.dumps(row) + "\n"


def _document(name: str, article: AnnotatedText, annotation: Annotation) -> Document:
    text, quotes = article.text or "", article.quotes
    attributions = attributions_of(quotes)
    sources = [span for one in attributions for span in one.source]
    return Document(
        name, article.id, text, attributions, [q.speakers or () for q in quotes],
        [None if name in NO_ADDRESSEES else q.addressees for q in quotes],
        [q.anonymous for q in quotes], annotation,
        find_entities(text, annotation.sentences, annotation.entities, sources),
    )  # fmt: skip


def attributions_of(quotes: Sequence[Annotated]) -> list[Attribution]:
    """The annotator's quotes as attributions."""
    return [
        Attribution(
            content=quote.content,
            cue=quote.cue,
            source=quote.source,
            mode=quote.mode or "speech",
            confidence=1.0 if quote.confidence is None else quote.confidence,
            parent=parent,
        )
        for quote, parent in zip(quotes, parents_of(quotes), strict=True)
    ]


def parents_of(quotes: Sequence[Annotated]) -> list[int | None]:
    """For each quote the smallest other one whose content holds it with its source.

    Where both are in parts, each part lies in one of the other's.
    """
    found: list[int | None] = []
    for index, quote in enumerate(quotes):
        (low, high), *rest = quote.content
        anchor = (quote.source or quote.cue or quote.content)[0]
        around = [
            (end - start, other)
            for other, outer in enumerate(quotes)
            for start, end in outer.content
            if other != index
            and start <= min(low, anchor[0])
            and max(high, anchor[1]) <= end
            and end - start > high - low
            and all(any(s <= a and b <= e for s, e in outer.content) for a, b in rest)
        ]
        found.append(min(around)[1] if around else None)
    return found
