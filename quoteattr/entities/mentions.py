"""Mentions by name: which stretches of a text are names, and of what kind.

Named entities, trimmed of articles, titles and possessive endings; capitalised sources that no
entity covers; and further places where a name stands that is known from elsewhere in the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs
import regex

from quoteattr.annotation.records import Entity
from quoteattr.attribution.records import Offsets
from quoteattr.english import NAME, WORD
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import is_person_noun, singular
from quoteattr.entities.records import Kind

__all__ = ["NameMention", "name_key", "name_mentions"]

Key = tuple[str, ...]

_KEPT = 8192
_KINDS: dict[str, Kind] = {
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
    "NORP": "people",
    "Misc": "other",
}
# A name without white space and marks at its edges.
_EDGE = r"\s\x1c-\x1f,;:\"“”„«»‘–—\-*(\[|"
_CORE = regex.compile(rf"[^{_EDGE}](?:.*[^{_EDGE}])?", regex.S)
_POSSESSIVE = regex.compile(r"[’']s?$")
_ARTICLE = regex.compile(r"(?:the|an?|this|that)\s+", regex.I)
_FIRST_WORD = regex.compile(r"(\p{L}[\p{L}\-]*)\.?\s+(?=\S)")
_DEGREES = regex.compile(
    r"(?:,?\s(?:MP|MPs|MEP|MSP|MLA|TD|CEO|CFO|MBE|OBE|CBE|QC|KC|SC|JP|MD|RN|Ph\.?D|Esq)\.?)+$"
)
_NAME = regex.compile(NAME)
_ONE = regex.compile(r"(?<![\p{L}\p{N}@#.’'\-])\p{Lu}[\p{L}\p{M}]{2,}(?:[’'\-]\p{L}+)*")
_INITIAL = regex.compile(r"(?<=\b\p{Lu})\.(?=\p{Lu})")


@attrs.frozen
class NameMention:
    """A stretch of the text that is a name.

    Attributes:
        start, end: its offsets.
        key: its words as :func:`name_key` gives them; never empty.
        kind: of what it is the name.
    """

    start: int
    end: int
    key: Key
    kind: Kind


@lru_cache(maxsize=_KEPT)
def name_key(name: str) -> Key:
    """The words of a name in lower case, without stops and possessive endings.

    >>> name_key("J.R. Oro’s"), name_key("U.N."), name_key("al-Lund")
    (('j', 'r', 'oro'), ('un',), ('al-lund',))
    """
    if name.replace(".", "").isupper() and name.count(".") > 1 and " " not in name:
        return (name.replace(".", "").casefold(),)
    name = _INITIAL.sub(" ", _POSSESSIVE.sub("", name))
    return tuple(w[0].replace("’", "'").casefold() for w in WORD.finditer(name))


def name_mentions(
    text: str, entities: Sequence[Entity], sources: Sequence[Offsets]
) -> list[NameMention]:
    """The names of a text, in order, none inside another.

    Args:
        text: the text.
        entities: its named entities; labels that are no kind of name are left out.
        sources: offsets of the mentions that attributions have as their sources.
    """
    found: list[NameMention] = []
    for entity in sorted(entities, key=lambda e: (e.start, -e.end)):
        kind = _KINDS.get(entity.label)
        if kind is not None:
            start, end = _trimmed(text, entity.start, entity.end, kind)
            if key := name_key(text[start:end]):
                found.append(NameMention(start, end, key, kind))
    free = _Free(found)
    lower: frozenset[str] | None = None
    for start, end in sorted(set(sources)):
        if not free.is_free(start, end) or not any(c.isupper() for c in text[start:end]):
            continue
        if lower is None:
            lower = frozenset(text.split())
        if (guess := _in_source(text, start, end, lower)) is not None:
            found.append(guess)
    found.extend(_again(text, found))
    return _voted(_disjoint(found))


def _trimmed(text: str, start: int, end: int, kind: Kind) -> Offsets:
    """Without what is no part of a name: articles, titles, degrees, a possessive ending."""
    start, end = max(0, start), min(len(text), end)
    core = _CORE.search(text, start, end)
    if core is None:
        return start, start
    start, piece = core.start(), core[0]
    piece = _POSSESSIVE.sub("", piece if "(" in piece else piece.rstrip(")")).rstrip()
    if m := _ARTICLE.match(piece):
        start, piece = start + m.end(), piece[m.end() :]
    if kind == "person":
        if m := _DEGREES.search(piece):
            piece = piece[: m.start()]
        while (m := _FIRST_WORD.match(piece)) and _is_title(m[1].lower()):
            start, piece = start + m.end(), piece[m.end() :]
    return start, start + len(piece)


def _is_title(word: str) -> bool:
    lex = lexicon()
    if word in lex.styles:
        return False
    return word in lex.honorifics or word in lex.offices or word in lex.title_modifiers


def _in_source(text: str, start: int, end: int, lower: frozenset[str]) -> NameMention | None:
    """The name that a source is although no entity covers it; None where it is none.

    A word that the text has in lower case too, or a common noun, is no name; a capital at the
    start of a source may be the sentence's.
    """
    m = _NAME.search(text, start, end)
    if m is None:
        return None
    low, high = _trimmed(text, m.start(), m.end(), "person")
    name = text[low:high]
    key = name_key(name)
    lex = lexicon()
    if not key or key[0] in lex.function_words or (len(key) == 1 and len(name) < 3):
        return None
    last = singular(key[-1])[0]
    if name.isupper() and len(key) == 1:
        return NameMention(low, high, key, "organization")
    if last in lex.organisations and len(key) > 1:
        return NameMention(low, high, key, "organization")
    common = last in lower or last in lex.documents or last in lex.groups or is_person_noun(last)
    if common or key[-1] in lower or (len(key) == 1 and last in lex.organisations | lex.places):
        return None
    return NameMention(low, high, key, "person")


class _Free:
    """Which stretches no name covers yet."""

    def __init__(self, found: Iterable[NameMention]) -> None:
        self._taken = sorted((m.start, m.end) for m in found)
        self._at = 0

    def is_free(self, start: int, end: int) -> bool:
        """Whether a stretch touches no name; ask for stretches in order."""
        taken = self._taken
        while self._at < len(taken) and taken[self._at][1] <= start:
            self._at += 1
        return self._at == len(taken) or taken[self._at][0] >= end


def _again(text: str, found: Sequence[NameMention]) -> list[NameMention]:
    """Further places where a person's last name stands, or another's name of one word."""
    kinds: dict[str, Kind] = {}
    lex = lexicon()
    for m in found:
        word = m.key[-1]
        known = m.kind == "person" or (m.kind == "organization" and len(m.key) == 1)
        if known and len(word) > 2 and word not in lex.function_words:
            kinds[word] = m.kind
    if not kinds:
        return []
    free, further = _Free(found), []
    for m in _ONE.finditer(text):
        word = _POSSESSIVE.sub("", m[0])
        kind = kinds.get(word.casefold())
        if kind is None or not free.is_free(*m.span()):
            continue
        common = word.casefold() in lex.organisations or is_person_noun(word.casefold())
        if not common:
            further.append(NameMention(m.start(), m.start() + len(word), (word.casefold(),), kind))
    return further


def _disjoint(found: Iterable[NameMention]) -> list[NameMention]:
    """The names in order; of two that overlap the one that begins first, or is longer."""
    kept: list[NameMention] = []
    for m in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return kept


def _voted(found: Sequence[NameMention]) -> list[NameMention]:
    """Return the names, all with one key of the kind most of them have; of two kinds the first."""
    votes: defaultdict[Key, Counter[Kind]] = defaultdict(Counter)
    for m in found:
        votes[m.key][m.kind] += 1
    return [
        m if len(votes[m.key]) == 1 else attrs.evolve(m, kind=votes[m.key].most_common(1)[0][0])
        for m in found
    ]
