"""Knowledge files: whom the user knows beforehand, as JSON or CSV.

JSON is a list of objects, ``[{"id": "p1", "name": "Ida Brandt", "aliases": ["I. Brandt"]}]``;
CSV has a header and a row for each, with the aliases of one parted by ``;``::

    id,name,aliases
    p1,Ida Brandt,I. Brandt;Ida Brandt-Moe

``aliases`` may be left out, and ``kind`` (person, organisation, ...) added. Both are UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import regex

from quoteattr.errors import FormatError
from quoteattr.people.records import KnownSpeaker
from quoteattr.records import SpeakerKind

__all__ = ["checked", "read_known"]

_FIELDS = ("id", "name", "aliases", "kind")
_SEPARATOR = ";"


def read_known(path: str | Path) -> tuple[KnownSpeaker, ...]:
    """The entries of a knowledge file, in order.

    Args:
        path: a file whose name ends in ``.json`` or ``.csv``.

    Raises:
        FormatError: the file cannot be read, is neither JSON nor CSV, has a field missing,
            unknown, empty or of another type, or an id twice. ``where`` is the path, with
            ``[N]`` (0-based) for an entry of JSON, ``line N`` (1-based) for one of CSV.
    """
    path = Path(path)
    readers = {".json": _from_json, ".csv": _from_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FormatError(str(path), "is neither .json nor .csv; give the file one of these names")
    try:
        data = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FormatError(
            str(path), f"cannot be read ({error.strerror}); check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise FormatError(str(path), f"is not UTF-8 ({error.reason}); save it as UTF-8") from error
    return checked(reader(data, str(path)))


def checked(entries: Iterable[tuple[str, KnownSpeaker]]) -> tuple[KnownSpeaker, ...]:
    """Entries, each with where it stands, when no id stands twice.

    Raises:
        FormatError: an id stands twice, an entry is no :class:`KnownSpeaker`, or one of its fields
            is empty or of another type.
    """
    seen: dict[str, KnownSpeaker] = {}
    for where, entry in entries:
        if not isinstance(entry, KnownSpeaker):
            reason = f"is a {type(entry).__name__}; give a KnownSpeaker, or the path of a file"
            raise FormatError(where, reason)
        _check_entry(entry, where)
        if entry.id in seen:
            reason = f"{entry.id!r} stands twice; put all names of one into one entry"
            raise FormatError(f"{where}.id", reason)
        seen[entry.id] = entry
    return tuple(seen.values())


def _from_json(data: str, path: str) -> Iterator[tuple[str, KnownSpeaker]]:
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError(path, f"is not JSON ({error}); mend it") from error
    if not isinstance(rows, list):
        raise FormatError(path, "is not a list; give a list of objects with id, name and aliases")
    for n, row in enumerate(rows):
        where = f"{path}[{n}]"
        if not isinstance(row, dict):
            raise FormatError(where, "is not an object; give one with id, name and aliases")
        yield where, _entry(row, where)


def _from_csv(data: str, path: str) -> Iterator[tuple[str, KnownSpeaker]]:
    lines = csv.reader(io.StringIO(data, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        if len(header) == 1 and regex.search("[;\t]", header[0]):
            reason = "has one cell; part cells by commas, and only the aliases of one by ;"
            raise FormatError(f"{path} line 1", reason)
        _check_fields(header, f"{path} line 1")
        for cells in lines:
            where = f"{path} line {lines.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                reason = f"has {len(cells)} cells, but the header {len(header)}"
                raise FormatError(where, f"{reason}; quote names that hold a comma")
            row: dict[str, Any] = dict(zip(header, (c.strip() for c in cells), strict=True))
            aliases = row.get("aliases", "").split(_SEPARATOR)
            row["aliases"] = [a for a in map(str.strip, aliases) if a]
            yield where, _entry({k: v for k, v in row.items() if k != "kind" or v}, where)
    except csv.Error as error:
        raise FormatError(
            f"{path} line {lines.line_num}", f"is no CSV ({error}); mend it"
        ) from error


def _check_fields(names: Iterable[str], where: str) -> None:
    names = list(names)
    for name in names:
        if name not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise FormatError(f"{where}.{name}", f"is no known field; remove it (known: {known})")
    for name in _FIELDS[:2]:
        if name not in names:
            raise FormatError(f"{where}.{name}", "is missing; give each entry an id and a name")


def _entry(row: Mapping[str, Any], where: str) -> KnownSpeaker:
    _check_fields(row, where)
    aliases = row.get("aliases", [])
    _check_names(aliases, f"{where}.aliases")
    return KnownSpeaker(row["id"], row["name"], tuple(aliases), row.get("kind"))


def _check_entry(entry: KnownSpeaker, where: str) -> None:
    _check_words(entry.id, f"{where}.id")
    _check_words(entry.name, f"{where}.name")
    _check_names(entry.aliases, f"{where}.aliases")
    for n, alias in enumerate(entry.aliases):
        _check_words(alias, f"{where}.aliases[{n}]")
    if entry.kind is not None and entry.kind not in get_args(SpeakerKind):
        allowed = ", ".join(get_args(SpeakerKind))
        raise FormatError(f"{where}.kind", f"is {entry.kind!r}; it must be one of {allowed}")


def _check_names(value: object, where: str) -> None:
    """Refuse a single name above all: it would be taken for its letters."""
    if not isinstance(value, list | tuple):
        raise FormatError(where, f"is {value!r}; it must be a list of names")


def _check_words(value: object, where: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise FormatError(where, f"is {value!r}; it must be a string that is not empty")
