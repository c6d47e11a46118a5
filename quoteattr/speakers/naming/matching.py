"""Matching: whether two names may be one, by their words alone."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.speakers.lexicon import STYLES

__all__ = ["LONG", "bare", "one_off", "same_person", "slips"]

# Malay styles of two words, of which the first may be a surname ("Tan").
_SECOND = {"tan": ("sri",), "puan": ("sri",), "datuk": ("seri", "sri", "wira", "paduka")}
_SECOND["datin"] = _SECOND["dato"] = _SECOND["datuk"]

#: Letters of a word in which one letter more or less is a slip of the pen.
LONG = 6


def same_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of a name stand in a longer one in order; an initial stands for a word."""
    alike = short[:1] == long[:1]
    short, long = _plain(short, alike), _plain(long, alike)
    rest = iter(long)
    if all(any(_fits(token, other) for other in rest) for token in short):
        return True
    return len(short) == len(long) == 2 and short == long[::-1]


def _plain(key: tuple[str, ...], alike: bool) -> tuple[str, ...]:
    """A name with its hyphens as spaces, and without a style before two words ("Datuk", "Tan Sri")
    that the other does not have.
    """
    styled = 0
    if not alike and len(key) > 3 and key[1] in _SECOND.get(key[0], ()):
        styled = 2
    elif not alike and len(key) > 2:
        styled = key[0] in STYLES
    return tuple(part for token in key[styled:] for part in token.split("-") if part)


def _fits(token: str, other: str) -> bool:
    if bare(token) == bare(other):
        return True
    if max(len(token), len(other)) >= LONG and abs(len(token) - len(other)) == 1:
        return one_off(token, other)
    return len(token) == 1 and other.startswith(token)


def one_off(token: str, other: str) -> bool:
    """Whether a word is another one with a letter too many or too few, or with two letters swapped.

    >>> one_off("brandt", "brandvt"), one_off("brnadt", "brandt"), one_off("rakesh", "ramesh")
    (True, True, False)
    """
    if abs(len(token) - len(other)) == 1:
        return token in slips(other) or other in slips(token)
    return sorted(token) == sorted(other)


def slips(token: str) -> Iterator[str]:
    """A long word itself and without each one of its letters."""
    if len(token) >= LONG:
        yield token
        yield from (token[:i] + token[i + 1 :] for i in range(1, len(token)))


def bare(token: str) -> str:
    """Without an Arabic article: al-Assad is Assad."""
    return token[3:] if token[:3] in ("al-", "el-") else token
