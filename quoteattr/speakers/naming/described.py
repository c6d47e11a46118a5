"""Described: persons told by what stands beside their names, whatever a model takes them for.

"Commissioner Tao Ren" and "Tao Ren, chief of the port," are no bodies, and "Chase Rivers, a senator
from Lund," is no place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.naming.companies import FIRMS
from quoteattr.speakers.naming.looks import last_word, looks_personal, looks_placed
from quoteattr.speakers.naming.wholes import PERSONS, PLACES

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["described"]

_TITLED = regex.compile(r"([\p{L}\-]+)\.?,?\s$")
_APPOSED = regex.compile(
    r",\s(?:(?:the|an?|its|his|her)\s)?(?:[\p{L}’'\-]+\s){0,3}?(?P<head>\p{Ll}+)"
    r"(?=\s(?:of|at|for|with|in|from|who|whose|on)\s|,)"
)
# Whom a court or a report calls by a letter: "Witness B", "Soldier F".
_LETTERED = regex.compile(
    r"(?:Witness|Patient|Juror|Soldier|Officer|Child|Victim|Nurse|Doctor|Student|Pupil|Inmate|Prisoner"
    r"|Detainee|Claimant|Applicant|Complainant|Resident|Colleague|Person|Boy|Girl|Man|Woman)\s\p{Lu}{1,2}"
)
_OFFICES = (PERSON_NOUNS | TITLES) - {"of", "the", "foreign", "interior", "finance", "health"}
_OFFICES -= {"education", "environment", "economy", "first", "former", "acting", "vice", "local"}
_OFFICES -= {"accused", "suspect"}  # "the mayor accused Lund Homes"
# What states and cities are, too: "Costa Rica, a leader in".
_SAID_OF_PLACES = word_set(
    "leader champion pioneer neighbour neighbor ally member partner rival host winner signatory "
    "producer exporter importer grower supplier donor buyer seller observer contender runner-up "
    "favourite favorite hopeful player stranger newcomer enemy friend creditor debtor guarantor"
)


def described(text: str, entity: Entity) -> Entity:
    """A person where a person's title stands before the name, or an apposition with one after it.

    Args:
        text: the text.
        entity: one of its named entities, offsets in code points.
    """
    if entity.label not in PERSONS and _LETTERED.fullmatch(text, entity.start, entity.end):
        return attrs.evolve(entity, label="Person")
    if entity.label in PERSONS or not looks_personal(text, entity):
        return entity
    if last_word(text, entity).lower() in FIRMS:
        return entity  # "the applicant, Lund Resources"
    before = _TITLED.search(text, max(0, entity.start - 20), entity.start)
    titled = before is not None and _is_office(before[1])
    after = _APPOSED.match(text, entity.end)
    if after is not None and entity.label in PLACES:
        country = after["head"] in _SAID_OF_PLACES or looks_placed(text, entity)
        after = None if country else after
    if titled or (after is not None and _is_office(after["head"])):
        return attrs.evolve(entity, label="Person")
    return entity


def _is_office(word: str) -> bool:
    noun, plural = singular(word.lower())
    return noun in _OFFICES and not plural
