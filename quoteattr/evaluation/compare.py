"""What one set of predictions gains and loses against another, quote by quote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal

import attrs

from quoteattr.evaluation.bootstrap import Interval, differences_of
from quoteattr.evaluation.errors import Error, errors_of
from quoteattr.evaluation.metrics import Score, count, figures
from quoteattr.evaluation.pairing import pair_up_all
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["Change", "Comparison", "compare"]


@attrs.frozen
class Change:
    """A quote with other classes of errors in the second set of predictions.

    Attributes:
        before: its errors in the first set; none where all is right.
        after: its errors in the second one.
    """

    before: tuple[Error, ...]
    after: tuple[Error, ...]

    @property
    def classes(self) -> tuple[frozenset[str], frozenset[str]]:
        """The classes of its errors before and after."""
        before, after = (frozenset(e.error for e in side) for side in (self.before, self.after))
        return before, after

    @property
    def verdict(self) -> Literal["gain", "loss", "mixed"]:
        """A gain where errors are gone and none is new, or the quote is no longer missed."""
        before, after = self.classes
        if after < before or "missed" in before:
            return "gain"
        return "loss" if before < after or "missed" in after else "mixed"


@attrs.frozen
class Comparison:
    """Two sets of predictions for the same texts.

    Attributes:
        scores: those of the first and of the second set.
        changes: quotes that fare otherwise, in the order of the texts and of the quotes in them.
        differences: 95% intervals of the difference of F1, by measure; empty if not asked for.
    """

    scores: tuple[Score, Score]
    changes: tuple[Change, ...]
    differences: dict[str, Interval]

    @property
    def gone(self) -> Counter[str]:
        """By class, in how many quotes such errors are gone."""
        return Counter(c for change in self.changes for c in change.classes[0] - change.classes[1])

    @property
    def new(self) -> Counter[str]:
        """By class, in how many quotes such errors are new."""
        return Counter(c for change in self.changes for c in change.classes[1] - change.classes[0])


def compare(
    gold: Sequence[AnnotatedText],
    first: Sequence[AnnotatedText],
    second: Sequence[AnnotatedText],
    *,
    speech_only: bool = False,
    resamples: int = 0,
    seed: int = 0,
) -> Comparison:
    """Two sets of predictions side by side.

    Args:
        gold: the annotated texts.
        first: predictions for them.
        second: other predictions for them.
        speech_only: whether to leave out quotes whose mode is thought.
        resamples: how often to draw texts for the intervals; 0 for no intervals.
        seed: the same seed draws the same texts.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
    sides = [pair_up_all(gold, side, speech_only=speech_only) for side in (first, second)]
    a, b = ([count(pairing) for pairing in side] for side in sides)
    by_quote: dict[object, tuple[list[Error], list[Error]]] = defaultdict(lambda: ([], []))
    for pairings in zip(*sides, strict=True):
        found = [(side, error) for side, one in enumerate(pairings) for error in errors_of(one)]
        for side, error in sorted(found, key=lambda row: row[1].start):
            by_quote[error.quote][side].append(error)
    changes = (Change(tuple(before), tuple(after)) for before, after in by_quote.values())
    return Comparison(
        scores=(figures(a), figures(b)),
        changes=tuple(change for change in changes if change.classes[0] != change.classes[1]),
        differences=differences_of(a, b, resamples=resamples, seed=seed) if resamples else {},
    )
