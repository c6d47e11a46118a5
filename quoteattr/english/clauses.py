"""Appositives: what stands behind a noun phrase and describes it.

Plain grammar by punctuation and closed word classes; no parser. Each search looks at a bounded
stretch, so that a text of any length is read in linear time.
"""

from __future__ import annotations

import regex

from quoteattr.english import IN_PHRASE
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import head

__all__ = ["Offsets", "appositive"]

Offsets = tuple[int, int]

_APPOSITIVE = regex.compile(
    rf"""
    (?:\s*\([^)\n]{{1,40}}\))?
    # "Ana Oro, 41, a baker"
    (?:,\s(?:aged\s)?\d{{1,3}} | ,\s(?:M\.?D|Ph\.?D|MP|QC|KC|Jr|Sr)\.?)?
    (?: ,\s+ | \s[–—]\s )
    (?:who\s(?:is|was|serves\sas|works\sas)\s+)? (?:(?:also|currently|now|then)\s+)?
    (?P<what> {IN_PHRASE}{{3,160}} )(?!\w)
    """,
    regex.VERBOSE,
)
# A relative clause or a verb: an appositive ends before it.
_VERB = regex.compile(
    r"\s+(?:(?:and\s+)?(?:who|which|that|whose|whom|where|when|while|because|after|before|since|as)"
    r"|said|says|told|tells|added|adds|wrote|writes|warned|warns|called|stated|announced|believes"
    r"|including|is|was|has|had|will|would|could|can|may)\b"
)
_FIRST_WORD = regex.compile(r"[\p{L}’']+")


def appositive(text: str, end: int, limit: int) -> Offsets | None:
    """What stands in apposition behind a noun phrase, without its relative clause.

    It is a noun phrase after a comma, or what "who is" says. Whether it describes a person is for
    the caller to ask of its head.

    Args:
        text: the text.
        end: offset after the noun phrase.
        limit: offset after which nothing is read.

    >>> text = "Ana Oro, 41, head of the bank who left, said no."
    >>> text[slice(*appositive(text, 7, len(text)))]
    'head of the bank'
    """
    m = _APPOSITIVE.match(text, end, limit)
    if m is None or not _opens_noun_phrase(m["what"]):
        return None
    start, stop = m.span("what")
    cut = _VERB.search(text, start, stop)
    stop = cut.start() if cut else stop
    stop -= len(text[start:stop]) - len(text[start:stop].rstrip())
    return (start, stop) if head(text[start:stop]).noun else None


def _opens_noun_phrase(words: str) -> bool:
    m = _FIRST_WORD.match(words)
    if m is None:
        return words[:1].isdigit()
    lex, word = lexicon(), m[0].lower()
    return word in lex.determiners or (word not in lex.function_words and word not in lex.verbs)
