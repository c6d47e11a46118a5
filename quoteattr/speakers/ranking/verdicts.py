"""Verdicts: yes or no by the same table of weights that ranks antecedents.

A verdict has binary features whose weights add up to its log-odds (a logistic regression without
a constant). Yes is said somewhat below even odds: the threshold that maximises F1 is half of the
F1 that it reaches (Lipton, Elkan and Naryanaswamy, 2014), here about 0.4. Weights are learnt by
``python -m quoteattr.training speakers``. The rule of the place that asks has a weight of its own,
and decides alone where the table knows none of the features.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["verdict"]

# The log-odds of 0.4.
_LEAST = -0.4
# What the rule adds or takes away: examples are few, and it needs a reason to be overruled.
_RULE = 0.5


def verdict(features: Iterable[str], table: Mapping[str, float], otherwise: bool) -> bool:
    """Whether the weights say yes.

    Args:
        features: names of the features that hold.
        table: weights by feature.
        otherwise: what the rule says.

    >>> verdict(["near"], {"near": 0.3}, False), verdict(["far"], {"near": 0.3}, False)
    (True, False)
    """
    known = [table[f] for f in features if f in table]
    rule = _RULE if otherwise else -_RULE
    return sum(known) + rule > _LEAST if known else otherwise
