"""A document as lines for a terminal: each quote with who, how, to whom and what.

Rich lays it out and colours it. What comes back is a string; printing it is the caller's.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import regex
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from quoteattr.records import Quote, QuoteDocument, Span, Speaker, counted

__all__ = ["to_text"]

INDENT = 2

# Control characters would move the cursor or worse; line ends are white space like any other.
_CONTROL = regex.compile(r"[\p{Cc}--\s]+", regex.VERSION1)


def to_text(
    document: QuoteDocument, *, title: str = "", width: int = 80, colour: bool = False
) -> str:
    """A document's quotes and speakers in words.

    Args:
        document: what to show.
        title: a name for the text, set above it.
        width: columns that lines are wrapped to.
        colour: whether to use ANSI escapes; without them the result is plain text.

    Returns:
        Lines, the last one with its line end.
    """
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        if title:
            console.print(Text(_plain(title), "bold"), Rule(style="dim"), sep="\n")
        shown = set[Span]()
        for quote in document.quotes:
            _print_quote(console, quote, shown)
        _print_speakers(console, document)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def _print_quote(console: Console, quote: Quote, shown: set[Span]) -> None:
    depth = min(INDENT * quote.depth, console.width // 2)
    hung = depth + 2 * INDENT  # where a line goes on, so that it is not taken for the content
    for step, line in _head(quote, shown):
        first, *rest = line.wrap(console, max(console.width - hung, 1))
        console.print(Padding(first, (0, 0, 0, depth + step)))
        for more in rest:
            console.print(Padding(more, (0, 0, 0, hung)))
    said = " … ".join(_plain(span.text) for span in quote.content)
    content = Text(said, "green" if quote.kind == "direct" else "")
    console.print(Padding(content, (0, 0, 1, depth + INDENT)))


def _head(quote: Quote, shown: set[Span]) -> Iterator[tuple[int, Text]]:
    """Lines above the content, each with how far it stands in; a reason only where it is new."""
    said = _plain(str(quote.cue or ""))
    parts = (quote.kind, quote.mode, "negated" if quote.negated else "", said)
    how = " · ".join(filter(None, parts))
    yield 0, Text.assemble(_who(quote), "  ", (how, "dim"))
    for reason in dict.fromkeys(s.anonymity_reason for s in quote.speakers):
        if reason and reason not in shown:
            shown.add(reason)
            yield INDENT, Text.assemble("unnamed because: ", (_plain(reason.text), "italic"))
    if quote.addressees:
        yield INDENT, Text("to " + _plain(", ".join(s.name for s in quote.addressees)))


def _who(quote: Quote) -> Text:
    if quote.speakers:
        return Text(" and ").join(_name(speaker) for speaker in quote.speakers)
    if quote.source:
        return Text.assemble((_plain(quote.source.text), "yellow"), " [unresolved]")
    return Text("[no source]", "yellow")


def _name(speaker: Speaker) -> Text:
    if speaker.anonymous:
        return Text.assemble((_plain(speaker.name), "yellow"), " [unnamed]")
    return Text(_plain(speaker.name), "bold cyan")


def _print_speakers(console: Console, document: QuoteDocument) -> None:
    if not document.quotes:
        console.print("No quotes.")
        return
    console.print(Text("Speakers" if document.speakers else "No speakers", "bold"))
    said = Counter(id_ for quote in document.quotes for id_ in {s.id for s in quote.speakers})
    for speaker in document.speakers:
        count = counted(said[speaker.id], "quote")
        line = Text.assemble(_name(speaker), f"  {count}")
        if speaker.roles:
            roles = "; ".join(dict.fromkeys(_plain(role.text) for role in speaker.roles))
            line.append(f"  ({roles})", "dim")
        console.print(Padding(line, (0, 0, 0, INDENT)))


def _plain(text: str) -> str:
    """Text on one line, without control characters.

    >>> _plain("Two\\r\\n\\r\\nlines\\x1b[31m.")
    'Two lines[31m.'
    """
    return " ".join(_CONTROL.sub("", text).split())
