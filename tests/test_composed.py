"""Articles composed of sentences whose speakers are known: nearly all of them must be found."""

import importlib.util
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import quoteattr

BENCHMARKS = Path(__file__).parents[1] / "docs" / "benchmarks"
FIRST, ARTICLES = 5_000, 40
# Beside what chance may bring, with other weights.
LEAST = 0.98


@pytest.fixture(scope="module")
def benchmarks() -> Iterator[dict[str, ModuleType]]:
    """The two scripts as modules; the second one imports the first."""
    found = {}
    for name in ("composed", "scenes"):
        spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        found[name] = importlib.util.module_from_spec(spec)
        sys.modules[name] = found[name]
        spec.loader.exec_module(found[name])
    yield found
    for name in found:
        del sys.modules[name]


def totals(count: Counter[tuple[str, str]]) -> Counter[str]:
    total = Counter[str]()
    for (_, what), number in count.items():
        total[what] += number
    return total


def test_composed_articles(benchmarks: dict[str, ModuleType]) -> None:
    composed = benchmarks["composed"]
    made = [composed.composed(random.Random(FIRST + i)) for i in range(ARTICLES)]
    total = totals(composed.counted(made, quoteattr.load("en")))
    assert total["all"] > 4 * ARTICLES
    assert total["found"] >= LEAST * total["all"]
    assert total["right"] >= LEAST * total["all"]


def test_articles_of_scenes(benchmarks: dict[str, ModuleType]) -> None:
    scenes = benchmarks["scenes"]
    known = json.loads(scenes.SCENES.read_text("utf-8"))
    made = [scenes.article(FIRST + i, known) for i in range(2 * ARTICLES)]
    count = scenes.counted(made, quoteattr.load("en"))
    played = {name for name, _ in count}
    assert played <= {name for name, *_ in known}
    assert len(played) > 0.9 * len(known)
    total = totals(count)
    for what in ("found", "right", "told"):
        assert total[what] >= LEAST * total["all"]


def test_a_wrong_answer_is_counted(benchmarks: dict[str, ModuleType]) -> None:
    scenes = benchmarks["scenes"]
    text = "Ida Holt told Tim Berg that the quay was shut."
    said = [scenes.Said("the quay was shut", "Tim Berg", "Ida Holt", "turned round")]
    count = scenes.counted([(text, said)], quoteattr.load("en"))
    assert count["turned round", "found"] == 1
    assert count["turned round", "right"] == count["turned round", "told"] == 0
