"""How fast an extractor reads, how long a model takes to load, how much memory all of it takes.

Beside textacy's direct quotations on a spaCy model, spaCy's analysis included, speed is measured in
alternating rounds of one run on one core: what slows the machine then slows both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from quoteattr.errors import InputError

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor

__all__ = [
    "Reader",
    "load_seconds",
    "one_core",
    "peak_rss_mb",
    "quoteattr_reader",
    "rounds",
    "textacy_reader",
    "words_per_s",
]

# Reads texts from the first to the last; what it finds is thrown away.
Reader: TypeAlias = Callable[[Sequence[str]], object]

# Read once before the clock starts: what is loaded on first use must be loaded by then.
WARM_UP = (
    "“We have waited for eleven years,” Ilse Harn, the harbour master of Veldby, told the council. "
    "“Nobody called us.”\n\nShe believes that the ferry will come back. According to Odo Veen, "
    "officials said they could not speak about it because the matter was “not settled”.\n"
)

_LOAD = """
import sys, time
start = time.perf_counter()
import torch, quoteattr
quoteattr.load(sys.argv[1])
print(time.perf_counter() - start)
"""


def quoteattr_reader(extractor: Extractor) -> Reader:
    """The whole pipeline of an extractor.

    The reader raises ExtractionError where a text could not be read.
    """
    return lambda texts: sum(1 for _ in extractor.pipe(texts))


def textacy_reader(model: str = "en_core_web_sm") -> Reader:
    """textacy's direct quotations, with a spaCy model's analysis; texts that it refuses count too.

    Args:
        model: the name of the spaCy model.

    Raises:
        InputError: textacy or the model is not installed.
    """
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError as error:
        raise InputError(f"{error.name} is not installed; run: pip install textacy") from error
    try:
        nlp = spacy.load(model)
    except OSError as error:
        how = f"run: python -m spacy download {model}"
        raise InputError(f"spaCy's model {model} is not installed; {how}") from error

    def read(texts: Sequence[str]) -> None:
        for doc in nlp.pipe(texts):
            try:
                list(direct_quotations(doc))
            except ValueError:  # an odd number of quotation marks
                continue

    return read


def words_per_s(read: Reader, texts: Sequence[str]) -> float:
    """Words, parted by white space, that are read in a second, after one other text.

    Args:
        read: what reads them.
        texts: the texts; for none the speed is 0.
    """
    read([WARM_UP])
    start = time.perf_counter()
    read(texts)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - start)


def rounds(
    readers: Mapping[str, Reader], texts: Sequence[str], n: int = 3
) -> dict[str, list[float]]:
    """Words a second of some readers by turns, each the same texts in each of ``n`` rounds."""
    found: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(n):
        for name, read in readers.items():
            found[name].append(words_per_s(read, texts))
    return found


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, with whatever threads its libraries start, on one core.

    Where the system cannot do that (macOS, Windows), only torch is kept to one thread.
    """
    import torch

    torch.set_num_threads(1)
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def load_seconds(model: str, threads: int) -> float:
    """Seconds for importing torch and quoteattr and loading a model, in a fresh process.

    Args:
        model: its name or folder.
        threads: threads that torch may use.

    Raises:
        CalledProcessError: the model could not be loaded; the process has said why.
    """
    command = [sys.executable, "-c", _LOAD, model]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return float(done.stdout.split()[-1])


def peak_rss_mb() -> float:
    """The most memory this process has held so far, in MB of 10⁶ bytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # the unit is a byte on macOS, 1024 bytes elsewhere
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6
