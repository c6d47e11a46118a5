"""Owners: whose somebody is, by the "his" or "her" of a description.

"Her lawyer" needs the bearer of *her* first, who is not the lawyer, and "his successor" whoever
held an office before. Owners are ranked among all who stand before, not among the candidates for
the description itself (``candidates``), which ask here whom they must leave out.
"""

from __future__ import annotations

from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.naming.kinships import Kinship, is_kin_noun, may_be_called
from quoteattr.speakers.ranking import antecedents
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.walk import Walk

__all__ = ["Owners"]

# "His Highness" is nobody's highness but his own.
_STYLED = frozenset({"highness", "majesty", "excellency", "holiness", "honour", "grace", "worship"})


class Owners:
    """Whose those are whom a text describes.

    Args:
        walk: the text, and what was found so far.
    """

    def __init__(self, walk: Walk) -> None:
        self.scene, self.transcript, self.table = walk.scene, walk.transcript, walk.table
        self.successions, self.kinships = walk.successions, walk.kinships

    def owner(self, phrase: Phrase, parent: Row) -> Row:
        """Whom the "her" of "her neighbour" means: that one is not the neighbour."""
        head = PRONOUNS.get(phrase.own, "")
        if head in ("i", "we"):
            # "My coach", says the runner: the coach is not the runner.
            return parent or self.transcript.speaker(phrase.start)
        if head not in ("he", "she", "they") or _STYLED & {phrase.head, *phrase.words}:
            return ()
        own = Phrase(phrase.start, phrase.start + len(phrase.own), "pronoun", head)
        options = antecedents.candidates(own, self.scene, parent)
        # Whoever is called a lawyer is not whose lawyer "her lawyer" is.
        others = [o for o in options if o.who is not None and not o.who.is_called(phrase.head)]
        options = others or options
        choice = antecedents.choose(options, self.table)
        # Nor is "his boss", in what somebody is reported to say, who says it.
        says = parent if len(parent) == 1 and parent[0].label == "person" else ()
        return says if choice.who is None else (choice.who, *choice.who.members, *says)

    def kin(self, phrase: Phrase, parent: Row) -> Referent | None:
        """Who is "her husband", where the text tells whose wife she is."""
        if not is_kin_noun(phrase.head):
            return None
        owners = (phrase.owner,) if phrase.owner is not None else self.owner(phrase, parent)[:1]
        for owner in owners:
            for one in self.kinships.of(owner, phrase.head, phrase.start):
                who = self._other(one)
                if who is not None and who is not owner and may_be_called(who, phrase.head):
                    return who
        return None

    def pair(self, phrase: Phrase) -> Row:
        """Who "the siblings" are, where the text tells whose brother somebody is."""
        several = phrase.plural or phrase.head == "couple"
        bare = phrase.form == "definite" and not (phrase.own or phrase.owner or phrase.tail)
        one = self.kinships.last(phrase.head, phrase.start) if several and bare else None
        if one is None:
            return ()
        who = self._other(one)
        return (who, one.who) if who is not None and who is not one.who else ()

    def _other(self, one: Kinship) -> Referent | None:
        """Whose kin somebody is, whom "his" means where the text says no more."""
        if one.whose is None:
            return one.owner
        own = Phrase(*one.whose, "pronoun", PRONOUNS[self.scene.text[slice(*one.whose)].lower()])
        return antecedents.choose(antecedents.candidates(own, self.scene), self.table).who

    def in_office(self, phrase: Phrase, parent: Row) -> Referent | None:
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
