"""Where a document is cut, so that the network reads windows of bounded length.

A window is a core of whole paragraphs, which it is read for, and what stands before and after it,
which it is read with: so that nothing depends much on where a document happens to be cut.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs

__all__ = ["Window", "window_bounds", "windows"]


@attrs.frozen
class Window:
    """Words ``[first, end)`` of a document, read for the words ``[core_first, core_end)``."""

    first: int
    end: int
    core_first: int
    core_end: int

    @property
    def core(self) -> slice:
        """The core, counted from the window's first word."""
        return slice(self.core_first - self.first, self.core_end - self.first)


def windows(
    paragraphs: Sequence[int], longest: int, margin: int, sizes: Sequence[int] | None = None
) -> Iterator[Window]:
    """Cut a document into windows whose cores cover it.

    Args:
        paragraphs, sizes: as for :func:`window_bounds`.
        longest: largest size of a core.
        margin: largest size of what a window has before its core, and of what it has after it;
            never more than the neighbouring paragraph.

    >>> [(w.first, w.end) for w in windows([0, 3, 5, 9], 6, 2)]
    [(0, 7), (3, 9)]
    """
    words = paragraphs[-1] if paragraphs else 0
    before = range(words + 1) if sizes is None else sizes
    for first, end in window_bounds(paragraphs, longest, sizes):
        nearest = paragraphs[max(bisect_left(paragraphs, first) - 1, 0)]
        next_end = paragraphs[min(bisect_right(paragraphs, end), len(paragraphs) - 1)]
        earliest = bisect_left(before, before[first] - margin, 0, first + 1)
        latest = bisect_right(before, before[end] + margin, end, words + 1) - 1
        yield Window(max(nearest, earliest), min(next_end, latest), first, end)


def window_bounds(
    paragraphs: Sequence[int], longest: int, sizes: Sequence[int] | None = None
) -> list[tuple[int, int]]:
    """Cut a document into windows of whole paragraphs.

    Args:
        paragraphs: first word of every paragraph, then the number of words.
        longest: largest size of a window; a paragraph that is larger is cut.
        sizes: size of all that stands before each word, then of all words; non-decreasing.
            Without it every word has size 1. A word larger than ``longest`` has its own window.

    Returns:
        First word of each window, and the word after its last.

    >>> window_bounds([0, 3, 5, 9], 6)
    [(0, 5), (5, 9)]
    >>> window_bounds([0, 2, 12], 4)
    [(0, 2), (2, 6), (6, 10), (10, 12)]
    >>> window_bounds([0, 3, 5], 6, [0, 2, 4, 6, 7, 8])
    [(0, 3), (3, 5)]
    """
    words = paragraphs[-1] if paragraphs else 0
    before = range(words + 1) if sizes is None else sizes
    bounds: list[tuple[int, int]] = []
    start = 0
    for first, end in itertools.pairwise(paragraphs):
        if before[end] - before[start] > longest and first > start:
            bounds.append((start, first))
            start = first
        while before[end] - before[start] > longest:
            cut = max(bisect_right(before, before[start] + longest, start + 1, end + 1) - 1, start)
            bounds.append((start, max(cut, start + 1)))
            start = bounds[-1][1]
    if words > start:
        bounds.append((start, words))
    return bounds
