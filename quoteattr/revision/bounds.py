"""Bounds: sources and contents without what stands around them and is nobody's.

A dateline is no part of what is said, nor of who says it. Whom somebody shouts at is no part of
who shouts, nor is "as saying" a part of whom a paper quotes.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.speakers.naming.borders import after_dateline

__all__ = ["bounded"]

_QUOTES = regex.compile(r"(?:quot|cit)(?:e|es|ed|ing)", regex.I)
# "I told him[: ]go home"
_LED_TO = regex.compile(r"[:;,]\s+(?=[\p{L}\p{N}])")
_AS_SAYING = regex.compile(r"\sas\s(?:saying|telling|having\s(?:said|told)|adding|declaring)$")
_CALLS = regex.compile(r"(?:call|label|brand|describ|denounc|dubb?)(?:s|es|l?ed|ing)", regex.I)
_OBJECT = regex.compile(r"\s(?P<who>(?:(?:the|those|his|her|their|all)\s)?(?:[\p{L}\-]+\s){1,4})")
_RELATIVE = regex.compile(r"(?:who|which|that)\s\p{Ll}")
# "Called [the clerks ]“fools”"
_MARKED_OBJECT = regex.compile(
    r"\s(?P<who>(?:(?:the|those|these|his|her|their|its|our|my)\s(?:[\p{L}’'\-]+\s){1,4}"
    r"|(?:it|him|them|us)\s)(?:as\s)?)"
)
_MARK = regex.compile(r"[“\"‘]")
_SHOUTS = regex.compile(
    r"(?:yell|shout|scream|shriek|bark|snap|snarl|holler|bellow|hiss|growl|roar|lash)(?:p?ed|s|p?ing)?"
    r"(?:\sback)?\s?$"
)
# "[Ana Oro ]at the harbour master Tim Holt"
_AT = regex.compile(r"\sat\s(?=(?:[\p{L}.\-]+\s){0,5}\p{Lu})")


def bounded(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, with sources and contents that begin and end where they should.

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "PORT VALE, May 3 (LNA) - Ana Oro said it was late."
    >>> (one,) = bounded(MarkedText(text), [Attribution(((37, 48),), ((33, 37),), ((0, 32),))])
    >>> text[slice(*one.source[0])]
    'Ana Oro'
    >>> text = "Holt quoted the mayor as saying: “No, never.”"
    >>> (one,) = bounded(MarkedText(text), [Attribution(((33, 45),), ((5, 11),), ((12, 31),))])
    >>> text[slice(*one.source[0])]
    'the mayor'
    >>> text = "Oro called the clerks who came late “fools”."
    >>> (one,) = bounded(MarkedText(text), [Attribution(((22, 43),), ((4, 10),), ((0, 3),))])
    >>> text[slice(*one.content[0])]
    'the clerks who came late “fools”'
    >>> text = "“Go,” yelled Ana Oro at Mayor Tim Holt."
    >>> (one,) = bounded(MarkedText(text), [Attribution(((0, 5),), ((6, 12),), ((13, 38),))])
    >>> text[slice(*one.source[0])]
    'Ana Oro'
    >>> text = "“Go,” said the nurse at Lund Hospital."
    >>> (one,) = bounded(MarkedText(text), [Attribution(((0, 5),), ((6, 10),), ((11, 37),))])
    >>> text[slice(*one.source[0])]
    'the nurse at Lund Hospital'
    """
    text = marked.text
    found = (_whole_object(text, _with_source(text, one)) for one in attributions)
    return tuple(_undated(marked, one) for one in found)


def _with_source(text: str, one: Attribution) -> Attribution:
    """An attribution whose source is whom the words around it show."""
    if len(one.source) != 1:
        return one
    start, end = one.source[0]
    if one.cue and _QUOTES.fullmatch(text, *one.cue[0]):
        cut = _AS_SAYING.search(text, start + 1, end)
        end = end if cut is None else cut.start()
    elif _SHOUTS.search(text, max(0, start - 16), start):
        at = _AT.search(text, start + 1, end)
        end = end if at is None else at.start()
    return attrs.evolve(one, source=((start, end),))


def _whole_object(text: str, one: Attribution) -> Attribution:
    """An attribution with all whom it calls something: "called [the clerks ]who came “fools”"."""
    if not one.cue or not one.content or not _CALLS.fullmatch(text, *one.cue[0]):
        return one
    (start, end), *more = one.content
    pattern = _MARKED_OBJECT if _MARK.match(text, start) else _OBJECT
    m = pattern.fullmatch(text, one.cue[0][1], start) if one.cue[0][1] < start else None
    if m is None or not (pattern is _MARKED_OBJECT or _RELATIVE.match(text, start, end)):
        return one
    kind = one.kind if pattern is _OBJECT else "mixed"
    return attrs.evolve(one, content=((m.start("who"), end), *more), kind=kind)


def _undated(marked: MarkedText, one: Attribution) -> Attribution:
    """An attribution without the dateline before its source or its content."""
    text = marked.text
    source = tuple((after_dateline(text, *span), span[1]) for span in one.source)
    content = tuple((_behind_dateline(text, *span), span[1]) for span in one.content)
    if content == one.content:
        return one if source == one.source else attrs.evolve(one, source=source)
    return attrs.evolve(marked.with_content(one, content), source=source)


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where a content begins that a line opens with, without its dateline; and any behind a colon
    that leads to it.
    """
    if (m := _LED_TO.match(text, start, end)) is not None:
        return int(m.end())
    opens = not start or text[start - 1] == "\n"
    return after_dateline(text, start, end) if opens else start
