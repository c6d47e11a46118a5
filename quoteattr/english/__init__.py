"""English: a lexicon, nouns, clauses, and the patterns that several modules are built of."""

from __future__ import annotations

import regex

__all__ = [
    "ARTICLE",
    "AUXILIARY",
    "CAPITALISED",
    "DETERMINER",
    "IN_PHRASE",
    "NAME",
    "PARTICLE",
    "POSSESSIVE",
    "WORD",
]

#: A word or a number, with what a hyphen, an apostrophe, a stop or "&" inside joins to it.
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'\-.&][\p{L}\p{M}\p{N}]+)*")

#: A word with a capital, an initial with its stop included.
CAPITALISED = (
    r"(?:\p{Lu}\.(?=[\s\p{Lu}])|\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'\-&.](?!s\b)\p{L}[\p{L}\p{M}]*)*)"
)

#: A particle between the words of a name.
PARTICLE = (
    r"(?:van|von|der|den|de|da|das|do|dos|del|della|di|du|des|la|le|ten|ter|zu|af|av|bin|bint|binti"
    r"|ibn|ben|al|el|ould|ag|y|e)"
)

#: One to five capitalised words with particles between them.
NAME = rf"{CAPITALISED}(?:[\s]+(?:{PARTICLE}\s+){{0,2}}{CAPITALISED}){{0,4}}"

#: A possessive ending.
POSSESSIVE = r"(?:[’']s\b|(?<=s)[’'](?!\w))"

#: What opens a noun phrase of its own: an article or a possessive pronoun.
ARTICLE = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our)"

#: An article, a possessive pronoun or a demonstrative.
DETERMINER = rf"(?:{ARTICLE}|[Tt]h(?:is|at|ese|ose))"

#: What ends no phrase: any character but a mark, or the stop of an initial or inside a word.
IN_PHRASE = r"(?:[^,.;:\n“”\"—–()]|(?<=\b\p{Lu})\.|\.(?=\p{L}))"

#: Auxiliaries and adverbs that may stand between a subject and its verb.
AUXILIARY = (
    r"(?:\s+(?:has|have|had|is|was|are|were|will|would|could|can|may|might|must|should|did|does|do"
    r"|also|then|later|now|not|never|once|often|still|already|recently|reportedly|\p{L}+ly))*"
)
