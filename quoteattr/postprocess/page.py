"""The page: a text with its marks, paragraphs and turns, and how quotes are put among others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

import attrs
import regex

from quoteattr.annotation.records import Annotation
from quoteattr.attribution.records import Attribution, Offsets, selected
from quoteattr.marks import Quotation, find_quotations, kind_of
from quoteattr.records import Kind
from quoteattr.transcripts import Transcript, find_turns
from quoteattr.words import paragraphs, words

__all__ = ["Page", "Spans", "at_least", "put_back", "put_in"]

_PRONOUN = regex.compile(r"(?:He|She|They)\b")
_CLAUSE = regex.compile(
    r"[,;:“”\"]|\b(?:said|says|is|was|in|on|to|with|for|by|at|from|as|that)\b", regex.I
)
# How many words of a title may stand before a name.
_TITLE = 5


class Page:
    """A text while its attributions are postprocessed; everything is found once, when asked for.

    Args:
        text: the text.
        annotation: its sentences and entities.
    """

    def __init__(self, text: str, annotation: Annotation) -> None:
        self.text = text
        self._annotation = annotation

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands in marks, sorted by start, an outer one before those inside it."""
        return find_quotations(self.text)

    @cached_property
    def paragraphs(self) -> Sequence[Offsets]:
        """The lines that hold something, without their line ends."""
        return paragraphs(self.text)

    @cached_property
    def persons(self) -> Sequence[Offsets]:
        """The names of persons, in order."""
        return [(e.start, e.end) for e in self._annotation.entities if e.label == "Person"]

    @cached_property
    def names(self) -> Sequence[Offsets]:
        """The names of persons and organisations, in order."""
        named = ("Person", "Organization")
        return [(e.start, e.end) for e in self._annotation.entities if e.label in named]

    @cached_property
    def transcript(self) -> Transcript:
        """The turns of the text."""
        return find_turns(self.text, self.persons)

    @cached_property
    def _sentences(self) -> Sequence[Offsets]:
        return [(sentence.start, sentence.end) for sentence in self._annotation.sentences]

    def paragraph(self, position: int) -> int:
        """Return the index of the paragraph that holds an offset, or that ends before it."""
        return max(0, bisect_right(self.paragraphs, (position, len(self.text))) - 1)

    def sentence(self, position: int) -> Offsets:
        """Return the sentence that holds an offset, or that ends before it."""
        at = bisect_right(self._sentences, (position, len(self.text))) - 1
        return self._sentences[at] if at >= 0 else (0, 0)

    def subject(self, start: int, end: int) -> Offsets | None:
        """Return the name or pronoun that opens a sentence, a title before it left out."""
        if (m := _PRONOUN.match(self.text, start, end)) is not None:
            return int(m.start()), int(m.end())
        names = _from(self.names, start, end)
        if not names:
            return None
        before = self.text[start : names[0][0]]
        first = before.count(" ") <= _TITLE and _CLAUSE.search(before) is None
        return names[0] if first else None

    def persons_over(self, start: int, end: int) -> Sequence[Offsets]:
        """Return the names of persons that begin in a stretch, in order."""
        return _from(self.persons, start, end)

    def kind(self, content: Sequence[Offsets]) -> Kind:
        """Return whether a content stands in marks (`quoteattr.marks.kind_of`)."""
        text = self.text
        inside = [(low + a, low + b) for low, high in content for a, b in words(text[low:high])]
        return kind_of(content, inside, self.quotations, text)

    def with_content(self, one: Attribution, content: Iterable[Offsets]) -> Attribution:
        """Return an attribution with another content, and of its kind."""
        spans = tuple(content)
        return attrs.evolve(one, content=spans, kind=self.kind(spans))

    def quote(
        self, content: Iterable[Offsets], confidence: float, source: Sequence[Offsets] = ()
    ) -> Attribution:
        """Return a quote without a cue."""
        one = Attribution((), (), tuple(source), confidence=confidence)
        return self.with_content(one, content)


def _from(spans: Sequence[Offsets], start: int, end: int) -> Sequence[Offsets]:
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


