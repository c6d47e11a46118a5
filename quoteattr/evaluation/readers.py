"""Annotated texts and their predictions, read from JSON lines, checked field by field.

One text a line; every field of a quote but ``content`` may be missing::

    {"id": "...", "text": "...",
     "quotes": [{"content": [[start, end], ...], "cue": [...], "source": [...],
                 "speaker": [["Ilse Harn", "Harn"], ...] or ["Ilse Harn", ...],
                 "addressee": ["the crew"], "anonymous": false,
                 "negated": false, "kind": "direct", "mode": "speech", "confidence": 0.93,
                 "speaker_confidence": 0.97}]}

Offsets are 0-based, half-open code points. A speaker is a list of accepted names, fullest first,
or one name. Fields not named here are passed over.
A line may be a document too, as the command ``extract`` writes it and ``convert`` brings it back
from the hands of annotators; a speaker's names are its name and aliases then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override

from quoteattr.errors import FormatError
from quoteattr.evaluation.predict import as_quotes
from quoteattr.export.json import from_dict
from quoteattr.inputs import read_lines
from quoteattr.meta import SURROGATE
from quoteattr.records import Kind, Mode

__all__ = ["AnnotatedText", "Annotation", "Names", "Offsets", "parse_text", "read_texts"]

Offsets: TypeAlias = tuple[int, int]
Names: TypeAlias = tuple[str, ...]


@attrs.frozen
class Annotation:
    """One quote of an annotated text; None means that a field is not stated.

    Attributes:
        content: offsets of what was said.
        cue: offsets of the reporting words.
        source: offsets of the mention of the source.
        speakers: the names of each speaker, any of which will do, fullest first.
        addressees: the names of those who were told.
        kind: direct, indirect or mixed.
        mode: speech, writing or thought.
        anonymous: whether the speaker is left unnamed.
        negated: whether the report is that it was not said; marked where it is, so False if not.
        confidence: how sure a model is of a predicted quote, in [0, 1].
        speaker_confidence: how sure it is of the quote's speakers, in [0, 1].
    """

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...] = ()
    source: tuple[Offsets, ...] = ()
    speakers: tuple[Names, ...] | None = None
    addressees: Names | None = None
    kind: Kind | None = None
    mode: Mode | None = None
    anonymous: bool | None = None
    negated: bool = False
    confidence: float | None = None
    speaker_confidence: float | None = None


@attrs.frozen
class AnnotatedText:
    """A text with its quotes, annotated or predicted.

    Attributes:
        id: unique in its file.
        text: the text; None where a file of predictions leaves it out.
        quotes: its quotes, in the order of the file.
    """

    id: str
    text: str | None
    quotes: tuple[Annotation, ...] = ()


def read_texts(
    path: str, *, needs_text: bool = True, needs_quotes: bool = True
) -> list[AnnotatedText]:
    """The texts of a JSONL file, in order.

    Args:
        path: the file.
        needs_text: whether every line must hold its text.
        needs_quotes: whether every line must hold quotes, an empty list at least.

    Raises:
        FormatError: the file cannot be read, a field is missing or wrong, an id stands twice;
            ``where`` begins with ``file:line``.
    """
    texts: dict[str, AnnotatedText] = {}
    for line in read_lines(path):
        if isinstance(line, FormatError):
            raise line
        where, data = line
        text = parse_text(data, where, needs_text=needs_text, needs_quotes=needs_quotes)
        if text.id in texts:
            raise FormatError(where, f"the id {text.id!r} stands twice; give each text its own")
        texts[text.id] = text
    return list(texts.values())


def parse_text(
    data: Mapping[str, Any], where: str, *, needs_text: bool = True, needs_quotes: bool = True
) -> AnnotatedText:
    """One text from plain data.

    Args:
        data: the object.
        where: what errors begin with.
        needs_text: as for :func:`read_texts`.
        needs_quotes: as for :func:`read_texts`.

    Raises:
        FormatError: a field is missing or wrong.
    """
    data = _of_document(data, where) if "format_version" in data else data
    id_ = _field(data, "id", str, needed=True, where=where)
    text = _field(data, "text", str, needed=needs_text, where=where)
    if text is not None and SURROGATE.search(text):
        raise FormatError(where, "holds a lone surrogate; replace it, for example by \\ufffd")
    quotes = _field(data, "quotes", list, needed=needs_quotes, where=where) or []
    parsed = [_quote(quote, text, f"{where}: quotes[{i}]") for i, quote in enumerate(quotes)]
    return AnnotatedText(id_, text, tuple(parsed))


def _of_document(data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A document in the form of a data file."""
    try:
        document = from_dict(data)
    except FormatError as error:
        raise FormatError(f"{where}: {error.where}", error.reason) from error
    quotes = [
        plain | {"speaker": [[who.name, *who.aliases] for who in quote.speakers]}
        for quote, plain in zip(document.quotes, as_quotes(document), strict=True)
    ]
    id_ = data.get("id")
    named = {"id": str(id_)} if type(id_) in (int, str) else {}
    return {**named, "text": document.text, "quotes": quotes}


def _field(data: Mapping[str, Any], field: str, cls: type[Any], *, needed: bool, where: str) -> Any:
    value = data.get(field)
    if value is None and needed:
        raise FormatError(where, f"has no {field}; add it")
    if value is not None and not isinstance(value, cls):
        kind = "a string" if cls is str else "a list"
        raise FormatError(where, f"the field {field!r} is {value!r}; it must be {kind}")
    return value


def _quote(data: object, text: str | None, where: str) -> Annotation:
    if not isinstance(data, Mapping):
        raise FormatError(where, "is not an object; write one with content, cue and source")
    stated = {name: value for name, value in data.items() if value is not None}
    try:
        quote = _CONVERTER.structure(stated, Annotation)
    except cattrs.BaseValidationError as error:
        what = cattrs.transform_error(error, "quote", format_exception=_told)[0]
        raise FormatError(where, f"{what}; correct it") from error
    for start, end in (*quote.content, *quote.cue, *quote.source):
        if not 0 <= start < end or (text is not None and end > len(text)):
            size = "" if text is None else f" in a text of {len(text)} code points"
            raise FormatError(where, f"runs from {start} to {end}{size}; correct the offsets")
    return quote


def _told(error: BaseException, _: type | None) -> str:
    return "a field is missing" if isinstance(error, KeyError) else str(error)


def _exactly(value: object, cls: type[Any]) -> Any:
    """A value of a plain type, never one that could be made into it."""
    if type(value) is not cls:
        raise TypeError(f"{value!r} is not a {cls.__name__}")
    return value


def _share(value: object, _: type[float]) -> float:
    # a bool is an int to Python; a NaN is in no range
    if type(value) not in (int, float) or not 0 <= value <= 1:  # type: ignore[operator]
        raise ValueError(f"{value!r} is not a number from 0 to 1")
    return value  # type: ignore[return-value]


def _listed(value: object, _: object) -> Names:
    """Names; a plain one stands for a list of one."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError(f"{value!r} is not a list of names")
    return tuple(names)


_CONVERTER = cattrs.Converter()
for _plain in (str, int, bool):
    _CONVERTER.register_structure_hook(_plain, _exactly)
_CONVERTER.register_structure_hook(float, _share)
_CONVERTER.register_structure_hook_func(lambda cls: cls == Names, _listed)
_CONVERTER.register_structure_hook(
    Annotation,
    make_dict_structure_fn(
        Annotation,
        _CONVERTER,
        speakers=override(rename="speaker"),
        addressees=override(rename="addressee"),
    ),
)
