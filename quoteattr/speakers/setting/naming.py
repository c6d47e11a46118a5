"""Naming: who bears which name, and where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from quoteattr.speakers.referents import Referent

__all__ = ["Naming"]


class Naming:
    """The bearers of names in a text.

    Attributes:
        referents: one for each bearer, in order of first mention.
        mentions: (start, end, referent) of every mention, in order.
    """

    def __init__(self, mentions: Iterable[tuple[int, int, Referent]]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m[0], -m[1]))
        self.referents = list(dict.fromkeys(m[2] for m in self.mentions))
        self._starts = [m[0] for m in self.mentions]
        for start, end, referent in self.mentions:
            referent.mentions.append((start, end))

    def within(self, start: int, end: int) -> list[tuple[int, int, Referent]]:
        """The mentions that lie in a stretch of the text, in order."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return [mention for mention in self.mentions[first:last] if mention[1] <= end]

    def persons(self, start: int, end: int) -> list[tuple[int, int, Referent]]:
        """The mentions of persons that lie in a stretch of the text, in order."""
        return [mention for mention in self.within(start, end) if mention[2].label == "person"]

    def before(self, position: int) -> int:
        """How many mentions start before a position."""
        return bisect_right(self._starts, position - 1)
