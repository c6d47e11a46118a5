"""Noun phrases of the running text: those who are mentioned without a name.

"Farmers lost their crops. They said ..." has no name to go to. Noun phrases whose head is a noun
for persons or bodies are found by their surface: a noun that is in the lexicon, what stands
before it up to its determiner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.coref.mentions import Mention, read_mention, sort_of
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import singular
from quoteattr.entities.records import Entities

__all__ = ["noun_phrase_before", "unnamed_mentions"]

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[’'\-]\p{L}[\p{L}\p{M}]*)*")
_BLANK = regex.compile(r"[ \t]+")
_HE_SHE = regex.compile(r"\b(?:[Hh]e|[Ss]he)\b")
# How far before a noun its determiner may stand, in code points and in words.
_REACH, _MOST = 80, 6


def unnamed_mentions(text: str, entities: Entities, roles: Sequence[Offsets]) -> list[Mention]:
    """The mentions without a name in the running text, in order: noun phrases, *he* and *she*.

    Args:
        text: the text.
        entities: its names; nothing in a name is a mention of its own.
        roles: offsets of titles and appositives, which describe the name beside them.
    """
    spans = [*((start, end) for start, end, _ in entities.mentions), *roles]
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    pronouns = (m.span() for m in _HE_SHE.finditer(text) if entities.at(m.start()) is None)
    found = sorted([*_spans(text, taken), *pronouns])
    return [read_mention(text, start, end, entities) for start, end in found]


def _spans(text: str, taken: bytearray) -> Iterator[Offsets]:
    """Offsets of noun phrases, in order, none overlapping; no noun is in what is taken."""
    last = 0
    for word in _WORD.finditer(text):
        if not _is_somebody(word[0]) or taken[word.start()]:
            continue
        if _modifies(text, word.end(), taken):
            continue
        start, opened = _left_edge(text, max(last, word.start() - _REACH), word, taken)
        if opened or singular(word[0].lower())[1]:
            last = word.end()
            yield start, last


@lru_cache(maxsize=16384)
def _is_somebody(word: str) -> bool:
    low = word.lower()
    noun, _ = singular(low)
    lex = lexicon()
    known = noun in lex.persons or noun in lex.groups or noun in lex.organisations
    return known and low not in lex.verbs


def _modifies(text: str, end: int, taken: bytearray) -> bool:
    """Whether a noun stands before another noun or a name: "police station", "Mayor Oro"."""
    blank = _BLANK.match(text, end)
    if blank is None:
        return False
    following = _WORD.match(text, blank.end())
    if following is None:
        return False
    if taken[following.start()]:
        return str(following[0])[0].isupper()
    return sort_of(singular(following[0].lower())[0]) != "other" and (
        following[0].lower() not in lexicon().verbs
    )


def _left_edge(
    text: str, low: int, noun: regex.Match[str], taken: bytes | bytearray = b""
) -> tuple[int, bool]:
    """Where the phrase of a noun begins, and whether a determiner or a quantifier opens it: at its
    determiner, else at its first modifier.
    """
    lex = lexicon()
    at, opened = noun.start(), False
    for word in reversed(list(_WORD.finditer(text, low, at))[-_MOST:]):
        said, start = word[0].lower(), word.start()
        if not _BLANK.fullmatch(text, word.end(), at) or start == low > 0:
            break
        quantifies = said in lex.function["quantifiers"]
        if said in lex.determiners and not quantifies:
            return start, True
        # "Ford workers": a verb's form in a name is none. Empty where names are not known.
        is_verb = said in lex.verbs and not any(taken[start : start + 1])
        if not quantifies and (said in lex.function_words or is_verb):
            break
        at, opened = start, opened or quantifies
    return at, opened


def noun_phrase_before(text: str, position: int) -> Offsets | None:
    """Offsets of the noun phrase that ends right before a position, as before "who".

    >>> text = "the two farmers who came"
    >>> text[slice(*noun_phrase_before(text, text.index("who")))]
    'the two farmers'
    """
    low = max(0, position - _REACH)
    words = list(_WORD.finditer(text, low, position))
    if not words or text[words[-1].end() : position].strip(" ,"):
        return None
    if words[-1][0].lower() in lexicon().function_words:
        return None
    return _left_edge(text, low, words[-1])[0], words[-1].end()
