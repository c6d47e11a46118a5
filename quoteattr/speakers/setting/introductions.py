"""Introductions: where a text first speaks of "a nurse", so that "the nurse" may be that one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import singular

__all__ = ["Introductions"]

# "A nurse", and up to four words before the noun; every word of it counts as one.
_INTRODUCTION = regex.compile(
    r"\b(?:an?|one|another|some)\s+(?P<words>[\p{L}\p{N}’'\-]+(?:\s+[\p{L}\p{N}’'\-]+){0,4})",
    regex.I,
)
# What may stand behind a noun that is no part of a longer one.
_ENDS = (
    r"(?=[,.;:”\"’)–—]|\s(?:who|whose|whom|that|and|or|in|of|at|on|by|to|from|with|for|near|was|is|were"
    r"|had|has|have|said|says|told|as|when|while|after|before|because|but|\p{L}{3,}ed|\p{L}{3,}ing)\b)"
)
# Before somebody who need not be there.
_GENERAL = regex.compile(r"\b(?:be|being|becom(?:e|ing)|needs?|wants?|like|such|as)\s$")
# How many stretches that begin before a place may hold it.
_BACK = 8


class Introductions:
    """Where a text first puts a noun behind "a" or the like.

    Args:
        text: the text.
        quoted: whether an offset lies in a content that opens with a quotation mark.
    """

    def __init__(self, text: str, quoted: Callable[[int], bool]) -> None:
        self._text = text
        self._quoted = quoted
        self._alone: dict[str, int] = {}
        self._elsewhere: dict[str, int] = {}

    def before(self, noun: str, position: int) -> bool:
        """Whether the text speaks of "a nurse" before a position, for the noun "nurse"."""
        return self._first.get(noun, position) < position

    def alone(self, noun: str, position: int) -> bool:
        """Whether the text speaks of "a cloth trader" before a position, not of "a trader ban"."""
        if not self.before(noun, position):
            return False
        if noun not in self._alone:
            words = r"\b(?:an?|one|another)\s(?:[\p{L}\p{N}\-]+\s){0,3}?"
            found = regex.finditer(words + regex.escape(noun) + _ENDS, self._text, regex.I)
            starts = (m.start() for m in found if not self._in_general(m.start()))
            self._alone[noun] = next(starts, len(self._text))
        return self._alone[noun] < position

    def elsewhere(self, noun: str, beside: Iterable[Offsets]) -> int:
        """Where the text first speaks of "a lawyer" but in some stretches; its end if nowhere.

        Args:
            noun: the noun.
            beside: the stretches, such as those beside the name of one who is a lawyer; asked
                for again, a noun has the same.
        """
        if noun not in self._elsewhere:
            words = rf"\b(?:an?|one|another)\s(?:[\p{{L}}\-]+\s){{0,3}}?{regex.escape(noun)}\b"
            stretches = sorted(beside)
            starts = [low for low, _ in stretches]
            first = len(self._text)
            for m in regex.finditer(words, self._text, regex.I):
                at = bisect_right(starts, m.end())
                near = stretches[max(0, at - _BACK) : at]
                if not any(low <= m.end() <= high for low, high in near):
                    first = m.start()
                    break
            self._elsewhere[noun] = first
        return self._elsewhere[noun]

    def _in_general(self, position: int) -> bool:
        """Whether "a writer" is nobody: "“I want to be a writer”", "needs a writer"."""
        before = _GENERAL.search(self._text, max(0, position - 12), position)
        return before is not None or self._quoted(position)

    @cached_property
    def _first(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for m in _INTRODUCTION.finditer(self._text, overlapped=True):
            first, *more = m["words"].lower().split()
            for word in (first, *more):
                found.setdefault(singular(word)[0] if first == "of" else word, m.start())
        return found
