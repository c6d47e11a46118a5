"""Disjoint sets of whole numbers: union by size, with paths halved (Tarjan, 1975)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

__all__ = ["Sets"]


class Sets:
    """The numbers from 0, each a set of its own until it is joined to another.

    >>> sets = Sets(4)
    >>> sets.join([0, 3])
    >>> sets.groups()
    [[0, 3], [1], [2]]
    """

    def __init__(self, size: int) -> None:
        self._above = list(range(size))
        self._sizes = [1] * size

    def of(self, item: int) -> int:
        """The number that stands for the set of a number; another after a further union."""
        while self._above[item] != item:
            self._above[item] = item = self._above[self._above[item]]
        return item

    def join(self, items: Iterable[int]) -> None:
        """Put the sets of all of these into one."""
        first: int | None = None
        for item in items:
            here = self.of(item)
            if first is None or here == first:
                first = here
                continue
            first, here = sorted((first, here), key=lambda root: -self._sizes[root])
            self._above[here] = first
            self._sizes[first] += self._sizes[here]

    def groups(self) -> list[list[int]]:
        """The sets, each in order, in the order of their first members."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._above)):
            found[self.of(item)].append(item)
        return list(found.values())
