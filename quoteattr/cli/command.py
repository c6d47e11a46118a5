"""Which subcommand is meant, and what the command answers when something goes wrong."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from types import FrameType

from quoteattr import __version__
from quoteattr.cli import commands, completion, models
from quoteattr.cli.options import (
    DONE,
    INTERRUPTED,
    SOME_FAILED,
    TERMINATED,
    WRONG_USAGE,
    Parser,
)
from quoteattr.cli.report import report, silence
from quoteattr.errors import ExtractionError, QuoteattrError
from quoteattr.extractor import Extractor
from quoteattr.extractor import load as load_extractor

__all__ = ["main"]

COMMANDS = {
    "extract": commands.add_extract,
    "render": commands.add_render,
    "convert": commands.add_convert,
    "who": commands.add_who,
    "evaluate": commands.add_evaluate,
    "models": models.add,
}
# Seconds until a signal comes again that came at a bad moment.
AGAIN = 0.02

# Before version 1 they were called otherwise.
_RENAMED = {"export": "convert", "--format": "--to", "--style": "--to"}
# Everything else that can come first belongs to the plain form, `quoteattr FILE`.
_ALONE = ("-h", "--help", "--version")

USAGE = """\
Without a command's name it extracts: `quoteattr article.txt` is `quoteattr extract article.txt`.
A file that is called like a command is written ./models.

examples:
  quoteattr article.txt                              who said what
  quoteattr extract news/ -o quotes.jsonl            a folder of articles, one line each
  quoteattr extract news/ -o quotes.jsonl --resume   go on where it was interrupted
  quoteattr render article.txt -o page.html          a picture to open in a browser
  quoteattr who quotes.jsonl                         who is quoted how often
  quoteattr convert quotes.jsonl -o quotes.csv       a spreadsheet of what was found
  quoteattr COMMAND --help                           more of each

exit status:
  0    all done (also when the reader of the output closes it early)
  1    some input could not be read, each reported on standard error; the rest is done
  2    wrong usage: no such option, no input, no such model, an output that cannot be written
  130  interrupted (Ctrl-C); 143: ended by SIGTERM. What is done is kept for --resume

completion by Tab, for bash and zsh, after: pip install argcomplete
  eval "$(register-python-argcomplete quoteattr)"
"""


def main(
    argv: Sequence[str] | None = None, *, load: Callable[..., Extractor] = load_extractor
) -> int:
    """Run the command.

    Args:
        argv: the arguments without the command's name; those of the process by default.
        load: makes the extractor, as :func:`quoteattr.load` does.

    Returns:
        The exit status, as ``--help`` lists it.

    Raises:
        SystemExit: with status 2 on wrong arguments, 0 after ``--help`` and ``--version``.
    """
    completion.offer(_parser, COMMANDS)
    if sys.stderr is None:  # closed: nobody hears what goes wrong
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    given = list(sys.argv[1:] if argv is None else argv)
    plain = _is_plain(given)
    if old := _renamed(given, plain=plain):
        report(f"{old} is called {_RENAMED[old]} now; see quoteattr --help")
        return WRONG_USAGE
    if plain and (meant := _misspelt(given)):
        report(f"no command and no file {given[0]!r}; did you mean: quoteattr {meant}")
        return WRONG_USAGE
    options = _parser().parse_args(["extract", *given] if plain else given)
    options.load = load
    try:
        with _terminable():
            status: int = options.run(options)
        return status
    except BrokenPipeError:
        silence(sys.stdout)
        return DONE
    except _Terminated:
        return TERMINATED
    except KeyboardInterrupt:
        return INTERRUPTED
    except ExtractionError as error:
        report(str(error))
        return SOME_FAILED
    except QuoteattrError as error:
        report(str(error))
        return WRONG_USAGE


class _Terminated(KeyboardInterrupt):
    """The process was asked to end, by SIGTERM."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end what is done as Ctrl-C does; a second one ends it at once.

    Where somebody else has a handler for one of them, or this is not the main thread, nothing
    changes for that one.
    """
    main_thread = threading.current_thread() is threading.main_thread()
    usual = {signal.SIGTERM: signal.SIG_DFL, signal.SIGINT: signal.default_int_handler}
    handled = {
        number: handler
        for number, handler in usual.items()
        if main_thread and signal.getsignal(number) is handler
    }
    for number in handled:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in handled.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    """Ctrl-C, or SIGTERM.

    What is raised while Python takes an object away is lost, and a model that is being loaded
    takes away thousands; so there the signal comes again a moment later.
    """
    if _is_lost(frame):
        again = threading.Timer(AGAIN, signal.raise_signal, (number,))
        again.daemon = True
        again.start()
    elif number == signal.SIGTERM:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise _Terminated
    else:
        raise KeyboardInterrupt


def _is_lost(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_name != "__del__":
        frame = frame.f_back
    return frame is not None


def _is_plain(argv: Sequence[str]) -> bool:
    """Whether the arguments begin without a command's name, and mean ``extract``."""
    return bool(argv) and argv[0] not in COMMANDS and argv[0] not in _ALONE


def _misspelt(argv: Sequence[str]) -> str:
    """The command that is meant by a first argument that is neither one nor an input."""
    first = argv[0]
    if first.startswith("-") or os.path.lexists(first) or len(argv) == 1:
        return ""
    return next(iter(get_close_matches(first, COMMANDS, n=1, cutoff=0.75)), "")


def _renamed(argv: Sequence[str], *, plain: bool) -> str:
    """The first word among the arguments that is called otherwise now; empty if there is none."""
    words = [word.partition("=")[0] for word in argv[1:] if word.startswith("--")]
    if plain:
        words = [argv[0].partition("=")[0], *words] if not os.path.lexists(argv[0]) else words
    return next((word for word in words if word in _RENAMED), "")


def _parser() -> Parser:
    parser = Parser(
        prog="quoteattr",
        description="Find who said what in English news texts.",
        epilog=USAGE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"quoteattr {__version__}")
    subparsers = parser.add_subparsers(
        required=True, metavar="COMMAND", title="commands", parser_class=Parser
    )
    for add in COMMANDS.values():
        add(subparsers)
    return parser
