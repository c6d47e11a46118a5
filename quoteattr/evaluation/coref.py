"""Coreference held against OntoGUM: what the package clusters, and how far its ranking carries.

Three rows: the clusters as the package makes them, of names and of sources; the same walk carried
on over all pronouns and definite descriptions with the package's weights; and carried on with
weights learnt on the other documents, by cross-validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs

from quoteattr import models
from quoteattr.evaluation.clusters import Reader
from quoteattr.evaluation.coref_metrics import Agreement, agreement
from quoteattr.evaluation.ontogum import Clustered
from quoteattr.training.choices import Example, fit

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation
    from quoteattr.attribution.records import Attribution

__all__ = ["Line", "Prepared", "coref_table", "prepare", "study"]

# Documents that are read together.
_BATCH = 8
PENALTY = 4.0

Table: TypeAlias = Mapping[str, float] | None


@attrs.frozen
class Prepared:
    """A document with what the clusters are made of.

    Attributes:
        gold: the document.
        attributions: the attributions that the model found in it.
        annotation: its sentences, all with trees, and its entities.
    """

    gold: Clustered
    attributions: Sequence[Attribution]
    annotation: Annotation

    def reader(self, table: Table, *, learns: bool = False) -> Reader:
        """What clusters its mentions, with some weights."""
        gold = self.gold.clusters if learns else None
        return Reader(self.gold.text, self.attributions, self.annotation, table, gold)


@attrs.frozen
class Line:
    """One way to cluster, measured.

    Attributes:
        name: what was clustered, by which weights.
        texts: the measures of each document by its name.
    """

    name: str
    texts: Mapping[str, Agreement]

    def of(self, names: Sequence[str] | None = None) -> Agreement:
        """The measures of some documents together; of all by default."""
        chosen = self.texts if names is None else names
        return sum((self.texts[name] for name in chosen), Agreement())


def prepare(documents: Sequence[Clustered], model: str = "en") -> list[Prepared]:
    """Read documents with a model: attributions first, then trees and entities.

    Args:
        documents: the documents.
        model: name of a bundled model, or the path of a model folder.

    Raises:
        ModelError: the model cannot be loaded.
    """
    from quoteattr.annotation.records import Annotator  # late: they need torch
    from quoteattr.attribution.attributor import Attributor
    from quoteattr.models.vectors import WordVectors

    folder = models.find(model)
    shared = models.base(folder, models.check(folder))
    vectors = WordVectors.load(shared)
    attribute = Attributor.load(folder, vectors, guideline="world", device="cpu")
    annotate = Annotator.load(shared, vectors=vectors)
    found: list[Prepared] = []
    for first in range(0, len(documents), _BATCH):
        batch = documents[first : first + _BATCH]
        texts = [document.text for document in batch]
        annotations = annotate(texts, [[(0, len(text))] for text in texts])
        found += map(Prepared, batch, attribute(texts), annotations)
    return found


def study(documents: Sequence[Prepared], folds: int = 5) -> Iterator[Line]:
    """The three rows, one after the other.

    Args:
        documents: the documents.
        folds: in how many parts they are dealt; each is read with weights learnt on the others.
    """
    yield Line("names and sources", _measured(documents, None, goes_on=False))
    yield Line("all mentions, the package's weights", _measured(documents, None))
    examples = [_examples(document) for document in documents]
    found: dict[str, Agreement] = {}
    for fold in range(folds):
        rest = [e for number, each in enumerate(examples) if number % folds != fold for e in each]
        found |= _measured(documents[fold::folds], fit(rest, PENALTY))
    yield Line("all mentions, weights of the other folds", found)


def _measured(
    documents: Sequence[Prepared], table: Table, *, goes_on: bool = True
) -> dict[str, Agreement]:
    return {
        document.gold.id: agreement(
            document.gold.clusters, document.reader(table).read(goes_on=goes_on)
        )
        for document in documents
    }


def _examples(document: Prepared) -> list[Example]:
    reader = document.reader(None, learns=True)
    reader.read()
    return reader.examples


def coref_table(line: Line) -> str:
    """The measures of one row: all documents together, then each genre, in per cent."""
    genres = dict.fromkeys(name.split("_")[1] for name in line.texts)
    rows = [("all", line.of())]
    rows += [(g, line.of([n for n in line.texts if n.split("_")[1] == g])) for g in genres]
    return "\n".join([line.name, *(f"{name:12}{_figures(found)}" for name, found in rows)])


def _figures(found: Agreement) -> str:
    mentions = found.mentions
    ratios = (("MUC", found.muc), ("B3", found.b_cubed), ("CEAFe", found.ceafe))
    return "  ".join(
        [
            f"mentions P {100 * mentions.precision:5.1f} R {100 * mentions.recall:5.1f}",
            *(f"{name} {100 * ratio.f1:5.1f}" for name, ratio in ratios),
            f"CoNLL {100 * found.conll:5.1f}",
        ]
    )
