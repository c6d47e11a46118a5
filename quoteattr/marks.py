"""Quotation marks, paired: what stands between marks, how deep, over how many paragraphs.

The heuristic: :mod:`quoteattr.marking.reading` tells of each mark what it may do; a stack
(:mod:`quoteattr.marking.pairing`) then pairs the marks of one paragraph, looking no further than
to the next mark of a kind.
Straight marks start afresh in every paragraph, so a mark that somebody forgot does no harm
beyond its own; a quotation is carried over only where the next paragraph opens the mark again,
or closes it before anything else.

Every step is linear in the length of the text. Offsets are 0-based, half-open code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import regex

from quoteattr.marking.pairing import pair as find_quotations
from quoteattr.marking.quotation import Offsets, Quotation
from quoteattr.records import Kind

__all__ = ["OPENING", "Quotation", "find_quotations", "kind_of"]

OPENING = tuple("“„«\"‘'")
"""Marks that may open a quotation."""


def kind_of(
    content: Sequence[Offsets],
    words: Sequence[Offsets],
    quotations: Sequence[Quotation],
    text: str,
) -> Kind:
    """Direct where all words of a content are inside marks, indirect where none is, else mixed.

    Marks and punctuation do not count, symbols such as $ do. Words set aside
    (:attr:`Quotation.aside`) make no content mixed.

    Args:
        content: offsets of the content's spans.
        words: offsets of the text's words, sorted.
        quotations: as :func:`find_quotations` gives them for the text.
        text: the text.

    >>> text = "He 'had to go'."
    >>> words = [(0, 2), (3, 4), (4, 7), (8, 10), (11, 13), (13, 14), (14, 15)]
    >>> [kind_of([(a, 15)], words, find_quotations(text), text) for a in (3, 0)]
    ['direct', 'mixed']
    >>> text = "She saw 'Gulls'. “It was long,” she said."
    >>> kind_of([(0, 15)], [(0, 3), (4, 7), (9, 14)], find_quotations(text), text)
    'indirect'
    """
    inside = spoken = total = 0
    for start, end in content:
        some = words[bisect_left(words, (start,)) : bisect_left(words, (end,))]
        near = _touching(quotations, start, end)
        depths = _cover(some, [span for q in near for span in q.spans])
        within = _cover(some, [span for q in near for span in q.inner])
        asides = _cover(some, [span for q in near if q.aside for span in q.inner])
        for (a, b), depth, inner, aside in zip(some, depths, within, asides, strict=True):
            if depth == inner and _COUNTS.search(text, a, b):  # else it is a mark itself
                total += 1
                inside += depth > 0
                spoken += depth > aside
    if total and inside == total:
        return "direct"
    return "mixed" if spoken else "indirect"


_COUNTS = regex.compile(r"[\p{L}\p{N}\p{S}--[`´]]", regex.V1)


def _touching(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those that may overlap a span: back to the outermost one that starts before it."""
    last = bisect_left(quotations, end, key=lambda q: q.start)
    first = last
    while first and not (
        first < last and quotations[first].depth == 0 and quotations[first].start <= start
    ):
        first -= 1
    return quotations[first:last]


def _cover(words: Sequence[Offsets], spans: Iterable[Offsets]) -> list[int]:
    """How many of the spans each word starts in: one sweep over their starts and ends."""
    ordered = [span for span in spans if span[0] < span[1]]
    starts, ends = sorted(a for a, _ in ordered), sorted(b for _, b in ordered)
    depths, opened, ended = [], 0, 0
    for word, _ in words:
        while opened < len(starts) and starts[opened] <= word:
            opened += 1
        while ended < len(ends) and ends[ended] <= word:
            ended += 1
        depths.append(opened - ended)
    return depths
