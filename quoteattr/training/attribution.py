"""Train the attribution network: ``python -m quoteattr.training attribution``.

Learns from ``polnear/train.jsonl`` and ``world/train.jsonl`` of the data folder, told apart by
the guideline flag, the second read three times an epoch. Seeded; checkpoints every few minutes
into the output folder, and ``--resume`` goes on from the last one. Every twentieth document is
left out (``--hold-out``) and written to ``held-out-*.jsonl`` there, to choose settings by and to
fit the confidence of attributions on.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
import torch
from torch import Tensor, nn

from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.storage import Trained, load, save
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.models import write_manifest
from quoteattr.models.vectors import WordVectors
from quoteattr.training.batches import WORDS_A_BATCH, Batch, Variation, Varier, batches
from quoteattr.training.confidence import experience, fit
from quoteattr.training.loss import PARTS, losses
from quoteattr.training.minilm import pretrained, start_from
from quoteattr.training.quotes import Lesson, lesson
from quoteattr.training.start import take_weights
from quoteattr.training.teaching import lessons_of

__all__ = ["add_arguments", "run"]

Taught = tuple[int, AnnotatedText]
"""A document and the index of the guideline that its annotation follows."""

CHECKPOINT = "checkpoint.pt"
CHECKPOINT_SECONDS = 180

# Weights of the losses of cues and sources, modes, contents, as shares of --link-weight.
SHARES = {"cues": 1.0, "sources": 1.0, "modes": 0.5, "contents": 1.0}
MIN_WORDS, MIN_SUFFIXES = 4, 8
LAYER_DECAY = 0.9
# What is read beside a pretrained encoder's pieces must not drown them: its weights begin at zero
# and its inputs are a hundred times as large as the encoder's own.
BESIDE_RATE = 0.05

# What a training can do without, to see what it is good for: embeddings of the network, which
# then stay zero, and habits of the training.
EMBEDDINGS = ("word", "suffix", "shape", "mark", "place", "guideline")
HABITS = ("variation", "own-spans", "world", "polnear")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write to")
    parser.add_argument("--vectors", type=Path, help="model folder with vectors (default: --out)")
    parser.add_argument("--base", help="bundled model that has what this one shares with it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate at its highest")
    parser.add_argument(
        "--encoder", type=Path, help="folder of a pretrained BERT-like encoder to start from"
    )
    parser.add_argument(
        "--start",
        type=Path,
        nargs="+",
        default=[],
        help="model folders to take weights from where names and sizes fit, the last one last",
    )
    parser.add_argument(
        "--teacher",
        type=Path,
        nargs="+",
        default=[],
        help="model folders of networks to learn from too; of several, what they say on average",
    )
    parser.add_argument(
        "--taught", type=Path, nargs="+", default=[], help="texts that the teacher reads"
    )
    _add_settings(parser)
    parser.add_argument("--hold-out", type=int, default=20, metavar="N")
    parser.add_argument(
        "--only-confidence", action="store_true", help="fit the confidence of a trained network"
    )
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--resume", action="store_true")
    _add_ablations(parser)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--link-weight", type=float, default=0.15, help="beside labels with 1")
    parser.add_argument("--dropout", type=float, default=Settings(0, 0).dropout)
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4, help="of its last layer")
    parser.add_argument("--batch-words", type=int, default=WORDS_A_BATCH, metavar="N")
    parser.add_argument(
        "--bfloat16", action="store_true", help="half precision where the processor has it"
    )
    parser.add_argument("--hidden", type=int, default=Settings(0, 0).hidden)
    parser.add_argument("--layers", type=int, default=Settings(0, 0).layers)
    parser.add_argument("--world-times", type=int, default=3, metavar="N")


def _add_ablations(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--without",
        nargs="+",
        default=[],
        choices=(*EMBEDDINGS, *HABITS),
        metavar="PART",
        help=f"for ablations: {', '.join((*EMBEDDINGS, *HABITS))}",
    )
    parser.add_argument(
        "--share", type=float, default=1.0, metavar="S", help="of world's documents to learn from"
    )


def run(args: argparse.Namespace) -> int:
    """Train and save; 0."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    vectors = WordVectors.load(args.vectors or args.out)
    taught, held_out = _documents(args)
    trained = load(args.out, vectors) if args.only_confidence else _train(args, taught, vectors)
    save(args.out, _with_confidence(trained, held_out, vectors))
    write_manifest(args.out, args.out.name, args.base)
    return 0


def _train(args: argparse.Namespace, documents: Sequence[Taught], vectors: WordVectors) -> Trained:
    texts = [document.text or "" for _, document in documents]
    lexicon = Lexicon.learn(texts, min_words=MIN_WORDS, min_suffixes=MIN_SUFFIXES)
    encoder = pretrained(args.encoder) if args.encoder else None
    pieces = encoder.pieces if encoder else None
    settings = Settings(
        n_words=len(lexicon.words) + 2,
        n_suffixes=len(lexicon.suffixes) + 2,
        n_guidelines=len(GUIDELINES),
        vector_size=vectors.matrix.shape[1],
        hidden=args.hidden,
        layers=args.layers,
        dropout=args.dropout,
        transformer=encoder.sizes if encoder else None,
    )
    network = Network(settings, vectors.matrix)
    if encoder:
        start_from(network, encoder)
    for folder in args.start:
        take_weights(network, load(folder, vectors).network)
    lessons = [
        lesson(document, guideline, lexicon, vectors, pieces) for guideline, document in documents
    ]
    world = [item for item in lessons if item.guideline == GUIDELINES.index("world")]
    lessons += world * (args.world_times - 1)
    if args.teacher:
        unread = [
            text for path in args.taught for text in read_texts(str(path), needs_quotes=False)
        ]
        lessons += lessons_of(args.teacher, unread, lexicon, vectors, pieces)
    for name in EMBEDDINGS:
        if name in args.without:
            nn.init.zeros_(getattr(network, name).weight).requires_grad_(False)
    trained = Trained(network, lexicon, pieces)
    variation = Variation.none() if "variation" in args.without else Variation()
    Course(trained, lessons, Varier(lexicon, vectors, variation, pieces), args).run()
    network.eval().requires_grad_(False)
    return trained


