"""Roles: the words around a name that say what its bearer is.

A title before it ("Interior Minister Ana Oro"), a description and a comma before it ("the club's
captain, Ana Oro"), or an apposition after it ("Ana Oro, head of the bank,"). Each must have a
noun for a person (for a body, a noun for a body) as its head, so that a lone adjective, a clause,
a cue or somebody else's name is none. All offsets are code points of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    HONORIFICS,
    OFFICE_LETTERS,
    PERSON_NOUNS,
    TITLES,
    TOKEN,
    singular,
    word_set,
)
from quoteattr.speakers.naming.edges import past_letters
from quoteattr.speakers.reading.cores import core_of, noun_of
from quoteattr.speakers.referents import Label

if TYPE_CHECKING:
    from quoteattr.speakers.setting.naming import Naming

__all__ = [
    "DEGREES",
    "RANKS",
    "also_of",
    "apposition",
    "description_before",
    "is_role_noun",
    "title_of",
]

# Words of titles that are no title by themselves.
_MODIFIERS = word_set(
    "the of foreign interior defence defense finance health education environment economy former "
    "acting first vice prime revenue his her crown accused majesty excellency highness"
)
_PERSONS = (PERSON_NOUNS | TITLES) - _MODIFIERS | {"claimant", "model", "plaintiff"}
_AGENT = regex.compile(r"\p{L}{3,}(?:er|or|ist|ant|man|woman|person|eur|eer|ician)")
_NO_AGENT = word_set(
    "other another however whether under over never ever after further rather together prior "
    "junior senior major minor superior inferior important significant relevant instant distant "
    "constant later former latter either neither younger older elder larger smaller greater "
    "bigger higher lower better deeper wider longer shorter number order power paper water river "
    "summer winter september october november december error terror color labor "
    "favor honor factor sector door floor matter letter chapter quarter offer answer border "
    "corner cover weather civilian amber tower timber danger finger murder earlier sooner manpower"
)
_PARTICIPLES = word_set("acting managing executive founding retired elected appointed leading")
_LEADING = word_set(
    "though dear unlike like following since despite amid given per via because even only just "
    "recall meet enter hear ask take see when while"
)
# The stops of "a U.S. diplomat" and "chair of the St. Olaf council".
_LETTERS = (
    r"(?<=(?<!\p{L})(?:\p{Lu}|St|Mt|Ft|Inc|Corp|Ltd|Co|Bros|Dept))\."
    r"(?=\p{Lu}\.|[’']s\s|\s\p{L})"
)
_APPOSITION = regex.compile(
    r"(?:(?<=\b[JS]r)\.)?(?:,\s(?:M\.?D|Ph\.?D|J\.?D|R\.?N|Esq|[KQ]\.?C|[MOC]BE)\.?(?=,))?"
    r"(?:\s*\([^)\n]{1,40}\)|,\s(?:aged\s)?\d{1,3}(?=,\s(?:an?|the|one|another|who)\s))?"
    r",\s+(?P<is>who\s+(?:is|was|serves\s+as)\s+)?"
    rf"(?P<what>(?:[^,.;:\n“”\"—–()]|{_LETTERS}){{3,240}})"
)
# Where an apposition ends although no comma does: a relative clause, or a verb.
_CLAUSE = regex.compile(
    r"\s+(?:(?:and\s+)?(?:who|which|that|whose|whom|where|when|while|because|after|before|since|as)"
    r"|said|says|told|tells|added|adds|wrote|writes|warned|warns|called|stated|announced|believes"
    r"|featuring|starring|including|is|was|has|had|will|would|could)\b"
)
# "The head of the navy [backed their demands]": a verb that no comma parts from what is before it.
_GOES_ON = regex.compile(
    r"(?<=\p{L})\s+(?:(?:also|then|later|\p{Ll}+ly)\s+)?(?:(?:took|takes|gave|gives|came|comes|became"
    r"|becomes|began|begins|went|goes|made|makes|saw|sees|knew|knows|wrote|spoke|speaks|stood|broke"
    r"|chose|chooses|drove|fell|fled|grew|threw|woke|shook|represents|provides|means|remains|refused"
    r"|decided|agreed|seems|appears|seemed|appeared|wants|needs|helps|hopes|are|were|did|does|can"
    r"|cannot|may|might|must|should|shall"
    r"|backed|denied|vowed|pledged|praised|slammed|urged|ordered|joined|condemned|criticised"
    r"|criticized|welcomed|defended|rejected|resigned)\b(?!-)"
    r"|\p{Ll}{2,}ed(?=\s(?:the|an?|his|her|its|their|him|them|it|that|\p{Ll}+ly)\b))"
)
# "Salma, [watched her son’s boat]": a verb, not "retired teacher".
_ACTS = regex.compile(r"\p{Ll}+ed\s(?:the|an?|his|her|its|their|him|them|it|that)\b")
#: What may stand before the noun of an office: "special presidential envoy for climate".
RANKS = word_set(
    "special presidential deputy vice assistant associate senior chief permanent acting interim "
    "first executive general shadow junior prime principal high joint global"
)
_DETERMINER = regex.compile(
    r"(?:the|an?|his|her|its|their|our|my|one\s+of|another|former|then|also)\s"
    r"|(?-i:(?:\p{Lu}[\p{L}\p{M}.\-]*\s)*\p{Lu}[\p{L}\p{M}.\-]*[’']s?\s)",
    regex.I,
)
_BEFORE = regex.compile(
    r"(?<![\p{L}’'\-])(?=(?P<what>(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\s"
    r"|\p{Lu}[\p{L}\p{M}\-]*(?:[’']s|s[’'])\s"
    r"|(?P<bare>\p{Lu}\p{Ll}+)\s(?=(?:\p{Ll}[\p{L}\-]*\s){0,2}(?:of|for|to|at|in|with)\s))"
    rf"(?:[^,.;:\n“”\"—–()]|{_LETTERS}|(?<=\p{{L}}\s)\(\p{{Lu}}[\p{{L}}\-&]{{1,9}}\)){{2,110}})"
    r",\s+(?P<title>(?:\p{L}+\.?\s+){0,3})$)"
)
# "EFCC spokesman, [Ana Oro], said": no article, and one noun in small letters.
_BARE_POST = regex.compile(
    r"(?<![\p{L}’'\-]\s)(?<![\p{L}’'\-])(?P<what>(?:\p{Lu}[\p{L}\-]*\s){1,4}(?P<noun>\p{Ll}[\p{L}\-]*)),\s"
    r"(?P<title>(?:\p{L}+\.?\s){0,3})$"
)
# What may stand before a description that opens a clause.
_OPENS = regex.compile(
    r"^[\s“\"'‘]*$|\b(?:and|but|that|while|when|said|says|asked|added|told|whether|because|though)\s+$"
    r"|[”\"’']\s+$",
    regex.I,
)
# "Ana Oro, with the senator," is about two; "also head of the bank" is head of the bank.
_NO_OPENER = word_set(
    "and or but with of in at from by for to on as while when after before though although like "
    "including where because since without alongside despite if whose who which what that whom "
    "how this these those it he she they we i you through via under over until till per unlike "
    "upon within is was are were has have had"
)
_NO_POST = _NO_OPENER | word_set("a an his her its their our my your")
_ALSO = regex.compile(r"(?:also|currently|now)\s+")
#: "Rt. Hon.", "Most Rev."
DEGREES = frozenset({"rt", "right", "most", "very"})
_ONE_OF = regex.compile(r"(?:one|some|two)\sof\s(?:the|those|these)\s(?P<what>.+)")
_AND = regex.compile(r",?\s(?:and|turned)\s(?:(?:an?|the|also|now)\s)?")
_THE = regex.compile(r"(?:the\s)?", regex.I)
_TIME = word_set("day week month year morning night evening afternoon moment time way thing")


def is_role_noun(word: str, label: Label = "person") -> bool:
    """Whether a word is, by itself, a noun for what a person or a body is.

    >>> is_role_noun("minister"), is_role_noun("senior"), is_role_noun("union", "body")
    (True, False, True)
    """
    noun, plural = singular(word.lower())
    if plural or noun in _MODIFIERS:
        return False
    if label == "body":
        return noun in BODY_NOUNS
    if label != "person":
        return False
    tail = noun.rsplit("-", 1)[-1]
    if not _PERSONS.isdisjoint((noun, tail, noun.split("-")[0])):
        return True
    if noun in _NO_AGENT or noun in BODY_NOUNS or noun in DOCUMENT_NOUNS:
        return False
    return _AGENT.fullmatch(tail) is not None


def title_of(text: str, words: Sequence[tuple[str, int, int]], label: Label) -> Offsets | None:
    """Of the words before a name, nearest first, those that make a title; None where none does.

    Args:
        text: the text.
        words: each lower-cased with its offsets.
        label: what sort of thing bears the name.
    """
    if not words or not is_role_noun(words[0][0], label):
        return None
    if len(words) == 1 and words[0][0] == "elder" and text[words[0][1]].islower():
        return None  # "the elder Oro" is older than another one
    after, start, _ = words[0]
    owned = False
    for word, low, high in words[1:]:
        if not text[low].isupper():
            strays = text[start].isupper() and after in TITLES and _strays(word)
            if strays or owned or _ends_title(word):
                break
        if word in _LEADING:
            break
        after, start = word, low
        owned = owned or text[low:high].lower() != word  # "the law limits [Lund’s president]"
    return start, words[0][2]


def _strays(word: str) -> bool:
    """Whether a word in lower case before a capital title is none of it: "overturn President"."""
    return "-" not in word and word not in _MODIFIERS | RANKS | TITLES | BODY_NOUNS


def _ends_title(word: str) -> bool:
    if word in _PARTICIPLES:
        return False
    return word.endswith(("ed", "ing", "ly"))


def apposition(
    text: str, end: int, limit: int, label: Label, naming: Naming, stops: Sequence[int]
) -> Offsets | None:
    """The apposition that follows a name, without its relative clause.

    Args:
        text: the text.
        end: offset after the name.
        limit: offset after which nothing is read.
        label: what sort of thing bears the name.
        naming: the names of the text.
        stops: offsets at which cues and contents begin; an apposition ends before them.
    """
    m = _APPOSITION.match(text, end, limit)
    if m is None:
        return None
    start, stop = m.span("what")
    if also := _ALSO.match(text, start, stop):
        start = also.end()
    stop = min([stop, *(s for s in stops if start <= s < stop)])
    cut = _CLAUSE.search(text, start, stop)
    stop, last = cut.start() if cut else stop, stop
    goes_on = _GOES_ON.search(text, start, stop)
    stop = goes_on.start() if goes_on else stop
    said = goes_on or (cut is None and stop < m.end("what") and text[stop - 1] == " ")
    if said and text.startswith("the ", start):
        return None  # "Led by Ana Oro, [the engineer] said"
    whole = cut is None and stop == last == m.end("what")
    stop -= len(text[start:stop]) - len(text[start:stop].rstrip())
    what = text[start:stop]
    if not _describes(what, label, whole) or _is_somebody(start, what, label, naming):
        return None
    return start, stop


def _describes(what: str, label: Label, whole: bool) -> bool:
    core = core_of(what)[0]
    words = [w[0] for w in TOKEN.finditer(core)]
    if not words or len(words) > 9:
        return False
    if words[0].lower() in _NO_OPENER or _ACTS.match(what) is not None:
        return False
    if is_role_noun(words[-1], label) or (label == "person" and also_of(what)):
        return True
    noun, plural = singular(words[-1].lower())
    opened = _DETERMINER.match(what) is not None and 1 < len(words) < 5
    opened = opened and not any(singular(w.lower())[1] for w in words[1:-1])
    thing = noun in BODY_NOUNS or noun in DOCUMENT_NOUNS or noun in _TIME or noun in _MODIFIERS
    verb = words[-1].islower() and words[-1].endswith(("ing", "ed", "ly"))
    return label == "person" and opened and whole and not (plural or thing or verb)


def _is_somebody(start: int, what: str, label: Label, naming: Naming) -> bool:
    """Whether it is the next of a list: a person's name or ends in one, or another body's name."""
    core = core_of(what)[0]
    inside = naming.within(start, start + len(core))
    if any(who.label == "person" and e == start + len(core) for _, e, who in inside):
        return True
    names = naming.within(start, start + len(what)) if label == "body" else []
    return any(
        _THE.fullmatch(what[: low - start]) and e >= start + len(what) for low, e, _ in names
    )


def also_of(what: str) -> list[str]:
    """The further nouns of a description: "a father of two and a nurse", "one of the nurses".

    >>> also_of("a lawyer and activist"), also_of("one of the nurses at the gate")
    (['lawyer', 'activist'], ['nurse'])
    """
    if (one := _ONE_OF.match(what)) is not None:
        noun, plural = singular(noun_of(one["what"]).lower())
        return [noun] if plural and is_role_noun(noun) else []
    parts = _AND.split(what)
    nouns = [noun_of(part).lower() for part in parts]
    return nouns if len(parts) > 1 and all(map(is_role_noun, nouns)) else []


def _is_title(word: str) -> bool:
    """Whether a word may stand between a description and the name: "the captain, Sgt [Oro]"."""
    known = word in TITLES or word in HONORIFICS or word in DEGREES or word in OFFICE_LETTERS
    return known or word in PERSON_NOUNS


def _is_post(words: Sequence[str], label: Label) -> bool:
    """Whether words right before a name are a post: "her boss, [centre manager] Ana Oro"."""
    return is_role_noun(words[-1], label) and _NO_POST.isdisjoint(words)


def description_before(
    text: str, low: int, start: int, end: int, label: Label = "person"
) -> Offsets | None:
    """The description that a comma parts from the name after it ("the club's captain, Ana Oro").

    A description that does not open its clause counts only where a comma or a stop follows the
    name too: "after meeting the captain, Ana Oro left" is about two persons.

    Args:
        text: the text.
        low: offset of the sentence's start.
        start, end: offsets of the name.
        label: what sort of thing bears the name.
    """
    end = past_letters(text, end)
    closed = text[end : end + 1] in (",", ".", ";", ")", "")
    floor = max(low, start - 130)
    for m in reversed(list(_BEFORE.finditer(text, floor, start, overlapped=True))):
        titles = [w.strip(".") for w in m["title"].lower().split()]
        core = [w[0] for w in TOKEN.finditer(core_of(m["what"])[0])]
        titled = all(map(_is_title, titles)) or _is_post(titles, label)
        if not titled or not core or _CLAUSE.search(m["what"]) is not None:
            continue
        opens = _OPENS.search(text[low : m.start()]) is not None
        if m["bare"] is not None:  # "Professor of law at Lund, Ana Oro, said"
            noun = core[-1].lower()
            if not (opens and closed) or singular(noun)[1]:
                continue
            core[-1] = noun
        if is_role_noun(core[-1], label) and len(core) <= 7:
            return m.span("what") if closed or opens else None
    return _bare_post(text, low, start) if closed and label == "person" else None


def _bare_post(text: str, low: int, start: int) -> Offsets | None:
    """A post without an article that opens the sentence: "[EFCC spokesman], Ana Oro, said"."""
    m = _BARE_POST.search(text, max(low, start - 130), start)
    if m is None or _OPENS.search(text[low : m.start()]) is None:
        return None
    titled = all(_is_title(w.strip(".")) for w in m["title"].lower().split())
    noun, plural = singular(m["noun"])
    return m.span("what") if titled and not plural and is_role_noun(noun) else None
