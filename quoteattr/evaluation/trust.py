"""What a speaker's confidence is worth: how many speakers are right among the surest ones.

Only quotes that are leniently paired with a gold one that names its speakers are asked. In order
of falling ``speaker_confidence``, the curve gives for each share of them (the coverage) how many
have the right speakers (selective accuracy; El-Yaniv and Wiener, 2010). Quotes of one confidence
come in together, each as right as all of them are. The calibration error is that of
:mod:`quoteattr.evaluation.calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.calibration import Bin, bins_of, error_of
from quoteattr.evaluation.metrics import speaker_is_right
from quoteattr.evaluation.pairing import Pair, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["COVERAGES", "Cut", "Trust", "trust"]

COVERAGES = tuple(percent / 100 for percent in range(100, 40, -10))


@attrs.frozen
class Cut:
    """The quotes whose speakers have some confidence or more.

    Attributes:
        least: that confidence, in [0, 1].
        coverage: their share of all quotes asked, in (0, 1].
        right: the share of them with the right speakers.
    """

    least: float
    coverage: float
    right: float


@attrs.frozen
class Trust:
    """What the speakers' confidences of one set of predictions are worth.

    Attributes:
        n: how many quotes are asked.
        right: the share of them with the right speakers; None where there are none.
        confidence: their mean confidence, likewise.
        error: the expected calibration error, likewise.
        bins: from the least confident to the most.
        cuts: one for each confidence that occurs, highest first.
    """

    n: int
    right: float | None
    confidence: float | None
    error: float | None
    bins: tuple[Bin, ...]
    cuts: tuple[Cut, ...]

    def at(self, coverage: float) -> Cut | None:
        """The surest cut that covers a share of the quotes; None where there are none."""
        return next((cut for cut in self.cuts if cut.coverage >= coverage - 1e-9), None)


def trust(
    gold: Iterable[AnnotatedText], predicted: Iterable[AnnotatedText], *, speech_only: bool = False
) -> Trust:
    """Hold the confidences of speakers against gold.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predicted quotes, each with its speaker's confidence.
        speech_only: whether to leave out quotes whose mode is thought, on both sides.

    Raises:
        FormatError: a predicted text differs from the gold text of its id, or a predicted quote
            has no speaker confidence.
    """
    pairings = pair_up_all(gold, predicted, speech_only=speech_only)
    verdicts = [verdict for pairing in pairings for verdict in _verdicts(pairing)]
    bins, n = bins_of(verdicts), len(verdicts)
    return Trust(
        n=n,
        right=sum(right for _, right in verdicts) / n if n else None,
        confidence=sum(sure for sure, _ in verdicts) / n if n else None,
        error=error_of(bins),
        bins=bins,
        cuts=tuple(_cuts(verdicts)),
    )


def _verdicts(pairing: Pairing) -> Iterator[tuple[float, bool]]:
    for pair in pairing.pairs:
        if pair.is_lenient and pair.gold.note.speakers:
            yield _confidence(pairing, pair), speaker_is_right(pair)


def _confidence(pairing: Pairing, pair: Pair) -> float:
    confidence = pair.predicted.note.speaker_confidence
    if confidence is None:
        where = f"text {pairing.text.id!r}"
        raise FormatError(where, "has a predicted quote without speaker_confidence; predict again")
    return confidence


def _cuts(verdicts: Sequence[tuple[float, bool]]) -> Iterator[Cut]:
    seen = hits = 0
    for least, tied in groupby(sorted(verdicts, reverse=True), key=itemgetter(0)):
        rights = [right for _, right in tied]
        seen, hits = seen + len(rights), hits + sum(rights)
        yield Cut(least, seen / len(verdicts), hits / seen)
