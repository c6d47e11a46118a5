"""Documents to pandas data frames and to Parquet files, with the columns of :mod:`.tables`.

pandas and pyarrow come with the extra ``pandas``; they are imported when a function needs them.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from quoteattr.errors import MissingExtraError
from quoteattr.export.tables import (
    QUOTE_CATEGORIES,
    QUOTE_COLUMNS,
    SPEAKER_CATEGORIES,
    SPEAKER_COLUMNS,
    Cell,
    Row,
    Table,
    is_speakers,
    quote_rows,
    refuse_one,
    speaker_rows,
)
from quoteattr.records import FailedDocument, QuoteDocument

if TYPE_CHECKING:
    import pandas

__all__ = ["quotes_frame", "speakers_frame", "write_parquet"]

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


def quotes_frame(documents: Iterable[QuoteDocument | FailedDocument]) -> pandas.DataFrame:
    """A data frame of quotes, one row each, with the typed columns of ``QUOTE_COLUMNS``.

    In the place of ``meta`` each of the caller's fields has a column of its own; one that is called
    like a column of ours, such as *kind*, is ``meta_kind``.

    Args:
        documents: what was found; a failed document has no rows.

    Raises:
        MissingExtraError: pandas is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    return _with_meta(quote_rows(documents), QUOTE_COLUMNS, QUOTE_CATEGORIES)


def speakers_frame(documents: Iterable[QuoteDocument | FailedDocument]) -> pandas.DataFrame:
    """A data frame of speakers and addressees, one row each a document, as ``SPEAKER_COLUMNS``.

    The caller's fields are as in :func:`quotes_frame`.

    Args:
        documents: as for :func:`quotes_frame`.

    Raises:
        MissingExtraError: pandas is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    return _with_meta(speaker_rows(documents), SPEAKER_COLUMNS, SPEAKER_CATEGORIES)


def _with_meta(
    rows: Iterable[Row], columns: dict[str, Cell], categories: Mapping[str, Sequence[str]]
) -> pandas.DataFrame:
    """Rows as a data frame, their ``meta`` parted into columns."""
    frames = needed("pandas")
    kept = list(rows)
    frame = frame_of(kept, {n: cell for n, cell in columns.items() if n != "meta"}, categories)
    # a row that says nothing of the last field may come first, so the fields come from all
    fields = frames.DataFrame([json.loads(row["meta"] or "{}") for row in kept], index=frame.index)
    fields.columns = [f"meta_{name}" if name in frame else name for name in fields.columns]
    joined: pandas.DataFrame = frame.join(fields.convert_dtypes())
    return joined


def write_parquet(
    documents: Iterable[QuoteDocument | FailedDocument],
    path: str | Path | IO[bytes],
    *,
    table: Table = "quotes",
) -> None:
    """Write quotes or speakers to a Parquet file, a few thousand rows at a time.

    Its columns are those of CSV.

    Args:
        documents: as for :func:`quotes_frame`; they need not fit into memory together.
        path: the file, or one open for writing bytes.
        table: ``"quotes"`` or ``"speakers"``.

    Raises:
        MissingExtraError: pyarrow is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or there is no such table.
    """
    speakers = is_speakers(table)
    arrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    refuse_one(documents)
    columns = SPEAKER_COLUMNS if speakers else QUOTE_COLUMNS
    rows = (speaker_rows if speakers else quote_rows)(documents)
    schema = arrow_schema(columns)
    place = str(path) if isinstance(path, Path) else path
    with parquet.ParquetWriter(place, schema) as writer:
        for group in _groups(rows):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def needed(module: str, extra: str = EXTRA) -> Any:
    """A module of a package that an extra brings.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(module.partition(".")[0], extra) from error


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
    pandas = needed("pandas")
    dtypes = {
        name: pandas.CategoricalDtype(list(categories[name]))
        if cell == "category"
        else DTYPES[cell]
        for name, cell in columns.items()
    }
    return pandas.DataFrame(list(rows), columns=list(columns)).astype(dtypes)


def arrow_schema(columns: dict[str, Cell]) -> Any:
    """Columns as Arrow types them, in a file and in a table.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = needed("pyarrow")
    types: dict[Cell, Any] = {
        "text": arrow.string(),
        "category": arrow.dictionary(arrow.int8(), arrow.string()),
        "number": arrow.int64(),
        "truth": arrow.bool_(),
        "share": arrow.float64(),
    }
    return arrow.schema([(name, types[cell]) for name, cell in columns.items()])


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while group := list(islice(rows, GROUP)):
        yield group
