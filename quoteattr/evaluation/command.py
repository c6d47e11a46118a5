"""The command ``python -m quoteattr.evaluation``: predict, score, compare and so on."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from quoteattr.errors import QuoteattrError
from quoteattr.evaluation import bench, report
from quoteattr.evaluation.cases import read_cases, score_cases
from quoteattr.evaluation.compare import compare
from quoteattr.evaluation.metrics import score, score_spans
from quoteattr.evaluation.predict import predict
from quoteattr.evaluation.readers import AnnotatedText, parse_text, read_texts
from quoteattr.export.json import dumps

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor

__all__ = ["main"]

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2

STATUS = """\
exit status: 0 all done; 1 some texts could not be read (each reported on standard error);
2 wrong usage, no such model, or a data file that cannot be read
"""


def main(
    argv: Sequence[str] | None = None,
    *,
    load: Callable[..., Extractor] | None = None,
    load_seconds: Callable[[str, int], float] = bench.load_seconds,
) -> int:
    """Run the command.

    Args:
        argv: the arguments without the command's name; those of the process by default.
        load: makes the extractor, as :func:`quoteattr.load` does, which it is by default.
        load_seconds: how long loading a model takes with so many threads.

    Returns:
        The exit status, as ``--help`` lists it.

    Raises:
        SystemExit: with status 2 on wrong arguments, 0 after ``--help``.
    """
    options = _parser().parse_args(argv)
    options.load, options.load_seconds = load or _load, load_seconds
    try:
        status: int = options.run(options)
    except (QuoteattrError, OSError) as error:
        _report(error)
        return WRONG_USAGE
    return status


def _load(model: str, **options: str) -> Extractor:
    """The library's own loader, imported late: scoring needs no model."""
    from quoteattr.extractor import load

    return load(model, **options)  # type: ignore[arg-type]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quoteattr.evaluation",
        description="Measure quoteattr on annotated texts.",
        epilog=STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_predict(commands)
    _add_scores(commands)
    _add_compare(commands)
    _add_bench(commands)
    _add_oracle(commands)
    return parser


def _add(commands: Any, run: Callable[..., int], name: str, words: str, *files: str) -> Any:
    parser = commands.add_parser(name, help=words, description=words)
    for file in files:
        parser.add_argument(file.lower(), metavar=file)
    parser.set_defaults(run=run)
    return parser


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
    _add_model(_add(commands, _predict, "predict", words, "IN", "OUT"))


def _add_scores(commands: Any) -> None:
    parsers = [
        _add(commands, _score, "score", "agreement of predicted quotes with gold", "GOLD", "PRED"),
        _add(commands, _spans, "spans", "exact F1 of single spans by role", "GOLD", "PRED"),
        _add(commands, _cases, "cases", "check short hard cases", "CASES"),
    ]
    for parser in parsers:
        parser.add_argument("--json", action="store_true", help="print JSON")
    parsers[0].add_argument("--speech-only", action="store_true", help="leave out thought")
    cases = parsers[2]
    cases.add_argument("pred", metavar="PRED", nargs="?", help="without it the model is asked")
    cases.add_argument("--texts", action="store_true", help="print the texts to predict on")
    _add_model(cases)


def _add_compare(commands: Any) -> None:
    words = "gains and losses from predictions A to predictions B"
    parser = _add(commands, _compare, "compare", words, "GOLD", "A", "B")
    parser.add_argument("--speech-only", action="store_true", help="leave out thought")
    parser.add_argument("--limit", type=int, default=20, help="lines of each; default: 20")


def _add_bench(commands: Any) -> None:
    parser = _add(commands, _bench, "bench", "words a second, loading time, memory", "IN")
    parser.add_argument("--limit", type=int, default=20, help="texts to read; default: 20")
    parser.add_argument("--threads", type=int, default=1, help="torch threads; default: 1")
    parser.add_argument("--json", action="store_true", help="print JSON as the last line")
    _add_model(parser)


