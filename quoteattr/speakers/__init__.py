"""Who each source is: every mention of a source resolved to a speaker.

One call, :func:`resolve`, after attribution and annotation. Inside it, in this order:

=============== ==================================================================
``labels``      what sort of thing a name is, where the text settles it
``proper``      which stretches are proper names, cleaned of titles
``names``       who bears them: those of one person together
``bodies``      the same for organisations, places and peoples, with acronyms
``order``       outer quotes before those inside them
``scene``       where everything stands, and the trail of who was spoken of
``roles``       which words around a name say what its bearer is
``evidence``    titles, roles, *he* or *she*, from the text around the names
``sources``     source spans that a model cut short or drew too long
``subjects``    who speaks where the source is another's, or none was found
``joint``       a source's parts, where two speak
``mentions``    one part read by itself: form, head, number, name
``initials``    offices that the text shortens to letters
``groups``      "both", "the envoys of Lund and Ellin", "one of them"
``documents``   the body behind a report or a statement
``bystanders``  persons in the running text who have no name
``antecedents`` whom a pronoun or a description means, by a ranking of candidates
``relatives``   whom "who" means
``features``    what speaks for a candidate
``fitting``     how well a description fits one
``clauses``     what role a mention has in its clause
``unnamed``     sources without a name, and the reason for it
``hiding``      whether a name follows all the same
``turns``       quotes without a source, by position
``addressees``  who may have been told, by the words around the cue
``hearing``     what speaks for each of them, and whom the quotes around tell
``audience``    who was told: the part of the walk that weighs them
``sureness``    how likely the speakers are right
``grounds``     the mentions that led to each speaker
``resolution``  the walk that calls all of these
``cast``        the records that come out
=============== ==================================================================

``affiliations`` finds the bodies that somebody belongs to or speaks for, for ``cast``.
``lexicon`` and ``tellings`` hold the closed word lists and the patterns of telling, ``referents``
what is gathered about each bearer, ``verdicts`` how yes and no are weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.antecedents import weights
from quoteattr.speakers.cast import Cast, make_cast
from quoteattr.speakers.resolution import Resolver

if TYPE_CHECKING:
    from quoteattr.annotate import Annotation

__all__ = ["Cast", "resolve", "wanted", "weights"]


def resolve(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    table: Mapping[str, float] | None = None,
) -> Cast:
    """Find out who says and who hears each attribution.

    Args:
        text: the text.
        attributions: its attributions; offsets in code points of the text.
        annotation: its sentences and entities; trees are not needed.
        table: weights of the ranking of antecedents (:func:`weights`); the bundled ones where None.

    Returns:
        The cast, with one row for each attribution in the order given.
    """
    resolver = Resolver(text, attributions, annotation, table).run()
    return make_cast(text, resolver)


def wanted(text: str, attributions: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The stretches whose sentences must be parsed before :func:`resolve`: none so far."""
    return []
