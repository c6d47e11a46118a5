"""Negated reports: those that tell that something was *not* said, thought or written.

"She never said that she would go", "he declined to say whether", "no one is saying that". The
grammar is that of the auxiliaries and adverbs right before the cue within its clause, of the cue's
own words ("gave no indication"), and of a source that is nobody ("none of them said").

Denial is no negation: who "denied that" did speak, and "denied" is a cue of its own. Who "did not
deny" did not. Neither are limits ("not only said", "not just said") and rarity ("seldom says").
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from quoteattr.attribution.records import Offsets

__all__ = ["is_negated"]

# How far before a cue its auxiliaries and adverbs may begin, in code points.
REACH = 80

_BREAK = regex.compile(r"[.,;:!?()\[\]\"“”„«»]|\n\s*\n|--|[—–]|\s-\s")
_ADVERB = r"(?!only\b|just\b|merely\b|simply\b)(?:\w+ly|yet|even|ever|also|actually|so\ far|either)"
_BE = (
    r"(?:(?<=[’'`])(?:re|s|m|ve|d|ll)|do|does|did|has|have|had|is|are|was|were|am|wo|ca|would|will"
    r"|could|can|should|might|must)"
)
_DECLINE = r"(?:declin|refus)(?:e|es|ed|ing)|fail(?:s|ed|ing)?|(?:unable|unwilling|not\ ready)"
_SHORT_OF = (
    r"without|(?:stop|stops|stopped|stopping)\ short\ of|(?:refrain|refrains|refrained)\ from"
)

# What stands before the cue, up to the cue.
_BEFORE = regex.compile(
    rf"""
    (?:
        (?:\b{_BE}(?:\ {_ADVERB})*\ not | n[’'`]t | \bcannot | \bnever | \bno\ longer)
        (?:\ (?:{_ADVERB}|have|has|been|be|to))*          # "did not immediately", "has never been"
        (?:\ \w+\ n?or)?                                  # "would not confirm or deny"
      | \b(?:not|never)(?:\ {_ADVERB})*\ to               # "chose not to say"
      | \b(?:{_DECLINE})(?:\ {_ADVERB})*\ to(?:\ {_ADVERB})*
      | \b(?:{_SHORT_OF})(?:\ {_ADVERB})*
      | \bno                                              # "there was no word", "with no mention"
    )\ $
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# "Nor did she say": what stands before the source, where the source stands right before the cue.
_INVERTED = regex.compile(rf"\b(?:nor|neither|never|not\ once)\ {_BE}\ $", regex.IGNORECASE)
_CUE = regex.compile(
    rf"""
    ^(?:{_BE}\ )?(?:{_ADVERB}\ )*(?:not|never|no)\ (?!only\b|just\b|doubt\b|question\b)
  | ^{_BE}n[’'`]t\ (?!only\b|just\b)
  | ^(?:{_DECLINE})\b
  | ^\w+\ no\ (?!doubt\b|question\b)                      # "gave no indication"
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_NOBODY = regex.compile(
    r"(?:no\ one|nobody|none|neither|no(?!\.?\ \d)|few|not\ (?:a|one))\b",
    regex.VERBOSE | regex.IGNORECASE,
)
_NOTHING = regex.compile(r"\s+(?:nothing|not\ a\ word)\b", regex.VERBOSE | regex.IGNORECASE)


def is_negated(
    text: str,
    cue: Offsets | None,
    source: Offsets | None,
    contents: Iterable[Offsets],
) -> bool:
    """Whether the report tells that the content was not said, thought or written.

    Args:
        text: the text; all offsets are 0-based, half-open code points of it.
        cue: the reporting words; without them nothing is negated.
        source: the mention of the source, if there is one.
        contents: what was said, or not; its words negate no report.

    Example:
        >>> is_negated("Oro never said it rained.", (10, 14), (0, 3), [(15, 24)])
        True
        >>> is_negated("Oro said it never rained.", (4, 8), (0, 3), [(9, 24)])
        False
    """
    if cue is None:
        return False
    start, end = cue
    contents = list(contents)
    before = _clause(text, start, contents)
    if _BEFORE.search(before) or _CUE.search(_spaced(text[start:end])):
        return True
    if source is not None:
        if _NOBODY.match(text, source[0]):
            return True
        is_inverted = _INVERTED.search(_clause(text, source[0], contents))
        if is_inverted and text[source[1] : start].isspace():
            return True
    nothing = _NOTHING.match(text, end)
    return nothing is not None and not any(a < nothing.end() and end < b for a, b in contents)


def _clause(text: str, end: int, contents: Iterable[Offsets]) -> str:
    """The words right before an offset that belong to its clause, single spaces between."""
    first = max([0, end - REACH, *(b for _, b in contents if b <= end)])
    return _spaced(_BREAK.split(text[first:end])[-1])


def _spaced(words: str) -> str:
    return " ".join(f"<{words}>".split())[1:-1]
