"""What linguistic annotation returns.

All offsets are 0-based, half-open, in code points of the original text.
"""

from collections.abc import Sequence
from typing import Protocol

import attrs

__all__ = ["Affinity", "Annotation", "Entity", "Sentence", "Token"]


class Affinity(Protocol):
    """How well mentions fit each other as mentions of one, by the words around them."""

    def __call__(self, mention: tuple[int, int], others: Sequence[tuple[int, int]]) -> list[float]:
        """Score other mentions as antecedents of a mention.

        Args:
            mention: offsets of an anaphoric mention.
            others: offsets of possible antecedents.

        Returns:
            For each of the others a log-odds score: above 0 speaks for it; 0 where unknown.
        """


@attrs.frozen
class Token:
    """A syntactic word.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character. The words of a multi-word token (*don't*) have
            spans of their own where their forms make up the token, else all have its span.
        text: its characters in the text; of a word that shares a span, its form.
        lemma: its base form.
        upos: its universal part of speech.
        feats: its morphological features, "Number=Sing|Person=3", or "_" for none.
        head: index in the sentence of the token it depends on; -1 for the root.
        deprel: the relation to its head.
    """

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str


@attrs.frozen
class Sentence:
    """A sentence.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        tokens: its words; none where it was not asked for.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]


@attrs.frozen
class Entity:
    """A named entity.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        label: its class, "Person" for example.
    """

    start: int
    end: int
    label: str


@attrs.frozen
class Annotation:
    """What was found in one document.

    Attributes:
        sentences: all of its sentences, in order.
        entities: its named entities, in order, none inside another.
        affinity: scores pairs of mentions; None where no network has read the document for it.
    """

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    affinity: Affinity | None = None
