"""Affiliations: the bodies that somebody belongs to or speaks for, where the text states it.

In the name's own phrase ("Ida Brandt of the Harbour Board", "Ida Brandt, who heads the Harbour
Board", "the Harbour Board's Ida Brandt") or in a role ("Harbour Board chair", "engineer at the
Harbour Board"). Whom somebody used to work for, opposes or lives near is none.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english import POSSESSIVE
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import head
from quoteattr.entities.records import Entities, Named

__all__ = ["affiliations"]

_OF = regex.compile(
    r",?\s(?:of|from|at|for)\s(?:the\s)?"
    r"|(?:,?\swho)?\s(?:heads|leads|runs|chairs|directs|manages|represents|founded|co-founded"
    r"|works\s(?:for|at|with)|teaches\sat|speaks\sfor|sits\son|serves\son|is\swith)\s(?:the\s)?"
)
_OWNS = regex.compile(rf"{POSSESSIVE}\s")
_LINK = regex.compile(r"\b(?:of|for|at|with|from|on|to)\s(?:the\s)?(?:[\p{Ll}\-]+\s){0,3}$")
_PAST = regex.compile(
    r"\b(?:former(?:ly)?|ex|retired|ousted|late|once|sacked|dismissed)\b", regex.I
)


def affiliations(text: str, entities: Entities, who: Named) -> tuple[Offsets, ...]:
    """Where the text names the bodies of one person, in order.

    Args:
        text: the text.
        entities: all names of the text.
        who: a person all of whose mentions and roles are known.
    """
    found: dict[Offsets, None] = {}
    for mention in who.mentions:
        found.update(dict.fromkeys(_beside_name(text, entities, mention)))
    for role in who.roles:
        found.update(dict.fromkeys(_in_role(text, entities, role)))
    return tuple(sorted(found))


def _beside_name(text: str, entities: Entities, mention: Offsets) -> Iterator[Offsets]:
    start, end = mention
    behind = _OF.match(text, end, end + 40)
    if behind is not None:
        at = entities.at(behind.end())
        if at is not None and at[0] == behind.end() and at[2].kind == "organization":
            yield at[0], at[1]
    before = entities.before(start) - 1
    if before >= 0:
        low, high, owner = entities.mentions[before]
        if owner.kind == "organization" and _OWNS.fullmatch(text, high, start):
            yield low, high


def _in_role(text: str, entities: Entities, role: Offsets) -> Iterator[Offsets]:
    """The bodies that a role names before its noun, or behind it with a preposition."""
    start, end = role
    noun = head(text[start:end])
    if noun.noun in lexicon().names["outsiders"] or _PAST.search(text, max(0, start - 10), end):
        return
    for low, high, body in entities.within(start, end):
        if body.kind == "organization" and (
            high <= start + noun.start or _LINK.search(text, start, low)
        ):
            yield low, high
