"""Rejections: nouns for what others say, behind a verb of rejecting it.

Whoever "hit back at claims that she was late" does not claim it. Who "denied claims that she was
late" is reported, but for denying them; and "Oro's claim", thrown out by a court, is Oro's.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

__all__ = ["denial", "is_rejected", "owner_of"]

_CLAIMS = regex.compile(
    r"(?:claims?|suggestions?|allegations?|accusations?|reports?|rumou?rs?|talk|calls?|demands?"
    r"|criticisms?|complaints?|appeals?|warnings?)\b"
)
_DENIES = r"(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|disput|refut|rebuff|rubbish)(?:e?s|ed|ing)?)"
_REJECTS = (
    rf"(?:{_DENIES}|(?:hit|hits|hitting|fir(?:es|ed))\sback\s(?:at|over)"
    r"|(?:laugh|brush|shrug|wav)\p{L}*\s(?:off|away|aside)|(?:respond|react|object)\p{L}*\sto"
    r"|(?:ridicul|resist|downplay|ignor)\p{L}*|thr(?:ew|ows?|own|owing)\sout|play(?:s|ed|ing)?\sdown"
    r"|fac(?:es|ed|ing)|pour(?:s|ed)\scold\swater\son)\s"
)
# What may stand before the noun.
_LEAD = r"(?:(?:the|any|all|such|recent|these)\s)?(?:(?!(?:his|her|their|its|our|my)\s)\p{Ll}+\s)?$"
_REJECTED = regex.compile(rf"\b{_REJECTS}{_LEAD}")
_DENIED = regex.compile(rf"\b(?P<verb>{_DENIES})\s(?P<what>{_LEAD[:-1]})$")
# "threw out [Tim Oro]’s claim", "dismissed [the report]’s claim"
_OWNED = regex.compile(
    rf"\b{_REJECTS}(?P<who>(?:[Tt]he\s)?[\p{{L}}.\-]+(?:\s[\p{{L}}.\-]+){{0,3}})(?:[’']s|(?<=s)[’'])\s"
    r"(?:\p{Ll}+\s)?$"
)
# How far before a noun its verb is looked for, and how far behind who denies it that may stand.
_REACH, _BESIDE = 120, 40


def is_rejected(text: str, low: int, cue: int) -> bool:
    """Whether a cue is a noun for what others say, behind a verb of rejecting it.

    Args:
        text: the text.
        low: where the verb may begin, such as behind a source.
        cue: where the cue begins.

    >>> text = "Oro rejected calls to resign"
    >>> is_rejected(text, 3, text.index("calls"))
    True
    """
    return bool(_CLAIMS.match(text, cue) and _REJECTED.search(text, _near(low, cue), cue))


def owner_of(text: str, low: int, cue: int) -> tuple[int, int] | None:
    """Whose claim is rejected, by name: "threw out [Tim Oro]’s claim"; offsets as above."""
    m = _OWNED.search(text, _near(low, cue), cue) if _CLAIMS.match(text, cue) else None
    return m.span("who") if m else None


def denial(
    text: str, low: int, cue: tuple[int, int], content: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]] | None:
    """The verb of denying and what is denied: "Oro [denied] [claims that she was late]".

    Args:
        text: the text.
        low: where the verb may begin, such as behind a source.
        cue: the noun.
        content: what was claimed.
    """
    m = _DENIED.search(text, _near(low, cue[0]), cue[0]) if _CLAIMS.match(text, cue[0]) else None
    near = m is not None and m.start() - low < _BESIDE
    if m is None or not near or not content or not 0 <= content[0][0] - cue[1] <= 1:
        return None
    return m.span("verb"), ((m.start("what"), content[0][1]), *content[1:])


def _near(low: int, cue: int) -> int:
    return max(low, cue - _REACH)
