"""Train the network from a pretrained encoder: ``python -m quoteattr.training attribution``.

Learns from all that is annotated: quotes of world, varied and invented texts by the guideline
"world", of PolNeAR by this and by its own, told apart by a flag; names and sentences of all of
them; antecedents from the speakers of these quotes, from pronouns and descriptions, from names
hidden on purpose, and from the chains of OntoGUM and GAP. Seeded; ``--resume`` goes on from a
checkpoint. Every twentieth document is left out (``--hold-out``) and written to the output folder:
the confidence of attributions is fitted on these, and so is the choice of antecedents.
"""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

import attrs
import torch

from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.eight_bits import observed
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.storage import Trained, load, save
from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.models import write_manifest
from quoteattr.training.confidence import collect, fit
from quoteattr.training.corpora import read_corpora, read_mentions, read_surfaces, write_line
from quoteattr.training.encoders import pretrained
from quoteattr.training.labelled import label_text
from quoteattr.training.mentions import chains, gap, ontogum
from quoteattr.training.pruning import importance, pruned
from quoteattr.training.trainer import CHECKPOINT, Trainer

__all__ = ["add_arguments", "run"]

Taught = tuple[str, str, AnnotatedText]
"""The set of a document, the guideline that its annotation follows, and the document."""

# How often each text of a set is read in an epoch, on average; 1 where nothing is said.
TIMES = {"sense": 2, "varied": 2, "polnear": 1.5, "politics": 0.5, "coref": 0.25}
# The folder in the model's own that the network is trained in before it is pruned.
UNPRUNED = "unpruned"


def add_arguments(parser: ArgumentParser) -> None:
    """The command's options."""
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder of the training data")
    add("--out", type=Path, required=True, help="model folder to write to")
    add("--encoder", type=Path, help="folder of a pretrained BERT-like encoder")
    add("--encoder-layers", type=int, metavar="N", help="its lowest layers (default: all)")
    add("--start", type=Path, help="model folder to go on from, in place of an encoder")
    add("--seed", type=int, default=1)
    add("--epochs", type=int, default=12)
    add("--prune-after", type=int, default=0, metavar="N", help="epochs with the whole encoder")
    add("--heads", type=int, default=8, metavar="N", help="attention heads that pruning leaves")
    add("--units", type=int, default=1024, metavar="N", help="feed-forward units that it leaves")
    add("--rate", type=float, default=1e-3, help="highest learning rate of heads")
    add("--encoder-rate", type=float, default=2e-4, help="of its last layer")
    add("--batch-pieces", type=int, default=2500, metavar="N")
    add("--bfloat16", action="store_true", help="half precision where the processor has it")
    add("--hold-out", type=int, default=20, metavar="N")
    add("--only-confidence", action="store_true", help="fit the confidence of a trained network")
    add("--threads", type=int, default=torch.get_num_threads())
    add("--processes", type=int, default=1, metavar="N", help="to train in, each with its threads")
    add("--resume", action="store_true")


def run(args: Namespace) -> None:
    """Train and save.

    Raises:
        FormatError: there is nothing to learn from, or no encoder is named.
        ValueError: the encoder cannot be used.
    """
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    taught, held_out = _documents(args)
    trained = load(args.out) if args.only_confidence else _train(args, taught)
    save(args.out, _with_confidence(trained, held_out))
    if not args.only_confidence:
        (args.out / CHECKPOINT).unlink(missing_ok=True)
        shutil.rmtree(args.out / UNPRUNED, ignore_errors=True)
    write_manifest(args.out, args.out.name)


def _train(args: Namespace, documents: Sequence[Taught]) -> Trained:
    if args.start is not None:
        trained = load(args.start)
    elif args.encoder is not None:
        trained = pretrained(args.encoder, args.encoder_layers)
    else:
        raise FormatError("--encoder", "is missing; name the folder of a pretrained encoder")
    surfaces, mentions = read_surfaces(), read_mentions()
    texts = []
    for _, guideline, document in documents:
        surface = surfaces.get(document.id)
        found = chains(document, surface, mentions.get(document.id, ())) if surface else []
        texts.append(label_text(document, guideline, trained.pieces, surface=surface, chains=found))
    times = [TIMES.get(name, 1.0) for name, *_ in documents]
    # Texts whose chains are known, and nothing else.
    files = sorted((args.data / "coref" / "gap").glob("*.tsv"))
    for document, found in (*ontogum(args.data / "coref" / "ontogum"), *gap(files)):
        texts.append(label_text(document, "world", trained.pieces, chains=found, quotes=False))
        times.append(TIMES["coref"])
    if args.prune_after:
        unpruned = args.out / UNPRUNED
        unpruned.mkdir(exist_ok=True)
        first = {"out": unpruned, "epochs": args.prune_after}
        trainer = Trainer(trained, texts, times, Namespace(**{**vars(args), **first}))
        trainer.run()
        torch.set_num_threads(1)  # a process that has had threads cannot be copied
        scores = importance(trained.network, trainer.batches())
        torch.set_num_threads(args.threads)
        network = pruned(trained.network, scores, args.heads, args.units)
        trained = attrs.evolve(trained, network=network)
    Trainer(trained, texts, times, args).run()
    trained.network.eval().requires_grad_(False)
    return trained


def _with_confidence(trained: Trained, held_out: Sequence[Taught]) -> Trained:
    """The same with confidences and ranges of documents that it did not learn from, if any."""
    confidence = dict(trained.confidence)
    with observed(trained.network.transformer) as ranges:
        for name in GUIDELINES:
            documents = [document for _, guideline, document in held_out if guideline == name]
            if documents:
                confidence[name] = fit(collect(Attributor(trained, name), documents))
    return attrs.evolve(trained, confidence=confidence, ranges=ranges)


def _documents(args: Namespace) -> tuple[list[Taught], list[Taught]]:
    """Training documents, and those held out, which are written aside."""
    files = list(read_corpora(args.data))
    held_out: list[Taught] = []
    for name, guideline, documents in files:
        held = documents[:: args.hold_out] if args.hold_out else []
        (args.out / f"held-out-{name}.jsonl").write_text(
            "".join(map(write_line, held)), encoding="utf-8"
        )
        held_out += [(name, guideline, document) for document in held]
    # PolNeAR's articles are in two files: what is held out of one is out of both.
    ids = {document.id for *_, document in held_out}
    taught = [(n, g, document) for n, g, documents in files for document in documents]
    return [one for one in taught if one[2].id not in ids], held_out
