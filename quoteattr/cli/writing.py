"""Documents into the forms that the command writes, as pieces of text."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import tee
from math import isfinite
from pathlib import Path
from typing import IO, Any, TypeAlias

import regex

from quoteattr.errors import FormatError
from quoteattr.export.json import dumps
from quoteattr.export.streams import FORMATS, stream
from quoteattr.inputs import Input
from quoteattr.records import QuoteDocument

__all__ = [
    "ENDINGS",
    "GROWING",
    "OTHER_ENDINGS",
    "STREAMED",
    "Done",
    "Fail",
    "dumped",
    "head",
    "is_written",
    "piece",
    "pieces",
    "write_parquet",
]

Done: TypeAlias = tuple[Input, QuoteDocument]
# Told why a document cannot be written.
Fail: TypeAlias = Callable[[str], None]

# What a file of each form is called, where each text has its own.
ENDINGS = {
    "text": ".txt",
    "json": ".json",
    "jsonl": ".jsonl",
    "html": ".html",
    "csv": ".csv",
    "speakers-csv": ".speakers.csv",
    "columns": ".tsv",
    "label-studio": ".json",
    "citron": ".json",
    "web-annotation": ".jsonld",
    "tei": ".xml",
    "brat": ".ann",
    "parquet": ".parquet",
}
# Of files that a listing or a page would not be looked for in: what export writes, or nobody does.
OTHER_ENDINGS = frozenset(
    {".parquet", ".xlsx", ".xls", ".tsv", ".conll", ".xml", ".tei", ".ann", ".jsonld"}
    | {".md", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".png", ".svg", ".jpg"}
    | {".ndjson", ".jl", ".gz", ".zip", ".bz2", ".xz", ".zst"}
)
STREAMED = ("text", "json", "jsonl", "html", *FORMATS)
# Those whose file is whole after every document.
GROWING = ("jsonl", *(name for name, (_, _, between, after) in FORMATS.items() if not after))

# The fields of an output line that are not the caller's.
OURS = ("id", "file", "format_version", "text", "model", "quotes", "speakers", "addressees")
KEPT = "own"

_SURROGATE = regex.compile(r"[\ud800-\udfff]")


def pieces(
    done: Iterable[Done],
    form: str,
    *,
    fail: Fail,
    many: bool,
    title: str = "",
    terminal: bool = False,
) -> Iterator[str]:
    """The output in pieces, one a document or smaller.

    Args:
        done: documents with what they were read from.
        form: one of :data:`STREAMED`.
        fail: told why a document cannot be written; the others are.
        many: whether there may be more than one.
        title: of a page of one text.
        terminal: whether it is shown on one.
    """
    if form == "text":
        return _as_text(done, terminal=terminal)
    if form == "html":
        return _as_page(done, title=title)
    if form in FORMATS:
        named = ((item.id, document) for item, document in done)
        return stream(named, form, many=many, fail=fail)
    if form == "jsonl":
        return (line + "\n" for line in _dumped(done, fail, indent=None))
    objects = _dumped(done, fail, indent=2)
    return _as_array(objects) if many else (text + "\n" for text in objects)


def piece(item: Input, document: QuoteDocument, form: str) -> str:
    """One document in one of the :data:`GROWING` forms.

    Raises:
        FormatError: the form cannot hold it.
    """
    if form == "jsonl":
        return dumped(item, document) + "\n"
    write, *_ = FORMATS[form]
    return write(item.id, document)


def head(form: str) -> str:
    """What stands before the first document of one of the :data:`GROWING` forms."""
    return "" if form == "jsonl" else FORMATS[form][1]


def is_written(path: Path, form: str) -> bool:
    """Whether a file begins like one that this command wrote in a form; so does an empty one."""
    try:
        with path.open(encoding="utf-8") as file:
            first, second = file.readline(), file.readline()
    except (OSError, UnicodeDecodeError):
        return False
    if not first:
        return True
    if form == "text":
        return bool(second) and not second.strip("─\n")
    start = '{"id": ' if form == "jsonl" else head(form).strip() if form in FORMATS else ""
    fits = bool(start) and first.startswith(start)
    return fits and (form != "jsonl" or '"format_version": ' in first)


def dumped(item: Input, document: QuoteDocument, indent: int | None = None) -> str:
    """A document as a JSON object, with where it comes from and the caller's own fields.

    A field of the caller's that is called like one of ours goes into ``own``, unless the line was
    written by this command itself. What is no number of JSON in them is null.

    Raises:
        FormatError: the text or a field holds a lone surrogate, or a field is nested too deeply.
    """
    ours = document.to_dict()
    data: dict[str, Any] = {"id": item.id, "file": item.file}
    data |= {name: value for name, value in item.fields.items() if name not in OURS}
    clash = {} if "format_version" in item.fields else _clash(item, ours)
    if clash:
        data[KEPT] = clash | ({KEPT: data[KEPT]} if KEPT in data else {})
    try:
        text = dumps(_finite(data) | ours, indent=indent)
    except RecursionError:
        raise FormatError("a field", "is nested too deeply; leave it out") from None
    if not text.isascii() and _SURROGATE.search(text):
        raise FormatError("a field", "holds a lone surrogate; replace it, for example by \\ufffd")
    return text


def _finite(value: Any) -> Any:
    """Plain data with null for the floats that Python's JSON has and JSON has not."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list) else value


def _clash(item: Input, ours: dict[str, Any]) -> dict[str, Any]:
    same = {"id": item.id, "text": ours["text"]}
    return {
        name: value
        for name, value in item.fields.items()
        if name in OURS and not (name in same and value == same[name])
    }


def _as_page(done: Iterable[Done], title: str) -> Iterator[str]:
    from quoteattr.render.html import to_pages

    return to_pages(((str(item.id), document) for item, document in done), title=title)


def _as_text(done: Iterable[Done], *, terminal: bool) -> Iterator[str]:
    from quoteattr.render.terminal import to_text

    width = shutil.get_terminal_size().columns if terminal else 80
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for n, (item, document) in enumerate(done):
        text = to_text(document, title=str(item.id), width=width, colour=colour)
        yield f"\n{text}" if n else text


def _dumped(done: Iterable[Done], fail: Fail, indent: int | None) -> Iterator[str]:
    for item, document in done:
        try:
            yield dumped(item, document, indent)
        except FormatError as error:
            fail(f"{item.id}: {error}")


def _as_array(objects: Iterable[str]) -> Iterator[str]:
    """One array, written while it grows: the documents need not fit into memory together."""
    before = "[\n"
    for text in objects:
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def write_parquet(done: Iterable[Done], file: IO[bytes]) -> None:
    """The rows of all documents as one Parquet file."""
    from quoteattr.export import frames

    first, second = tee(done)
    ids, documents = (item.id for item, _ in first), (document for _, document in second)
    frames.write_parquet(documents, file, ids=ids)
