"""Audience: who was told each attribution.

``addressees`` gives the stretches around a cue, ``hearing`` what speaks for each and whom the
attributions around name; here they are weighed and resolved.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.judging import Judge
from quoteattr.speakers.meanings import Meanings
from quoteattr.speakers.reading.mentions import Phrase, read_phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.told.addressees import told_spans
from quoteattr.speakers.told.hearing import (
    Relation,
    context_features,
    likely,
    relations,
    span_features,
)
from quoteattr.speakers.told.partners import partner, told_before
from quoteattr.speakers.told.stretches import Heard
from quoteattr.speakers.told.vocatives import is_office
from quoteattr.speakers.told.within import reach_of
from quoteattr.speakers.walk import Walk

__all__ = ["Audience"]


# What the context tells by itself.
_SURE = frozenset({"replied-to", "in-reply", "written"})
_OWNS = regex.compile(r"[’']s?\s")


class Audience:
    """Those who were told.

    Args:
        walk: the text, and what was found so far.
        meanings: whom a mention of one told stands for.
        judge: who decides whether one was told.
    """

    def __init__(self, walk: Walk, meanings: Meanings, judge: Judge) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.attributions = walk.attributions
        self.meanings, self.judge = meanings, judge

    def heard(self, attribution: Attribution) -> list[Heard]:
        """The stretches that may name one whom an attribution was said to."""
        sentence = self.scene.sentence_of(attribution.cue[0][0]) if attribution.cue else (0, 0)
        sentence = reach_of(attribution, self.attributions, sentence)
        return told_spans(self.text, attribution, self.naming, sentence)

    def listeners(self, index: int, heard: Sequence[Heard], row: Row, parent: Row) -> Row:
        """Those of them who were told.

        Args:
            index: index of the attribution.
            heard: the stretches.
            row: its speakers, who do not tell themselves.
            parent: the speakers of the attribution whose content holds it.
        """
        self.judge.turn_to(index, told=True)
        found: list[Referent] = []
        for one in heard:
            phrase = read_phrase(self.text, one.start, one.end, self.naming)
            features = span_features(one, phrase, self._cue(index))
            if not self.judge.accept(features, likely(one.how), index, phrase):
                continue
            # "He told her", somebody says in marks: that one is neither.
            apart = phrase.head in ("he", "she") and self.scene.quoted(one.start)
            others = (*row, *parent) if apart else row
            others = (*others, *self._owner(index, phrase))
            if (who := self._partner(index, phrase, row)) is None:
                who, _ = self.meanings.mention(
                    one.start, one.end, parent=parent, how="told", exclude=others
                )
            called = one.how == "contact" and is_office(self.text, one.start, one.end)
            if called and who is not None and not who.named:
                continue  # "Minister," where the text does not tell which
            if who is not None and who not in row:
                found.extend(who.members or (who,))
        return tuple(dict.fromkeys(found))

    def _partner(self, index: int, phrase: Phrase, row: Row) -> Referent | None:
        """Who spoke right before in a talk that somebody recalls: "I told him"."""
        if phrase.head not in ("he", "she", "they"):
            return None
        who = partner(self.walk, index, phrase.head, row)
        if who is None:
            who = told_before(self.walk, index, phrase.head, row)
        if who is not None:
            who.mentions.append((phrase.start, phrase.end))
            self.scene.note(phrase.start, phrase.end, who, "told")
        return who

    def _owner(self, index: int, phrase: Phrase) -> Row:
        """Whose sister tells, where "him" is who spoke last: "Ana's sister, Ida Oro, told her"."""
        source = self.attributions[index].source
        if phrase.head not in ("he", "she") or not source:
            return ()
        start, end = source[0]
        owners = [
            who
            for low, high, who in self.naming.within(start, end)[:1]
            if low == start and _OWNS.match(self.text, high, high + 3)
        ]
        last = self.scene.spoke_last(start)
        if not owners or last is None:
            return ()
        if self.scene.paragraph(start) - self.scene.paragraph(last.start) > 1:
            return ()
        who, sign = last.speakers[0], 1 if phrase.head == "he" else -1
        other = who is not owners[0] and who.named and who.leaning * sign > 0
        return tuple(owners) if other else ()

    def from_context(self, order: Sequence[int]) -> None:
        """Addressees that only the attributions around tell, after everybody is resolved."""
        for place, index in enumerate(order):
            for relation in relations(self.scene, order, place, self.walk.told):
                if not self.walk.told[index]:
                    self.walk.told[index] = self._told_by(index, relation)

    def _told_by(self, index: int, relation: Relation) -> Row:
        row = (self.walk.told if relation.told else self.walk.of)[relation.other]
        if not row or set(row) & set(self.walk.of[index]):
            return ()
        if relation.how == "written" and self.walk.of[relation.other] != self.walk.of[index]:
            return ()
        if relation.how == "in-reply" and self.walk.told[relation.other] != self.walk.of[index]:
            return ()
        features = context_features(relation, self.attributions[index], self._cue(index))
        return row if self.judge.accept(features, relation.how in _SURE, index, row) else ()

    def _cue(self, index: int) -> str:
        cue = self.attributions[index].cue
        return self.text[slice(*cue[0])] if cue else ""
