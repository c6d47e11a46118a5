"""Borders: where a model's name ends in the midst of one, or takes in what is none.

A model reads tokens. What it parts at a hyphen, an apostrophe or a letter that it does not know
is put together again, and a dateline is no part of the name behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    HONORIFICS,
    OFFICE_LETTERS,
    PARTICLES,
    PERSON_NOUNS,
    STYLES,
    TITLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.fields import FIELD
from quoteattr.speakers.naming.wholes import BODIES, PERSONS
from quoteattr.speakers.wording import DAY

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["after_dateline", "whole"]

# How long a dateline may be, in code points.
_LONGEST = 90

_REST = regex.compile(r"(?<=[\p{L}\p{M}])[\p{L}\p{M}]+")
# "PORT VALE, Lund, May 3 (LNA) – ": where a report comes from, before its first words.
_DATELINE = regex.compile(
    r"\p{Lu}{2}[\p{Lu} .'’\-]*(?:,\s\p{Lu}[\p{L}.]+(?:\s(?:\p{Lu}[\p{L}.]+|\d{1,2})){0,3}){0,2}"
    r"(?:\s\([^()\n]{2,30}\))?\s[–—-]{1,2}\s"
)
# The same with an agency: "Port Vale (LNA) - ", "LUND, May 3. /LNA/. ".
_WIRE = regex.compile(
    r"\p{Lu}[\p{L}’'.\-]+(?:[ \-]\p{Lu}[\p{L}’'.\-]+){0,2}"
    r"(?:,\s(?:\p{Lu}\p{L}+\.?\s)?\d{1,2}(?:st|nd|rd|th)?(?:\s\p{Lu}\p{L}+)?(?:,\s\d{4})?)?"
    r"(?:\s\((?:\p{Lu}[\p{L}/ ]{1,20})\)\s?[–—-]{1,2}\s"
    r"|\.?\s/\p{Lu}{2,}[\p{L}\-]*/\.?\s(?:[–—-]{1,2}\s)?)"
)
# The same in small letters, where a text begins: "Port Vale — Teachers in".
_PLAIN_DATELINE = regex.compile(
    r"\p{Lu}[\p{Ll}’']+(?:[ \-]\p{Lu}[\p{Ll}’']+){0,2}(?:,\s\p{Lu}[\p{Ll}.]+(?:\s\d{1,2})?)?"
    r"\s[–—]\s(?=\p{Lu})"
)
# The same of one word and a stop: "Dodoma. Teachers in".
_TOWN = regex.compile(r"(?P<town>\p{Lu}\p{Ll}{2,})\.\s(?=\p{Lu})")
# What a hyphen parts from the last word of a name; "-led" and its like make an adjective of it.
_HYPHENED = regex.compile(r"-(\p{L}\p{M}*\p{Ll}{0,7})(?![\p{L}\p{N}\-])")
_COMPOUNDS = word_set(
    "led based born backed style era run owned made like wide held type area funded linked listed "
    "only ally wing aged bred elect"
)
# The rest of "Okang'i", the first half of "Eva-Lis", "J." of "J. Ada Holt", "Ada" of "Ada J. Holt".
_GLOTTAL = regex.compile(r"[’'](?!(?:s|re|ve|ll|d|m|t)\b)\p{Ll}{1,4}(?!\p{L})")
_JOINED_BEFORE = regex.compile(
    r"(?<![\p{L}\p{N}\-])(?!(?:Non|Ex|Anti|Pro|Pre|Post|Mid|Sino|Anglo|Franco|Euro|Afro|Indo|Trans"
    r"|Inter|Co|Vice|Neo|Pan)-)\p{Lu}\p{Ll}+-$"
)
# "Mr. Sunday Oro", "Chief Monday Oro"; "Madam Comfort Oro"; "Tim Oro IV".
_DAY_BEFORE = regex.compile(rf"(?<!\p{{L}})(?P<title>\p{{Lu}}\p{{L}}*)\.?\s(?P<given>{DAY})\s$")
_GIVEN_AFTER = regex.compile(
    r"(?<!\p{L})(?:Mr|Mrs|Ms|Madam|Madame|Mme|Dr|Prof|Engr|Alhaji|Hajia|Comrade|Pastor|Barr)\.?\s"
    r"(?P<given>(?!Emerit)(?:\p{Lu}\p{Ll}+\s){1,2})$"
)
_NUMBERED = regex.compile(r"\s(?:I{2,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI?)(?![\p{L}\p{N}.])")
_FIRST = regex.compile(r"\s(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI?)(?![\p{L}\p{N}.’'])")
# Letters that end a sentence before a name: "in the U.S. Oro said".
_STATES = r"(?:U\.\s?[SKN]|E\.\s?U|D\.\s?C)\."
_INITIALS_BEFORE = regex.compile(
    r"(?:^|[\p{Ll},\n“\"(])\s?(?<!\b(?:plan|option|group|class|grade|type|part|vitamin|section|exhibit"
    rf"|zone|gate|block|unit|team|table|figure)\s)(?!{_STATES})(?P<initials>(?:\p{{Lu}}\.\s?){{1,3}})$"
)
_INITIAL = regex.compile(r"\p{Lu}\.\s")
# Two of them before a last name alone: "P.J. Oro".
_TWO_INITIALS = regex.compile(rf"(?<![\p{{L}}.])(?!{_STATES})(?:\p{{Lu}}\.\s?){{2,3}}\s$")
# One behind a title: "Advocate S. Oro".
_TITLED_INITIAL = regex.compile(
    r"(?<![\p{L}’'\-])(\p{L}\p{L}+)(?:\.?|(?<=\p{Ll}),)\s(?P<initials>\p{Lu}\.\s)$"
)
# Where a place runs into a person's name: "Speaking in [Lund, Oro]", but "Oro, Jr.".
_COMMA = regex.compile(r",\s(?!(?:[JS]r|I{2,3}|IV|M\.?D|Ph\.?D|[OM]BE|QC|KC|SC)\b)")
_COLON = regex.compile(r":\s+(?=\p{Lu})")
# How many code points may lead up to the part of a name that stands alone elsewhere.
_LEAD = 60
_WORD_START = regex.compile(r"(?<![\p{L}\p{N}])[\p{L}\p{N}]")
# A word of a name, apart from a slash; two names that "and" joins.
_PART = regex.compile(r"[^\s/]+")
_AND_BODY = regex.compile(r"(?P<first>[^\n]{3,60}?)\sand\s(?:the\s)?(?P<second>\p{Lu}[^\n]{3,60})")
# The surname He in the midst of a sentence.
_HE = regex.compile(r"(?<=\p{Ll},?\s)He\s$")
# "Korean-" before "German Chamber of Commerce".
_PEOPLE_BEFORE = regex.compile(r"(?<![\p{L}\p{N}\-])\p{Lu}\p{Ll}+(?:an|ese|ish|ch|o)-$")
_GIVEN_BEFORE = regex.compile(r"(?:^|[^\p{L}.]\s?|\p{Ll}\s)(\p{Lu}\p{Ll}{2,})\s$")
# "Leader of the Opposition", "Minister of Education" before them, which are no given names.
_HEADED_BODY = regex.compile(
    rf"\b(?:of|for|in|to)\s(?:the\s(?:\p{{Lu}}\p{{Ll}}+|House|Senate)|{FIELD})\s$"
)
# "ten Holt" of "Wim ten Holt"; not "of Lund", nor what else may lead up to a place or a body.
_OF = word_set("de da do du des la le al el y e st ben abu ap ab")
_PARTICLED = regex.compile(
    rf"\s(?:(?:{'|'.join(sorted(PARTICLES - _OF))})\s){{1,3}}"
    r"\p{Lu}[\p{L}\p{M}’'\-]+(?<![’']s)"
)


def whole(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with all that belongs to each name and nothing of a dateline.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    found: list[Entity] = []
    torn = False
    for entity in _after_title(text, entities):
        if found and entity.start < found[-1].end:
            # The rest of a word that has been joined, and perhaps more words.
            if entity.label == found[-1].label and entity.end > found[-1].end:
                found[-1] = attrs.evolve(found[-1], end=entity.end)
            continue
        rest = _REST.match(text, entity.end)
        entity = entity if rest is None else attrs.evolve(entity, end=rest.end())
        if entity.label in PERSONS and (more := _PARTICLED.match(text, entity.end)) is not None:
            entity = attrs.evolve(entity, end=more.end())
        last = found[-1] if torn else None
        if last and last.label == entity.label and text[last.end : entity.start] == " ":
            found[-1] = attrs.evolve(last, end=entity.end)  # "Ana Bemú" and "Oro"
        else:
            for part in _without_dateline(text, entity):
                found += _apart(text, part)
        torn = rest is not None
    found = [_joined(text, e) for e in found]
    return _two(text, _as_elsewhere(text, found))


def _after_title(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, persons with all between a title and the name: "Mr. Sunday Oro", "Madam
    Comfort Ada Oro"; and with the number behind it.
    """
    found: list[Entity] = []
    for entity in entities:
        if entity.label in PERSONS:
            words = text[max(0, entity.start - 9) : entity.end].lower().split()
            styled = not STYLES.isdisjoint(words)
            numbered = (_FIRST if styled else _NUMBERED).match(text, entity.end)
            entity = entity if numbered is None else attrs.evolve(entity, end=numbered.end())
            start = _given(text, entity.start)
            while found and start <= found[-1].start < entity.start:
                found.pop()
            entity = attrs.evolve(entity, start=start)
        found.append(entity)
    return found


