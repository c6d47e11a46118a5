"""Those told who do not stand after the cue: before it, in its source, or in its sentence."""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings
from quoteattr.speakers.told.passives import is_passive
from quoteattr.speakers.told.sides import apart_from, who_asked_for_it
from quoteattr.speakers.told.stretches import (
    REACH,
    Heard,
    is_nobody,
    is_somebody,
    parts_of,
    phrase_end,
)
from quoteattr.speakers.wording import holds_any

__all__ = [
    "addressed",
    "asked_by",
    "audience_of",
    "left_before",
    "ordered",
    "written_to",
]

_IN_PAPER = regex.compile(r"interview\s(?:in|on|for)\s", regex.I)
_MARKS = "“\"‘'"


def asked_by(text: str, attribution: Attribution, start: int, sentence: Offsets) -> Heard | None:
    """Who asked, and so is answered: "asked by [a reporter] whether he would go, Oro said"."""
    for m in tellings.ASKED_BY.finditer(text, max(sentence[0], start - 300), start):
        low, high = tidy(text, m.end(), phrase_end(text, m.end(), min(start, m.end() + 80), False))
        taken = [*attribution.content, *attribution.source]
        if low < high and not any(s < high and e > low for s, e in taken):
            return None if is_nobody(text[low:high].split()) else Heard(low, high, "asked-by")
    return None


def left_before(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """One told whom a model left between a verb that is no cue and the content: "told Oro"."""
    for start, _ in attribution.content[:1]:
        m = tellings.TELLS_WHOM.search(text, max(0, start - 90), start)
        if m is None or is_passive(text, m.start()):
            continue
        low, high = tidy(text, *m.span("who"))
        if tellings.STOP.match(text, low):
            continue  # "warned Saturday that"
        free = all(e <= low or s >= high for s, e in attribution.source)
        whole = phrase_end(text, low, high, True) == high and text[low : low + 3] != "by "
        if low < high and free and whole and is_somebody(text, low, high, naming):
            return [Heard(*p, "miscue") for p in parts_of(text, low, high, naming)]
    return []


def ordered(text: str, attribution: Attribution, start: int, naming: Naming) -> Heard | None:
    """Who is asked to do it: "an order for [banks] to close"."""
    if not attribution.content or not tellings.ORDERING.match(text, start):
        return None
    at, behind = attribution.content[0][0], attribution.cue[-1][1] + 1
    m = tellings.FOR_TO.match(text, at) or tellings.WITH_TO.match(text, behind, behind + REACH)
    if m is None and behind < at:
        m = tellings.FOR_TO.match(text, behind, behind + REACH)
    if m is None:
        return None
    parts = parts_of(text, m.start(1), m.end(1), naming)
    if not all(is_somebody(text, *part, naming) for part in parts):
        return None
    return Heard(m.start(1), m.end(1), "for-to")


def addressed(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """Whom a source says that it is addressed to: "a letter from the port to the board"."""
    for start, end in attribution.source:
        m = tellings.PAPER.search(text, start, end)
        if m is None:
            continue
        low, high = tidy(text, m.end(), phrase_end(text, m.end(), end, False))
        if low < high and is_somebody(text, low, high, naming):
            return [Heard(*p, "paper") for p in parts_of(text, low, high, naming)]
    return []


def audience_of(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Heard]:
    """The medium of "in an interview with ...", in the same sentence outside the content."""
    if not holds_any(text, *sentence, tellings.INTERVIEW_PARTS):
        return []
    cue = attribution.cue[-1][1]
    for m in tellings.INTERVIEW.finditer(text, *sentence):
        how = _way(text, m, sentence[0])
        if tellings.IN_QUESTION.search(text, sentence[0], m.start()):
            continue
        if how in ("address", "meeting") and sentence[0] + 25 < m.start() < cue:
            continue
        if apart_from(text, attribution, m.span()):
            continue
        if (asker := who_asked_for_it(text, attribution, m.span(), naming)) is not None:
            return [Heard(*asker, how)]
        taken = [*attribution.content, *attribution.cue]
        ends = [s for s, _ in (*taken, *attribution.source) if s > m.end()]
        limit = min([*ends, sentence[1], m.end() + 80])
        low, high = tidy(text, m.end(), phrase_end(text, m.end(), limit, False))
        itself = how == "interview" and any(s <= m.start() < e for s, e in attribution.source)
        if itself or is_nobody(text[low:high].split()):
            continue  # "an interview with Lund Radio reveals"
        if _IN_PAPER.match(m[0]) and not _is_body(naming, low, high):
            continue  # "in an interview in Lund"
        if low < high and not any(s < high and e > low for s, e in taken):
            behind = how == "opening" and m.start() > cue
            lower = text[low].islower() and not behind  # not "said, addressing fears"
            named = lower or is_somebody(text, low, high, naming)
            return [Heard(low, high, how)] if named else []
    return []


def _is_body(naming: Naming, low: int, high: int) -> bool:
    """Whether a stretch begins with the name of a body."""
    return any(s <= low + 4 and who.label == "body" for s, _, who in naming.within(low, high))


def written_to(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """To whom somebody wrote right before: "Oro wrote to [the board]. “It is late,” she wrote",
    "Oro had a message for [the board]. “It is late,” she said".
    """
    start, end = attribution.cue[0]
    first = min(low for low, _ in (*attribution.content, *attribution.source, (start, end)))
    first -= first > 0 and text[first - 1] in _MARKS
    before = None
    if tellings.WROTE.fullmatch(text, start, end) and not text.startswith(" back", end):
        before = tellings.WROTE_TO.search(text, max(0, first - 160), first)
    opened = text[first : first + 1] in tuple(_MARKS)
    if before is None and opened and tellings.IS_SAID.fullmatch(text, start, end):
        before = tellings.MESSAGE_TO.search(text, max(0, first - 200), first)
    if before is None:
        return []
    low, high = tidy(text, before.end("to"), phrase_end(text, before.end("to"), first, False))
    if low >= high or not is_somebody(text, low, high, naming):
        return []
    return [Heard(*part, "letter") for part in parts_of(text, low, high, naming)]


def _way(text: str, m: regex.Match[str], start: int) -> str:
    """How an audience is reached: interview, talk, letter, meeting, call, address, or opening.

    A sentence that begins with "Addressing the crew" opens with its audience, and so does what
    follows "he said, addressing the crew".
    """
    words = m[0].lower().split()
    if words[0] == "address":
        return "talk"
    how = tellings.AUDIENCE[words[1 if words[0] in ("his", "her", "their", "its") else 0][:3]]
    opens = m.start() == start or text[max(0, m.start() - 2) : m.start()] == ", "
    audience = how == "address" and opens and not tellings.EVENT.match(text, m.end())
    return "opening" if audience else how
