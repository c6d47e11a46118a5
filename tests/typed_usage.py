"""How users call the library; mypy --strict reads it (test_api.py), and nothing runs it."""

from collections.abc import Iterable
from typing import assert_type

import quoteattr
from quoteattr import Extractor, FailedDocument, Quote, QuoteDocument, Span, Speaker


def read(texts: Iterable[str], extractor: Extractor) -> list[str]:
    found = [quote.text for doc in extractor.pipe(texts, batch_size=64) for quote in doc.quotes]
    for doc in extractor.pipe(texts, on_error="raise"):
        assert_type(doc, QuoteDocument)
    for either in extractor.pipe(texts, n_process=2, on_error="return"):
        assert_type(either, QuoteDocument | FailedDocument)
        if either.ok:
            found += [quote.text for quote in either]
    return found


def read_named(pairs: Iterable[tuple[str, int]], extractor: Extractor) -> None:
    for doc, number in extractor.pipe(pairs, as_tuples=True):
        assert_type(doc, QuoteDocument)
        assert_type(number, int)
        if len(doc):
            assert_type(doc[0].speaker, Speaker | None)
            assert_type(doc[0].cue, Span | None)
            assert_type(doc[:2], tuple[Quote, ...])
    for either, _ in extractor.pipe(pairs, as_tuples=True, on_error="return"):
        assert_type(either, QuoteDocument | FailedDocument)
    extractor("text", id="a", meta={"title": "b"}).quotes_by("Ida Oro")


def choose(guideline: str, on_error: str) -> None:
    quoteattr.load("en", modes="all", guideline="polnear")
    extractor = quoteattr.load(modes="thought", guideline=guideline)
    quoteattr.load(modes={"speech", "writing"})
    quoteattr.extract("text", modes="speech").render("terminal", width=60)
    for either in extractor.pipe(["text"], on_error=on_error):
        assert_type(either, QuoteDocument | FailedDocument)
