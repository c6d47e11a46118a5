"""``quoteattr render``: a picture of texts with their quotes."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from quoteattr.cli import reading
from quoteattr.cli.options import PLACE, add_command, add_inputs, add_model, add_output
from quoteattr.cli.report import Watch
from quoteattr.cli.writing import OTHER_ENDINGS
from quoteattr.errors import InputError

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
        help="page: HTML, self-contained; terminal: lines of text; default: terminal on one and "
        "with -o FILE.txt, else page",
    )
    add_output(parser)
    add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    options.format = STYLES[options.style or _style(options.output)]
    watch = Watch()
    read = reading.Reading(options, watch)
    return reading.run(options, reading.any_items(options), read.documents, watch)


def _style(output: str | None) -> str:
    """The style that fits the place of the output.

    Raises:
        InputError: the name tells a format that is none of them.
    """
    if not output:
        return "terminal" if sys.stdout is not None and sys.stdout.isatty() else "page"
    ending = os.path.splitext(output)[1].lower()
    if ending in OTHER_ENDINGS or ending in (".json", ".jsonl", ".csv"):
        advice = "use .html, .txt or --style, or quoteattr export"
        raise InputError(f"{output}: render writes no {ending}; {advice}")
    return "terminal" if ending == ".txt" else "page"
