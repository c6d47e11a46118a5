"""Homes: where somebody is from, by the words beside the name and by those of a description.

"The Kenyan" is "Kenya's Ana Oro", and "the Swedish architect" is nobody whom the text has called
"the Welshman". Names of places are compared by their first letters, by which Lund and Lundish are
one; countries whose people are called otherwise stand in a table.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from quoteattr.speakers.lexicon import PERSON_NOUNS, TITLES, word_set
from quoteattr.speakers.referents import Referent

__all__ = ["home_of", "is_foreign", "stems"]

_CAPITAL = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]{2,}")
# Titles are written with capitals too, and are no names.
_OFFICIAL = frozenset(word[:4] for word in TITLES | PERSON_NOUNS) | word_set("mini depu dire form")
# Nor are the words that may open a description with a capital.
_OPENERS = word_set("the its his her thei our one")
# Countries, and who is from there, where the first letters are not the same.
_COUNTRIES = (
    "denmark dane danish", "finland finn finnish", "poland pole polish", "spain spaniard spanish",
    "france french frenchman frenchwoman", "wales welsh welshman welshwoman",
    "ireland irish irishman irishwoman", "netherlands dutch dutchman dutchwoman holland",
    "switzerland swiss", "philippines filipino filipina", "thailand thai", "peru peruvian",
    "iceland icelander icelandic", "slovakia slovak", "slovenia slovene slovenian",
    "china chinese", "japan japanese", "iran iranian", "iraq iraqi", "mali malian",
    "niger nigerien", "nigeria nigerian", "australia australian aussie", "austria austrian",
    "america american us usa", "scotland scot scottish scotsman scotswoman",
    "england english englishman englishwoman", "britain british briton", "serbia serb serbian",
    "croatia croat croatian", "greece greek", "turkey turk turkish", "sweden swede swedish",
    "germany german", "italy italian", "portugal portuguese", "belgium belgian",
    "norway norwegian", "hungary hungarian", "czechia czech", "romania romanian",
    "bulgaria bulgarian", "ukraine ukrainian", "russia russian", "canada canadian",
    "mexico mexican", "brazil brazilian", "argentina argentine argentinian", "chile chilean",
    "uruguay uruguayan", "colombia colombian", "kenya kenyan", "ethiopia ethiopian",
    "uganda ugandan", "ghana ghanaian", "senegal senegalese", "morocco moroccan",
    "algeria algerian", "egypt egyptian", "india indian", "pakistan pakistani",
    "zealand zealander kiwi", "jamaica jamaican", "israel israeli", "cuba cuban",
)  # fmt: skip
_COUNTRY = {word: row.split()[0] for row in _COUNTRIES for word in row.split()}
# Before a name: "Kenya’s Ana Oro", "Kenyan Ana Oro"; behind it: "of Kenya", ", from Kenya".
_BEFORE = regex.compile(r"(?<![\p{L}\-])(\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?)(?:[’']s?)?\s$")
_BEHIND = regex.compile(r",?\s(?:of|from)\s(\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?)")
# Of how many of somebody's mentions the words beside are read, and how far before one.
_FEW, _REACH = 4, 40


def stems(text: str) -> set[str]:
    """The first letters of capitalised words, by which Lund and Lundish are one.

    >>> sorted(stems("a Dane from Kenya")) == sorted(stems("Denmark and the Kenyan"))
    True
    >>> stems("Its star")
    set()
    """
    found = (m[0].lower() for m in _CAPITAL.finditer(text))
    return {_COUNTRY.get(word) or word[:4] for word in found} - _OFFICIAL - _OPENERS


def home_of(text: str, who: Referent) -> set[str]:
    """Where the words beside a name say that somebody is from, as :func:`stems`.

    >>> home_of("Kenya’s Ana Oro won.", Referent("Ana Oro", mentions=[(8, 15)]))
    {'kenya'}
    """
    found = set()
    for start, end in who.mentions[:_FEW]:
        before = _BEFORE.search(text, max(0, start - _REACH), start)
        for m in (before, _BEHIND.match(text, end)):
            found |= stems(m[1]) if m is not None else set()
    return found


def is_foreign(who: Referent, words: Iterable[str]) -> bool:
    """Whether the text calls somebody by another people's name than the words of a description.

    Args:
        who: somebody.
        words: the words of the description, in lower case.

    >>> vane = Referent("Idris Vane", heads={"architect", "welshman"})
    >>> is_foreign(vane, ["swedish"]), is_foreign(vane, ["welsh"]), is_foreign(vane, ["tall"])
    (True, False, False)
    """
    meant = {_COUNTRY[word] for word in words if word in _COUNTRY}
    known = {_COUNTRY[noun] for noun in who.heads if noun in _COUNTRY}
    british = {"britain", "england", "wales", "scotland"}
    if meant & british and known & british and "britain" in meant | known:
        return False  # a Welshman is a Briton
    return bool(meant and known) and meant.isdisjoint(known)
