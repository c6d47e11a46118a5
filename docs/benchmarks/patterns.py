"""How the time of every regular expression of the package grows with the length of its input.

``python docs/benchmarks/patterns.py`` measures each compiled pattern on texts that repeat what
the pattern itself is made of (its words, its signs, a name, a space, pairs of these), then a
character that spoils the match. Processor time is taken at 2,000 characters; where that is more
than a linear search could need, at 4,000 and 8,000 too. A pattern whose time more than doubles
with the length is listed with the exponent of its growth: 1 is linear, 2 quadratic.

Each is measured twice: looking for all matches (``search``), and matching the text as a whole
(``whole``). A pattern that is listed for ``search`` alone does not go back and forth within a
match; it only begins anew at each place. That is no fault where it is used on whole words, names
or lines, or given short pieces of a text. The test of the whole way (tests/test_growth.py) tells
whether that is so.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import regex

import quoteattr

LENGTH = 2000
# A linear search over as many characters takes well below this.
SUSPICIOUS = 0.001
LINEAR = 1.4
WAYS = ("whole", "search")
PLAIN = (
    "a", "A", "Aa", " ", "\n", "1", ".", ",", "-", "’", "'", "“", "”", '"', "(", "“a", "Aa ", "a ",
    "A. ", ", a", "a-", "1,", " the ", " of the ", ", and ",
)  # fmt: skip
NOT_MEASURED = ("quoteattr.training", "quoteattr.evaluation", "quoteattr.__main__")


def patterns() -> Iterator[tuple[str, Any]]:
    """Every compiled pattern of a module's own, with its name, each once."""
    seen: set[tuple[str, int]] = set()
    for found in pkgutil.walk_packages(quoteattr.__path__, "quoteattr."):
        if found.name.startswith(NOT_MEASURED):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, (regex.Pattern, re.Pattern)):
                key = (value.pattern, value.flags)
                if key not in seen:
                    seen.add(key)
                    yield f"{found.name}.{name}", value


def fragments(pattern: Any) -> list[str]:
    """What texts against a pattern are made of."""
    words = dict.fromkeys(re.findall(r"(?<![\\{a-zA-Z])[A-Za-z]{2,}", pattern.pattern))
    own = [
        *list(words)[:8],
        *dict.fromkeys(re.findall(r"[^\w\s\\()\[\]{}?*+|^$:]", pattern.pattern)),
    ]
    parts = [*PLAIN, *(f"{word} " for word in own[:12])]
    return parts + ["".join(pair) for pair in permutations(("Aa ", "a ", ", ", *own[:4]), 2)]


def seconds(pattern: Any, fragment: str, length: int, way: str) -> float:
    """Processor time of a pattern on a text of so many characters."""
    text = (fragment * (length // len(fragment) + 1))[:length] + "\x01"
    options = {} if isinstance(pattern, re.Pattern) else {"timeout": 20.0}
    begun = time.process_time()
    try:
        if way == "whole":
            pattern.fullmatch(text, **options)
        else:
            for _ in pattern.finditer(text, **options):
                pass
    except TimeoutError:
        return math.inf
    return time.process_time() - begun


def exponent(pattern: Any, fragment: str, way: str) -> float:
    """1 for time in proportion to the length, 2 for its square, infinite for no end."""
    short, long = (
        min(seconds(pattern, fragment, length, way) for _ in range(2)) for length in (4000, 8000)
    )
    return math.log2(long / short) if long < math.inf else math.inf


def worst(pattern: Any, way: str) -> tuple[float, str, float]:
    """The growth of a pattern's time on the fragment that is worst for it, and that time."""
    found = (1.0, "", 0.0)
    for fragment in fragments(pattern):
        taken = seconds(pattern, fragment, LENGTH, way)
        if taken > SUSPICIOUS:
            growth = exponent(pattern, fragment, way)
            if growth > LINEAR and (growth > 2.5 or taken > found[2]):
                found = (growth, fragment, taken)
    return found


def main() -> None:
    measured = list(patterns())
    for name, pattern in measured:
        for way in WAYS:
            growth, fragment, taken = worst(pattern, way)
            if growth > LINEAR:
                figures = f"{growth:4.1f} {taken * 1000:8.1f} ms"
                print(f"{name:50} {way:6} {figures} {fragment!r}", flush=True)
    print(f"{len(measured)} patterns", file=sys.stderr)


if __name__ == "__main__":
    main()
