"""Documents to pandas data frames and to Parquet files, with the columns of :mod:`.tables`.

pandas and pyarrow come with the extra ``pandas``; they are imported when a function needs them.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from quoteattr.errors import MissingExtraError
from quoteattr.export.tables import Cell, Row, Table, table_of
from quoteattr.records import FailedDocument, QuoteDocument

if TYPE_CHECKING:
    import pandas

__all__ = ["frame_of", "frame_with_meta", "write_rows"]

EXTRA = "pandas"

# Rows that go into one group of a Parquet file, and stay in memory together.
GROUP = 10_000

# What pandas calls each sort of cell; all of them can be missing.
DTYPES: dict[Cell, str] = {
    "text": "string",
    "number": "Int64",
    "truth": "boolean",
    "share": "float64",
}


def frame_with_meta(
    documents: Iterable[QuoteDocument | FailedDocument], table: Table
) -> pandas.DataFrame:
    """The rows of documents as a data frame, the caller's fields each in a column of its own.

    Raises:
        MissingExtraError: pandas is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or there is no such table.
    """
    frames = _needed("pandas")
    columns, categories, rows = table_of(documents, table)
    kept = list(rows)
    frame = frame_of(kept, {n: cell for n, cell in columns.items() if n != "meta"}, categories)
    # a row that says nothing of the last field may come first, so the fields come from all
    fields = frames.DataFrame([json.loads(row["meta"] or "{}") for row in kept], index=frame.index)
    names = list(frame.columns)
    for name in fields.columns:
        while name in names:
            name = f"meta_{name}"
        names.append(name)
    fields.columns = names[len(frame.columns) :]
    joined: pandas.DataFrame = frame.join(fields.convert_dtypes())
    return joined


def write_rows(
    documents: Iterable[QuoteDocument | FailedDocument], path: str | Path | IO[bytes], table: Table
) -> None:
    """Write the rows of documents to a Parquet file, some at a time.

    Raises:
        MissingExtraError: pyarrow is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or there is no such table.
    """
    columns, _, rows = table_of(documents, table)
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    schema = _arrow_schema(columns)
    place = str(path) if isinstance(path, Path) else path
    with parquet.ParquetWriter(place, schema) as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def _needed(module: str) -> Any:
    """A module of a package that the extra brings.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(module.partition(".")[0], EXTRA) from error


def frame_of(
    rows: Iterable[Row], columns: dict[str, Cell], categories: Mapping[str, Sequence[str]]
) -> pandas.DataFrame:
    """Rows as a data frame; what a row lacks is missing.

    pandas joins columns of categories where all of them are alike, so each has all that there are.

    Args:
        rows: dicts with names of columns.
        columns: what each holds.
        categories: the words of those that hold one of few.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    pandas = _needed("pandas")
    dtypes = {
        name: pandas.CategoricalDtype(list(categories[name]))
        if cell == "category"
        else DTYPES[cell]
        for name, cell in columns.items()
    }
    return pandas.DataFrame(list(rows), columns=list(columns)).astype(dtypes)


def _arrow_schema(columns: dict[str, Cell]) -> Any:
    """Columns as Arrow types them, in a file and in a table.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = _needed("pyarrow")
    types: dict[Cell, Any] = {
        "text": arrow.string(),
        "category": arrow.dictionary(arrow.int8(), arrow.string()),
        "number": arrow.int64(),
        "truth": arrow.bool_(),
        "share": arrow.float64(),
    }
    return arrow.schema([(name, types[cell]) for name, cell in columns.items()])
