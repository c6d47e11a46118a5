"""Sayers: who says one attribution.

By its source, or by other words where these tell it (who is rung and "was told", who is behind
"according to"), or by what stands around where it has none. :meth:`Sayers.who_says` asks these one
after the other; the first that knows decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.apart import Apart
from quoteattr.speakers.candidates import Candidates
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.meanings import Meanings
from quoteattr.speakers.ranking.asking import came_reply, who_asked, who_was_asked, who_was_told
from quoteattr.speakers.ranking.leads import lead_before
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
from quoteattr.speakers.reading.introduced import introduced
from quoteattr.speakers.reading.joint import split_joint
from quoteattr.speakers.reading.mentions import read_phrase
from quoteattr.speakers.reading.sources import whole_source
from quoteattr.speakers.reading.subjects import blamed_by, instead_of_source, quoted_by
from quoteattr.speakers.reading.talkers import who_was_met
from quoteattr.speakers.reading.written import written_before
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.told.agents import agent_of
from quoteattr.speakers.told.passives import contacted
from quoteattr.speakers.told.stretches import Heard, hears_itself
from quoteattr.speakers.walk import Walk
from quoteattr.speakers.writings import Writings

__all__ = ["Sayers"]

# How sure a speaker must be for others to be ruled out by it.
_SURE = 0.7
# "I am Ana Oro", "they had the wrong Ana".
_OF_ONESELF = regex.compile(
    r"(?:\bI\sam|\bI[’']m|\bname\sis|\bname[’']s|\bit\sis|\b[Ii]t[’']s|\bthis\sis|\bcall(?:ed|s)?\sme|\bme,"
    r"|\b(?:the|an?|another|this|that|every|no)(?:\s\p{Ll}+)?)\s$",
    regex.I,
)
_ONESELF = frozenset({"i", "we", "me", "us"})


class Sayers:
    """Those who speak.

    Args:
        walk: the text, and what was found so far.
        meanings: whom a mention stands for.
        candidates: whom the subject of the sentence before means.
        apart: whom a source does not mean, because that one is told.
        writings: whose a document is.
    """

    def __init__(
        self,
        walk: Walk,
        meanings: Meanings,
        candidates: Candidates,
        apart: Apart,
        writings: Writings,
    ) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.joined, self.transcript = walk.joined, walk.transcript
        self.meanings, self.candidates = meanings, candidates
        self.apart, self.writings = apart, writings

    def who_says(
        self, index: int, attribution: Attribution, parent: Row, heard: Sequence[Heard]
    ) -> tuple[Row, float]:
        """The speakers of one attribution, and how sure the way to them is."""
        agents = [agent_of(self.text, attribution, h, self.naming) for h in heard]
        agent = next((a for a in agents if a is not None), None)
        silent = attribution.cue and (agent is None or agent[0] == agent[1])
        if silent and (asked := self._contacted(attribution)) is not None:
            return self._agent(*asked, parent=parent, heard=heard)
        if agent is not None:
            return self._beside(index, agent, parent, heard)
        if is_agentless(self.text, attribution):
            self.walk.ways.append(Way("agentless", 0.9))
            return (), 0.9
        if (span := self._told_of(attribution)) is not None:
            return self._beside(index, span, parent, heard)
        if row := came_reply(self.scene, attribution, self.walk.told):
            self.walk.ways.append(Way("answered", 0.7))
            return row, 0.7
        if attribution.source:
            return self._by_source(index, attribution, parent, heard)
        span = instead_of_source(self.text, attribution, self.naming)
        span = span or author_of_cue(self.text, attribution, self.naming)
        span = span or captioned(self.text, attribution)
        if span is not None:
            return self._beside(index, span, parent, heard)
        if (turn := self.transcript.uncued(attribution)) is not None:
            return self._in_turn(turn.label, turn.who)
        row, way = self._without_source(index, attribution, parent)
        self.walk.ways.append(way)
        return row, way.share

    def _by_source(
        self, index: int, attribution: Attribution, parent: Row, heard: Sequence[Heard]
    ) -> tuple[Row, float]:
        """The speakers by the source itself, but for those whom the words around it rule out."""
        if (span := written_before(self.scene, attribution)) is not None:
            return self.writings.written(*span, self.meanings.mention)
        who = thinks(self.scene, attribution, parent)
        who = who or who_was_asked(self.scene, attribution, self.walk.told)
        who = who or who_was_told(self.scene, attribution, self.walk.told, parent)
        if who is not None:
            return self._means(attribution.source[0], who)
        certain = bool(parent) and self.walk.confidence[attribution.parent or 0] > _SURE
        another = hears_itself(self.text, heard) or self._is_another(attribution, parent)
        others = (*parent, *self._spoken_to(attribution)) if certain and another else ()
        others = (*others, *who_asked(self.scene, attribution, self.walk.told))
        others = (*others, *self._named_within(attribution))
        others = (*others, *self.apart.told_instead(*attribution.source[0], heard, parent))
        return self._source(index, attribution, parent, others)

    def _told_of(self, attribution: Attribution) -> Offsets | None:
        """Who speaks by the words around a source that is another one."""
        if not attribution.source:
            return quoted_by(self.text, attribution, self.naming)
        return (
            blamed_by(self.text, attribution, self.naming)
            or quoted_by(self.text, attribution, self.naming)
            or author_behind(self.text, attribution, self.naming)
            or who_was_met(self.text, attribution)
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
        self.walk.instead[index] = (span,) if span[0] < span[1] else ()
        return self._agent(*span, parent=parent, heard=heard)

    def _agent(
        self, start: int, end: int, parent: Row, heard: Sequence[Heard] = ()
    ) -> tuple[Row, float]:
        """Who tells in the passive, if anybody is named after "by"; none of those told by name."""
        if start >= end:
            return (), 0.9
        told = [read_phrase(self.text, one.start, one.end, self.naming).name for one in heard]
        others = tuple(who for who in told if who is not None)
        if {self.text[one.start : one.end].lower() for one in heard} & _ONESELF:
            others = (*others, *parent)  # "I was told by the secretary", the secretary said
        who, sure = self.meanings.mention(start, end, parent=parent, exclude=others)
        return ((who.members or (who,)) if who is not None else ()), sure

    def _in_turn(self, label: Offsets, row: Row) -> tuple[Row, float]:
        """The speakers of a transcript's turn, which its label stands for, if it has one."""
        known = all(who.named for who in row)
        self.walk.ways.append(Way("settled" if known else "new", 0.9 if known else 0.5))
        if label[0] == label[1]:
            return row, self.walk.ways[-1].share
        for who in row:
            who.mentions.append(label)
            self.walk.reading.append((label, who))
        self.scene.note(*label, self.joined.joint(row) if len(row) > 1 else row[0])
        return row, self.walk.ways[-1].share

    def _means(self, span: Offsets, who: Referent) -> tuple[Row, float]:
        """A pronoun whose bearer the grammar gives."""
        pronoun = PRONOUNS[self.text[slice(*span)].lower()]
        who.pronouns.setdefault(pronoun)
        who.male += pronoun == "he"
        who.female += pronoun == "she"
        who.mentions.append(span)
        self.scene.note(*span, who)
        self.walk.ways.append(Way("settled", 0.9))
        self.walk.reading.append((span, who))
        return (who,), 0.9

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

    def _named_within(self, attribution: Attribution) -> Row:
        """Whom "he" or "the coach" names in words in marks, as hardly anybody names oneself: of
        796 annotated ones with "he" or "she" two do.
        """
        low, high = attribution.source[0]
        said = self.text[low:high].lower()
        short = PRONOUNS.get(said) in ("he", "she") or said.startswith("the ")
        if attribution.parent is not None or not short or not attribution.content:
            return ()
        if not self.scene.in_marks(attribution.content[0][0]):
            return ()
        return tuple(
            who
            for start, end in attribution.content
            for at, _, who in self.naming.within(start, end)
            if who.label == "person"
            and self.scene.in_marks(at)
            and not self.scene.in_marks(at, depth=1)
            and not _OF_ONESELF.search(self.text, max(start, at - 30), at)
        )

    def _spoken_to(self, attribution: Attribution) -> Row:
        """Who hears the direct speech that holds an attribution, and is no "he" in it."""
        return () if attribution.parent is None else self.walk.told[attribution.parent]

    def _source(
        self, index: int, attribution: Attribution, parent: Row, exclude: Row = ()
    ) -> tuple[Row, float]:
        """The speakers whom the parts of a source stand for, but for those to exclude."""
        if turn := self.transcript.labelled(attribution):
            return self._in_turn(attribution.source[0], turn)
        start, end = whole_source(self.text, attribution, self.naming)
        low, _ = attribution.source[0]
        if start < end and (start > low or end <= low):
            # "was slammed by the union, which said", "In a call with Oro, a baker, [Holt] said"
            self.walk.instead[index] = ((start, end),)
        row: list[Referent] = []
        sure = 1.0
        parts = split_joint(self.text, start, end, self.naming)
        several = len(parts) > 1
        names = [read_phrase(self.text, *p, self.naming).name if several else None for p in parts]
        for at, part in enumerate(parts):
            # "A baker and Ana Oro" are not both Ana Oro, nor are "Ana Oro and the mayor".
            named = [who for who in (*names[:at], *names[at + 1 :]) if who is not None]
            others = (*exclude, *row, *named)
            who, confidence = self.meanings.mention(
                *part, parent=parent, how="source", exclude=others
            )
            if who is not None:
                row.extend(who.members or (who,))
            sure = min(sure, confidence)
        out = tuple(dict.fromkeys(row))
        if len(out) > 1:
            self.scene.note(start, end, self.joined.joint(out))
        return out, sure

    def _without_source(self, index: int, attribution: Attribution, parent: Row) -> tuple[Row, Way]:
        """The speakers of words without a source, by what stands around; the first way decides."""
        if row := self._introduced(index, attribution, parent):
            return row, Way("answered", 0.7)
        if row := answered(self.scene, attribution, self.walk.told):
            return row, Way("answered", 0.7)
        if (below := replies(self.scene, attribution)) is not None:
            return below, Way("answered" if below else "nobody", 0.5)
        if (span := subject_before(self.scene, attribution)) is not None:
            phrase = read_phrase(self.text, *span, self.naming)
            if phrase.own:  # "Her brother laughed."
                return self._agent(*span, parent=())[0], Way("inherited", 0.7)
            about, _ = self.candidates.rank(phrase, (), (), "source")
            if about is not None and about.named:
                return (about,), Way("inherited", 0.7)
        if (lead := lead_before(self.scene, attribution)) is not None:
            return self._agent(*lead, parent=())[0], Way("inherited", 0.7)
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
        row, _ = self._agent(*mention, parent=parent)
        self.walk.ways.clear()
        if row and is_source:
            self.walk.instead[index] = (mention,)
        return row
