"""A task as Label Studio exports it back to a document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs
import regex

from quoteattr.errors import FormatError
from quoteattr.export.graph import ENDS, LINKS, PARTS, UNMENTIONED, Item, Label, Part, assemble
from quoteattr.export.label_studio.interface import COLOURS, PLACES, RENAMED, Result
from quoteattr.export.rows import shown
from quoteattr.records import QuoteDocument

__all__ = ["from_label_studio"]

# Label Studio exports some white space escaped and some normalised.
_BLANK = regex.compile(r"\\[nrt]|[\s\p{Z}\p{C}]+")


def from_label_studio(task: Mapping[str, Any]) -> QuoteDocument:
    """The document that a task describes, as Label Studio exports it in its JSON format.

    The last annotation that was not cancelled counts, else the last prediction.
    A relation without a label means what its end says: one to a ``Cue`` region is a cue.
    What an annotator added has confidence 1; fields that are not filled in are taken from the
    text (a kind from its quotation marks, a name from the first mention).
    A part of the prediction that no relation leads to any more, since its quote or speaker was
    deleted, goes with it.

    Args:
        task: an object of the exported array, with its ``data``.

    Returns:
        The text with what was annotated in it, offsets in code points; ``model`` is that of the
        prediction, also where an annotator corrected it.

    Raises:
        FormatError: no text, neither annotation nor prediction, a region that does not fit the
            text, one drawn by hand that belongs to nothing, a relation or label that
            :func:`configuration` does not know. ``where`` is the path of the result, or
            ``region ID``.
    """
    data = task.get("data") if isinstance(task, Mapping) else None
    text = data.get("text") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(text, str):
        raise FormatError("data.text", "is missing; export the task as JSON, with its data")
    where, chosen = _chosen(task)
    results = chosen.get("result")
    if not isinstance(results, list):
        raise FormatError(f"{where}.result", "is missing; export the task as JSON")
    read = _Reader(text)
    for n, result in enumerate(results):
        read.result(result, f"{where}.result[{n}]")
    about = {name: data[name] for name in ("id", "meta") if name in data}
    return assemble(text, read.items(), about | {"model": _model(chosen)})


def _chosen(task: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    for field in ("annotations", "predictions"):
        several = task.get(field)
        for n, made in reversed(list(enumerate(several if isinstance(several, list) else ()))):
            if isinstance(made, Mapping) and not made.get("was_cancelled"):
                return f"{field}[{n}]", made
    if task.get("predictions"):
        reason = "are only numbers, as Label Studio exports them; annotate the task, or read the"
        raise FormatError("predictions", f"{reason} file that was imported")
    raise FormatError("annotations", "are missing, and predictions too; annotate the task first")


def _model(chosen: Mapping[str, Any]) -> str:
    """The model of a prediction, or of the one that an annotation started from."""
    prediction = chosen.get("prediction")
    for made in (chosen, prediction if isinstance(prediction, Mapping) else {}):
        if isinstance(made.get("model_version"), str):
            return str(made["model_version"])
    return ""


@attrs.frozen
class _Region:
    """A region; ``given`` is whether it stands as the prediction had it."""

    label: str
    start: int
    end: int
    given: bool


class _Reader:
    """Gathers results, which may refer to later ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._regions: dict[str, _Region] = {}
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
        if label not in COLOURS:
            names = ", ".join(COLOURS)
            raise FormatError(where, f"has the label {label!r}; the known ones are {names}")
        if type(start) is not int or type(end) is not int:
            raise FormatError(where, "has offsets that are no whole numbers; use the tag Text")
        if not 0 <= start < end <= len(self._text):
            reason = f"runs from {start} to {end}, but the text from 0 to {len(self._text)}"
            raise FormatError(where, f"{reason}; offsets are 0-based, half-open code points")
        self._check_words(value.get("text"), self._text[start:end], where)
        given = result.get("origin") == "prediction"
        self._regions[result["id"]] = _Region(label, start, end, given)
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
            raise FormatError(where, "has an end or a label that is not a string; draw it again")
        self._relations.append((ends[0], ends[1], labels[0], where))

    def _field(self, result: Result) -> None:
        value, name = result["value"], str(result["from_name"])
        content = value["choices" if result["type"] == "choices" else "text"]
        if not content:  # what an annotator emptied
            return
        if name in ("aliases", "pronouns"):
            found: Any = content
        else:
            words = content if isinstance(content, str) else content[0]
            found = name in ("anonymous", "negated") or words
        fields = self._fields.setdefault(result["id"], {})
        fields[RENAMED.get(name, name)] = found

    def items(self) -> list[Item]:
        """What was gathered.

        Raises:
            FormatError: a relation leads nowhere or is not known, a region belongs to nothing.
        """
        parts: dict[str, list[Part]] = {}
        links: dict[str, list[tuple[str, str]]] = {}
        used: set[str] = set()
        for key, region in self._regions.items():
            if region.label in PARTS:
                first = PARTS[_label(region.label)][0]
                role = UNMENTIONED if self._fields[key].pop("unmentioned", False) else first
                parts[key], links[key] = [Part(role, region.start, region.end)], []
        for head, target, named, where in self._relations:
            role = self._role(head, target, named, where)
            if role in LINKS[_label(self._regions[head].label)]:
                links[head].append((role, target))
            else:
                used.add(target)
                end = self._regions[target]
                parts[head].append(Part(role, end.start, end.end))
        self._check_used(used)
        return [self._item(key, tuple(parts[key]), tuple(links[key])) for key in parts]

    def _item(self, key: str, parts: tuple[Part, ...], links: tuple[tuple[str, str], ...]) -> Item:
        label = _label(self._regions[key].label)
        return Item(key, label, parts, links, self._fields[key], f"region {key}")

    def _role(self, head: str, target: str, named: str, where: str) -> str:
        for end in (head, target):
            if end not in self._regions:
                raise FormatError(where, f"leads to {end!r}, which is not a region; draw it again")
        label, other = self._regions[head].label, self._regions[target].label
        if label not in PARTS:
            reason = f"starts at a {label}; start it at a Quote, Speaker or Addressee"
            raise FormatError(where, reason)
        role = named or ("Parent" if other == "Quote" else other)
        known = PARTS[_label(label)] + LINKS[_label(label)]
        if role not in known or other not in ENDS.get(role, (role,)):
            reason = f"leads from a {label} to a {other} as {role!r}, which means nothing"
            raise FormatError(where, f"{reason}; a {label} has {', '.join(known)}")
        return role

    def _check_used(self, used: set[str]) -> None:
        for key, region in self._regions.items():
            if region.label not in PARTS and key not in used and not region.given:
                words = shown(self._text[region.start : region.end])
                reason = f"{region.label} {words} belongs to nothing"
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
        elif name.replace(" ", "_") in PLACES:
            found[name.replace(" ", "_")] = json.loads(value)
        elif name == "unmentioned":
            found["unmentioned"] = True
    return found
