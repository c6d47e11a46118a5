"""Texts through an extractor, into the form that the measures read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quoteattr.errors import QuoteattrError
from quoteattr.records import Quote, QuoteDocument, Span

if TYPE_CHECKING:
    from quoteattr.evaluation.readers import AnnotatedText
    from quoteattr.extractor import Extractor

__all__ = ["as_quotes", "predict"]


def predict(
    extractor: Extractor, texts: Sequence[AnnotatedText], *, progress: bool = False
) -> Iterator[tuple[dict[str, Any], QuoteattrError | None]]:
    """Predicted quotes for texts, in their order, each as soon as it is there.

    Args:
        extractor: what reads them.
        texts: the texts; their own quotes are not looked at.
        progress: whether to show a progress bar on standard error.

    Yields:
        A line's object (id, text, quotes), and the error where the text could not be read;
        its quotes are empty then.
    """
    results = extractor.pipe(
        (text.text or "" for text in texts), progress=progress, on_error="return"
    )
    for text, result in zip(texts, results, strict=True):
        line: dict[str, Any] = {"id": text.id, "text": text.text, "quotes": []}
        if isinstance(result, QuoteDocument):
            yield line | {"quotes": as_quotes(result)}, None
        else:
            yield line, result.error


def as_quotes(document: QuoteDocument) -> list[dict[str, Any]]:
    """A document's quotes as a data file has them, one name a speaker.

    ``parent`` is the index of the outer quote in the list; None without one, and where the
    document has been parted from it.
    """
    index = {quote.id: i for i, quote in enumerate(document.quotes)}
    return [_as_quote(quote, index) for quote in document.quotes]


def _as_quote(quote: Quote, index: dict[str, int]) -> dict[str, Any]:
    return {
        "content": _offsets(quote.content),
        "cue": _offsets((quote.cue,)),
        "source": _offsets((quote.source,)),
        "speaker": [speaker.name for speaker in quote.speakers],
        "kind": quote.kind,
        "mode": quote.mode,
        "addressee": [speaker.name for speaker in quote.addressees],
        "anonymous": bool(quote.speakers) and all(s.anonymous for s in quote.speakers),
        "confidence": quote.confidence,
        "parent": None if quote.parent is None else index.get(quote.parent.id),
        "speaker_confidence": quote.speaker_confidence,
        "negated": quote.negated,
    }


def _offsets(spans: Sequence[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span]
