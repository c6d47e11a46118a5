"""Addressees: who was told, from the words around the cue.

Verbs of telling take the one told as their object ("told reporters", "urged the council to");
other verbs and nouns with *to* ("said to her", "in a letter to the board").
In the passive the one told is the subject ("residents were told"), also where a model has taken
the subject for the source. Each is a candidate with the way in which it was found;
``hearing`` decides which are addressees, and finds those whom only the context tells.
"""

from __future__ import annotations

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, PRONOUNS, singular
from quoteattr.speakers.naming.names import Naming
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.told import tellings
from quoteattr.speakers.told.passives import is_passive, subject_told

__all__ = ["Heard", "agent_of", "phrase_end", "told_spans"]

# How far the words may reach that stand between a verb and the one told.
REACH = 200


@attrs.frozen
class Heard:
    """A stretch that may name one who was told.

    Attributes:
        start, end: its offsets.
        how: where it stands. After the cue: object, to, noun, from. In the content: for-to, or
            inside where a model put it there; miscue where a model took it for the cue.
            Before the cue: subject, shared, bare, elided, receiver, contact. In the sentence:
            interview, talk, letter, address, meeting. In the source: paper.
    """

    start: int
    end: int
    how: str


def told_spans(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Heard]:
    """The spans of those whom an attribution may have been said to, in order.

    Args:
        text: the text.
        attribution: one attribution; without a cue nobody is told.
        naming: the names of the text.
        sentence: offsets of the sentence that holds the cue.
    """
    found: list[Heard] = []
    for start, end in attribution.cue:
        start = _main_verb(text, start, end)
        one = _after(text, attribution, (start, end), naming)
        if one is None and (
            span := subject_told(text, attribution, (start, end), naming, sentence)
        ):
            one = Heard(*span)
        if one is None:
            one = _before(text, attribution, start, sentence) or _for(
                text, attribution, start, naming
            )
        if one is not None:
            found.extend(Heard(*p, one.how) for p in _parts(text, one.start, one.end, naming))
    if not found:
        found.extend(_before_content(text, attribution, naming))
    if not found and attribution.cue:
        found.extend(_paper(text, attribution, naming))
    if not found and attribution.cue:
        found.extend(_audience(text, attribution, naming, sentence))
    return list(dict.fromkeys(found))


def agent_of(text: str, attribution: Attribution, heard: Heard) -> Offsets | None:
    """Who tells in the passive: the phrase after "by"; an empty span where nobody is named.

    None where the one told is not what was taken for the source, so that the source stands.
    """
    if heard.how not in ("subject", "receiver") or not attribution.source:
        return None
    start, end = attribution.source[0]
    if start >= heard.end or heard.start >= end:
        return None
    at = attribution.cue[-1][1]
    if (by := _next(tellings.BY, text, at)) is None:
        return at, at
    limit = min([s for s, _ in attribution.content if s >= by.end()] or [by.end() + 80])
    return tidy(text, by.end(), phrase_end(text, by.end(), limit, False))


def _after(text: str, attribution: Attribution, cue_span: Offsets, naming: Naming) -> Heard | None:
    """The object after the cue, up to the content or the end of its phrase."""
    start, end = cue_span
    cue = text[start:end]
    if is_passive(text, start):
        return None
    opening = _opening(text, cue, end) or _beyond(text, attribution, cue, end)
    if opening is None and tellings.CALLING.match(cue) and _at_once(attribution, end):
        on = any(tellings.ON.match(text, *span) for span in attribution.content)
        return _inside(text, attribution, end, naming) if on else None
    if opening is None:
        return _miscue(text, attribution, start, end)
    at, how = opening
    if how == "object" and _at_once(attribution, end):
        return _from(text, attribution) or _inside(text, attribution, end, naming)
    return _phrase(text, attribution, at, how)


def _at_once(attribution: Attribution, end: int) -> bool:
    """Whether a content follows right after a cue."""
    return any(end <= start <= end + 1 for start, _ in attribution.content)


def _phrase(text: str, attribution: Attribution, at: int, how: str) -> Heard | None:
    following = [s for s, _ in attribution.content if s >= at]
    limit = min([*following, at + 200, len(text)])
    within = bool(following) and limit == min(following)
    listed = within and tellings.LIST.fullmatch(text, at, limit)
    stop = limit if listed else phrase_end(text, at, limit, within)
    low, high = tidy(text, at, stop)
    if low >= high or _overlaps(attribution, low, high):
        return None
    return None if _nobody(text[low:high].split()) else Heard(low, high, how)


