"""Joined: the names that a text joins by "and" or lists, each several of them as one referent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.ranking.scene import Scene, Step
from quoteattr.speakers.reading import lists
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.reading.plurals import plurals_of
from quoteattr.speakers.referents import Referent

__all__ = ["COUNTED", "NEAR", "Joined"]

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
        circles: those who are joined as "sisters", by that noun, each with its offset.
        couples: all who are joined, in order, each with the offset of the first.
        plurals: of these the persons who go by nouns together, with the singulars of these.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._joint: dict[frozenset[int], Referent] = {}
        self.known_as: dict[str, list[Referent]] = defaultdict(list)
        self.circles: dict[str, list[tuple[int, Referent]]] = defaultdict(list)
        self.couples: list[tuple[int, Referent]] = []
        self.plurals: list[tuple[int, Referent, frozenset[str]]] = []
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
                    self.circles[noun].append((named[0][0], who))
                self.couples.append((named[0][0], who))
                if all(member.label == "person" for member in members):
                    plurals = plurals_of(scene.text, named)
                    self.plurals += [(named[0][0], who, plurals)] * bool(plurals)
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

    def called(self, noun: str) -> list[Referent]:
        """Those with a name whom the text calls by a noun beside it."""
        return self.known_as.get(noun, [])

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
        circles = [*self.circles.get(phrase.head, ())]
        if phrase.head in ("brother", "sister"):
            circles += self.circles.get("sibling", ())
        known = list(dict.fromkeys(who for at, who in circles if at < phrase.start))
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
        known = {
            who: at
            for at, who, nouns in self.plurals
            if at < phrase.start and phrase.head in nouns and phrase.count in (0, len(who.members))
        }
        if len(known) != 1:
            return None
        who, at = next(iter(known.items()))
        low, noun = self.scene.sentence_of(at)[1], self.scene.text[phrase.start : phrase.end]
        others = low < phrase.start and self.is_said(noun.split()[-1], low, phrase.start)
        return None if others or _OTHERS.search(self.scene.text, at, phrase.start) else who

    def is_said(self, noun: str, low: int, high: int) -> bool:
        """Whether a word stands in a stretch, in letters of whatever size: "forty mayors"."""
        words = regex.compile(rf"(?<![\p{{L}}\-]){regex.escape(noun)}(?![\p{{L}}\-])", regex.I)
        return words.search(self.scene.text, low, high) is not None
