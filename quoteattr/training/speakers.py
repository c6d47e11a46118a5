"""Learn the weights by which antecedents are ranked.

Every pronoun and description that is a source in the world articles is one example: the
candidates that :mod:`quoteattr.speakers.antecedents` finds for it, and which of them bear a name
that the annotator accepts. The weights maximise the share of the softmax that falls on right
candidates, with an L2 penalty (Denis and Baldridge, 2008). The documents are walked with right
decisions, so that later mentions meet the history that they should.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import numpy as np
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.models import write_manifest
from quoteattr.speakers.antecedents import Candidate, Choice, choose
from quoteattr.speakers.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.resolution import Resolver

__all__ = ["Example", "Listener", "add_arguments", "examples_of", "fit", "learn", "run"]

Gold: TypeAlias = Sequence[Sequence[Sequence[str]]]
Document: TypeAlias = tuple[str, Sequence[Attribution], Any, Gold]

_LEAD = regex.compile(r"^(?:the|a|an|some|several|many)\s+", regex.I)
_NO_WORD = regex.compile(r"[^\w]+")


@attrs.frozen
class Example:
    """One decision.

    Attributes:
        options: the features of each candidate.
        right: which candidates are right.
    """

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model to write")
    parser.add_argument("--penalty", type=float, default=2.0, help="L2 penalty of the weights")


def run(args: argparse.Namespace) -> int:
    """Collect the examples, fit the weights, write ``speakers.json`` and the manifest."""
    from quoteattr.training.speaker_data import read_training

    documents = list(read_training(args.data))
    table, count = learn(documents, args.penalty)
    rounded = {name: round(value, 3) for name, value in sorted(table.items()) if abs(value) > 0.01}
    data = {"format_version": 1, "examples": count, "weights": rounded}
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "speakers.json").write_text(json.dumps(data, indent=0) + "\n", "utf-8")
    write_manifest(args.out, args.out.name)
    return 0


def learn(
    documents: Sequence[Document], penalty: float = 2.0, rounds: int = 2
) -> tuple[Mapping[str, float], int]:
    """The weights after some rounds, and how many examples the last one had.

    Each round walks the documents with the weights of the one before,
    so that what no annotator decided is decided as it will be.

    Args:
        documents: text, attributions, annotation and accepted names of each.
        penalty: L2 penalty of the weights.
        rounds: how many times to walk and fit.
    """
    table: Mapping[str, float] = {}
    examples: list[Example] = []
    for _ in range(rounds):
        examples = [e for d in documents for e in examples_of(*d, table)]
        table = fit(examples, penalty)
    return table, len(examples)


class Listener(Resolver):
    """A resolver that follows the annotator and keeps what it decided."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        annotation: Any,
        gold: Sequence[Sequence[Sequence[str]]],
        table: Mapping[str, float],
    ) -> None:
        super().__init__(text, attributions, annotation, table)
        self.gold = gold
        self.examples: list[Example] = []
        self._names: Sequence[Sequence[str]] = ()

    def _attribution(self, index: int) -> None:
        self._names = self.gold[index]
        super()._attribution(index)

    def _listeners(
        self, attribution: Attribution, row: tuple[Referent, ...], parent: tuple[Referent, ...]
    ) -> tuple[Referent, ...]:
        self._names = ()
        return super()._listeners(attribution, row, parent)

    def decide(self, phrase: Phrase, options: Sequence[Candidate]) -> Choice:
        """Keep the decision as an example, and take a right candidate where there is one."""
        right = self._right(phrase, options)
        if self._names and any(right) and not all(right):
            self.examples.append(Example(tuple(tuple(o.features) for o in options), tuple(right)))
        for option, good in zip(options, right, strict=True):
            if good:
                return Choice(option.who, 1.0)
        return choose(options, self.table)

    def _right(self, phrase: Phrase, options: Sequence[Candidate]) -> list[bool]:
        own = len(self._names) == 1 and _accepted([phrase.label], self._names)
        return [self._bears(o.who) if o.who is not None else own for o in options]

    def _bears(self, who: Referent) -> bool:
        if who.members or len(self._names) > 1:
            members = who.members or (who,)
            return len(members) == len(self._names) and all(
                _accepted(_forms(m), self._names) for m in members
            )
        return _accepted(_forms(who), self._names)


def _forms(who: Referent) -> list[str]:
    return [who.name, *(f for f in who.forms if len(f.split()) > 1)]


def _accepted(forms: Iterable[str], gold: Sequence[Sequence[str]]) -> bool:
    plain = {_plain(f) for f in forms}
    names = {_plain(name): name for one in gold for name in one}
    if plain & names.keys():
        return True
    wide = [p for p, name in names.items() if " " in p or p == name]
    return any(f.endswith(" " + p) or f.startswith(p + " ") for f in plain for p in wide)


def _plain(name: str) -> str:
    name = _LEAD.sub("", regex.sub(r"[’']s?$", "", name.strip()))
    return str(_NO_WORD.sub(" ", name.lower()).strip())


def examples_of(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Any,
    gold: Sequence[Sequence[Sequence[str]]],
    table: Mapping[str, float],
) -> list[Example]:
    """The decisions of one annotated text.

    Args:
        text: the text.
        attributions: its gold attributions.
        annotation: its sentences and entities.
        gold: for each attribution the accepted names of each of its speakers.
        table: weights for what no annotator decided.
    """
    listener = Listener(text, attributions, annotation, gold, table)
    listener.run()
    return listener.examples


def fit(examples: Sequence[Example], penalty: float = 2.0, steps: int = 300) -> Mapping[str, float]:
    """The weights that make right candidates likely, by full-batch Adam from zero.

    Args:
        examples: the decisions.
        penalty: of the squared weights, for all examples together.
        steps: how many updates.
    """
    names = sorted({f for e in examples for option in e.options for f in option})
    column = {name: i for i, name in enumerate(names)}
    batch = _Batch.of(examples, column)
    weights = np.zeros(len(names))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = batch.slope(weights) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = 0.05 * (1 - step / (steps + 1))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


@attrs.frozen
class _Batch:
    """All examples as flat arrays: features of options, options of examples."""

    features: Any
    option: Any
    example: Any
    right: Any
    count: int

    @classmethod
    def of(cls, examples: Sequence[Example], column: Mapping[str, int]) -> _Batch:
        features: list[int] = []
        option: list[int] = []
        example: list[int] = []
        right: list[bool] = []
        for number, one in enumerate(examples):
            for names, good in zip(one.options, one.right, strict=True):
                features += [column[n] for n in names]
                option += [len(right)] * len(names)
                example.append(number)
                right.append(good)
        return cls(
            np.array(features), np.array(option), np.array(example), np.array(right), len(examples)
        )

    def slope(self, weights: Any) -> Any:
        """Of the negative log-likelihood, by weight."""
        scores = np.bincount(self.option, weights[self.features], len(self.right))
        top = np.full(self.count, -np.inf)
        np.maximum.at(top, self.example, scores)
        mass = np.exp(scores - top[self.example])
        everything = mass / np.bincount(self.example, mass, self.count)[self.example]
        good = mass * self.right
        wanted = good / np.bincount(self.example, good, self.count)[self.example]
        return np.bincount(self.features, (everything - wanted)[self.option], len(weights))
