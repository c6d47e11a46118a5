"""Interviewed: who asked whom, by what a text says before its first question.

"Ana Oro spoke to the Courier", "Tim Holt's interview with Ana Oro", "She told Tim Holt". Of two
that spoke with each other, the body or the journalist asks. Of two persons of whom neither is one,
that one answers of whom the text has said more: whom it calls the mayor, or has named before. Where
it has said as much of both, that one answers who is *she* ("Tim Holt spoke to her"); else nobody
knows, for "Ana Oro talks to Tim Holt" may be either's interview.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.reading.outlets import OUTLETS
from quoteattr.speakers.referents import Named, Referent, Row
from quoteattr.speakers.setting.scene import Scene

__all__ = ["JOURNALISTS", "LEAD", "is_byline", "may_interview", "tellings"]


#: Nouns for those whose work is asking.
JOURNALISTS = word_set(
    "reporter journalist correspondent columnist anchor host presenter interviewer broadcaster "
    "moderator editor writer newscaster staffer"
)
#: How far before the first turn is read, in code points.
LEAD = 6000
_CHURCHES = word_set("synod church assembly presbytery presbyterian")
# How far on from a verb.
_ON = 160
_ADVERB = r"(?:\s(?:\p{L}+ly|also|recently|exclusively|today|(?:this|last)\s\p{L}+|on\s\p{L}+day))*"
_ASKS = (
    r"(?:(?:interview(?:s|ed|ing)|question(?:s|ed|ing)|quizz?(?:es|ed)|asked|asks"
    r"|put\s(?:\p{L}+\s){0,4}questions\sto|cross-examined|examined)"
    r"(?!\s(?:with|by|to|for|from|of|about|and|or|are|were)\b)(?=\s)"
    r"|(?:asks|asked|put|puts)\sthe\squestions\b|reports(?=\.\s*$)"
    r"|(?:conducted|led|did)\s(?:the|this|our)\s(?:interview|conversation)\b)"
)
_ANSWERS = (
    r"(?:(?:was|were|is|been|being)\s(?:\p{L}+\s)?(?:interviewed|questioned|quizzed|examined|asked)"
    r"(?:\s[^.,;]{1,60})?\sby|(?:answer(?:s|ed)|took|takes|field(?:s|ed)|replie[sd]\sto)"
    r"(?:\s\p{L}+){0,3}\squestions\s(?:from|by|of)|(?:gave|gives|granted)\s(?:\p{L}+\s){0,3}interview\sto"
    r"|(?:tells|told)(?!\s(?:of|how|why|what|about))|(?:interview|conversation)\s(?:he|she)\s(?:had|gave)"
    r"\s(?:with|to)|(?:shares?|shared|sharing)\s(?:his|her|their)\s(?:\p{L}+\s){1,3}with)\b"
)
_MET = (
    rf"(?:met|meets|caught\sup|visited|visits|reached|reaches|rang|phoned){_ADVERB}"
    r"(?:\s(?:up\s)?with)?\b"
)
_EITHER = (
    rf"(?:(?:spoke|speaks|speaking|talked|talks|talking|chatted|chats|chatting){_ADVERB}\s(?:to|with)"
    rf"|(?:sat|sits|sitting)\sdown{_ADVERB}\s(?:to\s\p{{L}}+\s)?with|caught\sup{_ADVERB}\swith"
    rf"|in\sconversation\swith"
    rf"|(?:had|has)\sa\s(?:\p{{L}}+\s)?(?:conversation|chat)\swith|(?<=\b(?:I|[Ww]e)\s)(?:met|visited))\b"
)
_GIVEN = (
    r"(?:in\s(?:an?|this|that|his|her|their)\s(?:\p{L}+\s){0,2}?(?:interview|conversation)\swith)\b"
)
_WITH = (
    r"(?:(?:interview|conversation|discussion|chat|exchange)(?:\s(?!he\s|she\s)[^.,;\n]{1,30})?\swith"
    r"|Q\s?(?:&|and)\s?A(?:\ssession)?:?(?:\swith)?|questions\s(?:to|for)|interview:)(?:\s|$)"
)
# Where nobody asks by name.
_ALONE = (
    r"(?:in\s(?:an?|this|our|my)\s(?:\p{L}+\s){0,2}?(?:interview|conversation)\b"
    r"(?!\s(?:with|by|between|to|about)\b)"
    r"|(?:answer|take|field)s\s(?:(?:our|your|some|readers?[’']s?|\p{L}+)\s)?questions\b(?!\s(?:from|by|of))"
    r"|explains(?=[.:]\s*$))"
)
_BETWEEN = r"(?:interview|conversation|discussion|chat|exchange)\sbetween\b"
_BY = (
    r"(?:(?:interview|interviewed|questions|conversation)(?:\s\p{L}+){0,2}\sby|as\stold\sto"
    r"|interviewer:)\s"
)
_RELATION = regex.compile(
    rf"(?<![\p{{L}}])(?:(?P<asks>{_ASKS})|(?P<answers>{_ANSWERS})|(?P<either>{_EITHER})"
    rf"|(?P<given>{_GIVEN})|(?P<alone>{_ALONE})|(?P<between>{_BETWEEN})|(?P<with>{_WITH})|(?P<by>{_BY})|(?P<met>{_MET}))",
    regex.I | regex.MULTILINE,
)
_TOLD = regex.compile(r"tells|told")
_HEADED = regex.compile(r"interview:", regex.I)
_OF = regex.compile(r"[’']s?\s(?:\p{L}+\s){0,3}$")
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
    r"\s?(?:him|her)(?=[.,;:\s]*(?:$|\n)|[.,;:]|\s(?:for|about|in|on|at|by|last|this|after|before"
    r"|there|here|what|why|how|whether)\b)"
)
# Between a person and a newspaper.
_FROM = regex.compile(r",?\s(?:of|from|at|for|with)\s(?:the\s)?", regex.I)
_WHOSE = regex.compile(r"[’']s?\s")
_AND = regex.compile(r",?\s(?:and|&)\s|,\s")
_BYLINE = regex.compile(r"^\s*(?:By|BY|Words by|Text by)\s$", regex.MULTILINE)


def may_interview(who: Referent) -> bool:
    """Whether somebody's work is asking, or it is a body; the moderator of a church is none."""
    return who.label == "body" or bool(
        who.heads & JOURNALISTS - ({"moderator"} if who.words & _CHURCHES else set())
    )


