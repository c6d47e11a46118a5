"""Stretches that may name one who was told, and whether they can."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, PRONOUNS, TITLES, singular
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import core_of, noun_of
from quoteattr.speakers.reading.heads import is_trade
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings

__all__ = [
    "Heard",
    "apposed",
    "hears_itself",
    "is_nobody",
    "is_somebody",
    "next_match",
    "overlaps",
    "parts_of",
    "phrase_end",
]

_COMMA = regex.compile(r",\s(?:the\s)?")
_OFFICES = ("the", "a", "an", "his", "her", "its")
# How far the words may reach that stand between a verb and the one told.
REACH = 200


@attrs.frozen
class Heard:
    """A stretch that may name one who was told.

    Attributes:
        start, end: its offsets.
        how: where it stands. After the cue: object, to, noun, from. In the content: for-to, or
            inside where a model put it there; miscue where a model took it for the cue.
            Before the cue: subject, shared, bare, elided, receiver, contact, asked-by. In the
            sentence: interview, talk, letter, address, opening, meeting, call. In the source:
            paper.
    """

    start: int
    end: int
    how: str


def hears_itself(text: str, heard: Iterable[Heard]) -> bool:
    """Whether the one told is "me" or "us": then the one quoted is no source of this."""
    words = {text[one.start : one.end].lower() for one in heard if one.how != "subject"}
    return bool(words & {"me", "us"})


def next_match(pattern: regex.Pattern[str], text: str, at: int) -> regex.Match[str] | None:
    """What a pattern matches right there.

    Given no end, a pattern that cannot do without a certain word would first look for it in all
    that is left of the text.
    """
    return pattern.match(text, at, at + REACH)


def phrase_end(text: str, at: int, limit: int, within: bool) -> int:
    """The end of the phrase; before a content that follows, prepositions may stay inside it."""
    past = at
    for m in tellings.STOP.finditer(text, at + 1, limit):
        if m.start() < past:
            continue
        if (aside := tellings.ASIDE.match(text, m.start(), limit)) is not None:
            past = aside.end()  # "the ministry (MOW) and the port"
            continue
        inner = tellings.INNER.fullmatch(m[0])
        if inner and within and m[0].islower() and m[0] not in ("in", "on", "at", "for", "with"):
            continue
        return int(m.start())
    return limit


def is_somebody(text: str, low: int, high: int, naming: Naming) -> bool:
    """Whether a stretch is a pronoun, a name, or a description of persons or a body.

    "A meeting of the Lund Board" and "Lund apples" hold a name and are none.
    """
    core = core_of(text[low:high])[0]
    words = core.lower().split()
    if not words or is_nobody(text[low:high].split()):
        return False
    noun, plural = singular(words[-1])
    known = (
        noun in PERSON_NOUNS | BODY_NOUNS or words[-1] in PRONOUNS or (plural and noun in TITLES)
    )
    names = [text[start:end] for start, end, _ in naming.within(low, high)]
    named = is_role_noun(noun) or any(_reaches(core, name) for name in names)
    return known or (bool(names) and named)


def _reaches(core: str, name: str) -> bool:
    """Whether a name holds the last word of a phrase, or that word is none in small letters."""
    last = core.split()[-1]
    return not last.islower() or last in name.split()


def apposed(text: str, attribution: Attribution, heard: Heard, naming: Naming) -> Heard:
    """The name after a description and a comma: "the state broadcaster, Radio Lund, on Monday".

    That of whoever speaks is none: "In a speech to the board, Ana Oro said".
    """
    noun, plural = singular(noun_of(text[heard.start : heard.end]).lower())
    comma = _COMMA.match(text, heard.end)
    if comma is None or noun not in PERSON_NOUNS | BODY_NOUNS:
        return heard
    if any(who.label != "people" for _, _, who in naming.within(heard.start, heard.end)):
        return heard
    for start, end, who in naming.within(comma.end(), comma.end() + REACH):
        if plural and who.label != "body":
            break  # "her friends, Ana Oro" are others; "the owners, Veld Bank" are Veld Bank
        if overlaps(attribution, start, end):
            break
        near = start == comma.end() or is_trade(text[comma.end() : start])
        if near and text[end : end + 1] in (",", ".", ";", ""):
            return attrs.evolve(heard, start=start, end=end)
    return heard


def is_nobody(words: list[str]) -> bool:
    """Whether words name nobody who could be told; no words do not."""
    if not words:
        return True
    if [word.lower() for word in words] in (["camera"], ["no", "one"]):
        return True  # "said to camera"
    if words[0] in tellings.ARTICLES and len(words) > 1:
        words = words[1:]
    return words[0] in tellings.NOBODY or words[-1].lower() in tellings.ASKED_FOR


def overlaps(attribution: Attribution, low: int, high: int) -> bool:
    """Whether a stretch shares a character with any span of an attribution."""
    spans = [*attribution.content, *attribution.source, *attribution.cue]
    return any(s < high and e > low for s, e in spans)


def parts_of(text: str, start: int, end: int, naming: Naming) -> list[Offsets]:
    """Those of a list, each alone: "pupils, parents and staff"; a name with "and" stays whole."""
    pieces: list[Offsets] = []
    names = naming.within(start, end)
    both = tellings.BOTH.match(text, start, end)
    if both is not None and tellings.AND.search(text, start, end):
        start = both.end()  # "both Oro and Lund"
    left = start
    for m in tellings.AND.finditer(text, start, end):
        whole = any(s < m.start() and e > m.end() for s, e, _ in names) or (
            tellings.FIELD.search(text, left, m.start()) is not None
            and text[m.end()].isupper()
            and all(s != m.end() for s, _, _ in names)
        )
        whole = whole or _goes_on(text, m, end, naming)
        if not whole and not _one_person(text[left : m.start()], m.end(), names):
            pieces.append((left, m.start()))
            left = m.end()
    pieces.append((left, end))
    pieces = [tidy(text, *p) for p in pieces if p[0] < p[1]]
    return [p for k, p in enumerate(pieces) if not _is_office(text, pieces, k, names)]


def _goes_on(text: str, m: regex.Match[str], end: int, naming: Naming) -> bool:
    """Whether what follows "and" is part of the same: "members in oil [and gas]", "those here [and
    in Lund]".
    """
    rest = text[m.end() : end].split()
    if not rest or not rest[0].islower() or "," in m[0] or rest[0] in PRONOUNS:
        return False
    alone = len(rest) == 1 and not is_somebody(text, m.end(), end, naming)
    return alone or rest[0] in ("in", "on", "at", "near", "from", "of", "along", "around")


def _is_office(
    text: str, pieces: list[Offsets], k: int, names: list[tuple[int, int, Referent]]
) -> bool:
    """Whether a piece says what the name before it is: "Oro, [the deputy mayor], and Lund"."""
    if not 0 < k < len(pieces) - 1 or text[pieces[k][1]] != ",":
        return False
    named = any((s, e) == pieces[k - 1] and who.label == "person" for s, e, who in names)
    words = text[slice(*pieces[k])].split()
    noun, plural = singular(words[-1].lower())
    return named and words[0] in _OFFICES and not plural and noun in PERSON_NOUNS | TITLES


def _one_person(before: str, after: int, names: list[tuple[int, int, Referent]]) -> bool:
    """Two titles before one name: "party veteran and former mayor Ana Oro"."""
    words = before.lower().split()
    if not words or words[0] in ("the", "a", "an", "his", "her") or singular(words[-1])[1]:
        return False
    return bool(names) and names[0][0] > after and names[0][2].label == "person"