class Spans:
    """Spans that are found by their place, each with the index of what it belongs to.

    Args:
        spans: start, end and index of each, in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    @classmethod
    def of_contents(cls, attributions: Sequence[Attribution]) -> Spans:
        """The contents of attributions."""
        return cls((*span, i) for i, one in enumerate(attributions) for span in one.content)

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield those that share a character with a stretch, the last first."""
        at = bisect_left(self._spans, (end,)) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at][1] > start:
                yield self._spans[at]
            at -= 1

    def holding(self, spans: Sequence[Offsets]) -> set[int]:
        """Return the indices that hold each of some spans in one of theirs."""
        each = [
            {i for low, high, i in self.over(start, end) if low <= start and end <= high}
            for start, end in spans
        ]
        return set.intersection(*each) if each else set()

    def holder(self, spans: Sequence[Offsets]) -> int | None:
        """Return the index that covers most of some spans, if at least half."""
        shared: dict[int, int] = {}
        for start, end in spans:
            for low, high, index in self.over(start, end):
                shared[index] = shared.get(index, 0) + min(high, end) - max(low, start)
        best = max(shared, key=lambda index: shared[index], default=None)
        whole = sum(end - start for start, end in spans)
        return best if best is not None and 2 * shared[best] >= whole else None


def at_least(attributions: Sequence[Attribution], least: float) -> list[Attribution]:
    """Return those at least this sure; the parent of each is its nearest ancestor that is kept."""
    kept = [i for i, one in enumerate(attributions) if one.confidence >= least]
    return selected(attributions, kept)


def put_in(
    page: Page, attributions: Sequence[Attribution], quotes: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions and further quotes together.

    A further quote is whole and has no parent: pieces of it without a cue inside give way, reports
    inside it become its children.

    Args:
        page: the text.
        attributions: those found, in order, an outer one before those inside it.
        quotes: what to put in; of two that overlap the one that begins first is taken.
    """
    quotes = _apart(quotes)
    if not quotes:
        return list(attributions)
    whole = Spans((*span, i) for i, one in enumerate(quotes) for span in one.content)
    found: list[tuple[Attribution, int | None]] = [(one, None) for one in quotes]
    place: dict[int, int] = {}
    for index, one in enumerate(attributions):
        around = _around(whole, one)
        content = one.content if around is not None else _outside(whole, one.content)
        if not content:
            continue
        parent = one.parent
        while parent is not None and parent not in place:
            parent = attributions[parent].parent
        outer = around
        if parent is not None:
            keeps = around is None or _around(whole, attributions[parent]) is not None
            outer = place[parent] if keeps else around
        place[index] = len(found)
        if content != one.content:
            one = page.with_content(one, content)
        found.append((one, outer))
    return _in_order(found)


def _apart(quotes: Sequence[Attribution]) -> Sequence[Attribution]:
    """Those quotes that overlap none that begins before them."""
    gone: set[int] = set()
    reach, owner = 0, -1
    for start, end, i in sorted((*span, i) for i, one in enumerate(quotes) for span in one.content):
        if start < reach and owner != i:
            gone.add(i)
        elif i not in gone:
            reach, owner = end, i
    return [one for i, one in enumerate(quotes) if i not in gone and one.content]


def put_back(
    attributions: Sequence[Attribution], unsure: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions with less sure ones that cross none of them.

    Each lies inside the innermost of the attributions that holds it.

    Args:
        attributions: those found, in order.
        unsure: what to put back; their own parents are not looked at.
    """
    contents = Spans.of_contents(attributions)
    found = [(one, one.parent) for one in attributions]
    for one in unsure:
        holding = contents.holding(one.content)
        over = {i for span in one.content for _, _, i in contents.over(*span)}
        if one.content and over == holding:  # it crosses none
            found.append((one, max(holding, default=None)))
    return _in_order(found) if len(found) > len(attributions) else list(attributions)


def _around(whole: Spans, one: Attribution) -> int | None:
    """The index of the whole quote that holds a report, its cue included; None for a piece."""
    reports = one.cue or (one.parent is not None and one.source)
    if not reports or not one.content:
        return None
    return min(whole.holding((*one.content, *one.cue[:1])), default=None)


def _outside(whole: Spans, content: Sequence[Offsets]) -> tuple[Offsets, ...]:
    return tuple(span for span in content if not any(whole.over(*span)))


def _in_order(found: Sequence[tuple[Attribution, int | None]]) -> list[Attribution]:
    """Attributions by where they begin, outer ones first, each with its parent's new index."""
    depths: list[int] = []
    for _, outer in found:
        depths.append(0 if outer is None else depths[outer] + 1)

    def place(i: int) -> tuple[int, int, int]:
        content = found[i][0].content
        return content[0][0], depths[i], -content[-1][1]

    order = sorted(range(len(found)), key=place)
    new: dict[int | None, int] = {old: i for i, old in enumerate(order)}
    return [attrs.evolve(found[i][0], parent=new.get(found[i][1])) for i in order]
