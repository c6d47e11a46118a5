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

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.apart import Apart
from quoteattr.speakers.barred import Barred
from quoteattr.speakers.candidates import Candidates
from quoteattr.speakers.grounds import Grounds
from quoteattr.speakers.hidden.nameless import Nameless
from quoteattr.speakers.hidden.pseudonyms import mask
from quoteattr.speakers.judging import Judge, Learned
from quoteattr.speakers.meanings import Meanings
from quoteattr.speakers.nouns import Nouns
from quoteattr.speakers.order import position_of, reading_order
from quoteattr.speakers.owners import Owners
from quoteattr.speakers.plain import Plain
from quoteattr.speakers.reading.crossheads import crossheads
from quoteattr.speakers.reading.disclosed import disclosed
from quoteattr.speakers.reading.mentions import read_phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.sayers import Sayers
from quoteattr.speakers.shown import Shown
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.told.audience import Audience
from quoteattr.speakers.walk import Walk
from quoteattr.speakers.writings import Writings

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["Resolver"]

# How many persons are looked at to see whether another is *she*.
_FEW = 60
# How much "Ana Oro said she would go" tells where nobody else is near: as much as a noun does.
_SETTLES = 3
# What somebody reports of oneself, as a rule.
_HIMSELF = regex.compile(r"(?:that\s)?(?P<who>he|she)\b")


class Resolver:
    """Resolves the attributions of one text, once.

    Args:
        text: the text.
        attributions: its attributions, in any order; parents by index.
        annotation: its sentences and entities.
        table: weights of the ranking by feature; the bundled ones where None.
        judge: who decides where no rule does; the weights where None.
        hearer: whom "you" means where the text does not tell; nobody where None.

    Attributes:
        walk: the text, and what was found so far.
        meanings: whom single mentions stand for, by what was found so far.
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
        walk = self.walk = Walk(text, attributions, annotation, table, hearer)
        judge = self._judge = Learned(walk.table) if judge is None else judge
        owners, shown, nameless = Owners(walk), Shown(walk), Nameless(walk)
        barred = Barred(walk, owners, shown)
        candidates = Candidates(walk, barred, nameless, judge)
        apart = Apart(walk, owners, candidates)
        plain = Plain(walk, owners, barred, shown, candidates)
        writings = Writings(walk, owners, nameless)
        nouns = Nouns(walk, nameless)
        self.meanings = Meanings(walk, owners, barred, nameless, candidates, plain, writings, nouns)
        self._sayers = Sayers(walk, self.meanings, candidates, apart, writings)
        self._audience = Audience(walk, self.meanings, judge)
        self._nameless, self._writings, self._nouns = nameless, writings, nouns
        persons = (who for who in walk.naming.referents if who.label == "person")
        self._persons = tuple(islice(persons, _FEW))
        self._crossheads = crossheads(text, attributions)

    def run(self) -> Walk:
        """Resolve every attribution; gives the walk, with all that was found."""
        walk = self.walk
        self._writings.note_authored()
        order = reading_order(walk.attributions)
        for index in sorted(order, key=self._crossheads.__contains__):  # those last
            self._attribution(index)
        self._audience.from_context(order)
        self._nameless.hide()
        mask(walk.scene, (who for row in (*walk.of, *walk.told) for who in row))
        grounds = Grounds(walk.text, walk.meant)
        walk.evidence = [
            grounds.of(*each) for each in zip(walk.attributions, walk.read, walk.of, strict=True)
        ]
        walk.sources = self._nouns.sources()
        return walk

    def _attribution(self, index: int) -> None:
        self._judge.turn_to(index, told=False)
        walk, attribution = self.walk, self.walk.attributions[index]
        parent = self._parent_speakers(attribution)
        walk.turn_to(index)
        if (later := self._crossheads.get(index)) is not None:
            self._repeat(index, later)
            return
        heard = self._audience.heard(attribution)
        row, sure = self._sayers.who_says(index, attribution, parent, heard)
        walk.of[index] = row
        walk.confidence[index] = self._weigh(index, len(row), sure)
        if row:
            walk.scene.say(position_of(attribution), index, row)
            self._writings.note_issued(attribution, row)
        walk.told[index] = self._audience.listeners(index, heard, row, parent)
        self._lean(attribution, row, walk.told[index])
        if len(row) == 1 and row[0].label == "person" and attribution.parent is None:
            nouns = disclosed(walk.scene, attribution.content, row[0])
            row[0].callings |= nouns
            walk.indexes.learn(row[0], nouns)

    def _repeat(self, index: int, later: int) -> None:
        """A crosshead is spoken by those who say it later; nobody after it goes on from it."""
        walk = self.walk
        walk.of[index] = walk.of[later]
        walk.reading.extend(walk.read[later])
        walk.ways.append(Way("inherited", 0.7))
        walk.confidence[index] = self._weigh(index, len(walk.of[later]), 0.7)

    def _lean(self, attribution: Attribution, row: Row, told: Row) -> None:
        """ "Ana Oro said she would go": she is *she*, unless the text has another *she*."""
        if len(row) != 1 or told or not attribution.content or not attribution.source:
            return
        walk = self.walk
        m = _HIMSELF.match(walk.text, *attribution.content[0])
        if m is not None and read_phrase(walk.text, *attribution.source[0], walk.naming).name:
            sign = 1 if m["who"] == "he" else -1
            others = (who for who in self._persons if who is not row[0])
            if not any(who.leaning * sign > 0 for who in others):
                by = _SETTLES if self._is_alone(attribution.source[0][0], row[0]) else 1
                row[0].male += by * (sign > 0)
                row[0].female += by * (sign < 0)

    def _is_alone(self, start: int, who: Referent) -> bool:
        """Whether nobody else is named in the paragraph before somebody's name, nor in the last."""
        scene = self.walk.scene
        low, _ = scene.paragraphs[max(0, scene.paragraph(start) - 1)]
        named = (other for _, _, other in self.walk.naming.within(low, start))
        return not any(other.label == "person" and other is not who for other in named)

    def _weigh(self, index: int, found: int, otherwise: float) -> float:
        """How sure the speakers of an attribution are, so many as were found."""
        walk = self.walk
        return self._judge.weigh(index, walk.attributions[index], walk.ways, found, otherwise)

    def _parent_speakers(self, attribution: Attribution) -> Row:
        parent = attribution.parent
        if parent is None or not 0 <= parent < len(self.walk.of):
            return ()
        return self.walk.of[parent]
