"""Documents back from files: what this command wrote, and what other tools made of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from errno import ENOENT
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from quoteattr.cli.writing import Done
from quoteattr.errors import FormatError
from quoteattr.export.brat import from_brat
from quoteattr.export.columns import from_columns
from quoteattr.export.json import from_dict
from quoteattr.export.label_studio import from_label_studio
from quoteattr.inputs import (
    STDIN,
    SUFFIXES,
    Input,
    files,
    read_lines,
    read_whole,
    shown,
    unreadable,
)
from quoteattr.records import QuoteDocument

__all__ = ["ENDINGS", "READ", "read_document", "read_saved"]

# The formats that can be read back.
READ = ("json", "jsonl", "brat", "columns", "label-studio")
# What a file's ending says of it; JSON is told apart from Label Studio's by what is in it.
ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ann": "brat",
    ".tsv": "columns",
    ".conll": "columns",
}


def read_saved(paths: Iterable[str], form: str | None = None) -> Iterator[Done | FormatError]:
    """The documents that paths hold, in order.

    Args:
        paths: files, folders (those of their files whose ending is in :data:`ENDINGS`), ``-`` for
            standard input.
        form: one of :data:`READ`; by default a file's ending tells, and standard input is JSONL.

    Yields:
        Each document with what it was read from; in the place of one that cannot be read the
        :class:`FormatError` that says why.
    """
    for path in paths:
        for file in files(path, tuple(ENDINGS)):
            if isinstance(file, FormatError):
                yield file
            else:
                yield from _read(file, form or _guess(file))


def read_document(
    data: Mapping[str, Any], file: str, where: str, number: int
) -> Done | FormatError:
    """A document from its object, or the error that says why it is none.

    Args:
        data: the object.
        file: what it stands in.
        where: its place in the file, which is its id where it has none.
        number: the same as a number, 1-based.
    """
    return _entry(from_dict, data, file, where, number)


def _entry(
    read: Callable[[Any], QuoteDocument], data: Any, file: str, where: str, number: int
) -> Done | FormatError:
    try:
        return _placed(read(data), file, where, number)
    except FormatError as error:
        return FormatError(f"{where}: {error.where}", error.reason)


def _placed(document: QuoteDocument, file: str, where: str, number: int | None) -> Done:
    if document.id is None:
        document = attrs.evolve(document, id=where)
    return Input(document.id or where, file, document.text, number), document


def _guess(file: str) -> str | None:
    if file == STDIN:
        return "jsonl"
    return ENDINGS.get(os.path.splitext(file)[1].lower())


def _read(file: str, form: str | None) -> Iterator[Done | FormatError]:
    if form == "brat" and file == STDIN:
        yield FormatError(
            file, "cannot hold brat's two files; name the .ann, with the .txt beside it"
        )
    elif form is None and not os.path.exists(file):
        yield unreadable(file, FileNotFoundError(ENOENT, os.strerror(ENOENT)))
    elif form is None:
        reason = f"has none of the endings {', '.join(ENDINGS)}; say what it is with --from"
        if file.lower().endswith(SUFFIXES):
            reason = "is a text, not what was found in one; use quoteattr extract"
        yield FormatError(shown(file), reason)
    elif form == "jsonl":
        yield from _read_jsonl(file)
    else:
        yield from _safely(file, WHOLE[form])


def _read_jsonl(file: str) -> Iterator[Done | FormatError]:
    for n, line in enumerate(read_lines(file)):
        if isinstance(line, FormatError):
            yield line
            continue
        where, data = line
        if n == 0 and "format_version" not in data:
            reason = "holds texts, not what was found in them; use quoteattr extract first"
            yield FormatError(shown(file), reason)
            return
        yield read_document(data, shown(file), where, int(where.rpartition(":")[2]))


def _safely(
    file: str, read: Callable[[str, str], Iterator[Done | FormatError]]
) -> Iterator[Done | FormatError]:
    """What a reader of whole files gives, up to what it cannot read."""
    text = read_whole(file)
    if isinstance(text, FormatError):
        yield text
        return
    try:
        yield from read(file, text)
    except FormatError as error:
        yield FormatError(f"{shown(file)}: {error.where}", error.reason)


def _entries(
    file: str, text: str, read: Callable[[Mapping[str, Any], str, str, int], Done | FormatError]
) -> Iterator[Done | FormatError]:
    """The entries of an array, or the only one; one that cannot be read costs no other."""
    name = shown(file)
    data = _parsed(text)
    for number, entry in enumerate(data if isinstance(data, list) else [data], 1):
        where = f"{name}:{number}" if isinstance(data, list) else name
        yield read(entry, name, where, number)


def _task_or_document(
    entry: Mapping[str, Any], name: str, where: str, number: int
) -> Done | FormatError:
    if isinstance(entry, Mapping) and isinstance(entry.get("data"), Mapping):
        return _task(entry, name, where, number)
    return read_document(entry, name, where, number)


def _task(entry: Mapping[str, Any], name: str, where: str, number: int) -> Done | FormatError:
    return _entry(from_label_studio, entry, name, where, number)


def _columns(file: str, text: str) -> Iterator[Done | FormatError]:
    name = shown(file)
    for number, document in enumerate(from_columns(text), 1):
        yield _placed(document, name, f"{name}:{number}", number)


def _brat(file: str, annotations: str) -> Iterator[Done | FormatError]:
    place = Path(file).with_suffix(".txt")
    if place.exists() and not place.is_file():
        raise FormatError("text", f"{shown(str(place))}: is not a regular file; give it as one")
    words = read_whole(str(place))
    if isinstance(words, FormatError):
        raise FormatError("text", str(words))
    yield _placed(from_brat(words, annotations), shown(file), shown(str(place)), None)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FormatError("document", f"is not JSON ({error}); give it whole") from error


WHOLE: dict[str, Callable[[str, str], Iterator[Done | FormatError]]] = {
    "json": partial(_entries, read=_task_or_document),
    "label-studio": partial(_entries, read=_task),
    "columns": _columns,
    "brat": _brat,
}
