"""When a predicted name is one of the accepted ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["addressees_met", "is_accepted", "normalised", "speakers_agree"]

_POSSESSIVE = re.compile(r"[’']s?$")
_ARTICLE = re.compile(r"^(?:the|a|an|some|several|many)\s+", re.IGNORECASE)
_NO_WORD = re.compile(r"\W+")


def normalised(name: str) -> str:
    """A name in lower case, without article, possessive ending and punctuation.

    >>> normalised("The Harbour-Master’s")
    'harbour master'
    """
    bare = _ARTICLE.sub("", _POSSESSIVE.sub("", name.strip()))
    return _NO_WORD.sub(" ", bare.lower()).strip()


def is_accepted(predicted: str, accepted: Sequence[str]) -> bool:
    """Whether a predicted name will do: an accepted one, or one with words around it.

    Words may stand around a name of two words or more, and around a common noun;
    a single proper name with more words may be somebody else.

    >>> is_accepted("Captain Odo Veen", ["Odo Veen", "Veen"]), is_accepted("Ada Veen", ["Veen"])
    (True, False)
    >>> is_accepted("officials in Harn", ["officials"])
    True
    """
    return any(_is_name(normalised(predicted), name) for name in accepted)


def _is_name(predicted: str, name: str) -> bool:
    wanted = normalised(name)
    if predicted == wanted:
        return True
    may_grow = " " in wanted or (wanted != "" and wanted == name.strip())
    return may_grow and (predicted.endswith(f" {wanted}") or predicted.startswith(f"{wanted} "))


def speakers_agree(predicted: Sequence[str], gold: Sequence[Sequence[str]]) -> bool:
    """Whether predicted names and speakers match one to one.

    Args:
        predicted: one name a predicted speaker.
        gold: the accepted names of each speaker.
    """
    if len(predicted) != len(gold):
        return False
    left = list(predicted)
    for accepted in gold:
        hit = next((i for i, name in enumerate(left) if is_accepted(name, accepted)), None)
        if hit is None:
            return False
        del left[hit]
    return True


def addressees_met(predicted: Sequence[str], gold: Sequence[str]) -> int:
    """How many gold addressees a predicted one names: one's words stand in the other in a row.

    >>> addressees_met(["crew of the ferry", "Ada"], ["the crew", "Odo"])
    1
    """
    left = [f" {normalised(name)} " for name in predicted]
    met = 0
    for wanted in (f" {normalised(name)} " for name in gold):
        hit = next((i for i, name in enumerate(left) if wanted in name or name in wanted), None)
        if hit is not None:
            del left[hit]
            met += 1
    return met
