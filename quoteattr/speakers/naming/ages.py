"""Ages: how old the text says somebody is, and whom "the 41-year-old" can mean.

"Ana Oro, 41,", "Ana Oro (41)", "Ana Oro, who is 41,", "41-year-old baker Ana Oro", "Ana Oro, a
41-year-old baker".
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

__all__ = ["age_in", "ages_beside"]

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_SMALL.split(), start=1)}
_OLD = r"(?P<age>\d{1,3}|\p{L}+)-year-old"
_IS_OLD = regex.compile(_OLD, regex.I)
_BEHIND = regex.compile(
    rf"""
    (?:,|\s\()\s?(?:aged\s|now\s|who\s(?:is|was|turned|turns)\s|then\s)?(?P<age>\d{{1,3}})
        (?=[,.;:)”"’]|\s(?:and|years\sold|when|at|of|from|but)\b|$)
  | \s(?:is|was|turned|turns)\s(?P<age>\d\d)(?=[,.;]|\syears\sold)
  | ,\s(?:an?|the)\s(?:\p{{Ll}}+\s){{0,2}}?{_OLD}\b
    """,
    regex.VERBOSE,
)
# Words behind an age that are of another's clause: "the 41-year-old said [Ana Oro]".
_VERB = (
    r"(?:said|says|told|tells|adds|added|claim(?:s|ed)|insist(?:s|ed)|thinks|thought|believes?d?|wrote|writes"
    r"|met|meets|saw|sees|called|calls|accused|blamed|praised|beat|joined|married|knew|knows|was|is|has|had"
    r"|and|who|with|against|when|while|as|that|than|before|after)"
)
_BEFORE = regex.compile(rf"{_OLD}(?:\s(?!{_VERB}\b)[\p{{L}}][\p{{L}}’'\-]*){{0,4}}\s$", regex.I)
_REACH = 60


def ages_beside(text: str, low: int, start: int, end: int, high: int) -> set[int]:
    """The ages that stand right beside a name, in years.

    Args:
        text: the text.
        low, high: offsets of the sentence.
        start, end: offsets of the name.

    >>> ages_beside("Ana Oro, 41, left.", 0, 0, 7, 18)
    {41}
    >>> ages_beside("The 41-year-old said Ana Oro left.", 0, 21, 28, 34)
    set()
    """
    before = _BEFORE.search(text, max(low, start - _REACH), start)
    found = (before, _BEHIND.match(text, end, min(high, end + _REACH)))
    ages = (_years(m["age"]) for m in found if m is not None)
    return {age for age in ages if age}


def age_in(words: Iterable[str]) -> int:
    """The age in the words of a description, in years; 0 where none is.

    >>> age_in(["retired", "41-year-old"]), age_in(["six-year-old"]), age_in(["old"])
    (41, 6, 0)
    """
    matches = (_IS_OLD.fullmatch(word) for word in words)
    return next((_years(m["age"]) for m in matches if m is not None), 0)


def _years(number: str) -> int:
    return int(number) if number.isdecimal() else _NUMBERS.get(number.lower(), 0)
