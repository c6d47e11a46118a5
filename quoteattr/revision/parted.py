"""Parted: words in marks that a model joined to those of another, who is shown in between.

"“I am tired,” Ida Oro said. Tim Holt disagreed. “You slept.”": the second words are Tim Holt's.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import in_order
from quoteattr.speakers.reading.sentences import SENTENCE_END, within_sentence
from quoteattr.speakers.wording import PARTICLE, STYLED

__all__ = ["parted"]

_MARKS = "“\"‘'«„"
# A sentence about somebody: a name, or "Her manager", and a verb behind it.
_SHOWN = regex.compile(
    r"(?:(?:But|And|Yet|Then)\s|(?:Next\sto|Beside)\sher\s)?"
    rf"(?P<who>{STYLED}\p{{Lu}}[\p{{L}}\p{{M}}’'\-]*\p{{Ll}}"
    rf"(?:\s(?:{PARTICLE}\s){{0,2}}"
    r"\p{Lu}[\p{L}\p{M}’'.\-]*){0,3}|(?:Her|His|Their|The)(?:\s\p{Ll}[\p{L}\-]*){1,3}?)"
    r"(?:,\s[^.!?“”\"\n]{2,80}?,)?\s(?!(?:and|or|of)\s)\p{Ll}[^.!?:“”\"\n]{1,160}[.!?:]\s+"
)
# "“Never,” shot back Oro"
_SHOT = regex.compile(r"shot|hit|fired|snapped|wrote|called|shouted|yelled|barked|bit")
_NAME_BEHIND = regex.compile(
    rf"\s(?P<who>{STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}})"
)
_OPEN_BRACKET = regex.compile(r"(?<=\p{L})\s\([^()]*$")
_AFTER = regex.compile(r"(?:^|[.!?”\"\n]\s?)(?:After|Before|Following|During|Outside|At)\s$")
_OCCASION = regex.compile(
    r"(?:the|her|his|their)\s(?:hearing|trial|verdicts?|sentencing|sentence|inquest|case|match|game"
    r"|final|race|meeting|vote|funeral|service|ceremony|court|debate|ruling)\s(?=\p{Lu}\p{Ll})"
)
_SELF = frozenset({"he", "she", "they", "it", "we", "i", "you", "this", "that", "there", "then"})


def parted(marked: MarkedText, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions; pieces behind a sentence about somebody else are a quote of their own.

    Args:
        marked: the text.
        attributions: in order, parents by index.
    """
    text = marked.text
    attributions = [_trimmed(text, one) for one in attributions]
    apart = {i: at for i, one in enumerate(attributions) if (at := _apart(text, one)) is not None}
    if not apart:
        return tuple(attributions)
    found: list[tuple[Attribution, int | None]] = []
    for index, one in enumerate(attributions):
        if (at := apart.get(index)) is not None:
            one = marked.with_content(one, one.content[:at])
        found.append((one, one.parent))
    for index, at in apart.items():
        rest = attributions[index].content[at:]
        confidence = attributions[index].confidence
        theirs = Attribution(rest, (), (), confidence=confidence, kind=marked.kind(rest))
        found.append((theirs, None))
        for inner, outer in enumerate(found[: len(attributions)]):
            if outer[1] == index and outer[0].content[0][0] >= rest[0][0]:
                found[inner] = outer[0], len(found) - 1
    return in_order(found)


def _trimmed(text: str, one: Attribution) -> Attribution:
    """An attribution whose source ends where its sentence does: "said Ida Oro[. Tim Holt]", and is
    no verb, and nobody of the next paragraph.
    """
    if not one.source or not one.cue:
        return one
    if (own := _without_edges(text, *one.source[0])) != one.source[0]:
        one = attrs.evolve(one, source=(own, *one.source[1:]))
    if _SHOT.fullmatch(text, *one.source[0]) and text[slice(*one.cue[0])] == "back":
        cue = one.source[0][0], one.cue[0][1]
        who = _NAME_BEHIND.match(text, cue[1])
        return attrs.evolve(one, cue=(cue,), source=() if who is None else (who.span("who"),))
    last = one.content[-1][1] if one.content else one.cue[0][1]
    if one.cue[0][0] < last and "\n" in text[last : one.source[0][0]]:
        return attrs.evolve(one, source=())
    first = within_sentence(text, *one.source[0], one.cue)
    return one if first == one.source[0] else attrs.evolve(one, source=(first, *one.source[1:]))


def _without_edges(text: str, start: int, end: int) -> Offsets:
    """A source without a bracket that closes behind it, and without what it speaks after: "Ida Oro[
    (Letters]", "After [the hearing ]Inspector Ida Oro".

    >>> text = "After the trial Ida Oro (who won"
    >>> text[slice(*_without_edges(text, 6, 32))]
    'Ida Oro'
    >>> text = "For the trial Ida Oro (47)"
    >>> text[slice(*_without_edges(text, 4, 26))]
    'the trial Ida Oro (47)'
    """
    if (m := _OPEN_BRACKET.search(text, start, end)) is not None:
        end = m.start()
    if (m := _OCCASION.match(text, start, end)) is not None:
        start = m.end() if _AFTER.search(text, max(0, start - 12), start) else start
    return start, end


def _apart(text: str, one: Attribution) -> int | None:
    """Which piece of a content is the first one of somebody else's words."""
    if not one.cue or not one.source or one.parent is not None:
        return None
    low, high = one.source[0]
    name = text[low:high].casefold()
    for at in range(1, len(one.content)):
        start = one.content[at][0]
        if text[start : start + 1] not in _MARKS:
            continue
        before = one.content[at - 1][1]
        told = [end for _, end in (*one.cue, (low, high)) if before <= end <= start]
        if any(begin >= start for begin, _ in one.cue):
            continue  # the cue follows, and so do the words that it reports
        ended = SENTENCE_END.search(text, max([before - 2, *(end - 1 for end in told)]), start)
        shown = None if ended is None else _SHOWN.fullmatch(text, ended.end(), start)
        if shown is None:
            continue
        who = shown["who"].casefold().split()
        if who[0] not in _SELF and who[-1] not in name:
            return at
    return None
