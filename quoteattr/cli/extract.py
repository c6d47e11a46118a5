"""``quoteattr extract``: texts in, quotes out."""

from __future__ import annotations

import argparse
import os
from typing import Any

from quoteattr.cli import reading
from quoteattr.cli.options import INPUT, PLACE, add_command, add_inputs, add_model, add_output
from quoteattr.cli.report import Watch
from quoteattr.cli.writing import OTHER_ENDINGS, STREAMED
from quoteattr.errors import InputError

__all__ = ["add"]

EPILOG = f"""\
{INPUT}
formats:
  text    for eyes; in colour on a terminal unless NO_COLOR is set
  json    one object for one text (a single file or -), an array of objects for anything more
  jsonl   one object a line, written as soon as its text is done
  html    one page with a picture of every text, self-contained
  csv     a header, then one line a quote; speakers-csv: one line a speaker
  columns, label-studio, citron, web-annotation, tei
          the formats of other tools; docs/formats.md says what each can hold
  An object is a document as in QuoteDocument.to_dict, with "id" (the line's id; else file:line
  or file), "file" and the line's other fields beside it; QuoteDocument.from_dict reads it back.

{PLACE}\
  With --resume a folder skips the texts whose files are there; a jsonl, csv, speakers-csv,
  columns, citron or web-annotation file goes on where it was interrupted or killed, and a
  finished jsonl file takes what is new.

examples:
  quoteattr extract article.txt
  quoteattr extract article.txt --format json | jq '.quotes[].content[].text'
  quoteattr extract news/ -o quotes.jsonl --n-process 4
  quoteattr extract news/ -o quotes.jsonl --n-process 4 --resume
  quoteattr extract news/ --format html -o pages/
  quoteattr extract feed.jsonl --text-field body --id-field url -o quotes.jsonl
  tail -f queue.jsonl | quoteattr extract - --jsonl --batch-size 1 --format jsonl
"""


def add(commands: Any) -> None:
    """Add the subcommand to what ``add_subparsers`` gave."""
    from quoteattr import __version__

    words = "find who said what in texts"
    parser = add_command(commands, "extract", run, words, EPILOG)
    add_inputs(parser)
    parser.add_argument(
        "--format",
        choices=STREAMED,
        metavar="FORMAT",
        help="one of those below; default: what the ending of -o FILE says, else text",
    )
    add_output(parser)
    add_model(parser)
    parser.add_argument(
        "--version",
        action="version",
        version=f"quoteattr {__version__}",
        help=argparse.SUPPRESS,
    )


_FORMATS = {".json": "json", ".jsonl": "jsonl", ".html": "html", ".htm": "html", ".csv": "csv"}


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    options.format = options.format or _guess(options.output)
    watch = Watch()
    read = reading.Reading(options, watch)
    read.load()  # first of all: without a model nothing else matters
    return reading.run(options, reading.texts(options), read.documents, watch)


def _guess(output: str | None) -> str:
    """The format that a file's name tells.

    Raises:
        InputError: the name tells a format that is not written.
    """
    ending = os.path.splitext(output or "")[1].lower()
    if ending in OTHER_ENDINGS:
        known = ", ".join(_FORMATS)
        raise InputError(
            f"{output}: extract writes no {ending}; use {known} or --format, or quoteattr export"
        )
    return _FORMATS.get(ending, "text")
