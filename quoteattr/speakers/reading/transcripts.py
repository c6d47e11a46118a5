"""Transcripts: whose turn it is, where a text gives speech as turns with labels.

"Q:" and "A:" are whom :mod:`quoteattr.speakers.reading.parties` finds; where the text does not
tell, each stands for somebody unknown who goes by the letter. A name as a label is its bearer,
letters may be somebody's initials ("JN:"), and "MODERATOR:" is whom the text calls so. In a turn
"I" is its speaker, and "you" the other one where two alone have turns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import HONORIFICS, PERSON_NOUNS, word_set
from quoteattr.speakers.naming.names import Naming
from quoteattr.speakers.ranking.scene import Scene
from quoteattr.speakers.reading.parties import JOURNALISTS, Parties
from quoteattr.speakers.reading.turnlabels import Label, Part
from quoteattr.speakers.referents import Referent

if TYPE_CHECKING:
    from quoteattr.annotate import Entity

__all__ = ["Transcript", "Turn", "without_labels"]

Row = tuple[Referent, ...]

_INITIALS = regex.compile(r"\p{Lu}{2,4}")
_PARTS: Mapping[str, Part] = {
    "interviewer": "asks", "questioner": "asks", "examiner": "asks",
    "interviewee": "answers", "guest": "answers", "witness": "answers",
}  # fmt: skip
_NOUNS = JOURNALISTS | PERSON_NOUNS | word_set("interviewee questioner examiner chair panellist")


@attrs.frozen
class Turn:
    """What one speaker of a transcript says at a time.

    Attributes:
        label: offsets of its label.
        after: offset after the label's mark.
        end: where the next turn begins, or the text ends.
        who: its speaker; nobody where the label's own words must tell.
    """

    label: Offsets
    after: int
    end: int
    who: Row


class Transcript:
    """The turns of a text; none where it is no transcript.

    Args:
        scene: the text, with titles and roles gathered.
        found: its labels.
    """

    def __init__(self, scene: Scene, found: Sequence[Label]) -> None:
        self._scene, self._found = scene, found
        self._unknown: dict[Part, Referent] = {}
        self._spelled = _initials(scene.naming) if found else {}
        self._turns: list[Turn] = []
        if found:
            parties = Parties(scene, found[0].start)
            known = [(label, self._who(label, parties)) for label in found]
            self._close([(one, who) for one, who in known if who or self._is_noun(one)])
        self._starts = [turn.label[0] for turn in self._turns]
        speaking = dict.fromkeys(turn.who for turn in self._turns)
        self._two = tuple(speaking) if len(speaking) == 2 and () not in speaking else ()

    def labelled(self, attribution: Attribution) -> Row:
        """The speaker of an attribution whose source is a label without a name, else nobody."""
        if not attribution.source:
            return ()
        start, end = attribution.source[0]
        turn = self._at(end - 1)
        if turn is None or not (turn.label[0] <= start and end <= turn.label[1] + 2):
            return ()
        named = any(who in turn.who for _, _, who in self._scene.naming.within(*turn.label))
        return () if named else turn.who

    def uncued(self, attribution: Attribution) -> Turn | None:
        """The turn that words without a cue and a source are of; None where they are of none."""
        if attribution.cue or attribution.parent is not None or not attribution.content:
            return None
        scene, start = self._scene, attribution.content[0][0]
        turn = self._at(start)
        if turn is None or not turn.who:
            return None
        opens = not scene.text[turn.after : start].strip(' *_\n\r\t“"')
        same = scene.paragraph(turn.label[0]) == scene.paragraph(start) and not scene.quoted(start)
        return turn if opens or same else None

    def speaker(self, position: int) -> Row:
        """Whose turn it is at a place; nobody outside all turns."""
        turn = self._at(position)
        return turn.who if turn is not None else ()

    def other(self, position: int) -> Row:
        """Who is spoken to at a place, where two alone have turns."""
        mine = self.speaker(position)
        return next((who for who in self._two if mine and who != mine), ())

    def _at(self, position: int) -> Turn | None:
        at = bisect_right(self._starts, position) - 1
        return self._turns[at] if at >= 0 else None

    def _close(self, known: Sequence[tuple[Label, Row]]) -> None:
        """A turn each, up to the next; one alone makes no transcript."""
        ends = [label.start for label, _ in known[1:]] + [len(self._scene.text)]
        if len(known) > 1:
            self._turns = [
                Turn((label.start, label.end), label.after, end, who)
                for (label, who), end in zip(known, ends, strict=True)
            ]

    def _who(self, label: Label, parties: Parties) -> Row:
        if label.part:
            return parties.at(label.part, label.start) or (self._stranger(label),)
        text = self._scene.text[label.start : label.end]
        if _INITIALS.fullmatch(text) and len(spelled := self._spelled.get(text, ())) == 1:
            return tuple(spelled)
        noun = self._noun(label)
        if noun in _PARTS:
            return parties.at(_PARTS[noun], label.start)
        if noun:
            called = [
                w for w in self._scene.naming.referents if w.label == "person" and noun in w.heads
            ]
            return tuple(called) if len(called) == 1 else ()
        named = self._scene.naming.within(label.start, label.end)
        return tuple(dict.fromkeys(who for _, _, who in named if who.label == "person"))

    def _noun(self, label: Label) -> str:
        words = self._scene.text[label.start : label.end].lower().split()
        noun = words[-1] if words and (len(words) == 1 or words[0] == "the") else ""
        return noun if noun in _NOUNS else ""

    def _is_noun(self, label: Label) -> bool:
        return bool(self._noun(label))

    def _stranger(self, label: Label) -> Referent:
        """Somebody unknown who goes by a letter: one who asks, and one who answers."""
        if label.part not in self._unknown:
            name = self._scene.text[label.start : label.end]
            self._unknown[label.part] = Referent(name=name)
        return self._unknown[label.part]


def without_labels(
    text: str, found: Sequence[Label], entities: Sequence[Entity], sources: Sequence[Offsets]
) -> tuple[list[Entity], list[Offsets]]:
    """Entities and sources that are no label without a name: "Q" is nobody's name.

    Args:
        text: the text.
        found: its labels.
        entities: its named entities.
        sources: offsets of the mentions named as sources.
    """
    bare = {label.start: label.end for label in found if label.part or _is_plain(text, label)}

    def is_name(start: int, end: int) -> bool:
        return not (start in bare and end <= bare[start] + 2)

    return (
        [e for e in entities if is_name(e.start, e.end)],
        [span for span in sources if is_name(*span)],
    )


def _is_plain(text: str, label: Label) -> bool:
    return all(w in _NOUNS or w == "the" for w in text[label.start : label.end].lower().split())


def _initials(naming: Naming) -> Mapping[str, dict[Referent, None]]:
    """Who may be meant by letters, by the first letters of all words of a name."""
    found: dict[str, dict[Referent, None]] = defaultdict(dict)
    for who in naming.referents:
        for form in who.forms:
            words = [w for w in regex.findall(r"\p{L}[\p{L}’'.\-]*", form)
                     if w.lower().strip(".") not in HONORIFICS]  # fmt: skip
            if len(words) > 1:
                letters = "".join(w[0] for w in words if w[0].isupper())
                found[letters].setdefault(who)
                if who.label == "body":
                    found["T" + letters].setdefault(who)
    return found
