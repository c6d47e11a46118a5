"""``quoteattr evaluate``: the measures of :mod:`quoteattr.evaluation`, under this command."""

from __future__ import annotations

import argparse
from typing import Any

from quoteattr.cli.options import add_command

__all__ = ["add"]

EPILOG = """\
examples:
  quoteattr evaluate predict gold.jsonl predicted.jsonl     the quotes of the model
  quoteattr evaluate score gold.jsonl predicted.jsonl       precision, recall, F1
  quoteattr evaluate errors gold.jsonl predicted.jsonl      what is wrong, with its place
  quoteattr evaluate score --help                           the options of one

measures:
  predict, score, spans, cases, calibration, compare, errors, bench
"""


def add(commands: Any) -> None:
    """Add the subcommand to what ``add_subparsers`` gave."""
    parser = add_command(commands, "evaluate", run, "measure quotes against annotated ones", EPILOG)
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="MEASURE ...")


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    # late: whoever reads texts needs none of it
    from quoteattr.evaluation.command import main

    return main(options.rest, load=options.load, prog="quoteattr evaluate")
