"""The ranker: which candidate a mention means, and other learned decisions.

A linear mention ranker in the sense of Denis and Baldridge (2008): the weights of a candidate's
features add up to its score, and the softmax over all candidates of a mention is the probability
of each. A decision of yes or no is a choice between its features and nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import attrs

from quoteattr import models
from quoteattr.coref.candidates import Candidate, Context
from quoteattr.errors import ModelFileError

__all__ = ["Choice", "Ranker", "load_ranker"]

WEIGHTS = "speakers.json"
_BUNDLED = Path(models.__file__).parent / "en"


@attrs.frozen(eq=False)
class Choice:
    """The outcome of a ranking.

    Attributes:
        candidate: the best candidate.
        probability: its share of the softmax, in [0, 1].
    """

    candidate: Candidate
    probability: float


@attrs.frozen
class Ranker:
    """Chooses by weights.

    Attributes:
        weights: by the kind of the mention or the name of the decision, and by feature.
    """

    weights: Mapping[str, Mapping[str, float]] = attrs.field(factory=dict, repr=False)

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        """The likeliest candidate; of equal ones the first.

        Args:
            index: of the attribution.
            context: the mention.
            candidates: at least one, with features.
        """
        known = self.weights.get(context.kind, {})
        scores = [_score(one, known) for one in candidates]
        best = max(range(len(scores)), key=lambda i: (scores[i], -i))
        total = sum(math.exp(score - scores[best]) for score in scores)
        return Choice(candidates[best], 1.0 / total)

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        """The probability that something is so.

        Args:
            index: of the attribution that it is asked of.
            name: of the decision.
            features: what speaks for it or against it.
        """
        known = self.weights.get(name, {})
        score = sum(known.get(f, 0.0) for f in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _score(one: Candidate, known: Mapping[str, float]) -> float:
    """The sum of the weights of a candidate's features."""
    total = sum(map(known.get, one.features, repeat(0.0)))
    return total + sum(known.get(f, 0.0) * value for f, value in one.values)


@lru_cache(maxsize=8)
def load_ranker(folder: Path | None = None) -> Ranker:
    """The ranker of a model folder; the bundled one without a folder or its file.

    Raises:
        ModelFileError: the folder's file holds no weights.
    """
    path = (folder or _BUNDLED) / WEIGHTS
    if folder and not path.is_file():
        return load_ranker()
    try:
        table = json.loads(path.read_text("utf-8"))["weights"]
        return Ranker(
            {str(k): {str(f): float(w) for f, w in row.items()} for k, row in table.items()}
        )
    except (  # whatever unfit data can lead to
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError
    ) as error:  # fmt: skip
        raise ModelFileError(path, f"holds no weights of the ranking ({error})") from error
