"""How far F1 may be off: intervals from texts drawn again and again.

The percentile bootstrap (Efron and Tibshirani, 1993). What is drawn, with replacement, are whole
texts, since the quotes of one text are not independent of each other. Every draw adds up counts
that were taken once a text, and goes through the same formulas as the measures themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from quoteattr.evaluation.metrics import PRF, Tallies, Tally, figures

__all__ = ["Interval", "differences_of", "intervals_of"]

FIGURES = ("strict", "lenient", "overlap", "end2end", "named")
LEVEL = 0.95


@attrs.frozen
class Interval:
    """From ``low`` to ``high``, both in [0, 1], of a difference in [-1, 1]."""

    low: float
    high: float


def intervals_of(
    counts: Sequence[Tallies], *, resamples: int = 1000, seed: int = 0
) -> dict[str, Interval]:
    """95% intervals of F1 by measure, without those that gold states nothing for.

    Args:
        counts: what each text adds to every measure (:func:`quoteattr.evaluation.metrics.count`).
        resamples: how often to draw as many texts as there are; 1 or more.
        seed: the same seed draws the same texts.
    """
    return _intervals(_draws(counts, resamples, seed))


def differences_of(
    first: Sequence[Tallies], second: Sequence[Tallies], *, resamples: int = 1000, seed: int = 0
) -> dict[str, Interval]:
    """The same of the difference of F1 from a first to a second set, scored on the same draws.

    Where 0 lies outside an interval, chance alone is an unlikely reason.
    """
    sides = (_draws(side, resamples, seed) for side in (first, second))
    return _intervals({n: b[n] - a[n] for n in a} for a, b in zip(*sides, strict=True))


def _intervals(draws: Iterator[dict[str, float]]) -> dict[str, Interval]:
    values: dict[str, list[float]] = defaultdict(list)
    for draw in draws:
        for name, value in draw.items():
            values[name].append(value)
    tail = (1 - LEVEL) / 2
    edges = {name: np.quantile(found, [tail, 1 - tail]) for name, found in values.items()}
    return {name: Interval(float(low), float(high)) for name, (low, high) in edges.items()}


def _draws(counts: Sequence[Tallies], resamples: int, seed: int) -> Iterator[dict[str, float]]:
    """F1 by measure of each draw: how often each text is in it, times its counts."""
    if not counts:
        return
    names = sorted({name for tallies in counts for name in tallies})
    table = np.array([[attrs.astuple(text.get(n, Tally())) for n in names] for text in counts])
    drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    weights = np.array([np.bincount(texts, minlength=len(counts)) for texts in drawn])
    for totals in np.tensordot(weights, table, axes=1).tolist():
        tallies: Tallies = defaultdict(Tally)
        tallies.update((name, Tally(*total)) for name, total in zip(names, totals, strict=True))
        score = figures([tallies])
        found: list[tuple[str, PRF | None]] = [(n, getattr(score, n)) for n in FIGURES]
        yield {name: prf.f1 for name, prf in found if prf is not None}
