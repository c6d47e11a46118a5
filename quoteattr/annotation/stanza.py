"""Sentences and names by Stanza models of the caller's own; the only module that imports Stanza."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.errors import ModelFileError, OptionError
from quoteattr.forking import Lock

__all__ = ["StanzaAnnotator", "annotation_of"]

_LANGUAGE = "en"
_RESOURCES = "resources.json"
_PROCESSORS = ("tokenize", "mwt", "ner")

# The package's kinds of names for those of OntoNotes and CoNLL; others are left out.
_LABELS = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "NORP": "NORP",
    "PRODUCT": "Misc",
    "EVENT": "Misc",
    "WORK_OF_ART": "Misc",
    "LAW": "Misc",
    "MISC": "Misc",
}


class StanzaAnnotator:
    """A Stanza pipeline. Several threads may use one; they wait for each other.

    Args:
        pipeline: a ``stanza.Pipeline`` with the processors tokenize and ner.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self._reading = Lock()

    @classmethod
    def load(cls, folder: Path, *, device: str = "cpu") -> StanzaAnnotator:
        """Load official Stanza models; nothing is downloaded.

        Args:
            folder: what ``stanza.download`` filled, or its ``en``.
            device: where torch computes.

        Raises:
            OptionError: there is no such folder, or no models are in it.
            ModelFileError: Stanza cannot load them.
        """
        root = next((f for f in (folder, folder.parent) if (f / _RESOURCES).is_file()), None)
        if root is None:
            allowed = f"the folder that stanza.download filled, which holds a {_RESOURCES}"
            raise OptionError("stanza_models", str(folder), allowed)
        import stanza

        present = [name for name in _PROCESSORS if (root / _LANGUAGE / name).is_dir()]
        try:
            return cls(
                stanza.Pipeline(
                    _LANGUAGE,
                    dir=str(root),
                    processors=",".join(present),
                    download_method=None,
                    device=device,
                    verbose=False,
                )
            )
        except Exception as error:
            reason = f"Stanza cannot load the models in it ({error})"
            raise ModelFileError(root, reason) from error

    def __call__(self, texts: Sequence[str]) -> list[Annotation]:
        """Sentences and names of each text, each for itself."""
        with self._reading:
            return [
                annotation_of(self._pipeline(text)) if text.strip() else Annotation((), ())
                for text in texts
            ]


def annotation_of(document: Any) -> Annotation:
    """The sentences and names of a ``stanza.Document``."""
    sentences = tuple(
        Sentence(sentence.tokens[0].start_char, sentence.tokens[-1].end_char)
        for sentence in document.sentences
    )
    entities = tuple(
        Entity(span.start_char, span.end_char, _LABELS[span.type])
        for span in getattr(document, "ents", None) or ()
        if span.type in _LABELS
    )
    return Annotation(sentences, entities)
