"""Missed: names of persons and bodies that no entity covers, where they stand once more."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, FEMALE_HONORIFICS, MALE_HONORIFICS
from quoteattr.speakers.naming.proper import POSSESSIVE, lowered_words, name_words
from quoteattr.speakers.referents import Referent

__all__ = ["missed", "sex_of", "word_before"]

_BEFORE = regex.compile(r"(?:^|[\s(“\"'])([\p{L}]+)\.?\s+$")
_CAPITAL = regex.compile(
    r"(?<![\p{L}\p{N}@#])(?:\p{Lu}\p{Ll}?\.(?=\p{Lu}\p{Ll}))?\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'\-]\p{Lu}?[\p{L}\p{M}]+)*"
)
# Behind a letter that stands for a whole name: "K., a nurse", but not "K. Lund".
_STOPPED = regex.compile(r"\.(?!\s?\p{Lu})")


def missed(
    text: str,
    persons: Sequence[tuple[int, int, Referent]],
    others: Sequence[tuple[int, int, Referent]],
    bearer_of: Callable[[tuple[str, ...], str], Referent | None],
) -> list[tuple[int, int, Referent]]:
    """Places that no entity covers where a person's last name stands, or a body's of one word.

    A body whose name is a word of the language too is left alone.

    Args:
        text: the text.
        persons, others: the names that are known, of persons and of others.
        bearer_of: who bears a name, by its words and the title before it.
    """
    covered: list[Offsets] = sorted((s, e) for s, e, _ in [*persons, *others])
    starts = [s for s, _ in covered]
    surnames = {key[-1] for referent in {r for _, _, r in persons} for key in referent.keys}
    alone = {name_words(text[s:e]) for s, e, _ in persons if not sex_of(word_before(text, s))}
    lowered = BODY_NOUNS | lowered_words(text)
    houses = {
        key: who
        for _, _, who in others
        for key in who.keys
        if who.label == "body" and key not in alone and key[0] not in lowered
    }
    found = []
    for m in _CAPITAL.finditer(text):
        key = name_words(m[0])
        letter = len(m[0]) == 1 and _STOPPED.match(text, m.end()) is not None
        if (key[-1] not in surnames and key not in houses) or (len(m[0]) < 3 and not letter):
            continue
        at = bisect_right(starts, m.start()) - 1
        title = word_before(text, m.start())
        who = None if sex_of(title) else houses.get(key)
        if who is None and key[-1] in surnames:
            who = bearer_of(key, title)
        if who is not None and (at < 0 or covered[at][1] <= m.start()):
            found.append((m.start(), m.start() + len(POSSESSIVE.sub("", m[0])), who))
    return found


def word_before(text: str, start: int) -> str:
    """The word right before a name, in lower case; empty where none is."""
    m = _BEFORE.search(text, max(0, start - 16), start)
    return m[1].lower() if m else ""


def sex_of(title: str) -> str:
    """``m`` or ``f`` where a title tells, else nothing."""
    return "m" if title in MALE_HONORIFICS else "f" if title in FEMALE_HONORIFICS else ""
