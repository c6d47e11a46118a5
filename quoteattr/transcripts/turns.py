"""Turns: who speaks from where to where, and which of the speakers only ask.

Labels make a transcript where two speakers at least have them and most turns read like talk. Who
asks is told by the label ("Q", "ANA ORO, HOST"); else it is who asks questions in most turns, or
who names the one that speaks next, or spoke before, in full, as presenters do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.transcripts.interviews import are_personal, find_guest, find_passages
from quoteattr.transcripts.labels import Label, find_labels, surname_key
from quoteattr.words import paragraphs

__all__ = ["Transcript", "Turn", "find_turns"]

# Anybody may ask back once in a while.
_ASKS_MOSTLY = 0.5
_FEWEST = 2
_TALK = regex.compile(r"(?<![\p{L}’'])(?:I|[Yy]ou|[Ww]e|[Mm]y|me|[Yy]our|[Oo]ur|us)(?!\p{L})|\?")
# What follows a label: words that open with a capital, or a line that ends as a sentence does.
_SPEECH = regex.compile(
    r"[\s*_]*(?:[(\[][^()\[\]\n]{0,80}[)\]]\s*)?[“\"‘'…—–\-\[(]*"
    r"(?:\p{Lu}|\p{Ll}[^\n]*[.!?…—–-][”\"’'*_]*\s*$)",
    regex.MULTILINE,
)
_QUESTION = regex.compile(r"\?[”\"’'*_)\s]*$")
_FULL_NAME = regex.compile(r"[^\s.]+\s+(?:\p{Lu}\.\s+)?[^\s.]+(?=$|,?\s+[JS][Rr]\.?$)")
_MARKS = ("“", '"', "‘", "'")
_EDGES = " \t\r\n*_"


@attrs.frozen
class Turn:
    """What one speaker says at a time.

    Attributes:
        label: offsets of the speaker's name or letter in the label; empty, at the start, where
            the turn has no label.
        key: the same for all turns of a speaker, by the labels: the last word of the name in
            small letters; ``q`` and ``a`` for letters and for what has no label.
        opens: offset where the label's line begins; the turn before ends here.
        start: offset of the first character that is said.
        end: offset behind the last one.
        asks: whether the speaker is an interviewer, a reporter or a presenter.
        named: whether the label names somebody ("ORO", not "Q" or "REPORTER").
    """

    label: Offsets
    key: str
    opens: int
    start: int
    end: int
    asks: bool
    named: bool


@attrs.frozen
class Transcript:
    """The turns of a text.

    Attributes:
        turns: in order, not overlapping; empty where the text has none.
        guest: the mention before the first turn of the person who answers where answers have no
            name for a label; None where the text does not tell.
    """

    turns: tuple[Turn, ...] = ()
    guest: Offsets | None = None

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn whose label or words hold an offset, or None."""
        at = bisect_right(self.turns, position, key=lambda turn: turn.opens) - 1
        return self.turns[at] if at >= 0 and position < self.turns[at].end else None

    def name_of(self, turn: Turn) -> Offsets | None:
        """Return the longest label of a turn's speaker, the guest for an answer without a name;
        None where nobody is named.
        """
        if turn.named:
            return self._names[turn.key]
        return None if turn.asks else self.guest

    def listener(self, turn: Turn) -> Turn | None:
        """Return a turn of whoever "you" is in a turn: the other one of two speakers, else None."""
        if len(self._firsts) != 2:
            return None
        return next(one for key, one in self._firsts.items() if key != turn.key)

    @cached_property
    def _firsts(self) -> Mapping[str, Turn]:
        return {turn.key: turn for turn in reversed(self.turns)}

    @cached_property
    def _names(self) -> Mapping[str, Offsets]:
        ordered = sorted(self.turns, key=lambda turn: turn.label[0] - turn.label[1])
        return {turn.key: turn.label for turn in reversed(ordered)}


def find_turns(text: str, persons: Sequence[Offsets] = ()) -> Transcript:
    """Return the turns of a text.

    Args:
        text: the text.
        persons: offsets of the persons' names in it, in order (code points, half-open), from the
            entities. Without them only labels in capitals or of a part ("Q", "Host") are
            trusted, and no guest is found.
    """
    labels = _trusted(text, find_labels(text), persons)
    lines = paragraphs(text)
    turns = _labelled(text, labels, lines) if labels else _unlabelled(text, lines)
    answers = [(turn.start, turn.end) for turn in turns if not turn.asks and not turn.named]
    if not turns or (answers and not are_personal(text, answers)):
        return Transcript()
    named = all(turn.named or turn.asks for turn in turns)
    return Transcript(turns, None if named else find_guest(text, turns[0].opens, persons))


