"""Companies: names that a model takes for places, and the text for companies.

"Lund’s chief executive", "shares in Lund" and "Lund, which makes boats," are no town's. Only
names of one word, or "Lund & Oro", that never stand as places do ("in Lund", "Lundish") change. A
company that is called by its first word, or by the surname of its founder, is no person either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.naming.callings import is_company
from quoteattr.speakers.naming.looks import is_styled, last_word, surface
from quoteattr.speakers.naming.wholes import BODIES, OPENERS, PERSONS, PLACES

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = [
    "BOOKS",
    "FIRMS",
    "RECALLS",
    "by_most",
    "companies",
    "houses",
    "of_a_country",
    "of_companies",
]

# "Water UK said", "Homes England has": a body, named after what it does and where.
_COUNTRY = frozenset(
    {"UK", "England", "Scotland", "Wales", "Cymru", "Ireland"}
    | {"Australia", "Canada", "NZ", "Europe"}
)
_BEFORE_COUNTRY = regex.compile(r"(?<![\p{L}\p{N}’'\-])(?P<own>(?:\p{Lu}[\p{L}&]+\s){1,2})$")
_ACTS = regex.compile(
    r"\s(?:said|says|told|warned|added|urged|called|wants|welcomed|confirmed|has|had|will|would"
    r"|spokes\p{L}+|chief|chair\p{L}*|director|boss)\b|[’']s\s"
)
_NOT_OF_A_BODY = OPENERS | word_set(
    "north south east west northern southern eastern western central great new mid inner outer "
    "inside across outside throughout beating around only like unlike both modern rural minister "
    "captain coach president secretary manager striker former team"
)

# What only companies have.
_HAS = (
    r"(?:chief\s(?:executive|financial|operating)|CEO|CFO|co-?founders?|founders?|shareholders"
    r"|subsidiar(?:y|ies)|customers|subscribers|products|revenues?|profits?|earnings|app|software"
    r"|share\sprice)\b"
)
_AFTER = regex.compile(
    rf"[’']s?\s(?:(?:former|own|annual|quarterly|net|new|parent|first)\s)?{_HAS}"
    r"|(?:,\swhich|,\sa\scompany\s(?:that|which))\s(?:makes|sells|owns|operates|runs|manufactures"
    r"|employs|develops|builds)\b"
    r"|,\s(?:an?|the)\s(?:[\p{L}\-’']+\s){0,5}?(?:company|firm|platform|retailer|start-?up|app|website"
    r"|search\sengine|service|carrier|(?:car|auto|chip|drug|phone|game)?maker|manufacturer|operator|provider"
    r"|exchange|studio|publisher|developer|bank|lender|insurer|airline|brand|chain|brokerage|agency|firm)"
    r"(?=[,.]|\s(?:that|which|based|known|once|founded|owned|for|of|in|with|behind|run|backed)\b)"
    r"|\susers\b|\s(?:chief\sexecutive|CEO|CFO)\s|\s(?:Inc|Ltd|plc|PLC|LLC|Corp|GmbH|AG)\b"
)
_BEFORE = regex.compile(
    r"\b(?:chief\sexecutive|CEO|co-founder|founder|shareholders|customers|makers?|offices|boss)\sof\s$"
    r"|\b(?:shares|stake)\sin\s$|\b(?:pilots|workers|employees|cashiers|engineers"
    r"|jobs|strike|leak|breach)\sat\s$|\b(?:plant|factory|mine|shop|ship|warehouse)s?\s(?:owned|run|operated)\sby\s$",
    regex.I,
)
#: What only firms do, with and without what they do it to.
RECALLS = r"recall(?:s|ed|ing)?\s[\d,.]+\s"
BOOKS = r"(?:made|posted|reported|booked)\s(?:a|an|its)\s(?:\p{Ll}+\s)?(?:loss|profit)\b"
# Behind a name that is the subject: what only a firm does, no country and no town.
_DEALS = regex.compile(
    rf"\s(?:(?:has|had|have|is|was|will|would|plans|to|also|now)\s){{0,3}}(?:{RECALLS}"
    r"|(?:shuts?|shutting|clos(?:e|es|ed|ing)|sell(?:s|ing)?|sold)\s(?:its|\p{Ll}+\sof\sits)\s(?:\p{Ll}+\s){0,2}"
    r"(?:shops?|stores?|branch(?:es)?|call\scentres?|restaurants|depots?|outlets|warehouses?)\b"
    rf"|{BOOKS}"
    r"|(?:agreed\sto\s)?(?:buys?|bought|acquires?d?)\sits\s(?:\p{Ll}+\s){0,2}(?:rival|competitor)\b"
    r"|stop(?:s|ped)?\s(?:selling|making)\b|laid\soff\b)|\s(?:workers|customers|passengers|employees)\b"
)
_PLACED = regex.compile(
    r"(?<!\b(?:shares|stake|investors|stock|interest|shareholders|trust|faith)\s)"
    r"\b(?:in|near|across|throughout|around|outside|inside|to|from|north\sof|south\sof|east\sof"
    r"|west\sof)\s$"
    r"|\b(?:capital|city|town|village|port|people|residents|mayor|governor|government|province"
    r"|state|republic|region|streets?)\sof\s$",
    regex.I,
)
_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]+")
_PARTNERS = regex.compile(r"\p{Lu}[\p{L}’'\-]+\s(?:&|and)\s\p{Lu}[\p{L}’'\-]+")  # "Oro & Holt"
#: Last words of companies' names and of no person's.
FIRMS = word_set(
    "airlines airways breweries brands chemicals construction contractors dairies developments "
    "electronics enterprises entertainment estates farms foods group holdings homes industries "
    "infrastructure investments laboratories labs logistics motors partners pharma properties "
    "resources securities semiconductor semiconductors services shipping software solutions "
    "stevedoring stores supermarkets systems technologies telecom ventures"
)
_FUMED = regex.compile(r"[,.!?][”\"’']\s\p{Ll}+(?:ed|s|id|ang|ote)\s$")
_THE = ("the ", "The ")
_ADJECTIVES = ("n", "an", "ian", "ese", "ish", "i")


def of_companies(text: str, entities: list[Entity]) -> list[Entity]:
    """Bodies for "Lund Motors", and for "Lund" where that company goes by it and no person does.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    entities = [
        attrs.evolve(e, label="Organization")
        if e.label in PERSONS and " " in surface(text, e) and last_word(text, e).lower() in FIRMS
        else e
        for e in entities
    ]
    names = [(e, surface(text, e).split()) for e in entities]
    firsts = {
        words[0]
        for e, words in names
        if e.label in BODIES and len(words) > 1 and is_company(w.lower() for w in words[1:])
    }
    firsts -= {w for e, words in names if e.label in PERSONS and len(words) > 1 for w in words}
    firsts -= {
        words[0] for e, words in names if words and e.label in PERSONS and is_styled(text, e)
    }
    return [
        attrs.evolve(e, label="Organization")
        if e.label in PERSONS and len(words) == 1 and words[0] in firsts
        else e
        for e, words in names
    ]


