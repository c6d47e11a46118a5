"""Clauses: the subject of a verb.

Plain grammar by punctuation and closed word classes; no parser. The search looks at a bounded
stretch, so that a text of any length is read in linear time.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english import NAME, POSSESSIVE

__all__ = ["subject"]

# Auxiliaries and adverbs that may stand between a subject and its verb.
_TRAILING = regex.compile(
    r"(?:\s+(?:has|have|had|is|was|are|were|will|would|could|can|may|might|must|should|did|does|do"
    r"|also|then|later|now|not|never|once|often|still|already|recently|reportedly|\p{L}+ly))*\s*$"
)
_DETERMINER = (
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our|[Tt]h(?:is|at|ese|ose))"
)
# A noun phrase that ends where a verb begins, the nearest start last.
_BEFORE_VERB = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}’'\-])(?:(?i:he|she|they|it|i|we|you|who)|{_DETERMINER}\s(?:[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}’'&.\-]*\s){{0,5}}?"
    rf"[\p{{L}}\p{{N}}’'\-]+|{NAME}(?:{POSSESSIVE}(?:\s[\p{{L}}\-]+){{1,3}})?)$"
)
_ASIDE = regex.compile(r",\s[^.;:“”\"\n]{1,100},$")


def subject(text: str, low: int, verb: int) -> Offsets | None:
    """Return the noun phrase that is the subject of a verb: the one right before it.

    Auxiliaries, adverbs and an aside between commas may stand between.

    Args:
        text: the text.
        low: offset of the sentence's start.
        verb: offset of the verb.

    >>> text = "Yesterday the harbour master, a baker, also said no."
    >>> text[slice(*subject(text, 0, text.index("said")))]
    'the harbour master'
    """
    low = max(low, verb - 250)
    m = _TRAILING.search(text, max(low, verb - 60), verb)
    at = m.start() if m else verb
    aside = _ASIDE.search(text, low, at)
    at = aside.start() if aside else at
    m = _BEFORE_VERB.search(text, max(low, at - 120), at)
    return m.span() if m else None
