"""Standing quotations: whole sentences in marks that nobody reports, and signed ones.

What stands in marks as a sentence of its own is somebody's words: each of the 755 such stretches
of three words or more in the annotated world articles lies in a quote, and 98% of 1,950 in
PolNeAR's. The network, which looks for who reports, may pass over one that nothing around it
does, and over the signature under it ("“We stay.” — Ana Oro, baker").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import Quotation, find_quotations
from quoteattr.speakers.order import end_of
from quoteattr.speakers.reading.placing import put_in

__all__ = ["CONFIDENCE", "with_standing"]

#: How sure a quote is that was found by its marks alone.
CONFIDENCE = 0.9

_FEWEST_WORDS = 3
# How much of a quotation must lie in contents for it to have been found.
_FOUND = 0.5

_MARKS = "“”„«»‹›\"'‘’"
_ENDS = (".", "!", "?", "…", "—", "–")
_SIGNED_ENDS = (*_ENDS, ",")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'\-]*")
_OPENS = regex.compile(r"(?:^|\n|[.!?…:][”\"’'»)]?)\s*$")
_CLOSES = regex.compile(r"\s*(?:$|\n)|\s+[\p{Lu}“\"‘«(—–-]")
_LEAD = 8
# "— Ana Oro, 61, baker" to the end of the line, or on a line of its own.
_SIGNATURE = regex.compile(
    r"[ \t]*(?:\r?\n[ \t]*)?(?:—|―|–|--?)[ \t]*"
    r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?\p{Lu}[\p{L}\p{M}.’'\-]*"
    r"(?:[ ](?:(?:de|da|dos|van|von|der|bin|al)[ ]){0,2}\p{Lu}[\p{L}\p{M}.’'\-]*){0,4})"
    r"(?P<what>,[ ](?:(?!\b(?:said|says|told|is|was|are|were|has|had|will)\b)[^\n!?“”\"]){2,80}?)?"
    r"\.?[ \t]*(?=\r?\n|$)"
)
# Whose report a text is, or when it came; no person's name.
_CREDIT = regex.compile(
    r"\p{Lu}{2,}|.*\b(?:Reuters|Xinhua|Bernama|Bloomberg|Antara|Press|News|Agenc(?:e|y|ies)|Staff"
    r"|Reporters?|Reporting|Correspondent|\p{L}+day)\b.*"
)
# The next item of a list whose first one looks like a signature.
_NEXT_ITEM = regex.compile(r"\.?[ \t]*\r?\n[ \t]*[-–—]")


def with_standing(
    text: str, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with the standing quotations that are not among them.

    One right behind a direct quote in its paragraph goes on with it. One that is signed gets its
    signature for a source, also where it was found without one.

    Args:
        text: the text.
        attributions: those found, in order.
        trusted: those that are less sure than this do not count as found, and give way.
    """
    added = list(_missed(text, [one for one in attributions if one.confidence >= trusted]))
    return put_in(attributions, added) if added else tuple(attributions)


def _missed(text: str, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """What to put in: new attributions, and known ones with more content or with a source."""
    contents = _Spans((*span, i) for i, a in enumerate(attributions) for span in a.content)
    around = _Spans((*span, i) for i, a in enumerate(attributions) for span in (*a.source, *a.cue))
    ends = sorted((end_of(a), i) for i, a in enumerate(attributions) if a.parent is None)
    changed: dict[int, Attribution] = {}
    for quotation in find_quotations(text):
        if quotation.depth or not quotation.closed or not _stands(text, quotation):
            continue
        signature = _signature(text, quotation)
        if signature is None and not _is_sentence(text, quotation):
            continue
        known = contents.holder(quotation)
        if known is not None:
            one = changed.get(known, attributions[known])
            if signature is not None and not one.source and one.parent is None:
                changed[known] = attrs.evolve(one, source=(signature,))
            continue
        if contents.cross(quotation) or around.cross(quotation):
            continue
        last = None if signature else _right_before(text, quotation, attributions, ends)
        if last is None:
            source = () if signature is None else (signature,)
            yield Attribution(quotation.spans, (), source, confidence=CONFIDENCE, kind="direct")
        else:
            one = changed.get(last, attributions[last])
            changed[last] = attrs.evolve(one, content=(*one.content, *quotation.spans))
            insort(ends, (quotation.end, last))
    yield from changed.values()


class _Spans:
    """Spans of attributions, each with the attribution's index, to be asked for by place."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def _over(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Those that share a character with a stretch."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at][1] > start:
                yield self._spans[at]
            at -= 1

    def holder(self, quotation: Quotation) -> int | None:
        """The attribution that has most of a quotation in its spans; None where none has."""
        shared: dict[int, int] = {}
        for start, end in quotation.spans:
            for low, high, index in self._over(start, end):
                common = min(high, end) - max(low, start)
                shared[index] = shared.get(index, 0) + common
        whole = sum(end - start for start, end in quotation.spans)
        best = max(shared, key=lambda i: shared[i], default=None)
        return best if best is not None and shared[best] >= _FOUND * whole else None

    def cross(self, quotation: Quotation) -> bool:
        """Whether one of them runs over an edge of a quotation."""
        start, end = quotation.start, quotation.end
        return any(low < start or high > end for low, high, _ in self._over(start, end))


def _stands(text: str, quotation: Quotation) -> bool:
    """Whether it opens where a sentence may, and reads as one, not as a title."""
    words = [m[0] for m in _WORD.finditer(text, quotation.start, quotation.end)]
    if len(words) < _FEWEST_WORDS or not words[0][0].isupper():
        return False
    if not _OPENS.search(text, max(0, quotation.start - _LEAD), quotation.start):
        return False
    small = sum(word[0].islower() for word in words[1:])
    return bool(2 * small > len(words) - 1)


def _ends(text: str, quotation: Quotation, ends: tuple[str, ...]) -> bool:
    """Whether its words end in one of these signs."""
    return text[quotation.start : quotation.end].rstrip(_MARKS + " ").endswith(ends)


def _is_sentence(text: str, quotation: Quotation) -> bool:
    closes = _CLOSES.match(text, quotation.end)
    return closes is not None and _ends(text, quotation, _ENDS)


def _signature(text: str, quotation: Quotation) -> Offsets | None:
    m = _SIGNATURE.match(text, quotation.end, quotation.end + 160)
    if m is None or not _ends(text, quotation, _SIGNED_ENDS) or _CREDIT.fullmatch(m["who"]):
        return None
    if _NEXT_ITEM.match(text, m.end("what") if m["what"] else m.end("who")):
        return None
    start, end = m.span("who")
    described = m["what"] is not None and not m["what"][2:3].isupper()  # "Ana Oro, Lund" is one
    return int(start), int(m.end("what")) if described else int(end)


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
