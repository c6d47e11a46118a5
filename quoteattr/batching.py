"""Many texts at once: batches, worker processes, a progress bar."""

from __future__ import annotations

import _thread
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, TypeVar

from quoteattr.errors import ExtractionError
from quoteattr.records import FailedDocument, QuoteDocument

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor, ExtractorKey

__all__ = ["batched", "spread", "with_progress"]

T = TypeVar("T")
Documents = list[QuoteDocument | FailedDocument]

# Batches that wait for each worker: enough to keep it busy, few enough to stay small.
AHEAD = 2

# Seconds until a worker that is to stop is told so again.
AGAIN = 0.1

# Of a worker: what it reads with, whether it is reading, and whether nobody wants that any more.
_worker: Extractor | None = None
_reading = False
_unwanted = threading.Event()


def batched(items: Iterable[T], size: int) -> Iterator[tuple[int, list[T]]]:
    """Lists of up to ``size`` items, each with the index of its first.

    >>> list(batched("abcde", 2))
    [(0, ['a', 'b']), (2, ['c', 'd']), (4, ['e'])]
    """
    iterator = iter(items)
    first = 0
    while batch := list(islice(iterator, size)):
        yield first, batch
        first += len(batch)


def spread(
    key: ExtractorKey, batches: Iterator[tuple[int, list[str]]], n_process: int
) -> Iterator[Documents]:
    """Read batches in worker processes, results in order.

    The workers end with the generator, also when it is closed early or a worker dies, and with
    the process that began them, however that ends. What they read then is left unread.

    Raises:
        ExtractionError: a worker died; of the first document that was not read through.
    """
    # Spawned, not forked: a forked child inherits torch's threads in whatever state they are.
    context = multiprocessing.get_context("spawn")
    closed, closing = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(n_process, context, initializer=_start, initargs=(key, closed))
    try:
        waiting: deque[tuple[int, Future[Documents]]] = deque()
        for first, batch in batches:
            with _blaming(waiting[0][0] if waiting else first), _uninterrupted():
                waiting.append((first, pool.submit(_work, first, list(map(_plain, batch)))))
            if len(waiting) >= AHEAD * n_process:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        closing.close()
        pool.shutdown(wait=True, cancel_futures=True)
        closed.close()


def _plain(text: str) -> str:
    """A text as it can be sent: a subclass of str need not be picklable."""
    return str.__str__(text) if isinstance(text, str) else text


def _result(first: int, future: Future[Documents]) -> Documents:
    with _blaming(first):
        return future.result()


@contextmanager
def _blaming(first: int) -> Iterator[None]:
    """A worker that died is an error of the first document that was not read through."""
    try:
        yield
    except BrokenProcessPool as error:
        reason = (
            "a worker process died; if memory ran out, use fewer processes or smaller batches; "
            'a script that asks for processes stands under `if __name__ == "__main__":`'
        )
        raise ExtractionError(first, reason) from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put Ctrl-C and SIGTERM off; processes that are started meanwhile get neither of them yet."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Unwanted(BaseException):
    """Nobody wants what is being read any more."""


def _start(key: ExtractorKey, closed: Connection) -> None:
    global _worker
    # A terminal sends Ctrl-C to everybody; the workers end with the generator instead.
    signal.signal(signal.SIGINT, _stop)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    threading.Thread(target=_watch, args=(closed,), daemon=True).start()

    import torch

    from quoteattr.extractor import Extractor

    torch.set_num_threads(1)
    _worker = Extractor._of(key)
    # What is loaded stays: the collector need not look through it again and again.
    gc.freeze()


def _stop(*_: object) -> None:
    """Of all Ctrl-C, heed the one that comes from :func:`_watch`, and while there is a batch."""
    if _reading and _unwanted.is_set():
        raise _Unwanted


def _watch(closed: Connection) -> None:
    """Stop reading when the generator is closed, and follow the process that began this one.

    One that was killed closes nothing, and a worker would wait for its next batch for ever.

    Args:
        closed: at its end once the generator is closed.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None
    gone = parent.sentinel in wait([parent.sentinel, closed])
    _unwanted.set()
    while not gone:
        # again: what is raised while an object is taken away is lost
        _thread.interrupt_main()
        gone = bool(wait([parent.sentinel], AGAIN if _reading else None))
    os._exit(1)


def _work(first: int, texts: Sequence[str]) -> Documents:
    global _reading
    assert _worker is not None
    _reading = True
    try:
        return [] if _unwanted.is_set() else _worker._batch(first, texts)
    except _Unwanted:
        return []
    finally:
        _reading = False


def with_progress(documents: Iterable[T], texts: Iterable[str]) -> Iterator[T]:
    """The documents, with a progress bar on standard error; with a total where it is known."""
    from tqdm import tqdm

    total = len(texts) if isinstance(texts, Sequence) else None
    yield from tqdm(documents, total=total, unit="text")
