"""The command killed and gone on with: nothing is missing afterwards, nothing twice, nothing torn.

``python docs/benchmarks/killed_command.py --records 100000 --articles 1000 --kills 10``

A JSONL file of short records and a folder of articles are made of sentences of the examples. The
command reads both into one file undisturbed, and at the same time into another, where it is killed
by SIGKILL as often as asked, each time after a share of the work that was drawn by chance, and
started again with ``--resume``. The same with the articles alone, into a folder with a file for
each. What was killed has to give the same bytes as what was not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
COMMAND = (sys.executable, "-m", "quoteattr")
WORDS = 20
PARAGRAPHS = 2
# A line of the journal has about so many bytes; there is one for each text.
ENTRY = 60
# Seconds within which a kill comes after its share of the output is there.
LATE = 0.5

Size = Callable[[], int]
Kills = Sequence[int]


def paragraphs() -> list[str]:
    """Those of the examples."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    return [part for text in texts for part in text.split("\n\n") if part.strip()]


def make(folder: Path, records: int, articles: int) -> tuple[Path, Path]:
    """A JSONL file of records and a folder of articles, always the same."""
    draw = random.Random(11)
    parts = paragraphs()
    sentences = [s for part in parts for s in re.split(r"(?<=[.!?”]) ", part)]
    sentences = [s for s in sentences if len(s.split()) <= WORDS / 2]
    path, news = folder / "records.jsonl", folder / "news"
    with path.open("w", encoding="utf-8") as file:
        for number in range(records):
            text = draw.choice(sentences)
            while len(text.split()) < 0.75 * WORDS:
                text += " " + draw.choice(sentences)
            file.write(json.dumps({"id": f"r{number}", "text": text}, ensure_ascii=False) + "\n")
    news.mkdir()
    for number in range(articles):
        text = "\n\n".join(draw.sample(parts, PARAGRAPHS))
        (news / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return path, news


def finished(argv: Sequence[str]) -> None:
    """Run the command to its end.

    Raises:
        SystemExit: it failed.
    """
    status = subprocess.run(argv, check=False).returncode
    if status:
        raise SystemExit(f"status {status}: {' '.join(argv)}")


def killed(argv: Sequence[str], size: Size, point: int, wait: float) -> bool:
    """Run the command, kill it a moment after its output has grown to a point; whether it was."""
    begun = size()
    process = subprocess.Popen(argv)
    while process.poll() is None and not (size() >= point and size() > begun):
        time.sleep(0.01)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def disturbed(argv: Sequence[str], size: Size, kills: Kills) -> int:
    """Kill the command as often as asked, and let it end; how often it was killed.

    Args:
        argv: the command, without ``--resume``.
        size: how many texts are done.
        kills: after how many texts.
    """
    done = 0
    for point in kills:
        done += killed([*argv, "--resume"], size, point, random.uniform(0, LATE))
        print(f"killed when {size()} texts were done", flush=True)
    finished([*argv, "--resume"])
    return done


def drawn(texts: int, count: int) -> Kills:
    """Where to kill, among so many texts."""
    return sorted(random.randrange(int(0.9 * texts)) for _ in range(count))


def faults(expected: bytes, found: bytes) -> list[str]:
    """What is wrong with the lines of an output, in words; empty if it is as it should be."""
    if expected == found:
        return []
    wanted, got = Counter(expected.splitlines()), Counter(found.splitlines())
    torn = sum(not _is_whole(line) for line in got)
    twice = sum((Counter(_ids(got)) - Counter(_ids(wanted))).values())
    lost = sum((Counter(_ids(wanted)) - Counter(_ids(got))).values())
    other = sum((got - wanted).values())
    return [
        f"{torn} lines torn, {twice} too many, {lost} lost, {other} that are not as they should be"
        if other or lost
        else "the lines are in another order"
    ]


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _ids(lines: Counter[bytes]) -> list[str]:
    whole = (line for line in lines.elements() if _is_whole(line))
    return [str(json.loads(line).get("id")) for line in whole]


def into_a_file(command: Sequence[str], work: Path, inputs: Sequence[Path], kills: Kills) -> int:
    """All inputs into one file, with and without kills; how often it was killed."""
    one, other = work / "undisturbed.jsonl", work / "killed.jsonl"
    argv = [*command, "extract", *map(str, inputs), "--quiet", "-o"]
    journal = Path(f"{other}.journal")

    def size() -> int:
        return journal.stat().st_size // ENTRY if journal.exists() else 0

    done = both([*argv, str(one)], [*argv, str(other)], size, kills)
    wrong = faults(one.read_bytes(), other.read_bytes())
    if wrong:
        raise SystemExit("; ".join(wrong))
    return done


def into_a_folder(command: Sequence[str], work: Path, news: Path, kills: Kills) -> int:
    """The articles into a file each, with and without kills; how often it was killed."""
    one, other = work / "undisturbed", work / "killed"
    argv = [*command, "extract", str(news), "--quiet", "--to", "json", "-o"]

    def size() -> int:
        return len(list(other.glob("*.json"))) if other.exists() else 0

    done = both([*argv, f"{one}/"], [*argv, f"{other}/"], size, kills)
    names = [{path.name for path in place.iterdir()} for place in (one, other)]
    if names[0] != names[1]:
        raise SystemExit(f"{len(names[0] ^ names[1])} files are missing or too many")
    differing = [n for n in names[0] if (one / n).read_bytes() != (other / n).read_bytes()]
    if differing:
        raise SystemExit(f"{len(differing)} files differ, such as {min(differing)}")
    return done


def both(undisturbed: Sequence[str], killed: Sequence[str], size: Size, kills: Kills) -> int:
    """Run one command in peace and the other not, side by side; how often it was killed."""
    begun, before = time.monotonic(), _processor()
    with ThreadPoolExecutor() as pool:
        running = pool.submit(finished, undisturbed)
        done = disturbed(killed, size, kills)
        running.result()
    seconds, worked = time.monotonic() - begun, _processor() - before
    print(f"{seconds:.0f} s, {worked:.0f} s of processor time for both", flush=True)
    return done


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(argv: Sequence[str] | None = None, command: Sequence[str] = COMMAND) -> None:
    """Do it; ``command`` is what stands before the name of the subcommand.

    Raises:
        SystemExit: the outputs differ, or the command was killed less often than asked.
    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        work = Path(name)
        path, news = make(work, options.records, options.articles)
        words = (
            len(path.read_bytes().split()),
            sum(len(p.read_bytes().split()) for p in news.iterdir()),
        )
        print(f"{options.records} records, {options.articles} articles, about {sum(words)} words")
        print("into one file", flush=True)
        points = drawn(options.records + options.articles, options.kills)
        kills = into_a_file(command, work, [path, news], points)
        print("into a folder", flush=True)
        points = drawn(options.articles, options.kills)
        kills += into_a_folder(command, work, news, points)
    if kills != 2 * options.kills:
        raise SystemExit(
            f"ended before {2 * options.kills - kills} of the kills; take more records"
        )
    print(f"killed {kills} times; the same")


if __name__ == "__main__":
    main()
