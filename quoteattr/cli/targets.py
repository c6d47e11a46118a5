"""Where the output goes: standard output, one file, or a folder with a file for each text.

A target first says which texts it holds already, so that they need not be read again, and then
takes the documents of the others.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import tee
from pathlib import Path
from typing import IO, Any, Protocol

import regex

from quoteattr.cli.growing import GrowingFile, OutputError, told, whole
from quoteattr.cli.sources import Sources
from quoteattr.cli.writing import ENDINGS, GROWING, Done, head, piece, pieces
from quoteattr.errors import FormatError, InputError
from quoteattr.export.streams import FORMATS
from quoteattr.inputs import STDIN, Input, is_jsonl

__all__ = ["Target", "are_many", "key", "target"]

Fail = Callable[[str], None]

# What no file name on any system should hold.
_UNSAFE = regex.compile(r"[^\w.,@+-]+")
LONGEST = 150


class Target(Protocol):
    """A place for documents."""

    def has(self, item: Input) -> bool:
        """Whether an earlier run did this text; to be asked once for each."""

    def old(self) -> str:
        """The file of an earlier run that one without any document would replace; else empty."""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """Take all documents, each as soon as it is there.

        Args:
            done: documents with what they were read from.
            fail: told why a document cannot be written; the others are.

        Raises:
            OutputError: the place takes no more.
        """

    def abandon(self) -> str:
        """Leave things in order after a failure, and say in words what was kept."""


def target(
    options: argparse.Namespace, paths: Sequence[str], settings: dict[str, Any], sources: Sources
) -> Target:
    """The place that ``--output`` names, for a format and with or without ``--resume``.

    Args:
        options: with ``output``, ``format`` and ``resume``.
        paths: the inputs.
        settings: whatever decides what is written, as plain data.
        sources: the files that the inputs are read from.

    Raises:
        InputError: the format or ``--resume`` does not go with the place, which may be an input.
        OutputError: nothing can be written there.
    """
    form, place = options.format, _settled(options.output)
    if place and (place.endswith(("/", os.sep)) or os.path.isdir(place)):
        return Folder(Path(place), form, paths, sources, resume=options.resume)
    if form == "brat":
        raise InputError("brat has two files a text; name a folder: -o FOLDER/")
    if place:
        sources.spare(Path(place), form)
    if place and form in GROWING:
        return Growing(Path(place), form, settings, resume=options.resume)
    if options.resume:
        kinds = ", ".join(GROWING)
        raise InputError(f"--resume needs -o FOLDER/, or -o FILE and one of the formats {kinds}")
    # where there is no such option, standard input is JSON lines
    many = are_many(paths) or ("-" in paths and getattr(options, "jsonl", True))
    title = "" if many else paths[0]
    if place:
        return File(Path(place), form, title)
    if form == "parquet":
        raise InputError("parquet is not for standard output; name a file: -o FILE")
    if sys.stdout is None:
        raise OutputError("standard output: is closed; name a file: -o FILE")
    return Screen(sys.stdout, form, title)


def _settled(place: str | None) -> str | None:
    """The place itself where a link leads there: the file is renamed over it in the end.

    Raises:
        OutputError: it is a device or the like, which must not be replaced.
    """
    if place and os.path.exists(place) and not (os.path.isfile(place) or os.path.isdir(place)):
        raise OutputError(f"{place}: is no regular file; leave out -o and use > {place}")
    return os.path.realpath(place) if place and os.path.islink(place) else place


def are_many(paths: Sequence[str]) -> bool:
    """Whether the input may hold more than one text, judged by its names alone."""
    return len(paths) > 1 or os.path.isdir(paths[0]) or is_jsonl(paths[0])


def key(item: Input) -> str:
    """What a text is known by in a journal: where it stands, its id and its words."""
    seed = json.dumps([item.file, item.id, item.text]).encode()
    return hashlib.sha256(seed).hexdigest()[:32]


def _key_of_line(line: bytes) -> str:
    data = json.loads(line)
    return key(Input(data["id"], data["file"], data["text"]))


class Screen:
    """Standard output, a terminal or not; each piece is flushed.

    Args:
        out: it.
        form: the format.
        title: the one text's name; empty where there may be many.
    """

    def __init__(self, out: IO[str], form: str, title: str) -> None:
        self._out, self._form, self._title = out, form, title

    def has(self, item: Input) -> bool:
        """Nothing is known of earlier runs."""
        return False

    def old(self) -> str:
        """See :meth:`Target.old`."""
        return ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """See :meth:`Target.write`."""
        out = self._out
        if isinstance(out, io.TextIOWrapper):
            # columns and CSV have line ends of their own
            out.reconfigure(encoding="utf-8", newline="\n" if self._form in FORMATS else None)
        title, terminal = self._title, out.isatty()
        for text in pieces(
            done, self._form, fail=fail, many=not title, title=title, terminal=terminal
        ):
            self._put(text)

    def _put(self, text: str) -> None:
        try:
            with told("standard output"):
                self._out.write(text)
                self._out.flush()
        except OutputError:
            # what waits in the buffer would fail once more at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())
            raise

    def abandon(self) -> str:
        """What went out is out."""
        return ""


class File:
    """One file, which gets its name when all is in it.

    Args:
        path: where it is to be.
        form: the format.
        title: the one text's name; empty where there may be many.
    """

    def __init__(self, path: Path, form: str, title: str) -> None:
        self._path, self._form, self._title = path, form, title
        # Now rather than after hours of reading.
        probe = path.with_name(path.name + ".part")
        with told(path):
            probe.touch()
            probe.unlink()

    def has(self, item: Input) -> bool:
        """It is made anew."""
        return False

    def old(self) -> str:
        """See :meth:`Target.old`."""
        return str(self._path) if self._path.exists() else ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """See :meth:`Target.write`."""
        with whole(self._path) as file:
            if self._form == "parquet":
                with told(self._path):
                    _write_parquet(done, file)
                return
            title = self._title
            for text in pieces(done, self._form, fail=fail, many=not title, title=title):
                with told(self._path):
                    file.write(text.encode())

    def abandon(self) -> str:
        """The file of an earlier run, if there is one, is as it was."""
        return ""


class Growing:
    """One file that takes document after document and can be gone on with."""

    def __init__(self, path: Path, form: str, settings: dict[str, Any], *, resume: bool) -> None:
        self._form = form
        reread = _key_of_line if form == "jsonl" else None
        start = head(form).encode()
        self._path = path
        self._file = GrowingFile(path, settings, start, resume=resume, reread=reread)

    def has(self, item: Input) -> bool:
        """See :meth:`Target.has`."""
        return self._file.take(key(item))

    def old(self) -> str:
        """See :meth:`Target.old`."""
        return str(self._path) if self._path.exists() and not self._file.done else ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """See :meth:`Target.write`."""
        for item, document in done:
            try:
                text = piece(item, document, self._form)
            except FormatError as error:
                fail(f"{item.id}: {error}")
            else:
                self._file.add(key(item), text.encode())
        self._file.finish()

    def abandon(self) -> str:
        """See :meth:`Target.abandon`."""
        return self._file.abandon()


class Folder:
    """A file for each text, made with its folders."""

    def __init__(
        self, path: Path, form: str, paths: Sequence[str], sources: Sources, *, resume: bool
    ) -> None:
        self._path, self._form, self._resume = path, form, resume
        self._sources = sources
        self._roots = [root for root in paths if os.path.isdir(root)]
        self._taken: set[Path] = set()
        self._done = 0
        with told(path):
            path.mkdir(parents=True, exist_ok=True)
        if form == "brat":
            _configure_brat(path)

    def has(self, item: Input) -> bool:
        """See :meth:`Target.has`."""
        return self._resume and self._place(item).exists()

    def old(self) -> str:
        """See :meth:`Target.old`."""
        return ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """See :meth:`Target.write`."""
        for item, document in done:
            place = self._place(item)
            if place in self._taken:
                where = item.file if item.line is None else f"{item.file}:{item.line}"
                advice = "give each text its own id or name"
                fail(f"{item.id}: {place} is another text's, not that of {where}; {advice}")
                continue
            if self._replaces(place, document):
                fail(f"{item.id}: {place} is one of the inputs; give -o another folder")
                continue
            self._taken.add(place)
            try:
                self._write(place, item, document)
                self._done += 1
            except FormatError as error:
                fail(f"{item.id}: {error}")

    def abandon(self) -> str:
        """See :meth:`Target.abandon`."""
        if not self._done:
            return ""
        texts = "1 text is" if self._done == 1 else f"{self._done} texts are"
        return f"{texts} done and whole in {self._path}; to go on, add --resume"

    def _write(self, place: Path, item: Input, document: Any) -> None:
        with told(place):
            place.parent.mkdir(parents=True, exist_ok=True)
        if self._form == "parquet":
            with whole(place) as file, told(place):
                _write_parquet([(item, document)], file)
            return
        if self._form == "brat":
            # The annotations last: where they are, the text is.
            annotations = _brat(document)
            _write_text(place.with_suffix(".txt"), document.text)
            _write_text(place, annotations)
            return
        failed: list[str] = []
        done = [(item, document)]
        text = "".join(pieces(done, self._form, fail=failed.append, many=False, title=str(item.id)))
        if failed:
            raise FormatError(*failed[0].removeprefix(f"{item.id}: ").split(": ", 1))
        _write_text(place, text)

    def _replaces(self, place: Path, document: Any) -> bool:
        """Whether a text's file, or the text itself where brat wants it, would replace an input."""
        if self._sources.has(place):
            return True
        text = place.with_suffix(".txt")
        if self._form != "brat" or not self._sources.has(text):
            return False
        words: str = document.text
        return text.read_bytes() != words.encode(errors="replace")

    def _place(self, item: Input) -> Path:
        name = self._inside(item)
        if self._form == "brat":
            # brat wants the text beside it, under the same name
            name = name.removesuffix(".txt")
        return self._path / (name + ENDINGS[self._form])

    def _inside(self, item: Input) -> str:
        """What a text's file is called, without its ending."""
        if item.line is not None:
            return _name(str(item.id))
        for root in self._roots:
            inside = os.path.relpath(item.file, root)
            if not inside.startswith(os.pardir):
                return inside
        return "stdin" if item.file == STDIN else os.path.basename(item.file)


def _name(id_: str) -> str:
    """An id as the name of a file."""
    name = _UNSAFE.sub("_", id_).lstrip(".") or "text"
    if len(name) > LONGEST:
        name = name[:LONGEST] + hashlib.sha256(id_.encode()).hexdigest()[:12]
    return name


def _brat(document: Any) -> str:
    from quoteattr.export.brat import to_brat

    return to_brat(document)


def _configure_brat(folder: Path) -> None:
    """The files that brat is configured by, unless they are there: annotators change them."""
    from quoteattr.export.brat import configuration, visual_configuration

    files = {"annotation.conf": configuration, "visual.conf": visual_configuration}
    for name, text in files.items():
        if not (folder / name).exists():
            _write_text(folder / name, text())


def _write_text(path: Path, text: str) -> None:
    with whole(path) as file, told(path):
        file.write(text.encode())


def _write_parquet(done: Iterable[Done], file: IO[bytes]) -> None:
    from quoteattr.export.frames import write_parquet

    first, second = tee(done)
    ids, documents = (item.id for item, _ in first), (document for _, document in second)
    write_parquet(documents, file, ids=ids)
