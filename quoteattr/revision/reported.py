"""Reports: what the text itself tells in words that leave no doubt, where a network found nothing.

The patterns of what is retold inside quotes (``retellings``, ``claims``) hold for the narrator's
sentences as well: "the crew accused him of theft", "she urged them to go". A network finds most of
these, and passes over one now and then. A question tells of nothing that was said ("Are we asked
to go?"), and who "agreed to go" may just have gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.claims import claims
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import put_in
from quoteattr.revision.reaches import reach
from quoteattr.revision.retellings import Retelling, retellings
from quoteattr.revision.spans import Spans
from quoteattr.words import paragraphs

__all__ = ["with_reported"]

_DOES = "agreed"
# How far, in code points, what is told reaches at most.
_FAR = 1500
# "The men, who were asked [to leave], refused": a verb of the sentence's own.
_WHO_WAS = regex.compile(r",\swho\s(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s$")
_OWN_VERB = regex.compile(r",\s(?=\p{Ll}+(?:ed|t)?\b)")
# "Recalled [that car in May]": one car, and no clause.
_THAT_ONE = regex.compile(
    r"that\s\p{Ll}+(?<!s)(?:\s(?:in|on|for|at|to|of|from|with|by|after|before|last|this|again|yesterday|today)\b|\W*$)"
)


def with_reported(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with what the text plainly reports and nothing was found for.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        trusted: those that are less sure than this do not count as found, and give way.

    >>> text = "The crew accused Tim Oro, a baker, of hiding the key. Are we told to go?"
    >>> for one in with_reported(MarkedText(text), []):
    ...     print(text[slice(*one.source[0])], text[slice(*one.content[0])], sep=": ")
    The crew: of hiding the key
    """
    found = [one for one in attributions if one.confidence >= trusted]
    taken = Spans((*span, 0) for a in found for span in (*a.content, *a.cue))
    added = []
    for one, content in _plain(marked):
        if any(True for span in (one.cue, content) for _ in taken.over(*span)):
            continue
        source = () if one.source is None else (one.source,)
        kind = marked.kind((content,))
        added.append(Attribution((content,), (one.cue,), source, confidence=CONFIDENCE, kind=kind))
    return put_in(attributions, added) if added else tuple(attributions)


def _plain(marked: MarkedText) -> Iterator[tuple[Retelling, Offsets]]:
    """What the text tells outside marks, each with where its words begin and end."""
    text, marks = marked.text, marked.marks
    for low, high in paragraphs(text):
        for one in (*retellings(text, low, high), *claims(text, low, high)):
            does = one.kind == "act" and text[slice(*one.cue)] == _DOES
            if does or any(True for _ in marks.over(*one.cue)):
                continue
            around = sorted({i for _, _, i in marks.over(one.cue[0], high)})
            near = [marked.quotations[i] for i in around]
            content = reach(text, one, min(high, one.cue[1] + _FAR), near)
            if content is None or text.startswith("?", content[1]):
                continue
            if _WHO_WAS.search(text, max(low, one.cue[0] - 20), one.cue[0]):
                own = _OWN_VERB.search(text, *content)
                content = content if own is None else (content[0], own.start())
            if not _THAT_ONE.match(text, *content):
                yield one, content
