"""Whole names of bodies: with the words that belong to them before and after an entity.

A body takes the capitalised words before it, what a final "of" leads up to, and all words that
letters in brackets after it stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    HONORIFICS,
    MONTHS,
    TITLES,
    TOKEN,
    WEEKDAYS,
    without_s,
    word_set,
)
from quoteattr.speakers.naming.fields import with_fields

__all__ = [
    "BODIES",
    "IS_BASED",
    "OPENERS",
    "PERSONS",
    "PLACES",
    "TAILS",
    "Labelled",
    "as_elsewhere",
    "is_title",
    "whole_bodies",
]

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

#: Labels of persons.
PERSONS = frozenset({"Person", "PER", "PERSON"})
#: Labels of places.
PLACES = frozenset({"Location", "GPE", "LOC", "Facility", "FAC"})
#: Labels of organisations.
BODIES = frozenset({"Organization", "ORG"})

Labelled = tuple[int, int, str]
"""Offsets of a name, and its entity's label."""

_AFTER = regex.compile(r"\s(?:\p{Lu}[\p{L}\p{M}’'\-]+)(?:\s(?:and\s)?\p{Lu}[\p{L}\p{M}’'\-]+)*")
_LEFT = regex.compile(r"(?:(?<=\s)|^)(?:\p{Lu}[\p{L}\p{M}’\-]*\p{Ll}[^\S\n])+$")
# What may belong to a name before letters in brackets that spell it, and words before it.
_LETTERED = regex.compile(
    r"(?P<more>(?:\s(?:in|of|for|on|and|to|the|\p{Lu}[\p{L}’'\-]+)){0,8})\s?\((?P<letters>(?:\p{Lu}\.?){2,9})\)"
)
# Between two that ask people together.
_JOINTS = frozenset("/-–")
_POLL = regex.compile(r"\s(?:\p{L}+\s){0,2}(?:poll|survey)(?:s|ing)?\b")
_FIELD_OPENERS = word_set("for in on of")
_CAPITALS = regex.compile(r"(?<![\p{L}’'\-])(?:\p{Lu}[\p{L}’'\-]*\s){1,3}$")
#: What may follow a name and a hyphen where the two only modify: "Lund-based".
TAILS = (
    r"(?:based|owned|run|backed|led|born|trained|educated|winning|winner|winners|nominated|funded"
    r"|made|built|listed|controlled|held|occupied|speaking|affiliated|linked|aligned|sponsored"
    r"|appointed|elected|registered|dominated|bred|raised)"
)
#: A word that only modifies a name in that way.
IS_BASED = regex.compile(rf"[\p{{L}}\-]*-{TAILS}")
#: Words that open a sentence or a phrase, and no name.
OPENERS = word_set(
    "rival competitor "
    "yet still then now thus so instead even while whereas once though until "
    "one two three the a an in on at by for from of with to and but or as when after before "
    "since during this that these those his her their its our my he she it they we i if because "
    "although meanwhile however earlier later last according also both some many most "
    "all other another following photo image about"
)
OPENERS |= WEEKDAYS | MONTHS


def as_elsewhere(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, those cut short as they are elsewhere: "Vale" of "Port Vale" is Port Vale.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    longer: dict[str, dict[str, str]] = defaultdict(dict)
    for e in entities:
        first, _, rest = text[e.start : e.end].partition(" ")
        if e.label not in PERSONS and first[:1].isupper() and rest:
            longer[rest].setdefault(first, e.label)
    found: list[Entity] = []
    for e in entities:
        before = text[max(0, e.start - 30) : e.start].rstrip(" ").rpartition(" ")[2]
        before = before.rpartition("\n")[2].lstrip("“\"‘'(")
        label = longer.get(text[e.start : e.end], {}).get(before)
        start = e.start - len(before) - 1
        if (
            label
            and text[start : e.start] == f"{before} "
            and (not found or found[-1].end <= start)
        ):
            e = attrs.evolve(e, start=start, label=label)
        found.append(e)
    return found


def whole_bodies(text: str, others: Sequence[Labelled], lowered: frozenset[str]) -> list[Labelled]:
    """Bodies with the place or people that their name begins or ends with."""
    out: list[Labelled] = []
    for start, end, label in sorted(_grown(text, *one, lowered) for one in others):
        if out and end <= out[-1][1]:
            continue  # "Lund" of "Mission in Lund (ML)"
        if out:
            s, e, before = out[-1]
            gap = text[e:start]
            polled = gap in _JOINTS and _POLL.match(text, end)  # "a Lund Post/Radio Ellin poll"
            if (gap == " " or polled) and BODIES & {label, before}:
                out[-1] = (s, end, "Organization")
                continue
        out.append((start, end, label))
    return out


def is_title(word: str) -> bool:
    """Whether a word is a title, or a form of address, and no part of a name."""
    word = word.lower()
    return word.split("-")[0] in TITLES or word in HONORIFICS


# What a firm does, in capitals before its name: "Carmaker Lund".
_TRADES = word_set(
    "airline automaker brewer broadcaster builder carmaker carrier chipmaker developer drugmaker "
    "insurer lender manufacturer miner operator planemaker producer publisher retailer shipbuilder "
    "start-up startup supermarket utility"
)


def _grown(text: str, start: int, end: int, label: str, lowered: frozenset[str]) -> Labelled:
    """A body's name with the capitalised words before it, and after a final "of"."""
    if label not in BODIES:
        return start, end, label
    end = with_fields(text, start, end)
    if text[start:end].endswith((" of", " for")) and (m := _AFTER.match(text, end)):
        end = m.end()
    if m := _LEFT.search(text, max(0, start - 40), start):
        words = m[0].split()
        based = [i for i, w in enumerate(words) if IS_BASED.fullmatch(w)]
        words = words[based[-1] + 1 :] if based else words
        while words and (_opens(words[0], lowered) or words[0].lower() in _TRADES):
            words.pop(0)
        titled = is_title(without_s(text[start:end].split()[0]))  # "Prime [Minister’s Office]"
        if words and not any(w.lower() in OPENERS or (is_title(w) and not titled) for w in words):
            start -= len(" ".join(words)) + 1
    return *_spelled(text, start, end), label


def _opens(word: str, lowered: frozenset[str]) -> bool:
    """Whether a capitalised word before a name is one of the language or a title."""
    return word.lower() in OPENERS or word.lower() in lowered or is_title(word)


def _spelled(text: str, start: int, end: int) -> Offsets:
    """A name with all of the words that the letters in brackets after it stand for.

    "Support Mission in Lund (SML)" goes on to Lund, "Works Agency for the Valley of Lund (WA)" to
    the end of its field, "Prime Minister’s Office (PMO)" begins with the title.
    """
    rest = _LETTERED.match(text, end)
    if rest is None:
        return start, end
    until = rest.end("more")
    lead = _CAPITALS.search(text, max(0, start - 60), start)
    starts = [m.start() for m in TOKEN.finditer(text, lead.start(), start)] if lead else []
    for first in (start, *reversed(starts)):
        words = [m[0] for m in TOKEN.finditer(text, first, until)]
        begun = list(takewhile(lambda word: word not in _FIELD_OPENERS, words))
        runs = [words, *([w for w in run if w[0].isupper()] for run in (words, begun))]
        spelled = {"".join(word[0].upper() for word in run) for run in runs if len(run) > 1}
        if rest["letters"].replace(".", "") in spelled:
            return first, until
    return start, end
