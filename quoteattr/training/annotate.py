"""Train the Stanza models that the package bundles: ``python -m quoteattr.training annotate``.

Each component is trained by Stanza's own trainer (`stanza_components`) on files made from public
corpora (`stanza_data`, `stanza_quotes`), and packed into the model's folder (`stanza_pack`). A
component that is finished leaves a file NAME.done in the work folder, and ``--resume`` goes on
with the first that has none.
"""

import argparse
from pathlib import Path

import numpy as np

from quoteattr.models import write_manifest
from quoteattr.models.vectors import WordVectors
from quoteattr.training.stanza_components import COMPONENTS, Workshop
from quoteattr.training.stanza_pack import pack

__all__ = ["add_arguments", "run"]

VECTORS = "vectors/glove.6B.100d.top100k.npz"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model to write")
    parser.add_argument("--work", type=Path, help="folder of checkpoints (default: OUT-work)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="keep what is finished")
    parser.add_argument("--quick", action="store_true", help="a few steps only, to try it")
    parser.add_argument("--components", nargs="+", choices=COMPONENTS, default=list(COMPONENTS))


def run(args: argparse.Namespace) -> int:
    """Train each component that is asked for, and pack it; 0 as the exit status."""
    import torch

    torch.set_num_threads(1)
    work: Path = args.work or args.out.with_name(args.out.name + "-work")
    work.mkdir(parents=True, exist_ok=True)
    args.out.mkdir(parents=True, exist_ok=True)
    arrays = np.load(args.data / VECTORS)
    vectors = WordVectors.from_arrays([str(w) for w in arrays["words"]], arrays["vectors"])
    vectors.save(args.out)
    shop = Workshop(args.data, work, vectors, args.seed, args.quick, args.resume)
    for name in args.components:
        done = work / f"{name}.done"
        if args.resume and done.exists():
            continue
        done.unlink(missing_ok=True)
        COMPONENTS[name](shop)
        pack(name, work / f"{name}.pt", args.out / f"{name}.pt")
        done.touch()
    write_manifest(args.out, args.out.name)
    return 0
