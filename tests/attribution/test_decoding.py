"""From label scores to spans: valid labels, the best of them, and what just missed its label."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from quoteattr.attribution.decoding import Chunk, best_labels, candidates, chunks, probabilities
from quoteattr.attribution.labels import (
    BEGIN,
    CONTENT,
    CONTINUE,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    N_LABELS,
    OUT,
    SOURCE,
)

SCORES = st.integers(1, 6).flatmap(
    lambda n: hnp.arrays(
        np.float32,
        (1, n, len(HEADS), N_LABELS),
        elements=st.floats(-6, 6, width=32),
    )
)


def is_valid(labels: Sequence[int]) -> bool:
    """No label goes on where nothing has begun."""
    before = (OUT, *labels[:-1])
    return not any(b == INSIDE and a == OUT for a, b in zip(before, labels, strict=True))


class TestDecoding:
    @given(SCORES)
    def test_valid(self, scores: Any) -> None:
        labels = best_labels(probabilities(scores))
        for head in range(len(HEADS)):
            assert is_valid(labels[0, :, head].tolist())
        assert not (labels[..., (SOURCE, CUE)] == CONTINUE).any()

    @settings(max_examples=30)
    @given(SCORES.filter(lambda scores: scores.shape[1] <= 4))
    def test_best_of_all_valid_ones(self, scores: Any) -> None:
        p = probabilities(scores)
        labels = best_labels(p)
        for head in range(len(HEADS)):
            logs = np.log(np.maximum(p[0, :, head], 1e-30)).astype(np.float64)
            brute = max(
                sum(logs[t, label] for t, label in enumerate(candidate))
                for candidate in product(range(N_LABELS), repeat=len(logs))
                if is_valid(candidate)
            )
            found = sum(logs[t, label] for t, label in enumerate(labels[0, :, head]))
            assert found == pytest.approx(brute, abs=1e-3)

    def test_a_lonely_inside_becomes_a_beginning_or_nothing(self) -> None:
        p = np.zeros((1, 2, len(HEADS), N_LABELS), dtype=np.float32)
        p[0, 0, :, :] = (0.5, 0.2, 0.3, 0.0)
        p[0, 1, :, :] = (0.05, 0.05, 0.9, 0.0)
        # B I (0.2 · 0.9) beats O O (0.5 · 0.05): the weak beginning is taken for its end.
        assert best_labels(p)[0, :, CUE].tolist() == [BEGIN, INSIDE]

    def test_impossible_scores_stay_finite(self) -> None:
        p = np.zeros((1, 3, len(HEADS), N_LABELS), dtype=np.float32)
        p[..., INSIDE] = 1.0
        labels = best_labels(p)
        assert is_valid(labels[0, :, CONTENT].tolist())

    def test_windows_do_not_mix(self) -> None:
        random = np.random.default_rng(5)
        p = probabilities(random.normal(size=(4, 9, len(HEADS), N_LABELS)).astype(np.float32))
        single = [best_labels(p[i : i + 1])[0] for i in range(4)]
        assert (best_labels(p) == np.stack(single)).all()

    def test_probabilities_sum_to_one_and_leave_out_what_a_head_lacks(self) -> None:
        p = probabilities(np.full((1, 1, len(HEADS), N_LABELS), 3.0, dtype=np.float32))
        assert p.sum(axis=-1) == pytest.approx(1.0)
        assert p[0, 0, CUE].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
        assert p[0, 0, INNER].tolist() == pytest.approx([1 / 4] * 4)

    @given(st.lists(st.integers(0, N_LABELS - 1), min_size=1, max_size=20).filter(is_valid))
    def test_chunks_spell_the_labels(self, labels: list[int]) -> None:
        p = np.full((len(labels), N_LABELS), 0.25, dtype=np.float32)
        spelt = [OUT] * len(labels)
        for chunk in chunks(np.array(labels), p):
            spelt[chunk.first : chunk.last + 1] = [INSIDE] * (chunk.last + 1 - chunk.first)
            spelt[chunk.first] = CONTINUE if chunk.continues else BEGIN
        assert spelt == labels

    @given(SCORES, st.floats(0.01, 0.9))
    def test_candidates_lie_outside_what_is_labelled(self, scores: Any, floor: float) -> None:
        p = probabilities(scores)
        labels = best_labels(p)[0, :, CUE]
        for chunk in candidates(labels, p[0, :, CUE], floor):
            assert not chunk.labelled
            assert (labels[chunk.first : chunk.last + 1] == OUT).all()
            assert chunk.probability >= np.float32(floor) - 1e-6
            assert not chunk.continues

    def test_a_chunk_is_as_sure_as_its_first_label(self) -> None:
        p = np.array([[0.1, 0.8, 0.1, 0], [0.4, 0.0, 0.6, 0]], dtype=np.float32)
        (chunk,) = chunks(np.array([BEGIN, INSIDE]), p)
        assert chunk.probability == pytest.approx(0.8)

    def test_candidates_just_missed_and_chunks_did_not(self) -> None:
        p = np.array(
            [[0.125, 0.75, 0.125, 0], [0.625, 0.375, 0, 0], [0.25, 0, 0.75, 0]], dtype=np.float32
        )
        labels = np.array([BEGIN, OUT, OUT])
        assert chunks(labels, p) == [Chunk(0, 0, False, 0.75, labelled=True)]
        assert candidates(labels, p, 0.25) == [Chunk(1, 2, False, 0.375, labelled=False)]
        assert candidates(labels, p, 0.5) == []

    @given(SCORES, st.integers(1, 4))
    def test_certain_padding_has_no_say(self, scores: Any, more: int) -> None:
        p = probabilities(scores)
        padding = np.zeros((1, more, len(HEADS), N_LABELS), dtype=np.float32)
        padding[..., OUT] = 1
        wide = best_labels(np.concatenate([p, padding], axis=1))
        assert (wide[:, : p.shape[1]] == best_labels(p)).all()
        assert (wide[:, p.shape[1] :] == OUT).all()


def test_heads_stand_in_the_order_of_their_indices() -> None:
    assert [HEADS[i] for i in (SOURCE, CUE, CONTENT)] == ["source", "cue", "content"]
    assert HEADS[INNER] == "inner"
