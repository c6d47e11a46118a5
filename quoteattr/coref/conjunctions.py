"""Conjunctions: whether a source is several who speak together.

"The bank and Ms. Oro" are two; "doctors and nurses" are one, and so are "the Lund and Holt
police". Every "and" that stands in no name is a place to split; a learned decision says whether.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.coref.mentions import sort_of, trimmed
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import core, head, singular
from quoteattr.entities.records import Entities

__all__ = ["split"]

# A source of more conjunctions is no list of speakers.
_MOST = 12
_AND = regex.compile(r"(?:,|(?<![,\s]))\s+(?:and|&|as\s+well\s+as|along\s+with|together\s+with)\s+")
_COMMA = regex.compile(r"\s*,\s+")
_CLAUSE = regex.compile(r"\b(?:who|which|that|whose|whom|including|between)\b")
_BOTH = regex.compile(r"both\s+", regex.I)


def split(
    text: str, start: int, end: int, entities: Entities, decide: Callable[[list[str]], float]
) -> list[Offsets]:
    """The parts of a source, in order; the span alone where it is one.

    Args:
        text: the text.
        start, end: offsets of the source.
        entities: the names of the text.
        decide: the probability that a place splits it, by the place's features.
    """
    start, end = trimmed(text, start, end)
    found = [m for m in _AND.finditer(text, start, end) if entities.at(m.start() + 1) is None]
    kept = [
        m
        for m in (found if len(found) <= _MOST else ())
        if decide(_features(text, (start, m.start()), (m.end(), end), entities)) > 0.5
    ]
    if not kept:
        return [(start, end)]
    parts, left = list[Offsets](), start
    for m in kept:
        parts += _listed(text, left, m.start(), entities)
        left = m.end()
    parts.append((left, end))
    both = _BOTH.match(text, *parts[0])
    parts[0] = (both.end() if both else parts[0][0], parts[0][1])
    return [part for part in parts if part[0] < part[1]]


def _features(text: str, left: Offsets, right: Offsets, entities: Entities) -> list[str]:
    """What tells whether an "and" joins two speakers rather than two words.

    Args:
        text: the text.
        left, right: offsets of what stands before it and after it in the source.
        entities: the names of the text.
    """
    one, two = _side(text, *left, entities), _side(text, *right, entities)
    names = [entities.within(*left), entities.within(*right)]
    closes = bool(names[0]) and not text[names[0][-1][1] : left[1]].strip(" .)")
    opens = bool(names[1]) and names[1][0][0] == right[0]
    ends = bool(names[1]) and not text[names[1][-1][1] : right[1]].strip(" .)")
    clause = _CLAUSE.search(text, *left) is not None
    tail = len(core(text[slice(*left)])) < left[1] - left[0]
    kinds = [row[-1][2].kind if row else "none" for row in names]
    pronoun = head(text[slice(*right)]).noun in lexicon().pronouns
    first = text[slice(*right)].split()[:1]
    article = bool(first) and first[0].lower() in lexicon().determiners
    return [
        "joint", f"{one}+{two}", f"left={one}", f"right={two}", f"closes={closes}+opens={opens}",
        f"kinds={kinds[0]}+{kinds[1]}",
        f"kinds={kinds[0]}+{kinds[1]}+closes={closes}+opens={opens}",
        f"clause={clause}", f"tail={tail}+article={article}", f"article={article}+{two}",
        f"ends={ends}+opens={opens}", f"pronoun={pronoun}",
        f"long={min(len(text[slice(*right)].split()), 4)}+{two}",
        f"short={min(len(text[slice(*left)].split()), 3)}+{one}",
    ]  # fmt: skip


def _side(text: str, start: int, end: int, entities: Entities) -> str:
    """What one side of an "and" is: a name or the sort and number of its head noun."""
    named = entities.within(start, end)
    first = text[start:end].split()[:1]
    article = "the-" if first and first[0].lower() in lexicon().determiners else ""
    if named and not text[named[-1][1] : end].strip(" .)"):
        return f"{article}name"
    words = core(text[start:end]).split()
    if not words:
        return "nothing"
    noun, plural = singular(words[-1].lower())
    capital = "capital-" if words[-1][:1].isupper() else ""
    return f"{article}{capital}{sort_of(noun)}{'s' if plural else ''}"


def _listed(text: str, start: int, end: int, entities: Entities) -> list[Offsets]:
    """The names of a list before its "and": "A, B" of "A, B and C"."""
    pieces, left = list[Offsets](), start
    for m in _COMMA.finditer(text, start, end):
        after = entities.within(m.end(), end)
        named = bool(after) and not text[m.end() : after[0][0]].removeprefix("the ").strip()
        if named and entities.within(left, m.start()):
            pieces.append((left, m.start()))
            left = m.end()
    return [*pieces, (left, end)]
