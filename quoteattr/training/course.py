"""One training of the network, from its first batch, or a checkpoint, to its last."""

import argparse
import time
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from quoteattr.attribution.network import Network
from quoteattr.attribution.storage import Trained, save
from quoteattr.memory import give_back
from quoteattr.training.batches import Batch, Batches, Varier, batches
from quoteattr.training.lessons import Lesson
from quoteattr.training.loss import PARTS, losses
from quoteattr.training.together import Together, run_together

__all__ = ["CHECKPOINT", "Course"]

CHECKPOINT = "checkpoint.pt"
CHECKPOINT_SECONDS = 180

# Weights of the losses, in the order of PARTS.
WEIGHTS = (1.0, 0.3, 0.3, 0.15, 0.3, 1.0, 0.1, 0.5)
LAYER_DECAY = 0.9
# What is read beside a pretrained encoder's pieces must not drown them: its weights begin at zero
# and its inputs are a hundred times as large as the encoder's own.
BESIDE_RATE = 0.05
WARM_UP_EPOCHS = 0.2
LARGEST_GRADIENT = 1.0
# Batches from one time that memory is given back to the next.
TRIM_EVERY = 100
# Texts that teach coreference alone: so many of them an epoch.
SHARE_OF_EXTRA = 0.25


class Course:
    """One training, from the first batch or a checkpoint to the last.

    Several processes learn as one: of n processes each takes every n-th batch, and each step is
    taken along the mean of their gradients.

    Args:
        trained: the network that learns, and its tokenizer.
        lessons: what it learns from in every epoch.
        extra: of which it learns from a share, another one in every epoch.
        args: options of the command.
    """

    def __init__(
        self,
        trained: Trained,
        lessons: Sequence[Lesson],
        extra: Sequence[Lesson],
        args: argparse.Namespace,
    ) -> None:
        self.trained = trained
        self.network = network = trained.network
        self.lessons, self.extra = lessons, extra
        self.vary = Varier(trained.pieces, lessons)
        self.args = args
        groups = _groups(network, args.rate, args.encoder_rate)
        self.optimiser = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01, fused=True)
        self.epoch = 0
        self.batch = 0
        self.saved = time.monotonic()
        if args.resume and (args.out / CHECKPOINT).exists():
            self._load()

    def run(self) -> None:
        """All epochs that are left."""
        run_together(self._run, self.network, self.args.processes)
        (self.args.out / CHECKPOINT).unlink(missing_ok=True)

    def _run(self, us: Together) -> None:
        while self.epoch < self.args.epochs:
            self._epoch(us)
            self.epoch, self.batch = self.epoch + 1, 0
            if us.first:
                self._save()

    def _epoch(self, us: Together) -> None:
        self.network.train()
        lessons = self._batches()
        recent: list[list[float]] = []
        began = time.monotonic()
        for number in range(self.batch + us.rank, len(lessons), us.processes):
            torch.manual_seed(lessons.seeds[number])
            self._set_rate(self.epoch + number / len(lessons))
            recent.append(self._step(lessons[number], us))
            self.batch = number - us.rank + us.processes
            if self.batch % TRIM_EVERY < us.processes:
                give_back()
            if us.first and time.monotonic() - self.saved > CHECKPOINT_SECONDS:
                self._report(recent, len(lessons), began)
                recent.clear()
                self._save()
        if us.first:
            self._report(recent, len(lessons), began)

    def _report(self, recent: Sequence[Sequence[float]], count: int, began: float) -> None:
        """Print the mean losses of the batches since the last report."""
        means = np.mean(recent or [[0.0] * len(PARTS)], axis=0)
        said = ", ".join(f"{name} {mean:.4f}" for name, mean in zip(PARTS, means, strict=True))
        seconds = time.monotonic() - began
        print(f"epoch {self.epoch + 1}, {self.batch}/{count}: {said}; {seconds:.0f} s", flush=True)

    def _step(self, batch: Batch, us: Together) -> list[float]:
        """Learn from one batch; its losses."""
        parts = losses(self.network, batch, half=self.args.bfloat16)
        total = torch.stack(parts) @ torch.tensor(WEIGHTS)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        us.step(self._take)
        return [float(part.detach()) for part in parts]

    def _take(self) -> None:
        """The step itself, along the gradients that the parameters have."""
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self.optimiser.step()

    def _batches(self) -> Batches:
        # The same batches whenever an epoch is gone on with: its random numbers are its own.
        random = np.random.default_rng((self.args.seed, self.epoch))
        chosen = random.permutation(len(self.extra))[: round(SHARE_OF_EXTRA * len(self.extra))]
        return batches(
            [*self.lessons, *(self.extra[i] for i in chosen)],
            random,
            self.vary,
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
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "epoch": self.epoch,
            "batch": self.batch,
        }
        path = self.args.out / CHECKPOINT
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
        save(self.args.out, self.trained)
        self.saved = time.monotonic()

    def _load(self) -> None:
        state = torch.load(self.args.out / CHECKPOINT, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.batch = state["epoch"], state["batch"]


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
