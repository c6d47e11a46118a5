"""Proper names: which stretches of a text are names, cleaned of what is none.

Entities come from a model whose borders are not this package's: titles and articles go, a body
takes the capitalised words before it, and a capitalised run in a source that no entity covers
counts as a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
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
    TOKEN,
    singular,
    word_set,
)
from quoteattr.speakers.naming.commons import (
    is_common,
    is_modifier,
    opens_in_plural,
    stands_within,
)
from quoteattr.speakers.naming.edges import POSSESSIVE, past_titles, personal, trim
from quoteattr.speakers.naming.given import Given
from quoteattr.speakers.naming.headlines import parted
from quoteattr.speakers.naming.wholes import (
    IS_BASED,
    PERSONS,
    PLACES,
    Labelled,
    is_title,
    whole_bodies,
)
from quoteattr.speakers.wording import PARTICLE

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = [
    "EDGE",
    "POSSESSIVE",
    "lowered_words",
    "name_words",
    "proper_names",
    "tidy",
]

#: What may stand at the edges of a span without belonging to it.
EDGE = " \t\r\n\u00a0,;:.\"“”„«»‘’'–—-*"
_RUN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}@#])\p{{Lu}}[\p{{L}}\p{{M}}’'\-]+(?:\s+(?:(?:{PARTICLE}|la|ben)\s+)*"
    r"(?:\p{Lu}\.|(?>\p{Lu}[\p{L}\p{M}’'\-]+)(?!\p{N}))){1,3}"
)
# A person's name with a father's letter before it, as Mongolians write it.
_SHORT_NAME = regex.compile(r"(?<![\p{L}.])\p{Lu}\p{Ll}?\.\p{Lu}\p{Ll}{2,}(?![\p{L}.])")
# That letter, or another initial without a space behind it.
# Names whose words are kept: matching asks for each many times.
_KEPT = 4096
_INITIAL = regex.compile(r"(?<=\b\p{Lu}\p{Ll}?)\.(?=\p{Lu}\p{Ll})")
_ONE = regex.compile(r"\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'\-]\p{Lu}?[\p{L}\p{M}]+)*")
_STYLED = regex.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.?\s$")
_WEBSITE = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\-]+(?:\.\p{Ll}{2,6}){1,3}")
# A campaign that goes by what it calls for: "Save the Coast".
_CALL = regex.compile(
    r"(?:Save|Stop|Protect|Defend|Free|Keep|Feed|Reclaim|Rethink|Fix|End|Fund|Rescue|Heal|Restore)\s"
    r"(?:(?:the|our)\s)?\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,2}"
)
_LOWER = regex.compile(r"\b\p{Ll}+\b")
# Letters in the plural are no name: "PACs".
_MANY = regex.compile(r"\p{Lu}{2,}s")
_SPELLED = regex.compile(r"\((\p{Lu}{2,}s)\)")
_ENDS_NAME = regex.compile(r"[:;\n]")
# A post "on X" is on a website.
_ONLINE = regex.compile(r"\b(?:on|to|via|by)\s$")
# "(R-Lund)", ", AB-Port Vale": a party and where somebody was elected.
_PARTY = regex.compile(
    r"(?<=[(,]\s?)(?:[DIR]|\p{Lu}{2,4})-\p{Lu}[\p{L}.]*(?:\s\p{Lu}[\p{L}.]*){0,2}"
)
# What a headline says of a name, its words in capitals too: "Lake Union Backs Oro".
_HEADLINE = regex.compile(
    r"\s+(?:Says|Said|Backs|Vows|Warns|Urges|Slams|Blasts|Denounces|Rejects|Defends|Accuses|Denies"
    r"|Admits|Claims|Wants|Seeks|Hits|Calls|Tells|Gives|Gets|Wins|Faces|Plans|Is|Are|Was|Has|Will)\s"
)
_OF_OFFICE = regex.compile(r"(?:Minister|President|Governor|Secretary|Chancellor)[’']s\s")
# What newspapers are called, of which some are nouns for persons: "The Guardian".
_NEWSPAPER = regex.compile(
    r"[Tt]he\s(Advertiser|Chronicle|Courier|Daily|Economist|Examiner|Express|Gazette|Globe|Guardian|Herald"
    r"|Independent|Inquirer|Journal|Mail|Mercury|Mirror|Monitor|Nation|Observer|Pioneer|Post|Sentinel|Spectator"
    r"|Standard|Star|Sun|Telegraph|Times|Tribune)"
)
# Letters behind a name, and the name before a marriage.
_SUFFIX = regex.compile(r"(?:Jr|Jnr|Sr|Snr|Esq|Ph\.?D|M\.?D|I{2,3}|IV)\.?")
_BORN = regex.compile(r"\b(?:née|nee)\s$")
_COUNTING = word_set("the a an some many most all other another one two three no every each both")
# What ends the name of no person, though it is no noun for a body.
_BODY_ENDS = word_set("international worldwide global watch times post news tv radio online daily")
_BODIES = frozenset({"Organization", "ORG", "Misc", "MISC", "Product", "NORP"})

# Members of a parliament, by the letters of their office.
_MEMBERS = frozenset({"MP", "MPs", "MEP", "MEPs", "MSP", "MSPs", "TD", "TDs", "MLA", "MLAs"})


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
    lowered = lowered_words(text)
    known = _known(text, entities)
    named = list(_trimmed(text, entities, lowered))
    covered = {m.start() for start, end, _ in named for m in TOKEN.finditer(text, start, end)}
    whole = [_whole(text, *one) for one in named]
    bare = [(start, end) for start, end, label in whole if label in PERSONS and start < end]
    given = Given(text, bare, covered, lowered, sources)
    for start, end, label in whole:
        if label not in PERSONS and (m := _SHORT_NAME.search(text, start, end)):
            # "President of Veskia U.Oro" may be one name of a place to the model.
            persons.append(m.span())
            end = start + len(text[start : m.start()].rstrip())
            if start >= end:
                continue
        if label in PERSONS:
            if start < end:
                persons += parted(text, given.begin(start, end), end, known, lowered)
        elif label in PLACES or label in _BODIES:
            verb = _HEADLINE.search(text, start + 1, end)
            others.append((start, verb.start() if verb else end, label))
    called = {text[start:end]: label for start, end, label in others}
    for start, end in persons:
        if not _STYLED.search(text, max(0, start - 6), start):  # Mr. Veld leaves Veld a company
            called[text[start:end]] = "Person"
    for start, end in sources:
        end = _to_comma(text, start, end)
        _guess_in(text, start, end, covered, lowered, called, persons, others)
    return persons, whole_bodies(text, others, lowered)


def _whole(text: str, start: int, end: int, label: str) -> Labelled:
    """A name, a person's where the words show it to begin and end."""
    if label not in PERSONS:
        return start, end, label
    end = start + len(_ENDS_NAME.split(text[start:end])[0].rstrip())
    return *personal(text, start, end), label


