"""Edges: where a name begins and ends, once a model has said that there is one.

Articles, titles, letters behind a name and a headline's verb go; particles and styles come.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    HONORIFICS,
    OFFICE_LETTERS,
    PERSON_NOUNS,
    STYLES,
    TOKEN,
    word_set,
)
from quoteattr.speakers.naming.wholes import TAILS, is_title
from quoteattr.speakers.wording import PARTICLE, SHORT_TITLE

__all__ = ["POSSESSIVE", "SAYS", "past_letters", "past_titles", "personal", "runs_on", "trim"]

POSSESSIVE = regex.compile(r"[’']s?$")
#: Behind a name that ends in "’s" and is no possessive: "Veld’s[ said]", not "Oro’s called".
SAYS = regex.compile(
    r"(?<=[’']s)\s(?:(?:also|had|has|itself|later)\s)?(?:said|says|told|warned|warns|expects|expected|estimated"
    r"|estimates|forecasts?|downgraded|upgraded|affirmed|added|declined)\b"
)
_COMMA = regex.compile(r"\p{Ll},\s$")
_PARTICLES = regex.compile(
    r"(?<![\p{L}\p{N}’'\-])(?:(?:(?!(?:In|At|On|By|For|To|From|With|But|And|As|When|If|After|Before|While"
    r"|Said|Says|That|Then|Of|Like|Unlike|Asked|Mr|Mrs|Ms|Dr)\s)\p{Lu}[\p{L}\p{M}’'\-]+\s)?"
    rf"(?:{PARTICLE}(?:\s{PARTICLE})?|Ó|Ní|Nic)"
    r"|(?P<style>\p{Lu}\p{L}+))\s$"
)
_NO_NAME = regex.compile(
    r"(?:(?:the|if|when|as|but|and|while|after|before|since|because|although|in|on|at|by|for|from"
    r"|with|that|this|then|now|even|yet|thus|meanwhile|however)\s+)+(?=\S)",
    regex.I,
)
_BASED = regex.compile(
    rf"(?:the\s)?(?:\p{{Lu}}[\p{{L}}\- ]*-{TAILS}|(?:pro|anti)-\p{{Lu}}\p{{L}}+)\s(?=\p{{Lu}})"
)
_FIRST_WORD = regex.compile(r"(\p{L}+)\.?\s+")
_ELECTED = regex.compile(r"\s\([DIR]-")
_SHORT_TITLE = regex.compile(rf"\b{SHORT_TITLE}\.\s*(?=\p{{Lu}})")
_AFTER_NAME = (
    r"\s+(?:With|To|On|At|Over|After|As|In|For|And|Is|Are|Was|Were|Has|Had|Will|Says|Said|From|By"
    r"|Just|Not|Against|Of|Who|Calls|Gives|Gave|Gets|Vows|Wins|Tells|Backs|Slams|Hits|Warns|Urges"
    r"|Before|About|Into|Out|Up|Amid)\b(?!-\p{L})"
)
_RUNS_ON = regex.compile(_AFTER_NAME)
# A surname all the same, where a verb or a comma follows: "Omar Said said", "Omar Said’s".
_SURNAMED = regex.compile(
    r"\sSaid(?:,\s(?![\p{Lu}“\"‘])|[’']s\s|\s(?:said|says|told|was|is|has|had|\p{Ll}+ed)\b)"
)
# The same where all is in capitals: "ORO SAID".
_SHOUTED_ON = regex.compile(_AFTER_NAME, regex.I)
# The surname He in the midst of a sentence, and letters that stand for given names in Bengal.
_LETTERED = regex.compile(
    r"(?:(?<=(?:\p{Ll}|\p{Ll},|\d)\s)He|(?<![\p{L}\p{N}])(?:A[BFHKLMNQSTZ][MA]|SM|KM))\s$"
)
_LETTER = (
    r"(?:AM|AO|AC|OAM|MBE|OBE|CBE|KBE|DBE|MP|MPs|MPP|MSP|MLA|MNA|MEP|TD|MD|Ph\.?D|QC|KC"
    r"|SC|PC|JP|CPA|RN|CEO|CFO|FRS|DSO|BA|MA|BSc|MSc|LLB|Esq)"
)
_LETTERS = regex.compile(rf"(?:[,\s]\s*{_LETTER}\.?)+$")
_BEHIND = regex.compile(rf"(?:(?:\s{_LETTER}\.?)+(?=[,;)]|$))?")
# Ranks and offices of two words, of which one is a name's elsewhere or a style's.
_RANK = regex.compile(
    r"(?:Lance\s(?:Corporal|Cpl|Bombardier|Sergeant)|L/(?:Cpl|Sgt|Bdr)|(?:(?:Able|Leading)\s)?Seaman"
    r"|(?:Petty|Warrant)\sOfficer|Private|(?:Chief\s)?Whip|Lib\sDem|(?<=\bDet\s)Con|Det(?:ective)?\s(?:Con(?:stable)?|Ch(?:ief)?\s(?:Insp(?:ector)?|Supt))|First\s(?:Lady|Gentleman)|Det|Ch"
    r"|Councilmember)\.?\s(?=\p{Lu})"
)
_FIRST = regex.compile(r"\bFirst\s$")
# A verb of a headline that a model takes for a given name.
_HEADLINED = regex.compile(r"(?:Says?|Said|Warns?|Urges|Tells|Vows|Calls|Wants|Denies|Claims)\s")
# Before a place or body and then a name: "Mayor of Lund Ana Oro".
_OFFICE_OF = regex.compile(
    r"\b(?:[Mm]ayor|[Gg]overnor|[Pp]resident|[Pp]remier|[Cc]hancellor|[Aa]mbassador|(?:[Aa]rch)?[Bb]ishop"
    r"|MPs?|MEP|MSP|[Ss]enator|[Cc]ouncillor|[Cc]hief\s[Ee]xecutive|CEO|[Cc]hair(?:man|woman|person)?"
    r"|[Dd]irector|[Ff]ounder|[Cc]o-founder|[Hh]ead|[Mm]anager|[Cc]aptain)\s(?:of|for|to)\s(?:the\s)?$"
)
# Letters with stops, the last of which is no end of a sentence: "U.N."
_DOTTED = regex.compile(r"(?:\p{Lu}\.){2,}$")
_INITIALS = regex.compile(r"(?:\p{Lu}\.)+\p{Lu}")
# A title that is a given name where a description and a comma stand before it.
_GIVEN = frozenset({"Dean"})
# What somebody is or does, where no given name or surname is spelled like it.
_OCCUPATIONS = PERSON_NOUNS - word_set(
    "man woman boy girl lad kid mason cook fisher baker saint guy butcher shepherd barber tailor "
    "prophet bishop king prince duke pope sheriff miller taylor major general chief baby heir "
    "sultan emir imam sheikh "
    "cardinal archbishop queen princess father brother sister lord lady"
)
_WORD = regex.compile(r"\S+")
# Offices in letters, be they of several.
_OFFICES = OFFICE_LETTERS | {"mca", "mk"}
# By whose kin somebody is called at the start of a sentence, and no name.
_KIN = word_set(
    "hubby husband wife granddaughter grandson grandfather grandmother grandad granddad daughter "
    "stepdaughter stepson stepfather stepmother niece nephew"
)


def personal(text: str, start: int, end: int) -> Offsets:
    """Where a person's name begins and ends; nothing of it is left where it is all titles.

    Args:
        text: the text.
        start, end: offsets of what a model takes for a person's name.
    """
    if _HEADLINED.match(text, start, end):
        return end, end  # "Mayor [Says Bridge] Is Safe"
    start = past_titles(text, *_without_letters(text, _past_place(text, start, end), end))
    start = _with_particles(text, start)
    if (letters := _LETTERED.search(text, max(0, start - 8), start)) is not None:
        start = int(letters.start())
    return start, max(start, _without_letters(text, start, end)[1])


def _past_place(text: str, start: int, end: int) -> int:
    """Where the name begins behind what an office is of: "Mayor of [Lund ]Ana Oro"."""
    words = list(_WORD.finditer(text[start:end]))
    if len(words) < 3 or not _OFFICE_OF.search(text, max(0, start - 40), start):
        return start
    return start + int(words[-2].start())


def runs_on(word: str) -> bool:
    """Whether a capitalised word is one by which a headline goes on behind a name: "Backs"."""
    return _RUNS_ON.fullmatch(f" {word}") is not None


def trim(text: str, start: int, end: int) -> Offsets:
    """Without white space, articles, titles and a possessive ending at the edges."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    bare = "(" in piece or _DOTTED.search(piece.strip())
    piece = piece.strip() if bare else piece.strip().rstrip(",.;:)-*")
    piece = piece if SAYS.match(text, end, end + 40) else POSSESSIVE.sub("", piece)
    while (m := _FIRST_WORD.match(piece)) and m[1].lower() in HONORIFICS:
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
    end = start + len(piece)
    if _INITIALS.fullmatch(piece) and text[end : end + 1] == ".":
        end += 1  # "the U.N."
    return start, end


def _without_letters(text: str, start: int, end: int) -> Offsets:
    """A person's name without a shortened title in it and letters after it.

    "Veskian Gov. Ana Oro" and "Ana Oro MP" are Ana Oro; a headline's verb or preposition ends
    a name too ("Ana Oro With Tim Lund").
    """
    for m in _SHORT_TITLE.finditer(text, start, end):
        start = m.end()
    runs_on = _SHOUTED_ON if text[start:end].isupper() else _RUNS_ON
    m = runs_on.search(text, start + 1, end)
    if m and not (m.end() == end and _SURNAMED.match(text, m.start())):
        end = m.start()
    if m := _LETTERS.search(text, start, end):
        end = m.start()
    if m := _ELECTED.search(text, start, end):
        end = m.start()
    return start, end


def past_titles(text: str, start: int, end: int) -> int:
    """Where the name begins after titles taken for a part of it; the end if all is titles."""
    while m := _RANK.match(text, start, end):
        start = m.end()
    tokens = list(TOKEN.finditer(text, start, end))
    if all(is_title(m[0]) for m in tokens):
        return end
    if len(tokens) > 2 and tokens[0][0].lower() in _OCCUPATIONS:
        tokens = tokens[1:]  # "Striker Tim Oro" at the start of a sentence
    letters = tokens[0][0].removesuffix("s")
    if len(tokens) > 1 and letters.isupper() and letters.lower() in _OFFICES:
        tokens = tokens[1:]  # "OC Oro", "MPs Ana Oro and"
    if len(tokens) > 1 and tokens[0][0].lower() in _KIN:
        tokens = tokens[1:]  # "Granddaughter Ana"
    for m in tokens:
        given = (
            m[0] in _GIVEN and len(tokens) == 2 and _COMMA.search(text, max(0, start - 12), start)
        )
        if given or not is_title(m[0]) or m[0].lower() in STYLES:
            return int(m.start())
    return end


def _with_particles(text: str, start: int) -> int:
    """Where the name begins with what belongs to it before its entity: "Pope", "Ada von"."""
    m = _PARTICLES.search(text, max(0, start - 40), start)
    if m is None:
        return start
    style = m["style"]
    if style == "Lady" and _FIRST.search(text, max(0, m.start() - 6), m.start()):
        return start
    return start if style and style.lower() not in STYLES else int(m.start())


def past_letters(text: str, end: int) -> int:
    """Where the letters behind a name end: "Ana Oro[ KC], counsel to the inquiry".

    >>> past_letters("Ana Oro KC, counsel", 7), past_letters("Ana Oro, CEO of Veld", 7)
    (10, 7)
    """
    return int(_BEHIND.match(text, end).end())
