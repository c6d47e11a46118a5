"""Proper names: which stretches of a text are names, cleaned of what is none.

Entities come from a model whose borders are not this package's: titles and articles go, a body
takes the capitalised words before it, and a capitalised run in a source that no entity covers
counts as a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    HONORIFICS,
    PERSON_NOUNS,
    PRONOUNS,
    QUANTIFIERS,
    STYLES,
    TITLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.fields import with_fields

if TYPE_CHECKING:
    from quoteattr.annotate import Entity

__all__ = ["EDGE", "PERSONS", "PLACES", "POSSESSIVE", "name_words", "proper_names", "tidy"]

Labelled = tuple[int, int, str]

#: What may stand at the edges of a span without belonging to it.
EDGE = " \t\r\n\u00a0,;:.\"“”„«»‘’'–—-"
POSSESSIVE = regex.compile(r"[’']s?$")
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'\-.&][\p{L}\p{M}\p{N}]+)*")
_RUN = regex.compile(
    r"(?<![\p{L}\p{N}@#])\p{Lu}[\p{L}\p{M}’'\-]+(?:\s+(?:(?:de|da|dos|del|van|von|bin|al|el|la|ben)\s+)*"
    r"(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}’'\-]+)){1,3}"
)
# A person's name with a father's letter before it, as Mongolians write it.
_SHORT_NAME = regex.compile(r"(?<![\p{L}.])\p{Lu}\p{Ll}?\.\p{Lu}\p{Ll}{2,}(?![\p{L}.])")
_ONE = regex.compile(r"\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'\-]\p{Lu}?[\p{L}\p{M}]+)*")
_COMMA = regex.compile(r"\p{Ll},\s$")
_LOWER = regex.compile(r"\b\p{Ll}+\b")
_AFTER = regex.compile(r"\s(?:\p{Lu}[\p{L}\p{M}’'\-]+)(?:\s(?:and\s)?\p{Lu}[\p{L}\p{M}’'\-]+)*")
_LEFT = regex.compile(r"(?:(?<=\s)|^)(?:\p{Lu}[\p{L}\p{M}’\-]*\p{Ll}\s)+$")
# What may belong to a name before letters in brackets that spell it, and words before it.
_LETTERED = regex.compile(
    r"(?P<more>(?:\s(?:in|of|for|on|and|to|the|\p{Lu}[\p{L}’'\-]+)){0,8})\s?\((?P<letters>(?:\p{Lu}\.?){2,9})\)"
)
_FIELD_OPENERS = word_set("for in on of")
_CAPITALS = regex.compile(r"(?<![\p{L}’'\-])(?:\p{Lu}[\p{L}’'\-]*\s){1,3}$")
_PARTICLES = regex.compile(
    r"(?<![\p{L}\p{N}’'\-])(?:(?:\p{Lu}[\p{L}\p{M}’'\-]+\s)?(?:von|van|van\sder|de|da|dos|del|bin|ibn|al)"
    r"|(?P<style>\p{Lu}\p{L}+))\s$"
)
_NO_NAME = regex.compile(
    r"(?:(?:the|if|when|as|but|and|while|after|before|since|because|although|in|on|at|by|for|from"
    r"|with|that|this|meanwhile|however)\s+)+(?=\S)",
    regex.I,
)
_TAILS = (
    r"(?:based|owned|run|backed|led|born|trained|educated|winning|winner|winners|nominated|funded"
    r"|made|built|listed|controlled|held|occupied|speaking|affiliated|linked|aligned|sponsored"
    r"|appointed|elected|registered|dominated|bred|raised)"
)
_BASED = regex.compile(
    rf"(?:the\s)?(?:\p{{Lu}}[\p{{L}}\- ]*-{_TAILS}|(?:pro|anti)-\p{{Lu}}\p{{L}}+)\s(?=\p{{Lu}})"
)
# Letters in the plural are no name: "PACs".
_MANY = regex.compile(r"\p{Lu}{2,}s")
_SPELLED = regex.compile(r"\((\p{Lu}{2,}s)\)")
_IS_BASED = regex.compile(rf"[\p{{L}}\-]*-{_TAILS}")
# "(R-Lund)", ", AB-Port Vale": a party and where somebody was elected.
_PARTY = regex.compile(
    r"(?<=[(,]\s?)(?:[DIR]|\p{Lu}{2,4})-\p{Lu}[\p{L}.]*(?:\s\p{Lu}[\p{L}.]*){0,2}"
)
_ELECTED = regex.compile(r"\s\([DIR]-")
_SHORT_TITLE = regex.compile(
    r"\b(?:Govs?|Sens?|Reps?|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Insp|Supt|Cllr|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Atty"
    r"|Pres|Msgr|Amb|Cpl|Cmdr)\.\s*(?=\p{Lu})"
)
_RUNS_ON = regex.compile(
    r"\s+(?:With|To|On|At|Over|After|As|In|For|And|Is|Are|Was|Were|Has|Had|Will|Says|Said|From|By"
    r"|Just|Not|Against|Of|Who|Calls|Gives|Gave|Gets|Vows|Wins|Tells|Backs|Slams|Hits|Warns|Urges"
    r"|Before|About|Into|Out|Up|Amid)\b"
)
# What a headline says of a name, its words in capitals too: "Lake Union Backs Oro".
_HEADLINE = regex.compile(
    r"\s+(?:Says|Said|Backs|Vows|Warns|Urges|Slams|Blasts|Denounces|Rejects|Defends|Accuses|Denies"
    r"|Admits|Claims|Wants|Seeks|Hits|Calls|Tells|Gives|Gets|Wins|Faces|Plans|Is|Are|Was|Has|Will)\s"
)
_LETTERS = regex.compile(
    r"[,\s]\s*(?:AM|AO|AC|OAM|MBE|OBE|CBE|KBE|MP|MPs|MPP|MLA|MNA|MEP|TD|MD|PhD|QC|KC|SC|PC|JP|CPA"
    r"|RN|CEO|CFO)$"
)
_OPENERS = word_set(
    "one two three the a an in on at by for from of with to and but or as when while after before "
    "since during this that these those his her their its our my he she it they we i if because "
    "although though meanwhile however earlier later last according also both some many most "
    "all other another following january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday photo "
    "image"
)
# A title that is a given name where a description and a comma stand before it.
_GIVEN = frozenset({"Dean"})
# What ends the name of no person, though it is no noun for a body.
_BODY_ENDS = word_set("international worldwide global watch times post news tv radio online daily")
PERSONS = frozenset({"Person", "PER", "PERSON"})
PLACES = frozenset({"Location", "GPE", "LOC", "Facility", "FAC"})
_BODIES = frozenset({"Organization", "ORG", "Misc", "MISC", "Product", "NORP"})


def proper_names(
    text: str, entities: Sequence[Entity], sources: Sequence[Offsets]
) -> tuple[list[Offsets], list[Labelled]]:
    """The names of persons, and all other names with their labels, each in order.

    Args:
        text: the text.
        entities: its named entities.
        sources: offsets of the mentions named as sources.
    """
    persons: list[Offsets] = []
    others: list[Labelled] = []
    covered: set[int] = set()
    spelled = frozenset(_SPELLED.findall(text))
    for entity in entities:
        start, end = _trim(text, entity.start, entity.end)
        if start >= end or _PARTY.match(text, start):
            continue
        if _MANY.fullmatch(text, start, end) and text[start:end] not in spelled:
            continue
        if _opens_headline(text, start, end):
            continue
        covered.update(m.start() + start for m in _TOKEN.finditer(text[start:end]))
        if entity.label not in PERSONS and (m := _SHORT_NAME.search(text, start, end)):
            # "President of Veskia U.Oro" may be one name of a place to the model.
            persons.append(m.span())
            end = start + len(text[start : m.start()].rstrip())
            if start >= end:
                continue
        if entity.label in PERSONS:
            end = start + len(regex.split(r"[:;\n]", text[start:end])[0].rstrip())
            start = _with_particles(text, _past_titles(text, *_personal(text, start, end)))
            end = max(start, _personal(text, start, end)[1])
            if start < end:
                persons.append((start, end))
        elif entity.label in PLACES or entity.label in _BODIES:
            verb = _HEADLINE.search(text, start + 1, end)
            others.append((start, verb.start() if verb else end, entity.label))
    lowered = frozenset(_LOWER.findall(text))
    for start, end in sources:
        end = _to_comma(text, start, end)
        if _ONE.fullmatch(text, *tidy(text, start, end)):
            if tidy(text, start, end)[0] not in covered:
                _guess_one(text, tidy(text, start, end), lowered, persons, others)
            continue
        for m in _RUN.finditer(text, start, end):
            if not _PARTY.match(text, m.start()) and not any(
                t.start() in covered for t in _TOKEN.finditer(text, *m.span())
            ):
                _guess(text, m.span(), persons, others)
    return persons, _whole_bodies(text, others, lowered)


def _opens_headline(text: str, start: int, end: int) -> bool:
    """Whether a document's noun stands alone before a colon: "Report: Quay To Close"."""
    opens = text[end : end + 1] == ":" and text[max(0, start - 1) : start] in ("", "\n")
    return opens and singular(text[start:end].lower())[0] in DOCUMENT_NOUNS


