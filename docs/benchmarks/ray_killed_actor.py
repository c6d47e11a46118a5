"""A run on Ray that loses a worker: nothing is missing afterwards, and nothing is there twice.

``python docs/benchmarks/ray_killed_actor.py --articles 1000 --actors 2``

Articles are made by mixing paragraphs of the examples, each with an id, and written as Parquet.
Ray Data reads them with a pool of actors, each of which has a :class:`FrameExtractor`, and writes
quotes as Parquet. As soon as every actor has read something, one of them is killed with SIGKILL,
which leaves a process no time for anything. Then one process reads all articles by itself, and
the two tables are compared: every row, every column.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pandas

from quoteattr.integrations import FrameExtractor

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
PARAGRAPHS = 8
BATCH = 16
# How far the shares of a quote may lie apart: they depend on what else is in a batch.
NEAR = 1e-3


class Watched:
    """A reader that leaves its process's number in a folder, so that it can be found."""

    def __init__(self, folder: str) -> None:
        self._place = Path(folder) / str(os.getpid())
        self._read = FrameExtractor()

    def __call__(self, frame: pandas.DataFrame) -> pandas.DataFrame:
        found = self._read(frame)
        with self._place.open("a") as file:
            file.write("x")
        return found


def mixed(count: int) -> pandas.DataFrame:
    """So many articles of paragraphs that were written for others, always the same."""
    draw = random.Random(7)
    paragraphs = [
        paragraph
        for path in sorted(ARTICLES.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if paragraph.strip()
    ]
    texts = ["\n\n".join(draw.sample(paragraphs, PARAGRAPHS)) for _ in range(count)]
    return pandas.DataFrame({"id": range(count), "text": texts})


def kill_one(folder: Path, actors: int) -> None:
    """Wait until every actor has read a batch, then kill the first of them."""
    while len(places := sorted(folder.iterdir())) < actors:
        time.sleep(0.05)
    os.kill(int(places[0].name), signal.SIGKILL)
    print(f"killed actor {places[0].name} after {places[0].stat().st_size} batches", flush=True)


def on_ray(articles: pandas.DataFrame, work: Path, actors: int) -> pandas.DataFrame:
    """The quotes as Ray writes them, one actor killed on the way."""
    import ray

    (work / "processes").mkdir()
    articles.to_parquet(work / "articles.parquet")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    table = ray.data.read_parquet(str(work / "articles.parquet"))
    quotes = table.repartition(max(4 * actors, len(articles) // 100)).map_batches(
        Watched,
        fn_constructor_args=(str(work / "processes"),),
        batch_format="pandas",
        batch_size=BATCH,
        num_cpus=1 / actors,
        compute=ray.data.ActorPoolStrategy(size=actors),
    )
    killer = threading.Thread(target=kill_one, args=(work / "processes", actors), daemon=True)
    killer.start()
    quotes.write_parquet(str(work / "quotes"))
    killer.join(timeout=1)
    ray.shutdown()
    seen = len(list((work / "processes").iterdir()))
    print(f"{seen} processes read articles", flush=True)
    return pandas.read_parquet(work / "quotes")


def in_order(quotes: pandas.DataFrame) -> pandas.DataFrame:
    number = quotes["quote"].astype("str").str.removeprefix("q").astype("Int64")
    ordered = quotes.assign(number=number).sort_values(["id", "number"], ignore_index=True)
    return ordered.drop(columns="number")


def compare(one: pandas.DataFrame, other: pandas.DataFrame) -> None:
    """Say where two tables differ.

    Raises:
        SystemExit: they do.
    """
    one, other = in_order(one), in_order(other)
    if len(one) != len(other) or set(one.columns) != set(other.columns):
        raise SystemExit(f"{len(one)} and {len(other)} quotes")
    for name in one.columns:
        if str(one[name].dtype) == "float64":
            same: Any = (one[name] - other[name]).abs() < NEAR
        else:
            left, right = (table[name].astype("object") for table in (one, other))
            same = (left == right).fillna(False) | (left.isna() & right.isna())
        if not same.all():
            raise SystemExit(f"{(~same).sum()} rows differ in {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--actors", type=int, default=2)
    options = parser.parse_args()
    articles = mixed(options.articles)
    words = articles["text"].str.split().str.len().sum()
    print(f"{len(articles)} articles, {words} words", flush=True)
    with tempfile.TemporaryDirectory() as work:
        begun = time.monotonic()
        spread = on_ray(articles, Path(work), options.actors)
    print(f"Ray: {len(spread)} rows, {time.monotonic() - begun:.0f} s", flush=True)
    begun = time.monotonic()
    alone = FrameExtractor()(articles)
    print(f"one process: {len(alone)} rows, {time.monotonic() - begun:.0f} s", flush=True)
    compare(spread, alone)
    print("the same")


if __name__ == "__main__":
    main()
