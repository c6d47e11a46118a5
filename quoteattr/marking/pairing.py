"""Pairs marks with a stack, paragraph by paragraph; looks no further than to the next mark.

Straight marks start afresh in every paragraph, so a mark that somebody forgot does no harm
beyond its own; a quotation is carried over only where the next paragraph opens the mark again,
or closes it before anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs
import regex

from quoteattr.marking.quotation import Offsets, Quotation, Style
from quoteattr.marking.reading import Mark, Role, read_marks
from quoteattr.words import paragraphs

__all__ = ["pair"]

STOPS = tuple(".,!?…")
_WORD = regex.compile(r"\w")


def pair(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, sorted by start, an outer one before those inside it.

    Two quotations are disjoint or one lies in the other. Marks that pair with nothing
    (apostrophes, inches, a stray closing mark) are in none.

    >>> text = "“I can't, said 'no',” she said."
    >>> [(text[q.start:q.end], q.depth, q.style) for q in pair(text)]
    [("“I can't, said 'no',”", 0, 'double'), ("'no'", 1, 'single')]
    >>> pair("It wasn't the dogs' fault: they're 12\\" high.")
    ()
    >>> [(q.spans, q.closed) for q in pair("“A.\\n“B.” He left.")]
    [(((0, 3), (4, 8)), True)]
    """
    pairing = _Pairing(text)
    for start, end in paragraphs(text):
        line = text[start:end]
        pairing.read(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    return pairing.finish()


@attrs.define(eq=False)
class _Open:
    """A quotation that is not closed yet; start and inside belong to its span in progress."""

    mark: Mark
    start: int
    inside: int
    cut: int | None = None  # where it ends if it turns out never to be closed
    spans: list[Offsets] = attrs.field(factory=list)
    inner: list[Offsets] = attrs.field(factory=list)

    def end_span(self, end: int, inside_end: int) -> None:
        inside_end = max(inside_end, self.start)
        self.spans.append((self.start, end))
        self.inner.append((min(self.inside, inside_end), inside_end))


class _Pairing:
    """Pairs the marks of a text, one paragraph after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Open] = []
        self._count: Counter[str] = Counter()  # of open marks by family
        self._carried: list[_Open] = []  # open at the last paragraph's end, outermost first
        self._found: list[tuple[_Open, bool]] = []

    def read(self, start: int, end: int) -> None:
        """Pair the marks of the paragraph between two offsets, with no space at its edges."""
        marks = read_marks(self._text, start, end)
        if not marks and _WORD.search(self._text, start, end) is None:
            return  # a line of asterisks ends no quotation
        for mark in marks[self._resume(marks, start, end) :]:
            self._take(mark)
        self._suspend(end)

    def finish(self) -> tuple[Quotation, ...]:
        """All quotations; those with nothing between their marks are left out."""
        self._found += [(opened, False) for opened in self._carried]
        found = [(o, closed) for o, closed in self._found if any(a < b for a, b in o.inner)]
        found.sort(key=lambda item: (item[0].spans[0][0], -item[0].spans[-1][1]))
        ends: list[int] = []
        quotations = []
        for opened, closed in found:
            while ends and ends[-1] <= opened.spans[0][0]:
                ends.pop()
            style: Style = "single" if opened.mark.family in ("single", "angle") else "double"
            spans, inner = tuple(opened.spans), tuple(opened.inner)
            quotations.append(Quotation(spans, inner, len(ends), style, closed))
            ends.append(opened.spans[-1][1])
        return _set_aside(quotations)

    # one mark

    def _take(self, mark: Mark) -> None:
        """Open, close or pass over a mark."""
        if self._take_doubled(mark) or self._take_mismatch(mark):
            return
        action = self._single(mark) if mark.family == "single" else self._double(mark)
        if action == "open":
            self._push(mark)
        elif action == "close":
            self._close(mark.start, mark.end, mark.family)

    def _double(self, mark: Mark) -> Role | None:
        """What a mark that is no apostrophe does here.

        A straight one may lean the wrong way (the first case), a spaced » may open.

        >>> [q.spans for q in pair('"So "he said. "Now."')]
        [((0, 5),), ((14, 20),)]
        >>> [q.spans for q in pair('"So." "he" said.')], [q.spans for q in pair("» A « » B")]
        ([((0, 5),), ((6, 10),)], [((0, 5),)])
        """
        if self._count[mark.family]:
            if mark.role == "open":
                leans = mark.shape == "either" and self._top_is(mark.family)
                return "close" if leans and not mark.shut_later else "open"
            return None if mark.around.inch and mark.shut_later else "close"
        if mark.role == "close":
            return "open" if mark.family in ("guillemet", "angle") and _is_reversed(mark) else None
        return None if mark.role == "either" and (mark.around.inch or mark.doubled) else "open"

    def _single(self, mark: Mark) -> Role | None:
        """What a single mark does here, which may be an apostrophe.

        >>> [q.spans for q in pair("'The dogs' fault,' he said.")]
        [((0, 18),)]
        >>> [q.spans for q in pair("'The dogs' bit 'him'.")]
        [((0, 10),), ((15, 20),)]
        """
        on_top, is_open = self._top_is("single"), self._count["single"] > 0
        if mark.role == "open?":
            return "open" if mark.shut_later and not is_open else None
        if mark.role == "close?":
            return "close" if on_top and not self._shut_later(mark) else None
        if mark.role == "either" and not is_open:
            return "open"
        if mark.role == "open":
            return self._open_single(mark) if on_top else "open"
        if is_open and not on_top and mark.role == "close":
            # a double mark inside was forgotten, unless it is just about to close
            return "close" if mark.next_double is None or mark.next_double.role == "open" else None
        return "close" if on_top else None

    def _shut_later(self, mark: Mark) -> bool:
        """Whether the single quotation on top is closed later, before the one around it is.

        >>> [q.spans for q in pair("'My “'dogs' all” bit.'")]
        [((0, 22),), ((4, 16),), ((5, 11),)]
        >>> [q.spans for q in pair("“My 'dogs' bite,' he”")]
        [((0, 21),), ((4, 17),)]
        """
        after, double = mark.next, mark.next_double
        if after is None or not mark.shut_later:
            return False
        around = len(self._stack) > 1 and self._stack[-2].mark.family == "double"
        return not (around and double and double.role == "close" and double.start < after.start)

    def _open_single(self, mark: Mark) -> Role | None:
        """Inside single marks a second opening one is an elision, or the first one was.

        >>> [q.spans for q in pair("The 'ouse is 'our home' now.")]
        [((13, 23),)]
        >>> [q.spans for q in pair("He said: 'The 'ouse is our home.'")]
        [((9, 33),)]
        """
        if mark.around.fresh:
            return "open"
        if self._stack[-1].mark.firm:
            return None
        self._pop()
        return "open"

    def _take_doubled(self, mark: Mark) -> bool:
        """Two single marks that close a single quotation close one each.

        >>> [q.spans for q in pair("'He said: 'no''")]
        [((0, 15),), ((10, 14),)]
        >>> [q.spans for q in pair("''A,'' b")]
        [((0, 6),)]
        """
        if not mark.doubled or mark.role == "open" or self._count["double"]:
            return False
        if not self._top_is("single"):
            return False
        middle = (mark.start + mark.end) // 2
        for start, end in ((mark.start, middle), (middle, mark.end)):
            if self._top_is("single"):
                self._close(start, end, "single")
        return True

    def _take_mismatch(self, mark: Mark) -> bool:
        """A mark that closes nothing of its own family closes the other: ‘no,” and “no,’.

        A double mark closes the single quotation for which no mark comes any more; a single
        one after a stop is only where the double quotation ends if nothing better comes.

        >>> [q.spans for q in pair("‘A,” he said.")], [q.spans for q in pair("“A,’ he said.")]
        ([((0, 4),)], [((0, 4),)])
        >>> [q.spans for q in pair("“A,’ he said.”")]
        [((0, 14),)]
        """
        if mark.role != "close" or not self._stack or self._count[mark.family]:
            return False
        top = self._stack[-1]
        if mark.family == "double" and top.mark.family == "single":
            if top.mark.firm and not top.mark.shut_later:
                self._close(mark.start, mark.end, "single")
                return True
        elif mark.family == "single" and top.mark.family == "double":
            stop = mark.around.before[-1:] in STOPS
            if stop and top.cut is None and not top.spans:
                top.cut = mark.end
        return False

    # the stack

    def _top_is(self, family: str) -> bool:
        return bool(self._stack) and self._stack[-1].mark.family == family

    def _push(self, mark: Mark) -> None:
        if mark.around.fresh and self._top_is(mark.family) and self._stack[-1].cut is None:
            self._stack[-1].cut = self._before(mark.start)
        self._stack.append(_Open(mark, mark.start, self._after(mark.end)))
        self._count[mark.family] += 1

    def _pop(self) -> _Open:
        opened = self._stack.pop()
        self._count[opened.mark.family] -= 1
        return opened

    def _close(self, start: int, end: int, family: str) -> None:
        """Close the innermost quotation of a family, and end those left open in it."""
        inside_end = self._before(start)
        while not self._top_is(family):
            self._abandon(self._pop(), inside_end)
        opened = self._pop()
        opened.end_span(end, inside_end)
        self._found.append((opened, True))

    def _abandon(self, opened: _Open, end: int) -> None:
        """End a quotation that is never closed, unless its mark may be an apostrophe.

        It ends where another of its kind begins with new speech, else with what is around it.

        >>> [(q.spans, q.closed) for q in pair('"A. "B," she said.')]
        [(((0, 3),), False), (((4, 8),), True)]
        >>> pair("The 'ouse.")
        ()
        """
        if opened.mark.firm:
            end = end if opened.cut is None else opened.cut
            opened.end_span(end, end)
            self._found.append((opened, False))

    def _before(self, end: int) -> int:
        while end and self._text[end - 1].isspace():
            end -= 1
        return end

    def _after(self, start: int) -> int:
        while start < len(self._text) and self._text[start].isspace():
            start += 1
        return start

    # from one paragraph to the next

    def _suspend(self, end: int) -> None:
        """End the paragraph: what is still open may go on in the next one."""
        for opened in self._stack:
            if opened.cut is not None or not opened.mark.firm:
                self._abandon(opened, end)
            else:
                opened.end_span(end, end)
                self._carried.append(opened)
        self._stack.clear()
        self._count.clear()

    def _resume(self, marks: list[Mark], start: int, end: int) -> int:
        """Take up what the last paragraph left open; how many marks that uses up.

        >>> [q.spans for q in pair("“A.\\nB,” he said.")]
        [((0, 3), (4, 7))]
        >>> [q.spans for q in pair("“A.\\nB, “C,” he said.")]
        [((0, 3),), ((7, 11),)]
        """
        carried, self._carried = self._carried, []
        again = _reopened(carried, marks)
        if again and (marks[0].start, marks[0].end) == (start, end):
            again = 0  # a mark alone in its paragraph closes
        going_on = carried[:again] or (carried[:1] if _closes_first(carried, marks) else [])
        for i, opened in enumerate(going_on):
            opened.start = marks[i].start if again else start
            opened.inside = self._after(marks[i].end) if again else start
            self._stack.append(opened)
            self._count[opened.mark.family] += 1
        self._found += [(opened, False) for opened in carried[len(going_on) :]]
        return again


def _is_reversed(mark: Mark) -> bool:
    """Whether a spaced » opens: the next one of its family points the other way."""
    return mark.shape == "close" and mark.next is not None and mark.next.shape == "open"


def _reopened(carried: Sequence[_Open], marks: Sequence[Mark]) -> int:
    """How many of the open quotations the first marks of a paragraph open again."""
    again = 0
    for opened, mark in zip(carried, marks, strict=False):
        if not mark.around.begins or mark.family != opened.mark.family:
            break
        if mark.role not in ("open", "either"):
            break
        again += 1
    return again


def _closes_first(carried: Sequence[_Open], marks: Sequence[Mark]) -> bool:
    """Whether a paragraph closes the open quotation before it opens another."""
    if not carried or carried[0].mark.family == "single":
        return False
    mark = next((m for m in marks if m.family == carried[0].mark.family), None)
    if mark is None or mark.around.inch or mark.shut_later:
        return False
    return mark.role == "close" or (mark is marks[-1] and mark.around.begins)


def _set_aside(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, those in single marks set aside where most of what is quoted is in double."""
    size = Counter[Style]()
    for q in quotations:
        if q.depth == 0:
            size[q.style] += sum(end - start for start, end in q.spans)
    if size["single"] >= size["double"]:
        return tuple(quotations)
    return tuple(
        attrs.evolve(q, aside=True) if q.depth == 0 and q.style == "single" else q
        for q in quotations
    )
