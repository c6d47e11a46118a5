"""Processes that train one network together, a core for each.

A small network gives a second thread less to do than a second process has, with a batch of its
own. Each has its own copy of the network and takes the same steps, along the mean of all their
gradients, as if these were of one batch as large as theirs together.
"""

import multiprocessing
from collections.abc import Callable, Iterable
from tempfile import TemporaryDirectory

import attrs
import torch
from torch import distributed, nn
from torch.multiprocessing.spawn import start_processes

__all__ = ["Worker", "run_workers"]


@attrs.frozen
class Worker:
    """One process among those that train.

    Attributes:
        rank: which one, from 0.
        processes: of how many.
    """

    rank: int = 0
    processes: int = 1

    @property
    def first(self) -> bool:
        """Whether it is the one that prints and saves for all."""
        return self.rank == 0

    def average(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace the gradients by their means over all processes; one that is missing is zero.

        Raises:
            RuntimeError: another process has failed, or the command was ended.
        """
        if self.processes == 1:
            return
        command = multiprocessing.parent_process()
        if command is not None and not command.is_alive():
            raise RuntimeError("the command was ended, and its training with it")
        learned = [p for p in parameters if p.requires_grad]
        parts = [torch.zeros_like(p) if p.grad is None else p.grad for p in learned]
        means = torch.cat([part.flatten() for part in parts])
        distributed.all_reduce(means)
        means /= self.processes
        sizes = [p.numel() for p in learned]
        for parameter, mean in zip(learned, torch.split(means, sizes), strict=True):
            parameter.grad = mean.view_as(parameter)


def run_workers(train: Callable[[Worker], None], processes: int) -> None:
    """Run a training in so many processes; with one in this very process.

    Args:
        train: what each of them does. With several it runs in copies of this process: what it
            changes is lost, but for what it writes to files.
        processes: how many.

    Raises:
        ProcessException: one of them failed, which ends the others.
        ValueError: the system cannot copy processes.
    """
    if processes == 1:
        train(Worker())
        return
    if "fork" not in multiprocessing.get_all_start_methods():
        raise ValueError("this system cannot copy processes: leave --processes at 1")
    with TemporaryDirectory() as folder:
        args = train, processes, f"{folder}/store"
        start_processes(  # type: ignore[no-untyped-call]
            _run, args, processes, daemon=True, start_method="fork"
        )


def _run(rank: int, train: Callable[[Worker], None], processes: int, store: str) -> None:
    torch.set_num_threads(max(1, torch.get_num_threads() // processes))
    distributed.init_process_group(
        "gloo",
        store=distributed.FileStore(store, processes),  # type: ignore[attr-defined]
        rank=rank,
        world_size=processes,
    )
    train(Worker(rank, processes))
