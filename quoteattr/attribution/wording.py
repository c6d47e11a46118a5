"""Wording: what the words of a cue and around it tell of an attribution that a network found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.records import Mode

__all__ = [
    "is_impersonal",
    "may_lack_source",
    "mode_of",
    "verb_of",
    "whole_agent",
]

# Verbs that report in one way only.
_MODES: Mapping[str, Mode] = {
    "observed": "speech", "observes": "speech", "ventured": "speech", "ventures": "speech",
    "tweeted": "writing", "tweets": "writing", "texted": "writing", "emailed": "writing",
    "e-mailed": "writing", "blogged": "writing", "posted": "writing", "doubted": "thought",
    "thought": "thought", "thinks": "thought", "mused": "thought", "muses": "thought",
    "suspected": "thought", "suspects": "thought",
}  # fmt: skip

# From *it* to the end of a cue that nobody is named for: "it was widely reported".
_IMPERSONAL = regex.compile(
    r"""
    (?:\s+(?:is|was|(?:has|had)\s+been|(?:will|would|can|could|should|must|may|might)\s+be)|[’']s)
    \s+(?:(?:\p{Ll}+ly|also|now|then|often|still|not)\s+)?
    (?:said|told|thought|understood|known|held|written|alleged|claimed|reported|believed|expected
      |estimated|assumed|decided|agreed|announced|argued|suggested|feared|hoped|noted|recalled
      |rumou?red|stated|acknowledged|accepted|revealed|suspected|predicted)
    (?:\s+\p{Ll}+)?
    """,
    regex.VERBOSE,
)
_MEDIUM = regex.compile(
    r"(?:statement|note|letter|report|post|tweet|message|e-?mail|memo|speech|interview|briefing"
    r"|release|video|column|article|testimony|filing|submission)",
    regex.I,
)
_IN_A = regex.compile(
    r"\b(?P<verb>said|says|wrote|writes|told|added|announced|announces|stated|states|warned|warns"
    r"|claimed|claims|declared|insisted|argued)\s+(?:in|on|via|through|by)\s+"
    r"(?:(?:an?|his|her|its|their|the)\s+)?(?:[\p{L}\-’']+\s+){0,3}$"
)
# A form of "be" before a participle, or in a cue.
_BEING = regex.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being|gets?|got)|[’'](?:m|re|s))(?:\s+not)?"
    r"(?:\s+\p{L}+ly|\s+(?:also|then|never|later|once|often|first|soon|now|twice))?\s+\S+$",
    regex.I,
)
# A participle that has no subject.
_PARTICIPLE = regex.compile(r"(?:Asked|Told|Pressed|Questioned|Quizzed)\b|\p{L}+ed\s+(?:of|by)\b")
# What is left of a noun phrase between "by the city" and what is said: "council ".
_BY = regex.compile(r"\bby\s$", regex.I)
_REST = regex.compile(
    r"\s(?:(?!(?:that|not|in|on|at|for|after|before|during|last|this|and|as|when|who|from|of|about|with"
    r"|over|via|yesterday|today)\b)[\p{L}’'\-]+\s){1,3}"
)


def mode_of(text: str, cue: Sequence[Offsets], mode: Mode) -> Mode:
    """The mode that a cue of one word tells, else the one that is given.

    >>> mode_of("Oro observed that", ((4, 12),), "thought")
    'speech'
    """
    return _MODES.get(text[slice(*cue[0])].lower(), mode) if cue else mode


def verb_of(text: str, start: int, end: int) -> Offsets:
    """A cue; of "said in a statement that", of which the last word was taken for it, the verb.

    >>> verb_of("Oro said in a statement that", 14, 23)
    (4, 8)
    """
    if not _MEDIUM.fullmatch(text, start, end):
        return start, end
    m = _IN_A.search(text, max(0, start - 60), start)
    return m.span("verb") if m else (start, end)


def may_lack_source(text: str, start: int, end: int) -> bool:
    """Whether a cue may well stand without a source: "was told", "Asked if", "accused of".

    >>> may_lack_source("She was told to go", 8, 12), may_lack_source("She told him to go", 4, 8)
    (True, False)
    """
    being = _BEING.search(text, max(0, start - 40), end)
    return being is not None or _PARTICIPLE.match(text, start, end + 4) is not None


def whole_agent(text: str, source: Offsets, content: Sequence[Offsets]) -> Offsets:
    """A source behind "by", up to what is said: "told by the city [council] to boil it".

    >>> text = "told by the city council to boil it"
    >>> whole_agent(text, (8, 16), [(25, 35)])
    (8, 24)
    """
    low, high = source
    start = min((start for start, _ in content if start >= high), default=high)
    rest = _BY.search(text, max(0, low - 4), low) and _REST.fullmatch(text, high, start)
    return (low, start - 1) if rest else source


def is_impersonal(text: str, source: Sequence[Offsets], cue: Sequence[Offsets]) -> bool:
    """Whether the source is the *it* of "it is said", which stands for nobody.

    >>> is_impersonal("It is said that", [(0, 2)], [(6, 10)])
    True
    >>> is_impersonal("It has said that", [(0, 2)], [(7, 11)])
    False
    """
    if not source or not cue or text[slice(*source[0])].lower() != "it":
        return False
    return _IMPERSONAL.fullmatch(text, source[0][1], cue[0][1]) is not None
