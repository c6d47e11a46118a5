"""Documents back from files: what this command wrote, and what other tools made of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from errno import ENOENT
from pathlib import Path
from typing import Any

from quoteattr.cli.writing import Done
from quoteattr.errors import FormatError
from quoteattr.export.json import from_dict
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

__all__ = ["ENDINGS", "READ", "read_saved"]

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
        Each document with what is known of its text; in the place of one that cannot be read the
        :class:`FormatError` that says why.
    """
    for path in paths:
        for file in files(path, tuple(ENDINGS)):
            if isinstance(file, FormatError):
                yield file
            else:
                yield from _read(file, form or _guess(file))


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
            reason = "is a text, not what was found in one; use quoteattr extract or export"
        yield FormatError(shown(file), reason)
    elif form == "jsonl":
        yield from _read_jsonl(file)
    else:
        yield from _safely(file, WHOLE[form])


def _read_jsonl(file: str) -> Iterator[Done | FormatError]:
    for line in read_lines(file):
        if isinstance(line, FormatError):
            yield line
            continue
        where, data = line
        try:
            number = int(where.rpartition(":")[2])
            yield _named(data, from_dict(data), shown(file), where, number)
        except FormatError as error:
            yield FormatError(f"{where}: {error.where}", error.reason)


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


def _json(file: str, text: str) -> Iterator[Done | FormatError]:
    yield from _entries(file, text, _task_or_document)


def _tasks(file: str, text: str) -> Iterator[Done | FormatError]:
    yield from _entries(file, text, _task)


def _entries(
    file: str, text: str, read: Callable[[Mapping[str, Any], str, str, int], Done]
) -> Iterator[Done | FormatError]:
    """The entries of an array, or the only one; one that cannot be read costs no other."""
    name = shown(file)
    data = _parsed(text)
    for number, entry in enumerate(data if isinstance(data, list) else [data], 1):
        where = f"{name}:{number}" if isinstance(data, list) else name
        try:
            yield read(entry, name, where, number)
        except FormatError as error:
            yield FormatError(f"{where}: {error.where}", error.reason)


def _task_or_document(entry: Mapping[str, Any], name: str, where: str, number: int) -> Done:
    if isinstance(entry, Mapping) and isinstance(entry.get("data"), Mapping):
        return _task(entry, name, where, number)
    return _named(entry, from_dict(entry), name, where, number)


def _task(entry: Mapping[str, Any], name: str, where: str, number: int) -> Done:
    from quoteattr.export.label_studio import from_label_studio

    document = from_label_studio(entry)
    id_ = entry["data"].get("id", where)
    return Input(id_, name, document.text, number), document


def _columns(file: str, text: str) -> Iterator[Done | FormatError]:
    from quoteattr.export.columns import from_columns

    name = shown(file)
    ids = [line[len(_NEWDOC) :].strip() for line in text.split("\n") if line.startswith(_NEWDOC)]
    documents = from_columns(text)
    for n, document in enumerate(documents):
        id_ = ids[n] if len(ids) == len(documents) and ids[n] else f"{name}:{n + 1}"
        yield Input(id_, name, document.text, n + 1), document


_NEWDOC = "# newdoc id ="


def _brat(file: str, annotations: str) -> Iterator[Done | FormatError]:
    from quoteattr.export.brat import from_brat

    place = Path(file).with_suffix(".txt")
    if place.exists() and not place.is_file():
        raise FormatError("text", f"{shown(str(place))}: is no regular file; give it as one")
    words = read_whole(str(place))
    if isinstance(words, FormatError):
        raise FormatError("text", str(words))
    name = shown(os.path.splitext(file)[0])
    yield Input(name, name, words), from_brat(words, annotations)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FormatError("document", f"is not JSON ({error}); give it whole") from error


def _named(
    data: Mapping[str, Any], document: QuoteDocument, name: str, where: str, number: int
) -> Done:
    """A document of ours with the id, the file and the fields that stand beside it."""
    id_, file = data.get("id", where), data.get("file", name)
    if isinstance(id_, bool) or not isinstance(id_, str | int):
        id_ = where
    file = file if isinstance(file, str) else name
    return Input(id_, file, document.text, number, data), document


WHOLE: dict[str, Callable[[str, str], Iterator[Done | FormatError]]] = {
    "json": _json,
    "label-studio": _tasks,
    "columns": _columns,
    "brat": _brat,
}
