"""Documents as flat rows: one a quote, or one a speaker; and those as CSV.

The columns are the same in CSV, pandas and Parquet. What a row has several of (joint speakers,
pieces of a cue) is joined by ``"; "``, a quote's content by a space, so that every cell is one
value; whoever wants one row a speaker splits ``speakers`` again.
Rows lose spans but for where the content begins and ends, so they are not read back.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from quoteattr.errors import OptionError
from quoteattr.export.json import check_text
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
    "is_speakers",
    "quote_rows",
    "speaker_rows",
    "to_csv",
]

Cell: TypeAlias = Literal["text", "category", "number", "truth", "share"]
Row: TypeAlias = dict[str, Any]
Table: TypeAlias = Literal["quotes", "speakers"]

SEPARATOR = "; "

# What each column holds: text, one of few words, a whole number, true or false, a float in [0, 1].
QUOTE_COLUMNS: dict[str, Cell] = {
    "document": "text",
    "quote": "text",
    "kind": "category",
    "mode": "category",
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
}
SPEAKER_COLUMNS: dict[str, Cell] = {
    "document": "text",
    "speaker": "text",
    "name": "text",
    "kind": "category",
    "number": "category",
    "anonymous": "truth",
    "anonymity_reason": "text",
    "pronouns": "text",
    "aliases": "text",
    "roles": "text",
    "affiliations": "text",
    "mentions": "number",
    "quotes": "number",
    "words": "number",
}

# All words that there are for a category, also where a table holds but some of them.
QUOTE_CATEGORIES: dict[str, tuple[str, ...]] = {"kind": KINDS, "mode": MODES}
SPEAKER_CATEGORIES: dict[str, tuple[str, ...]] = {
    "kind": get_args(SpeakerKind),
    "number": get_args(Number),
}


def quote_rows(
    documents: Iterable[QuoteDocument | FailedDocument], *, ids: Iterable[object] | None = None
) -> Iterator[Row]:
    """One dict a quote with the keys of :data:`QUOTE_COLUMNS`, in order.

    ``start`` and ``end`` are where the content begins and ends, 0-based, half-open code points;
    ``anonymous`` says whether any of its speakers is unnamed, None where it has none;
    ``depth`` counts the quotes it stands in.

    Args:
        documents: what was found; a failed document has no rows.
        ids: a name for each document; their positions, from 0, if None.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or ``ids`` are fewer or more.
    """
    for name, document in _named(documents, ids):
        for quote in document.quotes:
            yield _quote_row(name, quote)


def _quote_row(name: str, quote: Quote) -> Row:
    people = quote.speakers
    return {
        "document": name,
        "quote": quote.id,
        "kind": quote.kind,
        "mode": quote.mode,
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
        "depth": _depth(quote),
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
    }


def speaker_rows(
    documents: Iterable[QuoteDocument | FailedDocument], *, ids: Iterable[object] | None = None
) -> Iterator[Row]:
    """One dict a speaker or addressee with the keys of :data:`SPEAKER_COLUMNS`, in order.

    ``mentions`` and ``quotes`` count, ``words`` counts what stands between white space in the
    speaker's quotes; a joint quote counts for each. Addressees have 0 quotes.

    Args:
        documents: as for :func:`quote_rows`.
        ids: as for :func:`quote_rows`.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, or ``ids`` are fewer or more.
    """
    for name, document in _named(documents, ids):
        said: dict[str, list[Quote]] = defaultdict(list)
        for quote in document.quotes:
            for id_ in {speaker.id for speaker in quote.speakers}:
                said[id_].append(quote)
        for person in (*document.speakers, *document.addressees):
            yield _speaker_row(name, person, said[person.id])


def _speaker_row(name: str, person: Speaker, quotes: Sequence[Quote]) -> Row:
    reason = person.anonymity_reason
    return {
        "document": name,
        "speaker": person.id,
        "name": person.name,
        "kind": person.kind,
        "number": person.number,
        "anonymous": person.anonymous,
        "anonymity_reason": reason.text if reason else None,
        "pronouns": SEPARATOR.join(person.pronouns) or None,
        "aliases": SEPARATOR.join(person.aliases) or None,
        "roles": _once(person.roles),
        "affiliations": _once(person.affiliations),
        "mentions": len(person.mentions),
        "quotes": len(quotes),
        "words": sum(len(quote.text.split()) for quote in quotes),
    }


def _named(
    documents: Iterable[QuoteDocument | FailedDocument], ids: Iterable[object] | None
) -> Iterator[tuple[str, QuoteDocument]]:
    """Each document that did not fail, with its name."""
    if ids is None:
        pairs: Iterable[tuple[object, object]] = enumerate(each(documents))
    else:
        refuse_one(ids, "ids", "names")
        pairs = zip_longest(ids, each(documents), fillvalue=_NONE)
    for name, document in pairs:
        if name is _NONE or document is _NONE:
            number = "fewer than documents" if name is _NONE else "more than documents"
            raise OptionError("ids", number, "one for each document, failed ones included")
        if isinstance(document, QuoteDocument):
            check_text(document.text)
            yield str(name), document


# Stands for a name, or a document, that is missing.
_NONE = object()


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
            allowed = "what extract, pipe or from_json returns"
            raise OptionError(f"documents[{n}]", type(document).__name__, allowed)
        yield document


def refuse_one(given: object, option: str = "documents", words: str = "documents") -> None:
    """Refuse what is no iterable of documents, or of something else.

    One document is iterable too: over its quotes; and so is a name: over its letters.

    Raises:
        OptionError: it is none.
    """
    if isinstance(given, QuoteDocument | FailedDocument | str | bytes | Path):
        one = "one document" if isinstance(given, QuoteDocument | FailedDocument) else given
        raise OptionError(option, one, f"a list of {words}, such as [{words.removesuffix('s')}]")
    if not isinstance(given, Iterable):
        raise OptionError(option, given, f"a list or another iterable of {words}")


def is_speakers(table: str) -> bool:
    """Whether the rows of a table are speakers, and not quotes.

    Raises:
        OptionError: there is no such table.
    """
    if table not in get_args(Table):
        raise OptionError("table", table, "'quotes' or 'speakers'")
    return table == "speakers"


def _words(spans: tuple[Span, ...]) -> str | None:
    return SEPARATOR.join(span.text for span in spans) or None


def _once(spans: tuple[Span, ...]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(span.text for span in spans)) or None


def _depth(quote: Quote) -> int:
    depth = 0
    while quote.parent is not None:
        quote, depth = quote.parent, depth + 1
    return depth


def to_csv(
    documents: Iterable[QuoteDocument | FailedDocument],
    *,
    ids: Iterable[object] | None = None,
    table: Table = "quotes",
) -> Iterator[str]:
    r"""A header and one line a row, as RFC 4180 describes them, as they are asked for.

    Cells that hold line ends, commas or marks are quoted; a missing value is empty; booleans are
    ``true`` and ``false``. Write it with ``newline=""``: lines end in ``\r\n``.

    Args:
        documents: as for :func:`quote_rows`.
        ids: as for :func:`quote_rows`.
        table: ``"quotes"`` or ``"speakers"``.

    Raises:
        FormatError: a text holds a lone surrogate.
        OptionError: ``documents`` is no list of documents, ``ids`` are fewer or more, or there is
            no such table.
    """
    speakers = is_speakers(table)
    columns = list(SPEAKER_COLUMNS if speakers else QUOTE_COLUMNS)
    rows = speaker_rows if speakers else quote_rows
    yield _line(columns)
    for row in rows(documents, ids=ids):
        yield _line([_cell(row[column]) for column in columns])


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _line(cells: list[Any]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
