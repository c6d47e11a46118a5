"""Where the output goes: standard output, one file, or a folder (:mod:`.folders`)."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from quoteattr import __version__
from quoteattr.cli.folders import Folder
from quoteattr.cli.journal import (
    PART,
    JournaledFile,
    OutputError,
    atomic_write,
    naming_output,
    sibling,
)
from quoteattr.cli.report import silence
from quoteattr.cli.sources import Sources
from quoteattr.cli.writing import GROWING, Done, Fail, Target, byte_order_mark, head, piece, pieces
from quoteattr.errors import FormatError, InputError
from quoteattr.inputs import STDIN, SUFFIXES, Input, is_jsonl
from quoteattr.tables import write_parquet

__all__ = ["are_many", "key", "screen", "target"]


def target(options: argparse.Namespace, suffixes: tuple[str, ...]) -> Target:
    """The place that ``--output`` names, for a format and with or without ``--resume``.

    Args:
        options: with ``paths``, ``output``, ``form``, ``resume`` and what decides what is read.
        suffixes: endings of the files that are read of a folder.

    Raises:
        InputError: the format or ``--resume`` does not go with the place, which may be an input.
        OutputError: nothing can be written there.
    """
    form, place = options.form, _settled(options.output)
    # the texts of a folder are read without what an earlier run wrote into it
    sources = Sources(options.paths, suffixes, place, rereads=suffixes != SUFFIXES)
    if place and (place.endswith(("/", os.sep)) or os.path.isdir(place)):
        return Folder(Path(place), form, options.paths, sources, resume=options.resume)
    if form == "brat":
        raise InputError("brat has two files a text; name a folder: -o FOLDER/")
    if place:
        sources.spare(Path(place), form)
    if place and form in GROWING:
        return Growing(Path(place), form, _settings(options), resume=options.resume)
    if options.resume:
        kinds = ", ".join(GROWING)
        raise InputError(f"--resume needs -o FOLDER/, or -o FILE and one of the formats {kinds}")
    many, known = are_many(options), getattr(options, "known", None)
    if place:
        return File(Path(place), form, many=many, known=known)
    if form == "parquet":
        raise InputError("parquet is not for standard output; name a file: -o FILE")
    return Screen(screen(), form, many=many, known=known)


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    """Whatever decides what is written, as plain data."""
    names = ("model", "modes", "min_confidence", "min_speaker_confidence", "text_field", "id_field")
    read = {name: getattr(options, name, None) for name in names}
    return {"version": __version__, "to": options.form} | read


def screen() -> IO[str]:
    """Standard output.

    Raises:
        OutputError: it is closed.
    """
    if sys.stdout is None:
        raise OutputError("standard output: is closed; name a file: -o FILE")
    return sys.stdout


def _settled(place: str | None) -> str | None:
    """The place itself where a link leads there: the file is renamed over it in the end.

    Raises:
        OutputError: it is a device or the like, which must not be replaced.
    """
    if place and os.path.exists(place) and not (os.path.isfile(place) or os.path.isdir(place)):
        raise OutputError(f"{place}: is not a regular file; leave out -o and use > {place}")
    return os.path.realpath(place) if place and os.path.islink(place) else place


def are_many(options: argparse.Namespace) -> bool:
    """Whether the input may hold more than one text, judged by its names alone."""
    path, *more = options.paths
    # where there is no such option, standard input is JSON lines
    lines = is_jsonl(path) or (path == STDIN and getattr(options, "jsonl", True))
    return bool(more) or os.path.isdir(path) or lines


def key(item: Input) -> str:
    """What a text is known by in a journal: its id and its words."""
    seed = json.dumps([item.id, item.text]).encode()
    return hashlib.sha256(seed).hexdigest()[:32]


def _key_of_line(line: bytes) -> str:
    data = json.loads(line)
    return key(Input(str(data["id"]), "", data["text"]))


class Screen(Target):
    """Standard output, a terminal or not; each piece is flushed.

    Args:
        out: it.
        form: the format.
        options: further arguments of :func:`~quoteattr.cli.writing.pieces`.
    """

    def __init__(self, out: IO[str], form: str, **options: Any) -> None:
        self._out, self._form, self._options = out, form, options

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        out = self._out
        if isinstance(out, io.TextIOWrapper):
            # columns and CSV have line ends of their own
            newline = None if self._form.endswith("text") else "\n"
            out.reconfigure(encoding="utf-8", newline=newline)
        for text in pieces(done, self._form, fail=fail, terminal=out.isatty(), **self._options):
            self._put(text)

    def _put(self, text: str) -> None:
        try:
            with naming_output("standard output"):
                self._out.write(text)
                self._out.flush()
        except OutputError:
            # what waits in the buffer would fail once more at exit
            silence(self._out)
            raise


class File(Target):
    """One file, which gets its name when all is in it.

    Args:
        path: where it is to be.
        form: the format.
        options: further arguments of :func:`~quoteattr.cli.writing.pieces`.
    """

    def __init__(self, path: Path, form: str, **options: Any) -> None:
        self._path, self._form, self._options = path, form, options
        # Now rather than after hours of reading.
        probe = sibling(path, PART)
        with naming_output(path):
            probe.touch()
            probe.unlink()

    def old(self) -> str:
        return str(self._path) if self._path.exists() else ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        with atomic_write(self._path) as file:
            if self._form == "parquet":
                with naming_output(self._path):
                    write_parquet((document for _, document in done), file)
                return
            file.write(byte_order_mark(self._form).encode())
            for text in pieces(done, self._form, fail=fail, **self._options):
                with naming_output(self._path):
                    file.write(text.encode())


class Growing(Target):
    """One file that takes document after document and can be gone on with."""

    def __init__(self, path: Path, form: str, settings: dict[str, Any], *, resume: bool) -> None:
        self._form = form
        reread = _key_of_line if form == "jsonl" else None
        start = head(form).encode()
        self._path = path
        self._file = JournaledFile(path, settings, start, resume=resume, reread=reread)

    def has(self, item: Input) -> bool:
        return self._file.take(key(item))

    def old(self) -> str:
        return str(self._path) if self._path.exists() and not self._file.done else ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        for item, document in done:
            try:
                text = piece(document, self._form)
            except FormatError as error:
                fail(f"{item.id}: {error}")
            else:
                self._file.add(key(item), text.encode())
        self._file.finish()

    def abandon(self) -> str:
        return self._file.abandon()
