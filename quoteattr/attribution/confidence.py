"""How sure an attribution is: from what the network says of it to a calibrated probability.

A logistic regression over a few log-odds, fitted for each guideline on training documents that
the network did not learn from (Platt scaling, 1999, with several scores). ``confidence`` is the
probability that the content is one, within the scorers' tolerance for its edges.
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

__all__ = ["EVIDENCE", "Confidence", "evidence"]

EVIDENCE = ("valid", "begin", "link", "cue", "inside", "end", "uncued", "inner")

LARGEST = 8.0

Floats = npt.NDArray[np.float32]


@attrs.frozen
class Confidence:
    """Weights of the regression.

    Attributes:
        weights: one for every part of the evidence, in its order.
        bias: log-odds without any.
        threshold: attributions below it are left out unless the caller says otherwise.
    """

    weights: tuple[float, ...] = (1.0, *(0.0 for _ in EVIDENCE[1:]))
    bias: float = 0.0
    threshold: float = 0.5

    def __call__(self, evidence: Floats) -> float:
        """The probability, in (0, 1), of evidence of shape (len(EVIDENCE),)."""
        odds = float(evidence.astype(np.float64) @ np.array(self.weights)) + self.bias
        return float(1 / (1 + np.exp(-odds)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, with the weights by the names of their evidence."""
        weights = dict(zip(EVIDENCE, self.weights, strict=True))
        return {"weights": weights, "bias": self.bias, "threshold": self.threshold}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Confidence":
        """Back from :meth:`to_dict`.

        Raises:
            KeyError: something is missing.
        """
        weights = tuple(float(data["weights"][name]) for name in EVIDENCE)
        return cls(weights, float(data["bias"]), float(data["threshold"]))


def evidence(
    *,
    valid: float,
    begin: float,
    link: float,
    cue: float | None,
    inside: float,
    end: float,
    inner: bool,
) -> Floats:
    """What there is to say for an attribution, shape (len(EVIDENCE),).

    Args:
        valid: log-odds that its content is one.
        begin: probability that the content begins where it does.
        link: probability that its cue is this one, or none.
        cue: probability of the cue itself; None without one.
        inside: mean probability of the labels of the content's first span.
        end: probability that the content ends where it does.
        inner: whether it lies inside another quote.
    """
    odds = [
        min(max(valid, -LARGEST), LARGEST),
        _log_odds(begin),
        _log_odds(link),
        0.0 if cue is None else _log_odds(cue),
        _log_odds(inside),
        _log_odds(end),
        float(cue is None),
        float(inner),
    ]
    return np.array(odds, dtype=np.float32)


def _log_odds(probability: float) -> float:
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return float(min(max(np.log(p / (1 - p)), -LARGEST), LARGEST))
