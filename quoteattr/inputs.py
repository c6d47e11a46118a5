"""Texts from files, folders and standard input, one at a time.

A file whose name ends in ``.jsonl`` holds one JSON object a line, any other file is one text.
Bytes are decoded as UTF-8 and nothing else is done to them: line ends and a byte order mark stay,
so that offsets are those of the file.
What cannot be read comes out as an error in its place, and the rest is read on.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, TypeVar

import attrs

from quoteattr.errors import FormatError, OptionError, TextContentError, TextTypeError
from quoteattr.meta import SURROGATE, plain_id, plain_meta

__all__ = [
    "Input",
    "check_text",
    "files",
    "is_document",
    "is_jsonl",
    "read_file",
    "read_lines",
    "read_whole",
    "shown",
    "unreadable",
]

STDIN = "-"
SUFFIXES = (".txt", ".jsonl")

_TABLE = "is a table; write its texts as JSON Lines, one object a line, into a .jsonl file"
_PAGE = "holds markup; give the text of the page alone, without tags, in a .txt file"
_BINARY = "is not plain text; save its text in a .txt file"
_PACKED = "is packed; unpack it, for example with gunzip or unzip, and name what is in it"
_LINES = "is JSON Lines; call it .jsonl, or give it to standard input: - --jsonl < FILE"
_JSON = "is JSON; write one object a line into a .jsonl file, or the text into a .txt file"
# Of files that are not one text, by their endings, what to do instead.
_NO_TEXT = {
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls", ".parquet"), _TABLE),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml"), _PAGE),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"), _BINARY),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".mp3", ".mp4"), _BINARY),
    **dict.fromkeys((".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".tar"), _PACKED),
    **dict.fromkeys((".ndjson", ".jl", ".jsonlines"), _LINES),
    ".json": _JSON,
}
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# How files begin that are no text, whatever they are called.
_MAGIC = {
    b"%PDF-": "is a PDF; save its text in a .txt file, for example with pdftotext",
    b"PK\x03\x04": _PACKED,
    b"\x1f\x8b": _PACKED,
    b"{\\rtf": _BINARY,
}
_BEGINNING = 4096
# How a page begins, and how many ends of elements no article has in its words.
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|\?xml|html|head|body|article|div|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = re.compile(r"</(?:a|body|div|h[1-6]|html|li|p|section|span)>", re.IGNORECASE)
_FEW_ENDS = 3
# A first line with a blank one below it, and what headlines do not end in (datelines: a dash).
_FIRST_LINE = re.compile(r"\s*(?P<line>\S[^\r\n]{0,148})\r?\n[^\S\r\n]*\r?\n\s*\S")
_NO_HEADLINE = (".", "!", "…", ":", ";", ",", "-", "–", "—")

# The longest name of a file on any usual system, in code points.
_LONGEST_PATH = 255
# Without blanks, or with a separator before the first of them: a headline may end in ".md" too.
_PATH = re.compile(
    r"(?:\S+|\S*[/\\][^\r\n]+)\.(?:csv|docx?|html?|jsonl?|md|pdf|te?xt)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\w\S*", re.IGNORECASE)

T = TypeVar("T")
Line: TypeAlias = tuple[str, dict[str, Any]]


@attrs.frozen
class Input:
    """One text to be read.

    Attributes:
        id: the id that the line of a JSONL file gives, or ``file:line``; else the file.
        file: the path as it was given or found in a folder; ``-`` for standard input.
        text: the text, exactly as the file has it.
        line: its line in a JSONL file, 1-based; None for a file that is one text.
        meta: the other fields of that line; empty for a file that is one text.
    """

    id: str
    file: str
    text: str
    line: int | None = None
    meta: Mapping[str, Any] = attrs.Factory(dict)


def is_jsonl(path: str) -> bool:
    """Whether a path names a file of one JSON object a line.

    >>> is_jsonl("news/May.JSONL"), is_jsonl("notes.json")
    (True, False)
    """
    return path.lower().endswith(".jsonl")


def read_file(
    path: str,
    *,
    text_field: str = "text",
    id_field: str = "id",
    lines: bool = False,
    other: Callable[[str, dict[str, Any], str], T | None] | None = None,
) -> Iterator[Input | FormatError | T]:
    """The texts that a file holds, in order, each read only when it is asked for.

    Args:
        path: the file, ``-`` for standard input.
        text_field: the field of a JSONL line that holds the text.
        id_field: the field of a JSONL line that holds its id.
        lines: whether standard input is JSONL; it is one text otherwise.
        other: asked first what a line of a JSONL file is, with ``file:line``, the line's object
            and the file; None for a text.

    Yields:
        An :class:`Input` a text; in the place of one that cannot be read the
        :class:`FormatError` that says why, its ``where`` being ``file`` or ``file:line``.
    """
    if not is_jsonl(path) and not (lines and path == STDIN):
        yield _read_text(path)
        return
    for line in read_lines(path):
        if isinstance(line, FormatError):
            yield line
            continue
        found = other(*line, path) if other else None
        yield _input(*line, shown(path), text_field, id_field) if found is None else found


def read_lines(path: str) -> Iterator[Line | FormatError]:
    """The objects of a JSONL file (``-``: standard input), each with ``file:line`` (1-based).

    Empty lines are passed over.

    Yields:
        ``(where, object)``; in the place of a line that is no JSON object the
        :class:`FormatError` that says why.
    """
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip() not in (b"", _BOM):
                    yield _parse(line.removeprefix(_BOM), f"{shown(path)}:{number}")
    except OSError as error:
        yield unreadable(path, error)


def shown(path: str) -> str:
    """A path that can be printed, also where the file system's bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def files(path: str, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[str | FormatError]:
    """A path itself, or the files with certain endings in the folder that it names, sorted.

    Hidden ones, whose names begin with a dot, are passed over, and so is what hidden folders hold.

    Yields:
        Paths; in the place of a folder that cannot be read, or holds no such file, and of a file
        in it that is none (a named pipe would be waited for), the :class:`FormatError` that says
        why.
    """
    if path == STDIN or not os.path.isdir(path):
        yield path
        return
    errors: list[OSError] = []
    found = 0
    for folder, folders, names in os.walk(path, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # systems leave files with such names beside others: ._a.txt, .~lock.a.txt
            if name.lower().endswith(suffixes) and not name.startswith("."):
                found += 1
                yield _regular(os.path.join(folder, name))
    yield from (unreadable(str(error.filename), error) for error in errors)
    if not found and not errors:
        reason = f"holds no {' or '.join(suffixes)} file; name its files one by one"
        yield FormatError(shown(path), reason)


def _regular(path: str) -> str | FormatError:
    """A file that was found; one that is not there any more is told when it is read."""
    if os.path.exists(path) and not os.path.isfile(path):
        return FormatError(shown(path), "is not a regular file; name it by itself to read it")
    return path


def read_whole(path: str) -> str | FormatError:
    """All of a file, or of standard input (``-``), line ends as they are.

    Returns:
        The text; for a file that cannot be read the :class:`FormatError` that says why.
    """
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
        if (reason := _no_text(data)) is not None:
            return FormatError(shown(path), reason)
        return data.decode()
    except OSError as error:
        return unreadable(path, error)
    except UnicodeDecodeError as error:
        return FormatError(shown(path), _not_utf8(error))


def check_text(text: object) -> None:
    """Refuse what cannot be read: what is not a str, and the path or address of a text.

    Raises:
        TextTypeError: it is not a str.
        TextContentError: it is a path or an address.
    """
    if not isinstance(text, str):
        raise TextTypeError(text)
    if _ADDRESS.fullmatch(text.strip()):
        raise TextContentError(text, "is an address; fetch the page and give its text")
    if len(text) <= _LONGEST_PATH and _PATH.fullmatch(text):
        raise TextContentError(text, "is the path of a file; read the file and give its text")


def _read_text(path: str) -> Input | FormatError:
    if (reason := _NO_TEXT.get(os.path.splitext(path)[1].lower())) is not None:
        return FormatError(shown(path), reason)
    text = read_whole(path)
    if isinstance(text, FormatError):
        return text
    if (reason := _lines_of(text, path) or _markup(text)) is not None:
        return FormatError(shown(path), reason)
    return Input(shown(path), shown(path), text, meta=_title_of(text))


def _title_of(text: str) -> dict[str, str]:
    """The title of a text, where its first line is a headline.

    >>> _title_of("Bridge closed\\n\\nBy Ana Oro"), _title_of("He left.\\n\\nShe stayed.")
    ({'title': 'Bridge closed'}, {})
    """
    m = _FIRST_LINE.match(text.removeprefix("\ufeff"))
    line = "." if m is None else m["line"].strip()
    return {} if line.rstrip("\"'”’)").endswith(_NO_HEADLINE) else {"title": line}


def _no_text(data: bytes) -> str | None:
    """What to do about bytes that are no text in any encoding; None for those that may be one."""
    for start, reason in _MAGIC.items():
        if data.startswith(start):
            return reason
    binary = b"\0" in data[:_BEGINNING] and not data.startswith(_UTF_16)
    return _BINARY if binary else None


def _lines_of(text: str, path: str) -> str | None:
    """What to do about JSON that would be read as one text; None for a text."""
    start = text.removeprefix("\ufeff").lstrip()
    if not start.startswith(("{", "[")):
        return None
    if isinstance(_as_json(start.partition("\n")[0]), dict):
        return "is JSON Lines; add --jsonl" if path == STDIN else _LINES
    return None if _as_json(start) is None else _JSON


def _as_json(text: str) -> Any:
    """What a text holds as JSON; None if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _markup(text: str) -> str | None:
    """What to do about the source of a page; None for a text."""
    few = islice(_ENDS.finditer(text), _FEW_ENDS)
    found = _MARKUP.match(text.removeprefix("\ufeff")) or sum(1 for _ in few) == _FEW_ENDS
    return _PAGE if found else None


def _input(
    where: str, data: dict[str, Any], file: str, text_field: str, id_field: str
) -> Input | FormatError:
    text, id_ = data.get(text_field), data.get(id_field)
    if not isinstance(text, str):
        reason = f"has no text in the field {text_field!r}"
        # Whoever reads a queue knows its lines by their ids.
        known = f" (its id is {str(id_)[:80]!r})" if isinstance(id_, str | int) else ""
        return FormatError(where, f"{reason}{known}; name the right one with --text-field")
    whole = isinstance(id_, float) and id_.is_integer()
    if not (whole or isinstance(id_, str | int | None)) or isinstance(id_, bool):
        reason = (
            f"the field {id_field!r} is not a string or whole number; name another by --id-field"
        )
        return FormatError(where, reason)
    if SURROGATE.search(text):
        return FormatError(where, "holds a lone surrogate; replace it, for example by \\ufffd")
    if (markup := _markup(text)) is not None:
        return FormatError(where, markup)
    try:
        check_text(text)
        meta = plain_meta(_others(data, text_field, id_field))
    except TextContentError as error:
        return FormatError(where, str(error))
    except OptionError as error:
        return FormatError(where, f"its other fields are not possible; use {error.allowed}")
    number = int(where.rpartition(":")[2])
    return Input(where if id_ is None else plain_id(id_) or where, file, text, number, meta)


def _others(data: dict[str, Any], text_field: str, id_field: str) -> Any:
    """The caller's fields of a line; what this package found in it before is none of them."""
    meta = data.get("meta")
    if is_document(data):
        return meta
    others = {name: value for name, value in data.items() if name not in (text_field, id_field)}
    if isinstance(meta, dict):
        del others["meta"]
        return meta | others
    return others


def is_document(data: Mapping[str, Any]) -> bool:
    """Whether an object is a document, and not a text to be read."""
    return "format_version" in data and "quotes" in data


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


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STDIN else open(path, "rb")


def _not_utf8(error: UnicodeDecodeError) -> str:
    encoding = "UTF-16" if error.object.startswith(_UTF_16) else "WINDOWS-1252"
    return (
        f"is not UTF-8 at byte {error.start}; convert it first, "
        f"for example with: iconv -f {encoding} -t UTF-8"
    )


def unreadable(path: str, error: OSError) -> FormatError:
    """What is said of a path that cannot be read."""
    if not path:
        return FormatError("''", "is not the name of a file; check what the command was given")
    reason = (error.strerror or str(error)).lower()
    return FormatError(shown(path), f"cannot be read ({reason}); check path and permissions")
