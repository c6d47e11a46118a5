"""The command ``quoteattr``: texts in, quotes out, as text, HTML, JSON or JSON lines.

Texts are read, worked on and written one batch at a time, so that a folder of any size passes
through. What fails is reported on standard error, and the rest is done.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from quoteattr.errors import QuoteattrError
from quoteattr.export.json import dumps
from quoteattr.export.streams import FORMATS, stream
from quoteattr.inputs import Input, is_jsonl, read_inputs
from quoteattr.records import QuoteDocument

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor

__all__ = ["main"]

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

# Small, so that the first documents come out soon.
BATCH = 8

USAGE = """\
input:
  FILE.txt     one text, UTF-8 (so is any file not called .jsonl)
  FILE.jsonl   one text a line, in a field of a JSON object
  FOLDER       its .txt and .jsonl files, and those in the folders below, sorted by name
  -            one text from standard input

output:
  text    for eyes; in colour on a terminal unless NO_COLOR is set
  json    one object for one text (a single file or -), an array of objects for anything more
  jsonl   one object a line, written as soon as its text is done
  html    one page with a picture of every text, self-contained
  csv     a header, then one line a quote
  columns, label-studio, citron, web-annotation, tei
          the formats of other tools; docs/formats.md says what each can hold
  An object is a document as in QuoteDocument.to_dict, with "id" (the line's id; else file:line
  or file) and "file" beside it; QuoteDocument.from_dict reads it back.

exit status:
  0    all done (also when the reader of the output closes it early)
  1    some input could not be read, each reported on standard error; the rest is done
  2    wrong usage: no such option, no input, no such model, an output that cannot be written
  130  interrupted
"""


def main(argv: Sequence[str] | None = None, *, load: Callable[..., Extractor] | None = None) -> int:
    """Run the command.

    Args:
        argv: the arguments without the command's name; those of the process by default.
        load: makes the extractor, as :func:`quoteattr.load` does, which it is by default.

    Returns:
        The exit status, as ``--help`` lists it.

    Raises:
        SystemExit: with status 2 on wrong arguments, 0 after ``--help`` and ``--version``.
    """
    options = _parser().parse_args(argv)
    try:
        extractor = (load or _load())(
            options.model, modes=options.modes, min_confidence=options.min_confidence
        )
    except QuoteattrError as error:
        _report(str(error))
        return WRONG_USAGE
    try:
        if options.output:
            return _run_into(Path(options.output), extractor, options)
        return _run(extractor, options, sys.stdout)
    except BrokenPipeError:
        # The interpreter flushes once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _load() -> Callable[..., Extractor]:
    """The library's own loader, imported late: ``--help`` waits for no model."""
    from quoteattr.extractor import load

    return load


