"""Learn to rank: examples of decisions that follow an annotator, and the weights that fit them.

Every mention of a source is one example: its candidates, and which of them bear a name that the
annotator accepts. The documents are walked with right decisions, so that later mentions meet the
history that they should. A decision of yes or no is an example of two options, its features
against none. The weights maximise the share of the softmax that falls on right options, with an
L2 penalty (Denis and Baldridge, 2008).
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs
import numpy as np
import torch

from quoteattr.coref.candidates import Candidate, Context
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.ranker import Choice, Ranker
from quoteattr.coref.resolver import Resolver
from quoteattr.evaluation.metrics import addressees_met, is_accepted
from quoteattr.training.speaker_documents import Document

__all__ = ["PENALTY", "Batch", "Example", "Features", "Teacher", "examples_of"]

Feature = tuple[str, float]
PENALTY = 4.0
_STEPS = 150
# A feature that fewer examples have is left out.
_FEWEST = 3


@attrs.frozen
class Example:
    """One decision.

    Attributes:
        options: the features of each candidate, by number, with their values.
        right: which candidates are right.
    """

    options: tuple[tuple[array[int], array[float]], ...]
    right: tuple[bool, ...]


class Features:
    """Numbers of features, given out in the order of asking."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def option(
        self, kind: str, names: Iterable[str], values: Iterable[Feature] = ()
    ) -> tuple[array[int], array[float]]:
        """The features of a candidate, with their values."""
        known, values = self.numbers, list(values)
        ids = array("i", [known.setdefault((kind, f), len(known)) for f in names])
        weights = array("f", [1.0]) * len(ids)
        ids.extend(known.setdefault((kind, f), len(known)) for f, _ in values)
        weights.extend(value for _, value in values)
        return ids, weights


class Teacher:
    """A judge that follows the annotator where it knows, and the ranker elsewhere.

    Args:
        document: the annotated article.
        ranker: decides what no annotator decided.
        features: gives them numbers.

    Attributes:
        examples: the decisions so far.
    """

    def __init__(self, document: Document, ranker: Ranker, features: Features) -> None:
        self.document, self.ranker, self.features = document, ranker, features
        self.examples: list[Example] = []
        self._heard: list[str] = []

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        """Keep the choice as an example, and take the likeliest right candidate."""
        right = [self._is_right(index, context, one) for one in candidates]
        if any(right) and not all(right) and context.role == "source":
            option = self.features.option
            options = (option(context.kind, one.features, one.values) for one in candidates)
            self.examples.append(Example(tuple(options), tuple(right)))
        good = [one for one, is_right in zip(candidates, right, strict=True) if is_right]
        choice = self.ranker.choose(index, context, good or candidates)
        who = choice.candidate.who
        self._heard = [context.mention.label, *([who.name] if who is not None else [])]
        return choice

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        """Keep the decision as an example, and follow the annotator."""
        features = list(features)
        answer = self._answer(index, name, features)
        if answer is None:
            return self.ranker.decide(index, name, features)
        options = (self.features.option(name, features), self.features.option(name, ()))
        self.examples.append(Example(options, (answer, not answer)))
        return float(answer)

    def _answer(self, index: int, name: str, features: Sequence[str]) -> bool | None:
        if name == "told":
            told = self.document.addressees[index]
            return None if told is None else any(addressees_met([n], told) for n in self._heard)
        if name == "joint":
            return len(self.document.speakers[index]) > 1
        if name == "anonymous":
            return self.document.anonymous[index]
        return None

    def _is_right(self, index: int, context: Context, one: Candidate) -> bool:
        gold: Sequence[Sequence[str]] = self.document.speakers[index]
        if context.role == "addressee":
            told = self.document.addressees[index]
            gold = [[name] for name in told or ()]
        if one.way == "nobody":
            return not gold
        if one.who is None:
            several = len(gold) > 1 and bool(context.excluded)
            accepted = gold if len(gold) == 1 or several else ()
            return any(is_accepted(context.mention.label, names) for names in accepted)
        return self._bears(one.who, gold, context)

    def _bears(self, who: Cluster, gold: Sequence[Sequence[str]], context: Context) -> bool:
        if who.members:
            return len(who.members) == len(gold) and all(
                any(_is_called(one, names) for names in gold) for one in who.members
            )
        if len(gold) > 1 and context.mention.form in ("pronoun", "null"):
            return False
        return any(_is_called(who, names) for names in gold)


def _is_called(who: Cluster, names: Sequence[str]) -> bool:
    forms = [who.name, *(f for f in (who.named.forms if who.named else ()) if " " in f)]
    return any(is_accepted(form, names) for form in forms)


def examples_of(document: Document, ranker: Ranker, features: Features) -> list[Example]:
    """The decisions of one annotated article."""
    teacher = Teacher(document, ranker, features)
    Resolver(
        document.text, document.attributions, document.annotation, document.entities, teacher
    ).run()
    return teacher.examples


