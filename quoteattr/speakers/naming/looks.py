"""Looks: what the letters of a name show, whatever it was taken for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from quoteattr.speakers.lexicon import (
    ABBREVIATIONS,
    BODY_NOUNS,
    FEMALE_HONORIFICS,
    HONORIFICS,
    MALE_HONORIFICS,
    word_set,
)
from quoteattr.speakers.naming.proper import POSSESSIVE

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["is_styled", "last_word", "looks_personal", "looks_placed", "surface", "word_beside"]

# Names that are kept without what stands behind them: a text asks for each many times.
_KEPT = 4096
_NAME = regex.compile(r"\p{Lu}\p{M}*\p{Ll}[\p{L}\p{M}’'\-]*")
_ARTICLE = regex.compile(r"(?<![\p{L}\-])(?:the|an?)\s$", regex.I)
_TITLE = regex.compile(r"([\p{L}\-]+)\.?\s$")
_WORD = regex.compile(r"([\p{L}\-]+)(?P<stop>\.?),?[^\S\n]$")
_SHORTENED = HONORIFICS | {word.lower() for word in ABBREVIATIONS}
_STYLED = MALE_HONORIFICS | FEMALE_HONORIFICS | {"sen", "rep", "gov", "dr", "prof", "rev"}
_STYLED -= {"miss"}
_STYLES = tuple(_STYLED)

# Words that open or end the names of places.
_PLACES = word_set(
    "new old north south east west northern southern eastern western central upper lower "
    "greater little great united san santa santo saint st são port fort mount mt lake los las "
    "la le el costa puerto porto rio villa ciudad bad cape tel abu ras wadi bay hong sri "
    "saudi sierra burkina nova papua british rhode ivory kuala phnom addis buenos baton des "
    "palo baja minas tamil uttar andhra madhya himachal arunachal khyber state county "
    "district province region city town village island islands river valley peninsula coast "
    "sea strait republic kingdom pradesh nadu street road avenue square park bridge station "
    "airport beach harbour harbor"
)


def surface(text: str, entity: Entity) -> str:
    """A name without the "'s" behind it."""
    return _bare(text[entity.start : entity.end])


@lru_cache(maxsize=_KEPT)
def _bare(name: str) -> str:
    return str(POSSESSIVE.sub("", name.strip()))


def word_beside(text: str, start: int) -> str:
    """The word right before a name, in lower case; nothing where a sentence ends between.

    >>> word_beside("the banker Oro", 11), word_beside("Dr. Oro", 4)
    ('banker', 'dr')
    >>> word_beside("a banker. Oro", 10)
    ''
    """
    m = _WORD.search(text, max(0, start - 24), start)
    if m is None or (m["stop"] and m[1].lower() not in _SHORTENED):
        return ""
    return str(m[1].lower())


def last_word(text: str, entity: Entity) -> str:
    """The last word of a name."""
    return surface(text, entity).rpartition(" ")[2]


def looks_personal(text: str, entity: Entity) -> bool:
    """Two or three capitalised words, none of them a noun for bodies, without an article."""
    words = surface(text, entity).split()
    return (
        2 <= len(words) <= 3
        and all(_NAME.fullmatch(w) and w.lower() not in BODY_NOUNS for w in words)
        and _ARTICLE.search(text, max(0, entity.start - 6), entity.start) is None
    )


def looks_placed(text: str, entity: Entity) -> bool:
    """Whether a name begins or ends with a word by which places are called: "West Lund"."""
    words = surface(text, entity).lower().split()
    return bool(words) and not _PLACES.isdisjoint((words[0], words[-1]))


def is_styled(text: str, entity: Entity) -> bool:
    """Whether "Mr." or its like stands before a name, or opens it; "Miss Lund" is a contest too."""
    first, *more = text[entity.start : entity.end].split() or [""]
    if more and first.rstrip(".").lower() in _STYLED:
        return True
    before = text[max(0, entity.start - 12) : entity.start]
    if not before.rstrip().rstrip(".").lower().endswith(_STYLES):
        return False
    m = _TITLE.search(before)
    return m is not None and m[1].lower() in _STYLED
