"""Documents to JSON Lines and back: one document a line, in the form of :mod:`.json`.

After jsonlines.org: UTF-8, one JSON value a line, parted by a line feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from quoteattr.errors import FormatError, OptionError
from quoteattr.export.json import from_json, to_json
from quoteattr.export.tables import each
from quoteattr.records import FailedDocument, QuoteDocument

__all__ = ["from_jsonl", "to_jsonl"]


def to_jsonl(documents: Iterable[QuoteDocument | FailedDocument]) -> Iterator[str]:
    """One line a document, each with its line feed, as they are asked for.

    Args:
        documents: what was found; a failed document has no line.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    for document in each(documents):
        if not isinstance(document, FailedDocument):
            yield to_json(document) + "\n"


def from_jsonl(lines: Iterable[str]) -> Iterator[QuoteDocument]:
    """The documents back, one a line; empty lines are passed over.

    Args:
        lines: those of an open file, or of ``text.split("\\n")``; not of ``str.splitlines``,
            which takes more characters for line ends than JSON Lines does.

    Raises:
        FormatError: as in :func:`.json.from_json`; ``where`` begins with ``line N`` (1-based).
        OptionError: ``lines`` is one text, a path or nothing of the sort.
    """
    if isinstance(lines, str | bytes | Path) or not isinstance(lines, Iterable):
        raise OptionError("lines", lines, r'an open file, or text.split("\n")')
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                document = from_json(line)
            except FormatError as error:
                raise FormatError(f"line {number}: {error.where}", error.reason) from error
            yield document
