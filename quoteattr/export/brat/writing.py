"""Documents to ``.ann`` files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quoteattr.errors import FormatError
from quoteattr.export.brat.lines import ATTRIBUTES, DOCUMENT, NOTED, pieces, words
from quoteattr.export.graph import ABOUT, UNMENTIONED, Item, Part, items
from quoteattr.export.json import check_document, dumps
from quoteattr.records import QuoteDocument

__all__ = ["to_brat"]


def to_brat(document: QuoteDocument) -> str:
    """The ``.ann`` file of a document; the ``.txt`` file is ``document.text``.

    Write both as UTF-8 and without translating line ends (``newline=""``).
    Line ends at the edge of a span are left out.

    Raises:
        FormatError: the text holds a lone surrogate, or a span consists of line ends.
        OptionError: ``document`` is none.
    """
    check_document(document)
    return "".join(f"{line}\n" for line in _Writer(document).lines())


class _Writer:
    """Numbers what a document's items need, in order."""

    def __init__(self, document: QuoteDocument) -> None:
        self._text = document.text
        self._about = {name: getattr(document, name) for name in ABOUT}
        self._items = items(document)
        self._events = {item.key: f"E{n}" for n, item in enumerate(self._items, 1)}
        self._stretches: dict[tuple[str, int, int], str] = {}
        self._attributes = 0

    def lines(self) -> Iterator[str]:
        yield f"#0\tAnnotatorNotes {DOCUMENT}\t{dumps(self._about)}"
        for n, item in enumerate(self._items, 1):
            parts = [(item.label, item.parts[0]), *((p.role, p) for p in item.parts[1:])]
            known = len(self._stretches)
            names = [self._name(type_, part, item) for type_, part in parts]
            yield from map(self._stretch, list(self._stretches)[known:])
            yield self._event(item, names)
            yield from self._fields(item)
            yield f"#{n}\tAnnotatorNotes E{n}\t{dumps(_note(item))}"

    def _name(self, type_: str, part: Part, item: Item) -> str:
        """The T of a stretch; one that stands already is used again."""
        if not pieces(self._text, part.start, part.end):
            reason = "has a span of nothing but line ends, which brat cannot hold; use JSON"
            raise FormatError(str(item.fields["id"]), reason)
        key = (type_, part.start, part.end)
        return self._stretches.setdefault(key, f"T{len(self._stretches) + 1}")

    def _stretch(self, key: tuple[str, int, int]) -> str:
        type_, start, end = key
        parts = pieces(self._text, start, end)
        offsets = ";".join(f"{a} {b}" for a, b in parts)
        return f"{self._stretches[key]}\t{type_} {offsets}\t{words(self._text, parts)}"

    def _event(self, item: Item, names: Sequence[str]) -> str:
        roles = [(part.role, name) for part, name in zip(item.parts[1:], names[1:], strict=True)]
        roles += [(role, self._events[key]) for role, key in item.links]
        arguments = [f"{item.label}:{names[0]}"]
        counts: dict[str, int] = {}
        for role, target in roles:
            counts[role] = counts.get(role, 0) + 1
            arguments.append(f"{role}{'' if counts[role] == 1 else counts[role]}:{target}")
        return f"{self._events[item.key]}\t{' '.join(arguments)}"

    def _fields(self, item: Item) -> Iterator[str]:
        for field, name in ATTRIBUTES[item.label].items():
            value = item.fields[field]
            if value is not False:
                self._attributes += 1
                shown = "" if value is True else f" {value}"
                yield f"A{self._attributes}\t{name} {self._events[item.key]}{shown}"


def _note(item: Item) -> dict[str, Any]:
    note = {name: item.fields[name] for name in NOTED[item.label] if name in item.fields}
    return note | ({"unmentioned": True} if item.parts[0].role == UNMENTIONED else {})
