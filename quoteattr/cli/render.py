"""``quoteattr render``: a picture of texts with their quotes."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from quoteattr.cli import reading
from quoteattr.cli.options import PLACE, add_command, add_inputs, add_model, add_output
from quoteattr.cli.report import Watch

__all__ = ["add"]

STYLES = {"page": "html", "terminal": "text"}

EPILOG = f"""\
input:
  texts, as for extract; and documents that extract or export wrote (.json, .jsonl), which need
  no model: the options of the model do nothing to them

{PLACE}
examples:
  quoteattr render article.txt -o page.html     then open page.html in a browser
  quoteattr render news/ -o pages/              a page for each article
  quoteattr render quotes.jsonl -o page.html    what was extracted before, on one page
  quoteattr render quotes.jsonl --style terminal | less     as lines of text
"""


def add(commands: Any) -> None:
    """Add the subcommand to what ``add_subparsers`` gave."""
    words = "show texts with every quote marked by its speaker"
    parser = add_command(commands, "render", run, words, EPILOG)
    add_inputs(parser)
    parser.add_argument(
        "--style",
        choices=tuple(STYLES),
        help="page: HTML, self-contained; terminal: lines of text; default: page with -o or in "
        "a pipe, terminal on one",
    )
    add_output(parser)
    add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    shown = not options.output and sys.stdout is not None and sys.stdout.isatty()
    options.format = STYLES[options.style or ("terminal" if shown else "page")]
    watch = Watch()
    read = reading.Reading(options, watch)
    return reading.run(options, reading.any_items(options), read.documents, watch)
