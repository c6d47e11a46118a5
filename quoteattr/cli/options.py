"""What several subcommands take, and the statuses that all of them end with."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from glob import escape, glob
from typing import Any, NoReturn

from quoteattr.cli.report import printable
from quoteattr.options import LEAST_SPEAKER

__all__ = [
    "DONE",
    "INTERRUPTED",
    "SOME_FAILED",
    "TERMINATED",
    "WRONG_USAGE",
    "Parser",
    "add_command",
    "add_inputs",
    "add_model",
    "add_output",
    "at_least",
    "share",
]

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143

INPUT = """\
input:
  FILE.txt     one text, UTF-8 (so is any file not called .jsonl)
  FILE.jsonl   one text a line, in a field of a JSON object
  FOLDER       its .txt and .jsonl files, and those in the folders below, sorted by name
  -            one text from standard input; with --jsonl one a line
"""
MIXED = """\
input:
  texts, as for extract; and documents that extract or convert wrote, which need no model: the
  options of the model do nothing to them, and --min-confidence is refused
"""
PLACE = """\
output:
  -o FILE      appears under its name only when it is complete; its extension decides the format
  -o FOLDER/   one file per text, each complete; the folder is created if necessary
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints end with where to read more."""

    _meant: argparse.ArgumentParser | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What argparse does; it is kept whose arguments they were."""
        options, unknown = super().parse_known_args(args, namespace)
        self._meant = getattr(options, "parser", None)
        return options, unknown

    def error(self, message: str) -> NoReturn:
        """Print usage and message on standard error, and exit with status 2.

        An option that a subcommand does not know is told by that, not by the whole.
        """
        one = self._meant or self
        one.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, printable(f"{one.prog}: {message}; see {one.prog} --help") + "\n")


def add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], words: str, epilog: str
) -> Any:
    """A subcommand's parser, without arguments yet.

    Args:
        commands: what ``add_subparsers`` gave.
        name: the subcommand's name.
        run: does it, and gives the exit status.
        words: what it does, in one sentence.
        epilog: examples and more.
    """
    parser = commands.add_parser(
        name,
        help=words,
        description=f"{words[0].upper()}{words[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, parser=parser)
    return parser


def add_inputs(parser: Any) -> None:
    """Texts from files, folders and standard input."""
    add = parser.add_argument
    add("paths", nargs="+", metavar="INPUT", help="file, folder, or - for standard input")
    add("--text-field", default="text", metavar="FIELD", help="the text in .jsonl; default: text")
    add("--id-field", default="id", metavar="FIELD", help="the id in .jsonl; default: id")
    add("--jsonl", action="store_true", help="standard input (-) is JSON lines too")


def add_model(parser: Any) -> None:
    """Which model reads, and what of it is wanted."""
    add = parser.add_argument
    add(
        "--modes",
        choices=("reported", "all"),
        default="reported",
        help="reported: speech and writing (the default); all: thought as well",
    )
    words = "a bundled model or a folder; default: en"
    add("--model", default="en", metavar="NAME", help=words).completer = _models
    add(
        "--min-confidence",
        type=share,
        metavar="P",
        help="leave out quotes below it, 0 to 1; default: the model's own threshold",
    )
    add(
        "--min-speaker-confidence",
        type=share,
        default=LEAST_SPEAKER,
        metavar="P",
        help="leave speakers unknown below it, 0 to 1; default: %(default)s",
    )
    add(
        "--n-process",
        type=at_least(1),
        default=1,
        metavar="N",
        help="processes that share the work, each with the model in memory; default: 1",
    )
    add(
        "--batch-size",
        type=at_least(1),
        default=8,
        metavar="N",
        help="texts read together; 1 answers each line of a slow stream at once; default: 8",
    )


def add_output(parser: Any, forms: Sequence[str], words: str, *, resume: bool = True) -> None:
    """The format of the output, and where it goes.

    Args:
        parser: takes the options.
        forms: the formats that there are.
        words: what is written without ``--to``.
        resume: whether an earlier run can be gone on with.
    """
    add = parser.add_argument
    add(
        "--to",
        dest="form",
        choices=forms,
        metavar="FORMAT",
        help=f"one of {', '.join(forms)}; default: what the ending of -o FILE says, else {words}",
    )
    place = "a file, or a folder (ends in / or exists), instead of standard output"
    add("-o", "--output", metavar="PLACE", help=place if resume else "a file")
    if resume:
        add("--resume", action="store_true", help="skip what is done already in the output")
    add("--quiet", action="store_true", help="no progress bar, no summary")


def _models(prefix: str, **_: Any) -> list[str]:
    """The bundled models and the folders that a name may go on to, for the shell."""
    from quoteattr.models import bundled

    folders = (f"{path}{os.sep}" for path in glob(f"{escape(prefix)}*") if os.path.isdir(path))
    return [*(name for name in bundled() if name.startswith(prefix)), *folders]


def share(value: str) -> float:
    """A number from 0 to 1, as an argument.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 0 to 1")
    return number


def at_least(least: int) -> Callable[[str], int]:
    """A reader of whole numbers that are not too small, as arguments; others are an error."""

    def number(value: str) -> int:
        if not value.isdecimal() or int(value) < least:
            raise argparse.ArgumentTypeError(f"{value!r} is not a whole number of at least {least}")
        return int(value)

    return number
