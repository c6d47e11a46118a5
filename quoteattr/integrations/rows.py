"""What was read of a piece of a table, as rows; those as a data frame or as an Arrow table.

Every piece has the same columns of the same types, whatever it holds: an engine joins pieces, and
writes each to a file of its own, so a column without any value must not lose its type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from quoteattr.errors import ExtractionError, FormatError
from quoteattr.export.frames import arrow_schema, frame_of, needed
from quoteattr.export.json import check_text
from quoteattr.export.tables import ABOUT, QUOTE_CATEGORIES, QUOTE_COLUMNS, Cell, Row, quote_rows
from quoteattr.records import FailedDocument, QuoteDocument

if TYPE_CHECKING:
    import pandas
    import pyarrow

__all__ = ["ARTICLE_COLUMNS", "COLUMNS", "Found", "Rows", "as_frame", "as_table", "rows_of"]

Rows: TypeAlias = Literal["quotes", "articles"]
Found: TypeAlias = QuoteDocument | FailedDocument

ERROR = "error"

# What a row of an article holds; the whole document is in it as JSON.
ARTICLE_COLUMNS: dict[str, Cell] = {
    "quotes": "number",
    "speakers": "number",
    "document": "text",
    ERROR: "text",
}
COLUMNS: dict[Rows, dict[str, Cell]] = {
    # The caller's own columns say which article it is from.
    "quotes": {n: cell for n, cell in QUOTE_COLUMNS.items() if n not in ABOUT} | {ERROR: "text"},
    "articles": ARTICLE_COLUMNS,
}


def rows_of(documents: list[Found], rows: Rows) -> tuple[list[int], list[Row]]:
    """The rows of a piece, and for each the place of its document, from 0.

    A document that failed, or that no file can hold, has one row with nothing but ``error``.

    Args:
        documents: what was found in the texts of the piece, in order.
        rows: one a quote or one an article.
    """
    places: list[int] = []
    cells: list[Row] = []
    for place, document in enumerate(documents):
        made = _rows(document, rows)
        places += [place] * len(made)
        cells += made
    return places, cells


def _rows(document: Found, rows: Rows) -> list[Row]:
    if isinstance(document, FailedDocument):
        return [{ERROR: _reason(document.error)}]
    try:
        check_text(document.text)
    except FormatError as error:
        return [{ERROR: str(error)}]
    if rows == "quotes":
        return list(quote_rows([document]))
    speakers = len(document.speakers)
    return [{"quotes": len(document), "speakers": speakers, "document": document.to_json()}]


def _reason(error: Exception) -> str:
    """Why a document failed, in words; its place in the piece says nothing to anybody."""
    return error.reason if isinstance(error, ExtractionError) else str(error)


def as_frame(cells: list[Row], rows: Rows) -> pandas.DataFrame:
    """Rows as a data frame; what a row lacks is missing.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    return frame_of(cells, COLUMNS[rows], QUOTE_CATEGORIES)


def as_table(cells: list[Row], rows: Rows) -> pyarrow.Table:
    """Rows as an Arrow table with the types that ``write_parquet`` gives; what a row lacks is null.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = needed("pyarrow")
    return arrow.Table.from_pylist(cells, schema=arrow_schema(COLUMNS[rows]))
