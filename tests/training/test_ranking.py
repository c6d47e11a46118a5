"""The ranker learns from examples, and what was learned is read back."""

from collections.abc import Sequence
from pathlib import Path

import attrs
import numpy as np
import pytest

from quoteattr.coref.ranker import BASE, BIAS, Ranker, load_ranker, save_ranker
from quoteattr.training.ranking import Dataset, Example, Vocabulary

# "he" is whoever is near and fits, or is far and does not: no sum of weights tells that.
OPTIONS = (["near", "fits"], ["near"], ["far", "fits"], ["far"])
RIGHT = (True, False, False, True)
ARTICLES = 1500


def articles(features: Vocabulary) -> list[list[Example]]:
    """Of each article some decisions between one that is right and one that is not."""
    pairs = [(i, j) for i in (0, 3) for j in (1, 2)]
    made = [
        features.example("he", [(OPTIONS[i], ()) for i in pair], [RIGHT[i] for i in pair])
        for pair in pairs
    ]
    return [[one for one in made if one is not None] for _ in range(ARTICLES)]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    features = Vocabulary()
    return Dataset(articles(features), features)


@pytest.fixture(scope="module")
def ranker(dataset: Dataset) -> Ranker:
    return dataset.fit()


def scores(ranker: Ranker, *options: Sequence[str]) -> list[float]:
    return ranker.scores("he", [(names, ()) for names in options])


def test_learns_what_features_mean_together(ranker: Ranker) -> None:
    near_fits, near, far_fits, far = scores(ranker, *OPTIONS)
    assert min(near_fits, far) > max(near, far_fits) + 1


def test_the_same_examples_give_the_same_ranker(dataset: Dataset, ranker: Ranker) -> None:
    assert scores(ranker, *OPTIONS) == scores(dataset.fit(), *OPTIONS)


def test_other_kinds_and_unknown_features_say_nothing(ranker: Ranker) -> None:
    assert ranker.scores("she", [(["near"], ()), ([], ())]) == [0.0, 0.0]
    assert scores(ranker, ["near", "odd"]) == scores(ranker, ["near"])


def test_what_is_left_out_has_no_vector(dataset: Dataset) -> None:
    features = Vocabulary()
    smaller = Dataset(articles(features), features)
    smaller.leave_out(lambda name: name == "fits")
    assert set(smaller.fit().rows["he"]) == {BIAS, "near", "far"}


def test_linear_weights_follow_values() -> None:
    features = Vocabulary()
    row = [features.numbered("he", [("affinity", value), (BASE, 0.0)]) for value in (2.0, -1.0)]
    dataset = Dataset([[Example("he", tuple(row), (True, False))] for _ in range(5)], features)
    assert dataset.fit_linear(1.0)["he"]["affinity"] > 0.1


def test_read_back(tmp_path: Path, ranker: Ranker) -> None:
    linear = {"he": {BASE: 2.0, "affinity": 0.5}, "confidence": {"sure": 1.5}}
    save_ranker(tmp_path, attrs.evolve(ranker, linear=linear))
    read = load_ranker(tmp_path)
    assert read.rows == ranker.rows
    assert np.allclose(
        read.scores("he", [(OPTIONS[0], [("affinity", 3.0)])]),
        2 * scores(ranker, OPTIONS[0])[0] + 1.5,
        atol=0.05,
    )
    assert read.decide(0, "confidence", ["sure"]) == pytest.approx(1 / (1 + np.exp(-1.5)))
