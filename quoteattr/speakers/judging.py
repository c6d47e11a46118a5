"""Judging: the decisions of the walk that are learned, in one place.

Which candidate a mention means, whether somebody was told, and how sure the speakers are: the walk
asks one judge. In use that is :class:`Learned`, the weights. Training and evaluation hand in their
own, which follow an annotator or keep what tells; nothing else of the walk is theirs to change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.ranking.antecedents import Candidate, Choice, choose
from quoteattr.speakers.ranking.verdicts import verdict
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Row
from quoteattr.speakers.sureness import Way, sureness, traits_of

__all__ = ["Judge", "Learned"]


class Judge(Protocol):
    """What the walk asks where no rule decides."""

    def turn_to(self, index: int, *, told: bool) -> None:
        """Hear what the decisions that follow are about.

        Args:
            index: index of an attribution.
            told: whether they are about those it was told, else about its speakers.
        """

    def decide(self, phrase: Phrase, options: Sequence[Candidate]) -> Choice:
        """Choose among the candidates for a mention."""

    def accept(
        self, features: Sequence[str], otherwise: bool, index: int, who: Phrase | Row
    ) -> bool:
        """Say whether somebody was told an attribution.

        Args:
            features: names of what tells.
            otherwise: what the rule says.
            index: index of the attribution.
            who: the phrase that names them, or those whom the attributions around tell.
        """

    def weigh(
        self,
        index: int,
        attribution: Attribution,
        ways: Sequence[Way],
        found: int,
        otherwise: float,
    ) -> float:
        """Say how sure the speakers of an attribution are, in [0, 1].

        Args:
            index, attribution: the attribution.
            ways: how each of its mentions came to its speaker.
            found: how many speakers it has.
            otherwise: how sure the last step was by itself, in [0, 1].
        """


class Learned:
    """The judge in use: the weights alone, whatever the decision is about.

    Args:
        table: weights by feature.
    """

    def __init__(self, table: Mapping[str, float]) -> None:
        self._table = table

    def turn_to(self, index: int, *, told: bool) -> None:
        """Of no matter here."""

    def decide(self, phrase: Phrase, options: Sequence[Candidate]) -> Choice:
        """The candidate of most weight."""
        return choose(options, self._table)

    def accept(
        self, features: Sequence[str], otherwise: bool, index: int, who: Phrase | Row
    ) -> bool:
        """By the features alone."""
        return verdict(features, self._table, otherwise)

    def weigh(
        self,
        index: int,
        attribution: Attribution,
        ways: Sequence[Way],
        found: int,
        otherwise: float,
    ) -> float:
        """As of an attribution that a model found, whose spans may be wrong."""
        return sureness(traits_of(attribution, ways, found, True), self._table, otherwise)
