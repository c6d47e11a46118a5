"""Credits: who is named only for having written, photographed or edited a text.

"By Tom Lind", "Tom Lind | The Courier", "Photo: Tom Lind/AFP", "(Reporting by Tom Lind)". Nobody
in the text means such a one by "he" or "the reporter", unless it names the same person elsewhere;
nor does it mean the agency of its dateline by "the group".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import MONTHS, WEEKDAYS, word_set
from quoteattr.speakers.referents import Named, Referent
from quoteattr.words import paragraphs

__all__ = ["credited"]


# How many lines at the top and at the end of a text may be a bare name's, and how long a line is.
_TOP, _END, _LONGEST = 6, 4, 160
# A bare name that nothing else tells to be a credit is one below the headline alone.
_NEXT = 2
_WORK = (
    r"(?:(?:Main|Lead|Additional|Cover|File|Featured?)\s)?(?:Words|Text|Story|Written|Writing|Reporting|Reported"
    r"|Report|Photo(?:s|graphs?|graphy)?|Pictures?|Images?|Video|Credits?|Posted|Published|Edited"
    r"|Editing|Authors?|Illustrations?|Graphics?|Compiled|Produced|Filmed|Translated|Interview)"
)
# What opens a line of credits, up to the first name.
_OPENS = regex.compile(
    rf"\W*(?:(?:with\s)?{_WORK}(?:\s(?:and|&)\s{_WORK})?(?:\s(?:by|from)\b|\s?[:|])|by\b:?"
    r"|(?:Published|Posted|Updated)\b)\W*",
    regex.I,
)
_PARENTHESIS = regex.compile(rf"\((?:{_WORK}\sby|{_WORK}:|By)\s[^()\n]{{2,160}}\)", regex.I)
# What may stand beside a name there: where, when, for whom and as what somebody writes.
_BESIDE = word_set(
    "by and in for at of on the a an our with from reporter reporters editor correspondent "
    "writer columnist author journalist contributor producer photographer staff freelance "
    "special senior chief deputy assistant associate acting political politics business "
    "sports sport crime court courts health education science environment world technology "
    "tech news local national foreign economics economy arts culture features investigations "
    "data night city desk team agency press bureau guest contributing opinion editorial "
    "reports writes reporting photo photos pictures story editing additional words updated "
    "published posted last first am pm gmt bst utc est edt cet et ist hours ago today min "
    "read jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun st "
    "nd rd th twitter email "
    "via getty images handout reuters afp ap epa pa shutterstock"
)
_BESIDE |= WEEKDAYS | MONTHS
# Of these one beside a bare name in the first line tells that it is no headline.
_TELLS = _BESIDE - word_set("and in at of on the a an our with from first last may march")
_DATED = regex.compile(r"[\p{N}@|]")
_TOKEN = regex.compile(r"@?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.’'@_\-]*")
_NUMBER = regex.compile(r"\p{N}[\p{N}.:,]*(?:am|pm|st|nd|rd|th|h)?", regex.I)
_ADDRESS = regex.compile(r"@|\p{L}[.]\p{L}{2,}")
_CLOSES = regex.compile(r"[”\"’'»]\W*$")
# "PORT VALE (LNA) — ", "Port Vale, March 3 (LNA) - ": where a report comes from, and whose it is.
_DATELINE = regex.compile(
    r"(?:^|(?<=\n))[^\S\n]*\p{Lu}[\p{L}\p{N} .,'’\-]{1,60}\([^()\n]{2,30}\)\s[–—-]{1,2}\s"
    r"(?=[“\"‘']?\p{Lu})"
)
_ABOUT = regex.compile(r"\W*(?:He|She|They|His|Her|Their)\b")
_MARKS = "“\"‘'«„–—-"


def credited(text: str, mentions: Sequence[Named]) -> set[Referent]:
    """The persons whom a text names in its credits alone, and whoever stands in its dateline alone.

    Args:
        text: the text.
        mentions: offsets and bearer of every name, in order.
    """
    lines = paragraphs(text)
    datelines = [m.span() for m in _DATELINE.finditer(text)]
    spans = _merged([*_credits(text, lines, mentions), *datelines])
    if not spans:
        return set()
    starts = [start for start, _ in spans]

    def is_in_credits(start: int, end: int) -> bool:
        return end <= spans[max(0, bisect_right(starts, start) - 1)][1] and start >= starts[0]

    open_ = {
        who
        for start, end, who in mentions
        if who.label == "person" or _within(datelines, start, end)
    }
    return {who for who in open_ if all(is_in_credits(*span) for span in who.mentions)}


def _merged(spans: Iterable[Offsets]) -> list[Offsets]:
    """The same stretches in order, those that overlap as one."""
    found: list[Offsets] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _within(spans: Iterable[Offsets], start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in spans)


def _credits(text: str, lines: Sequence[Offsets], mentions: Sequence[Named]) -> Iterator[Offsets]:
    """The stretches of a text that tell who made it."""
    yield from (m.span() for m in _PARENTHESIS.finditer(text))
    for at, (start, end) in enumerate(lines):
        edge = at < _TOP or at >= len(lines) - _END
        if not edge or end - start > _LONGEST:
            continue
        if not text.startswith(("By ", "BY ", "by "), start) and _goes_on(text, lines, at):
            continue
        if _OPENS.match(text, start, end):
            if _only_names(text, start, end, mentions):
                yield start, end
        elif _is_bare(text, lines, at, mentions):
            yield start, end


def _is_bare(text: str, lines: Sequence[Offsets], at: int, mentions: Sequence[Named]) -> bool:
    """Whether a line is a name without a credit's word, and neither a signature nor a label."""
    start, end = lines[at]
    opens = [who for low, _, who in mentions if low == start]
    if not opens or opens[0].label != "person" or not _only_names(text, start, end, mentions):
        return False
    signs = at > 0 and _CLOSES.search(text, *lines[at - 1]) is not None
    labels = at + 1 < len(lines) and text[lines[at + 1][0]] in _MARKS
    if signs or labels:
        return False
    if _DATED.search(text, start, end):
        return True
    words = {word.lower() for word in _TOKEN.findall(text, start, end)}
    below = []
    if at + 1 < len(lines):
        below = [word.lower() for word in _TOKEN.findall(text, *lines[at + 1])]
    told = not words.isdisjoint(_TELLS) or (bool(below) and _BESIDE.issuperset(below))
    return told or (0 < at <= _NEXT) or at == len(lines) - 1 > 0


def _goes_on(text: str, lines: Sequence[Offsets], at: int) -> bool:
    """Whether the line below goes on about whom a line names: "She was born"."""
    return at + 1 < len(lines) and _ABOUT.match(text, *lines[at + 1]) is not None


def _only_names(text: str, start: int, end: int, mentions: Sequence[Named]) -> bool:
    """Whether a line holds names and what goes with a credit, and nothing else."""
    m = _OPENS.match(text, start, end)
    at = m.end() if m else start
    taken = [(low, high) for low, high, _ in mentions if start <= low and high <= end]
    if not taken:
        return False
    return all(
        _within(taken, *word.span())
        or word[0].lower().strip(".") in _BESIDE
        or _NUMBER.fullmatch(word[0])
        or _ADDRESS.search(word[0])
        for word in _TOKEN.finditer(text, at, end)
    )
