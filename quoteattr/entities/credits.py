"""Credits: who is named only for having written, photographed or edited a text.

"By Tom Lind", "Tom Lind | The Courier", "Photo: Tom Lind/LNA", "(Ana Oro/Lund Press)", the author
line of a post. Nobody in the text means such a one by "he" or "the agency", unless it names the
same elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english.lexicon import lexicon
from quoteattr.entities.records import Entities, NamedSpan
from quoteattr.words import paragraphs

__all__ = ["mark_credited"]

# How many lines at the top and at the end of a text may be a byline, and how long one is.
_TOP, _END, _LONGEST = 6, 4, 160
_WORK = (
    r"(?:(?:Main|Lead|Additional|Cover|File|Featured?)\s)?(?:Words|Text|Story|Written|Writing"
    r"|Reporting|Reported|Report|Photo(?:s|graphs?|graphy)?|Pictures?|Images?|Video|Credits?"
    r"|Posted|Published|Edited|Editing|Authors?|Illustrations?|Graphics?|Compiled|Produced|Filmed"
    r"|Translated|Interview)"
)
# What opens a line of credits, up to the first name.
_OPENS = regex.compile(
    rf"\W*(?:(?:with\s)?{_WORK}(?:\s(?:and|&)\s{_WORK})?(?:\s(?:by|from)\b|\s?[:|])|by\b:?"
    r"|(?:Published|Posted|Updated)\b)\W*",
    regex.I,
)
# "(Reporting by Tom Lind)", "(Ana Oro/Lund Press)".
_BRACKETED = regex.compile(
    rf"[(\[](?:(?i:{_WORK}\sby|{_WORK}:|By)\s[^()\n]{{2,160}}"
    r"|\p{Lu}[\p{L}\s.’'-]{2,50}/[\p{L}\s.’'&/-]{2,60})[)\]]"
)
# At the start of a line, below a post: "— Ana Oro (@anaoro) May 3".
_AT_LINE_START = regex.compile(r"[^\S\n]*[—–-]\s?\p{Lu}[^\n(]{1,60}\(@\w+\)[^\n]{0,40}")
_TOKEN = regex.compile(r"@?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.’'@_\-]*")
_NUMBER = regex.compile(
    r"\p{N}[\p{N}.:,]*(?:am|pm|st|nd|rd|th|h)?|.*@.*|\p{L}+\.\p{L}{2,}", regex.I
)
_GOES_ON = regex.compile(r"\W*(?:He|She|They|His|Her|Their)\b")
_MARKS = "“\"‘'«„–—-"


def mark_credited(text: str, entities: Entities) -> None:
    """Mark the persons and bodies that a text names in its credits alone.

    Args:
        text: the text.
        entities: its clusters; their ``credited`` is filled in.
    """
    lines = paragraphs(text)
    spans = [*_bylines(text, lines, entities), *(m.span() for m in _BRACKETED.finditer(text))]
    at_start = (_AT_LINE_START.match(text, start, end) for start, end in lines)
    spans.extend(m.span() for m in at_start if m is not None)
    spans.sort()
    reach = [*accumulate((end for _, end in spans), max)]
    for who in entities.clusters:
        who.credited = bool(spans) and all(
            (at := bisect_left(spans, (start + 1,))) > 0 and end <= reach[at - 1]
            for start, end in who.mentions
        )


def _bylines(text: str, lines: Sequence[Offsets], entities: Entities) -> Iterator[Offsets]:
    """The lines at the top and at the end of a text that hold names and a credit's words only."""
    edges = [*range(min(_TOP, len(lines))), *range(max(_TOP, len(lines) - _END), len(lines))]
    for at in edges:
        start, end = lines[at]
        below = lines[at + 1][0] if at + 1 < len(lines) else None
        named = entities.within(start, end)
        if end - start > _LONGEST or not any(who.kind == "person" for _, _, who in named):
            continue
        if below is not None and _GOES_ON.match(text, below):
            continue
        opens = _OPENS.match(text, start, end)
        first = opens.end() if opens else start
        alone = opens or (named[0][0] - start < 2 and at > 0)
        turn = below is not None and text[below] in _MARKS  # "Ana Oro" above her own words
        if alone and (opens or not turn) and _only_names(text, first, end, named):
            yield start, end


def _only_names(text: str, start: int, end: int, named: Sequence[NamedSpan]) -> bool:
    lex = lexicon()
    beside = lex.names["bylines"] | lex.function["weekdays"] | lex.function["months"]
    return all(
        any(low <= m.start() and m.end() <= high for low, high, _ in named)
        or m[0].lower().strip(".’'") in beside
        or _NUMBER.fullmatch(m[0]) is not None
        for m in _TOKEN.finditer(text, start, end)
    )
