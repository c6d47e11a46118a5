"""Addressees: who was told, from the words around the cue.

Verbs of telling take the one told as their object ("told reporters", "urged the council to");
other verbs and nouns with *to* ("said to her", "in a letter to the board").
In the passive the one told is the subject ("residents were told"), also where a model has taken
the subject for the source. Each is a candidate with the way in which it was found;
``hearing`` decides which are addressees, and finds those whom only the context tells.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.told import tellings, verbs
from quoteattr.speakers.told.around import (
    addressed,
    asked_by,
    audience_of,
    left_before,
    ordered,
    written_to,
)
from quoteattr.speakers.told.contacts import met_before, rang_me, same_as_met
from quoteattr.speakers.told.occasions import heard_at
from quoteattr.speakers.told.passives import is_passive, subject_told
from quoteattr.speakers.told.stretches import (
    Heard,
    apposed,
    is_nobody,
    is_somebody,
    next_match,
    overlaps,
    parts_of,
    phrase_end,
)
from quoteattr.speakers.told.vocatives import called_by_name
from quoteattr.speakers.wording import THINKS

__all__ = ["told_spans"]

_THINKS = regex.compile(THINKS)
_WORD = regex.compile(r"\S+")


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
        start, end = _main_verb(text, start, end), _without_by(text, start, end)
        one = _after(text, attribution, (start, end), naming)
        if one is not None:
            one = same_as_met(text, attribution, one, start, sentence, naming)
        if one is None and (
            span := subject_told(text, attribution, (start, end), naming, sentence)
        ):
            one = None if is_nobody(text[span[0] : span[1]].split()) else Heard(*span)
        if one is None:
            passive = is_passive(text, start)
            one = (
                (not passive and met_before(text, attribution, start, sentence, naming))
                or ordered(text, attribution, start, naming)
                or asked_by(text, attribution, start, sentence)
            )
        if one is not None:
            found.extend(Heard(*p, one.how) for p in parts_of(text, one.start, one.end, naming))
            found.extend(_also_to(text, attribution, one, naming))
    if not found:
        found.extend(left_before(text, attribution, naming))
    if not found and attribution.cue:
        found.extend(addressed(text, attribution, naming))
    if not found and attribution.cue:
        found.extend(heard_at(text, attribution, naming, sentence))
    if not found and attribution.cue:
        found.extend(audience_of(text, attribution, naming, sentence))
    if not found and attribution.cue:
        found.extend(written_to(text, attribution, naming))
    if not found and attribution.cue:
        found.extend(called_by_name(text, attribution, naming) or rang_me(text, attribution))
    found = [_in_writing(text, attribution, one, naming, sentence) for one in found]
    return list(dict.fromkeys(apposed(text, attribution, one, naming) for one in found))


def _also_to(text: str, attribution: Attribution, one: Heard, naming: Naming) -> list[Heard]:
    """A second one behind "and to": "apologised to her crew and to [the owner]"."""
    if one.how != "to" or (m := next_match(tellings.AND_TO, text, one.end)) is None:
        return []
    also = _phrase(text, attribution, m.end(), "to")
    if also is None or not is_somebody(text, also.start, also.end, naming):
        return []
    return [also]


def _in_writing(
    text: str, attribution: Attribution, heard: Heard, naming: Naming, sentence: Offsets
) -> Heard:
    """Whom "them" means in the sentence of a letter to them: "In a memo to banks, he told them"."""
    if heard.how != "object" or text[heard.start : heard.end].lower() != "them":
        return heard
    written = audience_of(text, attribution, naming, sentence)
    before = [one for one in written if one.how == "letter" and one.end < heard.start]
    return before[0] if before else heard


def _after(text: str, attribution: Attribution, cue_span: Offsets, naming: Naming) -> Heard | None:
    """The object after the cue, up to the content or the end of its phrase."""
    start, end = cue_span
    cue = text[start:end]
    asked_by = verbs.TELLING.match(cue) and next_match(tellings.BY, text, end)
    if is_passive(text, start) or asked_by:
        return None
    if cue.lower().startswith("threaten") and (m := next_match(tellings.THREATENED, text, end)):
        return Heard(m.start("who"), m.end("who"), "inside")
    if (uttered := _uttered_to(text, attribution, cue, end, naming)) is not None:
        return uttered
    told = verbs.TELLING.match(cue)
    if told and (it := next_match(tellings.IT, text, end)) and _starts(attribution, it.end()):
        return Heard(it.start("who"), it.end("who"), "object")
    if (called := _called(text, attribution, cue, end, naming)) is not None:
        return called
    opening = _opening(text, cue, end) or _beyond(text, attribution, cue, end)
    if opening is None and verbs.CALLING.match(cue) and _at_once(attribution, end):
        on = any(tellings.ON.match(text, *span) for span in attribution.content)
        return _inside(text, attribution, end, naming) if on else None
    if opening is None:
        return _miscue(text, attribution, start, end)
    at, how = opening
    if how == "object" and _at_once(attribution, end):
        return _from(text, attribution) or _inside(text, attribution, end, naming)
    return _phrase(text, attribution, at, how)


def _called(
    text: str, attribution: Attribution, cue: str, end: int, naming: Naming
) -> Heard | None:
    """Who is called to do something, or answered: "called [her] to come", "answered [a critic]"."""
    if regex.fullmatch(r"call(?:s|ed|ing)", cue, regex.I):
        m = next_match(tellings.CALLED, text, end)
        begins = m is not None and any(0 <= s - m.end() <= 1 for s, _ in attribution.content)
        return Heard(m.start("who"), m.end("who"), "object") if m is not None and begins else None
    if not regex.fullmatch(r"answer(?:s|ed)", cue, regex.I):
        return None
    one = _phrase(text, attribution, end, "object")
    behind = one is not None and any(stop <= end for _, stop in attribution.content)
    return one if one and behind and is_somebody(text, one.start, one.end, naming) else None


def _starts(attribution: Attribution, at: int) -> bool:
    """Whether a content begins there, or with the word before."""
    return any(at - 3 <= start <= at + 1 for start, _ in attribution.content)


def _at_once(attribution: Attribution, end: int) -> bool:
    """Whether a content follows right after a cue."""
    return any(end <= start <= end + 1 for start, _ in attribution.content)


def _phrase(text: str, attribution: Attribution, at: int, how: str) -> Heard | None:
    if (some := tellings.SOME_OF_THEM.match(text, at)) is not None:
        at = some.end()  # "told about 300 supporters"
    if marked := tellings.MARKED.match(text, at, at + 40):
        low, high = marked.span(1)
        return None if overlaps(attribution, low, high) else Heard(low, high, how)
    styled = tellings.STYLED.match(text, at, at + 80)
    if styled is not None and not overlaps(attribution, *styled.span(1)):
        return Heard(styled.start(1), styled.end(1), how)
    if tellings.STOP.match(text, at) or tellings.STOP.match(text, at + text.startswith(" ", at)):
        return None  # "the mayor warned. She also", "warned Saturday that"
    following = [s for s, _ in attribution.content if s >= at]
    limit = min([*following, at + 200, len(text)])
    within = bool(following) and limit == min(following)
    listed = within and tellings.LIST.fullmatch(text, at, limit)
    stop = limit if listed else phrase_end(text, at, limit, within)
    if two := tellings.WITH_OFFICE.match(text, at, limit):
        stop = two.end()
    low, high = tidy(text, at, stop)
    if (pronoun := tellings.ALONE.match(text, low, high)) is not None:
        high = pronoun.end()
    if low >= high or overlaps(attribution, low, high):
        return None
    if how == "to" and not within and tellings.INFINITIVE.match(text, low, high):
        return None
    return None if is_nobody(text[low:high].split()) else Heard(low, high, how)


def _uttered_to(
    text: str, attribution: Attribution, cue: str, end: int, naming: Naming
) -> Heard | None:
    """Somebody behind a verb of saying and *to*: "insisted to Oro", not "added to the pile"."""
    to = cue.endswith(" to")
    if not verbs.UTTERS.fullmatch(cue.removesuffix(" to")):
        return None
    m = None if to else next_match(tellings.TO, text, end)
    if m is None and not to:
        return None
    one = _phrase(text, attribution, end if m is None else int(m.end()), "to")
    if one is None:
        return None
    parts = parts_of(text, one.start, one.end, naming)
    return one if all(is_somebody(text, *part, naming) for part in parts) else None


def _inside(text: str, attribution: Attribution, end: int, naming: Naming) -> Heard | None:
    """One told whom the content took in: "advised [them not to wait]"."""
    start, stop = next((c for c in attribution.content if c[1] > end), (end, end))
    if (on := tellings.ON.match(text, start, stop)) is not None:
        start = on.end()  # "called [on residents to leave]"
    listed = tellings.OBJECTS.match(text, start, stop)
    if listed and any(m[0] != "," for m in tellings.STOP.finditer(text, start, listed.end())):
        listed = None  # "told [inspectors he was late, and that he had to]"
    m = listed or tellings.OBJECT.match(text, start, stop)
    if m is None or (
        tellings.DEMANDING.search(text, max(0, end - 12), end) and m[0].startswith(("a ", "an "))
    ):
        return None  # "demanded [an inquiry to find out]"
    low, high = m.span(1 if listed else 0)
    if not is_somebody(text, low, high, naming):
        return None
    return Heard(m.start(), m.end(), "inside")


def _beyond(text: str, attribution: Attribution, cue: str, end: int) -> tuple[int, str] | None:
    """Where the one told begins after the source: "said Ana Oro to the board"."""
    for start, stop in attribution.source:
        after = next_match(tellings.TO, text, stop) or next_match(tellings.COMMA_TO, text, stop)
        if start <= end + 2 and stop > end and after and verbs.TALK.match(cue):
            return int(after.end()), "to"
    return None


def _from(text: str, attribution: Attribution) -> Heard | None:
    """One asked who stands after what was asked: "requested [data] from the bank"."""
    if not tellings.ASKING.match(text, attribution.cue[-1][0]):
        return None
    m = next(
        (m for _, end in attribution.content if (m := next_match(tellings.FROM, text, end))), None
    )
    if m is None:
        return None
    limit = min([s for s, _ in attribution.content if s >= m.end()] or [m.end() + 80])
    listed = tellings.LISTED.match(text, m.end(), min(len(text), m.end() + 160))
    stop = listed.end() if listed else phrase_end(text, m.end(), limit, False)
    low, high = tidy(text, m.end(), stop)
    ok = low < high and not overlaps(attribution, low, high)
    return Heard(low, high, "from") if ok else None


def _miscue(text: str, attribution: Attribution, start: int, end: int) -> Heard | None:
    """One told who was taken for the cue: "told [Oro] that it was shut"."""
    m = tellings.TELLS_BEFORE.search(text, max(0, start - 50), start)
    whole = m is not None and phrase_end(text, m.start("who"), end, False) == end
    whole = whole and not _THINKS.fullmatch(text, start, end)
    if m is None or not whole or _overlaps_content(attribution, start, end):
        return None
    low = m.start("who")
    return None if is_nobody(text[low:end].split()) else Heard(low, end, "miscue")


def _main_verb(text: str, start: int, end: int) -> int:
    """Where the cue's verb begins after its auxiliaries and adverbs: "has also called on"."""
    for m in _WORD.finditer(text[start:end]):
        word = m[0].lower()
        if word not in tellings.AUXILIARIES and not word.endswith("ly"):
            return start + int(m.start())
    return start


