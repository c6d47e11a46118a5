"""What the command ``python -m quoteattr.evaluation`` takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from quoteattr.cli.options import Parser, share
from quoteattr.evaluation.mistakes import CLASSES
from quoteattr.options import LEAST_SPEAKER

__all__ = ["PROG", "parser"]

PROG = "python -m quoteattr.evaluation"

STATUS = """\
exit status: 0 all done; 1 some texts could not be read (each reported on standard error);
2 wrong usage, no such model, or a data file that cannot be read
"""


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
    _add_calibration(commands)
    _add_compare(commands)
    _add_errors(commands)
    _add_bench(commands)
    _add_oracle(commands)
    _add_coref(commands)
    return parser


def _add(commands: Any, name: str, words: str, *files: str) -> Any:
    parser = commands.add_parser(name, help=words, description=words)
    for file in files:
        parser.add_argument(file.lower(), metavar=file, help=_FILES[file])
    parser.set_defaults(parser=parser)
    return parser


_ANNOTATED = ".jsonl: annotated texts as docs/training.md tells, or documents of this command's"
_PREDICTED = ".jsonl: what predict wrote, or documents that extract wrote"
# What each argument is.
_FILES = {
    "IN": ".jsonl: texts, each with an id; their quotes are not looked at",
    "OUT": "the file to write, or - for standard output",
    "GOLD": _ANNOTATED,
    "PRED": f"{_PREDICTED}; texts are known by their ids",
    "PREDICTED": f"{_PREDICTED}; texts are known by their ids",
    "OLD": f"{_PREDICTED}, before",
    "NEW": "the same, after",
    "CASES": ".json: a list of texts with what must and must not be found",
    "FOLDER": "of OntoGUM, with its GUM_*.conllu",
}


def _add_model(parser: Any) -> None:
    _add_network(parser)
    parser.add_argument("--modes", choices=("reported", "all"), default="all", help="default: all")


def _add_network(parser: Any) -> None:
    parser.add_argument("--model", default="en", metavar="NAME", help="default: en")
    parser.add_argument(
        "--guideline",
        choices=("world", "polnear"),
        default="world",
        help="whose idea of a quote to follow; default: world",
    )


def _add_predict(commands: Any) -> None:
    words = "read the texts of IN.jsonl and write their quotes to OUT.jsonl"
    parser = _add(commands, "predict", words, "IN", "OUT")
    _add_model(parser)
    parser.add_argument(
        "--min-confidence", type=share, metavar="P", help="default: the model's own threshold"
    )
    parser.add_argument(
        "--min-speaker-confidence",
        type=share,
        default=LEAST_SPEAKER,
        metavar="P",
        help="default: %(default)s",
    )


def _add_scores(commands: Any) -> None:
    parsers = [
        _add(commands, "score", "agreement of predicted quotes with gold", "GOLD", "PRED"),
        _add(commands, "spans", "exact F1 of single spans by role", "GOLD", "PRED"),
        _add(commands, "cases", "check short hard cases", "CASES"),
    ]
    for parser in parsers:
        parser.add_argument("--json", action="store_true", help="print JSON")
    _add_speech_only(parsers[0])
    _add_bootstrap(parsers[0])
    cases = parsers[2]
    cases.add_argument("pred", metavar="PRED", nargs="?", help="without it the model is asked")
    cases.add_argument("--texts", action="store_true", help="print the texts to predict on")
    _add_model(cases)


def _add_calibration(commands: Any) -> None:
    words = "how honest confidences are, and precision and recall by least confidence"
    parser = _add(commands, "calibration", words, "GOLD")
    parser.add_argument(
        "predicted",
        metavar="[NAME=]PREDICTED",
        nargs="+",
        help=f"{_PREDICTED}; NAME is what it is called in tables",
    )
    parser.add_argument("--svg", metavar="FILE", help="draw the precision-recall curves")
    parser.add_argument(
        "--speakers",
        action="store_true",
        help="the speakers' confidence instead: how many are right among the surest",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    _add_speech_only(parser)


def _add_compare(commands: Any) -> None:
    words = "gains and losses from predictions OLD to predictions NEW, quote by quote"
    parser = _add(commands, "compare", words, "GOLD", "OLD", "NEW")
    parser.add_argument(
        "--limit", type=_at_least(0), default=20, help="quotes of each list; default: 20"
    )
    _add_bootstrap(parser)
    _add_speech_only(parser)


def _add_errors(commands: Any) -> None:
    words = "count errors by class, and show some of them with their place in the text"
    parser = _add(commands, "errors", words, "GOLD", "PREDICTED")
    parser.add_argument(
        "--limit", type=_at_least(0), default=20, help="errors to show; default: 20"
    )
    parser.add_argument(
        "--only", choices=CLASSES, action="append", help="this class; may be given again"
    )
    parser.add_argument("--json", action="store_true", help="print those shown as JSON")
    _add_seed(parser)
    _add_speech_only(parser)


def _add_oracle(commands: Any) -> None:
    words = "what each part of attribution loses, by gold in its place"
    parser = _add(commands, "oracle", words, "GOLD")
    parser.add_argument(
        "--customs", action="store_true", help="ask no model: how far GOLD agrees with itself"
    )
    _add_speech_only(parser)
    _add_network(parser)


def _add_coref(commands: Any) -> None:
    words = "clusters of mentions against OntoGUM: MUC, B3, CEAFe and their mean"
    parser = _add(commands, "coref", words, "FOLDER")
    parser.add_argument(
        "--genre",
        action="append",
        metavar="NAME",
        help="documents of this genre; may be given again; default: news and interview",
    )
    parser.add_argument(
        "--folds", type=_at_least(2), default=5, help="parts to learn and read by; default: 5"
    )
    parser.add_argument(
        "--model", default="en", metavar="NAME", help="whose quotes and trees; default: en"
    )


def _add_speech_only(parser: Any) -> None:
    parser.add_argument("--speech-only", action="store_true", help="leave out thought")


def _add_bootstrap(parser: Any) -> None:
    parser.add_argument(
        "--bootstrap",
        type=_at_least(1),
        default=0,
        metavar="N",
        help="add 95%% intervals from N draws of the texts; 1000 will do",
    )
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


def _add_bench(commands: Any) -> None:
    parser = _add(commands, "bench", "words a second, loading time, memory", "IN")
    parser.add_argument("--limit", type=_at_least(1), default=20, help="texts to read; default: 20")
    parser.add_argument("--threads", type=_at_least(1), default=1, help="torch threads; default: 1")
    parser.add_argument("--json", action="store_true", help="print JSON as the last line")
    _add_model(parser)
