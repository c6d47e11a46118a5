"""A folder as the place of the output: a file for each text, made with its folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import regex

from quoteattr.cli.growing import told, whole
from quoteattr.cli.sources import Sources
from quoteattr.cli.writing import ENDINGS, Done, Fail, pieces, write_parquet
from quoteattr.errors import FormatError
from quoteattr.inputs import STDIN, Input

__all__ = ["Folder"]

# What no file name on any system should hold.
_UNSAFE = regex.compile(r"[^\w.,@+-]+")
# The longest name of a file that is made of an id, in code points, without its ending.
_LONGEST = 150


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
        """See :meth:`.Target.has`."""
        return self._resume and self._place(item).exists()

    def old(self) -> str:
        """See :meth:`.Target.old`."""
        return ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """See :meth:`.Target.write`."""
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
        """See :meth:`.Target.abandon`."""
        if not self._done:
            return ""
        texts = "1 text is" if self._done == 1 else f"{self._done} texts are"
        return f"{texts} done and whole in {self._path}; to go on, add --resume"

    def _write(self, place: Path, item: Input, document: Any) -> None:
        with told(place):
            place.parent.mkdir(parents=True, exist_ok=True)
        if self._form == "parquet":
            with whole(place) as file, told(place):
                write_parquet([(item, document)], file)
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
    if len(name) > _LONGEST:
        name = name[:_LONGEST] + hashlib.sha256(id_.encode()).hexdigest()[:12]
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