def _without_by(text: str, start: int, end: int) -> int:
    """Where the cue's verb ends before the preposition of its agent: "told by"."""
    return end - 3 if text[start:end].lower().endswith(" by") else end


def _opening(text: str, cue: str, end: int) -> tuple[int, str] | None:
    """Where the one told would begin, and in what way."""
    if tellings.NOUN.match(cue) and (
        m := next_match(tellings.TO, text, end) or next_match(tellings.MADE_TO, text, end)
    ):
        return int(m.end()), "noun"
    if verbs.TELLING.match(cue):
        return end, "object"
    if verbs.CALLING.match(cue) and (m := next_match(tellings.CALLED_ON, text, end)):
        return int(m.end()), "object"
    if verbs.TALK.match(cue) and (m := next_match(tellings.TO, text, end)):
        return int(m.end()), "to"
    if tellings.ASKING.match(cue) and (m := next_match(tellings.LEAVE_FROM, text, end)):
        return int(m.end()), "from"
    if tellings.PLEADING.match(cue) and (m := next_match(tellings.COURT, text, end)):
        return int(m.end()), "to"
    if tellings.SHOUT.match(cue) and (m := next_match(tellings.AT, text, end)):
        return int(m.end()), "to"
    if cue.endswith(" to") and verbs.TALK.match(cue[:-3]):
        return end, "to"
    return None


def _overlaps_content(attribution: Attribution, low: int, high: int) -> bool:
    return any(s < high and e > low for s, e in attribution.content)
