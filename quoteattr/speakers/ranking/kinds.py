"""Kinds: what a body is, and that few are two things at once.

"The company" is no court, and "the union" no council: a body is not meant where the text, or its
own name, calls it something else. Nouns of one row may be said of one body; "the company" may be
any that trades, and a noun that stands in no row ("the centre") tells nothing. "The group" may be
a firm, or one that campaigns where its words say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.referents import Referent

__all__ = ["is_firm", "other_kind", "tells_kind", "tells_more", "tells_trade"]

# What any firm may be called, whatever its trade.
_FIRM = word_set(
    "company firm business corporation enterprise multinational conglomerate startup start-up "
    "operator supplier contractor manufacturer maker"
)
# Firms, by their trades; those of one row are the same.
_TRADES = (
    "bank lender", "insurer", "airline carrier", "retailer supermarket chain store shop",
    "carmaker automaker", "chipmaker", "drugmaker", "planemaker", "steelmaker",
    "shipbuilder shipyard", "brewer brewery", "housebuilder", "miner",
    "utility", "publisher", "studio", "railway", "restaurant hotel resort", "consultancy",
    "broadcaster station channel network", "platform website portal",
)  # fmt: skip
# Other bodies.
_OTHERS = (
    "court tribunal bench jury",
    "police force", "army navy military",
    "council", "ministry department government", "parliament senate assembly legislature",
    "regulator watchdog agency authority commission inspectorate ombudsman",
    "committee panel inquiry commission",
    "union federation", "party", "church diocese", "club team side",
    "university college institute", "school academy college",
    "hospital clinic infirmary hospice", "museum gallery", "orchestra choir ensemble",
    "theatre theater", "charity foundation trust ngo nonprofit non-profit",
    "embassy consulate", "newspaper paper daily weekly magazine tabloid outlet",
)  # fmt: skip
# Before "group", which campaigns then: "consumer group".
_CAMPAIGNS = word_set(
    "consumer campaign campaigning privacy pressure advocacy rights environmental lobby civil "
    "human animal conservation victims activist protest aid watchdog monitoring"
)
# What many sorts of bodies are called: as a description such a noun bars nobody.
_LOOSE = word_set("agency authority commission outlet platform website portal institute network")
_GROUP = word_set("group organisation organization")
_CAUSE = "campaign group"
# Words of names that tell nothing for sure: "Oro School of Music", "Lund Credit Union".
_LEARNED = word_set("school college union")


def _rows() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate((*_TRADES, *_OTHERS)):
        for noun in row.split():
            found[noun].add(number)
    found[_CAUSE] = {len(_TRADES) + len(_OTHERS)}
    return {noun: frozenset(rows) for noun, rows in found.items()}


_OF = _rows()
_TRADING = frozenset(range(len(_TRADES)))
# Those that "the group" may be, beside firms.
_GROUPED = _TRADING.union(_OF[_CAUSE], *(_OF[noun] for noun in ("charity", "party", "agency")))


def tells_kind(noun: str) -> bool:
    """Whether a noun tells what sort of body it is, as "group" and "organisation" do not.

    >>> tells_kind("theatre"), tells_kind("company"), tells_kind("body")
    (True, True, False)
    """
    return noun in _FIRM or noun in _OF


def tells_more(noun: str) -> bool:
    """Whether a noun tells more of a body than that it is a firm.

    >>> tells_more("bank"), tells_more("company")
    (True, False)
    """
    return noun in _OF


def is_firm(noun: str) -> bool:
    """Whether a singular noun is said of firms, and of little else.

    >>> is_firm("retailer"), is_firm("company"), is_firm("charity")
    (True, True, False)
    """
    return noun in _FIRM or tells_trade(noun)


def tells_trade(noun: str) -> bool:
    """Whether a noun tells the trade of a firm, so that two of one text are hardly both in it.

    >>> tells_trade("airline"), tells_trade("company")
    (True, False)
    """
    return bool(_OF.get(noun, frozenset()) & _TRADING)


def other_kind(who: Referent, noun: str, words: Iterable[str] = ()) -> bool:
    """Whether a body is something else than a noun says, by what it is called or by its name.

    Args:
        who: a body.
        noun: a singular noun for a body, in lower case.
        words: the other words of the description, in lower case.

    >>> other_kind(Referent("Labour Court", "body", heads={"court"}), "company")
    True
    >>> other_kind(Referent("Veld", "body", heads={"company"}), "retailer")
    False
    >>> other_kind(Referent("Fair Box", "body", heads={"group"}, words={"consumer"}), "company")
    True
    """
    meant = _meant(noun, words)
    if meant is None or (noun in who.heads and noun not in _GROUP):
        return False
    known = _known(who, who.heads) or _known(who, who.callings - _LEARNED)
    return bool(known) and not any(_alike(kind, meant) for kind in known)


def _meant(noun: str, words: Iterable[str]) -> frozenset[int] | None:
    """The rows that a description allows; an empty set for any firm, None for any body."""
    if noun in _LOOSE:
        return None
    kind = _kind(noun, words)
    return _GROUPED if kind is None and noun == "group" else kind


def _known(who: Referent, nouns: Iterable[str]) -> list[frozenset[int]]:
    """The rows of each noun of a body that tells something."""
    kinds = (_kind(noun, who.words) for noun in nouns)
    return [kind for kind in kinds if kind is not None]


def _kind(noun: str, words: Iterable[str]) -> frozenset[int] | None:
    """The rows of a noun; an empty set for one of any firm; None where it tells nothing."""
    if noun in _GROUP:
        return None if _CAMPAIGNS.isdisjoint(words) else _OF[_CAUSE]
    return frozenset() if noun in _FIRM else _OF.get(noun)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two kinds may be those of one body."""
    if one and other:
        return bool(one & other)
    return not one | other or bool((one | other) & _TRADING)
