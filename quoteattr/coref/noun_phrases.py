"""Noun phrases of the running text: those who are mentioned without a name.

"Farmers lost their crops. They said ..." has no name to go to. Noun phrases whose head is a noun
for persons or bodies are found by their surface: a noun that is in the lexicon, what stands
before it up to its determiner. "The nurse" after "a nurse" is a mention of the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.coref.clusters import Cluster, described
from quoteattr.coref.discourse import Occurrence
from quoteattr.coref.mentions import Mention, read_mention, sort_of
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import singular
from quoteattr.entities.records import Entities

__all__ = ["noun_phrase_before", "noun_phrases"]

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[’'\-]\p{L}[\p{L}\p{M}]*)*")
_BLANK = regex.compile(r"[ \t]+")
# How far before a noun its determiner may stand, in code points and in words.
_REACH, _MOST = 60, 5


def noun_phrases(
    text: str, entities: Entities, roles: Sequence[Offsets], clusters: Sequence[Cluster]
) -> list[Occurrence]:
    """The noun phrases without a name, each a mention of a cluster, in order.

    Args:
        text: the text.
        entities: its names; nothing in a name is a noun phrase of its own.
        roles: offsets of titles and appositives, which describe the name beside them.
        clusters: those of the names, in order of first mention.
    """
    spans = [*((start, end) for start, end, _ in entities.mentions), *roles]
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    known: dict[str, Cluster] = {}
    holders: dict[str, list[Cluster]] = {}
    for who in clusters:
        for noun in who.nouns:
            holders.setdefault(noun, []).append(who)
    found = []
    for start, end in _spans(text, taken):
        mention = read_mention(text, start, end, entities)
        who = _meant(mention, known, holders)
        who.enter(mention)
        found.append(Occurrence(start, end, who, "noun"))
    return found


def _meant(
    mention: Mention, known: dict[str, Cluster], holders: dict[str, list[Cluster]]
) -> Cluster:
    """The cluster of a noun phrase: the last unnamed one with this noun, else the only named one
    with it, else a new one.
    """
    key = mention.head + ("+" if mention.plural else "")
    if mention.form == "definite" and not mention.possessive:
        before = known.get(key)
        if before is not None and mention.words <= before.words:
            return before
        # the first two tell whether it is the sole one
        named = [w for w in holders.get(mention.head, ())[:2] if w.mentions[0][0] < mention.start]
        if len(named) == 1 and not mention.plural and mention.words <= named[0].words:
            return named[0]
    who = known[key] = described(mention)
    return who


def _spans(text: str, taken: bytearray) -> Iterator[Offsets]:
    """Offsets of noun phrases, in order, none overlapping; no noun is in what is taken."""
    last = 0
    for word in _WORD.finditer(text):
        if not _is_somebody(word[0]) or taken[word.start()]:
            continue
        if _modifies(text, word.end(), taken):
            continue
        start = _start(text, max(last, word.start() - _REACH), word, taken)
        if start is not None:
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


def _start(text: str, low: int, noun: regex.Match[str], taken: bytearray) -> int | None:
    """Where the phrase of a noun begins: at its determiner, else after the last word that is no
    modifier; None where a singular has no determiner.
    """
    lex = lexicon()
    at: int = noun.start()
    counted = False
    for word in reversed(list(_WORD.finditer(text, low, at))[-_MOST:]):
        said = word[0].lower()
        if not _BLANK.fullmatch(text, word.end(), at) or word.start() == low > 0:
            break
        if said in lex.determiners and said not in lex.function["quantifiers"]:
            return int(word.start())
        if said in lex.function["quantifiers"]:
            at, counted = word.start(), True
            continue
        if said in lex.function_words or (said in lex.verbs and not taken[word.start()]):
            break
        at = word.start()
    return at if counted or singular(noun[0].lower())[1] else None


def noun_phrase_before(text: str, position: int) -> Offsets | None:
    """Offsets of the noun phrase that ends right before a position, as before "who".

    >>> text = "the two farmers who came"
    >>> text[slice(*noun_phrase_before(text, text.index("who")))]
    'the two farmers'
    """
    words = list(_WORD.finditer(text, max(0, position - 80), position))
    if not words or text[words[-1].end() : position].strip(" ,"):
        return None
    lex, start = lexicon(), words[-1].start()
    if words[-1][0].lower() in lex.function_words:
        return None
    for word in reversed(words[-7:-1]):
        low = word[0].lower()
        counts = low in lex.function["quantifiers"]
        if not _BLANK.fullmatch(text, word.end(), start) or low in lex.verbs:
            break
        if low in lex.determiners and not counts:
            return word.start(), words[-1].end()
        if low in lex.function_words and not counts:
            break
        start = word.start()
    return start, words[-1].end()
