"""Worker processes as a script has them: both ways to start processes, Ctrl-C, nothing left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LONGEST = 300.0

READING = """
import multiprocessing, sys
import torch
import quoteattr

TEXTS = ["“It is late,” said Ida Brandt.", "Nothing happened.", "“Go,” Jon Marsh told her."]

def read(queue, reader):
    torch.set_num_threads(1)
    queue.put([reader(text).to_json() for text in TEXTS])

if __name__ == "__main__":
    torch.set_num_threads(1)
    multiprocessing.set_start_method(sys.argv[1])
    reader = quoteattr.load(sys.argv[2], modes="all", min_confidence=0)
    alone = [reader(text).to_json() for text in TEXTS]
    shared = [d.to_json() for d in reader.pipe(TEXTS, batch_size=1, n_process=2)]
    queue = multiprocessing.Queue()
    child = multiprocessing.Process(target=read, args=(queue, reader))
    child.start()
    inherited = queue.get(timeout=120)
    child.join()
    print(alone == shared == inherited, child.exitcode, multiprocessing.active_children())
"""

ENDLESS = """
import itertools, signal, sys
import quoteattr

if __name__ == "__main__":
    # a shell makes what it runs in the background deaf to Ctrl-C, and that is inherited
    signal.signal(signal.SIGINT, signal.default_int_handler)
    reader = quoteattr.load(sys.argv[1])
    print("loaded", flush=True)
    texts = itertools.repeat("“It is late,” said Ida Brandt.")
    for document in reader.pipe(texts, batch_size=4, n_process=2):
        print("read", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_both_ways_to_start_a_process(tmp_path: Path, method: str, random_model: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(READING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, method, random_model],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.stdout.split() == ["True", "0", "[]"], done.stderr


@contextmanager
def running(*argv: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Python that leads a group of processes, as one that was begun in a terminal does."""
    process = subprocess.Popen(
        [sys.executable, *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if alive(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def alive(group: int) -> bool:
    """Whether anybody of a group of processes is there, zombies included."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="no groups of processes here")
@pytest.mark.parametrize(("word", "everybody"), [("loaded", True), ("read", False)])
def test_an_interrupt_leaves_nobody(
    tmp_path: Path, word: str, everybody: bool, random_model: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with running(script, random_model) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == word:
                break
        # after "loaded" the workers are being started
        time.sleep(0.3)
        send = os.killpg if everybody else os.kill
        send(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=LONGEST)
        assert process.returncode == -signal.SIGINT
        assert errors.count("Traceback") == 1, errors
        assert errors.rstrip().endswith("KeyboardInterrupt")
        assert_nobody_is_left(process.pid)


def assert_nobody_is_left(group: int) -> None:
    patience = time.monotonic() + 60
    while alive(group) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not alive(group)


@pytest.mark.skipif(os.name != "posix", reason="no groups of processes here")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path, random_model: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with running(script, random_model) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "read":
                break
        time.sleep(0.3)
        process.kill()
        assert process.wait(LONGEST) == -signal.SIGKILL
        assert_nobody_is_left(process.pid)


@pytest.mark.skipif(os.name != "posix", reason="no groups of processes here")
def test_the_command_is_asked_to_end(tmp_path: Path, random_model: Path) -> None:
    """By SIGTERM to itself alone, as a service manager sends it."""
    queue, place = tmp_path / "queue.jsonl", tmp_path / "done.jsonl"
    line = json.dumps({"text": "“It is late,” said Ida Brandt."}) + "\n"
    queue.write_text(line * 5_000, encoding="utf-8")
    argv = ("extract", queue, "-o", place, "--n-process", "2", "--model", random_model)
    with running("-m", "quoteattr", *argv) as process:
        journal = Path(f"{place}.journal")
        while not journal.exists() or journal.stat().st_size < 2000:
            assert process.poll() is None
            time.sleep(0.05)
        process.terminate()
        _, errors = process.communicate(timeout=LONGEST)
        assert process.returncode == 143
        assert errors.strip().endswith(f"done and kept in {place}.part; to go on, add --resume")
        assert "Traceback" not in errors
        assert_nobody_is_left(process.pid)
