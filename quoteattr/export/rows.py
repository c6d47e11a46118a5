"""The shape of a document in JSON: cattrs turns plain data into rows and records into plain data.

Nothing is converted: ``"5"`` is no offset. Quotes and speakers have every field and no other; only
what was added to the form later may be missing. What stands beside the fields of a document is
taken for the caller's own, and goes into ``meta``.

Version 1 had lists of spans for cue and source, and neither id nor meta.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from quoteattr.errors import FormatError
from quoteattr.records import Kind, Mode, Quote, QuoteDocument, Span, Speaker

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["FORMAT_VERSION", "DocumentRow", "QuoteRow", "shown", "structure", "unstructure"]

FORMAT_VERSION = 2
_READ = (1, 2)

# Fields that came after the first files were written; they are empty where they are missing.
_LATER = frozenset({"affiliations", "speaker_evidence", "honorifics", "negated", "id", "meta"})


@attrs.frozen
class QuoteRow:
    """A quote as JSON holds it: others by id."""

    id: str
    kind: Kind
    mode: Mode
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speakers: tuple[str, ...]
    addressees: tuple[str, ...]
    parent: str | None
    confidence: float
    speaker_confidence: float
    speaker_evidence: tuple[Span, ...] = ()
    negated: bool = False


@attrs.frozen
class DocumentRow:
    """A document as JSON holds it."""

    format_version: int
    text: str
    model: str
    quotes: tuple[QuoteRow, ...]
    speakers: tuple[Speaker, ...]
    addressees: tuple[Speaker, ...]
    id: Any = None
    meta: Any = None


class _Wrong(ValueError):
    """One value has the wrong shape; where it stands is gathered on the way up."""

    def __init__(self, reason: str, field: str = "") -> None:
        self.reason = reason
        self.field = field
        super().__init__(reason)


def unstructure(document: QuoteDocument) -> dict[str, Any]:
    """A document as plain data.

    A quote whose outer one somebody has taken out of the document stands alone.
    """
    fields: dict[str, Any] = _converter().unstructure(document)
    first = {name: fields.pop(name) for name in ("id", "meta")}
    data = {"format_version": FORMAT_VERSION, **first, **fields}
    ids = {row["id"] for row in data["quotes"]}
    for row in data["quotes"]:
        if row["parent"] not in ids:
            row["parent"] = None
    return data


def structure(data: object) -> DocumentRow:
    """Plain data as rows.

    Raises:
        FormatError: another format version, a field missing, unknown or of another type.
    """
    from cattrs import BaseValidationError

    if isinstance(data, Mapping):
        # the version first: another version has other fields, and a text none
        if "format_version" not in data:
            reason = "is missing, as in a text that was not read yet; use quoteattr extract first"
            raise FormatError("format_version", reason)
        version = data["format_version"]
        if type(version) is not int or version not in _READ:
            reason = f"is {shown(version)}, but this version of quoteattr reads 1 and 2"
            raise FormatError("format_version", f"{reason}; extract the text again")
        data = _with_beside(_upgraded(data) if version == 1 else data)
    try:
        return _converter().structure(data, DocumentRow)
    except (BaseValidationError, _Wrong) as error:
        path, reason = _located(error)
        raise FormatError(path.lstrip(".") or "document", reason) from error


def _upgraded(data: Mapping[str, Any]) -> dict[str, Any]:
    """A document of version 1 as one of version 2; of several cues or sources the first stays."""
    quotes = data.get("quotes")
    if not isinstance(quotes, list):
        return dict(data)
    return {**data, "quotes": [_upgraded_quote(q) if isinstance(q, dict) else q for q in quotes]}


def _upgraded_quote(quote: dict[str, Any]) -> dict[str, Any]:
    lists = {name: quote[name] for name in ("cue", "source") if isinstance(quote.get(name), list)}
    return quote | {name: next(iter(spans), None) for name, spans in lists.items()}


def _with_beside(data: Mapping[str, Any]) -> dict[str, Any]:
    """A document's own fields; those that stand beside them are in its ``meta``."""
    known = {field.name for field in attrs.fields(DocumentRow)}
    own = {name: value for name, value in data.items() if name in known}
    beside = {name: value for name, value in data.items() if name not in known}
    meta = {} if (given := own.get("meta")) is None else given
    return own | {"meta": beside | meta if isinstance(meta, dict) else meta}


