"""Learn the weights of coreference: ``python -m quoteattr.training speakers``.

Annotated articles are walked with right decisions (:mod:`quoteattr.training.ranking`), and weights
fitted to these. How sure a speaker is, is learned from walks whose weights were fitted without the
article: the articles are dealt into parts, and each part is resolved by the weights of the others.

What the network's scores of mentions are worth beside the other features, is learned from articles
that the network has not learned from, with the weights of the other features fitted without them:
on its own training texts the network knows the answers by heart.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from quoteattr.coref.confidence import confidence_features
from quoteattr.coref.ranker import WEIGHTS, Ranker
from quoteattr.coref.resolver import Resolver
from quoteattr.evaluation.metrics import speakers_agree
from quoteattr.models import write_manifest
from quoteattr.training.ranking import PENALTY, Batch, Example, Features, examples_of
from quoteattr.training.speaker_documents import Document, read_documents, read_unseen

__all__ = [
    "PARTS",
    "add_arguments",
    "collect",
    "learn",
    "learn_affinity",
    "resolved",
    "run",
    "with_affinity",
]

# Into how many parts articles are dealt, to be judged by weights fitted without them.
PARTS = 5
# Of how many of them it is learned how sure a speaker is: thousands of examples are enough.
SURE_PARTS = 2

# The sum of all features but the network's scores of mentions, where these are learned.
BASE = "base"
AFFINITY_PENALTY = 1.0
# So many examples a kind of mention needs for that.
ENOUGH = 40
_AFFINITY = "affinity"

Weights = Mapping[str, Mapping[str, float]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model to write")
    parser.add_argument(
        "--unseen",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="annotated articles that the network in --out has not learned from",
    )
    parser.add_argument("--penalty", type=float, default=PENALTY, help="L2 penalty")


def run(args: argparse.Namespace) -> int:
    """Collect the examples, fit the weights, write ``speakers.json`` and the manifest."""
    unseen = read_unseen(args.unseen, args.out) if args.unseen else []
    weights, count = learn(read_documents(args.data), unseen, args.penalty)
    data = {"format_version": 2, "examples": count, "weights": _rounded(weights)}
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / WEIGHTS).write_text(json.dumps(data, indent=0, sort_keys=True) + "\n", "utf-8")
    write_manifest(args.out, args.out.name)
    return 0


def learn(
    documents: Sequence[Document], unseen: Sequence[Document] = (), penalty: float = PENALTY
) -> tuple[Weights, int]:
    """The weights, and how many examples they were learned from.

    Args:
        documents: annotated articles.
        unseen: articles with the network's scores of mentions; they may be among the others.
        penalty: of the squared weights, for all examples together.
    """
    features, articles = collect(documents)
    batch = Batch(articles, features)
    tables = [batch.fit((part, PARTS), penalty) for part in range(PARTS)]
    part_of = {document.id: i % PARTS for i, document in enumerate(documents)}
    added = learn_affinity(unseen, [tables[part_of.get(one.id, 0)] for one in unseen])
    sure = Features()
    judged = [(one, tables[part]) for part in range(SURE_PARTS) for one in documents[part::PARTS]]
    judged += [(one, with_affinity(tables[part_of.get(one.id, 0)], added)) for one in unseen]
    answers = [_sure_examples(one, table, sure) for one, table in judged]
    weights = with_affinity(batch.fit(penalty=penalty), added)
    return weights | Batch(answers, sure).fit(penalty=penalty), sum(map(len, articles))


def learn_affinity(documents: Sequence[Document], tables: Sequence[Weights]) -> Weights:
    """What the network's scores weigh, and by what the weights of all other features are scaled.

    Args:
        documents: articles with the network's scores of mentions.
        tables: for each the weights of the other features, fitted without it.

    Returns:
        For each kind of mention the weights of affinity, and the scale under ``BASE``.
    """
    features = Features()
    articles = []
    for document, table in zip(documents, tables, strict=True):
        own = Features()
        found = examples_of(document, Ranker(table), own)
        names = list(own.numbers)
        articles.append([reduced(one, names, table, features) for one in found])
    scored = [[one for one in found if one is not None] for found in articles]
    count = Counter(kind for found in scored for kind, _ in found)
    batch = Batch([[e for kind, e in found if count[kind] >= ENOUGH] for found in scored], features)
    return batch.fit(penalty=AFFINITY_PENALTY) if any(map(len, scored)) else {}


def reduced(
    example: Example, names: Sequence[tuple[str, str]], table: Weights, features: Features
) -> tuple[str, Example] | None:
    """The kind of an example, and the example with the score that the other features add up to as
    one of them; None where the network has scored no candidate.
    """
    kind = next((names[ids[0]][0] for ids, _ in example.options if ids), "")
    options, is_scored = [], False
    for ids, values in example.options:
        base, rest = 0.0, []
        for number, value in zip(ids, values, strict=True):
            name = names[number][1]
            if _AFFINITY in name:
                rest.append((name, value))
            else:
                base += table.get(kind, {}).get(name, 0.0) * value
        is_scored = is_scored or bool(rest)
        options.append(features.option(kind, (), [(BASE, base), *rest]))
    return (kind, Example(tuple(options), example.right)) if is_scored else None


def with_affinity(table: Weights, added: Weights) -> dict[str, dict[str, float]]:
    """Weights with those that :func:`learn_affinity` found."""
    found = {}
    for kind, weights in table.items():
        more = dict(added.get(kind, {}))
        scale = more.pop(BASE, 1.0)
        found[kind] = {name: value * scale for name, value in weights.items()} | more
    return found


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
