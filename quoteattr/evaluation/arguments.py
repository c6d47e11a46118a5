"""What the command ``python -m quoteattr.evaluation`` takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from quoteattr.cli.options import Parser, share
from quoteattr.evaluation.errors import CLASSES
from quoteattr.options import LEAST_SPEAKER

__all__ = ["PROG", "parser"]

PROG = "python -m quoteattr.evaluation"

STATUS = """\
exit status: 0 all done; 1 some texts could not be read (each reported on standard error);
2 wrong usage, no such model, or a data file that cannot be read
"""

_ANNOTATED = ".jsonl: annotated texts as docs/training.md tells, or documents of this command's"
_PREDICTED = ".jsonl: what predict wrote, or documents that extract wrote; texts are known by ids"
# What each argument is.
_FILES = {
    "IN": ".jsonl: texts, each with an id; their quotes are not looked at",
    "OUT": "the file to write, or - for standard output",
    "GOLD": _ANNOTATED,
    "PRED": _PREDICTED,
    "OLD": f"{_PREDICTED}; before",
    "NEW": "the same, after",
    "CASES": ".json: a list of texts with what must and must not be found",
}


def parser(prog: str = PROG) -> Parser:
    """The parser; ``command`` of what it returns is the name of the command that was asked for.

    Args:
        prog: what the whole is called in help and complaints.
    """
    parser = Parser(
        prog=prog,
        description="Measure quoteattr on annotated texts.",
        epilog=STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    _add_predict(commands)
    _add_scores(commands)
    _add_views(commands)
    _add_bench(commands)
    return parser


def _add(commands: Any, name: str, words: str, *files: str) -> Any:
    parser = commands.add_parser(name, help=words, description=words)
    for file in files:
        parser.add_argument(file.lower(), metavar=file, help=_FILES[file])
    parser.set_defaults(parser=parser)
    return parser


def _add_predict(commands: Any) -> None:
    words = "read the texts of IN.jsonl and write their quotes to OUT.jsonl"
    parser = _add(commands, "predict", words, "IN", "OUT")
    _add_model(parser)
    for name, default, words in (
        ("--min-confidence", None, "default: the model's own threshold"),
        ("--min-speaker-confidence", LEAST_SPEAKER, "default: %(default)s"),
    ):
        parser.add_argument(name, type=share, default=default, metavar="P", help=words)


def _add_scores(commands: Any) -> None:
    score = _add(commands, "score", "agreement of predicted quotes with gold", "GOLD", "PRED")
    spans = _add(commands, "spans", "exact F1 of single spans by role", "GOLD", "PRED")
    cases = _add(commands, "cases", "check short hard cases", "CASES")
    _add_bootstrap(score)
    _add_speech_only(score)
    cases.add_argument("pred", metavar="PRED", nargs="?", help="without it the model is asked")
    _add_model(cases)
    for parser in (score, spans, cases):
        _add_json(parser)


def _add_views(commands: Any) -> None:
    words = "how honest confidences are, and what is found at each"
    calibration = _add(commands, "calibration", words, "GOLD", "PRED")
    words = "the speakers' confidence instead: how many are right among the surest"
    calibration.add_argument("--speakers", action="store_true", help=words)
    words = "gains and losses from predictions OLD to predictions NEW, quote by quote"
    compare = _add(commands, "compare", words, "GOLD", "OLD", "NEW")
    _add_limit(compare, 20, "quotes of each list")
    _add_bootstrap(compare)
    words = "count errors by class, and show some of them with their place in the text"
    errors = _add(commands, "errors", words, "GOLD", "PRED")
    _add_limit(errors, 20, "errors to show")
    words = "this class; may be given again"
    errors.add_argument("--only", choices=CLASSES, action="append", help=words)
    _add_seed(errors)
    for parser in (calibration, compare, errors):
        _add_speech_only(parser)
    for parser in (calibration, errors):
        _add_json(parser)


def _add_bench(commands: Any) -> None:
    parser = _add(commands, "bench", "words a second, loading time, memory", "IN")
    _add_limit(parser, 20, "texts to read")
    parser.add_argument("--threads", type=_at_least(1), default=1, help="torch threads; default: 1")
    words = "measure textacy too, by turns on one core; MODEL is spaCy's, by default en_core_web_sm"
    parser.add_argument("--against", metavar="textacy[:MODEL]", type=_rival, help=words)
    _add_model(parser)
    _add_json(parser)


def _add_model(parser: Any) -> None:
    parser.add_argument("--model", default="en", metavar="NAME", help="default: en")
    words = "whose idea of a quote to follow; default: world"
    parser.add_argument("--guideline", choices=("world", "polnear"), default="world", help=words)
    parser.add_argument("--modes", choices=("reported", "all"), default="all", help="default: all")


def _add_json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_limit(parser: Any, default: int, what: str) -> None:
    words = f"{what}; default: {default}"
    parser.add_argument("--limit", type=_at_least(0), default=default, help=words)


def _add_speech_only(parser: Any) -> None:
    parser.add_argument("--speech-only", action="store_true", help="leave out thought")


def _add_bootstrap(parser: Any) -> None:
    words = "add 95%% intervals from N draws of the texts; 1000 will do"
    parser.add_argument("--bootstrap", type=_at_least(1), default=0, metavar="N", help=words)
    _add_seed(parser)


def _add_seed(parser: Any) -> None:
    parser.add_argument("--seed", type=_at_least(0), default=0, help="what to draw by; default: 0")


def _at_least(least: int) -> Callable[[str], int]:
    """A reader of whole numbers that are not too small."""

    def number(value: str) -> int:
        if not value.isdecimal() or int(value) < least:
            raise argparse.ArgumentTypeError(f"{value!r} is no whole number from {least} on")
        return int(value)

    return number


def _rival(value: str) -> str:
    """The spaCy model under a rival; textacy is the only one."""
    name, _, model = value.partition(":")
    if name != "textacy":
        raise argparse.ArgumentTypeError(f"{name!r} is not known; write textacy")
    return model or "en_core_web_sm"
