"""quoteattr in a spaCy pipeline: ``nlp.add_pipe("quoteattr")``.

Needs the extra ``spacy``; its entry point makes the name known, so nothing has to be imported. It
works with any English pipeline, blank ones too, since it reads the text and not spaCy's analysis::

    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    doc = nlp("“The road is closed,” said Mayor Ida Brandt.")
    doc._.quotes[0].speakers[0].name    # 'Ida Brandt'
    doc.spans["quotes"][0].label_       # 'direct'

- ``doc._.quotes``: the quotes, a tuple of :class:`quoteattr.Quote`;
- ``doc._.quote_document``: the :class:`quoteattr.QuoteDocument`, with the speakers;
- ``doc.spans["quotes"]``: a span for each stretch of content, widened to whole tokens. Its label
  is the quote's kind, its ``span_id`` the quote's id.

What was found travels with a ``Doc`` as JSON: through ``to_bytes``, and through
``nlp.pipe(..., n_process=2)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import tee
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import raise_error

from quoteattr.extractor import Extractor, load
from quoteattr.records import Quote, QuoteDocument

__all__ = ["QuoteComponent", "make"]

# Where it lies: the key of the spans, and that of a Doc's user data.
SPANS = "quotes"
_DATA = "quoteattr"
# Texts that are read together at most; spaCy's own batches are of a thousand.
_BATCH = 32


class QuoteComponent:
    """Finds the quotes of a ``Doc``; made by ``nlp.add_pipe("quoteattr")``.

    Args:
        extractor: what reads the texts.
        name: what the component is called in its pipeline.
    """

    def __init__(self, extractor: Extractor, name: str = "quoteattr") -> None:
        self._extractor, self._name = extractor, name
        self._handle: Callable[..., None] = raise_error

    def __call__(self, doc: Doc) -> Doc:
        """Find who said what in one ``Doc``, which is returned."""
        return _put(doc, self._extractor(doc.text))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """The same for many, read in batches of 32 texts at most.

        A text that cannot be read goes to the pipeline's error handler, which raises its error
        unless :meth:`spacy.language.Language.set_error_handler` has set another.
        """
        docs, read = tee(stream)
        texts = (doc.text for doc in read)
        size = min(batch_size, _BATCH)
        found = self._extractor.pipe(texts, batch_size=size, on_error="return")
        for doc, document in zip(docs, found, strict=True):
            if document.ok:
                yield _put(doc, document)
            else:
                self._handle(self._name, self, [doc], document.error)

    def set_error_handler(self, handler: Callable[..., None]) -> None:
        """Set what is called with the component's name, itself, a list of texts and an error."""
        self._handle = handler


def make(nlp: Language, name: str, model: str, modes: str | list[str]) -> QuoteComponent:
    """The factory ``quoteattr``: ``nlp.add_pipe("quoteattr", config={"modes": "all"})``.

    Args:
        nlp: the pipeline.
        name: what the component is called in it.
        model: name of a bundled model, or the path of a model folder.
        modes: ``"reported"``, ``"all"`` or a list of modes.

    Raises:
        OptionError: there is no such mode.
        ModelError: the model cannot be loaded.
    """
    chosen: Any = modes if isinstance(modes, str) else set(modes)
    return QuoteComponent(load(model, modes=chosen), name)


def _put(doc: Doc, found: QuoteDocument) -> Doc:
    doc.user_data[_DATA] = found.to_json()
    spans = (
        doc.char_span(
            span.start, span.end, label=quote.kind, span_id=quote.id, alignment_mode="expand"
        )
        for quote in found.quotes
        for span in quote.content
    )
    doc.spans[SPANS] = [span for span in spans if span is not None]
    return doc


def _document(doc: Doc) -> QuoteDocument | None:
    """What was found; None where the component has not read the ``Doc``."""
    data = doc.user_data.get(_DATA)
    return None if data is None else _parsed(data)


def _quotes(doc: Doc) -> tuple[Quote, ...]:
    found = _document(doc)
    return () if found is None else found.quotes


@lru_cache(maxsize=8)
def _parsed(data: str) -> QuoteDocument:
    return QuoteDocument.from_json(data)


Language.factory(
    "quoteattr",
    default_config={"model": "en", "modes": "reported"},
    assigns=["doc._.quotes", "doc._.quote_document", "doc.spans"],
    func=make,
)
Doc.set_extension("quotes", getter=_quotes, force=True)
Doc.set_extension("quote_document", getter=_document, force=True)
