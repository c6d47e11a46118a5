"""Initials: offices that a text shortens to letters ("the CEC" is a commissioner, not a body).

An entity model takes every run of capitals for an organisation. Where the letters are the
initials of a role that the text gives somebody, or a shortened title before a name, "the CEC"
means the person who holds it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

import regex

from quoteattr.speakers.lexicon import OFFICE_LETTERS, word_set
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene

__all__ = ["Initials"]

_LETTERS = regex.compile(r"\p{Lu}{2,5}")
_WORD = regex.compile(r"\p{L}+")
_BEFORE = regex.compile(
    r"(?<![\p{L}\p{N}])(\p{Lu}{2,4})(?:\s(?:for|of)\s(?:\p{Lu}\p{L}+,?\s(?:and\s|&\s)?){1,4}|\)?\s)$"
)
# "District Relief Officer (DRO) Ana Oro"
_BRACKETED = regex.compile(
    r"(?P<role>(?:\p{Lu}[\p{L}’'\-]+\s){2,5})\((?P<letters>\p{Lu}{2,5})\)\s$"
)
_AFTER = regex.compile(r",\s(?:the\s)?(\p{Lu}{2,4})(?=[\s,.])")
_SMALL = word_set("of the and for in on to at de")
_LONGEST = 6
# Whoever is one of an office is not its holder.
_UNDER = word_set("deputy vice assistant associate shadow junior under")


class Initials:
    """Who holds the offices that letters stand for.

    Args:
        scene: the text with titles and roles gathered.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._holders: dict[str, dict[int, Referent]] = defaultdict(dict)
        for start, end, who in scene.naming.mentions:
            before = _BEFORE.search(scene.text, max(0, start - 60), start)
            for m in (before, _AFTER.match(scene.text, end)):
                if m and who.label == "person" and m[1].lower() in OFFICE_LETTERS:
                    self._holders[m[1].lower()].setdefault(start, who)
            m = _BRACKETED.search(scene.text, max(0, start - 80), start)
            if m and who.label == "person" and m["letters"].lower() in _spelled(m["role"]):
                self._holders[m["letters"].lower()].setdefault(start, who)
        for who in scene.naming.referents:
            if who.label == "person":
                for start, end in who.roles:
                    for letters in _spelled(scene.text[start:end]):
                        self._holders[letters].setdefault(start, who)
        self._starts = {letters: sorted(known) for letters, known in self._holders.items()}

    def holder(self, phrase: Phrase) -> Referent | None:
        """The person whom "the CEC" means: its last holder before it, else its first."""
        text = self._scene.text[phrase.start : phrase.end]
        words = text.split()
        if self._scene.text.find("\n", 0, phrase.start) < 0 < self._scene.text.find("\n"):
            words = ["the", *words] if len(words) == 1 else words  # a headline has no articles
        if len(words) < 2 or words[0].lower() not in ("the", "our", "its", "their"):
            return None
        if not _LETTERS.fullmatch(words[-1]) or len(words) > 3:
            return None
        name = phrase.name
        if name is not None and any(_is_body(form, words[-1]) for form in name.forms):
            return None  # "the EC" is the Election Commission, where the text has one
        letters = words[-1].lower()
        if (starts := self._starts.get(letters)) is None:
            return None
        before = bisect_left(starts, phrase.start)
        return self._holders[letters][starts[max(0, before - 1)]]


def _is_body(form: str, letters: str) -> bool:
    """Whether letters are the initials of a name that is no office's.

    >>> _is_body("Election Commission", "EC"), _is_body("Election Commissioner", "EC")
    (True, False)
    """
    words = _WORD.findall(form)
    initials = "".join(word[0] for word in words if word.lower() not in _SMALL)
    return len(words) > 1 and initials == letters and not is_role_noun(words[-1].lower())


def _spelled(role: str) -> set[str]:
    """Initials of every run of a role's words that ends in a noun for a person's office."""
    words = [w[0].lower() for w in _WORD.finditer(role)]
    found = set()
    for end in range(2, len(words) + 1):
        if words[end - 1] in _SMALL:
            continue
        for start in range(max(0, end - _LONGEST), end - 1):
            if start and words[start - 1] in _UNDER:
                continue  # a deputy prime minister is no PM
            run = words[start:end]
            if words[start] not in _SMALL and any(is_role_noun(w) for w in run):
                found.add("".join(w[0] for w in run))
                found.add("".join(w[0] for w in run if w not in _SMALL))
    return found
