"""Spans of attributions, to be asked for by where they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

__all__ = ["Spans"]


class Spans:
    """Spans of attributions, each with the attribution's index.

    Args:
        spans: start, end and index of each, in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Those that share a character with a stretch, the last first."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at][1] > start:
                yield self._spans[at]
            at -= 1
