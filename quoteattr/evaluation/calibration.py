"""What a model's confidence is worth: is it honest, and where would one cut?

A predicted quote is right where it is leniently paired, as :mod:`quoteattr.evaluation.metrics`
has it. The expected calibration error (Guo et al., 2017) is taken over ten bins of equal mass
(Nguyen and O'Connor, 2015): the mean distance of a bin's mean confidence from its share of right
quotes. Quotes of the same confidence cannot be told apart, so each of them counts as right as all
of them are together, and a bin's edge may run between them without their order mattering.

What is found at a threshold is paired anew: every figure is the score of the predictions that are
left when those below are taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.metrics import PAIRED, PRF, Tally
from quoteattr.evaluation.pairing import CoveredQuote, Pair, Pairing, matched, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["THRESHOLDS", "Bin", "Calibration", "Point", "bins_of", "calibrate", "error_of"]

BINS = 10
THRESHOLDS = tuple(percent / 100 for percent in range(10, 100, 5))


@attrs.frozen
class Bin:
    """A tenth of the predicted quotes, as near as may be, of neighbouring confidences.

    Attributes:
        confidence: their mean confidence.
        right: the share of them that is right.
        n: how many they are.
    """

    confidence: float
    right: float
    n: int


@attrs.frozen
class Point:
    """The predicted quotes of at least some confidence, against all of gold.

    Attributes:
        threshold: the least confidence.
        predicted: how many predicted quotes have it.
        strict: see :mod:`quoteattr.evaluation.metrics`, as the following.
    """

    threshold: float
    predicted: int
    strict: PRF
    lenient: PRF
    end2end: PRF


@attrs.frozen
class Calibration:
    """What the confidences of one set of predictions are worth.

    Attributes:
        gold: gold quotes.
        predicted: predicted quotes.
        confidence: their mean confidence; None where there are none.
        right: the share of them that is right, likewise.
        error: the expected calibration error, likewise.
        bins: from the least confident to the most.
        points: one for each confidence that a quote has, highest first.
    """

    gold: int
    predicted: int
    confidence: float | None
    right: float | None
    error: float | None
    bins: tuple[Bin, ...]
    points: tuple[Point, ...]

    def at(self, threshold: float) -> Point:
        """The quotes of a confidence of ``threshold`` or more; all figures 0 for none."""
        nothing = PRF(0.0, 0.0, 0.0)
        found = Point(threshold, 0, nothing, nothing, nothing)
        for point in self.points:
            if point.threshold < threshold:
                break
            found = attrs.evolve(point, threshold=threshold)
        return found

    def best(self, measure: str) -> Point | None:
        """Where the F1 of strict, lenient or end2end is best; the highest such threshold."""
        return max(self.points, key=lambda point: float(getattr(point, measure).f1), default=None)


def calibrate(
    gold: Iterable[AnnotatedText], predicted: Iterable[AnnotatedText], *, speech_only: bool = False
) -> Calibration:
    """Hold the confidences of predicted quotes against gold.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predicted quotes, each with its confidence.
        speech_only: whether to leave out quotes whose mode is thought, on both sides.

    Raises:
        FormatError: a predicted text differs from the gold text of its id, or a predicted quote
            has no confidence.
    """
    pairings = pair_up_all(gold, predicted, speech_only=speech_only)
    verdicts = [verdict for pairing in pairings for verdict in _verdicts(pairing)]
    bins = bins_of(verdicts)
    return Calibration(
        gold=sum(len(pairing.gold) for pairing in pairings),
        predicted=len(verdicts),
        confidence=_mean([confidence for confidence, _ in verdicts]),
        right=_mean([right for _, right in verdicts]),
        error=error_of(bins),
        bins=bins,
        points=tuple(_points(pairings)),
    )


def _confidence(pairing: Pairing, quote: CoveredQuote) -> float:
    confidence = quote.note.confidence
    if confidence is None:
        where = f"text {pairing.text.id!r}"
        raise FormatError(where, "has a predicted quote without confidence; predict it again")
    return confidence


def _verdicts(pairing: Pairing) -> Iterator[tuple[float, bool]]:
    """The confidence of each predicted quote, and whether it is right."""
    right = {id(pair.predicted) for pair in pairing.pairs if pair.is_lenient}
    for quote in pairing.predicted:
        yield _confidence(pairing, quote), id(quote) in right


def bins_of(verdicts: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Ten bins of equal mass: of each confidence and whether it was right, least sure first."""
    evened: list[tuple[float, float]] = []
    for confidence, tied in groupby(sorted(verdicts), key=itemgetter(0)):
        rights = [right for _, right in tied]
        evened += [(confidence, sum(rights) / len(rights))] * len(rights)
    edges = [len(evened) * i // BINS for i in range(BINS + 1)]
    parts = (evened[start:end] for start, end in pairwise(edges))
    return tuple(_bin(part) for part in parts if part)


def _bin(part: Sequence[tuple[float, float]]) -> Bin:
    confidences, rights = zip(*part, strict=True)
    return Bin(sum(confidences) / len(part), sum(rights) / len(part), len(part))


def error_of(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error; None without bins."""
    total = sum(part.n for part in bins)
    off = sum(part.n * abs(part.confidence - part.right) for part in bins)
    return off / total if total else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _points(pairings: Sequence[Pairing]) -> Iterator[Point]:
    """Let quotes in from the surest on; quotes of the same confidence come in together."""
    gold = sum(len(pairing.gold) for pairing in pairings)
    hits = [(0, 0, 0)] * len(pairings)
    totals = [0, 0, 0]
    predicted = 0
    for threshold, entering in groupby(_ranked(pairings), key=itemgetter(0)):
        texts = [text for _, text in entering]
        predicted += len(texts)
        for text in set(texts):  # only these can be paired otherwise than before
            before, hits[text] = hits[text], _hits(pairings[text], threshold)
            totals = [t + n - b for t, n, b in zip(totals, hits[text], before, strict=True)]
        prfs = {
            name: Tally(n, predicted, gold).prf() for name, n in zip(PAIRED, totals, strict=True)
        }
        yield Point(threshold, predicted, **prfs)


def _ranked(pairings: Sequence[Pairing]) -> list[tuple[float, int]]:
    """Every predicted quote's confidence and the index of its text, surest first."""
    return sorted(
        (
            (_confidence(pairing, quote), text)
            for text, pairing in enumerate(pairings)
            for quote in pairing.predicted
        ),
        reverse=True,
    )


def _hits(pairing: Pairing, threshold: float) -> tuple[int, int, int]:
    """How many pairs are strict, lenient and end to end, of quotes of some confidence or more."""
    left = [quote for quote in pairing.predicted if _confidence(pairing, quote) >= threshold]
    pairs: Sequence[Pair] = matched(pairing.gold, left)
    lenient = [pair for pair in pairs if pair.is_lenient]
    strict = sum(pair.is_strict for pair in lenient)
    return strict, len(lenient), sum(pair.has_source for pair in lenient)
