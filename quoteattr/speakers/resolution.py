"""Resolution: the walk over the attributions that puts everything together.

Outer quotes are read before those inside them, and all in the order of the text, so that each
mention meets what stands before it. Only bounded stretches are looked at for each, so the whole
is linear in the text's length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.grounds import Grounds, Read
from quoteattr.speakers.judging import Judge, Learned
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.meanings import Meanings
from quoteattr.speakers.naming.affiliations import Affiliations
from quoteattr.speakers.naming.evidence import gather
from quoteattr.speakers.naming.initials import Initials
from quoteattr.speakers.naming.names import name_everybody
from quoteattr.speakers.naming.successions import Successions
from quoteattr.speakers.order import position_of, reading_order
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.asking import came_reply, who_asked, who_was_asked
from quoteattr.speakers.ranking.scene import Scene
from quoteattr.speakers.ranking.turns import (
    answered,
    inherited,
    is_agentless,
    replies,
    spoken_of,
    subject_before,
    thinks,
)
from quoteattr.speakers.reading.authors import author_behind, author_of_cue, captioned
from quoteattr.speakers.reading.crossheads import crossheads
from quoteattr.speakers.reading.groups import Groups
from quoteattr.speakers.reading.introduced import introduced
from quoteattr.speakers.reading.joint import split_joint
from quoteattr.speakers.reading.mentions import read_phrase
from quoteattr.speakers.reading.sources import whole_source
from quoteattr.speakers.reading.subjects import blamed_by, instead_of_source, quoted_by
from quoteattr.speakers.reading.transcripts import Transcript
from quoteattr.speakers.reading.turnbearers import without_labels
from quoteattr.speakers.reading.turnlabels import labels
from quoteattr.speakers.reading.written import written_before
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.told.addressees import agent_of
from quoteattr.speakers.told.passives import contacted
from quoteattr.speakers.told.stretches import Heard

if TYPE_CHECKING:
    from quoteattr.annotate import Annotation

__all__ = ["Resolver"]

# How many persons are looked at to see whether another is *she*.
_FEW = 60
# What somebody reports of oneself, as a rule.
_HIMSELF = regex.compile(r"(?:that\s)?(?P<who>he|she)\b")
# How sure a speaker must be for others to be ruled out by it.
_SURE = 0.7


class Resolver(Meanings):
    """Resolves the attributions of one text, once.

    Args:
        text: the text.
        attributions: its attributions, in any order; parents by index.
        annotation: its sentences and entities.
        table: weights of the ranking by feature; the bundled ones where None.
        judge: who decides where no rule does; the weights where None.
        hearer: whom "you" means where the text does not tell; nobody where None.

    Attributes:
        of, told: the speakers and addressees of each attribution, after :meth:`run`.
        confidence: of the speakers of each.
        evidence: offsets of the mentions that led to the speakers of each.
    """

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        annotation: Annotation,
        table: Mapping[str, float] | None = None,
        judge: Judge | None = None,
        hearer: Referent | None = None,
    ) -> None:
        sources = [span for a in attributions for span in a.source]
        marked = labels(text)
        entities, sources = without_labels(text, marked, annotation.entities, sources)
        naming = name_everybody(text, entities, sources)
        self.text, self.naming = text, naming
        self.scene = Scene(text, attributions, annotation.sentences, naming)
        self.attributions = attributions
        self.table = antecedents.weights() if table is None else table
        self.judge = Learned(self.table) if judge is None else judge
        self.hearer = hearer
        self.of: list[Row] = [()] * len(attributions)
        self.told: list[Row] = [()] * len(attributions)
        self.confidence = [0.0] * len(attributions)
        self.evidence: list[tuple[Offsets, ...]] = [()] * len(attributions)
        self._instead: dict[int, tuple[Offsets, ...]] = {}
        self._read: list[list[Read]] = [[] for _ in attributions]
        self._reading: list[Read] = []
        self._ways: list[Way] = []
        self._meant: dict[Offsets, Offsets] = {}
        self._relatives: dict[Offsets, Offsets] = {}
        self._unnamed, self._loose, self._bodies = {}, {}, {}
        self._described_as, self._bodies_called, self.hiding = {}, {}, {}
        self._appositions = gather(self.scene)
        persons = (who for who in naming.referents if who.label == "person")
        self._persons = tuple(islice(persons, _FEW))
        self.groups = Groups(self.scene)
        self.affiliations = Affiliations(text, naming)
        self.initials = Initials(self.scene)
        self.successions = Successions(self.scene)
        self.transcript = Transcript(self.scene, marked)
        self._crossheads = crossheads(text, attributions)
        self.note_authored()

    def run(self) -> Resolver:
        """Resolve every attribution; returns itself."""
        order = reading_order(self.attributions)
        for index in sorted(order, key=self._crossheads.__contains__):  # those last
            self._attribution(index)
        self.from_context(order)
        self.hide()
        grounds = Grounds(self.text, self._meant)
        self.evidence = [
            grounds.of(*each) for each in zip(self.attributions, self._read, self.of, strict=True)
        ]
        return self

    def _attribution(self, index: int) -> None:
        self.judge.turn_to(index, told=False)
        attribution = self.attributions[index]
        parent = self._parent_speakers(attribution)
        self._reading, self._ways = self._read[index], []
        if (later := self._crossheads.get(index)) is not None:
            self._repeat(index, later)
            return
        heard = self.heard(attribution)
        row, sure = self._who_says(index, attribution, parent, heard)
        self.of[index] = row
        self.confidence[index] = self._weigh(index, len(row), sure)
        if row:
            self.scene.say(position_of(attribution), index, row)
            self.note_issued(attribution, row)
        self.told[index] = self.listeners(index, heard, row, parent)
        self._lean(attribution, row, self.told[index])

    def _who_says(
        self, index: int, attribution: Attribution, parent: Row, heard: Sequence[Heard]
    ) -> tuple[Row, float]:
        """The speakers of one attribution, and how sure the way to them is."""
        agents = [agent_of(self.text, attribution, h, self.naming) for h in heard]
        agent = next((a for a in agents if a is not None), None)
        silent = attribution.cue and (agent is None or agent[0] == agent[1])
        if silent and (asked := self._contacted(attribution)) is not None:
            return self.agent(*asked, parent=parent, heard=heard)
        if agent is not None:
            return self._beside(index, agent, parent, heard)
        if is_agentless(self.text, attribution):
            self._ways.append(Way("agentless", 0.9))
            return (), 0.9
        if (span := self._told_of(attribution)) is not None:
            return self._beside(index, span, parent, heard)
        if row := came_reply(self.scene, attribution, self.told):
            self._ways.append(Way("answered", 0.7))
            return row, 0.7
        if attribution.source and (span := written_before(self.scene, attribution)) is not None:
            return self.written(*span)
        if attribution.source:
            who = thinks(self.scene, attribution, parent)
            who = who or who_was_asked(self.scene, attribution, self.told)
            if who is not None:
                return self._means(attribution.source[0], who)
            certain = bool(parent) and self.confidence[attribution.parent or 0] > _SURE
            another = self.hears_itself(heard) or self._is_another(attribution, parent)
            others = parent if certain and another else ()
            others = (*others, *who_asked(self.scene, attribution, self.told))
            others = (*others, *self.told_instead(*attribution.source[0], heard, parent))
            return self._source(index, attribution, parent, others)
        span = instead_of_source(self.text, attribution, self.naming)
        span = span or author_of_cue(self.text, attribution, self.naming)
        span = span or captioned(self.text, attribution)
        if span is not None:
            return self._beside(index, span, parent, heard)
        if (turn := self.transcript.uncued(attribution)) is not None:
            return self._in_turn(turn.label, turn.who)
        row, way = self._without_source(index, attribution, parent)
        self._ways.append(way)
        return row, way.share

    def _told_of(self, attribution: Attribution) -> Offsets | None:
        """Who speaks by the words around a source that is another one."""
        if not attribution.source:
            return quoted_by(self.text, attribution, self.naming)
        return (
            blamed_by(self.text, attribution, self.naming)
            or quoted_by(self.text, attribution, self.naming)
            or author_behind(self.text, attribution, self.naming)
        )

    def _contacted(self, attribution: Attribution) -> Offsets | None:
        """Who was rung or met right before "and was told", unless that is not who is told."""
        sentence = self.scene.sentence_of(attribution.cue[0][0])
        who = contacted(self.text, attribution, sentence)
        if who is None or any(low <= who[0] < high for low, high in attribution.source):
            return None
        return who

    def _beside(
        self, index: int, span: Offsets, parent: Row, heard: Sequence[Heard]
    ) -> tuple[Row, float]:
        """Who speaks by the words around the cue, whatever the source span is."""
        self._instead[index] = (span,) if span[0] < span[1] else ()
        return self.agent(*span, parent=parent, heard=heard)

    def _repeat(self, index: int, later: int) -> None:
        """A crosshead is spoken by those who say it later; nobody after it goes on from it."""
        self.of[index] = self.of[later]
        self._reading.extend(self._read[later])
        self._ways.append(Way("inherited", 0.7))
        self.confidence[index] = self._weigh(index, len(self.of[later]), 0.7)

    def _lean(self, attribution: Attribution, row: Row, told: Row) -> None:
        """ "Ana Oro said she would go": she is *she*, unless the text has another *she*."""
        if len(row) != 1 or told or not attribution.content or not attribution.source:
            return
        m = _HIMSELF.match(self.text, *attribution.content[0])
        if m is not None and read_phrase(self.text, *attribution.source[0], self.naming).name:
            sign = 1 if m["who"] == "he" else -1
            others = (who for who in self._persons if who is not row[0])
            if not any(who.leaning * sign > 0 for who in others):
                row[0].male += sign > 0
                row[0].female += sign < 0

    def _means(self, span: Offsets, who: Referent) -> tuple[Row, float]:
        """A pronoun whose bearer the grammar gives."""
        who.pronouns.setdefault(PRONOUNS[self.text[slice(*span)].lower()])
        who.mentions.append(span)
        self.scene.note(*span, who)
        self._ways.append(Way("settled", 0.9))
        self._reading.append((span, who))
        return (who,), 0.9

    def _without_source(self, index: int, attribution: Attribution, parent: Row) -> tuple[Row, Way]:
        if row := self._introduced(index, attribution, parent):
            return row, Way("answered", 0.7)
        if row := answered(self.scene, attribution, self.told):
            return row, Way("answered", 0.7)
        if (below := replies(self.scene, attribution)) is not None:
            return below, Way("answered" if below else "nobody", 0.5)
        if (span := subject_before(self.scene, attribution)) is not None:
            phrase = read_phrase(self.text, *span, self.naming)
            if phrase.own:  # "Her brother laughed."
                return self.agent(*span, parent=())[0], Way("inherited", 0.7)
            about, _ = self._rank(phrase, (), (), "source")
            if about is not None and about.named:
                return (about,), Way("inherited", 0.7)
        if (who := spoken_of(self.scene, attribution)) is not None:
            return (who,), Way("inherited", 0.7)
        row = inherited(self.scene, attribution, parent)
        if not row:
            return (), Way("nobody", 0.3)
        return row, Way("elided" if attribution.cue else "inherited", 0.7)

    def _introduced(self, index: int, attribution: Attribution, parent: Row) -> Row:
        """Who is said to speak beside words in marks, if that is somebody's name or "the mayor"."""
        if (found := introduced(self.text, attribution)) is None:
            return ()
        mention, is_source = found
        before = mention[0] < attribution.content[0][0]
        if before and read_phrase(self.text, *mention, self.naming).form == "indefinite":
            return ()  # "Questions about the bridge: “Is it safe?”"
        row, _ = self.agent(*mention, parent=parent)
        self._ways.clear()
        if row and is_source:
            self._instead[index] = (mention,)
        return row

    def _weigh(self, index: int, found: int, otherwise: float) -> float:
        """How sure the speakers of an attribution are, so many as were found."""
        return self.judge.weigh(index, self.attributions[index], self._ways, found, otherwise)

    def _is_another(self, attribution: Attribution, parent: Row) -> bool:
        """Whether the source is a "she" in somebody's direct speech, or a "the nurse": not who
        speaks. A statement of two may speak of one of them.
        """
        start, end = attribution.source[0]
        if not self.scene.quoted(start):
            return False
        said = self.text[start:end].lower()
        described = len(parent) == 1 and said.startswith("the ")
        return described or PRONOUNS.get(said) in ("he", "she")

    def _parent_speakers(self, attribution: Attribution) -> Row:
        parent = attribution.parent
        if parent is None or not 0 <= parent < len(self.of):
            return ()
        return self.of[parent]

    def _source(
        self, index: int, attribution: Attribution, parent: Row, exclude: Row = ()
    ) -> tuple[Row, float]:
        if turn := self.transcript.labelled(attribution):
            return self._in_turn(attribution.source[0], turn)
        start, end = whole_source(self.text, attribution, self.naming)
        low, _ = attribution.source[0]
        if start < end and (start > low or end <= low):
            # "was slammed by the union, which said", "In a call with Oro, a baker, [Holt] said"
            self._instead[index] = ((start, end),)
        row: list[Referent] = []
        sure = 1.0
        parts = split_joint(self.text, start, end, self.naming)
        several = len(parts) > 1
        names = [read_phrase(self.text, *p, self.naming).name if several else None for p in parts]
        for at, part in enumerate(parts):
            # "A baker and Ana Oro" are not both Ana Oro, nor are "Ana Oro and the mayor".
            named = [who for who in (*names[:at], *names[at + 1 :]) if who is not None]
            others = (*exclude, *row, *named)
            who, confidence = self.mention(*part, parent=parent, how="source", exclude=others)
            if who is not None:
                row.extend(who.members or (who,))
            sure = min(sure, confidence)
        out = tuple(dict.fromkeys(row))
        if len(out) > 1:
            self.scene.note(start, end, self.groups.joint(out))
        return out, sure
