"""Who each source is: every mention of a source resolved to a speaker.

One call, :func:`resolve`, after attribution and annotation. ``resolution`` goes over the
attributions and enters what it finds in the ``walk``. For each it asks ``sayers`` who says it and
``told/audience`` who was told. Both ask ``meanings`` whom one mention stands for, which asks
``plain`` (whom it can only mean), ``writings`` (whose a statement is), ``nouns`` (what "who"
means), ``hidden/nameless`` (who has no name) and ``candidates`` (whom it may mean, and the choice).
Those ask ``barred`` (whom it cannot mean), ``shown`` (whom the text has just shown) and ``owners``
(whose "her lawyer" is). ``apart`` tells a source from whom it tells, and ``judging`` decides what
is learned. Each is given the walk and those that it asks, and none asks back
(``docs/architecture.md`` has the drawing).

The rooms below the walk know of the text alone:

=============== =======================================================================
``order`` puts outer quotes before those inside them, ``referents`` holds what is gathered about
each bearer, ``sureness`` says how likely the speakers are right, ``grounds`` which mentions led to
them, and ``cast`` makes the records that come out. ``lexicon`` has the closed word lists,
``persons`` the longest of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.cast import Cast, make_cast
from quoteattr.speakers.ranking.antecedents import weights
from quoteattr.speakers.resolution import Resolver

if TYPE_CHECKING:
    from quoteattr.annotate import Annotation

__all__ = ["Cast", "resolve", "wanted", "weights"]


def resolve(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    table: Mapping[str, float] | None = None,
    kept: Sequence[int] | None = None,
) -> Cast:
    """Find out who says and who hears each attribution.

    Args:
        text: the text.
        attributions: its attributions; offsets in code points of the text.
        annotation: its sentences and entities; trees are not needed.
        table: weights of the ranking of antecedents (:func:`weights`); the bundled ones where None.
        kept: indices of the attributions that are wanted; the others tell of the speakers too.
            All of them where None.

    Returns:
        The cast, with one row for each attribution that is wanted, in the order given.
    """
    walk = Resolver(text, attributions, annotation, table).run()
    return make_cast(text, walk, kept)


def wanted(text: str, attributions: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The stretches whose sentences must be parsed before :func:`resolve`: none so far."""
    return []
