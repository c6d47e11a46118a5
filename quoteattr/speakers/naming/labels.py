"""Labels: what sort of thing a name is, where the text itself settles it.

An entity model knows names it has seen; of others it may take a country for a person. The text
tells better: "Mr." stands before persons, "in" before places, and where there are Halvians,
Halvia is no person; "she" is never an organisation. But for these last, only names of one word
that nobody bears as part of a longer name change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    HONORIFICS,
    PERSON_NOUNS,
    ROLES,
    TITLES,
    singular,
)
from quoteattr.speakers.naming.borders import whole
from quoteattr.speakers.naming.brands import brands
from quoteattr.speakers.naming.companies import (
    by_most,
    companies,
    houses,
    of_a_country,
    of_companies,
)
from quoteattr.speakers.naming.described import described
from quoteattr.speakers.naming.evident import evident_bodies
from quoteattr.speakers.naming.lettered import without_letters, without_office
from quoteattr.speakers.naming.looks import (
    is_styled,
    last_word,
    looks_personal,
    looks_placed,
    surface,
)
from quoteattr.speakers.naming.seats import seated
from quoteattr.speakers.naming.sorts import personed, unpersoned
from quoteattr.speakers.naming.things import things
from quoteattr.speakers.naming.wholes import PERSONS, PLACES, as_elsewhere

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["relabelled"]

_WORD = regex.compile(
    r"(?<![\p{L}\p{N}@#’'\-])\p{Lu}[\p{L}\p{M}]*(?:[’'\-]\p{Lu}[\p{L}\p{M}]+)*(?![\p{L}\p{N}])"
)
_PEOPLE = regex.compile(r"\p{Lu}\p{L}+(?:ian|an|ish|ese)")
_ADJECTIVE = ("n", "an", "ian", "ese", "ish")
_NEXT = regex.compile(r"\s(\p{L}[\p{L}\-]*)")
_BEFORE = regex.compile(r"([\p{L}\-]+)(\.?)\s$")
_IN = frozenset({"in", "across", "throughout", "within"})
_OF = regex.compile(
    r"\b(?:mayor|governor|president|king|queen|government|capital|people|residents?|citizens?|city"
    r"|town|village|port|region|province|state|republic|kingdom|district|island|coast|border|north"
    r"|south|east|west|envoys?|ambassadors?|parliament|authorities)\sof\s$|\bfar\sfrom\s$",
    regex.I,
)
# What places have and persons have not: "the Vesk embassy".
_ITS = regex.compile(
    r"\s(?:(?:state|foreign|prime|interior|defen[cs]e|energy|health|finance)\s)*(?:ministry|embassy"
    r"|parliament|army|police|navy|consulate|authorities|officials?|diplomats?|negotiators?"
    r"|lawmakers?|minister|capital|border|ambassador|envoys?)\b"
)
_IN_PERSON = regex.compile(
    r"\b(?:trust|faith|confidence|interest|belie(?:f|ves?|ved))\s+in\s$", regex.I
)
_INSIDE = regex.compile(r"\b(?:in|at|from|near|to|of|around|outside|towards?|the)\s$", regex.I)
# Letters that no body goes by.
_STATE = regex.compile(r"(?:[Tt]he\s)?(?:U\.\s?[SK]\.?|U[SK]|USA|U\.S\.A\.?)")
_AGE = regex.compile(r",\s(?:aged\s)?\d\d\b")
_AND = regex.compile(r"\sand\s(\p{Lu}[\p{L}\p{M}]+)")
_HE = regex.compile(r"\b(?:he|she)\b", regex.I)
# Before a person's name and no place's: a learned title, or that somebody is asked things.
_ADDRESSED = regex.compile(
    r"\b(?:(?:Dr|Prof|Rev|Cllr)\.?|Professor|Reverend|(?:[Ii]nterview|INTERVIEW|Q\s?(?:&|and)\s?A)\swith"
    r"|[Qq]uestions\sfor)\s$"
)
_GOES_ON = regex.compile(
    r"(?:[’']s)?\s(?!(?:about|after|before|on|in|at|has|is|was|said|says)\b)\p{L}"
)
_NOUNS = PERSON_NOUNS | BODY_NOUNS | DOCUMENT_NOUNS | TITLES


def relabelled(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities with the labels that the text settles.

    Args:
        text: the text.
        entities: its named entities, offsets in code points.
    """
    entities = of_a_country(text, as_elsewhere(text, whole(text, entities)))
    entities = [without_letters(text, e) for e in entities]
    addressed = {surface(text, e) for e in entities if _is_addressed(text, e)}
    entities = [
        attrs.evolve(e, label="Person") if surface(text, e) in addressed else e for e in entities
    ]
    entities = [described(text, _after_honorific(text, e)) for e in entities]
    entities = of_companies(text, without_office(text, entities))
    entities = _called_so(text, entities)
    persons = {surface(text, e) for e in entities if e.label in PERSONS}
    open_ = persons - {name.rpartition(" ")[2] for name in persons if " " in name}
    entities = [_of_a_place(text, _surnamed(text, e, open_), persons) for e in entities]
    entities = by_most(text, houses(text, _before_pronoun(text, entities)))
    entities = [
        attrs.evolve(e, label="GPE") if _STATE.fullmatch(text, e.start, e.end) else e
        for e in entities
    ]
    sure = _Evidence(text, entities)
    entities = [attrs.evolve(e, label=sure.label(surface(text, e), e.label)) for e in entities]
    entities = things(text, unpersoned(text, personed(text, entities)))
    entities = brands(text, evident_bodies(text, entities))
    entities = seated(text, companies(text, entities))
    return [e for e in entities if e.start < e.end]  # of a comma nothing may be left


