"""One extractor in eight threads: the same answers, and a model that is loaded once."""

from __future__ import annotations

import functools
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr import extractor as extractor_module
from quoteattr.options import Wanted

ARTICLES = sorted((Path(__file__).parent.parent / "examples" / "articles").glob("*.txt"))
THREADS = 8


@pytest.fixture
def switching() -> Iterator[None]:
    """Threads that take turns a thousand times as often as they usually do."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 1000)
    yield
    sys.setswitchinterval(usual)


def together(work: Any, items: list[Any]) -> list[Any]:
    """Results of items in order, each worked on by a thread of its own, begun at one moment."""
    start = threading.Barrier(len(items))

    def begin(item: Any) -> Any:
        start.wait()
        return work(item)

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(begin, items))


@pytest.mark.usefixtures("switching")
def test_answers_are_those_of_one_thread(guesser: quoteattr.Extractor) -> None:
    texts = [path.read_text(encoding="utf-8")[:400] for path in ARTICLES][:THREADS]
    alone = [guesser(text) for text in texts]
    assert sum(map(len, alone)) > 20
    for _ in range(2):
        assert together(guesser, texts) == alone


def test_a_model_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loading: list[str] = []

    @functools.cache
    def steps(*_: Any) -> Any:
        loading.append("begun")
        time.sleep(0.05)
        loading.append("done")
        return object()

    monkeypatch.setattr(extractor_module, "load_steps", steps)
    loaded = together(quoteattr.load, ["en"] * THREADS)
    assert loading == ["begun", "done"]
    assert len({id(one._steps) for one in loaded}) == 1


def test_a_pickled_extractor_is_the_same_without_its_weights() -> None:
    reader = quoteattr.load("en", modes={"speech"}, min_confidence=0.25, min_speaker_confidence=0.5)
    sent = pickle.dumps(reader)
    assert len(sent) < 1000
    again = pickle.loads(sent)
    assert again._steps is reader._steps
    assert again._wanted == Wanted(frozenset({"speech"}), 0.25, 0.5)
