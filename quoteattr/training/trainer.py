"""One training of the network, from its first batch, or a checkpoint, to its last."""

import argparse
import copy
import time
from collections.abc import Sequence

import attrs
import numpy as np
import torch
from torch import nn

from quoteattr.attribution.network import Network
from quoteattr.attribution.storage import Trained, save
from quoteattr.memory import give_back
from quoteattr.training.batches import Augmenter, Batch, Batches, batches
from quoteattr.training.labelled import LabelledText
from quoteattr.training.loss import PARTS, WEIGHTS, losses
from quoteattr.training.workers import Worker, run_workers

__all__ = ["CHECKPOINT", "Trainer"]

CHECKPOINT = "checkpoint.pt"
CHECKPOINT_SECONDS = 180
# What has states that a checkpoint keeps.
STATES = ("network", "average", "optimiser")

LAYER_DECAY = 0.9
# What is read beside a pretrained encoder's pieces must not drown them: its weights begin at zero
# and its inputs are a hundred times as large as the encoder's own.
BESIDE_RATE = 0.05
WARM_UP_EPOCHS = 0.2
LARGEST_GRADIENT = 1.0
# The network that is saved is a running mean of the weights: each step keeps this share of it, and
# the first steps less.
AVERAGE_KEPT = 0.999
# Batches from one time that memory is given back to the next.
TRIM_EVERY = 100


class Trainer:
    """One training, from the first batch or a checkpoint to the last.

    Several processes learn as one: of n processes each takes every n-th batch, and each step is
    taken along the mean of their gradients.

    Args:
        trained: the network that learns, and its tokenizer.
        texts: what it learns from.
        times: how often each of them is read in an epoch, on average.
        args: options of the command.
    """

    def __init__(
        self,
        trained: Trained,
        texts: Sequence[LabelledText],
        times: Sequence[float],
        args: argparse.Namespace,
    ) -> None:
        self.trained = trained
        self.network = network = trained.network.requires_grad_(True)
        # Half of all weights, of which few pieces are seen often: they stay as they were.
        network.transformer.piece.weight.requires_grad_(False)
        self.texts, self.times = texts, np.array(times)
        self.augment = Augmenter(trained.pieces, texts)
        self.args = args
        groups = _groups(network, args.rate, args.encoder_rate)
        self.optimiser = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01, fused=True)
        self.average = copy.deepcopy(network)
        self.epoch = self.batch = 0
        self.saved = time.monotonic()
        if args.resume and (args.out / CHECKPOINT).exists():
            self._load()

    def run(self) -> None:
        """All epochs that are left."""
        run_workers(self._run, self.args.processes)
        if (self.args.out / CHECKPOINT).exists():
            self._load()
        self.network.load_state_dict(self.average.state_dict())

    def _run(self, worker: Worker) -> None:
        while self.epoch < self.args.epochs:
            self._epoch(worker)
            self.epoch, self.batch = self.epoch + 1, 0
            if worker.first:
                self._save()

    def _epoch(self, worker: Worker) -> None:
        self.network.train()
        todo = self.batches()
        recent: list[list[float]] = []
        began = time.monotonic()
        for number in range(self.batch + worker.rank, len(todo), worker.processes):
            torch.manual_seed(todo.seeds[number])
            self._set_rate(self.epoch + (number - worker.rank) / len(todo))
            recent.append(self._step(todo[number], worker))
            self.batch = number - worker.rank + worker.processes
            if worker.first:
                self._move_average((self.epoch * len(todo) + number) // worker.processes)
            if self.batch % TRIM_EVERY < worker.processes:
                give_back()
            if worker.first and time.monotonic() - self.saved > CHECKPOINT_SECONDS:
                self._report(recent, len(todo), began)
                recent.clear()
                self._save()
        if worker.first:
            self._report(recent, len(todo), began)

    def _report(self, recent: Sequence[Sequence[float]], count: int, began: float) -> None:
        """Print the mean losses of the batches since the last report."""
        means = np.mean(recent or [[0.0] * len(PARTS)], axis=0)
        said = ", ".join(f"{name} {mean:.4f}" for name, mean in zip(PARTS, means, strict=True))
        seconds = time.monotonic() - began
        print(f"epoch {self.epoch + 1}, {self.batch}/{count}: {said}; {seconds:.0f} s", flush=True)

    def _step(self, batch: Batch, worker: Worker) -> list[float]:
        """Learn from one batch; its losses."""
        parts = losses(self.network, batch, half=self.args.bfloat16)
        self.optimiser.zero_grad(set_to_none=True)
        (torch.stack(parts) @ WEIGHTS).backward()  # type: ignore[no-untyped-call]
        worker.average(self.network.parameters())
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self.optimiser.step()
        return [float(part.detach()) for part in parts]

    @torch.no_grad()
    def _move_average(self, step: int) -> None:
        share = max(1 - AVERAGE_KEPT, 9 / (10 + step))
        networks = (self.average, self.network)
        for mean, new in zip(*(network.parameters() for network in networks), strict=True):
            mean.lerp_(new, share)

    def batches(self) -> Batches:
        """Those of this epoch, the same whenever it is resumed: its random numbers are its own."""
        random = np.random.default_rng((self.args.seed, self.epoch))
        counts = (self.times + random.random(len(self.texts))).astype(int)
        return batches(
            [text for text, count in zip(self.texts, counts, strict=True) for _ in range(count)],
            random,
            self.augment,
            transformer=self.network.settings.transformer,
            pieces_a_batch=self.args.batch_pieces,
            at_once=self.args.processes,
        )

    def _set_rate(self, epochs: float) -> None:
        """Linear warm-up, then linear decay to zero."""
        left = (self.args.epochs - epochs) / (self.args.epochs - WARM_UP_EPOCHS)
        share = min(epochs / WARM_UP_EPOCHS, left)
        for group in self.optimiser.param_groups:
            group["lr"] = group["highest"] * max(share, 0.001)

    def _save(self) -> None:
        state = {name: getattr(self, name).state_dict() for name in STATES}
        state |= {"epoch": self.epoch, "batch": self.batch}
        path = self.args.out / CHECKPOINT
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
        save(self.args.out, attrs.evolve(self.trained, network=self.average))
        self.saved = time.monotonic()

    def _load(self) -> None:
        state = torch.load(self.args.out / CHECKPOINT, weights_only=True)
        for name in STATES:
            getattr(self, name).load_state_dict(state[name])
        self.epoch = state["epoch"]
        self.batch = state["batch"] - state["batch"] % self.args.processes


def _groups(network: Network, rate: float, encoder_rate: float) -> list[dict[str, object]]:
    """Parameters with their highest learning rates: in a pretrained encoder the deeper the less."""
    groups: dict[float, list[nn.Parameter]] = {}
    layers = len(network.transformer.layers)
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        parts = name.split(".")
        if parts[0] != "transformer":
            highest = rate
        elif parts[1] == "beside":
            highest = encoder_rate * BESIDE_RATE
        else:
            depth = layers - 1 - int(parts[2]) if parts[1] == "layers" else layers
            highest = encoder_rate * LAYER_DECAY**depth
        groups.setdefault(highest, []).append(parameter)
    return [{"params": chosen, "highest": highest} for highest, chosen in groups.items()]
