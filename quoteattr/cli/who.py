"""The speakers of all documents as one table: what ``quoteattr who`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoteattr.records import QuoteDocument

__all__ = ["FORMS", "pieces"]

FORMS = ("text", "csv", "json")


def pieces(documents: Iterable[QuoteDocument], form: str, *, terminal: bool) -> Iterator[str]:
    """The table in pieces, once all documents are read.

    Args:
        documents: what was found.
        form: one of :data:`FORMS`.
        terminal: whether it is shown on one.
    """
    raise NotImplementedError
