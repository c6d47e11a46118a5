"""Which cue reports a content, and which source stands with it.

The network scores every pair; the assignment is global: a cue reports one content at most, and
the surest pairs are taken first. Sources may be shared.
"""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.decoding import Chunk

__all__ = ["NONE", "REACH", "Link", "assign", "out_of_reach"]

Floats = npt.NDArray[np.float32]

NONE = -1

# Words between a content and its cue or source. Of 24,000 annotated quotes none has its cue
# farther off than this, and five have their source there.
REACH = 50
# How many times as probable it must be that a cue has no source as that it has the best one.
UNSAID = 4.0


@attrs.frozen
class Link:
    """The partners of one content.

    Attributes:
        cue, source: indices, or ``NONE``.
        cue_probability, source_probability: of these choices.
        rival: of a content without a cue, the content that took the one which most probably
            reports it too, or ``NONE``.
    """

    cue: int
    source: int
    cue_probability: float
    source_probability: float
    rival: int = NONE


def assign(
    cue_scores: Floats, source_scores: Floats, cue_source: Floats, sure: Floats | None = None
) -> list[Link]:
    """Choose cue and source of every content of a window.

    Args:
        cue_scores: shape (contents, 1 + cues); the first column stands for none.
        source_scores: shape (contents, 1 + sources).
        cue_source: added to the source scores for the cue, shape (1 + cues, 1 + sources).
        sure: how probable each content is, shape (contents,): the surer choose first, and one
            with 0 gets no cue.
    """
    cue_probability = _softmax(cue_scores)
    wanted = cue_probability
    if sure is not None:
        wanted = cue_probability * sure[:, None]
        wanted[sure == 0, 0] = 2.0  # above any probability: no cue, before all others
    cues = _best_cues(wanted)
    links = []
    for content, cue in enumerate(cues):
        probability = _softmax(source_scores[content] + cue_source[cue])
        source = _source(probability, reported=cue > 0)
        links.append(
            Link(
                cue - 1,
                source - 1,
                float(cue_probability[content, cue]),
                float(probability[source]),
                NONE if cue else _rival(cue_probability[content], cues),
            )
        )
    return links


def _source(probability: Floats, *, reported: bool) -> int:
    """The column of the best source; of a content with a cue also where none is a little likelier,
    since few cues have none.
    """
    best = int(probability.argmax())
    if best or not reported or len(probability) == 1:
        return best
    second = 1 + int(probability[1:].argmax())
    return second if probability[second] * UNSAID > probability[0] else best


def _rival(probability: Floats, cues: Sequence[int]) -> int:
    """The content that has the cue which more probably than not is this one's."""
    wanted = int(probability.argmax())
    if not wanted or probability[wanted] < 0.5 or wanted not in cues:
        return NONE
    return cues.index(wanted)


def out_of_reach(contents: Sequence[Chunk], partners: Sequence[Chunk]) -> npt.NDArray[np.bool_]:
    """Which partners stand too far from all chunks of a content to belong to it.

    Args:
        contents: the chunks of one head, in order; one that continues belongs to the one before.
        partners: cues or sources.

    Returns:
        shape (contents, 1 + partners); the first column stands for none, which never is.
    """
    far = np.zeros((len(contents), 1 + len(partners)), dtype=bool)
    if not contents or not partners:
        return far
    first, last = np.array([(c.first, c.last) for c in contents]).T
    begin, end = np.array([(p.first, p.last) for p in partners]).T
    gap = np.maximum(begin - last[:, None], first[:, None] - end) - 1
    starts = np.flatnonzero([i == 0 or not c.continues for i, c in enumerate(contents)])
    nearest = np.minimum.reduceat(gap, starts, axis=0)
    far[:, 1:] = np.repeat(nearest, np.diff([*starts, len(contents)]), axis=0) > REACH
    return far


def _best_cues(probability: Floats) -> list[int]:
    """Column of every content, each but the first taken once at most, surest pairs first.

    >>> _best_cues(np.array([[0.1, 0.9, 0.0], [0.1, 0.7, 0.2]]))
    [1, 2]
    """
    chosen = [0] * len(probability)
    open_rows = set(range(len(probability)))
    taken: set[int] = set()
    # Rounded, so that contents with the same words come in their order, not in that of noise.
    for index in np.argsort(-probability.round(5), axis=None, kind="stable").tolist():
        row, column = divmod(index, probability.shape[1])
        if row in open_rows and column not in taken:
            open_rows.remove(row)
            chosen[row] = column
            if column:
                taken.add(column)
            if not open_rows:
                break
    return chosen


def _softmax(scores: Floats) -> Floats:
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = exp / exp.sum(axis=-1, keepdims=True)
    return result
