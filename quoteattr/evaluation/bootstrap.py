"""How far the measures may be off: intervals from texts drawn again and again.

The percentile bootstrap (Efron and Tibshirani, 1993). What is drawn, with replacement, are whole
texts, since the quotes of one text are not independent of each other. Every draw adds up counts
that were taken once a text, and goes through the same formulas as the measures themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np

from quoteattr.evaluation.metrics import PAIRED, PRF, Score, Tallies, Tally, count, figures
from quoteattr.evaluation.pairing import pair_up_all
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.records import Kind

__all__ = ["Interval", "Intervals", "bootstrap", "differences_of", "intervals_of"]

FIGURES = ("strict", "lenient", "overlap", "end2end", "named")
LEVEL = 0.95


@attrs.frozen
class Interval:
    """From ``low`` to ``high``, both in [0, 1], of a difference in [-1, 1]."""

    low: float
    high: float


@attrs.frozen
class Intervals:
    """Where the measures lie in 95 of 100 draws of the texts.

    Attributes:
        resamples: the number of draws.
        seed: what they were drawn with.
        f1: of F1, by measure; without those that gold states nothing for.
        recall_by_kind: of recall, by kind of the gold quote and measure; only kinds that gold has.
    """

    resamples: int
    seed: int
    f1: dict[str, Interval]
    recall_by_kind: dict[Kind, dict[str, Interval]]


def bootstrap(
    gold: Iterable[AnnotatedText],
    predicted: Iterable[AnnotatedText],
    *,
    resamples: int = 1000,
    seed: int = 0,
    speech_only: bool = False,
) -> Intervals:
    """95% percentile intervals of the measures, over texts.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predicted quotes.
        resamples: how often to draw as many texts as there are; 1 or more.
        seed: the same seed draws the same texts.
        speech_only: whether to leave out quotes whose mode is thought.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
    pairings = pair_up_all(gold, predicted, speech_only=speech_only)
    return intervals_of([count(pairing) for pairing in pairings], resamples=resamples, seed=seed)


def intervals_of(counts: Sequence[Tallies], *, resamples: int = 1000, seed: int = 0) -> Intervals:
    """The same from the counts of each text.

    Args:
        counts: what each text adds to every measure.
        resamples: as for :func:`bootstrap`.
        seed: as for :func:`bootstrap`.
    """
    scores = _scores(counts, resamples, seed)
    f1 = {
        name: [f1 for score in scores if (f1 := _f1(score, name)) is not None] for name in FIGURES
    }
    recall: dict[Kind, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for score in scores:
        for kind, found in score.recall_by_kind.items():
            for name in PAIRED:
                recall[kind][name].append(getattr(found, name))
    return Intervals(
        resamples,
        seed,
        {name: _interval(values) for name, values in f1.items() if values},
        {kind: {n: _interval(v) for n, v in by.items()} for kind, by in recall.items()},
    )


def differences_of(
    first: Sequence[Tallies], second: Sequence[Tallies], *, resamples: int = 1000, seed: int = 0
) -> dict[str, Interval]:
    """By how much F1 is higher in a second set of predictions, both scored on the same draws.

    Args:
        first: what each text adds to every measure in the first set.
        second: the same texts in the second one.
        resamples: as for :func:`bootstrap`.
        seed: as for :func:`bootstrap`.

    Returns:
        95% intervals by measure; where 0 lies outside, chance alone is an unlikely reason.
    """
    draws = list(zip(*(_scores(side, resamples, seed) for side in (first, second)), strict=True))
    found = {}
    for name in FIGURES:
        pairs = [(_f1(a, name), _f1(b, name)) for a, b in draws]
        values = [b - a for a, b in pairs if a is not None and b is not None]
        if values:
            found[name] = _interval(values)
    return found


def _f1(score: Score, name: str) -> float | None:
    """One F1 of a draw; None where it holds no text that states it."""
    prf: PRF | None = getattr(score, name)
    return None if prf is None else prf.f1


def _scores(counts: Sequence[Tallies], resamples: int, seed: int) -> list[Score]:
    return [figures(tallies) for tallies in _draws(counts, resamples, seed)] if counts else []


def _draws(counts: Sequence[Tallies], resamples: int, seed: int) -> Iterator[Tallies]:
    """The tallies of each draw: a product of matrices, how often a text was drawn by its counts."""
    names = sorted({name for tallies in counts for name in tallies})
    table = np.array([[attrs.astuple(text.get(n, Tally())) for n in names] for text in counts])
    drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    weights = np.array([np.bincount(texts, minlength=len(counts)) for texts in drawn])
    for totals in np.tensordot(weights, table, axes=1).tolist():
        tallies: Tallies = defaultdict(Tally)
        tallies.update((name, Tally(*total)) for name, total in zip(names, totals, strict=True))
        yield tallies


def _interval(values: Sequence[float]) -> Interval:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return Interval(float(low), float(high))
