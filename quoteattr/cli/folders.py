"""A folder as the place of the output: a file for each text, made with its folders."""

from __future__ import annotations

import hashlib
import html
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote as escaped

import regex

from quoteattr.cli.journal import atomic_write, naming_output
from quoteattr.cli.sources import Sources
from quoteattr.cli.writing import ENDINGS, Done, Fail, Target, byte_order_mark, pieces
from quoteattr.errors import FormatError
from quoteattr.export.brat import configuration, to_brat, visual_configuration
from quoteattr.inputs import STDIN, Input, shown
from quoteattr.records import QuoteDocument
from quoteattr.tables import write_parquet

__all__ = ["Folder"]

# What no file name on any system should hold.
_UNSAFE = regex.compile(r"[^\w.,@+-]+")
# The longest name of a file without its ending, in bytes: systems take 255, and ``.html.part``
# or the like comes behind.
_LONGEST = 200
_INDEX = "index"
_TITLE = regex.compile(rb"<title>(.*?)</title>", regex.DOTALL)
_TITLE_BEFORE = 10_000  # bytes of a page


class Folder(Target):
    """A file for each text, made with its folders; of pages also an index."""

    def __init__(
        self, path: Path, form: str, paths: Sequence[str], sources: Sources, *, resume: bool
    ) -> None:
        self._path, self._form, self._resume = path, form, resume
        self._sources = sources
        self._roots = [root for root in paths if os.path.isdir(root)]
        # What has a file, by the file's name as a system takes it that knows no capitals.
        self._taken: dict[str, str] = {}
        # Names that differ from another's in capitals only: their files have a hash.
        self._marks: set[str] = set()
        # The files of the texts, in their order, each with whether it is there.
        self._pages: dict[Path, bool] = {}
        self._done = 0
        with naming_output(path):
            path.mkdir(parents=True, exist_ok=True)
        if form == "brat":
            _configure_brat(path)

    def has(self, item: Input) -> bool:
        """See :class:`.Target`."""
        inside, place = self._inside(item), self._place(item)
        name = normalize("NFC", str(place)).casefold()
        if self._taken.get(name, inside) != inside:
            self._marks.add(inside)
            place = self._place(item)
            name = normalize("NFC", str(place)).casefold()
        if name in self._taken:
            where = item.file if item.line is None else f"{item.file}:{item.line}"
            reason = f"{place} is another text's, not that of {where}"
            raise FormatError(item.id, f"{reason}; give each text its own id or name")
        if self._replaces(place, item.text):
            raise FormatError(item.id, f"{place} is one of the inputs; give -o another folder")
        self._taken[name] = inside
        self._pages[place] = self._resume and place.exists()
        return self._pages[place]

    def write(self, done: Iterable[Done], fail: Fail) -> None:
        """See :class:`.Target`."""
        for item, document in done:
            place = self._place(item)
            try:
                self._write(place, item, document)
            except FormatError as error:
                fail(f"{item.id}: {error}")
            else:
                self._done += 1
                self._pages[place] = True
        pages = [page for page, there in self._pages.items() if there]
        if self._form == "html" and pages:
            _write_text(self._path / f"{_INDEX}.html", _index(self._path, pages))

    def abandon(self) -> str:
        """See :class:`.Target`."""
        if not self._done:
            return ""
        texts = "1 text is" if self._done == 1 else f"{self._done} texts are"
        return f"{texts} done and whole in {self._path}; to go on, add --resume"

    def _write(self, place: Path, item: Input, document: QuoteDocument) -> None:
        with naming_output(place):
            place.parent.mkdir(parents=True, exist_ok=True)
        if self._form == "parquet":
            with atomic_write(place) as file, naming_output(place):
                write_parquet([document], file)
            return
        if self._form == "brat":
            # The annotations last: where they are, the text is.
            annotations = to_brat(document)
            _write_text(place.with_suffix(".txt"), document.text)
            _write_text(place, annotations)
            return
        failed: list[str] = []
        done = [(item, document)]
        text = byte_order_mark(self._form) + "".join(
            pieces(done, self._form, fail=failed.append, many=False)
        )
        if failed:
            raise FormatError(*failed[0].removeprefix(f"{item.id}: ").split(": ", 1))
        _write_text(place, text)

    def _replaces(self, place: Path, words: str) -> bool:
        """Whether a text's file, or the text itself where brat wants it, would replace an input."""
        if self._sources.has(place):
            return True
        text = place.with_suffix(".txt")
        if self._form != "brat" or not self._sources.has(text):
            return False
        return text.read_bytes() != words.encode(errors="replace")

    def _place(self, item: Input) -> Path:
        inside = self._inside(item)
        marked = inside in self._marks
        if self._form == "brat":
            # brat wants the text beside it, under the same name
            inside = inside.removesuffix(".txt")
        folder, name = os.path.split(inside)
        name = _marked(name, inside) if marked else _fitting(name, inside)
        return self._path / folder / (name + ENDINGS[self._form])

    def _inside(self, item: Input) -> str:
        """What a text's file is called, without its ending."""
        if item.line is not None:
            return _name(item.id)
        for root in self._roots:
            inside = os.path.relpath(item.file, root)
            if not inside.startswith(os.pardir):
                return inside
        return "stdin" if item.file == STDIN else os.path.basename(item.file)


def _name(id_: str) -> str:
    """An id as the name of a file; of different ids the names differ too."""
    name = _UNSAFE.sub("_", id_).lstrip(".") or "text"
    return name if name == id_ and name.casefold() != _INDEX else _marked(name, id_)


def _fitting(name: str, whole_name: str) -> str:
    return name if len(os.fsencode(name)) <= _LONGEST else _marked(name, whole_name)


def _marked(name: str, seed: str) -> str:
    """A name that is cut to fit and told apart from others by a hash of what it stands for."""
    mark = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{os.fsencode(name)[: _LONGEST - 9].decode('utf-8', 'ignore')}-{mark}"


def _index(folder: Path, pages: Iterable[Path]) -> str:
    """A page with a link to each page, in the order of the texts."""
    links = "".join(
        f'<li><a href="{_address(page, folder)}">{_title(page)}</a></li>\n' for page in pages
    )
    title = html.escape(shown(folder.name) or "Quotes")
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n"
        "<style>body { font: 1rem/1.6 sans-serif; max-width: 45rem; margin: 2rem auto; "
        "padding: 0 1rem }</style>\n"
        f"<main>\n<h1>{title}</h1>\n<ol>\n{links}</ol>\n</main>\n</html>\n"
    )


def _address(page: Path, folder: Path) -> str:
    return escaped(os.fsencode(page.relative_to(folder).as_posix()))


def _title(page: Path) -> str:
    """The title of a page that this command wrote, as HTML; else its name."""
    with naming_output(page), page.open("rb") as file:
        found = _TITLE.search(file.read(_TITLE_BEFORE))
    title = found[1].decode("utf-8", "replace").strip() if found else ""
    return title or html.escape(shown(page.stem))


def _configure_brat(folder: Path) -> None:
    """The files that brat is configured by, unless they are there: annotators change them."""
    files = {"annotation.conf": configuration, "visual.conf": visual_configuration}
    for name, text in files.items():
        if not (folder / name).exists():
            _write_text(folder / name, text())


def _write_text(path: Path, text: str) -> None:
    with atomic_write(path) as file, naming_output(path):
        file.write(text.encode())
