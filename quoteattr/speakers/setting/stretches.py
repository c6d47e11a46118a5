"""Stretches: the sentences of a text, and the contents that stand in no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.wording import SHORT_TITLE

if TYPE_CHECKING:
    from quoteattr.annotation.records import Sentence

__all__ = ["outer_contents", "whole_sentences"]

_MARKS = tuple("\"“„«‘'")
# What ends no sentence: "Atty. ", "Councilman [Tim Oro]".
_TITLED = regex.compile(rf"(?<!\p{{L}}){SHORT_TITLE}\.\s$")
_GOES_ON = regex.compile(r"[\p{L}\p{N},][ ]")


def whole_sentences(
    text: str, sentences: Sequence[Sentence], paragraphs: Sequence[Offsets]
) -> list[Offsets]:
    """The sentences; one that ends in the midst of a line with no stop, or in a shortened title,
    goes on in the next.
    """
    found: list[Offsets] = []
    for one in sentences:
        low = found[-1][0] if found else one.start
        goes_on = _GOES_ON.fullmatch(text, max(low, one.start - 2), one.start)
        if found and (goes_on or _TITLED.search(text, max(low, one.start - 9), one.start)):
            found[-1] = low, one.end
        else:
            found.append((one.start, one.end))
    return found or list(paragraphs)


def outer_contents(
    text: str, attributions: Sequence[Attribution]
) -> list[tuple[int, int, int, bool]]:
    """Content spans of attributions without a parent: start, end, index, opens with a mark."""
    spans: list[tuple[int, int, int, bool]] = []
    for index, attribution in enumerate(attributions):
        if attribution.parent is None:
            spans.extend(
                (start, end, index, text[start : start + 1] in _MARKS)
                for start, end in attribution.content
                if end > start
            )
    spans.sort()
    return spans
