"""What the writer and the reader of ``.ann`` files have to agree about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import regex

from quoteattr.export.graph import Label

__all__ = ["ATTRIBUTES", "BETWEEN", "DOCUMENT", "NOTED", "Offsets", "pieces", "words"]

Offsets: TypeAlias = tuple[int, int]

# What brat (codecs.open and str.splitlines below it) takes for the end of a line.
_ENDS = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_PIECE = regex.compile(f"[^{_ENDS}]+")
BETWEEN = regex.compile(f"[{_ENDS}]*")

# The attribute that holds a field.
ATTRIBUTES: dict[Label, dict[str, str]] = {
    "Quote": {"kind": "Kind", "mode": "Mode", "negated": "Negated"},
    "Speaker": {"kind": "Type", "number": "Number", "anonymous": "Anonymous"},
    "Addressee": {"kind": "Type", "number": "Number", "anonymous": "Anonymous"},
}
NOTED: dict[Label, tuple[str, ...]] = {
    "Quote": ("id", "confidence", "speaker_confidence", "speaker_evidence"),
    "Speaker": ("id", "name", "aliases", "pronouns", "affiliations", "honorifics"),
    "Addressee": ("id", "name", "aliases", "pronouns", "affiliations", "honorifics"),
}
# What the note about the document as a whole hangs on: nothing in the text, so that brat keeps it
# whatever is deleted, and does not show it.
DOCUMENT = "document"


def pieces(text: str, start: int, end: int) -> list[Offsets]:
    """The pieces of a stretch between line ends, 0-based and half-open."""
    return [m.span() for m in _PIECE.finditer(text, start, end)]


def words(text: str, pieces: Sequence[Offsets]) -> str:
    """The words that a line of a stretch ends with."""
    return " ".join(text[a:b] for a, b in pieces)
