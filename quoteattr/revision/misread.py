"""Misreadings: what a network takes for a quote, and the words show to be something else.

Of "quoted an aide as saying that it was over" the content is what the aide said, not "an aide as
saying". And whoever "asked not to be named" is not reported for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import only, without

__all__ = ["charges", "quoted_as", "without_requests"]

_QUOTES = regex.compile(r"(?:quot|cit)(?:e|es|ed|ing)", regex.I)
_AS_SAYING = regex.compile(
    r"(?P<who>[^.,;:\n“”\"]{2,80}?)\sas\s(?P<cue>\p{Ll}+ing)[\s,:]+(?=[“\"‘'«„\p{L}\p{N}])"
)
# Where the one quoted is the subject: "Oro was quoted by the Courier [as saying it was over]".
_AS = regex.compile(
    r"as\s(?P<cue>(?:say|tell|call|warn|describ|claim|argu|insist|add|urg|writ|ask|deny|stat)ing)[\s,:]+"
    r"(?=[“\"‘'«„\p{L}\p{N}])"
)
_ASKS = regex.compile(
    r"(?:ask|request|want|wish|prefer|declin|refus|insist|agree|speak|talk)(?:s|e|es|ed|d|ing)?|spoken?",
    regex.I,
)
_UNNAMED = regex.compile(
    r"(?:not\s)?to\s(?:be\s(?:named|identified|quoted|(?:referred\sto|known)\sonly)|(?:remain|stay)\s(?:anonymous|unnamed))\b"
    r"|(?:for\s)?anonymity\b"
    r"|that\s(?:his|her|their)\s(?:\p{L}+\s)?(?:sur)?(?:name|identity)s?\s(?:not|be|remain|stay|would\snot)\b"
    r"|(?:not\sto|to\snot|that\s(?:the\s)?(?:\p{L}+\s){1,3}not)\s(?:use|publish|print|reveal|disclose|give)\s(?:his|her|their)\s(?:\p{L}+\s)?(?:sur)?name\b"
    r"|to\s(?:talk|speak|be\sinterviewed)\b[^,.;“”\"]*\son\s(?:the\s)?condition\s(?:of\sanonymity|that)\b"
)
# "Spoke on the condition [that she not be named]".
_SPEAKS = regex.compile(r"sp[eo]ak(?:s|ing)?|spoke|talk(?:s|ed|ing)?|agreed", regex.I)
_CONDITION = regex.compile(r"\son\s(?:the\s)?condition\s")
_NOT_BE = regex.compile(
    r"(?:that\s)?(?:he|she|they|(?:his|her|their)\s(?:\p{L}+\s)?(?:name|identity)s?)\s"
    r"(?:(?:not|would\snot)\sbe\s(?:named|identified|quoted|used|published|printed|disclosed|revealed)"
    r"|(?:remain|stay)\s(?:anonymous|unnamed|secret|hidden))\b"
)
# What somebody unnamed fears: "asked not to be named because they feared losing their jobs".
_FEARS = regex.compile(r"fear(?:s|ed|ing)?", regex.I)
_AS_UNNAMED = regex.compile(
    r"\b(?:named|identified|anonym\p{L}+|name|withheld|published),?\s(?:(?:because|as|since)\s(?:he|she|they)\s)?$"
)
_ACCUSES = regex.compile(r"accus(?:e|es|ed|ing)", regex.I)
# Who is accused, before "of lying".
_ACCUSED = regex.compile(
    r"(?!of\b)[^.;:“”\"\n]{2,160}?,?\s(?=of\s(?:(?:not|having|\p{L}+ly)\s)?\p{L}+ing\b)"
)
# "Of stealing [from]", and who is accused right before the cue.
_OPEN_CHARGE = regex.compile(r"\s(?:from|against|with|to|of|by|on|at|for|in|into)$")
_WHO_IS_ACCUSED = regex.compile(
    r"(?<![\p{L}’'\-])(?P<who>(?:an?|the|two|three|four|his|her|their)\s(?:[\p{L}\-]+\s){0,3}?[\p{L}\-]+"
    r"|(?-i:\p{Lu})[\p{L}’'\-]+(?:\s\p{Lu}[\p{L}’'\-]+){0,3}),?\s(?:who\s(?:is|was|are|were)\s)?$",
    regex.I,
)
_FINITE = regex.compile(r"\b(?:is|are|was|were|has|have|had|said|says|that|who|which)\b")
# How far before them that may be looked for, and how long those who are asked may be.
_BESIDE, _ASKED = 60, 30


def quoted_as(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; a content that holds whom it quotes "as saying" begins behind that.

    Args:
        marked: the text.
        attributions: in order, parents by index.
    """
    text = marked.text
    found, gone = list(attributions), set[int]()
    # The first inside another, by that one's index and its own cue.
    inside = {(a.parent, a.cue): i for i, a in reversed(list(enumerate(attributions)))}
    for index, one in enumerate(attributions):
        if not one.cue or not one.content or not _QUOTES.fullmatch(text, *one.cue[0]):
            continue
        (start, end), *more = one.content
        if (late := _AS.match(text, start, end)) is not None:
            cue = (late.span("cue"),)
            gone.update(each for each in (inside.get((index, cue)),) if each is not None)
            found[index] = attrs.evolve(one, content=((late.end(), end), *more), cue=cue)
            continue
        m = _AS_SAYING.match(text, start, end)
        if m is None or not 0 <= start - one.cue[0][1] <= 1:
            continue
        who, cue = (m.span("who"),), (m.span("cue"),)
        if (inner := inside.get((index, cue))) is not None:
            gone.add(index)
            found[inner] = attrs.evolve(found[inner], source=who)
        else:
            found[index] = attrs.evolve(one, content=((m.end(), end), *more), cue=cue, source=who)
    return without(found, gone)


