"""Things: works, animals, ships and shops whose names a model takes for persons'.

The text says what they are: "her second novel, Mirella,", "the trawler Kestrel", "a bakery called
Zuleika". Not where a title or an age stands beside such a name anywhere in the text, where it says
something, or where somebody bears it in a longer name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import HONORIFICS, ROLES, singular
from quoteattr.speakers.naming.looks import surface, word_beside
from quoteattr.speakers.naming.wholes import PERSONS
from quoteattr.speakers.wording import AGED

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["things"]

_THINGS = (
    r"film|movie|feature|documentary|novel|novella|memoir|autobiography|album|song|single|book|opera"
    r"|musical|ballet|painting|sculpture|exhibition|podcast|sitcom|thriller|poem|videogame|(?:video|board)\sgame"
    r"|(?:first|debut|new|latest|second|third|stage|his|her|their|[’']s)\splay|debut|sequel"
    r"|dog|puppy|cat|kitten|horse|pony|mare|stallion|gelding|colt|filly|bull|parrot|elephant|tortoise"
    r"|donkey|camel|labrador|spaniel|terrier|collie|racehorse"
    r"|boat|yacht|trawler|ship|ferry|tanker|vessel|tugboat|lifeboat|submarine|sloop|schooner|frigate"
    r"|destroyer|warship|catamaran|dinghy|freighter|steamer"
    r"|hurricane|cyclone|typhoon|storm|spacecraft|rover|probe|satellite|telescope|app|chatbot|drone"
)
_FIRMS = (
    r"restaurant|caf[eé]|bakery|brewery|pub|bar|shop|bookshop|boutique|salon|start-?up|band|label"
    r"|distillery|winery|vineyard|nightclub|gym|hotel|guesthouse|farm|studio"
)
_NOUN = rf"(?:(?P<thing>{_THINGS})|(?P<firm>{_FIRMS}))"
# "Her second novel, [Mirella],": whose it is, or which of several, before a comma.
_APPOSED = regex.compile(
    r"(?:[’']s?|\b(?:his|her|their|its|our|my|whose|first|second|third|latest|new|debut|own))\s"
    rf"(?:[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}\-]*\s){{0,3}}?{_NOUN},\s$",
    regex.I,
)
# "The trawler [Kestrel]", "a dog called [Bruno]".
_BESIDE = regex.compile(
    rf"\b{_NOUN}(?:\s(?:called|named|titled|entitled|dubbed))?\s$|\b(?:Hurricane|Cyclone|Typhoon|Storm)\s$"
)
_NO_AGE = r"(?!\s(?:aged\s)?\d\d\b)"
_ENDS = regex.compile(rf"(?:,{_NO_AGE}|[.;:)–—]|\s[–—-])")
# What follows a name that is whole: no "has made" of "the film Oro has made".
_GOES_ON = regex.compile(
    rf"(?:,{_NO_AGE}|[.;:)?!–—]|\s(?:[–—-]|and|or|but|was|were|is|are|will|would|by|from|at|in|on|of|to|with"
    r"|for|as|after|before|when|which|that|into|off|during|since|until|under|near|opened|won|sank"
    r"|hit|struck|made|follows|tells|stars|premiered|premieres|opens|closed|closes|came|ran|sailed)\b)"
)
# Who says something is nobody's boat.
_SAYS = regex.compile(
    r"\s(?:said|says|told|tells|added|adds|asked|asks|recalled|recalls|explained|explains|replied)\b"
)
_SAID = regex.compile(r"\b(?:said|says|added|adds|asked|recalled|explained|replied)\s$")
_AGE = regex.compile(AGED)
# What somebody is, behind a name; nobody says so of a boat.
_WHAT = regex.compile(r",\s(?:an?|the|who|whose)\s")
# Where somebody is, or what one speaks of, before a name: "in her new book, Ana Oro".
_IN = regex.compile(
    r"\b(?:[Ii]n|[Oo]n|[Ff]or|[Ww]ith|[Aa]fter|[Oo]utside|[Ii]nside|[Aa]t|[Oo]f|[Bb]y|[Ff]rom|[Ss]ince|[Bb]efore|[Bb]ehind"
    r"|[Aa]bout|[Nn]ear|[Dd]uring|[Tt]o)\s(?:(?:the|an?|his|her|their|its|this|that|one)\s|[\p{L}’'\-]+[’']s?\s)?"
    r"(?:[\p{L}\p{N}\-]+\s){0,3}$"
)
_REACH = 70


def things(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with works and shops for those persons that the text shows to be such.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    at: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        if e.label in PERSONS:
            at[surface(text, e)].append(e)
    shown = {name: kind for name, those in at.items() if (kind := _kind(text, those))}
    parts = _parts(at) if shown else frozenset()
    return [
        attrs.evolve(e, label=label)
        if e.label in PERSONS
        and (name := surface(text, e)) not in parts
        and (label := shown.get(name, ""))
        else e
        for e in entities
    ]


def _parts(names: dict[str, list[Entity]]) -> Set[str]:
    """The words of the names of several words."""
    return {word for name in names if " " in name for word in name.split()}


def _kind(text: str, those: Sequence[Entity]) -> str:
    """The label of a thing that all mentions of a name may mean; empty where they are somebody."""
    labels = (_label(text, e) for e in those)
    label = next(filter(None, labels), "")
    return label if label and not any(_is_somebody(text, e) for e in those) else ""


def _label(text: str, entity: Entity) -> str:
    """What one mention shows: "Misc" or "Organization", or nothing."""
    low = max(0, entity.start - _REACH)
    m = _APPOSED.search(text, low, entity.start)
    if m is None or not _ENDS.match(text, entity.end):
        m = _BESIDE.search(text, low, entity.start)
        if m is None or not _GOES_ON.match(text, entity.end):
            return ""
    where = m.start("thing") if m["thing"] else m.start("firm") if m["firm"] else m.start()
    if " " in surface(text, entity) and _IN.search(text, max(0, where - _REACH), where):
        return ""
    return "Organization" if m["firm"] else "Misc"


def _is_somebody(text: str, entity: Entity) -> bool:
    """Whether a title stands before a name, an age behind it, or it says something."""
    word = word_beside(text, entity.start)
    if word in HONORIFICS or singular(word)[0] in ROLES:
        return True
    said = _AGE.match(text, entity.end) or _SAYS.match(text, entity.end)
    if said or (" " in surface(text, entity) and _WHAT.match(text, entity.end)):
        return True
    return _SAID.search(text, max(0, entity.start - 12), entity.start) is not None
