"""Spans as the words that they cover, so that marks and white space at their edges do not count.

Words here are the measure's own, with inner apostrophes, points and hyphens, whatever a model
takes for words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from quoteattr.evaluation.readers import Offsets
from quoteattr.records import Kind

__all__ = ["Covered", "TextWords"]

Covered: TypeAlias = frozenset[int]

_WORD = re.compile(
    r"""
    \w+ (?: [’'`.\-] \w+ )*     # don't, U.N, well-known
  | [$€£%#]                     # signs that are read as words
    """,
    re.VERBOSE,
)
_MARK = re.compile(r"[“«„”»\"\n]")


class TextWords:
    """The words of one text, numbered from 0.

    >>> words = TextWords('Odo "never" left, he said.')
    >>> sorted(words.covered([(4, 17)]))
    [1, 2]
    >>> words.kind_of(words.covered([(4, 17)])), words.kind_of(words.covered([(5, 10)]))
    ('mixed', 'direct')
    """

    def __init__(self, text: str) -> None:
        """Number the words of a text."""
        self._text = text
        spans = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def covered(self, spans: Iterable[Offsets]) -> Covered:
        """The numbers of the words that spans touch, be it with one code point."""
        return frozenset(
            word
            for start, end in spans
            for word in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def runs(self, words: Iterable[int]) -> list[str]:
        """The text of words, one string for each run of neighbours, in order.

        >>> TextWords("Odo never left, he said.").runs([4, 0, 1])
        ['Odo never', 'said']
        """
        edges: list[list[int]] = []
        for word in sorted(words):
            if edges and word == edges[-1][1] + 1:
                edges[-1][1] = word
            else:
                edges.append([word, word])
        return [self._text[self._starts[first] : self._ends[last]] for first, last in edges]

    def kind_of(self, content: Covered) -> Kind:
        """Direct where all words stand inside double quotation marks, indirect where none does."""
        inside = content & self._quoted
        if not inside:
            return "indirect"
        return "direct" if inside == content else "mixed"

    @cached_property
    def _quoted(self) -> Covered:
        """The words that begin inside double quotation marks; a line end closes them."""
        quoted: set[int] = set()
        opened: int | None = None
        for match in _MARK.finditer(self._text):
            # a straight mark opens or closes, by turns; curly ones say which they do
            opens = opened is None if match[0] == '"' else match[0] in "“«„"
            if opened is not None and not opens:
                quoted.update(self._beginning(opened, match.start()))
                opened = None
            elif opened is None and opens:
                opened = match.start()
        if opened is not None:
            quoted.update(self._beginning(opened, len(self._text)))
        return frozenset(quoted)

    def _beginning(self, start: int, end: int) -> range:
        """The words that begin between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))
