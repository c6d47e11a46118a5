"""What linguistic annotation returns.

All offsets are 0-based, half-open, in code points of the original text.
"""

from collections.abc import Sequence
from typing import Protocol

import attrs

__all__ = ["Affinity", "Annotation", "Entity", "Sentence"]


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

    def read(self, mentions: Sequence[tuple[int, int]]) -> None:
        """Get many mentions ready at once, which takes less time than one after the other.

        Args:
            mentions: their offsets.
        """


@attrs.frozen
class Sentence:
    """A sentence.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
    """

    start: int
    end: int


@attrs.frozen
class Entity:
    """A named entity.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        label: Person, Organization, Location, NORP (nationalities, religious and political groups)
            or Misc.
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
