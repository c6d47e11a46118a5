"""Subjects: where the words around a cue show who speaks better than the source span does.

In "she was slammed by the union" a model takes *she* for the source; the union speaks. In "the
paper quoted her as saying" it takes the paper; she speaks. A cue that
was given no source has its subject right before it where that is a pronoun or a name, or says
itself whose it is ("in her view").
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import ASKED, BODY_NOUNS, PERSON_NOUNS, singular
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.ranking.bystanders import phrase_before
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told.passives import agent_within
from quoteattr.speakers.wording import DAY

__all__ = ["blamed_by", "instead_of_source", "quoted_by"]

# Verbs that in the passive have their speaker after "by", never as their subject.
_BLAMES = regex.compile(
    r"(?:accused|attacked|blamed|blasted|branded|called|censured|chastised|condemned"
    r"|critici[sz]ed|denounced|derided|described|dismissed|dubbed|hailed|labell?ed|lambasted"
    r"|mocked|praised|rebuked|reprimanded|ridiculed|scolded|slammed|taunted|urged|warned|asked"
    r"|ordered|advised|instructed)\b"
)
# "Quoted Ana Oro as saying"
_QUOTES = regex.compile(
    r"quot(?:es|ed|ing)\s(?!(?:as|by|in|on|at|from)\b)(?P<who>[^.,;:\n“”\"]{2,80}?)\sas\s\p{Ll}+ing\b"
)
# "Quoted Ana Oro, a baker: “…”", "Quote from Oro: “…”"
_QUOTES_THUS = regex.compile(
    r"[Qq]uot(?:es?|ed|ing)(?:\sfrom)?\s(?P<who>[^.,;:\n“”\"]{2,80}?)"
    r"(?:\sas\s\p{Ll}+ing|,\s[^.;:\n“”\"]{2,80})?:\s*[“\"‘'«„]"
)
# The same before the cue "saying", and "Ana Oro was quoted by the Courier as" before it.
_QUOTED = regex.compile(
    r"\b(?:quot|cit)(?:es|ed|ing)\s(?!(?:as|by|in|on|at|from|here|there)\b)(?P<who>[^.,;:\n“”\"]{2,80}?)\sas\s$"
)
_WAS_QUOTED = regex.compile(
    r"(?P<who>(?:^|(?<=[.;:\n]\s?))[^.,;:\n“”\"]{2,60}?|),?\s"
    r"(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s(?:\p{L}+ly\s|also\s|later\s)?quoted\sby\s"
    r"[^.;:\n“”\"]{2,90}\sas\s$"
)
_SAYING = regex.compile(r"\p{Ll}+ing")
_WAS = regex.compile(
    r"""
    \s+(?:(?:\p{L}+ly|later|also)\s+)?
    (?:(?:has|have|had|will|would|could|can|may)\s+(?:\p{L}+\s+)?)?
    (?:was|were|is|are|been|be|being)\s+(?:(?:\p{L}+ly|later|also|then)\s+)?
    """,
    regex.VERBOSE,
)
_BY = regex.compile(
    r"[^.;:\n“”\"]{0,80}?\bby\s+(?=(?:the|an?|his|her|its|their|some|many)\s|\p{Lu}|them\b)"
)
_AGENT = regex.compile(
    rf"""
    (?:(?:the|an?|his|her|its|their|some|many)\s)?[\p{{L}}\p{{N}}’'\-.]+
    (?:\s
      (?!(?:who|which|that|for|to|after|over|on|in|as|because|when|while|and|with|at|last|during|if
         |whether|about|why|how|what|yesterday|today|earlier|later|recently|again|repeatedly
         |{DAY})\b)
      [\p{{L}}\p{{N}}’'\-]+
    ){{0,5}}
    """,
    regex.VERBOSE,
)
_AUXILIARY = (
    r"(?:\s+(?:has|have|had|will|would|could|can|may|might|must|should|also|then|later|now|not"
    r"|\p{L}+ly))*"
)
_SUBJECT = regex.compile(
    rf"(?<![\p{{L}}’'])(?P<who>he|she|they|it|I|we|He|She|They|It|We){_AUXILIARY}\s+$"
)
# "Asked by the host", with nobody told before it.
_TOLD_BY = regex.compile(
    rf"(?:{ASKED}|told|warned|informed|advised|urged)\sby\s",
    regex.I,
)
# "She has written to [the port] asking", "The crew filed a complaint with [the port] saying": who
# writes asks.
_SUCH = (
    r"(?:complaint|appeal|petition|case|motion|claim|suit|lawsuit|letter|request|application|report"
    r"|message|note|e-?mail|memo|plea)"
)
_WRITES_TO = regex.compile(
    rf"""
    (?<![\p{{L}}’'])(?P<who>[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I
      | (?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s|\p{{Lu}})[\p{{L}}’'\-]+
        (?:\s(?!(?:he|she|they|it|we|I|you|that|which|who|said|says|told|and|but)\b)
           [\p{{L}}’'\-]+){{0,4}}?)
    (?:\s(?:has|had|have|also|later|then|since|already|immediately|twice|once|again|will|would|is|was
      |are|were|be|been))*
    \s(?: (?:written|writing|wrote|writes|turned|appealed|spoken|spoke)\s(?:back\s)?to | emailed
      | e-mailed | texted | phoned | rang | contacted | approached | petitioned | lobbied
      | (?:filed|lodged|submitted|announced|made|sent|launched|brought)
        \s(?:an?|the|his|her|their|its)\s (?:[\p{{L}}’'\-]+\s){{0,4}}?{_SUCH}
        \s(?:with|to|before|at) )
    \s(?:(?:the|an?|his|her|its|their)\s|\p{{Lu}})[^,.;:“”\"\n]{{1,60}}\s$
    """,
    regex.VERBOSE,
)
# How long an article is that a model took for a source, and how far its noun goes.
_ARTICLE, _NEAR = 4, 40
_ING = regex.compile(r"\p{Ll}+ing\b")
_ACCUSED = regex.compile(r"accused\b", regex.I)
# "In his view", "to their minds": the cue itself says whose it is.
_WITHIN = regex.compile(r"(?:in|to|by)\s(?P<who>his|her|its|their)\s", regex.I)
# "To Ana Oro it was a joke", "For the union, the talks are over"
_FOR = regex.compile(
    r"(?:To|For)\s(?P<who>(?:the|his|her|their)\s\p{Ll}+(?:\s\p{Ll}+)??|(?:\p{Lu}[\p{L}.’'\-]*\s?)+?)"
    r"(?:,\s|\s(?=(?:it|this|that|the|they|he|she|there)\b))"
)
# "Rejected his claim that": who rejects it does not say so.
_DISPUTED = regex.compile(
    r"\b(?:re(?:ject|but|buff|fut|ceiv)|dismiss|den(?:y|i)|disput|contest|ignor|question|doubt|criti|mock|slam"
    r"|condemn|challeng|back|support|echo|endors|welcom|accept|oppos|respond\p{L}*\sto|react\p{L}*\sto"
    r"|agree\p{L}*\swith|den(?:y|i))\p{L}*\s(?P<who>his|her|their|(?:\p{Lu}[\p{L}\-]+\s?)+(?=[’']s?\s))"
    r"(?:[’']s?)?\s(?:\p{Ll}+\s)?$"
)
# A claim of somebody, and the noun for it.
_OWNED = regex.compile(r"(?:[’']s|(?<=s)[’'])\s(?:\p{Ll}+\s)?$")
_CLAIM = regex.compile(
    r"(?:accusation|allegation|answer|argument|assertion|charge|claim|comment|complaint|concern"
    r"|criticism|demand|denial|promise|question|remark|reply|response|statement|suggestion|threat"
    r"|view|warning)s?"
)
# What stands before a subject.
_CLAUSE = regex.compile(r"(?:^|[.,;:?!“”\"]\s?|\n|(?<!\p{L})(?:that|which|whom|what|and|but)\s)$")
# Before one who is told, whom a model took for the source; and what may stand behind who tells.
_TO_WHOM = regex.compile(
    r"\s(?:(?:has|had|then|later|also)\s)?(?:wrote|writes|written|complained|replied|confided|explained"
    r"|admitted|said)\s(?:back\s)?to\s(?:(?:the|an?|his|her)\s)?(?:\p{L}[\p{L}\-]*\s){0,2}$"
)
_ITS_ASIDE = regex.compile(r"(?:,\s[^,.;:“”\"\n]{1,60},)?")
# "Oro, described by Holt as"
_DESCRIBED = regex.compile(
    r"(?:described|called|dubbed|branded|labell?ed|hailed|praised|denounced|derided|dismissed)\sby\s"
    r"(?:the\s|an?\s)?[^,.;:“”\"\n]{2,60}\sas\s"
)
# A name that no entity covers.
_NAMELIKE = regex.compile(
    r"(?:^|[.;:?!“”\"]\s|\n)(?P<who>\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}[\p{L}’'\-]+){1,3})\s$"
)
_TO_CUE = regex.compile(rf"{_AUXILIARY}\s+")
# "Is said to have [told]", "can be heard [saying]", "is due to [tell]", "was mocked for [saying]":
# the subject is before that.
_HEDGED = regex.compile(
    r"(?<=\s)(?:(?:is|was|are|were|(?:has|have|had)\sbeen|(?:can|could|may)\sbe)\s(?:\p{Ll}+ly\s|also\s)?"
    r"(?:(?:heard|seen|filmed|recorded|caught)(?:\sto|\sto\shave)?"
    r"|(?:said|alleged|reported|believed|understood|thought|rumou?red|claimed|known|supposed)\sto(?:\shave)?"
    r"|(?:expected|due|set|likely|scheduled|about|going|poised)\sto"
    r"|(?:quoted|cited)(?:\s(?:by|in|on)\s[^.,;:\n“”\"]{2,60})?\sas"
    r"|\p{Ll}+ed(?:\s(?:by|in|on)\s[^.,;:\n“”\"]{2,60})?\s(?:for|after|over))"
    r"|(?:appears?|seems?)\sto(?:\shave)?)\s$"
)
_BEFORE_CUE = regex.compile(
    r"(?:\s(?:has|have|had|will|would|also|then|later|now|not|\p{L}+ly))+\s$"
)
# A cue that is a finite verb, so that its subject stands before it.
_VERBAL = regex.compile(
    r"(?:said|says?|told|tells?|claims?|adds?|believes?|thinks?|thought|hopes?|wants?|wrote|writes"
    r"|warns?|argues?|insists?|notes?|explains?|asks?|calls?|denies|deny|fears?|\p{Ll}{2,}ed)\b"
)


def quoted_by(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Whom the source is said to quote "as saying" something; None where it quotes nobody.

    Args:
        text: the text.
        attribution: one attribution; offsets in code points.
        naming: the names of the text.
    """
    if not attribution.source or not attribution.cue:
        return None
    start, end = attribution.cue[0]
    low = max(0, start - 240)
    if not _SAYING.fullmatch(text, start, end):
        return None
    if (m := _QUOTED.search(text, low, start)) is not None:
        return m.span("who") if attribution.source[0][1] <= m.start() else None
    if (m := _WAS_QUOTED.search(text, low, start)) is None or attribution.source[0][0] < m.end(
        "who"
    ):
        return None
    at = naming.before(m.end("who") + 1)
    for first, last, _ in naming.mentions[max(0, at - 1) : at]:
        if text[last : m.end("who") + 1] in (",", "", " ", ", "):
            return first, last
    return m.span("who") if m["who"] else None


def _disputed(text: str, attribution: Attribution) -> Offsets | None:
    """Whose claim it is that the source rejects: "the court rejected his claim that"."""
    start, end = attribution.cue[0][0], attribution.source[0][1]
    m = _DISPUTED.search(text, max(end, start - 80), start)
    return None if m is None else (int(m.start("who")), int(m.end("who")))


def _owner(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Whose claim a noun is that a model gave to another: "he replied to Ana Oro’s claim that"."""
    end, cue = attribution.source[0][1], attribution.cue[0]
    m = _OWNED.search(text, max(0, cue[0] - 24), cue[0])
    if m is None or not _CLAIM.fullmatch(text, *cue) or end > m.start():
        return None
    for low, high, who in naming.within(end, m.start())[-1:]:
        if high == m.start() and who.label in ("person", "body"):
            return low, high
    return None


def _wrote_to(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Who wrote to somebody whom a model took for the source: "Oro, 56, wrote to [Holt] that"."""
    start = attribution.source[0][0]
    m = _TO_WHOM.search(text, max(0, start - 60), start)
    if m is None or attribution.cue[0][0] > start:
        return None
    if (own := _SUBJECT.search(text, max(0, m.start() - 20), m.start() + 1)) is not None:
        return int(own.start("who")), int(own.end("who"))
    for low, high, who in naming.within(max(0, m.start() - 90), m.start())[-1:]:
        if who.label in ("person", "body") and _ITS_ASIDE.fullmatch(text, high, m.start()):
            return low, high
    return None


def blamed_by(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Who speaks where the source is told of: "she was slammed by the union", or tells of whom it
    quotes: "the paper quoted her as saying".

    Args:
        text: the text.
        attribution: one attribution; offsets in code points.
        naming: the names of the text.

    Returns:
        Offsets of the phrase after "by" or "quoted"; None where there is none: the source stands.
    """
    if not attribution.source or not attribution.cue:
        return None
    whose = _disputed(text, attribution) or _owner(text, attribution, naming)
    if whose is not None:
        return whose
    if (writer := _wrote_to(text, attribution, naming)) is not None:
        return writer
    gerund = _ING.match(text, attribution.cue[0][0])
    if gerund and (writer := _WRITES_TO.search(text, *_before(attribution))) is not None:
        return int(writer.start("who")), int(writer.end("who"))
    (_, end), (start, stop) = attribution.source[0], attribution.cue[0]
    if (quotes := _QUOTES_THUS.match(text, start)) is not None:
        at = attribution.content[0][0]
        stands = at in (quotes.end() - 1, quotes.end())
        return (int(quotes.start("who")), int(quotes.end("who"))) if stands else None
    if (quotes := _QUOTES.match(text, start)) is not None:
        # Else what is quoted is itself a quote in the one of "the paper cited", and so is its cue.
        apart = all(high <= start or low >= quotes.end() for low, high in attribution.content)
        return quotes.span("who") if apart and end <= start else None
    if not end <= start or not _BLAMES.match(text, start):
        return None
    beside = text[end:start] == ", " and _DESCRIBED.match(text, start)
    if not (beside or _WAS.fullmatch(text, end, start)) or (by := _BY.match(text, stop)) is None:
        return None
    agent = _AGENT.match(text, by.end())
    return None if agent is None else tidy(text, *agent.span())


def _before(attribution: Attribution) -> Offsets:
    """What stands before a source that a participle follows: "She wrote to [the port asking]"."""
    (low, end), (start, _) = attribution.source[0], attribution.cue[0]
    beside = 0 <= start - end <= 1 or (end - low < _ARTICLE and start - end < _NEAR)
    return (max(0, low - 120), start) if beside else (low, low)


def instead_of_source(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Where the words around a cue without a source name who speaks; None where they do not.

    Args:
        text: the text.
        attribution: one attribution without a source; offsets in code points.
        naming: the names of the text.
    """
    if not attribution.cue:
        return None
    if (by := _TOLD_BY.match(text, attribution.cue[0][0])) is not None:
        agent = _AGENT.match(text, by.end())
        return None if agent is None else tidy(text, *agent.span())
    if (for_whom := _FOR.match(text, attribution.cue[0][0])) is not None:
        return int(for_whom.start("who")), int(for_whom.end("who"))
    if _ACCUSED.match(text, attribution.cue[0][0]) and (
        agent := agent_within(text, attribution, naming)
    ):
        return agent
    if (own := _WITHIN.match(text, *attribution.cue[0])) is not None:
        return own.start("who"), own.end("who")
    return _beside_cue(text, attribution, naming)


def _beside_cue(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """The subject right before a cue: "a spy ring they claim is theirs"."""
    start = attribution.cue[0][0]
    hedged = _HEDGED.search(text, max(0, start - 120), start)
    if hedged is None and not _VERBAL.match(text, start):
        return None
    start = start if hedged is None else hedged.start()
    if (m := _SUBJECT.search(text, max(0, start - 50), start)) is not None:
        return None if _quoted_over(attribution, m.start()) else m.span("who")
    at = naming.before(start)
    for low, high, who in naming.mentions[max(0, at - 1) : at]:
        opens = _CLAUSE.search(text, max(0, low - 8), low) is not None
        aside = _ITS_ASIDE.match(text, high, start) if hedged else None  # "Oro, 69, was quoted as"
        behind = high if aside is None else int(aside.end())
        if opens and who.label in ("person", "body") and _TO_CUE.fullmatch(text, behind, start):
            return None if _quoted_over(attribution, low) else (low, high)
    if hedged and (m := _NAMELIKE.search(text, max(0, start - 60), start)) is not None:
        return None if _quoted_over(attribution, m.start("who")) else m.span("who")
    return _described_before(text, attribution, start, hedged is not None)


def _described_before(
    text: str, attribution: Attribution, start: int, hedged: bool
) -> Offsets | None:
    """The same where it is a description: "letters in which a banker had offered"."""
    auxiliary = _BEFORE_CUE.search(text, max(0, start - 40), start)
    span = phrase_before(text, auxiliary.start() if auxiliary else start - hedged)
    bare = (
        not hedged and auxiliary is None and _BLAMES.match(text, start)
    )  # "the man accused of it"
    if span is None or bare or _quoted_over(attribution, span[0]) or "," in text[span[1] : start]:
        return None
    noun = singular(text[slice(*span)].split()[-1].lower())[0]
    opens = _CLAUSE.search(text, max(0, span[0] - 8), span[0]) is not None
    return span if opens and noun in PERSON_NOUNS | BODY_NOUNS else None


def _quoted_over(attribution: Attribution, at: int) -> bool:
    return any(start <= at < end for start, end in attribution.content)
