"""Documents as flat rows: one a quote, or one a speaker; and those as CSV.

The columns are the same in CSV, pandas and Parquet. What a row has several of (joint speakers,
pieces of a cue) is joined by ``"; "``, a quote's content by a space, so that every cell is one
value; whoever wants one row a speaker splits ``speakers`` again.
Every row has the id of its document (its position, from 0, where it has none), the title and the
date of the caller's fields, and the others as JSON in ``meta``.
Rows lose spans but for where the content begins and ends, so they are not read back.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from quoteattr.errors import OptionError
from quoteattr.export.json import check_text, dumps
from quoteattr.records import (
    KINDS,
    MODES,
    FailedDocument,
    Number,
    Quote,
    QuoteDocument,
    Span,
    Speaker,
    SpeakerKind,
)

__all__ = [
    "QUOTE_CATEGORIES",
    "QUOTE_COLUMNS",
    "SPEAKER_CATEGORIES",
    "SPEAKER_COLUMNS",
    "Table",
    "csv_line",
    "quote_rows",
    "speaker_rows",
    "table_of",
    "to_csv",
]

Cell: TypeAlias = Literal["text", "category", "number", "truth", "share"]
Row: TypeAlias = dict[str, Any]
Table: TypeAlias = Literal["quotes", "speakers"]

SEPARATOR = "; "
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# What each column holds: text, one of few words, a whole number, true or false, a float in [0, 1].
_DOCUMENT: dict[str, Cell] = {"document": "text", "title": "text", "date": "text"}
_META: dict[str, Cell] = {"meta": "text"}
QUOTE_COLUMNS: dict[str, Cell] = {
    **_DOCUMENT,
    "quote": "text",
    "kind": "category",
    "mode": "category",
    "negated": "truth",
    "start": "number",
    "end": "number",
    "text": "text",
    "cue": "text",
    "source": "text",
    "speakers": "text",
    "speaker_ids": "text",
    "anonymous": "truth",
    "addressees": "text",
    "parent": "text",
    "depth": "number",
    "confidence": "share",
    "speaker_confidence": "share",
    **_META,
}
SPEAKER_COLUMNS: dict[str, Cell] = {
    **_DOCUMENT,
    "speaker": "text",
    "name": "text",
    "kind": "category",
    "number": "category",
    "anonymous": "truth",
    "anonymity_reason": "text",
    "pronouns": "text",
    "aliases": "text",
    "honorifics": "text",
    "roles": "text",
    "affiliations": "text",
    "mentions": "number",
    "quotes": "number",
    "words": "number",
    **_META,
}

# All words that there are for a category, also where a table holds but some of them.
QUOTE_CATEGORIES: dict[str, tuple[str, ...]] = {"kind": KINDS, "mode": MODES}
SPEAKER_CATEGORIES: dict[str, tuple[str, ...]] = {
    "kind": get_args(SpeakerKind),
    "number": get_args(Number),
}


def quote_rows(documents: Iterable[QuoteDocument | FailedDocument]) -> Iterator[Row]:
    """One dict a quote with the keys of :data:`QUOTE_COLUMNS`, in order.

    ``start`` and ``end`` are where the content begins and ends, 0-based, half-open code points;
    ``anonymous`` says whether any of its speakers is unnamed, None where it has none;
    ``depth`` counts the quotes it stands in.

    Args:
        documents: what was found; a failed document has no rows.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    for about, meta, document in _about(documents):
        for quote in document.quotes:
            yield about | _quote_row(quote) | meta


def _quote_row(quote: Quote) -> Row:
    people = quote.speakers
    return {
        "quote": quote.id,
        "kind": quote.kind,
        "mode": quote.mode,
        "negated": quote.negated,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "cue": quote.cue.text if quote.cue else None,
        "source": quote.source.text if quote.source else None,
        "speakers": SEPARATOR.join(s.name for s in people) if people else None,
        "speaker_ids": SEPARATOR.join(s.id for s in people) if people else None,
        "anonymous": any(s.anonymous for s in people) if people else None,
        "addressees": SEPARATOR.join(s.name for s in quote.addressees) or None,
        "parent": quote.parent.id if quote.parent else None,
        "depth": quote.depth,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
    }


def speaker_rows(documents: Iterable[QuoteDocument | FailedDocument]) -> Iterator[Row]:
    """One dict a speaker or addressee with the keys of :data:`SPEAKER_COLUMNS`, in order.

    ``mentions`` and ``quotes`` count, ``words`` counts what stands between white space in the
    speaker's quotes; a joint quote counts for each. Addressees have 0 quotes.

    Args:
        documents: as for :func:`quote_rows`.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents.
    """
    for about, meta, document in _about(documents):
        said: dict[str, list[Quote]] = defaultdict(list)
        for quote in document.quotes:
            for id_ in {speaker.id for speaker in quote.speakers}:
                said[id_].append(quote)
        for person in (*document.speakers, *document.addressees):
            yield about | _speaker_row(person, said[person.id]) | meta


