"""Furniture: lines of a page that are not read, and spans that fit the whole text all the same."""

import json
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from strategies import every_span

import quoteattr
from quoteattr.furniture import furniture
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.story import restored, story

LINES: Any = json.loads((Path(__file__).parent / "golden" / "furniture.json").read_text("utf-8"))
LEFT_OUT: list[str] = LINES["left out"]
READ: list[str] = LINES["read"]

# Texts in two parts: what is found in them stays the same whatever stands between.
PARTS = (
    ("Maren Solvik, the mayor of Lund, closed the pier.", "“It was time,” she said."),
    ("“The pier is old,” Maren Solvik told the council.", "“It was time,” she added."),
    ("Rain fell. Maren Solvik said: “The pier is old.", "“It was time to go.”"),
)


@pytest.mark.parametrize("line", LEFT_OUT)
def test_left_out(line: str) -> None:
    text = f"Rain fell.\n\n{line}\n\nIt stopped."
    assert [text[a:b] for a, b in furniture(text)] == [line]


@pytest.mark.parametrize("line", READ)
def test_read(line: str) -> None:
    assert furniture(f"Rain fell.\n\n{line}\n\nIt stopped.") == []


def test_the_first_line_is_read() -> None:
    assert furniture("Advertisement\n\nRain fell.") == []


@given(st.lists(st.sampled_from([*LEFT_OUT[:12], *READ[:12], "", "Rain fell. It stopped."])))
def test_every_stretch_stands_in_the_whole(lines: list[str]) -> None:
    one = story("\n".join(lines))
    for start in range(0, len(one.text), 7):
        for end in (start + 1, start + 30, len(one.text)):
            parts = one.parts(start, min(end, len(one.text)))
            assert "".join(one.whole[a:b] for a, b in parts) == one.text[start:end]


@given(st.text(alphabet="aS \n\r\u2028“”", max_size=60))
def test_a_text_without_furniture_is_itself(text: str) -> None:
    assert story(text).text == regex.sub(r"\r\n?|\u2028", "\n", text)


def test_what_is_found_is_put_back() -> None:
    """Content is parted around what was left out, everything else keeps its words."""
    whole = "“It fell\n\nAdvertisement\n\nand fell,” said Ida."
    one = story(whole)
    at = one.text.index("Ida")
    name = Span.of(one.text, at, at + 3)
    ida = Speaker("s1", "Ida", mentions=(name,), anonymity_reason=name)
    content = Span.of(one.text, 0, one.text.index(" said"))
    outer = Quote("q1", "direct", "speech", (content,), source=name, speakers=(ida,))
    inner = Quote("q2", "direct", "speech", (Span.of(one.text, 1, 3),), parent=outer)
    found = restored(QuoteDocument(one.text, (outer, inner), (ida,)), one)
    assert found.text == whole
    assert [span.text for span in found.quotes[0].content] == ["“It fell", "and fell,”"]
    assert found.quotes[1].parent is found.quotes[0]
    assert found.quotes[0].speakers[0] is found.speakers[0]
    assert all(whole[span.start : span.end] == span.text for span in every_span(found))
    assert found.speakers[0].anonymity_reason == found.speakers[0].mentions[0]


@pytest.mark.parametrize("first", [first for first, _ in PARTS])
def test_what_stands_between_changes_nothing(first: str) -> None:
    second = dict(PARTS)[first]
    texts = [f"{first}\n\n{line}\n\n{second}" for line in LEFT_OUT]
    plain, *others = quoteattr.load().pipe([f"{first}\n\n{second}", *texts])

    def told(document: QuoteDocument) -> list[tuple[str, list[str]]]:
        return [(quote.text, [who.name for who in quote.speakers]) for quote in document.quotes]

    for other in others:
        assert isinstance(other, QuoteDocument)
        assert isinstance(plain, QuoteDocument)
        assert told(other) == told(plain)
