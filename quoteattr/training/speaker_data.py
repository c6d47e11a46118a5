"""Training texts with gold speakers, and the entities that the same texts have elsewhere.

The world articles name the speakers; the named-entity corpus holds nearly all of the same
articles as tokens, which are found again in the text one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import regex

from quoteattr.annotation.records import Annotation, Annotator, Entity, Sentence
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.records import Attribution
from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.evaluation.readers import Annotation as Annotated
from quoteattr.models.vectors import WordVectors
from quoteattr.training.invented import read_invented
from quoteattr.training.more import read_more, read_named
from quoteattr.training.speakers import Answers
from quoteattr.words import paragraphs

__all__ = [
    "align",
    "attributions_of",
    "parents_of",
    "read_entities",
    "read_invented_documents",
    "read_others",
    "read_polnear",
    "read_training",
    "read_unseen",
    "sentences",
]

Gold = list[list[list[str]]]
Document = tuple[str, list[Attribution], Annotation, Gold, Answers]
# Articles that are annotated together.
_BATCH = 16
# How far ahead a token is looked for: tokens may skip some of the text, never much of it.
_AHEAD = 80
_END = regex.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]?[\p{Lu}\p{N}])")
_ABBREVIATION = regex.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Gov|St|Rep|No|Lt|Col|Capt|Sgt|\p{Lu})\.$"
)


def read_training(data: Path, models: Path | None = None) -> Iterator[Document]:
    """Text, attributions, annotation, accepted names and answers of every article with entities.

    Args:
        data: the folder that holds ``world/train.jsonl``, ``ner/train.tsv`` and ``ner/dev.tsv``.
        models: the folder of models that find sentences and entities, as they will when the
            weights are used; where None, the entities are those of the corpus.

    Raises:
        FormatError: a file cannot be read, a text lacks a field or has a wrong one, a quote does
            not say who its speakers are; ``where`` names the file, and the line or text.
    """
    path = data / "world" / "train.jsonl"
    return _documents(read_texts(str(path)), data, models, str(path))


def read_others(paths: Sequence[Path], data: Path, models: Path | None) -> Iterator[Document]:
    """The same of the articles of other files, whose texts may be missing.

    Args:
        paths: the files, as :func:`read_more <quoteattr.training.more.read_more>` reads them.
        data, models: as for :func:`read_training`.

    Raises:
        FormatError: as for :func:`read_training`, or a text is nowhere.
    """
    return _documents(read_more(paths, data), data, models, ", ".join(map(str, paths)))


def read_invented_documents(
    paths: Sequence[Path], data: Path, models: Path | None
) -> Iterator[Document]:
    """The same of files of cases, as :func:`read_invented
    <quoteattr.training.invented.read_invented>` reads them; without models there is none of them.

    Who is told, is not learned from them: with it, fewer are found in articles of either sort.

    Raises:
        FormatError: as for :func:`read_training`.
    """
    where = ", ".join(map(str, paths))
    return _documents(read_invented(paths), data, models, where, learns_told=False)


def read_polnear(paths: Sequence[Path], data: Path, models: Path | None) -> Iterator[Document]:
    """The same of articles of PolNeAR, whose speakers stand in files of their own.

    Who is told, is not learned from them: few are, and others than in the world articles.

    Args:
        paths: the files, as :func:`read_named <quoteattr.training.more.read_named>` reads them.
        data, models: as for :func:`read_training`; without models there is none of them.

    Raises:
        FormatError: as for :func:`read_training`.
    """
    where = ", ".join(map(str, paths))
    return _documents(read_named(paths, data), data, models, where, learns_told=False)


def _documents(
    documents: Sequence[AnnotatedText],
    data: Path,
    models: Path | None,
    where: str,
    *,
    learns_told: bool = True,
) -> Iterator[Document]:
    annotations = _annotated(documents, models) if models else _from_corpus(documents, data)
    for document in documents:
        quotes, annotation = document.quotes, annotations.get(document.id)
        if annotation is not None:
            gold = _speakers(document, f"{where}: {document.id}")
            told = [q.addressees or () for q in quotes] if learns_told else None
            answers = Answers([bool(q.anonymous) for q in quotes], told)
            yield document.text or "", attributions_of(quotes), annotation, gold, answers


def _speakers(document: AnnotatedText, where: str) -> Gold:
    """The names of each quote's speakers; a plain name counts as a list of one."""
    found: Gold = []
    for number, quote in enumerate(document.quotes):
        if quote.speakers is None:
            reason = "has no speaker; add it, [] where the text gives nobody"
            raise FormatError(f"{where}: quotes[{number}]", reason)
        found.append([list(names) for names in quote.speakers])
    return found


