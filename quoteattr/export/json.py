"""Documents to JSON and back, by cattrs.

A document is an object; quotes refer to speakers, addressees and their outer quote by id,
so that a speaker with forty mentions is written once.
``schema.json`` beside this module describes the form (JSON Schema 2020-12).
What a schema cannot say is checked in :func:`from_dict`: that ids point somewhere, that outer
quotes come first, that every span is the text at its offsets.

A lone surrogate (half of a UTF-16 pair, left by software that cut a text in code units) is no
character, and many JSON readers refuse it.
:func:`to_dict` and :func:`from_dict` keep it, :func:`to_json` refuses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import attrs

from quoteattr.errors import FormatError, OptionError
from quoteattr.export.rows import (
    FORMAT_VERSION,
    DocumentRow,
    QuoteRow,
    shown,
    structure,
    unstructure,
)
from quoteattr.meta import SURROGATE
from quoteattr.records import Quote, QuoteDocument, Span, Speaker

__all__ = [
    "FORMAT_VERSION",
    "check_document",
    "check_text",
    "dumps",
    "from_dict",
    "from_json",
    "schema",
    "to_dict",
    "to_json",
]

_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def to_dict(document: QuoteDocument) -> dict[str, Any]:
    """A document as plain data: dicts, lists, strings, numbers, booleans and None.

    Args:
        document: its quotes' speakers and addressees stand in its own ``speakers`` and
            ``addressees``, as in every document that quoteattr makes.

    Returns:
        What :func:`schema` describes; offsets are 0-based, half-open code points.
    """
    return unstructure(document)


def from_dict(data: Mapping[str, Any]) -> QuoteDocument:
    """The document back from :func:`to_dict`.

    Version 1 of the format is read too: of several cues or sources the first stays. Fields that
    are not the document's own go into its ``meta``.

    Raises:
        FormatError: another format version, a field missing, unknown or wrong, an id twice or
            pointing nowhere, an outer quote after its inner one, a span that does not fit the
            text, a confidence outside [0, 1]. ``where`` is a path such as ``quotes[3].cue``.
    """
    row = structure(data)
    if not isinstance(row.id, str | int | None) or isinstance(row.id, bool):
        raise FormatError("id", f"is {shown(row.id)}; it must be a string or null")
    if not isinstance(row.meta, Mapping | None):
        raise FormatError("meta", f"is {shown(row.meta)}; it must be an object")
    _check_people(row)
    people = row.speakers, row.addressees
    try:
        return QuoteDocument(row.text, _quotes(row), *people, row.model, row.id, row.meta)
    except OptionError as error:
        raise FormatError("meta", f"is not possible; use {error.allowed}") from error


def to_json(document: QuoteDocument, *, indent: int | None = None) -> str:
    """A document as a JSON string, non-ASCII characters as they are.

    Args:
        document: as for :func:`to_dict`.
        indent: spaces a level; None puts everything on one line.

    Raises:
        FormatError: the text holds a lone surrogate.
        OptionError: ``document`` is none.
    """
    check_document(document)
    return dumps(to_dict(document), indent=indent)


def from_json(data: str) -> QuoteDocument:
    """The document back from :func:`to_json`.

    Raises:
        FormatError: not JSON, or as in :func:`from_dict`.
    """
    try:
        value = json.loads(data)
    except TypeError as error:
        reason = f"is a {type(data).__name__}; give the str that to_json wrote"
        raise FormatError("document", reason) from error
    except (ValueError, RecursionError) as error:
        reason = f"is not JSON ({error}); give what to_json wrote, whole and unchanged"
        raise FormatError("document", reason) from error
    return from_dict(value)


def dumps(data: Any, *, indent: int | None = None) -> str:
    """Plain data as JSON, non-ASCII characters as they are.

    The characters beyond ASCII that some readers take for line ends are escaped,
    so that a line of JSON stays one line everywhere.

    >>> dumps("für\u2028uns")
    '"für\\\\u2028uns"'
    """
    return json.dumps(data, ensure_ascii=False, indent=indent).translate(_LINE_ENDS)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document, as plain data."""
    file = resources.files("quoteattr.export") / "schema.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def check_document(document: object) -> None:
    """Refuse what is no document, and one with a text that no file can hold.

    Raises:
        OptionError: it is no :class:`QuoteDocument`.
        FormatError: the text holds a lone surrogate.
    """
    if not isinstance(document, QuoteDocument):
        allowed = "one QuoteDocument, such as extract returns; of a list write each by itself"
        raise OptionError("document", type(document).__name__, allowed)
    check_text(document.text)