class Batch:
    """The examples of many articles as flat arrays, encoded once and fitted on any part of them.

    Args:
        articles: the examples of each article.
        names: the features of the examples.
    """

    def __init__(self, articles: Sequence[Sequence[Example]], names: Features) -> None:
        features, values = array("i"), array("f")
        lengths, sizes, owners, right = array("i"), array("i"), array("i"), array("b")
        for article, examples in enumerate(articles):
            for one in examples:
                sizes.append(len(one.options))
                owners.append(article)
                right.extend(one.right)
                for ids, weights in one.options:
                    lengths.append(len(ids))
                    features.extend(ids)
                    values.extend(weights)
        self.names = list(names.numbers)
        self._features, self._values = np.array(features), np.array(values)
        self._lengths, self._sizes = np.array(lengths), np.array(sizes)
        self._owners, self._right = np.array(owners), np.array(right, dtype=np.float64)
        self._out = np.zeros(len(self._lengths), dtype=bool)

    def leave_out(self, is_out: Callable[[str], bool]) -> None:
        """Leave out the features whose name says so."""
        out = np.array([is_out(name) for _, name in self.names], dtype=bool)
        self._drop(out[self._features])

    def leave_out_options(self, feature: str) -> None:
        """Leave out the candidates that have a feature, where others are left."""
        marks = np.array([name == feature for _, name in self.names], dtype=bool)
        option = np.repeat(np.arange(len(self._lengths)), self._lengths)
        out = np.zeros(len(self._lengths), dtype=bool)
        out[option[marks[self._features]]] = True
        self._drop(out[option])
        self._right[out] = 0.0
        self._out = self._out | out

    def _drop(self, entries: Any) -> None:
        option = np.repeat(np.arange(len(self._lengths)), self._lengths)[~entries]
        self._features, self._values = self._features[~entries], self._values[~entries]
        self._lengths = np.bincount(option, minlength=len(self._lengths))

    def fit(
        self, without: tuple[int, int] | None = None, penalty: float = PENALTY
    ) -> dict[str, dict[str, float]]:
        """The weights that make right options likely, by full-batch Adam from zero.

        Args:
            without: the part that is left out, and into how many parts articles are dealt; None
                to learn from all.
            penalty: of the squared weights, for all examples together.
        """
        examples = np.ones(len(self._owners), dtype=bool)
        if without is not None:
            examples = self._owners % without[1] != without[0]
        example = np.repeat(np.arange(len(self._sizes)), self._sizes)
        solved = np.bincount(example, self._right, len(self._sizes)) > 0
        options = np.repeat(examples & solved, self._sizes) & ~self._out
        entries = np.repeat(options, self._lengths)
        features, values = self._features[entries], self._values[entries]
        option = np.repeat(np.arange(options.sum()), self._lengths[options])
        count = np.bincount(features, minlength=len(self.names))
        used = np.flatnonzero(count >= _FEWEST)
        column = np.full(len(self.names), -1, dtype=np.int64)
        column[used] = np.arange(len(used))
        kept = column[features] >= 0
        features, values, option = column[features[kept]], values[kept], option[kept]
        sizes = np.bincount(example[options], minlength=len(self._sizes))
        problem = _Problem(
            features, values, option, sizes[sizes > 0], self._right[options], len(used)
        )
        weights = _adam(problem, penalty)
        table: dict[str, dict[str, float]] = {}
        for number, weight in zip(used, weights, strict=True):
            kind, name = self.names[number]
            table.setdefault(kind, {})[name] = float(weight)
        return table


def _adam(problem: _Problem, penalty: float) -> Any:
    weights = np.zeros(problem.count)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = problem.slope(weights) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = 0.1 * (1 - step / (_STEPS + 1))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


class _Problem:
    """Decisions as sparse matrices: options by features, and the other way round."""

    def __init__(
        self, features: Any, values: Any, option: Any, sizes: Any, right: Any, count: int
    ) -> None:
        self._example = np.repeat(np.arange(len(sizes)), sizes)
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._right, self.count = right, count
        self._scores = _sparse(option, features, values, len(right), count)
        order = np.argsort(features, kind="stable")
        self._slopes = _sparse(features[order], option[order], values[order], count, len(right))

    def slope(self, weights: Any) -> Any:
        """Of the negative log-likelihood, by weight."""
        examples = len(self._starts)
        scores = _times(self._scores, weights)
        mass = np.exp(scores - np.maximum.reduceat(scores, self._starts)[self._example])
        everything = mass / np.bincount(self._example, mass, examples)[self._example]
        good = mass * self._right
        wanted = good / np.maximum(np.bincount(self._example, good, examples), 1e-12)[self._example]
        return _times(self._slopes, everything - wanted)


def _sparse(rows: Any, columns: Any, values: Any, height: int, width: int) -> Any:
    """A matrix of entries that are sorted by row."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=height))])
    parts = [torch.from_numpy(x) for x in (starts, columns, values.astype(np.float32))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that such matrices are new in torch
        return torch.sparse_csr_tensor(parts[0], parts[1], parts[2], size=(height, width))


def _times(matrix: Any, vector: Any) -> Any:
    return (matrix @ torch.from_numpy(vector.astype(np.float32))).numpy().astype(np.float64)
