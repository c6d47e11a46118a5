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

from collections.abc import Iterator
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
    quotes = [_extracted(*found) for found in _complete(document)]
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
        "quotes": [_annotated(*found) for found in _complete(document)],
        "coreference_groups": [_spans(p.mentions) for p in people if len(p.mentions) > 1],
    }


def _complete(document: QuoteDocument) -> Iterator[tuple[Quote, Span, Span]]:
    """The quotes that have both a cue and a source, with these."""
    for quote in document.quotes:
        if quote.cue and quote.source:
            yield quote, quote.cue, quote.source


def _extracted(quote: Quote, cue: Span, source: Span) -> dict[str, Any]:
    names = _named(quote, source)
    return {
        "sources": _spans(names or (source,)),
        "coreferences": _spans((source,)) if names else [],
        "cue": _span(cue),
        "contents": _spans(quote.content),
        "confidence": f"{quote.confidence:.4f}",
    }


def _annotated(quote: Quote, cue: Span, source: Span) -> dict[str, Any]:
    return {
        "cue": _span(cue),
        "sources": _spans((source,)),
        "contents": _spans(quote.content),
        "coreferences": _spans(_named(quote, source)),
        "id": quote.id,
    }


def _named(quote: Quote, source: Span) -> tuple[Span, ...]:
    """The mentions that name the speakers, where the source itself does not."""
    found = (_name(speaker) for speaker in quote.speakers)
    outside = (s for s in found if s and not source.start <= s.start <= s.end <= source.end)
    return tuple(dict.fromkeys(outside))


def _name(speaker: Speaker) -> Span | None:
    """The first mention that is the name, else the first."""
    named = [span for span in speaker.mentions if span.text == speaker.name]
    return next(iter(named or speaker.mentions), None)


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [_span(span) for span in spans]


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
