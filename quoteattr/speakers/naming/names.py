"""Names: every proper name of a text, those of one bearer together.

A person's shorter form ("Kerry", "Mr. Kerry", "J. Kerry") goes to the longer one that holds it;
where several do, to the one named last before it. Nobody is known beforehand: all evidence is in
the text, and the whole step is linear in its length.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import FEMALE_NOUNS, MALE_NOUNS, PARTICLES, TITLES
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
from quoteattr.speakers.naming.matching import LONG, bare, one_off, same_person, slips
from quoteattr.speakers.naming.missed import missed, sex_of, word_before
from quoteattr.speakers.naming.proper import (
    name_words,
    proper_names,
)
from quoteattr.speakers.referents import Referent

if TYPE_CHECKING:
    from quoteattr.annotate import Entity

__all__ = ["Naming", "name_everybody"]

# Bearers of one word that are compared at most: more share it only in lists.
_ENOUGH = 24
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
# How many more of one than of the other tell.
_LEANS = 3


class Naming:
    """The bearers of names in a text.

    Attributes:
        referents: one for each bearer, in order of first mention.
        mentions: (start, end, referent) of every mention, in order.
    """

    def __init__(self, mentions: Iterable[tuple[int, int, Referent]]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m[0], -m[1]))
        self.referents = list(dict.fromkeys(m[2] for m in self.mentions))
        self._starts = [m[0] for m in self.mentions]
        for start, end, referent in self.mentions:
            referent.mentions.append((start, end))

    def within(self, start: int, end: int) -> list[tuple[int, int, Referent]]:
        """The mentions that lie in a stretch of the text, in order."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return [mention for mention in self.mentions[first:last] if mention[1] <= end]

    def before(self, position: int) -> int:
        """How many mentions start before a position."""
        return bisect_right(self._starts, position - 1)


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
) -> tuple[list[tuple[int, int, Referent]], _Bearers]:
    keyed = [(start, end, name_words(text[start:end])) for start, end in spans]
    keyed = [k for k in keyed if k[2]]
    whole = shared_surnames(text, keyed)
    keyed = [(s, e, name_words(whole[s]) if s in whole else key) for s, e, key in keyed]
    keyed = _surnames_alone(keyed)
    bearers = _Bearers(_full_names(text, keyed, whole))
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
        bearers.lean(key, _leaning(text, end, limit) + _LEANS * noun)
    found: list[tuple[int, int, Referent]] = []
    kin = kin_of(text, keyed)
    for start, end, key in keyed:
        opens = text.rfind("\n", max(0, start - _PARAGRAPH), start) + 1 or start - _PARAGRAPH
        who = bearers.of(key, word_before(text, start), (opens, start - _BESIDE))
        if who is None and found and _KNOWN_AS.fullmatch(text, found[-1][1], start):
            who = found[-1][2]
            bearers.add(key, who)
        if who is None:
            who = Referent(name=text[start:end], label="person", number="singular", named=True)
            bearers.add(key, who)
        name = who.name
        who.add_form(whole.get(start, text[start:end]), key)
        if len(key) == 1 and bearers.is_kin(who, key[0]):
            who.name = name  # "Ilse", not "Okafor", which is her husband's too
        _honorific(text, start, who)
        for surname, male in kin.get(start, ()):
            bearers.marry(who, surname, male)
        bearers.last[who] = start
        if len(key) > 1:
            bearers.full_last[who] = start, end
        found.append((start, end, who))
    told_apart(text, found)
    return found, bearers


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


