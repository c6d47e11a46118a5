"""Kin: persons whose surname stands beside somebody else's first name.

"Bill and Hillary Oro" are Bill Oro and Hillary Oro, where the text says that they belong together;
after "Omar Lund and his wife, Leila," Mrs. Lund is Leila. Two of one surname and no first name are
told apart by what they are called: Mr. Lund, Mrs. Lund.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import regex

from quoteattr.speakers.lexicon import FEMALE_HONORIFICS, MALE_HONORIFICS
from quoteattr.speakers.referents import Referent

__all__ = ["Keyed", "kin_before", "kin_of", "shared_surnames", "told_apart"]

Keyed = tuple[int, int, tuple[str, ...]]
"""Offsets of a name, and its words in lower case."""

_AND = (" and ", " & ")
_PAIR = r"(?:brothers|sisters|siblings|twins|parents|couple|spouses|newlyweds|cousins|grandparents)"
_BEFORE = regex.compile(rf"\b{_PAIR},?\s$", regex.I)
# How far behind two names it may stand that they are a couple.
_REACH = 300
_BEHIND = regex.compile(
    rf"\b(?:[Tt]he|[Bb]oth|[Tt]he\stwo)\s{_PAIR}\b|,\s(?:who\s(?:are\s|were\s|got\s)?married|a\scouple)\b"
)
_MR = regex.compile(rf"\b(?:{'|'.join(sorted(MALE_HONORIFICS))})\.?\s$", regex.I)
_MRS = regex.compile(rf"\b(?:{'|'.join(sorted(FEMALE_HONORIFICS))})\.?\s$", regex.I)
_MR_NAME, _MRS_NAME = (
    regex.compile(
        rf"\b(?:{'|'.join(sorted(map(str.capitalize, titles)))})\.?\s(?:\p{{Lu}}[\p{{L}}\-]*\s)?"
        r"(\p{Lu}[\p{L}\-]+)"
    )
    for titles in (MALE_HONORIFICS, FEMALE_HONORIFICS)
)
_THE_NAMES = regex.compile(r"\b[Tt]he\s(\p{Lu}[\p{L}\-]+?)s\b")
_HIS = regex.compile(
    r"""
    (?: (?:\s\([^()\n]{1,20}\)|,\s(?:aged\s)?\d{1,3},?)? ,? \s (?:and|with) \s (?:his|her)
      | [’']s? )
    \s (?:(?!ex-|former|late)\p{Ll}[\p{Ll}\-]*\s){0,2}
    (?: (?P<she>wife|widow|daughter|sister) | (?P<he>husband|widower|son|brother) ),? \s
    """,
    regex.VERBOSE,
)
# In a sentence of its own: "His wife, Esther, heard the crash."
_KIN = regex.compile(
    r"(?:\b(?P<whose>his|her|their)|[’']s?)\s(?:(?!ex-|former|late)\p{Ll}[\p{Ll}\-]*\s){0,2}"
    r"(?:(?P<she>wife|widow|daughter|sister|mother|mum|mom|grandmother|granddaughter)"
    r"|(?P<he>husband|widower|son|brother|father|dad|grandfather|grandson)),?\s$",
    regex.I,
)
# How far before "his wife" he is named, and how many are looked at.
_BACK, _FEW = 500, 3


def _honorific_before(text: str, start: int) -> str:
    """The honorific right before a name, as written; empty where none stands there."""
    low = max(0, start - 12)
    m = _MR.search(text, low, start) or _MRS.search(text, low, start)
    return m[0].strip() if m else ""


def shared_surnames(text: str, keyed: Sequence[Keyed]) -> dict[int, str]:
    """The full names of those named by a first name before somebody with the same surname.

    Args:
        text: the text.
        keyed: the names of persons in it, in order.

    Returns:
        By the offset of the first name: "Bill Oro" of "Bill and Hillary Oro".
    """
    last = {key[-1] for _, _, key in keyed if len(key) > 1}
    families: set[str] | None = None
    found = {}
    for (start, end, key), (low, high, longer) in pairwise(keyed):
        first = len(key) == 1 and len(longer) > 1 and key[0] not in last
        if not first or text[end:low] not in _AND or _honorific_before(text, start):
            continue
        if families is None:
            families = _families(text)
        surname = text[low:high].split()[-1]
        if surname in families or _belong_together(text, start, high):
            found[start] = f"{text[start:end]} {surname}"
    return found


def _families(text: str) -> set[str]:
    """The surnames that a text has of several: "the Oros", and those of a Mr. and a Mrs."""
    styled = [{m[1] for m in pattern.finditer(text)} for pattern in (_MR_NAME, _MRS_NAME)]
    several = {m[1] for m in _THE_NAMES.finditer(text)}
    return (styled[0] & styled[1]) | several | {name.removesuffix("e") for name in several}


def _belong_together(text: str, start: int, end: int) -> bool:
    """Whether the text says right beside two names that they are a couple, or of one family."""
    before = _BEFORE.search(text, max(0, start - 24), start)
    return before is not None or _BEHIND.search(text, end, end + _REACH) is not None


def kin_of(text: str, keyed: Sequence[Keyed]) -> dict[int, list[tuple[str, bool]]]:
    """Those with a first name only who are somebody's kin, and may have that one's surname.

    Args:
        text: the text.
        keyed: the names of persons in it, in order.

    Returns:
        By the offset of the first name: the surnames in lower case, each with whether it is a *he*.
    """
    found: dict[int, list[tuple[str, bool]]] = {}
    for (_, end, longer), (start, _, key) in pairwise(keyed):
        if len(longer) > 1 and len(key) == 1 and (m := _HIS.fullmatch(text, end, start)):
            found[start] = [(longer[-1], m["he"] is not None)]
    for at, (start, _, key) in enumerate(keyed):
        if len(key) > 1 or start in found or (m := kin_before(text, start)) is None:
            continue
        before = [k for s, _, k in keyed[max(0, at - _FEW) : at] if s >= start - _BACK]
        surnames = dict.fromkeys(k[-1] for k in before if len(k) > 1)
        if (m["whose"] or "").lower() == ("his" if m["he"] else "her"):
            surnames = {"": None}  # after "her mother, Ida," Ms. Lund is the daughter
        found[start] = [(surname, m["he"] is not None) for surname in surnames]
    return found


def kin_before(text: str, start: int) -> regex.Match[str] | None:
    """What stands right before a name where it is that of somebody's kin: "his wife, "."""
    return _KIN.search(text, max(0, start - 48), start)


def told_apart(text: str, persons: Iterable[tuple[int, int, Referent]]) -> None:
    """Call those who have one and the same name by it and their honorific: "Mrs. Oro"."""
    first: dict[Referent, tuple[int, int]] = {}
    alike: Mapping[str, set[Referent]] = defaultdict(set)
    for start, end, who in persons:
        alike[who.name].add(who)
        if who not in first and _honorific_before(text, start):
            first[who] = start, end
    for several in alike.values():
        for who in several if len(several) > 1 else ():
            if who in first:
                start, end = first[who]
                who.name = f"{_honorific_before(text, start)} {text[start:end]}"
