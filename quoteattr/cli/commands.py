"""The subcommands that read texts and documents: extract, render, convert, who; and evaluate."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from quoteattr import __version__
from quoteattr.cli import reading
from quoteattr.cli.journal import atomic_write, naming_output
from quoteattr.cli.options import (
    DONE,
    INPUT,
    MIXED,
    PLACE,
    add_command,
    add_inputs,
    add_model,
    add_output,
)
from quoteattr.cli.saved import ENDINGS as SAVED
from quoteattr.cli.saved import READ
from quoteattr.cli.targets import screen
from quoteattr.cli.who import FORMS as TABLES
from quoteattr.cli.writing import ENDINGS, INTERFACE, form_of
from quoteattr.errors import InputError
from quoteattr.export.label_studio import configuration
from quoteattr.inputs import SUFFIXES

__all__ = ["add_convert", "add_evaluate", "add_extract", "add_render", "add_who"]

FORMATS = tuple(ENDINGS)
PICTURES = ("html", "text")

EXTRACT = f"""\
{INPUT}
formats:
  text             a listing to read; in colour on a terminal unless NO_COLOR is set
  html             one page with a picture of every text, self-contained
  json, jsonl      the whole document: one object for one text (a single file or -), an array of
                   objects for anything more; jsonl: one a line, written as soon as it is done
  csv, parquet     one row a quote; speakers-csv: one row a speaker (parquet: extra "pandas")
  brat             .txt and .ann for correcting by hand, with what configures brat (.conf);
                   needs -o FOLDER/
  label-studio     tasks with predictions, for correcting by hand
  columns          one word a line with BIO labels
  web-annotation   W3C Web Annotation, JSON-LD
  tei              TEI <said>
  docs/formats.md says what each can hold.

{PLACE}\
  With --resume a folder skips the texts whose files are there; a jsonl, csv, speakers-csv,
  columns or web-annotation file goes on where it was interrupted or killed, and a
  finished jsonl file takes what is new.

examples:
  quoteattr extract article.txt
  quoteattr extract article.txt --to json | jq '.quotes[].content[].text'
  quoteattr extract news/ -o quotes.jsonl --n-process 4
  quoteattr extract news/ -o quotes.jsonl --n-process 4 --resume
  quoteattr extract news/ --to html -o pages/
  quoteattr extract feed.jsonl --text-field body --id-field url -o quotes.jsonl
  tail -f queue.jsonl | quoteattr extract - --jsonl --batch-size 1 --to jsonl
"""

RENDER = f"""\
{MIXED}
{PLACE}\
  A folder of pages has an index.html.

examples:
  quoteattr render article.txt -o page.html     then open page.html in a browser
  quoteattr render news/ -o pages/              a page for each article
  quoteattr render quotes.jsonl -o page.html    what was extracted before, on one page
  quoteattr render quotes.jsonl --to text | less     as lines of text
"""

CONVERT = f"""\
input, told by the ending unless --from says it:
  .json            documents, one or an array; or the tasks that Label Studio exports
  .jsonl, -        documents, one a line
  .ann             brat, with the .txt beside it
  .tsv, .conll     columns
  FOLDER           its files with one of these endings, and those in the folders below

formats:
  those of extract; and {INTERFACE}, which takes no input: what to paste into a new
  project of Label Studio

{PLACE}
examples:
  quoteattr convert quotes.jsonl -o quotes.csv
  quoteattr convert quotes.jsonl --to brat -o for-brat/
  quoteattr convert for-brat/ -o corrected.jsonl                 a folder of brat's
  quoteattr convert quotes.jsonl --to label-studio -o tasks.json
  quoteattr convert --to label-studio-interface -o interface.xml
  quoteattr convert project-1.json --to jsonl                    an export of Label Studio's
"""

WHO = f"""\
{MIXED}
Speakers of one name in several documents are one where nothing speaks against it; whoever is left
unnamed stands at the end.

examples:
  quoteattr who quotes.jsonl
  quoteattr who quotes.jsonl -o speakers.csv
  quoteattr who news/ --to json
  quoteattr who quotes.jsonl --known people.csv
