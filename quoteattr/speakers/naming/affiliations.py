"""Affiliations: the bodies that somebody belongs to or speaks for, where the text states it.

Stated means: in the name's own phrase ("Ida Brandt of the Harbour Board", "Ida Brandt, who heads
the Harbour Board"), in a title, an apposition or a description that names a body beside a noun
for a person ("Harbour Board chair", "chief engineer at the Harbour Board", "a spokesperson for
the ministry"). Whom somebody used to work for, opposes or criticises is none, and neither is the
town that somebody is from or governs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.naming.proper import tidy
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import core_of, noun_of
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.naming import Naming

__all__ = ["Affiliations"]

# How far after a name or a description its body is looked for, in code points.
_REACH = 120
# "Ida Brandt of the", "Ida Brandt, from the": the body stands right after.
_OF = regex.compile(r",?\s+(?:of|from)\s+(?:the\s+)?")
_WHO = regex.compile(
    r"(?:,?\s+who)?\s+(?:heads|leads|runs|chairs|directs|manages|represents|founded|co-founded"
    r"|works\s+(?:for|at|with)|teaches\s+at|speaks\s+for|sits\s+on|serves\s+on|is\s+with)\s+(?:the\s+)?"
    r"|,?\s+who\s+is\s+(?:an?\s|the\s)?[^,.;“”\"]{0,60}?\s(?:of|at|for|with)\s+(?:the\s+)?"
)
# Between a body and a name: "Kestrel Bank's Ana Oro", "Kestrel Bank has named Ana Oro its chief".
_OWNS = regex.compile(r"[’']s?\s+")
_APPOINTS = regex.compile(
    r"\s+(?:(?:has|have|had|also|recently|last\s\p{L}+)\s+)*(?:named|appointed|hired|promoted)\s+"
)
_AS_ITS = regex.compile(
    r"\s+(?:as\s+)?(?:its|their)\s(?!suspect)|\s+as\s+(?:new\s|interim\s|acting\s)?(?:chief|chair|head|director"
    r"|president|coach|manager|editor|ceo)|\s+to\s+(?:lead|head|run|chair)\b",
    regex.I,
)
_SPEAKING_FOR = regex.compile(
    r"\b(?:speaking\s+for|(?:speaking\s+)?on\s+behalf\s+of)\s+(?:the\s+)?$", regex.I
)
# "Chairman and", of one who is the chief executive as well.
_BOTH = regex.compile(r"^(?:(?:the|its)\s)?(?P<first>[\p{L}\-]+(?:\s[\p{L}\-]+){0,2})\s(?:and|&)\s")
_ITS = regex.compile(r"its\s", regex.I)
# "chief economist at [the bank] ING", "of the Lund-based firm", "for Lund’s governing party"
_LINK = regex.compile(
    r"\b(?:of|for|at|with|from|on)\s+(?:(?:the|an?|its|their)\s+)?"
    r"(?P<sort>(?:(?!(?:of|for|at|with|from|on|in|to|by)\b)[\p{L}\p{M}\-]+\s+){1,6})?$",
    regex.I,
)
# "Lund’s governing [Harbour Party]"
_OWNED = regex.compile(r"[’']s?\s+(?:\p{Ll}[\p{L}\-]*\s+){0,4}")
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
_BRACKETS = regex.compile(r"\(([^()\n]{1,80})\)")
_WORD = regex.compile(r"(?<=\s)\p{L}+")
_APART = word_set(
    "critic opponent rival enemy foe victim survivor supporter fan follower admirer client "
    "customer patient user reader viewer passenger visitor guest neighbour neighbor friend son "
    "daughter wife husband widow widower mother father brother sister relative resident native"
)
# What sort of body it is whose name follows at once.
_FIRMS = BODY_NOUNS | word_set("giant maker venture consultancy tank start-up startup retailer")
# Before a name: "ruling", "Lund-based".
_TRAIT = regex.compile(r"(?:(?:\p{L}+-based|\p{Ll}[\p{L}\-]*)\s+)+(?=\p{Lu})")
# Nouns of bodies that nobody belongs to as to an employer: "the President of the Republic".
_LANDS = word_set(
    "republic kingdom empire emirate nation country state city county province region municipality "
    "world house family household crowd audience jury market media press public youth opposition "
    "industry sector plant site side"
)
_SPOKES = ("spokesman", "spokeswoman", "spokesperson", "spokespeople", "mouthpiece")


class Affiliations:
    """The bodies of the persons and groups of one text.

    Args:
        text: the text.
        naming: its names.
    """

    def __init__(self, text: str, naming: Naming) -> None:
        self._text = text
        self._naming = naming
        self._by_noun = _by_noun(naming)
        # Where the text puts something in brackets first: "(NRU)".
        self._bracketed = {m[1]: m.start() for m in reversed(list(_BRACKETS.finditer(text)))}

    def of(self, who: Referent) -> list[Offsets]:
        """Where the text names the bodies of somebody, in order.

        Args:
            who: a referent all of whose mentions and roles are known; bodies, places and
                documents have no affiliation.

        Returns:
            Offsets of the bodies' names, or of descriptions without their article, each once.
        """
        if who.label not in ("person", "unknown"):
            return []
        text, naming = self._text, self._naming
        found: dict[Offsets, None] = {}
        for start, end in sorted({*who.mentions, *who.roles}):
            if (start, end, who) in naming.within(start, end):
                spans = [*_after_name(text, naming, end), *_before_name(text, naming, start, end)]
            else:
                spans = [*_in_description(text, naming, start, end, who)]
                spans = spans or [*_its(text, naming, start, end)]
            found.update(dict.fromkeys(one for span in spans if (one := self._named(*span))))
        return sorted(found)

    def _named(self, start: int, end: int) -> Offsets | None:
        """Where the text gives a body's name in full: for letters that stand for it, and for "the
        university" where it names only one; None for what nobody belongs to, as "the Republic".
        """
        start, end = self._in_full(*_without_traits(self._text, start, end))
        words = self._text[start:end].split()
        common = len(words) == 1 or words[-1].islower() or words[-1] == "Republic"
        if common and words[-1].lower() in _LANDS:
            return None
        known = self._by_noun.get(words[0].lower()) if len(words) == 1 else None
        return known or (start, end)

    def _in_full(self, start: int, end: int) -> Offsets:
        """Where the text gives a body's name in full, for letters that stand for it."""
        letters = self._text[start:end]
        at = self._bracketed.get(letters, 0) if letters.isupper() else 0
        spelt = [m for m in self._naming.within(max(0, at - _REACH), at) if m[1] == at - 1]
        return spelt[-1][:2] if at and spelt and spelt[-1][2].label == "body" else (start, end)


