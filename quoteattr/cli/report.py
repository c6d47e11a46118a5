"""What goes to standard error: reports, a bar that shows how far it is, and what came of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

import regex

from quoteattr.errors import FormatError
from quoteattr.inputs import STDIN, files, is_jsonl

__all__ = ["Progress", "printable", "report", "shows_progress", "silence", "total", "waiting"]

# What would steer a terminal, break the line or turn its direction round.
_CONTROL = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]")


def printable(message: str) -> str:
    r"""A message as one line, without what steers a terminal.

    >>> print(printable("a\x1b[2J\nb"))
    a\x1b[2J\nb
    """
    safe: str = _CONTROL.sub(lambda found: repr(found[0])[1:-1], message)
    return safe


def report(message: str) -> None:
    """One line on standard error, above a progress bar where there is one."""
    from tqdm import tqdm

    tqdm.write(printable(f"quoteattr: {message}"), file=sys.stderr)


@contextmanager
def waiting(message: str, *, quiet: bool) -> Iterator[None]:
    """Show on a terminal what is waited for, until it is there."""
    shown = sys.stderr.isatty() and not quiet
    if shown:
        print(f"{message} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def silence(stream: object) -> None:
    """Let nothing more go there: the interpreter flushes once more at exit, which must not fail."""
    if hasattr(stream, "fileno"):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Progress:
    """Reports what fails, each as it happens, counts, and shows how far the run is.

    Attributes:
        failures: texts that could not be read or written.
        done: texts that were.
        quotes: what was found in them.
        skipped: texts that an earlier run did.
    """

    def __init__(self) -> None:
        self.failures = self.done = self.quotes = self.skipped = 0
        self._bar: Any = None

    def show(self, total: int | None) -> None:
        """Show a bar on standard error.

        Args:
            total: the texts that there are, if that is known.
        """
        from tqdm import tqdm

        self._bar = tqdm(total=total, unit="text", file=sys.stderr, dynamic_ncols=True)

    def fail(self, message: str) -> None:
        """Report a failure."""
        self.failures += 1
        report(message)

    def step(self) -> None:
        """One text is through, done or failed."""
        if self._bar is not None:
            self._bar.update()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def summary(self) -> str:
        """What came of it, on one line."""
        words = f"{self.done} read, {self.failures} failed, {self.quotes} quotes"
        return f"{words}; {self.skipped} were done before" if self.skipped else words


def shows_progress(quiet: bool, out: IO[str] | None) -> bool:
    """Whether a bar is for this run: on a terminal, where the output does not scroll through it.

    Args:
        quiet: whether the user wants none.
        out: where the output goes; None for a file.
    """
    return sys.stderr.isatty() and not quiet and not (out is not None and out.isatty())


def total(paths: Sequence[str], suffixes: tuple[str, ...]) -> int | None:
    """How many texts paths hold, without reading them as texts; None where that cannot be told."""
    count = 0
    for path in paths:
        for file in files(path, suffixes):
            if file == STDIN:
                return None
            if not isinstance(file, FormatError):
                count += _lines(file) if is_jsonl(file) else 1
    return count


def _lines(path: str) -> int:
    if not os.path.isfile(path):
        return 0  # a pipe called .jsonl can be read only once
    try:
        with open(path, "rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:
        return 0
