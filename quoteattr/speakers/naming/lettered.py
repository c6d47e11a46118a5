"""Lettered: names without the letters of a rank, an office or an honour around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import TITLES, singular
from quoteattr.speakers.naming.looks import last_word, looks_personal, looks_placed, surface
from quoteattr.speakers.naming.wholes import PERSONS

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["without_letters", "without_office"]

# "England Under-21", of which a model takes "England Under-".
_UNDER = regex.compile(r"\sUnder-?\d{0,2}s?$")
_OFFICE = regex.compile(
    r"(?:AG|OC|IG|DG|DIG|ADG|CM|LG|SP|ASP|DSP|SSP|DC|ACP|DCP|CP|PM|DPM|VP|MP|MEP|MLA|MNA|CEO|CS|PS|DA|AD)"
    r"\s(?=\p{Lu}[\p{L}’'\-]+$)"
)
_HONOURED = regex.compile(
    r"(?P<name>\p{Lu}\p{Ll}[\p{L}’'\-]*(?:\s\p{Lu}[\p{L}’'.\-]+){1,3}),?\s"
    r"(?:[KQ]C|SAN|[OMCD]BE|MEP|MP|MSP|MLA|AM|Ph\.?D|Esq)\.?"
)
# "U.S. Rep. Ana Oro", "PC Ana Oro".
_RANKED = regex.compile(
    r"(?:(?:(?:U\.S\.|US|State)\s)?(?:Rep|Sen|Gov)\.|W?PC|T?DC|DCI)\s"
    r"(?=\p{Lu}\p{Ll}[\p{L}’'\-]*(?:\s\p{Lu}[\p{L}’'.\-]+){1,2}$)"
)
# "Justice Ana Oro", "Chief Justice A. B. Oro"
_JUSTICE = regex.compile(
    r"(?:Chief\s)?Justice\s(?P<name>(?:\p{Lu}\p{Ll}[\p{L}’'\-]*|\p{Lu}\.)(?:\s(?:\p{Lu}\p{Ll}[\p{L}’'\-]*|\p{Lu}\.)){1,3})"
)


def without_letters(text: str, entity: Entity) -> Entity:
    """A person without the letters of a rank or an honour: "Ana Oro KC" is no body; a country
    without the age of its side.
    """
    if (m := _UNDER.search(text, entity.start, entity.end)) is not None:
        return attrs.evolve(entity, end=m.start())
    if (m := _RANKED.match(text, entity.start, entity.end)) is not None:
        return attrs.evolve(entity, start=m.end(), label="Person")
    if (m := _JUSTICE.fullmatch(text, entity.start, entity.end)) is not None:
        named = attrs.evolve(entity, start=m.start("name"), label="Person")
        return named if looks_personal(text, named) and not _is_office(m["name"]) else entity
    m = _HONOURED.fullmatch(text, entity.start, entity.end)
    if m is None or looks_placed(text, attrs.evolve(entity, end=m.end("name"))):
        return entity  # "Kano South MP" is of there
    return attrs.evolve(entity, end=m.end("name"), label="Person")


def _is_office(words: str) -> bool:
    """Whether words end in a title: "Justice [Deputy Secretary]"."""
    return singular(words.split()[-1].lower())[0] in TITLES


def without_office(text: str, entities: list[Entity]) -> list[Entity]:
    """Persons without the letters of an office: "AG Oro" where "Ida Oro" is somebody."""
    persons = [e for e in entities if e.label in PERSONS and not _led(text, e)]
    whole = [name.split() for name in (surface(text, e) for e in persons) if " " in name]
    surnames = {last_word(text, e) for e in persons} | {words[0] for words in whole}
    both = surnames & {word for words in whole for word in (words[0], words[-1])}
    return [
        attrs.evolve(e, start=m.end(), label="Person")
        if (m := _led(text, e))
        and text[m.end() : e.end] in (surnames if e.label in PERSONS else both)
        else e
        for e in entities
    ]


def _led(text: str, entity: Entity) -> regex.Match[str] | None:
    return _OFFICE.match(text, entity.start, entity.end)