def _trusted(text: str, labels: Sequence[Label], persons: Sequence[Offsets]) -> list[Label]:
    """Those that open speech and name somebody; none where too few do, or there is little talk."""
    known = {surname_key(text[slice(*span)]) for span in persons}
    spoken = [one for one in labels if _SPEECH.match(text, one.after)]
    often = Counter(one.key for one in spoken)
    talking = _talking(text, spoken)
    sure = {one.key for one in spoken if one.part or one.key in known}
    capitals = {one.key for one in spoken if text[one.start : one.end].isupper()}
    things = {one.key for one in spoken if text.startswith(("THE ", "The "), one.start)}
    titles = {key for key in often if sure and often[key] > 1}  # "The Speaker:"
    talk = {key for key in capitals | titles if 2 * talking[key] >= often[key]}
    again = {key for key in capitals - things if often[key] > 1}
    kept = sure | talk | again
    turns = sum(often[key] for key in kept)
    back = sum(often[key] > 1 for key in kept)
    certain = (bool(sure) and (back > 0 or kept <= capitals)) or back >= _FEWEST
    if len(kept) < _FEWEST or not certain or 3 * sum(talking[key] for key in kept) < turns:
        return []
    return [one for one in spoken if one.key in kept]


def _talking(text: str, labels: Sequence[Label]) -> Counter[str]:
    """How many turns of each key are talk."""
    ends = [one.opens for one in labels[1:]] + [len(text)]
    turns = zip(labels, ends, strict=False)
    return Counter(one.key for one, end in turns if _TALK.search(text, one.after, end))


def _labelled(text: str, labels: Sequence[Label], lines: Sequence[Offsets]) -> tuple[Turn, ...]:
    ends = [label.opens for label in labels[1:]] + [_last_end(text, labels, lines)]
    bounds = [_trimmed(text, one.after, end) for one, end in zip(labels, ends, strict=True)]
    askers = _askers(text, labels, bounds)
    return tuple(
        Turn((one.start, one.end), one.key, one.opens, *span, one.key in askers, not one.bare)
        for one, span in zip(labels, bounds, strict=True)
    )


def _last_end(text: str, labels: Sequence[Label], lines: Sequence[Offsets]) -> int:
    """Where the last turn ends: with its paragraph, where no other one has two."""
    after = [label.opens for label in labels[1:]]
    if any("\n" in text[one.after : to].strip() for one, to in zip(labels, after, strict=False)):
        return len(text)
    start, _ = _trimmed(text, labels[-1].after, len(text))
    at = bisect_right(lines, (start, len(text))) - 1
    return max(labels[-1].after, lines[at][1])


def _askers(text: str, labels: Sequence[Label], bounds: Sequence[Offsets]) -> Collection[str]:
    """Keys of those who ask or present."""
    told = {one.key for one in labels if one.part == "asks"}
    if "q" in told:
        return told
    count = Counter(one.key for one in labels)
    asked = Counter(
        one.key for one, span in zip(labels, bounds, strict=True)
        if _QUESTION.search(text, *span) and text[span[0] : span[0] + 1] not in _MARKS
    )  # fmt: skip
    mostly = {
        key for key, n in asked.items()
        if n >= _ASKS_MOSTLY * count[key] and (n > 1 or key == labels[0].key)
    }  # fmt: skip
    found = told | _presenting(text, labels, bounds) | mostly
    return found if found != set(count) else told


def _presenting(text: str, labels: Sequence[Label], bounds: Sequence[Offsets]) -> set[str]:
    """Keys of those who name in full who speaks next, or who has just spoken."""
    fullest: dict[str, str] = {}
    for one in labels:
        m = _FULL_NAME.search(text[one.start : one.end])
        if m is not None:
            fullest[one.key] = m[0].casefold()
    found = set()
    for i, (one, span) in enumerate(zip(labels, bounds, strict=True)):
        near = {other.key for other in labels[max(0, i - 1) : i + 2]} - {one.key}
        words = text[slice(*span)].casefold()
        if any(fullest[key] in words for key in near & {*fullest}):
            found.add(one.key)
    return found


def _unlabelled(text: str, lines: Sequence[Offsets]) -> tuple[Turn, ...]:
    found = []
    for one in find_passages(text, lines):
        start, end = _trimmed(text, one.start, one.end)
        key = "q" if one.asks else "a"
        found.append(Turn((start, start), key, one.start, start, end, one.asks, False))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Offsets:
    """A stretch without blanks and emphasis at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end
