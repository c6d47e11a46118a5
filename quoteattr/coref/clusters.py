"""Clusters: who is mentioned in a text, by name or without, and what the text says of each.

Names come clustered (:mod:`quoteattr.entities`); others are added when a source introduces them.
What the walk learns about a cluster is entered in one place, :meth:`Cluster.enter`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.coref.mentions import Mention
from quoteattr.english import WORD
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import singular
from quoteattr.entities.records import Named

__all__ = ["Cluster", "Kind", "described", "joint", "named", "stems"]

_CAPITAL = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]{2,}")

Kind: TypeAlias = Literal["person", "organization", "place", "people", "document", "joint", "other"]


@attrs.define(eq=False)
class Cluster:
    """Whoever is mentioned, once or more. Compared by identity.

    Attributes:
        name: the fullest name, or the first description without its article.
        kind: what it is.
        plural: whether it is several.
        named: its cluster of names, if it has a name.
        first: its first description, where it has no name.
        members: who is in it, where it is several together.
        mentions: offsets of all its mentions that are known, in the order of entering.
        nouns: singular nouns that the text uses for it.
        words: other words of its descriptions.
        badges: stems of the names in its titles.
        pronouns: the subject forms of pronouns used for it.
        gender: from -1, *she*, to 1, *he*; 0 where the text does not tell.
        sourced: how many attributions it has been the speaker of.
    """

    name: str
    kind: Kind
    plural: bool = False
    named: Named | None = None
    first: Mention | None = None
    members: tuple[Cluster, ...] = ()
    mentions: list[Offsets] = attrs.Factory(list)
    nouns: set[str] = attrs.Factory(set)
    words: set[str] = attrs.Factory(set)
    badges: frozenset[str] = frozenset()
    pronouns: dict[str, None] = attrs.Factory(dict)
    gender: float = 0.0
    sourced: int = 0

    def enter(self, mention: Mention, *, sure: bool = True) -> None:
        """Learn what a mention says of it.

        Args:
            mention: a mention that was resolved to it.
            sure: whether it was certain enough to tell the gender.
        """
        if mention.form == "null":
            return
        self.mentions.append(mention.span)
        if mention.form == "pronoun":
            if mention.head in ("he", "she", "it", "they"):
                self.pronouns.setdefault(mention.head)
        elif not mention.whole and mention.head:
            self.nouns.add(mention.head)
            self.words |= mention.words
        if mention.gender and sure and not self.members:
            self.gender = float(mention.gender)

    def describe(self, other: Cluster) -> None:
        """Take the description of a cluster for the same mention at full length: that of "a nurse
        at the gate" for "a nurse".
        """
        self.name, self.kind = other.name, other.kind
        self.plural, self.first = other.plural, other.first

    @property
    def parts(self) -> tuple[Cluster, ...]:
        """Its members, or itself alone."""
        return self.members or (self,)


def named(who: Named, text: str) -> Cluster:
    """The cluster of a name.

    Args:
        who: the names.
        text: the text.
    """
    words = {
        word[0].lower() for start, end in who.roles for word in WORD.finditer(text, start, end)
    }
    return Cluster(
        name=who.name, kind=who.kind, plural=who.plural, named=who, mentions=list(who.mentions),
        nouns=set(who.nouns), words={singular(w)[0] for w in words} | words, gender=who.gender,
        badges=frozenset().union(*(stems(text[start:end]) for start, end in who.roles)),
    )  # fmt: skip


def stems(text: str) -> frozenset[str]:
    """The first letters of capitalised words, by which Lund and Lundish are one.

    >>> sorted(stems("the Lundish Minister of the Veskian Coast"))
    ['coas', 'lund', 'vesk']
    """
    lex = lexicon()
    words = (m[0] for m in _CAPITAL.finditer(text))
    return frozenset(w[:4].lower() for w in words if singular(w.lower())[0] not in lex.persons)


def described(mention: Mention) -> Cluster:
    """The cluster that a description introduces."""
    kinds: dict[str, Kind] = {
        "organization": "organization", "document": "document", "place": "place",
        "person": "person", "office": "person",
    }  # fmt: skip
    kind: Kind = "person" if mention.form == "pronoun" else kinds.get(mention.sort, "other")
    return Cluster(
        name=mention.label, kind=kind, plural=mention.plural or mention.count > 1, first=mention,
        gender=float(lexicon().genders.get(mention.head, 0)),
    )  # fmt: skip


def joint(members: Iterable[Cluster]) -> Cluster:
    """Several who speak, or are spoken of, together."""
    flat = tuple(dict.fromkeys(one for who in members for one in who.parts))
    return Cluster(
        name=" and ".join(one.name for one in flat), kind="joint", plural=True, members=flat,
        nouns=set[str]().union(*(one.nouns for one in flat)),
        words=set[str]().union(*(one.words for one in flat)),
    )  # fmt: skip
