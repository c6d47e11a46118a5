"""Names that are given: "a woman who would only give her name as Mercy".

A relative clause, or words between commas, tell by what name somebody is called, or lets the text
call her. Such a name is often a word of the language, or a first name alone, so that no model takes
it for one; the clause shows that it is a person's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import MONTHS, PERSON_NOUNS, WEEKDAYS
from quoteattr.speakers.wording import STYLED

__all__ = ["GIVES", "with_given"]

_ONLY = r"(?:(?:only|just|simply)\s)?"
# Words between "who" and the verb: "asked only to", but not "would not".
_WORDS = r"(?:(?!not\b|never\b|said\b|told\b)\p{Ll}+\s)"
_NAME = r"(?:his|her|their)\s(?:\p{Ll}+\s){0,2}?(?:sur)?name"
_BY = r"by\s(?:the|his|her|their|an?)(?:\s\p{L}+){1,3},?\s"
#: From "who" to the name that the clause gives.
GIVES = regex.compile(
    rf"""
    (?: ,?\s who \s {_WORDS}{{0,4}}?
      | ,\s (?=(?:giving|using|identifying|introducing)\s) )
    (?:
        (?:giv(?:e|es|ing)|gave|provid(?:e|es|ed|ing)|us(?:e|es|ed|ing)) \s {_ONLY}
        (?: {_NAME} (?: \s {_ONLY} as \s {_ONLY} | ,\s ) | the \s (?:first\s)? name \s )
      | (?:identif(?:y|ied|ies|ying)|introduc(?:e|ed|es|ing)) \s
        (?:him|her|them)sel(?:f|ves) \s {_ONLY} as \s
      | (?:be|(?<=who\s)is|(?<=who\s)was) \s {_ONLY}
        (?:known|identified|named|called|quoted|referred\sto) \s {_ONLY} (?: as \s {_ONLY} | {_BY} )
      | be \s called \s
      | (?:goes|go|went) \s {_ONLY} (?: by \s {_ONLY} | {_BY} )
      | (?:that\s)? (?:only|just) \s {_NAME} ,\s (?=\p{{Lu}}\p{{Ll}}+,\s(?:be|is|was)\b)
      | [^.;\n“”"]{{0,60}}? \b (?:by|under|us(?:ed|es|ing)) \s the \s (?:pseudonym|alias) \s
      | [^.;\n“”"]{{0,60}}? said \s (?:his|her|their) \s name \s was \s
    )
    [“"‘']? {STYLED} (?=\p{{Lu}})
    """,
    regex.VERBOSE,
)
# "A laconic man named Beat", "one girl called Mercy".
NAMED = regex.compile(
    rf"\b(?:an?|another|one)\s(?:(?!who\b|that\b)[\p{{L}}\-]+\s){{0,3}}?(?P<noun>\p{{Ll}}[\p{{L}}\-]+)\s"
    rf"(?:named|called)\s[“\"‘']?{STYLED}(?=\p{{Lu}})"
)
_DATES = WEEKDAYS | MONTHS
# A first name, or more, that belongs to nothing behind it.
_GIVEN = regex.compile(
    r"\p{Lu}[\p{L}\-]+(?:\s\p{Lu}\.)?(?:\s\p{Lu}[\p{L}’'\-]+)?(?=[”\"’']?(?:[,.;]|\s\p{Ll}))(?![’']s)"
)


def with_given(
    text: str, persons: Iterable[Offsets], others: Sequence[tuple[int, int, str]]
) -> tuple[list[Offsets], list[tuple[int, int, str]]]:
    """The names of persons and of others, with those that a clause gives to somebody.

    Args:
        text: the text.
        persons, others: the names that are known.

    Returns:
        Persons and others, in order; a name that is given is a person's.

    >>> text = "A woman who would only give her name as Mercy said no."
    >>> persons, _ = with_given(text, [], [])
    >>> [text[start:end] for start, end in persons]
    ['Mercy']
    >>> with_given("A woman who would not give her name to Mercy said no.", [], [])
    ([], [])
    """
    known = sorted(persons)
    ends = [one.end() for one in GIVES.finditer(text)]
    ends += [one.end() for one in NAMED.finditer(text) if one["noun"] in PERSON_NOUNS]
    given = [m.span() for end in sorted(ends) if (m := _GIVEN.match(text, end))]
    given = [(low, high) for low, high in given if text[low:high].lower() not in _DATES]
    begins = [low for low, _ in known]
    given = [(low, high) for low, high in given if not _is_known(low, high, known, begins)]
    starts = {low for low, _ in given}
    return sorted([*known, *given]), [one for one in others if one[0] not in starts]


def _is_known(low: int, high: int, known: Sequence[Offsets], begins: Sequence[int]) -> bool:
    """Whether a name shares a character with one that is known."""
    at = bisect_left(begins, high)
    return at > 0 and known[at - 1][1] > low
