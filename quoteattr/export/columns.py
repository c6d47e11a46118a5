"""Documents to columns of BIO labels and back: one word a line, after the CoNLL shared tasks.

Tab-separated as in CoNLL-U, with its comments (``# newdoc id = ...``) and its empty lines, which
part paragraphs here::

    ID  FORM  START  END  CONTENT  CUE  SOURCE  MENTION  ROLE  REASON

B begins a span, I goes on, O is outside (Ramshaw & Marcus 1995). Quotes may overlap, so a label
names its quote or speaker (``B-q2``), and a word may have several (``I-q1|B-q2``): a quote in
two parts has two B, and a quote inside another stands beside it. Where a span of one field lies in
another of the same quote or speaker, a word has the label of both, and the inner one ends first:
``B-s1``, ``I-s1|B-s1``, ``I-s1|I-s1``, ``I-s1``.
The text and all fields that are not spans stand in comments, as JSON.

Words are those of :mod:`quoteattr.words`, cut where a span begins or ends inside one. White space
at the edge of a span is not kept.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import Any

import attrs
import regex

from quoteattr.errors import FormatError
from quoteattr.export.graph import ABOUT, UNMENTIONED, Item, Label, Part, assemble, items
from quoteattr.export.json import check_document, dumps
from quoteattr.export.rows import shown
from quoteattr.records import QuoteDocument
from quoteattr.words import words

__all__ = ["COLUMNS", "from_columns", "to_columns"]

ROLES = ("Content", "Cue", "Source", "Mention", "Role", "Reason")
COLUMNS = ("ID", "FORM", "START", "END", *(role.upper() for role in ROLES))
# The roles of quotes; the others are those of speakers.
_QUOTED = ROLES[:3]

_ID = regex.compile(r"[^\s|]+")
_LINE_END = regex.compile(r"[\r\n\u2028\u2029]")
_COMMENT = regex.compile(r"# *(newdoc id|text|id|meta|model|quote|speaker|addressee) = (.*)")
_LABEL = regex.compile(r"([BI])-([^\s|]+)")


def to_columns(document: QuoteDocument) -> str:
    """The columns of one document; those of several may follow one another in a file.

    Args:
        document: what was found.

    Raises:
        FormatError: the text holds a lone surrogate; an id holds white space or ``|``; a quote
            or speaker has a span without a word, or two spans of one kind that cross.
        OptionError: ``document`` is none.
    """
    check_document(document)
    found = items(document)
    tokens = _tokens(document.text, found)
    labels: list[dict[str, list[str]]] = [{} for _ in tokens]
    for item in found:
        _label_words(item, tokens, labels)
    lines = [*_comments(document, found), *_rows(document.text, tokens, labels), "", ""]
    return "\n".join(lines)


def _tokens(text: str, found: Iterable[Item]) -> list[tuple[int, int]]:
    """Words, cut at the edges of spans."""
    edges = {edge for item in found for part in item.parts for edge in (part.start, part.end)}
    tokens: list[tuple[int, int]] = []
    for start, end in words(text):
        inner = (edge for edge in range(start + 1, end) if edge in edges)
        tokens += pairwise((start, *inner, end))
    return tokens


def _label_words(
    item: Item, tokens: list[tuple[int, int]], labels: list[dict[str, list[str]]]
) -> None:
    id_ = item.fields["id"]
    if not _ID.fullmatch(id_):
        raise FormatError(f"id {id_!r}", "is empty or holds white space or |; use JSON")
    ends: dict[str, list[int]] = defaultdict(list)
    # of two that begin together, the outer one first
    for part in sorted(item.parts, key=lambda part: (part.start, -part.end)):
        if part.role == UNMENTIONED:
            continue
        outer = ends[part.role]
        while outer and outer[-1] <= part.start:
            outer.pop()
        if outer and outer[-1] < part.end:
            raise FormatError(id_, f"spans of its {part.role.lower()} cross; use JSON")
        outer.append(part.end)
        low = bisect_left(tokens, part.start, key=itemgetter(0))
        inside = range(low, bisect_right(tokens, part.end, key=itemgetter(1)))
        if not inside:
            raise FormatError(id_, f"its {part.role.lower()} has a span without a word; use JSON")
        for n in inside:
            column = labels[n].setdefault(part.role, [])
            column.append(f"{'B' if n == inside[0] else 'I'}-{id_}")


def _comments(document: QuoteDocument, found: Iterable[Item]) -> Iterator[str]:
    yield f"# newdoc id = {' '.join((document.id or '').split())}"
    yield f"# text = {dumps(document.text)}"
    for name in ABOUT:
        yield f"# {name} = {dumps(getattr(document, name))}"
    for item in found:
        links: dict[str, Any] = {}
        for role, key in item.links:
            if role == "Parent":
                links["parent"] = key[2:]
            else:
                links.setdefault(f"{role.lower()}s", []).append(key[2:])
        yield f"# {item.label.lower()} = {dumps({**item.fields, **links})}"
    yield f"# columns = {' '.join(COLUMNS)}"


def _rows(
    text: str, tokens: list[tuple[int, int]], labels: list[dict[str, list[str]]]
) -> Iterator[str]:
    number, last = 0, 0
    for (start, end), columns in zip(tokens, labels, strict=True):
        if number and _LINE_END.search(text, last, start):
            yield ""
            number = 0
        number, last = number + 1, end
        cells = ["|".join(columns.get(role, ())) or "O" for role in ROLES]
        yield "\t".join([str(number), text[start:end], str(start), str(end), *cells])


def from_columns(data: str) -> list[QuoteDocument]:
    """The documents of a file, as :func:`to_columns` writes them.

    Labels may be changed and added; fields of quotes and speakers that no comment describes are
    taken from the text (a kind from its quotation marks, a name from the first mention).

    Args:
        data: the file, read without translating line ends (``newline=""``).

    Raises:
        FormatError: a line with another number of columns, offsets or a form that do not fit
            the text, an I that continues nothing, a comment that is no JSON, a text that is
            missing. ``where`` is ``line N`` (1-based) or the id of a quote or speaker.
    """
    documents: list[QuoteDocument] = []
    read: _Reader | None = None
    for number, line in enumerate(data.split("\n"), 1):
        line, where = line.rstrip("\r"), f"line {number}"
        found = _COMMENT.fullmatch(line)
        if found and found[1] == "newdoc id":
            documents += [read.document()] if read else []
            read = _Reader(where)
        elif found:
            read = read or _Reader(where)
            read.comment(found[1], _parsed(found[2], where), where)
        elif line.strip() and not line.startswith("#"):
            read = read or _Reader(where)
            read.word(line.split("\t"), where)
    return [*documents, read.document()] if read else documents


def _parsed(value: str, where: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise FormatError(where, f"is a comment that is not JSON ({error}); mend it") from error


@attrs.define
class _Span:
    role: str
    start: int
    end: int


class _Reader:
    """Gathers the lines of one document."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._text: str | None = None
        self._about: dict[str, Any] = {}
        self._fields: dict[tuple[str, str], dict[str, Any]] = {}
        self._labels: dict[tuple[str, str], Label] = {}
        # those that the last word was in, an outer one before those inside it
        self._open: dict[tuple[str, str], list[_Span]] = {}
        self._spans: dict[tuple[str, str], list[_Span]] = defaultdict(list)
        self._end = 0

    def comment(self, name: str, value: Any, where: str) -> None:
        """Take one comment."""
        if name in ABOUT:
            self._about[name] = value
            return
        if name == "text":
            if not isinstance(value, str):
                raise FormatError(where, f"is {shown(value)}; it must be a string")
            self._text = value
            return
        id_ = value.get("id") if isinstance(value, dict) else None
        if not isinstance(id_, str):
            raise FormatError(where, f"is {shown(value)}; it must be an object with an id")
        kinds: dict[str, Label] = {"quote": "Quote", "speaker": "Speaker"}
        label = kinds.get(name, "Addressee")
        key = (label[0] if label == "Quote" else "S", id_)
        if key in self._fields:
            raise FormatError(where, f"{id_!r} stands twice; give each its own id")
        self._fields[key], self._labels[key] = value, label

    def word(self, cells: list[str], where: str) -> None:
        """Take one word."""
        if len(cells) != len(COLUMNS):
            reason = f"has {len(cells)} columns instead of {len(COLUMNS)}"
            raise FormatError(where, f"{reason}; part {' '.join(COLUMNS)} by tabs")
        if self._text is None:
            raise FormatError(where, 'stands before its text; put "# text = ..." in front')
        start, end = (_offset(cell, where) for cell in cells[2:4])
        if not self._end <= start < end <= len(self._text):
            reason = f"runs from {start} to {end}, after {self._end} and before {len(self._text)}"
            raise FormatError(where, f"{reason} in the text; keep words in order")
        if self._text[start:end] != cells[1]:
            reason = (
                f"says {shown(cells[1])}, but the text has {shown(self._text[start:end])} there"
            )
            raise FormatError(where, f"{reason}; keep the text exactly as it was")
        self._end = end
        still: dict[tuple[str, str], list[_Span]] = defaultdict(list)
        for role, cell in zip(ROLES, cells[4:], strict=True):
            for label in cell.split("|") if cell != "O" else ():
                self._label(role, label, start, end, still, where)
        self._open = still

    def _label(
        self,
        role: str,
        label: str,
        start: int,
        end: int,
        still: dict[tuple[str, str], list[_Span]],
        where: str,
    ) -> None:
        """Begin a span, or go on with the outermost one that this word does not go on with yet."""
        found = _LABEL.fullmatch(label)
        if found is None:
            reason = f"has the label {label!r} for {role.upper()}"
            raise FormatError(
                where, f"{reason}; write O, or B- or I- and an id, several parted by |"
            )
        inside = still[role, found[2]]
        if found[1] == "B":
            span = _Span(role, start, end)
            self._spans["Q" if role in _QUOTED else "S", found[2]].append(span)
        else:
            opened = self._open.get((role, found[2]), ())
            if len(inside) >= len(opened):
                reason = f"{label} continues nothing; begin the span with B-{found[2]}"
                raise FormatError(where, reason)
            span = opened[len(inside)]
            span.end = end
        inside.append(span)

    def document(self) -> QuoteDocument:
        """What was gathered.

        Raises:
            FormatError: the text is missing, a link leads nowhere, or as in ``assemble``.
        """
        if self._text is None:
            raise FormatError(self._where, 'has no text; add "# text = ..." as JSON')
        for key in self._spans:
            self._fields.setdefault(key, {"id": key[1]})
            self._labels.setdefault(key, "Quote" if key[0] == "Q" else "Speaker")
        found = [self._item(key, fields) for key, fields in self._fields.items()]
        return assemble(self._text, found, self._about)

    def _item(self, key: tuple[str, str], fields: dict[str, Any]) -> Item:
        spans = self._spans.get(key, ())
        parts = tuple(Part(span.role, span.start, span.end) for span in spans)
        links = tuple(self._links(key, fields))
        return Item(":".join(key), self._labels[key], parts, links, fields, key[1])

    def _links(self, key: tuple[str, str], fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if key[0] != "Q":
            return
        ends = (
            ("speakers", "Speaker", "S"),
            ("addressees", "Addressee", "S"),
            ("parent", "Parent", "Q"),
        )
        for field, role, letter in ends:
            ids = fields.get(field, [])
            ids = [ids] if field == "parent" and isinstance(ids, str) else ids or []
            if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
                reason = "must be an id" if field == "parent" else "must be a list of ids"
                raise FormatError(f"{key[1]}.{field}", reason)
            for id_ in ids:
                if (letter, id_) not in self._fields:
                    reason = f"{id_!r} is nobody's id; add a comment or a label for it"
                    raise FormatError(f"{key[1]}.{field}", reason)
                yield role, f"{letter}:{id_}"


def _offset(cell: str, where: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 19):
        raise FormatError(where, f"has {shown(cell)} as an offset; write a whole number")
    return int(cell)
