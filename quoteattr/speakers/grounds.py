"""Grounds: the mentions that led from each attribution to its speakers.

From the mention that is named as the source to the earlier one that it was taken to mean, and
from there to the one that gives the name. They are gathered after the walk, when every referent
has all of its mentions, by bisection: the whole is linear in the number of mentions but for a
logarithm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.order import position_of
from quoteattr.speakers.referents import Referent

__all__ = ["Grounds", "Read"]

#: A mention that was read as a source, and whom it was found to mean.
Read = tuple[Offsets, Referent]


class Grounds:
    """What led to whom, in one text.

    Args:
        text: the text.
        meant: offsets of each mention that was ranked → those of the one it was taken to mean.
    """

    def __init__(self, text: str, meant: Mapping[Offsets, Offsets]) -> None:
        self._text = text
        self._meant = meant
        self._places: dict[Referent, list[Offsets]] = {}
        self._naming: dict[Referent, list[Offsets]] = {}

    def of(
        self, attribution: Attribution, read: Sequence[Read], row: Sequence[Referent]
    ) -> tuple[Offsets, ...]:
        """The mentions that led to the speakers of an attribution, in the order of reasoning.

        Args:
            attribution: the attribution.
            read: the mentions that were read as its source; none where it has no source.
            row: its speakers.

        Returns:
            Offsets, each once; nothing where nobody speaks.
        """
        chains: list[Offsets] = []
        if not row:
            return ()
        for span, who in read:
            for member in who.members or (who,):
                chains += self._chain(span, member)
        if not read:
            for who in row:
                for member in who.members or (who,):
                    chains += self._context(position_of(attribution), member)
        return tuple(dict.fromkeys(tidy(self._text, *span) for span in chains))

    def _chain(self, span: Offsets, who: Referent) -> list[Offsets]:
        chain = [span]
        if span in self._meant:
            chain.append(self._meant[span])
        elif not self._within(self._mentions(who), span, but_itself=True):
            chain += self._nearest(span[0], who)
        return self._to_name(chain, who)

    def _context(self, position: int, who: Referent) -> list[Offsets]:
        """For a quote without a source: the mention of its speaker that stands nearest."""
        return self._to_name(self._nearest(position, who) or self._mentions(who)[:1], who)

    def _to_name(self, chain: list[Offsets], who: Referent) -> list[Offsets]:
        """With the first mention that gives the name in full, where none of these does."""
        full = self._full(who)
        if not full or any(self._within(full, span) for span in chain):
            return chain
        return [*chain, full[0]]

    def _nearest(self, position: int, who: Referent) -> list[Offsets]:
        places = self._mentions(who)
        at = bisect_left(places, (position, 0)) - 1
        return places[at : at + 1] if at >= 0 else []

    def _mentions(self, who: Referent) -> list[Offsets]:
        if who not in self._places:
            self._places[who] = sorted(set(who.mentions))
        return self._places[who]

    def _full(self, who: Referent) -> list[Offsets]:
        """The mentions that name somebody in full; of one without a name, those that describe."""
        if who not in self._naming:
            places = self._mentions(who)
            named = [span for span in places if " ".join(self._words(span)) == who.name]
            described = [s for s in places if " ".join(self._words(s)).lower() not in PRONOUNS]
            self._naming[who] = named if who.named else described
        return self._naming[who]

    def _words(self, span: Offsets) -> list[str]:
        return self._text[slice(*span)].split()

    def _within(self, places: Sequence[Offsets], span: Offsets, but_itself: bool = False) -> bool:
        """Whether one of these sorted places lies in a stretch."""
        at = bisect_left(places, (span[0], 0))
        while at < len(places) and places[at][0] < span[1]:
            if places[at][1] <= span[1] and not (but_itself and places[at] == span):
                return True
            at += 1
        return False
