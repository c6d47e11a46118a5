"""Introductions: who speaks words in marks that no verb reports, by what stands beside them.

"And the mayor? “No.”", "Ana Oro on the strike: “It will pass.”", "“Never.” That was Oro's answer.",
"“Never.” Oro shook her head."
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.wording import PARTICLE

__all__ = ["introduced", "introduction"]

_NAME = (
    r"\p{Lu}[\p{L}’'\-]+"
    rf"(?:\s(?:{PARTICLE}\s){{0,2}}(?:\p{{Lu}}\.|\p{{Lu}}[\p{{L}}’'\-]*)){{0,3}}"
)
_NOUN = r"(?:the|his|her|their|our|my)\s(?:\p{L}[\p{L}\-]*\s){0,2}?\p{L}[\p{L}\-]*"
_WHO = rf"(?P<who>(?i:{_NOUN})|{_NAME})"
# What is told of that one: "Ana Oro, the mayor,".
_ASIDE = (
    r"(?:,\s(?:the|an?|his|her|its|their|who|aged|\d|\p{Ll}{3,})[^.:;?!\n“”\"]{0,60}?,(?=\s)"
    r"|,\s(?:the|an?|his|her|its|their|aged|\d)[^,.:;?!\n“”\"]{1,60}(?=[?:]))?"
)
# "Ana Oro via Twitter", but not "Letter from Lund".
_FULL_NAME = (
    r"(?P<who>(?!(?:Letter|Message|Statement|Reply|Answer|Note|Quote|Open|Live|Video|Photo|News)\b)"
    rf"\p{{Lu}}[\p{{L}}’'\-]+\s(?:{PARTICLE}\s){{0,2}}\p{{Lu}}[\p{{L}}’'\-]*"
    r"(?:\s\p{Lu}[\p{L}’'\-]*){0,2})"
)
# How somebody sees it who then says so.
_STANCE = (
    r"(?:having\snone\sof\s(?:it|that)|blunt(?:er)?|unmoved|unimpressed|unrepentant|unconvinced"
    r"|adamant|defiant|scathing|emphatic|succinct|categorical|(?:not|less|far\sfrom)\s(?:so\s)?"
    r"(?:sure|convinced|certain|impressed)|in\sno\sdoubt|more\s(?:direct|cautious|outspoken)"
    r"|of\s(?:another|the\ssame|a\sdifferent)\s(?:opinion|mind|view))"
)
_OPENS = r"(?:(?<=^|\n|[.!?…][”\"’'»]?\s))"
_WORDS = (
    r"(?i:words?|reply|replies|answer|verdict|view|response|message|assessment|advice|warning|comments?"
    r"|reaction|summary|description|conclusion|prediction|explanation|parting\sshot|promise|pledge|plea|demand|appeal|objection|complaint)"
)
_BEFORE = regex.compile(
    rf"""
    (?: {_OPENS} (?:
        (?:And|But|So|Or)\s{_WHO}{_ASIDE}\?
      | (?:And\s|But\s|So\s)?[Ww]hat\s(?:does|did|do|would|will)\s{_WHO}{_ASIDE}\s
        (?:make|think|say|want|hope|remember|miss|fear|advise|expect|plan)\b[^?\n]{{0,80}}\?
      | (?!(?:Asked|Questioned|Pressed|Speaking|Talking|Writing|Question|Report|More|Also)\s)
        {_WHO}{_ASIDE}\s(?:on|about)\s[^:.!?\n“”"]{{3,80}}:
      | {_FULL_NAME}{_ASIDE}\s(?:via|in|by|from|after|before|at|outside)\s[^:.!?\n“”"]{{3,60}}:
      | (?:But\s|And\s|Yet\s|(?:Asked|Pressed|Speaking|Questioned)\s[^.:!?\n“”"]{{3,80}}?,\s)?
        {_WHO}{_ASIDE}\s(?:is|was|remains|remained)\s{_STANCE}
        \b[^:.!?\n“”"]{{0,40}}[.:]
      | (?:For|To)\s{_WHO},\s[^:.!?\n“”"]{{3,80}}:
      | (?i:the|his|her|their)\s(?:\p{{Ll}}+\s){{0,2}}?{_WORDS}\s(?:from|of|by)\s{_WHO}{_ASIDE}
        (?:\s(?:came|was|is|to|on|in)\b[^:.!?\n“”"]{{0,60}})?:
      | (?:Here(?:[’']s|\sis)|This\s(?:is|was)|Below\sis|Read)\s(?:the|an?|this)\s
        (?:\p{{Ll}}+\s){{0,2}}?
        (?:tweet|post|statement|message|letter|e-?mail|note|reply|response|text)\s
        (?:in\sfull\s)?(?:from|by|of|sent\sby|issued\sby)\s{_WHO}:
      | (?P<who>{_NAME}),\s[^:.,!?\n“”"]{{3,60}}:
      ) | \b(?i:in\sthe\swords\sof|to\squote)\s{_WHO}{_ASIDE}[,:]? ) \s* $
    """,
    regex.VERBOSE,
)
_BEATS = (
    r"(?:smile[sd]|laugh(?:s|ed)|shrug(?:s|ged)|nod(?:s|ded)|sigh(?:s|ed)|pause[sd]|grin(?:s|ned)"
    r"|frown(?:s|ed)|sh(?:akes|ook)|look(?:s|ed)|wince[sd]|glance[sd]|turn(?:s|ed)|wipe[sd]"
    r"|point(?:s|ed)|wave[sd]|stare[sd]|lean(?:s|ed)|gesture[sd]|chuckle[sd]"
    r"|left|leaves|rose|hung\sup|walk(?:s|ed)|sat|stood)"
)
# "That was the word of the year".
_TIMES = (
    r"(?:the|this|that)\s(?:\p{Ll}+\s)?(?:year|season|decade|century|week|month|day|night|moment|hour"
    r"|evening|match|game|show|campaign|town)\b"
)
# "A union leader", "officials".
_OTHERS = (
    r"(?P<who>\p{Ll}[\p{Ll}\-]*(?:\s\p{Ll}[\p{Ll}\-]*){0,3}?)"
    r"(?=[.,\n]|$|\s(?:on|in|at|last|when|had|would|could|puts?|sees?|saw)\s)"
)
_AFTER = regex.compile(
    rf"""
    \s* (?:[–—-]\s*)? (?:
        (?:(?i:that|those|these|this|such)\s)?(?:was|were|is|are)\s
        (?: (?:how\s)?{_WHO}[’']s?\s(?:\p{{L}}+\s){{0,2}}?{_WORDS}\b
          | (?:all\s)?(?:that\s|what\s)?(?:{_WHO}|{_OTHERS})\s(?:had\sto\s|could\s|would\s)say\b
          | how\s(?:(?:\p{{L}}[\p{{L}}\-]*\s)??{_WHO}|{_OTHERS})(?:,[^,.\n]{{2,50}},?)?\s
            (?:puts?|sees|saw|describe[sd]|remember(?:s|ed)|sum(?:s|med)\sup)\s
          | the\s(?:\p{{L}}+\s){{0,2}}?{_WORDS}\s(?:of|from)\s(?!{_TIMES})
            (?:{_WHO}(?=[\s.,])|{_OTHERS}) )
      | (?:So|Thus)\s(?:says?|said|wrote|spoke)\s(?:{_WHO}|{_OTHERS})(?=[.,\n]|$)
    )
    """,
    regex.VERBOSE,
)
_BEAT = regex.compile(
    rf"[ ](?:With\sthat,\s)?(?P<who>[Hh]e|[Ss]he|The\s\p{{Ll}}+|{_NAME}){_ASIDE}\s{_BEATS}\b"
)
# "Ana Oro, the mayor, shrugged. “…”"
_BEAT_BEFORE = regex.compile(
    rf"{_OPENS}{_WHO}{_ASIDE}\s{_BEATS}\b(?!\s(?:at|for|to)\s\p{{Lu}})[^.:!?,\n“”\"]{{0,40}}\.\s*$"
)
_REACH = 160
_MARKS = "“\"‘'«„"


def introduced(text: str, attribution: Attribution) -> tuple[Offsets, bool] | None:
    """Who is said to speak right before or behind words in marks, and whether that is a source.

    Args:
        text: the text.
        attribution: one attribution; offsets in code points.

    Returns:
        Offsets of the mention, and whether the text says so (else the mention is of somebody whom
        it asks, or shows); None where nobody is introduced, or there is a cue or a source.
    """
    if attribution.cue or attribution.source or not attribution.content:
        return None
    start, end = attribution.content[0][0], attribution.content[-1][1]
    if text[start : start + 1] not in _MARKS:
        return None
    if (found := introduction(text, start, end)) is not None:
        return found
    low = _line(text, start)
    if text[low:start].strip():
        m = _BEAT_BEFORE.search(text, max(low, start - _REACH), start)
    else:
        m = _BEAT.match(text, end, end + _REACH)
    return None if m is None else (_span(m), False)


def introduction(text: str, start: int, end: int) -> tuple[Offsets, bool] | None:
    """The same of words in marks from one offset to another, whose speaker the text tells."""
    low = _line(text, start)
    if not text[low:start].strip():  # "Here is the tweet from Ana Oro:", and a line below it
        blank = text[max(0, low - _REACH) : low]
        low = _line(text, low - len(blank) + len(blank.rstrip()))
    low = max(low, start - _REACH)
    if (m := _BEFORE.search(text, low, start)) is not None:
        return _span(m), "?" not in m[0]
    m = _AFTER.match(text, end, end + _REACH)
    return None if m is None else (_span(m), True)


def _line(text: str, position: int) -> int:
    """Where the line of a position begins."""
    return text.rfind("\n", 0, position) + 1


def _span(found: regex.Match[str]) -> Offsets:
    """Of two places where a pattern may hold a mention, the one that did."""
    start, end = next(span for span in found.spans("who") if span[0] >= 0)
    return int(start), int(end)
