"""Evident bodies: what no person or place can be, by the name itself or by what goes on about it.

"Oro & Sons", "Radio Lund" and "Port Authority of Lund" say it themselves. A name of one word that
a model takes for a person's is a body's where the next sentence says "It added", or where the text
goes on with "The company" and has no other body that this could be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import DOCUMENT_NOUNS, HONORIFICS, ROLES, singular, word_set
from quoteattr.speakers.naming.looks import is_styled, surface, word_beside
from quoteattr.speakers.naming.wholes import BODIES, PERSONS, PLACES
from quoteattr.speakers.wording import AGED, FIRM

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["evident_bodies"]

_SONS = regex.compile(
    r"&\s(?:Sons?|Daughters?|Co\b|Company|Bros\b|Brothers|Sisters|Partners|Associates)"
)
_PARTNERS = regex.compile(r"\p{Lu}[\p{L}’'\-]+\s&\s\p{Lu}[\p{L}’'\-]+")  # "Oro & Holt"
_ON_AIR = regex.compile(r"(?<![\p{L}\-])(?:Radio|TV)\s$")
_STATIONS = ("Radio ", "TV ")
# The first noun of a facility's name that acts and speaks as a body.
_HEAD = regex.compile(
    r"(?:[\p{Lu}][\p{L}’'.\-]*\s)*?(?:Authority|Agency|Commission|Council|Hospital|University|College"
    r"|School|Academy|Institute|Museum|Ministry|Bureau|Court|Union|Association|Foundation|Airport|Zoo|Theatre|Theater)"
    r"(?:\s(?:of|for)\s.+)?|(?:\p{Lu}[\p{L}’'.\-]*\s)+(?:United|FC|Rovers|Athletic|Wanderers)"
)
# At the end of a name of several words that is nobody's surname.
_ENDS = regex.compile(
    r"\s(?:United|FC|Rovers|Wanderers|University|Ministry|Authority|Agency|Commission|Association"
    r"|Foundation|Federation|Hospital|Museum|Airways|Airlines|Railways|Petroleum|Holdings|Times)$"
)
# How a sentence goes on about a body: "It added".
_IT = regex.compile(
    r"(?P<rest>[^.!?\n]{0,240})[.!?][”\"]?\s+It\s(?:(?:has|had|have|also|later|then|now)\s)*"
    r"(?:said|added|denied|denies|declined|refused|confirmed|announced|apologi[sz]ed|blamed|insisted"
    r"|employs|employed|owns|owned|operates|operated|supplies|supplied|plans|planned|hired|sued"
    r"|would\snot\s(?:say|comment|confirm)|did\snot\s(?:respond|reply|comment|say|answer))\b"
)
# What a firm does, before "The company said" in the next sentence.
_TRADES = regex.compile(
    r"(?:,\swhich\s[^,.]{2,80},)?\s(?:(?:has|had|will|also)\s)?(?:clos(?:e|es|ed)|open(?:s|ed)?|cuts?|launch(?:es|ed)?"
    r"|recall(?:s|ed)?|report(?:s|ed)?|post(?:s|ed)|suspend(?:s|ed)?|halt(?:s|ed)?|shut(?:s|down)?|build(?:s|ing)?|built"
    r"|owns?|operates?|runs?|makes?|employs?|suppl(?:y|ies|ied)|laid\soff|la(?:y|ys)\soff|raise[sd]?|acquire[sd]?)\b"
    r"[^.!?\n]{0,160}[.!?]\s+(?=The\s)"
)
_COMPANY = regex.compile(rf"\b[Tt]he\s(?:{FIRM}|charity|broadcaster)(?:[’']s)?\s")
_HE = regex.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", regex.I)
# What may be "it" and say something, too.
_WRITTEN = DOCUMENT_NOUNS | word_set(
    "video memo bill law budget film song book letter message post tweet statement article scheme"
)
_OPENS = regex.compile(r"(?:^|\n|[.!?][”\"]?\s)$")
_AGE = regex.compile(AGED)
# How far behind a name a pronoun tells of it.
_NEAR = 160


def evident_bodies(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with bodies for those persons and places that can be nothing else.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    entities = [_by_name(text, e) for e in entities]
    bodies = _by_context(text, entities)
    return [
        attrs.evolve(e, label="Organization")
        if e.label in PERSONS and surface(text, e) in bodies
        else e
        for e in entities
    ]


def _by_name(text: str, entity: Entity) -> Entity:
    """A body where the name says so."""
    if entity.label in PLACES and (
        on_air := _ON_AIR.search(text, max(0, entity.start - 7), entity.start)
    ):
        return attrs.evolve(entity, start=on_air.start(), label="Organization")
    name = surface(text, entity)
    if entity.label in PERSONS:
        shown = _SONS.search(name) is not None or name.startswith(_STATIONS)
        shown = shown or _PARTNERS.fullmatch(name) is not None
        shown = shown or (_ENDS.search(name) is not None and not is_styled(text, entity))
    else:
        shown = entity.label in PLACES and _HEAD.fullmatch(name) is not None
    return attrs.evolve(entity, label="Organization") if shown else entity


def _by_context(text: str, entities: Sequence[Entity]) -> Set[str]:
    """Names of one word, taken for persons', that the text goes on about as about a body."""
    at: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        at[surface(text, e)].append(e)
    parts = {word for name in at if " " in name for word in name.split()}
    open_ = {
        name
        for name, those in at.items()
        if name not in parts
        and all(e.label in PERSONS for e in those)
        and not any(_is_person(text, e) for e in those)
    }
    bodies = sorted(e.start for e in entities if e.label in BODIES)
    found = {name for name in open_ if any(_is_it(text, e, bodies) for e in at[name])}
    said = _COMPANY.search(text)
    if said is None or found or any(e.label in BODIES and e.start < said.start() for e in entities):
        return found
    low = said.start()
    before = {n for n in open_ if " " not in n and at[n][0].start < low}
    trading = any(
        _opens(text, e) and (m := _TRADES.match(text, e.end)) is not None and m.end() == low
        for n in before
        for e in at[n]
    )
    return before if len(before) == 1 and trading else found


def _is_it(text: str, entity: Entity, bodies: Sequence[int]) -> bool:
    """Whether the next sentence goes on with "It", and names no other body in between.

    A name of several words must open its sentence.

    Args:
        text: the text.
        entity: one of its entities.
        bodies: where its bodies begin, in order.
    """
    m = _IT.match(text, entity.end)
    several = " " in text[entity.start : entity.end]
    if m is None or (several and not _opens(text, entity)):
        return False
    if any(singular(w)[0] in _WRITTEN for w in m["rest"].lower().split()):
        return False  # "Oro posted a video. It said"
    after = bisect_right(bodies, entity.end)
    return after == len(bodies) or bodies[after] >= m.end()


def _opens(text: str, entity: Entity) -> bool:
    """Whether a name opens its sentence."""
    return _OPENS.search(text, max(0, entity.start - 4), entity.start) is not None


def _is_person(text: str, entity: Entity) -> bool:
    """Whether a title stands before a name, an age behind it, or a "he" or "she" near it."""
    word = word_beside(text, entity.start)
    titled = word in HONORIFICS or singular(word)[0] in ROLES
    near = _HE.search(text, entity.end, entity.end + _NEAR) is not None
    return titled or near or _AGE.match(text, entity.end) is not None
