"""A document's text as marked-up pieces: what the HTML template writes one after another.

Nothing is added to the text and nothing left out: the pieces' texts join to the text as given.
Quotes, cues, sources and mentions are layers over it, swept into nested elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import attrs

from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.render.segments import Layer, Step, paragraphs, sweep

__all__ = ["Mark", "Piece", "keys", "pieces"]

Role: TypeAlias = Literal["quote", "source", "cue", "mention"]

# Of stretches with the same offsets, what is said holds its source, and a source a mention.
RANKS: dict[Role, int] = {"quote": 0, "source": 1, "cue": 2, "mention": 3}


@attrs.frozen
class Mark:
    """What a stretch of the text is.

    Attributes:
        role: quote (a span of its content), source, cue, or a mention of a speaker.
        numbers: of the quotes, 1-based; for a mention of the speakers.
        key: what tells a cue or a source from others; empty for the rest.
        shown: the numbers that stand behind it, so that it is tied to its quote on paper too.
        follows: whether it is a later span of a quote in several.
    """

    role: Role
    numbers: tuple[int, ...]
    key: str = ""
    shown: tuple[int, ...] = ()
    follows: bool = False


@attrs.frozen
class Piece:
    """One thing to write.

    Attributes:
        kind: text; a mark's opening or closing; a paragraph's; a gap between paragraphs.
        text: for text and gap, the words themselves.
        mark: what is opened or closed.
        first: for an opening, whether the mark has not been open before.
        continues: for an opening, whether it takes up a quote after a break that a reader sees
            (another span, another paragraph); an opening that is neither is a seam.
        last: for a closing, whether the mark is not opened again.
    """

    kind: Literal["text", "open", "close", "paragraph", "end", "gap"]
    text: str = ""
    mark: Mark | None = None
    first: bool = False
    continues: bool = False
    last: bool = False


def pieces(document: QuoteDocument, speakers: Sequence[Speaker]) -> Iterator[Piece]:
    """A document's text in pieces.

    Args:
        document: what to show. Spans that reach beyond its text are cut off.
        speakers: whose mentions to mark; their numbers count from 1.
    """
    text = document.text
    every = [*_quotes(document), *_reports(document), *_mentions(speakers)]
    coming = sorted(every, key=lambda layer: layer.start)[::-1]
    layers: list[Layer[Mark]] = []
    opened: set[int] = set()
    done = 0
    for start, end in paragraphs(text):
        yield from _gap(text[done:start])
        layers = [layer for layer in layers if layer.end > start]
        while coming and coming[-1].start < end:
            layers.append(coming.pop())
        yield Piece("paragraph")
        for step in sweep(start, end, layers):
            yield _piece(text, step, opened, at_start=step.start == start)
        yield Piece("end")
        done = end
    yield from _gap(text[done:])


def _gap(text: str) -> Iterator[Piece]:
    if text:
        yield Piece("gap", text)


def _piece(text: str, step: Step[Mark], opened: set[int], *, at_start: bool) -> Piece:
    layer = step.layer
    if layer is None:
        return Piece("text", text[step.start : step.end])
    if step.kind == "close":
        return Piece("close", mark=layer.label, last=not text[step.start : layer.end].strip())
    first = id(layer) not in opened
    opened.add(id(layer))
    continues = layer.label.follows if first else at_start
    return Piece("open", mark=layer.label, first=first, continues=continues)


def _quotes(document: QuoteDocument) -> Iterator[Layer[Mark]]:
    for number, quote in enumerate(document.quotes, start=1):
        for n, span in enumerate(quote.content):
            yield _layer(span.start, span.end, Mark("quote", (number,), follows=n > 0))


def _reports(document: QuoteDocument) -> Iterator[Layer[Mark]]:
    """Cues and sources; one that serves several quotes is one layer."""
    owners: dict[tuple[Role, int, int], list[int]] = {}
    shown: dict[tuple[Role, int, int], list[int]] = {}
    for number, quote in enumerate(document.quotes, start=1):
        parts = _parts(quote)
        for n, (role, span) in enumerate(parts):
            key = role, span.start, span.end
            owners.setdefault(key, []).append(number)
            if n + 1 == len(parts) or document.text[span.end : parts[n + 1][1].start].strip():
                shown.setdefault(key, []).append(number)
    for key, numbers in owners.items():
        role, start, end = key
        name = f"{role}-{start}-{end}"
        yield _layer(start, end, Mark(role, tuple(numbers), name, tuple(shown.get(key, ()))))


def keys(quote: Quote) -> tuple[str, ...]:
    """The keys of the marks of a quote's source and cue, in the order of the text."""
    return tuple(f"{role}-{span.start}-{span.end}" for role, span in _parts(quote))


def _parts(quote: Quote) -> list[tuple[Role, Span]]:
    """A quote's source and cue, in the order of the text."""
    parts: tuple[tuple[Role, Span | None], ...] = (("source", quote.source), ("cue", quote.cue))
    found = [(role, span) for role, span in parts if span is not None]
    return sorted(found, key=lambda part: (part[1].start, part[1].end, part[0]))


def _mentions(speakers: Sequence[Speaker]) -> Iterator[Layer[Mark]]:
    owners: dict[tuple[int, int], list[int]] = {}
    for number, speaker in enumerate(speakers, start=1):
        for start, end in dict.fromkeys((span.start, span.end) for span in speaker.mentions):
            owners.setdefault((start, end), []).append(number)
    for (start, end), numbers in owners.items():
        yield _layer(start, end, Mark("mention", tuple(numbers)))


def _layer(start: int, end: int, mark: Mark) -> Layer[Mark]:
    return Layer(start, end, RANKS[mark.role], mark)
