"""Heads: whether a name inside a phrase is whom the phrase is about, or only stands in it."""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    HONORIFICS,
    PERSON_NOUNS,
    QUANTIFIERS,
    TITLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.given_as import GIVES
from quoteattr.speakers.naming.roles import DEGREES, is_role_noun
from quoteattr.speakers.naming.wholes import is_title
from quoteattr.speakers.reading.cores import CUT, LINKS, core_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.wording import NUMBER, holds_any

__all__ = ["is_trade", "named_after", "named_head", "without_honorific"]

# One word more may be an adverb or a verb that the span took in ("Ana Oro flatly"), but no noun:
# "Lundish negotiators" are not a person called Lundish.
_STRAYED = regex.compile(
    r"\s+(?:(?!(?:family|ally|assembly|rally|monopoly|supply|bully|weekly|daily|monthly|seed|breed)\b)"
    r"\p{Ll}+(?:ly|ed)|(?:say|add|claim|insist|argue|warn|note|tell|believe|think|want|write"
    r"|ask|admit|explain|hope|fear|call|agree|suggest|maintain|stres)e?s)"
)
# Before a name that a participle after a plural leads up to, or that stands in a title in marks,
# or behind "a report written by".
_CLAUSAL = regex.compile(
    r"\p{Ll}(?:ed|en)\sby\s(?:\p{L}[\p{L}\-]*\s){0,3}$|"
    r"(?<!\p{L})(?!(?:[Ii]t|[Hh]i|[Tt]hi)s\s)\p{L}\p{Ll}*s\s\p{Ll}+(?:ing|ed)\s|[“\"]\p{Lu}[^”\"]*$|''\p{Lu}"
)
# "The lawyer representing [the port]", but not "director marketing [Ana Oro]".
_ACTS = regex.compile(
    r"(?P<noun>\p{Ll}[\p{L}\-]*)\s(?!(?:market|hous|engineer|plann|min|build|train|shipp|bank|nurs|farm"
    r"|fish|monitor|account|operat|broadcast|light|publish|manufactur|act|sitt|outgo|incom|visit)ing\s)"
    r"\p{Ll}{2,}ing\s(?:(?:the|his|her|their|its|an?)\s)?$"
)
# After a body, in brackets perhaps, what it does with or to others.
_LEADS_OFF = regex.compile(
    rf"(?:\s\([^()\n]{{1,20}}\))?\s\p{{Ll}}+(?:ing|ed)\s(?=[^,;]*{LINKS.pattern})"
)
# From a name to the next without a break or a preposition: " President ".
_RUN_ON = regex.compile(r"(?:\s+(?!(?:of|from|for|in|at|to|by|with|and|or)\s)\p{L}[\p{L}\-]*)+\s+")
# Titles that open a person's, not a field: "the office of President Oro".
_PERSONAL = word_set("president king queen pope governor mayor senator chancellor prime premier")
# Titles that are none: what an office is for.
_FIELDS = word_set(
    "the of foreign interior defence defense finance health education environment economy revenue "
    "justice"
)
# "The applicant, Lund Resources": what a body may be to others.
_BODIES = BODY_NOUNS | word_set(
    "applicant claimant plaintiff respondent defendant developer owner operator supplier "
    "contractor employer landlord sponsor bidder buyer seller tenant organiser organizer promoter "
    "shareholder investor stakeholder auditor founder backer creditor insurer adviser customer"
)
# What an office is for, and what its bearer is.
_KINDS = BODY_NOUNS | _FIELDS - {"the", "of"}
_HELD = TITLES - _FIELDS
# "One of the largest banks, Lund Union"
_ONE_OF = regex.compile(r"^one\sof\s", regex.I)
_ONE = regex.compile(r"one\sof\s(?:them|these|those),\s(?:the\s)?", regex.I)
# "The report Lund Union" is a report; "the ruling Lund Party" is a party.
_DOCUMENTS = DOCUMENT_NOUNS - BODY_NOUNS - {"ruling", "app"}
_POSTS = word_set(
    "custodian leader lawmaker legislator councillor councilor member analyst barrister lawyer "
    "professor researcher scientist"
)
_PAPERS = word_set(
    "newspaper magazine daily weekly website agency company group party ngo channel "
    "television tv network radio paper firm portal journal news platform site outlet "
    "broadcaster station organisation organization foundation union club"
)

