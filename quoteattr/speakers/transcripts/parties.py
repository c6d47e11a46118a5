"""Parties: who asks and who answers in a transcript by letters, from what the text says of them.

Before the first turn a text may say that one "spoke to the Courier", "was interviewed by" another,
or give "an interview with" somebody; a court's record names the witness where one is sworn and the
lawyer where one begins ("BY MR. ORO:"). Where one person alone is named before the first turn,
that one answers. Where none of this tells, nobody is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.speakers.referents import Named, Row
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.transcripts.interviewed import (
    LEAD,
    is_byline,
    may_interview,
    tellings,
)
from quoteattr.speakers.transcripts.labels import Part
from quoteattr.speakers.wording import STYLED

__all__ = ["Parties"]

# Lines of a court's record: who asks from here on, and who answers.
_EXAMINER = regex.compile(
    r"^[^\S\n]*(?:(?:\p{L}+[-\s])?EXAMINATION\s)?BY\s(?:THE\s)?(?=\p{L})"
    rf"|(?:examination(?:\sof\s[^\n]{{1,60}}?)?|questioned|examined)\sby\s{STYLED}"
    r"|^[^\S\n]*(?:Interviewer:|(?:Interview|Questions)(?:\s(?:conducted|led))?\sby)\s",
    regex.MULTILINE | regex.I,
)
_SWORN = regex.compile(
    r"(?:\([^()\n]{1,40}\))?,?\s(?:(?:a|the|having|been|being|was|is|were|first|duly|then|as|next)\s){0,5}"
    r"(?:witness,?\s)?(?:(?:duly\s)?(?:sworn|affirmed|recalled)|called\sas\sa\switness|took\sthe\sstand"
    r"|takes\sthe\sstand|testified|returned\sto\sthe\sstand)\b",
    regex.I,
)
_OF = regex.compile(
    rf"(?i:(?:examination|testimony|questioning|deposition)\sof\s(?:the\switness,?\s)?{STYLED})"
    r"(?:\p{Lu}[\p{L}]+\.?\s){0,3}$"
)
# What may stand between "by" and a name: "defence counsel", "Assistant District Attorney".
_STANDING = regex.compile(r"\s?(?:(?:\p{L}+[\-’']?)+\.?\s){0,4}")


@attrs.frozen
class _Event:
    """From a place on, who asks or answers."""

    start: int
    part: Part
    row: Row


class Parties:
    """Who asks and who answers at each place of a transcript.

    Args:
        scene: the text, with titles and roles gathered.
        first: offset of the first turn.
    """

    def __init__(self, scene: Scene, first: int) -> None:
        self._scene = scene
        lead = scene.naming.within(max(0, first - LEAD), first)
        asks, answers = tellings(scene, lead, first)
        rest = self._left_over(lead, asks, answers)
        #: Whether the text tells of one who asks or one who answers.
        self.told = any(asks) or any(answers)
        host, guest = _one(asks), _one(answers)
        # Two may ask together; which of two guests a letter means, it does not say.
        if len(guest) != 1 or any(who.name == guest[0].name for who in host):
            guest = rest
        self._start: dict[Part, Row] = {"asks": host, "answers": guest}
        self._events: dict[Part, list[_Event]] = {"asks": [], "answers": []}
        for event in _events(scene):
            self._events[event.part].append(event)

    def at(self, part: Part, position: int) -> Row:
        """Who asks, or who answers, at a place; nobody where the text does not tell."""
        events = self._events.get(part, [])
        at = bisect_right(events, position, key=lambda e: e.start)
        return events[at - 1].row if at else self._start.get(part, ())

    def _left_over(self, lead: Sequence[Named], asks: list[Row], answers: list[Row]) -> Row:
        """The one person named before the first turn who does not ask, if it is one alone."""
        if any(answers):
            return ()
        known = {who for row in asks for who in row}
        rest = {
            who: None
            for start, _, who in lead
            if who.label == "person" and who not in known and not may_interview(who)
            and not is_byline(self._scene.text, start)
        }  # fmt: skip
        return tuple(rest) if len(rest) == 1 else ()


def _one(rows: Sequence[Row]) -> Row:
    """What all tellings agree in; nobody where they differ."""
    found = {frozenset(row): row for row in rows if row}
    return next(iter(found.values())) if len(found) == 1 else ()


def _events(scene: Scene) -> Iterator[_Event]:
    """Where a court's record, or a line of its own, says who asks or answers from there on."""
    text, naming = scene.text, scene.naming
    for m in _EXAMINER.finditer(text):
        at = naming.before(m.end() - 4)
        for start, _, who in naming.mentions[at : at + 4]:
            near = start <= m.end() + 6 or _STANDING.fullmatch(text, m.end(), start)
            if m.end() - 4 <= start and near and who.label == "person":
                yield _Event(m.end(), "asks", (who,))
                break
    for start, end, who in naming.mentions:
        if who.label != "person":
            continue
        if _SWORN.match(text, end) or _OF.search(text, max(0, start - 60), start):
            yield _Event(start, "answers", (who,))
