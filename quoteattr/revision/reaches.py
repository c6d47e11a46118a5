"""Reaches: where words end that somebody retells, inside what that one says.

With their closing mark where they stand in marks. Else with the sentence, or before it goes on with
what is no longer told: "he said [it was late], but I stayed". What somebody is to do ends before
reasons and later events, too: "they asked me [to leave] because it was late".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.marks import Quotation
from quoteattr.revision.pieces import AUXILIARY
from quoteattr.revision.predicates import end_before_predicate
from quoteattr.revision.retellings import Retelling
from quoteattr.speakers.reading.sentences import SENTENCE_END

__all__ = ["reach"]

_SUBJECT = r"(?:I|we|he|she|they|it|you|this|there|now|then|few)\b"
_GOES_ON = (
    r",\s(?:but|so|and\sthen|and\sso|which|adding|though|although)\b"
    rf"|,?\s(?:but|so|and\sso)\s{_SUBJECT}|\sbut\s(?:the|that|\p{{Lu}})|\snor\s|[;…\n]"
)
_ACT_GOES_ON = (
    rf"{_GOES_ON}|,?\s(?:because|but|so(?!\sthat)|while|though|although|since)\b"
    rf"|,?\safter\s(?!\p{{Ll}}+ing\b)|,\sand\s(?!(?:not\s)?to\b)|,\s{AUXILIARY}"
    rf"|\sand\s(?:{_SUBJECT}|\p{{Ll}}+ed\b)"
    # "They asked her [to go] and the guard told her to stay"
    r"|\s(?:and|or)\s(?!(?:then|also|later|never|just)\s)(?:[\p{L}’'\-]+\s){1,4}"
    r"(?:said|says|saying|told|telling|asked|asking)\b"
)
_ENDS = {
    # What a colon leads to goes on to the end of its sentence.
    "turn": regex.compile(r"[…\n]"),
    "clause": regex.compile(_GOES_ON),
    "act": regex.compile(_ACT_GOES_ON),
    # "Accused [of theft], a charge that"; but "of lying, and stealing".
    "charge": regex.compile(
        rf"{_ACT_GOES_ON}|,\s(?!(?:and\s)?\p{{Ll}}+ing\b)|\s[–—]\s"
        r"|\s(?:and\s(?:\p{L}+\s)?)?(?:was|were|is|are|has|had)\s"
    ),
}
# "When he told me it was late, I left": the main clause is told by nobody.
_FRONTED = regex.compile(
    r"\b(?:although|though|while|when|after|before|as|since|because|once)\s$", regex.I
)
_MAIN = regex.compile(rf",\s(?={_SUBJECT}|(?:the|a|an|my|our|his|her|their)\s)")
_AND = " and "
_STOPS, _MARKS = " .,!?\n", "“”\"’'"


def reach(text: str, one: Retelling, high: int, quotations: Sequence[Quotation]) -> Offsets | None:
    """Where retold words begin and end; None where they are no more than a word.

    Args:
        text: the text.
        one: who tells them, and where they begin.
        high: where the words end in which they stand.
        quotations: those around and behind the cue, in order.

    >>> text = "He said it was late, but I stayed."
    >>> text[slice(*reach(text, Retelling((3, 7), (0, 2), 8, "clause"), 33, ()))]
    'it was late'
    """
    starts = {quotation.start: quotation for quotation in quotations}
    if one.start in starts:
        end = _marked(text, one.start, starts)
    else:
        end = _unmarked(text, one, _within(one, high, quotations), quotations)
    end = min(end, high)
    first = (one.source or one.cue)[0]
    end = end_before_predicate(text, first, one.cue, (one.start, end)) or end
    return (one.start, end) if " " in text[one.start : end].strip() else None


def _marked(text: str, start: int, starts: Mapping[int, Quotation]) -> int:
    """The end of what stands in marks: of "‘No’ and ‘Go’" both."""
    end = starts[start].spans[0][1]
    while text.startswith(_AND, end) and (more := starts.get(end + len(_AND))) is not None:
        end = more.spans[0][1]
    return end


def _within(one: Retelling, high: int, quotations: Sequence[Quotation]) -> int:
    """How far the marks reach in which a cue stands."""
    ends = (
        end
        for quotation in quotations
        for start, end in quotation.spans
        if start < one.cue[0] < end
    )
    return min((high, *ends))


def _unmarked(text: str, one: Retelling, high: int, quotations: Sequence[Quotation]) -> int:
    """The end of a clause, without its stop and the marks that were opened before it."""
    stop = SENTENCE_END.search(text, one.start, high)
    end = int(stop.start()) if stop else high
    m = _ENDS[one.kind].search(text, one.start + 1, end)
    end = int(m.start()) if m else end
    first = (one.source or one.cue)[0]
    if _FRONTED.search(text, max(0, first - 12), first):
        m = _MAIN.search(text, one.start + 1, end)
        end = int(m.start()) if m else end
    closed = {q.spans[-1][1] for q in quotations if q.start >= one.start}
    while end > one.start and (text[end - 1] in _STOPS or _is_loose(text, end, closed)):
        end -= 1
    return end


def _is_loose(text: str, end: int, closed: set[int]) -> bool:
    """Whether the mark before a place belongs to words around."""
    return text[end - 1] in _MARKS and end not in closed
