"""Documents to W3C Web Annotations, as JSON-LD.

After the Web Annotation Data Model and Vocabulary (W3C Recommendations of 23 February 2017).
A document is an ``AnnotationPage`` with one annotation a quote:

- its *targets* are the spans of the content, each by a ``TextQuoteSelector`` (the words with
  what stands before and after) and a ``TextPositionSelector`` (offsets in code points, as the
  recommendation asks);
- its *bodies* name the speakers (purpose ``identifying``) and tell kind and mode
  (purpose ``classifying``).

The model has no words for cue, source, addressee and outer quote, so they are properties of a
vocabulary of our own, which the context in the page explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote as escaped

from quoteattr.export.json import check_document
from quoteattr.records import Quote, QuoteDocument, Span, Speaker

__all__ = ["CONTEXT", "VOCABULARY", "to_web_annotation"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
VOCABULARY = "urn:quoteattr:vocabulary:"

# Characters of the text before and after a span that its selector gives.
AROUND = 32

_TERMS: dict[str, Any] = {
    "qa": VOCABULARY,
    "cue": {"@id": "qa:cue", "@type": "@id"},
    "namedSource": {"@id": "qa:source", "@type": "@id"},
    "speaker": {"@id": "qa:speaker", "@type": "@id"},
    "addressee": {"@id": "qa:addressee", "@type": "@id"},
    "insideOf": {"@id": "qa:parent", "@type": "@id"},
    "mention": {"@id": "qa:mention", "@type": "@id"},
    "kind": "qa:kind",
    "negated": "qa:negated",
    "anonymous": "qa:anonymous",
    "document": "qa:document",
    "meta": {"@id": "qa:meta", "@type": "@json"},
    "confidence": "qa:confidence",
    "speakerConfidence": "qa:speakerConfidence",
    "cast": {"@id": "qa:cast", "@type": "@id", "@container": "@set"},
}


def to_web_annotation(document: QuoteDocument) -> dict[str, Any]:
    """An annotation page with one annotation a quote, as plain data.

    All ids are made from that of the document: from a web address or another IRI as it stands,
    from anything else by a URN, which leads nowhere.

    Raises:
        FormatError: the text holds a lone surrogate.
        OptionError: ``document`` is none.
    """
    check_document(document)
    source = _source(document.id or "")
    page = f"{source}#quoteattr"
    return {
        "@context": [CONTEXT, _TERMS],
        "id": page,
        "type": "AnnotationPage",
        "document": document.id,
        "meta": dict(document.meta),
        "items": [_annotation(quote, document.text, source) for quote in document.quotes],
        "cast": [
            _person(person, document.text, source)
            for person in (*document.speakers, *document.addressees)
        ],
    }


def _source(id_: str) -> str:
    if id_.startswith(("http://", "https://", "urn:")):
        return id_
    return f"urn:quoteattr:text:{escaped(id_, safe='')}"


def _annotation(quote: Quote, text: str, source: str) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "id": _iri(source, "quote", quote.id),
        "type": "Annotation",
        "motivation": ["identifying", "classifying"],
        "body": list(_bodies(quote)),
        "target": _selected(quote.content, text, source),
        "speaker": [_iri(source, "speaker", s.id) for s in quote.speakers],
        "addressee": [_iri(source, "speaker", s.id) for s in quote.addressees],
        "cue": _selected((quote.cue,), text, source),
        "namedSource": _selected((quote.source,), text, source),
        "negated": quote.negated,
        "confidence": quote.confidence,
        "speakerConfidence": quote.speaker_confidence,
    }
    if quote.parent is not None:
        annotation["insideOf"] = _iri(source, "quote", quote.parent.id)
    return annotation


def _bodies(quote: Quote) -> Iterator[dict[str, str]]:
    for speaker in quote.speakers:
        yield _body(speaker.name, "identifying")
    yield _body(quote.kind, "classifying")
    yield _body(quote.mode, "classifying")


def _body(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "purpose": purpose, "format": "text/plain"}


def _person(person: Speaker, text: str, source: str) -> dict[str, Any]:
    types = {"person": "Person", "organisation": "Organization"}
    described: dict[str, Any] = {
        "id": _iri(source, "speaker", person.id),
        "name": person.name,
        "kind": person.kind,
        "anonymous": person.anonymous,
        "mention": _selected(person.mentions, text, source),
    }
    if person.kind in types:
        described["type"] = types[person.kind]
    return described


def _selected(spans: Iterable[Span | None], text: str, source: str) -> list[dict[str, Any]]:
    return [
        {"type": "SpecificResource", "source": source, "selector": list(_selectors(span, text))}
        for span in spans
        if span
    ]


def _selectors(span: Span, text: str) -> Iterator[dict[str, Any]]:
    yield {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    yield {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _iri(source: str, kind: str, id_: str) -> str:
    return f"{source}#quoteattr-{kind}-{escaped(id_, safe='')}"
