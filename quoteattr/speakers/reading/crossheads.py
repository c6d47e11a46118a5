"""Crossheads: words in marks on a line of their own, which a headline takes from a quote below.

"‘No urgency’" between two paragraphs belongs to nobody before it. It repeats what somebody says
further on, or nearly so, or leads up to the next one who speaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quoteattr.attribution.records import Attribution
from quoteattr.crossheads import WORD, is_crosshead

__all__ = ["crossheads"]

_AHEAD = 12  # attributions that are looked at
# Of its words so many must come again, else the next attribution is meant.
_SHARED = 0.6


def crossheads(text: str, attributions: Sequence[Attribution]) -> Mapping[int, int]:
    """The index of each crosshead, and of the later attribution whose speakers are its own.

    Args:
        text: the text.
        attributions: its attributions; offsets in code points of the text.
    """
    order = sorted((a.content[0][0], i) for i, a in enumerate(attributions) if a.content)
    found: dict[int, int] = {}
    for at, (_, index) in enumerate(order):
        if not _is_crosshead(text, attributions[index]):
            continue
        later = [i for _, i in order[at + 1 : at + 1 + _AHEAD] if attributions[i].parent is None]
        later = [i for i in later if not _is_crosshead(text, attributions[i])]
        if later:
            words = _words(text, attributions[index])
            shares = [len(words & _words(text, attributions[i])) / len(words) for i in later]
            best = max(range(len(later)), key=lambda k: (shares[k], -k))
            found[index] = later[best] if shares[best] >= _SHARED else later[0]
    return found


def _is_crosshead(text: str, attribution: Attribution) -> bool:
    if attribution.source or attribution.cue or attribution.parent is not None:
        return False
    return is_crosshead(text, attribution.content[0][0], attribution.content[-1][1])


def _words(text: str, attribution: Attribution) -> set[str]:
    spans = attribution.content
    return {m[0].casefold() for start, end in spans for m in WORD.finditer(text, start, end)}
