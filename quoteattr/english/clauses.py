"""Clauses: the subject of a verb, and the appositive behind a noun phrase.

Plain grammar by punctuation and closed word classes; no parser. Each search looks at a bounded
stretch, so that a text of any length is read in linear time.
"""

from __future__ import annotations

import regex

from quoteattr.english import AUXILIARY, DETERMINER, IN_PHRASE, NAME, POSSESSIVE
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import head

__all__ = ["Offsets", "appositive", "subject"]

Offsets = tuple[int, int]

_TRAILING = regex.compile(AUXILIARY + r"\s*$")
# A noun phrase that ends where a verb begins, the nearest start last.
_BEFORE_VERB = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}’'\-])(?:(?i:he|she|they|it|i|we|you|who)|{DETERMINER}\s(?:[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}’'&.\-]*\s){{0,5}}?"
    rf"[\p{{L}}\p{{N}}’'\-]+|{NAME}(?:{POSSESSIVE}(?:\s[\p{{L}}\-]+){{1,3}})?)$"
)
_ASIDE = regex.compile(r",\s[^.;:“”\"\n]{1,100},$")
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


def subject(text: str, low: int, verb: int) -> Offsets | None:
    """The noun phrase that is the subject of a verb: the one right before it.

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
    at = _before_auxiliaries(text, low, verb)
    aside = _ASIDE.search(text, low, at)
    at = aside.start() if aside else at
    m = _BEFORE_VERB.search(text, max(low, at - 120), at)
    return m.span() if m else None


def _before_auxiliaries(text: str, low: int, verb: int) -> int:
    m = _TRAILING.search(text, max(low, verb - 60), verb)
    return m.start() if m else verb


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