def is_byline(text: str, start: int) -> bool:
    """Whether "By" stands before a name, at the beginning of a line."""
    return _BYLINE.search(text, max(0, start - 12), start) is not None


def _topic(scene: Scene, lead: Sequence[Named], position: int) -> Row:
    """The person whom the sentences before a place are about, as far as the words tell.

    That is one who opens a sentence as its subject, if nobody else does.

    Args:
        scene: the text, with titles and roles gathered.
        lead: those named before the first turn, in order.
        position: the place; its sentence is not read.
    """
    found: dict[Referent, None] = {}
    opened = -1
    for start, end, who in lead:
        sentence = scene.sentence(start)
        opens = start < position and sentence != opened and who.label == "person"
        if opens and scene.role_of(start, end) in ("subject", "topic"):
            found.setdefault(who)
        opened = sentence
    return tuple(found) if len(found) == 1 else ()


def tellings(scene: Scene, lead: Sequence[Named], first: int) -> tuple[list[Row], list[Row]]:
    """Who asks and who answers by what stands before the first turn, once for each telling.

    Args:
        scene: the text, with titles and roles gathered.
        lead: those named before the first turn, in order.
        first: offset of the first turn.
    """
    found = [
        _Telling(scene, lead, m)
        for m in _RELATION.finditer(scene.text, max(0, first - LEAD), first)
    ]
    sides = [one.sides() for one in found if not one.is_weak]
    if not any(map(any, sides)):
        sides = [one.sides() for one in found if one.is_weak]
    return [asks for asks, _ in sides], [answers for _, answers in sides]