def _given(text: str, start: int) -> int:
    """Where the given names begin that stand between a title and a name."""
    day = _DAY_BEFORE.search(text, max(0, start - 32), start)
    if day is not None and day["title"].lower() in HONORIFICS | TITLES:
        return int(day.start("given"))
    more = _GIVEN_AFTER.search(text, max(0, start - 40), start)
    return start if more is None else int(more.start("given"))


def after_dateline(text: str, start: int, end: int) -> int:
    """Where a stretch begins behind the dateline that it runs over; its start without one.

    >>> text = "PORT VALE, Lund - Teachers in the town"
    >>> text[after_dateline(text, 11, len(text)) :]
    'Teachers in the town'
    """
    low = max(0, start - _LONGEST)
    line = text.rfind("\n", low, start) + 1
    if not line and low:
        return start
    town = None if line else _TOWN.match(text, 0, _LONGEST)
    if town is not None and town["town"].lower() in HONORIFICS | TITLES:
        town = None  # "Sen. Oro"
    m = _DATELINE.match(text, line, line + _LONGEST) or _WIRE.match(text, line, line + _LONGEST)
    m = m or town
    m = m or (None if line else _PLAIN_DATELINE.match(text, 0, _LONGEST))
    return int(m.end()) if m is not None and start < m.end() < end else start


