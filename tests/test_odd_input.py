"""Texts that no newspaper would print: nothing crashes, nothing takes for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from quoteattr.annotate import Annotation, Sentence
from quoteattr.speakers import resolve
from strategies import every_span

import quoteattr
from quoteattr.attribution.records import Attribution
from quoteattr.records import QuoteDocument

ARTICLES = sorted((Path(__file__).parent.parent / "examples" / "articles").glob("*.txt"))
LONG = 100_000


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
def test_hardly_a_text(extractor: quoteattr.Extractor, text: str) -> None:
    document = extractor(text)
    assert document.text == text
    assert held(document)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "Go", "12345", "😀", "..."])
def test_nothing_to_find(extractor: quoteattr.Extractor, text: str) -> None:
    document = extractor(text)
    assert document.quotes == ()
    assert document.speakers == ()
    assert document.addressees == ()


@pytest.mark.parametrize(
    "text",
    ["x" * LONG, "7" * LONG, "=" * (LONG // 10), '"' * (LONG // 20), "“" * (LONG // 20)],
    ids=["letters", "digits", "signs", "straight marks", "opening marks"],
)
def test_no_space(extractor: quoteattr.Extractor, text: str) -> None:
    assert held(extractor(text))


def test_lone_surrogate(extractor: quoteattr.Extractor) -> None:
    text = "“No \ud83d way,” said Ida Brandt."
    document = extractor(text)
    assert document.text == text
    assert held(document)


def test_a_long_article(extractor: quoteattr.Extractor) -> None:
    article = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in ARTICLES)
    times = LONG // len(article) + 1
    text = "\n\n".join([article] * times)
    document = extractor(text)
    assert held(document)
    assert len(document) > 20 * times


def test_one_endless_paragraph(extractor: quoteattr.Extractor) -> None:
    sentence = "The mayor, Ida Brandt, said that the bridge would close, and nobody asked why. "
    document = extractor(sentence * 200)
    assert held(document)
    assert len(document) > 100


def test_other_language(extractor: quoteattr.Extractor) -> None:
    text = "„Die Brücke ist sicher“, sagte die Bürgermeisterin.\n\n市长说：“桥是安全的。”"
    assert held(extractor(text))


def test_a_source_of_marks_alone_is_nobody() -> None:
    annotation = Annotation((Sentence(0, 9, ()),), ())
    cast = resolve("« no way.", [Attribution(((2, 8),), source=((0, 1),))], annotation)
    assert cast.speakers == ()
    assert cast.of == ((),)
