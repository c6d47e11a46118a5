"""quoteattr in a Stanza pipeline: import this module, then ask for the processor ``quote``.

::

    import stanza
    import quoteattr.integrations.stanza

    nlp = stanza.Pipeline("en", processors="tokenize,quote")
    doc = nlp("“The road is closed,” said Mayor Ida Brandt.")
    doc.quotes[0].speakers[0].name    # 'Ida Brandt'

A document gets ``doc.quotes``, a tuple of :class:`quoteattr.Quote`, and ``doc.quote_document``, the
:class:`quoteattr.QuoteDocument` with the speakers. Offsets are those of Stanza's ``start_char``
and ``end_char``: code points of ``doc.text``. ``quote_model`` and ``quote_modes`` are given to the
pipeline as other processors' options are, and mean what they mean in :func:`quoteattr.load`.
"""

from __future__ import annotations

from typing import Any

from stanza.pipeline.processor import Processor, register_processor

from quoteattr.extractor import load
from quoteattr.records import QuoteDocument

__all__ = ["QuoteProcessor"]


class QuoteProcessor(Processor):  # type: ignore[misc]  # Stanza has no types
    """Finds the quotes of Stanza documents; made by ``stanza.Pipeline``.

    Args:
        config: its options, without the prefix ``quote_``.
        pipeline: the pipeline that it is part of.
        device: a torch device.

    Raises:
        OptionError: an option has a value that is not possible.
        ModelError: the model cannot be loaded.
    """

    PROVIDES_DEFAULT = frozenset({"quote"})
    REQUIRES_DEFAULT = frozenset({"tokenize"})

    def __init__(self, config: dict[str, Any], pipeline: Any, device: str) -> None:
        super().__init__(config, pipeline, device)
        model, modes = config.get("model", "en"), config.get("modes", "reported")
        self._extractor = load(model, modes=modes, device=str(device))

    def process(self, document: Any) -> Any:
        """Find who said what in one document, which is returned."""
        return _put(document, self._extractor(document.text))

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        """The same for many, in batches.

        Raises:
            ExtractionError: a text could not be read through.
        """
        found = self._extractor.pipe(document.text for document in docs)
        return [_put(document, each) for document, each in zip(docs, found, strict=True)]

    def mark_inactive(self) -> None:
        """Drop the model; Stanza asks for that where a pipeline lacks something."""
        self._extractor = None  # type: ignore[assignment]


def _put(document: Any, found: QuoteDocument) -> Any:
    document.quote_document = found
    document.quotes = found.quotes
    return document


register_processor("quote")(QuoteProcessor)