def _by_noun(naming: Naming) -> dict[str, Offsets | None]:
    """For each noun, where a text first names the body that is one by its name; None where
    several are.
    """
    found: dict[str, tuple[Referent, Offsets] | None] = {}
    for start, end, who in naming.mentions:
        if who.label != "body":
            continue
        for noun in _own_nouns(who):
            known = found.setdefault(noun, (who, (start, end)))
            if known is not None and known[0] is not who:
                found[noun] = None
    return {noun: one and one[1] for noun, one in found.items()}


def _own_nouns(who: Referent) -> frozenset[str]:
    """The nouns that say what a body is, in a name of several words: "University of Lund"."""
    heads = (key[: key.index("of")] if "of" in key[1:] else key for key in who.keys if len(key) > 1)
    return frozenset(head[-1] for head in heads if head) & BODY_NOUNS


def _without_traits(text: str, start: int, end: int) -> Offsets:
    """A body's name without what a model took into it: "[ruling] Harbour Party"."""
    trait = _TRAIT.match(text, start, end)
    return (start, end) if trait is None else (trait.end(), end)


def _before_name(text: str, naming: Naming, start: int, end: int) -> Iterator[Offsets]:
    """The body whose possessive a name has, that appoints its bearer, or that one speaks for."""
    low = max(0, start - _REACH)
    bodies = [m for m in naming.within(low, start) if m[2].label == "body"]
    if not bodies:
        return
    first, last, _ = bodies[-1]
    appointed = _APPOINTS.fullmatch(text, last, start) and _AS_ITS.match(text, end)
    speaks = text[last:start] == ", " and _SPEAKING_FOR.search(text[low:first])
    if _OWNS.fullmatch(text, last, start) or appointed or speaks:
        yield first, last


def _its(text: str, naming: Naming, start: int, end: int) -> Iterator[Offsets]:
    """The only body that a paragraph has named before "its director"."""
    if _ITS.match(text, start) is None or not _head(text[start:end]):
        return
    opens = max(text.rfind("\n", 0, start) + 1, start - 2 * _REACH)
    bodies = [m for m in naming.within(opens, start) if m[2].label in ("body", "place", "unknown")]
    if bodies and {m[2] for m in bodies} == {bodies[0][2]} and bodies[0][2].label == "body":
        yield bodies[-1][:2]


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
    named = naming.within(start, end)
    for at, (low, high, other) in enumerate(named):
        if other is who or text.startswith("-", high):  # "Lund-based"
            continue
        if _owns_next(text, high, named[at + 1 : at + 2]):
            continue  # "India’s governing [Janata Party]"
        if _modifies(text, start, low, high, end):
            whole = _to_body(text, high, end)
        elif _is_linked(text, start, _first_owner(text, named, at)):
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
    noun = singular(noun_of(words).lower().strip(".’'"))[0]
    return noun if noun in PERSON_NOUNS | TITLES or is_role_noun(noun) else ""


def _owns_next(text: str, high: int, following: Sequence[tuple[int, int, Referent]]) -> bool:
    """Whether the name that ends here has the next one, a body's, for its own."""
    body = bool(following) and following[0][2].label == "body"
    return body and _OWNED.fullmatch(text, high, following[0][0]) is not None


def _first_owner(text: str, named: Sequence[tuple[int, int, Referent]], at: int) -> int:
    """Where the first of the names begins that have one another, up to the one at an index:
    "[India]’s governing Janata Party".
    """
    while at and _owns_next(text, named[at - 1][1], named[at : at + 1]):
        at -= 1
    return named[at][0]


def _is_linked(text: str, start: int, low: int) -> bool:
    """Whether a preposition ties a name to what stands before it, with no break between.

    What sort of body it is may stand between: "at the bank ING", "of Lund-based Veld Water".
    """
    before = text[start:low]
    both = _BOTH.match(before)
    if both is not None and _head(both["first"]):
        before = before[both.end() :]
    link = _LINK.search(before)
    if link is None or _BREAK.search(before) is not None:
        return False
    *_, last = (link["sort"] or "").split() or [""]
    return not last or last.endswith("-based") or singular(last.lower())[0] in _FIRMS


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
    if len(words) > 1 and words[-1] in BODY_NOUNS and m["article"].lower() not in ("a", "an"):
        low = m.start("what") + len(m["article"])
        yield tidy(text, low, m.start("what") + len(what))
