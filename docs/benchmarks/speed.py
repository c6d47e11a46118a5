"""Words a second, loading time and memory; beside textacy where asked to.

``python docs/benchmarks/speed.py TEXTS.jsonl``
``python docs/benchmarks/speed.py TEXTS.jsonl --against en_core_web_sm``

The second measures textacy's direct quotations as well, on that model of spaCy, spaCy's analysis
included: in alternating rounds on one core, so that what slows the machine slows both.
``TEXTS.jsonl`` has an object with the field ``text`` on each line.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

import quoteattr

Reader = Callable[[list[str]], object]

ROUNDS = 3
# Read once before the clock starts: what is loaded on first use must be loaded by then.
WARM_UP = (
    "“We have waited for eleven years,” Ilse Harn, the harbour master of Veldby, told the council. "
    "“Nobody called us.”\n\nShe believes that the ferry will come back. According to Odo Veen, "
    "officials said they could not speak about it because the matter was “not settled”.\n"
)
LOAD = """
import sys, time
start = time.perf_counter()
import torch, quoteattr
quoteattr.load(sys.argv[1])
print(time.perf_counter() - start)
"""


def ours(model: str) -> Reader:
    extractor = quoteattr.load(model)
    return lambda texts: sum(1 for _ in extractor.pipe(texts))


def textacys(model: str) -> Reader:
    """Direct quotations on a spaCy model; texts that it refuses count too."""
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load(model)

    def read(texts: list[str]) -> None:
        for doc in nlp.pipe(texts):
            try:
                list(direct_quotations(doc))
            except ValueError:  # an odd number of quotation marks
                continue

    return read


def words_per_s(read: Reader, texts: list[str]) -> float:
    read([WARM_UP])
    begun = time.perf_counter()
    read(texts)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - begun)


def load_seconds(model: str) -> float:
    """With the imports, in a fresh process."""
    command = [sys.executable, "-c", LOAD, model]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--limit", type=int, default=24, metavar="N", help="texts to read")
    parser.add_argument("--against", metavar="SPACY-MODEL")
    parser.add_argument("--model", default="en")
    options = parser.parse_args()
    torch.set_num_threads(1)
    lines = options.texts.read_text(encoding="utf-8").splitlines()[: options.limit]
    texts = [json.loads(line)["text"] for line in lines]
    readers = {"quoteattr": ours(options.model)}
    if options.against:
        readers["textacy"] = textacys(options.against)
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    found: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            found[name].append(words_per_s(read, texts))
    for name, speeds in found.items():
        print(f"{name}: {', '.join(f'{speed:.0f}' for speed in speeds)} words a second")
    if options.against:
        ratio = statistics.median(found["quoteattr"]) / statistics.median(found["textacy"])
        print(f"ratio of the medians: {ratio:.2f}")
    # the unit is a byte on macOS, 1024 bytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak *= 1 if sys.platform == "darwin" else 1024
    print(f"loading: {load_seconds(options.model):.2f} s; peak memory: {peak / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
