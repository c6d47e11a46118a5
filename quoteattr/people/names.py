"""Names over documents: which names are one and the same, by their words alone.

Letters are compared without case and accents. Only a proper name in full counts: of a person at
least two words, of a body at least one word that is no common noun ("Veld Water", but neither
"Police" nor "Health Ministry", of which there are many).
"""

from __future__ import annotations

import unicodedata
from typing import TypeAlias

import attrs
import regex

from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import core, is_person_noun, singular

__all__ = [
    "Key",
    "Role",
    "body_key",
    "is_acronym",
    "person_key",
    "plain_key",
    "role_of",
    "without_ranks",
]

#: A name's words, folded.
Key: TypeAlias = tuple[str, ...]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[’'\-.&][\p{L}\p{N}]+)*")
_SMALL = _words(
    "of the and for on in to a an at de la le du des del da dos das di der den van von vom zu zur "
    "y e bin ibn ben al el ul ur abu st"
)
# Words of bodies' names that many bodies have, beside the nouns for bodies.
_GENERIC = _SMALL | _words(
    "national federal central supreme high state city local regional public royal general "
    "foreign interior home prime deputy constitutional appeal appeals district provincial civil "
    "criminal electoral election international people people's coast guard fire rescue "
    "border joint special security statistic weather anti corruption human right health education "
    "water work works transport trade justice defence defense finance energy agriculture labour "
    "labor environment housing tourism sport sports culture science technology industry treasury"
)
_PROPER = _words("kremlin vatican")
_ACRONYM = regex.compile(r"(?=(?:.*\p{Lu}){2})\p{Lu}[\p{Lu}\p{N}&.\-]{1,9}")
_BRACKETS = regex.compile(r"(?<!\s)\s*[(\[][^()\[\]]*[)\]]|[(\[][^()\[\]]*[)\]]")
_SUFFIXES = _words("jr sr junior senior ii iii iv")
_SOVEREIGN = _words("king queen pope")
# Ranks and forms of address that stay in a name as the texts write it.
_RANKS = _words(
    "sheikh sheik shaikh baron baroness rabbi imam father sister brother prince princess mullah "
    "ayatollah datuk dato swami count countess ustaz alhaji hajj haji maulana pastor"
)
_AFTER_RANK = _words("seri sri")
# "Walter “Bix” Kettler"
_NICKNAME = regex.compile(r"(?<=\p{L}\s)[“\"'‘(][^“”\"'’()]{1,30}[”\"'’)](?=\s\p{L})")
_SPELLING = regex.compile(r"iz(?=ations?$)|(?<=^cent)er(?=s?$)|(?<=^def)ens(?=e$)|(?<=^lab)or$")
_SPELT = {"iz": "is", "er": "re", "ens": "enc", "or": "our"}

# Of a role: what says when it was held rather than which it is, and nouns for no office.
_TIME = _words(
    "former formerly ex then outgoing incoming acting new current longtime long-time late retired "
    "veteran newly re-elected elected appointed"
)
_POSSESSIVE = _words("his her its their")
_NO_OFFICE = _words(
    "man woman boy girl person child kid adult teenager father mother son daughter brother sister "
    "wife husband widow widower parent grandmother grandfather cousin uncle aunt nephew niece "
    "relative friend neighbour neighbor ally fan supporter critic opponent rival resident native "
    "witness victim survivor suspect defendant accused source user customer patient counterpart "
    "colleague successor predecessor figure member stranger passenger voter"
)


@attrs.frozen
class Role:
    """A title or description as it is compared.

    Attributes:
        head: its noun, singular.
        words: all of its words that tell which it is, the head included.
    """

    head: str
    words: frozenset[str]

    def is_within(self, other: Role) -> bool:
        """Whether another role says the same and more: "minister" and "interior minister"."""
        return self.head == other.head and self.words < other.words


def plain_key(name: str) -> Key:
    """The words of a name, folded, without honorifics.

    >>> plain_key("Dr. José Lund"), plain_key("the Veld-Water Co.")
    (('jose', 'lund'), ('veld-water', 'co'))
    """
    name = _NICKNAME.sub("", name)
    words = [m[0].strip(".") for m in _WORD.finditer(_folded(_BRACKETS.sub("", name) or name))]
    words = [w.removesuffix("'s") for w in words]
    if words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    honorifics = lexicon().honorifics
    kept = [w for w in words[:-1] if w not in honorifics]
    return (*kept, *words[-1:])


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def person_key(name: str) -> tuple[Key, str]:
    """A person's full name without middle initials and suffixes, and these; nothing for less.

    >>> person_key("Ana M. Oro"), person_key("Oro"), person_key("A. Oro"), person_key("a nurse")
    ((('ana', 'oro'), 'm'), ((), ''), ((), ''), ((), ''))
    >>> person_key("Sheikh Omar al-Oro"), person_key("Walter “Bix” Lund")
    ((('omar', 'al', 'oro'), ''), (('walter', 'lund'), ''))
    """
    words = without_ranks(_parted(plain_key(name)))
    if len(words) < 2 or not _is_proper(name):
        return (), ""
    marks = [w for w in words[1:] if w in _SUFFIXES or len(w) == 1]
    base = tuple(w for n, w in enumerate(words) if n == 0 or w not in marks)
    long = [w for w in base if len(w) > 1 and w not in _SMALL]
    if len(long) < 2 or (_is_title(long[0]) and len(long) == 2 and long[0] not in _SOVEREIGN):
        return (), ""
    return base, " ".join(marks)


def without_ranks(words: Key) -> Key:
    """A person's name without the ranks it begins with, where two words are left.

    >>> without_ranks(("father", "tim", "lund")), without_ranks(("prince", "tim"))
    (('tim', 'lund'), ('prince', 'tim'))
    """
    at = 0
    while len(words) - at > 2 and (words[at] in _RANKS or (at > 0 and words[at] in _AFTER_RANK)):
        at += 1
    return words[at:]


def _parted(words: Key) -> Key:
    """Words with a hyphen as two: "al-Oro" is "Al Oro"."""
    out: list[str] = []
    for word in words:
        parts = word.split("-")
        out.extend(parts if all(len(part) > 1 for part in parts) else [word])
    return tuple(out)


def body_key(name: str) -> Key:
    """A body's proper name; nothing where all of its words are common ones.

    >>> body_key("the Veld Water Board"), body_key("Health Ministry"), body_key("police")
    (('veld', 'water', 'board'), (), ())
    >>> body_key("N.H.B.")
    ('nhb',)
    >>> body_key("Veld Health Organization") == body_key("Veld Health Organisation")
    True
    """
    words = plain_key(name)
    if is_acronym(name):
        return (regex.sub(r"[.\-]", "", _folded(name)),)
    if not _is_proper(name) or all(map(_is_generic, words)):
        return ()
    return tuple(_SPELLING.sub(lambda m: _SPELT[m[0]], word) for word in words)


def is_acronym(name: str) -> bool:
    """Whether a name is letters for a longer one.

    >>> is_acronym("NHB"), is_acronym("N.H.B."), is_acronym("Lund")
    (True, True, False)
    """
    return _ACRONYM.fullmatch(name) is not None


def _is_proper(name: str) -> bool:
    """Whether every word but small ones begins with a capital (or a figure)."""
    words = [m[0] for m in _WORD.finditer(name)]
    big = [w for w in words if w.casefold() not in _SMALL]
    return bool(big) and all(w[0].isupper() or w[0].isdigit() or _inner(w) for w in big)


def _inner(word: str) -> bool:
    """A capital after a particle that is written together: al-Assad, d'Arc."""
    return regex.match(r"\p{Ll}{1,3}[’'\-]\p{Lu}", word) is not None


def _is_generic(word: str) -> bool:
    if word in _PROPER:
        return False
    noun = singular(word)[0]
    return any(w in _GENERIC or _is_common(w) for w in (word, noun))


def _is_common(noun: str) -> bool:
    known = lexicon()
    lists = (known.organisations, known.persons, known.documents, known.function["quantifiers"])
    return any(noun in words for words in lists) or _is_title(noun)


def _is_title(word: str) -> bool:
    return word in lexicon().offices or word in lexicon().styles


def role_of(words: str) -> Role | None:
    """A title or description for comparison; None where it is no office.

    >>> role_of("the former mayor of Lund") == role_of("Lund mayor"), role_of("a close friend")
    (True, None)
    """
    nouns = _kept(core(words))
    if not nouns:
        return None
    head = nouns[-1] if nouns[-1] in lexicon().persons else nouns[-1].rsplit("-", 1)[-1]
    if head in _NO_OFFICE or not is_person_noun(head):
        return None
    return Role(head, frozenset({head, *_kept(words)}))


def _kept(words: str) -> list[str]:
    folded = (m[0].strip(".").removesuffix("'s") for m in _WORD.finditer(_folded(words)))
    dropped = _SMALL | _TIME | _POSSESSIVE | lexicon().honorifics.keys()
    return [singular(w)[0] for w in folded if w not in dropped]
