"""How sure an attribution is."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.attribution.confidence import EVIDENCE, LARGEST, Confidence, evidence

N = len(EVIDENCE)
NUMBERS = st.floats(-4, 4, width=32)
ROWS = st.lists(NUMBERS, min_size=N, max_size=N)
PROBABILITIES = st.floats(0, 1)

GIVEN: dict[str, Any] = {
    "valid": 0.5, "begin": 0.9, "link": 0.8, "cue": 0.7, "inside": 0.95, "end": 0.6, "inner": False,
}  # fmt: skip


def part(name: str, **given: Any) -> float:
    """One part of the evidence, by its name."""
    return float(evidence(**{**GIVEN, **given})[EVIDENCE.index(name)])


class TestConfidence:
    @given(ROWS, NUMBERS, PROBABILITIES)
    def test_round_trip(self, weights: list[float], bias: float, threshold: float) -> None:
        confidence = Confidence(tuple(weights), bias, threshold)
        data = json.loads(json.dumps(confidence.to_dict()))
        assert Confidence.from_dict(data) == confidence

    def test_weights_are_stored_by_name(self) -> None:
        data = Confidence(tuple(float(i) for i in range(N))).to_dict()
        data["weights"] = dict(reversed(data["weights"].items()))
        assert Confidence.from_dict(data).weights == tuple(range(N))

    @pytest.mark.parametrize("name", [*EVIDENCE, "weights", "bias", "threshold"])
    def test_something_is_missing(self, name: str) -> None:
        data = Confidence().to_dict()
        data.pop(name, None)
        data.get("weights", {}).pop(name, None)
        with pytest.raises(KeyError):
            Confidence.from_dict(data)

    @given(ROWS, ROWS, NUMBERS, st.integers(0, N - 1), st.floats(0, 4, width=32))
    def test_more_evidence_never_counts_against_its_weight(
        self, weights: list[float], row: list[float], bias: float, at: int, more: float
    ) -> None:
        confidence = Confidence(tuple(weights), bias)
        less = np.array(row, dtype=np.float32)
        greater = less.copy()
        greater[at] += np.float32(more)
        before, after = confidence(less), confidence(greater)
        assert after >= before if weights[at] >= 0 else after <= before

    @given(ROWS, NUMBERS)
    def test_is_the_logistic_of_the_weighted_sum(self, row: list[float], bias: float) -> None:
        weights = tuple(0.1 * (i + 1) for i in range(N))
        found = Confidence(weights, bias)(np.array(row, dtype=np.float32))
        odds = sum(w * x for w, x in zip(weights, row, strict=True)) + bias
        assert np.log(found / (1 - found)) == pytest.approx(odds, abs=1e-6)

    def test_unfitted_it_is_what_the_network_says_of_the_content(self) -> None:
        assert Confidence()(evidence(**{**GIVEN, "valid": 0.0})) == pytest.approx(0.5)
        found = Confidence()(evidence(**{**GIVEN, "valid": 2.0}))
        assert found == pytest.approx(1 / (1 + np.exp(-2)))


class TestEvidence:
    def test_log_odds(self) -> None:
        assert part("valid") == 0.5
        for name in ("begin", "link", "cue", "inside", "end"):
            p = GIVEN[name]
            assert part(name) == pytest.approx(np.log(p / (1 - p)), abs=1e-5), name

    def test_without_a_cue(self) -> None:
        assert (part("cue", cue=None), part("uncued", cue=None)) == (0, 1)
        assert (part("cue", cue=0.5), part("uncued", cue=0.5)) == (0, 0)

    def test_inner(self) -> None:
        assert (part("inner", inner=True), part("inner", inner=False)) == (1, 0)

    @given(PROBABILITIES, PROBABILITIES)
    def test_grows_with_what_it_is_made_from(self, one: float, two: float) -> None:
        low, high = sorted((one, two))
        for name in ("begin", "link", "cue", "inside", "end"):
            assert part(name, **{name: low}) <= part(name, **{name: high})

    @given(st.floats(-1e6, 1e6), PROBABILITIES)
    def test_stays_within_bounds(self, valid: float, p: float) -> None:
        row = evidence(valid=valid, begin=p, link=p, cue=p, inside=p, end=p, inner=True)
        assert row.shape == (N,)
        assert (np.abs(row) <= LARGEST).all()

    @pytest.mark.parametrize("p", [0.0, 1.0])
    def test_certainty_is_finite(self, p: float) -> None:
        assert abs(part("begin", begin=p)) == LARGEST