def _parser() -> argparse.ArgumentParser:
    from quoteattr import __version__

    parser = argparse.ArgumentParser(
        prog="quoteattr",
        description="Find who said what in English news texts.",
        epilog=USAGE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("paths", nargs="+", metavar="INPUT", help="file, folder, or - for standard input")
    formats = ("text", "json", "jsonl", "html", *FORMATS)
    add("--format", choices=formats, default="text", help="default: text")
    add("-o", "--output", metavar="FILE", help="write there instead of to standard output")
    add(
        "--modes",
        choices=("reported", "all"),
        default="reported",
        help="reported: speech and writing (the default); all: thought as well",
    )
    add("--model", default="en", metavar="NAME", help="a bundled model or a folder; default: en")
    add(
        "--min-confidence",
        type=float,
        metavar="P",
        help="leave out quotes below it, 0 to 1; default: the model's own threshold",
    )
    add("--text-field", default="text", metavar="FIELD", help="the text in .jsonl; default: text")
    add("--id-field", default="id", metavar="FIELD", help="the id in .jsonl; default: id")
    add("--quiet", action="store_true", help="no progress bar")
    add("--version", action="version", version=f"quoteattr {__version__}")
    return parser


def _run_into(path: Path, extractor: Extractor, options: argparse.Namespace) -> int:
    """:func:`_run` into a file, which appears under its name only when it is whole."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            status = _run(extractor, options, out)
        part.replace(path)
        return status
    except OSError as error:
        _report(f"{path}: cannot be written: {error.strerror or error}")
        return WRONG_USAGE
    finally:
        part.unlink(missing_ok=True)


def _run(extractor: Extractor, options: argparse.Namespace, out: IO[str]) -> int:
    """Every input through the extractor and out; the exit status."""
    failures: list[str] = []

    def fail(message: str) -> None:
        failures.append(message)
        _report(message)

    many = _are_many(options.paths)
    inputs = read_inputs(options.paths, text_field=options.text_field, id_field=options.id_field)
    done = _extracted(
        extractor, inputs, fail, progress=many and _shows_progress(options.quiet, out)
    )
    if hasattr(out, "reconfigure"):
        # columns and CSV have line ends of their own
        plain = "\n" if options.format in FORMATS else None
        out.reconfigure(encoding="utf-8", newline=plain)
    for piece in _written(done, options, out, fail, many=many):
        out.write(piece)
        out.flush()
    return SOME_FAILED if failures else DONE


def _extracted(
    extractor: Extractor,
    inputs: Iterable[Input | QuoteattrError],
    fail: Callable[[str], None],
    *,
    progress: bool,
) -> Iterator[tuple[Input, QuoteDocument]]:
    """Each text with its document, in order; what fails goes to ``fail``."""
    waiting: deque[Input] = deque()

    def texts() -> Iterator[str]:
        for item in inputs:
            if isinstance(item, QuoteattrError):
                fail(str(item))
            else:
                waiting.append(item)
                yield item.text

    for result in extractor.pipe(texts(), batch_size=BATCH, progress=progress, on_error="return"):
        item = waiting.popleft()
        if isinstance(result, QuoteDocument):
            yield item, result
        else:
            fail(f"{item.id}: {result.error}")


def _written(
    done: Iterable[tuple[Input, QuoteDocument]],
    options: argparse.Namespace,
    out: IO[str],
    fail: Callable[[str], None],
    *,
    many: bool,
) -> Iterator[str]:
    """The output in pieces, one a document or smaller."""
    if options.format == "text":
        return _as_text(done, terminal=out.isatty())
    if options.format == "html":
        return _as_page(done, title="" if many else options.paths[0])
    if options.format in FORMATS:
        named = ((item.id, document) for item, document in done)
        return stream(named, options.format, many=many, fail=fail)
    if options.format == "jsonl":
        return (_dumped(item, document) + "\n" for item, document in done)
    if many:
        return _as_array(done)
    return (_dumped(item, document, indent=2) + "\n" for item, document in done)


def _as_page(done: Iterable[tuple[Input, QuoteDocument]], title: str) -> Iterator[str]:
    from quoteattr.render.html import to_pages

    return to_pages(((str(item.id), document) for item, document in done), title=title)


def _as_text(done: Iterable[tuple[Input, QuoteDocument]], *, terminal: bool) -> Iterator[str]:
    from quoteattr.render.terminal import to_text

    width = shutil.get_terminal_size().columns if terminal else 80
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for n, (item, document) in enumerate(done):
        text = to_text(document, title=str(item.id), width=width, colour=colour)
        yield f"\n{text}" if n else text


def _as_array(done: Iterable[tuple[Input, QuoteDocument]]) -> Iterator[str]:
    """One array, written while it grows: the documents need not fit into memory together."""
    before = "[\n"
    for item, document in done:
        yield before + _dumped(item, document, indent=2)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _dumped(item: Input, document: QuoteDocument, indent: int | None = None) -> str:
    data: dict[str, Any] = {"id": item.id, "file": item.file, **document.to_dict()}
    return dumps(data, indent=indent)


def _are_many(paths: Sequence[str]) -> bool:
    """Whether the input may hold more than one text, judged by its names alone."""
    return len(paths) > 1 or os.path.isdir(paths[0]) or is_jsonl(paths[0])


def _shows_progress(quiet: bool, out: IO[str]) -> bool:
    """A bar is for a terminal, and not where the output scrolls through it."""
    return sys.stderr.isatty() and not out.isatty() and not quiet


def _report(message: str) -> None:
    from tqdm import tqdm

    # goes above a progress bar where there is one
    tqdm.write(f"quoteattr: {message}", file=sys.stderr)
