"""Within: how far the words around a cue reach that may tell who was told.

To the ends of its sentence, but for what is reported inside another report: in "Oro told Radio Lund
that the crew denied it" the radio is no audience of the crew, and only the words of that content
count.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.attribution.records import Attribution, Offsets

__all__ = ["reach_of"]


def reach_of(
    attribution: Attribution, attributions: Sequence[Attribution], sentence: Offsets
) -> Offsets:
    """The part of a sentence that lies in the content that holds an attribution, if one does.

    Args:
        attribution: one attribution; without a cue the sentence stays whole.
        attributions: all of the text, which its parent counts in.
        sentence: offsets of the sentence that holds the cue.

    >>> outer = Attribution(((18, 36),), cue=((4, 8),))
    >>> inner = Attribution(((30, 36),), cue=((22, 29),), parent=0)
    >>> reach_of(inner, [outer, inner], (0, 37)), reach_of(outer, [outer, inner], (0, 37))
    ((18, 36), (0, 37))
    """
    parent = attribution.parent
    if parent is None or not attribution.cue or not 0 <= parent < len(attributions):
        return sentence
    start, end = attribution.cue[0]
    for low, high in attributions[parent].content:
        if low <= start and end <= high:
            return max(low, sentence[0]), min(high, sentence[1])
    return sentence
