"""Roles: the words beside a name that say what its bearer is.

A title before it ("Interior Minister Ana Oro"), a description and a comma before it ("the club's
captain, Ana Oro"), or an appositive behind it ("Ana Oro, head of the bank,"). Each has a noun for
a person, or for a body, as its head; so an adjective, a clause or somebody else's name is none.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english import CAPITALISED, POSSESSIVE, WORD
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import appositive, head, is_person_noun, singular, without_s
from quoteattr.entities.records import Entities, Kind, Named

__all__ = ["roles_of"]

# How far before and behind a name a role may reach, in code points, and how many words it has.
_BEFORE, _BEHIND = 90, 220
_WORDS = 8
# "Minister of Works ", "envoy for the Lund Coast " before a name.
_OFFICE_OF = regex.compile(
    rf"(?<![\p{{L}}’'\-])(?P<head>\p{{L}}[\p{{L}}\-]+)\s(?:of|for|to)\s(?:the\s)?"
    rf"{CAPITALISED}(?:\s(?:(?:of|and|the|for|&)\s){{0,2}}{CAPITALISED}){{0,4}}\s$"
)
# What opens a noun phrase of its own: an article or a possessive pronoun.
_ARTICLE = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our)"
_OPENS = regex.compile(rf"(?<![\p{{L}}\p{{N}}’'\-])(?:{_ARTICLE}|{CAPITALISED}{POSSESSIVE})\s")
_BREAK = regex.compile(r"[,;:\n“”\"—–()]|(?<!\b\p{Lu})\.(?!\p{L})")
# From a description to the name behind it: "the captain, ", "a man surnamed ".
_LINK = regex.compile(r"(?:,|\s(?:surnamed|named|called|identified\s(?:only\s)?as))\s$")
_HOLDS_VERB = regex.compile(r"\s(?:who|which|that|said|says|told|is|was|has|had|will|would)\s")
_DETERMINER = regex.compile(r"(?:[Aa]n?|[Tt]he(?=\s\S+\s\S)|[Oo]ne\sof|[Aa]nother|[Ff]ormer)\s")
# Around letters in brackets: "Harbour Party (HP) leader".
_BRACKETS = frozenset({" (", ") "})
_LONG_DESCRIPTION = 5


def _is_role_noun(noun: str, kind: Kind) -> bool:
    """Whether a lower-cased noun in the singular says what a bearer of this kind is.

    >>> _is_role_noun("minister", "person"), _is_role_noun("union", "organization")
    (True, True)
    """
    if kind == "person":
        return is_person_noun(noun)
    return kind == "organization" and noun in lexicon().organisations


def roles_of(
    text: str, entities: Entities, who: Named, mention: Offsets, sentence: Offsets
) -> Iterator[Offsets]:
    """The roles that stand beside one mention by name.

    Args:
        text: the text.
        entities: all names of the text.
        who: whom the mention names: a person or an organisation.
        mention: its offsets.
        sentence: offsets of the sentence that holds it.
    """
    start, end = mention
    low, high = max(sentence[0], start - _BEFORE), min(sentence[1], end + _BEHIND)
    apart = max(low, _last_person(entities, start))
    title, styled = _title(text, apart, start, who.kind)
    if title is None and who.kind == "person":
        title = _office_of(text, apart, styled)
    if title is not None:
        yield title
    if who.kind == "person":
        first = title[0] if title is not None else styled
        description = _description(text, entities, low, (first, end))
        if description is not None:
            yield description
    behind = appositive(text, end, high) if text[end : end + 1] in (",", " ", "(") else None
    if behind is not None and _describes(text, entities, behind, who.kind):
        yield behind


def _last_person(entities: Entities, start: int) -> int:
    """Where the name right before another ends, if it is a person's; else 0."""
    previous = entities.before(start) - 1
    if previous < 0 or entities.mentions[previous][2].kind != "person":
        return 0
    return entities.mentions[previous][1]


