"""What the network found, revised by the words: a step between annotation and speakers.

A network finds what it has learned, and draws borders by how likely they are; some things the
words of a text leave no doubt about. One call, :func:`revised`, puts these right, room by room in
this order:

=============== ==================================================================
``bounds``      sources and contents without datelines, and without whom somebody shouts at
``misread``     "quoted an aide as saying that it was over": the aide's words
``trimming``    contents without the rest of their sentence, with ``predicates`` and ``tails``
misread, again  who asks not to be named is not reported for that; what somebody is accused of
``unsaid``      words of saying that report nothing: "that said", "a dog called “Never Mind”"
``accorded``    where begins what is according to somebody: "according to the mayor, Ana Oro, "
``completed``   what belongs to a content without a doubt: "that it was shut, and that it leaked"
``judged``      what a clause behind a noun calls something: "a claim that Oro called “absurd”"
``denials``     what somebody accused denies
``relayed``     what somebody was told begins behind whom it was told to
``inward``      inside a quote the subject of the clause speaks, not who says the whole
``parted``      words in marks of another, who is shown in between, are a quote of their own
``standing``    whole sentences in marks that nobody reports, with ``signatures``
``headlines``   what a first line or a crosshead gives: "‘I held on’: sailor hailed"
``cries``       few words in marks behind a verb that can only report them: "she shouted “Stop”"
``formulas``    sentences that a set phrase reports: "the brakes had failed, an inquest heard",
                with their ``phrases``
``reported``    what the text itself reports in words that leave no doubt: "accused him of theft"
``retold``      what a quote retells is a quote inside it: "they told me it was late"
``closed``      words in marks inside a quote end with their marks
``continued``   words in marks that go on with the report before them
``cited``       who is cited has said it too
``turnquotes``  the turns of a transcript or an interview, with what they report inside them
retold, again   where the turns of a text have been added
=============== ==================================================================

Borders come first, so that what is added meets quotes of the right extent. What is added by
whole sentences, or inside a quote, needs the quotes that the model is sure of by itself, however
sure the caller asks to be, so what that leaves out is left out only then; what goes on with a
quote, cites or replaces pieces of turns goes by those that remain. Every room is given the text as
``marked`` has it, with its words and marks; ``placing``, ``exchange`` and ``spans`` put quotes
among the others, and ``titles`` tells sentences from titles. For what is retold there are
``retellings`` for verbs and ``claims`` for nouns, ``retellers`` for who speaks, ``reaches`` for
where that ends, and ``pieces`` for the pieces of their patterns. By PolNeAR's guideline nothing is
added, and only the first three rooms are entered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.attribution.records import Attribution
from quoteattr.revision.accorded import accorded
from quoteattr.revision.bounds import bounded
from quoteattr.revision.cited import with_cited
from quoteattr.revision.closed import closed
from quoteattr.revision.completed import completed
from quoteattr.revision.continued import with_continuations
from quoteattr.revision.cries import with_cries
from quoteattr.revision.denials import with_denials
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.formulas import with_formulas
from quoteattr.revision.headlines import with_headlines
from quoteattr.revision.inward import with_inner_subjects
from quoteattr.revision.judged import judged
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.misread import charges, quoted_as, without_requests
from quoteattr.revision.parted import parted
from quoteattr.revision.placing import at_least
from quoteattr.revision.relayed import relayed
from quoteattr.revision.reported import with_reported
from quoteattr.revision.retold import with_retold
from quoteattr.revision.standing import with_standing
from quoteattr.revision.trimming import trimmed
from quoteattr.revision.turnquotes import with_turns
from quoteattr.revision.unsaid import without_unsaid

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["revised"]


def revised(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    table: Mapping[str, float] | None = None,
    *,
    usual: float,
    least: float,
    adds: bool = True,
) -> tuple[Attribution, ...]:
    """The attributions that are sure enough, put right and completed.

    Args:
        text: the text.
        attributions: all that attribution proposes, however unsure, in order, parents by index.
        annotation: the text's sentences and entities.
        table: weights of the ranking of antecedents; the bundled ones where None.
        usual: the confidence that the model asks for by itself, in [0, 1].
        least: the confidence that is asked for, in [0, 1].
        adds: whether the guideline has quotes without marks and cues.

    Returns:
        All in order, outer ones before those inside them.
    """
    marked = MarkedText(text)
    found: Sequence[Attribution] = bounded(marked, attributions)
    found = trimmed(marked, quoted_as(marked, found))
    if not adds:
        return at_least(found, least)
    found = charges(marked, without_unsaid(marked, without_requests(marked, found)))
    found = accorded(marked, found)
    found = completed(marked, found, trusted=usual)
    found = judged(marked, found, trusted=usual)
    found = with_denials(marked, found, trusted=usual)
    found = parted(marked, with_inner_subjects(marked, relayed(marked, found)))
    found = with_standing(marked, found, trusted=usual)
    found = with_headlines(marked, found, annotation.entities, trusted=usual)
    found = with_cries(marked, found, trusted=usual)
    sentences = [(sentence.start, sentence.end) for sentence in annotation.sentences]
    found = with_formulas(marked, found, sentences, trusted=usual)
    found = without_requests(marked, with_reported(marked, found, trusted=usual))
    known = without_unsaid(marked, with_retold(marked, found, trusted=usual))
    known = closed(marked, known)
    found = with_cited(marked, with_continuations(marked, at_least(known, least), trusted=usual))
    turned = with_turns(marked, found, annotation, table, least=least)
    if turned == tuple(found) or least > CONFIDENCE:
        return turned
    return with_retold(marked, turned, trusted=usual, known=known)
