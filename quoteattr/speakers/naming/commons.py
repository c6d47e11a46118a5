"""Commons: what is written like a name and is none.

"The Lund Republican" is somebody, a "super PAC" something, and "Report:" opens a headline.
"""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import DOCUMENT_NOUNS, singular, word_set

__all__ = ["is_common"]

# Letters that are a common noun.
_LETTERS = word_set("PAC NGO CEO")
_ONE_OF = regex.compile(r"(?<!\p{L})(?:super|an?|its|his|her)\s$")
_PARTISAN = regex.compile(
    r"(?:\p{Lu}[\p{L}.\-]*\s){0,3}"
    r"(?:Republican|Democrat|Conservative|Liberal|Tory|Communist|Libertarian)"
)
_GOES_ON = regex.compile(r"[’']?s?\s\p{Lu}")
_ARTICLE = regex.compile(r"(?<!\p{L})(?:the|an?|another|fellow)\s$", regex.I)


def is_common(text: str, start: int, end: int) -> bool:
    """Whether what an entity model took for a name is a common noun, by the words around it.

    Args:
        text: the text.
        start, end: offsets of the would-be name.

    >>> text = "The Lund Republican met the Lund Republican Party."
    >>> is_common(text, 4, 19), is_common(text, 28, 43)
    (True, False)
    """
    return (
        _is_letters(text, start, end)
        or _is_partisan(text, start, end)
        or _opens_headline(text, start, end)
    )


def _is_letters(text: str, start: int, end: int) -> bool:
    """Whether it is "PAC" in "a PAC"."""
    before = _ONE_OF.search(text, max(0, start - 6), start)
    return text[start:end] in _LETTERS and before is not None


def _is_partisan(text: str, start: int, end: int) -> bool:
    """Whether it is what somebody is, not what anybody is called: "the Lund Republican"."""
    if _PARTISAN.fullmatch(text, start, end) is None or _GOES_ON.match(text, end):
        return False
    return _ARTICLE.search(text, max(0, start - 9), start) is not None


def _opens_headline(text: str, start: int, end: int) -> bool:
    """Whether a document's noun stands alone before a colon: "Report: Quay To Close"."""
    opens = text[end : end + 1] == ":" and text[max(0, start - 1) : start] in ("", "\n")
    return opens and singular(text[start:end].lower())[0] in DOCUMENT_NOUNS
