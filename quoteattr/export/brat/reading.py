"""``.ann`` files to documents, as an annotator may have changed them."""

from __future__ import annotations

import json
from typing import Any

import attrs
import regex

from quoteattr.errors import FormatError
from quoteattr.export.brat.lines import (
    ATTRIBUTES,
    BETWEEN,
    DOCUMENT,
    NOTED,
    Offsets,
    words,
)
from quoteattr.export.graph import (
    ABOUT,
    ENDS,
    LINKS,
    PARTS,
    UNMENTIONED,
    Item,
    Label,
    Part,
    assemble,
)
from quoteattr.records import QuoteDocument

__all__ = ["from_brat"]

_OFFSETS = r"[0-9]{1,18} [0-9]{1,18}"
_STRETCH = regex.compile(rf"(T\S+)\t(\S+) ({_OFFSETS}(?:;{_OFFSETS})*)\t(.*)")
_EVENT = regex.compile(r"(E\S+)\t([^:\s]+):(\S+)((?: [^:\s]+:\S+)*) ?")
_ARGUMENT = regex.compile(r"([^:\s]+?)\d*:(\S+)")
_ATTRIBUTE = regex.compile(r"[AM]\S+\t(\S+) (\S+)(?: (\S+))?")
_NOTE = regex.compile(r"#\S*\t(\S+) (\S+)(?:\t(.*))?")
# Relations, normalisations and equivalences say nothing about quotes.
_OTHER = regex.compile(r"[RN*].*", regex.DOTALL)


def from_brat(text: str, annotations: str) -> QuoteDocument:
    """The document that a ``.txt`` and its ``.ann`` describe, as :func:`to_brat` writes it.

    What an annotator changed or added is taken as it stands; fields that are not filled in are
    taken from the text (a kind from its quotation marks, a name from the first mention).
    Relations, normalisations and equivalences are passed over.

    Args:
        text: the text file, read without translating line ends (``newline=""``).
        annotations: the annotation file.

    Raises:
        FormatError: a line that is no annotation or does not fit the text, an id that stands
            twice or that nothing has, an event or argument that :func:`configuration` does not
            know. ``where`` is ``line N`` (1-based) or the event's id.
    """
    read = _Reader(text)
    for number, line in enumerate(annotations.split("\n"), 1):
        if line.strip():
            read.line(line.rstrip("\r"), f"line {number}")
    return assemble(text, read.items(), read.about())


@attrs.frozen
class _Event:
    label: Label
    trigger: str
    arguments: tuple[tuple[str, str], ...]


class _Reader:
    """Gathers lines, which may refer to later ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stretches: dict[str, list[Offsets]] = {}
        self._events: dict[str, _Event] = {}
        self._fields: dict[str, dict[str, Any]] = {}

    def line(self, line: str, where: str) -> None:
        if found := _STRETCH.fullmatch(line):
            self._stretch(found[1], found[3], found[4], where)
        elif found := _EVENT.fullmatch(line):
            self._event(found[1], found[2], (found[3], found[4]), where)
        elif found := _ATTRIBUTE.fullmatch(line):
            name, target, value = found.groups()
            self._field(target)[name] = True if value is None else value
        elif found := _NOTE.fullmatch(line):
            self._field(found[2]).update(_noted(found[1], found[3], where))
        elif not _OTHER.fullmatch(line):
            raise FormatError(
                where, "is not an annotation of brat; see its manual, standoff format"
            )

    def _field(self, target: str) -> dict[str, Any]:
        return self._fields.setdefault(target, {})

    def _stretch(self, id_: str, offsets: str, said: str, where: str) -> None:
        if id_ in self._stretches:
            raise FormatError(where, f"{id_} stands twice; give each its own id")
        pieces = [(int(a), int(b)) for a, b in (pair.split(" ") for pair in offsets.split(";"))]
        for start, end in pieces:
            if not start < end <= len(self._text):
                reason = f"runs from {start} to {end}, but the text from 0 to {len(self._text)}"
                raise FormatError(where, f"{reason}; offsets are 0-based, half-open")
        found = words(self._text, pieces)
        # Versions before 1.3 put nothing between the pieces.
        if said not in (found, "".join(self._text[a:b] for a, b in pieces)):
            reason = f"says {said[:40]!r}, but the text has {found[:40]!r} there"
            raise FormatError(where, f"{reason}; is it the .ann of this .txt?")
        self._stretches[id_] = self._joined(pieces)

    def _joined(self, pieces: list[Offsets]) -> list[Offsets]:
        """Pieces that only line ends separate are one span."""
        spans: list[Offsets] = []
        for start, end in sorted(pieces):
            if spans and BETWEEN.fullmatch(self._text, spans[-1][1], max(start, spans[-1][1])):
                first, last = spans.pop()
                start, end = first, max(last, end)
            spans.append((start, end))
        return spans

    def _event(self, id_: str, type_: str, roles: tuple[str, str], where: str) -> None:
        if id_ in self._events:
            raise FormatError(where, f"{id_} stands twice; give each its own id")
        label = next((label for label in PARTS if label == type_), None)
        if label is None:
            names = ", ".join(PARTS)
            raise FormatError(where, f"is an event of type {type_!r}; the known ones are {names}")
        pairs = [(m[1], m[2]) for m in map(_ARGUMENT.fullmatch, roles[1].split()) if m]
        self._events[id_] = _Event(label, roles[0], tuple(pairs))

    def about(self) -> dict[str, Any]:
        return self._field(DOCUMENT)

    def items(self) -> list[Item]:
        return [self._item(id_, event) for id_, event in self._events.items()]

    def _item(self, id_: str, event: _Event) -> Item:
        fields = dict(self._field(id_))
        first = UNMENTIONED if fields.pop("unmentioned", False) else PARTS[event.label][0]
        parts = self._parts(first, event.trigger, id_)
        links: list[tuple[str, str]] = []
        for role, target in event.arguments:
            if role in PARTS[event.label]:
                parts += self._parts(role, target, id_)
            elif role in LINKS[event.label]:
                links.append((role, self._target(role, target, id_)))
            else:
                known = ", ".join(PARTS[event.label] + LINKS[event.label])
                raise FormatError(id_, f"has an argument {role!r}; the known ones are {known}")
        for field, name in ATTRIBUTES[event.label].items():
            if name in fields:
                fields[field] = fields.pop(name)
        return Item(id_, event.label, tuple(parts), tuple(links), fields, id_)

    def _parts(self, role: str, target: str, where: str) -> list[Part]:
        if target not in self._stretches:
            reason = f"{role} is {target}, which is not a stretch of text; add its line"
            raise FormatError(where, reason)
        return [Part(role, start, end) for start, end in self._stretches[target]]

    def _target(self, role: str, target: str, where: str) -> str:
        if target not in self._events or self._events[target].label not in ENDS[role]:
            wanted = " or ".join(ENDS[role])
            raise FormatError(where, f"{role} is {target}, which is not a {wanted} event")
        return target


def _noted(type_: str, note: str | None, where: str) -> dict[str, Any]:
    """The fields of a note that quoteattr wrote; an annotator's own remarks hold none."""
    if type_ != "AnnotatorNotes" or not (note or "").startswith("{"):
        return {}
    try:
        data: dict[str, Any] = json.loads(note or "")
    except (ValueError, RecursionError) as error:
        raise FormatError(where, f"holds a note that is not JSON ({error}); mend it") from error
    known = {name for names in NOTED.values() for name in names} | {"unmentioned", *ABOUT}
    return {name: value for name, value in data.items() if name in known}
