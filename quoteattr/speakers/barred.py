"""Barred: the part of the walk that knows whom a mention cannot mean.

By its own words ("Oro's lawyer" is not Oro), by the one whom it tells ("the judge told her"), and
by the other pronoun right before it ("He said no. She said yes").
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence, Set

import regex

from quoteattr.speakers.hidden.nameless import may_refer_back
from quoteattr.speakers.lexicon import PERSON_NOUNS, PRONOUNS, singular
from quoteattr.speakers.naming.ages import age_in
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.fitting import is_generic, noun_class
from quoteattr.speakers.ranking.together import given_up
from quoteattr.speakers.ranking.trades import other_trade
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.reading.mentions import Phrase, is_bare, read_phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.shown import Shown
from quoteattr.speakers.told.stretches import Heard

__all__ = ["Barred"]


# "The [singer]’s lawyer"
_POSSESSIVE = regex.compile(r"(\p{L}[\p{L}\-]*)(?:[’']s|(?<=s)[’'])\s\p{Ll}")
# Who acts for somebody, and is nobody of whom no more than a name is known.
_SERVES = frozenset(
    {"lawyer", "attorney", "solicitor", "barrister", "counsel", "agent", "doctor", "spokesman"}
    | {"spokeswoman", "spokesperson", "secretary", "assistant"}
)
# How somebody is told who stands before whoever speaks: "In a call with Ana Oro, the mayor said".
_DEALT_WITH = frozenset({"call", "letter", "meeting"})
# How far before "the plumber" the words "a plumber" are looked for, and how near a name is beside.
_JUST, _BESIDE = 260, 40
# An office that a text names before it says "the president" of who holds it.
_HELD = frozenset({"president", "pope", "king", "queen"})
# Of a parliament, and of nobody whom the text does not call so.
_SPEAKER = regex.compile(r"[Tt]he\sSpeaker")
# "His Highness" is nobody's highness but his own.
_STYLED = frozenset({"highness", "majesty", "excellency", "holiness", "honour", "grace", "worship"})


class Barred(Shown):
    """What a walk over the attributions knows of whom a mention cannot mean."""

    @abstractmethod
    def options(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> list[antecedents.Candidate]:
        """The candidates for a mention."""

    def modifiers(self, phrase: Phrase) -> Row:
        """Whom a description names beside its head: "the mayor of Lund" is not Lund."""
        if phrase.form in ("name", "pronoun"):
            return ()
        inside = self.naming.within(phrase.start, phrase.end)
        persons = [who for _, _, who in inside if who.label == "person"]
        return tuple(persons) if phrase.owner is None else (*persons, phrase.owner)

    def owner(self, phrase: Phrase, parent: Row) -> Row:
        """Whom the "her" of "her neighbour" means: that one is not the neighbour."""
        head = PRONOUNS.get(phrase.own, "")
        if head in ("i", "we"):
            # "My coach", says the runner: the coach is not the runner.
            return parent or self.transcript.speaker(phrase.start)
        if head not in ("he", "she", "they") or _STYLED & {phrase.head, *phrase.words}:
            return ()
        own = Phrase(phrase.start, phrase.start + len(phrase.own), "pronoun", head)
        options = antecedents.candidates(own, self.scene, parent)
        # Whoever is called a lawyer is not whose lawyer "her lawyer" is.
        others = [o for o in options if o.who is not None and not o.who.is_called(phrase.head)]
        options = others or options
        choice = antecedents.choose(options, self.table)
        return () if choice.who is None else (choice.who, *choice.who.members)

    def unbarred(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates, without those whom what stands beside a mention rules out."""
        if phrase.form == "pronoun" and phrase.head in ("he", "she"):
            other = self.other_pronoun(phrase)
            options = [o for o in options if o.who is not other] or options
            beat = self.beat(phrase)
            options = [o for o in options if o.who is beat] or options
            at = self.stranger(phrase) if beat is None else -1
            options = [o for o in options if o.seen is not None and o.seen[0] == at] or options
        options = self._fitting(phrase, options)
        if phrase.form == "definite":
            options = [
                o for o in options
                if o.who is None or not other_trade(o.who, phrase.head, phrase.words)
            ]  # fmt: skip
        if phrase.own in ("my", "our") and self.scene.content_at(phrase.start) < 0:
            # "My mother", in the text itself, is the author's.
            options = [o for o in options if o.who is None or o.who.is_called(phrase.head)]
        if self._is_introduced(phrase):
            options = [o for o in options if _may_be_the(o.who, phrase.head)]
        if phrase.form == "definite" and phrase.head in _HELD and not (phrase.plural or phrase.own):
            options = [o for o in options if _may_be_the(o.who, phrase.head)]
        if self._just_met(phrase):
            options = [
                o
                for o in options
                if o.who is None or not o.who.named or o.who.is_called(phrase.head)
            ]
        if phrase.own in ("his", "her") and noun_class(phrase.head) == "kin":
            family = {key[-1] for who in self.owner(phrase, ()) for key in who.keys}
            options = [o for o in options if _may_be_kin(o.who, phrase.head, family)]
        if (owned := self._owned(phrase)) is not None:
            options = [o for o in options if _may_be_called(o.who, phrase.head, owned)]
        return options

    def _fitting(
        self, phrase: Phrase, options: list[antecedents.Candidate]
    ) -> list[antecedents.Candidate]:
        """The candidates, without those of another age or country, or of another sort."""
        if phrase.form == "indefinite":
            bearers = [o for o in options if o.who is not None and _bears(o, phrase)]
            if len({o.who for o in bearers}) == 1:  # "a coroner", then "Coroner Ana Oro"
                options = [o for o in options if o.who is None or o in bearers]
        if phrase.origin:  # "the Kenyan", of a Kenyan striker and a Norwegian one
            theirs = [o for o in options if any(f.endswith("badge=same") for f in o.features)]
            options = [o for o in options if o.who is None or o in theirs] if theirs else options
        if phrase.head == "speaker" and _SPEAKER.fullmatch(self.text, phrase.start, phrase.end):
            options = [o for o in options if o.who is None or o.who.is_called("speaker")]
        if age := age_in((phrase.head, *phrase.words)):
            options = [o for o in options if o.who is None or _may_have(o.who, age)]
        return options

    def told_instead(self, start: int, end: int, heard: Sequence[Heard], parent: Row) -> Row:
        """Those whom a source would mean by itself, but who are rather the "her" whom it tells.

        Args:
            start, end: offsets of the source, a description or a pronoun.
            heard: the stretches that may name those told.
            parent: the speakers of the attribution whose content holds it.
        """
        phrase = read_phrase(self.text, start, end, self.naming)
        if phrase.name is not None:
            return ()
        told = [
            read_phrase(self.text, h.start, h.end, self.naming)
            for h in heard
            if h.start >= end or (h.how in _DEALT_WITH and self._in_one_sentence(h.start, start))
        ]
        known = [p.name for p in told if p.name is not None]
        known += [who for p in told if p.form == "definite" and (who := self.groups.settled(p))]
        if known:  # "The mayor told the trio to pay"
            return tuple(one for who in known for one in (who, *who.members))
        called = [p.head for p in told if p.form == "definite" and p.head != phrase.head]
        if called and phrase.form != "pronoun":  # "The boy told the man", who is Oro
            return tuple(
                who
                for head in called
                for who in self.groups.called(head)
                if who.label == "person" and not who.is_called(phrase.head)
            )
        pronoun = next((p for p in told if p.form == "pronoun"), None)
        if pronoun is None or pronoun.head not in ("he", "she", "they"):
            return ()
        if phrase.form != "pronoun" and not may_refer_back(self.text, phrase):
            return ()
        if self._in_office(phrase, parent) or self.groups.settled(phrase):
            return ()
        ours = self.options(phrase, parent, (), "source")
        theirs = [
            o for o in self.options(pronoun, parent, (), "told") if not _inside(o, start, end)
        ]
        return given_up(ours, theirs, self.table)

    def _in_one_sentence(self, first: int, second: int) -> bool:
        """Whether two places lie in one sentence, in this order."""
        return first < second and self.scene.sentence(first) == self.scene.sentence(second)

    def _is_introduced(self, phrase: Phrase) -> bool:
        """Whether the text spoke of "a trader" before "the trader", who is that one."""
        trade = phrase.head in PERSON_NOUNS and not is_generic(phrase.head)
        bare = is_bare(phrase) and not (phrase.words or phrase.tail or phrase.count)
        return trade and bare and self.scene.introductions.alone(phrase.head, phrase.start)

    def _just_met(self, phrase: Phrase) -> bool:
        """Whether "a plumber" stands shortly before "the plumber", beside nobody's name."""
        person = phrase.head in PERSON_NOUNS and not is_generic(phrase.head)
        bare = phrase.form == "definite" and is_bare(phrase) and not (phrase.words or phrase.tail)
        if not (person and bare) or phrase.plural:
            return False
        low = max(0, phrase.start - _JUST)
        words = r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}"
        met = regex.finditer(
            words + regex.escape(phrase.head) + r"\b(?!-)", self.text, pos=low, endpos=phrase.start
        )
        return any(not self._is_named_beside(*m.span()) for m in met)

    def _is_named_beside(self, start: int, end: int) -> bool:
        """Whether a name stands beside a description: "Ana Oro, a plumber", "a plumber, Oro"."""
        for low, high, _ in self.naming.within(max(0, start - _BESIDE), end + _BESIDE):
            lead = self.text[high:start]
            if high <= start and lead.count(",") == 1 and "." not in lead:
                return True
            if low >= end and self.text[end:low] in (", ", " "):
                return True
        return False

    def _owned(self, phrase: Phrase) -> bool | None:
        """Whether a description is that of a body: "the port's chief"; False where it is that of
        a person, None where it is nobody's that is known.
        """
        if phrase.owner is not None:
            return {"person": False, "body": True}.get(phrase.owner.label)
        if phrase.own in ("his", "her") and phrase.head in _SERVES:
            return False
        m = _POSSESSIVE.search(core_of(self.text[phrase.start : phrase.end])[0])
        return False if m is not None and singular(m[1].lower())[0] in PERSON_NOUNS else None


