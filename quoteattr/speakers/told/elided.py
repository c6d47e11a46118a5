"""Elided: who is told by a passive whose own clause has no subject.

It stands with an earlier verb: with another passive ("was searched and told to leave"), or at the
sentence's beginning ("she rang the bank and was told", "the mayor, whose house was burnt, called
and was told", "farmers had invested after being assured").
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, singular
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings
from quoteattr.speakers.told.stretches import overlaps
from quoteattr.speakers.wording import DAY

__all__ = ["clause_before", "elided", "named_at", "shared"]

# How far before a participle its auxiliary is looked for, in code points.
_REACH = 160
_AUXILIARY = regex.compile(
    r"\b(?:was|were|is|are|am|been|being)\s+(?:not\s+)?(?:\p{L}+ly\s+|also\s+|then\s+)?"
    r"(?!(?:then|even|often|not|just|again|been)\b)\p{Ll}+(?:ed|en|t|d|n)\b"
)
# What may stand before the subject: "Last Saturday, ", "On Monday ".
_OPENING = regex.compile(
    rf"(?:On|In|At|Last|Earlier|Later|This|Yesterday|Then|But|And)\b[^,;:“”\"]{{0,40}}?(?:,|\b{DAY})\s"
    r"|(?:But|And|Then)\s"
)
_VERB = (
    r"(?=\s(?:\p{L}+ly\s|also\s)?(?:\p{Ll}+ed|had|has|have|was|were|is|are|will|would|met|left|went|kept"
    r"|sent|lost|quit|cut|held|rang|wrote|took|came|gave|got|made|found|chose|saw|spoke|began|ran"
    r"|withdrew|drew|fell|rose|sold|paid|said|did)\b)"
)
# "The agency", "Farmers" before its verb, at a clause's beginning.
_THE = regex.compile(
    r"[Tt]he\s(?:\p{Ll}[\p{L}\-]*\s)??(?P<noun>\p{Ll}[\p{L}\-]*)"
    rf"{_VERB}|(?P<several>\p{{L}}\p{{Ll}}+s){_VERB}"
)
# "Councilwoman", "cyclist" before a name.
_TITLE = regex.compile(
    r"(?:(?!(?:in|on|at|by|for|after|before|when|as|but|and|with|from|to|of|because|while|although"
    r"|since|if|unless|once|until|about|that)\b)[\p{L}\-]+\.?\s){1,3}",
    regex.I,
)


def clause_before(text: str, low: int, high: int) -> Offsets:
    """What stands before an auxiliary in its clause, without what a comma puts in between."""
    if inserted := tellings.INSERTED.search(text, low, high):
        high = inserted.start()  # "the guard, who was asleep, was told"
    for clause in tellings.CLAUSE.finditer(text, low, high):
        if clause.end() < high:
            low = clause.end()
    if aux := tellings.AUXILIARY.search(text, low, high):
        high = aux.start()
    low, high = tidy(text, low, high)
    last = tellings.LAST.search(text, low, high)  # "told police [they] were ordered"
    return (low, high) if last is None else last.span()


def shared(
    text: str, attribution: Attribution, start: int, sentence: Offsets
) -> tuple[int, int, str] | None:
    """The subject of an earlier passive in the sentence: "Oro was searched and told to leave".

    Args:
        text: the text.
        attribution: one attribution.
        start: where its verb begins.
        sentence: offsets of the sentence that holds the verb.

    >>> text = "The miller was searched and told to leave."
    >>> shared(text, Attribution(((33, 41),), ((28, 32),)), 28, (0, 42))
    (0, 10, 'shared')
    >>> shared("The miller sang and told all.", Attribution(()), 20, (0, 29)) is None
    True
    """
    found = list(_AUXILIARY.finditer(text, max(sentence[0], start - _REACH), start))
    if not found:
        return None
    at = found[-1].start()
    low, high = clause_before(text, max(sentence[0], at - 200), at)
    words = text[low:high].lower().split()
    if not words or words[0] in tellings.NO_SUBJECT or overlaps(attribution, low, high):
        return None
    if words[-1] in ("and", "but", "or", *tellings.NO_SUBJECT):
        return None
    return low, high, "shared"


def elided(
    text: str, attribution: Attribution, sentence: Offsets, start: int, naming: Naming
) -> tuple[int, int, str] | None:
    """The subject at the sentence's beginning: "She rang the bank and was told", "On Monday the
    agency withdrew after being told".

    Args:
        text: the text.
        attribution: one attribution.
        sentence: offsets of the sentence that holds its verb.
        start: where its verb begins.
        naming: the names of the text.
    """
    low, _ = tidy(text, *sentence)
    if (opened := _OPENING.match(text, low, start)) is not None:
        low = opened.end()
    at = named_at(text, low, start, naming)
    if at is None and (m := tellings.LEADING.match(text, low, start)):
        at = m.span()
    if at is None and (m := _THE.match(text, low, start)):
        noun = singular((m["noun"] or m["several"]).lower())[0]
        at = m.span() if noun in PERSON_NOUNS | BODY_NOUNS | TITLES else None
    if at is None or overlaps(attribution, *at):
        return None
    return (*at, "elided")


def named_at(text: str, low: int, limit: int, naming: Naming) -> Offsets | None:
    """A name right there, be it behind what its bearer is: "[Councilwoman] Ana Oro".

    Args:
        text: the text.
        low: where it begins.
        limit: offset before which it stands.
        naming: the names of the text.
    """
    for start, end, who in naming.within(low, limit)[:1]:
        titled = who.label == "person" and _TITLE.fullmatch(text, low, start) is not None
        if start <= low + 4 or titled:
            return start, end
    return None
