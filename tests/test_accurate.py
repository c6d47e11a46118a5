"""The bundled model on a pretrained encoder, as a user meets it."""

from pathlib import Path

import pytest
import torch

import quoteattr
from quoteattr import models

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
TEXTS = [(ARTICLES / f"{name}.txt").read_text("utf-8") for name in ("court", "football")]


@pytest.fixture(scope="module")
def accurate() -> quoteattr.Extractor:
    return quoteattr.load("en-accurate")


def rows(document: quoteattr.QuoteDocument) -> list[tuple[object, ...]]:
    return [
        (quote.content, quote.cue, quote.source, [s.name for s in quote.speakers])
        for quote in document
    ]


def test_is_bundled_and_builds_on_the_default_one() -> None:
    assert models.bundled() == ("en", "en-accurate")
    assert models.check(models.find("en-accurate"))["base"] == "en"


def test_finds_who_said_what(accurate: quoteattr.Extractor) -> None:
    doc = accurate("“The sluice is open,” said Ida Brandt. She added that nobody had told her.")
    assert doc.model == "en-accurate"
    assert [(q.kind, q.speakers[0].name) for q in doc] == [
        ("direct", "Ida Brandt"),
        ("indirect", "Ida Brandt"),
    ]


def test_the_same_alone_and_in_a_batch(accurate: quoteattr.Extractor) -> None:
    for alone, together in zip(map(accurate, TEXTS), accurate.pipe(TEXTS), strict=True):
        assert isinstance(together, quoteattr.QuoteDocument)
        assert rows(alone) == rows(together)
        for one, other in zip(alone, together, strict=True):
            assert one.confidence == pytest.approx(other.confidence, abs=1e-4)


def test_the_same_with_one_thread_and_two(accurate: quoteattr.Extractor) -> None:
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        one = accurate(TEXTS[0])
        torch.set_num_threads(2)
        two = accurate(TEXTS[0])
    finally:
        torch.set_num_threads(threads)
    assert rows(one) == rows(two)
    assert [q.confidence for q in one] == pytest.approx([q.confidence for q in two], abs=1e-4)
