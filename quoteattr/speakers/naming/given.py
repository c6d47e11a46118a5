"""Given names that are words of the language: "Mercy Oro", "Innocent Oro", "April Oro".

An entity model that has seen few of them takes "Oro" alone for the name. The word before it
belongs to it where something shows that it is no title and no opening of the sentence: a source
that begins with it, a small letter or a comma before it, an age behind the name, or that it is
such a name as often. Once shown, it holds for the whole text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    PERSON_NOUNS,
    TITLES,
    WEEKDAYS,
    singular,
    word_set,
)
from quoteattr.speakers.naming.edges import runs_on
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.naming.wholes import OPENERS, is_title

__all__ = ["Given"]

# Words that are given names in Africa, Asia and elsewhere, and hardly ever open a sentence right
# before a name as anything else.
_NAMES = word_set(
    "amber amity autumn beauty blessing bliss charity clemency comfort confidence courage "
    "crystal dawn delight diamond dignity evidence faith favor favour felicity fidelity fortune "
    "freedom gift givemore glory godknows goodluck goodness goodwill grace gracious happiness "
    "harmony honesty honour hope hopewell innocence innocent jabulani jade joy kindness "
    "knowledge learnmore loveness lovemore marvel memory mercy miracle modesty nomatter "
    "obedience patience peace pearl perseverance praise precious privilege promise prosper "
    "prosperity prudence psalm purity rejoice rose ruby serenity sincerity summer surprise "
    "talent temperance thankgod treasure trymore unity verity victor vigilance violet wisdom "
    "worship"
)
# Titles that are given names behind another title: "secretary Dean Oro", "Major Bishop Oro".
_TITLES_TOO = word_set(
    "dean major bishop judge duke earl baron prince king pope abbot marshal squire"
)
_SEASONS = frozenset({"autumn", "summer", "dawn"})
_DAYS = WEEKDAYS | word_set("january april may june july august")
# Words and endings that open sentences more often than names.
_FIRST_WORDS = word_set(
    "like unlike neither either besides perhaps again nor only behind beside elsewhere today "
    "yesterday tomorrow joining accompanying meeting replacing including following citing "
    "quoting speaking writing nearby across enter meet see watch ask tell never sometimes often "
    "soon maybe indeed catholic orthodox protestant muslim christian jewish swiss dutch french "
    "british english irish det"
)
_VERBAL = ("ed", "ly")
_DEMONYMS = ("an", "ish", "ese", "day", "ary", "ber", "crat")
_PEOPLES = word_set(
    "dane swede finn pole turk scot serb croat briton czech greek thai kiwi aussie brit swiss "
    "slovak arab kurd jew berber tory"
)
# One capitalised word right before a name.
_WORD = regex.compile(r"(?<![\p{L}\p{N}’'\-.])(?P<given>\p{Lu}\p{Ll}*)[ \u00a0]$")
# What stands before it: the midst of a sentence, what somebody is, or nothing.
_MIDST = regex.compile(
    r"(?:(?<![\p{L}\p{N}’'\-])(?!(?:of|for|and|in|at|on|to|the|an?)\s)[\p{Ll}\p{N}][\p{L}\p{N}’'\-]*[”\"’)]?"
    r"|[,;][”\"’)]?|[–—])\s$"
)
# "Rest in Peace Mary Oro", "Minister of Peace Oro"
_FIELD = regex.compile(
    r"(?:\b(?:[Ii]n|[Tt]his|[Ll]ast|[Nn]ext|[Ee]very|[Ee]ach)|\p{Lu}\p{L}+\s(?:of|for|and)|&)\s$"
)
_TITLE = regex.compile(r"(?P<title>[\p{L}\-]+)\s$")
_FIRST = regex.compile(r"(?:^|\n|[.!?…:][”\"’']?\s|[“\"‘'«(])$")
# Of fewer letters are initials and particles.
_SHORTEST = 3
_INTRODUCED = regex.compile(r",\s(?:an?\s|the\s|\d\d,|who\s)")


class Given:
    """Where the names of a text begin, with such a word.

    Args:
        text: the text.
        names: offsets of the persons' names without it.
        covered: where the words of all entities begin.
        lowered: words that the text has in lower case.
        sources: offsets of the mentions named as sources.
    """

    def __init__(
        self,
        text: str,
        names: Iterable[Offsets],
        covered: Collection[int],
        lowered: frozenset[str],
        sources: Iterable[Offsets],
    ) -> None:
        self._text, self._covered, self._lowered = text, covered, lowered
        self._sources = {start for start, _ in sources}
        shown = ((self._shown(*name), name[1]) for name in names)
        self._whole = {text[start:end] for start, end in shown if start is not None}

    def begin(self, start: int, end: int) -> int:
        """Where a name begins, its given name included.

        Args:
            start, end: offsets of the name without it.
        """
        if (m := self._before(start)) is None:
            return start
        low = int(m.start())
        known = self._text[low:end] in self._whole or self._shown(start, end) is not None
        return low if known else start

    def _before(self, start: int) -> regex.Match[str] | None:
        return _WORD.search(self._text, max(0, start - 24), start)

    def _shown(self, start: int, end: int) -> int | None:
        """Where the word before a name begins, if something shows that it belongs to it."""
        m = self._before(start)
        return int(m.start()) if m is not None and self._belongs(m, start, end) else None

    def _belongs(self, m: regex.Match[str], start: int, end: int) -> bool:
        text, at, word = self._text, m.start(), m["given"].lower()
        if word in _NAMES:
            season = word in _SEASONS and word in self._lowered
            return not season and _FIELD.search(text, max(0, at - 24), at) is None
        if word in _TITLES_TOO and (behind := _TITLE.search(text, max(0, at - 40), at)):
            return is_title(behind["title"].lower()) or behind["title"].lower() in PERSON_NOUNS
        if word not in _DAYS and (_is_noun(word) or word in OPENERS or word.endswith(_DEMONYMS)):
            return False
        if at in self._sources and not (_opens(word) or singular(word)[1]):
            return True  # not "On Sunday Oro", of which the source is Oro
        if at in self._covered or word in _DAYS or runs_on(m["given"]):
            return False
        alone = " " not in text[start:end]
        title = _TITLE.search(text, max(0, at - 40), at)
        if title is not None and title["title"].lower() in (TITLES | PERSON_NOUNS) - {"of", "the"}:
            return alone  # "chief executive Do Oro"
        if word in self._lowered or singular(word)[1]:
            return False
        if _MIDST.search(text, max(0, at - 30), at):
            return len(word) >= _SHORTEST
        first = _FIRST.search(text, max(0, at - 3), at) is not None and not _opens(word)
        return first and alone and _INTRODUCED.match(text, end) is not None


def _is_noun(word: str) -> bool:
    """Whether a word is for what somebody is, and so no name."""
    role = is_role_noun(word) and not word.endswith("ant")  # "Pleasant Oro"
    return is_title(word) or role or word in BODY_NOUNS or word in _PEOPLES or word in PERSON_NOUNS


def _opens(word: str) -> bool:
    return word in _FIRST_WORDS or word.endswith(_VERBAL)
