"""Meanings: whom one mention stands for, by what stands before it in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.context import Context
from quoteattr.speakers.grounds import Read
from quoteattr.speakers.hidden.nameless import Nameless, is_writer, may_refer_back
from quoteattr.speakers.hidden.unnamed import hides_persons, is_body, is_document, is_saying
from quoteattr.speakers.lexicon import PERSON_NOUNS, PLURALS, PRONOUNS, singular
from quoteattr.speakers.naming.affiliations import affiliations
from quoteattr.speakers.naming.evidence import note_description
from quoteattr.speakers.naming.initials import Initials
from quoteattr.speakers.nouns import Nouns
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.bystanders import persons_before
from quoteattr.speakers.ranking.scene import Step
from quoteattr.speakers.ranking.together import given_up
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.reading.documents import (
    WRITINGS,
    author_before,
    authors_behind,
    described_author,
)
from quoteattr.speakers.reading.mentions import Phrase, read_phrase
from quoteattr.speakers.reading.sources import says_nothing
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.told.audience import Audience
from quoteattr.speakers.told.stretches import Heard

__all__ = ["Meanings", "Row"]

Row = tuple[Referent, ...]
# How often the sole candidate is right, out of fold on the training texts; the figures that
# stand for other ways to a speaker were counted there too.
# From how sure a pronoun is on it tells of later ones, too.
_CERTAIN = 0.9
_SUREST = 0.95
# Forms of address that are nouns after an article: "a reverend".
_RANKS = frozenset({"professor", "reverend", "lord", "lady"})
# "The [singer]’s lawyer"
_POSSESSIVE = regex.compile(r"(\p{L}[\p{L}\-]*)(?:[’']s|(?<=s)[’'])\s\p{Ll}")
# "His Highness" is nobody's highness but his own.
_STYLED = frozenset({"highness", "majesty", "excellency", "holiness", "honour", "grace", "worship"})


class Meanings(Audience, Nameless, Context, Nouns):
    """What a walk over the attributions makes of a single mention.

    Attributes:
        table: weights of the ranking by feature.
        initials: letters that stand for names and offices.
        of: the speakers of each attribution, as far as the walk has come.
    """

    table: Mapping[str, float]
    initials: Initials
    of: list[Row]
    _reading: list[Read]
    _ways: list[Way]
    _meant: dict[Offsets, Offsets]
    _appositions: frozenset[int]
    _bodies: dict[Referent, Referent | None]

    def mention(
        self, start: int, end: int, parent: Row = (), how: str = "source", exclude: Row = ()
    ) -> tuple[Referent | None, float]:
        """Whom one mention stands for, and how sure that is; notes it on the trail."""
        phrase = read_phrase(self.text, start, end, self.naming)
        if phrase.start >= phrase.end:  # marks and nothing else
            return None, 0.0
        if not is_document(phrase):
            exclude = (*exclude, *self._modifiers(phrase), *self._owner(phrase, parent))
            # Who says "I" in a turn is not the "he" or "the chairman" of it.
            exclude = exclude if parent else (*exclude, *self.transcript.speaker(phrase.start))
        kind, who, sure = self._referent(phrase, parent, exclude, how)
        if how == "source":
            self._ways.append(Way(kind, sure))
        if who is None:
            return None, sure
        if phrase.form == "pronoun":
            if phrase.head in ("he", "she", "it", "they"):
                who.pronouns.setdefault(phrase.head)
            if sure >= _CERTAIN:
                who.male += phrase.head == "he"
                who.female += phrase.head == "she"
        elif phrase.form != "name" and phrase.head and phrase.head not in PRONOUNS:
            several = phrase.plural and phrase.head not in PLURALS
            if not (several and is_document(phrase)):  # "the report" is none of "Oro's reports"
                note_description(who, phrase.head, phrase.words)
        if phrase.form != "name" or (phrase.name is not None and phrase.name is not who):
            who.mentions.append((phrase.start, phrase.end))
            self.scene.note(phrase.start, phrase.end, who, "document" if kind == "author" else how)
        if how == "source":
            self._reading.append(((phrase.start, phrase.end), who))
        return who, sure

    def _referent(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        """Whom a phrase means, how that was found (:class:`Way`), and how sure it is."""
        if (holder := self.initials.holder(phrase)) is not None:
            return "initials", holder, 0.95
        if phrase.name is not None:
            return "name", self.groups.family(phrase) or phrase.name, 0.98
        if phrase.form == "pronoun":
            return self._pronoun(phrase, parent, exclude, how)
        if says_nothing(phrase.label) and phrase.label.lower() not in _RANKS:
            return "nobody", None, 0.3
        if phrase.owner is not None and is_saying(phrase.head):
            return "author", phrase.owner, 0.9
        if (holder := self._in_office(phrase, parent)) is not None:
            return "settled", holder, 0.9
        settled = self.groups.settled(phrase)
        if settled is not None and not {settled, *settled.members} & set(exclude):
            return "settled", settled, 0.9
        if is_document(phrase) and not is_body(phrase) and (body := self._author(phrase)):
            return "author", body, 0.9
        if is_writer(self.text, phrase):
            return "new", self.unnamed(phrase), 0.5
        if may_refer_back(self.text, phrase) or (how == "source" and self._opens(phrase)):
            return self._described(phrase, parent, exclude, how)
        return "new", self.unnamed(phrase), 0.92

    def _described(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        who, sure = self._rank(phrase, parent, exclude, how)
        if how == "told" and who is not None and not who.is_called(phrase.head):
            who = None  # the ranking is learnt from sources, which are salient as such
        if who is None:
            return f"new-{antecedents.kind_of(phrase)}", self.unnamed(phrase), sure
        return antecedents.kind_of(phrase), who, sure

    def _opens(self, phrase: Phrase) -> bool:
        """Whether "a poet" opens the text, so that a name may follow."""
        first = self.text[phrase.start : phrase.end].lower().split()[:1]
        single = first in (["a"], ["an"]) and not (phrase.plural or phrase.count)
        return single and self.scene.paragraph(phrase.start) <= 1 and hides_persons(phrase)

    def decide(
        self, phrase: Phrase, options: Sequence[antecedents.Candidate]
    ) -> antecedents.Choice:
        """Choose among candidates; the place where training listens in."""
        return antecedents.choose(options, self.table)

    def _pronoun(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        if phrase.head in ("i", "we"):
            return "first-person", *self._first_person(phrase, parent)
        if phrase.head == "you":
            other = () if parent else self.transcript.other(phrase.start)
            return ("settled", other[0], 0.7) if len(other) == 1 else ("nobody", None, 0.3)
        if phrase.head == "who":
            return "relative", *self.relative(phrase)
        topic = self.scene.topic(phrase.start) if phrase.head in ("he", "she") else None
        if topic is not None and topic.who not in exclude:
            self._meant[phrase.start, phrase.end] = topic.span
            return "settled", topic.who, 0.9
        who, sure = self._rank(phrase, parent, exclude, how)
        if how == "told" and who is not None and who.label == "place":
            who = None  # nobody tells a ferry; of bodies *them* is said
        return antecedents.kind_of(phrase), who, sure

    def _modifiers(self, phrase: Phrase) -> Row:
        """Whom a description names beside its head: "the mayor of Lund" is not Lund."""
        if phrase.form in ("name", "pronoun"):
            return ()
        inside = self.naming.within(phrase.start, phrase.end)
        persons = [who for _, _, who in inside if who.label == "person"]
        return tuple(persons) if phrase.owner is None else (*persons, phrase.owner)

    def _owner(self, phrase: Phrase, parent: Row) -> Row:
        """Whom the "her" of "her neighbour" means: that one is not the neighbour."""
        head = PRONOUNS.get(phrase.own, "")
        if head in ("i", "we"):
            # "My coach", says the runner: the coach is not the runner.
            return parent or self.transcript.speaker(phrase.start)
        if head not in ("he", "she", "they") or _STYLED & {phrase.head, *phrase.words}:
            return ()
        own = Phrase(phrase.start, phrase.start + len(phrase.own), "pronoun", head)
        choice = antecedents.choose(antecedents.candidates(own, self.scene, parent), self.table)
        return () if choice.who is None else (choice.who, *choice.who.members)

    def _author(self, phrase: Phrase) -> Referent | None:
        """Whose a document is by its words, else whose the last one of this name was."""
        authors = authors_behind(self.text, phrase, self.naming)
        if authors:
            return self.groups.joint(authors) if len(authors) > 1 else authors[0]
        if (span := described_author(self.text, phrase)) is not None:
            return self.mention(*span, how="author")[0]
        if phrase.own in ("his", "her") and phrase.head in WRITINGS:
            return next(iter(self._owner(phrase, ())), None)  # "her statement"
        if phrase.form != "definite" or phrase.own:
            return None
        return author_before(self.scene, phrase)

    def _rank(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[Referent | None, float]:
        choice = self.decide(phrase, self._options(phrase, parent, exclude, how))
        if choice.seen is not None:
            self._meant[phrase.start, phrase.end] = choice.seen
        return choice.who, min(choice.confidence, _SUREST)

    def _options(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> list[antecedents.Candidate]:
        extra = [*self._bystanders(phrase), *self.groups.recent(phrase)]
        options = antecedents.candidates(phrase, self.scene, parent, exclude, extra)
        if phrase.form == "pronoun" and phrase.head in ("he", "she"):
            other = self._the_other(phrase)
            options = [o for o in options if o.who is not other] or options
        if (owned := self._owned(phrase)) is not None:
            options = [o for o in options if _may_be_called(o.who, phrase.head, owned)]
        if how == "told":
            for option in options:  # what tells for a hearer beside what tells for a speaker
                option.features += [f"told-{f}" for f in option.features]
        return options

    def _the_other(self, phrase: Phrase) -> Referent | None:
        """Whom the other pronoun meant right before: "He said no. She said yes"."""
        said = self.scene.said_before(phrase.start, 1)
        if not said or len(said[0].speakers) != 1 or self.scene.content_at(phrase.start) >= 0:
            return None
        start, end = next(iter(self.scene.attributions[said[0].index].source), (0, 0))
        head = PRONOUNS.get(self.text[start:end].lower())
        if head not in ("he", "she") or head == phrase.head or self.scene.in_marks(start):
            return None
        near = self.scene.paragraph(start) == self.scene.paragraph(phrase.start)
        return said[0].speakers[0] if near else None

    def _owned(self, phrase: Phrase) -> bool | None:
        """Whether a description is that of a body: "the port's chief"; False where it is that of
        a person, None where it is nobody's that is known.
        """
        if phrase.owner is not None:
            return {"person": False, "body": True}.get(phrase.owner.label)
        m = _POSSESSIVE.search(core_of(self.text[phrase.start : phrase.end])[0])
        return False if m is not None and singular(m[1].lower())[0] in PERSON_NOUNS else None

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
            read_phrase(self.text, h.start, h.end, self.naming) for h in heard if h.start >= end
        ]
        known = [p.name for p in told if p.name is not None]
        known += [who for p in told if p.form == "definite" and (who := self.groups.settled(p))]
        if known:  # "The mayor told the trio to pay"
            return tuple(one for who in known for one in (who, *who.members))
        pronoun = next((p for p in told if p.form == "pronoun"), None)
        if pronoun is None or pronoun.head not in ("he", "she", "they"):
            return ()
        if phrase.form != "pronoun" and not may_refer_back(self.text, phrase):
            return ()
        if self._in_office(phrase, parent) or self.groups.settled(phrase):
            return ()
        ours = self._options(phrase, parent, (), "source")
        theirs = [
            o for o in self._options(pronoun, parent, (), "told") if not _inside(o, start, end)
        ]
        return given_up(ours, theirs, self.table)

    def _bystanders(self, phrase: Phrase) -> list[Step]:
        """Persons and bodies without a name whom a pronoun close by may mean."""
        if phrase.form != "pronoun" or phrase.head not in ("he", "she", "they", "it"):
            return []
        low = self.scene.paragraphs[max(0, self.scene.paragraph(phrase.start) - 1)][0]
        found = []
        for start, end, body in persons_before(self.text, phrase.start, low, phrase.head):
            inside = self.naming.within(start, end)
            headed = any(e == end or who.label in ("person", "body") for _, e, who in inside)
            headed = headed or self._wears_name(end) or self.groups.listed_behind(end)
            if start not in self._appositions and not headed:
                several = phrase.head == "they"
                who = self._sole_holder(start, end, several) or self._bystander(start, end, body)
                found.append(Step(start, end, who, "bystander-body" if body else "bystander"))
        return found[:5]

    def _wears_name(self, end: int) -> bool:
        """Whether a name stands right behind a noun: "opposition party Veskia First"."""
        return any(start == end + 1 for start, _, _ in self.naming.within(end, end + 80))

    def _sole_holder(self, start: int, end: int, several: bool) -> Referent | None:
        """Whom "the mayor" in the running text means where nobody else can be meant.

        Those may be several where ``several`` says so: "both countries", named further on.
        """
        who = self.groups.settled(read_phrase(self.text, start, end, self.naming))
        fits = who is not None and (several or not who.members)
        return who if fits and who not in self.transcript.speaker(start) else None

    def _body_of(self, who: Referent) -> Referent | None:
        """The one body that somebody belongs to or speaks for: theirs is "we"."""
        if who not in self._bodies:
            spans = affiliations(self.text, self.naming, who)
            named = [one for span in spans for one in self.naming.within(*span)[:1]]
            bodies = {body for _, _, body in named if body.label == "body"}
            self._bodies[who] = bodies.pop() if len(bodies) == 1 else None
        return self._bodies[who]

    def _first_person(self, phrase: Phrase, parent: Row) -> tuple[Referent | None, float]:
        if not self.scene.quoted(phrase.start):
            parent = self.transcript.speaker(phrase.start) or parent
        if not parent:
            outer = self.scene.content_at(phrase.start)
            parent = self.of[outer] if outer >= 0 else ()
        if phrase.head == "we" and len(parent) == 1 and (body := self._body_of(parent[0])):
            return body, 0.6
        if parent:
            return (parent[0] if len(parent) == 1 else self.groups.joint(parent)), 0.75
        if phrase.head == "i" and (label := self.transcript.caller(phrase.start)) is not None:
            return self.mention(*label, how="pronoun", exclude=self.transcript.named)
        stranger = self.transcript.stranger(phrase.start) if phrase.head == "i" else None
        own = self.scene.content_at(phrase.start) < 0 and not self.scene.in_marks(phrase.start)
        if stranger is None and own:
            return self.author(), 0.6
        return stranger or self.unnamed(phrase), 0.4


def _inside(option: antecedents.Candidate, start: int, end: int) -> bool:
    """Whether a candidate was seen within a stretch."""
    return option.seen is not None and start <= option.seen[0] < end


def _may_be_called(who: Referent | None, noun: str, of_body: bool) -> bool:
    """Whether somebody may be "Oro's lawyer": a name alone tells nothing of that.

    "The port's chief" may be a name of which nothing is known.
    """
    if who is None or not who.named or who.is_called(noun):
        return True
    return of_body and not who.heads
