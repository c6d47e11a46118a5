"""Many documents at once: as data frames, and as files.

All take the documents that ``pipe`` gives, or any other iterable of documents; failed ones have no
row and no line. What a row holds is told in :mod:`quoteattr.export.tables`.
"""

# What does the work is imported when it is asked for: neither pandas nor regular expressions are
# loaded with the package.

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal
from uuid import uuid4

if TYPE_CHECKING:
    import pandas

    from quoteattr.people.linking import Known
    from quoteattr.records import FailedDocument, QuoteDocument

__all__ = [
    "quotes_frame",
    "read_jsonl",
    "speakers_frame",
    "speakers_table",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]


def quotes_frame(documents: Iterable[QuoteDocument | FailedDocument]) -> pandas.DataFrame:
    """A data frame of quotes, one row each, with typed columns.

    Each of the caller's fields has a column of its own behind ours; one that is called like a
    column of ours, such as *kind*, is ``meta_kind``.

    Args:
        documents: what was found.

    Raises:
        MissingExtraError: pandas is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    from quoteattr.export.frames import frame_with_meta

    return frame_with_meta(documents, "quotes")


def speakers_frame(documents: Iterable[QuoteDocument | FailedDocument]) -> pandas.DataFrame:
    """A data frame of speakers and addressees, one row each a document, with typed columns.

    Args:
        documents: as for :func:`quotes_frame`; so the columns of the caller's fields.

    Raises:
        MissingExtraError: pandas is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    from quoteattr.export.frames import frame_with_meta

    return frame_with_meta(documents, "speakers")


def speakers_table(
    documents: Iterable[QuoteDocument | FailedDocument], *, known: Known | None = None
) -> pandas.DataFrame:
    """A data frame of the speakers over all documents: who is quoted how often.

    One row for everybody whom :func:`~quoteattr.link_speakers` finds, the most quoted first.
    Sources that the texts leave unnamed stand at the end, those of one description together.
    The columns are told in :func:`quoteattr.people.table.table_rows`.

    Args:
        documents: as for :func:`~quoteattr.link_speakers`.
        known: as for :func:`~quoteattr.link_speakers`.

    Raises:
        MissingExtraError: pandas is not installed.
        OptionError: ``documents`` is no list of documents; so ``known``.
        FormatError: something among the documents is none, or the knowledge file is broken.
    """
    from quoteattr.export.frames import frame_of
    from quoteattr.export.tables import SPEAKER_CATEGORIES
    from quoteattr.people.table import TABLE_COLUMNS, table_rows

    return frame_of(table_rows(documents, known=known), TABLE_COLUMNS, SPEAKER_CATEGORIES)


def write_csv(
    documents: Iterable[QuoteDocument | FailedDocument],
    path: str | Path,
    *,
    table: Literal["quotes", "speakers"] = "quotes",
    raw: bool = False,
) -> None:
    """Write quotes or speakers to a CSV file that spreadsheets open with their accents.

    UTF-8 with a byte order mark. The caller's title and date have columns of their own, the other
    fields stand in ``meta``, as JSON.

    Args:
        documents: as for :func:`quotes_frame`; they need not fit into memory together.
        path: the file; one that is there is replaced, once all is written.
        table: ``"quotes"`` or ``"speakers"``.
        raw: leave text as it is. By default an apostrophe is put before text that begins with
            ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, which spreadsheets take for a
            formula and carry out.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or there is no such table.
        OSError: the file cannot be written.
    """
    from quoteattr.export.tables import to_csv

    lines = to_csv(documents, table=table, raw=raw)
    with _replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(lines)


def write_parquet(
    documents: Iterable[QuoteDocument | FailedDocument],
    path: str | Path | IO[bytes],
    *,
    table: Literal["quotes", "speakers"] = "quotes",
) -> None:
    """Write quotes or speakers to a Parquet file, a few thousand rows at a time.

    Its columns are those of CSV.

    Args:
        documents: as for :func:`quotes_frame`; they need not fit into memory together.
        path: the file, as for :func:`write_csv`, or one open for writing bytes.
        table: ``"quotes"`` or ``"speakers"``.

    Raises:
        MissingExtraError: pyarrow is not installed.
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or there is no such table.
        OSError: the file cannot be written.
    """
    from quoteattr.export.frames import write_rows

    if not isinstance(path, str | Path):
        write_rows(documents, path, table)
        return
    with _replacing(path) as part:
        write_rows(documents, part, table)


def write_jsonl(documents: Iterable[QuoteDocument | FailedDocument], path: str | Path) -> None:
    """Write documents to a file, one a line, in the form of :meth:`QuoteDocument.to_json`.

    Args:
        documents: as for :func:`quotes_frame`; they need not fit into memory together.
        path: the file; one that is there is replaced, once all is written.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
        OSError: the file cannot be written.
    """
    from quoteattr.export.jsonl import to_jsonl
    from quoteattr.export.tables import refuse_one

    refuse_one(documents)
    with _replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(to_jsonl(documents))


@contextmanager
def _replacing(path: str | Path) -> Iterator[Path]:
    """A file that takes the place of another when the block ends well, and is gone when it does
    not; so the other may be read meanwhile. A pipe or a device is written itself.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file():
        yield place
        return
    part = place.with_name(f".{uuid4().hex}.part")
    try:
        yield part
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def read_jsonl(path: str | Path) -> Iterator[QuoteDocument]:
    """The documents of a file, one a line, as they are asked for; empty lines are passed over.

    Args:
        path: a file that :func:`write_jsonl` or the command wrote.

    Raises:
        FormatError: a line is no document; ``where`` begins with ``path: line N`` (1-based).
        OSError: the file cannot be read.
    """
    from quoteattr.errors import FormatError
    from quoteattr.export.jsonl import from_jsonl

    with open(path, encoding="utf-8-sig", newline="\n") as file:
        try:
            yield from from_jsonl(file)
        except FormatError as error:
            raise FormatError(f"{path}: {error.where}", error.reason) from error
