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

_HAS = (
    r"(?:chief\s(?:executive|financial|operating)|CEO|CFO|co-?founders?|founders?|shares?|stock"
    r"|shareholders|investors|subsidiar(?:y|ies)|customers|products|revenues?|profits?|earnings|app"
    r"|software|headquarters|pilots|drivers|passengers|subscribers|users|shops|stores)\b"
)
_AFTER = regex.compile(
    rf"(?:[’']s?)?\s(?:(?:former|own|annual|quarterly|net|new|parent|first)\s)?{_HAS}"
    r"|(?:,\swhich|,\sa\scompany\s(?:that|which))\s(?:makes|sells|owns|operates|runs|manufactures"
    r"|employs|produces|develops|builds)\b"
    r"|\s(?:makes|sells|manufactures|employs)\s|\s(?:Inc|Ltd|plc|PLC|LLC|Corp|GmbH|AG)\b"
)
_BEFORE = regex.compile(
    r"\b(?:chief\sexecutive|CEO|co-founder|founder|shares|shareholders|customers|makers?|stake)\s(?:of|in)\s$"
    r"|\b(?:pilots|staff|engineers|employees|managers|executives)\sat\s$",
    regex.I,
)
_PLACED = regex.compile(
    r"(?<!\b(?:shares|stake|investors|stock|interest|shareholders|trust|faith)\s)"
    r"\b(?:in|near|across|throughout|around|outside|inside|north\sof|south\sof|east\sof|west\sof)\s$"
    r"|\b(?:capital|city|town|village|port|people|residents|mayor|governor|government|province"
    r"|state|republic|region|streets?)\sof\s$"
)


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
    found = {name for name, those in at.items() if _is_company(text, those)}
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
        _AFTER.match(text, e.end, e.end + 60) or _BEFORE.search(text, max(0, e.start - 30), e.start)
        for e in entities
    )
