"""Unnamed sources: persons whom the text quotes without a name.

A description is anonymous where its head is no body and no document and it is not a name:
"a nurse", "residents", "sources close to the talks"; not "the ministry", "police", "a report".
That rule sorts descriptions; whether one leaves its bearer unnamed, ``hiding`` weighs.
"""

from __future__ import annotations

import regex

from quoteattr.records import Number
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    ROLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Label

__all__ = [
    "OFFICES",
    "hides_persons",
    "is_body",
    "is_document",
    "is_saying",
    "label_of",
    "number_of",
]

_THINGS = word_set(
    "archive remark dissolution demonstration update operation camera terminal part rally "
    "contest framework app collective deal system process practice effect result degree date "
    "phrase probe autobiography ordinance summons summon production initiative nothing enemy "
    "creative sitting mandate section follow-up circumstance fact sense instinct wisdom "
    "attack war crisis economy history science nature fate event case move step deal tension "
    "trial number money price rumour gossip voice leadership campaign nothing death life "
    "authority police clergy army world shot jab vaccine drug pill material facility interview "
    "product device tool method sample test weapon missile drone satellite sensor camera computer "
    "machine experiment calculation simulation building road bridge"
)
_SAYINGS = word_set(
    "rhetoric remark comment call criticism claim attack answer reply response assertion "
    "argument accusation denial promise pledge vow view opinion belief stance position "
    "insistence suggestion contention threat demand refusal praise word quip joke retort "
    "rebuke explanation"
)
_SOMEBODY = word_set(
    "another other one some all each many crowd mob lot cent percent staff personnel i we none few "
    "most them these those whom justice accused half third quarter"
)
# Bodies, but "an executive" and "two partners" are persons.
_EITHER = word_set("executive partner")
# "A crane operator", "a 999 operator" work alone.
_HANDLED = word_set(
    "999 911 112 emergency call switchboard telephone phone radio wireless crane machine forklift "
    "digger excavator camera drone telegraph lift elevator signal computer ham"
)
# "Many Iraqis" are persons, whatever word it is that they are called by.
_MANY = word_set("many some several few most all both other others")
# One of them is a party to a case, several are persons.
_PARTIES = word_set("plaintiff claimant")
_ABSTRACT = regex.compile(r"(?:[ts]ion|ment|ness|ism|ence|ance|sure)$")
#: Holders of an office who in the plural speak as the office.
OFFICES = word_set("prosecutor authority")


def is_document(phrase: Phrase) -> bool:
    """Whether a description's head is something written or counted."""
    return phrase.head in DOCUMENT_NOUNS


def is_saying(head: str) -> bool:
    """Whether a noun is for what somebody says: "Oro's rhetoric" is hers."""
    return head in _SAYINGS


def is_body(phrase: Phrase) -> bool:
    """Whether its head is a body of people that speaks as one."""
    if phrase.head in _EITHER and (phrase.plural or phrase.form == "indefinite" or phrase.words):
        return False
    if phrase.head == "operator" and not _HANDLED.isdisjoint(phrase.words):
        return False
    return phrase.head in BODY_NOUNS


def hides_persons(phrase: Phrase) -> bool:
    """Whether a description stands for a person or persons whom it does not name."""
    if phrase.form in ("name", "pronoun"):
        return False
    if phrase.head == "operator" and not _HANDLED.isdisjoint(phrase.words):
        return True
    if phrase.plural and phrase.head in OFFICES:
        return False
    if len(phrase.label) > 2 and phrase.label.isupper() and phrase.head not in ROLES:
        return False
    if any(ch.isdigit() for ch in phrase.head) and not phrase.head.endswith("-old"):
        return False
    if _ABSTRACT.search(phrase.head) and phrase.head not in PERSON_NOUNS | {"audience"}:
        return False
    if phrase.plural and phrase.head in _PARTIES:
        return True
    if not phrase.plural and not any(_is_somebody(w) for w in (phrase.head, *phrase.words)):
        return False
    return not (is_document(phrase) or is_body(phrase) or phrase.head in _THINGS)


def number_of(phrase: Phrase) -> Number:
    """Singular or plural, by its head or its count."""
    if phrase.label.lower().startswith("one of "):
        return "singular"
    return "plural" if phrase.plural or phrase.count > 1 else "singular"


def label_of(phrase: Phrase, hidden: bool) -> Label:
    """What sort of thing a description stands for.

    Args:
        phrase: the description.
        hidden: whether :func:`hides_persons` says that it is of persons.
    """
    if hidden or phrase.form == "pronoun" or PRONOUNS.get(phrase.head):
        return "person"
    if is_body(phrase):
        return "body"
    return "document" if is_document(phrase) else "unknown"


def _is_somebody(head: str) -> bool:
    """Whether a noun or pronoun is somebody; of things there are too many to list."""
    noun, plural = singular(head)
    if head in _MANY or (plural and noun in PERSON_NOUNS):
        return True
    return (
        is_role_noun(head)
        or head in _SOMEBODY
        or head.endswith(("-old", "one", "body", "man", "woman"))
    )
