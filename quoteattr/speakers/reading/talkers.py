"""Talkers: who speaks in a clause with "who" that follows whom another has met.

"The Courier spoke to three nurses, who said the ward was full": a model may take the paper for
the source, since it is the subject of the sentence. "Who" means what stands right before it.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import noun_of

__all__ = ["who_was_met"]

# Verbs for what one does to people who may speak then.
_MEETS = (
    r"(?:(?:sp(?:oke|oken|eaks)|talk(?:ed|s))\s(?:to|with)|(?:met|meets)(?:\swith)?|heard\sfrom"
    r"|(?:interview|contact|approach|visit|question|stopp|arrest|detain|rescu|help|thank|hir|sack|su|phon"
    r"|call|defeat|criticis|criticiz|succeed|replac|join|marri)(?:ed|s)|ask(?:ed|s)|rang|found|caught)"
)
# Between that subject and a cue.
_MET = regex.compile(
    rf"""
    \s(?:(?:has|have|had|also|later|recently|then|first)\s){{0,3}} {_MEETS}
    \s(?P<who>(?!(?:as|for|him|her|them|us|me|on|off|out|up|in|at)\b)\p{{L}}[^,;:.“”"\n()]{{1,80}}?)
    ,?\s (?:(?:all|both|some|one|two)\sof\swhom|who)
    \s(?:(?:also|later|all|both|then|has|have|had|\p{{L}}+ly)\s){{0,2}}
    """,
    regex.VERBOSE,
)
# Several persons, in one noun.
_TOGETHER = word_set("family people couple crew team")
# What opens another clause before "who".
_CLAUSE = regex.compile(r"\b(?:who|which|that|and)\b")


# How far behind a source its cue may stand, in code points.
_REACH = 160


def who_was_met(text: str, attribution: Attribution) -> Offsets | None:
    """Whom the subject of a sentence met, if that one speaks in the clause that follows.

    Args:
        text: the text.
        attribution: one attribution, whose source may be that subject.

    >>> text = "The Courier spoke to three nurses, who said it was late."
    >>> who_was_met(text, Attribution(((44, 55),), cue=((39, 43),), source=((0, 11),)))
    (21, 33)
    >>> text = "Ana Oro, who spoke to three nurses, said it was late."
    >>> who_was_met(text, Attribution(((41, 52),), cue=((36, 40),), source=((0, 7),)))
    """
    if not attribution.source or not attribution.cue:
        return None
    end, start = attribution.source[0][1], attribution.cue[0][0]
    m = _MET.fullmatch(text, end, start) if end < start < end + _REACH else None
    if m is None or _CLAUSE.search(text, *m.span("who")) or not _is_somebody(m["who"]):
        return None
    return int(m.start("who")), int(m.end("who"))


def _is_somebody(phrase: str) -> bool:
    """Whether a phrase ends in a name or a noun for persons: "a meeting of traders" does not."""
    last = noun_of(phrase)
    noun = singular(last.lower())[0]
    known = noun in PERSON_NOUNS | TITLES | _TOGETHER or is_role_noun(noun)
    return known or last[:1].isupper()
