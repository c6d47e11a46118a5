"""Whom each attribution tells: spans of addressees go to the report that they stand in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import attrs

from quoteattr.attribution.records import Attribution, Offsets

__all__ = ["with_addressees"]

# Characters from a cue to whom it tells; farther off it is another's.
_REACH = 200


def with_addressees(
    text: str, attributions: Sequence[Attribution], addressees: Sequence[Offsets]
) -> tuple[Attribution, ...]:
    """The attributions, each with the mentions of those who are told it.

    A mention goes to the nearest cue of its paragraph whose content does not hold it.

    Args:
        text: the text.
        attributions: its attributions, in order.
        addressees: offsets of mentions of addressees, in order.
    """
    cues = sorted((a.cue[0], i) for i, a in enumerate(attributions) if a.cue)
    of: dict[int, list[Offsets]] = {}
    for span in addressees:
        low, high = _paragraph(text, span)
        first, end = (bisect_left(cues, at, key=lambda cue: cue[0][0]) for at in (low, high))
        near = [
            (_gap(cue, span), i)
            for cue, i in cues[first:end]
            if not _within(span, attributions[i].content)
        ]
        gap, best = min(near, default=(_REACH, -1))
        if gap < _REACH:
            of.setdefault(best, []).append(span)
    return tuple(
        attrs.evolve(a, addressee=tuple(of[i])) if i in of else a
        for i, a in enumerate(attributions)
    )


def _paragraph(text: str, span: Offsets) -> Offsets:
    low, high = max(0, span[0] - 2 * _REACH), span[1] + 2 * _REACH
    start, end = text.rfind("\n", low, span[0]), text.find("\n", span[1], high)
    return max(low, start), end if end >= 0 else high


def _gap(cue: Offsets, span: Offsets) -> int:
    return max(span[0] - cue[1], cue[0] - span[1], 0)


def _within(span: Offsets, content: Sequence[Offsets]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)
