"""What one set of predictions gains and loses against another, quote by quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from quoteattr.evaluation.bootstrap import Interval, differences_of
from quoteattr.evaluation.excerpt import joined
from quoteattr.evaluation.metrics import Score, count, figures, speaker_is_right, summed
from quoteattr.evaluation.pairing import CoveredQuote, Pair, Pairing, matched, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["ASPECTS", "Change", "Comparison", "compare"]

# What can be right with a quote, by the measures that count it. The others need the first.
ASPECTS = ("lenient", "strict", "end2end", "named")


@attrs.frozen
class Change:
    """A quote that fares otherwise in the second set of predictions.

    A gold quote is right in some of the aspects, before and after. A predicted quote that is no
    gold quote has no aspects: it is there on one side and not on the other.

    Attributes:
        text_id: the text it stands in.
        start: offset where its content begins.
        words: its content.
        aspects: those that gold states for it; none for a false alarm.
        before: those that the first set has right.
        after: those that the second one has right.
        alarms: a false alarm in the first set, in the second one.
    """

    text_id: str
    start: int
    words: str
    aspects: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    alarms: tuple[bool, bool] = (False, False)

    @property
    def gained(self) -> frozenset[str]:
        """The aspects that only the second set has right."""
        return self.after - self.before

    @property
    def lost(self) -> frozenset[str]:
        """The aspects that only the first set has right."""
        return self.before - self.after

    @property
    def is_gain(self) -> bool:
        """Whether something is better and nothing worse."""
        return self.alarms == (True, False) or bool(self.gained and not self.lost)

    @property
    def is_loss(self) -> bool:
        """Whether something is worse and nothing better."""
        return self.alarms == (False, True) or bool(self.lost and not self.gained)


@attrs.frozen
class Comparison:
    """Two sets of predictions for the same texts.

    Attributes:
        first: the score of the first set.
        second: the score of the second one.
        changes: quotes that fare otherwise, in the order of the texts and of the quotes in them.
        differences: 95% intervals of the difference of F1, by measure; empty if not asked for.
    """

    first: Score
    second: Score
    changes: tuple[Change, ...]
    differences: dict[str, Interval]


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
    first_counts, second_counts = ([count(pairing) for pairing in side] for side in sides)
    changes = [
        change
        for a, b in zip(*sides, strict=True)
        for change in sorted(_changes(a, b), key=lambda change: change.start)
    ]
    return Comparison(
        figures(summed(first_counts)),
        figures(summed(second_counts)),
        tuple(changes),
        differences_of(first_counts, second_counts, resamples=resamples, seed=seed)
        if resamples
        else {},
    )


def _changes(first: Pairing, second: Pairing) -> Iterator[Change]:
    for quote, before, after in zip(first.gold, _rights(first), _rights(second), strict=True):
        if before != after:
            aspects = ASPECTS if quote.note.speakers else ASPECTS[:-1]
            yield attrs.evolve(
                _change(first, quote), aspects=frozenset(aspects), before=before, after=after
            )
    before_only, after_only = _without(_spurious(first), _spurious(second))
    for quote in before_only:
        yield attrs.evolve(_change(first, quote), alarms=(True, False))
    for quote in after_only:
        yield attrs.evolve(_change(first, quote), alarms=(False, True))


def _change(pairing: Pairing, quote: CoveredQuote) -> Change:
    start = min(start for start, _ in quote.note.content)
    return Change(pairing.text.id, start, joined(pairing.text.text or "", quote.note.content))


def _rights(pairing: Pairing) -> list[frozenset[str]]:
    """What is right with each gold quote."""
    found = {id(pair.gold): pair for pair in pairing.pairs if pair.is_lenient}
    return [_right(found.get(id(quote))) for quote in pairing.gold]


def _right(pair: Pair | None) -> frozenset[str]:
    if pair is None:
        return frozenset()
    named = bool(pair.gold.note.speakers) and speaker_is_right(pair)
    rights = (True, pair.is_strict, pair.has_source, named)
    return frozenset(aspect for aspect, right in zip(ASPECTS, rights, strict=True) if right)


def _spurious(pairing: Pairing) -> list[CoveredQuote]:
    """The predicted quotes that are no gold quote, not even roughly."""
    hits = {id(pair.predicted) for pair in pairing.pairs if pair.is_lenient}
    return [quote for quote in pairing.predicted if id(quote) not in hits]


def _without(
    first: Sequence[CoveredQuote], second: Sequence[CoveredQuote]
) -> tuple[list[CoveredQuote], list[CoveredQuote]]:
    """The quotes of either side that are not roughly the same on the other."""
    pairs = [pair for pair in matched(first, second) if pair.is_lenient]
    same = {id(quote) for pair in pairs for quote in (pair.gold, pair.predicted)}
    return [q for q in first if id(q) not in same], [q for q in second if id(q) not in same]
