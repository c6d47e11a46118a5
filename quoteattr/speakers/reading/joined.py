"""Joined: the names that a text joins by "and" or lists, each several of them as one referent."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice

import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.reading import lists
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.reading.plurals import plurals_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene, Step

__all__ = ["COUNTED", "NEAR", "Joined", "only_before"]

#: Words that count those whom a description is of.
COUNTED = word_set("two three four five six seven eight nine ten all both")

# How many paragraphs back a group is looked for.
NEAR = 3
# From a noun to the names of those whom it is for: "activists: Oro, Lund and Holt".
# Who are not those that were named.
_OTHERS = regex.compile(r"\b(?:others?|more|another|remaining|else)\b")
_COLON = regex.compile(r"[,:]?\s(?:[–—-]\s)?")


class Joined:
    """Those whom one text joins, each several of them as one referent.

    Args:
        scene: the text while it is being resolved, with titles and roles gathered;
            joint names are put on its trail.

    Attributes:
        known_as: those with a name, by the nouns that the text has beside it.
        circles: those who are joined as "sisters", by that noun, each with the offset of the first
            mention.
        couples: all who are joined, in order, each with the offset of the first mention.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._joint: dict[frozenset[int], Referent] = {}
        self.known_as: dict[str, list[Referent]] = defaultdict(list)
        self.circles: dict[str, dict[Referent, int]] = defaultdict(dict)
        self.couples: dict[Referent, int] = {}
        self._plurals: dict[tuple[str, int], list[tuple[int, Referent]]] = defaultdict(list)
        self._starts: set[int] = set()
        self._lists: dict[Referent, list[set[Referent]]] = defaultdict(list)
        for who in scene.naming.referents:
            for head in who.heads:
                self.known_as[head].append(who)
        for named in lists.joined_names(scene):
            members = tuple(dict.fromkeys(who for _, _, who in named))
            if len(members) > 1:
                if (sort := lists.sort_of_all(scene.text, named)) is not None:
                    for member in members:  # "the agencies Veld Sport and Lund Play"
                        member.heads.add(sort)
                        self.known_as[sort] += [member] * (member not in self.known_as[sort])
                who = self.joint(members)
                if (noun := lists.circle_of(scene.text, named) or sort) is not None:
                    self.circles[noun].setdefault(who, named[0][0])
                self.couples.setdefault(who, named[0][0])
                if all(member.label == "person" for member in members):
                    for noun in plurals_of(scene.text, named):
                        self._plurals[noun, 0].append((named[0][0], who))
                        self._plurals[noun, len(members)].append((named[0][0], who))
                self._starts.add(named[0][0])
                for member in members:
                    self._lists[member].append(set(members))
                scene.note(named[0][0], named[-1][1], who, "couple")

    def joint(self, members: tuple[Referent, ...]) -> Referent:
        """The referent of several together, one for each set of members."""
        key = frozenset(id(m) for m in members)
        who = self._joint.get(key)
        if who is None:
            name = " and ".join(m.name for m in members)
            who = Referent(name=name, label="joint", number="plural", members=tuple(members))
            for member in members:
                who.heads |= member.heads
                who.words |= member.words
            self._joint[key] = who
        return who

    def if_joined(self, members: Iterable[Referent]) -> Referent | None:
        """The referent of several together, if there is one already."""
        return self._joint.get(frozenset(id(m) for m in members))

    def called(self, noun: str) -> list[Referent]:
        """Those with a name whom the text calls by a noun beside it."""
        return self.known_as.get(noun, [])

    def only_person(self, noun: str) -> Referent | None:
        """The only person with a name whom the text calls by a noun."""
        persons = self.labelled.get(("person", noun), ())
        return persons[0] if len(persons) == 1 else None

    @cached_property
    def labelled(self) -> Mapping[tuple[str, str], Sequence[Referent]]:
        """Those with a name by what they are and the nouns that the text has beside it."""
        found: dict[tuple[str, str], list[Referent]] = defaultdict(list)
        for noun, known in self.known_as.items():
            for who in known:
                found[who.label, noun].append(who)
        return found

    def listed_behind(self, end: int) -> bool:
        """Whether a list of names stands right behind a noun: "activists: Oro, Lund and Holt"."""
        m = _COLON.match(self.scene.text, end)
        return m is not None and m.end() in self._starts

    def among_more(self, some: Iterable[Referent]) -> bool:
        """Whether they are among more who are listed together, whom "they" means sooner."""
        these = set(some)
        return any(these < listed for listed in self._lists.get(next(iter(these)), ()))

    def near(self, phrase: Phrase) -> list[Step]:
        """The mentions in the paragraphs right before a phrase, the nearest first."""
        here = self.scene.paragraph(phrase.start)
        steps = self.scene.back(phrase.start)
        return [s for s in steps if here - self.scene.paragraph(s.start) < NEAR]

    def circle(self, phrase: Phrase) -> Referent | None:
        """Whom "the sisters" means after "Ana Oro and her sisters Pia and Ida"."""
        nouns = [phrase.head, *["sibling"] * (phrase.head in ("brother", "sister"))]
        first = [_first_before(self.circles.get(noun, {}), phrase.start) for noun in nouns]
        known = list(dict.fromkeys(who for some in first for who in some))
        bare = phrase.form == "definite" and not (phrase.tail or phrase.own or phrase.owner)
        several = phrase.plural or phrase.head == "couple"
        if not (bare and several) or phrase.words - COUNTED or len(known) != 1:
            return None
        return known[0] if phrase.count in (0, len(known[0].members)) else None

    def together(self, phrase: Phrase) -> Referent | None:
        """Whom "the climbers" means after "climbers Ana Oro and Tim Lund": the last who go by that
        together.
        """
        bare = phrase.form == "definite" and not (phrase.tail or phrase.own or phrase.owner)
        several = phrase.plural or phrase.head == "accused"
        if not (bare and several) or phrase.words - COUNTED:
            return None
        key = (phrase.head, phrase.count)
        who = only_before(self._first_plurals.get(key, {}), phrase.start)
        if who is None:
            return None
        plurals = self._plurals[key]
        at = plurals[bisect_left(plurals, (phrase.start,)) - 1][0]
        low, noun = self.scene.sentence_of(at)[1], self.scene.text[phrase.start : phrase.end]
        others = low < phrase.start and self.is_said(noun.split()[-1], low, phrase.start)
        return None if others or _OTHERS.search(self.scene.text, at, phrase.start) else who

    @cached_property
    def _first_plurals(self) -> Mapping[tuple[str, int], Mapping[Referent, int]]:
        """Those who go by a noun together, by it and their number (0 for any)."""
        found: dict[tuple[str, int], dict[Referent, int]] = defaultdict(dict)
        for key, plurals in self._plurals.items():
            for at, who in plurals:
                found[key].setdefault(who, at)
        return found

    def is_said(self, noun: str, low: int, high: int) -> bool:
        """Whether a word stands in a stretch, in letters of whatever size: "forty mayors"."""
        words = regex.compile(rf"(?<![\p{{L}}\-]){regex.escape(noun)}(?![\p{{L}}\-])", regex.I)
        return words.search(self.scene.text, low, high) is not None


def _first_before(found: Mapping[Referent, int], position: int) -> list[Referent]:
    """The first two, in order of their offsets, that are before a position."""
    return [who for who, at in islice(found.items(), 2) if at < position]


def only_before(found: Mapping[Referent, int], position: int) -> Referent | None:
    """The only one with an offset before a position; None of several.

    Args:
        found: offsets, in order.
        position: an offset.
    """
    first = _first_before(found, position)
    return first[0] if len(first) == 1 else None