def _with_confidence(trained: Trained, held_out: Sequence[Taught], vectors: WordVectors) -> Trained:
    """The same with confidences fitted on documents that it did not learn from, where any are."""
    confidence = dict(trained.confidence)
    for index, name in enumerate(GUIDELINES):
        documents = [document for guideline, document in held_out if guideline == index]
        if documents:
            attributor = Attributor(trained, vectors, name)
            confidence[name] = fit(experience(attributor, documents))
    return attrs.evolve(trained, confidence=confidence)


def _documents(args: argparse.Namespace) -> tuple[list[Taught], list[Taught]]:
    """Training documents, and those held out, which are written aside."""
    taught: list[Taught] = []
    held_out: list[Taught] = []
    for index, name in enumerate(GUIDELINES):
        path = args.data / name / "train.jsonl"
        documents = [(index, document) for document in read_texts(str(path))]
        if args.hold_out:
            held_out += documents[:: args.hold_out]
            lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
            held = "".join(f"{line}\n" for line in lines[:: args.hold_out])
            (args.out / f"held-out-{name}.jsonl").write_text(held, encoding="utf-8")
            documents = [d for i, d in enumerate(documents) if i % args.hold_out]
        if name == "world":
            documents = documents[: round(args.share * len(documents))]
        if name not in args.without:
            taught += documents
    return taught, held_out


class Progress:
    """Prints how a training goes: mean losses since the last report."""

    def __init__(self, epoch: int, batches: int) -> None:
        self.epoch = epoch
        self.batches = batches
        self.losses: list[list[float]] = []
        self.started = time.monotonic()

    def add(self, losses: list[float]) -> None:
        """The losses of one batch."""
        self.losses.append(losses)

    def report(self, batch: int) -> None:
        """Print and begin anew."""
        means = np.mean(self.losses or [[0.0] * len(PARTS)], axis=0)
        said = ", ".join(f"{name} {mean:.4f}" for name, mean in zip(PARTS, means, strict=True))
        seconds = time.monotonic() - self.started
        print(
            f"epoch {self.epoch + 1}, {batch}/{self.batches}: {said}; {seconds:.0f} s", flush=True
        )
        self.losses = []


class Course:
    """One training, from the first batch or a checkpoint to the last."""

    def __init__(
        self, trained: Trained, lessons: Sequence[Lesson], vary: Varier, args: argparse.Namespace
    ) -> None:
        self.trained = trained
        self.network = network = trained.network
        self.lessons = lessons
        self.vary = vary
        self.args = args
        self.weights = [1.0, *(SHARES[name] * args.link_weight for name in PARTS[1:])]
        self.own_spans = "own-spans" not in args.without
        groups = _groups(network, args.rate, args.encoder_rate)
        self.optimiser = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01, fused=True)
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
        lessons = list(self._batches())
        if self.batch and self.random is not None:
            torch.set_rng_state(self.random)
        progress = Progress(self.epoch, len(lessons))
        for number, batch in enumerate(lessons):
            if number < self.batch:
                continue
            self._set_rate(self.epoch + number / len(lessons))
            progress.add(self._step(batch))
            self.batch = number + 1
            if time.monotonic() - self.saved > CHECKPOINT_SECONDS:
                progress.report(self.batch)
                self._save()
        progress.report(self.batch)

    def _step(self, batch: Batch) -> list[float]:
        """Learn from one batch; its losses."""
        parts = losses(self.network, batch, half=self.args.bfloat16, own=self.own_spans)
        total = sum(w * part for w, part in zip(self.weights, parts, strict=True))
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        return [float(part.detach()) for part in parts]

    def _batches(self) -> Iterator[Batch]:
        # The same batches whenever an epoch is gone on with: its random numbers are its own.
        random = np.random.default_rng((self.args.seed, self.epoch))
        torch.manual_seed(self.args.seed * 1000 + self.epoch)
        return batches(
            self.lessons,
            random,
            self.vary,
            transformer=self.network.settings.transformer,
            words_a_batch=self.args.batch_words,
        )

    def _set_rate(self, epochs: float) -> None:
        """Linear warm-up over a fifth of an epoch, then linear decay to zero."""
        share = min(epochs / 0.2, (self.args.epochs - epochs) / (self.args.epochs - 0.2))
        for group in self.optimiser.param_groups:
            group["lr"] = group["highest"] * max(share, 0.001)

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
        save(self.args.out, self.trained)
        self.saved = time.monotonic()

    def _load(self) -> None:
        state = torch.load(self.args.out / CHECKPOINT, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.batch = state["epoch"], state["batch"]
        # Dropout goes on where it was, so that a training that stopped ends as any other.
        self.random = state.get("random")


def _groups(network: Network, rate: float, encoder_rate: float) -> list[dict[str, object]]:
    """Parameters with their highest learning rates: in a pretrained encoder the deeper the less."""
    groups: dict[float, list[nn.Parameter]] = {}
    layers = len(network.transformer.layers) if network.transformer else 0
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
