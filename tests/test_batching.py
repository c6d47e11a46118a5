"""Worker processes: they end with their generator, and a dead one is told."""

import multiprocessing
import pickle
import time
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr import extractor as extractor_module
from quoteattr.options import Wanted

TEXTS = ["“It is late,” said Ida Brandt."] * 12


def test_a_dead_worker_is_an_error(guesser: quoteattr.Extractor) -> None:
    documents = guesser.pipe(TEXTS, batch_size=1, n_process=2)
    assert next(documents).ok
    for worker in multiprocessing.active_children():
        worker.kill()
    with pytest.raises(quoteattr.ExtractionError, match="a worker process died"):
        list(documents)
    assert not multiprocessing.active_children()


class Unpicklable(str):
    """As text comes out of some parsers: a str that holds more."""

    def __reduce_ex__(self, _: Any) -> Any:
        raise TypeError("cannot pickle this")

    def __str__(self) -> str:
        return "something else"


def test_a_worker_makes_the_same_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def steps(*key: Any) -> Any:
        asked.append(key)
        return "steps"

    monkeypatch.setattr(extractor_module, "load_steps", steps)
    key = (Path("model"), "polnear", "cpu", None), Wanted(frozenset({"speech"}), 0.25, 0.5)
    made = quoteattr.Extractor._of(pickle.loads(pickle.dumps(key)))
    assert asked == [(*key[0], ("",))]
    assert made.modes == {"speech"}
    assert made._wanted == key[1]


def test_closing_early_leaves_no_worker_and_waits_for_no_batch(
    guesser: quoteattr.Extractor,
) -> None:
    """Each long text takes minutes; to load a model in two processes takes some seconds."""
    long = "“It is late,” said Ida Brandt on Monday. " * 100_000
    texts = [Unpicklable(TEXTS[0]), TEXTS[0], *[long] * 6]
    documents = guesser.pipe(texts, batch_size=1, n_process=2)
    first = next(documents)
    assert (first.text, type(first.text)) == (TEXTS[0], str)
    assert next(documents).ok
    began = time.monotonic()
    documents.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 30
    assert not multiprocessing.active_children()
