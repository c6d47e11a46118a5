"""The command ``python -m quoteattr.evaluation``.

It predicts quotes, measures them (score, spans, cases, calibration), shows what is wrong with them
(compare, errors), and how fast they come (bench).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import IO, Any

import attrs

from quoteattr.cli.journal import atomic_write, naming_output
from quoteattr.cli.options import DONE, SOME_FAILED, WRONG_USAGE
from quoteattr.cli.report import printable, silence
from quoteattr.errors import InputError, QuoteattrError
from quoteattr.evaluation import arguments, bench, report
from quoteattr.evaluation.bootstrap import intervals_of
from quoteattr.evaluation.calibration import (
    calibration_of,
    quote_verdicts,
    speaker_verdicts,
    thresholds,
)
from quoteattr.evaluation.cases import read_cases, score_cases
from quoteattr.evaluation.compare import compare
from quoteattr.evaluation.errors import CLASSES, errors_of, sample
from quoteattr.evaluation.metrics import count, figures, score_spans
from quoteattr.evaluation.pairing import Pairing, pair_up_all
from quoteattr.evaluation.predict import predict
from quoteattr.evaluation.readers import AnnotatedText, parse_text, read_texts
from quoteattr.export.json import dumps
from quoteattr.extractor import Extractor
from quoteattr.extractor import load as load_extractor
from quoteattr.inputs import STDIN

__all__ = ["main"]


def main(
    argv: Sequence[str] | None = None,
    *,
    load: Callable[..., Extractor] = load_extractor,
    prog: str = arguments.PROG,
) -> int:
    """Run the command.

    Args:
        argv: the arguments without the command's name; those of the process by default.
        load: makes the extractor, as :func:`quoteattr.load` does.
        prog: what the command is called.

    Returns:
        The exit status, as ``--help`` lists it.

    Raises:
        SystemExit: with status 2 on wrong arguments, 0 after ``--help``.
    """
    options = arguments.parser(prog).parse_args(argv)
    options.load, options.report = load, partial(_report, prog)
    try:
        status = RUN[options.command](options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        silence(sys.stdout)
        return DONE
    except (QuoteattrError, OSError) as error:
        options.report(error)
        return WRONG_USAGE


def _predict(options: argparse.Namespace) -> int:
    source = getattr(options, "in")
    texts = read_texts(source, needs_quotes=False)
    with _output(options.out, source) as out:
        extractor = _extractor(
            options,
            min_confidence=options.min_confidence,
            min_speaker_confidence=options.min_speaker_confidence,
        )
        failed = 0
        for line, error in predict(extractor, texts, progress=sys.stderr.isatty()):
            out.write(f"{dumps(line)}\n".encode())
            if error:
                failed += 1
                options.report(f"{line['id']}: {error}")
    return SOME_FAILED if failed else DONE


def _bench(options: argparse.Namespace) -> int:
    bench.run(
        getattr(options, "in"), model=options.model, limit=options.limit, against=options.against
    )
    return DONE


def _speakers(options: argparse.Namespace) -> int:
    from quoteattr.evaluation import speakers  # late: it learns, for which it needs torch

    return speakers.run(options)


def _output(place: str, source: str) -> AbstractContextManager[IO[bytes]]:
    """A file that appears when all is in it; ``-`` is standard output.

    Raises:
        InputError: it is what the texts are read from, whose annotations would be lost.
        OutputError: it cannot be written.
    """
    if place == STDIN:
        return nullcontext(sys.stdout.buffer)
    path = Path(os.path.realpath(place))
    if path.exists() and source != STDIN and path.samefile(source):
        raise InputError(f"{place}: is what is read, which the output would replace; name another")
    if path.exists() and not path.is_file():
        with naming_output(place):
            return path.open("wb")
    return atomic_write(path)


def _score(options: argparse.Namespace) -> int:
    counts = [count(pairing) for pairing in _pairings(options)]
    data = attrs.asdict(figures(counts))
    if options.bootstrap:
        found = intervals_of(counts, resamples=options.bootstrap, seed=options.seed)
        data["intervals"] = {name: attrs.asdict(interval) for name, interval in found.items()}
    return _show(options, data)


def _spans(options: argparse.Namespace) -> int:
    result = score_spans(*_compared(options.gold, options.pred))
    return _show(options, {role: attrs.asdict(prf) for role, prf in result.items()})


def _cases(options: argparse.Namespace) -> int:
    cases = read_cases(options.cases)
    texts = [AnnotatedText(case.id, case.text) for case in cases]
    if options.pred:
        predicted = read_texts(options.pred, needs_text=False)
    else:
        predicted = _asked(options, texts)
    result = score_cases(cases, predicted)
    return _show(options, attrs.asdict(result))


def _calibration(options: argparse.Namespace) -> int:
    pairings = _pairings(options)
    verdicts = (speaker_verdicts if options.speakers else quote_verdicts)(pairings)
    honest = calibration_of(verdicts)
    data: dict[str, Any] = attrs.asdict(honest) if honest else {}
    if not options.speakers:
        data["lenient, from confidence"] = {
            f"{least:.2f}": {"predicted": score.pred, **attrs.asdict(score.lenient)}
            for least, score in thresholds(pairings).items()
        }
    return _show(options, data)


def _compare(options: argparse.Namespace) -> int:
    gold, old = _compared(options.gold, options.old)
    comparison = compare(
        gold,
        old,
        _compared(options.gold, options.new)[1],
        speech_only=options.speech_only,
        resamples=options.bootstrap,
        seed=options.seed,
    )
    print(report.comparison_table(comparison, options.limit))
    return DONE


def _errors(options: argparse.Namespace) -> int:
    found = [error for pairing in _pairings(options) for error in errors_of(pairing)]
    wanted = [error for error in found if error.error in (options.only or CLASSES)]
    shown = sample(wanted, options.limit, options.seed)
    if options.to == "json":
        print(_json([attrs.asdict(error) for error in shown]))
    else:
        print(report.errors_table(found, shown))
    return DONE


def _extractor(options: argparse.Namespace, **more: float | None) -> Extractor:
    extractor: Extractor = options.load(
        options.model, modes=options.modes, guideline=options.guideline, **more
    )
    return extractor


def _compared(gold: str, predicted: str) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    """Annotated texts and predictions.

    Raises:
        FormatError: a file cannot be read.
        InputError: no text of one file has an id of the other.
    """
    texts, found = read_texts(gold), read_texts(predicted, needs_text=False)
    ids = {text.id for text in found}
    if texts and found and ids.isdisjoint(text.id for text in texts):
        raise InputError(
            f"{predicted} has no id that {gold} has (such as {found[0].id!r} and {texts[0].id!r}); "
            "texts are known by their ids"
        )
    return texts, found


def _pairings(options: argparse.Namespace) -> list[Pairing]:
    files = _compared(options.gold, options.pred)
    return pair_up_all(*files, speech_only=options.speech_only)


def _asked(options: argparse.Namespace, texts: Sequence[AnnotatedText]) -> list[AnnotatedText]:
    """The model's own quotes for texts."""
    lines = []
    for line, error in predict(_extractor(options), texts):
        if error:
            options.report(f"{line['id']}: {error}")
        lines.append(parse_text(line, str(line["id"])))
    return lines


def _show(options: argparse.Namespace, data: dict[str, Any]) -> int:
    print(_json(data) if options.to == "json" else report.table(data))
    return DONE


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _report(prog: str, error: object) -> None:
    print(printable(f"{prog}: {error}"), file=sys.stderr)


RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "predict": _predict,
    "score": _score,
    "spans": _spans,
    "cases": _cases,
    "calibration": _calibration,
    "compare": _compare,
    "errors": _errors,
    "speakers": _speakers,
    "bench": _bench,
}
