"""Locks that a forked child does not find taken.

A child of ``os.fork`` has the one thread that forked. A lock that another thread held at that
moment is taken in the child for ever, and whoever waits for it hangs.
"""

from __future__ import annotations

import os
import threading
from types import TracebackType
from weakref import WeakSet

__all__ = ["Lock"]


class Lock:
    """A ``threading.Lock`` for ``with`` blocks, free again in every forked child."""

    def __init__(self) -> None:
        self._lock = self._held = threading.Lock()
        _locks.add(self)

    def __enter__(self) -> None:
        lock = self._lock
        lock.acquire()
        # Released is what was acquired, also by a child that is forked inside the block.
        self._held = lock

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.release()


_locks: WeakSet[Lock] = WeakSet()


def _renew() -> None:
    """In a child that was just forked: nobody holds anything."""
    for lock in list(_locks):
        lock._lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