def _inside(option: antecedents.Candidate, start: int, end: int) -> bool:
    """Whether a candidate was seen within a stretch."""
    return option.seen is not None and start <= option.seen[0] < end


def _bears(option: antecedents.Candidate, phrase: Phrase) -> bool:
    """Whether a candidate is named behind a description, and called so there."""
    behind = option.seen is not None and option.seen[0] >= phrase.end
    return option.who is not None and behind and option.who.is_called(phrase.head)


def _may_have(who: Referent, age: int) -> bool:
    """Whether somebody may be of an age: not if the text gives another."""
    return not who.ages or age in who.ages


def _may_be_the(who: Referent | None, noun: str) -> bool:
    """Whether somebody may be "the trader": not if the text calls that one other things."""
    return who is None or not (who.named and who.heads) or who.is_called(noun)


def _may_be_kin(who: Referent | None, noun: str, family: Set[str]) -> bool:
    """Whether somebody may be "her mother": one with a name is called so, or is of her surname."""
    if who is None or not who.named or who.is_called(noun):
        return True
    return any(key[-1] in family for key in who.keys)


def _may_be_called(who: Referent | None, noun: str, of_body: bool) -> bool:
    """Whether somebody may be "Oro's lawyer": a name alone tells nothing of that.

    "The port's chief" may be a name of which nothing is known.
    """
    if who is None or not who.named or who.is_called(noun):
        return True
    return of_body and not who.heads
