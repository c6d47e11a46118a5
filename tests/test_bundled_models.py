"""The bundled model, as a user meets it."""

from pathlib import Path

import pytest
import torch

import quoteattr
from quoteattr import models

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
TEXTS = [(ARTICLES / f"{name}.txt").read_text("utf-8") for name in ("court", "football")]


@pytest.fixture(scope="module")
def reader() -> quoteattr.Extractor:
    return quoteattr.load()


def rows(document: quoteattr.QuoteDocument) -> list[tuple[object, ...]]:
    return [
        (quote.content, quote.cue, quote.source, [s.name for s in quote.speakers])
        for quote in document
    ]


@pytest.mark.parametrize("name", ["en-fast", "en-accurate"])
def test_models_of_earlier_versions_are_told_to_be_en_now(name: str) -> None:
    with pytest.raises(quoteattr.ModelNotFoundError) as caught:
        quoteattr.load(name)
    said = str(caught.value)
    assert repr(name) in said
    assert "'en'" in said
    assert "\n" not in said


def test_there_is_one() -> None:
    assert models.bundled() == ("en",)


def test_all_weights_together_are_small() -> None:
    folder = models.find("en").parent
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 100e6


def test_finds_who_said_what(reader: quoteattr.Extractor) -> None:
    doc = reader("“The sluice is open,” said Ida Brandt. She added that nobody had told her.")
    assert doc.model == reader.model
    assert [(q.kind, q.speakers[0].name) for q in doc] == [
        ("direct", "Ida Brandt"),
        ("indirect", "Ida Brandt"),
    ]


def test_the_same_alone_and_in_a_batch(reader: quoteattr.Extractor) -> None:
    for alone, together in zip(map(reader, TEXTS), reader.pipe(TEXTS), strict=True):
        assert isinstance(together, quoteattr.QuoteDocument)
        assert rows(alone) == rows(together)
        for one, again in zip(alone, together, strict=True):
            assert one.confidence == pytest.approx(again.confidence, abs=0.01)


def test_the_same_with_one_thread_and_two(reader: quoteattr.Extractor) -> None:
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        one = reader(TEXTS[0])
        torch.set_num_threads(2)
        two = reader(TEXTS[0])
    finally:
        torch.set_num_threads(threads)
    assert rows(one) == rows(two)
    assert [q.confidence for q in one] == pytest.approx([q.confidence for q in two], abs=0.01)