"""

EVALUATE = """\
examples:
  quoteattr evaluate predict gold.jsonl predicted.jsonl     the quotes of the model
  quoteattr evaluate score gold.jsonl predicted.jsonl       precision, recall, F1
  quoteattr evaluate errors gold.jsonl predicted.jsonl      what is wrong, with its place
  quoteattr evaluate score --help                           the options of one

measures:
  predict, score, spans, cases, calibration, compare, errors, speakers, bench
"""


def add_extract(commands: Any) -> None:
    """Texts in, quotes out."""
    parser = add_command(commands, "extract", _extract, "find who said what in texts", EXTRACT)
    add_inputs(parser)
    add_output(parser, FORMATS, "text")
    add_model(parser)
    version = f"quoteattr {__version__}"
    parser.add_argument("--version", action="version", version=version, help=argparse.SUPPRESS)


def _extract(options: argparse.Namespace) -> int:
    options.form = options.form or form_of(options.output, FORMATS, "text")
    return reading.run(options, reading.texts, SUFFIXES, loads=True)


def add_render(commands: Any) -> None:
    """A picture of texts with their quotes."""
    words = "show texts with every quote marked by its speaker"
    parser = add_command(commands, "render", _render, words, RENDER)
    add_inputs(parser)
    add_output(parser, PICTURES, "text on a terminal and html elsewhere")
    add_model(parser)


def _render(options: argparse.Namespace) -> int:
    terminal = not options.output and sys.stdout is not None and sys.stdout.isatty()
    default = "text" if terminal else "html"
    options.form = options.form or form_of(options.output, PICTURES, default)
    return reading.run(options, reading.mixed, reading.MIXED)


def add_convert(commands: Any) -> None:
    """From one saved form to another, also back from other tools."""
    words = "convert documents to the format of another tool, and back"
    parser = add_command(commands, "convert", _convert, words, CONVERT)
    parser.add_argument("paths", nargs="*", metavar="INPUT", help="file, folder, or -")
    parser.add_argument(
        "--from",
        dest="given",
        choices=READ,
        metavar="FORMAT",
        help=f"one of {', '.join(READ)}; default: what the file's ending says",
    )
    add_output(parser, (*FORMATS, INTERFACE), "there is none")


def _convert(options: argparse.Namespace) -> int:
    options.form = options.form or form_of(options.output, FORMATS, None)
    if options.form == INTERFACE:
        return _write_interface(options)
    if not options.paths:
        raise InputError("convert needs a file or a folder of documents; see quoteattr convert -h")
    return reading.run(options, reading.saved, tuple(SAVED))


def _write_interface(options: argparse.Namespace) -> int:
    if options.paths:
        raise InputError(f"{INTERFACE} takes no input; leave out {options.paths[0]}")
    if options.output:
        with atomic_write(Path(options.output)) as file, naming_output(options.output):
            file.write(configuration().encode())
    else:
        with naming_output("standard output"):
            print(configuration(), end="", file=screen(), flush=True)
    return DONE


def add_who(commands: Any) -> None:
    """Who is quoted how often."""
    words = "count who is quoted how often, over all documents"
    parser = add_command(commands, "who", _who, words, WHO)
    add_inputs(parser)
    add_output(parser, TABLES, "text", resume=False)
    words = "people you know, each with an id and names (.json or .csv; see docs/counting.md)"
    parser.add_argument("--known", metavar="FILE", help=words)
    add_model(parser)


def _who(options: argparse.Namespace) -> int:
    form = options.form or form_of(options.output, TABLES, "text")
    if options.output and (options.output.endswith("/") or os.path.isdir(options.output)):
        raise InputError("who writes one table; name a file: -o FILE")
    options.form, options.resume = f"who-{form}", False
    if options.known:
        from quoteattr.people.knowledge import read_known

        options.known = read_known(options.known)
    return reading.run(options, reading.mixed_once, reading.MIXED)


def add_evaluate(commands: Any) -> None:
    """The measures of :mod:`quoteattr.evaluation`, under this command."""
    words = "measure quotes against annotated ones"
    parser = add_command(commands, "evaluate", _evaluate, words, EVALUATE)
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="MEASURE ...")


def _evaluate(options: argparse.Namespace) -> int:
    # late: whoever reads texts needs none of it
    from quoteattr.evaluation.command import main

    return main(options.rest, load=options.load, prog="quoteattr evaluate")
