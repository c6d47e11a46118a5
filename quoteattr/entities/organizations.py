"""Organisations, places, peoples: all mentions of one by name in one cluster.

A shorter form goes to the longer one that it ends ("Supreme Court"), an acronym to the name that
it follows in brackets or whose initials it spells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import singular
from quoteattr.entities.mentions import Key, NameMention, name_key
from quoteattr.entities.records import Kind, Named

__all__ = ["link_organizations"]

# Names with a word in common that are compared at most.
_ENOUGH = 8
_KEPT = 4096
_ACRONYM = regex.compile(r"\s*[(\[]\s*(?:the\s+)?([\p{Lu}][\p{L}\p{N}&.\-]{1,11})\s*[)\]]")
_BRACKET = regex.compile(r"\s*\([^)]*\)?")


@attrs.define(eq=False)
class _Body:
    """A cluster in the making."""

    kind: Kind
    keys: set[Key] = attrs.Factory(set)
    mentions: list[Offsets] = attrs.Factory(list)


class _Index:
    """Bodies by their names."""

    def __init__(self) -> None:
        self.all: list[_Body] = []
        self.by_key: dict[Key, _Body] = {}
        self.by_last: defaultdict[str, list[tuple[Key, _Body]]] = defaultdict(list)
        self.by_first: defaultdict[str, list[tuple[Key, _Body]]] = defaultdict(list)

    def enter(self, key: Key, body: _Body) -> None:
        """Enter one more name of a body."""
        if key not in body.keys:
            body.keys.add(key)
            self.by_key.setdefault(key, body)
            self.by_last[key[-1]].append((key, body))
            self.by_first[key[0]].append((key, body))

    def find(self, key: Key, kind: Kind) -> _Body | None:
        """The body that a name means; None for a new one."""
        return (
            self.by_key.get(key)
            or self._by_end(key, kind)
            or (self._by_first_word(key) if kind == "organization" else None)
        )

    def _by_end(self, key: Key, kind: Kind) -> _Body | None:
        """The body whose name ends with this one of two words or more, or the reverse: "Supreme
        Court", "Lund Supreme Court"; but "New York" does not end "Bank of New York".
        """
        for other, body in reversed(self.by_last.get(key[-1], [])[-_ENOUGH:]):
            shorter, longer = sorted((key, other), key=len)
            rest, end = longer[: -len(shorter)], longer[-len(shorter) :]
            joined = rest[-1:] in (("of",), ("for",))
            if len(shorter) > 1 and end == shorter and not joined and body.kind == kind:
                return body
        if len(key) == 3 and key[1] == "of":  # "Ministry of Health", "Health Ministry"
            return self.by_key.get((key[2], key[0]))
        if len(key) == 2:
            return self.by_key.get((key[1], "of", key[0]))
        return None

    def _by_first_word(self, key: Key) -> _Body | None:
        """The company that goes by its first word: "Lund" of "Lund Motors", or the longer
        to the shorter.
        """
        companies = lexicon().names["companies"]
        found = {
            body
            for other, body in self.by_first.get(key[0], [])[-_ENOUGH:]
            if body.kind == "organization"
            and min(len(key), len(other)) == 1
            and not companies.isdisjoint((*key, *other))
            and (len(key) == 1 or all(len(k) == 1 for k in body.keys))
        }
        return found.pop() if len(found) == 1 else None


def link_organizations(text: str, mentions: Sequence[NameMention]) -> list[Named]:
    """The organisations, places, peoples and other things with names.

    Args:
        text: the text.
        mentions: their mentions by name, in order.
    """
    index = _Index()
    acronyms = _acronyms(text, mentions)
    for m in mentions:
        key = _body_key(text[m.start : m.end])
        if not key:
            continue
        body = index.find(key, m.kind)
        if body is None:
            body = _Body(m.kind)
            index.all.append(body)
        body.mentions.append((m.start, m.end))
        index.enter(key, body)
        if (letters := acronyms.get(key)) is not None:
            index.enter(letters, body)
    _merge_nouns(text, index)
    return [_finished(text, body) for body in index.all if body.mentions]


@lru_cache(maxsize=_KEPT)
def _body_key(name: str) -> Key:
    """The words of a body's name without brackets, legal forms and article.

    >>> _body_key("The Port Lund Inc."), _body_key("Harbour Union (HU)")
    (('port', 'lund'), ('harbour', 'union'))
    """
    key = name_key(_BRACKET.sub("", name) or name)
    while len(key) > 1 and key[-1] in lexicon().names["legal_forms"]:
        key = key[:-1]
    return key[1:] if key[:1] == ("the",) and len(key) > 1 else key


def _acronyms(text: str, mentions: Sequence[NameMention]) -> dict[Key, Key]:
    """Key of each long name → key of its acronym: in brackets after it, else by its initials."""
    capitals = {m.key for m in mentions if m.end - m.start <= 8 and text[m.start : m.end].isupper()}
    found: dict[Key, Key] = {}
    for m in mentions:
        key = _body_key(text[m.start : m.end])
        if len(key) < 2 or key in found:
            continue
        if bracket := _ACRONYM.match(text, m.end):
            letters = name_key(bracket[1])
            if bracket[1].isupper() and letters[0][0] in {word[0] for word in key}:
                found[key] = letters
                continue
        for initials in _acronyms_of(key):
            if (initials,) in capitals:
                found[key] = (initials,)
    return found


def _acronyms_of(key: Key) -> tuple[str, str]:
    small = lexicon().names["small"]
    return "".join(w[0] for w in key if w not in small), "".join(w[0] for w in key)


def _merge_nouns(text: str, index: _Index) -> None:
    """Join "the Committee" to the one committee that the text names."""
    lex = lexicon()
    by_noun: defaultdict[str, set[_Body]] = defaultdict(set)
    for body in index.all:
        if body.kind == "organization":
            for key in body.keys:
                if len(key) > 1:
                    by_noun[_head_word(key)].add(body)
    for body in index.all:
        if len(body.keys) != 1 or len(word := next(iter(body.keys))) != 1:
            continue
        named = by_noun.get(word[0], set())
        start = body.mentions[0][0]
        article = text[max(0, start - 4) : start].lower() == "the "
        if article and word[0] in lex.organisations and len(named) == 1:
            other = next(iter(named))
            other.mentions.extend(body.mentions)
            body.mentions.clear()


def _head_word(key: Key) -> str:
    """The noun of a name: "ministry" of "Ministry of Health", "union" of "Port Union"."""
    return key[key.index("of") - 1] if "of" in key[1:] else key[-1]


def _finished(text: str, body: _Body) -> Named:
    mentions = sorted(body.mentions)
    written = [" ".join(text[a:b].split()) for a, b in mentions]
    often = Counter(written)
    name = max(often, key=lambda f: (len(f.split()), len(f) > 4, often[f]))
    return Named(
        name,
        body.kind,
        forms=tuple(often),
        mentions=tuple(mentions),
        nouns=_nouns(body) if body.kind == "organization" else frozenset(),
    )


def _nouns(body: _Body) -> frozenset[str]:
    """The nouns inside a name: "the ministry" may mean the Health Ministry."""
    lex = lexicon()
    heads = {singular(w)[0] for key in body.keys for w in (_head_word(key), key[-1])}
    return frozenset(heads & (lex.organisations | lex.groups | lex.documents))
