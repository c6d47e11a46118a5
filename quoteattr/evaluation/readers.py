"""Annotated texts and their predictions, read from JSON lines, checked field by field.

One text a line; every field of a quote but ``content`` may be missing::

    {"id": "...", "text": "...",
     "quotes": [{"content": [[start, end], ...], "cue": [...], "source": [...],
                 "speaker": [["Ilse Harn", "Harn"], ...] or ["Ilse Harn", ...],
                 "addressee": ["the crew"], "anonymous": false,
                 "kind": "direct", "mode": "speech", "confidence": 0.93,
                 "speaker_confidence": 0.97}]}

Offsets are 0-based, half-open code points. A speaker is a list of accepted names, fullest first,
or one name. Fields not named here are passed over.
A line may be a document too, as the command ``extract`` writes it and ``convert`` brings it back
from the hands of annotators; a speaker's names are its name and aliases then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.predict import as_quotes
from quoteattr.export.json import from_dict
from quoteattr.inputs import SURROGATE, read_lines
from quoteattr.records import KINDS, MODES, Kind, Mode

__all__ = ["AnnotatedText", "Annotation", "Offsets", "parse_text", "read_texts"]

Offsets = tuple[int, int]
Names = tuple[str, ...]

T = TypeVar("T")


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
    id_ = _typed(data, "id", str, "a string", where)
    if id_ is None:
        raise FormatError(where, "has no id; every text needs one")
    text = _typed(data, "text", str, "a string", where)
    if text is None and needs_text:
        raise FormatError(where, "has no text; add it")
    if text is not None and SURROGATE.search(text):
        raise FormatError(where, "holds a lone surrogate; replace it, for example by \\ufffd")
    quotes = _typed(data, "quotes", list, "a list", where)
    if quotes is None and needs_quotes:
        raise FormatError(where, "has no quotes; add them, [] where there are none")
    length = None if text is None else len(text)
    parsed = [_quote(q, f"{where}: quotes[{i}]", length) for i, q in enumerate(quotes or ())]
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


def _quote(data: object, where: str, length: int | None) -> Annotation:
    if not isinstance(data, Mapping):
        raise FormatError(where, "is no object; write one with content, cue and source")
    if data.get("content") is None:
        raise FormatError(where, "has no content; add it")
    return Annotation(
        content=_spans(data, "content", where, length),
        cue=_spans(data, "cue", where, length),
        source=_spans(data, "source", where, length),
        speakers=_speakers(data, where),
        addressees=_names(data.get("addressee"), f"{where}.addressee"),
        kind=_one_of(data, "kind", KINDS, where),
        mode=_one_of(data, "mode", MODES, where),
        anonymous=_typed(data, "anonymous", bool, "true or false", where),
        confidence=_share(data, "confidence", where),
        speaker_confidence=_share(data, "speaker_confidence", where),
    )


def _typed(data: Mapping[str, Any], field: str, cls: type[T], words: str, where: str) -> T | None:
    value = data.get(field)
    if value is not None and not isinstance(value, cls):
        raise FormatError(where, f"the field {field!r} is {value!r}; it must be {words}")
    return value


def _one_of(data: Mapping[str, Any], field: str, allowed: tuple[T, ...], where: str) -> T | None:
    value = data.get(field)
    if value is None or value in allowed:
        return value
    names = ", ".join(map(str, allowed))
    raise FormatError(f"{where}.{field}", f"is {value!r}; it must be one of {names}")


def _share(data: Mapping[str, Any], field: str, where: str) -> float | None:
    value = data.get(field)
    # a bool is an int to Python; a NaN is in no range
    if value is None or (type(value) in (int, float) and 0 <= value <= 1):
        return value
    raise FormatError(f"{where}.{field}", f"is {value!r}; it must be a number from 0 to 1")


def _spans(
    data: Mapping[str, Any], field: str, where: str, length: int | None
) -> tuple[Offsets, ...]:
    spans = _typed(data, field, list, "a list of [start, end]", where) or ()
    return tuple(_span(s, f"{where}.{field}[{i}]", length) for i, s in enumerate(spans))


def _span(value: object, where: str, length: int | None) -> Offsets:
    if not isinstance(value, list) or [type(v) for v in value] != [int, int]:
        raise FormatError(where, f"is {value!r}; it must be [start, end]")
    start, end = value
    if not 0 <= start < end or (length is not None and end > length):
        size = "" if length is None else f" in a text of {length} code points"
        raise FormatError(where, f"runs from {start} to {end}{size}; correct the offsets")
    return start, end


def _speakers(data: Mapping[str, Any], where: str) -> tuple[Names, ...] | None:
    """One tuple of names a speaker; a plain name stands for a list of one."""
    value = _typed(data, "speaker", list, "a list", where)
    if value is None:
        return None
    lists = [[s] if isinstance(s, str) else s for s in value]
    return tuple(_names(s, f"{where}.speaker[{i}]") or () for i, s in enumerate(lists))


def _names(value: object, where: str) -> Names | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise FormatError(where, f"is {value!r}; it must be a list of names")
    return tuple(value)