def read_unseen(
    networks: Sequence[tuple[Path, Path, str]], data: Path, vectors: Path
) -> dict[str, list[list[Attribution]]]:
    """By text, what attribution networks find in articles that they have not learned from.

    Args:
        networks: folders of networks, each with a JSONL file of annotated articles, whose texts
            may be missing (:func:`read_more <quoteattr.training.more.read_more>`), and the
            guideline that it reads them by.
        data: the folder of the corpora.
        vectors: a model folder with the word vectors of all of the networks.

    Raises:
        FormatError: a file cannot be read, or a line of it lacks a field or has a wrong one.
        ModelFileError: a network or the vectors cannot be used.
    """
    known = WordVectors.load(vectors)
    found: dict[str, list[list[Attribution]]] = {}
    for folder, path, guideline in networks:
        attributor = Attributor.load(folder, known, guideline=guideline)
        texts = [document.text or "" for document in read_more([path], data)]
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            for text, attributions in zip(batch, attributor(batch), strict=True):
                found.setdefault(text, []).append(list(attributions))
    return found


def _from_corpus(documents: Sequence[AnnotatedText], data: Path) -> dict[str, Annotation]:
    entities = read_entities(data / "ner")
    return {
        d.id: Annotation(sentences(d.text or ""), align(d.text or "", entities[d.id]))
        for d in documents
        if d.id in entities
    }


def _annotated(documents: Sequence[AnnotatedText], models: Path) -> dict[str, Annotation]:
    annotator, found = Annotator.load(models), dict[str, Annotation]()
    for first in range(0, len(documents), _BATCH):
        batch = documents[first : first + _BATCH]
        annotations = annotator([d.text or "" for d in batch], [[] for _ in batch])
        found.update({d.id: a for d, a in zip(batch, annotations, strict=True)})
    return found


def read_entities(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Tokens with their BIO labels, by document; the test part is kept for measuring.

    Raises:
        FormatError: a file cannot be read.
    """
    documents: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    for path in (folder / f"{part}.tsv" for part in ("train", "dev")):
        for line in _lines(path):
            if line.startswith("# doc"):
                current = documents.setdefault(line.partition("=")[2].strip(), [])
            elif "\t" in line:
                token, *_, label = line.split("\t")
                current.append((token, label))
    return documents


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(str(path), f"cannot be read ({error}); check the file") from error


def align(text: str, tokens: Sequence[tuple[str, str]]) -> tuple[Entity, ...]:
    """The entities of BIO-labelled tokens, as offsets into the text they came from."""
    position, found = 0, list[tuple[int, int, str]]()
    inside = False
    for token, label in tokens:
        start = text.find(token, position, position + _AHEAD + len(token))
        if start < 0:
            inside = False
            continue
        position = start + len(token)
        if label.startswith("I-") and inside and found[-1][2] == label[2:]:
            found[-1] = (found[-1][0], position, label[2:])
        elif label != "O":
            found.append((start, position, label[2:]))
        inside = label != "O"
    return tuple(Entity(*entity) for entity in found)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences by their stops, for training texts only."""
    found = []
    for first, last in paragraphs(text):
        start = first
        for end in _END.finditer(text, first, last):
            if not _ABBREVIATION.search(text, start, end.start()):
                found.append((start, end.start()))
                start = end.end()
        found.append((start, last))
    return tuple(Sentence(start, end, ()) for start, end in found if end > start)


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
