"""Claims: what is told inside somebody's words by a noun, a charge or "according to".

"The allegation that the dam was unsafe", "his promise to open the lock", "accused of theft", "as
per the treaty, the lake is ours". A noun that is denied to exist ("no suggestion that") tells
nothing, "the claims that were made" are not what is claimed, and whoever promises is shown right
before the promise.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.revision.pieces import AUXILIARY, CLAUSE, NP, WHOM
from quoteattr.revision.retellings import TO_DO, Kind, Retelling

__all__ = ["claims"]

_OWN = r"(?i:his|her|its|their|our|my)"
_OWNER = (
    rf"(?:(?P<source>{_OWN}|(?:(?i:the)\s)?\p{{Lu}}[\p{{L}}’'\-]*(?:\s\p{{Lu}}[\p{{L}}’'\-]*){{0,4}}"
    rf"|(?i:the)\s\p{{Ll}}+)(?:(?<=\b{_OWN})|[’']s|(?<=s)[’'])\s)"
)
_CLAIM = r"(?:allegation|accusation|claim|assertion|rumou?r|denial|report|suggestion)s?"
_PROMISE = r"(?:promise|pledge|vow|threat|demand|request|offer|call|appeal|instruction|warning)s?"
# Before what is a verb: "they [claim]", "to [report]".
_VERBAL = r"(?<!\b(?:to|I|we|you|they|who|people|will|would|could|can|may|also|not|never)\s)"
# "That he made" and "that were made" tell of the claims, and not what they are.
_MADE = (
    r"(?!(?:I|we|you|he|she|they|it|(?:the|his|her|its|their|our|my)\s\p{Ll}+|\p{Lu}\p{L}+)\s"
    r"(?:(?:has|have|had|also)\s)?(?:made|makes?|raised|levell?ed|filed|received|published|issued"
    r"|wrote|read|heard|submitted|blamed?|denie[sd]|den(?:y|ied)|rejects?|rejected|dismissed"
    r"|disputes?|disputed|repeated|withdrew)\b"
    r"|(?:claims?|says?|shows?|suggests?|alleges?|indicates?|cites?|emerges?|emerged|includes?)\b)"
)
_BEGINS = r"(?:(?:the|an?|his|her|its|their|our|my|some|many)\s|\p{Lu})"
_CLAIMED = regex.compile(
    rf"{_OWNER}?{_VERBAL}(?:(?:false|recent|earlier|repeated|new|own|public)\s)?"
    rf"(?<![\p{{L}}’'\-])(?P<cue>{_CLAIM})\s(?P<said>that\s{_MADE}(?:{CLAUSE}|{_BEGINS}))"
)
_PROMISED = regex.compile(rf"{_OWNER}(?:\p{{Ll}}+\s)?(?P<cue>{_PROMISE})\s(?P<said>{TO_DO}\s)")
_ACCUSED = regex.compile(
    rf"(?<![\p{{L}}\-])(?<!\b(?i:the)\s)(?P<cue>accused)\s"
    rf"(?:by\s(?P<source>{WHOM}|[^.;:“”\"()\n]{{2,100}}?(?=\sof\s\p{{Ll}}))\s)?"
    r"(?P<said>of\s(?!(?:the|an)\salleged)\p{Ll})"
)
# "The boat, which according to Oro [is lost], left in May"
_WHICH_ACCORDING = regex.compile(
    rf"\s(?:which|who|that),?\s(?P<cue>according\sto)\s(?P<source>{NP}|him|her|them|us),?\s"
    rf"(?P<said>(?={AUXILIARY}))"
)
_POSITION = (
    r"(?:pitch|response|reply|answer|reaction|message|verdict|conclusion|advice|position|argument"
    r"|view|opinion|stance|warning|explanation|excuse|prediction|complaint|defen[cs]e|motto)"
)
# "Her answer: it is late"
_POSED = regex.compile(
    rf"{_OWNER}(?:\p{{Ll}}+\s){{0,2}}?(?P<cue>{_POSITION})(?:\s(?:is|was))?:\s"
    rf"(?P<said>(?={CLAUSE}|[“\"‘']\p{{L}}))"
)
_ACCORDING = regex.compile(
    r"(?:(?<=[.“\"]\s?)|(?<=\b(?:that|while|and),?\s)|\G)(?P<cue>(?i:according\sto|as\sper)|Per)\s"
    r"(?!(?:the\s)?(?:plans?|schedule|rules?|terms|tradition|custom)\b)"
    rf"(?:(?P<source>{NP}|its\s\p{{Ll}}+),\s(?P<said>(?={CLAUSE}))"
    # "According to Oro the lake is ours"
    r"|(?P<source>\p{Lu}[\p{L}’'\-]*(?:\s\p{Lu}[\p{L}’'\-]*){0,3})\s(?P<said>(?=(?:the|an?|it|there)\s)))"
)
_FORMS: tuple[tuple[regex.Pattern[str], Kind], ...] = (
    (_CLAIMED, "clause"),
    (_PROMISED, "act"),
    (_ACCUSED, "charge"),
    (_ACCORDING, "clause"),
    (_WHICH_ACCORDING, "charge"),
    (_POSED, "clause"),
)
_WORDS = regex.compile(
    rf"\b(?:{_CLAIM}|{_PROMISE}|accused|according|(?:as\s)?per|{_POSITION})\b", regex.I
)
_NO = regex.compile(
    r"(?:\b(?:no|without|not|never)|n[’']t)\s(?:be\s|been\s|being\s)?(?:\p{Ll}+\s)?$"
    r"|\b(?:if|unless|whether)\s\p{L}+\s(?:is|are|was|were)\s$",
    regex.I,
)


def claims(text: str, low: int, high: int) -> Iterator[Retelling]:
    """What a stretch of somebody's words tells by nouns, charges and "according to".

    Args:
        text: the text.
        low, high: offsets of the stretch.

    >>> text = "Her claim that it was safe is odd, but there is no claim that it was new."
    >>> [text[one.start :][:16] for one in claims(text, 0, len(text))]
    ['that it was safe']
    """
    if _WORDS.search(text, low, high) is None:
        return
    for pattern, kind in _FORMS:
        for m in pattern.finditer(text, low, high):
            if _NO.search(text, max(low, m.start() - 20), m.start()) is None:
                source: Offsets | None = None if m["source"] is None else m.span("source")
                yield Retelling(m.span("cue"), source, m.start("said"), kind)
