"""Sureness: how often a speaker found in this way, with this much for it, is the right one.

The ranking's share of the softmax tells how sure it is among the candidates that it sees. It
knows nothing of a source span that is wrong, of a name that two persons bear, or of one whom it
never saw. So a logistic regression on the way to the speaker, the share, the source's place, and
how sure the network is of the quote and of its source turns it into a probability. Its weights
stand in the same table as those of the ranking, and are fitted by ``python -m quoteattr.training
speakers`` on speakers that were found with weights that had not seen the text. Numbers enter by
steps, each of which adds its weight (a thermometer).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import attrs

from quoteattr.attribution.records import Attribution
from quoteattr.speakers.ranking.fitting import bucket

__all__ = ["Way", "sureness", "traits_of"]

_SHARES = (0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.92, 0.97)
_QUOTES = (0.6, 0.75, 0.85, 0.93, 0.97)
_SOURCES = (0.3, 0.5, 0.7, 0.85, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999)
_GAPS = (3, 25, 70)
# Steps that weigh more or less by the kind of mention.
_TELLING = ("source>0.85", "source>0.99", "source>0.998")


@attrs.frozen
class Way:
    """How one mention came to its speaker.

    Attributes:
        kind: name, initials, settled, author, new, first-person, relative, nobody, a kind of
            mention that was ranked (he, it, they, role, body, group, paper), or the way of a
            quote without a source: answered, inherited, elided, agentless.
        share: how sure that step was by itself, in [0, 1].
    """

    kind: str
    share: float


def traits_of(
    attribution: Attribution, ways: Iterable[Way], found: int, is_predicted: bool
) -> list[str]:
    """What tells how sure the speakers of an attribution are, as names of features.

    Args:
        attribution: the attribution; offsets in code points of its text.
        ways: how each of its mentions came to its speaker.
        found: how many speakers it has.
        is_predicted: whether a model found the spans; an annotator's are never wrong.
    """
    way = min(ways, key=lambda w: w.share, default=Way("nobody", 0.0))
    out = ["any", way.kind, f"found={min(found, 2)}"]
    ranked = [f"share>{edge}" for edge in _SHARES if way.share > edge]
    out += ranked
    out += [f"{way.kind}+{f}" for f in ranked if f in ("share>0.55", "share>0.85", "share>0.97")]
    if is_predicted:
        out += ["predicted", f"predicted+{way.kind}"]
        out += [f"quote>{edge}" for edge in _QUOTES if attribution.confidence > edge]
        sources = [f"source>{edge}" for edge in _SOURCES if attribution.source_confidence > edge]
        out += sources
        out += [f"{way.kind}+{f}" for f in sources if f in _TELLING]
        out += _place(attribution)
    return [f"sure:{f}" for f in out]


def _place(attribution: Attribution) -> list[str]:
    """Where a predicted source stands: far from its cue it is more often another's."""
    if not attribution.source:
        return ["no-source+cue" if attribution.cue else "no-source"]
    low, high = attribution.source[0][0], attribution.source[-1][1]
    spans = attribution.cue or attribution.content
    gap = min((max(start - high, low - end, 0) for start, end in spans), default=0)
    near = f"gap={bucket(gap, _GAPS)}"
    return [near if attribution.cue else f"no-cue+{near}"]


def sureness(traits: Iterable[str], table: Mapping[str, float], otherwise: float) -> float:
    """The probability that the speakers are right, in [0, 1].

    Args:
        traits: names of the features that hold.
        table: weights by feature.
        otherwise: what to say where the table knows none of them.

    >>> sureness(["sure:name"], {"sure:name": 0.0}, 0.9), sureness(["sure:name"], {}, 0.9)
    (0.5, 0.9)
    """
    known = [table[f] for f in traits if f in table]
    if not known:
        return otherwise
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(known)))))
