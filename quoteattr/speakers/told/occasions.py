"""Occasions: who was there when something was said: a meeting, a hearing, a briefing.

An occasion tells of it where it opens the sentence ("At a meeting with farmers, Oro said"), where
it is put in behind the source ("Oro, testifying before Congress, said"), and right behind the cue
("said at a meeting with farmers that"). Elsewhere it is part of what was said.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import singular, word_set
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import verbs
from quoteattr.speakers.told.passives import is_passive
from quoteattr.speakers.told.stretches import (
    Heard,
    is_somebody,
    overlaps,
    parts_of,
    phrase_end,
)

__all__ = ["heard_at"]

_DET = r"(?:an?|the|his|her|their|its|one)\s"
_DAY = r"(?:(?:on\s)?\p{Lu}\p{Ll}+day\s|yesterday\s|earlier\s|last\s\p{Ll}+\s|in\s\p{Lu}\p{Ll}+\s)?"
# Each with how whoever is there was reached.
_OCCASIONS = (
    (
        regex.compile(
            rf"\b(?:[Ss]peaking\s)?(?:[Ii]n|[Aa]t|[Dd]uring)\s{_DET}(?:[\p{{L}}\-]+\s){{0,3}}?(?:meeting|discussion)"
            rf"\s{_DAY}with\s"
            rf"|\b(?:[Ss]peaking\s)?(?:[Dd]uring|[Aa]t)\s(?:{_DET})?(?:[\p{{L}}\-]+\s){{0,2}}?(?:talks|meetings)\s{_DAY}with\s"
        ),
        "talk",
    ),
    (
        regex.compile(
            rf"\b(?:[Tt]estifying|[Ss]peaking|[Aa]ppearing|[Gg]iving\s(?:\p{{L}}+\s)?(?:evidence|testimony))\s{_DAY}before\s"
        ),
        "talk",
    ),
    (
        regex.compile(
            rf"\b[Bb]riefing\s|\b(?:[Ii]n|[Aa]t|[Dd]uring)\s{_DET}(?:[\p{{L}}\-]+\s){{0,2}}?briefing\s{_DAY}(?:for|to|with)\s"
        ),
        "talk",
    ),
    (regex.compile(r"\bMeeting\s(?:with\s)?"), "talk"),
    (regex.compile(r"\b[Tt]urning\sto\s"), "contact"),
    (
        regex.compile(
            rf"\b[Ii]n\s(?:{_DET}|(?=(?:written|oral|sworn)\s))(?:[\p{{L}}\-]+\s){{0,2}}?(?:evidence|testimony|complaint|petition"
            rf"|report|affidavit|application|appeal|presentation)\s(?:\p{{L}}+ed\s)?{_DAY}to\s"
        ),
        "letter",
    ),
    (
        regex.compile(
            r"(?:\bTo|(?<=\b(?:And|But)\s)to)\s"
            r"(?=(?:the|an?|his|her|their|its|those|all|my|our)\s|\p{Lu}|\p{Ll}+s,|(?:young\s|older\s)?people,)"
        ),
        "to",
    ),
)
# At the end of what was said in no marks: "sales would fall [on a call with investors]".
_AT_ITS_END = regex.compile(
    rf"\s(?:[Ii]n|[Oo]n|[Dd]uring)\s{_DET}(?:[\p{{L}}\-]+\s){{0,2}}?(?:call|interview|conversation)\s{_DAY}with\s"
    r"(?P<who>[^,.;:“”\"\n]{2,60})$"
)
# What was said there, by the words of the content itself: "had lied in an interview with".
_SPOKE_THERE = regex.compile(
    r"\b(?:sa(?:id|ys?)|told|tell|l(?:ied|ying)|sp(?:oke|oken|eak)|admitt?(?:ed)?|claim(?:ed|s)?|den(?:ied|y)|ask(?:ed)?"
    r"|reveal(?:ed)?|discuss(?:ed)?|agreed?|promised?|mention(?:ed)?|expla(?:in|ined)|confirm(?:ed)?|ma(?:de|ke)"
    r"|appear(?:ed)?|confess(?:ed)?|describ(?:ed)?|insult(?:ed)?|threaten(?:ed)?|comments?|remarks?|statements?"
    r"|apologi[sz]ed?|announced?|heard?|learn(?:ed|t)?|rais(?:ed?)|talk(?:ed)?|us(?:ed)?)\b",
    regex.I,
)
# What may stand before an occasion that opens its sentence.
_OPENING = regex.compile(
    r"[\s“\"‘]*(?:(?:On|Last|Earlier|Later|This|Yesterday|Today|And|But|Then|Also)\b[^,;:“”\"]{0,40}?,?\s)?"
)
# What may stand between an occasion and the cue or the source before it.
_BETWEEN = regex.compile(rf",?\s{_DAY}")
# What may stand between whoever was there and the words that follow.
_BEFORE_SOURCE = regex.compile(
    r"(?:\s?(?:(?!(?:when|where|who|which|while)\b)[^,;:“”\"\n\s]++\s?){0,9})?[,:]?\s?[“\"‘]?"
)
# Cues of one who is asked there, and of what nobody says.
_NOT_SAID = regex.compile(r"(?:was|were|is|are|been|be|being)\s|(?:as\s)?per\b|according", regex.I)
# "Briefed ambassadors on Friday, saying"
_ADDRESSED = regex.compile(
    r"\b(?:brief|address)(?:es|ed)\s(?P<who>\p{L}[^,;:.“”\"\n()]{1,80}?),?\s(?:and\s|before\s)?$"
)
# "Apologised to the family, saying": in one breath, as "thanked the crew and said" need not be.
_TURNED_TO = regex.compile(
    r"\b(?:(?:thank|reassur|comfort|confront|lectur|scold|berat)(?:es|s|ed)"
    r"|(?:apologi[sz]|appeal|complain|respond)ed\sto|(?:replied|wrote|spoke)\s(?:back\s)?to)"
    r"\s(?P<who>\p{L}[^,;:.“”\"\n()]{1,80}?),?\s$"
)
_GOES_ON = regex.compile(r"(?:say|add|warn|stress|not|tell|argu|insist|declar|explain|urg)ing|said")
_PLACES = word_set("province region county district world")
# Who comes to hear somebody, beside bodies and persons.
_GATHERED = word_set(
    "rally nation congregation gathering inquiry enquiry crowd audience mourners worshippers"
)
_MARK = regex.compile('[“”"]')


def heard_at(text: str, attribution: Attribution, naming: Naming, sentence: Offsets) -> list[Heard]:
    """Those who were there, by the occasion that a sentence names.

    Args:
        text: the text.
        attribution: one attribution with a cue.
        naming: the names of the text.
        sentence: offsets of the sentence that holds the cue.
    """
    if found := _addressed(text, attribution, naming, sentence):
        return found
    cue = text[slice(*attribution.cue[0])]
    if _NOT_SAID.match(cue) or is_passive(text, attribution.cue[0][0]):
        return []
    taken = (*attribution.content, *attribution.source, *attribution.cue)
    starts = [start for start, _ in taken]
    for pattern, how in _OCCASIONS:
        for m in pattern.finditer(text, *sentence):
            if not _in_place(text, attribution, m, sentence[0]):
                continue
            limit = min([*(s for s in starts if s >= m.end()), sentence[1], m.end() + 100])
            end = phrase_end(text, m.end(), limit, False)
            if how == "to" and not (text.startswith(", ", end) and verbs.TALK.match(cue)):
                continue
            if limit in starts and not _BEFORE_SOURCE.fullmatch(text, end, limit):
                continue
            if found := _those(text, attribution, (m.end(), end), how, naming):
                return found
    return _at_its_end(text, attribution, naming)


def _at_its_end(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """Who was on the call that a model took for the end of what was said there."""
    (_, cue), (start, end) = attribution.cue[0], (attribution.content or ((0, 0),))[-1]
    if not attribution.source or start < cue or _MARK.search(text, start, end):
        return []
    m = _AT_ITS_END.search(text, start, end)
    if m is None or _SPOKE_THERE.search(text, start, m.start()):
        return []
    parts = parts_of(text, *tidy(text, *m.span("who")), naming)
    named = all(_can_hear(text, *part, naming) for part in parts)
    return [Heard(*part, "interview") for part in parts] if named else []


def _addressed(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Heard]:
    """Who was addressed or briefed in the clause before "saying"."""
    start, end = attribution.cue[0]
    if not _GOES_ON.fullmatch(text, start, end):
        return []
    low = max(sentence[0], start - 160)
    m = _ADDRESSED.search(text, low, start)
    if m is None and text[start:end].endswith("ing"):
        m = _TURNED_TO.search(text, low, start)
    if m is None:
        return []
    low, high = m.span("who")
    return _those(text, attribution, (low, phrase_end(text, low, high, False)), "contact", naming)


def _those(
    text: str, attribution: Attribution, span: Offsets, how: str, naming: Naming
) -> list[Heard]:
    """Those whom a stretch names, each alone, if it names nothing else."""
    low, high = tidy(text, *span)
    if low >= high or overlaps(attribution, low, high):
        return []
    parts = parts_of(text, low, high, naming)
    if not all(_can_hear(text, *part, naming) for part in parts):
        return []
    place = any(who.label == "place" for *_, who in naming.within(low, high))
    if how == "contact" and place:
        return []  # "Turning to Lund, she said"
    return [Heard(*part, how) for part in parts]


def _can_hear(text: str, low: int, high: int, naming: Naming) -> bool:
    """Whether a stretch names persons, a body, or people who came together."""
    words = text[low:high].lower().split()
    if words and words[-1] in _PLACES:
        return False
    gathered = bool(words) and singular(words[-1])[0] in _GATHERED
    return gathered or is_somebody(text, low, high, naming)


def _in_place(text: str, attribution: Attribution, m: regex.Match[str], first: int) -> bool:
    """Whether an occasion opens the sentence, is put in, or follows the cue or its source."""
    start, cue = m.start(), attribution.cue[0]
    if m.end() < cue[0]:
        opens = _OPENING.fullmatch(text, first, start) is not None
        before = [end for _, end in attribution.source if _BETWEEN.fullmatch(text, end, start)]
        return opens or (bool(before) and not m[0][0].isupper())
    ends = [cue[1], *(e for s, e in attribution.source if s >= cue[0] - 60)]
    return any(_BETWEEN.fullmatch(text, end, start) is not None for end in ends)
