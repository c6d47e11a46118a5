"""Interviews without labels: paragraphs that ask, with the answers below them.

A question is a paragraph in bold or italics, or a plain one that ends in a question mark. A column
has such paragraphs too, so the questions must say "you", or the text before the first must tell of
an interview, and half of the answers must say "I" or "we".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import attrs
import regex

from quoteattr.attribution.records import Offsets

__all__ = ["Passage", "are_personal", "find_guest", "find_passages"]

_LONGEST = 450
_FEWEST = 2
# How far before the first turn the text is read for who is interviewed, in code points.
_LEAD = 6000
# How far behind "interview with" a guest's name begins.
_NEAR = 60
_EMPHASISED = regex.compile(r"\s*(?:\#{1,6}\s+)?(\*{1,3}|_{1,3})(?=[^\s*_])[^*_\n]+\1\s*:?\s*")
_ASKS = regex.compile(r"\?[\s*_)]*$")
_OPENS = regex.compile(r"\s*(?:\d{1,2}[.)]\s+)?[\p{Lu}\p{N}¿(*_]")
_I = regex.compile(r"(?<![\p{L}.’'])(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)(?![\p{L}.])")
_YOU = regex.compile(r"(?<!\p{L})(?:you|your|yours|yourself)(?!\p{L})", regex.I)
_QUOTED = regex.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")
_TOLD = regex.compile(
    r"\b(?:(?:interview|conversation|Q\s?(?:&|and)\s?A|chat|discussion)\b[^.!?\n]{0,40}\b(?:with|by)"
    r"|(?:sp[eo]a?k(?:e|s|ing)|talk(?:s|ed|ing)|chat(?:s|ted)|sat\sdown|caught\sup)\b[^.!?\n]{0,30}"
    r"\b(?:with|to)|interviewed|asked|met|questions\s(?:to|for))\b",
    regex.I,
)

_BY = regex.compile(r"\bby\b", regex.I)


@attrs.frozen
class Passage:
    """A question or an answer.

    Attributes:
        start, end: its offsets; it ends where the next one begins, or the text.
        asks: whether it is a question.
    """

    start: int
    end: int
    asks: bool


def find_passages(text: str, lines: Sequence[Offsets]) -> list[Passage]:
    """Return questions and answers in turn; none where the text is no interview.

    Args:
        text: the text.
        lines: offsets of its paragraphs, in order.
    """
    emphasised = [i for i, line in enumerate(lines) if _EMPHASISED.fullmatch(text, *line)]
    asking = [i for i, line in enumerate(lines) if _is_question(text, *line)]
    marked = len({*asking} & {*emphasised}) >= _FEWEST
    asked = [i for i in emphasised if i >= asking[0]] if marked else asking
    if len(asked) < _FEWEST:
        return []
    found = _runs(lines, asked, len(text))
    answers = [(one.start, one.end) for one in found if not one.asks]
    if len(answers) < _FEWEST or not are_personal(text, answers):
        return []
    you = sum(_YOU.search(text, *lines[i]) is not None for i in asked)
    told = _TOLD.search(text, max(0, found[0].start - _LEAD), found[0].start) is not None
    # A reporter who says "I" before the first question may be who goes on below it.
    lead = _QUOTED.sub("", text[max(0, found[0].start - _LEAD) : found[0].start])
    likely = you > _FEWEST - marked or (told and (marked or you > 0))
    return found if likely and (told or _I.search(lead) is None) else []


def are_personal(text: str, answers: Sequence[Offsets]) -> bool:
    """Return whether half of the answers say "I" or "we", as in no list of frequent questions."""
    mine = sum(_I.search(text, *span) is not None for span in answers)
    return 2 * mine >= len(answers)


def find_guest(text: str, first: int, persons: Sequence[Offsets]) -> Offsets | None:
    """Return the first mention of the person who is interviewed, as far as the lead tells.

    That is the only one whom the lead names in full; else who is named behind "interview with" and
    the like.

    Args:
        text: the text.
        first: offset of the first turn.
        persons: offsets of persons' names, in order.
    """
    lead = [span for span in persons if max(0, first - _LEAD) <= span[0] and span[1] <= first]
    full = [span for span in lead if " " in text[slice(*span)].strip()]
    surnames = {text[slice(*span)].split()[-1] for span in full}
    if len(surnames) == 1:
        return full[0]
    met = _TOLD.finditer(text, max(0, first - _LEAD), first)
    told = [m.end() for m in met if _BY.search(text, m.end() - 2, m.end() + 3) is None]
    near = [span for at in told for span in full if at <= span[0] <= at + _NEAR]
    return near[0] if near else None


def _is_question(text: str, low: int, high: int) -> bool:
    return (
        high - low <= _LONGEST
        and _OPENS.match(text, low, high) is not None
        and _ASKS.search(text, low, high) is not None
        and _QUOTED.match(text, low, high) is None
    )


def _runs(lines: Sequence[Offsets], asked: Sequence[int], end: int) -> list[Passage]:
    """Runs of paragraphs that ask and that answer, in turn, from the first question on."""
    asks = set(asked)
    runs = groupby(range(asked[0], len(lines)), key=asks.__contains__)
    starts = [(lines[next(run)][0], asking) for asking, run in runs]
    ends = [start for start, _ in starts[1:]] + [end]
    return [Passage(start, to, asks) for (start, asks), to in zip(starts, ends, strict=True)]
