"""Documents to the JSON that Citron writes, so that what reads Citron's can read these.

Written after ``docs/data_format.md``, ``citron/citron.py`` and ``citron/data.py`` of BBC Citron as
published in 2021 (model ``en_2021-11-15``). Two forms exist there:

- what its extractor and its web server return (:func:`to_citron`): a quote's ``sources`` are the
  mentions that a pronoun was resolved to, and ``coreferences`` the words of the quote itself;
- its data files (:func:`to_citron_data`), for training and evaluation: ``sources`` are the words
  of the quote, ``coreferences`` what they refer to, and ``text`` stands beside.

Offsets are characters, as the data format says. What Citron's extractor returns counts spaCy's
tokens instead (``to_json`` in ``citron/utils.py``), which nothing outside of spaCy can follow.

Every quote of Citron has one cue and a source, so quotes without either are left out. Kinds,
modes, addressees, outer quotes and speakers that the text never names have no place.
"""

from __future__ import annotations

from typing import Any

from quoteattr.export.json import check_document
from quoteattr.records import Quote, QuoteDocument, Span, Speaker

__all__ = ["to_citron", "to_citron_data"]

APPLICATION = "quoteattr"


def to_citron(document: QuoteDocument) -> dict[str, Any]:
    """What Citron's ``extract`` returns: quotes and what found them, as plain data.

    Offsets are 0-based, half-open code points of the text, which is not part of the result.

    Raises:
        FormatError: the text holds a lone surrogate.
        OptionError: ``document`` is none.
    """
    check_document(document)
    quotes = [_extracted(quote) for quote in document.quotes if _fits(quote)]
    # The colon belongs to the key that Citron writes.
    return {"quotes": quotes, "source": {"application": APPLICATION, "model:": document.model}}


def to_citron_data(document: QuoteDocument) -> dict[str, Any]:
    """A data file of Citron: text, quotes and coreference groups, as plain data.

    Raises:
        FormatError: the text holds a lone surrogate.
        OptionError: ``document`` is none.
    """
    check_document(document)
    people = (*document.speakers, *document.addressees)
    return {
        "text": document.text,
        "quotes": [_annotated(quote) for quote in document.quotes if _fits(quote)],
        "coreference_groups": [_spans(p.mentions) for p in people if len(p.mentions) > 1],
    }


def _fits(quote: Quote) -> bool:
    return bool(quote.cue and quote.source)


def _extracted(quote: Quote) -> dict[str, Any]:
    names = _named(quote)
    return {
        "sources": _spans(names or quote.source),
        "coreferences": _spans(quote.source) if names else [],
        "cue": _span(quote.cue[0]),
        "contents": _spans(quote.content),
        "confidence": f"{quote.confidence:.4f}",
    }


def _annotated(quote: Quote) -> dict[str, Any]:
    return {
        "cue": _span(quote.cue[0]),
        "sources": _spans(quote.source),
        "contents": _spans(quote.content),
        "coreferences": _spans(_named(quote)),
        "id": quote.id,
    }


def _named(quote: Quote) -> tuple[Span, ...]:
    """The mentions that name the speakers, where the source itself does not."""
    found = (_name(speaker) for speaker in quote.speakers)
    outside = (span for span in found if span and not _within(span, quote.source))
    return tuple(dict.fromkeys(outside))


def _name(speaker: Speaker) -> Span | None:
    """The first mention that is the name, else the first."""
    named = [span for span in speaker.mentions if span.text == speaker.name]
    return next(iter(named or speaker.mentions), None)


def _within(span: Span, outer: tuple[Span, ...]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in outer)


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [_span(span) for span in spans]


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
