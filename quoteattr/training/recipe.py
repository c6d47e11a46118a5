"""An attribution network in several trainings: ``python -m quoteattr.training recipe``.

A recipe is a TOML file with a table for each training. Its ``name`` is free; all other keys are
options of ``attribution``, with strings, numbers, lists of them, or ``true`` for values::

    [[step]]
    name = "first"
    vectors = "{en}"
    epochs = 10

    [[step]]
    name = "pupil"
    vectors = "{en}"
    start = ["{first}"]
    teacher = ["{en-accurate}"]

``{data}`` and ``{encoder}`` stand for the folders that the command is given, ``{annotations}`` for
that of the annotations which the package carries, the name of a bundled model for its folder, and
the name of an earlier step for what it made. The last step makes the
model; the others leave theirs in folders beside it. With ``--resume`` no finished step is done
again, and an unfinished one goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from quoteattr.attribution.storage import WEIGHTS
from quoteattr.errors import FormatError
from quoteattr.models import MANIFEST, bundled, find
from quoteattr.training import attribution
from quoteattr.training.course import CHECKPOINT

__all__ = ["ANNOTATIONS", "RECIPES", "add_arguments", "read_recipe", "run"]

RECIPES = Path(__file__).parent / "recipes"
ANNOTATIONS = Path(__file__).parent / "annotations"

QUICK = ("--epochs", "1", "--hidden", "8")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("recipe", help=f"TOML file, or one of {', '.join(_names())}")
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write to")
    parser.add_argument("--encoder", type=Path, help="what {encoder} stands for")
    parser.add_argument("--quick", action="store_true", help="tiny networks, one epoch, to try it")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="to train in")
    parser.add_argument("--resume", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Train step by step; 0.

    Raises:
        FormatError: the recipe cannot be read, or names what there is not.
    """
    path = RECIPES / f"{args.recipe}.toml" if args.recipe in _names() else Path(args.recipe)
    steps = read_recipe(path)
    names = {name: str(find(name)) for name in bundled()}
    names |= {"data": str(args.data), "annotations": str(ANNOTATIONS)}
    if args.encoder:
        names["encoder"] = str(args.encoder)
    outs = [Path(f"{args.out}-{step['name']}") for step in steps[:-1]] + [args.out]
    trainings = []
    for step, out in zip(steps, outs, strict=True):  # all before any: a slip costs no hours
        options = list(_options(step, names, path))
        names[step["name"]] = str(out)
        trainings.append((step["name"], options, _arguments(args, out, options)))
    if not args.resume:
        for out in outs:
            (out / MANIFEST).unlink(missing_ok=True)
    for name, options, training in trainings:
        if args.resume and _is_finished(training.out):
            continue
        print(f"{name}: {' '.join(options)}", flush=True)
        attribution.run(training)
    return 0


def read_recipe(path: Path) -> list[dict[str, Any]]:
    """The steps of a recipe, each with a name of its own.

    Raises:
        FormatError: the file cannot be read, or is no recipe.
    """
    try:
        steps = tomllib.loads(path.read_text(encoding="utf-8")).get("step")
    except (OSError, ValueError) as error:
        known = ", ".join(_names())
        raise FormatError(str(path), f"cannot be read ({error}); bundled are: {known}") from error
    if not isinstance(steps, list) or not steps:
        raise FormatError(str(path), "has no table [[step]]; write one for each training")
    names = [step.get("name") for step in steps]
    if not all(isinstance(name, str) and name for name in names) or len({*names}) < len(names):
        raise FormatError(str(path), "has steps without a name of their own; give each one")
    return steps


def _names() -> list[str]:
    return sorted(path.stem for path in RECIPES.glob("*.toml"))


def _options(step: Mapping[str, Any], names: Mapping[str, str], path: Path) -> Iterator[str]:
    """A step's options as the command line has them."""
    for key, value in step.items():
        if key == "name":
            continue
        yield f"--{key}"
        for one in value if isinstance(value, list) else [value]:
            if one is True:
                continue
            try:
                yield str(one).format_map(names)
            except (KeyError, ValueError) as error:
                where = f"{path}: {step['name']}.{key}"
                reason = f"{one!r} stands for nothing ({error}); known are: {', '.join(names)}"
                raise FormatError(where, reason) from error


def _is_finished(out: Path) -> bool:
    """Whether a training ended there: it leaves weights and a manifest, and no checkpoint."""
    return (
        (out / MANIFEST).is_file() and (out / WEIGHTS).is_file() and not (out / CHECKPOINT).exists()
    )


def _arguments(args: argparse.Namespace, out: Path, options: Sequence[str]) -> argparse.Namespace:
    """What ``attribution`` is told for one step."""
    parser = argparse.ArgumentParser(prog="attribution")
    attribution.add_arguments(parser)
    own = ["--data", str(args.data), "--out", str(out), "--threads", str(args.threads)]
    own += ["--processes", str(args.processes)]
    if args.quick:
        own += QUICK
    if args.resume:
        own.append("--resume")
    return parser.parse_args([*options, *own])
