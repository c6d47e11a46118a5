"""Bodies: organisations, places and peoples, those of one bearer together.

A shorter form goes to the longer one that it ends ("Supreme Court"), an acronym to the name
that it follows in brackets or whose initials it spells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.naming.callings import is_company
from quoteattr.speakers.naming.proper import name_words
from quoteattr.speakers.naming.wholes import BODIES, PLACES
from quoteattr.speakers.referents import Label, Referent

__all__ = ["bodies"]

_ACRONYM = regex.compile(r"\s*[\(\[]\s*(?:the\s+)?([\p{Lu}][\p{L}\p{N}&.\-]{1,11})\s*[\)\]]")
# "Port Lund Inc." is Port Lund.
_LEGAL_FORMS = word_set("inc incorporated corp ltd limited llc llp plc pty gmbh asa spa oyj")
# Nouns by which a text goes on about a body it has named; "the House" may be another than White,
# "Parliament" another than the European one.
_NOUNS = word_set(
    "academy agency association authority board bureau centre center chamber club "
    "commission committee company conference consortium corporation council court "
    "delegation department directorate federation forum foundation fund group institute ministry "
    "mission movement office organisation organization panel party secretariat "
    "service society tribunal university"
)
# Letters of a word in capitals that is hardly an acronym.
_LOUD = 5
_SMALL = word_set("of the and for on in to a an de la du des del et at &")
_BRACKET = regex.compile(r"\s*\([^)]*\)?")


def bodies(text: str, entities: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, Referent]]:
    """Who bears each of these names.

    Args:
        text: the text.
        entities: start, end and label of each name, in order.
    """
    short = _acronyms(text, entities)
    by_key: dict[tuple[str, ...], Referent] = {}
    by_last: dict[str, list[tuple[tuple[str, ...], Referent]]] = defaultdict(list)
    by_first: dict[str, list[tuple[tuple[str, ...], Referent]]] = defaultdict(list)
    found = []
    for start, end, label in entities:
        key = _body_key(text[start:end])
        if not key:
            continue
        who = by_key.get(key) or _same_body(key, by_last) or _shouted(text[start:end], by_last)
        if label in BODIES:
            who = who or _company(key, by_first)
        if who is None:
            kind: Label = "people" if label == "NORP" else "place" if label in PLACES else "body"
            who = Referent(name=text[start:end], label=kind, number="singular", named=True)
        who.add_form(text[start:end], key)
        by_key[key] = who
        by_last[key[-1]].append((key, who))
        by_first[key[0]].append((key, who))
        if (letters := short.get(key)) is not None:
            by_key.setdefault(letters, who)
        found.append((start, end, who))
    return _by_nouns(text, found)


def _body_key(name: str) -> tuple[str, ...]:
    bare = _BRACKET.sub("", name) or name
    tokens = name_words(bare)
    while len(tokens) > 1 and tokens[-1] in _LEGAL_FORMS:
        tokens = tokens[:-1]
    return tokens[1:] if tokens[:1] == ("the",) and len(tokens) > 1 else tokens


def _same_body(
    key: tuple[str, ...], by_last: dict[str, list[tuple[tuple[str, ...], Referent]]]
) -> Referent | None:
    """A name of two words or more that ends a longer one, or the other way about."""
    for other, who in reversed(by_last.get(key[-1], [])[-8:]):
        shorter, longer = sorted((key, other), key=len)
        if len(shorter) > 1 and longer[-len(shorter) :] == shorter:
            return who
    if len(key) == 3 and key[1] == "of":
        for other, who in by_last.get(key[0], [])[-8:]:
            if other == (key[2], key[0]):
                return who
    return None


def _company(
    key: tuple[str, ...], by_first: dict[str, list[tuple[tuple[str, ...], Referent]]]
) -> Referent | None:
    """The company that goes by its first word: "Lund" of "Lund Motors", or the other way about."""
    known = by_first.get(key[0], [])[-8:]
    found = {
        who
        for other, who in known
        # "Lund Steel" is not Lund Motors, which "Lund" was taken for.
        if who.label == "body"
        and (len(key) == 1 or all(len(k) == 1 for k in who.keys))
        and min(len(key), len(other)) == 1
        and is_company((*key, *other))
    }
    return found.pop() if len(found) == 1 else None


def _by_nouns(text: str, found: list[tuple[int, int, Referent]]) -> list[tuple[int, int, Referent]]:
    """The same, where "the Committee" means the one committee that the text names."""
    by_noun: dict[str, set[Referent]] = defaultdict(set)
    for who in {who for _, _, who in found if who.label == "body"}:
        for key in who.keys:
            if len(key) > 1:
                by_noun[key[key.index("of") - 1] if "of" in key[1:] else key[-1]].add(who)
    out = []
    for start, end, who in found:
        noun = text[start:end].lower()
        named = by_noun[noun] if noun in _NOUNS and who not in by_noun[noun] else ()
        if len(named) == 1 and text[max(0, start - 4) : start].lower() == "the ":
            who = next(iter(named))
            who.add_form(text[start:end], (noun,))
        out.append((start, end, who))
    return out


def _shouted(
    name: str, by_last: dict[str, list[tuple[tuple[str, ...], Referent]]]
) -> Referent | None:
    """Whose last word stands in capitals: COURIER before a question is the Lund Courier."""
    if not name.isupper() or len(name) < _LOUD or " " in name:
        return None
    known = by_last.get(name.casefold(), [])[-8:]
    found = {who for other, who in known if len(other) > 1 and who.label == "body"}
    return found.pop() if len(found) == 1 else None


def _acronyms(
    text: str, entities: Sequence[tuple[int, int, str]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Key of each long name → key of its acronym: in brackets after it, else by its initials."""
    capitals = {
        _body_key(text[s:e])
        for s, e, _ in entities
        if e - s <= 8 and text[s:e].replace(".", "").isupper()
    }
    found = {}
    for start, end, _ in entities:
        key = _body_key(text[start:end])
        if len(key) < 2 or key in found:
            continue
        if m := _ACRONYM.match(text, end):
            found[key] = _body_key(m[1])
            continue
        for letters in _initials(key):
            if (letters,) in capitals:
                found[key] = (letters,)
    return found


def _initials(key: tuple[str, ...]) -> tuple[str, str]:
    return (
        "".join(t[0] for t in key if t not in _SMALL),
        "".join(t[0] for t in key),
    )
