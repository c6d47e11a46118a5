"""Confidence: how likely the speakers of an attribution are right.

The ranker's probability of its least sure choice, calibrated: a logistic decision on its grade and
on what decided it. Annotated sources are given; how sure the network is of one that it found is
multiplied in (:mod:`resolver`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution

if TYPE_CHECKING:
    from quoteattr.coref.resolver import Decision

__all__ = ["confidence_features"]

_EDGES = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)


def confidence_features(attribution: Attribution, decisions: Sequence[Decision]) -> list[str]:
    """What tells how likely speakers are right.

    Args:
        attribution: the attribution.
        decisions: what led to its speakers.
    """
    out = ["confidence"]
    if not decisions:
        return [*out, "nothing"]
    least = min(decisions, key=lambda decision: decision.probability)
    kind = least.decided_by.partition(":")[0]
    grade = _grade(least.probability)
    out += [f"by={least.decided_by}", f"sure={grade}", f"{kind}+sure={grade}"]
    return [*out, f"parts={min(len(decisions), 3)}", f"source={bool(attribution.source)}"]


def _grade(probability: float) -> int:
    """The grade of a probability, finer towards 1."""
    return sum(probability > edge for edge in _EDGES)
