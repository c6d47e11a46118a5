"""Learn how sure a speaker is: what tells, and how often the speaker was right then.

A speaker found with weights that were fitted on its own text looks better than it is. So the
documents are dealt into parts; the ranking is fitted without each part and walks it, and what the
walk kept is held against the annotator. Where predictions on documents that the network has not
seen are at hand, they are examples too: only they teach what a doubtful source span is worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from quoteattr.attribution.records import Attribution
from quoteattr.evaluation.metrics import speakers_agree
from quoteattr.evaluation.pairing import pair_up
from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.speakers.judging import Learned
from quoteattr.speakers.resolution import Resolver
from quoteattr.speakers.sureness import Way, sureness, traits_of
from quoteattr.training.choices import Example, fit

__all__ = ["Judged", "examples_of_sureness", "learn_sureness"]

PENALTY = 3.0

Document: TypeAlias = tuple[Any, ...]


class Judged:
    """The judge in use, but that it keeps what tells how sure the speakers are.

    Args:
        table: weights by feature.
        is_predicted: whether a model found the attributions, or an annotator.

    Attributes:
        traits: what tells, by the index of the attribution.
    """

    def __init__(self, table: Mapping[str, float], *, is_predicted: bool) -> None:
        usual = Learned(table)
        self.turn_to, self.decide, self.accept = usual.turn_to, usual.decide, usual.accept
        self.traits: dict[int, tuple[str, ...]] = {}
        self._table = table
        self._is_predicted = is_predicted

    def weigh(
        self,
        index: int,
        attribution: Attribution,
        ways: Sequence[Way],
        found: int,
        otherwise: float,
    ) -> float:
        """Keep what tells, and weigh it as usual."""
        traits = self.traits[index] = tuple(traits_of(attribution, ways, found, self._is_predicted))
        return sureness(traits, self._table, otherwise)


def learn_sureness(
    documents: Sequence[Document],
    tables: Sequence[Mapping[str, float]],
    predicted: Mapping[str, Sequence[Sequence[Attribution]]],
) -> Mapping[str, float]:
    """The weights of :mod:`quoteattr.speakers.sureness`.

    Args:
        documents: text, attributions, annotation and accepted names of each.
        tables: weights of the ranking that were fitted without each part of the documents
            (:func:`quoteattr.training.choices.fit_apart`).
        predicted: by text, attributions that networks found which had not seen it.
    """
    walks = [(d, one) for i, one in enumerate(tables) for d in documents[i :: len(tables)]]
    found: list[Example] = []
    for document, weights in walks:
        found += examples_of_sureness(document, document[1], weights, is_predicted=False)
        for attributions in predicted.get(document[0], ()):
            found += examples_of_sureness(document, attributions, weights, is_predicted=True)
    return fit(found, PENALTY, steps=500)


def examples_of_sureness(
    document: Document,
    attributions: Sequence[Attribution],
    table: Mapping[str, float],
    *,
    is_predicted: bool,
) -> Iterator[Example]:
    """Of each attribution that has one of gold beside it, what tells, and whether it was right.

    Args:
        document: text, gold attributions, annotation and accepted names.
        attributions: the attributions to resolve: the gold ones, or predicted ones.
        table: weights of the ranking.
        is_predicted: whether a model found the attributions.
    """
    text, gold, annotation, names, *_ = document
    judged = Judged(table, is_predicted=is_predicted)
    walk = Resolver(text, attributions, annotation, table, judged).run()
    pairs = _pairs(text, gold, attributions) if is_predicted else ((i, i) for i in range(len(gold)))
    for ours, theirs in pairs:
        right = speakers_agree([r.name for r in walk.of[theirs]], names[ours])
        yield Example((judged.traits[theirs], ()), (right, not right))


def _pairs(
    text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]
) -> Iterator[tuple[int, int]]:
    """Indices of gold and predicted attributions that share half of their words."""
    sides = [[Annotation(content=a.content) for a in one] for one in (gold, predicted)]
    places = [{id(note): i for i, note in enumerate(one)} for one in sides]
    texts = [AnnotatedText("", text, tuple(one)) for one in sides]
    for pair in pair_up(*texts).pairs:
        if pair.is_lenient:
            yield places[0][id(pair.gold.note)], places[1][id(pair.predicted.note)]
