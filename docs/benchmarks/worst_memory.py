"""What one text can cost at the most: peak memory and time of texts made to be hard.

``OMP_NUM_THREADS=1 python docs/benchmarks/worst_memory.py``

Each text is read in a process of its own, which first loads the model and reads a short article.
Printed are the bytes that its memory rose by at the peak, for each character of the text, and the
processor time in microseconds a character.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
LENGTHS = (100_000, 400_000)


def repeated(fragment: str) -> Callable[[int], str]:
    return lambda length: (fragment * (length // len(fragment) + 1))[:length]


def articles(separator: str) -> Callable[[int], str]:
    """Paragraphs of the examples, over and over."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    parts = [part for text in texts for part in text.split("\n\n") if part.strip()]
    return repeated(separator.join(parts) + separator)


def nested(length: int) -> str:
    return repeated("“‘")(length // 2) + repeated("’”")(length - length // 2)


TEXTS: dict[str, Callable[[int], str]] = {
    "articles": articles("\n\n"),
    "articles as one paragraph": articles(" "),
    "opening marks": repeated("“"),
    "straight marks": repeated('"'),
    "marks in marks": nested,
    "short quotes": repeated("“No,” she said. "),
    "one word": repeated("a"),
    "words without a stop": repeated("the crew of the ship "),
    "names": repeated("Ida Brandt and Jon Marsh, "),
    "line ends": repeated("\n"),
    "tags": repeated("<b><p></i>&amp;"),
    "emoji": repeated("\U0001f469\u200d\U0001f680"),
    "letters of the right-to-left": repeated("\u05d0\u05d1 \u202e"),
}


def peak() -> int:
    """Highest memory of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def read(name: str, length: int, model: str) -> None:
    """The part that runs in a process of its own."""
    import torch

    import quoteattr

    torch.set_num_threads(1)
    reader = quoteattr.load(model)
    reader(TEXTS["articles"](5_000))
    text = TEXTS[name](length)
    before, begun = peak(), time.process_time()
    document = reader(text)
    seconds = time.process_time() - begun
    print(json.dumps([peak() - before, seconds, len(document.quotes)]))


def alone(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="en")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS)
    parser.add_argument("--texts", nargs="+", choices=TEXTS, default=list(TEXTS), metavar="NAME")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        read(options.one[0], int(options.one[1]), options.model)
        return
    print(f"{'text':30} {'characters':>10} {'bytes each':>10} {'µs each':>8} {'quotes':>7}")
    for name in options.texts:
        for length in options.lengths:
            command = [
                sys.executable,
                __file__,
                "--model",
                options.model,
                "--one",
                name,
                str(length),
            ]
            done = subprocess.run(command, capture_output=True, text=True, env=os.environ)
            if done.returncode:
                print(f"{name:30} {length:10} ended with {done.returncode}: {done.stderr[-200:]}")
                continue
            rise, seconds, quotes = json.loads(done.stdout.splitlines()[-1])
            each, micro = rise / length, 1e6 * seconds / length
            print(f"{name:30} {length:10} {each:10.0f} {micro:8.1f} {quotes:7}", flush=True)


if __name__ == "__main__":
    main()
