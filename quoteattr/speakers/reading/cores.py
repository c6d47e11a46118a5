"""Cores: the words of a phrase that say what it is, without what hangs on to them."""

from __future__ import annotations

from functools import lru_cache

import regex

from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    singular,
    word_set,
)

__all__ = ["CUT", "LINKS", "RELATIVE", "core_of", "noun_of"]

# A text asks again and again what the same phrases are about; those of some texts are kept.
_KEPT = 4096

CUT = regex.compile(
    r"""
    (?<!-)[(\[](?!e?s\))                         # a bracket, but in "ex-(P)X", "clerk(s)"
  | [–—:;|]|,(?!\d)|\s-\s
  | (?<!-)\b(?:of|from|in|at|for|on|who|whom|whose|that|which|with|to|by|under|near|inside|outside
     |across|among|against|about|behind|between|within|around|over|after|before|during|since
     |like|including|such|based|speaking|close(?=\sto\b)|familiar|led|present|named|called|known|involved
     |living|working|attending|surveyed|interviewed|quoted|where|when|as|along|aged|released
     |published|issued|made|conducted|carried|seen|obtained|dated|signed|sent|posted|compiled
     |commissioned|filed|responsible|belonging|representing|leading|calling|citing|saying|written
     |prepared|provided|shared|is|are|was|were|has|have|had|surnamed|charged|accused|there|here
     |alongside|operating|opposed|using|participating|taking|trying|fighting|gathered|affected|linked|via|we|they|he|she|hearing|into|onto|till|until|because)\b
  # "Opinion poll last week", "survey taken by".
  | (?<=\p{Ll}\s)(?:last|this|earlier)\s(?:this\s|last\s)?
     (?:week|month|year|spring|summer|autumn|winter|night)\b(?![’'])
  | (?<=\p{Ll}\s)(?:taken|drawn|done|written|begun|sworn|stolen|spoken)\b
     (?=\s(?:by|in|on|at|from|for|to)\b)
  # "Judges hearing the case", but not "its acting chief".
  | (?<=(?<!new|\b[Ii]t|\b[Hh]i|\b[Tt]hi)s\s)\p{Ll}+ing\b
    """,
    regex.VERBOSE,
)
RELATIVE = regex.compile(
    r"(?<!-)[(\[](?!e?s\))|[;:]|,(?!\d)|\s[–—-]\s|\b(?:who|which|that|whose|whom)\b"
)
LINKS = regex.compile(
    r"(?<!-)\b(?:across|within|outside|inside|of|from|for|to|by|with|in|at|on|against|about|near|behind|like|between|including|who"
    r"|that|which|whose|close|led|under|over|alongside|without|during|after|before)\b(?!-)"
)
_NOUNS = (BODY_NOUNS | DOCUMENT_NOUNS | PERSON_NOUNS) - word_set("finding briefing recording")


@lru_cache(maxsize=_KEPT)
def core_of(phrase: str) -> tuple[str, bool]:
    """The words up to the first preposition, comma or relative word; whether more follows."""
    for m in CUT.finditer(phrase):
        if phrase[: m.start()].strip():
            return _before_participle(phrase[: m.start()].strip(), True)
    return _before_participle(phrase.strip(), False)


def noun_of(phrase: str) -> str:
    """The last word of what a phrase is about, as written; empty where it has no words.

    >>> noun_of("the two nurses at the gate"), noun_of("Ana Oro"), noun_of(" ")
    ('nurses', 'Oro', '')
    """
    return (core_of(phrase)[0].split() or [""])[-1]


def _before_participle(core: str, tail: bool) -> tuple[str, bool]:
    """ "Data collected in May" is data: a participle after a noun that is known opens a tail."""
    words = core.split()
    for at in range(1, len(words)):
        noun = singular(words[at - 1].lower())[0]
        if words[at].islower() and words[at].endswith(("ed", "ing")) and noun in _NOUNS:
            return " ".join(words[:at]), True
    return core, tail