def _called_so(text: str, entities: list[Entity]) -> list[Entity]:
    """Persons for names that end in what "Ms." stands before, where no person's name does.

    "Ida Oro" is no body where the text goes on with "Ms. Oro".
    """
    open_ = {last_word(text, e) for e in entities if is_styled(text, e)}
    open_ -= {
        last_word(text, e)
        for e in entities
        if e.label in PERSONS and " " in surface(text, e) and not is_styled(text, e)
    }
    return [
        attrs.evolve(e, label="Person")
        if last_word(text, e) in open_ and looks_personal(text, e)
        else e
        for e in entities
    ]


def _is_addressed(text: str, entity: Entity) -> bool:
    """Whether what is taken for a place is somebody with a learned title, or is interviewed.

    "An interview with New York Radio" is none with somebody of the name of New York.
    """
    if entity.label not in PLACES or not looks_personal(text, entity):
        return False
    m = _ADDRESSED.search(text, max(0, entity.start - 20), entity.start)
    return m is not None and (m[0][0] in "DPRC" or not _GOES_ON.match(text, entity.end))


def _of_a_place(text: str, entity: Entity, persons: Set[str]) -> Entity:
    """Somebody of somewhere, taken for a name whole: "Ana Oro of Lund".

    Where it was taken for a body's name, Oro must be a person elsewhere.
    """
    name, of, _ = text[entity.start : entity.end].partition(" of ")
    words = name.split()
    if not of or not 2 <= len(words) <= 3:
        return entity
    if entity.label not in PERSONS and (
        not persons & {name, words[-1]} or any(w.lower() in BODY_NOUNS for w in words)
    ):
        return entity
    return attrs.evolve(entity, end=entity.start + len(name), label="Person")


def _surnamed(text: str, entity: Entity, alone: Set[str]) -> Entity:
    """A person where the last word alone is somebody elsewhere: "Maren Solvik", then "Solvik".

    Not where something happens in it, nor where somebody has that surname; but "in Maren Solvik's
    kitchen" is hers where she is Maren elsewhere, too.
    """
    if entity.label in PERSONS or not looks_personal(text, entity):
        return entity
    placed = _INSIDE.search(text, max(0, entity.start - 12), entity.start)
    first, *more = text[entity.start : entity.end].split()
    hers = first in alone and len(more) == 1
    if (placed and not hers) or last_word(text, entity) not in alone:
        return entity
    return attrs.evolve(entity, label="Person")


def _after_honorific(text: str, entity: Entity) -> Entity:
    """A person after "Mr." or its like, whatever the label."""
    words = text[entity.start : entity.end].partition(" of ")[0].split()
    if entity.label in PERSONS or not is_styled(text, entity) or len(words) > 4:
        return entity
    return attrs.evolve(entity, label="Person")


