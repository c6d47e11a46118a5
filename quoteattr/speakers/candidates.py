"""Candidates: whom a mention may mean, and whom of them it does by the weights.

Those that stand before it, with persons and bodies without a name in the running text, and several
as one; without those whom it cannot mean. Nothing here asks what another mention means: all rooms
that rank stand above.
"""

from __future__ import annotations

from quoteattr.speakers.barred import Barred
from quoteattr.speakers.hidden.nameless import Nameless
from quoteattr.speakers.judging import Judge
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.ranking.bystanders import persons_before
from quoteattr.speakers.ranking.trades import is_trade
from quoteattr.speakers.reading.mentions import Phrase, is_bare, read_phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.setting.scene import Step
from quoteattr.speakers.walk import Walk

__all__ = ["Candidates"]

# How often the sole candidate is right, out of fold on the training texts; the figures that
# stand for other ways to a speaker were counted there too.
_SUREST = 0.95


class Candidates:
    """Whom a mention may mean.

    Args:
        walk: the text, and what was found so far.
        barred: whom it cannot mean.
        nameless: those without a name.
        judge: who chooses.
    """

    def __init__(self, walk: Walk, barred: Barred, nameless: Nameless, judge: Judge) -> None:
        self.walk = walk
        self.text, self.naming, self.scene = walk.text, walk.naming, walk.scene
        self.groups, self.joined = walk.groups, walk.joined
        self.transcript, self.appositions = walk.transcript, walk.appositions
        self.barred, self.nameless, self.judge = barred, nameless, judge

    def options(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str
    ) -> list[antecedents.Candidate]:
        """The candidates for a mention.

        Args:
            phrase: the mention.
            parent: the speakers of the attribution whose content holds it.
            exclude: who cannot be meant.
            how: source, told, author or pronoun.
        """
        extra = [
            *self._bystanders(phrase, exclude),
            *self.groups.recent(phrase, exclude if phrase.count else ()),
        ]
        options = antecedents.candidates(phrase, self.scene, parent, exclude, extra)
        options = self.barred.unbarred(phrase, options)
        if how == "told":
            if phrase.form == "pronoun":
                options = [o for o in options if not self._only_spoken_of(o)]
            for option in options:  # what tells for a hearer beside what tells for a speaker
                option.features += [f"told-{f}" for f in option.features]
        return options

    def rank(
        self, phrase: Phrase, parent: Row, exclude: Row, how: str, *, named: bool = True
    ) -> tuple[Referent | None, float]:
        """Whom a mention means of its :meth:`options`, and how sure that is.

        Args:
            phrase, parent, exclude, how: as for :meth:`options`.
            named: whether it may be somebody with a name.
        """
        options = self.options(phrase, parent, exclude, how)
        if not named:
            options = [o for o in options if o.who is None or not (o.who.named or o.who.members)]
        choice = self.judge.decide(phrase, options)
        if choice.seen is not None:
            self.walk.meant[phrase.start, phrase.end] = choice.seen
        return choice.who, min(choice.confidence, _SUREST)

    def _only_spoken_of(self, option: antecedents.Candidate) -> bool:
        """Whether a candidate is a place in what is said: "“You saved Basra,” he told them"."""
        place = option.who is not None and option.who.label == "place"
        return place and option.seen is not None and self.scene.quoted(option.seen[0])

    def _bystanders(self, phrase: Phrase, exclude: Row) -> list[Step]:
        """Persons and bodies without a name whom a pronoun close by may mean."""
        if phrase.form != "pronoun" or phrase.head not in ("he", "she", "they", "it"):
            return []
        low = self.scene.paragraphs[max(0, self.scene.paragraph(phrase.start) - 1)][0]
        found = []
        theirs = {start for who in exclude for start, _ in who.mentions[-3:]}
        for start, end, body in persons_before(self.text, phrase.start, low, phrase.head):
            if start in theirs or self.scene.is_named(start):
                continue  # "the sheriff" has been found to be Ana Oro
            inside = self.naming.within(start, end)
            headed = any(e == end or who.label in ("person", "body") for _, e, who in inside)
            headed = headed or self._wears_name(end) or self.joined.listed_behind(end)
            if start not in self.appositions and not headed:
                several = phrase.head == "they"
                who = self._sole_holder(start, end, several)
                who = who or self.nameless.bystander(start, end, body)
                found.append(Step(start, end, who, "bystander-body" if body else "bystander"))
        return found[:5]

    def _wears_name(self, end: int) -> bool:
        """Whether a name stands right behind a noun: "opposition party Veskia First"."""
        return any(start == end + 1 for start, _, _ in self.naming.within(end, end + 80))

    def _sole_holder(self, start: int, end: int, several: bool) -> Referent | None:
        """Whom "the mayor" in the running text means where nobody else can be meant.

        Those may be several where ``several`` says so: "both countries", named further on.
        """
        phrase = read_phrase(self.text, start, end, self.naming)
        who = self.groups.settled(phrase)
        if who is None and not several:
            who = self._by_calling(phrase)
        fits = who is not None and (several or not who.members)
        return who if fits and who not in self.transcript.speaker(start) else None

    def _by_calling(self, phrase: Phrase) -> Referent | None:
        """The only person who may be called by a trade: "The musician", of a rapper."""
        bare = is_bare(phrase) and not (phrase.words or phrase.tail)
        if (
            not bare
            or not is_trade(phrase.head)
            or self.scene.introduced(phrase.head, phrase.start)
        ):
            return None
        known = self.walk.indexes.going_by.first(phrase.head, phrase.start, 2)
        return known[0] if len(known) == 1 and known[0].label == "person" else None
