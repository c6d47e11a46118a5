"""A stretch of text for the eye: gold in [square] brackets, predicted in {curly} ones.

Line breaks are shown as ¶; what is long and holds no bracket is cut short in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoteattr.evaluation.readers import Offsets

__all__ = ["excerpt", "joined", "one_line", "shortened"]

CONTEXT = 60  # code points on either side
LONG = 160  # code points that may stand without a bracket between them
KEPT = 60  # of those that are longer, at either end

_BREAK = re.compile(r"\s*\n\s*")


def excerpt(
    text: str,
    gold: Sequence[Offsets],
    predicted: Sequence[Offsets],
    around: Sequence[Offsets] = (),
) -> str:
    """The text around spans, with brackets at their edges.

    Args:
        text: the whole text.
        gold: the spans in square brackets.
        predicted: the spans in curly ones.
        around: spans to be shown, too, without brackets.

    Returns:
        One line; brackets of the text itself are left as they are.

    >>> excerpt("Odo said\\nthat it rained.", [(14, 23)], [(9, 23)])
    'Odo said ¶ {that [it rained]}.'
    """
    spans = [*gold, *predicted, *around]
    start = max(0, min(start for start, _ in spans) - CONTEXT)
    end = min(len(text), max(end for _, end in spans) + CONTEXT)
    parts, at = ["…" if start else ""], start
    for offset, bracket in _brackets(gold, predicted):
        parts += [shortened(one_line(text[at:offset])), bracket]
        at = offset
    parts += [shortened(one_line(text[at:end])), "…" if end < len(text) else ""]
    return "".join(parts).strip()


def joined(text: str, spans: Sequence[Offsets]) -> str:
    """The words of spans on one line, with an ellipsis between spans."""
    return " … ".join(one_line(text[start:end]) for start, end in spans)


def one_line(words: str) -> str:
    """Words with their line breaks shown and other white space as single spaces."""
    return re.sub(r"\s+", " ", _BREAK.sub(" ¶ ", words))


def shortened(words: str, longest: int = LONG, kept: int = KEPT) -> str:
    """Words with their middle left out where there are too many of them.

    >>> shortened("the ferry had left early", longest=20, kept=8)
    'the ferr … ft early'
    """
    return words if len(words) <= longest else f"{words[:kept]} … {words[-kept:]}"


def _brackets(gold: Sequence[Offsets], predicted: Sequence[Offsets]) -> list[tuple[int, str]]:
    """Offsets and brackets in order; where several meet they close before they open.

    The predicted one is the outer one where both open or close.
    """
    ranks = {"]": 0, "}": 1, "{": 2, "[": 3}
    edges = [(start, "[") for start, _ in gold] + [(end, "]") for _, end in gold]
    edges += [(start, "{") for start, _ in predicted] + [(end, "}") for _, end in predicted]
    return sorted(edges, key=lambda edge: (edge[0], ranks[edge[1]]))
