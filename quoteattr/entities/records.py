"""The records of who is named in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal, TypeAlias

import attrs

from quoteattr.attribution.records import Offsets

__all__ = ["Entities", "Kind", "Named", "NamedSpan"]

Kind: TypeAlias = Literal["person", "organization", "place", "people", "other"]


@attrs.define(eq=False)
class Named:
    """One cluster: the mentions by name of whoever is named. Compared by identity.

    Attributes:
        name: the fullest form in the text, without honorific or possessive ending.
        kind: person, organization, place, people (a nationality, a faith) or other.
        forms: the forms as written, in order of first use, each once.
        mentions: offsets of the mentions, in order.
        gender: from -1, *she*, to 1, *he*; 0 where the text does not tell. From honorifics, nouns
            beside the name, pronouns that can mean nobody else, and given names, which alone stay
            below 0.5.
        honorifics: offsets of the honorifics before the name.
        roles: offsets of titles, descriptions and appositives beside the name.
        nouns: singular nouns that the text uses for it: heads of roles, titles, and of an
            organisation the nouns in its name.
        affiliations: offsets of the names of bodies that the text says it belongs to.
        credited: whether it is named in bylines, captions and credits only; such a one is no
            antecedent.
    """

    name: str
    kind: Kind
    forms: tuple[str, ...] = ()
    mentions: tuple[Offsets, ...] = ()
    gender: float = 0.0
    honorifics: tuple[Offsets, ...] = ()
    roles: tuple[Offsets, ...] = ()
    nouns: frozenset[str] = frozenset()
    affiliations: tuple[Offsets, ...] = ()
    credited: bool = False


NamedSpan: TypeAlias = tuple[int, int, Named]
"""Offsets of a mention by name, and whom it names."""


class Entities:
    """All clusters of a text.

    Args:
        clusters: in any order, their mentions disjoint.

    Attributes:
        clusters: in order of first mention.
        mentions: all mentions with their clusters, in order.
    """

    def __init__(self, clusters: Iterable[Named]) -> None:
        self.clusters: tuple[Named, ...] = tuple(sorted(clusters, key=lambda c: c.mentions[0]))
        self.mentions: tuple[NamedSpan, ...] = tuple(
            sorted(
                ((start, end, c) for c in self.clusters for start, end in c.mentions),
                key=lambda m: m[:2],
            )
        )

    def within(self, start: int, end: int) -> list[NamedSpan]:
        """The mentions that lie in a stretch of the text, in order."""
        found = self.mentions[self.before(start) : self.before(end)]
        return [m for m in found if m[1] <= end]

    def at(self, position: int) -> NamedSpan | None:
        """The mention that covers a position, if one does."""
        i = self.before(position + 1) - 1
        return self.mentions[i] if i >= 0 and position < self.mentions[i][1] else None

    def before(self, position: int) -> int:
        """How many mentions start before a position: the index in ``mentions`` of the next one."""
        return bisect_left(self.mentions, (position,))