# A name given without "who": "a man identified by police only as Oro", "a woman surnamed Oro".
_CALLED = regex.compile(
    r"(?P<who>[\p{L}\-]+),?\s(?:surnamed|(?:only\s)?identified(?:\s(?:by|in)(?:\s(?!only)\p{L}+){1,3})?"
    r"(?:\sonly)?\sas)\s(?=\p{Lu})"
)
_SENTENCE_ENDS = regex.compile(r"[.;\n“”\"]")
_OWNS = regex.compile(r"[’']s?\s+\p{L}|[’']$")
_GOES_ON = regex.compile(r"\s+\p{Ll}")
_MODIFIES = regex.compile(r"-\p{L}")
_OPENED = regex.compile(r"[,:–—(]\s*[\"“]?$")
_EXAMPLE = regex.compile(r"\b(?:including|like)\b")
_ASIDE = regex.compile(r",\s|\s\(|\s(?:of|from|at)\s(?:the\s)?\p{Lu}")
_SOME = regex.compile(r"(?:an?|some|several)\s", regex.I)
_LAST_WORD = regex.compile(r"(?<!\p{L})((?:\p{L}+-)?\p{L}+)\.?\s*$")
_BRACKET = regex.compile(r"^\([^)]*\)\s*")
_RANKED = regex.compile(r"(?<=,\s)(?:\p{Lu}[\p{L}\-]*\.?\s){1,3}$")
# "…, retired bus driver " before a name.
_TRADE = regex.compile(
    r"(?<=,\s)(?:\p{Lu}\p{Ll}+\s)?(?:(?!(?:and|or|with|the|an?)\s)[\p{Ll}\p{N}][\p{L}\p{N}\-]*\s){0,3}(?P<noun>\p{Ll}[\p{L}\-]*)\s$"
)
_FOR_OFFICE = regex.compile(
    r"(?P<who>(?:\p{L}+\s){1,4})(?:for|to|of)\s(?:the|one|another|his|her|their)\s(?:\p{L}+\s){0,2}"
    r"(?P<title>\p{L}+),\s$",
    regex.I,
)
# "Baker and mother [of two] Ana Oro"
_PARENT = regex.compile(
    r"\b((?:grand)?(?:mother|father|parent|mum|dad))(?:\s|-)of(?:\s|-)"
    rf"(?:\d+|one|{NUMBER})\s"
)
_COMMA_THE = regex.compile(r"[,:–—]\s*(?:the\s+)?$")


def named_head(text: str, start: int, end: int, naming: Naming) -> Referent | None:
    """Whose name a phrase is about: "Ana Oro of Lund", not "an aide to Ana Oro"."""
    inside = [m for m in naming.within(start, end) if not _is_object(text, start, m[0])]
    persons = [m for m in inside if m[2].label == "person"]
    for s, e, who in persons:
        if _heads_person(text, start, s, e, end, inside):
            return who
    for s, e, who in inside:
        if who.label != "person" and _heads_body(text, start, s, e, end, who):
            return who
    return None


def _is_object(text: str, start: int, name: int) -> bool:
    """Whether a person does something with or for whoever is named: "the lawyer representing"."""
    acts = _ACTS.search(text, max(start, name - 60), name)
    return acts is not None and singular(acts["noun"].lower())[0] in PERSON_NOUNS | TITLES


def named_after(text: str, start: int, end: int, naming: Naming) -> Referent | None:
    """Whose name a relative clause gives: "the victim's son, who asked to be known only as Lim".

    Args:
        text: the text.
        start, end: offsets of the phrase, with the clause or without it.
        naming: the names of the text.
    """
    limit = min(len(text), end + 120)
    m = GIVES.search(text, start, limit)
    called = m is None and holds_any(text, start, limit, ("surnamed", "identified"))
    if called and (found := _CALLED.search(text, start, limit)) is not None:
        somebody = found["who"].lower() in PERSON_NOUNS or found["who"].endswith("-old")
        m = found if somebody else None
    if m is None or _SENTENCE_ENDS.search(text, min(end, m.start()), m.start()):
        return None
    after = naming.within(m.end(), m.end() + 40)
    return after[0][2] if after and after[0][0] == m.end() else None


def _heads_person(
    text: str, start: int, s: int, e: int, end: int, inside: list[tuple[int, int, Referent]]
) -> bool:
    before, after = without_honorific(_PARENT.sub(r"\1 ", text[start:s])), text[e:end]
    if _OWNS.match(after):
        return False
    later = [m for m in inside if m[0] >= e and m[2].label == "person"]
    if later and _RUN_ON.fullmatch(text, e, later[0][0]):
        return False  # "Veskian President Ana Oro" is the last name's
    if before.lower().split()[-1:] and before.lower().split()[-1] in QUANTIFIERS:
        return False
    if _CLAUSAL.search(before) or before.endswith("-"):
        return False  # "groups urging Ana Oro" and "a pro-Oro group" are others
    strayed = _STRAYED.fullmatch(after)
    if _GOES_ON.match(after) and not strayed and not CUT.match(after.lstrip()):
        return False
    if _MODIFIES.match(after):
        return False
    if LINKS.search(before) and later and text[e : later[0][0]] == ", " and later[-1][1] == end:
        return False  # "the head of one of the tribes, Lundi, Ana Oro"
    lead = _without_titles(before)
    if not before.strip() or _OPENED.search(lead):
        return not (_EXAMPLE.search(before) or _is_holder(lead))
    if LINKS.search(before) is None:
        return True
    if any(b <= s and _LEADS_OFF.match(text, b, s) for _, b, r in inside if r.label == "body"):
        return False  # "the Port Union demanding help from Ana Oro"
    apart = after.strip() and not _ASIDE.match(after)
    styled = before != text[start:s]
    return not apart and _titled(before, text[s:e], styled)


