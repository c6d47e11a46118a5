"""Sentences: where one ends and the next begins, without a tokenizer.

At a question mark, an exclamation mark or a stop that is no abbreviation's, before a capital or a
mark that opens.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.wording import FULL_STOP

__all__ = ["SENTENCE_END", "sentence_start", "within_sentence"]

SENTENCE_END = regex.compile(rf"(?:[!?]|{FULL_STOP})[”\"’»]?\s+(?=[\p{{Lu}}“\"‘'«„])")
"""Where one sentence ends and another begins, but for "Mr. Oro" and "J. Oro"."""

# No sentence is looked at further back than this.
_LONGEST = 1000


def within_sentence(text: str, start: int, end: int, cue: Sequence[Offsets]) -> Offsets:
    """Of a source that runs on into the next sentence, the part on the cue's side.

    >>> within_sentence("It rained. Ana Oro said no.", 3, 18, [(19, 23)])
    (11, 18)
    >>> within_sentence("Mr. Oro said no.", 0, 7, [(8, 12)])
    (0, 7)
    """
    stop = SENTENCE_END.search(text, start, end) if cue else None
    if stop is None:
        return start, end
    if any(low >= stop.end() for low, _ in cue):
        return int(stop.end()), end
    return start, int(stop.start())


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that a place lies in, no further back than its line.

    >>> sentence_start("It rained. Mr. Oro left.", 20)
    11
    """
    line = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    return max((m.end() for m in SENTENCE_END.finditer(text, line, at)), default=line)
