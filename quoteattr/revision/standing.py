"""Standing quotations: whole sentences in marks that nobody reports, and signed ones.

What stands in marks as a sentence of its own is somebody's words: each of the 755 such stretches
of three words or more in the annotated world articles lies in a quote, and 98% of 1,950 in
PolNeAR's; of two words there are few, and all but one of these lie in one. The network, which
looks for who reports, may pass over one that nothing around it does, and over the signature under
it ("“We stay.” — Ana Oro, baker").
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import Quotation
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import put_in
from quoteattr.revision.signatures import headline, signature
from quoteattr.revision.spans import Spans
from quoteattr.revision.titles import is_in_small_letters, words_in
from quoteattr.speakers.order import end_of
from quoteattr.speakers.ranking.asking import is_reply
from quoteattr.speakers.reading.introduced import introduction

__all__ = ["CONFIDENCE", "with_standing"]

#: How sure a quote is that was found by its marks alone.
CONFIDENCE = 0.9

_FEWEST_WORDS = 2
# How much of a quotation must lie in contents for it to have been found.
_FOUND = 0.5

_MARKS = "“”„«»‹›\"'‘’"
_ENDS = (".", "!", "?", "…", "—", "–")
_SIGNED_ENDS = (*_ENDS, ",")
_OPENS = regex.compile(r"(?:^|\n)[ \t]*(?:[•·▪‣●*–—-][ \t]+)?$|[.!?…:][”\"’'»)]?\s*$|^\s*$")
_CLOSES = regex.compile(r"\s*(?:$|\n)|\s+[\p{Lu}“\"‘«(—–-]")
_LEAD = 8


def with_standing(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with the standing quotations that are not among them.

    One right behind a direct quote in its paragraph goes on with it. One that is signed gets its
    signature for a source, also where it was found without one.

    Args:
        marked: the text.
        attributions: those found, in order.
        trusted: those that are less sure than this do not count as found, and give way.
    """
    found = [one for one in attributions if one.confidence >= trusted]
    added = [*_missed(marked, found), *_headed(marked.text, found)]
    return put_in(attributions, added) if added else tuple(attributions)


def _missed(marked: MarkedText, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """What to put in: new attributions, and known ones with more content or with a source."""
    text = marked.text
    contents = Spans((*span, i) for i, a in enumerate(attributions) for span in a.content)
    around = Spans((*span, i) for i, a in enumerate(attributions) for span in (*a.source, *a.cue))
    ends = sorted((end_of(a), i) for i, a in enumerate(attributions) if a.parent is None)
    changed: dict[int, Attribution] = {}
    for quotation in marked.quotations:
        if quotation.depth or not quotation.closed:
            continue
        if is_reply(text, quotation.end):
            if _is_free(attributions, _holder(contents, quotation), quotation):
                yield Attribution(quotation.spans, (), (), confidence=CONFIDENCE, kind="direct")
            continue
        if (signed := _signed(text, quotation)) is None:
            continue
        known = _holder(contents, quotation)
        if known is not None:
            one = changed.get(known, attributions[known])
            if signed and not one.source and one.parent is None:
                changed[known] = attrs.evolve(one, source=signed)
            continue
        if _cross(contents, quotation) or _cross(around, quotation):
            continue
        last = None if signed else _right_before(text, quotation, attributions, ends)
        if last is None:
            yield Attribution(quotation.spans, (), signed, confidence=CONFIDENCE, kind="direct")
        else:
            one = changed.get(last, attributions[last])
            changed[last] = attrs.evolve(one, content=(*one.content, *quotation.spans))
            insort(ends, (quotation.end, last))
    yield from changed.values()


def _signed(text: str, quotation: Quotation) -> tuple[Offsets, ...] | None:
    """The signature of a quotation that is somebody's words by itself, if it has one; None where
    it is none.
    """
    start, end = quotation.start, quotation.end
    told = introduction(text, start, end) is not None
    if not told and not _stands(text, quotation):
        return None
    who = signature(text, start, end, ended=_ends(text, quotation, _SIGNED_ENDS))
    if who is not None:
        return (who,)
    return () if told or _is_sentence(text, quotation) else None


def _holder(spans: Spans, quotation: Quotation) -> int | None:
    """The attribution that has most of a quotation in its spans; None where none has."""
    shared: dict[int, int] = {}
    for start, end in quotation.spans:
        for low, high, index in spans.over(start, end):
            common = min(high, end) - max(low, start)
            shared[index] = shared.get(index, 0) + common
    whole = sum(end - start for start, end in quotation.spans)
    best = max(shared, key=lambda i: shared[i], default=None)
    return best if best is not None and shared[best] >= _FOUND * whole else None


def _is_free(attributions: Sequence[Attribution], known: int | None, quotation: Quotation) -> bool:
    """Whether a reply is in no quote, or in that of the question before it."""
    if known is None:
        return True
    one = attributions[known]
    return any(end <= quotation.start for _, end in one.content) and bool(one.cue)


def _cross(spans: Spans, quotation: Quotation) -> bool:
    """Whether one of them runs over an edge of a quotation."""
    start, end = quotation.start, quotation.end
    return any(low < start or high > end for low, high, _ in spans.over(start, end))


def _stands(text: str, quotation: Quotation) -> bool:
    """Whether it opens where a sentence may, and reads as one, not as a title."""
    words = words_in(text, quotation.start, quotation.end)
    if len(words) < _FEWEST_WORDS or not words[0][0].isupper():
        return False
    opens = _OPENS.search(text, max(0, quotation.start - _LEAD), quotation.start)
    return opens is not None and is_in_small_letters(words)


def _ends(text: str, quotation: Quotation, ends: tuple[str, ...]) -> bool:
    """Whether its words end in one of these signs."""
    return text[quotation.start : quotation.end].rstrip(_MARKS + " ").endswith(ends)


def _is_sentence(text: str, quotation: Quotation) -> bool:
    closes = _CLOSES.match(text, quotation.end)
    return closes is not None and _ends(text, quotation, _ENDS)


def _headed(text: str, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """What a headline says that names who says so, where nothing was found in it."""
    if (found := headline(text)) is None:
        return
    (start, end), who = found
    if all(low >= end or high <= start for a in attributions for low, high in a.content):
        yield Attribution(((start, end),), (), (who,), confidence=CONFIDENCE)


def _right_before(
    text: str,
    quotation: Quotation,
    attributions: Sequence[Attribution],
    ends: Sequence[tuple[int, int]],
) -> int | None:
    """The direct quote that ends right before it in its paragraph, with its cue and source."""
    at = bisect_right(ends, (quotation.start, len(attributions))) - 1
    if at < 0:
        return None
    end, index = ends[at]
    gap = text[end : quotation.start]
    goes_on = attributions[index].kind == "direct" and not gap.strip(" .") and "\n" not in gap
    return index if goes_on else None
