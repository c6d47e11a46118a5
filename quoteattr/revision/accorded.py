"""Accounts: where begins what somebody is named for with "according to".

"According to the mayor, Ana Oro, [it was shut]", "According to a poll of 900 adults, [most agree]":
a network takes what is told of the source for the beginning, or begins with what is reported
inside the account ("According to Oro, he had said [that it was shut]").
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order
from quoteattr.speakers.lexicon import PERSON_NOUNS, ROLES, singular
from quoteattr.speakers.reading.clausal import has_verb, is_clause
from quoteattr.speakers.reading.cores import noun_of

__all__ = ["accorded", "behind_aside"]

_ACCORDING = regex.compile(r"according\sto", regex.I)
# What is told of a source between two commas.
_TOLD_OF = regex.compile(
    r"(?P<clause>who|whose|which|(?!compared|based|given)\p{Ll}{2,}(?:ed|en)\s(?:by|on|in|at|last|this|under|to|from|for|with)\b)?"
    r"(?:(?<!\s)|an?\s|the\s|his\s|her\s|its\s|their\s|aged\s|\d{1,3}(?=,))[^,;:“”\"()\n]{0,90},\s"
)
_NAMED = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}.’'\-]*\s){0,4}\p{Lu}[\p{L}\p{M}’'\-]*,\s")
# What goes on with a source that was drawn too short.
_ITS_END = regex.compile(
    r"\s?(?:of|about|on|in|for|from|with|by|at|among|obtained|published|released|conducted|issued)\s"
)
_COMMA = regex.compile(r",\s(?!\d)")
_RELATIVE = regex.compile(r"(?:who|whose|which|and|or|but)\b")
_SUBJECT = regex.compile(
    r"(?:the|an?|his|her|its|their|our|no|some|many|few|most|all|both|he|she|they|we|it|there"
    r"|one|two|three|about|around|nearly|almost|more|only|police|people)\b|\d|\p{Lu}"
)
_PLAIN = regex.compile(r"(?:,\s)?[^.!?;:“”\"‘\n]*")


def behind_aside(text: str, start: int, end: int) -> int:
    """Where a clause begins that a comma parts from what is told of its source.

    Args:
        text: the text.
        start, end: offsets of what stands behind the source and its comma.

    >>> text = "According to Ana Oro, a baker from Lund, the mill was shut."
    >>> text[behind_aside(text, 22, 58):58]
    'the mill was shut'
    >>> text = "According to Ana Oro, the baker, a Swede, had left."
    >>> text[behind_aside(text, 22, 50):50]
    'the baker, a Swede, had left'
    """
    m = _TOLD_OF.match(text, start, end)
    if m is None or (m["clause"] is None and has_verb(text, m.start(), m.end())):
        return start
    # "According to reports, the mill, a ruin leased to Oro, is shut"
    apart = text.startswith("the ", start) and text.startswith(("a ", "an "), m.end())
    return m.end() if not apart and _opens(text, m.end(), end) else start


def accorded(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; what is according to somebody begins behind what is told of that one.

    Args:
        text: the text.
        attributions: in order, parents by index.

    >>> text = "According to a poll of 900 adults, most are happy."
    >>> poll = Attribution(((20, 49),), ((0, 12),), ((13, 19),))
    >>> (one,) = accorded(MarkedText(text), [poll])
    >>> text[slice(*one.source[0])], text[slice(*one.content[0])]
    ('a poll of 900 adults', 'most are happy')
    >>> text = "According to a poll, most of them are happy."
    >>> poll = Attribution(((21, 43),), ((0, 12),), ((13, 19),))
    >>> accorded(MarkedText(text), [poll]) == (poll,)
    True
    """
    text = marked.text
    accounts = [i for i, one in enumerate(attributions) if _accords(text, one)]
    if not accounts:
        return tuple(attributions)
    begins: dict[int, list[int]] = {}
    for index, one in enumerate(attributions):
        if one.cue and one.content:
            begins.setdefault(one.content[0][0], []).append(index)
    found = [(one, one.parent) for one in attributions]
    for index in accounts:
        one, parent = found[index]
        others = [i for i in begins.get(one.content[0][0], ()) if i != index]
        inner = next((i for i in others if _reports_it(text, one, attributions[i])), None)
        if inner is not None:
            parent = attributions[inner].parent if parent == inner else parent
            found[inner] = attributions[inner], index
        source, content = _account(text, one, None if inner is None else attributions[inner])
        whole = attrs.evolve(one, source=(source, *one.source[1:]))
        found[index] = marked.with_content(whole, content), parent
    return in_order(found)


def _account(
    text: str, one: Attribution, inner: Attribution | None
) -> tuple[Offsets, tuple[Offsets, ...]]:
    """The source of an account and its content, as far as the one reported in it reaches."""
    source, (first, *more) = one.source[0], one.content
    if inner is not None:
        whole = ((source[1] + 2, first[1]), *more)
        last = max(whole[-1][1], inner.content[-1][1])
        return source, (*whole[:-1], (whole[-1][0], last))
    if (new := _begun(text, one)) is not None:
        return new[0], ((new[1], first[1]), *more)
    return source, one.content


def _begun(text: str, one: Attribution) -> tuple[Offsets, int] | None:
    """The source with what is told of it, and where the account begins behind that."""
    (low, high), (start, end) = one.source[0], one.content[0]
    if text[high:start] == ", ":
        begin = behind_aside(text, start, end)
        told = text[start:begin].startswith(("who", "which"))
        if begin == start and (m := _NAMED.match(text, start, end)) is not None:
            begin = m.end() if _is_post(text[low:high]) and _opens(text, m.end(), end) else start
        return None if begin == start else ((low, high if told else begin - 2), begin)
    if start - high <= 1 and _ITS_END.match(text, high, end):
        for comma in _COMMA.finditer(text, start, end):
            if _opens(text, comma.end(), end):
                return (low, comma.start()), comma.end()
    return None


def _accords(text: str, one: Attribution) -> bool:
    """Whether a source stands between "according to" and what is."""
    if not (one.cue and one.source and one.content) or len(one.source) > 1:
        return False
    said = _ACCORDING.fullmatch(text, *one.cue[0]) is not None
    return said and one.cue[0][1] < one.source[0][0] and one.source[0][1] <= one.content[0][0]


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a clause begins there, with its verb before the next comma."""
    if _RELATIVE.match(text, start) or not _SUBJECT.match(text, start):
        return False
    first = text[start:end].partition(",")[0]
    return is_clause(first, 0, len(first))


def _is_post(phrase: str) -> bool:
    """Whether a name may follow: "the mayor", not "police"."""
    noun, plural = singular(noun_of(phrase).lower())
    owned = phrase.lower().startswith(("the ", "his ", "her ", "its ", "their "))
    return owned and not plural and noun in PERSON_NOUNS | ROLES


def _reports_it(text: str, one: Attribution, inner: Attribution) -> bool:
    """Whether an account was taken to begin with what another reports, cue and all, in it."""
    high, start = one.source[0][1], one.content[0][0]
    gap = text[high:start]
    if not gap.startswith(", ") or len(gap) < 4 or _PLAIN.fullmatch(gap) is None:
        return False
    return high < inner.cue[0][0] < start and has_verb(gap, 0, len(gap))
