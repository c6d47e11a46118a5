"""Again: who without a name is spoken of once more, by a place in a row or by the same noun.

After "an official" and "a second official" the first one is whom the text spoke of first, and the
other one who did not speak last. "The nurse, who asked not to be named" is the nurse of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import regex

from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["by_noun", "in_row", "is_second"]

_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3}
# What shows that a description is of one more, and of which one.
_MORE = {
    "second": regex.compile(
        r"(?:[Aa]\ssecond|[Aa]nother|[Oo]ne\sother|[Tt]he\s(?:other|second))\b"
    ),
    "third": regex.compile(r"(?:[Aa]|[Tt]he)\sthird\b"),
    "fourth": regex.compile(r"(?:[Aa]|[Tt]he)\sfourth\b"),
}
# How many of those described last may be meant.
_FEW = 40
# How far back one more is looked for, in code points.
_NEAR = 600
# What anybody is: "the second man" may be "a second driver".
_ANYBODY = frozenset({"man", "woman", "person", "speaker"})


def in_row(scene: Scene, phrase: Phrase, described: dict[Referent, Phrase]) -> Referent | None:
    """Whom "the first official" or "the other nurse" means, of those without a name.

    Args:
        scene: the text while it is being resolved.
        phrase: the description.
        described: those without a name, each with the first description.
    """
    places = phrase.words & {*_PLACES, "other"}
    if phrase.form != "definite" or phrase.plural or phrase.own or len(places) != 1:
        return None
    (place,) = places
    row = _row(phrase, described, phrase.words - places)
    if place == "other":
        return _other(scene, phrase, row)
    more = [who for who in row if _is_one_more(scene.text, described[who], "second")]
    if not more:
        return None
    if place == "first":
        return next((who for who in row if who not in more), None)
    marked = [who for who in row if _is_one_more(scene.text, described[who], place)]
    if marked or len(row) <= _PLACES[place]:
        return marked[0] if len(marked) == 1 else None
    return row[_PLACES[place]]


def is_second(text: str, phrase: Phrase) -> bool:
    """Whether "the second pilot" is "a second pilot" of whom the text has spoken.

    >>> text = "A pilot left. A second pilot agreed. The second pilot said no."
    >>> is_second(text, Phrase(36, 52, "definite", "pilot", frozenset({"second"})))
    True
    """
    place = next(iter(phrase.words & {"second", "third", "fourth"}), None)
    if place is None or phrase.form != "definite" or phrase.plural or phrase.tail:
        return False
    told = rf"\b[Aa]\s{place}\s{regex.escape(phrase.head)}\b"
    low = max(0, phrase.start - _NEAR)
    return regex.search(told, text, pos=low, endpos=phrase.start) is not None


def by_noun(phrase: Phrase, described: dict[Referent, Phrase]) -> Referent | None:
    """Who without a name was last described by the noun of a description, and by no other words
    than "a young nurse" has for "the nurse".

    >>> nurse = Referent("young nurse", "person", "singular", heads={"nurse"}, words={"young"})
    >>> first = Phrase(0, 13, "indefinite", "nurse", frozenset({"young"}))
    >>> by_noun(Phrase(40, 49, "definite", "nurse"), {nurse: first}) is nurse
    True
    >>> by_noun(Phrase(40, 53, "definite", "nurse", frozenset({"old"})), {nurse: first})
    """
    single = phrase.form == "definite" and not (phrase.plural or phrase.own or phrase.owner)
    row = _row(phrase, described, phrase.words) if single else []
    return row[-1] if row else None


def _row(
    phrase: Phrase, described: dict[Referent, Phrase], words: frozenset[str]
) -> list[Referent]:
    """Those who were called by the noun before, and by these words, in order."""
    anybody = phrase.head in _ANYBODY and not words
    found = [
        who
        for who, first in islice(reversed(described.items()), _FEW)
        if who.number == "singular"
        and who.label == "person"
        and first.start < phrase.start
        and first.head
        and (first.head == phrase.head or phrase.head in who.heads or anybody)
        and words <= who.words | first.words
    ]
    called = [who for who in found if described[who].head == phrase.head]
    # Somebody may have been seen in the running text before being read as a source.
    first_at = {described[who].start: who for who in called or found}
    return [first_at[start] for start in sorted(first_at)]


def _is_one_more(text: str, first: Phrase, place: str) -> bool:
    """Whether a first description is of one more: "another nurse" of a second one."""
    return _MORE[place].match(text, first.start, first.end) is not None


def _other(scene: Scene, phrase: Phrase, row: Sequence[Referent]) -> Referent | None:
    """The one of two who did not speak last."""
    said = scene.said_before(phrase.start, 1)
    last = said[0].speakers if said else ()
    rest = [who for who in row if who not in last]
    return rest[0] if len(row) == 2 and len(rest) == 1 else None
