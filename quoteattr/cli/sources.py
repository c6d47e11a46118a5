"""The files that inputs are read from, so that no output takes the place of one.

A file is known by what it is on the disk, not by its name: links lead to the same one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from quoteattr.cli.journal import JOURNAL, PART, sibling
from quoteattr.cli.writing import is_written
from quoteattr.errors import FormatError, InputError
from quoteattr.inputs import STDIN, files

__all__ = ["Sources", "is_output"]

_Identity = tuple[int, int]


class Sources:
    """What the arguments of a command name: files, and those in folders.

    Args:
        paths: the arguments.
        suffixes: endings of the files that are read of a folder.
        output: the output, if it is no stream.
        rereads: whether a file in a folder is read though it is the output of an earlier run.
    """

    def __init__(
        self, paths: Sequence[str], suffixes: tuple[str, ...], output: str | None, *, rereads: bool
    ) -> None:
        self._paths, self._suffixes = paths, suffixes
        self._output, self._rereads = output, rereads

    def spare(self, place: Path, form: str) -> None:
        """Refuse a file as output that is an input.

        What an earlier run wrote into a folder of inputs is none of them, unless it is read.

        Args:
            place: the output, whose beginnings stand beside it.
            form: its format.

        Raises:
            InputError: it is an input.
        """
        for path in (place, sibling(place, PART), sibling(place, JOURNAL)):
            identity = _identity(path)
            if identity is None:
                continue
            again = self._rereads or not is_written(path, form)
            if identity in self._named or (again and identity in self._found):
                raise InputError(
                    f"{path}: is one of the inputs, which the output would replace; "
                    "give -o another name"
                )

    def has(self, path: Path) -> bool:
        """Whether a file is an input."""
        identity = _identity(path)
        if identity is None or identity not in self._found:
            return identity in self._named
        return self._rereads or not is_output(str(path), self._paths, self._output)

    @cached_property
    def _named(self) -> frozenset[_Identity]:
        """The files that the arguments name, and what standard input is read from."""
        return frozenset(self._identities(path for path in self._paths if not os.path.isdir(path)))

    @cached_property
    def _found(self) -> frozenset[_Identity]:
        """The files in the folders that the arguments name."""
        return frozenset(self._identities(path for path in self._paths if os.path.isdir(path)))

    def _identities(self, paths: Iterator[str]) -> Iterator[_Identity]:
        for path in paths:
            for file in files(path, self._suffixes):
                if not isinstance(file, FormatError):
                    yield from filter(None, map(_identity, _read_of(file)))


def is_output(file: str, paths: Sequence[str], output: str | None) -> bool:
    """Whether a folder was found to hold what an earlier run wrote to the same place.

    Args:
        file: a file of the folder, or one that an argument names.
        paths: the arguments.
        output: the place.
    """
    if not output or file in paths:
        return False
    place = os.path.abspath(output)
    given = map(os.path.abspath, paths)
    return _is_within(file, place) and not any(_is_within(path, place) for path in given)


def _is_within(path: str, place: str) -> bool:
    return f"{os.path.abspath(path)}{os.sep}".startswith(f"{place}{os.sep}")


def _read_of(file: str) -> Iterator[str | Path]:
    """What is read of an input: of brat's annotations their text too."""
    yield file
    if file.lower().endswith(".ann"):
        yield Path(file).with_suffix(".txt")


def _identity(path: str | Path) -> _Identity | None:
    """What a file is on the disk; None where there is none."""
    try:
        status = os.fstat(sys.stdin.fileno()) if path == STDIN else os.stat(path)
    except (OSError, ValueError, AttributeError):
        return None  # also a standard input that is closed, or no file of the system's
    return status.st_dev, status.st_ino
