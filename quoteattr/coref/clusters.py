"""Clusters: who is mentioned in a text, by name or without, and what the text says of each.

Names come clustered (:mod:`quoteattr.entities`); others are added when a source introduces them.
What the walk learns about a cluster is entered in one place, :meth:`Cluster.enter`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from quoteattr.attribution.records import Offsets
from quoteattr.coref.mentions import Mention
from quoteattr.english import WORD
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import singular
from quoteattr.entities.records import Named

__all__ = ["Cluster", "Kind", "described", "joint", "named"]

Kind: TypeAlias = Literal["person", "organization", "place", "people", "document", "joint", "other"]


@attrs.define(eq=False)
class Cluster:
    """Whoever is mentioned, once or more. Compared by identity.

    Attributes:
        name: the fullest name, or the first description without its article.
        kind: what it is.
        plural: whether it is several.
        named: its cluster of names, if it has a name.
        description: the first one, where it has no name.
        members: who is in it, where it is several together.
        mentions: offsets of all its mentions that are known, in the order of entering.
        nouns: singular nouns that the text uses for it.
        words: other words of its descriptions.
        pronouns: the subject forms of pronouns used for it.
        gender: from -1, *she*, to 1, *he*; 0 where the text does not tell.
        sourced: how many attributions it has been the speaker of.
    """

    name: str
    kind: Kind
    plural: bool = False
    named: Named | None = None
    description: Mention | None = None
    members: tuple[Cluster, ...] = ()
    mentions: list[Offsets] = attrs.Factory(list)
    nouns: set[str] = attrs.Factory(set)
    words: set[str] = attrs.Factory(set)
    pronouns: dict[str, None] = attrs.Factory(dict)
    gender: float = 0.0
    sourced: int = 0

    def enter(self, mention: Mention, *, sure: bool = True) -> None:
        """Learn what a mention says of it.

        Args:
            mention: a mention that was resolved to it.
            sure: whether it was certain enough to tell the gender.
        """
        self.mentions.append(mention.span)
        if mention.form == "pronoun":
            if mention.head in ("he", "she", "it", "they"):
                self.pronouns.setdefault(mention.head)
        elif mention.head:
            self.nouns.add(mention.head)
            self.words |= mention.words
        if mention.gender and sure and not self.members:
            self.gender = float(mention.gender)

    def describe(self, other: Cluster) -> None:
        """Take over name, kind and number from a fuller description of the same: "nurse at the
        gate" for "nurse".
        """
        self.name, self.kind = other.name, other.kind
        self.plural, self.description = other.plural, other.description

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
        name=who.name, kind=who.kind, plural=who.kind == "people", named=who,
        mentions=list(who.mentions), nouns=set(who.nouns),
        words={singular(w)[0] for w in words} | words, gender=who.gender,
    )  # fmt: skip


def described(mention: Mention) -> Cluster:
    """The cluster that a description introduces."""
    kind: Kind = "person" if mention.form == "pronoun" or mention.sort == "office" else mention.sort
    return Cluster(
        name=mention.label, kind=kind, plural=mention.several, description=mention,
        gender=float(lexicon().genders.get(mention.head, 0)),
    )  # fmt: skip


def joint(members: tuple[Cluster, ...]) -> Cluster:
    """Several who speak, or are spoken of, together; none of them is several."""
    return Cluster(
        name=" and ".join(one.name for one in members), kind="joint", plural=True, members=members,
        nouns=set[str]().union(*(one.nouns for one in members)),
        words=set[str]().union(*(one.words for one in members)),
    )  # fmt: skip
