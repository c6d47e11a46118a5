"""Postprocessing: what the network found, put right where the form of the page is decisive.

::

    attributions ─ uncued ─ statements ─ turns ─ at least as sure

============== ====================================================================
`uncued`       sentences in marks that nobody reports, signed words, embedded posts,
               words in marks that go on with the report before them
`statements`   what is released, and other words in marks that a colon leads to
`turns`        the turns of transcripts and interviews
`page`         the text as these read it, and how quotes are put among others
============== ====================================================================

A rule is here where punctuation, lines and labels tell what a network that reads windows of words
cannot know; what words tell is left to the network.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.annotation.records import Annotation
from quoteattr.attribution.records import Attribution
from quoteattr.postprocess.page import Page, at_least, put_back
from quoteattr.postprocess.statements import add_statements
from quoteattr.postprocess.turns import add_turns
from quoteattr.postprocess.uncued import add_posts, add_standing, join_continued

__all__ = ["postprocess"]


def postprocess(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    *,
    usual: float,
    least: float,
    adds: bool = True,
) -> tuple[Attribution, ...]:
    """Return the attributions that are sure enough, put right and completed.

    Args:
        text: the text.
        attributions: all that attribution proposes, however unsure, in order, an outer one before
            those inside it; parents by index.
        annotation: the text's sentences and entities.
        usual: the confidence that the model asks for by itself, in [0, 1]: what is less sure does
            not count as found.
        least: the confidence that is asked for, in [0, 1].
        adds: whether the guideline has quotes without cues; else nothing is added.

    Returns:
        All in order, an outer one before those inside it. The contents of quotes with one parent do
        not overlap where those of the attributions given did not.
    """
    if not adds:
        return tuple(at_least(attributions, least))
    page = Page(text, annotation)
    # What form alone makes a quote must not depend on how sure one asks to be.
    sure = at_least(attributions, usual)
    for step in (add_standing, add_posts, join_continued, add_statements, add_turns):
        sure = step(page, sure)
    unsure = [one for one in attributions if least <= one.confidence < usual]
    return tuple(put_back(at_least(sure, least), unsure))
