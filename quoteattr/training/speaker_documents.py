"""Annotated articles with their speakers, their attributions, sentences and entities.

Sentences and entities of the texts that are learned from are the project's own annotations
(:mod:`quoteattr.training.corpora`); of texts that a network has not learned from they are what it
finds there, and it scores their mentions too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from quoteattr.annotation.records import Annotation
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.entities import find_entities
from quoteattr.entities.records import Entities
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.evaluation.readers import Annotation as Annotated
from quoteattr.training import corpora

__all__ = ["Document", "document_of", "read_documents", "read_unseen"]

# Written for the ranker alone; the network has not learned from these.
INVENTED = "invented"
# Others count as told there, or few are annotated: their addressees are not learned from.
NO_ADDRESSEES = frozenset({"polnear", "held-out-polnear", INVENTED})
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
        antecedents: the names of whom other mentions mean, by their offsets; empty where the text
            never names them, absent where nobody has annotated the mention.
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
    antecedents: Mapping[Offsets, Sequence[str]]


def read_documents(data: Path, sets: Sequence[str] = ()) -> list[Document]:
    """The articles of some sets, in order.

    Args:
        data: the folder of the corpora.
        sets: which; all that there are where empty.

    Raises:
        FormatError: a file cannot be read, or a field is wrong.
    """
    surfaces, mentions = corpora.read_surfaces(), corpora.read_mentions()
    annotated = [(name, texts) for name, _, texts in corpora.read_corpora(data)]
    return [
        document_of(name, text, surfaces[text.id].annotation, mentions.get(text.id, ()))
        for name, texts in (*annotated, (INVENTED, _invented()))
        if not sets or name in sets
        for text in texts
        if text.id in surfaces and _names_speakers(text)
    ]


def read_unseen(paths: Sequence[Path], models: Path) -> list[Document]:
    """The articles of files that a network has not learned from, and the invented ones.

    Args:
        paths: files such as the ``held-out-*.jsonl`` that the network's training writes.
        models: the folder of the network.

    Raises:
        FormatError: a file cannot be read, or a field is wrong.
        ModelError: the network cannot be read.
    """
    from quoteattr.attribution.attributor import Attributor

    files = [(path.stem, read_texts(str(path))) for path in paths]
    files.append((INVENTED, _invented()))
    mentions = corpora.read_mentions()
    found: list[Document] = []
    for name, texts in files:
        read = Attributor.load(models, guideline="polnear" if "polnear" in name else "world")
        for first in range(0, len(texts), _BATCH):
            batch = [t for t in texts[first : first + _BATCH] if _names_speakers(t)]
            annotations = [one.annotation for one in read([t.text or "" for t in batch])]
            known = [mentions.get(t.id, ()) for t in batch]
            found += map(document_of, [name] * len(batch), batch, annotations, known)
    return found


def _names_speakers(text: AnnotatedText) -> bool:
    return any(quote.speakers is not None for quote in text.quotes)


def _invented() -> list[AnnotatedText]:
    return corpora.read_more(corpora.ANNOTATIONS / "invented.jsonl", corpora.ANNOTATIONS)


def document_of(
    name: str, article: AnnotatedText, annotation: Annotation,
    mentions: Iterable[corpora.AnnotatedMention] = (),
) -> Document:  # fmt: skip
    """An article of a set, with its names and sentences, and whom other mentions mean."""
    text, quotes = article.text or "", article.quotes
    attributions = [
        Attribution(quote.content, quote.cue, quote.source, quote.mode or "speech", parent=parent)
        for quote, parent in zip(quotes, _parents_of(quotes), strict=True)
    ]
    sources = [span for one in attributions for span in one.source]
    return Document(
        name, article.id, text, attributions, [q.speakers or () for q in quotes],
        [None if name in NO_ADDRESSEES else q.addressees for q in quotes],
        [q.anonymous for q in quotes], annotation,
        find_entities(text, annotation.sentences, annotation.entities, sources),
        {(start, end): names for start, end, names in mentions},
    )  # fmt: skip


def _parents_of(quotes: Sequence[Annotated]) -> list[int | None]:
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
