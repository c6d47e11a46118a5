"""Completed contents: what belongs to them without a doubt, where a network cuts through it.

An opening mark alone stands for all that it opens. "At 9 p.m." ends no sentence; a sentence in
marks does, and what follows unmarked is another. Behind "said that it was shut" a parallel "and
that" goes on with it, and so do "and had left" and, behind another *would*, "and would", where who
says it *said* so. A report inside a content has its own content there too ("[he told him ][that it
was shut]"). And what ends with who said it is a whole sentence: "[She told him that it was shut],
her office said."
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order, put_in
from quoteattr.speakers.reading.sentences import sentence_start

__all__ = ["completed"]

_MARK = regex.compile(r"[“”\"‘«»„]")
_OPENING = regex.compile(r"[“\"‘'«„]")
_CLOCK = regex.compile(
    r"\d\s?[ap]\.m(?=\.\s(?:after|before|when|because|since|as|on|in|at|to|from|with|while|for)\s)"
)
_END = regex.compile(
    r"(?<!\b[ap]\.m)(?<!\b\p{Lu}|\b(?:Mr|Ms|Dr|St|Jr|Sr))[.!?](?=[\s”\"’»]|$)|[.!?]$|\n|[;:“”\"]"
)
_THAT = regex.compile(
    r",?\sand\sthat\s(?=(?:the|an?|his|her|its|their|he|she|they|it|no|there|all|\d|\p{Lu}))"
)
_DID = (
    r"(?:\p{Ll}+(?:ed|en|wn|ught)|been|done|gone|made|sent|left|lost|met|paid|put|set|told|said|found"
    r"|held|kept|led|built|come|become|begun|run|won|cut|hit|read|spent|sold)"
)
_HAD = regex.compile(
    rf",?\sand\s(?:(?P<had>had)\s(?:(?:also|never|not|already|since|\p{{Ll}}+ly)\s)?{_DID}\b"
    r"|would\s\p{Ll})"
)
_WOULD = regex.compile(r"\bwould\b")
# A sentence in marks, and the next one without.
_NEXT = regex.compile(r"[.!?][”\"](?=\s+\p{Lu}[^“”\"]*$)")
_FEWEST_WORDS = 4
# Who is told what follows, if not all of that was found: "a guard told[ him ]that it was shut".
_LONGEST_HEARER = 40
_HEARER = regex.compile(r"\s?(?:\p{L}[\p{L}’'\-]*\s){0,4}")
_LINK = regex.compile(r"\b(?:which|who|whom|that)$")
_SAID = regex.compile(
    r"(?:said|told|added|insisted|claimed|stated|explained|maintained|stressed|testified|confirmed"
    r"|revealed|noted|recalled|argued|announced|replied|answered|admitted|reported)"
)
_VERB_OF_SAYING = regex.compile(r"(?:said|says|added|adds|told)", regex.I)
_OBJECT = regex.compile(r"(?:that|(?:not\s)?to|whether|if)\s")
# Up to an object of a verb of saying: "She told him in May [that]".
_TELLS = regex.compile(
    r"[^,;:]\s(?:told|asked|urged|warned|assured|informed|said|announced|promised|ordered|advised"
    r"|reminded|agreed|decided|denied|admitted|confirmed)\s(?:[^,;:\n]{0,60}\s)?$"
)
_BEHIND = regex.compile(r",\s[^.!?;:“”\"\n]{2,120}")


def completed(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions; contents with what belongs to them without a doubt.

    Args:
        marked: the text.
        attributions: in order, parents by index.
        trusted: those that are less sure than this stay as they are.

    >>> text = "Oro said that it was shut and that nobody had a key."
    >>> said = Attribution(((9, 25),), ((4, 8),), ((0, 3),))
    >>> [text[slice(*one.content[0])] for one in completed(MarkedText(text), [said])]
    ['that it was shut and that nobody had a key']
    >>> text = "Oro said that it was shut and had lunch."
    >>> completed(MarkedText(text), [said]) == (said,)
    True
    """
    attributions = _in_sentences(marked, attributions, trusted)
    known = _Known(marked, [a for a in attributions if a.confidence >= trusted])
    new = [one.content if one.confidence < trusted else known.whole(one) for one in attributions]
    changed = [i for i, content in enumerate(new) if content != attributions[i].content]
    if not changed:
        return tuple(attributions)
    return put_in(attributions, [marked.with_content(attributions[i], new[i]) for i in changed])


def _in_sentences(
    marked: MarkedText, attributions: Sequence[Attribution], trusted: float
) -> Sequence[Attribution]:
    """The attributions; a content as far as a sentence in marks that ends it."""
    text = marked.text
    begins = {q.spans[-1][1]: q.spans[-1][0] for q in marked.quotations}
    cut = {
        i: content
        for i, one in enumerate(attributions)
        if one.confidence >= trusted and (content := _in_sentence(text, one, begins)) is not None
    }
    if not cut:
        return attributions
    found = [(one, one.parent) for one in attributions]
    for i, content in cut.items():
        found[i] = marked.with_content(found[i][0], content), found[i][1]
    for i, one in enumerate(attributions):
        if one.parent in cut and one.content[0][0] >= cut[one.parent][-1][1]:
            found[i] = found[i][0], None
    return in_order(found)


