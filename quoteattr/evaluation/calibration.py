"""What a confidence is worth: is it honest, and what is found where one cuts?

A predicted quote is right where it is leniently paired; a speaker is judged on those quotes whose
speakers gold names. The expected calibration error (Guo et al., 2017) is taken over ten bins of
equal mass (Nguyen and O'Connor, 2015): the mean distance of a bin's mean confidence from its share
of right ones. Those of the same confidence cannot be told apart, so each of them counts as right as
all of them are together.

What is found at a threshold is paired anew: it is the score of the predictions that are left when
those below are taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeAlias

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.metrics import Score, count, figures, speaker_is_right
from quoteattr.evaluation.pairing import CoveredQuote, Pairing, matched

__all__ = ["Calibration", "calibration_of", "quote_verdicts", "speaker_verdicts", "thresholds"]

BINS = 10
THRESHOLDS = tuple(percent / 100 for percent in range(10, 100, 5))

# A confidence, and whether what it belongs to is right.
Verdict: TypeAlias = tuple[float, bool]


@attrs.frozen
class Bin:
    """Verdicts of neighbouring confidences, one at least.

    Attributes:
        confidence: their mean confidence.
        right: the share of them that is right.
        n: how many they are.
    """

    confidence: float
    right: float
    n: int

    @classmethod
    def of(cls, part: Sequence[tuple[float, float]]) -> Bin:
        """Of confidences and what is right there."""
        confidences, rights = zip(*part, strict=True)
        return cls(sum(confidences) / len(part), sum(rights) / len(part), len(part))


@attrs.frozen
class Calibration:
    """How honest confidences are.

    Attributes:
        all: all verdicts together.
        error: the expected calibration error.
        bins: from the least confident to the most.
    """

    all: Bin
    error: float
    bins: tuple[Bin, ...]


def quote_verdicts(pairings: Iterable[Pairing]) -> list[Verdict]:
    """The confidence of each predicted quote, and whether it is right.

    Raises:
        FormatError: a predicted quote has no confidence.
    """
    return [
        (_confidence(pairing, quote), id(quote) in right)
        for pairing in pairings
        for right in [{id(pair.predicted) for pair in pairing.pairs if pair.is_lenient}]
        for quote in pairing.predicted
    ]


def speaker_verdicts(pairings: Iterable[Pairing]) -> list[Verdict]:
    """Of each quote found whose speakers gold names the confidence, and whether they are right.

    Raises:
        FormatError: a predicted quote has no ``speaker_confidence``.
    """
    return [
        (_confidence(pairing, pair.predicted, "speaker_confidence"), speaker_is_right(pair))
        for pairing in pairings
        for pair in pairing.pairs
        if pair.is_lenient and pair.gold.note.speakers
    ]


def calibration_of(verdicts: Sequence[Verdict]) -> Calibration | None:
    """How honest confidences are; None without any."""
    if not verdicts:
        return None
    evened: list[tuple[float, float]] = []
    for confidence, tied in groupby(sorted(verdicts), key=itemgetter(0)):
        rights = [right for _, right in tied]
        evened += [(confidence, sum(rights) / len(rights))] * len(rights)
    n = len(evened)
    edges = [n * i // BINS for i in range(BINS + 1)]
    bins = tuple(Bin.of(evened[start:end]) for start, end in pairwise(edges) if start < end)
    error = sum(abs(b.confidence - b.right) * b.n for b in bins) / n
    return Calibration(Bin.of(evened), error, bins)


def thresholds(pairings: Sequence[Pairing]) -> dict[float, Score]:
    """The score of the quotes of at least some confidence, for each of ``THRESHOLDS``.

    Raises:
        FormatError: a predicted quote has no confidence.
    """
    return {
        least: figures(count(_cut(pairing, least)) for pairing in pairings) for least in THRESHOLDS
    }


def _confidence(pairing: Pairing, quote: CoveredQuote, field: str = "confidence") -> float:
    confidence: float | None = getattr(quote.note, field)
    if confidence is None:
        where = f"text {pairing.text.id!r}"
        raise FormatError(where, f"has a predicted quote without {field}; predict it again")
    return confidence


def _cut(pairing: Pairing, least: float) -> Pairing:
    """A text without the predicted quotes below a confidence."""
    left = tuple(q for q in pairing.predicted if _confidence(pairing, q) >= least)
    return attrs.evolve(pairing, predicted=left, pairs=matched(pairing.gold, left))