def _before_pronoun(text: str, entities: list[Entity]) -> list[Entity]:
    """A person for the text's first "he" or "she", which no organisation can be.

    Where nobody was named before it, the last name before it that looks like a person's is one;
    a place's, if nothing happens in it.
    """
    pronoun = _HE.search(text)
    before = [i for i, e in enumerate(entities) if pronoun and e.end <= pronoun.start()]
    if not before or any(entities[i].label in PERSONS for i in before):
        return entities
    # Those that are no place to the model first, each time the last one first.
    for i in sorted(before, key=lambda i: (entities[i].label in PLACES, -i)):
        e = entities[i]
        if looks_personal(text, e) and not (e.label in PLACES and _is_place(text, e)):
            return [*entities[:i], attrs.evolve(e, label="Person"), *entities[i + 1 :]]
    return entities


def _is_place(text: str, entity: Entity) -> bool:
    """Whether something happens in what is taken for a place, or its name has a place's words."""
    inside = _INSIDE.search(text, max(0, entity.start - 12), entity.start) is not None
    return inside or looks_placed(text, entity)


class _Evidence:
    """What a text says about its names of one word that are labelled as persons."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self._text = text
        self._at: dict[str, list[int]] = defaultdict(list)
        for m in _WORD.finditer(text):
            self._at[m[0]].append(m.start())
        longer = {
            word
            for e in entities
            if e.label in PERSONS and len(surface(text, e).split()) > 1
            for word in surface(text, e).split()
        }
        elsewhere = {surface(text, e) for e in entities if e.label in PLACES}
        single = {surface(text, e) for e in entities if e.label in PERSONS} & self._at.keys()
        open_ = {w for w in single if w not in longer and not self._person(w)}
        self._people = {w for w in open_ if _PEOPLE.fullmatch(w) and self._modifies(w)}
        self._places = {w for w in open_ - self._people if w in elsewhere or self._place(w)}
        self._places |= self._joined(open_ - self._people)
        last = {
            surface(text, e).split()[-1]
            for e in entities
            if e.label in PERSONS and len(surface(text, e).split()) > 1
        }
        self._surnames = {w for w in last & self._at.keys() if not self._place(w)}

    def label(self, surface: str, label: str) -> str:
        """The label of a name, changed where the text settles it."""
        if label in PLACES and surface in self._surnames:
            return "Person"
        if label in PERSONS and surface in self._people:
            return "NORP"
        return "GPE" if label in PERSONS and surface in self._places else label

    def _person(self, word: str) -> bool:
        """Whether a title or an honorific stands before it, or an age after it."""
        for at in self._at[word]:
            m = _BEFORE.search(self._text, max(0, at - 20), at)
            before = m[1].lower() if m else ""
            if before in HONORIFICS or singular(before)[0] in ROLES:
                return True
            if _AGE.match(self._text, at + len(word)):
                return True
        return False

    def _modifies(self, word: str) -> bool:
        """Whether it always stands before a noun."""
        following = [_NEXT.match(self._text, at + len(word)) for at in self._at[word]]
        return all(m and singular(m[1].lower())[0] in _NOUNS for m in following)

    def _place(self, word: str) -> bool:
        if any(word + end in self._at for end in _ADJECTIVE):
            return True
        for at in self._at[word]:
            end = at + len(word)
            m = _BEFORE.search(self._text, max(0, at - 14), at)
            owned = self._text[end : end + 1] in ("'", "’", "-")
            person = _IN_PERSON.search(self._text, max(0, at - 20), at)
            if m and m[1].lower() in _IN and not owned and not person:
                return True
            if _OF.search(self._text, max(0, at - 20), at) or _ITS.match(self._text, end):
                return True
            after = _NEXT.match(self._text, end)
            if after and after[1][0].isupper() and after[1].lower() in BODY_NOUNS:
                return True
        return False

    def _joined(self, open_: set[str]) -> set[str]:
        """Those joined by "and" to a place: "Lund and Ellin"."""
        found = set()
        for word in open_ | self._places:
            for at in self._at[word]:
                m = _AND.match(self._text, at + len(word))
                if m is not None and (word in self._places) != (m[1] in self._places):
                    found |= {word, m[1]} & open_
        return found
