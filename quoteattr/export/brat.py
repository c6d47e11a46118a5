r"""Documents to brat's standoff format and back.

Written after the description of the format in the manual of brat 1.3 (Crunchy Frog) and, where
that is silent, after how brat 1.3 reads its files (``server/src/annotation.py``); tried in its
server.
The text file is the text itself; this module makes and reads the ``.ann`` beside it:

- ``T`` a stretch of text, ``E`` a quote or a speaker as an event, whose trigger is the first
  span of its content or its first mention; what belongs to it are its arguments;
- ``A`` kind, mode, number, ... ; ``#`` a note with what has no place elsewhere, as JSON.

A stretch cannot cross the end of a line, since an annotation is one line. It is written in
pieces (``0 5;6 9``) then, and joined again when only line ends lie between them; pieces that
something else separates are spans of their own.
brat counts code points, as quoteattr does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import attrs
import regex

from quoteattr.errors import FormatError
from quoteattr.export.graph import LINKS, PARTS, UNMENTIONED, Item, Label, Part, assemble, items
from quoteattr.export.json import check_text, dumps
from quoteattr.records import KINDS, MODES, QuoteDocument

__all__ = ["configuration", "from_brat", "to_brat"]

Offsets: TypeAlias = tuple[int, int]

# What brat (codecs.open and str.splitlines below it) takes for the end of a line.
_ENDS = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_PIECE = regex.compile(f"[^{_ENDS}]+")
_BETWEEN = regex.compile(f"[{_ENDS}]*")

_OFFSETS = r"[0-9]{1,18} [0-9]{1,18}"
_STRETCH = regex.compile(rf"(T\S+)\t(\S+) ({_OFFSETS}(?:;{_OFFSETS})*)\t(.*)")
_EVENT = regex.compile(r"(E\S+)\t([^:\s]+):(\S+)((?: [^:\s]+:\S+)*) ?")
_ARGUMENT = regex.compile(r"([^:\s]+?)\d*:(\S+)")
_ATTRIBUTE = regex.compile(r"[AM]\S+\t(\S+) (\S+)(?: (\S+))?")
_NOTE = regex.compile(r"#\S*\t(\S+) (\S+)(?:\t(.*))?")
# Relations, normalisations and equivalences say nothing about quotes.
_OTHER = regex.compile(r"[RN*].*", regex.DOTALL)

# The attribute that holds a field.
_ATTRIBUTES: dict[Label, dict[str, str]] = {
    "Quote": {"kind": "Kind", "mode": "Mode"},
    "Speaker": {"kind": "Type", "number": "Number", "anonymous": "Anonymous"},
    "Addressee": {"kind": "Type", "number": "Number", "anonymous": "Anonymous"},
}
_NOTED: dict[Label, tuple[str, ...]] = {
    "Quote": ("id", "confidence", "speaker_confidence", "speaker_evidence"),
    "Speaker": ("id", "name", "aliases", "pronouns", "affiliations"),
    "Addressee": ("id", "name", "aliases", "pronouns", "affiliations"),
}

_CONFIGURATION = """\
[entities]
Content
Cue
Source
Mention
Role
Reason

[relations]
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]
Quote\tContent*:Content, Cue*:Cue, Source*:Source, Speaker*:Speaker|Addressee, \
Addressee*:Speaker|Addressee, Parent?:Quote
Speaker\tMention*:Mention, Role*:Role, Reason?:Reason
Addressee\tMention*:Mention, Role*:Role, Reason?:Reason

[attributes]
Kind\tArg:Quote, Value:{kinds}
Mode\tArg:Quote, Value:{modes}
Type\tArg:Speaker|Addressee, Value:person|group|organisation|place|document|unknown
Number\tArg:Speaker|Addressee, Value:singular|plural|unknown
Anonymous\tArg:Speaker|Addressee
"""


def configuration() -> str:
    """An ``annotation.conf`` that lets brat show and change what :func:`to_brat` writes."""
    return _CONFIGURATION.format(kinds="|".join(KINDS), modes="|".join(MODES))


def to_brat(document: QuoteDocument) -> str:
    """The ``.ann`` file of a document; the ``.txt`` file is ``document.text``.

    Write both as UTF-8 and without translating line ends (``newline=""``).
    The name of the model is left out, and line ends at the edge of a span.

    Raises:
        FormatError: the text holds a lone surrogate, or a span consists of line ends.
    """
    check_text(document.text)
    return "".join(f"{line}\n" for line in _Writer(document).lines())


class _Writer:
    """Numbers what a document's items need, in order."""

    def __init__(self, document: QuoteDocument) -> None:
        self._text = document.text
        self._items = items(document)
        self._events = {item.key: f"E{n}" for n, item in enumerate(self._items, 1)}
        self._stretches: dict[tuple[str, int, int], str] = {}
        self._attributes = 0

    def lines(self) -> Iterator[str]:
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
        if not _pieces(self._text, part.start, part.end):
            reason = "has a span of nothing but line ends, which brat cannot hold; use JSON"
            raise FormatError(str(item.fields["id"]), reason)
        key = (type_, part.start, part.end)
        return self._stretches.setdefault(key, f"T{len(self._stretches) + 1}")

    def _stretch(self, key: tuple[str, int, int]) -> str:
        type_, start, end = key
        pieces = _pieces(self._text, start, end)
        offsets = ";".join(f"{a} {b}" for a, b in pieces)
        return f"{self._stretches[key]}\t{type_} {offsets}\t{_words(self._text, pieces)}"

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
        for field, name in _ATTRIBUTES[item.label].items():
            value = item.fields[field]
            if value is not False:
                self._attributes += 1
                shown = "" if value is True else f" {value}"
                yield f"A{self._attributes}\t{name} {self._events[item.key]}{shown}"


