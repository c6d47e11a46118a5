"""Authors: who speaks by the words around a cue that was given no source.

A noun for what is said has its speaker before it ("the port's claim") or behind it ("calls from
the port for"), a passive verb behind "by" ("was seen by the port as"), and a participle that opens
its sentence has the subject behind what is said ("Calling it a joke, Oro said no").
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, singular
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.setting.naming import Naming

__all__ = ["author_behind", "author_of_cue", "captioned", "is_saying", "without_possessive"]

# "A fan posted a picture with the caption: “…”": who put the words below a picture.
_CAPTION = regex.compile(
    r"(?P<verb>\b(?:posted|shared|uploaded|published|tweeted|sent|released|put\sup)\s(?:[^.!?\n“”\"]{2,80}\s)?)"
    r"(?:with|under|beside|alongside)\sthe\s(?:caption|words|message|slogan|hashtag|title)[:,]?\s$|\bcaptioned[:,]?\s$"
)
_PUT_UP_BY = regex.compile(
    r"(?:^|[.!?”\"]\s|\n|,\s(?:and|but)\s)\s*(?P<who>(?:\p{Lu}|an?\s|the\s)[^.,;:!?\n“”\"]{1,60}?)\s"
    r"(?:(?:has|had|have|also|later|then)\s)?$"
)

_SAYINGS = (
    r"(?:accusations?|admissions?|advice|allegations?|announcements?|answers?|appeals?|argument(?:s|ation)?"
    r"|assertions?|assurances?|beliefs?|calls?|claims?|comments?|complaints?|conclusions?|confirmations?"
    r"|contentions?|criticisms?|declarations?|demands?|denials?|descriptions?|estimates?|expectations?"
    r"|explanations?|fears?|findings?|forecasts?|hopes?|insistence|instructions?|invitations?|messages?"
    r"|notions?|objections?|protests?|concerns?|observations?|opinions?|orders?|petitions?|pleas?|pledges?"
    r"|predictions?|promises?|proposals?"
    r"|questions?|recommendations?|remarks?|reminders?|reports?|requests?|responses?|revelations?|rulings?"
    r"|speculation|statements?|suggestions?|suspicions?|testimon(?:y|ies)|theory|thinking|threats?|views?"
    r"|vows?|warnings?|wish(?:es)?|words)"
)
_NOUN = regex.compile(rf"(?:\p{{Ll}}+\s)?{_SAYINGS}", regex.I)
_OWNER = regex.compile(r"(?P<who>.*\S)(?:(?<=s)[’']|[’']s)$", regex.DOTALL)
_BETWEEN = regex.compile(r"\s(?:\p{Ll}+\s){0,2}")
# Of those, the ones that are verbs too.
_VERBS = regex.compile(
    r"(?:answer|appeal|call|claim|comment|demand|estimate|fear|forecast|hope|object|order|petition"
    r"|pledge|promise|protest|question|remark|report|request|view|vow|wish)(?P<many>e?s)?",
    regex.I,
)
_WORD = r"[\p{L}\p{N}][\p{L}\p{N}’'\-.]*"
# Up to six words, none of which opens a clause or another phrase.
_PHRASE = (
    rf"(?!(?:abroad|home|within|outside|inside|all|around)\b)"
    rf"(?:(?!(?:that|who|which|to|about|on|in|at|for|with|as|how|why|when|while|because|last|yesterday)\b)"
    rf"{_WORD}\s+){{0,5}}{_WORD}"
)
_WHOSE = regex.compile(
    r"(?<![\p{L}’'\-])(?P<who>(?:(?:the|an?|his|her|its|their|our|my)\s(?:[\p{L}\p{N}\-]+\s){0,3}?[\p{L}\p{N}\-]+"
    r"|(?:\p{Lu}[\p{L}\p{N}.\-]*\s){0,3}\p{Lu}[\p{L}\p{N}.\-]*|\p{Ll}+s))"
    r"(?:[’']s|(?<=s)[’'])\s(?:\p{Ll}+\s){0,2}$"
)
_BY = regex.compile(
    r"(?:,?\s+(?:that|which)\s(?:was|were|had\sbeen|have\sbeen|has\sbeen)\s\p{Ll}+|\s\p{Ll}+ed|\smade)?"
    rf"\s+(?:by|from|of)\s(?P<who>{_PHRASE})(?:\s+to\s[^.,;:“”\"\n]{{2,60}}?)?\s*"
)
_FROM = regex.compile(rf"\s(?:from|by)\s(?P<who>{_PHRASE})\s*")
_PASSIVE = regex.compile(rf"\s+by\s(?P<who>{_PHRASE})\s*")
_SPEAKERS = PERSON_NOUNS | BODY_NOUNS
_PARTICIPLE = regex.compile(r"\p{Lu}\p{Ll}+ing\b")
_FOLLOWS = regex.compile(
    r",?\s(?P<who>(?:he|she|they|it|we|I)(?=\s)|(?:the|his|her|its|their)\s(?:\p{L}[\p{L}\-]*\s){0,3}?\p{L}[\p{L}\-]*"
    r"(?=\s(?:also\s|then\s|now\s|later\s)?(?:said|says|told|has|have|had|was|were|is|are|will|would|\p{Ll}{2,}ed)\b))"
)
_COPULA = regex.compile(r"\b(?:is|was|been|being|were|are)$")


def is_saying(text: str, start: int, end: int, *, sure: bool = False) -> bool:
    """Whether a cue is a noun for what is said; if it is to be sure, one that is no verb.

    >>> [is_saying(word, 0, len(word)) for word in ("allegation", "claim", "said")]
    [True, True, False]
    >>> [is_saying(word, 0, len(word), sure=True) for word in ("allegation", "claim")]
    [True, False]
    """
    if _NOUN.fullmatch(text, start, end) is None:
        return False
    return not sure or _VERBS.fullmatch(text, start, end) is None


def without_possessive(text: str, span: Offsets, cue: Sequence[Offsets]) -> Offsets:
    """A source without the ’s that stands between it and what its owner said.

    >>> without_possessive("Ana Oro’s claim", (0, 9), [(10, 15)])
    (0, 7)
    >>> without_possessive("Oro’s claims it", (0, 5), [(6, 12)])
    (0, 5)
    """
    start, end = span
    owner = _OWNER.match(text, start, end)
    if owner is None or not cue or not _BETWEEN.fullmatch(text, end, cue[0][0]):
        return span
    verb = _VERBS.fullmatch(text, *cue[0])
    if not is_saying(text, *cue[0]) or (verb and verb["many"]):
        return span  # "Oro’s claims it is the oldest shop"
    return start, owner.end("who")


def captioned(text: str, attribution: Attribution) -> Offsets | None:
    """Who put the words below a picture: the subject of "posted it with the caption"; an empty
    span where that is passive, None where they are no caption.
    """
    if attribution.source or not attribution.content:
        return None
    start = attribution.content[0][0]
    m = _CAPTION.search(text, max(0, start - 160), start)
    if m is None:
        return None
    if m["verb"] is not None:
        who = _PUT_UP_BY.search(text, max(0, m.start() - 100), m.start())
        if who is not None and not _COPULA.search(who["who"]):
            return int(who.start("who")), int(who.end("who"))
    return start, start


def author_of_cue(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Who speaks by the words around a cue; None where they do not tell.

    Args:
        text: the text.
        attribution: one attribution without a source; offsets in code points.
        naming: the names of the text.
    """
    if not attribution.cue or not attribution.content:
        return None
    (start, end), content = attribution.cue[0], attribution.content[0][0]
    if _PARTICIPLE.match(text, start, end) and content >= end:
        return _subject_behind(text, attribution.content[-1][1], naming)
    said = _NOUN.fullmatch(text, start, end) is not None
    if said and (m := _WHOSE.search(text, max(0, start - 90), start)) is not None:
        return tidy(text, *m.span("who"))
    if end < content <= end + 160:
        pattern = _BY if said else _PASSIVE
        if (m := pattern.fullmatch(text, end, content)) is not None:
            return tidy(text, *m.span("who"))
    return None


