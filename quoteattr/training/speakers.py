"""Learn the weights of coreference: ``python -m quoteattr.training speakers``.

Annotated articles are walked with right decisions (:mod:`quoteattr.training.ranking`), and weights
fitted to these. How sure a speaker is, is learned from walks whose weights were fitted without the
article: the articles are dealt into parts, and each part is resolved by the weights of the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from quoteattr.coref.confidence import confidence_features
from quoteattr.coref.ranker import WEIGHTS, Ranker
from quoteattr.coref.resolver import Resolver
from quoteattr.evaluation.names import speakers_agree
from quoteattr.models import write_manifest
from quoteattr.training.ranking import PENALTY, Batch, Example, Features, examples_of
from quoteattr.training.speaker_documents import Document, read_documents

__all__ = ["PARTS", "add_arguments", "collect", "learn", "resolved", "run"]

# Into how many parts articles are dealt, to be judged by weights fitted without them.
PARTS = 5
# Of how many of them it is learned how sure a speaker is: thousands of examples are enough.
SURE_PARTS = 2

Weights = Mapping[str, Mapping[str, float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model to write")
    parser.add_argument(
        "--cache", type=Path, required=True, help="folder of sentences and entities, a file a set"
    )
    parser.add_argument("--models", type=Path, help="models that annotate what has no file there")
    parser.add_argument("--penalty", type=float, default=PENALTY, help="L2 penalty")


def run(args: argparse.Namespace) -> int:
    """Collect the examples, fit the weights, write ``speakers.json`` and the manifest."""
    documents = read_documents(args.data, args.cache, args.models)
    weights, count = learn(documents, args.penalty)
    data = {"format_version": 2, "examples": count, "weights": _rounded(weights)}
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / WEIGHTS).write_text(json.dumps(data, indent=0, sort_keys=True) + "\n", "utf-8")
    write_manifest(args.out, args.out.name)
    return 0


def learn(documents: Sequence[Document], penalty: float = PENALTY) -> tuple[Weights, int]:
    """The weights, and how many examples they were learned from.

    Args:
        documents: annotated articles.
        penalty: of the squared weights, for all examples together.
    """
    features, articles = collect(documents)
    batch = Batch(articles, features)
    sure = Features()
    answers: list[list[Example]] = []
    for part in range(SURE_PARTS):
        table = batch.fit((part, PARTS), penalty)
        answers += [_sure_examples(one, table, sure) for one in documents[part::PARTS]]
    weights = batch.fit(penalty=penalty) | Batch(answers, sure).fit(penalty=penalty)
    return weights, sum(map(len, articles))


def collect(documents: Sequence[Document]) -> tuple[Features, list[list[Example]]]:
    """The examples of each article, and the numbers of their features."""
    features = Features()
    return features, [examples_of(one, Ranker(), features) for one in documents]


def resolved(document: Document, weights: Weights) -> Resolver:
    """An annotated article whose speakers were resolved by weights."""
    return Resolver(
        document.text, document.attributions, document.annotation, document.entities,
        Ranker(weights),
    ).run()  # fmt: skip


def _sure_examples(document: Document, weights: Weights, features: Features) -> list[Example]:
    """Of each attribution what tells how sure its speakers are, and whether they are right."""
    found = resolved(document, weights)
    rows = zip(document.attributions, found.decisions, found.of, document.speakers, strict=True)
    examples = []
    for attribution, decisions, row, gold in rows:
        right = speakers_agree([who.name for who in row], gold)
        told = confidence_features(attribution, decisions)
        options = (features.option("confidence", told), features.option("confidence", ()))
        examples.append(Example(options, (right, not right)))
    return examples


def _rounded(weights: Weights) -> Weights:
    return {
        kind: {name: round(value, 3) for name, value in table.items() if abs(value) > 0.002}
        for kind, table in weights.items()
    }
