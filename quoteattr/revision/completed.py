"""Completed contents: what belongs to them without a doubt, where a network cuts through it.

An opening mark alone stands for all that it opens. "At 9 p.m." ends no sentence. Behind "said that
it was shut" a parallel "and that" goes on with it, and so do "and had" and "and would" behind
another *had* or *would*, where who says it *said* so. And what somebody is said to have said at the
end of a sentence is all of it: "[She told him that it was shut], her office said."
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import Quotation, find_quotations, kind_of
from quoteattr.revision.placing import put_in
from quoteattr.speakers.reading.sentences import sentence_start
from quoteattr.words import words

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
_HAD = regex.compile(
    r"\sand\s(?:had|would)\s(?:(?:also|never|not|already|since|\p{Ll}+ly)\s)?\p{Ll}+"
)
_BACKSHIFTED = {
    "had": regex.compile(
        r"\bhad\s(?:\p{Ll}+ly\s|not\s|never\s|already\s|also\s)?(?:been|\p{Ll}+(?:ed|en|t|d))\b"
    ),
    "would": regex.compile(r"\bwould\b"),
}
_SAID = regex.compile(
    r"(?:said|told|added|insisted|claimed|stated|explained|maintained|stressed|testified|confirmed"
    r"|revealed|noted|recalled|argued|announced|replied|answered|admitted|reported)"
)
_VERB_OF_SAYING = regex.compile(r"(?:said|says|added|adds|told)", regex.I)
_OBJECT = regex.compile(r"(?:that|(?:not\s)?to|whether|if)\s")
_BEHIND = regex.compile(r",\s[^.!?;:“”\"\n]{2,120}")


def completed(
    text: str, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions; contents with what belongs to them without a doubt.

    Args:
        text: the text.
        attributions: in order, parents by index.
        trusted: those that are less sure than this stay as they are.

    >>> text = "Oro said that it was shut and that nobody had a key."
    >>> said = Attribution(((9, 25),), ((4, 8),), ((0, 3),))
    >>> [text[slice(*one.content[0])] for one in completed(text, [said])]
    ['that it was shut and that nobody had a key']
    >>> text = "Oro said that it was shut and had lunch."
    >>> completed(text, [said := Attribution(((9, 25),), ((4, 8),), ((0, 3),))]) == (said,)
    True
    """
    quotations = find_quotations(text)
    taken = {span[0] for one in attributions for span in one.cue}
    new = [
        one.content if one.confidence < trusted else _whole(text, one, quotations, taken)
        for one in attributions
    ]
    changed = [i for i, content in enumerate(new) if content != attributions[i].content]
    if not changed:
        return tuple(attributions)
    known = words(text)
    quotes = []
    for i in changed:
        kind = kind_of(new[i], known, quotations, text)
        quotes.append(attrs.evolve(attributions[i], content=new[i], kind=kind))
    return put_in(attributions, quotes)


def _whole(
    text: str, one: Attribution, quotations: Sequence[Quotation], taken: set[int]
) -> tuple[Offsets, ...]:
    if not one.content:
        return one.content
    pieces = tuple(_opened(text, piece, quotations) for piece in one.content)
    if one.kind == "direct" or not one.cue or not one.source or one.parent is not None:
        return pieces
    (*more, (start, end)) = pieces
    cue = one.cue[0]
    if cue[1] <= start and sentence_start(text, start) <= cue[0]:
        return *more, (start, _later_end(text, cue, start, end, taken))
    if not more and end <= min(cue[0], one.source[0][0]):
        return ((_earlier_start(text, one, taken), end),)
    return pieces


def _opened(text: str, piece: Offsets, quotations: Sequence[Quotation]) -> Offsets:
    """All that stands in marks, where a piece is no more than the opening one."""
    start, end = piece
    if end - start > 2 or not _OPENING.fullmatch(text[start:end].strip()):
        return piece
    whole = next((q.spans[0] for q in quotations if q.start == start), None)
    return piece if whole is None else whole


def _later_end(text: str, cue: Offsets, start: int, end: int, taken: set[int]) -> int:
    """The end of a content behind its cue, with what goes on with it in its sentence."""
    goes_on = _CLOCK.search(text, max(start, end - 8), end + 4)
    if goes_on is not None and goes_on.end() in (end, end - 1):
        return _sentence_end(text, goes_on.end() + 1, end)
    if text.startswith("that ", start) and (more := _THAT.match(text, end)) is not None:
        return _sentence_end(text, more.end(), end)
    more = _HAD.match(text, end)
    if more is None or not _SAID.fullmatch(text, *cue):
        return end
    verb = more[0].split()[1]
    if _BACKSHIFTED[verb].search(text, start, end) is None:
        return end
    return _sentence_end(text, more.end(), end)


def _sentence_end(text: str, after: int, end: int) -> int:
    """Where a sentence ends that has no marks in its rest; the old end where it has."""
    stop = _END.search(text, after, after + 300)
    return end if stop is None or stop[0] in '“”";:' else int(stop.start())


def _earlier_start(text: str, one: Attribution, taken: set[int]) -> int:
    """The start of a sentence whose end tells who says it, where an object of its verb was taken
    for all of it.
    """
    (start, end), cue = one.content[0], one.cue[0]
    low = sentence_start(text, start)
    between = text[end : max(cue[1], one.source[0][1])]
    if not _VERB_OF_SAYING.fullmatch(text, *cue) or not _OBJECT.match(text, start):
        return start
    if _BEHIND.fullmatch(between) is None or not low < start - 4 or _MARK.search(text, low, start):
        return start
    inner = any(low <= at < start for at in taken)
    return low if inner and "," not in text[start - 2 : start] else start
