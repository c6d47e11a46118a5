"""Articles composed of sentences whose speakers are known: nearly all of them must be found."""

import importlib.util
import random
import sys
from pathlib import Path

import quoteattr

BENCHMARK = Path(__file__).parents[1] / "docs" / "benchmarks" / "composed.py"
FIRST, ARTICLES = 5_000, 40
# Beside what chance may bring, with other weights.
LEAST = 0.98


def test_composed_articles() -> None:
    spec = importlib.util.spec_from_file_location("composed", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules["composed"] = benchmark  # attrs looks its module up
    spec.loader.exec_module(benchmark)
    made = [benchmark.composed(random.Random(FIRST + i)) for i in range(ARTICLES)]
    count = benchmark.counted(made, quoteattr.load("en"))
    total = {what: sum(n for (_, sort), n in count.items() if sort == what) for what in
             ("all", "found", "right")}  # fmt: skip
    assert total["all"] > 4 * ARTICLES
    assert total["found"] >= LEAST * total["all"]
    assert total["right"] >= LEAST * total["all"]