def _titled(before: str, name: str, styled: bool) -> bool:
    """Whether "Minister of Trade" or "Lund Bank of Trade analyst" leads up to a name.

    Args:
        before: the words before the name, without an honorific.
        name: the name.
        styled: whether there is an honorific: "a woman who met Gov. Oro" is somebody else.

    It does where its head is an office or a body, and more than titles stands after its last
    preposition ("minister to President" is somebody else); a plural ("the envoys of") never does.
    """
    lead = before[: LINKS.search(before).start()].lower().split()  # "press and brand manager of"
    head, plural = singular((lead or core_of(before)[0].lower().split())[-1])
    *_, last = LINKS.finditer(before)
    words = [w.rstrip(",.") for w in before[last.end() :].split()]
    between = [w.lower() for w in words]
    if plural or not between or between[-1] in ("and", "or", "the", "&"):
        return False
    some = _SOME.match(before) is not None
    if head in BODY_NOUNS:
        titles = all(w in TITLES for w in between)
        own = last[0] == "of" and between[0] in _PERSONAL
        in_turn = last[0] in ("to", "for", "by", "with") or (
            own and all(w in TITLES | _PERSONAL for w in between)
        )
        return not (some or (titles and in_turn))
    office = bool({*head.split("-")} & (TITLES | _POSTS)) and not head.startswith("spokes")
    if "and" in between[:-1] and office and not some:
        return True  # "Secretary of State and frontrunner"
    if _is_somebody(between[-1]):
        # "Chief of Police General", but not "an aide to President" or "the coach of striker"
        return office and not some and words[-1][0].isupper() and any(map(_is_kind, words))
    if office and not some:
        return True
    kind = words[-1][0].isupper() or (_is_kind(words[-1]) and " " in name)  # "the site Veld"
    return (office or head in PERSON_NOUNS) and kind and not styled


def _is_somebody(word: str) -> bool:
    """Whether a word before a name is for its bearer: a title, a noun for a person."""
    noun, plural = singular(word)
    return not plural and (noun in PERSON_NOUNS or not _HELD.isdisjoint(noun.split("-")))


def _is_kind(word: str) -> bool:
    """Whether a word says what an office is for: a body, a field, or several things."""
    noun, plural = singular(word.lower())
    return plural or noun in _KINDS


def _without_titles(before: str) -> str:
    """The words without titles, or a trade, behind a comma: "A leader in Lund, Chief " and "the
    owner of the boat, businessman " lead up to a name.
    """
    trade = _TRADE.search(before)
    if trade is not None and (is_role_noun(trade["noun"]) or trade["noun"] == "national"):
        return before[: trade.start()]
    m = _RANKED.search(before)
    titled = m is not None and all(
        word.lower() in DEGREES or is_title(word.rstrip(".")) or word.lower() in PERSON_NOUNS
        for word in m[0].split()
    )
    return before[: m.start()] if m is not None and titled else before


def is_trade(words: str) -> bool:
    """Whether words between a comma and a name say what its bearer is: "retired bus driver "."""
    trade = _TRADE.fullmatch(f", {words}", 2)
    return trade is not None and is_role_noun(trade["noun"])


def _is_holder(before: str) -> bool:
    """Whether a comma leads from another's office to the name: "a spokesman for the mayor, ",
    "lawyers for the driver, ".
    """
    office = _FOR_OFFICE.match(before)
    if office is None:
        return False
    words, title = office["who"].lower().split(), office["title"].lower()
    several = singular(words[-1])[1] and title in PERSON_NOUNS
    return several or (words[0] in ("a", "an", "one") and title in TITLES)


def without_honorific(before: str) -> str:
    """The words without a final "Mr." or its like."""
    m = _LAST_WORD.search(before)
    return before[: m.start()] if m and m[1].lower() in HONORIFICS else before


def _heads_body(text: str, start: int, s: int, e: int, end: int, who: Referent) -> bool:
    before, after = text[start:s], text[e:end].strip()
    after = _BRACKET.sub("", after)
    if after.startswith(("’", "'", "-")) or before.endswith("-") or _CLAUSAL.search(before):
        return False
    if after and not CUT.match(after) and not _papers(after, who):
        return False
    if _ONE.fullmatch(before):
        return True  # "One of them, Lund Union"
    if _COMMA_THE.search(before):
        sort = core_of(_ONE_OF.sub("", before))[0].lower().split()[-1:]
        return who.label == "body" and any(singular(word)[0] in _BODIES for word in sort)
    if LINKS.search(before):
        return False
    low = before.lower().split()
    if low and (low[0] in QUANTIFIERS or low[0] in ("a", "an")) and not after:
        return who.label == "body" and low[0] not in ("a", "an")
    return not (low and low[-1] in _DOCUMENTS)


def _papers(after: str, who: Referent) -> bool:
    core, _ = core_of(after)
    words = core.lower().split()
    owned = "'s " in core or "’s " in core  # "the U.N. children's agency" is not the U.N.
    return who.label == "body" and 0 < len(words) <= 3 and words[-1] in _PAPERS and not owned
