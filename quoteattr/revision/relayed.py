"""Relayed words: in "one mother told me her son thinks it’s thunder" the mother tells that he does.

What stands behind "told me", "told him" and the like is told from its subject on, and what that one
thinks is a quote inside it. A network takes the son's thought for all that is reported, or the
mother for the one who thinks.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order
from quoteattr.speakers.wording import THINKS

__all__ = ["relayed"]

_NP = (
    r"(?:(?i:the|an?|his|her|their|its|my|our|your)\s(?:\p{L}[\p{L}’'\-]*\s){0,2}?"
    r"(?!(?:and|or|but|who|that)\s)\p{L}[\p{L}’'\-]*"
    r"|\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}[\p{L}’'\-]+){0,2}|he|she|they|people)"
)
_TOLD = r"(?:told|tells?|assured|informed|reminded)"
_HEARER = r"(?:me|us|you|him|them)"
_THAT = r"(?:that\s)?"
# From who tells to the subject of a verb of saying or thinking, which stands behind.
_BEFORE = regex.compile(
    rf"""
    (?: (?<=[.!?:;,“”"‘\n]\s?) | ^ | \b(?:and|but|that|when|as)\s )
    (?P<who> (?:One|Two|Some|Many|Another|My|Our|{_NP}|\p{{Lu}}\p{{Ll}}+)
        (?:\s\p{{L}}[\p{{L}}’'\-]*){{0,3}}? ) \s
    (?:(?:has|have|had|just|once|also|later)\s)?
    (?P<cue>{_TOLD}) \s {_HEARER} \s {_THAT} (?P<subject>{_NP}) \s $
    """,
    regex.VERBOSE,
)
_THINKS = regex.compile(THINKS)
# Between "told" and what a network takes for what was told: "me her boss [knows it is wrong]".
_CUT_SHORT = regex.compile(rf"\s{_HEARER}\s(?P<content>{_THAT}{_NP}\s)")
_TELLS = regex.compile(_TOLD)
# How far before the verb of thinking "told" is looked for, and how far behind it the thought
# begins, in code points.
_REACH, _NEXT = 120, 6


def relayed(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; what somebody was told begins behind whom it was told to.

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "One mother told me her son thinks it was late."
    >>> thinks = Attribution(((34, 45),), ((27, 33),), ((0, 10),))
    >>> [text[slice(*one.content[0])] for one in relayed(MarkedText(text), [thinks])]
    ['her son thinks it was late', 'it was late']
    >>> text = "One mother told me the news and thinks it was late."
    >>> thinks = Attribution(((39, 50),), ((32, 38),), ((0, 10),))
    >>> [text[slice(*one.content[0])] for one in relayed(MarkedText(text), [thinks])]
    ['it was late']
    """
    text = marked.text
    found = [(one, one.parent) for one in attributions]
    cues = {span for one in attributions for span in one.cue}
    changed = False
    for index, one in enumerate(attributions):
        if (started := _begins_late(text, one)) is not None:
            content = (started, one.content[0][1]), *one.content[1:]
            found[index] = attrs.evolve(one, content=content), one.parent
            changed = True
        elif (told := _told(text, one)) is not None and told[1].cue[0] not in cues:
            subject, outer = told
            found[index] = attrs.evolve(one, source=(subject,)), len(found)
            found.append((outer, one.parent))
            changed = True
    if not changed:
        return tuple(attributions)
    for at, (one, parent) in enumerate(found):
        if at >= len(attributions) or one is not attributions[at]:
            found[at] = attrs.evolve(one, kind=marked.kind(one.content)), parent
    return in_order(found)


def _begins_late(text: str, one: Attribution) -> int | None:
    """Where a content begins that was told, if it was taken to begin at its verb."""
    if not one.cue or not one.content or not _TELLS.fullmatch(text, *one.cue[0]):
        return None
    m = _CUT_SHORT.fullmatch(text, one.cue[0][1], one.content[0][0])
    late = m is not None and _THINKS.match(text, one.content[0][0]) is not None
    return int(m.start("content")) if m and late else None


def _told(text: str, one: Attribution) -> tuple[Offsets, Attribution] | None:
    """Who thinks something, and the attribution of it to the one who told of that."""
    if not one.cue or not one.content or not _THINKS.fullmatch(text, *one.cue[0]):
        return None
    at = one.cue[0][0]
    if not 0 <= one.content[0][0] - one.cue[0][1] <= _NEXT:
        return None
    m = _BEFORE.search(text, max(0, at - _REACH), at)
    if m is None:
        return None
    content = (m.start("subject"), one.content[-1][1])
    outer = attrs.evolve(
        one, content=(content,), cue=(m.span("cue"),), source=(m.span("who"),), mode="speech"
    )
    return m.span("subject"), outer
