"""How fast an extractor reads, how long a model takes to load, how much memory all of it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor

__all__ = ["Speed", "load_seconds", "measure", "peak_rss_mb"]

# Read once before the clock starts: what is loaded on first use must be loaded by then.
WARM_UP = (
    "“We have waited for eleven years,” Ilse Harn, the harbour master of Veldby, told the council. "
    "“Nobody called us.”\n\nShe believes that the ferry will come back. According to Odo Veen, "
    "officials said they could not speak about it because the matter was “not settled”.\n"
)

_LOAD = """
import sys, time
start = time.perf_counter()
import torch, stanza, quoteattr
quoteattr.load(sys.argv[1])
print(time.perf_counter() - start)
"""


@attrs.frozen
class Speed:
    """How fast texts were read.

    Attributes:
        words: words of the texts, parted by white space.
        docs: number of texts.
        seconds: time for all of them, from text to document.
    """

    words: int
    docs: int
    seconds: float

    @property
    def words_per_s(self) -> float:
        """Words a second; 0 for no words."""
        return self.words / self.seconds if self.words else 0.0


def measure(extractor: Extractor, texts: Sequence[str]) -> Speed:
    """Read texts through the whole pipeline against the clock, after one other text.

    Args:
        extractor: what reads them.
        texts: the texts.

    Raises:
        ExtractionError: a text could not be read.
    """
    for _ in extractor.pipe([WARM_UP]):
        pass
    start = time.perf_counter()
    docs = sum(1 for _ in extractor.pipe(texts))
    seconds = time.perf_counter() - start
    return Speed(sum(len(text.split()) for text in texts), docs, seconds)


def load_seconds(model: str, threads: int) -> float:
    """Seconds for importing torch, stanza and quoteattr and loading a model, in a fresh process.

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
