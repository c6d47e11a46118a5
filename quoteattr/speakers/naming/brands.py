"""Brands: firms of one word that a model takes for persons, as the words around them tell.

Nobody works "at Oro", and no person has branches, shares or rivals. And where a text goes on with
"the company", has named no body that it may mean, and only one name of one word, that is the
company's. Nothing changes for a name that is part of a longer one, has a title or an age, or is
*he* or *she*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import BODY_NOUNS, HONORIFICS, ROLES, singular, word_set
from quoteattr.speakers.naming.callings import callings
from quoteattr.speakers.naming.companies import BOOKS, RECALLS
from quoteattr.speakers.naming.looks import surface, word_beside
from quoteattr.speakers.naming.wholes import BODIES, PERSONS
from quoteattr.speakers.wording import AGED, FIRM, MADE_BY, PRODUCT, TO_DO

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["brands"]

# Behind a name: what only firms have, or what is called by their names.
_AFTER = regex.compile(
    r"[’']s?\s(?:(?:former|new|acting|largest|biggest|main|majority|outgoing|annual)\s)?(?:chief\s(?:executive"
    r"|financial|operating)|CEO|CFO|shareholders?|share\sprice|subsidiar(?:y|ies)|parent\scompany|head\soffice"
    r"|headquarters|auditors?|profits|revenues?|branches)\b"
    r"|\s(?:stores?|shops?|branch(?:es)?|warehouses?|outlets?|plants?|factor(?:y|ies)|depots?|supermarkets?|customers"
    r"|shares|shareholders?|subscribers|employees|workers|drivers|users|pilots|cashiers|bosses|executives|app"
    r"|website|chief\sexecutive|CEO)\b"
    r"|[’']s\s\p{Lu}\p{L}+\s(?:app|phone|handset|car|tablet|console|service|brand)s?\b"
    r"|,\s(?:an?|the)\s(?:[\p{L}\-]+\s){0,4}?(?:company|firm|retailer|airline|carrier|carmaker|chipmaker|drugmaker"
    r"|maker|manufacturer|lender|chain|supermarket|start-?up|platform|operator|provider|app)"
    r"(?=[,.]|\s(?:that|which|based|known|founded|owned|for|of|in|with|behind|run|backed)\b)"
)
# Before one.
_BEFORE = regex.compile(
    r"""
    \b(?:
        (?i:rival|rivals|competitor|competitors|retailer|supermarket|airline|carmaker|automaker|insurer
          |lender|brewer|chipmaker|drugmaker|planemaker|maker|chain|firm|subsidiary|supplier|start-?up
          |operator|contractor|developer|publisher|provider|giant|brand|platform|builder|housebuilder)
      | (?:shares|stake|stock|investors?|investment) \s in
      | (?:customers|chief\sexecutive|CEO|(?:co-)?founders?|bosses|makers?|shareholders|subsidiary
          |branch|branches) \s of
      | (?:workers|staff|employees|managers?|engineers|drivers|pilots|cleaners|porters|jobs|job
          |strikes?|strike\saction|redundancies|redundant|leak|breach) \s at
      | (?:manufactured|marketed) \s by
      | (?:plants?|factor(?:y|ies)|mines?|mill|refinery|ships?|ferry|warehouses?|depots?) \s
        (?:owned|run|operated) \s by
    ) \s $
    """,
    regex.VERBOSE,
)
# Behind one that opens its sentence: what it does, with nothing before "its" that could have it.
_ITS = regex.compile(
    r"\s(?:(?!(?:and|or|but|the|an?|this|that|said|says|who|which|when|as|while|if|by|with|in|on|to)\s)"
    r"\p{Ll}+\s|(?:is|has|was|plans|wants|agreed|offered)\sto\s){1,5}its\s"
)
_DEALS = regex.compile(
    rf"\s(?:(?:has|had|have|is|was|will|would|plans|wants|to|also|now)\s){{0,3}}(?:{RECALLS}|{BOOKS}"
    r"|clos(?:e|es|ed|ing)\s[\d,.]+\s(?:\p{Ll}+\s)?(?:branches|stores|shops|offices|plants|sites)\b"
    r"|(?:agreed|offered)\sto\s(?:acquire|merge)\b|(?:cut|cuts|cutting|axe[sd]?|shed|sheds|create[sd]?)\s(?:about\s|nearly\s|up\sto\s"
    r"|more\sthan\s)?[\d,.]+\s(?:more\s)?jobs|laid\soff\b)"
)
_OPENS = regex.compile(r"(?:^|\n|[.!?][”\"]?\s)$")
_CLAUSE = regex.compile(r"\b(?:as|after|when|that|because|since|says|said)\s$")
# A firm that the text takes for known.
_FIRM = regex.compile(
    rf"\b[Tt]he\s(?:\p{{Ll}}[\p{{L}}\-]*\s){{0,2}}?(?P<noun>{FIRM})(?:[’']s)?\s(?!of\b)"
)
# What opens the mention of one that it does not: "a small [airline]".
_NEW = r"\b[Aa]n?\s(?:\p{Ll}[\p{L}\-]*\s){0,3}"
# Bodies that are no firm, or that are named for what they ask or report.
_NO_FIRM = word_set(
    "court tribunal police council ministry department parliament regulator committee union party "
    "club university school hospital museum charity newspaper outlet broadcaster association "
    "federation watchdog agency"
)
_OTHER = regex.compile(
    r"\b(?:group|charity|union|watchdog|regulator|newspaper|magazine|website|broadcaster|tribunal"
    r"|rival|competitor|told|(?:[Aa]nalysts?|[Ee]conomists?)\sat)\s(?:the\s)?$"
    r"|\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y)\s(?:\p{Ll}[\p{L}\-]*,?\s){1,3}$"
)
# Before one that is hardly what a text is about.
_BEHIND = regex.compile(r"\b(?:by|to|with|from|over|against)\s$")
_ORDERED = regex.compile(TO_DO)
# Behind one: "Veld, its main rival,", "the Veld phone", "the Veld union".
_RIVAL = regex.compile(
    r",\s(?:its|an?|another)\s(?:[\p{L}\-]+\s){0,3}(?:rival|competitor)\b"
    rf"|\s{PRODUCT}s?\b"
    r"|\s(?:union|charity|newspaper|party)\b"
)
# What opens a sentence before a firm's name, and is no part of it: "Rival [Veld]".
_KIND = regex.compile(
    r"(?:Rival|Carmaker|Automaker|Chipmaker|Drugmaker|Planemaker|Steelmaker|Housebuilder|Retailer|Insurer"
    r"|Brewer|Lender|Airline|Supermarket|Competitor|Conglomerate|Start-?up"
    r"|\p{Lu}[\p{L}\-]+\s(?:chain|giant|maker|firm|company|group|retailer|operator|start-?up|developer"
    r"|consultancy|publisher|airline|insurer|lender|provider|supplier|manufacturer))\s(?=\p{Lu})"
)
# A kind of firm, and of nothing else, right before a name that a model takes for a place's.
_KIND_OF = regex.compile(
    r"(?<![\p{L}\-])(?i:carmaker|automaker|chipmaker|drugmaker|planemaker|steelmaker|housebuilder|retailer"
    r"|airline|supermarket|conglomerate|start-?up|insurer|lender|think-?\s?tank|charity|non-?profit|ngo"
    r"|consultancy|law\sfirm|broadcaster|newspaper|news\sagency|watchdog|(?:trade\s)?union"
    r"|(?:rights|campaign|lobby|pressure|advocacy|activist|militant|rebel)\sgroup)\s$"
)
_MADE_BY = regex.compile(rf"\b{MADE_BY}$")
_MAKER = regex.compile(
    r"[^.!?\n]{0,80}[.!?]\s+The\s(?:company|firm|maker|manufacturer|contractor|builder|developer|supplier"
    r"|drugmaker|operator|group)\s"
)
_HE = regex.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", regex.I)
_AGE = regex.compile(AGED)
# Somebody named in full, who may be *he* or *she*: "Ana Oro, who worked for Veld, won her case".
_FULL = regex.compile(r"\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+")
# Nouns for a person that are those of a firm, too, and a verb.
_FIRMS = word_set("rival competitor brewer supplier insurer miner builder maker accused")
# How far behind a name a pronoun tells of it.
_NEAR, _FAR = 120, 260


def brands(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with bodies for those persons of one word that the text shows to be firms.

    Args:
        text: the text.
        entities: its named entities, in order.

    >>> from quoteattr.annotation.records import Entity
    >>> oro = [Entity(0, 3, "Person")]
    >>> [e.label for e in brands("Oro has sacked its staff.", oro)]
    ['Organization']
    >>> [e.label for e in brands("Oro, 44, has sacked its staff.", oro)]
    ['Person']
    >>> [e.label for e in brands("Start-up Oro grows.", [Entity(9, 12, "GPE")])]
    ['Organization']
    """
    entities = [_of_kind(text, _without_kind(text, e)) for e in entities]
    at: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        at[surface(text, e)].append(e)
    open_ = _open(text, at)
    found = {name for name in open_ if any(_is_shown(text, e) for e in at[name])}
    if any(" " in name and e.label in PERSONS for name, those in at.items() for e in those):
        rest = open_ - found
    else:  # nobody else may be the "she" of the next sentence
        rest = {n for n in open_ - found if not any(_is_he(text, e) for e in at[n])}
    found |= _taken_up(text, entities, {name: at[name] for name in rest}, found)
    return [
        attrs.evolve(e, label="Organization")
        if e.label not in BODIES and surface(text, e) in found
        else e
        for e in entities
    ]


