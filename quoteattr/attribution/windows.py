"""Where a document is cut, so that the network reads windows of bounded length."""

import itertools
from collections.abc import Sequence

__all__ = ["window_bounds"]


def window_bounds(paragraphs: Sequence[int], longest: int) -> list[tuple[int, int]]:
    """Cut a document into windows of whole paragraphs.

    Args:
        paragraphs: first word of every paragraph, then the number of words.
        longest: most words of a window; a paragraph that is longer is cut.

    Returns:
        First word of each window, and the word after its last.

    >>> window_bounds([0, 3, 5, 9], 6)
    [(0, 5), (5, 9)]
    >>> window_bounds([0, 2, 12], 4)
    [(0, 2), (2, 6), (6, 10), (10, 12)]
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for first, end in itertools.pairwise(paragraphs):
        if end - start > longest and first > start:
            bounds.append((start, first))
            start = first
        while end - start > longest:
            bounds.append((start, start + longest))
            start += longest
    if paragraphs and paragraphs[-1] > start:
        bounds.append((start, paragraphs[-1]))
    return bounds