def author_behind(text: str, attribution: Attribution, naming: Naming) -> Offsets | None:
    """Who speaks by the words behind a noun for what is said, where a model took another one:
    "[MPs] overrode objections from the port that".

    Args:
        text: the text.
        attribution: one attribution with a source; offsets in code points.
        naming: the names of the text.
    """
    if not attribution.cue or not attribution.content:
        return None
    (start, end), content = attribution.cue[0], attribution.content[0][0]
    far = all(high + 1 < start or low >= content for low, high in attribution.source)
    if not far or not end < content <= end + 160 or _NOUN.fullmatch(text, start, end) is None:
        return None
    owned = _WHOSE.search(text, max(0, start - 90), start)
    if owned is not None and attribution.source[0][1] < owned.start() and text[end] == ":":
        return tidy(text, *owned.span("who"))  # "She recalled her mother's advice: “Never.”"
    m = _FROM.fullmatch(text, end, content)
    if m is None:
        return None
    named = any(who.label in ("person", "body") for *_, who in naming.within(*m.span("who")))
    noun = singular(m["who"].split()[-1].lower())[0]
    return tidy(text, *m.span("who")) if named or noun in _SPEAKERS else None


def _subject_behind(text: str, end: int, naming: Naming) -> Offsets | None:
    """The subject of the clause that follows what a participle reports."""
    if (m := _FOLLOWS.match(text, end)) is not None:
        return int(m.start("who")), int(m.end("who"))
    at = naming.before(end + 1)
    for low, high, _ in naming.mentions[at : at + 1]:
        if text[end:low] in (", ", ",” ", '," '):
            return low, high
    return None
