"""Placing: whole quotes put among those that were found, pieces of them left out.

Each that stays has for its parent the nearest one around it that stays; outer ones come first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

import attrs

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.order import reading_order

__all__ = ["at_least", "exchanged", "in_order", "only", "put_in", "without"]


def at_least(attributions: Sequence[Attribution], least: float) -> tuple[Attribution, ...]:
    """Those that are as sure; each inside the nearest one around it that is left.

    Args:
        attributions: in order, parents by index.
        least: confidence, in [0, 1].
    """
    return only(attributions, [i for i, a in enumerate(attributions) if a.confidence >= least])


def only(attributions: Sequence[Attribution], kept: Sequence[int]) -> tuple[Attribution, ...]:
    """Those of these indices, in order, each inside the nearest one around it that is left."""
    new: dict[int | None, int] = {old: i for i, old in enumerate(kept)}
    found = []
    for index in kept:
        parent = attributions[index].parent
        while parent is not None and parent not in new:
            parent = attributions[parent].parent
        found.append(attrs.evolve(attributions[index], parent=new.get(parent)))
    return tuple(found)


def without(attributions: Sequence[Attribution], gone: Collection[int]) -> tuple[Attribution, ...]:
    """Those of all other indices, in order, each inside the nearest one around it that is left."""
    if not gone:
        return tuple(attributions)
    return only(attributions, [i for i in range(len(attributions)) if i not in gone])


def exchanged(
    attributions: Sequence[Attribution], gone: Collection[int], added: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions :func:`without` some, and with whole quotes :func:`put_in`."""
    kept = without(attributions, gone)
    return put_in(kept, added) if added else kept


def put_in(
    attributions: Sequence[Attribution], quotes: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Attributions in order with further quotes, which are whole.

    A piece of one of these without a cue of its own is left out; what it reports of others, and a
    quote inside a piece, has it for its parent.

    Args:
        attributions: those found, parents by index.
        quotes: what to put in; one of those found may be among them with more content, or with a
            source, and takes its place.
    """
    spans = sorted((*span, i) for i, quote in enumerate(quotes) for span in quote.content)
    starts = [start for start, _, _ in spans]

    def quote_at(span: Offsets) -> int | None:
        at = bisect_right(starts, span[0]) - 1
        return spans[at][2] if at >= 0 and span[1] <= spans[at][1] else None

    # Each with the index of the one that holds it, the quotes that are put in first.
    found: list[tuple[Attribution, int | None]] = [(quote, None) for quote in quotes]
    place: dict[tuple[int | None, int | None], int] = {}
    for index in reading_order(attributions):
        one = attributions[index]
        whole = one.content and (one.cue or one.parent is not None)
        quote = quote_at(one.content[0]) if whole else None
        outside = any(quote_at(span) is None for span in one.content)
        if quote is not None and (outside or (one.cue and quote_at(one.cue[0]) != quote)):
            quote = None
        content = tuple(span for span in one.content if quote_at(span) == quote)
        if content:
            outer = place.get((one.parent, quote), quote)
            if outer is not None and not _holds(found[outer][0].content, content[0]):
                outer = quote  # the part of it that held this one has given way
            place[index, quote] = len(found)
            found.append((attrs.evolve(one, content=content), outer))
    return in_order(found)


def _holds(outer: Sequence[Offsets], inner: Offsets) -> bool:
    return any(start <= inner[0] and inner[1] <= end for start, end in outer)


def in_order(found: Sequence[tuple[Attribution, int | None]]) -> tuple[Attribution, ...]:
    """Attributions by where they begin, outer ones first, each with its parent's new index.

    Args:
        found: attributions, each with the index of the one that holds it among them.
    """
    depths = [0] * len(found)
    for i, (_, outer) in enumerate(found):
        while outer is not None and depths[i] < len(found):
            depths[i] += 1
            outer = found[outer][1]

    def place(i: int) -> tuple[int, int, int]:
        content = found[i][0].content
        return content[0][0], depths[i], -content[-1][1]

    order = sorted(range(len(found)), key=place)
    new: dict[int | None, int] = {old: i for i, old in enumerate(order)}
    return tuple(attrs.evolve(found[i][0], parent=new.get(found[i][1])) for i in order)
