"""Fits the confidence of attributions on documents that the network did not learn from."""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.attribution.assembly import attribution, units
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import EVIDENCE, Confidence
from quoteattr.attribution.records import Attribution
from quoteattr.evaluation.pairing import pair_up
from quoteattr.evaluation.readers import AnnotatedText, Annotation

__all__ = ["Experience", "experience", "fit"]

PENALTY = 1.0
STEPS = 50

Floats = npt.NDArray[np.float64]


@attrs.frozen(eq=False)
class Experience:
    """Attributions that a network found, sure or not, and how they turned out.

    Attributes:
        evidence: shape (n, len(EVIDENCE)).
        lenient, strict, linked: whether content, exact content, content and source are right,
            bool, shape (n,).
        gold: number of gold attributions in the same documents.
    """

    evidence: Floats
    lenient: npt.NDArray[np.bool_]
    strict: npt.NDArray[np.bool_]
    linked: npt.NDArray[np.bool_]
    gold: int


def experience(attributor: Attributor, documents: Sequence[AnnotatedText]) -> Experience:
    """Read annotated documents and compare."""
    rows: list[Floats] = []
    right: list[tuple[bool, bool, bool]] = []
    gold = 0
    texts = [document.text or "" for document in documents]
    for document, (text, features, readings) in zip(documents, attributor.read(texts), strict=True):
        found = units(readings)
        notes = [_note(attribution(unit, None, features, text)) for unit in found]
        pairing = pair_up(document, AnnotatedText(document.id, document.text, tuple(notes)))
        gold += len(pairing.gold)
        outcome = {
            id(pair.predicted.note): (
                pair.is_lenient,
                pair.is_strict,
                pair.is_lenient and pair.has_source,
            )
            for pair in pairing.pairs
        }
        rows += [unit.evidence.astype(np.float64) for unit in found]
        right += [outcome.get(id(note), (False, False, False)) for note in notes]
    lenient, strict, linked = np.array(right, dtype=bool).reshape(-1, 3).T
    return Experience(np.array(rows).reshape(-1, len(EVIDENCE)), lenient, strict, linked, gold)


def fit(found: Experience) -> Confidence:
    """The regression, and the threshold that is best on the same attributions.

    The best threshold has the highest sum of strict, lenient and end-to-end F1. Without any
    attribution there is nothing to fit.
    """
    if not len(found.evidence):
        return Confidence()
    weights = _regression(found.evidence, found.lenient.astype(np.float64))
    fitted = Confidence(tuple(weights[:-1].tolist()), float(weights[-1]))
    scores = np.array([fitted(row.astype(np.float32)) for row in found.evidence])
    return attrs.evolve(fitted, threshold=round(_best_threshold(found, scores), 4))


def _note(found: Attribution) -> Annotation:
    return Annotation(content=found.content, cue=found.cue, source=found.source, kind=found.kind)


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


def _best_threshold(found: Experience, scores: Floats) -> float:
    order = np.argsort(-scores, kind="stable")
    kept = np.arange(1, len(order) + 1)
    total = sum(
        2 * np.cumsum(right[order]) / (kept + found.gold)
        for right in (found.strict, found.lenient, found.linked)
    )
    best = int(np.argmax(total))
    after = scores[order[best + 1]] if best + 1 < len(order) else 0.0
    return float((scores[order[best]] + after) / 2)
