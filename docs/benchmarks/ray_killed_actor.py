"""A run on Ray that loses a worker: nothing is missing afterwards, and nothing is there twice.

``python docs/benchmarks/ray_killed_actor.py --articles 20000 --paragraphs 1 --actors 3``

Articles are made by mixing paragraphs of the examples, each with an id, and written as Parquet.
Ray Data reads them with a pool of actors, each of which has a :class:`FrameExtractor`, and writes
quotes as Parquet. When a third of the articles is read, and every actor has read something, one of
them is killed with SIGKILL, which leaves a process no time for anything. Beside that, one process
reads all articles by itself, and the two tables are compared: every row, every column, every type.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas
import pyarrow
from pyarrow import parquet

from quoteattr.integrations import FrameExtractor

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
BATCH = 25
# Articles that Ray hands out, and writes to one file, together.
BLOCK = 4 * BATCH
# How far the shares of a quote may lie apart: they depend on what else is in a batch.
NEAR = 1e-3


class Watched:
    """A reader that leaves its process's number in a folder, so that it can be found."""

    def __init__(self, folder: str) -> None:
        self._place = Path(folder) / str(os.getpid())
        self._read = FrameExtractor()

    def __call__(self, table: pyarrow.Table) -> pyarrow.Table:
        found = self._read(table)
        with self._place.open("a") as file:
            file.write("x")
        return found


def mixed(count: int, of: int) -> pyarrow.Table:
    """So many articles of paragraphs that were written for others, always the same."""
    draw = random.Random(7)
    paragraphs = [
        paragraph
        for path in sorted(ARTICLES.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if paragraph.strip()
    ]
    texts = ["\n\n".join(draw.sample(paragraphs, of)) for _ in range(count)]
    return pyarrow.table({"id": range(count), "text": texts})


def kill_one(folder: Path, actors: int, batches: int) -> None:
    """Wait until so many batches are read, by every actor some, then kill the first of them."""
    read: dict[str, int] = {}
    while len(read) < actors or sum(read.values()) < batches:
        time.sleep(0.05)
        read = {place.name: place.stat().st_size for place in sorted(folder.iterdir())}
    victim = min(read)
    os.kill(int(victim), signal.SIGKILL)
    print(f"killed an actor after {read[victim]} batches of {sum(read.values())}", flush=True)


def on_ray(articles: pyarrow.Table, work: Path, actors: int) -> pandas.DataFrame:
    """The quotes as Ray writes them, one actor killed on the way.

    Raises:
        SystemExit: none was.
    """
    import ray

    (work / "processes").mkdir()
    parquet.write_table(articles, work / "articles.parquet")
    ray.data.DataContext.get_current().enable_progress_bars = False
    table = ray.data.read_parquet(str(work / "articles.parquet"))
    quotes = table.repartition(max(4 * actors, len(articles) // BLOCK)).map_batches(
        Watched,
        fn_constructor_args=(str(work / "processes"),),
        batch_format="pyarrow",
        batch_size=BATCH,
        num_cpus=1 / actors,
        compute=ray.data.ActorPoolStrategy(size=actors),
    )
    third = len(articles) // BATCH // 3
    watched = (work / "processes", actors, third)
    killer = threading.Thread(target=kill_one, args=watched, daemon=True)
    killer.start()
    quotes.write_parquet(str(work / "quotes"))
    killer.join(timeout=1)
    seen = len(list((work / "processes").iterdir()))
    if seen <= actors:
        raise SystemExit(f"{seen} processes read articles: no actor was killed and started again")
    print(f"{seen} processes read articles", flush=True)
    return pandas.read_parquet(work / "quotes")


def start_ray() -> None:
    """Ray on this machine, which it may take for two cores; it ends with this process."""
    import ray

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")


def alone(articles: pyarrow.Table) -> pandas.DataFrame:
    """What one process finds by itself."""
    begun = time.monotonic(), time.process_time()
    found = FrameExtractor()(articles).to_pandas()
    seconds, worked = time.monotonic() - begun[0], time.process_time() - begun[1]
    print(f"one process: {len(found)} rows, {seconds:.0f} s, {worked:.0f} s of processor time")
    return found


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
    if not one.dtypes.astype("str").equals(other.dtypes.astype("str")):
        raise SystemExit(f"types differ: {one.dtypes.compare(other.dtypes)}")
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
    parser.add_argument("--paragraphs", type=int, default=8)
    parser.add_argument("--actors", type=int, default=2)
    options = parser.parse_args()
    articles = mixed(options.articles, options.paragraphs)
    words = sum(len(text.split()) for text in articles["text"].to_pylist())
    print(f"{len(articles)} articles, {words} words", flush=True)
    with (
        tempfile.TemporaryDirectory() as work,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
    ):
        start_ray()
        whole = pool.submit(alone, articles)
        begun = time.monotonic()
        spread = on_ray(articles, Path(work), options.actors)
        print(f"Ray: {len(spread)} rows, {time.monotonic() - begun:.0f} s", flush=True)
        compare(spread, whole.result())
    print("the same")


if __name__ == "__main__":
    main()
