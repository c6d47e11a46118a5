"""Marked text: a text, its words and what stands in marks, found once for all rooms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import Quotation, find_quotations, kind_of
from quoteattr.records import Kind
from quoteattr.revision.spans import Spans
from quoteattr.words import words

__all__ = ["MarkedText"]


class MarkedText:
    """A text while it is revised; its words and marks are looked for when first asked for.

    Args:
        text: the text.

    Attributes:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands in marks, sorted by start, an outer one before those inside it."""
        return find_quotations(self.text)

    @cached_property
    def marks(self) -> Spans:
        """Where quotations are, from their first mark to their last, with their indices."""
        return Spans((q.start, q.end, i) for i, q in enumerate(self.quotations))

    @cached_property
    def _words(self) -> Sequence[Offsets]:
        return words(self.text)

    def kind(self, content: Sequence[Offsets]) -> Kind:
        """Whether a content stands in marks (:func:`quoteattr.marks.kind_of`).

        >>> marked = MarkedText("He “had to go”.")
        >>> marked.kind([(4, 13)]), marked.kind([(0, 13)]), marked.kind([(0, 2)])
        ('direct', 'mixed', 'indirect')
        """
        return kind_of(content, self._words, self.quotations, self.text)

    def with_content(self, one: Attribution, content: tuple[Offsets, ...]) -> Attribution:
        """An attribution with another content, and of the kind that this is."""
        return attrs.evolve(one, content=content, kind=self.kind(content))
