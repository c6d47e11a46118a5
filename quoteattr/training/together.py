"""Processes that train one network together, a core for each.

A small network gives a second thread less to do than a second process has, with a batch of its
own. They share the parameters; a step is taken with the mean of their gradients, as if it were one
of a batch as large as theirs together.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import torch
from torch import Tensor, nn

__all__ = ["Together", "run_together"]

# Longer than any step takes: a process that was killed must not keep the others for ever.
PATIENCE_SECONDS = 600


@attrs.frozen(eq=False)
class Together:
    """One process among those that train.

    Attributes:
        rank: which one, from 0.
        processes: of how many.
        parameters: those that are trained, in memory that all share.
        gradients: a row for each process, in memory that all share, float32,
            shape (processes, numbers of all parameters).
        barrier: where they wait for each other.
    """

    rank: int
    processes: int
    parameters: Sequence[nn.Parameter]
    gradients: Tensor
    barrier: Any

    @property
    def first(self) -> bool:
        """Whether it is the one that speaks for all."""
        return self.rank == 0

    def step(self, take: Callable[[], None]) -> None:
        """Pass the gradients on, and wait until the first process has taken the step.

        Raises:
            RuntimeError: the process that they are copies of is gone.
            BrokenBarrierError: another one failed.
        """
        if self.processes == 1:
            take()
            return
        origin = multiprocessing.parent_process()
        if origin is not None and not origin.is_alive():
            raise RuntimeError("the command was ended, and its training with it")
        self._write()
        self.barrier.wait(PATIENCE_SECONDS)
        if self.first:
            self._read()
            take()
        self.barrier.wait(PATIENCE_SECONDS)

    def _write(self) -> None:
        for parameter, own in zip(self.parameters, self._parts(self.rank), strict=True):
            own.zero_() if parameter.grad is None else own.copy_(parameter.grad.flatten())

    def _read(self) -> None:
        """Replace the gradients by the mean of all."""
        self.gradients[0] += self.gradients[1:].sum(dim=0)
        self.gradients[0] /= self.processes
        for parameter, mean in zip(self.parameters, self._parts(0), strict=True):
            parameter.grad = mean.view_as(parameter)

    def _parts(self, rank: int) -> Sequence[Tensor]:
        return torch.split(self.gradients[rank], [p.numel() for p in self.parameters])


def run_together(train: Callable[[Together], None], network: nn.Module, processes: int) -> None:
    """Run a training in so many processes; with one in this very process.

    Args:
        train: what each of them does. With several it runs in copies of this process, of which
            only the parameters of the network come back.
        network: what is trained. Its parameters stay where they are, or move to shared memory.
        processes: how many.

    Raises:
        OSError: the system cannot copy processes.
        RuntimeError: one of them failed; what it was has been printed.
    """
    if processes == 1:
        train(Together(0, 1, (), torch.empty(0), None))
        return
    try:
        context = multiprocessing.get_context("fork")
    except ValueError:
        raise OSError("this system cannot train in several processes; use --processes 1") from None
    network.share_memory()
    parameters = [p for p in network.parameters() if p.requires_grad]
    gradients = torch.zeros(processes, sum(p.numel() for p in parameters))
    gradients.share_memory_()  # type: ignore[no-untyped-call]
    barrier = context.Barrier(processes)
    crew = [
        context.Process(
            target=_run,
            args=(train, Together(rank, processes, parameters, gradients, barrier)),
            daemon=True,
        )
        for rank in range(processes)
    ]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    if any(one.exitcode for one in crew):
        raise RuntimeError("a training process failed; go on from its last checkpoint: --resume")


def _run(train: Callable[[Together], None], us: Together) -> None:
    torch.set_num_threads(max(1, torch.get_num_threads() // us.processes))
    try:
        train(us)
    except BaseException:
        us.barrier.abort()
        raise