def without_requests(
    marked: MarkedText, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions without those of somebody who asks to stay unnamed.

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "A clerk spoke on condition that she not be named."
    >>> without_requests(MarkedText(text), [Attribution(((27, 48),), ((8, 13),), ((0, 7),))])
    ()
    >>> text = "A clerk agreed on condition that she got a key."
    >>> len(without_requests(MarkedText(text), [Attribution(((28, 46),), ((8, 14),), ((0, 7),))]))
    1
    """
    text = marked.text
    kept = [i for i, one in enumerate(attributions) if not _asks_to_hide(text, one)]
    return only(attributions, kept)


def charges(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; what somebody is accused of begins behind who is, and has whom it was done
    to, who then tells nothing: "a carer accused of stealing from [a widow] told police".

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "Oro accused her rivals, such as Holt, of lying to the port."
    >>> (one,) = charges(MarkedText(text), [Attribution(((12, 58),), ((4, 11),), ((0, 3),))])
    >>> text[slice(*one.content[0])]
    'of lying to the port'
    >>> text = "A carer accused of stealing from a widow told police it was a gift."
    >>> one = Attribution(((16, 32),), ((8, 15),), ())
    >>> two = Attribution(((53, 66),), ((41, 45),), ((33, 40),))
    >>> one, two = charges(MarkedText(text), [one, two])
    >>> text[slice(*one.content[0])], text[slice(*two.source[0])]
    ('of stealing from a widow', 'A carer')
    >>> text = "Oro accused the port of Lund."
    >>> (one,) = charges(MarkedText(text), [Attribution(((12, 28),), ((4, 11),), ((0, 3),))])
    >>> text[slice(*one.content[0])]
    'the port of Lund'
    """
    text = marked.text
    found = list(attributions)
    for index, one in enumerate(attributions):
        if not one.cue or not one.content or not _ACCUSES.fullmatch(text, *one.cue[0]):
            continue
        (start, end), *more = one.content
        m = _ACCUSED.match(text, start, end) if one.cue[0][1] <= start else None
        if m is not None and not _FINITE.search(m[0]):
            found[index] = attrs.evolve(one, content=((m.end(), end), *more))
    for index, later in _victims(text, found):
        one, two = found[index], found[later]
        whole = one.content[0][0], two.source[0][1]
        who = _WHO_IS_ACCUSED.search(text, max(0, one.cue[0][0] - _BESIDE), one.cue[0][0])
        found[index] = attrs.evolve(one, content=(whole,))
        source = two.source if who is None else (who.span("who"),)
        found[later] = attrs.evolve(two, source=source)
    return tuple(found)


def _victims(text: str, attributions: Sequence[Attribution]) -> Iterator[tuple[int, int]]:
    """Charges that end in a preposition, each with what has the noun behind it for a source."""
    ends = {
        one.content[0][1]: i
        for i, one in enumerate(attributions)
        if one.cue and len(one.content) == 1 and _ACCUSES.fullmatch(text, *one.cue[0])
        and _OPEN_CHARGE.search(text, *one.content[0])
    }  # fmt: skip
    for later, two in enumerate(attributions):
        index = ends.get(two.source[0][0] - 1) if two.source and two.cue else None
        if index is not None and two.cue[0][0] >= two.source[0][1]:
            yield index, later


def _asks_to_hide(text: str, attribution: Attribution) -> bool:
    if not attribution.cue or not attribution.content:
        return False
    start, end = attribution.content[0]
    low, high = attribution.cue[0]
    if not 0 <= start - high <= _ASKED:
        return False
    if start - high <= 1 and _FEARS.fullmatch(text, low, high):
        return _AS_UNNAMED.search(text, max(0, low - _BESIDE), low) is not None
    if _SPEAKS.fullmatch(text, low, high) and _CONDITION.fullmatch(text, high, start):
        return _NOT_BE.match(text, start, end) is not None
    asks = _ASKS.fullmatch(text, low, high) is not None
    return asks and _UNNAMED.match(text, start, end) is not None
