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

=============== ==============================================================================
``setting``     where everything stands: ``naming`` (who bears which name, and where), ``scene``
                (who was spoken of up to a place), ``stretches`` (its sentences and contents),
                ``clauses`` (which name is a subject), ``introductions`` ("a nurse", before
                "the nurse")
``naming``      who bears a name: ``labels``, ``described``, ``sorts``, ``companies``,
                ``brands``, ``seats``, ``lettered``, ``looks`` and ``borders`` (what sort of
                thing a name is, where the text settles it), ``proper``, ``edges``, ``given``,
                ``commons``, ``headlines``, ``wholes`` and ``fields`` (which stretches are
                proper names, and how far they go), ``given_as`` (names that a clause gives:
                "who gave her name as Mercy"), ``credits`` (who is named for having made the text),
                ``names``, ``bearers`` and ``matching`` (those of one person together), ``kin``
                (whose surname stands by another first name), ``missed`` (names that no entity
                covers), ``bodies`` (the same for organisations and places, with acronyms),
                ``roles``, ``offices``, ``posts``, ``evidence``, ``leanings`` and ``bound``
                (titles, roles, *he* or *she*, from the text around the names), ``ages`` (how
                old somebody is),
                ``evident`` and ``things`` (bodies, works, animals and ships that a model
                takes for persons), ``kinships`` (whose wife, so whose husband), ``callings``
                (by what nouns a name or title lets somebody go), ``initials`` (offices
                shortened to letters), ``affiliations``, ``bynames``, ``successions`` (who came
                after whom in an office)
``reading``     what a source says by itself: ``sources`` (spans that a model cut short or
                drew too long), ``short`` (those that end at an article or a title),
                ``subjects``, ``authors`` and ``talkers`` (who speaks where the source is
                another's, or none was found), ``crossheads`` (whose words a line between
                paragraphs takes from below), ``joint`` and ``single`` (its parts, where two
                speak), ``mentions`` (one part: form, head, number, name), ``epithets`` (what
                it calls somebody), ``cores`` (what a phrase is about), ``heads`` (whether a
                name in it is), ``called`` and ``indexes`` (who goes by which noun, kept so
                that no mention asks everybody), ``lists``, ``joined``, ``plurals`` and
                ``groups`` (those named together, "both", "the climbers", "one of them"),
                ``sole`` (whom alone a description can mean), ``concern`` and ``unions``
                (which body "the company" and "their union" are), ``resumed`` (who spoke right
                before), ``outlets`` (which paper "the paper" is), ``documents`` (who is
                behind a report), ``written`` (what the "it" is that reads), ``relatives``
                (whom "who" means), ``introduced`` (who is said to speak words in marks),
                ``dealings`` (whom somebody says to have asked or met), ``disclosed`` (what one
                is who says "my son"), ``sentences`` and ``clausal`` (where a sentence ends,
                and whether a stretch has a verb)
``transcripts`` whose turn it is where speech is given as turns: ``turns`` (all of it),
                ``labels`` (with labels), ``names`` and ``bearers`` (who goes by them),
                ``interviews`` (without), ``interviewed`` and ``parties`` (who asks and who
                answers)
``ranking``     whom a pronoun or a description means: ``antecedents`` (the candidates and their
                ranking), ``later`` (those named after it), ``features`` and ``fitting`` (what
                speaks for one), ``trades``, ``offices`` and ``kinds`` (what
                nobody is, and no body, who is something else), ``others`` (whom a description
                tells apart), ``homes`` (where somebody is from), ``strangers`` (whom its own
                words rule out), ``custody`` (who was arrested or rescued, and then "told
                officers"), ``binding`` (whom the grammar rules out), ``together`` (two
                mentions of different persons, chosen at once), ``novelty`` (what for nobody
                known), ``bystanders`` (persons in the text who have no name), ``asking`` (who
                asked right before, and so does not reply), ``turns`` (quotes without a source,
                by position), ``leads`` (those without a name whom the sentence before such a
                quote is about), ``verdicts`` (how yes and no are weighed)
``hidden``      sources without a name: ``unnamed`` (which), ``reasons`` (why), ``beside``
                (why, where that stands elsewhere in the text), ``hiding`` (whether a name
                follows all the same), ``pseudonyms`` (names that are false), ``again`` (who
                is spoken of once more), ``nameless`` (the walk's own: who has no name)
``told``        who was told: ``addressees``, ``tellings`` and ``verbs`` (by the cue and behind it),
                ``around`` and ``occasions`` (by other words of the sentence), ``within`` (how
                far those reach inside another report), ``sides`` (whether a report is part of
                the talk that its sentence tells of), ``stretches`` (what may name one),
                ``passives`` and ``elided`` (where the one told is the subject), ``agents`` (who
                tells there), ``contacts`` (who was called or met before), ``vocatives`` (who is
                called by name), ``hearing`` (by the quotes around), ``partners`` (who is "him" in
                a talk that is recalled), ``audience`` (the walk's own: the verdict on each)
=============== ==============================================================================

``order`` puts outer quotes before those inside them, ``referents`` holds what is gathered about
each bearer, ``sureness`` says how likely the speakers are right, ``grounds`` which mentions led to
them, and ``cast`` makes the records that come out. ``lexicon`` has the closed word lists,
``persons`` the longest of them, and ``wording`` pieces of patterns that several modules read by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.cast import Cast, make_cast
from quoteattr.speakers.ranking.antecedents import weights
from quoteattr.speakers.resolution import Resolver

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["Cast", "resolve", "wanted", "weights"]


def resolve(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    table: Mapping[str, float] | None = None,
    kept: Sequence[int] | None = None,
    least: float = 0.0,
) -> Cast:
    """Find out who says and who hears each attribution.

    Args:
        text: the text.
        attributions: its attributions; offsets in code points of the text.
        annotation: its sentences and entities; trees are not needed.
        table: weights of the ranking of antecedents (:func:`weights`); the bundled ones where None.
        kept: indices of the attributions that are wanted; the others tell of the speakers too.
            All of them where None.
        least: how sure the speakers of one must be to be named, in [0, 1]; below it they are
            unknown.

    Returns:
        The cast, with one row for each attribution that is wanted, in the order given.
    """
    walk = Resolver(text, attributions, annotation, table).run()
    return make_cast(text, walk, kept, least)


def wanted(text: str, attributions: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The stretches whose sentences must be parsed before :func:`resolve`: none so far."""
    return []