def _to_comma(text: str, start: int, end: int) -> int:
    """The end of "Ismene" in "Ismene, a teacher"; else the end as it is."""
    comma = text.find(",", start, end)
    return comma if comma > 0 and _ONE.fullmatch(text, start, comma) else end


def tidy(text: str, start: int, end: int) -> Offsets:
    """The span without white space, marks and stops at its edges."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    return start, end


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, lower-cased, without honorifics and a possessive ending.

    >>> name_words("Mr. Gareth Pryce’s")
    ('gareth', 'pryce')
    """
    tokens = [m[0].casefold() for m in _TOKEN.finditer(POSSESSIVE.sub("", name.strip()))]
    return tuple(t for t in tokens if t not in HONORIFICS) or tuple(tokens)


def _whole_bodies(text: str, others: Sequence[Labelled], lowered: frozenset[str]) -> list[Labelled]:
    """Bodies with the place or people that their name begins or ends with."""
    out: list[Labelled] = []
    for start, end, label in sorted(_grown(text, *one, lowered) for one in others):
        if out and end <= out[-1][1]:
            continue  # "Lund" of "Mission in Lund (ML)"
        if out:
            s, e, before = out[-1]
            gap = text[e:start]
            if gap == " " and {label, before} & {"Organization", "ORG"}:
                out[-1] = (s, end, "Organization")
                continue
        out.append((start, end, label))
    return out


