"""Several processes that train one network."""

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.multiprocessing.spawn import ProcessException

from quoteattr.attribution.storage import load
from quoteattr.training.workers import Worker, run_workers
from training.conftest import write_encoder
from training.test_trainer import write_data

PATIENCE_SECONDS = 60


def gradients(folder: Path) -> Callable[[Worker], None]:
    """Gradients that differ from process to process: 1, 2, … for the weight; written to files."""

    def train(worker: Worker) -> None:
        trained = nn.Linear(1, 1)
        trained.weight.grad = torch.tensor([[worker.rank + 1.0]])
        trained.bias.grad = torch.tensor([6.0]) if worker.first else None
        worker.average(trained.parameters())
        assert trained.bias.grad is not None
        found = trained.weight.grad.item(), trained.bias.grad.item()
        (folder / f"{worker.rank}").write_text(str(found))

    return train


class TestRunWorkers:
    @pytest.mark.parametrize("processes", [1, 2, 3])
    def test_takes_the_mean_of_the_gradients(self, processes: int, tmp_path: Path) -> None:
        run_workers(gradients(tmp_path), processes)
        # Where one has no gradient, it counts as zero.
        expected = str(((processes + 1) / 2, 6 / processes))
        assert [path.read_text() for path in tmp_path.iterdir()] == [expected] * processes

    def test_one_process_is_this_one(self) -> None:
        seen: list[Worker] = []
        run_workers(seen.append, 1)
        assert [(worker.rank, worker.processes, worker.first) for worker in seen] == [(0, 1, True)]

    def test_a_failure_of_one_ends_all(self) -> None:
        def train(worker: Worker) -> None:
            if worker.rank == 1:
                raise ValueError("the second one fails")
            worker.average(nn.Linear(1, 1).parameters())

        with pytest.raises(ProcessException, match="the second one fails"):
            run_workers(train, 2)


ENDLESS = r"""
import os, sys
from torch import nn
from quoteattr.training.workers import run_workers

def train(worker):
    os.write(1, b"%d\n" % os.getpid())  # at once, so that two lines never mix
    while True:
        worker.average(nn.Linear(1, 1).parameters())

run_workers(train, 2)
"""


def test_a_killed_command_leaves_no_process_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE) as command:
        assert command.stdout is not None
        try:
            workers = [int(command.stdout.readline()) for _ in range(2)]
        finally:
            command.kill()  # whatever was read: nothing else would end it
        # The pipe ends when all that write to it are ending: a moment before they have ended.
        command.stdout.read()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(map(ended, workers)):
        assert time.monotonic() < deadline, "a process lives on"
        time.sleep(0.05)


def test_a_system_that_cannot_fork_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    with pytest.raises(ValueError, match="--processes at 1"):
        run_workers(lambda _: None, 2)


def ended(pid: int) -> bool:
    """Whether a process is over, even if nobody has asked yet how it ended."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return status.rpartition(")")[2].split()[0] in ("Z", "X")


# The command with annotations of its own data.
COMMAND = """
import sys
from pathlib import Path
from quoteattr.training import corpora
from quoteattr.training.__main__ import main

corpora.ANNOTATIONS = Path(sys.argv[1])
sys.exit(main(["attribution", *sys.argv[2:]]))
"""


class TestCommand:
    def test_trains_in_two_processes(self, tmp_path: Path) -> None:
        write_data(tmp_path)
        encoder = write_encoder(tmp_path / "encoder")
        command = [
            sys.executable, "-c", COMMAND, str(tmp_path / "annotations"),
            "--data", str(tmp_path / "data"), "--encoder", str(encoder), "--threads", "2",
            "--epochs", "1", "--batch-pieces", "300", "--rate", "0.01", "--hold-out", "3",
        ]  # fmt: skip
        trained = []
        for name, processes in (("one", "2"), ("again", "2"), ("alone", "1")):
            more = ["--out", str(tmp_path / name), "--processes", processes]
            done = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            trained.append(load(tmp_path / name).network)
        one, again, alone = (network.labels.weight for network in trained)
        assert torch.equal(one, again)
        assert not torch.equal(one, alone)
