"""How time and memory grow: with the length of an article, and with the number of articles.

``OMP_NUM_THREADS=1 python docs/benchmarks/growth.py``

Articles are mixed of the paragraphs of the examples. First one article of 5, 50, 200 and 1,000
thousand characters: processor time a word, and how many times that of the shortest. Short ones
are read several times, the least counts. Then many articles of ordinary length through ``pipe``,
given by a generator: the memory that the process holds after every tenth of them.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch

import quoteattr

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
LENGTHS = (5_000, 50_000, 200_000, 1_000_000)
PARAGRAPHS = 14
PAGE = os.sysconf("SC_PAGE_SIZE")


def paragraphs() -> list[str]:
    return [
        paragraph
        for path in sorted(ARTICLES.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if paragraph.strip()
    ]


def article(characters: int, draw: random.Random) -> str:
    """So many characters of paragraphs, always the same for the same draw."""
    text = paragraphs()
    found: list[str] = []
    size = 0
    while size < characters:
        found.append(draw.choice(text))
        size += len(found[-1]) + 2
    return "\n\n".join(found)[:characters]


def mixed(count: int, length: int) -> Iterator[str]:
    """Articles of so many paragraphs, always the same."""
    draw = random.Random(7)
    text = paragraphs()
    for _ in range(count):
        yield "\n\n".join(draw.sample(text, length))


def by_length(reader: quoteattr.Extractor) -> None:
    first = 0.0
    for length in LENGTHS:
        text = article(length, random.Random(7))
        least = float("inf")
        for _ in range(max(1, 20_000 // length)):
            begun = time.process_time()
            reader(text)
            least = min(least, time.process_time() - begun)
        each = 1e6 * least / len(text.split())
        first = first or each
        print(f"{length:9} characters: {each:6.1f} microseconds a word, {each / first:.2f} times")


def held() -> float:
    """Memory of this process now, in MB of 10⁶ bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def by_number(reader: quoteattr.Extractor, count: int, length: int) -> None:
    for n, _ in enumerate(reader.pipe(mixed(count, length)), start=1):
        if n % max(100, count // 10) == 0:
            print(f"{n:9} articles: {held():6.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2000, metavar="N", help="0 for none")
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, metavar="N", help="of each")
    parser.add_argument("--model", default="en")
    options = parser.parse_args()
    torch.set_num_threads(1)
    reader = quoteattr.load(options.model)
    reader(article(5_000, random.Random(1)))
    by_length(reader)
    by_number(reader, options.articles, options.paragraphs)


if __name__ == "__main__":
    main()
