"""Learn the weights of coreference: ``python -m quoteattr.training speakers``.

Annotated articles are walked with right decisions (:mod:`quoteattr.training.ranking`), and weights
fitted to these. How sure a speaker is, is learned by cross-validation: each fold of the articles is
resolved by the weights of the others.

The weights of the network's mention scores are learned from articles that the network has not seen
(on its training texts the scores are too good), with the other weights fitted without these.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from quoteattr.coref.ranker import BASE, Option, Ranker, save_ranker
from quoteattr.coref.resolver import confidence_features
from quoteattr.evaluation.metrics import speakers_agree
from quoteattr.models import write_manifest
from quoteattr.training.ranking import Dataset, Example, Vocabulary, examples_of, resolved
from quoteattr.training.speaker_documents import Document, read_documents, read_unseen

__all__ = ["FOLDS", "add_arguments", "collect", "folds_of", "learn", "run"]

# Cross-validation folds.
FOLDS = 5
# Of these, how many teach how sure a speaker is: thousands of examples are enough.
CONFIDENCE_FOLDS = 2

AFFINITY_PENALTY = 1.0
# So many examples a kind of mention needs for that.
ENOUGH = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder of the corpora")
    add("--out", type=Path, required=True, help="folder of the model to write")
    unseen = "annotated articles that the network in --out has not learned from"
    add("--unseen", type=Path, nargs="+", default=[], metavar="FILE", help=unseen)


def run(args: argparse.Namespace) -> None:
    """Collect the examples, fit the weights, write them and the manifest."""
    unseen = read_unseen(args.unseen, args.out) if args.unseen else []
    ranker = learn(read_documents(args.data), unseen)
    args.out.mkdir(parents=True, exist_ok=True)
    save_ranker(args.out, ranker)
    write_manifest(args.out, args.out.name)


def learn(documents: Sequence[Document], unseen: Sequence[Document] = ()) -> Ranker:
    """The ranker.

    Args:
        documents: annotated articles.
        unseen: articles with the network's scores of mentions; they may be among the others.
    """
    features, articles = collect(documents)
    folds = folds_of(documents)
    dataset = Dataset(articles, features, folds)
    rankers = [dataset.fit(fold) for fold in range(FOLDS)]
    fold_of = {document.id: fold for document, fold in zip(documents, folds, strict=True)}
    without = [rankers[fold_of.get(one.id, 0)] for one in unseen]
    linear = _learn_affinity(unseen, without)
    sure = Vocabulary()
    dealt = zip(documents, folds, strict=True)
    judged = [(one, rankers[fold]) for one, fold in dealt if fold < CONFIDENCE_FOLDS]
    judged += [(o, attrs.evolve(r, linear=linear)) for o, r in zip(unseen, without, strict=True)]
    answers = [_confidence_examples(one, ranker, sure) for one, ranker in judged]
    linear |= _rounded(Dataset(answers, sure).fit_linear())
    return attrs.evolve(dataset.fit(), linear=linear)


def _learn_affinity(
    documents: Sequence[Document], rankers: Sequence[Ranker]
) -> dict[str, dict[str, float]]:
    """What the network's scores weigh for each kind of mention, and under ``BASE`` by what the
    score of all other features is multiplied.

    Args:
        documents: articles with the network's scores of mentions.
        rankers: for each one that was fitted without it.
    """
    features = _Affinities()
    articles = []
    for document, ranker in zip(documents, rankers, strict=True):
        features.ranker = ranker
        articles.append(examples_of(document, ranker, features))
    count = Counter(one.kind for found in articles for one in found)
    kept = [[one for one in found if count[one.kind] >= ENOUGH] for found in articles]
    return _rounded(Dataset(kept, features).fit_linear(AFFINITY_PENALTY)) if any(kept) else {}


class _Affinities(Vocabulary):
    """Numbers of the features that are the network's scores, with the score of all others as one
    of them; examples without any are left out.
    """

    ranker = Ranker()

    def example(
        self, kind: str, options: Iterable[Option], right: Sequence[bool]
    ) -> Example | None:
        """An example of the features that have values."""
        options = list(options)
        if not any(values for _, values in options):
            return None
        base = self.ranker.scores(kind, [(names, ()) for names, _ in options])
        rows = ([(BASE, score), *values] for score, (_, values) in zip(base, options, strict=True))
        return Example(kind, tuple(self.numbered(kind, row) for row in rows), tuple(right))


def collect(documents: Sequence[Document]) -> tuple[Vocabulary, list[list[Example]]]:
    """The examples of each article, and the numbers of their features."""
    features = Vocabulary()
    return features, [examples_of(one, Ranker(), features) for one in documents]


def folds_of(documents: Sequence[Document]) -> list[int]:
    """The fold of each document: articles are dealt, and one that is annotated twice is in one."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(one.id, len(numbers)) % FOLDS for one in documents]


def _confidence_examples(document: Document, ranker: Ranker, features: Vocabulary) -> list[Example]:
    """Of each attribution what tells how sure its speakers are, and whether they are right."""
    found = resolved(document, ranker)
    rows = zip(
        document.attributions, found.decisions, found.speakers, document.speakers, strict=True
    )
    examples = []
    for attribution, decisions, row, gold in rows:
        right = speakers_agree([who.name for who in row], gold)
        told = [(name, 1.0) for name in confidence_features(attribution, decisions)]
        options = (features.numbered("confidence", told), features.numbered("confidence", ()))
        examples.append(Example("confidence", options, (right, not right)))
    return examples


def _rounded(weights: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {
        kind: {name: round(value, 3) for name, value in table.items() if abs(value) > 0.002}
        for kind, table in weights.items()
    }
