"""Files that appear whole, and files that grow one document at a time and survive being killed.

A whole file is written beside its place, brought to the disk (fsync) and renamed.

A growing file is ``NAME.part`` until it is finished, and ``NAME.journal`` beside it tells how far
it is whole: a line for what was asked for, then a line for each document, with the key of its text
and the size of the file after it. A line is written only when the document is on the disk, so
after a kill at any moment the journal's last whole line says where to cut the file and go on.
Waiting for the disk takes as long as reading a short text, so documents that come one close upon
another are brought there together; a kill costs those of the last moment, which are read again.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeAlias

from quoteattr.errors import InputError, QuoteattrError

__all__ = [
    "JOURNAL",
    "PART",
    "JournaledFile",
    "OutputError",
    "Rereader",
    "atomic_write",
    "naming_output",
    "sibling",
]

Entry: TypeAlias = tuple[str, int]
Rereader: TypeAlias = Callable[[bytes], str]

PART, JOURNAL = ".part", ".journal"

# Seconds from one wait for the disk to the next.
PAUSE = 0.25


class OutputError(QuoteattrError):
    """An output cannot be written."""


@contextmanager
def naming_output(path: str | Path) -> Iterator[None]:
    """Make an OSError of what is done inside an :class:`OutputError` that names the output."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written: {reason}") from error


@contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name when the block ends well, and is gone when it does not.

    Raises:
        OutputError: it cannot be written.
    """
    part = sibling(path, PART)
    with naming_output(path):
        file = part.open("wb")
    try:
        yield file
        with naming_output(path):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            os.replace(part, path)
            _sync_folder(path)
    except BaseException:
        # what waits to be written may fail once more
        with suppress(OSError):
            file.close()
        _remove(part)
        raise


class JournaledFile:
    """A file that takes one document after another, and knows which it has.

    Attributes:
        done: how many documents are in it for good.
    """

    def __init__(
        self,
        path: Path,
        settings: Mapping[str, Any],
        head: bytes = b"",
        *,
        resume: bool = False,
        reread: Rereader | None = None,
    ) -> None:
        """Begin it, or go on with it.

        Args:
            path: what it is called in the end.
            settings: what was asked for, as plain data; a run that goes on must ask for the same.
            head: what stands before the first document.
            resume: go on with what an interrupted run left, or with the finished file.
            reread: the key of a document from its line in the finished file, for formats that
                can tell.

        Raises:
            OutputError: it cannot be written.
            InputError: what there is cannot be gone on with.
        """
        self._path, self._head = path, head
        self._part, self._journal = sibling(path, PART), sibling(path, JOURNAL)
        self._first = {"settings": dict(settings), "end": len(head)}
        with naming_output(path):
            entries = self._left(reread) if resume else None
            if entries is None:
                self._begin()
                entries = []
            self._open(entries)
        self.done = len(entries)
        self._keys = Counter(key for key, _ in entries)
        self._waiting: list[Entry] = []
        self._synced = time.monotonic()

    def take(self, key: str) -> bool:
        """Whether a text is in the file; each document there answers for one text."""
        if not self._keys[key]:
            return False
        self._keys[key] -= 1
        return True

    def add(self, key: str, piece: bytes) -> None:
        """Add a document.

        Raises:
            OutputError: it cannot be written; what stood in the file before still does.
        """
        with naming_output(self._path):
            _write(self._file, piece)
            self._waiting.append((key, self._file.tell()))
            if time.monotonic() - self._synced >= PAUSE:
                self._sync()

    def finish(self) -> None:
        """Give the file its name.

        Raises:
            OutputError: that cannot be done.
        """
        with naming_output(self._path):
            self._sync()
            self._close()
            os.replace(self._part, self._path)
            _sync_folder(self._path)
            self._journal.unlink()

    def abandon(self) -> str:
        """Leave it for a later run; without a document, leave nothing.

        Returns:
            What is kept, in words; empty if nothing is.
        """
        # where the disk takes no more, those that wait for it are read again
        with suppress(OSError, ValueError):
            self._sync()
        self._close()
        if not self.done:
            _remove(self._part)
            _remove(self._journal)
            return ""
        texts = "1 text is" if self.done == 1 else f"{self.done} texts are"
        return f"{texts} done and kept in {self._part}; to go on, add --resume"

    def _sync(self) -> None:
        """Bring what was added to the disk, and then say in the journal that it is there."""
        # Forgotten first: what fails in here must be read again, not be taken for done.
        waiting, self._waiting = self._waiting, []
        os.fsync(self._file.fileno())
        for key, end in waiting:
            _write(self._log, _line({"key": key, "end": end}))
            self.done += 1
        self._synced = time.monotonic()

    def _close(self) -> None:
        self._file.close()
        self._log.close()

    def _begin(self) -> None:
        """An empty file; killed in here, a later run finds no journal and begins anew."""
        self._journal.unlink(missing_ok=True)
        self._part.write_bytes(self._head)
        self._write_journal([])

    def _open(self, entries: list[Entry]) -> None:
        self._file = open(self._part, "r+b", buffering=0)  # noqa: SIM115
        end = entries[-1][1] if entries else len(self._head)
        self._file.truncate(end)
        self._file.seek(end)
        self._log = open(self._journal, "ab", buffering=0)  # noqa: SIM115

    def _write_journal(self, entries: Iterable[Entry]) -> None:
        with atomic_write(self._journal) as file:
            file.write(_line(self._first))
            for key, end in entries:
                file.write(_line({"key": key, "end": end}))

    def _left(self, reread: Rereader | None) -> list[Entry] | None:
        """The documents that an earlier run left, its files in order; None to begin anew."""
        entries = self._read_journal()
        if self._part.exists():
            return None if entries is None else self._fitting(entries)
        if not self._path.is_file():
            return None
        size = self._path.stat().st_size
        if entries is None or (entries[-1][1] if entries else len(self._head)) != size:
            entries = self._finished(reread)
        # The journal first: a part without one is taken for a beginning, and thrown away.
        self._write_journal(entries)
        with atomic_write(self._part) as file, self._path.open("rb") as finished:
            shutil.copyfileobj(finished, file)
            if entries and file.tell() < entries[-1][1]:
                file.write(b"\n")  # an editor took the last line end
        return entries

    def _fitting(self, entries: list[Entry]) -> list[Entry] | None:
        """The entries as far as the file goes, and the journal cut after them.

        Raises:
            InputError: the file is not the one that the journal tells of.
        """
        size = self._part.stat().st_size
        if size < len(self._head):
            return None
        kept = [(key, end) for key, end in entries if end <= size]
        with self._part.open("rb") as file:
            fits = file.read(len(self._head)) == self._head
            if kept and kept[-1][1]:
                file.seek(kept[-1][1] - 1)
                fits = fits and file.read(1) == b"\n"  # as every document ends
        if not fits:
            reason = f"is not what {self._journal} tells of; leave out --resume to begin anew"
            raise InputError(f"{self._part}: {reason}")
        self._write_journal(kept)
        return kept

    def _read_journal(self) -> list[Entry] | None:
        try:
            # What stands after the last line end was cut off in the middle.
            lines = self._journal.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return None
        first = _as_object(lines[0]) if lines else None
        if first is None:
            return None
        if first != self._first:
            raise InputError(_unlike(self._path, first.get("settings"), self._first["settings"]))
        return list(_entries(lines[1:], len(self._head)))

    def _finished(self, reread: Rereader | None) -> list[Entry]:
        """The documents of the finished file, from its own lines."""
        if reread is None:
            reason = "is finished, and this format does not tell of which texts"
            raise InputError(f"{self._path}: {reason}; leave out --resume, or use jsonl")
        entries: list[Entry] = []
        end = 0
        with self._path.open("rb") as file:
            for number, line in enumerate(file, 1):
                end += len(line) + (not line.endswith(b"\n"))
                try:
                    entries.append((reread(line), end))
                except (ValueError, LookupError, TypeError, RecursionError) as error:
                    reason = "was not written by this command; leave out --resume to begin anew"
                    raise InputError(f"{self._path}:{number}: {reason}") from error
        return entries


def _entries(lines: Iterable[bytes], end: int) -> Iterator[Entry]:
    """The journal's entries, up to a line that is none."""
    for line in lines:
        match _as_object(line):
            case {"key": str(key), "end": int(after)} if after >= end:
                yield key, (end := after)
            case _:
                return


def _as_object(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _unlike(path: Path, old: Any, new: Any) -> str:
    old, new = (x if isinstance(x, dict) else {} for x in (old, new))
    changed = [name for name in new if old.get(name) != new[name]] or ["another version"]
    return (
        f"{path}: was begun with other options ({', '.join(changed)}); "
        "repeat those, or leave out --resume to begin anew"
    )


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"


def _write(file: io.FileIO, data: bytes) -> None:
    """All of it: a disk that fills up takes the beginning and says how much."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def sibling(path: Path, ending: str) -> Path:
    """A file in the same folder, called like another with more behind its name."""
    return path.with_name(path.name + ending)


def _remove(path: Path) -> None:
    """Remove a file where that is possible; what went wrong before is what matters."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _sync_folder(path: Path) -> None:
    """Bring the names in a file's folder to the disk, where the system can do that."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
