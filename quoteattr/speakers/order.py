"""Order: in which order attributions are read.

In the order of the text, but none before the attribution whose content holds it: an "I" inside
a quote needs to know who is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.attribution.records import Attribution, Offsets

__all__ = ["end_of", "position_of", "reading_order"]

# Quotes nest two or three deep; the bound only guards against parents in a circle.
_DEEPEST = 8


def reading_order(attributions: Sequence[Attribution]) -> list[int]:
    """The indices of the attributions in the order in which to read them."""
    chains = [_chain(attributions, index) for index in range(len(attributions))]
    places = [max(position_of(attributions[i]) for i in chain) for chain in chains]
    return sorted(range(len(chains)), key=lambda i: (places[i], len(chains[i]), i))


def position_of(attribution: Attribution) -> int:
    """Where an attribution stands: at its source, else its content, else its cue."""
    spans: Sequence[Offsets] = attribution.source or attribution.content or attribution.cue
    return spans[0][0] if spans else 0


def end_of(attribution: Attribution) -> int:
    """Where the last of its spans ends; 0 where it has none."""
    spans = (*attribution.content, *attribution.cue, *attribution.source)
    return max((end for _, end in spans), default=0)


def _chain(attributions: Sequence[Attribution], index: int) -> list[int]:
    """An attribution, its parent, its parent's parent, and so on."""
    chain = [index]
    parent = attributions[index].parent
    while parent is not None and 0 <= parent < len(attributions) and len(chain) <= _DEEPEST:
        chain.append(parent)
        parent = attributions[parent].parent
    return chain
