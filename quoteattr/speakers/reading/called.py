"""Called: who goes by which noun, and who leads states, so that no mention asks everybody.

Both are kept in order of first mention, and a walk over the text adds what it learns of somebody:
whoever is asked for before a place is found among the first few.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.referents import Referent

__all__ = ["Called", "Leaders", "Mentions"]

_LEADING = word_set(
    "leader minister president premier chancellor king queen emperor sultan emir prince taoiseach "
    "pm counterpart"
)


class Called:
    """Persons and bodies with a name by the nouns that the text or the name gives them.

    Args:
        referents: those with a name, in order of first mention.
    """

    def __init__(self, referents: Sequence[Referent]) -> None:
        self._referents = referents
        self._place = {who: n for n, who in enumerate(referents) if who.label in ("person", "body")}
        self._places: dict[str, list[int]] = defaultdict(list)
        for who, n in self._place.items():
            for noun in who.heads | who.callings:
                self._places[noun].append(n)

    def learn(self, who: Referent, nouns: Iterable[str]) -> None:
        """Note that somebody is called so from now on."""
        if (place := self._place.get(who)) is None:
            return
        for noun in nouns:
            places = self._places[noun]
            at = bisect_left(places, place)
            if places[at : at + 1] != [place]:
                places.insert(at, place)

    def first(self, noun: str, position: int, most: int) -> list[Referent]:
        """The first who go by a noun, of those named before a position; so many at most."""
        some = [self._referents[n] for n in self._places.get(noun, ())[:most]]
        return [who for who in some if who.mentions[0][0] < position]


class Leaders:
    """Those who lead states, one by one and joined.

    Args:
        referents: those with a name, in order of first mention.
        couples: those whom the text joins.
    """

    def __init__(self, referents: Sequence[Referent], couples: Iterable[Referent]) -> None:
        self._referents = referents
        self._place = {who: n for n, who in enumerate(referents)}
        self._leading: set[Referent] = set()
        self._persons: list[int] = []
        self._couples: dict[Referent, list[Referent]] = defaultdict(list)
        self._missing: dict[Referent, int] = {}
        self._joined: dict[int, dict[Referent, None]] = defaultdict(dict)
        for couple in couples:
            self._missing[couple] = len(couple.members)
            for who in couple.members:
                self._couples[who].append(couple)
        for who in referents:
            self.learn(who)

    def learn(self, who: Referent) -> None:
        """Note somebody whom the text calls a leader by now."""
        if who in self._leading or who not in self._place or not who.heads & _LEADING:
            return
        self._leading.add(who)
        if who.label == "person":
            insort(self._persons, self._place[who])
        for couple in self._couples.get(who, ()):
            self._missing[couple] -= 1
            if not self._missing[couple]:
                self._joined[len(couple.members)][couple] = None

    def joined(self, count: int) -> Mapping[Referent, None]:
        """Those whom the text joins so many at a time, all of them leaders."""
        return self._joined.get(count, {})

    def first(self, position: int, most: int) -> list[Referent]:
        """The first persons who lead, of those named before a position; so many at most."""
        some = [self._referents[n] for n in self._persons[:most]]
        return [who for who in some if who.mentions[0][0] < position]


class Mentions:
    """Where somebody is mentioned, in the order of the text while it grows in that of reading."""

    def __init__(self) -> None:
        self._starts: dict[Referent, list[int]] = defaultdict(list)
        self._ends: dict[Referent, list[int]] = defaultdict(list)

    def between(self, who: Referent, low: int, high: int) -> list[int]:
        """Where somebody's mentions begin in a stretch."""
        self._read(who)
        starts = self._starts[who]
        return starts[bisect_left(starts, low) : bisect_left(starts, high)]

    def last_end(self, who: Referent, position: int) -> int:
        """Where somebody's last mention before a position ends, if there is one; else -1."""
        self._read(who)
        ends = self._ends[who]
        at = bisect_left(ends, position + 1)
        return ends[at - 1] if at else -1

    def _read(self, who: Referent) -> None:
        for start, end in who.mentions[len(self._starts[who]) :]:
            insort(self._starts[who], start)
            insort(self._ends[who], end)
