"""English: a lexicon, nouns, and the patterns that several modules are built of."""

from __future__ import annotations

import regex

__all__ = [
    "CAPITALISED",
    "NAME",
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
_PARTICLE = (
    r"(?:van|von|der|den|de|da|das|do|dos|del|della|di|du|des|la|le|ten|ter|zu|af|av|bin|bint|binti"
    r"|ibn|ben|al|el|ould|ag|y|e)"
)

#: One to five capitalised words with particles between them.
NAME = rf"{CAPITALISED}(?:[\s]+(?:{_PARTICLE}\s+){{0,2}}{CAPITALISED}){{0,4}}"

#: A possessive ending.
POSSESSIVE = r"(?:[’']s\b|(?<=s)[’'](?!\w))"
