"""Interviews without labels: questions that are paragraphs by themselves, answers below them.

The questions are in bold or italics all through, or plain lines that end in a question mark. Two
of them at least must be answered, half of the answers at least in the first person. That alone may
be a column with questions for its headings; so the questions must say "you", or the text before
the first one must tell that somebody was interviewed. Who asks and who answers,
``parties`` says; a reporter who says "I" before the first question,
and tells of no interview, may be who goes on below it, and then this is none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.transcripts.parties import Parties

__all__ = ["Interview", "Passage", "asks_twice", "interview"]


_MARKED = regex.compile(
    r"\s*(?:#{1,6}\s+)?(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])[^*_]+(?P=mark)\s*:?\s*"
)
# Longer lines are paragraphs that end in a question.
_LONGEST, _LONGEST_TOLD = 300, 450
# So many answers, all of them of "I" or "we", to one who was interviewed.
_CERTAIN = 3
_ASKED = regex.compile(r"\?[\s*_)]*$")
_OPENS = regex.compile(r"\s*(?:\d{1,2}[.)]\s+)?[\p{Lu}\p{N}¿(]")
_QUOTED = regex.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")
_I = regex.compile(r"(?<![\p{L}.’'])(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)(?![\p{L}.])")
_YOU = regex.compile(r"(?<![\p{L}])(?:you|your|yours|yourself)(?!\p{L})", regex.I)
_LEAD = 6000


@attrs.frozen
class Passage:
    """A question or an answer.

    Attributes:
        start, end: its offsets, up to the next one's.
        asks: whether it is a question.
    """

    start: int
    end: int
    asks: bool


@attrs.frozen
class Interview:
    """Questions and answers in turn, and whose they are.

    Attributes:
        passages: in order.
        host, guest: who asks and who answers; nobody where the text does not tell.
        quoted: offsets of what stands in marks inside an answer, in order: somebody else's words.
    """

    passages: tuple[Passage, ...]
    host: Row
    guest: Row
    quoted: tuple[Offsets, ...]

    def quotes(self, position: int) -> bool:
        """Whether a place lies in words that the answer quotes."""
        at = bisect_right(self.quoted, (position, position)) - 1
        return at >= 0 and position < self.quoted[at][1]


def interview(scene: Scene, labelled: Sequence[int] = (), host: Row = ()) -> Interview | None:
    """The interview that a text is, or None.

    Args:
        scene: the text, with titles and roles gathered.
        labelled: offsets of labels, where only those who ask have one.
        host: whose that label is.
    """
    text, lines = scene.text, scene.paragraphs
    asked, marked = _questions(text, lines, labelled)
    found = _passages(lines, asked, len(text))
    answers = [text[p.start : p.end] for p in found if not p.asks]
    mine = sum(map(bool, map(_I.search, answers)))
    if len(answers) < 2 or 2 * mine < len(answers):
        return None
    first = found[0].start
    parties = Parties(scene, first)
    guest = parties.at("answers", first)
    guest = guest if len(guest) == 1 and _is_introduced(guest[0]) else ()
    certain = parties.told and bool(guest) and mine == len(answers) >= _CERTAIN
    likely = _is_likely(text, [lines[i] for i in asked], marked, parties.told, first)
    if not (likely or certain):
        return None
    if parties.told and not marked:  # then longer lines may ask, too
        asked, _ = _questions(text, lines, (), _LONGEST_TOLD)
        found = _passages(lines, asked, len(text))
    quoted = tuple(span for p in found if not p.asks for span in _inside(text, p))
    return Interview(tuple(found), host or parties.at("asks", first), guest, quoted)


def asks_twice(text: str, lines: Sequence[Offsets]) -> bool:
    """Whether two paragraphs or more may be questions of an interview; no more than a guess."""
    asked, _ = _questions(text, lines, (), _LONGEST_TOLD)
    return len(asked) > 1


def _is_likely(text: str, asked: Sequence[Offsets], marked: bool, told: bool, first: int) -> bool:
    """Whether questions with answers are an interview and no column."""
    to_you = sum(bool(_YOU.search(text, *line)) for line in asked)
    addressed = to_you > 1 or (marked and to_you > 0)
    if _I.search(_QUOTED.sub("", text[max(0, first - _LEAD) : first])):
        return addressed and told
    # A columnist asks too, but says "we" and "I" in it.
    mine = sum(bool(_I.search(text, *line)) for line in asked)
    return (told and (marked or to_you > 0)) or (addressed and (marked or 4 * mine <= len(asked)))


def _is_introduced(who: Referent) -> bool:
    """Whether somebody is a person whom the text names in full; a lone word may be a place."""
    return who.label == "person" and any(len(key) > 1 for key in who.keys)


def _questions(
    text: str, lines: Sequence[Offsets], labelled: Sequence[int], longest: int = _LONGEST
) -> tuple[list[int], bool]:
    """Indices of the paragraphs that ask, and whether a label or emphasis marks them."""
    if labelled:
        starts = [low for low, _ in lines]
        return sorted({max(0, bisect_right(starts, at) - 1) for at in labelled}), True
    marked = [i for i, line in enumerate(lines) if _MARKED.fullmatch(text, *line)]
    asking = [i for i in marked if _ASKED.search(text, *lines[i])]
    if len(asking) > 1:
        return [i for i in marked if i >= asking[0]], True
    return [i for i, line in enumerate(lines) if _is_question(text, *line, longest)], False


def _is_question(text: str, low: int, high: int, longest: int = _LONGEST) -> bool:
    """Whether a paragraph is a question and no quote.

    >>> _is_question("Who paid?", 0, 9), _is_question("“Who paid?”", 0, 11)
    (True, False)
    """
    return (
        high - low <= longest
        and _OPENS.match(text, low, high) is not None
        and _ASKED.search(text, low, high) is not None
        and _QUOTED.match(text, low, high) is None
    )


def _passages(lines: Sequence[Offsets], asked: Sequence[int], end: int) -> list[Passage]:
    """Runs of paragraphs that ask and that answer, in turn, from the first question on."""
    if not asked:
        return []
    asks = set(asked)
    runs = groupby(range(asked[0], len(lines)), key=asks.__contains__)
    starts = [(lines[next(run)][0], asking) for asking, run in runs]
    return [
        Passage(start, after, asking)
        for (start, asking), (after, _) in pairwise([*starts, (end, False)])
    ]


def _inside(text: str, passage: Passage) -> Iterator[Offsets]:
    """What stands in marks inside a paragraph; marks around the whole are the answer's own."""
    for m in _QUOTED.finditer(text, passage.start, passage.end):
        before = text[max(0, m.start() - 1) : m.start()]
        if m.start() > passage.start and before not in "\n\r":
            yield m.span()
