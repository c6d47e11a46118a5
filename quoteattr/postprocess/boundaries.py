"""Boundaries: plain grammar on where a content or a source begins and ends.

A dateline is no part of what is said; words in inner marks end with their marks; and what a report
interrupts goes on behind it: "The tenants, Oro said, are to pay" is one quote in two parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.english import NAME
from quoteattr.english.lexicon import lexicon
from quoteattr.marks import Quotation
from quoteattr.postprocess.page import Page, Spans, put_in

__all__ = ["add_interrupted", "trim"]

#: How sure a quote is that a report interrupts.
CONFIDENCE = 0.9

# "LUND, Oct. 2 (Reuters) - " at the start of a paragraph.
_DATELINE = regex.compile(
    r"\p{Lu}[\p{Lu}\p{L}.’' ]{1,40}(?:,\s[\p{L}\p{N}.]{1,20}(?:\s\d{1,2})?){0,2}"
    r"(?:\s\([^()\n]{2,30}\))?\s?(?:--|[–—]|-(?=\s))\s*"
)
_CAPITALS = regex.compile(r"\p{Lu}{3}|\(")
# No sentence is longer, in code points.
_LONGEST = 600
_WHOLE = (",", ".", "!", "?", "…", "—", "–")
# Words that no mark opens.
_GOES_ON = regex.compile(r"[^\p{L}“\"‘']*\p{L}")


def trim(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions without datelines, and inner ones without what follows their marks.

    Args:
        page: the text.
        attributions: those found, in order, an outer one before those inside it.
    """
    opened = {q.start: q for q in page.quotations if q.depth and len(q.spans) == 1}
    found: list[Attribution] = []
    for one in attributions:
        content = tuple(_undated(page, *span) for span in one.content)
        if one.parent is not None and content:
            content = (*content[:-1], _closed(page.text, *content[-1], opened))
        source = tuple(_undated(page, *span) for span in one.source)
        outer = one.parent
        while outer is not None and content and content[0][0] >= found[outer].content[-1][1]:
            outer = found[outer].parent  # what held it ends before it now
        if content != one.content:
            one = page.with_content(one, content)
        if (source, outer) != (one.source, one.parent):
            one = attrs.evolve(one, source=source, parent=outer)
        found.append(one)
    return found


def _undated(page: Page, start: int, end: int) -> Offsets:
    if start and page.text[start - 1] != "\n":
        return start, end
    m = _DATELINE.match(page.text, start, end)
    return (m.end(), end) if m and m.end() < end and _CAPITALS.search(m[0]) else (start, end)


def _closed(text: str, start: int, end: int, opened: Mapping[int, Quotation]) -> Offsets:
    """A span of an inner content as far as the marks reach that it opens with."""
    close = opened[start].end if start in opened else end
    goes_on = close < end and _GOES_ON.match(text, close, end) is not None
    return (start, close) if goes_on and text[start : close - 1].endswith(_WHOLE) else (start, end)


@cache
def _interrupts() -> regex.Pattern[str]:
    """Return the pattern of ", she says," and ", Oro said,": a pronoun or a name, and a verb."""
    said = (form for form, kind in lexicon().verbs.items() if kind == "say")
    verb = "|".join(sorted(form for form in said if form.endswith(("s", "ed", "aid", "old"))))
    return regex.compile(
        rf",[”\"]?\s(?:(?P<who>he|she|they|{NAME})\s(?P<cue>{verb})"
        rf"|(?P<cue>{verb})\s(?P<who>{NAME})),(?=\s[\p{{Ll}}\p{{N}}“\"])"
    )


def add_interrupted(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with sentences that a report of two words interrupts, where nothing
    of such a sentence was found.
    """
    contents = Spans.of_contents(attributions)
    added = []
    for m, before, after in _interrupted(page):
        if not any(contents.over(before[0], after[1])):
            one = page.quote((before, after), CONFIDENCE, [m.span("who")])
            added.append(attrs.evolve(one, cue=(m.span("cue"),)))
    return put_in(page, attributions, added)


def _interrupted(page: Page) -> Iterator[tuple[regex.Match[str], Offsets, Offsets]]:
    """Each report inside a sentence, and the sentence's parts before and behind it."""
    for m in _interrupts().finditer(page.text):
        low, high = page.sentence(m.start())
        end = high - (page.text[high - 1 : high] in ".!?")
        if high - low > _LONGEST:
            continue
        if low < m.start() < high and m.end() + 1 < end and "\n" not in page.text[low:high]:
            yield m, (low, m.start()), (m.end() + 1, end)