def _trimmed(text: str, entities: Sequence[Entity], lowered: frozenset[str]) -> Iterator[Labelled]:
    """Entities that are names, each without what is none at its edges."""
    spelled = frozenset(_SPELLED.findall(text))
    within = cache(partial(stands_within, text))  # one look through the text for each word
    for entity in entities:
        start, end = trim(text, entity.start, entity.end)
        if text[start:end] == "X" and _ONLINE.search(text, max(0, start - 5), start):
            continue
        if text[start:end] in _MEMBERS:
            continue  # "the MSP" is somebody
        if start >= end or _PARTY.match(text, start) or is_common(text, start, end):
            continue
        if _SUFFIX.fullmatch(text, start, end) or _BORN.search(text, max(0, start - 6), start):
            continue
        if entity.label in PERSONS and is_modifier(text, start, end):
            continue
        if opens_in_plural(text, start, end) and not within(text[start:end]):
            continue
        if text[start:end] in spelled or not _MANY.fullmatch(text, start, end):
            paper = _is_newspaper(text, max(0, start - 4), end, lowered)
            yield start, end, "Organization" if paper else entity.label


def _guess_in(
    text: str,
    start: int,
    end: int,
    covered: Collection[int],
    lowered: frozenset[str],
    called: Mapping[str, str],
    persons: list[Offsets],
    others: list[Labelled],
) -> None:
    """Guess the names in a source that no entity covers; what it is elsewhere, it is here."""
    low, high = tidy(text, start, end)
    if _CALL.fullmatch(text, low, high):
        others[:] = [one for one in others if not low <= one[0] < high]
        others.append((low, high, "Organization"))
        return
    if _WEBSITE.fullmatch(text, low, high) and low not in covered:
        others.append((low, high, "Organization"))
        return
    if _is_newspaper(text, start, end, lowered):
        if start + 4 not in covered:
            others.append((start + 4, end, "Organization"))
        return
    if _ONE.fullmatch(text, low, high):
        if low not in covered:
            body = called.get(text[low:high], "Person")
            if body in _BODIES:
                others.append((low, high, body))
            else:
                _guess_one(text, (low, high), lowered, persons, others)
        return
    for m in _RUN.finditer(text, start, end):
        words = TOKEN.finditer(text, *m.span())
        if not _PARTY.match(text, m.start()) and not any(w.start() in covered for w in words):
            _guess(text, m.span(), called, persons, others)


