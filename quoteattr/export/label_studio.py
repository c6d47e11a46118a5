"""Documents to Label Studio tasks with predictions, and corrected tasks back.

Written after Label Studio's guide (task format, importing pre-annotated data) and its tags Labels,
Relations, Choices and TextArea, as they were documented in 2025.
Each part of a quote or a speaker is a region; a quote's first content and a speaker's first
mention are labelled ``Quote`` and ``Speaker`` (or ``Addressee``), and relations lead from there
to what belongs to it. Fields are choices and text areas of that region.

Label Studio gives regions new ids when a prediction is taken over, so ids stand in the region's
``meta``. It counts code points, as quoteattr does; older versions counted UTF-16 units after an
emoji (HumanSignal/label-studio, pull requests 1559 and 6135), and such a task is refused where
its words do not fit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, get_args
from xml.sax.saxutils import quoteattr as quoted

import regex

from quoteattr.errors import FormatError
from quoteattr.export.graph import LINKS, PARTS, UNMENTIONED, Item, Label, Part, assemble, items
from quoteattr.export.json import check_text, dumps
from quoteattr.export.rows import shown
from quoteattr.records import KINDS, MODES, Number, QuoteDocument, SpeakerKind

__all__ = ["configuration", "from_label_studio", "to_label_studio"]

Result: TypeAlias = dict[str, Any]

TEXT, LABELS = "text", "label"

_PEOPLE: dict[str, tuple[str, ...]] = {
    "speaker_kind": get_args(SpeakerKind),
    "number": get_args(Number),
    "anonymous": ("anonymous",),
}
# The control tags that hold a field: their names, and for choices the values.
_CHOICES: dict[Label, dict[str, tuple[str, ...]]] = {
    "Quote": {"kind": KINDS, "mode": MODES},
    "Speaker": _PEOPLE,
    "Addressee": _PEOPLE,
}
_LISTS: dict[Label, tuple[str, ...]] = {
    "Quote": (),
    "Speaker": ("name", "aliases", "pronouns"),
    "Addressee": ("name", "aliases", "pronouns"),
}
_RENAMED = {"speaker_kind": "kind"}
# Offsets that stand in a region's meta, as JSON.
_PLACES = ("affiliations", "speaker_evidence")

_COLOURS = {
    "Quote": "#1f77b4",
    "Content": "#aec7e8",
    "Cue": "#d62728",
    "Source": "#2ca02c",
    "Speaker": "#9467bd",
    "Addressee": "#8c564b",
    "Mention": "#c5b0d5",
    "Role": "#bcbd22",
    "Reason": "#7f7f7f",
}

# Label Studio exports some white space escaped and some normalised.
_BLANK = regex.compile(r"\\[nrt]|[\s\p{Z}\p{C}]+")


def configuration() -> str:
    """A labelling interface that shows and changes what :func:`to_label_studio` writes."""
    labels = "".join(
        f'    <Label value="{name}" background="{colour}"/>\n' for name, colour in _COLOURS.items()
    )
    groups = (*PARTS.values(), *LINKS.values())
    roles = dict.fromkeys(role for group in groups for role in group)
    relations = "".join(f'    <Relation value="{role}"/>\n' for role in roles)
    return (
        f'<View>\n  <Labels name="{LABELS}" toName="{TEXT}">\n{labels}  </Labels>\n'
        f"  <Relations>\n{relations}  </Relations>\n"
        f'  <Text name="{TEXT}" value="$text" granularity="word"/>\n'
        f"{''.join(_controls())}</View>\n"
    )


def _controls() -> Iterator[str]:
    when = 'perRegion="true" visibleWhen="region-selected" whenTagName="label" whenLabelValue='
    shown_for: tuple[tuple[Label, str], ...] = (
        ("Quote", "Quote"),
        ("Speaker", "Speaker,Addressee"),
    )
    for label, value in shown_for:
        for name, choices in _CHOICES[label].items():
            options = "".join(f"<Choice value={quoted(choice)}/>" for choice in choices)
            head = f'  <Choices name="{name}" toName="{TEXT}" {when}"{value}">'
            yield f"{head}{options}</Choices>\n"
        for name in _LISTS[label]:
            yield (
                f'  <TextArea name="{name}" toName="{TEXT}" {when}"{value}" '
                f'placeholder="{name}" editable="true"/>\n'
            )


def to_label_studio(document: QuoteDocument, *, id: str | int | None = None) -> dict[str, Any]:
    """A task with one prediction, as plain data; a JSON list of them can be imported.

    Args:
        document: what was found.
        id: goes into the task's data as ``id``, to tell the tasks apart.

    Raises:
        FormatError: the text holds a lone surrogate.
    """
    check_text(document.text)
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
    data = {"text": document.text} | ({} if id is None else {"id": id})
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
    for name in _PLACES:
        if name in item.fields:
            yield f"{name.replace('_', ' ')}: {dumps(item.fields[name])}"
    if item.parts[0].role == UNMENTIONED:
        yield "unmentioned"


def _fields(item: Item) -> Iterator[tuple[str, str, Result]]:
    """Name of the control, type and value of each field that has one."""
    for name in _CHOICES[item.label]:
        value = item.fields[_RENAMED.get(name, name)]
        if value is not False:
            yield name, "choices", {"choices": [name if value is True else value]}
    for name in _LISTS[item.label]:
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


def from_label_studio(task: Mapping[str, Any]) -> QuoteDocument:
    """The document that a task describes, as Label Studio exports it in its JSON format.

    The last annotation that was not cancelled counts, else the last prediction.
    A relation without a label means what its end says: one to a ``Cue`` region is a cue.
    What an annotator added has confidence 1; fields that are not filled in are taken from the
    text (a kind from its quotation marks, a name from the first mention).

    Raises:
        FormatError: no text, neither annotation nor prediction, a region that does not fit the
            text or belongs to nothing, a relation or label that :func:`configuration` does not
            know. ``where`` is the path of the result, or ``region ID``.
    """
    data = task.get("data") if isinstance(task, Mapping) else None
    text = data.get("text") if isinstance(data, Mapping) else None
    if not isinstance(text, str):
        raise FormatError("data.text", "is missing; export the task as JSON, with its data")
    where, chosen = _chosen(task)
    results = chosen.get("result")
    if not isinstance(results, list):
        raise FormatError(f"{where}.result", "is missing; export the task as JSON")
    read = _Reader(text)
    for n, result in enumerate(results):
        read.result(result, f"{where}.result[{n}]")
    version = chosen.get("model_version")
    return assemble(text, read.items(), version if isinstance(version, str) else "")


def _chosen(task: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    for field in ("annotations", "predictions"):
        several = task.get(field)
        for n, made in reversed(list(enumerate(several if isinstance(several, list) else ()))):
            if isinstance(made, Mapping) and not made.get("was_cancelled"):
                return f"{field}[{n}]", made
    raise FormatError("annotations", "are missing, and predictions too; annotate the task first")


class _Reader:
    """Gathers results, which may refer to later ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._regions: dict[str, tuple[str, int, int]] = {}
        self._fields: dict[str, dict[str, Any]] = {}
        self._relations: list[tuple[str, str, str, str]] = []

    def result(self, result: Any, where: str) -> None:
        """Take one result.

        Raises:
            FormatError: it lacks a field, or does not fit the text.
        """
        type_ = result.get("type") if isinstance(result, Mapping) else None
        try:
            if type_ == "labels":
                self._region(result, where)
            elif type_ == "relation":
                self._relation(result, where)
            elif type_ in ("choices", "textarea"):
                self._field(result)
        except (KeyError, TypeError, IndexError, ValueError, RecursionError) as error:
            if isinstance(error, FormatError):
                raise
            reason = f"is {shown(result)}, which lacks a field; export the task as JSON"
            raise FormatError(where, reason) from error

    def _region(self, result: Result, where: str) -> None:
        value = result["value"]
        (label,) = value["labels"]
        start, end = value["start"], value["end"]
        if label not in _COLOURS:
            names = ", ".join(_COLOURS)
            raise FormatError(where, f"has the label {label!r}; the known ones are {names}")
        if type(start) is not int or type(end) is not int:
            raise FormatError(where, "has offsets that are no whole numbers; use the tag Text")
        if not 0 <= start < end <= len(self._text):
            reason = f"runs from {start} to {end}, but the text from 0 to {len(self._text)}"
            raise FormatError(where, f"{reason}; offsets are 0-based, half-open code points")
        self._check_words(value.get("text"), self._text[start:end], where)
        self._regions[result["id"]] = (label, start, end)
        fields = self._fields.setdefault(result["id"], {})
        if "score" in result:
            fields["confidence"] = result["score"]
        fields.update(_read_meta(result.get("meta")))

    def _check_words(self, words: object, found: str, where: str) -> None:
        if isinstance(words, str) and _BLANK.sub("", words) != _BLANK.sub("", found):
            reason = f"says {shown(words)}, but the text has {shown(found)} there"
            raise FormatError(where, f"{reason}; offsets must count code points")

    def _relation(self, result: Result, where: str) -> None:
        ends = [result["from_id"], result["to_id"]]
        if result.get("direction") == "left":
            ends.reverse()
        labels = result.get("labels") or [""]
        if not all(isinstance(part, str) for part in (*ends, labels[0])):
            raise FormatError(where, "has an end or a label that is no string; draw it again")
        self._relations.append((ends[0], ends[1], labels[0], where))

    def _field(self, result: Result) -> None:
        value, name = result["value"], str(result["from_name"])
        content = value["choices" if result["type"] == "choices" else "text"]
        if not content:  # what an annotator emptied
            return
        if name in ("aliases", "pronouns"):
            found: Any = content
        else:
            found = name == "anonymous" or (content if isinstance(content, str) else content[0])
        fields = self._fields.setdefault(result["id"], {})
        fields[_RENAMED.get(name, name)] = found

    def items(self) -> list[Item]:
        """What was gathered.

        Raises:
            FormatError: a relation leads nowhere or is not known, a region belongs to nothing.
        """
        parts: dict[str, list[Part]] = {}
        links: dict[str, list[tuple[str, str]]] = {}
        used: set[str] = set()
        for key, (label, start, end) in self._regions.items():
            if label in PARTS:
                first = PARTS[_label(label)][0]
                role = UNMENTIONED if self._fields[key].pop("unmentioned", False) else first
                parts[key], links[key] = [Part(role, start, end)], []
        for head, target, named, where in self._relations:
            role = self._role(head, target, named, where)
            if role in LINKS[_label(self._regions[head][0])]:
                links[head].append((role, target))
            else:
                used.add(target)
                parts[head].append(Part(role, *self._regions[target][1:]))
        self._check_used(used)
        return [self._item(key, tuple(parts[key]), tuple(links[key])) for key in parts]

    def _item(self, key: str, parts: tuple[Part, ...], links: tuple[tuple[str, str], ...]) -> Item:
        label = _label(self._regions[key][0])
        return Item(key, label, parts, links, self._fields[key], f"region {key}")

    def _role(self, head: str, target: str, named: str, where: str) -> str:
        for end in (head, target):
            if end not in self._regions:
                raise FormatError(where, f"leads to {end!r}, which is no region; draw it again")
        label, other = self._regions[head][0], self._regions[target][0]
        if label not in PARTS:
            reason = f"starts at a {label}; start it at a Quote, Speaker or Addressee"
            raise FormatError(where, reason)
        role = named or ("Parent" if other == "Quote" else other)
        fits = {"Parent": ("Quote",), "Speaker": ("Speaker", "Addressee")}
        fits["Addressee"] = fits["Speaker"]
        known = PARTS[_label(label)] + LINKS[_label(label)]
        if role not in known or other not in fits.get(role, (role,)):
            reason = f"leads from a {label} to a {other} as {role!r}, which means nothing"
            raise FormatError(where, f"{reason}; a {label} has {', '.join(known)}")
        return role

    def _check_used(self, used: set[str]) -> None:
        for key, (label, start, end) in self._regions.items():
            if label not in PARTS and key not in used:
                reason = f"{label} {shown(self._text[start:end])} belongs to nothing"
                raise FormatError(f"region {key}", f"{reason}; draw a relation to it, or remove it")


def _label(name: str) -> Label:
    return next(label for label in PARTS if label == name)


def _read_meta(meta: object) -> dict[str, Any]:
    """The fields that stand in a region's meta, where an annotator may write remarks as well."""
    lines = meta.get("text") if isinstance(meta, Mapping) else None
    found: dict[str, Any] = {}
    for line in lines if isinstance(lines, list) else [lines]:
        name, _, value = str(line).partition(": ")
        if name == "id":
            found["id"] = value
        elif name == "speaker confidence":
            found["speaker_confidence"] = float(value)
        elif name.replace(" ", "_") in _PLACES:
            found[name.replace(" ", "_")] = json.loads(value)
        elif name == "unmentioned":
            found["unmentioned"] = True
    return found