def of_a_country(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with a body in the place of the country that its name ends with: "Water UK".

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    found = [_with_country(text, e, acts=True) for e in entities]
    known = {surface(text, e) for e, old in zip(found, entities, strict=True) if e is not old}
    return [_with_country(text, e, known=known) for e in found]


def _with_country(
    text: str, entity: Entity, acts: bool = False, known: Collection[str] = ()
) -> Entity:
    """A country with the words before it, where these act together or are known as a body."""
    if entity.label not in PLACES or surface(text, entity) not in _COUNTRY:
        return entity
    m = _BEFORE_COUNTRY.search(text, max(0, entity.start - 40), entity.start)
    if m is None or not _NOT_OF_A_BODY.isdisjoint(m["own"].lower().split()):
        return entity
    body = attrs.evolve(entity, start=m.start("own"), label="Organization")
    shown = acts and _ACTS.match(text, entity.end) is not None
    return body if shown or surface(text, body) in known else entity


def houses(text: str, entities: list[Entity]) -> list[Entity]:
    """Bodies called by a surname, where the text says "Mr. Veld" of the person: "Veld said its".

    Where it never calls the person by the surname alone, and the model takes it for a body's
    somewhere, it is a body's wherever it stands alone.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    alone = [e for e in entities if " " not in surface(text, e) and not is_styled(text, e)]
    bodies = {surface(text, e) for e in alone if e.label in BODIES}
    styled = {last_word(text, e) for e in entities if is_styled(text, e)}
    houses = {id(e) for e in alone if surface(text, e) in bodies & styled}
    return [attrs.evolve(e, label="Organization") if id(e) in houses else e for e in entities]


def by_most(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities; the surname of somebody named in full, taken for a body's once and more often
    for a person's, or right behind a cue, is that one's throughout: "“No,” fumed Oro".

    Args:
        text: the text.
        entities: its named entities, in order.

    >>> from quoteattr.annotation.records import Entity
    >>> text = "Ana Oro ran. Oro sang. Oro ate. “No,” they told Oro."
    >>> bodies = [Entity(0, 7, "Person"), Entity(48, 51, "Organization")]
    >>> [e.label for e in by_most(text, bodies)]
    ['Person', 'Organization']
    >>> persons = [Entity(13, 16, "Person"), Entity(23, 26, "Person")]
    >>> [e.label for e in by_most(text, [*bodies, *persons])]
    ['Person', 'Person', 'Person', 'Person']
    """
    labels: dict[str, list[str]] = defaultdict(list)
    for e in entities:
        labels[surface(text, e)].append(e.label)
    full = [e for e in entities if e.label in PERSONS and " " in surface(text, e)]
    surnames = {last_word(text, e) for e in full}

    def is_taken(those: Sequence[str]) -> bool:
        persons = sum(label in PERSONS for label in those)
        return persons > sum(label in BODIES for label in those) > 0

    taken = {name for name, those in labels.items() if name in surnames and is_taken(those)}
    taken |= {
        name
        for e in entities
        if e.label in BODIES and (name := surface(text, e)) in surnames
        and _FUMED.search(text, max(0, e.start - 20), e.start) and len(labels[name]) == 1
    }  # fmt: skip
    return [
        attrs.evolve(e, label="Person")
        if e.label in BODIES and surface(text, e) in taken and not text.endswith(_THE, 0, e.start)
        else e
        for e in entities
    ]


def companies(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with companies for those places that only companies can be.

    Args:
        text: the text.
        entities: its named entities, in order.
    """
    at: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        name = text[e.start : e.end]
        if e.label in PLACES and (" " not in name or _PARTNERS.fullmatch(name)):
            at[text[e.start : e.end]].append(e)
    words = {m[0] for m in _WORD.finditer(text)} if at else set()
    found = {
        name
        for name, those in at.items()
        if not words & {name + end for end in _ADJECTIVES} and _is_one(text, those)
    }
    return [
        attrs.evolve(e, label="Organization")
        if e.label in PLACES and text[e.start : e.end] in found
        else e
        for e in entities
    ]


def _is_one(text: str, entities: Sequence[Entity]) -> bool:
    if any(_PLACED.search(text, max(0, e.start - 40), e.start) for e in entities):
        return False
    return any(
        _AFTER.match(text, e.end, e.end + 90)
        or _DEALS.match(text, e.end, e.end + 90)
        or _BEFORE.search(text, max(0, e.start - 30), e.start)
        for e in entities
    )
