"""Indexes: those whom a text names and joins, by what is asked of them.

Each is made once, when it is first asked for: a mention looks somebody up and reads no list of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.reading.called import Called, Leaders, Mentions
from quoteattr.speakers.reading.joined import Joined
from quoteattr.speakers.reading.sole import by_name
from quoteattr.speakers.reading.unions import unions
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["Indexes"]

# What is called as states are, and is none.
_CONTINENTS = word_set("africa america asia europe oceania antarctica")


class Indexes:
    """Those whom a text names and joins, as far as a walk over it has come.

    Args:
        scene: the text while it is being resolved, with titles and roles gathered.
        joined: those whom it joins.
    """

    def __init__(self, scene: Scene, joined: Joined) -> None:
        self.scene, self.joined = scene, joined

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Referent]]:
        """Named bodies by what their names say that they are."""
        return by_name(self.scene.naming.referents)

    @cached_property
    def unions(self) -> list[Referent]:
        """The unions that the text names."""
        return unions(self.scene.naming.referents)

    @cached_property
    def mentions(self) -> Mentions:
        """Where everybody is mentioned, in order."""
        return Mentions()

    @cached_property
    def going_by(self) -> Called:
        """Who may go by which noun."""
        return Called(self.scene.naming.referents)

    @cached_property
    def leading(self) -> Leaders:
        """Who leads states."""
        return Leaders(self.scene.naming.referents, self.joined.couples)

    def learn(self, who: Referent, nouns: Collection[str]) -> None:
        """Note that the text has called somebody by these nouns, beside those before."""
        self.going_by.learn(who, nouns)
        self.leading.learn(who)

    @cached_property
    def joined_bodies(self) -> Mapping[Referent, int]:
        """Bodies that are joined, each several with the offset of the first."""
        return self._those(lambda who: all(member.label == "body" for member in who.members))

    @cached_property
    def joined_kin(self) -> Mapping[Referent, int]:
        """Two of one surname who are joined, with the offset of the first."""
        return self._those(lambda who: _share_surname(who.members))

    def _those(self, fits: Callable[[Referent], bool]) -> Mapping[Referent, int]:
        """Of all who are joined those that fit, each with its offset, in order."""
        return {who: at for who, at in self.joined.couples.items() if fits(who)}

    @cached_property
    def families(self) -> Mapping[str, Sequence[Referent]]:
        """Persons by their surnames, case folded."""
        found: dict[str, list[Referent]] = defaultdict(list)
        for who in self.scene.naming.referents:
            for surname in {key[-1] for key in who.keys} if who.label == "person" else ():
                found[surname].append(who)
        return found

    @cached_property
    def sizes(self) -> Collection[int]:
        """How many the text joins at a time."""
        return {len(who.members) for who in self.joined.couples}

    @cached_property
    def states(self) -> Mapping[Referent, int]:
        """States that are joined, each several with the offset of the first."""
        return self._those(lambda who: _are_states(who.members))

    @cached_property
    def with_peoples(self) -> Mapping[int, Referent]:
        """The first joined states that have peoples, which towns have not, by their number."""
        named = self.scene.naming.referents
        peoples = {_stem(who) for who in named if who.label == "people"}
        found: dict[int, Referent] = {}
        for who in self.states:
            if all(_stem(member) in peoples for member in who.members):
                found.setdefault(len(who.members), who)
        return found

    @cached_property
    def first_bodies(self) -> Mapping[str, Sequence[tuple[int, int, Referent]]]:
        """By nouns the three bodies that are named first, with where, and their place among all."""
        return {
            noun: sorted((who.mentions[0][0], n, who) for n, who in enumerate(known))[:3]
            for (label, noun), known in self.joined.labelled.items()
            if label == "body"
        }


def _stem(who: Referent) -> str:
    """What the name of a state and that of its people have alike."""
    return who.name[:4].casefold()


def _are_states(members: Sequence[Referent]) -> bool:
    states = all(member.label == "place" for member in members)
    return states and not any(member.name.lower() in _CONTINENTS for member in members)


def _share_surname(members: Sequence[Referent]) -> bool:
    last = [{key[-1] for key in who.keys if len(key) > 1} for who in members]
    return len(last) == 2 and bool(last[0] & last[1])
