"""Short spans: sources that a model cut off at an article, a title or a modifier, completed.

"The", "my" and "human" are no source; behind them stands what they are of, up to the cue.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.lexicon import (
    ARTICLES,
    BODY_NOUNS,
    DEFINITES,
    DOCUMENT_NOUNS,
    HONORIFICS,
    PERSON_NOUNS,
    PRONOUNS,
    QUANTIFIERS,
    TITLES,
    singular,
    word_set,
)
from quoteattr.speakers.setting.naming import Naming

__all__ = ["owned_end", "says_nothing", "to_noun"]

_GAP = regex.compile(r"(?:\s+[\p{L}\p{N}’'\-]+){1,6}\s*")
_NEXT = regex.compile(r"(?:[ ]+[\p{L}\p{N}’'\-]+){1,3}")
_WORD = regex.compile(r"[\p{L}\p{N}’'\-]+")
_KNOWN = BODY_NOUNS | DOCUMENT_NOUNS | PERSON_NOUNS | TITLES | QUANTIFIERS
_NO_NOUN = word_set(
    "has have had was were is are be been being will would could can may might should must did "
    "do does having not never also then later now still even only just again already once "
    "on in at by for from with to of as that who which when while after before since and or but "
    "said says therefore thus hence instead however too so simply"
)
_OWNED = regex.compile(
    r"(?P<what>(?:\s(?!(?:also|then|now|still|never|only|always)\b)\p{Ll}[\p{L}’'\-]*){1,3}?)"
    r"\s(?:(?:also|then|now|still|never|only|always|had|has|have|would|will)\s)*$"
)
_LINKING = word_set("of for from")
_OTHERS = word_set("other some several many most various certain")


def says_nothing(phrase: str) -> bool:
    """Whether a phrase is an article, a preposition or an auxiliary and no more.

    >>> says_nothing("The"), says_nothing("the minister")
    (True, False)
    """
    return phrase.strip().rstrip(".").lower() in ARTICLES | HONORIFICS | _NO_NOUN


def owned_end(text: str, end: int, attribution: Attribution) -> int:
    """The end of what "my" belongs to, where a model took it alone: "my sister’s family"."""
    cue = min((low for low, _ in attribution.cue if low > end), default=end)
    m = _OWNED.match(text, end, cue)
    return end if m is None else m.end("what")


def to_noun(text: str, start: int, end: int, attribution: Attribution, naming: Naming) -> int:
    """The end of the phrase that a lone article or modifier opens, where the cue follows it."""
    cue = min((low for low, _ in attribution.cue if low >= end), default=-1)
    if not _open(text, start, end, naming):
        return end
    if cue < 0 or not _GAP.fullmatch(text, end, cue):
        # Without a cue to stop at, a lone article still has a noun after it.
        following = _NEXT.match(text, end) if says_nothing(text[start:end]) else None
        if following is None:
            return end
        cue = following.end()
    for word in _WORD.finditer(text, end, cue):
        letters = word[0].isupper() and len(word[0]) > 2  # "the WHO"
        plain = word[0].lower()
        if not letters and (plain in _NO_NOUN or plain.endswith(("ly", "n't", "n’t"))):
            break
        end = word.end()
    return end


def _open(text: str, start: int, end: int, naming: Naming) -> bool:
    """Whether a span has no noun of its own: "the", "Mr", "human"."""
    words = text[start:end].lower().split()
    if not words or words == ["that"]:  # "reports that claim so"
        return False
    if words[-1] in ARTICLES | DEFINITES | _LINKING | _OTHERS:
        return True
    if all(w.rstrip(".") in ARTICLES | DEFINITES | HONORIFICS for w in words):
        return True
    named = [who.label for _, _, who in naming.within(start, end)]
    if len(words) <= 2 and named == ["people"]:
        return not singular(words[-1])[1]
    if len(words) > 1 or named or words[-1] in PRONOUNS:
        return False
    noun, plural = singular(words[-1])
    return not (plural or noun in _KNOWN)
