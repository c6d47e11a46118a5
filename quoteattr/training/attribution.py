"""Train the attribution network: ``python -m quoteattr.training attribution``.

Learns from ``polnear/train.jsonl`` and ``world/train.jsonl`` of the data folder, told apart by
the guideline flag, the second read three times an epoch. Seeded; checkpoints every few minutes
into the output folder, and ``--resume`` goes on from the last one. Every twentieth document is
left out (``--hold-out``) and written to ``held-out-*.jsonl`` there, to choose settings by and to
fit the confidence of attributions on.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import attrs
import torch
from torch import nn

from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.storage import Trained, load, save
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.models import write_manifest
from quoteattr.models.vectors import WordVectors
from quoteattr.training.batches import WORDS_A_BATCH, Variation, Varier
from quoteattr.training.confidence import experience, fit
from quoteattr.training.course import Course
from quoteattr.training.encoders import Encoder, encoder_of, lowest, pretrained, start_from
from quoteattr.training.more import read_more, write_line
from quoteattr.training.quotes import lesson
from quoteattr.training.start import mean_of, take_weights
from quoteattr.training.teaching import lessons_of, second_opinions

__all__ = ["add_arguments", "run"]

Taught = tuple[int, AnnotatedText]
"""A document and the index of the guideline that its annotation follows."""

MIN_WORDS, MIN_SUFFIXES = 4, 8
WORLD = GUIDELINES.index("world")

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
        "--encoder",
        type=Path,
        help="folder of a pretrained BERT-like encoder to start from (default: that of --start)",
    )
    parser.add_argument(
        "--encoder-layers", type=int, metavar="N", help="the encoder's lowest layers (default: all)"
    )
    _add_sources(parser)
    _add_settings(parser)
    parser.add_argument("--hold-out", type=int, default=20, metavar="N")
    parser.add_argument(
        "--only-confidence", action="store_true", help="fit the confidence of a trained network"
    )
    parser.add_argument(
        "--mean",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="do not train, but take the mean of the weights of trained networks",
    )
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="to train in, each with its threads"
    )
    parser.add_argument("--resume", action="store_true")
    _add_ablations(parser)


def _add_sources(parser: argparse.ArgumentParser) -> None:
    """What to learn from beside the data folder."""
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
    parser.add_argument(
        "--trust",
        type=float,
        default=1.0,
        metavar="S",
        help="an annotator's share in the labels of texts that a teacher has read too",
    )
    parser.add_argument(
        "--also",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="more articles by the guideline of world/; a text may be missing",
    )


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
    parser.add_argument(
        "--views",
        type=int,
        choices=(1, 2),
        default=1,
        help="2: above an encoder, windows are read with words' own vectors and without",
    )


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
    if args.mean:
        trained = mean_of([load(folder, vectors) for folder in args.mean])
    elif args.only_confidence:
        trained = load(args.out, vectors)
    else:
        trained = _train(args, taught, held_out, vectors)
    save(args.out, _with_confidence(trained, held_out, vectors), args.base)
    write_manifest(args.out, args.out.name, args.base)
    return 0


def _train(
    args: argparse.Namespace,
    documents: Sequence[Taught],
    held_out: Sequence[Taught],
    vectors: WordVectors,
) -> Trained:
    trained = _new(args, documents, vectors)
    network, lexicon, pieces = trained.network, trained.lexicon, trained.pieces
    lessons = [
        lesson(document, guideline, lexicon, vectors, pieces) for guideline, document in documents
    ]
    if args.teacher and args.trust < 1:
        texts = [document for _, document in documents]
        lessons = list(second_opinions(args.teacher, texts, lessons, vectors, args.trust))
    world = [item for item in lessons if item.guideline == WORLD]
    lessons += world * (args.world_times - 1)
    if args.teacher:
        unread = _texts_to_teach(args.taught, documents, held_out)
        lessons += lessons_of(args.teacher, unread, lexicon, vectors, pieces)
    for name in EMBEDDINGS:
        if name in args.without:
            nn.init.zeros_(getattr(network, name).weight).requires_grad_(False)
    variation = Variation.none() if "variation" in args.without else Variation()
    Course(trained, lessons, Varier(lexicon, vectors, variation, pieces), args).run()
    network.eval().requires_grad_(False)
    return trained


def _texts_to_teach(
    paths: Sequence[Path], documents: Sequence[Taught], held_out: Sequence[Taught]
) -> list[list[AnnotatedText]]:
    """What a teacher reads by each guideline: of a text that an annotator has read, the other one.

    Of texts that are held out it tells nothing.
    """
    held = {document.id for _, document in held_out}
    unread = [
        text
        for path in paths
        for text in read_texts(str(path), needs_quotes=False)
        if text.id not in held
    ]
    annotated = [
        {document.id for g, document in documents if g == index} for index in range(len(GUIDELINES))
    ]
    return [
        [text for text in unread if text.id not in annotated[index]]
        for index in range(len(GUIDELINES))
    ]


def _new(args: argparse.Namespace, documents: Sequence[Taught], vectors: WordVectors) -> Trained:
    """A network as its training begins with it, and its words."""
    texts = [document.text or "" for _, document in documents]
    lexicon = Lexicon.learn(texts, min_words=MIN_WORDS, min_suffixes=MIN_SUFFIXES)
    first = [load(folder, vectors) for folder in args.start]
    for one in first:
        lexicon = one.lexicon.joined(lexicon)
    encoder = _encoder(args, first)
    settings = Settings(
        n_words=len(lexicon.words) + 2,
        n_suffixes=len(lexicon.suffixes) + 2,
        n_guidelines=len(GUIDELINES),
        vector_size=vectors.matrix.shape[1],
        hidden=args.hidden,
        layers=args.layers,
        dropout=args.dropout,
        transformer=encoder.sizes if encoder else None,
        views=args.views,
    )
    network = Network(settings, vectors.matrix)
    if encoder:
        start_from(network, encoder)
    for one in first:
        take_weights(network, lexicon, one)
    return Trained(network, lexicon, encoder.pieces if encoder else None)


def _encoder(args: argparse.Namespace, started: Sequence[Trained]) -> Encoder | None:
    """What a new network stands on: an encoder of its own, or that of the last one it starts from.

    Raises:
        ValueError: the encoder cannot be used, or has fewer layers than asked for.
    """
    given = [pretrained(args.encoder)] if args.encoder else map(encoder_of, reversed(started))
    for encoder in given:
        if encoder is not None:
            layers = args.encoder_layers
            return encoder if layers is None else lowest(encoder, layers)
    return None


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
        files = [read_texts(str(args.data / name / "train.jsonl"))]
        if index == WORLD:
            files.append(read_more(args.also, args.data))
        if args.hold_out:
            held = [document for documents in files for document in documents[:: args.hold_out]]
            lines = "".join(map(write_line, held))
            (args.out / f"held-out-{name}.jsonl").write_text(lines, encoding="utf-8")
            held_out += [(index, document) for document in held]
            files = [
                [d for i, d in enumerate(documents) if i % args.hold_out] for documents in files
            ]
        learned = [(index, document) for documents in files for document in documents]
        if index == WORLD:
            learned = learned[: round(args.share * len(learned))]
        if name not in args.without:
            taught += learned
    return taught, held_out
