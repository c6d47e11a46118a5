"""Examples of sources without a name: what tells whether the text hides them, and whether it does.

A walk that follows the annotator would never take somebody with a name for one without. So each
text is walked by weights that were fitted without it, which miss names as often as in use, and the
verdict learns from those misses too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from quoteattr.speakers.resolution import Resolver
from quoteattr.training.choices import Example

__all__ = ["unnamed_examples"]

Document: TypeAlias = tuple[Any, ...]


def unnamed_examples(
    documents: Sequence[Document], tables: Sequence[Mapping[str, float]]
) -> list[Example]:
    """Of each attribution of one source without a name, what tells, and whether it is unnamed.

    Args:
        documents: text, gold attributions, annotation, accepted names and, where the verdict is to
            be learnt, answers of each (:class:`quoteattr.training.speakers.Answers`).
        tables: weights of the ranking that were fitted without each part of the documents
            (:func:`quoteattr.training.choices.fit_apart`).
    """
    return [
        example
        for number, document in enumerate(documents)
        for example in _examples(document, tables[number % len(tables)])
    ]


def _examples(document: Document, table: Mapping[str, float]) -> Iterator[Example]:
    text, attributions, annotation, _, *answers = document
    if not answers:
        return
    walk = Resolver(text, attributions, annotation, table).run()
    for row, unnamed in zip(walk.of, answers[0].unnamed, strict=True):
        if row and row[0] in walk.hiding:
            yield Example((walk.hiding[row[0]], ()), (unnamed, not unnamed))
