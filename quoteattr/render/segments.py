"""Overlapping stretches of a text as a properly nested row of opens, texts and closes.

A sweep over the offsets where anything begins or ends.
Between two such offsets a fixed set of stretches covers the text, ordered from the outermost in:
what begins earlier, or else ends later, is outside.
Where two stretches cross, neither inside the other, the later one is closed and opened again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, Literal, TypeVar

import attrs
import regex

__all__ = ["Layer", "Step", "paragraphs", "sweep"]

Label = TypeVar("Label")

# What Python, and with it the models, takes for the end of a line.
_LINE_END = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
# Blanks before a line end, from the first of them: a run of others is passed over only once.
_ONE = regex.compile(rf"(?<![ \t])(?:[ \t]*{_LINE_END})+")
_BLANK = regex.compile(rf"(?<![ \t])(?:[ \t]*{_LINE_END}){{2,}}")


@attrs.frozen
class Layer(Generic[Label]):
    """A labelled stretch of the text.

    Attributes:
        start: offset of its first code point, 0-based.
        end: offset after its last code point.
        rank: of two layers with the same offsets the one with the lower rank is outside.
        label: what it means; of no account here.
    """

    start: int
    end: int
    rank: int
    label: Label

    @property
    def order(self) -> tuple[int, int, int]:
        """What it is sorted by, the outermost first."""
        return self.start, -self.end, self.rank


@attrs.frozen
class Step(Generic[Label]):
    """One step through the text.

    Attributes:
        kind: open a layer, go over text, or close a layer.
        start: the offset where this happens, 0-based.
        end: where the text ends; ``start`` for the others.
        layer: the layer opened or closed; None for text.
    """

    kind: Literal["open", "text", "close"]
    start: int
    end: int
    layer: Layer[Label] | None = None


def sweep(start: int, end: int, layers: Sequence[Layer[Label]]) -> Iterator[Step[Label]]:
    """Go over ``[start, end)`` once, opening and closing layers on the way.

    Args:
        start: the first offset, 0-based.
        end: the offset to stop at.
        layers: of those with the same offsets and rank the earlier is outside.
            Parts beyond ``[start, end)`` are left out, empty layers altogether.

    Returns:
        Steps whose texts join to ``[start, end)`` and whose opens and closes nest.
    """
    inside = [x for x in layers if x.start < x.end and x.start < end and x.end > start]
    coming = sorted(inside, key=lambda x: x.order)[::-1]
    bounds = {x for layer in inside for x in (layer.start, layer.end) if start < x < end}
    cuts = sorted({start, end, *bounds})
    stack: list[Layer[Label]] = []
    for here, after in pairwise(cuts):
        wanted = [layer for layer in stack if layer.end > here]
        while coming and coming[-1].start <= here:
            wanted.append(coming.pop())
        yield from _moved(stack, wanted, here)
        yield Step("text", here, after)
        stack = wanted
    yield from _moved(stack, [], end)


def _moved(old: list[Layer[Label]], new: list[Layer[Label]], here: int) -> Iterator[Step[Label]]:
    """From one stack of open layers to another."""
    kept = 0
    while kept < min(len(old), len(new)) and old[kept] is new[kept]:
        kept += 1
    yield from (Step("close", here, here, layer) for layer in reversed(old[kept:]))
    yield from (Step("open", here, here, layer) for layer in new[kept:])


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of a text's paragraphs, 0-based and half-open, without the line ends around.

    Blank lines part them; in a text that has none, every line end does.

    >>> list(paragraphs("One.\\nTwo.\\n\\nThree."))
    [(0, 9), (11, 17)]
    >>> list(paragraphs("One.\\nTwo.\\n"))
    [(0, 4), (5, 9)]
    """
    inner = text.strip()
    apart = _BLANK if _BLANK.search(inner) else _ONE
    start = 0
    for gap in apart.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)
