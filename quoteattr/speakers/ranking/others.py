"""Others: whom a description tells apart from somebody who goes by another one.

"The driver" is not "a passenger", nor "the seller" the buyer, "the hotel's manager" a waiter, "the
father of one guest" a guest, or "the second woman" the first. Of those with a name only the
opposites, the places in a row and "the wife of one of them" tell: a name may go by more nouns than
the text has said so far. "A resident", "a mother" and "a worker" may be anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import regex

from quoteattr.speakers.lexicon import ROLES, word_set
from quoteattr.speakers.ranking.fitting import is_generic, noun_class
from quoteattr.speakers.ranking.trades import is_trade
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent

__all__ = ["POSSESSIVE", "is_set_apart", "is_told_apart"]

#: "The [singer]’s lawyer"
POSSESSIVE = regex.compile(r"(\p{L}[\p{L}\-]*)(?:[’']s|(?<=s)[’'])\s\p{Ll}")
# "The father of one hostage"
_OF_ONE = regex.compile(r"\sof\s(?:one|an?|another|some)\s\p{L}")
# Nouns for one of whom a place or an undertaking has one: "the foreman", "the guide".
_SOLE = word_set(
    "foreman guide manager owner landlord landlady director boss steward warden usher supervisor "
    "secretary doorman receptionist concierge cashier organiser organizer founder conductor "
    "assistant dispatcher porter chairman chairwoman negotiator interpreter translator bodyguard"
)
# Nouns for those who work as something that they do not tell.
_WORKS = word_set(
    "worker employee staffer executive businessman businesswoman entrepreneur colleague "
    "professional member leader specialist volunteer"
)
# Words that tell one of a kind from the others.
_PLACES = (
    word_set("first second third fourth"), word_set("younger older elder"),
    word_set("youngest oldest eldest"), word_set("former current"),
)  # fmt: skip
# Two who deal with each other: neither is the other.
_OPPOSITES = (
    "buyer seller", "customer shopkeeper", "landlord tenant", "employer employee",
    "defendant plaintiff", "defendant claimant", "defendant complainant", "attacker victim",
    "teacher pupil", "teacher student", "doctor patient", "nurse patient", "guard prisoner",
    "guard inmate", "guard detainee", "kidnapper hostage", "gunman hostage", "captor hostage",
    "lawyer client", "host guest", "caller receptionist", "caller operator", "caller dispatcher",
    "parent child", "coach player", "borrower lender", "donor recipient", "smuggler migrant",
)  # fmt: skip


def _opposites() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in map(str.split, _OPPOSITES):
        found[one].add(other)
        found[other].add(one)
    return found


_OPPOSITE = _opposites()


def is_told_apart(who: Referent, phrase: Phrase) -> bool:
    """Whether a description is of the other one of two, or of another place than somebody.

    >>> seller = Phrase(40, 50, "definite", "seller")
    >>> is_told_apart(Referent("buyer", heads={"buyer"}), seller)
    True
    >>> is_told_apart(Referent("buyer", heads={"buyer", "seller"}), seller)
    False
    >>> second = Phrase(40, 56, "definite", "woman", frozenset({"second"}))
    >>> is_told_apart(Referent("first woman", heads={"woman"}, words={"first"}), second)
    True
    """
    noun = phrase.head
    if not who.is_called(noun) and not who.heads.isdisjoint(_OPPOSITE.get(noun, ())):
        return True
    known = ((phrase.words & row, who.words & row) for row in _PLACES)
    return any(here and there and here.isdisjoint(there) for here, there in known)


def is_set_apart(text: str, who: Referent, phrase: Phrase) -> bool:
    """Whether somebody without a name is of another sort than a description is of.

    Args:
        text: the text.
        who: somebody.
        phrase: a definite description in it.

    >>> text = "A passenger ran. The driver said no."
    >>> driver = Phrase(17, 27, "definite", "driver")
    >>> is_set_apart(text, Referent("passenger", heads={"passenger"}), driver)
    True
    >>> is_set_apart(text, Referent("resident", heads={"resident"}), driver)
    False
    """
    noun = phrase.head
    if who.is_called(noun) or phrase.plural or noun not in ROLES or is_generic(noun):
        return False
    said = text[phrase.start : phrase.end]
    of_one = _OF_ONE.search(said) is not None
    if of_one and noun_class(noun) == "kin":
        return True  # "the wife of one of them"
    if who.named or not who.heads:
        return False
    owned = phrase.owner is None and POSSESSIVE.search(core_of(said)[0]) is not None
    sole = is_trade(noun) or noun in _SOLE
    return of_one or owned or (sole and not any(map(_may_be_more, who.heads)))


def _may_be_more(noun: str) -> bool:
    """Whether one who is called so may be called by a trade, too: "a resident", "a mother"."""
    return is_generic(noun) or noun in _WORKS or noun_class(noun) in ("kin", "faceless", "age")
