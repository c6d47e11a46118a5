"""Texts that no newspaper would print: nothing crashes, nothing takes for ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import every_span

import quoteattr
from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.coref import resolve
from quoteattr.entities import find_entities
from quoteattr.marks import _cover, find_quotations
from quoteattr.records import QuoteDocument
from quoteattr.render.html import to_html
from quoteattr.words import paragraphs, words

LONG = 20_000


def held(document: QuoteDocument) -> bool:
    """Whether every span of the quotes is the text at its offsets."""
    return all(document.text[s.start : s.end] == s.text for s in every_span(document))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        " \t\r\n\u00a0\u2003",
        "\ufeff",
        "\u200b\u200d\u2060",
        "\x00",
        "\x00\x01\x1b\x7f",
        "“",
        "”",
        "“”",
        '"',
        '""',
        "'",
        "“”" * 40,
        "”“" * 40,
        "‘“" * 40,
        '"\n' * 40,
        ".",
        "...",
        ",,,",
        "—",
        "😀",
        "\u0301",
        "&quot;",
        "Go",
        "said",
        "she said",
        "said said said said",
        "he he he he",
        "12345",
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_hardly_a_text(guesser: quoteattr.Extractor, text: str) -> None:
    document = guesser(text)
    assert document.text == text
    assert held(document)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "Go", "12345", "😀", "..."])
def test_nothing_to_find(extractor: quoteattr.Extractor, text: str) -> None:
    document = extractor(text)
    assert document.quotes == ()
    assert document.speakers == ()
    assert document.addressees == ()


@pytest.mark.parametrize("text", ["x" * LONG, "7" * LONG, "“" * (LONG // 20)], ids=ascii)
def test_no_space(guesser: quoteattr.Extractor, text: str) -> None:
    assert held(guesser(text))


@pytest.mark.parametrize(
    "text",
    [
        "“No \ud83d way,” said Ida Brandt.",
        "„Die Brücke ist sicher“, sagte die Bürgermeisterin.\n\n市长说：“桥是安全的。”",
    ],
    ids=["lone surrogate", "other languages"],
)
def test_no_english(guesser: quoteattr.Extractor, text: str) -> None:
    document = guesser(text)
    assert document.text == text
    assert held(document)


def test_one_endless_paragraph(extractor: quoteattr.Extractor) -> None:
    sentence = "“The bridge is shut,” said the mayor, Ida Brandt. Nobody asked why. "
    document = extractor(sentence * 40)
    assert held(document)
    assert len(document) > 30


def test_a_name_as_long_as_a_text() -> None:
    text = "O" + "r" * 100_000
    [who] = find_entities(text, [], [Entity(0, len(text), "Person")], [(0, len(text))]).clusters
    assert who.name == text


def test_a_source_of_marks_alone_is_nobody() -> None:
    annotation = Annotation((Sentence(0, 9),), ())
    cast = resolve("« no way.", [Attribution(((2, 8),), source=((0, 1),))], annotation)
    assert cast.speakers == ()
    assert cast.speakers_of == ((),)


MARKUP = (
    "<p>", "</p>", "<p", "<b>Ida", "</b >", "<!--", "-->", "<![CDATA[", "&", "&amp", "&quot;",
    "&#8220;", "&#99999999;", "<script>", "<a href='", '" onclick="', "**", "[1]", "{{", "\\u201c",
    "=E2=80=9C", "\x1b[1m", "\ud83d", "\u202e", "“", "”", '"', "'", "’s", "\n", "Ida", "said",
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(st.sampled_from(MARKUP) | st.text(max_size=4), max_size=25).map(" ".join))
def test_marks_of_markup(text: str) -> None:
    for quotation in find_quotations(text):
        assert all(0 <= a < b <= len(text) for a, b in quotation.spans)
    page = to_html(quoteattr.QuoteDocument(text))
    assert page.count("<script>") == 1  # our own
    assert "<b>Ida" not in page


class TestSize:
    """Each of these takes a moment; a quadratic step would take hours."""

    def test_no_line_end(self) -> None:
        text = "“The sluice is open,” said Ida Brandt of Sorby, and nobody asked why. " * 3000
        assert len(words(text)) > 45_000
        assert len(paragraphs(text)) == 1
        assert len(find_quotations(text)) == 3000

    @pytest.mark.parametrize("marks", ["“", "”", '"', "'", "«", "“‘", '"\n', "''"], ids=ascii)
    def test_many_thousand_marks(self, marks: str) -> None:
        text = marks * (20_000 // len(marks))
        assert len(words(text)) >= 10_000
        find_quotations(text)

    def test_marks_in_marks_in_marks(self) -> None:
        text = "“‘" * 5000 + "No" + "’”" * 5000
        found = words(text)
        spans = [span for q in find_quotations(text) for span in q.spans]
        assert len(_cover(found, spans)) == len(found)

    def test_all_of_unicode(self) -> None:
        text = "".join(map(chr, range(0x110000)))
        found = words(text)
        assert all(text[a:b].strip() for a, b in found[::1000])
