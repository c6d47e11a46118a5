"""Closed: what is said inside another quote ends with its marks, or with its sentence.

In "“He said, ‘I can’t,’ and then he was gone,” she told them" the inner words end at their comma,
and the mark behind that comma is theirs. Marks that close in the middle of a phrase ("he was
‘sorry’ and would pay") end nothing. Of 1,900 annotated quotes inside another that have no marks
of their own, behind their cue, ten go on into the next sentence: "“He said it was late. I stayed.”"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import Quotation
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order
from quoteattr.speakers.reading.sentences import SENTENCE_END

__all__ = ["closed"]

# Whole words in marks end so before the mark that closes.
_WHOLE = (",", ".", "!", "?", "…", "—", "–")
_REST = regex.compile(r"[,.!?…]?[’'”\"»]?")
_MARKS = "“\"‘'«„"
_LETTER = regex.compile(r"\p{L}")


def closed(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; one inside another that opens with a mark ends with what that opens.

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "“He said, ‘I can’t,’ and then he was gone,” she told them."
    >>> outer = Attribution(((0, 43),), ((48, 52),), ((44, 47),), kind="direct")
    >>> inner = Attribution(((10, 41),), ((4, 8),), ((1, 3),), parent=0)
    >>> [text[slice(*one.content[0])] for one in closed(MarkedText(text), [outer, inner])][1]
    '‘I can’t,’'
    >>> text = "“He said ‘sorry’ was a word,” she told them."
    >>> outer = Attribution(((0, 29),), ((34, 38),), ((30, 33),), kind="direct")
    >>> inner = Attribution(((9, 27),), ((4, 8),), ((1, 3),), parent=0)
    >>> [text[slice(*one.content[0])] for one in closed(MarkedText(text), [outer, inner])][1]
    '‘sorry’ was a word'
    >>> text = "“He said he was ill. I left,” she told them."
    >>> outer = Attribution(((0, 29),), ((34, 38),), ((30, 33),), kind="direct")
    >>> inner = Attribution(((9, 27),), ((4, 8),), ((1, 3),), parent=0)
    >>> [text[slice(*one.content[0])] for one in closed(MarkedText(text), [outer, inner])][1]
    'he was ill'
    """
    if all(one.parent is None for one in attributions):
        return tuple(attributions)
    text = marked.text
    opened = {q.start: q for q in marked.quotations if q.depth and len(q.spans) == 1}
    new = [_ended(text, one, opened) for one in attributions]
    if all(one.content == content for one, content in zip(attributions, new, strict=True)):
        return tuple(attributions)
    found: list[tuple[Attribution, int | None]] = []
    for one, content in zip(attributions, new, strict=True):
        parent = one.parent
        while parent is not None and content[0][0] >= new[parent][-1][1]:
            parent = attributions[parent].parent  # what held it ends before it now
        if content != one.content:
            one = marked.with_content(one, content)
        found.append((one, parent))
    return in_order(found)


def _ended(text: str, one: Attribution, opened: Mapping[int, Quotation]) -> tuple[Offsets, ...]:
    """The content as far as the quotation reaches that its last piece opens, or its sentence."""
    if one.parent is None or not one.content:
        return one.content
    start, end = one.content[-1]
    quotation = opened.get(start)
    if quotation is None:
        stop = SENTENCE_END.search(text, start, end) if _is_unmarked(text, one) else None
        return one.content if stop is None else (*one.content[:-1], (start, int(stop.start())))
    close = quotation.end
    if end < close <= end + 2 and _REST.fullmatch(text, end, close):
        return *one.content[:-1], (start, close)
    goes_on = close < end and _LETTER.search(text, close, end) is not None
    if goes_on and text[start : close - 1].endswith(_WHOLE):
        return *one.content[:-1], (start, close)
    return one.content


def _is_unmarked(text: str, one: Attribution) -> bool:
    """Whether a content in one piece behind its cue opens without a mark."""
    start = one.content[0][0]
    behind = bool(one.cue) and one.cue[0][1] <= start and len(one.content) == 1
    return (
        behind
        and text[start] not in _MARKS
        and not text[one.cue[0][1] : start].strip().endswith(":")
    )
