"""Titles: told from sentences by their words, which in a title are most of them in capitals."""

from __future__ import annotations

from collections.abc import Sequence

import regex

__all__ = ["is_in_small_letters", "words_in"]

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'\-]*")


def words_in(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch, with what an apostrophe or a hyphen joins to them.

    >>> words_in("He’s a part-timer.", 0, 18)
    ['He’s', 'a', 'part-timer']
    """
    return [m[0] for m in _WORD.finditer(text, start, end)]


def is_in_small_letters(words: Sequence[str]) -> bool:
    """Whether most words but the first begin small, as in a sentence and in no title.

    >>> is_in_small_letters(["We", "held", "the", "rope"]), is_in_small_letters(["The", "Rope"])
    (True, False)
    """
    return 2 * sum(word[0].islower() for word in words[1:]) > len(words) - 1
