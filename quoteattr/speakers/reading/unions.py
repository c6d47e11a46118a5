"""Unions: which one "their union" is, where a text names one alone, if need be further on.

News of a strike opens with the workers and "their union", and names it a paragraph or two later. A
union of states, of savers or of players is none.
"""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["their_union", "unions"]

# How many paragraphs further on it may be named.
_AHEAD = 2
_OWN = word_set("their his her")
# Those of states, of savers and of players.
_NO_UNION = word_set("european soviet african economic customs monetary credit rugby civil")


def unions(referents: Iterable[Referent]) -> list[Referent]:
    """The bodies whose names say that they are unions: "Oro Union", "Union of Bakers".

    >>> bakers = Referent("Union of Bakers", "body", keys={("union", "of", "bakers")})
    >>> savers = Referent("Oro Credit Union", "body", keys={("oro", "credit", "union")})
    >>> [who.name for who in unions([bakers, savers])]
    ['Union of Bakers']
    """
    return [who for who in referents if who.label == "body" and any(map(_is_union, who.keys))]


def their_union(scene: Scene, phrase: Phrase, known: list[Referent]) -> Referent | None:
    """The only union of a text, for "their union" and "the union".

    Args:
        scene: where the mention stands.
        phrase: the mention.
        known: what :func:`unions` gives.
    """
    more = phrase.words - _OWN or phrase.tail or phrase.plural
    if phrase.head != "union" or more or len(known) != 1:
        return None
    if phrase.form != "definite" or phrase.owner is not None or (phrase.own or "their") not in _OWN:
        return None
    first = known[0].mentions[0][0]
    apart = scene.paragraph(first) - scene.paragraph(phrase.start)
    behind = first < phrase.start or apart <= _AHEAD
    return known[0] if behind and not scene.introduced("union", phrase.start) else None


def _is_union(key: tuple[str, ...]) -> bool:
    """Whether the words of a name are those of a union."""
    if len(key) < 2 or not _NO_UNION.isdisjoint(key):
        return False
    return key[-1] == "union" or key[:2] == ("union", "of")
