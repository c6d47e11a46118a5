"""Together: two mentions that stand for different persons, chosen at once.

"Ana Oro was in court. The judge told her to go": each mention by itself may mean Ana Oro, but then
"her" means nobody. What one gains by a candidate is weighed against what the other loses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quoteattr.speakers.ranking.antecedents import Candidate, score_of
from quoteattr.speakers.referents import Referent

__all__ = ["given_up"]

# What a pronoun loses that is left without a candidate, and what of a lesser loss counts: the
# weights are learnt from sources, not from those told. Chosen on gold spans of the training texts.
_LOST, _SAY = 4.0, 0.3


def given_up(
    ours: Sequence[Candidate], theirs: Sequence[Candidate], table: Mapping[str, float]
) -> tuple[Referent, ...]:
    """The candidates of one mention that another mention, of somebody else, rather needs.

    Args:
        ours: the candidates of the first mention.
        theirs: those of the second, a pronoun, which always means somebody.
        table: weights of the ranking by feature.

    Returns:
        Those of ours that would be chosen sooner, but for what the other mention loses.
    """
    needs = [(score_of(o, table), o.who) for o in theirs if o.who is not None]
    most = max((score for score, _ in needs), default=0.0)

    def loss(who: Referent | None) -> float:
        left = [score for score, one in needs if who not in (one, *one.members)]
        if not left:
            return _LOST * bool(needs)
        return min(_LOST, _SAY * (most - max(left)))

    scores = [(score_of(o, table) - loss(o.who), score_of(o, table), o.who) for o in ours]
    if not scores:
        return ()
    _, plain, _ = max(scores, key=lambda s: s[0])
    return tuple(who for _, score, who in scores if who is not None and score > plain)