def _speaker_row(person: Speaker, quotes: Sequence[Quote]) -> Row:
    reason = person.anonymity_reason
    return {
        "speaker": person.id,
        "name": person.name,
        "kind": person.kind,
        "number": person.number,
        "anonymous": person.anonymous,
        "anonymity_reason": reason.text if reason else None,
        "pronouns": SEPARATOR.join(person.pronouns) or None,
        "aliases": SEPARATOR.join(person.aliases) or None,
        "honorifics": _once(person.honorifics),
        "roles": _once(person.roles),
        "affiliations": _once(person.affiliations),
        "mentions": len(person.mentions),
        "quotes": len(quotes),
        "words": sum(len(quote.text.split()) for quote in quotes),
    }


def _about(
    documents: Iterable[QuoteDocument | FailedDocument],
) -> Iterator[tuple[Row, Row, QuoteDocument]]:
    """Each document that did not fail, with the first and the last cells of its rows."""
    for n, document in enumerate(each(documents)):
        if isinstance(document, QuoteDocument):
            check_text(document.text)
            fields = dict(document.meta)
            about = {
                "document": str(n) if document.id is None else document.id,
                "title": _text(fields.pop("title", None)),
                "date": _text(fields.pop("date", None)),
            }
            yield about, {"meta": dumps(fields) if fields else None}, document


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def each(
    documents: Iterable[QuoteDocument | FailedDocument],
) -> Iterator[QuoteDocument | FailedDocument]:
    """The documents as they come, failed ones too.

    Raises:
        OptionError: as for :func:`refuse_one`, or there is something else among them.
    """
    refuse_one(documents)
    for n, document in enumerate(documents):
        if not isinstance(document, QuoteDocument | FailedDocument):
            allowed = "what extract, pipe or read_jsonl returns"
            raise OptionError(f"documents[{n}]", type(document).__name__, allowed)
        yield document


def refuse_one(given: object) -> None:
    """Refuse what is no iterable of documents.

    One document is iterable too: over its quotes; and so is a name: over its letters.

    Raises:
        OptionError: it is none.
    """
    if isinstance(given, QuoteDocument | FailedDocument):
        raise OptionError("documents", "one document", "a list of documents, such as [document]")
    if isinstance(given, str | bytes | Path) or not isinstance(given, Iterable):
        allowed = "a list or another iterable of documents, such as read_jsonl(path) gives"
        raise OptionError("documents", given, allowed)


def table_of(
    documents: Iterable[QuoteDocument | FailedDocument], table: Table
) -> tuple[dict[str, Cell], Mapping[str, Sequence[str]], Iterator[Row]]:
    """The columns, categories and rows of a table.

    Raises:
        OptionError: there is no such table, or as for :func:`refuse_one`.
    """
    if table not in get_args(Table):
        raise OptionError("table", table, "'quotes' or 'speakers'")
    refuse_one(documents)
    if table == "speakers":
        return SPEAKER_COLUMNS, SPEAKER_CATEGORIES, speaker_rows(documents)
    return QUOTE_COLUMNS, QUOTE_CATEGORIES, quote_rows(documents)


def _once(spans: tuple[Span, ...]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(span.text for span in spans)) or None


def to_csv(
    documents: Iterable[QuoteDocument | FailedDocument],
    *,
    table: Table = "quotes",
    raw: bool = False,
) -> Iterator[str]:
    r"""A header and one line a row, as RFC 4180 describes them, as they are asked for.

    Cells that hold line ends, commas or marks are quoted; a missing value is empty; booleans are
    ``true`` and ``false``. Write it with ``newline=""``: lines end in ``\r\n``.

    Args:
        documents: as for :func:`quote_rows`.
        table: ``"quotes"`` or ``"speakers"``.
        raw: leave text as it is. By default an apostrophe is put before text that begins with
            ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, which spreadsheets take for a
            formula and carry out.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or there is no such table.
    """
    columns, _, rows = table_of(documents, table)
    lines = ([row[column] for column in columns] for row in rows)
    return (csv_line(cells, raw=raw) for cells in chain([list(columns)], lines))


def csv_line(cells: Iterable[object], *, raw: bool = False) -> str:
    r"""One line of a CSV file.

    >>> csv_line(["=1+1", None, True, 3])
    "'=1+1,,true,3\r\n"
    """
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([_cell(cell, raw) for cell in cells])
    return buffer.getvalue()


def _cell(value: object, raw: bool) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    formula = isinstance(value, str) and value.startswith(_FORMULA) and not raw
    return f"'{value}" if formula else value