class _Bearers:
    """Who may be meant by one word of a name."""

    def __init__(self, full: Mapping[tuple[str, ...], Referent]) -> None:
        self.full = full
        self.last: dict[Referent, int] = {}
        self.full_last: dict[Referent, Offsets] = {}
        self._index: dict[str, list[Referent]] = defaultdict(list)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._inner: set[str] = set()
        self._surnames: set[tuple[str, Referent]] = set()
        self._quoted: Counter[Referent] = Counter()
        self._first: dict[Referent, int] = {}
        self._titles: set[tuple[str, Referent]] = set()
        self._leanings: Counter[Referent | str] = Counter()
        self._kin: dict[str, list[Referent]] = defaultdict(list)
        for key, who in full.items():
            self.add(key, who)

    def add(self, key: tuple[str, ...], who: Referent) -> None:
        """Enter somebody under each word of a name."""
        self._surnames.add((bare(key[-1]), who))
        self._inner.update(map(bare, key[1:] or key))
        for token in {bare(t) for t in key}:
            known = self._index[token]
            if len(known) < _ENOUGH and who not in known:
                known.append(who)
            for slip in slips(token):
                self._near[slip].add(token)

    def count(self, key: tuple[str, ...], start: int, is_source: bool, title: str) -> None:
        """Note one use of a full name."""
        who = self.full.get(key)
        if who is not None:
            self._first.setdefault(who, start)
            self._quoted[who] += is_source
            if title in TITLES:
                self._titles.add((title, who))

    def lean(self, key: tuple[str, ...], by: int) -> None:
        """Note how many more *he* than *she* follow one use of a full name, or of a last one."""
        who = self.full.get(key)
        self._leanings[who if who is not None else bare(key[-1])] += by

    def marry(self, who: Referent, surname: str, male: bool) -> None:
        """Note that somebody with a first name only may have this surname."""
        if not who.sex:
            who.male, who.female = who.male + 5 * male, who.female + 5 * (not male)
        if who not in self._kin[surname]:
            self._kin[surname].append(who)

    def is_kin(self, who: Referent, surname: str) -> bool:
        """Whether somebody may have this surname of somebody else's."""
        return who in self._kin.get(surname, ())

    def of(self, key: tuple[str, ...], title: str, near: Offsets = (0, 0)) -> Referent | None:
        """Who bears a name.

        ``near`` is where its paragraph begins, and up to where a full name ends that is not in
        apposition to it.

        Of several one with this title, whom the text has called "Ms." too, or whom it does not
        call *he* after it, or where it calls the bearer *she*; who alone was named in full in the
        same paragraph; who was named before, who is quoted by the full name most often, whose
        surname it is, who is named first.
        """
        who = self.full.get(key)
        if who is not None:
            return who
        token, sex = self._as_known(bare(key[0])), sex_of(title)
        known = [r for r in self._index.get(token, ()) if not (sex and r.sex and r.sex != sex)]
        kin = [r for r in self._kin.get(token, ()) if r.sex == sex]
        if sex and len(kin) == 1 and all(r.sex != sex for r in known):
            return kin[0]
        met = any(r in self.last for r in known)
        full = [(r, *self.full_last[r]) for r in known if r in self.full_last]
        full = [one for one in full if one[1] >= near[0]]
        # "Tim Oro, Mrs Oro's son": not himself.
        here = full[0][0] if len(full) == 1 and full[0][2] <= near[1] else None
        return max(known, key=lambda r: self._rank(r, token, title, here, met), default=None)

    def _rank(
        self, who: Referent, token: str, title: str, here: Referent | None, met: bool
    ) -> tuple[bool, bool, bool, bool, bool, bool, int, bool, int]:
        apart = self._leanings[who] * self._leanings[token]
        sex = {"m": 1, "f": -1}.get(sex_of(title), 0)
        return (
            (title, who) in self._titles,
            bool(who.sex) and who.sex == sex_of(title),
            sex * self._leanings[who] >= 0,
            apart >= 0 or abs(self._leanings[token]) < _LEANS,
            who is here,
            who in self.last,
            self._quoted[who] if met else 0,  # in a headline, the one who comes first
            (token, who) in self._surnames,
            -self._first.get(who, 0),
        )

    def _as_known(self, token: str) -> str:
        """The word as the text has it elsewhere, one letter aside; Rajesh is not Ramesh."""
        if token in self._index or len(token) < LONG:
            return token
        near = {known for slip in slips(token) for known in self._near.get(slip, ())}
        near = {known for known in near if known in self._inner or one_off(token, known)}
        return near.pop() if len(near) == 1 else token


def _full_names(
    text: str, keyed: Sequence[Keyed], whole: Mapping[int, str]
) -> dict[tuple[str, ...], Referent]:
    """One referent for each person who is named by two words or more somewhere.

    Args:
        text: the text.
        keyed: the names of persons.
        whole: names whose surname stands elsewhere, by offset.
    """
    first: dict[tuple[str, ...], Offsets] = {}
    often = Counter[tuple[str, ...]]()
    for start, end, key in keyed:
        if len(key) > 1:
            first.setdefault(key, (start, end))
            often[key] += 1
    by_token: dict[str, list[tuple[tuple[str, ...], Referent]]] = defaultdict(list)
    found: dict[tuple[str, ...], Referent] = {}
    spelled: dict[Referent, tuple[str, ...]] = {}
    for key in sorted(first, key=lambda k: (-len(k), first[k])):
        known = [*by_token[bare(key[-1])][-_ENOUGH:], *by_token[bare(key[0])][-_ENOUGH:]]
        who = next((r for longer, r in known if same_person(key, longer)), None)
        if who is None:
            start, end = first[key]
            name = whole.get(start, text[start:end])
            who = Referent(name=name, label="person", number="singular", named=True)
            spelled[who] = key
        elif len(spelled[who]) == len(key) and often[key] > often[spelled[who]]:
            start, end = first[key]  # the other was a slip
            who.name, spelled[who] = whole.get(start, text[start:end]), key
        found[key] = who
        for token in {bare(t) for t in key}:
            by_token[token].append((key, who))
    return found


def _sex_of_noun(noun: str) -> int:
    """1 for "son" before a name, -1 for "widow", else 0."""
    return (noun in MALE_NOUNS) - (noun in FEMALE_NOUNS)


def _honorific(text: str, start: int, who: Referent) -> None:
    sex = sex_of(word_before(text, start))
    if sex == "m":
        who.male += 5
    elif sex == "f":
        who.female += 5
