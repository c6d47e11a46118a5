"""Posts: what the words around a name tell of its bearer besides titles and appositions.

"Ana Oro was elected mayor" makes her the mayor, and "Ana Oro, who heads the union" lets her go by
the head or the leader of it.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, CHARGED_NOUNS, TOKEN, singular
from quoteattr.speakers.naming.ages import ages_beside
from quoteattr.speakers.naming.callings import callings
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.wording import DAY, MONTH, STYLED, TRIED

__all__ = ["goes_by", "is_charged", "post_after", "said_to_be"]

_TAKES = regex.compile(
    r"""
    (?:,\swho)? \s (?:(?:has|had|was|is|been|also|now|then|later|first|recently|still)\s){0,3}
    (?: took\sover\sas | taken\sover\sas | takes\sover\sas | (?:re-?)?elected(?:\sas)?
      | (?:re)?appointed(?:\sas)? | named(?:\sas)? | sworn\sin\sas | installed\sas | became | become
      | (?:serve[sd]|serving|work(?:s|ed|ing)|act(?:s|ed|ing))\sas ) \s
    (?!(?:by|after|to|in|for|on|from|with|at|over|under|during|because|when|last|this|again)\b)
    (?P<what> (?:(?:the|an?|its|their)\s)? [^,.;:\n“”"]{3,160} )
  | \s (?:is|was|(?:has|had)\sbeen) \s (?:(?:also|now|then|still)\s)?
    (?P<what>(?:an?|the)\s[^,.;:\n“”"]{3,160})
  | \s [–—-] \s (?P<what>(?:an?|the|one|another)\s[^.;:\n“”"–—]{3,80}) (?=\s[–—-]\s)
    """,
    regex.VERBOSE,
)
# "Veld, which the town knows as Telveld, was once a private bank"
_SAID_TO_BE = regex.compile(
    r"(?:,\s[^,.;:\n“”\"]{3,80},)?,?\s(?:is|was|remains)\s(?:(?:also|now|then|still|once|originally)\s)?"
    r"(?P<what>(?:an?|the|one\sof)\s[^,.;:\n“”\"]{3,120})"
)
# "Hired [Ana Oro] as his lawyer"
_HIRES = regex.compile(
    r"\b(?:hire[sd]?|appoint(?:s|ed)?|name[sd]?|chose|chosen|elect(?:s|ed)?|recruit(?:s|ed)?|employ(?:s|ed)?"
    r"|nominate[sd]?|installed?|picked|promoted|engaged|retained)\s$"
)
_AS = regex.compile(
    r"\sas\s(?:(?:his|her|its|their|the|an?)\s)?(?:new\s)?(?P<what>[^,.;:\n“”\"]{3,160})"
)
# What follows an office and is none of it: "mayor [in 2014]", "president [by a landslide]".
_ENDS_POST = regex.compile(
    r"\s(?:(?:in|since|from|until|till|by)\s(?:\d{4}\b|the\s(?:\d|early|late)|an?\s)|in\sthe\s\d{4}s"
    rf"|(?:in|since|on|until|by|last|next)\s(?:{MONTH}|{DAY})|at\s(?:just|only|the\sage|\d)|to\s\d"
    r"|by\s\p{Ll}+|after|before|when|while|because|who|which|that|whose|where|despite|amid|during"
    r"|(?:and|but)\s(?:had|has|was|is|then|later|have|did|would|will|said)|took|said|has|had|would)\b"
)
_DOES = regex.compile(
    r",\swho\s(?:(?:also|now|still|has|had|once)\s)?(?P<verb>\p{Ll}{3,})\b"
    r"(?!\s(?:to|for|away|in|into|from|out|off|law)\b)"
)
# What is said after a name, or before it, of somebody who stands before a court.
_CHARGED = regex.compile(
    rf"""
    (?: ,\s[^,.;:\n“”"]{{1,60}}, | \s\([^)\n]{{1,40}}\) | ,\swho )?  # ", 44," or "(44)"
    \s (?:(?:has|have|had|is|was)\s)? (?:\p{{L}}+ly\s)? (?:(?:been|being)\s)?
    (?:
        plead(?:s|ed) \s (?:not\s)? guilty
      | (?:{TRIED}|remanded|arrested)\b
      | accused \s of\b | (?:on|facing) \s trial\b | found \s (?:not\s)? guilty
      | (?:denie[sd]|faces|faced) \s (?:\p{{L}}+\s){{0,3}} (?:charges?|counts?|accusations?)\b
      | (?:appear(?:s|ed)?|faced) \s [^.\n]{{0,50}} \b(?:[Cc]ourt|[Mm]agistrates?)\b
    )
    """,
    regex.VERBOSE,
)
_TESTIFIED = regex.compile(
    r"(?:,\s[^,.;:\n“”\"]{1,60},|\s\([^)\n]{1,40}\))?\s(?:(?:has|have|had|was|is)\s)?"
    r"(?:testif(?:ied|ying)|g(?:ave|iving)\sevidence|t(?:ook|aking)\sthe\switness\sstand)\b"
)
# "The accused, Ana Oro, 34, "
_THE_ACCUSED = regex.compile(
    rf"\b(?:the|an|one)\s(?:(?:first|second|third|other|co-?)\s?)?accused,?\s{STYLED}$",
    regex.I,
)
_AGAINST = regex.compile(
    r"""
    (?:
        \b(?:arrest(?:ed)?|charged|accuse[sd]|indicted|convicted|prosecute[sd]?) \s
      | \b(?:trial|arrest|conviction|indictment|prosecution) \s of \s
      | \b(?:case|charges) \s against \s
    )
    (?:\p{Lu}\p{L}*\.?\s){0,3} $  # "Mr."
    """,
    regex.VERBOSE,
)
# By what nouns somebody goes who does it.
_DOERS = {
    "heads headed": "head leader boss chief",
    "leads led": "leader head",
    "chairs chaired": "chair chairman chairwoman chairperson",
    "owns owned": "owner proprietor",
    "runs": "owner boss operator manager",
    "manages managed": "manager",
    "coaches coached": "coach",
    "captains captained": "captain skipper",
    "edits edited": "editor",
    "teaches taught": "teacher",
    "farms farmed": "farmer",
    "drives drove": "driver",
    "sells": "seller trader vendor",
    "directs directed": "director",
    "founded founds": "founder",
    "represents represented": "representative",
    "studies": "researcher",
    "fishes fished": "fisherman fisher",
    "sings sang": "singer",
    "writes wrote": "writer author",
    "plays played": "player",
    "commands commanded": "commander",
    "trains trained": "trainer coach",
    "designs designed": "designer",
    "paints painted": "painter artist",
    "survived": "survivor",
    "witnessed saw": "witness",
}
# By letters behind the name.
_LETTERS = regex.compile(
    r",?\s(?:(?P<sits>MP|MEP|MLA|MLC|MNA|MSP|MK|TD)|(?P<pleads>KC|QC|SC|SAN)|(?P<heals>MD))\b"
)
_BY_LETTERS = {
    "sits": frozenset({"mp", *callings("person", ["mp"])}),
    "pleads": frozenset({"silk", *callings("person", ["barrister"])}),
    "heals": callings("person", ["doctor"]),
}
_ASIDE = r"(?:,\s[^,.;:\n“”\"]{1,60},|\s\([^)\n]{1,40}\)|,\swho)?"
# What is done to a victim, by somebody or not.
_HARMED = r"(?:shot|stabbed|attacked|robbed|assaulted|raped|mugged|kidnapped|abducted|defrauded)"
_HURT = regex.compile(
    rf"{_ASIDE}\s(?:was|were|(?:has|had)\sbeen)\s(?:\p{{Ll}}+ly\s)?"
    rf"(?:{_HARMED}|hurt|injured|wounded|beaten|struck|scammed)\b"
)
_HURTS = regex.compile(rf"\b(?:{_HARMED}|beat)\s$")
_WON = regex.compile(
    _ASIDE + r"\s(?:(?:has|had|also)\s)?(?:won|wins|clinched|took|takes)\s"
    r"(?:it\b|(?:the|a|an|his|her|last|this)\s[^.;:\n“”\"]{0,40}?"
    r"\b(?:(?P<title>title|cup|championships?|gold|tournament|crown)|race|vote|election|prize|award|final|match|marathon|lottery|primary|contest|seat|runoff)\b)"
)
_RUNS_SHOP = regex.compile(
    r",\swho\s(?:runs|ran|owns|owned|keeps)\s(?:a|the)\s(?:\p{Ll}+\s)?(?:shop|store|stall|kiosk)\b"
)
_LED_STUDY = regex.compile(
    r"(?:\s(?:of|from|at)\s[^,.;:\n“”\"]{2,60})?,\swho\s(?:has\s)?(?:led|leads|headed|conducted|co-?wrote|authored)\s(?:the|a)\s(?:\p{Ll}+\s)?"
    r"(?:study|research|survey|paper|team)\b"
)
_FROM = regex.compile(
    r",\s(?:(?:aged\s)?\d{1,2},\s)?(?:who\slives\sin|who\sis\sfrom|from|of)\s\p{Lu}\p{L}+"
    r"(?=,|\s\p{Lu}|[.]|$)"
)
_BY_VERB = {v: frozenset(nouns.split()) for verbs, nouns in _DOERS.items() for v in verbs.split()}


def post_after(text: str, start: int, end: int, limit: int) -> Offsets | None:
    """Offsets of the office that somebody is said to take, to hold or to be given, right behind
    the name.

    Args:
        text: the text.
        start, end: offsets of the name.
        limit: offset after which nothing is read.

    >>> text = "Ana Oro was elected mayor of Lund."
    >>> text[slice(*post_after(text, 0, 7, len(text)))]
    'mayor of Lund'
    """
    m = _TAKES.match(text, end, limit)
    if m is None and _HIRES.search(text, max(0, start - 24), start):
        m = _AS.match(text, end, limit)
    if m is None:
        return None
    start, stop = m.span("what")
    ends = _ENDS_POST.search(text, start, stop)
    stop = stop if ends is None else int(ends.start())
    core = [w[0] for w in TOKEN.finditer(core_of(text[start:stop])[0])]
    fits = bool(core) and len(core) <= 7 and is_role_noun(core[-1])
    return (start, stop) if fits else None


def said_to_be(text: str, end: int, limit: int) -> str:
    """The noun for what a body is said to be, right behind its name; nothing where it is not.

    Args:
        text: the text.
        end: offset after the name.
        limit: offset after which nothing is read.

    >>> said_to_be("Veld was once a private company.", 4, 32)
    'company'
    >>> said_to_be("Veld was a mess.", 4, 16)
    ''
    """
    m = _SAID_TO_BE.match(text, end, limit)
    core = core_of(m["what"])[0].split() if m is not None else []
    noun = singular(core[-1].lower())[0] if core else ""
    return noun if noun in BODY_NOUNS else ""


def goes_by(text: str, low: int, start: int, end: int, high: int) -> frozenset[str]:
    """By what nouns somebody goes because of what the text tells around the name.

    Who was charged is the accused, who testified a witness, who chairs a board its chair; an age
    has nouns of its own ("the teenager").

    Args:
        text: the text.
        low, high: offsets of the sentence.
        start, end: offsets of the name.

    >>> text = "Ana Oro, who chairs the board, said no."
    >>> "chairwoman" in goes_by(text, 0, 0, 7, len(text))
    True
    """
    found: frozenset[str] = frozenset()
    if is_charged(text, start, end, max(low, start - 60)):
        found |= CHARGED_NOUNS
    for age in ages_beside(text, low, start, end, high):
        found |= callings("person", [f"{age}-year-old"])
    if _TESTIFIED.match(text, end, end + 140):
        found |= {"witness"}
    if (letters := _LETTERS.match(text, end)) is not None and letters.lastgroup:
        found |= _BY_LETTERS[letters.lastgroup]
    if _HURTS.search(text, max(low, start - 16), start):
        found |= {"victim"}
    return found | _by_deed(text, end, min(high, end + 140))


def _by_deed(text: str, end: int, high: int) -> frozenset[str]:
    """By what nouns somebody goes because of what the sentence says that one did or met with."""
    doing = _DOES.match(text, end, min(high, end + 60))
    found = frozenset() if doing is None else _BY_VERB.get(doing["verb"], frozenset())
    if _HURT.match(text, end, high):
        found |= {"victim"}
    if (won := _WON.match(text, end, high)) is not None:
        found |= {"winner", "champion"} if won["title"] else {"winner"}
    if _RUNS_SHOP.match(text, end, high):
        found |= {"shopkeeper", "owner"}
    if _LED_STUDY.match(text, end, high):
        found |= {"researcher", "scientist", "author"}
    if _FROM.match(text, end, high):
        found |= {"resident", "native"}
    return found


def is_charged(text: str, start: int, end: int, low: int | None = None) -> bool:
    """Whether somebody pleaded, or was charged or arrested: the accused, or the suspect.

    Args:
        text: the text.
        start, end: offsets of the name, or of a description.
        low: offset before which nothing is read; that of the name by default.

    >>> is_charged("A clerk accused of theft wept.", 0, 7), is_charged("A clerk wept.", 0, 7)
    (True, False)
    """
    low = start if low is None else low
    after = _CHARGED.match(text, end, end + 140)
    before = _AGAINST.search(text, low, start) or _THE_ACCUSED.search(text, low, start)
    return after is not None or before is not None