def _without_kind(text: str, entity: Entity) -> Entity:
    """A firm's name without the noun that opens its sentence: "Rival Veld said"."""
    m = _KIND.match(text, entity.start, entity.end)
    opens = _OPENS.search(text, max(0, entity.start - 4), entity.start) is not None
    if m is None or not opens:
        return entity
    if not BODY_NOUNS.isdisjoint(text[m.end() : entity.end].lower().split()):
        return entity  # "Airline Pilots Association"
    return attrs.evolve(entity, start=m.end(), label="Organization")


def _of_kind(text: str, entity: Entity) -> Entity:
    """A body for a place of one word that the word before it calls a firm: "start-up Veld"."""
    single = entity.label not in (*BODIES, *PERSONS) and " " not in surface(text, entity)
    if single and _KIND_OF.search(text, max(0, entity.start - 20), entity.start):
        return attrs.evolve(entity, label="Organization")
    return entity


def _open(text: str, at: Mapping[str, Sequence[Entity]]) -> Set[str]:
    """Names of one word of which nothing shows that they are persons'."""
    parts = {word for name in at if " " in name for word in name.split()}
    return {
        name
        for name, those in at.items()
        if " " not in name
        and name not in parts
        and any(e.label in PERSONS for e in those)
        and not any(_is_person(text, e) for e in those)
    }


