"""Learn to rank: examples of decisions that follow an annotator, and the weights that fit them.

Every mention of a source is one example: its candidates, and which of them bear a name that the
annotator accepts. The documents are walked with right decisions, so that later mentions meet the
history that they should. A decision of yes or no is an example of two options, its features
against none. The weights maximise the share of the softmax that falls on right options, with an
L2 penalty (Denis and Baldridge, 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from quoteattr.coref.candidates import Candidate, Context
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.ranker import Choice, Ranker
from quoteattr.coref.resolver import Resolver
from quoteattr.evaluation.names import addressees_met, is_accepted
from quoteattr.training.speaker_documents import Document

__all__ = ["Example", "Teacher", "examples_of", "fit"]

Feature = tuple[str, float]
# A feature that fewer examples have is left out.
_FEWEST = 3


@attrs.frozen
class Example:
    """One decision.

    Attributes:
        options: the features of each candidate, with their values.
        right: which candidates are right.
    """

    options: tuple[tuple[Feature, ...], ...]
    right: tuple[bool, ...]


class Teacher:
    """A judge that follows the annotator where it knows, and the ranker elsewhere.

    Args:
        document: the annotated article.
        ranker: decides what no annotator decided.

    Attributes:
        examples: the decisions so far.
    """

    def __init__(self, document: Document, ranker: Ranker) -> None:
        self.document, self.ranker = document, ranker
        self.examples: list[Example] = []

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        """Keep the choice as an example, and take the right candidate that the ranker likes best."""
        right = [self._is_right(index, context, one) for one in candidates]
        if any(right) and not all(right) and context.role == "source":
            options = tuple(
                (*((f, 1.0) for f in one.features), *one.values) for one in candidates
            )
            self.examples.append(Example(options, tuple(right)))
        good = [one for one, is_right in zip(candidates, right, strict=True) if is_right]
        return self.ranker.choose(index, context, good or candidates)

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        """Keep the decision as an example, and follow the annotator."""
        features = list(features)
        answer = self._answer(index, name, features)
        if answer is None:
            return self.ranker.decide(index, name, features)
        options = (tuple((f"{name}:{f}", 1.0) for f in features), ())
        self.examples.append(Example(options, (answer, not answer)))
        return float(answer)

    def _answer(self, index: int, name: str, features: Sequence[str]) -> bool | None:
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
            return len(gold) == 1 and is_accepted(context.mention.label, gold[0]) or (
                len(gold) > 1 and any(is_accepted(context.mention.label, names) for names in gold)
                and bool(context.excluded)
            )
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


def examples_of(document: Document, ranker: Ranker) -> list[Example]:
    """The decisions of one annotated article."""
    teacher = Teacher(document, ranker)
    Resolver(
        document.text, document.attributions, document.annotation, document.entities, teacher
    ).run()
    return teacher.examples + _told_examples(document, ranker)


def _told_examples(document: Document, ranker: Ranker) -> list[Example]:
    """Whether each stretch that may name one who was told does: its words, or the name that it
    was resolved to, are among the annotator's.
    """
    teacher = _Listener(document, ranker)
    Resolver(
        document.text, document.attributions, document.annotation, document.entities, teacher
    ).run()
    return teacher.told


class _Listener(Teacher):
    """Follows the annotator, takes everybody for told, and sees to whom that leads."""

    def __init__(self, document: Document, ranker: Ranker) -> None:
        super().__init__(document, ranker)
        self.told: list[Example] = []
        self._open: tuple[Feature, ...] | None = None

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        if name != "told":
            return super().decide(index, name, features)
        if self.document.addressees[index] is None:
            return 0.0
        self._open = tuple((f"told:{f}", 1.0) for f in features)
        return 1.0

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        choice = super().choose(index, context, candidates)
        if context.role == "addressee" and self._open is not None:
            who = choice.candidate.who
            names = [context.mention.label, *([who.name] if who is not None else [])]
            told = self.document.addressees[index] or ()
            right = any(addressees_met([name], [t]) for name in names for t in told)
            self.told.append(Example((self._open, ()), (right, not right)))
            self._open = None
        return choice


def fit(examples: Sequence[Example], penalty: float = 4.0, steps: int = 150) -> dict[str, float]:
    """The weights that make right options likely, by full-batch Adam from zero.

    Args:
        examples: the decisions.
        penalty: of the squared weights, for all examples together.
        steps: how many updates.
    """
    seen = Counter(f for e in examples for option in e.options for f, _ in option)
    names = sorted(f for f, count in seen.items() if count >= _FEWEST)
    if not names:
        return {}
    batch = _Batch(examples, {name: i for i, name in enumerate(names)})
    weights = np.zeros(len(names))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = batch.slope(weights) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = 0.1 * (1 - step / (steps + 1))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


class _Batch:
    """All examples as flat arrays: features of options, options of examples."""

    def __init__(self, examples: Sequence[Example], column: Mapping[str, int]) -> None:
        features: list[int] = []
        values: list[float] = []
        lengths: list[int] = []
        sizes: list[int] = []
        right: list[bool] = []
        for one in examples:
            sizes.append(len(one.options))
            right += one.right
            for option in one.options:
                known = [(column[f], v) for f, v in option if f in column]
                lengths.append(len(known))
                features += [f for f, _ in known]
                values += [v for _, v in known]
        self._features = np.array(features, dtype=np.int32)
        self._values = np.array(values, dtype=np.float32)
        self._option = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._example = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._right = np.array(right, dtype=np.float64)

    def slope(self, weights: Any) -> Any:
        """Of the negative log-likelihood, by weight."""
        options, examples = len(self._right), len(self._starts)
        scores = np.bincount(self._option, weights[self._features] * self._values, options)
        mass = np.exp(scores - np.maximum.reduceat(scores, self._starts)[self._example])
        everything = mass / np.bincount(self._example, mass, examples)[self._example]
        good = mass * self._right
        wanted = good / np.maximum(np.bincount(self._example, good, examples), 1e-12)[self._example]
        slope = (everything - wanted)[self._option] * self._values
        return np.bincount(self._features, slope, len(weights))
