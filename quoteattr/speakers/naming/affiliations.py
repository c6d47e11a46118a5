"""Affiliations: the bodies that somebody belongs to or speaks for, where the text states it.

Stated means: in the name's own phrase ("Ida Brandt of the Harbour Board", "Ida Brandt, who heads
the Harbour Board"), in a title, an apposition or a description that names a body beside a noun
for a person ("Harbour Board chair", "chief engineer at the Harbour Board", "a spokesperson for
the ministry"). Whom somebody used to work for, opposes or criticises is none, and neither is the
town that somebody is from or governs.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.naming.names import Naming
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.referents import Referent

__all__ = ["affiliations"]

# How far after a name or a description its body is looked for, in code points.
_REACH = 120
# "Ida Brandt of the", "Ida Brandt, from the": the body stands right after.
_OF = regex.compile(r",?\s+(?:of|from)\s+(?:the\s+)?")
_WHO = regex.compile(
    r",?\s+who\s+(?:(?:heads|leads|runs|chairs|directs|manages|represents|founded|co-founded"
    r"|works\s+(?:for|at|with)|teaches\s+at|speaks\s+for|sits\s+on|serves\s+on|is\s+with)"
    r"|is\s+(?:an?\s|the\s)?[^,.;“”\"]{0,60}?\s(?:of|at|for|with))\s+(?:the\s+)?"
)
_LINK = regex.compile(r"\b(?:of|for|at|with|from|on)\s+(?:(?:the|an?)\s+)?$", regex.I)
_BREAK = regex.compile(
    r"[,;:(]\s|\s[–—]\s|\b(?:who|which|that|whose|whom|where|when|while|and|but|about|against|in)\b"
)
# "spokesman for the ministry": a body without a name of its own.
_FOR = regex.compile(
    r"\b(?:of|for|at|with|from)\s+(?P<what>(?P<article>the|an?|his|her|its|their)\s[^,;:(“”\"\n]+)",
    regex.I,
)
_PAST = regex.compile(
    r"\b(?:former(?:ly)?|ex|retired|ousted|late|once|sacked|dismissed)\b", regex.I
)
_WORD = regex.compile(r"(?<=\s)\p{L}+")
_APART = word_set(
    "critic opponent rival enemy foe victim survivor supporter fan follower admirer client "
    "customer patient user reader viewer passenger visitor guest neighbour neighbor friend son "
    "daughter wife husband widow widower mother father brother sister relative resident native"
)
_SPOKES = ("spokesman", "spokeswoman", "spokesperson", "spokespeople", "mouthpiece")


def affiliations(text: str, naming: Naming, who: Referent) -> list[Offsets]:
    """Where the text names the bodies of one person or group, in order.

    Args:
        text: the text.
        naming: its names.
        who: a referent all of whose mentions and roles are known; bodies, places and documents
            have no affiliation.

    Returns:
        Offsets of the bodies' names, or of descriptions without their article, each once.
    """
    if who.label not in ("person", "unknown"):
        return []
    found: dict[Offsets, None] = {}
    for start, end in sorted({*who.mentions, *who.roles}):
        if (start, end, who) in naming.within(start, end):
            spans = _after_name(text, naming, end)
        else:
            spans = _in_description(text, naming, start, end, who)
        found.update(dict.fromkeys(spans))
    return sorted(found)


def _after_name(text: str, naming: Naming, end: int) -> Iterator[Offsets]:
    for pattern in (_OF, _WHO):
        m = pattern.match(text, end, end + _REACH)
        if m is None or _PAST.search(m[0]) is not None:
            continue
        for low, high, other in naming.within(m.end(), m.end() + _REACH):
            if low == m.end() and other.label == "body":
                yield low, high


def _in_description(
    text: str, naming: Naming, start: int, end: int, who: Referent
) -> Iterator[Offsets]:
    """The bodies that a title, an apposition or a description names."""
    head = _head(text[start:end])
    if not head or head in _APART or _PAST.search(text, max(0, start - 10), end):
        return
    speaks = head.startswith(_SPOKES)
    seen = False
    for low, high, other in naming.within(start, end):
        if other is who:
            continue
        if _modifies(text, start, low, high, end):
            whole = _to_body(text, high, end)
        elif _is_linked(text, start, low):
            whole = high
        else:
            continue
        speaks_for = speaks and other.label != "people"
        if other.label == "body" or speaks_for or (whole > high and other.label != "person"):
            seen = True
            yield low, whole
    if not seen:
        yield from _unnamed_body(text, start, end)


def _head(words: str) -> str:
    """The noun for a person that a description is built on, singular; nothing for another."""
    core = core_of(words)[0].lower().split()
    noun = singular(core[-1].strip(".’'"))[0] if core else ""
    return noun if noun in PERSON_NOUNS | TITLES or is_role_noun(noun) else ""


def _is_linked(text: str, start: int, low: int) -> bool:
    """Whether a preposition ties a name to what stands before it, with no break between."""
    before = text[start:low]
    return _LINK.search(before) is not None and _BREAK.search(before) is None


def _modifies(text: str, start: int, low: int, high: int, end: int) -> bool:
    """Whether a name opens a description whose noun follows: "Harbour Board chair"."""
    before = core_of(text[start:low])[0].lower() if low > start else ""
    opens = all(w in ("the", "a", "an", "one", "two", "senior", "some") for w in before.split())
    after = core_of(regex.sub(r"^[’']s?\s+", "", text[high:end]).strip())[0]
    return opens and bool(after) and _head(after) != ""


def _to_body(text: str, high: int, end: int) -> int:
    """The end of "Lund foreign ministry" in "Lund foreign ministry spokesman"; else of the name."""
    last = high
    for word in _WORD.finditer(text, high, high + len(core_of(text[high:end])[0]) + 1):
        if word[0].lower() in BODY_NOUNS and not is_role_noun(word[0]):
            last = word.end()
    return last


def _unnamed_body(text: str, start: int, end: int) -> Iterator[Offsets]:
    m = _FOR.search(text, start, end)
    if m is None or _BREAK.search(text, start, m.start("what")) is not None:
        return
    what = core_of(m["what"])[0]
    words = what.lower().split()
    if len(words) > 1 and words[-1] in BODY_NOUNS:
        low = m.start("what") + len(m["article"])
        yield tidy(text, low, m.start("what") + len(what))