def _is_shown(text: str, entity: Entity) -> bool:
    """Whether the words beside a name show a firm."""
    start, end = entity.start, entity.start + len(surface(text, entity))
    if _BEFORE.search(text, max(0, start - 40), start) or _AFTER.match(text, end, end + 60):
        return True
    if _MADE_BY.search(text, max(0, start - 14), start) and _MAKER.match(text, end):
        return True
    opens = _OPENS.search(text, max(0, start - 4), start) is not None
    opens = opens or _CLAUSE.search(text, max(0, start - 9), start) is not None
    return opens and bool(_ITS.match(text, end, end + 80) or _DEALS.match(text, end, end + 90))


def _taken_up(
    text: str,
    entities: Sequence[Entity],
    open_: Mapping[str, Sequence[Entity]],
    known: Collection[str],
) -> Set[str]:
    """The only name of one word before "the company", if no other name can be the company's."""
    said = _FIRM.search(text)
    if said is None or not open_:
        return set()
    low = said.start()
    if regex.search(_NEW + regex.escape(said["noun"]), text[:low]):
        return set()
    before = [e for e in entities if e.start < low]
    if any(surface(text, e) in known or _may_trade(text, e) for e in before):
        return set()
    first = text.find("\n") if "\n" in text else len(text)
    early = {name: those for name, those in open_.items() if those[0].start < min(low, first)}
    early = {n: those for n, those in early.items() if not all(_is_other(text, e) for e in those)}
    found = {n for n, those in early.items() if not all(_is_behind(text, e) for e in those)}
    found = found or set(early)
    return found if len(found) == 1 else set()


def _may_trade(text: str, entity: Entity) -> bool:
    """Whether a name may be that of a firm: a body's that its own words, and those before it, do
    not call something else.
    """
    if entity.label not in BODIES:
        return False
    nouns = callings("body", surface(text, entity).lower().split())
    beside = _is_other(text, entity) or _is_behind(text, entity)
    return _NO_FIRM.isdisjoint(nouns) and not beside


def _is_behind(text: str, entity: Entity) -> bool:
    """Whether a name stands behind "to" or the like."""
    return _BEHIND.search(text, max(0, entity.start - 10), entity.start) is not None


def _is_other(text: str, entity: Entity) -> bool:
    """Whether the words around a name say that it is another's: "told [Veld]", "rival [Veld]"."""
    before = _OTHER.search(text, max(0, entity.start - 24), entity.start)
    if before is not None and before[0].startswith("told") and _ORDERED.match(text, entity.end):
        return False
    return before is not None or _RIVAL.match(text, entity.end, entity.end + 60) is not None


def _is_person(text: str, entity: Entity) -> bool:
    """Whether a title stands before a name, an age behind it, or "he" or "she" in its sentence,
    where nobody is named in full before it.
    """
    word = word_beside(text, entity.start)
    titled = word in HONORIFICS or singular(word)[0] in ROLES - _FIRMS
    stop = text.find(".", entity.end, entity.end + _NEAR)
    until = entity.end + _NEAR if stop < 0 else stop
    low = max(0, entity.start - _NEAR)
    low = max(low, text.rfind(". ", low, entity.start), text.rfind("\n", low, entity.start))
    another = _FULL.search(text, low, entity.start) is not None
    near = not another and _HE.search(text, entity.end, until) is not None
    return titled or near or _AGE.match(text, entity.end) is not None


def _is_he(text: str, entity: Entity) -> bool:
    """Whether "he" or "she" stands soon behind a name, be it in the next sentence."""
    return _HE.search(text, entity.end, entity.end + _FAR) is not None
