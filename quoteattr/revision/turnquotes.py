"""Turns as quotes: what is said where a text gives speech as turns, without marks and cues.

"A: In May." and the paragraphs below a question in bold are somebody's words, by the guideline of
the world articles: each turn is one quote with a part for each of its paragraphs, its label the
source where it is a name. What an interviewer asks is none. Attribution, which has learned from
running text, finds pieces of them at best; they give way to the whole, and what a turn reports of
others lies inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import only, put_in
from quoteattr.speakers.transcripts.interviews import asks_twice
from quoteattr.speakers.transcripts.labels import labels
from quoteattr.speakers.transcripts.turns import Turn
from quoteattr.speakers.walk import Walk
from quoteattr.words import paragraphs

if TYPE_CHECKING:
    from quoteattr.annotation.records import Annotation

__all__ = ["CONFIDENCE", "with_turns"]

#: How sure a turn is, once the text has some.
CONFIDENCE = 0.95

# Fewer turns than these do not show how long one is.
_FEWEST = 3

_EDGES = " \t\r\n*_>"
_TALK = regex.compile(r"(?<![\p{L}’'])(?:I|[Yy]ou|[Ww]e|[Mm]y|me|[Yy]our|[Oo]ur|us)(?!\p{L})|\?")
# "(Laughter)" at the edge of a turn is nobody's word.
_DIRECTION = regex.compile(
    r"[(\[](?:laugh|applau|cheer|boo|interrupt|cross-?talk|inaudible|pause|off[\s-]mic|sigh|smil|nod"
    r"|silence|overlap|shout|music)[^()\[\]]{0,40}[)\]]",
    regex.I,
)
# A line below the last answer that tells of the interview, or goes on after it.
_TOLD = regex.compile(
    r"\b(?:[Aa]fter|[Bb]efore|[Ff]ollowing|[Ss]ince)\s(?:the|this|our)\s(?:interview|conversation|meeting"
    r"|session|debate|hearing|team|reporter|correspondent|crew)\b|\b(?i:interview|conversation|transcript|exchange|Q\s?&\s?A)\b[^.\n]{0,60}\b(?:was|were|been)\s"
    r"(?:\p{L}+ly\s)?(?:edited|condensed|shortened|abridged|translated|conducted|recorded|held"
    r"|published|transcribed|cut)\b"
)


def with_turns(
    marked: MarkedText,
    attributions: Sequence[Attribution],
    annotation: Annotation,
    table: Mapping[str, float] | None = None,
    *,
    least: float = 0.0,
) -> tuple[Attribution, ...]:
    """The attributions, and the turns of a transcript or an interview as further ones.

    What stands in a turn without a cue is a piece of it and is left out; what it reports of
    others has the turn for its parent.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        annotation: its sentences and entities.
        table: weights of the ranking of antecedents; the bundled ones where None.
        least: turns that are less sure than this are not asked for.

    Returns:
        All in order, outer ones before those inside them; those given where the text has no turns.
    """
    if least > CONFIDENCE or not _may_have_turns(marked.text):
        return tuple(attributions)
    return _turn_quotes(marked, Walk(marked.text, attributions, annotation, table))


def _may_have_turns(text: str) -> bool:
    """Whether it is worth while to look for turns in a text."""
    return len(labels(text)) > 1 or asks_twice(text, paragraphs(text))


def _turn_quotes(marked: MarkedText, walk: Walk) -> tuple[Attribution, ...]:
    """The attributions of a walk that has not begun, with the turns of its text among them."""
    text, turns = walk.text, walk.transcript.turns
    own = {span for one in marked.quotations if one.depth == 0 for span in one.spans}
    if any(turn.asks for turn in turns):
        own = set()  # an answer may go on without marks
    all_parts = [(turn, _parts(walk, turn, turn is turns[-1], own)) for turn in turns]
    said = [(turn, parts) for turn, parts in all_parts if parts]
    talk = sum(_TALK.search(text, turn.after, turn.end) is not None for turn in turns)
    if not said or 2 * talk < len(turns):
        return tuple(walk.attributions)
    added = [
        Attribution(
            content=tuple(parts),
            source=_source(text, turn),
            confidence=CONFIDENCE,
            kind=marked.kind(parts),
        )
        for turn, parts in said
    ]
    asked = [i for i, a in enumerate(walk.attributions) if not _is_asked(walk, a)]
    return put_in(only(walk.attributions, asked), added)


def _is_asked(walk: Walk, attribution: Attribution) -> bool:
    """Whether words are the question of somebody without a name, with "Q" for their source."""
    if not attribution.content or attribution.parent is not None:
        return False
    turn = walk.transcript.turn(attribution.content[0][0])
    if turn is None or not turn.asks or turn.label[1] - turn.label[0] > 1:
        return False
    inside = all(turn.after <= low and high <= turn.end for low, high in attribution.content)
    label = all(turn.label[0] <= low and high <= turn.after for low, high in attribution.source)
    cue = all(turn.label[1] <= low and high <= turn.after for low, high in attribution.cue)
    return inside and label and cue


def _parts(walk: Walk, turn: Turn, is_last: bool, marked: Set[Offsets]) -> list[Offsets]:
    """The paragraphs of what is said in a turn; none where an interviewer asks.

    Of one that begins with a paragraph in marks only such paragraphs: "Ana Oro: “No.”".
    """
    if turn.asks:
        return []
    text, scene = walk.text, walk.scene
    first, last = scene.paragraph(turn.after), scene.paragraph(max(turn.after, turn.end - 1))
    found: list[Offsets] = []
    for i, (low, high) in enumerate(scene.paragraphs[first : last + 1]):
        start, end = max(low, turn.after), min(high, turn.end)
        if i and _is_told(walk, turn, start, end):
            if is_last:
                break
            continue
        if i and is_last and not _TALK.search(text, start, end) and _are_short(walk):
            break
        start, end = _trimmed(text, start, end)
        if found and found[0] in marked and (start, end) not in marked:
            break
        if start < end:
            found.append((start, end))
    return found


def _are_short(walk: Walk) -> bool:
    """Whether each turn but the last is one paragraph, and there are some."""
    turns = walk.transcript.turns[:-1]
    several = ("\n" in walk.text[turn.after : turn.end].strip() for turn in turns)
    return len(turns) >= _FEWEST and not any(several)


def _trimmed(text: str, start: int, end: int) -> Offsets:
    """A stretch without emphasis, blanks and stage directions at its edges."""
    directions = list(_DIRECTION.finditer(text, start, end))
    lengths = {m.start(): m.end() for m in directions}
    while start < end and (text[start] in _EDGES or start in lengths):
        start = lengths.get(start, start + 1)
    lengths = {m.end(): m.start() for m in directions}
    while start < end and (text[end - 1] in _EDGES or end in lengths):
        end = lengths.get(end, end - 1)
    return start, end


def _is_told(walk: Walk, turn: Turn, start: int, end: int) -> bool:
    """Whether a paragraph tells of the interview, names its speaker in full, or begins so."""
    if _TOLD.search(walk.text, start, end):
        return True
    named = walk.naming.within(start, end)
    return any(
        who in turn.who and (low == start or " " in walk.text[low:high].strip())
        for low, high, who in named
    )


def _source(text: str, turn: Turn) -> tuple[Offsets, ...]:
    """The label where it is more than a letter."""
    start, end = turn.label
    return ((start, end),) if end - start > 1 else ()
