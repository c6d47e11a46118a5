"""Texts from files, folders and standard input, one at a time.

A file whose name ends in ``.jsonl`` holds one JSON object a line, any other file is one text.
Bytes are decoded as UTF-8 and nothing else is done to them: line ends and a byte order mark stay,
so that offsets are those of the file.
What cannot be read comes out as an error in its place, and the rest is read on.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import attrs
import regex

from quoteattr.errors import FormatError

__all__ = ["Input", "is_jsonl", "read_inputs", "read_lines"]

STDIN = "-"
SUFFIXES = (".txt", ".jsonl")

_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_BOM = b"\xef\xbb\xbf"

Line: TypeAlias = tuple[str, dict[str, Any]]


@attrs.frozen
class Input:
    """One text to be read.

    Attributes:
        id: the id that the line of a JSONL file gives, or ``file:line``; else the file.
        file: the path as it was given or found in a folder; ``-`` for standard input.
        text: the text, exactly as the file has it.
    """

    id: str | int
    file: str
    text: str


def is_jsonl(path: str) -> bool:
    """Whether a path names a file of one JSON object a line.

    >>> is_jsonl("news/May.JSONL"), is_jsonl("notes.json")
    (True, False)
    """
    return path.lower().endswith(".jsonl")


def read_inputs(
    paths: Iterable[str], *, text_field: str = "text", id_field: str = "id"
) -> Iterator[Input | FormatError]:
    """The texts that paths hold, in order, each read only when it is asked for.

    Args:
        paths: files, folders (walked through, names sorted, ``.txt`` and ``.jsonl`` only),
            ``-`` for standard input as one text.
        text_field: the field of a JSONL line that holds the text.
        id_field: the field of a JSONL line that holds its id.

    Yields:
        An :class:`Input` a text; in the place of one that cannot be read the
        :class:`FormatError` that says why, its ``where`` being ``file`` or ``file:line``.
    """
    for path in paths:
        for file in _files(path):
            if isinstance(file, FormatError):
                yield file
            elif is_jsonl(file):
                yield from _read_jsonl(file, text_field, id_field)
            else:
                yield _read_text(file)


def read_lines(path: str) -> Iterator[Line | FormatError]:
    """The objects of a JSONL file, each with ``file:line`` (1-based); empty lines are passed over.

    Yields:
        ``(where, object)``; in the place of a line that is no JSON object the
        :class:`FormatError` that says why.
    """
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip() not in (b"", _BOM):
                    yield _parse(line.removeprefix(_BOM), f"{shown(path)}:{number}")
    except OSError as error:
        yield _unreadable(path, error)


def shown(path: str) -> str:
    """A path that can be printed, also where the file system's bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _files(path: str) -> Iterator[str | FormatError]:
    if path == STDIN or not os.path.isdir(path):
        yield path
        return
    errors: list[OSError] = []
    found = 0
    for folder, folders, names in os.walk(path, onerror=errors.append):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES):
                found += 1
                yield os.path.join(folder, name)
    yield from (_unreadable(str(error.filename), error) for error in errors)
    if not found and not errors:
        yield FormatError(shown(path), "holds no .txt or .jsonl file; name its files one by one")


def _read_text(path: str) -> Input | FormatError:
    try:
        data = _stdin().read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        return _unreadable(path, error)
    try:
        return Input(shown(path), shown(path), data.decode())
    except UnicodeDecodeError as error:
        return FormatError(shown(path), _not_utf8(error))


def _read_jsonl(path: str, text_field: str, id_field: str) -> Iterator[Input | FormatError]:
    for line in read_lines(path):
        if isinstance(line, FormatError):
            yield line
        else:
            yield _input(*line, shown(path), text_field, id_field)


def _input(
    where: str, data: dict[str, Any], file: str, text_field: str, id_field: str
) -> Input | FormatError:
    text, id_ = data.get(text_field), data.get(id_field)
    if id_ is None:
        id_ = where
    if not isinstance(text, str):
        reason = f"has no text in the field {text_field!r}; name the right one with --text-field"
        return FormatError(where, reason)
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        reason = f"the field {id_field!r} is no string or whole number; name another by --id-field"
        return FormatError(where, reason)
    if _SURROGATE.search(f"{text}{id_}"):
        return FormatError(where, "holds a lone surrogate; replace it, for example by \\ufffd")
    return Input(id_, file, text)


def _parse(line: bytes, where: str) -> Line | FormatError:
    try:
        data = json.loads(line.decode())
    except UnicodeDecodeError as error:
        return FormatError(where, _not_utf8(error))
    except (ValueError, RecursionError) as error:
        return FormatError(where, f"is not JSON ({error}); write one object a line")
    if not isinstance(data, dict):
        return FormatError(where, "is not a JSON object; write one object a line")
    return where, data


def _stdin() -> BinaryIO:
    return sys.stdin.buffer


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"is not UTF-8 at byte {error.start}; convert it first"


def _unreadable(path: str, error: OSError) -> FormatError:
    reason = (error.strerror or str(error)).lower()
    return FormatError(shown(path), f"cannot be read ({reason}); check path and permissions")
