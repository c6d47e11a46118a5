"""Coreference of quote sources: who says each attribution, and who is told.

::

    sources ─ mentions ─ candidates ─ features ─ ranker ─ clusters ─ cast
              conjunctions                                    anonymity

Start at :meth:`resolver.Resolver.run`, which is the whole walk. ``discourse`` holds where
everything stands and who was mentioned where, ``noun_phrases`` finds those without a name in the
running text, which are resolved on the way, ``addressees`` who was told.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.annotation.records import Annotation
from quoteattr.attribution.records import Attribution
from quoteattr.coref.cast import Cast, make_cast
from quoteattr.coref.ranker import Ranker, load_ranker
from quoteattr.coref.resolver import Resolver
from quoteattr.entities import find_entities

__all__ = ["Cast", "Ranker", "load_ranker", "resolve"]


def resolve(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    ranker: Ranker | None = None,
    kept: Sequence[int] | None = None,
    least: float = 0.0,
) -> Cast:
    """Find out who says and who hears each attribution.

    Args:
        text: the text.
        attributions: its attributions; offsets in code points of the text.
        annotation: its sentences and entities.
        ranker: chooses among candidates (:func:`load_ranker`); the bundled one where None.
        kept: indices of the attributions that are wanted; the others tell of the speakers too.
            All of them where None.
        least: how sure the speakers of one must be to be named, in [0, 1]; below it they are
            unknown.

    Returns:
        The cast, with one row for each attribution that is wanted, in the order given.

    Raises:
        ModelFileError: no ranker is given, and the bundled one cannot be read.
    """
    sources = [span for one in attributions for span in one.source]
    entities = find_entities(text, annotation.sentences, annotation.entities, sources)
    judge = load_ranker() if ranker is None else ranker
    found = Resolver(text, attributions, annotation, entities, judge).run()
    return make_cast(text, found, kept, least)
