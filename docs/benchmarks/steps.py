"""Where the time of reading goes: processor time of each step, the steps inside it taken off.

``OMP_NUM_THREADS=1 python docs/benchmarks/steps.py DATA/polnear/dev.jsonl``

Functions are wrapped in a clock, so what is called often looks a little slower than it is.
Prints microseconds a word (what stands between white space), the least of several rounds.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

import quoteattr
from quoteattr import extractor, layout, revision, speakers, story
from quoteattr.annotation import bundled, entities, tokens
from quoteattr.attribution import attributor, network

STEPS: tuple[tuple[Any, str, str], ...] = (
    (attributor.Features, "of", "words and their features"),
    (network.Network, "encode", "attribution: encoder"),
    (network.Network, "label_scores", "attribution: labels and links"),
    (network.Network, "links", "attribution: labels and links"),
    (attributor, "best_labels", "attribution: decoding"),
    (attributor.Attributor, "_found", "attribution: decoding"),
    (attributor, "_links", "attribution: decoding"),
    (attributor, "assemble", "attribution: decoding"),
    (attributor.Attributor, "__call__", "attribution: the rest"),
    (tokens._Network, "__call__", "tokens: network"),
    (bundled.BundledModels, "tokenize", "tokens: the rest"),
    (entities.EntityModel, "_scores", "entities: network"),
    (entities, "best_paths", "entities: decoding"),
    (entities.EntityModel, "__call__", "entities: the rest"),
    (bundled.BundledModels, "analyse", "tags and trees"),
    (bundled.BundledModels, "annotate", "annotation: the rest"),
    (story, "story", "text made ready"),
    (story, "restored", "text made ready"),
    (layout, "stopped", "text made ready"),
    (revision, "revised", "revision"),
    (speakers, "wanted", "speakers"),
    (speakers, "resolve", "speakers"),
    (extractor, "quotes_of", "records"),
)


class Clock:
    """Processor time by step; that of a step inside another counts for itself alone."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self._inside = [0.0]

    def around(self, call: Callable[..., Any], step: str) -> Callable[..., Any]:
        @functools.wraps(call)
        def timed(*args: Any, **options: Any) -> Any:
            begun = time.process_time()
            self._inside.append(0.0)
            try:
                return call(*args, **options)
            finally:
                taken = time.process_time() - begun
                self.taken[step] += taken - self._inside.pop()
                self._inside[-1] += taken

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path, help="JSON lines with a text each")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="articles that are read")
    parser.add_argument("--model", default="en")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with options.articles.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, options.limit)]
    words = sum(len(text.split()) for text in texts)
    reader = quoteattr.load(options.model)
    list(reader.pipe(texts))
    clock = Clock()
    for owner, name, step in STEPS:
        wrapped = clock.around(getattr(owner, name), step)
        bound = owner is attributor.Features
        setattr(owner, name, staticmethod(wrapped) if bound else wrapped)
    rounds: list[tuple[float, Counter[str]]] = []
    for _ in range(options.rounds):
        clock.taken.clear()
        begun = time.process_time()
        list(reader.pipe(texts))
        rounds.append((time.process_time() - begun, clock.taken.copy()))
    whole, taken = min(rounds, key=lambda round: round[0])
    for step, seconds in taken.most_common():
        print(f"{step:32} {1e6 * seconds / words:6.1f}  {100 * seconds / whole:4.1f} %")
    print(f"{'all':32} {1e6 * whole / words:6.1f}  {words / whole:.0f} words a second")


if __name__ == "__main__":
    main()
