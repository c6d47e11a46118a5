"""A document as a task with one prediction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quoteattr.export.graph import UNMENTIONED, Item, items
from quoteattr.export.json import check_document, dumps
from quoteattr.export.label_studio.interface import (
    CHOICES,
    LABELS,
    LISTS,
    PLACES,
    RENAMED,
    TEXT,
    Result,
)
from quoteattr.records import QuoteDocument

__all__ = ["to_label_studio"]


def to_label_studio(document: QuoteDocument) -> dict[str, Any]:
    """A task with one prediction, as plain data; a JSON list of them can be imported.

    The id and the meta of the document stand in the task's data.

    Args:
        document: what was found.

    Raises:
        FormatError: the text holds a lone surrogate.
        OptionError: ``document`` is none.
    """
    check_document(document)
    found = items(document)
    heads = {item.key: _region_id(n, 0) for n, item in enumerate(found, 1)}
    results: list[Result] = []
    for n, item in enumerate(found, 1):
        results += _regions(item, n, document.text)
        results += [_relation(heads[item.key], _region_id(n, i), part.role)
                    for i, part in enumerate(item.parts) if i]  # fmt: skip
        results += [_relation(heads[item.key], heads[key], role) for role, key in item.links]
    prediction: dict[str, Any] = {"model_version": document.model, "result": results}
    if document.quotes:
        sure = [quote.confidence for quote in document.quotes]
        prediction["score"] = sum(sure) / len(sure)
    data = {"text": document.text, "id": document.id, "meta": dict(document.meta)}
    return {"data": data, "predictions": [prediction]}


def _region_id(item: int, part: int) -> str:
    return f"i{item}p{part}"


def _regions(item: Item, n: int, text: str) -> Iterator[Result]:
    for i, part in enumerate(item.parts):
        place = {"start": part.start, "end": part.end}
        label = part.role if i else item.label
        value = place | {"text": text[part.start : part.end], "labels": [label]}
        region = _result(_region_id(n, i), LABELS, "labels", value)
        if i:
            yield region
            continue
        if "confidence" in item.fields:
            region["score"] = item.fields["confidence"]
        yield region | {"meta": {"text": list(_meta(item))}}
        yield from (_result(region["id"], *field, place) for field in _fields(item))


def _result(id_: str, name: str, type_: str, value: Result, place: Result | None = None) -> Result:
    return {
        "id": id_,
        "from_name": name,
        "to_name": TEXT,
        "type": type_,
        "value": {**(place or {}), **value},
    }


def _meta(item: Item) -> Iterator[str]:
    yield f"id: {item.fields['id']}"
    if item.label == "Quote":
        yield f"speaker confidence: {item.fields['speaker_confidence']!r}"
    for name in PLACES:
        if name in item.fields:
            yield f"{name.replace('_', ' ')}: {dumps(item.fields[name])}"
    if item.parts[0].role == UNMENTIONED:
        yield "unmentioned"


def _fields(item: Item) -> Iterator[tuple[str, str, Result]]:
    """Name of the control, type and value of each field that has one."""
    for name in CHOICES[item.label]:
        value = item.fields[RENAMED.get(name, name)]
        if value is not False:
            yield name, "choices", {"choices": [name if value is True else value]}
    for name in LISTS[item.label]:
        value = item.fields[name]
        lines = [value] if isinstance(value, str) else value
        if lines:
            yield name, "textarea", {"text": lines}


def _relation(start: str, end: str, role: str) -> Result:
    return {
        "from_id": start,
        "to_id": end,
        "type": "relation",
        "direction": "right",
        "labels": [role],
    }
