"""A child that is forked while threads hold locks is not held up by them."""

import multiprocessing
import os
import threading
from collections.abc import Callable

import pytest

import quoteattr
from quoteattr.forking import Lock

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def in_child(work: Callable[[], object], patience: float = 60) -> int | None:
    """The exit status of a forked child that does it; None where it hangs."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(patience)
    if child.is_alive():
        child.kill()
        child.join()
        return None
    return child.exitcode


def held(lock: Lock) -> Callable[[], None]:
    """Let a thread hold a lock; what lets it go again."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            taken.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()

    def release() -> None:
        done.set()
        thread.join()

    return release


def test_a_lock_is_free_in_the_child() -> None:
    lock = Lock()

    def enter() -> None:
        with lock:
            pass

    release = held(lock)
    assert in_child(enter) == 0
    release()
    with lock:  # whoever forks inside the block leaves it in both
        assert in_child(enter) == 0
    enter()


def test_a_child_loads_while_a_thread_of_its_parent_does(extractor: quoteattr.Extractor) -> None:
    text = "“It is late,” said Ida Brandt."
    expected = extractor(text)

    def read() -> None:
        import torch

        torch.set_num_threads(1)
        os._exit(int(quoteattr.load("en", modes="all")(text) != expected))

    release = held(quoteattr.extractor._loading)
    status = in_child(read)
    release()
    assert status == 0
