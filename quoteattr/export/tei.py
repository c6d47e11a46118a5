"""Documents to TEI P5 with ``<said>``.

After the TEI Guidelines P5, version 4.3.0 (August 2021): the elements ``said``, ``seg`` and ``rs``,
the classes ``att.ascribed.directed`` (``@who``, ``@toWhom``) and ``att.global.linking``
(``@prev``, ``@next``).
Each paragraph of the text is a ``<p>``; speakers and addressees stand in the header's
``<particDesc>``. Cues are ``<seg type="cue">``, sources ``<rs type="source">``.

XML is a tree and quotes are not: one that is broken by its cue, runs over paragraphs or overlaps
another is written in pieces, chained by ``@prev`` and ``@next`` from the first, which has the id.

XML 1.0 cannot hold most control characters; each is replaced by U+FFFD, so that offsets stay.
"""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.export.json import check_document, dumps
from quoteattr.records import Mode, Quote, QuoteDocument, Speaker
from quoteattr.render.segments import Layer, Step, sweep
from quoteattr.words import paragraphs

__all__ = ["to_tei"]

NEGATED = "urn:quoteattr:vocabulary:negated"
NAMESPACE = "http://www.tei-c.org/ns/1.0"

Truth: TypeAlias = Literal["true", "false", "inapplicable"]

# Neither wholly verbatim nor not; neither voiced nor kept to oneself.
_DIRECT: dict[str, Truth] = {"direct": "true", "indirect": "false", "mixed": "inapplicable"}
_ALOUD: dict[Mode, Truth] = {"speech": "true", "writing": "inapplicable", "thought": "false"}

_NAME = regex.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_UNWRITABLE = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen(eq=False)
class _Mark:
    """What a stretch's element is of; a quote has one mark a span of its content."""

    owner: int
    quote: Quote
    element: Literal["said", "seg", "rs"]


def to_tei(document: QuoteDocument, *, declaration: bool = True, prefix: str = "") -> str:
    """A TEI document with every quote of the text marked.

    Args:
        document: what was found.
        declaration: whether to begin with the XML declaration.
        prefix: stands before every id, which must be unique where several documents make up a
            corpus; letters, digits and hyphens, a letter first.

    Raises:
        FormatError: the text holds a lone surrogate.
        OptionError: ``document`` is none.
    """
    check_document(document)
    names = {key: f"{prefix}{name}" for key, name in _names(document).items()}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>'] if declaration else []
    lines += [f'<TEI xmlns="{NAMESPACE}">', *_header(document, names)]
    lines += ["<text>", "<body>", *(_body(document, names) or ["<p/>"]), "</body>", "</text>"]
    return "\n".join([*lines, "</TEI>", ""])


def _names(document: QuoteDocument) -> dict[tuple[str, str], str]:
    """The xml:id of each quote and person: its own id where all of them can be one."""
    keys = [("s", s.id) for s in (*document.speakers, *document.addressees)]
    keys += [("q", quote.id) for quote in document.quotes]
    ids = [id_ for _, id_ in keys]
    if len(set(ids)) == len(ids) and all(map(_NAME.fullmatch, ids)):
        return dict(zip(keys, ids, strict=True))
    return {key: f"{key[0]}{n}" for n, key in enumerate(keys, 1)}


def _header(document: QuoteDocument, names: dict[tuple[str, str], str]) -> Iterator[str]:
    yield "<teiHeader>"
    yield f"<fileDesc><titleStmt><title>{_text(document.title or 'News text')}</title></titleStmt>"
    yield "<publicationStmt><p>Quotes marked automatically by quoteattr.</p></publicationStmt>"
    yield f"<sourceDesc>{_bibl(document) or '<p>Plain text.</p>'}</sourceDesc></fileDesc>"
    people = (*document.speakers, *document.addressees)
    if people:
        yield "<profileDesc><particDesc>"
        yield from (_person(person, names["s", person.id]) for person in people)
        yield "</particDesc></profileDesc>"
    yield "</teiHeader>"


def _bibl(document: QuoteDocument) -> str:
    """The id and the caller's fields, or nothing."""
    parts = [] if document.id is None else [f"<idno>{_text(document.id)}</idno>"]
    for name, value in document.meta.items():
        words = _text(value if isinstance(value, str) else dumps(value))
        element = name if name in ("title", "date") else f'note n="{html.escape(_writable(name))}"'
        parts.append(f"<{element}>{words}</{element.partition(' ')[0]}>")
    return f"<bibl>{''.join(parts)}</bibl>" if parts else ""