def _inside(text: str, attribution: Attribution, end: int, naming: Naming) -> Heard | None:
    """One told whom the content took in: "advised [them not to wait]"."""
    start, stop = next(c for c in attribution.content if c[1] > end)
    if (on := tellings.ON.match(text, start, stop)) is not None:
        start = on.end()  # "called [on residents to leave]"
    listed = tellings.OBJECTS.match(text, start, stop)
    if listed and any(m[0] != "," for m in tellings.STOP.finditer(text, start, listed.end())):
        listed = None  # "told [inspectors he was late, and that he had to]"
    m = listed or tellings.OBJECT.match(text, start, stop)
    if m is None:
        return None
    low, high = m.span(1 if listed else 0)
    if not _somebody(text, low, high, naming):
        return None
    return Heard(m.start(), m.end(), "inside")


def _somebody(text: str, low: int, high: int, naming: Naming) -> bool:
    """Whether a stretch is a pronoun, a name, or a description of persons or a body."""
    words = core_of(text[low:high])[0].lower().split()
    if not words or _nobody(text[low:high].split()):
        return False
    known = singular(words[-1])[0] in PERSON_NOUNS | BODY_NOUNS or words[-1] in PRONOUNS
    return known or bool(naming.within(low, high))


def _beyond(text: str, attribution: Attribution, cue: str, end: int) -> tuple[int, str] | None:
    """Where the one told begins after the source: "said Ana Oro to the board"."""
    for start, stop in attribution.source:
        after = _next(tellings.TO, text, stop) or _next(tellings.COMMA_TO, text, stop)
        if start <= end + 2 and stop > end and after and tellings.TALK.match(cue):
            return int(after.end()), "to"
    return None


def _from(text: str, attribution: Attribution) -> Heard | None:
    """One asked who stands after what was asked: "requested [data] from the bank"."""
    if not tellings.ASKING.match(text, attribution.cue[-1][0]):
        return None
    m = next((m for _, end in attribution.content if (m := _next(tellings.FROM, text, end))), None)
    if m is None:
        return None
    limit = min([s for s, _ in attribution.content if s >= m.end()] or [m.end() + 80])
    listed = tellings.LISTED.match(text, m.end(), min(len(text), m.end() + 160))
    stop = listed.end() if listed else phrase_end(text, m.end(), limit, False)
    low, high = tidy(text, m.end(), stop)
    ok = low < high and not _overlaps(attribution, low, high)
    return Heard(low, high, "from") if ok else None


def _miscue(text: str, attribution: Attribution, start: int, end: int) -> Heard | None:
    """One told who was taken for the cue, or by a verb that was not: "agreed and told Oro"."""
    m = tellings.TELLS_BEFORE.search(text, max(0, start - 50), start)
    if m is not None and not _overlaps_content(attribution, start, end):
        low = m.start("who")
        return None if _nobody(text[low:end].split()) else Heard(low, end, "miscue")
    content = min((s for s, _ in attribution.content if s >= end), default=end)
    if content > end + 140 or (m := tellings.AND_TELLS.match(text, end, content)) is None:
        return None
    low, high = tidy(text, m.end(), content)
    return Heard(low, high, "miscue") if low < high else None


