"""Partners: whom "I told him" means in a talk that somebody recalls: who spoke right before in it.

"“A clerk asked me why, and I told him,” Ana Oro said": the clerk. And whom one has told something
already is told more: "“I told the mayor no. I told her why,”", "told the fishermen that … “Wait,”
he told them".
"""

from __future__ import annotations

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.walk import Walk

__all__ = ["partner", "told_before"]

_FIRST = frozenset({"i", "we"})
# How many sentences the two may stand apart, and how many attributions are looked at.
_NEAR, _COUNT = 2, 4


def partner(walk: Walk, index: int, pronoun: str, row: Row) -> Referent | None:
    """Who is "him", "her" or "them" in the words of one who recalls a talk.

    Args:
        walk: the text, and what was found so far.
        index: index of the attribution in which that one is told.
        pronoun: its subject form.
        row: the speakers of that attribution.
    """
    start = _first_person(walk, walk.attributions[index])
    if start is None:
        return None
    for said in walk.scene.said_before(start, _COUNT):
        cue = walk.attributions[said.index].cue
        if not cue or not walk.scene.in_marks(cue[0][0]):
            continue
        apart = walk.scene.sentence(start) - walk.scene.sentence(cue[0][0])
        if apart > _NEAR or walk.scene.paragraph(start) != walk.scene.paragraph(cue[0][0]):
            return None
        others = walk.told[said.index] if set(said.speakers) & set(row) else said.speakers
        fits = len(others) == 1 and others[0] not in row and _may_be(others[0], pronoun)
        return others[0] if fits else None
    return None


def told_before(walk: Walk, index: int, pronoun: str, row: Row) -> Referent | None:
    """Who is "him" or "them" where the same speaker has just told somebody something.

    Args:
        walk: the text, and what was found so far.
        index: index of the attribution in which that one is told.
        pronoun: its subject form.
        row: the speakers of that attribution.
    """
    cue = walk.attributions[index].cue
    said = walk.scene.said_before(cue[0][0], 2) if cue else []
    last = next((one for one in said if one.index != index), None)
    if last is None or not row or {*last.speakers} != {*row}:
        return None
    others = walk.told[last.index]
    near = walk.scene.paragraph(cue[0][0]) - walk.scene.paragraph(last.start) <= 1
    fits = near and len(others) == 1 and _may_be(others[0], pronoun)
    return others[0] if fits else None


def _first_person(walk: Walk, attribution: Attribution) -> int | None:
    """Where "I" or "we" stands in marks as the source."""
    for start, end in attribution.source[:1]:
        words = walk.text[start:end].lower().split()
        if words and words[-1] in _FIRST and walk.scene.in_marks(start):
            return start
    return None


def _may_be(who: Referent, pronoun: str) -> bool:
    if who.name.lower() in _FIRST:
        return False  # somebody of whom no more is known
    several = bool(who.members) or who.number == "plural" or who.label in ("body", "people")
    if pronoun == "they":
        return several
    return not several and who.label in ("person", "unknown") and who.may_be(pronoun)
