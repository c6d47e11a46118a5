"""Entities: who and what is named in a text, each with what the text says of it."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.annotation.records import Entity, Sentence
from quoteattr.attribution.records import Offsets
from quoteattr.entities.affiliations import affiliations
from quoteattr.entities.credits import mark_credited
from quoteattr.entities.evidence import gather
from quoteattr.entities.mentions import name_mentions
from quoteattr.entities.organizations import link_organizations
from quoteattr.entities.people import link_people
from quoteattr.entities.records import Entities, Kind, Named, NamedSpan

__all__ = ["Entities", "Kind", "Named", "NamedSpan", "find_entities"]


def find_entities(
    text: str,
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    sources: Sequence[Offsets],
) -> Entities:
    """Find who and what is named in a text.

    Args:
        text: the text.
        sentences: its sentences, in order.
        entities: its named entities, as the entity network labels them.
        sources: offsets of the mentions that attributions have as their sources; a capitalised
            one that no entity covers is a name too.

    Returns:
        The clusters, with roles, affiliations and gender as the text states them.
    """
    mentions = name_mentions(text, entities, sources)
    persons = [m for m in mentions if m.kind == "person"]
    people = link_people(text, persons)
    others = link_organizations(text, [m for m in mentions if m.kind != "person"])
    found = Entities([*people, *others])
    gather(text, sentences, found)
    for who in people:
        who.affiliations = affiliations(text, found, who)
    mark_credited(text, found)
    return found