def _is_newspaper(text: str, start: int, end: int, lowered: frozenset[str]) -> bool:
    """Whether a stretch is "The Guardian", in a text that speaks of no guardian."""
    m = _NEWSPAPER.fullmatch(text, start, end)
    return m is not None and m[1].lower() not in lowered


def _known(text: str, entities: Sequence[Entity]) -> frozenset[str]:
    """Names of persons that stand more than once, and the last words of all, in lower case."""
    names = Counter(
        " ".join(name_words(text[e.start : e.end])) for e in entities if e.label in PERSONS
    )
    last = Counter(name.split()[-1] for name in names.elements() if name)
    return frozenset(name for name, n in (names | last).items() if n > 1)


def _to_comma(text: str, start: int, end: int) -> int:
    """The end of "Ismene" in "Ismene, a teacher"; else the end as it is."""
    comma = text.find(",", start, end)
    return comma if comma > 0 and _ONE.fullmatch(text, start, comma) else end


def lowered_words(text: str) -> frozenset[str]:
    """The words that a text has in lower case: those of the language, whatever else is named so."""
    return frozenset(_LOWER.findall(text))


def tidy(text: str, start: int, end: int) -> Offsets:
    """The span without white space, marks and stops at its edges."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    return start, end


@lru_cache(maxsize=_KEPT)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, lower-cased, without honorifics and a possessive ending.

    >>> name_words("Mr. Gareth Pryce’s"), name_words("U.K. Orsun")
    (('gareth', 'pryce'), ('u', 'k', 'orsun'))
    >>> name_words("Gareth Pryce Sr"), name_words("Sr Maria")
    (('gareth', 'pryce', 'sr'), ('maria',))
    """
    apart = _INITIAL.sub(" ", POSSESSIVE.sub("", name.strip()))
    tokens = [t for m in TOKEN.finditer(apart) for t in _letters(m[0].casefold())]
    *first, last = tokens or [""]
    senior = [last] if len(first) > 1 and last in ("sr", "snr") else []  # no sister
    kept = [t for t in (first if senior else tokens) if t not in HONORIFICS]
    return (*kept, *senior) or tuple(tokens)


def _letters(token: str) -> list[str]:
    """The initials of "k.r" apart; any other token by itself."""
    parts = token.split(".")
    return parts if len(parts) > 1 and all(len(part) == 1 for part in parts) else [token]


def _guess(
    text: str,
    span: Offsets,
    called: Mapping[str, str],
    persons: list[Offsets],
    others: list[Labelled],
) -> None:
    """A capitalised run that no entity covers: a body where it holds a body's noun.

    What is a person's name elsewhere is one here, too.
    """
    start = past_titles(text, *span)
    if not _OF_OFFICE.match(text, start, span[1]):  # "the Prime Minister’s Office" is whole
        span = (start, span[1])
    tokens = name_words(text[span[0] : span[1]])
    words = text[span[0] : span[1]].rstrip(".").split()
    if words and is_title(words[-1]):
        return  # "Port Vale Gov." leads up to a name
    if tokens and (is_title(tokens[-1]) or singular(tokens[-1])[0] in PERSON_NOUNS):
        return
    if len(tokens) < 2 or tokens[0] in _COUNTING:
        return
    elsewhere = called.get(text[slice(*span)]) == "Person"  # "Bill Oro" is no document
    noun = any(t in BODY_NOUNS or t in DOCUMENT_NOUNS for t in tokens)
    if (noun and not elsewhere) or tokens[-1] in _BODY_ENDS:
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
    if IS_BASED.fullmatch(word) or _PARTY.match(text, span[0]):
        return
    if low in PRONOUNS and not acronym:
        return
    if (not acronym and (low in lowered or noun in lowered)) or low in QUANTIFIERS or plural:
        return
    if noun in BODY_NOUNS or noun in DOCUMENT_NOUNS or is_title(word) or noun in PERSON_NOUNS:
        return
    if acronym:
        others.append((*span, "Organization"))
    else:
        persons.append(span)
