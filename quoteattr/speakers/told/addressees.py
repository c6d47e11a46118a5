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
from quoteattr.speakers.ranking.bystanders import phrase_before
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.told import tellings

__all__ = ["Heard", "agent_of", "phrase_end", "told_spans"]


@attrs.frozen
class Heard:
    """A stretch that may name one who was told.

    Attributes:
        start, end: its offsets.
        how: where it stands. After the cue: object, to, noun, from. In the content: for-to, or
            inside where a model put it there; miscue where a model took it for the cue.
            Before the cue: subject, elided, receiver, contact. In the sentence: interview, talk,
            letter, address, meeting.
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
        one = _after(text, attribution, (start, end), naming) or _subject(
            text, attribution, (start, end), naming, sentence
        )
        if one is None:
            one = _before(text, attribution, start, sentence) or _for(
                text, attribution, start, naming
            )
        if one is not None:
            found.extend(Heard(*p, one.how) for p in _parts(text, one.start, one.end, naming))
    if not found and attribution.cue:
        found.extend(_audience(text, attribution, naming, sentence))
    return list(dict.fromkeys(found))


def agent_of(text: str, attribution: Attribution, heard: Heard) -> Offsets | None:
    """Who tells in the passive: the phrase after "by"; an empty span where nobody is named.

    None where the one told is not what was taken for the source, so that the source stands.
    """
    if heard.how != "subject" or not attribution.source:
        return None
    start, end = attribution.source[0]
    if start >= heard.end or heard.start >= end:
        return None
    at = attribution.cue[-1][1]
    if (by := tellings.BY.match(text, at)) is None:
        return at, at
    limit = min([s for s, _ in attribution.content if s >= by.end()] or [by.end() + 80])
    return tidy(text, by.end(), phrase_end(text, by.end(), limit, False))


def _after(text: str, attribution: Attribution, cue_span: Offsets, naming: Naming) -> Heard | None:
    """The object after the cue, up to the content or the end of its phrase."""
    start, end = cue_span
    cue = text[start:end]
    if _passive(text, start):
        return None
    opening = _opening(text, cue, end) or _beyond(text, attribution, cue, end)
    if opening is None:
        return _miscue(text, attribution, start, end)
    at, how = opening
    if how == "object" and any(end <= s <= end + 1 for s, _ in attribution.content):
        return _from(text, attribution) or _inside(text, attribution, end, naming)
    return _phrase(text, attribution, at, how)


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
    content = next(c for c in attribution.content if c[1] > end)
    m = tellings.OBJECT.match(text, content[0], content[1])
    if m is None or not _somebody(text, m.start(), m.end(), naming):
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
        after = tellings.TO.match(text, stop) or tellings.COMMA_TO.match(text, stop)
        if start <= end + 2 and stop > end and after and tellings.TALK.match(cue):
            return int(after.end()), "to"
    return None


def _from(text: str, attribution: Attribution) -> Heard | None:
    """One asked who stands after what was asked: "requested [data] from the bank"."""
    end = attribution.content[-1][1]
    m = tellings.FROM.match(text, end)
    if m is None or not tellings.ASKING.match(text, attribution.cue[-1][0]):
        return None
    stop = phrase_end(text, m.end(), min(len(text), m.end() + 80), False)
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
    if low >= high or _overlaps(attribution, low, high):
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


def _audience(
    text: str, attribution: Attribution, naming: Naming, sentence: Offsets
) -> list[Heard]:
    """The medium of "in an interview with ...", in the same sentence outside the content."""
    cue = attribution.cue[-1][1]
    for m in tellings.INTERVIEW.finditer(text, *sentence):
        if m.start() < cue and m.start() > sentence[0] + 25:
            continue
        stop = phrase_end(text, m.end(), min(sentence[1], m.end() + 80), False)
        low, high = tidy(text, m.end(), stop)
        if low < high and not _overlaps(attribution, low, high):
            named = naming.within(low, high) or text[low].islower()
            return [Heard(low, high, tellings.AUDIENCE[m[0][0].lower()])] if named else []
    return []


def _opening(text: str, cue: str, end: int) -> tuple[int, str] | None:
    """Where the one told would begin, and in what way."""
    if tellings.NOUN.match(cue) and (m := tellings.TO.match(text, end)):
        return int(m.end()), "noun"
    if tellings.TELLING.match(cue):
        return end, "object"
    if tellings.CALLING.match(cue) and (m := tellings.CALLED_ON.match(text, end)):
        return int(m.end()), "object"
    if tellings.TALK.match(cue) and (m := tellings.TO.match(text, end)):
        return int(m.end()), "to"
    if cue.endswith(" to") and tellings.TALK.match(cue[:-3]):
        return end, "to"
    return None


def phrase_end(text: str, at: int, limit: int, within: bool) -> int:
    """The end of the phrase; before a content that follows, prepositions may stay inside it."""
    for m in tellings.STOP.finditer(text, at + 1, limit):
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


def _passive(text: str, start: int) -> bool:
    if text[start : start + 24].split()[:1] and text[start : start + 24].split()[0].endswith("ing"):
        return False
    return tellings.PASSIVE.search(text, max(0, start - 30), start) is not None


def _subject(
    text: str, attribution: Attribution, cue: Offsets, naming: Naming, sentence: Offsets
) -> Heard | None:
    """The subject of a passive: "residents were told"; of *hear*: "the court heard"."""
    high = _subject_end(text, *cue)
    if high is None:
        return None
    low, high = _clause_before(text, max(0, high - 200, sentence[0]), high)
    words = text[low:high].lower().split()
    if words and words[-1] == "who":
        span = phrase_before(text, high - 3)
        return None if span is None or _overlaps(attribution, *span) else Heard(*span, "subject")
    if not words or words[-1] in ("and", "but", "or", *tellings.NO_SUBJECT):
        return _elided(text, attribution, sentence, cue[0], naming)
    inside = any(low <= s < high for s, _ in attribution.source)
    if words[0] in tellings.NO_SUBJECT or (_overlaps(attribution, low, high) and not inside):
        return None
    return Heard(low, high, "subject")


def _subject_end(text: str, start: int, end: int) -> int | None:
    """Where the subject of a passive ends, before its auxiliary."""
    if tellings.HEARING.match(text[start:end]):
        return start
    if not tellings.TELLING.match(text[start:end]) or not _passive(text, start):
        return None
    m = tellings.PASSIVE.search(text, max(0, start - 30), start)
    return None if m is None else int(m.start())


def _clause_before(text: str, low: int, high: int) -> Offsets:
    """What stands before an auxiliary in its clause, without what a comma puts in between."""
    if inserted := tellings.INSERTED.search(text, low, high):
        high = inserted.start()  # "the guard, who was asleep, was told"
    for clause in tellings.CLAUSE.finditer(text, low, high):
        if clause.end() < high:
            low = clause.end()
    if aux := tellings.AUXILIARY.search(text, low, high):
        high = aux.start()
    return tidy(text, low, high)


def _elided(
    text: str, attribution: Attribution, sentence: Offsets, start: int, naming: Naming
) -> Heard | None:
    """The subject at the sentence's beginning: "She rang the bank and was told"."""
    low, _ = tidy(text, *sentence)
    at = min(
        (m[:2] for m in naming.within(low, start) if m[0] <= low + 4),
        default=None,
    )
    if at is None and (m := tellings.LEADING.match(text, low, start)):
        at = m.span()
    if at is None or _overlaps(attribution, *at):
        return None
    return Heard(*at, "elided")


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