def _before_content(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """One told whom a model left between a verb that is no cue and the content: "told Oro"."""
    for start, _ in attribution.content[:1]:
        m = tellings.TELLS_WHOM.search(text, max(0, start - 90), start)
        if m is None or is_passive(text, m.start()):
            continue
        low, high = tidy(text, *m.span("who"))
        free = all(e <= low or s >= high for s, e in attribution.source)
        whole = phrase_end(text, low, high, True) == high
        if low < high and free and whole and _somebody(text, low, high, naming):
            return [Heard(*p, "miscue") for p in _parts(text, low, high, naming)]
    return []


def _main_verb(text: str, start: int, end: int) -> int:
    """Where the cue's verb begins after its auxiliaries and adverbs: "has also called on"."""
    for m in regex.finditer(r"\S+", text[start:end]):
        word = m[0].lower()
        if word not in tellings.AUXILIARIES and not word.endswith("ly"):
            return start + int(m.start())
    return start


def _before(text: str, attribution: Attribution, start: int, sentence: Offsets) -> Heard | None:
    """Who was met or got the message: "phoned the mayor to ask", "Lund received a request"."""
    m = tellings.CONTACT.search(text, max(sentence[0], start - 120), start)
    how = "contact"
    if m is None:
        m, how = tellings.RECEIVES.search(text, max(sentence[0], start - 120), start), "receiver"
    if m is None:
        return None
    low, high = tidy(text, *m.span("who"))
    for clause in tellings.CLAUSE.finditer(text, low, high):
        if how == "receiver" and clause.end() < high:
            low = clause.end()
    low, high = tidy(text, low, high)
    taken = (
        attribution.content if how == "receiver" else [*attribution.content, *attribution.source]
    )
    if low >= high or any(s < high and e > low for s, e in taken):
        return None
    return None if _nobody(text[low:high].split()) else Heard(low, high, how)


def _for(text: str, attribution: Attribution, start: int, naming: Naming) -> Heard | None:
    """Who is asked to do it: "an order for [banks] to close"."""
    if not attribution.content or not tellings.ORDERING.match(text, start):
        return None
    m = tellings.FOR_TO.match(text, attribution.content[0][0])
    if m is None or not _somebody(text, m.start(1), m.end(1), naming):
        return None
    return Heard(m.start(1), m.end(1), "for-to")


def _paper(text: str, attribution: Attribution, naming: Naming) -> list[Heard]:
    """Whom a source says that it is addressed to: "a letter from the port to the board"."""
    for start, end in attribution.source:
        m = tellings.PAPER.search(text, start, end)
        if m is None:
            continue
        low, high = tidy(text, m.end(), phrase_end(text, m.end(), end, False))
        if low < high and _somebody(text, low, high, naming):
            return [Heard(*p, "paper") for p in _parts(text, low, high, naming)]
    return []


def _audience(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Heard]:
    """The medium of "in an interview with ...", in the same sentence outside the content."""
    cue = attribution.cue[-1][1]
    for m in tellings.INTERVIEW.finditer(text, *sentence):
        how = tellings.AUDIENCE[m[0][0].lower()]
        if how in ("address", "meeting") and sentence[0] + 25 < m.start() < cue:
            continue
        stop = phrase_end(text, m.end(), min(sentence[1], m.end() + 80), False)
        low, high = tidy(text, m.end(), stop)
        taken = [*attribution.content, *attribution.cue]
        if low < high and not any(s < high and e > low for s, e in taken):
            named = naming.within(low, high) or text[low].islower()
            return [Heard(low, high, how)] if named else []
    return []


def _opening(text: str, cue: str, end: int) -> tuple[int, str] | None:
    """Where the one told would begin, and in what way."""
    to = _next(tellings.TO, text, end) or _next(tellings.MADE_TO, text, end)
    if tellings.NOUN.match(cue) and (m := to):
        return int(m.end()), "noun"
    if tellings.TELLING.match(cue):
        return end, "object"
    if tellings.CALLING.match(cue) and (m := _next(tellings.CALLED_ON, text, end)):
        return int(m.end()), "object"
    if tellings.TALK.match(cue) and (m := _next(tellings.TO, text, end)):
        return int(m.end()), "to"
    if tellings.ASKING.match(cue) and (m := _next(tellings.LEAVE_FROM, text, end)):
        return int(m.end()), "from"
    if tellings.SHOUT.match(cue) and (m := _next(tellings.AT, text, end)):
        return int(m.end()), "to"
    if cue.endswith(" to") and tellings.TALK.match(cue[:-3]):
        return end, "to"
    return None


def _next(pattern: regex.Pattern[str], text: str, at: int) -> regex.Match[str] | None:
    """What a pattern matches right there.

    Given no end, a pattern that cannot do without a certain word would first look for it in all
    that is left of the text.
    """
    return pattern.match(text, at, at + REACH)


def phrase_end(text: str, at: int, limit: int, within: bool) -> int:
    """The end of the phrase; before a content that follows, prepositions may stay inside it."""
    past = at
    for m in tellings.STOP.finditer(text, at + 1, limit):
        if m.start() < past:
            continue
        if (aside := tellings.ASIDE.match(text, m.start(), limit)) is not None:
            past = aside.end()  # "the ministry (MOW) and the port"
            continue
        inner = tellings.INNER.fullmatch(m[0])
        if inner and within and m[0].islower() and m[0] not in ("in", "on", "at", "for", "with"):
            continue
        return int(m.start())
    return limit


def _overlaps(attribution: Attribution, low: int, high: int) -> bool:
    spans = [*attribution.content, *attribution.source, *attribution.cue]
    return any(s < high and e > low for s, e in spans)


def _nobody(words: list[str]) -> bool:
    """Whether words name nobody who could be told."""
    if words[0] in tellings.ARTICLES and len(words) > 1:
        words = words[1:]
    return words[0] in tellings.NOBODY or words[-1] in tellings.ASKED_FOR


def _overlaps_content(attribution: Attribution, low: int, high: int) -> bool:
    return any(s < high and e > low for s, e in attribution.content)


def _parts(text: str, start: int, end: int, naming: Naming) -> list[Offsets]:
    """Those of a list, each alone: "pupils, parents and staff"; a name with "and" stays whole."""
    pieces, left = [], start
    names = naming.within(start, end)
    for m in tellings.AND.finditer(text, start, end):
        whole = any(s < m.start() and e > m.end() for s, e, _ in names)
        if not whole and not _one_person(text[left : m.start()], m.end(), names):
            pieces.append((left, m.start()))
            left = m.end()
    pieces.append((left, end))
    return [tidy(text, *p) for p in pieces if p[0] < p[1]]


def _one_person(before: str, after: int, names: list[tuple[int, int, Referent]]) -> bool:
    """Two titles before one name: "party veteran and former mayor Ana Oro"."""
    words = before.lower().split()
    if not words or words[0] in ("the", "a", "an", "his", "her") or singular(words[-1])[1]:
        return False
    return bool(names) and names[0][0] > after and names[0][2].label == "person"