def _add_oracle(commands: Any) -> None:
    words = "what each part of attribution loses, by gold in its place"
    parser = _add(commands, _oracle, "oracle", words, "GOLD")
    parser.add_argument("--speech-only", action="store_true", help="leave out thought")
    parser.add_argument(
        "--customs", action="store_true", help="ask no model: how far GOLD agrees with itself"
    )
    _add_network(parser)


def _predict(options: argparse.Namespace) -> int:
    texts = read_texts(getattr(options, "in"), needs_quotes=False)
    extractor = _extractor(options)
    failed = 0
    with open(options.out, "w", encoding="utf-8", newline="\n") as out:
        for line, error in predict(extractor, texts, progress=sys.stderr.isatty()):
            out.write(dumps(line) + "\n")
            if error:
                failed += 1
                _report(f"{line['id']}: {error}")
    return SOME_FAILED if failed else DONE


def _score(options: argparse.Namespace) -> int:
    gold, predicted = read_texts(options.gold), _predictions(options.pred)
    result = score(gold, predicted, speech_only=options.speech_only)
    print(_json(result.to_dict()) if options.json else report.score_table(result))
    return DONE


def _spans(options: argparse.Namespace) -> int:
    result = score_spans(read_texts(options.gold), _predictions(options.pred))
    as_data = {role: attrs.asdict(prf) for role, prf in result.items()}
    print(_json(as_data) if options.json else report.spans_table(result))
    return DONE


def _cases(options: argparse.Namespace) -> int:
    cases = read_cases(options.cases)
    texts = [AnnotatedText(case.id, case.text) for case in cases]
    if options.texts:
        for text in texts:
            print(dumps({"id": text.id, "text": text.text, "quotes": []}))
        return DONE
    predicted = _predictions(options.pred) if options.pred else _asked(options, texts)
    result = score_cases(cases, predicted)
    print(_json(attrs.asdict(result)) if options.json else report.cases_table(result))
    return DONE


def _compare(options: argparse.Namespace) -> int:
    files = read_texts(options.gold), _predictions(options.a), _predictions(options.b)
    comparison = compare(*files, speech_only=options.speech_only)
    print(report.comparison_table(comparison, options.limit))
    return DONE


def _bench(options: argparse.Namespace) -> int:
    import torch

    torch.set_num_threads(options.threads)
    texts = read_texts(getattr(options, "in"), needs_quotes=False)[: options.limit]
    speed = bench.measure(_extractor(options), [text.text or "" for text in texts])
    figures = {
        "words_per_s": round(speed.words_per_s, 1),
        "load_s": round(options.load_seconds(options.model, options.threads), 2),
        "peak_rss_mb": round(bench.peak_rss_mb(), 1),
        "words": speed.words,
        "docs": speed.docs,
    }
    print(dumps(figures) if options.json else "  ".join(f"{k} {v}" for k, v in figures.items()))
    return DONE


def _oracle(options: argparse.Namespace) -> int:
    from quoteattr.evaluation import oracle  # late: it needs torch

    gold = read_texts(options.gold)
    if options.customs:
        print(oracle.customs_tables(gold))
    else:
        reader = oracle.Reader.load(options.model, options.guideline, gold)
        print(oracle.tables(reader, speech_only=options.speech_only))
    return DONE


def _extractor(options: argparse.Namespace) -> Extractor:
    extractor: Extractor = options.load(
        options.model, modes=options.modes, guideline=options.guideline
    )
    return extractor


def _predictions(path: str) -> list[AnnotatedText]:
    return read_texts(path, needs_text=False)


def _asked(options: argparse.Namespace, texts: Sequence[AnnotatedText]) -> list[AnnotatedText]:
    """The model's own quotes for texts."""
    lines = []
    for line, error in predict(_extractor(options), texts):
        if error:
            _report(f"{line['id']}: {error}")
        lines.append(parse_text(line, str(line["id"])))
    return lines


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _report(error: object) -> None:
    print(f"quoteattr.evaluation: {error}", file=sys.stderr)
