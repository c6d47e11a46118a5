"""Joint sources: the parts of a source that speak together.

"The bank and Ms. Oro" are two; "doctors and nurses" are one.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import (
    PRONOUNS,
    QUANTIFIERS,
    singular,
)
from quoteattr.speakers.naming.bynames import NEE
from quoteattr.speakers.naming.offices import office_of
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.reading.cores import LINKS, RELATIVE, core_of
from quoteattr.speakers.reading.single import has_plural_head, is_one, names_somebody
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming
from quoteattr.speakers.wording import NUMBER

__all__ = ["split_joint"]

# A source of more joints is no list of speakers; and each joint is judged by all of its source.
MOST = 20

# Tried once for a run of white space, not at each place of it: a run may be long.
_AND = regex.compile(
    r"(?:,|(?<![,\s]))\s+(?:and|&|nor|as\s+well\s+as|along\s+with|together\s+with)\s+"
)
_WHO = regex.compile(r"\b(?:who|whose|which|that)\b")
_COUNTED = regex.compile(rf"(?:\d+|{NUMBER}|dozens\sof|several|many|some|other)\s")
# "Two of its donors, Lund and Ellin"
_SOME_OF = regex.compile(r"(?:two|three|four|five|six)\sof\s", regex.I)
_DETERMINES = regex.compile(
    r"(?:the|a|an|other|his|her|their|its)\s|\p{Lu}[\p{L}.]*[’']s\s(?=\p{Ll})"
)
# "Both", "institutions such as", "young painters like"; those named stand for the rest.
_OPENING = regex.compile(
    r"(?:both|neither|(?:\p{Ll}+\s+){0,2}\p{L}+s\s+(?:such\s+as|like))\s+", regex.I
)
_LEADS_ON = regex.compile(r"\b(?:of|from|for|to|in|by)\s*$")
_COMMA = regex.compile(r",\s+(?:the\s+)?")
_WIDE_COMMA = regex.compile(r"\s*,\s+(?:the\s+)?")


def split_joint(text: str, start: int, end: int, naming: Naming) -> list[Offsets]:
    """The parts of a source that speak together, in order; the span alone where it is one.

    A name that holds "and" stays whole, and so do two bare nouns under one article
    ("doctors and nurses").
    """
    start, end = tidy(text, start, end)
    if listed := _names_alone(text, start, end, naming):
        return [span for span in listed if NEE.match(text, span[0]) is None]
    joints = [m for m in _AND.finditer(text, start, end) if not _inside_name(m.span(), naming)]
    if len(joints) > MOST:
        return [(start, end)]
    joints = [m for m in joints if _joins(text, start, m.start(), m.end(), end, naming)]
    if not joints:
        return [(start, end)]
    spans, left = [], start
    for m in joints:
        spans.extend(_listed(text, left, m.start(), naming))
        left = m.end()
    spans.append((left, end))
    spans[0] = (_past_opening(text, *spans[0]), spans[0][1])
    spans = [s for s in spans if s[0] < s[1]]
    return spans[1:] if _counts_the_rest(text, spans, naming) else spans


def _names_alone(text: str, start: int, end: int, naming: Naming) -> list[Offsets]:
    """Persons with nothing but commas between them, as headlines have them: "Oro, Lund"."""
    named = naming.within(start, end)
    persons = len({who for _, _, who in named if who.label == "person"}) == len(named) > 1
    whole = persons and (named[0][0], named[-1][1]) == (start, end)
    gaps = [text[e:s] for (_, e, _), (s, _, _) in pairwise(named)]
    return [(s, e) for s, e, _ in named] if whole and {*gaps} == {", "} else []


def _counts_the_rest(text: str, spans: list[Offsets], naming: Naming) -> bool:
    """ "Both Lund unions, the Dockers and Port Union" are two, not three."""
    start, end = spans[0]
    counted = _SOME_OF.match(text, start, end)
    closed = any(e == end for _, e, _ in naming.within(start, end))
    plural = has_plural_head(text[counted.end() if counted else start : end]) and not closed
    comma = text[spans[0][1] : spans[1][0]].lstrip()[:1] == ","
    return len(spans) > 2 and plural and comma and all(naming.within(*s) for s in spans[1:])


def _past_opening(text: str, start: int, end: int) -> int:
    """Where the first of several begins, after "both" or "painters like"."""
    m = _OPENING.match(text, start, end)
    return int(m.end()) if m else start


def _inside_name(span: Offsets, naming: Naming) -> bool:
    before = naming.mentions[max(0, naming.before(span[0]) - 3) : naming.before(span[0])]
    return any(s < span[0] and e > span[1] for s, e, _ in before)


def _joins(text: str, start: int, left: int, right: int, end: int, naming: Naming) -> bool:
    """Whether an "and" joins two sources rather than two words of one."""
    one, two = text[start:left], text[right:end]
    if PRONOUNS.get(one.lower()) or PRONOUNS.get(two.lower()):
        return True
    if is_one(text, (start, left), (right, end), naming):
        return False
    named_one = [r for _, _, r in naming.within(start, left)]
    named_two = [(s, r) for s, _, r in naming.within(right, end)]
    if _two_heads(text, (start, left), (right, end), naming):
        return True
    if _closes_with_name(text, start, left, naming) and named_two:
        at, who = named_two[0]
        person = who.label == "person"
        whole = person or _is_named_by_its_end(text, start, left, naming)
        both = person and _last_name(text, start, left, naming)[2].label == "person"
        if both and text.endswith(", ", right, at) and names_somebody(core_of(text[right:at])[0]):
            return True  # "Oro and convenor in the south, Tim Lund"
        office = office_of(text, right, at) if both else None
        return not LINKS.search(text, right, office[0] if office else at) and whole
    counted = _COUNTED.match(two) is not None and not LINKS.search(one)
    several = counted or (
        bool(named_one) and named_one[-1].label == "person" and not _WHO.search(one)
    )
    if named_one and several and has_plural_head(two):
        return _closes_with_name(text, start, left, naming)
    opened = RELATIVE.search(one) is not None
    if _DETERMINES.match(two) and not opened:
        return bool(named_one) or not LINKS.search(one)
    if named_one and not LINKS.search(one) and not opened:
        # "The Lund trade and development body, Ellin" is one.
        known = bool(named_two) and named_one[0].label in ("person", "body")
        return known and names_somebody(core_of(one)[0])
    if _is_counted(one) and not _is_counted(two):
        return False
    return _bare_plural(one) and _bare_plural(two) and len(two.split()) + len(one.split()) > 3


def _closes_with_name(text: str, start: int, left: int, naming: Naming) -> bool:
    inside = naming.within(start, left)
    if not inside:
        return False
    last = _last_name(text, start, left, naming)
    closes = not text[last[1] : left].strip(" .)") or text[last[1] : left].lstrip()[:1] in "(,"
    return closes and not _LEADS_ON.search(text[start : last[0]])


def _is_named_by_its_end(text: str, start: int, left: int, naming: Naming) -> bool:
    """Whether a part that closes with a name is who bears it, not what hangs on to that name."""
    low, high, who = _last_name(text, start, left, naming)
    if who.label == "person" and high == left and text.endswith(", ", start, low):
        return True  # "the head of the port, Ana Oro"
    counted = _SOME_OF.match(text, start, left)
    if LINKS.search(text, counted.end() if counted else start, low) is not None:
        return False
    return "," not in text[start:left] or _is_list(text, start, left, naming)


def _last_name(text: str, start: int, left: int, naming: Naming) -> tuple[int, int, Referent]:
    """The last name of a part, not an acronym in brackets after it."""
    inside = naming.within(start, left)
    outside = [m for m in inside if text[m[0] - 1 : m[0]] != "("]
    return (outside or inside)[-1]


def _is_list(text: str, start: int, left: int, naming: Naming) -> bool:
    """Whether every comma of a part stands right before a name: "both unions, Lund, Ellin"."""
    names = {s for s, _, _ in naming.within(start, left)}
    commas = list(_COMMA.finditer(text[start:left]))
    return bool(commas) and all(start + m.end() in names for m in commas)


def _two_heads(text: str, one: Offsets, two: Offsets, naming: Naming) -> bool:
    """Whether either part opens with a person's name or a title and a name, or the first is a
    plural or "the union" and the second a name and no more ("doctors and Oro University")."""
    first, second = naming.within(*one)[:1], naming.within(*two)[:1]
    if not second or LINKS.search(text, two[0], second[0][0]):
        return False
    person = second[0][2].label == "person"
    if first and person and first[0][2].label == "person":
        return not LINKS.search(text, one[0], first[0][0])
    whole = second[0][0] == two[0] and not text[second[0][1] : two[1]].strip(" ).")
    part = text[slice(*one)]
    alone = not (first or LINKS.search(part)) and _DETERMINES.match(part[0].lower() + part[1:])
    single = bool(alone) and names_somebody(core_of(part)[0])
    return whole and second[0][2].label in ("person", "body") and (single or _bare_plural(part))


def _bare_plural(part: str) -> bool:
    words = part.split()
    if not words or LINKS.search(part) or core_of(part.rpartition(",")[2])[1]:
        return False
    return singular(words[-1].lower())[1]


def _is_counted(part: str) -> bool:
    """Whether it says how many: "many riders" of "many riders and drivers"."""
    words = part.lower().split()
    return len(words) > 1 and words[0] in QUANTIFIERS - {"both"}


def _listed(text: str, start: int, end: int, naming: Naming) -> list[Offsets]:
    """The names of a list before its "and": "A, B" of "A, B and C"."""
    pieces, left = list[Offsets](), start
    for m in _WIDE_COMMA.finditer(text[start:end]):
        at = start + m.start()
        before, after = naming.within(left, at), naming.within(start + m.end(), end)
        counts = not pieces and has_plural_head(text[left:at])
        following = text[start + m.end() : end].split(",")[0]
        if _bare_plural(text[left:at]) and _bare_plural(following):
            pieces.append((left, at))  # "unions, pilots and many farmers"
            left = start + m.end()
        elif (before or counts) and after and after[0][0] == start + m.end():
            pieces.append((left, at))
            left = start + m.end()
    return [*pieces, (left, end)]
