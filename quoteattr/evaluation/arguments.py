"""What the command ``python -m quoteattr.evaluation`` takes."""

from __future__ import annotations

import argparse
from typing import Any

from quoteattr.cli.options import Parser, at_least, share
from quoteattr.evaluation.errors import CLASSES
from quoteattr.options import LEAST_SPEAKER

__all__ = ["PROG", "parser"]

PROG = "python -m quoteattr.evaluation"

STATUS = """\
exit status: 0 all done; 1 some texts could not be read (each reported on standard error);
2 wrong usage, no such model, or a data file that cannot be read
"""


def _rival(value: str) -> str:
    """The spaCy model under a rival; textacy is the only one."""
    name, _, model = value.partition(":")
    if name != "textacy":
        raise argparse.ArgumentTypeError(f"{name!r} is not known; write textacy")
    return model or "en_core_web_sm"


_PREDICTED = ".jsonl: what predict wrote, or documents that extract wrote; texts are known by ids"
# What each argument is, and what each option takes.
_ARGUMENTS: dict[str, dict[str, Any]] = {
    "IN": {"help": ".jsonl: texts, each with an id; their quotes are not looked at"},
    "DATA": {"help": "folder of the training data"},
    "OUT": {"help": "the file to write, or - for standard output"},
    "GOLD": {
        "help": ".jsonl: annotated texts as docs/training.md tells, or documents of this command's"
    },
    "PRED": {"help": _PREDICTED},
    "[PRED]": {"help": f"{_PREDICTED}; without it the model is asked", "nargs": "?"},
    "OLD": {"help": f"{_PREDICTED}; before"},
    "NEW": {"help": "the same, after"},
    "CASES": {"help": ".json: a list of texts with what must and must not be found"},
    "--model": {"default": "en", "metavar": "NAME", "help": "default: en"},
    "--guideline": {
        "choices": ("world", "polnear"),
        "default": "world",
        "help": "whose idea of a quote to follow; default: world",
    },
    "--modes": {"choices": ("reported", "all"), "default": "all", "help": "default: all"},
    "--min-confidence": {
        "type": share,
        "metavar": "P",
        "help": "default: the model's own threshold",
    },
    "--min-speaker-confidence": {
        "type": share,
        "default": LEAST_SPEAKER,
        "metavar": "P",
        "help": "default: %(default)s",
    },
    "--speech-only": {"action": "store_true", "help": "leave out thought"},
    "--bootstrap": {
        "type": at_least(1),
        "default": 0,
        "metavar": "N",
        "help": "add 95%% intervals from N draws of the texts; 1000 will do",
    },
    "--seed": {"type": at_least(0), "default": 0, "help": "what to draw by; default: 0"},
    "--speakers": {
        "action": "store_true",
        "help": "the speakers' confidence instead: how many are right among the surest",
    },
    "--limit": {
        "type": at_least(0),
        "default": 20,
        "help": "how many quotes to show, or texts to read; default: 20",
    },
    "--only": {
        "choices": CLASSES,
        "action": "append",
        "help": "this class of errors; may be given again",
    },
    "--against": {
        "type": _rival,
        "metavar": "textacy[:MODEL]",
        "help": "measure textacy too, by turns; MODEL is spaCy's, by default en_core_web_sm",
    },
    "--sets": {"nargs": "+", "default": [], "help": "sets to learn from and measure"},
    "--parts": {
        "type": at_least(1),
        "default": 5,
        "help": "how many of five parts to measure; default: 5",
    },
    "--ablate": {"action": "store_true", "help": "switch each part off in turn"},
    "--named": {"default": "", "help": "of the parts those whose name holds this"},
    "--to": {"choices": ("text", "json"), "default": "text", "help": "format; default: text"},
}
_MODEL = "--model --guideline --modes"
# What each command does, and takes.
_COMMANDS = {
    "predict": (
        "read the texts of IN.jsonl and write their quotes to OUT.jsonl",
        f"IN OUT {_MODEL} --min-confidence --min-speaker-confidence",
    ),
    "score": (
        "agreement of predicted quotes with gold",
        "GOLD PRED --bootstrap --seed --speech-only --to",
    ),
    "spans": ("exact F1 of single spans by role", "GOLD PRED --to"),
    "cases": ("check short hard cases", f"CASES [PRED] {_MODEL} --to"),
    "calibration": (
        "how honest confidences are, and what is found at each",
        "GOLD PRED --speakers --speech-only --to",
    ),
    "compare": (
        "gains and losses from predictions OLD to predictions NEW, quote by quote",
        "GOLD OLD NEW --limit --bootstrap --seed --speech-only",
    ),
    "errors": (
        "count errors by class, and show some of them with their place in the text",
        "GOLD PRED --limit --only --seed --speech-only --to",
    ),
    "speakers": (
        "speakers by the annotator's spans, and what each part of coreference wins",
        "DATA --sets --parts --ablate --named",
    ),
    "bench": ("words a second, loading time, memory", "IN --limit --model --against"),
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
    for name, (words, taken) in _COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(parser=command)
        for argument in taken.split():
            bare = argument.strip("[]")
            place: dict[str, Any] = {} if bare.startswith("-") else {"metavar": bare}
            command.add_argument(bare.lower(), **place, **_ARGUMENTS[argument])
    return parser
