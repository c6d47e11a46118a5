"""Retold words: in "“They told me it was late,” he said" what they told him is a quote inside his.

Of the annotated quotes that lie in another's content a network finds half. Where it is sure of the
outer one, and has found nothing with the inner one's verb, the words show what was said and who
said it (``retellings``, ``claims``, ``reaches``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.claims import claims
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order, without
from quoteattr.revision.reaches import reach
from quoteattr.revision.retellings import Retelling, retellings
from quoteattr.revision.spans import Spans

__all__ = ["with_retold"]

# Nobody tells what somebody told of what somebody told, and so on, any deeper than this.
_DEEPEST = 4


@attrs.frozen
class _Found:
    """A retelling, and the innermost quote around it.

    Attributes:
        one: the retelling.
        outer: the index of that quote.
        span: offsets of the part of its content that holds the retelling.
        depth: how many quotes are around.
    """

    one: Retelling
    outer: int
    span: Offsets
    depth: int


def with_retold(
    marked: MarkedText,
    attributions: Sequence[Attribution],
    *,
    trusted: float = 0.0,
    known: Sequence[Attribution] = (),
) -> tuple[Attribution, ...]:
    """The attributions, with what they retell and nothing was found for.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        trusted: those that are less sure than this do not count as found: inside them nothing is
            looked for, and they give way.
        known: others that were found, and are left out of these.

    >>> text = "He said they told me it was late."
    >>> outer = Attribution(((8, 32),), ((3, 7),), ((0, 2),))
    >>> inner = with_retold(MarkedText(text), [outer])[1]
    >>> text[slice(*inner.source[0])], text[slice(*inner.content[0])], inner.parent
    ('they', 'it was late', 0)
    >>> with_retold(MarkedText("He said I would say it was late."), [outer]) == (outer,)
    True
    """
    taken = [one for one in known if one.cue and one.confidence >= trusted]
    told = {each.one.cue: each for each in _told(marked.text, attributions, taken, trusted)}
    if not told:
        return tuple(attributions)
    adding = _Adding(marked, attributions, taken, trusted)
    for cue in sorted(told):
        adding.add(told[cue])
    return adding.done()


def _told(
    text: str, attributions: Sequence[Attribution], taken: Sequence[Attribution], trusted: float
) -> Iterator[_Found]:
    """What is retold inside quotes that are sure, and has no such quote with its cue."""
    sure = [(i, one) for i, one in enumerate(attributions) if one.confidence >= trusted]
    contents = Spans((*span, i) for i, one in sure for span in one.content)
    cues = Spans((*span, 0) for one in (*taken, *(a for _, a in sure)) for span in one.cue)
    for index, outer in sure:
        for span in outer.content if outer.mode != "thought" else ():
            for one in (*retellings(text, *span), *claims(text, *span)):
                held = list(contents.over(*one.cue))
                innermost = (*span, index) == min(held, key=lambda each: each[1] - each[0])
                if innermost and not any(True for _ in cues.over(*one.cue)):
                    yield _Found(one, index, span, len(held))


class _Adding:
    """The attributions of a text while what they retell is added, in order.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        taken: others that are sure, in the place of which nothing is added.
        trusted: those that are less sure than this give way.
    """

    def __init__(
        self,
        marked: MarkedText,
        attributions: Sequence[Attribution],
        taken: Sequence[Attribution],
        trusted: float,
    ) -> None:
        self._found, self._gone = list(attributions), set[int]()
        self._marked, self._trusted = marked, trusted
        self._spans, self._taken = _spans(attributions), taken
        self._taken_spans = _spans(taken)
        self._opened: list[_Found] = []  # what was added around the place that is looked at

    def add(self, each: _Found) -> None:
        """Add a retelling, those before it in the text being added."""
        one, (low, high) = each.one, each.span
        while self._opened and self._opened[-1].span[1] <= one.cue[0]:
            self._opened.pop()
        depth = each.depth + len(self._opened)
        if depth > _DEEPEST:
            return
        outer = each.outer
        if self._opened and low <= self._opened[-1].span[0]:
            outer, high = self._opened[-1].outer, self._opened[-1].span[1]
        around = sorted({i for _, _, i in self._marked.marks.over(one.cue[0], high)})
        quotations = [self._marked.quotations[i] for i in around]
        content = reach(self._marked.text, one, high, quotations)
        if content is None:
            return
        near = {i for _, _, i in self._spans.over(one.cue[0], content[1])}
        there = {i for i in near if _is_there(self._found[i], one.cue, content)}
        sure = any(self._found[i].confidence >= self._trusted for i in there)
        if not sure and not self._is_taken(one.cue, content):
            self._gone |= there
            self._opened.append(_Found(one, len(self._found), content, depth))
            self._put_in(one, content, outer, near)

    def _is_taken(self, cue: Offsets, content: Offsets) -> bool:
        over = {i for _, _, i in self._taken_spans.over(cue[0], content[1])}
        return any(_is_there(self._taken[i], cue, content) for i in over)

    def _put_in(self, one: Retelling, content: Offsets, outer: int, near: Iterable[int]) -> None:
        """A quote, around what it holds of what the outer one held."""
        (start, end), index = content, len(self._found)
        for i in near:
            inner = self._found[i]
            spans = (*inner.content, *inner.cue)
            if inner.parent == outer and all(start <= low and high <= end for low, high in spans):
                self._found[i] = attrs.evolve(inner, parent=index)
        kind = self._marked.kind((content,))
        source = () if one.source is None else (one.source,)
        added = Attribution((content,), (one.cue,), source, confidence=CONFIDENCE, kind=kind)
        self._found.append(attrs.evolve(added, parent=outer))

    def done(self) -> tuple[Attribution, ...]:
        """All in order, outer ones before those inside them."""
        return in_order([(one, one.parent) for one in without(self._found, self._gone)])


def _spans(attributions: Sequence[Attribution]) -> Spans:
    """Where contents and cues are."""
    return Spans((*s, i) for i, a in enumerate(attributions) for s in (*a.content, *a.cue))


def _is_there(one: Attribution, cue: Offsets, content: Offsets) -> bool:
    """Whether a quote has this cue or is about this content, or reaches over an edge of it."""
    start, end = content
    if any(low < cue[1] and cue[0] < high for low, high in one.cue):
        return True
    for low, high in one.content:
        if low <= cue[0] < high:
            return end > high
        if low < start < high or low < end < high:
            return True
    shared = sum(max(0, min(high, end) - max(low, start)) for low, high in one.content)
    return 2 * shared >= end - start
