"""Nouns: the noun phrase behind a source.

"Who" and "which" as sources mean what stands right before them, and a source says who it is
without the relative clause that only adds something to it.
"""

from __future__ import annotations

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.hidden.nameless import Nameless
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.reading.authors import without_possessive
from quoteattr.speakers.reading.mentions import Phrase, read_phrase
from quoteattr.speakers.reading.relatives import before_relative, without_clause
from quoteattr.speakers.reading.short import says_nothing
from quoteattr.speakers.reading.sources import in_one_paragraph, whole_source
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Step
from quoteattr.speakers.walk import Mention, Walk

__all__ = ["Nouns"]


class Nouns:
    """The phrases that sources are, and those behind relative pronouns.

    Args:
        walk: the text, and what was found so far.
        nameless: those without a name.
    """

    def __init__(self, walk: Walk, nameless: Nameless) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.nameless = nameless
        self._relatives: dict[Offsets, Offsets] = {}

    def sources(self) -> list[tuple[Offsets, ...]]:
        """The source spans of each attribution as noun phrases, after the walk.

        A relative pronoun gives way to the phrase that it means, a clause that it opens at the
        end of a source is left out, so is the ’s of "Oro’s claim", and a lone article gets its
        noun. Where the words around the
        cue tell who speaks ("told by the guard"), these are the source.
        """
        return [self._noun_phrases(i, a) for i, a in enumerate(self.walk.attributions)]

    def _noun_phrases(self, index: int, attribution: Attribution) -> tuple[Offsets, ...]:
        if (instead := self.walk.instead.get(index)) is not None:
            return tuple(self._relatives.get(span) or span for span in instead)
        first, *others = attribution.source or [None]
        if first is None:
            return ()
        if says_nothing(self.text[slice(*first)]):
            first = whole_source(self.text, attribution, self.naming)
        spans = (in_one_paragraph(self.text, *first, attribution), *others)
        phrases = (self._relatives.get(s) or without_clause(self.text, *s) for s in spans)
        return tuple(without_possessive(self.text, s, attribution.cue) for s in phrases)

    def relative(self, phrase: Phrase, mention: Mention) -> tuple[Referent | None, float]:
        """Whom "who" means, and how sure that is: what stands right before it.

        Args:
            phrase: the pronoun.
            mention: finds out whom that means, where it is a mention itself.
        """
        meant = before_relative(self.scene, phrase.start)
        if meant is None:
            return None, 0.3
        if isinstance(meant, Step):
            self._relatives[phrase.start, phrase.end] = meant.start, meant.end
            return meant.who, 0.8
        self._relatives[phrase.start, phrase.end] = meant
        if PRONOUNS.get(self.text[slice(*meant)].lower()):
            return mention(*meant, how="pronoun")  # "slammed by them, who said"
        described = read_phrase(self.text, *meant, self.naming)
        if described.name is not None:
            return described.name, 0.6
        added = self.text[: phrase.start].rstrip().endswith(",")
        if added and described.form == "definite":
            return mention(*meant, how="pronoun")  # "for the Veskian, who said"
        return self.nameless.unnamed(described), 0.6
