"""Turns as quotes: what guests, witnesses and officials say in a transcript or an interview.

Each turn is one quote with a span for each of its paragraphs, its label the source if it names or
describes somebody. What an interviewer, a reporter or a presenter says is none. The network, which
has learned mostly from running text, finds pieces of turns; they give way to the whole, and what a
turn reports of others lies inside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.postprocess.page import Page, put_in
from quoteattr.transcripts import Turn

__all__ = ["add_turns"]

#: How sure a turn is, once the text has some.
CONFIDENCE = 0.95

# What a page puts at the edges of a turn: emphasis, and "(Laughter)", which nobody says.
_OPENING = regex.compile(r"(?:[\s*_>]|[(\[][^()\[\]\n]{1,60}[)\]](?=\s|$))*")
_CLOSING = regex.compile(r"(?:[\s*_]|(?<=\s)[(\[][^()\[\]\n]{1,60}[)\]])*$")
_LETTER = regex.compile(r"\p{L}")
# Below the last turn: a line that parts, or that tells of the interview.
_ENDS = regex.compile(
    r"[\s*_=.–—-]*$|\#|.{0,80}\b(?:interview|conversation|transcript|Q\s?&\s?A)\b.{0,60}\b"
    r"(?:edited|condensed|conducted|recorded|translated|aired|published)\b",
    regex.I,
)


def add_turns(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with the turns of the text as further quotes.

    Args:
        page: the text.
        attributions: those found, in order.
    """
    added = []
    for turn in page.transcript.turns:
        spans = [] if turn.asks else _spans(page, turn)
        if spans:
            start, end = turn.label
            tells = end - start > 1 or (turn.named and start < end)  # "A" stands for nobody
            source = [turn.label] if tells else []
            added.append(page.quote(spans, CONFIDENCE, source))
    return put_in(page, attributions, added)


def _spans(page: Page, turn: Turn) -> list[Offsets]:
    """The paragraphs of a turn; of one in marks only those in marks."""
    text = page.text
    first, last = page.paragraph(turn.start), page.paragraph(max(turn.start, turn.end - 1))
    found: list[Offsets] = []
    closed, marked = False, text.startswith(("“", '"'), turn.start)
    for low, high in page.paragraphs[first : last + 1]:
        start, end = _trimmed(text, max(low, turn.start), min(high, turn.end))
        if start == end:
            continue  # "(Applause.)"
        if found and (_ENDS.match(text, start, end) or (closed and text[start] not in "“\"'‘")):
            break
        closed = marked and text[start:end].endswith(("”", '"'))
        if _LETTER.search(text, start, end):
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> Offsets:
    m = _OPENING.match(text, start, end)
    start = m.end() if m is not None else start
    m = _CLOSING.search(text, max(start, end - 80), end)
    return start, max(start, m.start() if m is not None else end)
