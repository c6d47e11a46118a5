"""Offices: what somebody holds by the words before a name that hold "of", "for" or "to".

"Minister of Works Ana Oro", "Leader of the council Ana Oro", "Chief of Army Staff General Ana Oro":
a rank between the two is not the office.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, singular, word_set
from quoteattr.speakers.naming.fields import FIELD
from quoteattr.speakers.naming.roles import RANKS, is_role_noun

__all__ = ["office_of", "with_first_field"]

_OFFICE = regex.compile(
    r"(?<![\p{L}’'\-])(?P<head>\p{L}[\p{L}\-]+)(?:(?<=Ambassador)\s+Extraordinary\s+and\s+Plenipotentiary)?"
    r"\s+(?:of|for|to)\s+(?:the\s+)?"
    r"(?:(?:\p{Lu}[\p{L}\p{M}’'\-]*,?\s+(?:(?:of|and|the|for|to|&)\s+)*)*"
    r"(?P<last>\p{Lu}[\p{L}\p{M}’'\-]*)|(?P<field>\p{Ll}+))\s+$"
)
# Those who have an office "of Justice".
_MINISTERS = word_set("minister secretary undersecretary commissioner minister-designate")
# "Chief of Army Staff [General] Ana Oro", "Inspector General of Police [Maj Gen] Ana Oro"
_OFFICE_RANK = regex.compile(
    r"\b(?:of|for)\s(?:the\s)?(?:\p{Lu}[\p{L}\-]+\s){1,3}?(?P<rank>(?:(?:Vice|Rear|Lieutenant|Major"
    r"|Brigadier|Air|Field|Lt|Maj|Brig|Chief)[\s\-])*(?:General|Admiral|Marshal|Brigadier|Colonel|Commodore"
    r"|Major|Professor|Justice|Advocate|Ambassador)\s)$"
)
# "Leader of the council Ana Oro"
_HEAD_OF = regex.compile(
    r"(?<![\p{L}’'\-])(?P<head>\p{Lu}\p{Ll}+)\s(?:of|at)\s(?:the|an?|its)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}"
    r"(?P<body>\p{Ll}[\p{L}\-]*),?\s$"
)
# Those who sit together: "chair of the judges".
_SEATED = word_set("judges trustees governors directors selectors magistrates jurors examiners")
_FIELD = regex.compile(FIELD)
_RANKED = regex.compile(r"(?<![\p{L}’'\-])(\p{L}+)\s+$")
# "Energy and [Natural Resources Minister]"
_FIRST_FIELD = regex.compile(rf"(?<![\p{{L}}’'\-])(?P<first>{FIELD})(?:,\s{FIELD})*\s(?:and|&)\s$")
_OF_FIELD = regex.compile(
    rf"{FIELD}(?:\s\p{{Lu}}\p{{Ll}}+)?\s(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Uu]ndersecretary)"
)


def office_of(text: str, low: int, start: int) -> Offsets | None:
    """The office with its field that stands before a name ("Minister of Works Ana Oro").

    Args:
        text: the text.
        low: offset before which nothing is read.
        start: offset of the name.
    """
    start = _before_rank(text, low, start)
    if (m := _HEAD_OF.search(text, low, start)) is not None:
        body = singular(m["body"])[0] in BODY_NOUNS or m["body"] in _SEATED
        return (m.start("head"), m.end("body")) if body and is_role_noun(m["head"]) else None
    m = _OFFICE.search(text, low, start)
    if m is None or not is_role_noun(m["head"]):
        return None
    ministry = m["last"] == "Justice" and m["head"].lower() in _MINISTERS
    if is_role_noun(m["last"] or "") and not ministry:
        return None
    if m["field"] and not _FIELD.fullmatch(m["field"].capitalize()):
        return None
    begin = int(m.start("head"))
    while (rank := _RANKED.search(text, low, begin)) and rank[1].lower() in RANKS:
        begin = rank.start(1)
    return begin, max(m.end("last"), m.end("field"))


def _before_rank(text: str, low: int, start: int) -> int:
    """Where a rank begins between an office and a name: "Chief of Staff [General Ana Oro]"."""
    m = _OFFICE_RANK.search(text, low, start)
    return start if m is None else int(m.start("rank"))


def with_first_field(text: str, low: int, role: Offsets) -> Offsets:
    """A role with all that it is for: "[Energy and ]Trade Minister".

    Args:
        text: the text.
        low: offset before which nothing is read.
        role: offsets of the role.

    >>> text = "Energy and Trade Minister Ana Oro met Tim Holt and Trade Minister Ida Lund."
    >>> with_first_field(text, 0, (11, 25)), with_first_field(text, 26, (51, 65))
    ((0, 25), (51, 65))
    """
    m = _FIRST_FIELD.search(text, low, role[0])
    fits = m is not None and _OF_FIELD.fullmatch(text, *role) is not None
    return (int(m.start("first")), role[1]) if m is not None and fits else role
