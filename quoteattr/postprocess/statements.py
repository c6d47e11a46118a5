"""Statements: what follows "Senator Oro released the following statement after the vote: “…”".

Whoever issues it is the source of the whole statement, over all its paragraphs, however many people
its lead names. Other words in marks that a colon leads to have the subject of the sentence before
it for their source, where no other is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import Quotation
from quoteattr.postprocess.page import Page, Spans, put_in

__all__ = ["add_statements"]

#: How sure a statement is, with its lead and its marks.
CONFIDENCE = 0.95

_NOUN = r"statement|remarks|letter|post|message|comments?|speech|testimony|response|record"
# "Senator Oro today issued the following statement".
_ISSUED = regex.compile(
    r"(?P<who>[^\n]{2,120}?)[, ]\s?"
    r"(?:(?:today|also|has|have|then|\p{L}+ly|on\s\p{L}+day),?\s){0,3}"
    r"(?:releas|issu|ma[dk]e|g[ai]ve|deliver|offer|post|sen[dt]|read|shar|publish|tweet|wrote|provid)"
    rf"\p{{L}}*\s[^.:]{{0,40}}?\b(?P<cue>{_NOUN})\b"
)
# "a statement from Senator Oro", "in remarks prepared for delivery by Senator Oro".
_FROM = regex.compile(
    rf"\b(?P<cue>{_NOUN})\b[^.:]{{0,40}}?\s(?:from|by|of)\s(?P<who>(?:\p{{Ll}}+\s){{0,4}}\p{{Lu}}[^:;,\n]{{1,80}})"
)
# "Senator Oro's remarks as prepared for delivery:" has no marks around what follows.
_PREPARED = regex.compile(
    rf"(?P<who>\p{{L}}[^\n:]{{1,60}}?)[’']s?\s(?:\p{{L}}+\s){{0,3}}(?P<cue>{_NOUN})[^\n:]{{0,30}}"
    r"\bprepared\sfor\sdelivery:?$",
    regex.I,
)
# A paragraph that the page sets in, and no item of a list.
_SET_IN = regex.compile(r"(?:[ ]{3,}|\t+|[ ]?>[ ]?)(?P<words>[^\s>#*•·–—-].*)")
_BARE = regex.compile(r"[\s>]*$")
_CITED = regex.compile(r"(?:[Ff]rom|[Aa]ccording\sto)\s(?P<who>\p{Lu}[^:,;\n]{2,80})")
_END = regex.compile(r"[\s#*_-]*$")
# How far before a colon its lead begins, in code points.
_LEAD = 400
_LONGEST = 80


def add_statements(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with whole statements in the place of their pieces.

    Args:
        page: the text.
        attributions: those found, in order.
    """
    contents = Spans.of_contents(attributions)
    changed, added = list(attributions), []
    for one in page.quotations:
        if one.depth or one.style != "double" or (lead := _lead(page, one.start)) is None:
            continue
        known = contents.holder(one.spans)
        issued = _issuer(page.text, lead)
        if issued is None:
            if known is not None and not changed[known].source and changed[known].parent is None:
                subject = page.subject(*lead)
                if subject is not None:
                    changed[known] = attrs.evolve(changed[known], source=(subject,))
            continue
        (low, high), cue = issued
        source: tuple[Offsets, ...] = () if known is None else attributions[known].source
        if source and (source[0][0] >= one.start or source[0][1] < lead[0]):
            continue  # "…,” Oro said": the network has found a nearer mention
        if not source or not any(start < high and low < end for start, end in source):
            source = (_name(page, low, high),)
        spans = one.spans if one.closed else _whole(page, one)
        if spans:
            added.append(attrs.evolve(page.quote(spans, CONFIDENCE, source), cue=(cue,)))
    return put_in(page, changed, [*added, *_prepared(page), *_blocks(page)])


def _lead(page: Page, start: int) -> Offsets | None:
    """The sentence that leads to a place with a colon."""
    near = page.text[max(0, start - 4) : start].rstrip()
    if not near.endswith(":"):
        return None
    end = max(0, start - 4) + len(near)
    low = max(page.sentence(end - 1)[0], page.paragraphs[page.paragraph(end - 1)][0], end - _LEAD)
    return low, end - 1


def _issuer(text: str, lead: Offsets) -> tuple[Offsets, Offsets] | None:
    """The phrase that names who issues what a lead announces, and the word for that."""
    m = _ISSUED.match(text, *lead) or _FROM.search(text, *lead)
    return None if m is None else (m.span("who"), m.span("cue"))


def _name(page: Page, low: int, high: int) -> Offsets:
    """The last person in a phrase, where it names one; else the whole."""
    persons = [span for span in page.persons_over(low, high) if span[1] <= high]
    return persons[-1] if persons else (low, high)


def _whole(page: Page, one: Quotation) -> list[Offsets]:
    """The paragraphs from a mark that its own does not close to the one that does."""
    text, first = page.text, page.paragraph(one.start)
    spans = [(one.start, page.paragraphs[first][1])]
    for low, high in page.paragraphs[first + 1 : first + _LONGEST]:
        spans.append((low, high))
        end = _closed(text, low, high)
        if end is not None:
            spans[-1] = (low, end)
            return spans
    return []


def _closed(text: str, low: int, high: int) -> int | None:
    """Where a paragraph closes a mark that was opened before it."""
    line = text[low:high]
    rest = line[line.startswith(("“", '"')) :]  # the mark that opens it repeats the one before
    if rest.count("”") > rest.count("“") or rest.count('"') % 2:
        return low + max(line.rfind("”"), line.rfind('"')) + 1
    return None


def _prepared(page: Page) -> list[Attribution]:
    """Remarks as prepared for delivery: all paragraphs below their heading."""
    for at, span in enumerate(page.paragraphs[:-1], 1):
        if (m := _PREPARED.match(page.text, *span)) is not None:
            below = page.paragraphs[at:]
            spans = list(takewhile(lambda span: not _END.match(page.text, *span), below))
            one = page.quote(spans, CONFIDENCE, [m.span("who")])
            return [attrs.evolve(one, cue=(m.span("cue"),))] if spans else []
    return []


def _blocks(page: Page) -> list[Attribution]:
    """Paragraphs that are set in below a lead with a colon: "From Ana Oro at the Courier:"."""
    found, spans = [], []
    lead: Offsets | None = None
    for low, high in [*page.paragraphs, (len(page.text), len(page.text))]:
        m = _SET_IN.match(page.text, low, high)
        if m is not None:
            spans.append(m.span("words"))
        elif low == high or not _BARE.match(page.text, low, high):
            if lead is not None and spans and (who := _cited(page, *lead)) is not None:
                found.append(page.quote(spans, CONFIDENCE, [who]))
            lead = (low, high) if page.text[low:high].rstrip().endswith(":") else None
            spans = []
    return found


def _cited(page: Page, low: int, high: int) -> Offsets | None:
    """Whom the lead of a block names as its source."""
    start = max(low, page.sentence(high - 1)[0])
    m = _CITED.search(page.text, start, high)
    return page.subject(start, high) if m is None else m.span("who")