def _note(item: Item) -> dict[str, Any]:
    note = {name: item.fields[name] for name in _NOTED[item.label] if name in item.fields}
    return note | ({"unmentioned": True} if item.parts[0].role == UNMENTIONED else {})


def _pieces(text: str, start: int, end: int) -> list[Offsets]:
    return [m.span() for m in _PIECE.finditer(text, start, end)]


def _words(text: str, pieces: Sequence[Offsets]) -> str:
    return " ".join(text[a:b] for a, b in pieces)


def from_brat(text: str, annotations: str, *, model: str = "") -> QuoteDocument:
    """The document that a ``.txt`` and its ``.ann`` describe, as :func:`to_brat` writes it.

    What an annotator changed or added is taken as it stands; fields that are not filled in are
    taken from the text (a kind from its quotation marks, a name from the first mention).
    Relations, normalisations and equivalences are passed over.

    Args:
        text: the text file, read without translating line ends (``newline=""``).
        annotations: the annotation file.
        model: the name of the model that read the text, which brat does not keep.

    Raises:
        FormatError: a line that is no annotation or does not fit the text, an id that stands
            twice or that nothing has, an event or argument that :func:`configuration` does not
            know. ``where`` is ``line N`` (1-based) or the event's id.
    """
    read = _Reader(text)
    for number, line in enumerate(annotations.split("\n"), 1):
        if line.strip():
            read.line(line.rstrip("\r"), f"line {number}")
    return assemble(text, read.items(), model)


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
            raise FormatError(where, "is no annotation of brat; see its manual, standoff format")

    def _field(self, target: str) -> dict[str, Any]:
        return self._fields.setdefault(target, {})

    def _stretch(self, id_: str, offsets: str, words: str, where: str) -> None:
        if id_ in self._stretches:
            raise FormatError(where, f"{id_} stands twice; give each its own id")
        pieces = [(int(a), int(b)) for a, b in (pair.split(" ") for pair in offsets.split(";"))]
        for start, end in pieces:
            if not start < end <= len(self._text):
                reason = f"runs from {start} to {end}, but the text from 0 to {len(self._text)}"
                raise FormatError(where, f"{reason}; offsets are 0-based, half-open")
        found = _words(self._text, pieces)
        # Versions before 1.3 put nothing between the pieces.
        if words not in (found, "".join(self._text[a:b] for a, b in pieces)):
            reason = f"says {words[:40]!r}, but the text has {found[:40]!r} there"
            raise FormatError(where, f"{reason}; is it the .ann of this .txt?")
        self._stretches[id_] = self._joined(pieces)

    def _joined(self, pieces: list[Offsets]) -> list[Offsets]:
        """Pieces that only line ends separate are one span."""
        spans: list[Offsets] = []
        for start, end in sorted(pieces):
            if spans and _BETWEEN.fullmatch(self._text, spans[-1][1], max(start, spans[-1][1])):
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
        for field, name in _ATTRIBUTES[event.label].items():
            if name in fields:
                fields[field] = fields.pop(name)
        return Item(id_, event.label, tuple(parts), tuple(links), fields, id_)

    def _parts(self, role: str, target: str, where: str) -> list[Part]:
        if target not in self._stretches:
            reason = f"{role} is {target}, which is no stretch of text; add its line"
            raise FormatError(where, reason)
        return [Part(role, start, end) for start, end in self._stretches[target]]

    def _target(self, role: str, target: str, where: str) -> str:
        wanted = ("Quote",) if role == "Parent" else ("Speaker", "Addressee")
        if target not in self._events or self._events[target].label not in wanted:
            raise FormatError(where, f"{role} is {target}, which is no {' or '.join(wanted)} event")
        return target


def _noted(type_: str, note: str | None, where: str) -> dict[str, Any]:
    """The fields of a note that quoteattr wrote; an annotator's own remarks hold none."""
    if type_ != "AnnotatorNotes" or not (note or "").startswith("{"):
        return {}
    try:
        data: dict[str, Any] = json.loads(note or "")
    except (ValueError, RecursionError) as error:
        raise FormatError(where, f"holds a note that is no JSON ({error}); mend it") from error
    known = {name for names in _NOTED.values() for name in names} | {"unmentioned"}
    return {name: value for name, value in data.items() if name in known}
