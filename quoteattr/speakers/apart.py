"""Apart: whom a source does not mean, because that one is told what it says.

"The judge told her": a judge and *her* are two, and are chosen at once where each may be the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.speakers.candidates import Candidates
from quoteattr.speakers.hidden.nameless import may_refer_back
from quoteattr.speakers.owners import Owners
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.together import given_up
from quoteattr.speakers.reading.mentions import read_phrase
from quoteattr.speakers.referents import Row
from quoteattr.speakers.told.stretches import Heard
from quoteattr.speakers.walk import Walk

__all__ = ["Apart"]

# How somebody is told who stands before whoever speaks: "In a call with Ana Oro, the mayor said".
_DEALT_WITH = frozenset({"call", "letter", "meeting"})


class Apart:
    """Those who are told, kept apart from whom a source means.

    Args:
        walk: the text, and what was found so far.
        owners: who holds an office: he is not chosen among others.
        candidates: for the source and for who is told.
    """

    def __init__(self, walk: Walk, owners: Owners, candidates: Candidates) -> None:
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined = walk.groups, walk.joined
        self.table = walk.table
        self.owners, self.candidates = owners, candidates

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
                for who in self.joined.called(head)
                if who.label == "person" and not who.is_called(phrase.head)
            )
        pronoun = next((p for p in told if p.form == "pronoun"), None)
        if pronoun is None or pronoun.head not in ("he", "she", "they"):
            return ()
        if phrase.form != "pronoun" and not may_refer_back(self.text, phrase):
            return ()
        if self.owners.in_office(phrase, parent) or self.groups.settled(phrase):
            return ()
        ours = self.candidates.options(phrase, parent, (), "source")
        theirs = self.candidates.options(pronoun, parent, (), "told")
        theirs = [o for o in theirs if not _inside(o, start, end)]
        return given_up(ours, theirs, self.table)

    def _in_one_sentence(self, first: int, second: int) -> bool:
        """Whether two places lie in one sentence, in this order."""
        return first < second and self.scene.sentence(first) == self.scene.sentence(second)


def _inside(option: antecedents.Candidate, start: int, end: int) -> bool:
    """Whether a candidate was seen within a stretch."""
    return option.seen is not None and start <= option.seen[0] < end
