"""Evidence: what the text says of whoever is named beside the name: roles, nouns, gender.

*He* and *she* are learnt from honorifics, from nouns that tell ("spokeswoman"), from pronouns in
sentences in which one person only is named, and from given names that one gender bears.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

import attrs
import regex

from quoteattr.annotation.records import Sentence
from quoteattr.attribution.records import Offsets
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import head, is_person_noun, singular
from quoteattr.entities.records import Entities, Named
from quoteattr.entities.roles import roles_of

__all__ = ["gather"]

# Weights of what tells a gender.
_HONORIFIC = 5.0
_NOUN = 3.0
_NEXT = 1.0  # a pronoun that opens the next sentence
_PRONOUN = 0.5  # another one behind the name
# A given name before a surname, and one by itself, which may be a surname. Below 1, a given name
# alone keeps the gender under 0.5 and rules nobody out.
_GIVEN, _ALONE = 0.9, 0.5
# Pronouns that count in one sentence.
_ENOUGH = 3
_HE_SHE = regex.compile(r"\b(?:(?P<he>he|him|his|himself)|she|hers?|herself)\b", regex.I)
_LEAD = regex.compile(r"[\s“\"'‘]*(?:(?P<he>He|His)|She|Her)\b")
# "Ana Oro, his cousin": *his* is somebody else.
_KIN_OF = regex.compile(r"(?:,|\sand|\swith)\s(?:his|her)\s")
_QUOTED = regex.compile(r"“[^”\n]*|\"[^\"\n]*\"?")
# "(R-Lund)", ", D-Lund,": a party and where somebody was elected.
_PARTY = regex.compile(r"\s*[(,]\s*([RD])-\p{Lu}")
_PARTIES = {"R": "republican", "D": "democrat"}
# Between two names of a list.
_LISTED = frozenset({", ", " and ", ", and ", " & "})


@attrs.define
class _Notes:
    """What was found of one of them so far."""

    roles: dict[Offsets, None] = attrs.Factory(dict)
    nouns: set[str] = attrs.Factory(set)
    male: float = 0.0
    female: float = 0.0

    def lean(self, sign: int, weight: float) -> None:
        """Count evidence for *he*, or for *she*."""
        self.male += weight * (sign > 0)
        self.female += weight * (sign < 0)


def gather(text: str, sentences: Sequence[Sentence], entities: Entities) -> None:
    """Fill in roles, nouns and gender of everybody named, in one pass over the text.

    Args:
        text: the text.
        sentences: its sentences, in order.
        entities: the clusters, to be filled in.
    """
    notes: defaultdict[Named, _Notes] = defaultdict(_Notes)
    joint, behind = "", 0
    for start, end, who in entities.mentions:
        if who.kind not in ("person", "organization"):
            continue
        at = bisect_right(sentences, start, key=lambda one: one.start) - 1
        low, high = (sentences[at].start, max(end, sentences[at].end)) if at >= 0 else (0, end)
        note = notes[who]
        for role in roles_of(text, entities, who, (start, end), (low, high)):
            _note_role(text, note, role)
        if who.kind != "person":
            continue
        if party := _PARTY.match(text, end):
            note.nouns.update((_PARTIES[party[1]], "lawmaker"))
        if not joint or text[behind:start] not in _LISTED:
            joint = _joint_title(text, low, start)
        note.nouns.update({joint} if joint else ())
        behind = end
    _pronouns(text, sentences, entities, notes)
    for who, note in notes.items():
        if who.kind == "person":
            _titled(text, who, note)
        who.roles = tuple(sorted(note.roles))
        who.nouns |= note.nouns
        if who.kind == "person":
            who.gender = (note.male - note.female) / (note.male + note.female + 1)


def _joint_title(text: str, low: int, start: int) -> str:
    """The singular of a plural title before a list of names: "Judges Ana Oro and Tim Lund"."""
    words = text[max(low, start - 30) : start].split()
    noun, plural = singular(words[-1].lower()) if words else ("", False)
    return noun if plural and is_person_noun(noun) else ""


def _note_role(text: str, note: _Notes, role: Offsets) -> None:
    noun = head(text[slice(*role)]).noun
    note.roles[role] = None
    note.nouns.add(noun)
    note.lean(lexicon().genders.get(noun, 0), _NOUN)


def _titled(text: str, who: Named, note: _Notes) -> None:
    """What honorifics and the name itself tell: *he* or *she*, and the noun that a short title
    stands for.
    """
    lex = lexicon()
    for start, end in who.honorifics:
        word = text[start:end].lower()
        note.lean(lex.honorifics[word], _HONORIFIC)
        if word in lex.short_titles:
            note.nouns.update(lex.short_titles[word].split())
    first, *rest = who.name.lower().split()
    if first in lex.styles:
        note.nouns.add(first)
        note.lean(lex.styles[first], _HONORIFIC)
    note.lean(lex.given_gender(first), _GIVEN if rest else _ALONE)


def _pronouns(
    text: str,
    sentences: Sequence[Sentence],
    entities: Entities,
    notes: defaultdict[Named, _Notes],
) -> None:
    """Count *he* and *she* where one person only is named in the sentence, and at the head of those
    that follow it without a name.
    """
    quoted = [m.span() for m in _QUOTED.finditer(text)]

    def is_quoted(position: int) -> bool:
        at = bisect_left(quoted, (position + 1,)) - 1
        return at >= 0 and position < quoted[at][1]

    only: Named | None = None
    for sentence in sentences:
        named: dict[Named, int] = {}
        for _, end, who in entities.within(sentence.start, sentence.end):
            if who.kind == "person":
                named.setdefault(who, end)
        if not named and only is not None:
            lead = _LEAD.match(text, sentence.start, sentence.end)
            if lead is None or is_quoted(lead.end() - 1):
                only = None
            else:
                notes[only].lean(1 if lead["he"] else -1, _NEXT)
            continue
        only = next(iter(named)) if len(named) == 1 else None
        if only is None:
            continue
        start = named[only]
        if kin := _KIN_OF.match(text, start):
            start = kin.end()
        seen = (m for m in _HE_SHE.finditer(text, start, sentence.end) if not is_quoted(m.start()))
        for m, _ in zip(seen, range(_ENOUGH), strict=False):
            notes[only].lean(1 if m["he"] else -1, _PRONOUN)
