"""What one set of predictions gains and loses against another, quote by quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import attrs

from quoteattr.evaluation.metrics import Score, score, speaker_is_right
from quoteattr.evaluation.pairing import CoveredQuote, Pair, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["Change", "Comparison", "compare"]

State: TypeAlias = Literal[
    "false alarm", "missed", "wrong source", "wrong speaker", "roughly right", "right", "silent"
]

# From worse to better. A false alarm is no gold quote; its better state is silence.
STATES: tuple[State, ...] = (
    "false alarm", "missed", "wrong source", "wrong speaker", "roughly right", "right", "silent",
)  # fmt: skip


@attrs.frozen
class Change:
    """A quote that fares otherwise in the second set of predictions.

    Attributes:
        text_id: the text it stands in.
        words: its content.
        before: its state in the first set.
        after: its state in the second one.
    """

    text_id: str
    words: str
    before: State
    after: State

    @property
    def is_gain(self) -> bool:
        """Whether the second set is better here."""
        return STATES.index(self.after) > STATES.index(self.before)


@attrs.frozen
class Comparison:
    """Two sets of predictions for the same texts.

    Attributes:
        first: the score of the first set.
        second: the score of the second one.
        changes: quotes that fare otherwise, in the order of the texts.
    """

    first: Score
    second: Score
    changes: tuple[Change, ...]


def compare(
    gold: Sequence[AnnotatedText],
    first: Sequence[AnnotatedText],
    second: Sequence[AnnotatedText],
    *,
    speech_only: bool = False,
) -> Comparison:
    """Two sets of predictions side by side.

    Args:
        gold: the annotated texts.
        first: predictions for them.
        second: other predictions for them.
        speech_only: whether to leave out quotes whose mode is thought.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
    sides = [pair_up_all(gold, side, speech_only=speech_only) for side in (first, second)]
    changes = [change for a, b in zip(*sides, strict=True) for change in _changes(a, b)]
    return Comparison(
        score(gold, first, speech_only=speech_only),
        score(gold, second, speech_only=speech_only),
        tuple(changes),
    )


def _changes(first: Pairing, second: Pairing) -> Iterator[Change]:
    for quote, before, after in zip(first.gold, _states(first), _states(second), strict=True):
        if before != after:
            yield Change(first.text.id, _words(first, quote), before, after)
    yield from _false_alarms(first, second)


def _states(pairing: Pairing) -> list[State]:
    """The state of each gold quote."""
    found = {id(pair.gold): pair for pair in pairing.pairs if pair.is_lenient}
    return [_state(found.get(id(quote))) for quote in pairing.gold]


def _state(pair: Pair | None) -> State:
    if pair is None:
        return "missed"
    if not pair.has_source:
        return "wrong source"
    if pair.gold.note.speakers and not speaker_is_right(pair):
        return "wrong speaker"
    return "right" if pair.is_strict else "roughly right"


def _false_alarms(first: Pairing, second: Pairing) -> Iterator[Change]:
    before, after = _spurious(first), _spurious(second)
    for quote in _without(before, after):
        yield Change(first.text.id, _words(first, quote), "false alarm", "silent")
    for quote in _without(after, before):
        yield Change(first.text.id, _words(first, quote), "silent", "false alarm")


def _spurious(pairing: Pairing) -> list[CoveredQuote]:
    """The predicted quotes that are no gold quote, not even roughly."""
    hits = {id(pair.predicted) for pair in pairing.pairs if pair.is_lenient}
    return [quote for quote in pairing.predicted if id(quote) not in hits]


def _without(quotes: Iterable[CoveredQuote], others: Iterable[CoveredQuote]) -> list[CoveredQuote]:
    contents = {other.content for other in others}
    return [quote for quote in quotes if quote.content not in contents]


def _words(pairing: Pairing, quote: CoveredQuote) -> str:
    text = pairing.text.text or ""
    parts = (" ".join(text[start:end].split()) for start, end in quote.note.content)
    return " … ".join(parts)
