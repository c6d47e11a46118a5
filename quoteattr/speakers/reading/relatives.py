"""Relatives: whom "who", "which" or "that" means as a source, and where a source ends before one.

It means what stands right before it: a name, the person whose apposition ends there ("Ana Oro,
an anchor at the station who said"), somebody of a place ("Ana Oro of Lund, who said"), or a noun.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import BODY_NOUNS, DOCUMENT_NOUNS, PERSON_NOUNS, singular
from quoteattr.speakers.ranking.bystanders import phrase_before
from quoteattr.speakers.reading.clausal import has_predicate
from quoteattr.speakers.setting.scene import Scene, Step

__all__ = ["before_relative", "without_clause"]

_FROM = regex.compile(
    r"\s(?:of|from|for|in|at)\s(?:the\s)?\p{Lu}[\p{L}.]*(?:\s\p{Lu}[\p{L}.]*){0,3},?\s"
)
_PRONOUN = regex.compile(r"(?<![\p{L}’'])(him|her|them|they|he|she|us|me|those)(?=,?\s+$)", regex.I)
# An article, some words and a noun that a preposition follows, up to a comma.
_HEADED = regex.compile(
    r"(?<![\p{L}’'])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:[\p{L}’'\-]+\s){0,4}?(?P<noun>\p{Ll}+)"
    r"\s(?:of|for|from|in|by|on|at)\s[^,;:.“”\"\n]{2,80},\s+$"
)
# A clause that only adds something, to the end of a phrase or to the comma before more of it.
_ADDED = regex.compile(r"\s*,\s+(?:who|whom|whose|which)\s[^,]*(?P<more>,\s*\p{L})?")
# "Ana Oro, a doctor from Lund, Veskia, who": an apposition that may end in a place.
_DESCRIBED = regex.compile(r",\s(?:an?|the|one\sof\sthe)\s\p{Ll}[^;:.“”\"()\n]{2,100},\s")
# "Oro, who led the talks and who said", "whose party lost but who said".
_AGAIN = regex.compile(r"(?:\band|\bbut),?\s+$")
_EARLIER = regex.compile(r",?\s(?P<who>who|whose)\s")
# How far before it the last name may end, in code points.
_NEAR = 60


def without_clause(text: str, start: int, end: int) -> Offsets:
    """A source without the relative clause that only adds something at its end.

    Args:
        text: the text.
        start, end: offsets of the source.

    >>> text = "Ana Oro, who led the talks, said so"
    >>> without_clause(text, 0, text.index(" said"))
    (0, 7)
    """
    clause = _ADDED.search(text, start + 1, end)
    if clause is None or clause["more"] or not text[start : clause.start()].strip():
        return start, end
    return start, clause.start()


def before_relative(scene: Scene, start: int) -> Step | Offsets | None:
    """Whom a relative pronoun means: the mention of somebody known, or offsets of a noun phrase.

    Args:
        scene: the text while it is being resolved.
        start: offset of the pronoun.
    """
    text = scene.text
    start = _first_of(scene, start)
    if text.startswith("who", start) and (step := _apposed(scene, start)) is not None:
        return step
    steps = [s for s in scene.back(start) if start - s.end < _NEAR]
    fits = [s for s in steps if s.who.label in ("person", "body", "unknown")]
    persons = [s for s in fits if s.who.label == "person"]
    beside = persons[0] if persons and not text[persons[0].end : start].strip(" ,") else None
    if beside is not None and " " in text[beside.start : beside.end]:
        return beside  # "Tim Holt at Mayor Ana Oro, who"
    for step in persons:
        if _FROM.fullmatch(text, step.end, start):
            return step
    for step in fits:
        described = any(low <= start <= high + 2 for low, high in step.who.roles)
        if described or (step in persons and not text[step.end : start].strip(" ,")):
            return step
    span = phrase_before(text, start) or _before_tail(scene, start)
    if (pronoun := _PRONOUN.search(text, max(0, start - 12), start)) is not None:
        return int(pronoun.start(1)), int(pronoun.end(1))
    # "The Lakian authorities, who": names before the noun do not matter.
    if span is not None and all(end < span[1] for _, end, _ in scene.naming.within(*span)):
        return span
    return fits[0] if fits else span


def _first_of(scene: Scene, start: int) -> int:
    """Where the first of two relatives stands that go on from each other, for the second."""
    text, low = scene.text, scene.sentence_of(start)[0]
    if not text.startswith("who", start) or not _AGAIN.search(text, max(low, start - 8), start):
        return start
    earlier = list(_EARLIER.finditer(text, low, start))
    return int(earlier[-1].start("who")) if earlier else start


def _apposed(scene: Scene, start: int) -> Step | None:
    """The person whom an apposition right before "who" describes, past the places in it."""
    for step in scene.back(start):
        if start - step.end > 2 * _NEAR:
            return None
        if step.who.label == "person":
            between = step.end, start
            described = _DESCRIBED.fullmatch(scene.text, *between)
            return step if described and not has_predicate(scene.text, *between) else None
    return None


def _before_tail(scene: Scene, start: int) -> Offsets | None:
    """A noun phrase with a tail: "the audit report for the year 2021, which"."""
    text, low = scene.text, scene.sentence_of(start)[0]
    nouns = DOCUMENT_NOUNS | BODY_NOUNS if text[start : start + 5] == "which" else PERSON_NOUNS
    for m in reversed(list(_HEADED.finditer(text, max(low, start - 140), start, overlapped=True))):
        if singular(m["noun"].lower())[0] in nouns:
            return m.start(), m.end("noun")
    return None
