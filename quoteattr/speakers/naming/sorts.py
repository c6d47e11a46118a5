"""Sorts: names that a model takes for persons, and the text for places or bodies.

A model that has never seen a village or a club often takes it for somebody. The text tells:
one comes "to Lund" and lives there, Lund United "have" a coach, and where a report is dated from
is no person. Nothing changes for a name that is called "Mr.", has a title, or is part of a
longer person's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import HONORIFICS, PERSON_NOUNS, ROLES, singular, word_set
from quoteattr.speakers.naming.looks import surface, word_beside
from quoteattr.speakers.naming.wholes import BODIES, PERSONS
from quoteattr.speakers.wording import AGED, SHORT_TITLE

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["personed", "unpersoned"]

# How far around a name evidence is looked for, in code points.
_REACH = 48
_AGE = regex.compile(AGED)
_OWNED = regex.compile(r"['’]|-\p{L}")
# Before a place of one word: to where one goes, and what lies near it.
_GOING = regex.compile(
    r"""
    (?: \b(?:c[ao]m(?:e|es|ing)|go(?:es|ing)?|went|gone|travel(?:s|l?ed|l?ing)|return(?:s|ed|ing)?
          |flew|flown|drove|driven|fled|move[sd]?|moving|headed|heading|back|home|sail(?:s|ed|ing)?|commut(?:es|ed|ing)|way|roads?|route|buse?s?
          |trains?|flights?|ferry|ferries|trips?|journey|visits?|highway) \s to
      | \b(?:near|outside|leav(?:es|ing)|reach(?:es|ed|ing)?)
    ) \s $
    """,
    regex.VERBOSE | regex.I,
)
# Before any place: where one lives, and what lies in it.
_PLACED = regex.compile(
    r"""
    (?: \b(?:liv(?:es?|ed|ing)|home|born|arriv(?:es?|ed|ing)|stationed|camped|harbour|port|station
          |airport|base|camp) \s at
      | \b(?:liv(?:es?|ed|ing)|born|arriv(?:es?|ed|ing)|based|village|town|streets|hospital
          |residents|villagers|people|farmers|police|market) \s in
      | \b(?:mayor|governor|people|residents|villagers|city|town|village|hamlet|suburb|port|region
          |province|district|island|coast|shores?|valley|communities|diocese|parish|bishop) \s of
      | \b(?:mother|father|man|woman|boy|girl|resident|native|farmer|student|teacher|nurse|trader
          |fisherman|people|residents|villagers|families|migrants) \s from
      | \b(?:north|south|east|west|kilomet(?:re|er)s|km|miles) \s (?:of|from)
      | ,\s\d\d,\s (?:of|from)
    ) \s $
    """,
    regex.VERBOSE | regex.I,
)
# "An economist from [Lund]".
_NATIVE = regex.compile(r"(?<![\p{L}\-])([\p{Ll}\-]+)\sfrom\s$")
# Before the seat of an institution, with a comma on either side: "College of Mining, Lund, Prof."
_SEATED = regex.compile(
    r"\b(?:University|College|Polytechnic|Institute|School|Hospital|Academy|Seminary)\b[^,.;:\n]{0,50},\s$"
)
_SEATED_ENDS = regex.compile(rf",\s{SHORT_TITLE}\.?\s")
# After a place: what the weather was there.
_WEATHER = regex.compile(
    r"\s(?:(?:also|had)\s)?(?:recorded|registered|received|logged)\s(?:(?:a|the)\s)?"
    r"(?:\p{L}+\s)?(?:low|high|minimum|maximum|temperatures?|rain(?:fall)?|snow(?:fall)?|[\d.]+)\b"
)
# The last of several: "the mayors of Lund and [Ellin]".
_AFTER_PLACE = regex.compile(
    r"\b(?:mayors|governors|towns|villages|cities|districts|residents|people)\s(?:of|in)\s"
    r"\p{Lu}[^.;:\n]{1,60}?\sand\s$"
)
_NAMED = regex.compile(r"\b(?:named|called|nicknamed|known\sas)\s$")
# After a body, before somebody who belongs to it: "Lund United coach [Ana Oro]".
_STAFF = regex.compile(
    r"\s(?:(?:head|assistant|team|vice|senior|chief|deputy)\s)?(?:coach|captain|striker|defender"
    r"|midfielder|goalkeeper|goalie|winger|full-?back|forward|prop|hooker|skipper|boss|manager"
    r"|spokes(?:man|woman|person)|CEO|chief\sexecutive|chairman|chairwoman|chairperson|director)\s\p{Lu}"
)
# Days that are kept, and no persons.
_FEASTS = word_set(
    "eid ramadan ramazan christmas easter diwali deepavali holi onam pongal hanukkah passover "
    "purim lent ashura muharram nowruz thanksgiving halloween songkran vesak hajj"
)
# "The Lund defence", "the Lund bench": said of a team.
_TEAM = regex.compile(
    r"\s(?:defen[cs]e|attack|midfield|bench|backline|forwards|goalkeeper|goal|dressing\sroom|squad"
    r"|players?|keeper|penalty\sarea|end)\b"
)
_COMPANY = regex.compile(
    r"(?:[’']s?)?\s(?:shares|stock|shareholders|plants?|factor(?:y|ies)|refiner(?:y|ies)|employees"
    r"|customers|subsidiar(?:y|ies)|newspaper|channel|radio|television|TV|website|magazine)\b"
)
# "The daily [Lund Evening]", "the company, [Lund Evening]".
_KEPT = regex.compile(
    r"\b(?:(?:company|firm|club|party|newspaper|daily|weekly|magazine|tabloid|broadcaster|channel"
    r"|website|outlet|carmaker|automaker|retailer|brewer|insurer|lender|airline|drugmaker|chipmaker"
    r"|start-?up|conglomerate|charity|nonprofit|ngo|news\sagency),?|bank,|TV|Radio|giants|minnows"
    r"|heavyweights|outfit|strugglers)\s$"
)
# "The head of the bank, [Ana Oro],".
_HEADED = regex.compile(
    r"\b(?:of|at|for|from|behind)\s(?:the|an?|its|his|her|their|this)\s(?:[\p{L}\-]+\s){0,2}\p{L}+,\s$"
)
_WHICH = regex.compile(
    r",\swhich\b|,\s(?:the|an?)\s(?:[\p{L}\-]+\s){0,4}?(?:company|firm|party|club|broadcaster|newspaper"
    r"|charity|agency|ngo|start-?up|retailer|airline|bank|platform|operator\sof|carrier|search\sengine"
    r"|chain|(?:car|auto|chip|drug|phone)maker|lender|insurer|brokerage)\b",
    regex.I,
)
# After a name of several words: what no person does.
_WHICH_RUNS = regex.compile(
    r",\swhich\s(?:(?:also|now|already|has|had|is|was|still)\s)?(?:(?:owns?|operates?|runs?|ran|owned|operated"
    r"|makes?|manufactures?|employs?|employed|bought|sells|builds?|built|publishes|supplies|supplied|exports?"
    r"|imports?|provides|represents|manages|managed|acquired|develops?|developed|distributes|produces"
    r"|produced|building|developing|managing|running|operating)\b|(?:its\s)?(?:headquartered|based|listed)\b)"
)
_ON_AIR = regex.compile(r"(?<!\p{L})(?:TV|Radio)\s$")
# "Lund were": a verb of many after a name that opens its clause.
_MANY = regex.compile(r"\s(?:were|are|have)\b")
_OPENS = regex.compile(
    r"(?:^|[.!?]\s|\n|\b(?:when|while|after|before|as|because|if|that)\s)$", regex.I
)
# "The Lund Reform Party": an article, and no noun after the name.
_ARTICLE = regex.compile(r"(?<!\p{L})the\s$", regex.I)
_ENDED = regex.compile(
    r"(?:[.,;:)”\"\n]|\s(?:and|or|in|on|at|to|of|for|is|was|has|had|said|says|will|would|that)\b)"
)
_SAYS = regex.compile(
    r"\s(?:(?:also|then|however)\s)?(?:says|said|told|tells|believes|thinks|adds|added|explains)\b"
)
_BY_WORD = regex.compile(r"\b[Aa]ccording\sto\s$")
_DATELINE = regex.compile(
    r"\s*(?P<place>\p{Lu}{2}[\p{Lu}’'\-]+(?:\s\p{Lu}{2}[\p{Lu}’'\-]+){0,2})"
    r"(?:,\s[^\n:–—]{2,40}?)?(?:\s\([^()\n]{2,30}\))?\s?(?:[–—:]|-{1,2}\s)"
)


def unpersoned(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with places and bodies for those persons that the text shows to be such.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    at: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        at[surface(text, e)].append(e)
    persons = {name for name, those in at.items() if any(e.label in PERSONS for e in those)}
    parts = {word for name in persons if " " in name for word in name.split()}
    tails = {" ".join(name.split()[i:]) for name in persons for i in range(1, name.count(" ") + 1)}
    heads = _dated(text)
    labels = {}
    for name in persons:
        several = " " in name
        if (several and name.split()[-1] in persons) or (not several and name in parts):
            continue
        if name in tails:
            continue  # "Al Oro" of "Tim Al Oro"
        if not any(_is_person(text, e) for e in at[name]):
            label = _label(text, name, at[name], heads)
            if label:
                labels[name] = label
    return [
        attrs.evolve(e, label=label, start=_from_air(text, e.start))
        if e.label in PERSONS and (label := labels.get(surface(text, e), ""))
        else e
        for e in entities
    ]


def personed(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with persons for bodies that speak by somebody's given name, as Icelanders do:
    "Ari Tryggvason came. According to Ari".

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    given = {
        surface(text, e).split()[0]
        for e in entities
        if e.label in PERSONS and " " in surface(text, e)
    }
    return [
        attrs.evolve(e, label="Person")
        if e.label in BODIES and surface(text, e) in given and _speaks(text, e)
        else e
        for e in entities
    ]


def _speaks(text: str, entity: Entity) -> bool:
    """Whether words of saying stand right beside a name that has no article."""
    if _ARTICLE.search(text, max(0, entity.start - 5), entity.start):
        return False
    says = _SAYS.match(text, entity.end, entity.end + 30)
    by = _BY_WORD.search(text, max(0, entity.start - 16), entity.start)
    return says is not None or by is not None


def _from_air(text: str, start: int) -> int:
    """Where the name of a station begins: "Radio Lund", "TV Lund"."""
    m = _ON_AIR.search(text, max(0, start - 6), start)
    return start if m is None else m.start()


def _label(text: str, name: str, those: Sequence[Entity], dated: Set[str]) -> str:
    """What all mentions of a name together show it to be; empty where they show nothing."""
    if name.casefold() in _FEASTS and not any(_is_person(text, e) for e in those):
        return "Date"
    if name.casefold() in dated or any(_is_placed(text, e) for e in those):
        return "GPE"
    taken = sum(e.label in BODIES for e in those)
    shown = 2 * taken >= len(those) or any(_is_body(text, e) for e in those)
    return "Organization" if shown else ""


def _is_person(text: str, entity: Entity) -> bool:
    """Whether a title or an honorific stands before a name or opens it, or an age follows."""
    words = text[entity.start : entity.end].split()
    before = {word_beside(text, entity.start)}
    before |= {words[0].rstrip(".").lower()} if words else set()
    titled = any(w in HONORIFICS or singular(w)[0] in ROLES for w in before)
    titled = titled or _NAMED.search(text, max(0, entity.start - 12), entity.start) is not None
    return titled or _AGE.match(text, entity.end) is not None


def _is_placed(text: str, entity: Entity) -> bool:
    low = max(0, entity.start - _REACH)
    if _OWNED.match(text, entity.end):
        return False
    if _WEATHER.match(text, entity.end):
        return True
    native = _NATIVE.search(text, low, entity.start)
    if native is not None and singular(native[1])[0] in PERSON_NOUNS:
        return True
    one = " " not in text[entity.start : entity.end]
    if one and _SEATED_ENDS.match(text, entity.end) and _SEATED.search(text, low, entity.start):
        return True
    going = one and _GOING.search(text, low, entity.start) is not None
    low = max(0, entity.start - 2 * _REACH)
    return going or any(p.search(text, low, entity.start) for p in (_PLACED, _AFTER_PLACE))


def _is_body(text: str, entity: Entity) -> bool:
    start, end = entity.start, entity.end
    article = _ARTICLE.search(text, max(0, start - 5), start) is not None
    if _STAFF.match(text, end) or _COMPANY.match(text, end):
        return True
    if article and (_TEAM.match(text, end) or (" " in text[start:end] and _ENDED.match(text, end))):
        return True
    headed = _HEADED.search(text, max(0, start - 40), start) is not None
    if not headed and _KEPT.search(text, max(0, start - 24), start):
        return True
    which = _WHICH_RUNS if " " in text[start:end] else _WHICH
    if which.match(text, end, end + 60):
        return True
    opens = _OPENS.search(text, max(0, start - 10), start) is not None
    return opens and _MANY.match(text, end) is not None


def _dated(text: str) -> Set[str]:
    """Where the report is dated from: "LUND, May 3 (LNA) - "."""
    m = _DATELINE.match(text)
    return {m["place"].casefold()} if m else set()
