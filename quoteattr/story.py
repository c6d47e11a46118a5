"""Stories: a text as it is read, and what was found in it put back into the whole.

What is no part of an article (:mod:`quoteattr.furniture`), cannot be seen, or parts a word at the
end of a line is left out, and white space that says nothing is made plain
(:mod:`quoteattr.layout`). Everything that leaves the library stands in the text exactly as it was
given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import attrs

from quoteattr.attribution.records import Offsets
from quoteattr.furniture import furniture
from quoteattr.layout import broken, evened, invisible
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.words import paragraphs

__all__ = ["Story", "restored", "story"]


@attrs.frozen
class Story:
    """A text as it is read, and where it stands in the whole.

    Attributes:
        whole: the text as it was given.
        text: what is read of it.
        starts: where each stretch of ``text`` begins in it, from 0 on.
        moved: how far on in the whole each stretch stands.
    """

    whole: str
    text: str
    starts: tuple[int, ...]
    moved: tuple[int, ...]

    def parts(self, start: int, end: int) -> list[Offsets]:
        """Where a stretch of ``text`` stands in the whole: its parts around what was left out."""
        first, last = (bisect_right(self.starts, at) - 1 for at in (start, max(start, end - 1)))
        bounds = [start, *self.starts[first + 1 : last + 1], end]
        moved = self.moved[first : last + 1]
        stretches = zip(pairwise(bounds), moved, strict=True)
        return [(low + by, high + by) for (low, high), by in stretches]


def story(text: str) -> Story:
    """What is read of a text.

    >>> one = story("“It fell\\n\\nAdvertisement\\n\\nand fell.”")
    >>> one.text, one.parts(0, 19)
    ('“It fell\\n\\nand fell.”', [(0, 10), (25, 34)])
    """
    even = evened(text)
    starts, moved, kept = [0], [0], []
    at = gone = 0
    for low, high in _left_out(text, even):
        if low < at:
            continue  # unseen in a line that is left out
        kept.append(even[at:low])
        at = high
        gone += high - low
        position = at - gone
        if position == starts[-1]:
            moved[-1] = gone
        else:
            starts.append(position)
            moved.append(gone)
    kept.append(even[at:])
    return Story(text, "".join(kept), tuple(starts), tuple(moved))


def _left_out(text: str, even: str) -> list[Offsets]:
    """The stretches of a text that are not read, in order: lines with all up to the next one.

    Args:
        text: the text as it was given.
        even: the same with plain white space.
    """
    bounds = pairwise([*paragraphs(even), (len(even), len(even))])
    following = {start: end for (start, _), (end, _) in bounds}
    lines = [(start, following[start]) for start, _ in furniture(even)]
    return sorted([*lines, *invisible(even), *broken(text)])


def restored(document: QuoteDocument, one: Story) -> QuoteDocument:
    """What was found in a text as it is read, put back into the whole.

    Args:
        document: of ``one.text``.
        one: the text.
    """
    if one.text == one.whole:
        return document
    everybody = (*document.speakers, *document.addressees)
    speakers = {who.id: _speaker(who, one) for who in everybody}
    quotes: dict[str, Quote] = {}
    for quote in document.quotes:  # an outer one before those inside it
        quotes[quote.id] = attrs.evolve(
            quote,
            content=tuple(part for span in quote.content for part in _split(span, one)),
            cue=_maybe(quote.cue, one),
            source=_maybe(quote.source, one),
            speakers=tuple(speakers[who.id] for who in quote.speakers),
            addressees=tuple(speakers[who.id] for who in quote.addressees),
            parent=None if quote.parent is None else quotes[quote.parent.id],
            speaker_evidence=_spans(quote.speaker_evidence, one),
        )
    return attrs.evolve(
        document,
        text=one.whole,
        quotes=tuple(quotes.values()),
        speakers=tuple(speakers[who.id] for who in document.speakers),
        addressees=tuple(speakers[who.id] for who in document.addressees),
    )


def _speaker(who: Speaker, one: Story) -> Speaker:
    return attrs.evolve(
        who,
        mentions=_spans(who.mentions, one),
        roles=_spans(who.roles, one),
        anonymity_reason=_maybe(who.anonymity_reason, one),
        affiliations=_spans(who.affiliations, one),
        honorifics=_spans(who.honorifics, one),
    )


def _split(span: Span, one: Story) -> list[Span]:
    """A content's span in its parts, where lines were left out in its midst."""
    found = []
    parts = one.parts(span.start, span.end)
    for start, end in _joined(one.whole, parts):
        words = one.whole[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            found.append(Span.of(one.whole, start, end))
    return found if len(found) > 1 else [_span(span, one)]


def _joined(text: str, parts: Iterable[Offsets]) -> list[Offsets]:
    """Parts between which no line ends, as one: what cannot be seen parts nothing."""
    found: list[Offsets] = []
    for start, end in parts:
        if found and len(text[found[-1][1] - 1 : start].splitlines()) == 1:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _spans(spans: Iterable[Span], one: Story) -> tuple[Span, ...]:
    return tuple(_span(span, one) for span in spans)


def _maybe(span: Span | None, one: Story) -> Span | None:
    return None if span is None else _span(span, one)


def _span(span: Span, one: Story) -> Span:
    parts = one.parts(span.start, span.end)
    return Span.of(one.whole, parts[0][0], parts[-1][1])
