"""The speakers of all documents as one table: what ``quoteattr who`` writes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from quoteattr.cli.report import printable
from quoteattr.export.json import dumps
from quoteattr.export.tables import csv_line
from quoteattr.people.records import KnownSpeaker
from quoteattr.records import QuoteDocument

__all__ = ["FORMS", "pieces"]

FORMS = ("text", "csv", "json")
# Columns on a terminal where it does not say how many it has.
WIDTH = 100


def pieces(
    documents: Iterable[QuoteDocument],
    form: str,
    *,
    terminal: bool,
    known: Sequence[KnownSpeaker] | None = None,
) -> Iterator[str]:
    """The table in pieces, once all documents are read.

    Args:
        documents: what was found.
        form: one of :data:`FORMS`.
        terminal: whether it is shown on one.
        known: whom the user knows beforehand.
    """
    from quoteattr.people.table import TABLE_COLUMNS, table_rows

    rows = table_rows(documents, known=known)
    if form == "csv":
        yield csv_line(TABLE_COLUMNS)
        yield from (csv_line(row.values()) for row in rows)
    elif form == "json":
        yield dumps(list(rows), indent=2) + "\n"
    else:
        yield _text(list(rows), shutil.get_terminal_size((WIDTH, 0)).columns if terminal else WIDTH)


def _text(rows: list[dict[str, Any]], width: int) -> str:
    """The table as lines of text, without columns in which there is nothing."""
    from rich.console import Console
    from rich.table import Table

    shown = {name: cell for name, cell in _SHOWN.items() if any(map(cell, rows))}
    if not rows:
        return "No speakers.\n"
    table = Table(*shown, box=None, pad_edge=False)
    for name, column in zip(shown, table.columns, strict=True):
        if name not in ("speaker", "pronouns"):
            column.justify, column.no_wrap = "right", True
    for row in rows:
        table.add_row(*(cell(row) for cell in shown.values()))
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _name(row: dict[str, Any]) -> str:
    return printable(f"{row['name']} [unnamed]" if row["anonymous"] else row["name"])


def _dates(row: dict[str, Any]) -> str:
    return " – ".join(dict.fromkeys(filter(None, (row["first"], row["last"]))))


# What stands in each column; the rest is in CSV and JSON.
_SHOWN: dict[str, Callable[[dict[str, Any]], str]] = {
    "speaker": _name,
    "quotes": lambda row: str(row["quotes"]),
    "words": lambda row: str(row["words"]),
    "documents": lambda row: str(row["documents"]),
    "direct": lambda row: "" if row["direct"] is None else f"{row['direct']:.0%}",
    "dates": _dates,
    "pronouns": lambda row: row["pronouns"] or "",
}
