"""Transcripts: whose turn it is, where a text gives speech as turns with labels.

"Q:" and "A:" are whom ``parties`` finds; where the text does not
tell, each stands for somebody unknown who goes by the letter. A name as a label is its bearer, or
somebody unknown of that name where it comes back; letters may be somebody's initials ("JN:"), and
"MODERATOR:" is whom the text calls so. In between such labels others end a turn too, though nobody
knows whose turn they open. An interview without labels has turns too
(``interviews``); whom it does not name is unknown. In a turn "I" is
its speaker, and "you" the other one where two alone have turns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

import attrs

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.transcripts.bearers import Bearers
from quoteattr.speakers.transcripts.interviews import Interview, interview
from quoteattr.speakers.transcripts.labels import Label, Part
from quoteattr.speakers.transcripts.names import (
    key_of,
    may_be_speech,
    only_questions,
    recurring,
)

__all__ = ["Transcript", "Turn"]

# Speakers who are told from one that goes by a noun.
_ENOUGH = 24


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
        self._bearers = Bearers(scene, found)
        self._unknown: dict[str, Referent] = {}
        self._turns: list[Turn] = []
        if found:
            spoken = [one for one in found if one.part or may_be_speech(scene.text, one)]
            whose = [(label, self._bearers.of(label)) for label in spoken]
            self._close(self._known(_by_first_answer(whose)))
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
        turn = self.turn(end - 1)
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
        turn = self.turn(start)
        if turn is None or not turn.who:
            return None
        opens = not scene.text[turn.after : start].strip(' *_\n\r\t“"')
        same = scene.paragraph(turn.label[0]) == scene.paragraph(start)
        told = self._interview is not None and not self._quotes(start)
        return turn if opens or ((same or told) and not scene.quoted(start)) else None

    def speaker(self, position: int) -> Row:
        """Whose turn it is at a place; nobody outside all turns, and in another's words."""
        turn = self.turn(position)
        spoken = turn is not None and position >= turn.after and not self._quotes(position)
        return turn.who if turn is not None and spoken else ()

    def caller(self, position: int) -> Offsets | None:
        """The label of the turn that a place is in, where nobody is known by it."""
        turn = self.turn(position)
        return turn.label if turn and not turn.who and turn.label[0] < turn.label[1] else None

    def stranger(self, position: int) -> Referent | None:
        """Whoever says "I" at a place of an interview that does not tell whose words these are."""
        if self._interview is None or self.turn(position) is None:
            return None
        part: Part = "" if self._quotes(position) else "asks"
        return self._unknown.setdefault(f"I {part}", Referent(name="I"))

    def other(self, position: int) -> Row:
        """Who is spoken to at a place, where two alone have turns."""
        turn = self.turn(position)
        if turn is None or self._quotes(position):
            return ()
        return next((who for who in self._two if turn.who in self._two and who != turn.who), ())

    def _quotes(self, position: int) -> bool:
        return self._interview is not None and self._interview.quotes(position)

    def turn(self, position: int) -> Turn | None:
        """The turn that a place is in; None before the first."""
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
            return tuple(map(self._bearers.stranger, asking[:1])), ()
        if len({*whose}) == 1:
            return (whose[0], ()) if asking else ((), whose[0])
        return (whose[0], whose[1]) if len(whose) == 2 and all(whose) else None

    def _known(self, found: Sequence[tuple[Label, Row]]) -> list[tuple[Label, Row]]:
        """Those labels that open a turn, with whose it is, as far as the text tells."""
        text = self._scene.text
        back = recurring(text, [label for label, who in found if not who])
        whose = [
            (one, who or ((self._bearers.stranger(one),) if self._comes_back(one, back) else ()))
            for one, who in found
        ]
        certain = [i for i, (one, who) in enumerate(whose) if who or self._bearers.noun(one)]
        if len({frozenset(whose[i][1]) for i in certain}) < 2:
            # One name alone that nobody bears may be "Note:", again and again.
            return [(one, who) for one, who in found if who or self._bearers.noun(one)]
        return whose[certain[0] : certain[-1] + 1]

    def _comes_back(self, label: Label, back: Collection[str]) -> bool:
        if label.part:
            return True
        return not self._bearers.noun(label) and key_of(self._scene.text, label) in back

    def _close(self, known: Sequence[tuple[Label, Row]]) -> None:
        """A turn each, up to the next; one alone makes no transcript."""
        ends = [label.opens for label, _ in known[1:]] + [len(self._scene.text)]
        if len(known) > 1:
            # Where "THE COURT" has turns beside "Q" and "A", nobody is interviewed.
            answers = [who for label, who in known if label.part == "answers"]
            court = bool(answers) and any(
                not label.part and who not in answers for label, who in known
            )
            self._turns = [
                Turn((one.start, one.end), one.after, end, who, self._bearers.asks(one, who, court))
                for (one, who), end in zip(known, ends, strict=True)
            ]


def _by_first_answer(whose: Sequence[tuple[Label, Row]]) -> list[tuple[Label, Row]]:
    """Labels with whose they are; who answers the first question by name goes on as "A"."""
    first = next((i for i, (one, _) in enumerate(whose) if one.part), len(whose))
    opens = whose[first : first + 2]
    if len(opens) < 2 or opens[0][0].part != "asks" or opens[1][0].part:
        return list(whose)
    guest = opens[1][1]
    return [(one, who or (guest if one.part == "answers" else ())) for one, who in whose]
