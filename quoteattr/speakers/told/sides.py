"""Sides: whether what a sentence reports belongs to the talk or the letter that it tells of.

A sentence may tell of the talk of one and of the words of another: "The bureau sent a letter to
Ana Oro after a judge ordered all trains to stop". And who is talked to may be the one who speaks,
to whoever asked: "The Courier spoke to three nurses, who said".
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS
from quoteattr.speakers.reading.talkers import who_was_met
from quoteattr.speakers.setting.naming import Naming

__all__ = ["apart_from", "who_asked_for_it"]

# What opens a clause about another's doings behind a talk.
_NEXT_CLAUSE = regex.compile(
    r"[^,.;:“”\"\n]*\b(?:after|before|because|when|while|since|once|until)\s(?:(?:the|an?)\s)?"
)
# Nouns for what another has said, where its source follows or nobody is named.
_NOUNS = regex.compile(
    r"(?:(?:his|her|their|the|an?)\s)?(?:orders?|requests?|calls?|demands?|concerns?|claims?|allegations?"
    r"|fears?|criticisms?|accusations?|suggestions?|complaints?|pleas?|warnings?|threats?|speculation)",
    regex.I,
)
_BEHIND = regex.compile(r"\s(?:from|by|of|among)\s(?:the\s)?")
_TALKED = regex.compile(r"(?:spoken?|interviewed|talking)\b", regex.I)
# Between who asks and the talk.
_HAS = r"\s(?:(?:has|have|had)\s)?(?:also\s|recently\s)?"
_NEXT_TO = regex.compile(_HAS)
# "The paper", at a clause's beginning.
_THE_BODY = regex.compile(
    r"(?<!\p{L}\s)(?P<who>(?:[Tt]he|[Tt]his)\s(?:[\p{L}\-]+\s){0,2}?(?P<noun>\p{Ll}+))"
    rf"{_HAS}$"
)
# How far before a talk who asks is looked for, in code points.
_REACH = 60


def apart_from(text: str, attribution: Attribution, talk: Offsets) -> bool:
    """Whether a report is no part of a talk that its sentence tells of before it.

    Args:
        text: the text.
        attribution: one attribution with a cue.
        talk: offsets of the words that tell of the talk, up to who is talked to.

    >>> text = "Speaking to reporters, Ana Oro defied an order from the judge to stop."
    >>> apart_from(text, Attribution(((62, 69),), ((41, 46),), ((52, 61),)), (0, 12))
    True
    >>> text = "Speaking to reporters, Ana Oro said that she would stop."
    >>> apart_from(text, Attribution(((36, 55),), ((31, 35),), ((23, 30),)), (0, 12))
    False
    """
    (start, end), source = attribution.cue[0], attribution.source
    if talk[1] > start:
        return False
    if _NOUNS.fullmatch(text, start, end):
        return not source or _BEHIND.match(text, end) is not None
    low = source[0][0] if source else 0
    return low > talk[1] and _NEXT_CLAUSE.fullmatch(text, talk[1], low) is not None


def who_asked_for_it(
    text: str, attribution: Attribution, talk: Offsets, naming: Naming
) -> Offsets | None:
    """The paper that talked to a source: "[The Courier] spoke to three nurses, who said".

    Args:
        text: the text.
        attribution: one attribution with a cue.
        talk: offsets of the words that tell of the talk, up to who is talked to.
        naming: the names of the text.
    """
    met = who_was_met(text, attribution)
    if talk[1] not in {met[0] if met else -1, *(start for start, _ in attribution.source)}:
        return None
    if not _TALKED.match(text, talk[0]):
        return None
    low = max(0, talk[0] - _REACH)
    for start, end, who in naming.within(low, talk[0])[-1:]:
        if who.label == "body" and _NEXT_TO.fullmatch(text, end, talk[0]):
            return start, end
    m = _THE_BODY.search(text, low, talk[0])
    return m.span("who") if m is not None and m["noun"].lower() in BODY_NOUNS else None
