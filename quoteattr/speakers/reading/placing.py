"""Placing: whole quotes put among those that were found, pieces of them left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import attrs

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.order import reading_order

__all__ = ["put_in"]


def put_in(
    attributions: Sequence[Attribution], quotes: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Attributions in order with further quotes, which are whole.

    A piece of one of these without a cue of its own is left out; what it reports of others has it
    for its parent.

    Args:
        attributions: those found, parents by index.
        quotes: what to put in; one of those found may be among them with more content, or with a
            source, and takes its place.
    """
    spans = sorted((*span, i) for i, turn in enumerate(quotes) for span in turn.content)
    starts = [start for start, _, _ in spans]

    def turn_at(span: Offsets) -> int | None:
        at = bisect_right(starts, span[0]) - 1
        return spans[at][2] if at >= 0 and span[1] <= spans[at][1] else None

    # Each with the index of the one that holds it, turns first.
    found: list[tuple[Attribution, int | None]] = [(turn, None) for turn in quotes]
    place: dict[tuple[int | None, int | None], int] = {}
    for index in reading_order(attributions):
        one = attributions[index]
        turn = turn_at(one.content[0]) if one.content and one.cue else None
        if turn is not None and turn_at(one.cue[0]) != turn:
            turn = None
        content = tuple(span for span in one.content if turn_at(span) == turn)
        if content:
            outer = place.get((one.parent, turn), turn)
            place[index, turn] = len(found)
            found.append((attrs.evolve(one, content=content), outer))
    return _in_order(found)


def _in_order(found: Sequence[tuple[Attribution, int | None]]) -> tuple[Attribution, ...]:
    """Attributions by where they begin, outer ones first, each with its parent's new index."""

    def place(i: int) -> tuple[int, int]:
        content = found[i][0].content
        return content[0][0], -content[-1][1]

    order = sorted(range(len(found)), key=place)
    new: dict[int | None, int] = {old: i for i, old in enumerate(order)}
    return tuple(attrs.evolve(found[i][0], parent=new.get(found[i][1])) for i in order)