def _as_elsewhere(text: str, entities: list[Entity]) -> list[Entity]:
    """Each name with the words before it that the text has in it elsewhere.

    "Jamaat e Lund" is whole in one place, so "Lund" behind "Jamaat e " is the same.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    for e in entities:
        if e.label in BODIES:
            for m in list(_PART.finditer(text, e.start, e.end))[1:]:
                longer[m[0]].add(text[e.start : m.start()])
    found: list[Entity] = []
    for e in entities:
        first = _PART.match(text, e.start, e.end)
        leads = longer.get(first[0], ()) if first is not None and e.label in BODIES else ()
        low = max(0, e.start - _LEAD) if leads else e.start
        for m in _WORD_START.finditer(text, low, e.start):  # the most words first
            start = m.start()
            if text[start : e.start] in leads and _ends_before(text, start):
                e = attrs.evolve(e, start=start)
                while found and found[-1].start >= start:
                    found.pop()
                break
        found.append(e)
    return found


def _ends_before(text: str, start: int) -> bool:
    return not start or not (text[start - 1].isalnum() or text[start - 1] in "-/")


def _two(text: str, entities: list[Entity]) -> list[Entity]:
    """Two bodies that a model took for one: "Works Ministry and Port Guard", where the text has
    "Port Guard" elsewhere.
    """
    alone = {text[e.start : e.end] for e in entities if e.label in BODIES}
    found = []
    for e in entities:
        m = _AND_BODY.fullmatch(text, e.start, e.end) if e.label in BODIES else None
        noun = singular(m["first"].split()[-1].lower())[0] if m else ""
        if m is not None and noun in BODY_NOUNS and m["second"] in alone:
            found.append(attrs.evolve(e, end=m.end("first")))
            e = attrs.evolve(e, start=m.start("second"))
        found.append(e)
    return found


def _without_dateline(text: str, entity: Entity) -> list[Entity]:
    start = after_dateline(text, entity.start, entity.end)
    if start == entity.start:
        return [entity]
    place = text[entity.start : start].rstrip(" –—-")
    return [
        attrs.evolve(entity, end=entity.start + len(place), label="Location"),
        attrs.evolve(entity, start=start),
    ]


def _apart(text: str, entity: Entity) -> list[Entity]:
    """A person's name, and apart from it the place before it that a model took in.

    What stands before a colon is no part of it ("Lund 2-1 Oro: Tim Holt’s header").
    """
    if entity.label in PERSONS and (
        colons := list(_COLON.finditer(text, entity.start, entity.end))
    ):
        entity = attrs.evolve(entity, start=colons[-1].end())
    commas = list(_COMMA.finditer(text, entity.start, entity.end))
    if entity.label not in PERSONS or not commas or commas[-1].end() >= entity.end:
        return [entity]
    place = attrs.evolve(entity, end=commas[-1].start(), label="Location")
    return [place, attrs.evolve(entity, start=commas[-1].end())]


def _joined(text: str, entity: Entity) -> Entity:
    """A name with what marks part from it: "Ren" of "Tao Ren-shi", "Eva-" of "Eva-Lis Holt"."""
    long = len(text[entity.start : entity.end].split()) > 1
    m = _HYPHENED.match(text, entity.end - text.startswith("-", entity.end - 1))
    if m is not None and m[1] not in _COMPOUNDS and long:
        return attrs.evolve(entity, end=m.end())
    if (
        entity.label not in PERSONS
        and long is False
        and (m := _HE.search(text, max(0, entity.start - 6), entity.start))
    ):
        return attrs.evolve(entity, start=m.start(), label="Person")
    if entity.label not in PERSONS:
        m = _PEOPLE_BEFORE.search(text, max(0, entity.start - 24), entity.start)
        joined = m is not None and entity.label in BODIES
        return attrs.evolve(entity, start=m.start()) if m is not None and joined else entity
    if m := _GLOTTAL.match(text, entity.end):
        entity = attrs.evolve(entity, end=m.end())
    low = max(0, entity.start - 24)
    if m := _JOINED_BEFORE.search(text, low, entity.start):
        return attrs.evolve(entity, start=m.start())
    if long and (m := _INITIALS_BEFORE.search(text, low, entity.start)):
        entity = attrs.evolve(entity, start=m.start("initials"))
    elif m := _TWO_INITIALS.search(text, low, entity.start):
        entity = attrs.evolve(entity, start=m.start())
    elif m := _TITLED_INITIAL.search(text, low, entity.start):
        entity = attrs.evolve(entity, start=m.start("initials")) if _leads(text, m) else entity
    if _INITIAL.match(text, entity.start) and (m := _GIVEN_BEFORE.search(text, low, entity.start)):
        opens = m[1].lower() in HONORIFICS | TITLES | PERSON_NOUNS | BODY_NOUNS
        opens = opens or _HEADED_BODY.search(text, max(0, m.end() - 48), m.end()) is not None
        return entity if opens else attrs.evolve(entity, start=m.start(1))
    return entity


def _leads(text: str, initial: regex.Match[str]) -> bool:
    """Whether the word before an initial is for its bearer, or for what an office is of: "novelist
    [R. ]", "Leader of the Opposition [K. ]".
    """
    word = initial[1].lower()
    if word in HONORIFICS | TITLES | PERSON_NOUNS | OFFICE_LETTERS:
        return True
    at = initial.start("initials")
    return _HEADED_BODY.search(text, max(0, at - 48), at) is not None
