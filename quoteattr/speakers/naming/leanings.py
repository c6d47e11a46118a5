"""Leanings: what pronouns around a name tell of its bearer.

*He* and *she* are counted in sentences in which one person only is named, or where those right
behind begin with them ("Ana Oro ran. She won"); such a sentence may say what somebody is, too ("At
30 she is a minister").
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import singular, word_set
from quoteattr.speakers.naming.bound import bound_sex
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.setting.scene import Scene

__all__ = ["leanings"]

_PRONOUN = regex.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", regex.I)
_LEAD = regex.compile(r"[\s“\"'‘]*(?:(?P<he>He|His)|(?P<she>She|Her))\b")
# "She is the youngest minister", "At 30 he became a judge".
_HE_IS = regex.compile(
    r"\s*(?:(?:At|In|By|Today|Now|Since|Until)\s?[^.;:,“”\"\n]{0,24},?\s)?(?P<who>(?i:he|she))\s"
    r"(?:is|was|became|has\sbeen|had\sbeen|worked\sas|works\sas|served\sas|serves\sas)\s(?:(?:now|then|also|once|still)\s)?"
    r"(?P<what>(?:the|an?)\s[^.;:,“”\"\n]{3,100})"
)
# "The owner of a bakery" is not that of a hotel.
_OF_SOMETHING = word_set("owner father mother son daughter head member one part")


def leanings(scene: Scene) -> list[tuple[Referent, str]]:
    """Count *he* and *she* where one person only is named in the sentence, or can be meant.

    Returns:
        Those whom the next sentence says to be something, with the singular noun for it.
    """
    for start, end, who in scene.naming.mentions:
        if who.label == "person" and not who.sex and (sex := bound_sex(scene, start, end)):
            who.male, who.female = who.male + max(0, sex), who.female + max(0, -sex)
    said = []
    only: Referent | None = None
    for low, high in scene.sentences:
        named = _named_in(scene.naming, low, high)
        if only is not None and not scene.quoted(low):
            said += [(only, noun) for noun in _said_to_be(scene, only, low, high)]
        if only is not None and only not in named and (m := _LEAD.match(scene.text, low, high)):
            # "Her deputy, Tim Oro," may be anybody's, "She met Tim Oro" is about one.
            told = not scene.quoted(m.end() - 1) and not (named and m[0].endswith(("is", "er")))
            only.male += bool(m["he"]) and told
            only.female += bool(m["she"]) and told
            if not named:
                continue
        only = next(iter(named)) if len(named) == 1 else None
        if only is not None:
            _count(scene, only, low, (named[only], high))
    return said


def _said_to_be(scene: Scene, who: Referent, low: int, high: int) -> list[str]:
    """What the next sentence says that somebody is: "Ana Oro ran. At 30 she is a minister."."""
    m = _HE_IS.match(scene.text, low, high)
    if m is None or not who.may_be(m["who"].lower()):
        return []
    noun = core_of(m["what"])[0].split()[-1:]
    fits = [n for n in noun if is_role_noun(n) and n not in _OF_SOMETHING]
    return [singular(n.lower())[0] for n in fits]


def _named_in(naming: Naming, low: int, high: int) -> dict[Referent, int]:
    named: dict[Referent, int] = {}
    for _, end, who in naming.within(low, high):
        if who.label == "person":
            named.setdefault(who, end)
    return named


def _count(scene: Scene, who: Referent, low: int, span: Offsets) -> None:
    """Count the pronouns behind a name, but for those of the one whom the sentence begins with:
    "His lawyer, Ana Oro, asked him".
    """
    seen = [m for m in _PRONOUN.finditer(scene.text, *span) if not scene.quoted(m.start())][:3]
    first = _LEAD.match(scene.text, low, span[0])
    if first is None or not first["he"]:
        who.male += 0.5 * sum(bool(m[1]) for m in seen)
    if first is None or not first["she"]:
        who.female += 0.5 * sum(bool(m[2]) for m in seen)