def _person(person: Speaker, name: str) -> str:
    elements = {"person": ("person", "persName"), "group": ("personGrp", "persName")}
    outer, inner = elements.get(person.kind, ("org", "orgName"))
    parts = [f"<{inner}>{_text(person.name)}</{inner}>"]
    parts += [f'<{inner} type="alias">{_text(alias)}</{inner}>' for alias in person.aliases]
    notes: list[tuple[str, str]] = [("kind", person.kind)]
    notes += [("role", role.text) for role in person.roles]
    notes += [("affiliation", body.text) for body in person.affiliations]
    notes += [("honorific", words.text) for words in person.honorifics]
    notes += [("unnamed", "")] if person.anonymous else []
    if person.anonymity_reason is not None:
        notes.append(("reason", person.anonymity_reason.text))
    parts += [f'<note type="{kind}">{_text(words)}</note>' for kind, words in notes]
    return f'<{outer} xml:id="{name}">{"".join(parts)}</{outer}>'


def _body(document: QuoteDocument, names: dict[tuple[str, str], str]) -> list[str]:
    """One ``<p>`` a paragraph."""
    bounds = paragraphs(document.text)
    found = [
        list(sweep(start, end, layers))
        for (start, end), layers in zip(bounds, _by_paragraph(bounds, document.quotes), strict=True)
    ]
    writer = _Writer(names, document.text, chain.from_iterable(found))
    return [f"<p>{''.join(map(writer.written, steps))}</p>" for steps in found]


def _layers(quotes: Iterable[Quote]) -> Iterator[Layer[_Mark]]:
    for n, quote in enumerate(quotes):
        for span in quote.content:
            yield Layer(span.start, span.end, n, _Mark(n, quote, "said"))
        if quote.cue:
            yield Layer(quote.cue.start, quote.cue.end, n, _Mark(n, quote, "seg"))
        if quote.source:
            yield Layer(quote.source.start, quote.source.end, n, _Mark(n, quote, "rs"))


def _by_paragraph(
    bounds: Sequence[tuple[int, int]], quotes: Iterable[Quote]
) -> list[list[Layer[_Mark]]]:
    """The layers that reach into each paragraph."""
    found: list[list[Layer[_Mark]]] = [[] for _ in bounds]
    for layer in _layers(quotes):
        first = bisect_right(bounds, layer.start, key=itemgetter(1))
        for n in range(first, bisect_left(bounds, layer.end, key=itemgetter(0))):
            found[n].append(layer)
    return found


class _Writer:
    """Gives each piece of a quote its attributes; needs to know how many pieces there are."""

    def __init__(
        self, names: dict[tuple[str, str], str], text: str, steps: Iterable[Step[_Mark]]
    ) -> None:
        self._names, self._words = names, text
        opened = (step.layer.label for step in steps if step.layer and step.kind == "open")
        self._pieces = Counter(mark.owner for mark in opened if mark.element == "said")
        self._written = Counter[int]()

    def written(self, step: Step[_Mark]) -> str:
        """One step as XML."""
        if step.layer is None:
            return _text(self._words[step.start : step.end])
        mark = step.layer.label
        if step.kind == "close":
            return f"</{mark.element}>"
        return self._said(mark) if mark.element == "said" else self._other(mark)

    def _said(self, mark: _Mark) -> str:
        quote, name = mark.quote, self._names["q", mark.quote.id]
        self._written[mark.owner] += 1
        n = self._written[mark.owner]
        values = {
            "xml:id": self._piece(name, n),
            "who": self._people(quote.speakers),
            "toWhom": self._people(quote.addressees),
            "direct": _DIRECT[quote.kind],
            "aloud": _ALOUD[quote.mode],
            "cert": f"{quote.confidence:.4f}",
            "ana": NEGATED if quote.negated else "",
            "prev": f"#{self._piece(name, n - 1)}" if n > 1 else "",
            "next": f"#{self._piece(name, n + 1)}" if n < self._pieces[mark.owner] else "",
        }
        return f"<said{_attributes(values)}>"

    def _piece(self, name: str, n: int) -> str:
        return name if n == 1 else f"{name}.{n}"

    def _other(self, mark: _Mark) -> str:
        quote = mark.quote
        # A quote whose content is no part of any paragraph has no element to point to.
        known = f"#{self._names['q', quote.id]}" if mark.owner in self._pieces else ""
        type_ = "cue" if mark.element == "seg" else "source"
        who = self._people(quote.speakers) if mark.element == "rs" else ""
        return f"<{mark.element}{_attributes({'type': type_, 'ref': who, 'corresp': known})}>"

    def _people(self, people: Iterable[Speaker]) -> str:
        return " ".join(f"#{self._names['s', person.id]}" for person in people)


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in values.items() if value)


def _text(words: str) -> str:
    return html.escape(_writable(words), quote=False).replace("\r", "&#13;")


def _writable(words: str) -> str:
    return str(_UNWRITABLE.sub("\ufffd", words))