def shown(value: object) -> str:
    """A value in words, short."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


@functools.cache
def _converter() -> Converter:
    """The converter, made on first use: cattrs is not imported with the package."""
    from cattrs import Converter
    from cattrs.gen import make_dict_unstructure_fn, override

    converter = Converter(unstruct_collection_overrides={tuple: list})
    ids = override(unstruct_hook=lambda people: [p.id for p in people])
    outer = override(unstruct_hook=lambda parent: parent and parent.id)
    converter.register_unstructure_hook(
        Quote,
        make_dict_unstructure_fn(Quote, converter, speakers=ids, addressees=ids, parent=outer),
    )
    converter.register_structure_hook(str, _exactly(str, "a string"))
    converter.register_structure_hook(bool, _exactly(bool, "true or false"))
    converter.register_structure_hook(int, _exactly(int, "a whole number"))
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook_func(_is_literal, _one_of)
    for cls in (Span, Speaker, QuoteRow, DocumentRow):
        converter.register_structure_hook(cls, _object(cls, converter))
    return converter


def _exactly(cls: type, words: str) -> Callable[[object, object], Any]:
    def structure(value: object, _: object) -> object:
        # bool is a subclass of int, but true is no offset
        if type(value) is not cls:
            raise _Wrong(f"is {shown(value)}; it must be {words}")
        return value

    return structure


def _number(value: object, _: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"is {shown(value)}; it must be a number")
    return float(value)


def _is_literal(cls: Any) -> bool:
    return get_origin(cls) is Literal


def _one_of(value: object, literal: object) -> object:
    if value not in get_args(literal):
        allowed = ", ".join(map(repr, get_args(literal)))
        raise _Wrong(f"is {shown(value)}; it must be one of {allowed}")
    return value


def _object(cls: type[Any], converter: Converter) -> Callable[[Any, Any], Any]:
    """A structuring hook for one record: all of its fields and no other."""
    from cattrs.gen import make_dict_structure_fn

    attrs.resolve_types(cls)
    fields = [field.name for field in attrs.fields(cls)]
    lists = [f.name for f in attrs.fields(cls) if get_origin(f.type) is tuple]
    structure = make_dict_structure_fn(cls, converter)

    def hook(value: Any, _: Any) -> Any:
        _check_keys(value, fields, lists)
        return structure(value, cls)

    return hook


def _check_keys(value: object, fields: list[str], lists: list[str]) -> None:
    if not isinstance(value, Mapping):
        raise _Wrong(f"is {shown(value)}; it must be an object with {', '.join(fields)}")
    for name in fields:
        if name not in value and name not in _LATER:
            raise _Wrong("is missing; add it, as to_dict writes every field", name)
    for name in value:
        if name not in fields:
            raise _Wrong(f"is not a known field; remove it (known: {', '.join(fields)})", str(name))
    for name in lists:
        if name in value and not isinstance(value[name], list):
            raise _Wrong(f"is {shown(value[name])}; it must be a list", name)


def _located(error: Exception) -> tuple[str, str]:
    """The path to the first wrong value below an error of cattrs, and what is wrong with it."""
    if isinstance(error, _Wrong):
        return (f".{error.field}" if error.field else ""), error.reason
    if not isinstance(error, ExceptionGroup):
        return "", str(error)
    inner = error.exceptions[0]
    path, reason = _located(inner)
    return "".join(map(_step, getattr(inner, "__notes__", ()))) + path, reason


def _step(note: object) -> str:
    """The part of a path that a note of cattrs stands for."""
    from cattrs import AttributeValidationNote, IterableValidationNote

    if isinstance(note, IterableValidationNote):
        return f"[{note.index}]"
    return f".{note.name}" if isinstance(note, AttributeValidationNote) else ""
