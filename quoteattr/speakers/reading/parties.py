"""Parties: who asks and who answers in a transcript by letters, from what the text says of them.

Before the first turn a text may say that one "spoke to the Courier", "was interviewed by" another,
or give "an interview with" somebody; a court's record names the witness where one is sworn and the
lawyer where one begins ("BY MR. ORO:"). Of two that spoke with each other, the body or the
journalist asks. Where one person alone is named before the first turn, that one answers. Where
none of this tells, nobody is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.ranking.scene import Scene
from quoteattr.speakers.reading.turnlabels import Part
from quoteattr.speakers.referents import Referent

__all__ = ["JOURNALISTS", "Parties", "may_interview"]

Row = tuple[Referent, ...]
Named = tuple[int, int, Referent]

#: Nouns for those whose work is asking.
JOURNALISTS = word_set(
    "reporter journalist correspondent columnist anchor host presenter interviewer broadcaster "
    "moderator editor writer newscaster staffer"
)
_CHURCHES = word_set("synod church assembly presbytery presbyterian")
# How far before the first turn is read, in code points, and how far on from a verb.
_LEAD, _ON = 6000, 160
_ADVERB = r"(?:\s(?:\p{L}+ly|also|recently|exclusively|today|(?:this|last)\s\p{L}+|on\s\p{L}+day))*"
_ASKS = (
    r"(?:interview(?:s|ed|ing)|question(?:s|ed|ing)|quizz?(?:es|ed)|asked|asks"
    r"|put\s(?:\p{L}+\s){0,4}questions\sto|cross-examined|examined)"
    r"(?!\s(?:with|by|to|for|from|of|about|and|or|are|were)\b)(?=\s)"
)
_ANSWERS = (
    r"(?:(?:was|were|is|been|being)\s(?:\p{L}+\s)?(?:interviewed|questioned|quizzed|examined)"
    r"(?:\s[^.,;]{1,60})?\sby|(?:answer(?:s|ed)|took|takes|field(?:s|ed)|replie[sd]\sto)"
    r"(?:\s\p{L}+){0,3}\squestions\s(?:from|by|of)|(?:gave|gives|granted)\s(?:\p{L}+\s){0,3}interview\sto"
    r"|(?:tells|told)(?!\s(?:of|how|why|what|about))|(?:interview|conversation)\s(?:he|she)\s(?:had|gave)"
    r"\s(?:with|to)|(?:shares?|shared|sharing)\s(?:his|her|their)\s(?:\p{L}+\s){1,3}with)\b"
)
_MET = rf"(?:met|meets|caught\sup|visited){_ADVERB}(?:\s(?:up\s)?with)?\b"
_EITHER = (
    rf"(?:(?:spoke|speaks|speaking|talked|talks|talking|chatted|chats|chatting){_ADVERB}\s(?:to|with)"
    rf"|(?:sat|sits|sitting)\sdown{_ADVERB}\s(?:to\s\p{{L}}+\s)?with|caught\sup{_ADVERB}\swith"
    rf"|(?:had|has)\sa\s(?:\p{{L}}+\s)?(?:conversation|chat)\swith|(?<=\b(?:I|[Ww]e)\s)(?:met|visited))\b"
)
_WITH = (
    r"(?:(?:interview|conversation|discussion|chat|exchange)(?:\s(?!he\s|she\s)[^.,;\n]{1,30})?\swith"
    r"|Q\s?(?:&|and)\s?A(?:\ssession)?:?(?:\swith)?|questions\s(?:to|for)|interview:)(?:\s|$)"
)
_BY = (
    r"(?:(?:interview|interviewed|questions|conversation)(?:\s\p{L}+)?\sby|as\stold\sto"
    r"|interviewer:)\s"
)
_RELATION = regex.compile(
    rf"(?<![\p{{L}}])(?:(?P<asks>{_ASKS})|(?P<answers>{_ANSWERS})|(?P<either>{_EITHER})"
    rf"|(?P<with>{_WITH})|(?P<by>{_BY})|(?P<met>{_MET}))",
    regex.I,
)
_TOLD = regex.compile(r"tells|told")
_US = regex.compile(r"\s?(?:us|me)\b")
_ME = regex.compile(r"(?<![\p{L}’'])(?:I|We|we)(?:\s\p{Ll}+){0,3}\s$")
# What parts one clause from the next, between a verb and whom it leads to.
_PARTS = regex.compile(
    r"[;:?!“”\"\n]|\b(?:who|which|that|about|after|before|when|because|where|why|how|what|whether)\b"
)
_STOP = regex.compile(r"[.!?:;]")
# A pronoun as the subject before a verb, and as its object.
_HE = regex.compile(r"(?<![\p{L}’'])(?:he|she)(?![\p{L}’'])", regex.I)
_HIM = regex.compile(
    r"\s?(?:him|her)(?=[.,;:\s]*(?:$|\n)|[.,;:]|\s(?:for|about|in|on|at|by|last|this|after|before)\b)"
)
_AND = regex.compile(r",?\s(?:and|&)\s|,\s")
_BYLINE = regex.compile(r"^\s*(?:By|BY|Words by|Text by)\s$", regex.MULTILINE)
# Lines of a court's record: who asks from here on, and who answers.
_EXAMINER = regex.compile(
    r"^[^\S\n]*(?:(?:\p{L}+[-\s])?EXAMINATION\s)?BY\s(?:THE\s)?(?=\p{L})"
    r"|(?:examination(?:\sof\s[^\n]{1,60}?)?|questioned|examined)\sby\s(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?"
    r"|^[^\S\n]*(?:Interview(?:er)?|Questions)(?:\s(?:conducted|led))?(?:\sby|:)\s",
    regex.MULTILINE | regex.I,
)
_SWORN = regex.compile(
    r"(?:\([^()\n]{1,40}\))?,?\s(?:(?:a|the|having|been|being|was|is|were|first|duly|then|as|next)\s){0,5}"
    r"(?:witness,?\s)?(?:(?:duly\s)?(?:sworn|affirmed|recalled)|called\sas\sa\switness|took\sthe\sstand"
    r"|takes\sthe\sstand|testified|returned\sto\sthe\sstand)\b",
    regex.I,
)
_OF = regex.compile(
    r"(?i:(?:examination|testimony|questioning|deposition)\sof\s(?:(?:the\switness|Mr|Ms|Mrs|Dr)\.?,?\s)?)"
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
        lead = scene.naming.within(max(0, first - _LEAD), first)
        asks, answers = self._told(lead, first)
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

    def _told(self, lead: Sequence[Named], first: int) -> tuple[list[Row], list[Row]]:
        """Who asks and who answers by what stands before the first turn, once for each telling."""
        asks: list[Row] = []
        answers: list[Row] = []
        for m in _RELATION.finditer(self._scene.text, max(0, first - _LEAD), first):
            low, high = self._scene.sentence_of(m.start())
            opens = max(self._scene.paragraphs[self._scene.paragraph(low)][0], low - _ON)
            if not _STOP.search(self._scene.text, opens, low):
                low = opens  # a sentence that was cut after "The Courier"
            before = [n for n in lead if low <= n[0] and n[1] <= m.start()]
            row = self._after([n for n in lead if m.end() <= n[0] < high], m.end())
            if _HIM.match(self._scene.text, m.end()):  # "interviewed her for the Courier"
                row = self._subject_before(lead, low)
            one = self._subject(before)
            if not before and _HE.search(self._scene.text, low, m.end()):
                one = self._subject_before(lead, low)
            one, two = self._sides(m.lastgroup or "", m.span(), one, row)
            asks.append(one)
            answers.append(two)
        return asks, answers

    def _sides(self, how: str, verb: Offsets, one: Row, two: Row) -> tuple[Row, Row]:
        """Of a subject and an object, who asks and who answers."""
        if how == "asks":
            return one, two
        if how == "answers":
            # Many are told many things; who tells a newspaper or a reporter is asked by it.
            told = _TOLD.match(self._scene.text, *verb) is not None
            heard = bool(two) and all(may_interview(who) for who in two)
            return (two, one) if heard or not told else ((), ())
        if how == "by":
            return two, ()
        text = self._scene.text
        if _US.match(text, verb[1]):
            return (), one
        asked = bool(two) and all(who.label == "person" for who in two)
        if asked and one and all(who.label == "body" for who in one):
            return one, two  # "the Courier sat down with the writer Ana Oro"
        if how == "met":
            return (), ()
        if two and all(may_interview(who) for who in two):
            return two, one if one and not any(may_interview(who) for who in one) else ()
        mine = bool(one) and all(may_interview(who) for who in one)
        if mine or how == "with" or _ME.search(text, max(0, verb[0] - 40), verb[0]):
            return (one if mine else ()), two
        return (), ()

    def _subject(self, before: Sequence[Named]) -> Row:
        """Of those named before a verb in its sentence, its subject as far as the words tell."""
        persons = [n for n in before if n[2].label == "person"]
        for group in (persons, [n for n in before if n[2].label == "body"]):
            chief = [n for n in group if self._scene.role_of(n[0], n[1]) == "subject"]
            if chief or group:
                return ((chief or group)[-1][2],)
        return ()

    def _subject_before(self, lead: Sequence[Named], position: int) -> Row:
        """The person whom the sentences before a place are about, as far as the words tell.

        That is one who opens a sentence as its subject, if nobody else does.
        """
        found: dict[Referent, None] = {}
        opened = -1
        for start, end, who in lead:
            sentence = self._scene.sentence(start)
            opens = start < position and sentence != opened and who.label == "person"
            if opens and self._scene.role_of(start, end) in ("subject", "topic"):
                found.setdefault(who)
            opened = sentence
        return tuple(found) if len(found) == 1 else ()

    def _after(self, named: Sequence[Named], start: int) -> Row:
        """Those whom a verb leads to: persons before bodies, several where "and" joins them."""
        text = self._scene.text
        near = [n for n in named if n[0] < start + _ON and not _PARTS.search(text, start, n[0])]
        for label in ("person", "body"):
            row: list[Referent] = []
            last = -1
            for low, high, who in (n for n in near if n[2].label == label):
                if row and not _AND.search(text, last, low):
                    break
                row.append(who)
                last = high
            if row:
                return tuple(dict.fromkeys(row))
        return ()

    def _left_over(self, lead: Sequence[Named], asks: list[Row], answers: list[Row]) -> Row:
        """The one person named before the first turn who does not ask, if it is one alone."""
        if any(answers):
            return ()
        known = {who for row in asks for who in row}
        rest = {
            who: None
            for start, _, who in lead
            if who.label == "person" and who not in known and not may_interview(who)
            and not _BYLINE.search(self._scene.text, max(0, start - 12), start)
        }  # fmt: skip
        return tuple(rest) if len(rest) == 1 else ()


def may_interview(who: Referent) -> bool:
    """Whether somebody's work is asking, or it is a body; the moderator of a church is none."""
    return who.label == "body" or bool(
        who.heads & JOURNALISTS - ({"moderator"} if who.words & _CHURCHES else set())
    )


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
