"""Retellings: "they told me it was late" inside somebody's words, by verb and what was said.

A verb of saying, whom it tells, and behind it a clause, words in marks, a question or what somebody
is to do; ``retellers`` tells whether anybody has said it. Some verbs report any clause, others only
one behind "that".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.revision.pieces import CLAUSE, NOUN, TOLD, WHOM, WORDS
from quoteattr.revision.retellers import finds, hears, reteller

__all__ = ["TO_DO", "Kind", "Retelling", "retellings"]

#: How far words that are retold reach goes by what they are.
Kind = Literal["clause", "act", "charge", "turn"]


@attrs.frozen
class Retelling:
    """Words that tell what somebody said.

    Attributes:
        cue: offsets of the verb.
        source: offsets of who said it; None where that is nobody in particular.
        start: where what was said begins.
        kind: what that is, a clause, or something that is asked or to be done, or a charge, or a
            turn of speech behind a colon.
    """

    cue: Offsets
    source: Offsets | None
    start: int
    kind: Kind


_SAY = (
    "said|say|says|saying|claimed|claim|claims|claiming|stating|arguing|insisting|explaining"
    "|alleging|stated|explained|insisted|argued|admitted"
    "|suggested|promised|indicated|complained|swore|joked|conceded|acknowledged|replied|responded"
    "|answered|wrote|warned|vowed|announced|estimated|decided|concluded"
)
_SAY_THAT = (
    rf"{_SAY}|stressing|pointing\sout|noting|emphasi[sz]ing|added|revealed|mentioned"
    "|declared|emphasi[sz]ed|stressed|alleged|testified|reported"
    "|predicted|repeated|maintained|reiterated|clarified|remarked|shouted|disclosed|confirmed|noted"
    "|denied|asserted|contended|signall?ed|pledged|agreed|proposed|threatened|recommended|demanded"
    r"|requested|pointed\sout|made\sit\sclear|made\sclear|assured|guaranteed|ruled|commented"
    "|cautioned|rumou?red|projected|forecast|recalled|stipulated"
)
_TELL = (
    "told|tell|tells|telling|informed|informing|assured|assuring|reminded|warned|warning|advised"
    "|notified|promised|cautioned"
)
_BID = (
    "told|tell|tells|telling|asked|ask|asks|asking|promised|ordered|ordering|instructed|urged"
    "|urging|advised|requested|requesting|directed|begged|commanded|implored|forbade|warned"
    r"|called\son|called\supon|calling\son|calls\son|call\son|appealed\sto"
)
_VOW = "agreed|promised|pledged|threatened|vowed|swore|asked|demanded|requested"
_ASK = "asked|ask|asks|asking|wondered"
_CALL = "called|calling|calls"
_STRESS = "stressed|emphasi[sz]ed|noted|underlined|underscored|highlighted|reiterated|affirmed"
_DENY = "denied|denies|proposed|suggested|recommended"
_ACCUSE = "accused|accuses|accuse|accusing"
# All of whom somebody accuses, with what is told of them.
_ACCUSED = r"[^.;:“”\"\n]{2,100}?"
# What a survey does.
_FIND = "found|finds|show|showed|shows|concludes|estimates|suggest|suggests|indicate|indicates"
_TO = rf"(?:\sto\s{WHOM}(?<!\.))?"
# When and where: "said [in June] that", "were told [in a meeting] that".
_AT = (
    r"(?:\s(?:on|in|at|during)\s(?:(?!that\b)[\p{L}\p{N}’'\-]+\s){0,4}(?!that\b)[\p{L}\p{N}’'\-]+"
    r"|\s(?:this|last)\s\p{L}+|\s\p{Lu}\p{L}+day)?"
)
_WHEN = rf"(?:\s(?:repeatedly|(?:in|at|on)\s{WORDS}{{0,2}}{NOUN}|an?\s\p{{Ll}}+\sago))?"
_MARK = r"[,:]?\s(?P<mark>(?=[‘“\"'](?=\p{L})))"
_COLON = r":\s(?P<mark>(?=\p{L}))"
# "That" as a conjunction: not "said that, and left", "said that day".
_THAT = (
    r",?\s(?P<that>that\s(?!\p{L}+[.,;]|(?:since|message|day|night|time|week|year|morning|evening"
    r"|word|line|much|one|sentence|phrase|thing)\b))"
)
_QUESTION = (
    r"\s(?P<question>(?:how|why|what|where|whether"
    # "Asked the guards who had left" tells of guards.
    r"|(?<=\b(?:asks?|asked|me|us|you|him|her|them)\s)who)\b)"
)
# Only behind whom one asks, where "when" and "which" are no conjunctions: "asked her when it was".
_WHICH = r"\s(?P<question>(?:if|when|which)\b)"
_BEFORE = rf"(?:\s(?:before|after|during|at|in|on)\s{WORDS}{{0,2}}{NOUN})?"
_CLAUSE = rf",?\s(?P<clause>{CLAUSE})"
#: To do something, and not "to the board", "to its members", "to actions", "to children".
TO_DO = (
    r"(?:(?:not\s|never\s)?to\s"
    r"(?!(?:the|an?|my|our|his|her|their|its|this|that|these|those|comment|disagree|differ"
    r"|with|by|at|in|on)\b"
    r"|\p{Ll}+(?<![su])s\b|(?:me|us|you|him|them|it|people|children|women|men|police)\b"
    r"|(?:every|any)\p{Ll}+\b)(?:\p{Ll}+ly\s)?(?:\p{Ll}+|[“\"‘]\p{Ll}+))"
)
_ACT = rf"\s(?P<act>{TO_DO})"
# "Asked for a rope", but not "asks you for ninety minutes", "asked for it".
_FOR = (
    r"\s(?P<act>for\s(?!(?:me|us|you|him|her|them|it|this|that|my|his|their|one|two|three|ten"
    r"|ninety|hundreds?|a\shundred|a\sthousand|thousands?|millions?)\b)\p{L})"
)

_REPORT = regex.compile(
    rf"""
      (?P<cue>{_SAY_THAT}) (?: {_TO}(?:{_MARK}|{_COLON}) | (?<!added|agreed){_TO}{_AT}{_THAT}
                             | (?<=added|agreed){_THAT} )
    | (?P<cue>{_SAY}) {_TO} {_CLAUSE}
    | (?P<cue>{_TELL}) \s(?P<whom>{WHOM})(?<!\.)
      (?: {_THAT} | {_MARK} | {_COLON} | {_CLAUSE} | {_QUESTION} )
    | (?P<cue>{_BID}) \s(?P<whom>{WHOM})(?<!\.) {_ACT}
    | (?P<cue>{_ASK}) \s(?P<whom>{WHOM})(?<!\.) (?: {_WHICH} | {_BEFORE}{_QUESTION} )
    | (?P<cue>{_ASK}) (?:\s(?P<whom>{WHOM})(?<!\.))?
      (?: \s(?P<question>if\b) | {_QUESTION} | {_MARK} | {_FOR} )
    | (?P<cue>{_FIND}) (?: {_THAT} | {_CLAUSE} )
    | (?P<cue>{_CALL}) {_FOR}
    | (?P<cue>{_STRESS}) \s(?P<act>the\s(?:need|necessity|importance)\s(?:to|for|of)\s)
    | (?P<cue>{_DENY}) \s(?P<act>(?:ever\s)?\p{{Ll}}{{2,}}ing\s)
    | (?P<cue>{_ACCUSE}) \s(?P<whom>{WHOM})(?<!\.) \s(?P<act>of\s\p{{Ll}})
    | (?P<cue>{_ACCUSE}) \s(?!of\b|by\b|no\b|nobody\b){_ACCUSED}
      \s(?P<act>of\s(?:\p{{Ll}}+ly\s)?\p{{Ll}}+ing\b)
    | (?P<cue>{_VOW}) {_ACT}
    | (?P<cue>{TOLD}) (?P<passive>) (?:\sby\s(?P<by>{WHOM}))? {_WHEN}
      (?: {_THAT} | {_MARK} | {_CLAUSE} | {_ACT} )
    """,
    regex.VERBOSE,
)
# Longer ones first: "called on", "called".
_VERBS = sorted(
    {
        verb
        for row in (
            _SAY_THAT,
            _TELL,
            _BID,
            _VOW,
            _ASK,
            _CALL,
            _STRESS,
            _DENY,
            _ACCUSE,
            _FIND,
            TOLD,
        )
        for verb in row.split("|")
    },
    key=len,
    reverse=True,
)
_VERB = regex.compile(rf"(?<![\p{{L}}\p{{N}}’'\-])(?:{'|'.join(_VERBS)})(?![\p{{L}}’'\-])")
_FINDS = regex.compile(_FIND)
_PRONOUN = regex.compile(r"me|us|you|him|her|them|it|\p{Ll}+sel(?:f|ves)|each\sother|any\p{Ll}+")
_WHAT = ("that", "mark", "clause", "question", "act")


def retellings(text: str, low: int, high: int) -> Iterator[Retelling]:
    """What a stretch of somebody's words tells of others' words, and of earlier ones.

    Args:
        text: the text.
        low, high: offsets of the stretch.

    >>> text = "They told me to go. I would say that it was late."
    >>> [text[one.start :] for one in retellings(text, 0, 19)]
    ['to go. I would say that it was late.']
    >>> list(retellings(text, 20, 49))
    []
    """
    for verb in _VERB.finditer(text, low, high):
        m = _REPORT.match(text, verb.start(), high)
        if m is not None and (found := _retelling(text, low, m)) is not None:
            yield found


def _retelling(text: str, low: int, m: regex.Match[str]) -> Retelling | None:
    """What a verb and what follows it tell, if anybody has said it."""
    what = next(name for name in _WHAT if m[name] is not None)
    if m["whom"] is not None and not _PRONOUN.fullmatch(m["whom"]) and not hears(m["whom"]):
        return None  # "told lies that"
    who = reteller(text, low, m.span("cue"), m["whom"], marked=what == "mark")
    if who is None or (m["whom"] if who.is_told else m["passive"]) is not None:
        return None  # "they told by Oro that", "he was told me that"
    if _FINDS.fullmatch(m["cue"]) and not (who.source and finds(text[slice(*who.source)])):
        return None  # "he found that the door was shut"
    by = m.span("by") if m["by"] is not None else None
    source = by if who.is_told else who.source
    kind: Kind = "act" if what in ("act", "question") else "clause"
    if what == "mark" and m[0].endswith(": ") and m.string[m.end()].isalpha():
        kind = "turn"  # "I told him: We are here, but we are few"
    return Retelling(m.span("cue"), source, m.start(what), kind)
