"""Names: every proper name of a text, those of one bearer together.

Nobody is known beforehand: all evidence is in the text, and the whole step is linear in its length.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import FEMALE_NOUNS, MALE_NOUNS, PARTICLES
from quoteattr.speakers.naming.bearers import LEANS, Bearers, full_names
from quoteattr.speakers.naming.bodies import bodies
from quoteattr.speakers.naming.credits import credited
from quoteattr.speakers.naming.given_as import with_given
from quoteattr.speakers.naming.kin import (
    Keyed,
    kin_before,
    kin_of,
    shared_surnames,
    told_apart,
)
from quoteattr.speakers.naming.labels import relabelled
from quoteattr.speakers.naming.missed import missed, sex_of, word_before
from quoteattr.speakers.naming.proper import name_words, proper_names
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["name_everybody"]

# From a name to the one that its bearer goes by: ", better known as ".
_KNOWN_AS = regex.compile(
    r"(?:,\s(?:(?:who\s(?:is|was|goes)|also|better|widely|popularly|fondly|once)\s){0,2}"
    r"(?:(?:well\s)?known(?:\sto\s\p{L}+(?:\s\p{L}+)?)?\s(?:as|by)|nicknamed|dubbed|called|a\.?k\.?a\.?|alias)"
    r"|\s(?:alias|a\.?k\.?a\.?))\s[“\"'‘]?"
)
# What tells of a bearer: pronouns after a name, up to a stop, a quotation or so many code points.
_PRONOUN = regex.compile(r"\b(?:(?P<he>he|his|himself|him)|she|hers?|herself)\b", regex.I)
# "Ana Oro, his cousin": *his* is somebody else.
_KIN_OF = regex.compile(r",\s(?:his|her)\s")
_STOP = regex.compile(r"[.!?]\s|[\n“\"]|''")
_CLAUSE = 160
# "Ana Oro died. She was 82", "Her son, Tim": who is named last before is meant.
_NEXT = regex.compile(r"[.!?]\s(?:(?P<he>He)|She)\b")
# How far back, in code points, a paragraph is taken to begin at most.
_PARAGRAPH = 800
# How close, in code points, an apposition stands behind a name.
_BESIDE = 12


def name_everybody(text: str, entities: Sequence[Entity], sources: Sequence[Offsets]) -> Naming:
    """Find the names of a text and who bears them.

    Args:
        text: the text.
        entities: its named entities, offsets in code points.
        sources: offsets of the mentions named as sources;
            capitalised runs in them count as names where no entity covers them.
    """
    persons, others = proper_names(text, relabelled(text, entities), sources)
    persons, others = with_given(text, persons, others)
    found, bearers = _persons(text, persons, sorted(sources))
    taken = {start for start, _, _ in found}
    taken |= _families(text, [who for _, _, who in found], others)
    groups = bodies(text, [e for e in others if e[0] not in taken])
    naming = Naming([*found, *groups, *missed(text, found, groups, bearers.of)])
    for who in credited(text, naming.mentions):
        who.credited = True
    return naming


def _families(
    text: str, persons: Iterable[Referent], others: Sequence[tuple[int, int, str]]
) -> set[int]:
    """Where others begin that are no name but several persons of one: "the Oros"."""
    shared = Counter(name for who in set(persons) for name in {key[-1] for key in who.keys})
    plural = {f"the {name}{end}" for name, n in shared.items() if n > 1 for end in ("s", "es")}
    return {start for start, end, _ in others if text[max(0, start - 4) : end].casefold() in plural}


def _persons(
    text: str, spans: Sequence[Offsets], sources: Sequence[Offsets]
) -> tuple[list[tuple[int, int, Referent]], Bearers]:
    """Every mention of a person by name and whom it means, and who may bear which name."""
    keyed = [(start, end, name_words(text[start:end])) for start, end in spans]
    keyed = [k for k in keyed if k[2]]
    whole = shared_surnames(text, keyed)
    keyed = [(s, e, name_words(whole[s]) if s in whole else key) for s, e, key in keyed]
    keyed = _surnames_alone(keyed)
    bearers = Bearers(full_names(text, keyed, whole))
    _count(text, keyed, sources, bearers)
    found: list[tuple[int, int, Referent]] = []
    kin = kin_of(text, keyed)
    for start, end, key in keyed:
        who = _bearer(text, (start, end, key), bearers, found)
        name = who.name
        who.add_form(whole.get(start, text[start:end]), key)
        if len(key) == 1 and bearers.is_kin(who, key[0]):
            who.name = name  # "Ilse", not "Okafor", which is her husband's too
        _honorific(text, start, who)
        for surname, male in kin.get(start, ()):
            bearers.marry(who, surname, male)
        held = _holds(sources, start, end)
        if len(key) > 1 and held and found and _holds(sources, found[-1][0], end):
            bearers.share(found[-1][2])
            held = False
        bearers.note(who, (start, end, key), held)
        found.append((start, end, who))
    told_apart(text, found)
    return found, bearers


def _count(text: str, keyed: Sequence[Keyed], sources: Sequence[Offsets], bearers: Bearers) -> None:
    """Note how each name is used: as a source, behind a title, near *he* or *she*."""
    for at, (start, end, key) in enumerate(keyed):
        limit = keyed[at + 1][0] if at + 1 < len(keyed) else len(text)
        before = word_before(text, start)
        bearers.count(key, start, _holds(sources, start, end), before)
        noun = _sex_of_noun(before) if text[max(0, start - 2) : start - 1].isalpha() else 0
        if (relation := kin_before(text, start)) is not None:
            noun = 1 if relation["he"] else -1
            whose = {"his": 1, "her": -1}.get((relation["whose"] or "").lower(), 0)
            if whose and at and "\n" not in text[keyed[at - 1][1] : start]:
                bearers.lean(keyed[at - 1][2], whose)
        bearers.lean(key, _leaning(text, end, limit) + LEANS * noun)


def _bearer(
    text: str, name: Keyed, bearers: Bearers, found: Sequence[tuple[int, int, Referent]]
) -> Referent:
    """Who bears a name, the mentions before it being found; somebody new where nobody does."""
    start, end, key = name
    opens = text.rfind("\n", max(0, start - _PARAGRAPH), start) + 1 or start - _PARAGRAPH
    who = bearers.of(key, word_before(text, start), (opens, start - _BESIDE))
    if who is not None:
        return who
    if found and _KNOWN_AS.fullmatch(text, found[-1][1], start):
        who = found[-1][2]
    else:
        who = Referent(name=text[start:end], label="person", number="singular", named=True)
    bearers.add(key, who)
    return who


def _surnames_alone(keyed: Sequence[Keyed]) -> list[Keyed]:
    """The names; a particle and a surname that end a longer one are the surname: "Mr. da Oro"."""
    ends = {key[i:] for _, _, key in keyed if len(key) > 2 for i in range(1, len(key) - 1)}
    return [
        (start, end, key[-1:] if key in ends and PARTICLES.issuperset(key[:-1]) else key)
        for start, end, key in keyed
    ]


def _leaning(text: str, end: int, limit: int) -> int:
    """How many more *he* than *she* follow a name in its sentence, before the next name."""
    if (of := _KIN_OF.match(text, end)) is not None:
        end = of.end()
    stop = _STOP.search(text, end, min(limit, end + _CLAUSE))
    until = stop.start() if stop else min(limit, end + _CLAUSE)
    after = _NEXT.match(text, until, limit)
    more = 0 if after is None else 1 if after["he"] else -1
    return more + sum(1 if m["he"] else -1 for m in _PRONOUN.finditer(text, end, until))


def _holds(sources: Sequence[Offsets], start: int, end: int) -> bool:
    """Whether one of these sorted spans holds a stretch."""
    at = bisect_right(sources, (start, sys.maxsize)) - 1
    return at >= 0 and sources[at][1] >= end


def _sex_of_noun(noun: str) -> int:
    """1 for "son" before a name, -1 for "widow", else 0."""
    return (noun in MALE_NOUNS) - (noun in FEMALE_NOUNS)


def _honorific(text: str, start: int, who: Referent) -> None:
    sex = sex_of(word_before(text, start))
    if sex == "m":
        who.male += 5
    elif sex == "f":
        who.female += 5