def _grown(text: str, start: int, end: int, label: str, lowered: frozenset[str]) -> Labelled:
    """A body's name with the capitalised words before it, and after a final "of"."""
    if label not in ("Organization", "ORG"):
        return start, end, label
    end = with_fields(text, start, end)
    if text[start:end].endswith((" of", " for")) and (m := _AFTER.match(text, end)):
        end = m.end()
    if m := _LEFT.search(text, max(0, start - 40), start):
        words = m[0].split()
        based = [i for i, w in enumerate(words) if _IS_BASED.fullmatch(w)]
        words = words[based[-1] + 1 :] if based else words
        while words and (words[0].lower() in _OPENERS | lowered or _is_title(words[0])):
            words.pop(0)
        if words and not any(w.lower() in _OPENERS or _is_title(w) for w in words):
            start -= len(" ".join(words)) + 1
    return *_spelled(text, start, end), label


def _spelled(text: str, start: int, end: int) -> Offsets:
    """A name with all of the words that the letters in brackets after it stand for.

    "Support Mission in Lund (SML)" goes on to Lund, "Works Agency for the Valley of Lund (WA)" to
    the end of its field, "Prime Minister’s Office (PMO)" begins with the title.
    """
    rest = _LETTERED.match(text, end)
    if rest is None:
        return start, end
    until = rest.end("more")
    lead = _CAPITALS.search(text, max(0, start - 60), start)
    starts = [m.start() for m in _TOKEN.finditer(text, lead.start(), start)] if lead else []
    for first in (start, *reversed(starts)):
        words = [m[0] for m in _TOKEN.finditer(text, first, until)]
        begun = list(takewhile(lambda word: word not in _FIELD_OPENERS, words))
        runs = [words, *([w for w in run if w[0].isupper()] for run in (words, begun))]
        spelled = {"".join(word[0].upper() for word in run) for run in runs if len(run) > 1}
        if rest["letters"].replace(".", "") in spelled:
            return first, until
    return start, end


