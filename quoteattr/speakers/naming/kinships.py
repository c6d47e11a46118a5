"""Kinships: whose wife somebody is, and so whose husband.

"His wife, Ida Oro," and "Tim Oro and his daughter, Ida," tell of two how each is called from the
other's side: "her husband" and "her father" are then Tim Oro. Only somebody named right behind the
word for kin counts; whom "his" means, who asks must find out. Linear in the text's length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import FEMALE_NOUNS, MALE_NOUNS, word_set
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["Kinship", "Kinships", "is_kin_noun", "may_be_called"]

_COUPLES = (
    ("wife", "husband"),
    ("girlfriend", "boyfriend"),
    ("bride", "groom"),
    ("fiancée", "fiancé"),
    ("fiancee", "fiance"),
    ("ex-wife", "ex-husband"),
    ("ex-girlfriend", "ex-boyfriend"),
)
# Those of each pair are in turn one of the other to somebody.
_SIDES = (
    ("father mother dad mum mom mam parent", "son daughter child boy girl"),
    ("brother sister sibling twin", "brother sister sibling twin"),
    ("grandfather grandmother grandad granddad gran granny grandma", "grandson granddaughter"),
    ("uncle aunt", "nephew niece"),
    ("partner spouse", "partner spouse wife husband"),
    ("cousin", "cousin"),
)
_TURNED: dict[str, frozenset[str]] = {
    **{wife: frozenset({husband, "partner", "spouse"}) for wife, husband in _COUPLES},
    **{husband: frozenset({wife, "partner", "spouse"}) for wife, husband in _COUPLES},
    **{noun: word_set(others) for nouns, others in _SIDES for noun in nouns.split()},
    **{noun: word_set(others) for others, nouns in _SIDES[:4] for noun in nouns.split()},
}
# Two who are so to each other, by what both are called.
_SIBLINGS = word_set("brother sister sibling twin")
_SPOUSES = frozenset(noun for pair in _COUPLES[:5] for noun in pair) | {"partner", "spouse"}
_TOGETHER = {
    **dict.fromkeys(("sibling", "twin"), _SIBLINGS),
    **dict.fromkeys(("couple", "spouse", "newlywed"), _SPOUSES),
}
_NOUNS = "|".join(sorted(_TURNED, key=len, reverse=True))
_ADJECTIVES = r"(?:(?!ex-|former|late|then)[\p{Ll}\d][\p{Ll}\d\-]*\s){0,2}"
# "His wife, Ida Oro", "Tim Oro’s teenage daughter Ida".
_BEFORE = regex.compile(
    rf"(?:\b(?P<whose>his|her)|[’']s?)\s{_ADJECTIVES}(?P<noun>{_NOUNS}),?\s$", regex.I
)
# "Tim Oro and his wife, Ida": between two names.
_BETWEEN = regex.compile(
    r"(?:\s\([^()\n]{1,20}\)|,\s(?:aged\s)?\d{1,3},?)?,?\s(?:and|with)\s(?:his|her)\s"
    rf"{_ADJECTIVES}(?P<noun>{_NOUNS}),?\s"
)
# How far before a name the words for kin may begin, and how many kinships are looked at.
_REACH, _ENOUGH = 60, 20


@attrs.frozen
class Kinship:
    """That somebody is another's kin.

    Attributes:
        who: the one that is named behind the noun.
        start: offset of that name.
        noun: what this one is to the other.
        owner: the other one; None where a pronoun says who.
        whose: offsets of that pronoun; None beside an owner.
    """

    who: Referent
    start: int
    noun: str
    owner: Referent | None
    whose: Offsets | None

    def turned(self, noun: str) -> bool:
        """Whether the other one may be called so by this one: "her husband" of a wife."""
        return noun in _TURNED[self.noun]


class Kinships:
    """All that a text tells beside a name.

    Args:
        scene: the text, with its names.
    """

    def __init__(self, scene: Scene) -> None:
        persons = [m for m in scene.naming.mentions if m[2].label in ("person", "unknown")]
        self._found = list(_kinships(scene.text, persons))
        self._kin = {one.who for one in self._found}

    def of(self, who: Referent, noun: str, before: int) -> list[Kinship]:
        """What the text tells of somebody before a place that lets the other go by a noun, the
        last first.
        """
        at = bisect_left(self._found, before, key=lambda one: one.start)
        last = self._found[max(0, at - _ENOUGH) : at]
        return [one for one in reversed(last) if one.who is who and one.turned(noun)]

    def is_kin(self, who: Referent) -> bool:
        """Whether the text gives somebody's name behind a word for kin: "his mother, Ida"."""
        return who in self._kin

    def last(self, noun: str, before: int) -> Kinship | None:
        """The last one before a place that makes two siblings, or a couple; None if none does."""
        at = bisect_left(self._found, before, key=lambda one: one.start)
        sort = _TOGETHER.get(noun, frozenset())
        last = reversed(self._found[max(0, at - _ENOUGH) : at])
        return next((one for one in last if one.noun in sort), None)


def is_kin_noun(noun: str) -> bool:
    """Whether a noun says that somebody is another's kin."""
    return noun in _TURNED


def may_be_called(who: Referent, noun: str) -> bool:
    """Whether the text leaves it open that somebody is a husband, or a wife."""
    return who.may_be("he" if noun in MALE_NOUNS else "she" if noun in FEMALE_NOUNS else "")


def _kinships(text: str, persons: Sequence[tuple[int, int, Referent]]) -> Iterator[Kinship]:
    if not persons:
        return
    first = persons[0]
    for (_, end, before), (start, _, who) in pairwise([(0, 0, first[2]), *persons]):
        if end and (m := _BETWEEN.fullmatch(text, end, start)) and before is not who:
            yield Kinship(who, start, m["noun"].lower(), before, None)
        elif m := _BEFORE.search(text, max(0, start - _REACH), start):
            noun = m["noun"].lower()
            if m["whose"]:
                yield Kinship(who, start, noun, None, m.span("whose"))
            elif end == m.start() and before is not who:
                yield Kinship(who, start, noun, before, None)
