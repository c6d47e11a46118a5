"""``quoteattr export``: documents into the formats of other tools."""

from __future__ import annotations

import argparse
from typing import Any

from quoteattr.cli import reading
from quoteattr.cli.options import PLACE, add_command, add_inputs, add_model, add_output
from quoteattr.cli.report import Watch
from quoteattr.cli.writing import ENDINGS

__all__ = ["add", "add_target"]

# Whatever has more than eyes for readers.
FORMATS = tuple(form for form in ENDINGS if form not in ("text", "html"))


EPILOG = f"""\
input:
  documents that extract or export wrote (.json, .jsonl), which need no model; and texts, as for
  extract. The options of the model do nothing to documents.

formats:
  json, jsonl      the whole document
  csv, parquet     one row a quote; speakers-csv: one row a speaker (parquet: extra "pandas")
  brat             .txt and .ann for correcting by hand, with what configures brat (.conf);
                   needs -o FOLDER/
  label-studio     tasks with predictions, for correcting by hand
  columns          one word a line with BIO labels
  citron           the JSON of Citron
  web-annotation   W3C Web Annotation, JSON-LD
  tei              TEI <said>
  docs/formats.md says what each can hold.

{PLACE}
examples:
  quoteattr export quotes.jsonl --to csv -o quotes.csv
  quoteattr export quotes.jsonl --to brat -o for-brat/
  quoteattr export quotes.jsonl --to parquet -o quotes.parquet
  quoteattr export news/ --to tei -o corpus.xml
"""


def add(commands: Any) -> None:
    """Add the subcommand to what ``add_subparsers`` gave."""
    words = "write what was extracted in the format of another tool"
    parser = add_command(commands, "export", run, words, EPILOG)
    add_inputs(parser)
    add_target(parser)
    add_output(parser)
    add_model(parser)


def add_target(parser: Any) -> None:
    """The format to write."""
    words = f"one of {', '.join(FORMATS)}"
    parser.add_argument(
        "--to", dest="format", choices=FORMATS, required=True, metavar="FORMAT", help=words
    )


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    watch = Watch()
    read = reading.Reading(options, watch)
    return reading.run(options, reading.any_items(options), read.documents, watch)
