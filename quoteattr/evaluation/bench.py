"""How fast quotes come: words a second, the time to load, and memory; textacy's beside it.

textacy reads direct quotations on a model of spaCy, whose analysis is included; both take turns on
one core, so that what slows the machine slows both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.readers import read_texts
from quoteattr.extractor import load

__all__ = ["run"]

Reader = Callable[[Sequence[str]], object]

ROUNDS = 3
# Read once before the clock starts: what is loaded on first use must be loaded by then.
WARM_UP = "“We have waited,” Ilse Harn told the council. She believes that the ferry will come."
_LOAD = """
import sys, time
start = time.perf_counter()
import torch, quoteattr
quoteattr.load(sys.argv[1])
print(time.perf_counter() - start)
"""


def run(file: str, *, model: str, limit: int, against: str | None) -> None:
    """Measure and print.

    Args:
        file: texts, an object a line.
        model: name or folder.
        limit: how many texts are read.
        against: a model of spaCy for textacy to stand on; None without textacy.

    Raises:
        QuoteattrError: the file or the model cannot be read; textacy is not installed.
    """
    import resource  # not on Windows

    import torch

    torch.set_num_threads(1)
    texts = [text.text or "" for text in read_texts(file, needs_quotes=False)][:limit]
    readers = {"quoteattr": _ours(model)}
    if against:
        readers["textacy"] = _textacys(against)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    found: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            found[name].append(_words_per_s(read, texts))
    for name, speeds in found.items():
        print(f"{name}: {', '.join(f'{speed:.0f}' for speed in speeds)} words a second")
    if against:
        ratio = statistics.median(found["quoteattr"]) / statistics.median(found["textacy"])
        print(f"ratio of the medians: {ratio:.2f}")
    # the unit is a byte on macOS, 1024 bytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak *= 1 if sys.platform == "darwin" else 1024
    print(f"loading: {_load_seconds(model):.2f} s; peak memory: {peak / 1e6:.0f} MB")


def _ours(model: str) -> Reader:
    extractor = load(model)
    return lambda texts: sum(1 for _ in extractor.pipe(texts))


def _textacys(model: str) -> Reader:
    """Direct quotations on a spaCy model; texts that it refuses count too."""
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError as error:
        raise QuoteattrError(f"{error.name} is missing; run: pip install textacy") from None

    nlp = spacy.load(model)

    def read(texts: Sequence[str]) -> None:
        for doc in nlp.pipe(texts):
            try:
                list(direct_quotations(doc))
            except ValueError:  # an odd number of quotation marks
                continue

    return read


def _words_per_s(read: Reader, texts: Sequence[str]) -> float:
    read([WARM_UP])
    begun = time.perf_counter()
    read(texts)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - begun)


def _load_seconds(model: str) -> float:
    """With the imports, in a fresh process."""
    command = [sys.executable, "-c", _LOAD, model]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
