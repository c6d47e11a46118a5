"""Mentions: what a source span says by itself, before anybody looks around it.

Each is read for its kind (pronoun, name, definite or indefinite description), its head noun,
its number and the name at its head, if one is. The head of a description is the last word
before its first preposition, comma, bracket or relative word.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs
import regex

from quoteattr.speakers.lexicon import (
    ARTICLES,
    DEFINITES,
    PERSON_NOUNS,
    PRONOUNS,
    TITLES,
    TOKEN,
    office,
    singular,
    without_s,
    word_set,
)
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.reading.cores import LINKS, core_of
from quoteattr.speakers.reading.epithets import epithet
from quoteattr.speakers.reading.heads import named_after, named_head
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.wording import NUMBER

__all__ = ["Phrase", "is_bare", "read_phrase"]

Form: TypeAlias = Literal["pronoun", "name", "definite", "indefinite"]
_PARTITIVE = regex.compile(
    r"(?:the\s+|a\s+|an\s+)?(?P<how>(?:\p{L}+\s+)?(?:one|some|many|most|all|each|several|none|few|any|first|second|third"
    r"|both|two|three|four|five|six|half|number|group|majority|handful|couple|dozens|hundreds"
    r"|thousands|scores|others?|another|lot|either|neither|percent|cent"
    r"|(?:\p{L}+\s+){0,2}[\d.,]+\s?(?:%|per\s?cent)))\s+of\s+"
    r"(?=(?:the|these|those|his|her|its|their|our|my|\p{Ll}))",
    regex.I,
)
# From where a word begins, or the search; not from each of its letters.
_POSSESSOR = regex.compile(
    r"(?:\G|(?<![\p{L}\p{M}\p{N}.\-]))[\p{L}\p{M}\p{N}.\-]+(?:[’']s|s[’'])\s"
)
# One person by where that one is from; "the Taliban" and "the French" are many.
_DEMONYM = regex.compile(
    r"(?:[Tt]he|[Aa]|[Aa]n|[Aa]nother)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}(?!Taliban\b)(?:\p{Lu}\p{Ll}+"
    r"(?:(?<!m)an|lander|man|woman|eño|ito)|Spaniard|Dane|Swede|Finn|Pole|Turk|Scot|Serb|Croat"
    r"|Czech|Greek|Briton|Slovak|Slovene|Kurd|Arab|Uzbek|Kazakh|Thai|Iraqi|Israeli|Pakistani|Saudi)"
)
# Those that are nothing else, whatever a model takes them for.
_NATIVE = regex.compile(
    r"(?:[Tt]he|[Aa]|[Aa]n|[Aa]nother)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}(?:Spaniard|Dane|Swede|Finn|Pole|Turk|Scot|Serb"
    r"|Croat|Czech|Greek|Iraqi|Israeli|Pakistani|Uzbek|Kazakh|Briton|Slovak|Slovene|Kiwi|Aussie|Londoner|Dubliner|Berliner|Parisian|(?:English|Welsh|Irish|Scots|French|Dutch|Ulster|Cornish)(?:wo)?man)"
)
_ACCUSED = regex.compile(r"(?:the|an|one)\s(?:\p{L}+\s)?(?:co-)?accused", regex.I)
# Those who are so: "the elderly".
_SUCH = regex.compile(
    r"the\s(?:\p{L}+\s)?(?:elderly|poor|rich|super-rich|wealthy|young|old|blind|deaf|disabled|homeless"
    r"|jobless|unemployed|self-employed|low-paid|sick|dying|wounded|injured|bereaved|faithful"
    r"|displaced|dispossessed|uninsured|vulnerable|needy|hungry|oppressed|persecuted|undecided"
    r"|powerful|privileged)",
    regex.I,
)
# What members of a party are called, where it is taken for a name: "Republicans".
_MEMBERS = regex.compile(r"\p{Lu}\p{Ll}+(?:an|crat|ist|ive|al|our)s")
_SOME_OF = regex.compile(
    rf"(?:(?:at\sleast|about|nearly|only|the)\s)?(?:{NUMBER}|a\sdozen|dozens\sof|some|several"
    r"|a\sfew|many|most|\d[\d.,]*)\s",
    regex.I,
)
# "74 percent", of whom the sentence has told before: "Among doctors, 74 percent".
_SHARE = regex.compile(
    r"(?:the\s)?(?:(?:only|just|about|nearly|almost|some|around|over|roughly|another|more\sthan|less"
    r"\sthan|fewer\sthan)\s)*[\d.,]+\s?(?:%|per\s?cent)",
    regex.I,
)
# "Half of the firms surveyed said so, and 31%".
_PARTS_OF = regex.compile(
    r"(?:%|\bper\s?cent|\b(?:half|quarters?|thirds?|fifths?|majority|most|one\sin\s\p{L}+))\sof\s(?:all\s)?(?:the\s)?"
    r"(?P<who>(?:[\p{L}\-]+\s){0,3}?(?:[\p{L}\-]{2,}s|people|adults|men|women|children)(?<!ss)"
    r"(?:\s(?:surveyed|polled|questioned|asked|interviewed))?)(?![\p{L}’'\-])",
    regex.I,
)
_AMONG = regex.compile(r"\b(?:[Aa]mong|Of)\s(?P<who>(?:the\s|those\s)?\p{L}[^,.;:“”\"()]{2,80}),\s")
# "Those fresh to it", "many of the shy": several, whatever the last word is.
_MANY = regex.compile(r"(?:those|these|many|several|few)\s\p{Ll}", regex.I)
# What may stand between a source and its verb, or after the two.
_ITSELF = regex.compile(
    r"(?<=\S)\s+(?:(?:him|her|it)self|themselves|each|both|alike|together|jointly|afterwards"
    r"|(?:a|an|one|two|three|(?:a\s+)?few|some)\s+(?:second|moment|minute|hour|day|week|month|year)s?"
    r"(?:\s+(?:later|earlier|before|after))?)$"
)
_TOO = regex.compile(r"(?<!\s)\s+(?:both|all|too|also)$")
_ALL_THE = regex.compile(r"(?:both|all)\s+(?:the|of|these|those|three|four)\b")
# "Its largest shareholder, the Oro family": the family is meant.
_FAMILY = regex.compile(
    r"[^,;:“”\"]{3,80},\s(?P<family>the\s(?:\p{Lu}[\p{L}\-’']+\s){1,3}family)(?:,\s(?:which|who)\b.*)?"
)
_OWN = word_set("his her its their our my your")
_ARTICLE = regex.compile(r"(?:(?:an?|the|one|another)\s)?", regex.I)
# Behind the name of a body, who is its: " spokeswoman", " press officer in Lund".
_SOMEBODY = regex.compile(r"\s(?P<who>\p{Ll}[^,.;:“”\"()\n]*)")
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "duo": 2, "couple": 2, "pair": 2, "trio": 3}  # fmt: skip


@attrs.frozen
class Phrase:
    """What one mention says by itself.

    Attributes:
        start, end: offsets of the whole mention.
        form: pronoun, name, definite or indefinite description.
        head: its head noun, singular, lower-cased; the subject form of a pronoun.
        words: the other words before its first preposition, lower-cased, without articles.
        plural: whether the head is a plural.
        name: the referent whose name is the head, if a name is.
        owner: the named referent in its possessive ("Kerry's aide"), if one stands there.
        own: the possessive pronoun it starts with, lower-cased, or nothing.
        count: how many it counts ("the two"), or 0.
        label: the description without article and relative clause.
        tail: whether words follow the head inside the phrase.
        origin: whether it tells no more of one person than where that one is from.
    """

    start: int
    end: int
    form: Form
    head: str
    words: frozenset[str] = frozenset()
    plural: bool = False
    name: Referent | None = None
    owner: Referent | None = None
    own: str = ""
    count: int = 0
    label: str = ""
    tail: bool = False
    origin: bool = False


def is_bare(phrase: Phrase) -> bool:
    """Whether a description is "the" and a singular that belongs to nobody."""
    return phrase.form == "definite" and not (phrase.plural or phrase.own or phrase.owner)


def read_phrase(text: str, start: int, end: int, naming: Naming) -> Phrase:
    """Read one mention.

    Args:
        text: the text.
        start, end: offsets of the mention.
        naming: the names of the text.
    """
    start, end = tidy(text, start, end)
    if m := _ITSELF.search(text, start, end):
        end = m.start()
    piece = text[start:end]
    low = piece.lower()
    if (m := _FAMILY.fullmatch(text, start, end)) is not None:
        return attrs.evolve(read_phrase(text, m.start("family"), end, naming), start=start)
    pronoun = _pronoun(piece)
    if pronoun and not _is_name(start, end, naming):
        plural = pronoun in ("they", "we")
        return Phrase(start, end, "pronoun", pronoun, plural=plural, label=_self(pronoun, piece))
    if _SHARE.fullmatch(text, start, end):
        return _share(text, start, end)
    name, origin = _named(text, start, end, naming)
    words, tail = _described(text[_behind_body(text, start, end, naming) : end])
    head, plural = singular(words[-1]) if words else ("", False)
    head, further = office(head, frozenset(words[:-1]))
    plural = plural or _MANY.match(piece) is not None or _SUCH.fullmatch(piece) is not None
    owner, own = _owner(text, start, end, naming, low)
    form: Form = "name" if name else "definite" if _definite(low, owner) else "indefinite"
    return Phrase(
        start, end, form, head,
        words=further - ARTICLES - DEFINITES,
        plural=plural and name is None,
        name=name, owner=owner, own=own, count=_count(low), label=epithet(piece), tail=tail,
        origin=origin,
    )  # fmt: skip


def _named(text: str, start: int, end: int, naming: Naming) -> tuple[Referent | None, bool]:
    """Who is named in a mention, if it stands for that one, and whether it is somebody from there.

    "The Romanian" is somebody from there, "two Republicans" are not all of them.
    """
    name = named_head(text, start, end, naming) or named_after(text, start, end, naming)
    piece = text[start:end]
    people = name is not None and name.label == "people"
    if (people and _DEMONYM.fullmatch(piece)) or _NATIVE.fullmatch(piece):
        return None, piece.lower().startswith("the ")
    some = _SOME_OF.match(piece) is not None
    if name is not None and some and (people or _MEMBERS.fullmatch(name.name)):
        return None, False
    return name, False


def _behind_body(text: str, start: int, end: int, naming: Naming) -> int:
    """Where somebody is described behind the name of a body that has a preposition in it: "a
    Ministry of Water [spokeswoman]"; the start of the mention where nobody is.
    """
    for low, high, who in naming.within(start, end)[:1]:
        before, inside = text[start:low], text[low:high]
        if (
            who.label not in ("body", "place")
            or not _ARTICLE.fullmatch(before)
            or not LINKS.search(inside)
        ):
            return start
        m = _SOMEBODY.match(text, high, end)
        noun = core_of(m["who"])[0].split()[-1:] if m else []
        if noun and singular(noun[0])[0] in PERSON_NOUNS | TITLES:
            return int(m.start("who")) if m else start
    return start


def _share(text: str, start: int, end: int) -> Phrase:
    """A share of people of whom this sentence, or one right before it, may have told."""
    low = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    told = list(_AMONG.finditer(text, max(low, start - 200), start))
    if not told:
        told = list(_PARTS_OF.finditer(text, max(0, start - 240), start))
    label = epithet(told[-1]["who"] if told else text[start:end])
    return Phrase(start, end, "indefinite", "respondent", plural=True, label=label)


def _pronoun(piece: str) -> str:
    """The subject form of a pronoun, or nothing; WHO is none."""
    if len(piece) > 1 and piece.isupper():
        return ""
    first = _TOO.sub("", piece.lower())
    return "who" if first == "that" else PRONOUNS.get(first, "")


def _self(pronoun: str, piece: str) -> str:
    return {"i": "I", "we": "we"}.get(pronoun, piece)


def _is_name(start: int, end: int, naming: Naming) -> bool:
    """Whether a word that looks like a pronoun is a part of somebody's longer name: Mr. You."""
    named = naming.within(start, end)
    return any(len(key) > 1 for _, _, who in named for key in who.keys)


