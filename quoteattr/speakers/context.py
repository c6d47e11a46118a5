"""Context: the part of the walk for what a text as a whole tells of a mention.

A label of a transcript stands for whoever has the turn, and "his successor" for who came next in
an office that the text speaks of.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.grounds import Read
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.naming.successions import Successions
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.scene import Scene
from quoteattr.speakers.reading.groups import Groups
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.reading.transcripts import Transcript
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.sureness import Way

__all__ = ["Context"]


class Context(ABC):
    """What a walk over the attributions knows of turns and of offices.

    Attributes:
        scene: where everything stands.
        groups: those who are several together.
        successions: who came after whom.
        transcript: whose turn it is where.
        table: weights of the ranking by feature.
    """

    scene: Scene
    groups: Groups
    successions: Successions
    transcript: Transcript
    table: Mapping[str, float]
    _ways: list[Way]
    _reading: list[Read]

    def _in_turn(self, label: Offsets, row: Row) -> tuple[Row, float]:
        """The speakers of a transcript's turn, which its label stands for, if it has one."""
        known = all(who.named for who in row)
        self._ways.append(Way("settled" if known else "new", 0.9 if known else 0.5))
        if label[0] == label[1]:
            return row, self._ways[-1].share
        for who in row:
            who.mentions.append(label)
            self._reading.append((label, who))
        self.scene.note(*label, self.groups.joint(row) if len(row) > 1 else row[0])
        return row, self._ways[-1].share

    def _in_office(self, phrase: Phrase, parent: Row) -> Referent | None:
        """Whom "his successor" means, where the text tells who came after whom."""
        owner, head = phrase.owner, PRONOUNS.get(phrase.own, "")
        mine = parent or self.transcript.speaker(phrase.start)
        if head in ("i", "we") and len(mine) == 1:
            owner = mine[0]
        elif head in ("he", "she") and (owners := self.successions.owners(phrase)):
            own = Phrase(phrase.start, phrase.start + len(phrase.own), "pronoun", head)
            options = antecedents.candidates(own, self.scene, parent)
            owner = antecedents.choose([o for o in options if o.who in owners], self.table).who
        return self.successions.meant(phrase, owner)
