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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.export.json import check_document, dumps
from quoteattr.records import Mode, Quote, QuoteDocument, Span, Speaker
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
    """A stretch that gets an element; a quote has one mark a span of its content."""

    start: int
    end: int
    owner: int
    quote: Quote
    element: Literal["said", "seg", "rs"]


@attrs.frozen
class _Step:
    """A piece of a paragraph: words, or the opening or closing of a mark."""

    words: str = ""
    opens: _Mark | None = None
    closes: _Mark | None = None


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
        list(_steps(document.text, start, end, marks))
        for (start, end), marks in zip(bounds, _by_paragraph(bounds, document.quotes), strict=True)
    ]
    writer = _Writer(names, [step for steps in found for step in steps])
    return [f"<p>{''.join(map(writer.written, steps))}</p>" for steps in found]


def _marks(quotes: Iterable[Quote]) -> Iterator[_Mark]:
    for n, quote in enumerate(quotes):
        yield from _marked(quote.content, n, quote, "said")
        yield from _marked((quote.cue,), n, quote, "seg")
        yield from _marked((quote.source,), n, quote, "rs")


def _marked(
    spans: Iterable[Span | None], owner: int, quote: Quote, element: Literal["said", "seg", "rs"]
) -> Iterator[_Mark]:
    return (_Mark(span.start, span.end, owner, quote, element) for span in spans if span)


def _by_paragraph(bounds: Sequence[tuple[int, int]], quotes: Iterable[Quote]) -> list[list[_Mark]]:
    """The marks that reach into each paragraph."""
    found: list[list[_Mark]] = [[] for _ in bounds]
    for mark in _marks(quotes):
        first = bisect_right(bounds, mark.start, key=itemgetter(1))
        for n in range(first, bisect_left(bounds, mark.end, key=itemgetter(0))):
            found[n].append(mark)
    return found


def _steps(text: str, start: int, end: int, marks: Iterable[_Mark]) -> Iterator[_Step]:
    """A paragraph's words, with marks opened and closed so that they nest.

    A mark that would end inside another one is closed and the other is opened again after it.
    """
    opening: dict[int, list[_Mark]] = defaultdict(list)
    edges = {start, end}
    for mark in marks:
        low, high = max(start, mark.start), min(end, mark.end)
        edges |= {low, high}
        if low < high:
            opening[low].append(mark)
    stack: list[_Mark] = []
    for a, b in pairwise(sorted(edges)):
        kept = next((n for n, mark in enumerate(stack) if mark.end <= a), len(stack))
        closed = stack[kept:]
        yield from (_Step(closes=mark) for mark in reversed(closed))
        del stack[kept:]
        again = [mark for mark in closed if mark.end > a]
        for mark in sorted((*again, *opening[a]), key=_nesting):
            yield _Step(opens=mark)
            stack.append(mark)
        yield _Step(words=text[a:b])
    yield from (_Step(closes=mark) for mark in reversed(stack))


def _nesting(mark: _Mark) -> tuple[int, int, int]:
    """Longer marks outside; of two alike, the earlier quote."""
    return -mark.end, mark.start, mark.owner


class _Writer:
    """Gives each piece of a quote its attributes; needs to know how many pieces there are."""

    def __init__(self, names: dict[tuple[str, str], str], steps: Iterable[_Step]) -> None:
        self._names = names
        self._pieces: dict[int, int] = {}
        self._written: dict[int, int] = {}
        for step in steps:
            if step.opens and step.opens.element == "said":
                self._pieces[step.opens.owner] = self._pieces.get(step.opens.owner, 0) + 1

    def written(self, step: _Step) -> str:
        """One step as XML."""
        if step.opens:
            return (
                self._said(step.opens) if step.opens.element == "said" else self._other(step.opens)
            )
        return f"</{step.closes.element}>" if step.closes else _text(step.words)

    def _said(self, mark: _Mark) -> str:
        quote, name = mark.quote, self._names["q", mark.quote.id]
        n = self._written[mark.owner] = self._written.get(mark.owner, 0) + 1
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
