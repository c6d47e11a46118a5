"""Transcripts: whose turn it is, where a text gives speech as turns with labels.

"Q:" and "A:" are whom :mod:`quoteattr.speakers.reading.parties` finds; where the text does not
tell, each stands for somebody unknown who goes by the letter. A name as a label is its bearer, or
somebody unknown of that name where it comes back; letters may be somebody's initials ("JN:"), and
"MODERATOR:" is whom the text calls so. In between such labels others end a turn too, though nobody
knows whose turn they open. An interview without labels has turns too
(:mod:`quoteattr.speakers.reading.interviews`); whom it does not name is unknown. In a turn "I" is
its speaker, and "you" the other one where two alone have turns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import HONORIFICS, PERSON_NOUNS, word_set
from quoteattr.speakers.naming.names import Naming
from quoteattr.speakers.ranking.scene import Scene
from quoteattr.speakers.reading.interviews import Interview, interview
from quoteattr.speakers.reading.parties import JOURNALISTS, Parties, may_interview
from quoteattr.speakers.reading.turnlabels import Label, Part
from quoteattr.speakers.reading.turnnames import (
    key_of,
    may_be_speech,
    named_in_labels,
    only_questions,
    recurring,
)
from quoteattr.speakers.referents import Referent

if TYPE_CHECKING:
    from quoteattr.annotate import Entity

__all__ = ["Transcript", "Turn", "without_labels"]

Row = tuple[Referent, ...]

# Speakers who are told from one that goes by a noun.
_ENOUGH = 24
_INITIALS = regex.compile(r"\p{Lu}{2,4}")
_PARTS: Mapping[str, Part] = {
    "interviewer": "asks", "questioner": "asks", "examiner": "asks",
    "interviewee": "answers", "guest": "answers", "witness": "answers",
}  # fmt: skip
_NOUNS = (
    JOURNALISTS | PERSON_NOUNS | word_set("interviewee questioner examiner chair panellist court")
)


@attrs.frozen
class Turn:
    """What one speaker of a transcript says at a time.

    Attributes:
        label: offsets of its label; empty where it has none.
        after: offset after the label's mark.
        end: where the next turn begins, or the text ends.
        who: its speaker; nobody where the label's own words must tell.
        asks: whether it is an interviewer's.
    """

    label: Offsets
    after: int
    end: int
    who: Row
    asks: bool = False


class Transcript:
    """The turns of a text; none where it is no transcript.

    Args:
        scene: the text, with titles and roles gathered.
        found: its labels.

    Attributes:
        named: those who have turns of their own; of very many the first ones.
    """

    def __init__(self, scene: Scene, found: Sequence[Label]) -> None:
        self._scene = scene
        self._unknown: dict[str, Referent] = {}
        self._spelled = _initials(scene.naming) if found else {}
        self._turns: list[Turn] = []
        if found:
            parties = Parties(scene, found[0].start)
            spoken = [one for one in found if one.part or may_be_speech(scene.text, one)]
            known = self._known([(label, self._who(label, parties)) for label in spoken])
            self._close(known)
        self._interview = self._without_labels(found)
        self._starts = [turn.label[0] for turn in self._turns]
        speaking = dict.fromkeys(turn.who for turn in self._turns)
        self.named = tuple(dict.fromkeys(who for row in speaking for who in row))[:_ENOUGH]
        open_ = self._interview is None or not self._interview.guest
        self._two = tuple(speaking) if len(speaking) == 2 and not (open_ and () in speaking) else ()

    @property
    def turns(self) -> Sequence[Turn]:
        """Its turns, in order."""
        return self._turns

    def labelled(self, attribution: Attribution) -> Row:
        """The speaker of an attribution whose source is a label without a name, else nobody."""
        if not attribution.source:
            return ()
        start, end = attribution.source[0]
        turn = self._at(end - 1)
        if (
            turn is None
            or turn.label[0] == turn.label[1]
            or not (turn.label[0] <= start and end <= turn.label[1] + 2)
        ):
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
        same = scene.paragraph(turn.label[0]) == scene.paragraph(start)
        told = self._interview is not None and not self._quotes(start)
        return turn if opens or ((same or told) and not scene.quoted(start)) else None

    def speaker(self, position: int) -> Row:
        """Whose turn it is at a place; nobody outside all turns, and in another's words."""
        turn = self._at(position)
        spoken = turn is not None and position >= turn.after and not self._quotes(position)
        return turn.who if turn is not None and spoken else ()

    def caller(self, position: int) -> Offsets | None:
        """The label of the turn that a place is in, where nobody is known by it."""
        turn = self._at(position)
        return turn.label if turn and not turn.who and turn.label[0] < turn.label[1] else None

    def stranger(self, position: int) -> Referent | None:
        """Whoever says "I" at a place of an interview that does not tell whose words these are."""
        if self._interview is None or self._at(position) is None:
            return None
        part: Part = "" if self._quotes(position) else "asks"
        return self._unknown.setdefault(f"I {part}", Referent(name="I"))

    def other(self, position: int) -> Row:
        """Who is spoken to at a place, where two alone have turns."""
        turn = self._at(position)
        if turn is None or self._quotes(position):
            return ()
        return next((who for who in self._two if turn.who in self._two and who != turn.who), ())

    def _quotes(self, position: int) -> bool:
        return self._interview is not None and self._interview.quotes(position)

    def _at(self, position: int) -> Turn | None:
        at = bisect_right(self._starts, position) - 1
        return self._turns[at] if at >= 0 else None

    def _without_labels(self, found: Sequence[Label]) -> Interview | None:
        """The interview whose answers have no labels, with its turns in the place of all others."""
        asking = only_questions(self._scene.text, found)
        sides = self._by_labels(asking)
        if sides is None:
            return None
        host, guest = sides
        told = interview(self._scene, [one.start for one in asking], host)
        if told is None:
            return None
        guest = guest or told.guest or (self._unknown.setdefault("I", Referent(name="I")),)
        after = {label.start: label.after for label in found}
        self._turns = [
            Turn(
                (p.start, p.start),
                after.get(p.start, p.start),
                p.end,
                told.host if p.asks else guest,
                p.asks,
            )
            for p in told.passages
        ]
        return told

    def _by_labels(self, asking: Sequence[Label]) -> tuple[Row, Row] | None:
        """Who asks and who answers by labels that stand before some turns; None by many labels.

        They may stand before all questions, or before the first question and answer alone.
        """
        whose = [turn.who for turn in self._turns]
        if not whose:
            return tuple(map(self._stranger, asking[:1])), ()
        if len({*whose}) == 1:
            return (whose[0], ()) if asking else ((), whose[0])
        return (whose[0], whose[1]) if len(whose) == 2 and all(whose) else None

    def _known(self, found: Sequence[tuple[Label, Row]]) -> list[tuple[Label, Row]]:
        """Those labels that open a turn, with whose it is, as far as the text tells."""
        text = self._scene.text
        back = recurring(text, [label for label, who in found if not who])
        whose = [
            (one, who or ((self._stranger(one),) if self._comes_back(one, back) else ()))
            for one, who in found
        ]
        certain = [i for i, (one, who) in enumerate(whose) if who or self._is_noun(one)]
        if len({frozenset(whose[i][1]) for i in certain}) < 2:
            # One name alone that nobody bears may be "Note:", again and again.
            return [(one, who) for one, who in found if who or self._is_noun(one)]
        return whose[certain[0] : certain[-1] + 1]

    def _comes_back(self, label: Label, back: Collection[str]) -> bool:
        return not self._is_noun(label) and key_of(self._scene.text, label) in back

    def _close(self, known: Sequence[tuple[Label, Row]]) -> None:
        """A turn each, up to the next; one alone makes no transcript."""
        ends = [label.start for label, _ in known[1:]] + [len(self._scene.text)]
        if len(known) > 1:
            # Where "THE COURT" has turns beside "Q" and "A", nobody is interviewed.
            court = any(not label.part for label, _ in known)
            self._turns = [
                Turn((one.start, one.end), one.after, end, who, self._asks(one, who, court))
                for (one, who), end in zip(known, ends, strict=True)
            ]

    def _asks(self, label: Label, who: Row, court: bool) -> bool:
        """Whether a label's turns are those of one whose work is asking."""
        if label.part:
            return label.part == "asks" and not court
        noun = self._noun(label)
        return (
            noun in JOURNALISTS
            or _PARTS.get(noun) == "asks"
            or (bool(who) and all(map(may_interview, who)))
        )

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
        """Somebody unknown who goes by a letter, one who asks and one who answers, or by a name.

        A body that has the name is that one.
        """
        key = label.part or key_of(self._scene.text, label)
        if key not in self._unknown:
            bodies = [
                who for start, end, who in self._scene.naming.within(label.start, label.end)
                if (start, end) == (label.start, label.end) and not label.part
            ]  # fmt: skip
            name = self._scene.text[label.start : label.end]
            self._unknown[key] = bodies[0] if bodies else Referent(name=name)
        return self._unknown[key]


def without_labels(
    text: str, found: Sequence[Label], entities: Sequence[Entity], sources: Sequence[Offsets]
) -> tuple[list[Entity], list[Offsets]]:
    """Entities and sources that are no label without a name, and persons whom labels name.

    "Q" is nobody's name; "RENNER" is a person's, where one is called so.

    Args:
        text: the text.
        found: its labels.
        entities: its named entities.
        sources: offsets of the mentions named as sources.
    """
    bare = {label.start: label.end for label in found if label.part or _is_plain(text, label)}

    def is_name(start: int, end: int) -> bool:
        return not (start in bare and end <= bare[start] + 2)

    names = [label for label in found if label.start not in bare]
    return (
        [e for e in named_in_labels(text, names, entities) if is_name(e.start, e.end)],
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