def _described(piece: str) -> tuple[list[str], bool]:
    """Its lower-cased words and whether a tail follows; "one of the men" is read as men."""
    if _ACCUSED.fullmatch(piece):
        return piece.lower().split(), False  # a noun, though it looks like a participle
    if m := _PARTITIVE.match(piece):
        core, tail = core_of(piece[m.end() :])
    else:
        core, tail = core_of(piece)
    words = [w[0].lower() for w in TOKEN.finditer(core)]
    words = [without_s(w).removesuffix("’").removesuffix("'") for w in words]
    if len(words) > 1 and words[-1].isdigit() and words[0] not in ARTICLES:  # "Article 629"
        words = [word for word in words if not (word.isdigit() or word in ("no", "nos"))] or words
    return words, tail


def _definite(low: str, owner: Referent | None) -> bool:
    first = low.split()[0] if low.split() else ""
    if first in DEFINITES or first in _OWN or owner is not None:
        return True
    return _ALL_THE.match(low) is not None


def _owner(
    text: str, start: int, end: int, naming: Naming, low: str
) -> tuple[Referent | None, str]:
    first = low.split()[0] if low.split() else ""
    if first in _OWN:
        return None, first
    m = _POSSESSOR.search(text, start, end)
    if m is None or LINKS.search(text, start, m.start()):
        return None, ""
    inside = naming.within(start, m.end())
    return (inside[-1][2] if inside else None), ""


def _count(low: str) -> int:
    for word in low.split()[:3]:
        if word in _COUNTS:
            return _COUNTS[word]
    return 0
