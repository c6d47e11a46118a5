"""Resolution: the walk over the attributions that puts everything together.

Outer quotes are read before those inside them, and all in the order of the text, so that each
mention meets what stands before it. Only bounded stretches are looked at for each, so the whole
is linear in the text's length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.context import Context
from quoteattr.speakers.grounds import Grounds, Read
from quoteattr.speakers.hidden.nameless import Nameless, may_refer_back
from quoteattr.speakers.hidden.unnamed import hides_persons, is_body, is_document
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.naming.evidence import gather, note_description
from quoteattr.speakers.naming.initials import Initials
from quoteattr.speakers.naming.names import name_everybody
from quoteattr.speakers.naming.successions import Successions
from quoteattr.speakers.nouns import Nouns
from quoteattr.speakers.order import position_of, reading_order
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.bystanders import persons_before
from quoteattr.speakers.ranking.scene import Scene, Step
from quoteattr.speakers.ranking.turns import answered, inherited, is_agentless
from quoteattr.speakers.reading.documents import authored, authors_behind, issued
from quoteattr.speakers.reading.groups import Groups
from quoteattr.speakers.reading.joint import split_joint
from quoteattr.speakers.reading.mentions import Phrase, read_phrase
from quoteattr.speakers.reading.sources import says_nothing, whole_source
from quoteattr.speakers.reading.subjects import blamed_by, instead_of_source
from quoteattr.speakers.reading.transcripts import Transcript, without_labels
from quoteattr.speakers.reading.turnlabels import labels
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.sureness import Way, sureness, traits_of
from quoteattr.speakers.told.addressees import agent_of
from quoteattr.speakers.told.audience import Audience

if TYPE_CHECKING:
    from quoteattr.annotate import Annotation

__all__ = ["Resolver", "Row"]

Row = tuple[Referent, ...]
# How often the sole candidate is right, out of fold on the training texts; the figures that
# stand for other ways to a speaker were counted there too.
_SUREST = 0.95
# How sure a speaker must be for others to be ruled out by it.
_SURE = 0.7
_AUTHORS = frozenset({"body", "person", "document", "joint"})
# "His Highness" is nobody's highness but his own.
_STYLED = frozenset({"highness", "majesty", "excellency", "holiness", "honour", "grace", "worship"})


class Resolver(Audience, Nameless, Context, Nouns):
    """Resolves the attributions of one text, once.

    Args:
        text: the text.
        attributions: its attributions, in any order; parents by index.
        annotation: its sentences and entities.
        table: weights of the ranking by feature; the bundled ones where None.

    Attributes:
        is_predicted: whether a model found the attributions; training with an annotator's says no.
        of, told: the speakers and addressees of each attribution, after :meth:`run`.
        confidence: of the speakers of each.
        evidence: offsets of the mentions that led to the speakers of each.
    """

    is_predicted = True

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        annotation: Annotation,
        table: Mapping[str, float] | None = None,
    ) -> None:
        sources = [span for a in attributions for span in a.source]
        marked = labels(text)
        entities, sources = without_labels(text, marked, annotation.entities, sources)
        naming = name_everybody(text, entities, sources)
        self.text, self.naming = text, naming
        self.scene = Scene(text, attributions, annotation.sentences, naming)
        self.attributions = attributions
        self.table = antecedents.weights() if table is None else table
        self.of: list[Row] = [()] * len(attributions)
        self.told: list[Row] = [()] * len(attributions)
        self.confidence = [0.0] * len(attributions)
        self.evidence: list[tuple[Offsets, ...]] = [()] * len(attributions)
        self._read: list[list[Read]] = [[] for _ in attributions]
        self._reading: list[Read] = []
        self._ways: list[Way] = []
        self._meant: dict[Offsets, Offsets] = {}
        self._relatives: dict[Offsets, Offsets] = {}
        self._unnamed, self._loose = {}, {}
        self._described_as, self.hiding = {}, {}
        self._appositions = gather(self.scene)
        self.groups = Groups(self.scene)
        self.initials = Initials(self.scene)
        self.successions = Successions(self.scene)
        self.transcript = Transcript(self.scene, marked)
        for start, end, noun, who in authored(text, naming):
            self._note_document(start, end, noun, who)

    def run(self) -> Resolver:
        """Resolve every attribution; returns itself."""
        order = reading_order(self.attributions)
        for index in order:
            self._attribution(index)
        self.from_context(order)
        self.hide()
        grounds = Grounds(self.text, self._meant)
        self.evidence = [
            grounds.of(*each) for each in zip(self.attributions, self._read, self.of, strict=True)
        ]
        return self

    # ---------------------------------------------------------------- the walk

    def _attribution(self, index: int) -> None:
        attribution = self.attributions[index]
        parent = self._parent_speakers(attribution)
        row: Row = ()
        self._reading, self._ways = self._read[index], []
        heard = self.heard(attribution)
        agents = [agent_of(self.text, attribution, h) for h in heard]
        agent = next((a for a in agents if a is not None), None)
        if agent is not None:
            row, sure = self.agent(*agent, parent=parent)
        elif is_agentless(self.text, attribution):
            self._ways.append(Way("agentless", sure := 0.9))
        elif (span := blamed_by(self.text, attribution)) is not None:
            row, sure = self.agent(*span, parent=parent)
        elif attribution.source:
            certain = bool(parent) and self.confidence[attribution.parent or 0] > _SURE
            others = parent if certain and self.hears_itself(heard) else ()
            row, sure = self._source(attribution, parent, others)
        elif (span := instead_of_source(self.text, attribution, self.naming)) is not None:
            row, sure = self.agent(*span, parent=parent)
        elif (turn := self.transcript.uncued(attribution)) is not None:
            row, sure = self._in_turn(turn.label, turn.who)
        else:
            row, way = self._without_source(index, attribution, parent)
            self._ways.append(way)
            sure = way.share
        self.of[index] = row
        self.confidence[index] = self.weigh(index, len(row), sure)
        if row:
            self.scene.say(position_of(attribution), index, row)
            self._note_issued(attribution, row)
        self.told[index] = self.listeners(index, heard, row, parent)

    def _without_source(self, index: int, attribution: Attribution, parent: Row) -> tuple[Row, Way]:
        if row := answered(self.scene, attribution, self.told):
            return row, Way("answered", 0.7)
        row = inherited(self.scene, index, attribution, parent)
        if not row:
            return (), Way("nobody", 0.3)
        return row, Way("elided" if attribution.cue else "inherited", 0.7)

    def weigh(self, index: int, found: int, otherwise: float) -> float:
        """How sure the speakers of an attribution are; the third place where training listens.

        Args:
            index: its index.
            found: how many speakers it has.
            otherwise: how sure the last step was by itself, in [0, 1].
        """
        traits = traits_of(self.attributions[index], self._ways, found, self.is_predicted)
        return sureness(traits, self.table, otherwise)

    def _note_issued(self, attribution: Attribution, row: Row) -> None:
        """ "The bank said in a statement": a later "the statement" is the bank's."""
        if not row or not all(r.named for r in row) or not attribution.cue:
            return
        who = self.groups.joint(row) if len(row) > 1 else row[0]
        start = attribution.cue[0][0]
        end = min(self.scene.sentence_of(start)[1], start + 200)
        for low, high, noun in issued(self.text, start, end):
            self._note_document(low, high, noun, who)

    def _note_document(self, start: int, end: int, noun: str, who: Referent) -> None:
        who.heads.add(noun)
        self.scene.note(start, end, who, "document")

    def _parent_speakers(self, attribution: Attribution) -> Row:
        parent = attribution.parent
        if parent is None or not 0 <= parent < len(self.of):
            return ()
        return self.of[parent]

    def _source(
        self, attribution: Attribution, parent: Row, exclude: Row = ()
    ) -> tuple[Row, float]:
        if turn := self.transcript.labelled(attribution):
            return self._in_turn(attribution.source[0], turn)
        start, end = whole_source(self.text, attribution, self.naming)
        row: list[Referent] = []
        sure = 1.0
        for part in split_joint(self.text, start, end, self.naming):
            who, confidence = self.mention(*part, parent=parent, how="source", exclude=exclude)
            if who is not None:
                row.extend(who.members or (who,))
            sure = min(sure, confidence)
        out = tuple(dict.fromkeys(row))
        if len(out) > 1:
            self.scene.note(start, end, self.groups.joint(out))
        return out, sure

    # ---------------------------------------------------------------- one mention

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
        elif phrase.form != "name" and phrase.head and phrase.head not in PRONOUNS:
            note_description(who, phrase.head, phrase.words)
        if phrase.form != "name":
            who.mentions.append((phrase.start, phrase.end))
            self.scene.note(phrase.start, phrase.end, who, how)
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
            return "name", phrase.name, 0.98
        if phrase.form == "pronoun":
            return self._pronoun(phrase, parent, exclude, how)
        if says_nothing(phrase.label):
            return "nobody", None, 0.3
        if (holder := self._in_office(phrase, parent)) is not None:
            return "settled", holder, 0.9
        settled = self.groups.settled(phrase)
        if settled is not None and not {settled, *settled.members} & set(exclude):
            return "settled", settled, 0.9
        if is_document(phrase) and not is_body(phrase) and (body := self._author(phrase)):
            return "author", body, 0.9
        if may_refer_back(self.text, phrase) or (how == "source" and self._opens(phrase)):
            return self._described(phrase, parent, exclude, how)
        return "new", self.unnamed(phrase), 0.92

    def _described(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[str, Referent | None, float]:
        who, sure = self._rank(phrase, parent, exclude, how)
        if how == "told" and who is not None and phrase.head not in who.heads:
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
        if head not in ("he", "she") or _STYLED & {phrase.head, *phrase.words}:
            return ()
        own = Phrase(phrase.start, phrase.start + len(phrase.own), "pronoun", head)
        choice = antecedents.choose(antecedents.candidates(own, self.scene, parent), self.table)
        return () if choice.who is None else (choice.who,)

    def _author(self, phrase: Phrase) -> Referent | None:
        """Whose a document is by its words, else whose the last one of this name was."""
        authors = authors_behind(self.text, phrase, self.naming)
        if authors:
            return self.groups.joint(authors) if len(authors) > 1 else authors[0]
        if phrase.form != "definite" or phrase.own:
            return None
        for step in self.scene.back(phrase.start):
            if phrase.head in step.who.heads and step.who.label in _AUTHORS:
                return step.who if step.who.label in ("body", "joint") else None
        return None

    def _rank(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> tuple[Referent | None, float]:
        extra = [*self._bystanders(phrase), *self.groups.recent(phrase)]
        options = antecedents.candidates(phrase, self.scene, parent, exclude, extra)
        if how == "told":
            for option in options:  # what tells for a hearer beside what tells for a speaker
                option.features += [f"told-{f}" for f in option.features]
        choice = self.decide(phrase, options)
        if choice.seen is not None:
            self._meant[phrase.start, phrase.end] = choice.seen
        return choice.who, min(choice.confidence, _SUREST)

    def _bystanders(self, phrase: Phrase) -> list[Step]:
        """Persons and bodies without a name whom a pronoun close by may mean."""
        if phrase.form != "pronoun" or phrase.head not in ("he", "she", "they", "it"):
            return []
        low = self.scene.paragraphs[max(0, self.scene.paragraph(phrase.start) - 1)][0]
        found = []
        for start, end, body in persons_before(self.text, phrase.start, low, phrase.head):
            inside = self.naming.within(start, end)
            headed = any(e == end or who.label in ("person", "body") for _, e, who in inside)
            if start not in self._appositions and not headed:
                who = self._bystander(start, end, body)
                found.append(Step(start, end, who, "bystander-body" if body else "bystander"))
        return found[:5]

    def _first_person(self, phrase: Phrase, parent: Row) -> tuple[Referent | None, float]:
        if not self.scene.quoted(phrase.start):
            parent = self.transcript.speaker(phrase.start) or parent
        if not parent:
            outer = self.scene.content_at(phrase.start)
            parent = self.of[outer] if outer >= 0 else ()
        if parent:
            return (parent[0] if len(parent) == 1 else self.groups.joint(parent)), 0.75
        if phrase.head == "i" and (label := self.transcript.caller(phrase.start)) is not None:
            return self.mention(*label, how="pronoun", exclude=self.transcript.named)
        stranger = self.transcript.stranger(phrase.start) if phrase.head == "i" else None
        return stranger or self.unnamed(phrase), 0.4
