"""Documents into the forms that the command writes, as pieces of text."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from quoteattr.cli import who
from quoteattr.errors import FormatError, InputError
from quoteattr.export.streams import FORMATS, stream
from quoteattr.inputs import Input
from quoteattr.people.records import KnownSpeaker
from quoteattr.records import QuoteDocument

__all__ = [
    "ENDINGS",
    "GROWING",
    "INTERFACE",
    "WHO",
    "Done",
    "Fail",
    "Target",
    "byte_order_mark",
    "form_of",
    "head",
    "is_written",
    "piece",
    "pieces",
]

# A document and the input that it was read from.
Done: TypeAlias = tuple[Input, QuoteDocument]
# Told why a document cannot be written.
Fail: TypeAlias = Callable[[str], None]


class Target:
    """A place for documents: standard output, a file, a folder.

    It first says which texts it holds already, so that they need not be read again, and then takes
    the documents of the others.
    """

    def has(self, item: Input) -> bool:
        """Whether an earlier run did this text; ask once for each.

        Raises:
            FormatError: there is no place for it.
        """
        return False

    def old(self) -> str:
        """The file of an earlier run that one without any document would replace; else empty."""
        return ""

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """Take all documents, each as soon as it is there.

        Args:
            done: documents with what they were read from.
            fail: told why a document cannot be written; the others are.

        Raises:
            OutputError: the place takes no more.
        """
        raise NotImplementedError

    def abandon(self) -> str:
        """Leave things in order after a failure, and say in words what was kept."""
        return ""


# Every form of documents, and what a file of it is called where each text has its own.
ENDINGS = {
    "text": ".txt",
    "json": ".json",
    "jsonl": ".jsonl",
    "html": ".html",
    "csv": ".csv",
    "speakers-csv": ".speakers.csv",
    "parquet": ".parquet",
    "brat": ".ann",
    "label-studio": ".json",
    "columns": ".tsv",
    "web-annotation": ".jsonld",
    "tei": ".xml",
}
# Not of documents: what Label Studio has to be told once for a project.
INTERFACE = "label-studio-interface"
# One table of everybody who speaks in the documents.
WHO = {f"who-{form}": form for form in who.FORMS}
# Those whose file is whole after every document.
GROWING = ("jsonl", *(name for name, (_, _, _, after) in FORMATS.items() if not after))

# What the name of a file says; of forms with one ending the first, of endings the longest.
_FORMS = {
    ".speakers.csv": "speakers-csv",
    **{ending: form for form, ending in reversed(ENDINGS.items())},
    ".htm": "html",
    ".conll": "columns",
    ".tei": "tei",
}
# A file of such a name would not be looked into for anything that is written here.
_UNWRITTEN = frozenset(
    {".xlsx", ".xls", ".md", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".png", ".svg", ".jpg"}
    | {".ndjson", ".jl", ".gz", ".zip", ".bz2", ".xz", ".zst"}
)


def form_of(output: str | None, forms: Sequence[str], default: str | None) -> str:
    """The format that the name of an output tells.

    Args:
        output: where it goes; None for standard output.
        forms: the formats that there are.
        default: the one of names that tell none.

    Raises:
        InputError: the name tells a format that is none of them, or none and there is no default.
    """
    name = (output or "").lower()
    form = next((form for ending, form in _FORMS.items() if name.endswith(ending)), default)
    ending = os.path.splitext(name)[1]
    if form is None:
        raise InputError(f"in which format? give --to, one of {', '.join(forms)}")
    if ending in _UNWRITTEN or form not in forms:
        raise InputError(f"{output}: {ending} is not written; use --to, one of {', '.join(forms)}")
    return form


def pieces(
    done: Iterable[Done],
    form: str,
    *,
    fail: Fail,
    many: bool,
    terminal: bool = False,
    known: Sequence[KnownSpeaker] | None = None,
) -> Iterator[str]:
    """The output in pieces, one a document or smaller.

    Args:
        done: documents with what they were read from.
        form: a key of :data:`ENDINGS`, but not brat and Parquet; or of :data:`WHO`.
        fail: told why a document cannot be written; the others are.
        many: whether there may be more than one.
        terminal: whether it is shown on one.
        known: for :data:`WHO`, whom the user knows beforehand.
    """
    if form == "text":
        return _as_text(done, terminal=terminal)
    if form in WHO:
        documents = (document for _, document in done)
        return who.pieces(documents, WHO[form], terminal=terminal, known=known)
    if form == "html":
        return _as_page(done)
    if form in FORMATS:
        return stream((document for _, document in done), form, many=many, fail=fail)
    if form == "jsonl":
        return (line + "\n" for line in _dumped(done, fail, indent=None))
    objects = _dumped(done, fail, indent=2)
    return _as_array(objects) if many else (text + "\n" for text in objects)


def piece(document: QuoteDocument, form: str) -> str:
    """One document in one of the :data:`GROWING` forms.

    Raises:
        FormatError: the form cannot hold it.
    """
    if form == "jsonl":
        return document.to_json() + "\n"
    write, *_ = FORMATS[form]
    return write(document)


def head(form: str) -> str:
    """What stands before the first document in a file of one of the :data:`GROWING` forms."""
    return "" if form == "jsonl" else byte_order_mark(form) + FORMATS[form][1]


def byte_order_mark(form: str) -> str:
    """The byte order mark where a spreadsheet takes a file without it for another encoding."""
    return "\ufeff" if form.endswith("csv") else ""


def is_written(path: Path, form: str) -> bool:
    """Whether a file begins like one that this command wrote in a form; so does an empty one."""
    try:
        with path.open(encoding="utf-8") as file:
            first, second = file.readline(), file.readline()
    except (OSError, UnicodeDecodeError):
        return False
    if not first:
        return True
    if form == "text":
        return bool(second) and not second.strip("─\n")
    start = '{"format_version": ' if form == "jsonl" else head(form) if form in FORMATS else ""
    return bool(start) and first.startswith(start.strip())


def _as_page(done: Iterable[Done]) -> Iterator[str]:
    from quoteattr.render.html import to_pages

    return to_pages(document for _, document in done)


def _as_text(done: Iterable[Done], *, terminal: bool) -> Iterator[str]:
    from quoteattr.render.terminal import to_text

    width = shutil.get_terminal_size().columns if terminal else 80
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for n, (_, document) in enumerate(done):
        names = dict.fromkeys(filter(None, (document.title, document.id)))
        text = to_text(document, title=" · ".join(names), width=width, colour=colour)
        yield f"\n{text}" if n else text


def _dumped(done: Iterable[Done], fail: Fail, indent: int | None) -> Iterator[str]:
    for item, document in done:
        try:
            yield document.to_json(indent=indent)
        except FormatError as error:
            fail(f"{item.id}: {error}")


def _as_array(objects: Iterable[str]) -> Iterator[str]:
    """One array, written while it grows: the documents need not fit into memory together."""
    before = "[\n"
    for text in objects:
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
