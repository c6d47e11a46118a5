"""Train the attribution network: ``python -m quoteattr.training attribution``.

Learns from ``polnear/train.jsonl`` and ``world/train.jsonl`` of the data folder, told apart by
the guideline flag, the second read three times an epoch. Seeded; checkpoints every few minutes
into the output folder, and ``--resume`` goes on from the last one. With ``--hold-out N`` every
Nth document is left out and written to ``held-out-*.jsonl`` there, to choose settings by.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.labels import CONTINUE, CUE, HEADS, SOURCE
from quoteattr.attribution.network import MASKED, Network, Settings
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.storage import save_network
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.models import write_manifest
from quoteattr.models.vectors import WordVectors
from quoteattr.training.batches import Batch, Variation, Varier, batches
from quoteattr.training.quotes import Lesson, lesson

__all__ = ["add_arguments", "run"]

CHECKPOINT = "checkpoint.pt"
CHECKPOINT_SECONDS = 180
LINK_WEIGHT = 0.15
MIN_WORDS, MIN_SUFFIXES = 4, 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write to")
    parser.add_argument("--vectors", type=Path, help="model folder with vectors (default: --out)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate at its highest")
    parser.add_argument("--hidden", type=int, default=Settings(0, 0).hidden)
    parser.add_argument("--layers", type=int, default=Settings(0, 0).layers)
    parser.add_argument("--world-times", type=int, default=3, metavar="N")
    parser.add_argument("--hold-out", type=int, default=0, metavar="N")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--resume", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Train and save; 0."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    vectors = WordVectors.load(args.vectors or args.out)
    documents = _documents(args)
    texts = [document.text or "" for _, document in documents]
    lexicon = Lexicon.learn(texts, min_words=MIN_WORDS, min_suffixes=MIN_SUFFIXES)
    settings = Settings(
        n_words=len(lexicon.words) + 2,
        n_suffixes=len(lexicon.suffixes) + 2,
        n_guidelines=len(GUIDELINES),
        vector_size=vectors.matrix.shape[1],
        hidden=args.hidden,
        layers=args.layers,
    )
    network = Network(settings, vectors.matrix)
    lessons = [lesson(document, guideline, lexicon, vectors) for guideline, document in documents]
    world = [item for item in lessons if item.guideline == GUIDELINES.index("world")]
    lessons += world * (args.world_times - 1)
    course = Course(network, lessons, Varier(lexicon, vectors, Variation()), args)
    course.run()
    save_network(args.out, network, lexicon)
    write_manifest(args.out, args.out.name)
    return 0


def _documents(args: argparse.Namespace) -> list[tuple[int, AnnotatedText]]:
    """Guideline and document of every training text; held-out ones are written aside."""
    chosen = []
    for index, name in enumerate(GUIDELINES):
        path = args.data / name / "train.jsonl"
        documents = read_texts(str(path))
        if args.hold_out:
            lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
            held = "".join(f"{line}\n" for line in lines[:: args.hold_out])
            (args.out / f"held-out-{name}.jsonl").write_text(held, encoding="utf-8")
            documents = [d for i, d in enumerate(documents) if i % args.hold_out]
        chosen += [(index, document) for document in documents]
    return chosen


class Course:
    """One training, from the first batch or a checkpoint to the last."""

    def __init__(
        self, network: Network, lessons: Sequence[Lesson], vary: Varier, args: argparse.Namespace
    ) -> None:
        self.network = network
        self.lessons = lessons
        self.vary = vary
        self.args = args
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=args.rate, weight_decay=0.01)
        self.epoch = 0
        self.batch = 0
        self.random: Tensor | None = None
        self.saved = time.monotonic()
        if args.resume and (args.out / CHECKPOINT).exists():
            self._load()

    def run(self) -> None:
        """All epochs that are left."""
        while self.epoch < self.args.epochs:
            self._epoch()
            self.epoch, self.batch = self.epoch + 1, 0
            self._save()
        (self.args.out / CHECKPOINT).unlink(missing_ok=True)

    def _epoch(self) -> None:
        self.network.train()
        started = time.monotonic()
        lessons = list(self._batches())
        if self.batch and self.random is not None:
            torch.set_rng_state(self.random)
        totals = np.zeros(4)
        read = max(1, len(lessons) - self.batch)  # the others came before a resumption
        for number, batch in enumerate(lessons):
            if number < self.batch:
                continue
            self._set_rate(self.epoch + number / len(lessons))
            losses = loss(self.network, batch)
            total = losses[0] + LINK_WEIGHT * (losses[1] + losses[2] + 0.5 * losses[3])
            self.optimiser.zero_grad(set_to_none=True)
            total.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimiser.step()
            totals += [float(part.detach()) for part in losses]
            self.batch = number + 1
            if time.monotonic() - self.saved > CHECKPOINT_SECONDS:
                self._save()
        means = " ".join(f"{value / read:.4f}" for value in totals)
        seconds = time.monotonic() - started
        print(
            f"epoch {self.epoch + 1}: loss of labels, cues, sources, modes {means};"
            f" {seconds:.0f} s",
            flush=True,
        )

    def _batches(self) -> Iterator[Batch]:
        # The same batches whenever an epoch is gone on with: its random numbers are its own.
        random = np.random.default_rng((self.args.seed, self.epoch))
        torch.manual_seed(self.args.seed * 1000 + self.epoch)
        return batches(self.lessons, random, self.vary)

    def _set_rate(self, epochs: float) -> None:
        """Linear warm-up over a fifth of an epoch, then linear decay to zero."""
        share = min(epochs / 0.2, (self.args.epochs - epochs) / (self.args.epochs - 0.2))
        for group in self.optimiser.param_groups:
            group["lr"] = self.args.rate * max(share, 0.001)

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "epoch": self.epoch,
            "batch": self.batch,
            "random": torch.get_rng_state(),
        }
        path = self.args.out / CHECKPOINT
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
        save_network(self.args.out, self.network, self.vary.lexicon)
        self.saved = time.monotonic()

    def _load(self) -> None:
        state = torch.load(self.args.out / CHECKPOINT, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.batch = state["epoch"], state["batch"]
        # Dropout goes on where it was, so that a training that stopped ends as any other.
        self.random = state.get("random")


def loss(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Cross entropies of labels, cues, sources and modes."""
    states = network.encode(batch.values, batch.guideline)
    scores = network.label_scores(states)
    unused = torch.zeros(scores.shape[2:], dtype=torch.bool)
    unused[[SOURCE, CUE], CONTINUE] = True
    scores = scores.masked_fill(unused, MASKED)
    labels = nn.functional.cross_entropy(scores.flatten(0, 2), batch.labels.flatten()) * len(HEADS)
    real = batch.units[..., 0] >= 0
    if not real.any():
        zero = labels.new_zeros(())
        return labels, zero, zero, zero
    links = network.links(states, batch.units[..., :2], batch.cues, batch.sources)
    gold_cue, gold_source, gold_mode = (batch.units[..., column] for column in (2, 3, 4))
    cue = (gold_cue + 1).clamp(min=0)
    given_cue = links.cue_source.gather(
        1, cue[..., None].expand(-1, -1, links.cue_source.shape[-1])
    )
    modes = links.modes + links.cue_modes.gather(
        1, cue[..., None].expand(-1, -1, links.cue_modes.shape[-1])
    )
    with_mode = real & (gold_mode >= 0)
    return (
        labels,
        nn.functional.cross_entropy(links.cue[real], cue[real]),
        nn.functional.cross_entropy((links.source + given_cue)[real], gold_source[real] + 1),
        nn.functional.cross_entropy(modes[with_mode], gold_mode[with_mode])
        if with_mode.any()
        else labels.new_zeros(()),
    )
