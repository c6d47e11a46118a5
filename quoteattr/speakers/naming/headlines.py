"""Headlines: names that run into the words around them where all words have capitals.

"Holt Compares Lund To Oro" may be one name to the model. A word that the text has in lower case
too, and that no name has elsewhere, parts names there if what is left of it is a name elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import TOKEN, word_set

__all__ = ["parted"]

# Of the longer words of a headline so many have capitals.
_CAPITALS = 0.7
_LONGER = 4
# A line is looked at so far on either side.
_ROOM = 200
_SMALL = word_set(
    "another after against as at because before behind but by could despite does following for "
    "from has have how if in inside into is just like more near new no not of on over should than "
    "that this to toward under until was what when where why with without would "
    "says said calls called turns turned compares compared endorses endorsed backs slams hits wins "
    "gets gives tells warns urges vows claims denies admits blasts rips mocks attacks leads beats "
    "meets takes makes goes defends rejects accuses asks wants seeks faces plans"
)


def parted(
    text: str, start: int, end: int, known: Collection[str], lowered: Collection[str]
) -> list[Offsets]:
    """The names in a stretch that was taken for one; the stretch itself where it is one.

    Args:
        text: the text.
        start, end: offsets of the stretch.
        known: names that the text has elsewhere, and the last words of names, in lower case.
        lowered: words that the text has in lower case.

    >>> text = "Holt Compares Lund To Oro"
    >>> [text[a:b] for a, b in parted(text, 0, 18, {"holt", "lund"}, {"compare"})]
    ['Holt', 'Lund']
    """
    words = list(TOKEN.finditer(text, start, end))
    if len(words) < 2 or text[start:end].lower() in known or not _is_headline(text, start):
        return [(start, end)]
    runs: list[list[Offsets]] = [[]]
    for word in words:
        if _is_common(word[0].lower(), lowered):
            runs.append([])
        else:
            runs[-1].append(word.span())
    found = [(run[0][0], run[-1][1]) for run in runs if run]
    if len(found) == 1 and found[0] == (start, end):
        return found
    names = [text[low:high].lower() for low, high in found]
    whole = names and all(name in known or name.split()[-1] in known for name in names)
    return found if whole else [(start, end)]


def _is_common(word: str, lowered: Collection[str]) -> bool:
    """Whether a word is one of the language: a small one, or a verb that the text has elsewhere."""
    if word in _SMALL:
        return True
    if word.endswith("s"):
        return not {word, word[:-1], word[:-1] + "d", word[:-2]}.isdisjoint(lowered)
    if word.endswith("ed"):
        return not {word, word[:-1], word[:-2], word[:-1] + "s"}.isdisjoint(lowered)
    return word.endswith("ing") and not {word, word[:-3], word[:-3] + "e"}.isdisjoint(lowered)


def _is_headline(text: str, position: int) -> bool:
    """Whether most of the longer words of the line around a place have capitals."""
    low = text.rfind("\n", max(0, position - _ROOM), position) + 1
    low = low or max(0, position - _ROOM)
    high = text.find("\n", position, position + _ROOM)
    line = text[low : high if high >= 0 else position + _ROOM]
    longer = [m[0] for m in TOKEN.finditer(line) if len(m[0]) >= _LONGER]
    return bool(sum(word[0].isupper() for word in longer) >= _CAPITALS * len(longer))
