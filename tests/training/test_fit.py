"""Confidence fitted on attributions whose outcome is known."""

import numpy as np
import pytest
from small import TEXT, small_trained

from quoteattr.attribution.assembly import units
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import EVIDENCE, Confidence
from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.training.confidence import CalibrationData, collect, fit

N = len(EVIDENCE)
TRUE = Confidence((1.2, -0.7, 0.0, 0.5, 0.9, 0.3, -1.0, 0.0), bias=-0.4)


def synthetic(number: int, seed: int = 1) -> CalibrationData:
    """Attributions that are right as often as the true confidence says."""
    random = np.random.default_rng(seed)
    evidence = random.normal(size=(number, N))
    chances = np.array([TRUE(row.astype(np.float32)) for row in evidence])
    right = random.random(number) < chances
    return CalibrationData(evidence, right, gold=int(right.sum() * 1.1))


def score(found: CalibrationData, confidence: Confidence, threshold: float) -> float:
    """F1, counted one by one."""
    chances = [confidence(row.astype(np.float32)) for row in found.evidence]
    kept = [
        right for chance, right in zip(chances, found.right, strict=True) if chance >= threshold
    ]
    return 2 * sum(map(bool, kept)) / (len(kept) + found.gold)


class TestFit:
    def test_recovers_the_model_that_made_the_outcomes(self) -> None:
        fitted = fit(synthetic(20_000))
        assert fitted.weights == pytest.approx(TRUE.weights, abs=0.1)
        assert fitted.bias == pytest.approx(TRUE.bias, abs=0.1)

    def test_is_calibrated_on_others(self) -> None:
        fitted, others = fit(synthetic(5000)), synthetic(5000, seed=2)
        chances = np.array([fitted(row.astype(np.float32)) for row in others.evidence])
        for low in (0.0, 0.2, 0.4, 0.6, 0.8):
            some = (chances >= low) & (chances < low + 0.2)
            assert chances[some].mean() == pytest.approx(others.right[some].mean(), abs=0.06)

    @pytest.mark.parametrize("seed", range(2, 7))
    def test_hardly_any_threshold_is_better_on_others(self, seed: int) -> None:
        fitted, others = fit(synthetic(10_000)), synthetic(10_000, seed)
        best = max(score(others, fitted, threshold) for threshold in np.linspace(0.05, 0.95, 19))
        assert score(others, fitted, fitted.threshold) > best - 0.004

    def test_threshold_keeps_what_promises_half_the_f1(self) -> None:
        found = synthetic(2000)
        fitted = fit(found)
        chances = np.array([fitted(row.astype(np.float32)) for row in found.evidence])
        kept = chances >= fitted.threshold
        promised = 2 * chances[kept].sum() / (kept.sum() + found.gold)
        assert fitted.threshold == pytest.approx(promised / 2, abs=1e-3)

    def test_what_is_all_right_is_all_kept(self) -> None:
        random = np.random.default_rng(1)
        right = np.ones(30, dtype=bool)
        found = CalibrationData(random.normal(size=(30, N)), right, gold=30)
        fitted = fit(found)
        assert score(found, fitted, fitted.threshold) == 1.0

    def test_what_can_be_told_apart_exactly_has_finite_weights(self) -> None:
        evidence = np.zeros((200, N))
        evidence[:, 0] = np.linspace(-8, 8, 200)
        right = evidence[:, 0] > 0
        found = CalibrationData(evidence, right, gold=100)
        fitted = fit(found)
        assert all(np.isfinite(fitted.weights))
        assert fitted.weights[0] > 0
        assert score(found, fitted, fitted.threshold) == 1.0

    def test_nothing_found_leaves_the_default(self) -> None:
        none = np.zeros(0, dtype=bool)
        assert fit(CalibrationData(np.zeros((0, N)), none, gold=4)) == Confidence()


class TestCollect:
    def attributor(self) -> Attributor:
        return Attributor(small_trained())

    def test_has_a_row_for_every_attribution_however_unsure(self) -> None:
        attributor = self.attributor()
        documents = [AnnotatedText("a", TEXT * 3, ()), AnnotatedText("b", TEXT, ())]
        found = collect(attributor, documents)
        rows = [
            unit.evidence
            for _, _, readings in attributor.read([d.text or "" for d in documents])
            for unit in units(readings)
        ]
        assert rows
        assert found.evidence == pytest.approx(np.array(rows), abs=1e-4)
        assert found.gold == 0
        assert not found.right.any()

    def test_what_equals_the_annotation_is_right(self) -> None:
        attributor = self.attributor()
        (read,) = attributor([TEXT], 0.0)
        # A long one, since what holds no word but a mark is not counted.
        chosen = max(read.attributions, key=lambda a: a.content[-1][1] - a.content[0][0])
        quotes = (Annotation(chosen.content, chosen.cue, chosen.source, kind=chosen.kind),)
        found = collect(attributor, [AnnotatedText("a", TEXT, quotes)])
        assert found.gold == 1
        assert found.right.sum() == 1

    def test_no_documents(self) -> None:
        found = collect(self.attributor(), [])
        assert found.evidence.shape == (0, N)
        assert found.gold == 0
