"""Fit the weights of choices: each among some options, of which some are right.

The weights of an option's features add up to its score. They maximise the share of the softmax
that falls on right options, with an L2 penalty (Denis and Baldridge, 2008).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np

__all__ = ["PARTS", "Example", "fit", "fit_apart"]

# Into how many parts documents are dealt, to be judged by weights fitted without them.
PARTS = 5


@attrs.frozen
class Example:
    """One decision.

    Attributes:
        options: the features of each candidate.
        right: which candidates are right.
    """

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def fit(examples: Sequence[Example], penalty: float = 3.0, steps: int = 300) -> Mapping[str, float]:
    """The weights that make right candidates likely, by full-batch Adam from zero.

    Args:
        examples: the decisions.
        penalty: of the squared weights, for all examples together.
        steps: how many updates.
    """
    names = sorted({f for e in examples for option in e.options for f in option})
    if not names:
        return {}
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


def fit_apart(
    examples: Sequence[Sequence[Example]], penalty: float = 3.0
) -> list[Mapping[str, float]]:
    """Weights fitted without each part of the documents: those without the first part first.

    Args:
        examples: the decisions of each document; document ``i`` is in part ``i % PARTS``.
        penalty: of the squared weights.
    """
    return [
        fit([e for i, each in enumerate(examples) if i % PARTS != part for e in each], penalty)
        for part in range(PARTS)
    ]


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