def _trim(text: str, start: int, end: int) -> Offsets:
    """Without white space, articles, titles and a possessive ending at the edges."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = POSSESSIVE.sub(
        "", piece.strip().rstrip(",.;:)-") if "(" not in piece else piece.strip()
    )
    while (m := regex.match(r"([\p{L}]+)\.?\s+", piece)) and m[1].lower() in HONORIFICS:
        start += m.end()
        piece = piece[m.end() :]
    if "[" in piece and "]" not in piece:  # "Doctor [Oro]": what is in brackets was added
        start += piece.index("[") + 1
        piece = piece[piece.index("[") + 1 :]
    if m := _BASED.match(piece):  # "the Lund-based Port Union"
        start += m.end()
        piece = piece[m.end() :]
    if m := _NO_NAME.match(piece):
        start += m.end()
        piece = piece[m.end() :]
    return start, start + len(piece)


def _personal(text: str, start: int, end: int) -> Offsets:
    """A person's name without a shortened title in it and letters after it.

    "Veskian Gov. Ana Oro" and "Ana Oro MP" are Ana Oro; a headline's verb or preposition ends
    a name too ("Ana Oro With Tim Lund").
    """
    for m in _SHORT_TITLE.finditer(text, start, end):
        start = m.end()
    if m := _RUNS_ON.search(text, start + 1, end):
        end = m.start()
    if m := _LETTERS.search(text, start, end):
        end = m.start()
    if m := _ELECTED.search(text, start, end):
        end = m.start()
    return start, end


def _past_titles(text: str, start: int, end: int) -> int:
    """Where the name begins after titles taken for a part of it; the end if all is titles."""
    tokens = list(_TOKEN.finditer(text, start, end))
    if all(_is_title(m[0]) for m in tokens):
        return end
    for m in tokens:
        given = (
            m[0] in _GIVEN and len(tokens) == 2 and _COMMA.search(text, max(0, start - 12), start)
        )
        if given or not _is_title(m[0]) or m[0].lower() in STYLES:
            return int(m.start())
    return end


def _with_particles(text: str, start: int) -> int:
    """Where the name begins with what belongs to it before its entity: "Pope", "Ada von"."""
    m = _PARTICLES.search(text, max(0, start - 40), start)
    if m is None:
        return start
    style = m["style"]
    return start if style and style.lower() not in STYLES else int(m.start())


def _is_title(word: str) -> bool:
    word = word.lower()
    return word.split("-")[0] in TITLES or word in HONORIFICS


def _guess(text: str, span: Offsets, persons: list[Offsets], others: list[Labelled]) -> None:
    """A capitalised run that no entity covers: a body where it holds a body's noun."""
    span = (_past_titles(text, *span), span[1])
    tokens = name_words(text[span[0] : span[1]])
    words = text[span[0] : span[1]].rstrip(".").split()
    if words and _is_title(words[-1]):
        return  # "Port Vale Gov." leads up to a name
    if tokens and (_is_title(tokens[-1]) or singular(tokens[-1])[0] in PERSON_NOUNS):
        return
    if len(tokens) < 2 or tokens[0] in ("the", "a", "an", "some", "many", "most", "all", "other"):
        return
    if any(t in BODY_NOUNS or t in DOCUMENT_NOUNS for t in tokens) or tokens[-1] in _BODY_ENDS:
        others.append((*span, "Organization"))
    elif len(tokens) <= 4:
        persons.append(span)


def _guess_one(
    text: str,
    span: Offsets,
    lowered: frozenset[str],
    persons: list[Offsets],
    others: list[Labelled],
) -> None:
    """One capitalised word as a source: a name, unless it is a common word somewhere."""
    word = text[span[0] : span[1]]
    low = word.lower()
    noun, plural = singular(low)
    acronym = word.isupper() and len(word) > 2
    if _IS_BASED.fullmatch(word) or _PARTY.match(text, span[0]):
        return
    if low in PRONOUNS and not acronym:
        return
    if (not acronym and (low in lowered or noun in lowered)) or low in QUANTIFIERS or plural:
        return
    if noun in BODY_NOUNS or noun in DOCUMENT_NOUNS or _is_title(word) or noun in PERSON_NOUNS:
        return
    if acronym:
        others.append((*span, "Organization"))
    else:
        persons.append(span)
