"""Worker processes: they end with their generator, and a dead one is told."""

import multiprocessing

import pytest

import quoteattr

TEXTS = ["“It is late,” said Ida Brandt."] * 12


def test_closing_early_leaves_no_worker(extractor: quoteattr.Extractor) -> None:
    documents = extractor.pipe(TEXTS, batch_size=1, n_process=2)
    assert next(documents).ok
    documents.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_dead_worker_is_an_error(extractor: quoteattr.Extractor) -> None:
    documents = extractor.pipe(TEXTS, batch_size=1, n_process=2)
    assert next(documents).ok
    for worker in multiprocessing.active_children():
        worker.kill()
    with pytest.raises(quoteattr.ExtractionError, match="a worker process died"):
        list(documents)
    assert not multiprocessing.active_children()
