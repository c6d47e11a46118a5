"""Fits the confidence of attributions on documents that the network did not learn from."""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.assembly import attribution, units
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import EVIDENCE, Confidence
from quoteattr.evaluation.pairing import pair_up
from quoteattr.evaluation.readers import AnnotatedText, Annotation

__all__ = ["CalibrationData", "collect", "fit"]

PENALTY = 1.0
STEPS = 50

Floats = npt.NDArray[np.float64]


@attrs.frozen(eq=False)
class CalibrationData:
    """Attributions that a network found, sure or not, and how they turned out.

    Attributes:
        evidence: shape (n, len(EVIDENCE)).
        right: whether the content is one, within the tolerance for its edges; bool, shape (n,).
        gold: number of gold attributions in the same documents.
    """

    evidence: Floats
    right: npt.NDArray[np.bool_]
    gold: int


def collect(attributor: Attributor, documents: Sequence[AnnotatedText]) -> CalibrationData:
    """Read annotated documents and compare."""
    rows: list[Floats] = []
    right: list[bool] = []
    gold = 0
    texts = [document.text or "" for document in documents]
    for document, (text, features, readings) in zip(documents, attributor.read(texts), strict=True):
        found = units(readings)
        notes = [Annotation(attribution(unit, None, features, text).content) for unit in found]
        pairing = pair_up(document, AnnotatedText(document.id, document.text, tuple(notes)))
        gold += len(pairing.gold)
        met = {id(pair.predicted.note) for pair in pairing.pairs if pair.is_lenient}
        rows += [unit.evidence.astype(np.float64) for unit in found]
        right += [id(note) in met for note in notes]
    return CalibrationData(np.array(rows).reshape(-1, len(EVIDENCE)), np.array(right, bool), gold)


def fit(found: CalibrationData) -> Confidence:
    """The regression, and the threshold that suits it.

    The threshold is half of the best F1 that the confidences themselves promise: for calibrated
    probabilities that cut gives the highest expected F1 (Lipton, Elkan and Naryanaswamy, ECML
    2014). The cut that happens to be best on a few documents moves from sample to sample.
    Without any attribution there is nothing to fit.
    """
    if not len(found.evidence):
        return Confidence()
    weights = _regression(found.evidence, found.right.astype(np.float64))
    fitted = Confidence(tuple(weights[:-1].tolist()), float(weights[-1]))
    scores = np.array([fitted(row.astype(np.float32)) for row in found.evidence])
    return attrs.evolve(fitted, threshold=round(_best_f1(scores, found.gold) / 2, 4))


def _regression(evidence: Floats, right: Floats) -> Floats:
    """Logistic regression with a quadratic penalty on the weights, by Newton's method.

    Returns:
        weights and bias, shape (len(EVIDENCE) + 1,).
    """
    x = np.column_stack([evidence, np.ones(len(evidence))])
    penalty = np.diag([PENALTY] * evidence.shape[1] + [1e-3])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (right - p) - penalty @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _best_f1(scores: Floats, gold: int) -> float:
    """The highest F1 to expect, over all cuts, if every score is the probability to be right."""
    kept = np.arange(1, len(scores) + 1)
    return float(np.max(2 * np.cumsum(-np.sort(-scores)) / (kept + gold)))
