"""Writings: whose a statement, a letter or a report is that says things.

The words around it tell ("a report by Oro University"), else who said something in it before.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.hidden.nameless import Nameless
from quoteattr.speakers.owners import Owners
from quoteattr.speakers.reading.documents import (
    WRITINGS,
    author_before,
    authored,
    authored_by_several,
    authors_behind,
    described_author,
    issued,
)
from quoteattr.speakers.reading.mentions import Phrase, read_phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.sureness import Way
from quoteattr.speakers.walk import Mention, Walk

__all__ = ["Writings"]
_DEFINITE = regex.compile(r"\bthe\s(?:[\p{L}\-]+\s){0,2}$", regex.I)


class Writings:
    """Documents and their authors.

    Args:
        walk: the text, and what was found so far.
        owners: whose somebody or something is: "her statement".
        nameless: those without a name.
    """

    def __init__(self, walk: Walk, owners: Owners, nameless: Nameless) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined, self.indexes = walk.groups, walk.joined, walk.indexes
        self.owners, self.nameless = owners, nameless

    def author_of(self, phrase: Phrase, mention: Mention) -> Referent | None:
        """Whose a document is by its words, else whose the last one of this name was.

        Args:
            phrase: the document.
            mention: finds out who an author is whom its words describe.
        """
        authors = authors_behind(self.text, phrase, self.naming)
        if authors:
            return self.joined.joint(authors) if len(authors) > 1 else authors[0]
        if (span := described_author(self.text, phrase)) is not None:
            return mention(*span, how="author")[0]
        if phrase.own in ("his", "her") and phrase.head in WRITINGS:
            return next(iter(self.owners.owner(phrase, ())), None)  # "her statement"
        if phrase.form != "definite" or phrase.own:
            return None
        return author_before(self.scene, phrase)

    def note_authored(self) -> None:
        """Enter every document that names its authors beside it."""
        for start, end, noun, authors in authored(self.text, self.naming):
            if not any(who.credited for who in authors):  # "Story by Ana Oro" is no document
                self.note_document(start, end, noun, authors)
        for start, end, noun, span in authored_by_several(self.text):
            several = self.groups.settled(read_phrase(self.text, *span, self.naming))
            if several is not None and several.members:
                self.note_document(start, end, noun, several.members)

    def note_issued(self, attribution: Attribution, row: Row) -> None:
        """ "The bank said in a statement": a later "the statement" is the bank's."""
        if not row or not attribution.cue:
            return
        start = attribution.cue[0][0]
        opens, end = self.scene.sentence_of(start)
        between = attribution.source and attribution.source[0][1]
        if self.text.startswith("In ", opens):  # "In a letter on Sunday, the bank said"
            start = max(opens, start - 200)
        elif between and self.text.startswith((", in a ", ", in his ", ", in her "), between):
            start = max(between, start - 200)  # "Ana Oro, in a letter to the bank, said"
        for low, high, noun in issued(self.text, start, min(end, start + 200)):
            told = any(first <= low < last for first, last in attribution.content)
            if told and _DEFINITE.search(self.text, max(start, low - 40), low):
                continue  # "Oro said that it was in the treaty"
            before = self.naming.within(max(0, low - 40), low)
            named = tuple(w for _, e, w in before if e + 1 == low and w.label == "body")
            self.note_document(low, high, noun, named or row)  # "in a Lund Bank statement"

    def note_document(self, start: int, end: int, noun: str, authors: Row) -> None:
        """Enter a document of these authors on the trail.

        Args:
            start, end: offsets of its noun.
            noun: the noun.
            authors: whose it is, one at least.
        """
        who = self.joined.joint(authors) if len(authors) > 1 else authors[0]
        who.heads.add(noun)
        self.indexes.learn(who, (noun,))
        self.scene.note(start, end, who, "document")

    def written(self, start: int, end: int, mention: Mention) -> tuple[Row, float]:
        """Whose something written is that says so itself, else it alone.

        Args:
            start, end: its offsets.
            mention: as for :meth:`author_of`.
        """
        phrase = read_phrase(self.text, start, end, self.naming)
        who = self.author_of(phrase, mention) or self.scene.subject(*self.scene.sentence_of(start))
        self.walk.ways.append(Way("author", 0.9 if who else 0.5))
        who = who or self.nameless.unnamed(phrase)
        self.walk.reading.append(((start, end), who))
        return (who.members or (who,)), 0.8
