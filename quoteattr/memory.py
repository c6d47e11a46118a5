"""Memory given back: what the C library's allocator holds after tensors of many sizes.

torch asks for aligned memory of a new size for nearly every batch. glibc joins what is freed badly
(its bug 14581, repaired in 2.38), so a process that reads articles for hours grows by some 100 kB
an article though nothing is kept. Asked to, glibc gives the free pages in between back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

__all__ = ["EVERY", "Reading", "give_back", "limit_primitive_cache"]

# Characters read from one time to the next: some three seconds, of which trimming takes 10 ms.
EVERY = 50_000


class Reading:
    """Counts what is read, and gives memory back now and then."""

    def __init__(self) -> None:
        self._characters = 0

    def note(self, characters: int) -> None:
        """So many characters more were read."""
        self._characters += characters
        if self._characters >= EVERY:
            self._characters = 0
            give_back()


def limit_primitive_cache() -> None:
    """Let oneDNN keep the primitives of a few shapes, not of the last 1,024.

    Batches come in many shapes, and what is compiled for them would hold 80 MB after 80 articles.
    To be called before torch first computes; a variable that is set already stays.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "32")


def give_back() -> None:
    """Ask the C library to return what it holds and does not use."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], int]:
    """glibc's ``malloc_trim``; something that does nothing where there is another C library."""
    import ctypes

    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return int
    return found