def check_text(text: str) -> None:
    """Refuse a text that no file can hold.

    Raises:
        FormatError: the text holds a lone surrogate.
    """
    found = SURROGATE.search(text)
    if found:
        reason = (
            f"code point {found.start()} is a lone surrogate (U+{ord(found[0]):04X}), which no "
            "UTF-8 file holds; replace it before extraction, for example by U+FFFD"
        )
        raise FormatError("text", reason)


def _check_people(row: DocumentRow) -> None:
    seen: set[str] = set()
    for field, people in (("speakers", row.speakers), ("addressees", row.addressees)):
        for i, speaker in enumerate(people):
            _check_new(speaker.id, seen, f"{field}[{i}].id")
            _check_spans(speaker, row.text, f"{field}[{i}]")


def _check_new(id_: str, seen: set[str], where: str) -> None:
    """Refuse an id that stands already, and keep it in mind."""
    if id_ in seen:
        raise FormatError(where, f"{id_!r} stands twice; give each its own id")
    seen.add(id_)


def _check_spans(record: Speaker | QuoteRow, text: str, where: str) -> None:
    """Refuse spans that are not the text at their offsets, in whatever field they stand."""
    for name, value in attrs.asdict(record, recurse=False).items():
        if isinstance(value, Span):
            _check_span(value, text, f"{where}.{name}")
        elif isinstance(value, tuple):
            for i, span in enumerate(value):
                if isinstance(span, Span):
                    _check_span(span, text, f"{where}.{name}[{i}]")


def _check_span(span: Span, text: str, where: str) -> None:
    if not 0 <= span.start < span.end <= len(text):
        reason = f"runs from {span.start} to {span.end}, but the text from 0 to {len(text)}"
        raise FormatError(where, f"{reason}; offsets are 0-based, half-open code points")
    found = text[span.start : span.end]
    if found != span.text:
        reason = f"says {shown(span.text)}, but the text has {shown(found)} there"
        raise FormatError(where, f"{reason}; keep the text exactly as it was extracted")


def _quotes(row: DocumentRow) -> tuple[Quote, ...]:
    """The quotes with what their ids stand for in place."""
    seen: set[str] = set()
    speakers = {s.id: s for s in row.speakers}
    everybody = speakers | {s.id: s for s in row.addressees}
    done: dict[str, Quote] = {}
    for i, quote in enumerate(row.quotes):
        where = f"quotes[{i}]"
        _check_new(quote.id, seen, f"{where}.id")
        _check_quote(quote, row.text, where)
        fields = attrs.asdict(quote, recurse=False) | {
            "speakers": _people(quote.speakers, speakers, f"{where}.speakers"),
            "addressees": _people(quote.addressees, everybody, f"{where}.addressees"),
            "parent": _parent(quote, done, f"{where}.parent"),
        }
        done[quote.id] = Quote(**fields)
    return tuple(done.values())


def _check_quote(quote: QuoteRow, text: str, where: str) -> None:
    if not quote.content:
        raise FormatError(f"{where}.content", "is empty; a quote has at least one span")
    _check_spans(quote, text, where)
    for field in ("confidence", "speaker_confidence"):
        value = getattr(quote, field)
        if not 0 <= value <= 1:
            raise FormatError(f"{where}.{field}", f"is {value}; it must lie in [0, 1]")


def _people(ids: Iterable[str], known: dict[str, Speaker], where: str) -> tuple[Speaker, ...]:
    for i, id_ in enumerate(ids):
        if id_ not in known:
            reason = f"{id_!r} is nobody's id; add the speaker to the document's list, or drop it"
            raise FormatError(f"{where}[{i}]", reason)
    return tuple(known[id_] for id_ in ids)


def _parent(quote: QuoteRow, earlier: dict[str, Quote], where: str) -> Quote | None:
    if quote.parent is None:
        return None
    if quote.parent not in earlier:
        reason = (
            f"{quote.parent!r} is not an earlier quote; put the outer quote before those inside it"
        )
        raise FormatError(where, reason)
    return earlier[quote.parent]