def _in_sentence(
    text: str, one: Attribution, begins: Mapping[int, int]
) -> tuple[Offsets, ...] | None:
    """A content behind its cue as far as a sentence in marks that ends one of its pieces."""
    if one.kind == "direct" or not one.cue or not one.content:
        return None
    if one.cue[0][1] > one.content[0][0] or one.parent is not None:
        return None
    for at, (start, end) in enumerate(one.content):
        m = _NEXT.search(text, start, end)
        opened = begins.get(m.end()) if m is not None else None
        if m is None or opened is None or opened <= start:
            continue
        if len(text[opened : m.end()].split()) >= _FEWEST_WORDS:
            return *one.content[:at], (start, int(m.end()))
    return None


class _Known:
    """What stands where in a text.

    Args:
        marked: the text.
        reports: the attributions that are sure enough.
    """

    def __init__(self, marked: MarkedText, reports: Sequence[Attribution]) -> None:
        self._text = marked.text
        self._marked = {q.start: q.spans[0] for q in marked.quotations}
        told = [one for one in reports if one.cue and len(one.content) == 1]
        self._contents = {one.content[0][0]: one for one in reversed(told)}
        self._sources = {one.source[0][0]: one for one in reversed(told) if one.source}

    def whole(self, one: Attribution) -> tuple[Offsets, ...]:
        """The content of an attribution with all that belongs to it."""
        pieces = tuple(map(self._opened, one.content))
        if not pieces or one.kind == "direct" or not one.cue or not one.source:
            return pieces
        if one.parent is not None:
            return pieces
        cue = one.cue[0]
        (*more, (start, end)) = pieces
        if cue[1] <= start and sentence_start(self._text, start) <= cue[0]:
            end = _later_end(self._text, cue, start, end)
            return *more, (start, self._with_report(one, start, end))
        if not more and end <= min(cue[0], one.source[0][0]):
            return ((_earlier_start(self._text, one), end),)
        return pieces

    def _opened(self, piece: Offsets) -> Offsets:
        """All that stands in marks, where a piece is no more than the opening one."""
        start, end = piece
        if end - start > 2 or not _OPENING.fullmatch(self._text[start:end].strip()):
            return piece
        return self._marked.get(start, piece)

    def _with_report(self, one: Attribution, start: int, end: int) -> int:
        """The end of a content that holds a report's cue, or what its source is told of, and not
        what that reports.
        """
        for at in range(end, end + _LONGEST_HEARER):
            inner = self._contents.get(at)
            if inner is None or inner is one or not start <= inner.cue[0][0] < end:
                continue
            return inner.content[0][1] if _HEARER.fullmatch(self._text, end, at) else end
        inner = self._sources.get(end + 1)
        if inner is None or inner is one or not _LINK.search(self._text, start, end):
            return end
        parts = inner.source[0], inner.cue[0], inner.content[0]
        beside = all(0 <= b[0] - a[1] <= 1 for a, b in pairwise(parts))
        return parts[-1][1] if beside else end


def _later_end(text: str, cue: Offsets, start: int, end: int) -> int:
    """The end of a content behind its cue, with what goes on with it in its sentence."""
    goes_on = _CLOCK.search(text, max(start, end - 8), end + 12)
    if goes_on is not None and goes_on.end() in (end, end - 1):
        return _sentence_end(text, goes_on.end() + 1, end)
    end -= text[end - 1] == "," and text.startswith(" and had ", end)
    if text.startswith("that ", start) and (more := _THAT.match(text, end)) is not None:
        return _sentence_end(text, more.end(), end)
    more = _HAD.match(text, end)
    if more is None or not _SAID.fullmatch(text, *cue):
        return end
    sure = more["had"] is not None or _WOULD.search(text, start, end) is not None
    return _sentence_end(text, more.end(), end) if sure else end


def _sentence_end(text: str, after: int, end: int) -> int:
    """Where a sentence ends that has no marks in its rest; the old end where it has."""
    stop = _END.search(text, after, after + 300)
    return end if stop is None or stop[0] in '“”";:' else int(stop.start())


def _earlier_start(text: str, one: Attribution) -> int:
    """The start of a sentence whose end tells who says it, where an object of its verb was taken
    for all of it.
    """
    (start, end), cue = one.content[0], one.cue[0]
    low = sentence_start(text, start)
    between = text[end : max(cue[1], one.source[0][1])]
    if not _VERB_OF_SAYING.fullmatch(text, *cue) or not _OBJECT.match(text, start):
        return start
    if _BEHIND.fullmatch(between) is None or _MARK.search(text, low, start):
        return start
    return low if _TELLS.search(text, low, start) is not None else start
