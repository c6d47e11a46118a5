"""The walk: all that is known of one text while its attributions are gone through.

The rooms that find things out (``meanings``, ``sayers``, ``audience`` and those below them) are
given the walk, ask it, and enter in it what they found. It asks none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.grounds import Read
from quoteattr.speakers.naming.affiliations import Affiliations
from quoteattr.speakers.naming.evidence import gather
from quoteattr.speakers.naming.initials import Initials
from quoteattr.speakers.naming.kinships import Kinships
from quoteattr.speakers.naming.names import name_everybody
from quoteattr.speakers.naming.successions import Successions
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.reading.groups import Groups
from quoteattr.speakers.reading.indexes import Indexes
from quoteattr.speakers.reading.joined import Joined
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.transcripts.bearers import without_labels
from quoteattr.speakers.transcripts.labels import labels
from quoteattr.speakers.transcripts.turns import Transcript

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["Mention", "Walk"]


class Walk:
    """What is known of one text, and what was found so far.

    Args:
        text: the text.
        attributions: its attributions, in any order; parents by index.
        annotation: its sentences and entities.
        table: weights of the ranking by feature; the bundled ones where None.
        hearer: whom "you" means where the text does not tell; nobody where None.

    Attributes:
        text, attributions, table, hearer: as given, or the bundled weights.
        naming: who bears which name.
        scene: where everything stands, and the trail of those spoken of so far.
        appositions: where descriptions begin that are of somebody named beside them.
        joined: who are several together, and who is called what.
        indexes: those whom the text names and joins, by what is asked of them.
        groups: whom a mention of several means, or of one out of them.
        affiliations: the bodies that somebody belongs to or speaks for.
        initials: letters that stand for names and offices.
        successions: who came after whom in an office.
        kinships: whose wife or father somebody is.
        transcript: whose turn it is where.
        of, told: the speakers and addressees of each attribution so far.
        confidence: of the speakers of each.
        read: the mentions that were read as the source of each, and whom they were found to mean.
        instead: by index, the source spans of those whose speaker other words tell.
        meant: offsets of each mention that was ranked → those of the one it was taken to mean.
        reading, ways: of the attribution that is being looked at, its row of ``read`` and how each
            of its mentions came to its speaker.
        hiding: of each person without a name, what tells whether the text hides it; filled at the
            end.
        evidence: offsets of the mentions that led to the speakers of each; filled at the end.
        sources: the source spans of each as noun phrases; filled at the end.
    """

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        annotation: Annotation,
        table: Mapping[str, float] | None = None,
        hearer: Referent | None = None,
    ) -> None:
        spans = [span for a in attributions for span in a.source]
        marked = labels(text)
        entities, spans = without_labels(text, marked, annotation.entities, spans)
        naming = name_everybody(text, entities, spans)
        self.text, self.naming = text, naming
        self.scene = Scene(text, attributions, annotation.sentences, naming)
        self.attributions = attributions
        self.table = antecedents.weights() if table is None else table
        self.hearer = hearer
        self.appositions = gather(self.scene)
        self.joined = Joined(self.scene)
        self.indexes = Indexes(self.scene, self.joined)
        self.groups = Groups(self.scene, self.joined, self.indexes)
        self.affiliations = Affiliations(text, naming)
        self.initials = Initials(self.scene)
        self.successions = Successions(self.scene)
        self.kinships = Kinships(self.scene)
        self.transcript = Transcript(self.scene, marked)
        self.of: list[Row] = [()] * len(attributions)
        self.told: list[Row] = [()] * len(attributions)
        self.confidence = [0.0] * len(attributions)
        self.read: list[list[Read]] = [[] for _ in attributions]
        self.instead: dict[int, tuple[Offsets, ...]] = {}
        self.meant: dict[Offsets, Offsets] = {}
        self.reading: list[Read] = []
        self.ways: list[Way] = []
        self.hiding: dict[Referent, tuple[str, ...]] = {}
        self.evidence: list[tuple[Offsets, ...]] = [()] * len(attributions)
        self.sources: list[tuple[Offsets, ...]] = [()] * len(attributions)

    def turn_to(self, index: int) -> None:
        """Begin with the speakers of an attribution."""
        self.reading, self.ways = self.read[index], []

    def speakers_around(self, position: int) -> Row:
        """The speakers of the outermost content that a place is in, so far; nobody outside all."""
        outer = self.scene.content_at(position)
        return self.of[outer] if outer >= 0 else ()


class Mention(Protocol):
    """Finding out whom one mention stands for: what ``meanings`` hands to the rooms below it.

    Whose a report is, and whom "who" means, are stretches of the text that are mentions themselves.
    """

    def __call__(
        self, start: int, end: int, parent: Row = (), how: str = "source", exclude: Row = ()
    ) -> tuple[Referent | None, float]:
        """Whom the mention stands for, and how sure that is.

        Args:
            start, end: its offsets.
            parent: the speakers of the attribution whose content holds it.
            how: source, told, author or pronoun.
            exclude: who cannot be meant.
        """
