"""Official Stanza models, run by Stanza's own pipeline, one document at a time."""

from collections.abc import Sequence
from typing import Any

from quoteattr.annotation.records import Annotation, Entity, Sentence, Token

__all__ = ["OfficialModels"]

Spans = Sequence[tuple[int, int]]

_LABELS = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "NORP": "NORP",
    "FAC": "Facility",
    "PRODUCT": "Product",
    "DATE": "Date",
    "TIME": "Date",
    "MONEY": "Money",
    "EVENT": "Misc",
    "WORK_OF_ART": "Misc",
    "LAW": "Misc",
    "LANGUAGE": "Misc",
    "MISC": "Misc",
}
"""The package's classes of entities for those of OntoNotes and CoNLL; others are left out."""


class OfficialModels:
    """A Stanza pipeline.

    Args:
        pipeline: the pipeline.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def annotate(self, texts: Sequence[str], wanted: Sequence[Spans | None]) -> list[Annotation]:
        """Annotate documents; the whole of each, as the pipeline knows no other way."""
        return [self._annotate(text) for text in texts]

    def _annotate(self, text: str) -> Annotation:
        if not text.strip():
            return Annotation((), ())
        document = self._pipeline(text)
        sentences = tuple(_sentence(text, sentence) for sentence in document.sentences)
        entities = tuple(
            Entity(span.start_char, span.end_char, _LABELS[span.type])
            for span in getattr(document, "ents", ())
            if span.type in _LABELS
        )
        return Annotation(sentences, entities)


def _sentence(text: str, sentence: Any) -> Sentence:
    tokens = []
    for token in sentence.tokens:
        for word in token.words:
            apart = word.start_char is not None and word.end_char is not None
            start, end = (
                (word.start_char, word.end_char) if apart else (token.start_char, token.end_char)
            )
            surface = text[start:end] if apart or len(token.words) == 1 else word.text
            tokens.append(
                Token(
                    start,
                    end,
                    surface,
                    word.lemma or word.text,
                    word.upos or "X",
                    word.feats or "_",
                    (word.head or 0) - 1,
                    word.deprel or "dep",
                )
            )
    first, last = sentence.tokens[0], sentence.tokens[-1]
    return Sentence(first.start_char, last.end_char, tuple(tokens))
