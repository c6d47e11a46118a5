"""Continuations: words in marks right behind a report, which go on with it.

"The mill is old, Oro said.", and in the next paragraph, without a word in between, "“It was
built …”": one quote, by the guideline for world articles. A network may find both and leave the
second without a cue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import without
from quoteattr.speakers.wording import FULL_STOP

__all__ = ["with_continuations"]

_OPENING = tuple("“\"‘'«„")
_CLOSING = "”\"’'»"
# Who asks is not who answers; and what somebody only thinks is not gone on with aloud.
_ASKS = regex.compile(r"(?:ask|question|inquir|enquir|wonder|quizz|press)", regex.I)
_ENDS = (".", "!", "?", "…", ",")
# Where one sentence ends and another begins, but for "Mr. Oro".
_NEXT_SENTENCE = regex.compile(rf"(?:[!?]|{FULL_STOP})[”\"’'»]?\s+[\p{{Lu}}“\"‘']")
_LETTER = regex.compile(r"[\p{L}\p{N}]")


def with_continuations(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions; what goes on with the one right before it is a part of that one.

    Args:
        marked: the text.
        attributions: in order, parents by index.
        trusted: those that are less sure than this neither go on with another nor stand between.

    >>> text = "'It is old,' Ida Oro said. 'It leaks.' Tim Holt nodded. 'It stinks.'"
    >>> said = Attribution(((0, 12),), ((21, 25),), ((13, 20),))
    >>> (one,) = with_continuations(MarkedText(text), [said, Attribution(((27, 38),))])
    >>> [text[slice(*span)] for span in one.content]
    ["'It is old,'", "'It leaks.'"]
    >>> len(with_continuations(MarkedText(text), [said, Attribution(((56, 68),))]))
    2
    """
    text, found = marked.text, list(attributions)
    sure = [(i, a) for i, a in enumerate(found) if a.confidence >= trusted]
    ends = sorted((end, i) for i, a in sure if a.parent is None for _, end in a.content)
    into: dict[int, int] = {}
    for index, one in sure:
        at = bisect_right(ends, (one.content[0][0] if one.content else -1, len(found))) - 1
        if at < 0 or not _is_open(text, one):
            continue
        before = ends[at][1]
        before = into.get(before, before)
        if before != index and _goes_on(text, found[before], one):
            content = (*found[before].content, *one.content)
            found[before] = marked.with_content(found[before], content)
            into[index] = before
    if not into:
        return tuple(attributions)
    for index, one in enumerate(found):
        if one.parent in into:
            found[index] = attrs.evolve(one, parent=into[one.parent])
    return without(found, into)


def _is_open(text: str, one: Attribution) -> bool:
    """Whether words in marks have neither a cue nor a source, and are no line of their own."""
    if one.cue or one.source or one.parent is not None:
        return False
    (start, _), (_, end) = one.content[0], one.content[-1]
    if not text.startswith(_OPENING, start):
        return False
    alone = text[:start].endswith("\n") or not start
    closes = text[start:end].rstrip(_CLOSING + " ").endswith(_ENDS)
    return closes or not (alone and text[end : end + 1] in ("", "\n"))


def _goes_on(text: str, before: Attribution, one: Attribution) -> bool:
    """Whether nothing stands between two but the end of a sentence that tells who says the first,
    and that one asks nothing.
    """
    start = one.content[0][0]
    end = before.content[-1][1]
    if not before.cue or before.mode == "thought" or not end <= start < end + 260:
        return False
    if _ASKS.match(text, before.cue[0][0]) or text[:end].rstrip(_CLOSING + " ").endswith("?"):
        return False
    told = any(end <= low < start for low, _ in (*before.cue, *before.source))
    if not told:
        return _LETTER.search(text, end, start) is None
    line, _, rest = text[end:start].partition("\n")
    ended = _NEXT_SENTENCE.search(line) is not None or line.rstrip().endswith(":")
    return not ended and not rest.strip()
