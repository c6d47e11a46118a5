"""Offices: "the defence minister" is not whom the text calls the health secretary.

Offices of one kind are told apart by the fields that they are for, where both have one. Who stands
beside an office or below it, a deputy or a shadow minister, does not hold the office itself; who
is minister for something is not the premier, and the leader of the opposition is not in office.
"""

from __future__ import annotations

from collections.abc import Set

from quoteattr.speakers.lexicon import PAST, word_set
from quoteattr.speakers.referents import Referent

__all__ = ["other_office"]

# What the members of a government, and the chiefs of a place, are for; two of one row are one.
_FIELDS = (
    "defence defense", "finance treasury", "foreign external", "interior home internal", "health",
    "education", "justice", "energy", "environment climate", "transport transportation", "trade",
    "commerce", "agriculture farming", "culture", "labour labor", "economy economic", "housing",
    "immigration", "police", "fire", "army", "navy", "intelligence spy", "tourism", "sports sport",
    "water", "mining mines", "communications", "information", "planning", "science", "welfare",
    "business", "tax",
)  # fmt: skip
_FIELD = {word: row.split()[0] for row in _FIELDS for word in row.split()}
_HEADS = word_set("minister secretary chief commissioner")
# One who stands beside the office, or below it.
_BESIDE = word_set("deputy vice shadow assistant junior associate")
_GOVERNS = word_set("minister premier chancellor")
_OFFICES = _HEADS | word_set("premier mayor governor chancellor president")


def other_office(who: Referent, noun: str, words: Set[str]) -> bool:
    """Whether the text gives somebody an office of the same kind, but another one.

    Args:
        who: somebody.
        noun: a singular noun for an office, in lower case.
        words: the other words of the description, in lower case.

    >>> oro = Referent("Ana Oro", named=True, heads={"secretary"}, words={"health"})
    >>> other_office(oro, "minister", {"defence"}), other_office(oro, "minister", {"health"})
    (True, False)
    >>> other_office(oro, "minister", set())
    False
    >>> holt = Referent("Tim Holt", named=True, heads={"mayor"}, words={"deputy"})
    >>> other_office(holt, "mayor", set())
    True
    """
    if noun not in _OFFICES or not who.named or not PAST.isdisjoint(words):
        return False
    beside = _BESIDE & who.words
    if beside and not words & _BESIDE and noun in who.heads and not _is_short(beside, words, noun):
        return True
    if noun in _GOVERNS and "opposition" in who.words:
        return True
    own = {_FIELD[word] for word in who.words if word in _FIELD}
    if noun == "premier":
        return bool(own) and "minister" in who.heads and not who.is_called(noun)
    asked = {_FIELD[word] for word in words if word in _FIELD}
    alike = noun in _HEADS and not _HEADS.isdisjoint(who.heads)
    return alike and bool(own and asked) and own.isdisjoint(asked)


def _is_short(beside: Set[str], words: Set[str], noun: str) -> bool:
    """Whether "the minister" may be short for a deputy or a shadow minister."""
    return noun in _HEADS and not words
