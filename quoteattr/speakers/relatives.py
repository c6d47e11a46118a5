"""Relatives: whom "who", "which" or "that" means as a source.

It means what stands right before it: a name, the person whose apposition ends there ("Ana Oro,
an anchor at the station who said"), somebody of a place ("Ana Oro of Lund, who said"), or a noun.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.bystanders import phrase_before
from quoteattr.speakers.lexicon import PRONOUNS
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.scene import Scene

__all__ = ["before_relative"]

_FROM = regex.compile(
    r"\s(?:of|from|for|in|at)\s(?:the\s)?\p{Lu}[\p{L}.]*(?:\s\p{Lu}[\p{L}.]*){0,3},?\s"
)
# How far before it the last name may end, in code points.
_NEAR = 60


def before_relative(scene: Scene, start: int) -> Referent | Offsets | None:
    """Whom a relative pronoun means: somebody known, or the offsets of a noun phrase.

    Args:
        scene: the text while it is being resolved.
        start: offset of the pronoun.
    """
    text = scene.text
    steps = [s for s in scene.back(start) if start - s.end < _NEAR]
    fits = [s for s in steps if s.who.label in ("person", "body", "unknown")]
    persons = [s for s in fits if s.who.label == "person"]
    for step in persons:
        if _FROM.fullmatch(text, step.end, start):
            return step.who
    for step in fits:
        described = any(low <= start <= high + 2 for low, high in step.who.roles)
        if described or (step in persons and not text[step.end : start].strip(" ,")):
            return step.who
    span = phrase_before(text, start)
    pronoun = span is not None and PRONOUNS.get(text[slice(*span)].lower())
    if span is not None and not pronoun and not scene.naming.within(*span):
        return span
    return fits[0].who if fits else None
