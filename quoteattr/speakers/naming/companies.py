"""Companies: names that a model takes for places, and the text for companies.

"Lund’s chief executive", "shares in Lund" and "Lund, which makes boats," are no town's. Only
names of one word that never stand as places do ("in Lund", "Lundish") change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.naming.wholes import PLACES

if TYPE_CHECKING:
    from quoteattr.annotate import Entity

__all__ = ["companies"]

# What only companies have.
_HAS = (
    r"(?:chief\s(?:executive|financial|operating)|CEO|CFO|co-?founders?|founders?|shareholders"
    r"|subsidiar(?:y|ies)|customers|subscribers|products|revenues?|profits?|earnings|app|software"
    r"|share\sprice)\b"
)
_AFTER = regex.compile(
    rf"[’']s?\s(?:(?:former|own|annual|quarterly|net|new|parent|first)\s)?{_HAS}"
    r"|(?:,\swhich|,\sa\scompany\s(?:that|which))\s(?:makes|sells|owns|operates|runs|manufactures"
    r"|employs|develops|builds)\b"
    r"|,\s(?:an?|the)\s(?:[\p{L}\-’']+\s){0,5}?(?:company|firm|platform|retailer|start-?up|app|website"
    r"|search\sengine|service|carrier|(?:car|auto|chip|drug|phone|game)?maker|manufacturer|operator|provider"
    r"|exchange|studio|publisher|developer|bank|lender|insurer|airline|brand|chain|brokerage|agency|firm)"
    r"(?=[,.]|\s(?:that|which|based|known|once|founded|owned|for|of|in|with|behind|run|backed)\b)"
    r"|\susers\b|\s(?:chief\sexecutive|CEO|CFO)\s|\s(?:Inc|Ltd|plc|PLC|LLC|Corp|GmbH|AG)\b"
)
_BEFORE = regex.compile(
    r"\b(?:chief\sexecutive|CEO|co-founder|founder|shareholders|customers|makers?)\sof\s$"
    r"|\b(?:shares|stake)\sin\s$|\bpilots\sat\s$",
    regex.I,
)
_PLACED = regex.compile(
    r"(?<!\b(?:shares|stake|investors|stock|interest|shareholders|trust|faith)\s)"
    r"\b(?:in|near|across|throughout|around|outside|inside|to|from|north\sof|south\sof|east\sof"
    r"|west\sof)\s$"
    r"|\b(?:capital|city|town|village|port|people|residents|mayor|governor|government|province"
    r"|state|republic|region|streets?)\sof\s$",
    regex.I,
)
_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]+")
_ADJECTIVES = ("n", "an", "ian", "ese", "ish", "i")


def companies(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with companies for those places that only companies can be.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    at: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        if e.label in PLACES and " " not in text[e.start : e.end]:
            at[text[e.start : e.end]].append(e)
    words = {m[0] for m in _WORD.finditer(text)} if at else set()
    found = {
        name
        for name, those in at.items()
        if not words & {name + end for end in _ADJECTIVES} and _is_company(text, those)
    }
    return [
        attrs.evolve(e, label="Organization")
        if e.label in PLACES and text[e.start : e.end] in found
        else e
        for e in entities
    ]


def _is_company(text: str, entities: Sequence[Entity]) -> bool:
    if any(_PLACED.search(text, max(0, e.start - 40), e.start) for e in entities):
        return False
    return any(
        _AFTER.match(text, e.end, e.end + 90) or _BEFORE.search(text, max(0, e.start - 30), e.start)
        for e in entities
    )