def _title(text: str, low: int, start: int, kind: Kind) -> tuple[Offsets | None, int]:
    """The title right before a name: its noun and the words that belong to it.

    Returns:
        Its offsets, or None, and where the name begins with its honorifics.
    """
    lex = lexicon()
    nearest = text[max(low, start - 30) : start].split()
    if not nearest or not _may_be_title(nearest[-1].strip(".([“\"‘'").lower(), kind):
        return None, start
    first = last = None
    at = start
    for m in reversed(list(WORD.finditer(text, low, start))[-_WORDS:]):
        word, gap = m[0].lower(), text[m.end() : at]
        honorific = word in lex.honorifics and word not in lex.persons
        if not (gap == " " or (gap == ". " and honorific) or (last and gap in _BRACKETS)):
            break
        if word == "and" and first is not None and first is not last and first[0][0].isupper():
            at = m.start()
            continue
        if last is not None:
            if not _belongs(m[0], word, last[0]):
                break
            first = m
        elif _is_role_noun(word, kind):
            first = last = m
        elif not honorific:
            break
        else:
            start = m.start()
        at = m.start()
    return None if first is None or last is None else (first.start(), last.end()), start


def _may_be_title(word: str, kind: Kind) -> bool:
    lex = lexicon()
    verb = word.endswith("ed") and word in lex.verbs  # "prosecutors accused Ana Oro"
    return word in lex.honorifics or (_is_role_noun(word, kind) and not verb)


def _belongs(word: str, low: str, noun: str) -> bool:
    """Whether a word left of a title is part of it; the title's noun is given as written."""
    lex = lexicon()
    if low in lex.function_words and not (word.isupper() and len(word) > 1):
        return False
    if word[0].isupper() or word[0].isdigit() or low in lex.title_modifiers:
        return True
    if noun[0].isupper():  # "met President": only what titles are made of
        return "-" in low or is_person_noun(low) or low in lex.organisations
    return low not in lex.verbs and low not in lex.times and not low.endswith(("ed", "ing", "ly"))


def _office_of(text: str, low: int, start: int) -> Offsets | None:
    m = _OFFICE_OF.search(text, low, start) if text[start - 1 : start] == " " else None
    if m is None or not is_person_noun(m["head"].lower()):
        return None
    return m.start(), start - 1


def _description(text: str, entities: Entities, low: int, name: Offsets) -> Offsets | None:
    """The description that a comma parts from the name behind it.

    One that does not open its clause counts only where a comma or a stop follows the name too:
    "after meeting the captain, Ana Oro left" is about two persons.
    """
    start, end = name
    link = _LINK.search(text, max(low, start - 24), start)
    if link is None:
        return None
    stop = link.start()
    breaks = [m.end() for m in _BREAK.finditer(text, low, stop)]
    low = max([low, *breaks])
    closed = text[end : end + 1] in (",", ".", ";", ")", "") or link[0] != ", "
    for m in reversed(list(_OPENS.finditer(text, low, stop))):
        found = head(text[m.start() : stop])
        if found.noun and is_person_noun(found.noun) and not found.plural:
            opens = not text[low : m.start()].strip()
            clause = _HOLDS_VERB.search(text, m.start(), stop)
            taken = entities.at(m.start())
            begins = m.start() if taken is None else taken[0]
            return (begins, stop) if (opens or closed) and clause is None else None
    return None


def _describes(text: str, entities: Entities, span: Offsets, kind: Kind) -> bool:
    """Whether an appositive says what somebody is, and is nobody else's name."""
    what = text[slice(*span)]
    found = head(what)
    at = entities.at(span[0] + found.start)
    if found.plural or (at is not None and at[2].kind == kind):
        return False
    if _is_role_noun(found.noun, kind):
        return True
    if kind != "person" or _DETERMINER.match(what) is None:
        return False
    lex = lexicon()
    words = [w[0].lower() for w in WORD.finditer(what, 0, found.end)]
    thing = lex.organisations | lex.documents | lex.times | lex.places
    if not 1 < len(words) < _LONG_DESCRIPTION or found.noun in thing or found.noun in lex.verbs:
        return False
    if found.noun in lex.function_words:
        return False
    plain = not found.noun.endswith(("ing", "ed", "ly")) and what[found.start].islower()
    return plain and not any(singular(without_s(w))[1] for w in words[1:-1])
