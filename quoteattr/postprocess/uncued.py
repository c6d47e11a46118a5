"""Quotes that nobody reports: sentences in marks, signed words, embedded posts, continuations.

What stands in marks as a sentence of its own is somebody's words: of 755 such stretches in
annotated articles each lies in a quote. A signature below words, or a post with its author's
handle and a date, is decisive by its form. And words in marks right behind a report go on with it,
also in the paragraph below.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets, selected
from quoteattr.english.lexicon import lexicon
from quoteattr.marks import OPENING, Quotation
from quoteattr.postprocess.page import Page, Spans, put_in

__all__ = ["add_posts", "add_standing", "join_continued"]

#: How sure a quote is that was found by its form alone.
CONFIDENCE = 0.9

_MARKS = "“”„«»‹›\"'‘’"
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'\-]*")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_ENDS = (".", "!", "?", "…", "—", "–")
_OPENS = regex.compile(r"(?:^|\n)[ \t]*(?:[•·▪‣●*–—>-][ \t]+)?$|[.!?…:][”\"’'»)]?\s*$|^\s*$")
_CLOSES = regex.compile(r"\s*(?:$|\n)|\s+[\p{Lu}“\"‘«(—–~-]")
# "— Ana Oro, baker" to the end of the line or below, "(Ana Oro, May 2)".
_SIGNED = regex.compile(
    r"""
    [ \t]*(?:\n\s*)? (?:[—―–~]|--?) [ \t]*
      (?P<who> [\p{Lu}@][^\n“”"!?:;]{1,100}? ) [ \t]* \.? [ \t]* (?=\n|$)
  | [ \t] \( (?P<who> \p{Lu}[^()\n“”"!?:;]{1,60} ) \) (?=\s*[.\n]|\s*$)
    """,
    regex.VERBOSE,
)
_CLAUSE = regex.compile(r"\b(?:said|says|told|is|was|are|were|has|had|will|would|who)\b")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}*\.?"
# "— Ana Oro (@anaoro) May 2, 2020".
_POSTED = regex.compile(
    rf"[ \t]*(?:&mdash;|[—–-]{{1,2}})[ \t]*(?P<who>[^\n(—]{{1,60}}?[ ]?\(@\w+\))[ ,]*\[?"
    rf"(?:{_MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTH}),?[ ]\d{{4}}(?:\]\([^)\s]*\))?"
)
# What a post ends with that is no word of it: links, with those that it is addressed to.
_LINKS = regex.compile(
    r"(?:\s*@\w+)*\s*(?:https?://|pic\.twitter|twitter\.com/|t\.co/)\S*"
    r"(?:\s+(?:https?://\S+|pic\.twitter\S*|[@#]\w+))*\s*$"
)
_NEXT_SENTENCE = regex.compile(
    r"(?<!\b(?:Mr|Ms|Mrs|Dr|St|Sen|Rep|Gov|\p{Lu}))[.!?][”\"’'»]?\s+[\p{Lu}“\"‘']"
)
# What stands before the first word of a paragraph is shorter.
_INDENT = 40
# How far on a sentence reaches that tells who has said what stands before.
_REACH = 260


def add_standing(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with sentences in marks that are in none of them.

    One right behind a direct quote in its paragraph goes on with it. One that is signed is a quote
    by itself, whatever it was taken for, and its signature the source.
    """
    contents = Spans.of_contents(attributions)
    parts = Spans((*s, i) for i, a in enumerate(attributions) for s in (*a.source, *a.cue))
    ends = sorted((a.content[-1][1], i) for i, a in enumerate(attributions)
                  if a.parent is None and a.content)  # fmt: skip
    changed = list(attributions)
    added = []
    for one in page.quotations:
        if one.depth or not one.closed:
            continue
        first = page.paragraphs[page.paragraph(one.start)][0]
        opens = one.start - first < _INDENT and not _LETTER.search(page.text, first, one.start)
        known = contents.holder(one.spans)
        signed = _signature(page.text, one.end) if opens else None
        if signed and page.text[signed[0] - 1] == "(" and known is not None:
            reported = attributions[known].cue or attributions[known].source
            signed = None if reported else signed  # "(Reuters)" signs the article
        if not _stands(page.text, one, signed is not None):
            continue
        if signed is not None:
            added.append(page.quote(one.spans, CONFIDENCE, [signed]))
        elif not (any(contents.over(one.start, one.end)) or any(parts.over(one.start, one.end))):
            before = _right_before(page.text, one, attributions, ends)
            if before is None:
                added.append(page.quote(one.spans, CONFIDENCE))
            else:
                changed[before] = page.with_content(
                    changed[before], (*changed[before].content, *one.spans)
                )
                insort(ends, (one.end, before))
    return put_in(page, changed, added)


def _stands(text: str, one: Quotation, signed: bool) -> bool:
    """Whether a quotation stands where a sentence may and reads as one, not as a title."""
    words = [m[0] for m in _WORD.finditer(text, one.start, one.end)]
    if len(words) < 2 or not words[0][0].isupper():
        return False
    small = 2 * sum(word[0].islower() for word in words[1:]) > len(words) - 1
    opens = _OPENS.search(text, max(0, one.start - 8), one.start) is not None
    ends = text[one.start : one.end].rstrip(_MARKS + " ").endswith(_ENDS)
    return small and opens and (signed or (ends and _CLOSES.match(text, one.end) is not None))


def _signature(text: str, end: int) -> Offsets | None:
    """Who signs what ends at a place."""
    m = _SIGNED.match(text, end, end + 160)
    return None if m is None or _CLAUSE.search(m[0]) else m.span("who")


def _right_before(
    text: str, one: Quotation, attributions: Sequence[Attribution], ends: Sequence[tuple[int, int]]
) -> int | None:
    """The direct quote that ends right before a quotation in its paragraph."""
    at = bisect_right(ends, (one.start, len(attributions))) - 1
    if at < 0:
        return None
    end, index = ends[at]
    gap = text[end : one.start]
    goes_on = attributions[index].kind == "direct" and not gap.strip(" .") and "\n" not in gap
    return index if goes_on else None


def add_posts(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with the posts that a page embeds, their authors for sources."""
    contents = Spans.of_contents(attributions)
    added = []
    for content, who in _posts(page):
        known = contents.holder([content])
        if known is None or not (attributions[known].cue and attributions[known].source):
            added.append(page.quote([content], CONFIDENCE, [who]))
    return put_in(page, attributions, added)


def _posts(page: Page) -> Iterator[tuple[Offsets, Offsets]]:
    """The words of each post, and who signs it."""
    text, last = page.text, 0
    for m in _POSTED.finditer(text):
        at = page.paragraph(m.start())
        low, high = page.paragraphs[at][0], m.start()
        if at and not _LETTER.search(text, low, high):
            low, high = page.paragraphs[at - 1]
        low = max(low, last)
        links = _LINKS.search(text, low, high)
        start, end = _stripped(text, low, high if links is None else links.start())
        last = m.end()
        if _LETTER.search(text, start, end):
            yield (start, end), m.span("who")


def _stripped(text: str, low: int, high: int) -> Offsets:
    words = text[low:high]
    return low + len(words) - len(words.lstrip()), low + len(words.rstrip())


def join_continued(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions; words in marks that go on with the report before them join it.

    "The mill is old, Oro said.", and in the next paragraph, without a word in between, "“It was
    built …”".
    """
    found = list(attributions)
    ends = sorted((high, i) for i, a in enumerate(found) if a.parent is None
                  for _, high in a.content)  # fmt: skip
    into: dict[int, int] = {}
    for index, one in enumerate(found):
        if not one.content or not _is_open(page.text, one):
            continue
        at = bisect_right(ends, (one.content[0][0], len(found))) - 1
        before = ends[at][1] if at >= 0 else index
        before = into.get(before, before)
        if before != index and _goes_on(page.text, found[before], one.content[0][0]):
            content = (*found[before].content, *one.content)
            found[before] = attrs.evolve(found[before], content=content)
            into[index] = before
    for before in {*into.values()}:
        found[before] = page.with_content(found[before], found[before].content)
    return selected(found, [i for i in range(len(found)) if i not in into], into)


def _is_open(text: str, one: Attribution) -> bool:
    """Whether words in marks have neither cue nor source, and are no headline."""
    start, end = one.content[0][0], one.content[-1][1]
    if one.cue or one.source or one.parent is not None or not text.startswith(OPENING, start):
        return False
    alone = (not start or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n")
    return not alone or text[start:end].rstrip(_MARKS + " ").endswith((*_ENDS, ","))


def _goes_on(text: str, before: Attribution, start: int) -> bool:
    """Whether nothing but the end of a sentence that tells who says it parts two quotes."""
    end = before.content[-1][1]
    # Who asks is not who answers; and what somebody only thinks is not gone on with aloud.
    if not before.cue or before.mode == "thought" or not end <= start < end + _REACH:
        return False
    asked = text[max(0, end - 4) : end].rstrip(_MARKS + " ").endswith("?")
    first = _WORD.match(text, before.cue[0][0])
    if asked or (first and lexicon().verbs.get(first[0].lower()) == "ask"):
        return False
    if not any(end <= low < start for low, _ in (*before.cue, *before.source)):
        return _LETTER.search(text, end, start) is None
    line, _, rest = text[end:start].partition("\n")
    ended = _NEXT_SENTENCE.search(line) is not None or line.rstrip().endswith(":")
    return not ended and not rest.strip()
