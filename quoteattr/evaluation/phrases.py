"""Noun phrases by the parser's trees, as the guidelines of OntoNotes take mentions.

A mention is a head with all that hangs on to it, appositions and relative clauses too, but for the
preposition before it and what is joined by "and". A name that is a flat part of a title
("President Ana Oro") has the title as its head.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import PRONOUNS

if TYPE_CHECKING:
    from quoteattr.annotation.records import Sentence, Token

__all__ = ["Phrases", "Place"]

#: Which sentence, and which of its words.
Place: TypeAlias = tuple[int, int]

_NOUNS = frozenset({"NOUN", "PROPN"})
_DETERMINES = frozenset(
    {"the", "this", "that", "these", "those", "a", "an", "my", "our", "your", "his", "her", "its"}
    | {"their"}
)
# Relations of words that are parts of a name or phrase, or stand beside one for the same.
_NO_HEAD = frozenset({"flat", "compound", "fixed", "goeswith"})
# What stands beside a phrase without belonging to it.
_OUTSIDE = frozenset(
    {"cc", "conj", "cop", "nsubj", "mark", "parataxis", "discourse", "aux", "advcl"}
)


class Phrases:
    """The noun phrases of a text.

    Args:
        sentences: its sentences with trees.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def head(self, span: Offsets) -> Place | None:
        """The word on which all others of a stretch depend: its sentence and its place there."""
        number = bisect_right(self._starts, span[0]) - 1
        if number < 0:
            return None
        tokens = self._sentences[number].tokens
        inside = [i for i, t in enumerate(tokens) if span[0] <= t.start and t.end <= span[1]]
        tops = [i for i in inside if tokens[i].head not in inside]
        return (number, tops[0]) if tops else None

    def whole(self, span: Offsets) -> Offsets:
        """The noun phrase whose head a name or a phrase is; itself where it is no head."""
        found = self.head(span)
        if found is None:
            return span
        tokens = self._sentences[found[0]].tokens
        top = _lifted(tokens, found[1])
        if tokens[top].upos == "PRON":
            return span
        start, end = _reach(tokens, top)
        return min(start, span[0]), max(end, span[1])

    def mentions(self) -> Iterator[Offsets]:
        """Pronouns and descriptions with an article or the like, in order of their heads."""
        for sentence in self._sentences:
            for place, token in enumerate(sentence.tokens):
                word = token.text.lower()
                if word in PRONOUNS and PRONOUNS[word] != "who":
                    if token.upos == "PRON" and token.deprel != "expl":
                        yield token.start, token.end
                elif token.upos in _NOUNS and _is_mention(sentence.tokens, place):
                    yield _reach(sentence.tokens, place)


def _is_mention(tokens: Sequence[Token], place: int) -> bool:
    """Whether a noun is a head by itself, with something that determines it, and no predicate.

    What is said of a subject ("she is the mayor") is no mention of it.
    """
    if tokens[place].deprel.split(":")[0] in _NO_HEAD:
        return False
    below = [token for token in tokens if token.head == place]
    determined = any(t.text.lower() in _DETERMINES or t.deprel == "nmod:poss" for t in below)
    return determined and not any(t.deprel == "cop" for t in below)


def _lifted(tokens: Sequence[Token], place: int) -> int:
    """From a name to the title that it is a flat part of: "President Ana Oro"."""
    while tokens[place].deprel.split(":")[0] == "flat" and tokens[place].head >= 0:
        place = tokens[place].head
    return place


def _reach(tokens: Sequence[Token], top: int) -> Offsets:
    """From the first to the last word of a noun phrase, without marks at its edges."""
    children: dict[int, list[int]] = defaultdict(list)
    for place, token in enumerate(tokens):
        children[token.head].append(place)
    inside, waiting = {top}, [top]
    while waiting:
        place = waiting.pop()
        for child in children[place]:
            kind = tokens[child].deprel.split(":")[0]
            leads = kind == "case" and child < top  # a preposition; an 's follows
            if place == top and (kind in _OUTSIDE or leads):
                continue
            inside.add(child)
            waiting.append(child)
    kept = sorted(p for p in inside)
    while kept and tokens[kept[0]].upos == "PUNCT":
        kept.pop(0)
    while kept and tokens[kept[-1]].upos == "PUNCT":
        kept.pop()
    return tokens[kept[0]].start, tokens[kept[-1]].end
