"""``quoteattr convert``: from one saved form to another, also back from other tools."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

from quoteattr.cli import reading
from quoteattr.cli.export import add_target
from quoteattr.cli.options import PLACE, add_command, add_output
from quoteattr.cli.report import Watch
from quoteattr.cli.saved import ENDINGS, READ, read_saved
from quoteattr.cli.writing import Done
from quoteattr.errors import FormatError

__all__ = ["add"]

EPILOG = f"""\
input, told by the ending unless --from says it:
  .json            documents, one or an array; or the tasks that Label Studio exports
  .jsonl, -        documents, one a line
  .ann             brat, with the .txt beside it
  .tsv, .conll     columns
  FOLDER           its files with one of these endings, and those in the folders below

{PLACE}
examples:
  quoteattr convert corrected/ --to jsonl -o corrected.jsonl     a folder of brat's
  quoteattr convert project-1.json --to jsonl                    an export of Label Studio's
  quoteattr convert quotes.jsonl --to columns -o train.tsv
"""


def add(commands: Any) -> None:
    """Add the subcommand to what ``add_subparsers`` gave."""
    words = "turn one saved form into another, also corrections of other tools into documents"
    parser = add_command(commands, "convert", run, words, EPILOG)
    parser.add_argument("paths", nargs="+", metavar="INPUT", help="file, folder, or -")
    parser.add_argument(
        "--from",
        dest="given",
        choices=READ,
        metavar="FORMAT",
        help=f"one of {', '.join(READ)}; default: what the file's ending says",
    )
    add_target(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    watch = Watch()

    def documents(items: Iterable[reading.Item]) -> Iterator[Done]:
        for item in items:
            if isinstance(item, tuple):
                yield item
            elif isinstance(item, FormatError):
                watch.fail(str(item))

    items = read_saved(options.paths, options.given)
    return reading.run(options, items, documents, watch, suffixes=tuple(ENDINGS))
