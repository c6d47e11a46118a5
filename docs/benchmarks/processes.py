"""Two processes against one, in turn, on the same articles.

``OMP_NUM_THREADS=1 python docs/benchmarks/processes.py``

Measured by the clock, so nothing else should run, and there must be as many cores as processes.
The workers' start is measured by itself, as the time to the first document of a pipe with one
article for each, and is left out of the ratio: it is paid once, however many articles there are.
Articles are mixed of the paragraphs of the examples.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time

import torch
from growth import mixed

import quoteattr


def alone(reader: quoteattr.Extractor, texts: list[str]) -> float:
    begun = time.perf_counter()
    for _ in reader.pipe(texts):
        pass
    return time.perf_counter() - begun


def spread(reader: quoteattr.Extractor, texts: list[str], processes: int) -> tuple[float, float]:
    """Seconds to the first document of so many processes, and from there to the last one."""
    # One short text a worker first: when the first is back, the workers have loaded.
    first = ["“Go,” said Ida Brandt."] * 32 * processes
    begun = time.perf_counter()
    documents = reader.pipe(itertools.chain(first, texts), n_process=processes)
    for _ in first:
        next(documents)
    started = time.perf_counter()
    for _ in documents:
        pass
    return started - begun, time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=512, metavar="N")
    parser.add_argument("--paragraphs", type=int, default=20, metavar="N", help="of an article")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default="en")
    options = parser.parse_args()
    torch.set_num_threads(1)
    reader = quoteattr.load(options.model)
    texts = list(mixed(options.articles, options.paragraphs))
    alone(reader, texts[:32])
    starts, ratios = [], []
    for _ in range(options.rounds):
        single = alone(reader, texts)
        start, shared = spread(reader, texts, options.processes)
        starts.append(start)
        ratios.append(single / shared)
        print(f"1: {single:.1f} s, {options.processes}: {shared:.1f} s after {start:.1f} s")
    print(f"start {statistics.median(starts):.1f} s, ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