class _Telling:
    """One place that tells of asking: its subject, its object, and which of them are pronouns."""

    def __init__(self, scene: Scene, lead: Sequence[Named], found: regex.Match[str]) -> None:
        self._scene, self._lead = scene, lead
        self._how, (self._verb, self._end) = found.lastgroup or "", found.span()
        low, high = scene.sentence_of(self._verb)
        begins = max(scene.paragraphs[scene.paragraph(low)][0], low - _ON)
        if not _STOP.search(scene.text, begins, low):
            low = begins  # a sentence that was cut after "The Courier"
        self._low = low
        before = [n for n in lead if low <= n[0] and n[1] <= self._verb]
        behind = [n for n in lead if self._end <= n[0] < high]
        opens = self._how in ("given", "alone") and not before
        if opens:  # "In an interview with the Courier, Ana Oro"
            comma = scene.text.find(",", self._end, high)
            before = [n for n in behind if n[0] > comma > 0]
            behind = behind[: len(behind) - len(before)]
        self._object = self._after(behind)
        self._pronoun = ""
        if _HIM.match(scene.text, self._end):  # "interviewed her for the Courier"
            self._object, self._pronoun = _topic(scene, lead, self._low), "object"
        self._subject, self._of = self._before(before)
        if not before and _HE.search(scene.text, low, high if opens else self._end):
            self._subject, self._pronoun = _topic(scene, lead, self._low), "subject"

    def sides(self) -> tuple[Row, Row]:
        """Of subject and object, who asks and who answers; nobody where that is not told."""
        one, two = self._subject, self._object
        match self._how:
            case "asks":
                return one, two
            case "answers" | "given":
                return self._answer()
            case "alone":
                return (), one
            case "by":
                return two, ()
            case "between":
                return self._known_more(two[:1], two[1:]) if len(two) == 2 else ((), ())
            case "with" if self._of:
                return one, two
            case "with" if _HEADED.match(self._scene.text, self._verb):
                return self._headed()
            case _:
                return self._either()

    @property
    def is_weak(self) -> bool:
        """Whether it tells no more than that somebody was told something.

        Many are told many things; who tells a newspaper or a reporter is asked by it.
        """
        told = _TOLD.match(self._scene.text, self._verb) is not None
        return told and not self._asks(self._object)

    def _answer(self) -> tuple[Row, Row]:
        """Who answers is the subject.

        So is, right before the first question, who tells somebody of whom nothing else is said.
        """
        one, two = self._subject, self._object
        if self.is_weak or self._how == "given":
            asks, answers = self._known_more(one, two)
            if self.is_weak:
                return (asks, answers) if answers == one and self._is_last() else ((), ())
            if answers:
                return asks, answers
            if not one:
                return (), () if self._asks(two) else two
        return two, one

    def _headed(self) -> tuple[Row, Row]:
        """ "Interview: Tim Holt" is who asks, where the text has told of another one."""
        others = {who for _, _, who in self._lead if who.label == "person"} - {*self._object}
        known = [who for who in others if self._is_known(who)]
        if len(known) == 1 and not any(map(self._is_known, self._object)):
            return self._object, (known[0],)
        return (), self._object

    def _either(self) -> tuple[Row, Row]:
        one, two, text = self._subject, self._object, self._scene.text
        if _US.match(text, self._end):
            return (), one
        asked = bool(two) and all(who.label == "person" for who in two)
        if asked and one and all(who.label == "body" for who in one):
            return one, two  # "the Courier sat down with the writer Ana Oro"
        if self._how == "met":
            asks = self._pronoun == "object" or self._asks(one)
            return (one, two) if asks and one != two else ((), ())
        if self._asks(two):
            return two, one if one and not any(map(self._may_ask, one)) else ()
        mine = self._asks(one)
        by_me = _ME.search(text, max(0, self._verb - 40), self._verb) is not None
        if mine or self._how == "with" or by_me:
            return (one if mine else ()), two
        return self._known_more(one, two)

    def _known_more(self, one: Row, two: Row) -> tuple[Row, Row]:
        """Of two persons, who asks and who answers: of that one the text has said more."""
        persons = all(who.label == "person" for who in (*one, *two))
        if len(one) != 1 or len(two) != 1 or one == two or not persons:
            return (), ()
        first, second = self._is_known(one[0]), self._is_known(two[0])
        if self._how != "between" and self._pronoun and first == second:
            first, second = self._pronoun == "subject", self._pronoun == "object"
        if first == second:
            return (), ()
        return (two, one) if first else (one, two)

    def _asks(self, row: Row) -> bool:
        """Whether these are some whose work is asking."""
        return bool(row) and all(map(self._may_ask, row))

    def _may_ask(self, who: Referent) -> bool:
        """Whether somebody's work is asking, or somebody works for a newspaper or the like."""
        if may_interview(who):
            return True
        beside = pairwise(self._lead)
        return who.label == "person" and any(self._is_staff(who, *two) for two in beside)

    def _is_staff(self, who: Referent, low: Named, high: Named) -> bool:
        """Whether of two names in a row one is somebody's, the other that of whose newspaper."""
        text = self._scene.text
        if low[2] is who and high[2].callings & OUTLETS:
            return _FROM.fullmatch(text, low[1], high[0]) is not None
        if high[2] is who and low[2].callings & OUTLETS:
            return _WHOSE.fullmatch(text, low[1], high[0]) is not None
        return False

    def _is_known(self, who: Referent) -> bool:
        """Whether a text says what somebody is, or has named somebody before, but as its author."""
        if self._may_ask(who):
            return False
        text = self._scene.text
        named = any(
            one is who and start < self._low and not is_byline(text, start)
            for start, _, one in self._lead
        )
        return named or bool(who.heads or who.roles or who.ages)

    def _is_last(self) -> bool:
        """Whether this is told in the last paragraph before the first question."""
        paragraph = self._scene.paragraph(self._verb)
        return not any(self._scene.paragraph(start) > paragraph for start, _, _ in self._lead)

    def _before(self, before: Sequence[Named]) -> tuple[Row, bool]:
        """Of those named before a verb in its sentence, its subject as far as the words tell.

        And whether it is whose interview it is: "Tim Holt's interview with".
        """
        persons = [n for n in before if n[2].label == "person"]
        for group in (persons, [n for n in before if n[2].label == "body"]):
            chief = [n for n in group if self._scene.role_of(n[0], n[1]) == "subject"]
            if chief or group:
                _, end, who = (chief or group)[-1]
                of = _OF.fullmatch(self._scene.text, end, self._verb) is not None
                return (who,), of
        return (), False

    def _after(self, named: Sequence[Named]) -> Row:
        """Those whom a verb leads to: persons before bodies, several where "and" joins them."""
        text, start = self._scene.text, self._end
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
