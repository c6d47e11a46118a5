"""A document as a graph: stretches of text, arrows between them, small fields on them.

That is what annotation tools hold, so brat, Label Studio and the columns are written from it and
read into it. A quote hangs on the first span of its content, a speaker on its first mention;
what else belongs to them (cue, source, role, ...) are parts, and quotes point to their speakers,
addressees and outer quote by links.

Somebody who corrects a document in a tool does not fill in every field, nor keep an order.
So :func:`assemble` puts quotes in order of appearance, outer ones first, gives ids to what has
none, and takes for a field that is missing what the text shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import Any, Literal, TypeAlias

import attrs
import regex

from quoteattr.errors import FormatError
from quoteattr.export.json import FORMAT_VERSION, from_dict
from quoteattr.marking.quotation import Offsets
from quoteattr.marks import find_quotations, kind_of
from quoteattr.records import Kind, Quote, QuoteDocument, Span, Speaker
from quoteattr.words import words

__all__ = [
    "ABOUT",
    "ENDS",
    "LINKS",
    "PARTS",
    "UNMENTIONED",
    "Item",
    "Label",
    "Part",
    "assemble",
    "items",
]

Label: TypeAlias = Literal["Quote", "Speaker", "Addressee"]

# Which parts and links an item may have; the first part is what it hangs on.
PARTS: dict[Label, tuple[str, ...]] = {
    "Quote": ("Content", "Cue", "Source"),
    "Speaker": ("Mention", "Role", "Reason"),
    "Addressee": ("Mention", "Role", "Reason"),
}
LINKS: dict[Label, tuple[str, ...]] = {
    "Quote": ("Speaker", "Addressee", "Parent"),
    "Speaker": (),
    "Addressee": (),
}

# What a link may lead to.
ENDS: dict[str, tuple[Label, ...]] = {
    "Speaker": ("Speaker", "Addressee"),
    "Addressee": ("Speaker", "Addressee"),
    "Parent": ("Quote",),
}
# The fields of a document beside its text.
ABOUT = ("id", "meta", "model")

# The part that somebody hangs on whom the text never mentions.
UNMENTIONED = "Unmentioned"

_INDEXED = regex.compile(r"^(quotes|speakers|addressees)\[(\d+)\](.*)", regex.DOTALL)
_VISIBLE = regex.compile(r"[^\s\p{Cc}\p{Cf}\p{Z}]")


@attrs.frozen
class Part:
    """A stretch of the text that plays a role for an item.

    Attributes:
        role: one of :data:`PARTS`, or :data:`UNMENTIONED`.
        start: offset of its first code point, 0-based.
        end: offset after its last code point.
    """

    role: str
    start: int
    end: int


@attrs.frozen
class Item:
    """A quote or somebody who speaks or is told something.

    Attributes:
        key: unique among the items of a document.
        label: what it is.
        parts: its stretches of text.
        links: role (see :data:`LINKS`) and key of other items.
        fields: those of the record that are neither spans nor other records, and the offsets
            of what no tool needs to show; any may be missing.
        where: how an error names it.
    """

    key: str
    label: Label
    parts: tuple[Part, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    fields: Mapping[str, Any] = attrs.field(factory=dict)
    where: str = ""


def items(document: QuoteDocument) -> list[Item]:
    """The people of a document, then its quotes, each hanging on its first part.

    Raises:
        FormatError: somebody is never mentioned, and the text has no visible character to
            hang them on.
    """
    ids = {quote.id for quote in document.quotes}
    return [
        *(_person(one, "Speaker", document.text) for one in document.speakers),
        *(_person(one, "Addressee", document.text) for one in document.addressees),
        *(_quote(quote, ids) for quote in document.quotes),
    ]


def _person(person: Speaker, label: Label, text: str) -> Item:
    parts = [
        *(_parts("Mention", person.mentions) or (_stand_in(text, person.id),)),
        *_parts("Role", person.roles),
        *_parts("Reason", (person.anonymity_reason,)),
    ]
    names = ("id", "name", "kind", "aliases", "anonymous", "pronouns", "number")
    fields = {name: _plain(getattr(person, name)) for name in names}
    fields |= _places("affiliations", person.affiliations)
    fields |= _places("honorifics", person.honorifics)
    return Item(f"s:{person.id}", label, tuple(parts), (), fields)


def _quote(quote: Quote, ids: Set[str]) -> Item:
    """A quote; its parent is named where it is one of those with these ids."""
    parts = (
        *_parts("Content", quote.content),
        *_parts("Cue", (quote.cue,)),
        *_parts("Source", (quote.source,)),
    )
    links = [("Speaker", f"s:{s.id}") for s in quote.speakers]
    links += [("Addressee", f"s:{s.id}") for s in quote.addressees]
    if quote.parent is not None and quote.parent.id in ids:
        links.append(("Parent", f"q:{quote.parent.id}"))
    names = ("id", "kind", "mode", "negated", "confidence", "speaker_confidence")
    fields = {name: getattr(quote, name) for name in names}
    fields |= _places("speaker_evidence", quote.speaker_evidence)
    return Item(f"q:{quote.id}", "Quote", parts, tuple(links), fields)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _places(name: str, spans: Iterable[Span]) -> dict[str, list[list[int]]]:
    """Spans that nobody corrects by hand, as a field of offsets; no field where there are none."""
    found = [[span.start, span.end] for span in spans]
    return {name: found} if found else {}


def _placed(item: Item, name: str, text: str) -> Any:
    """What :func:`_places` wrote as JSON has it; anything else as it is, to be refused."""
    found = item.fields.get(name, [])
    try:
        return [{"start": a, "end": b, "text": text[a:b]} for a, b in found]
    except (TypeError, ValueError):
        return found


def _parts(role: str, spans: Iterable[Span | None]) -> tuple[Part, ...]:
    return tuple(Part(role, span.start, span.end) for span in spans if span)


def _stand_in(text: str, id_: str) -> Part:
    found = _VISIBLE.search(text)
    if found is None:
        reason = "is never mentioned, and the text has no character to hang it on; use JSON"
        raise FormatError(f"speaker {id_}", reason)
    return Part(UNMENTIONED, *found.span())


def assemble(text: str, found: Sequence[Item], about: Mapping[str, Any]) -> QuoteDocument:
    """The document that items describe.

    Of several cues or sources of a quote the first in the text is its own.

    Args:
        text: the text that all offsets count in.
        found: its items, in any order; links lead to keys that exist.
        about: the id, meta and model of the document, as far as they are known.

    Returns:
        Quotes in order of appearance, an outer quote before those inside it; speakers before
        addressees, each in the order of ``found``. Whoever is linked to as a speaker is one.

    Raises:
        FormatError: a quote stands inside itself, has no content or two outer quotes; a field
            has a wrong value; a span lies outside the text; an id stands twice.
    """
    quotes = _in_order([item for item in found if item.label == "Quote"])
    speaking = {key for quote in quotes for role, key in quote.links if role == "Speaker"}
    people: dict[bool, list[Item]] = {True: [], False: []}
    for item in found:
        if item.label != "Quote":
            people[item.label == "Speaker" or item.key in speaking].append(item)
    groups = {"quotes": quotes, "speakers": people[True], "addressees": people[False]}
    ids = {**_ids(people[True] + people[False], "s"), **_ids(quotes, "q")}
    kind = partial(kind_of, words=words(text), quotations=find_quotations(text), text=text)
    data = {
        "format_version": FORMAT_VERSION,
        "id": about.get("id"),
        "meta": about.get("meta"),
        "model": about.get("model", ""),
        "text": text,
        "quotes": [_quote_row(quote, ids, text, kind) for quote in quotes],
        "speakers": [_person_row(person, ids, text) for person in people[True]],
        "addressees": [_person_row(person, ids, text) for person in people[False]],
    }
    try:
        return from_dict(data)
    except FormatError as error:
        raise _renamed(error, groups) from error


def _in_order(quotes: list[Item]) -> list[Item]:
    """In order of appearance, longer ones first, each outer quote before those inside it."""
    by_key = {quote.key: quote for quote in quotes}
    done: dict[str, Item] = {}
    for quote in sorted(quotes, key=_place):
        for outer in reversed(list(_outwards(quote, by_key))):
            done.setdefault(outer.key, outer)
    return list(done.values())


def _outwards(quote: Item, by_key: Mapping[str, Item]) -> Iterator[Item]:
    """A quote, the one that it stands in, and so on."""
    seen: set[str] = set()
    key: str | None = quote.key
    while key is not None:
        if key in seen:
            raise FormatError(quote.where, "stands inside itself; remove one Parent")
        seen.add(key)
        yield by_key[key]
        key = _parent(by_key[key])


def _parent(quote: Item) -> str | None:
    parents = [key for role, key in quote.links if role == "Parent"]
    if len(parents) > 1:
        raise FormatError(quote.where, "stands inside two quotes; keep the inner one as Parent")
    return parents[0] if parents else None


def _place(quote: Item) -> tuple[int, int]:
    content = [part for part in quote.parts if part.role == "Content"]
    if not content:
        raise FormatError(quote.where, "has no content; mark what was said")
    return min(part.start for part in content), -max(part.end for part in content)


def _ids(group: Sequence[Item], letter: str) -> dict[str, str]:
    """The id of each item by its key; the next free one for those that have none."""
    taken = [item.fields["id"] for item in group if "id" in item.fields]
    free = (f"{letter}{n}" for n in range(1, 2 * len(group) + 1))
    unused = (id_ for id_ in free if id_ not in taken)
    return {i.key: i.fields["id"] if "id" in i.fields else next(unused) for i in group}


def _quote_row(
    quote: Item, ids: Mapping[str, str], text: str, kind: Callable[[Sequence[Offsets]], Kind]
) -> dict[str, Any]:
    content = _spans(quote, "Content", text)
    defaults = {
        "kind": kind([(span["start"], span["end"]) for span in content]),
        "mode": "speech",
        "negated": False,
        "confidence": 1.0,
        "speaker_confidence": 1.0,
    }
    parent = _parent(quote)
    return {
        **{name: quote.fields.get(name, default) for name, default in defaults.items()},
        "id": ids[quote.key],
        "content": content,
        "cue": next(iter(_spans(quote, "Cue", text)), None),
        "source": next(iter(_spans(quote, "Source", text)), None),
        "speakers": _linked(quote, "Speaker", ids),
        "addressees": _linked(quote, "Addressee", ids),
        "parent": None if parent is None else ids[parent],
        "speaker_evidence": _placed(quote, "speaker_evidence", text),
    }


def _person_row(person: Item, ids: Mapping[str, str], text: str) -> dict[str, Any]:
    mentions = _spans(person, "Mention", text)
    reasons = _spans(person, "Reason", text)
    if len(reasons) > 1:
        raise FormatError(person.where, "has two reasons; keep one, in one stretch")
    defaults: dict[str, Any] = {
        "name": mentions[0]["text"] if mentions else "",
        "kind": "unknown",
        "aliases": [],
        "anonymous": False,
        "pronouns": [],
        "number": "unknown",
    }
    return {
        **{name: person.fields.get(name, default) for name, default in defaults.items()},
        "id": ids[person.key],
        "mentions": mentions,
        "roles": _spans(person, "Role", text),
        "anonymity_reason": reasons[0] if reasons else None,
        "affiliations": _placed(person, "affiliations", text),
        "honorifics": _placed(person, "honorifics", text),
    }


def _spans(item: Item, role: str, text: str) -> list[dict[str, Any]]:
    """The spans of a role as JSON has them, in order of appearance."""
    places = sorted((part.start, part.end) for part in item.parts if part.role == role)
    return [{"start": a, "end": b, "text": text[a:b]} for a, b in places]


def _linked(item: Item, role: str, ids: Mapping[str, str]) -> list[str]:
    return [ids[key] for kind, key in item.links if kind == role]


def _renamed(error: FormatError, groups: Mapping[str, Sequence[Item]]) -> FormatError:
    """An error that names the item as its tool does."""
    found = _INDEXED.match(error.where)
    if found is None:
        return error
    where = groups[found[1]][int(found[2])].where
    return FormatError(f"{where}{found[3]}" if where else error.where, error.reason)
