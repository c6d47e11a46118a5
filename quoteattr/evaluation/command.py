"""The command ``python -m quoteattr.evaluation``.

It predicts quotes, measures them (score, spans, cases, calibration), shows what is wrong with them
(compare, errors, oracle), how fast they come (bench) and how well mentions are clustered (coref).
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
from typing import IO, TYPE_CHECKING, Any

import attrs

from quoteattr.cli.growing import told, whole
from quoteattr.cli.report import printable, silence
from quoteattr.errors import InputError, QuoteattrError
from quoteattr.evaluation import arguments, bench, report
from quoteattr.evaluation.bootstrap import bootstrap
from quoteattr.evaluation.calibration import calibrate
from quoteattr.evaluation.cases import read_cases, score_cases
from quoteattr.evaluation.chart import coverage_svg, precision_recall_svg
from quoteattr.evaluation.compare import compare
from quoteattr.evaluation.metrics import score, score_spans
from quoteattr.evaluation.mistakes import CLASSES, mistakes, sample
from quoteattr.evaluation.ontogum import read_ontogum
from quoteattr.evaluation.predict import predict
from quoteattr.evaluation.readers import AnnotatedText, parse_text, read_texts
from quoteattr.evaluation.trust import trust
from quoteattr.export.json import dumps
from quoteattr.inputs import STDIN

if TYPE_CHECKING:
    from quoteattr.extractor import Extractor

__all__ = ["main"]

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


def main(
    argv: Sequence[str] | None = None,
    *,
    load: Callable[..., Extractor] | None = None,
    load_seconds: Callable[[str, int], float] = bench.load_seconds,
    prog: str = arguments.PROG,
) -> int:
    """Run the command.

    Args:
        argv: the arguments without the command's name; those of the process by default.
        load: makes the extractor, as :func:`quoteattr.load` does, which it is by default.
        load_seconds: how long loading a model takes with so many threads.
        prog: what the command is called.

    Returns:
        The exit status, as ``--help`` lists it.

    Raises:
        SystemExit: with status 2 on wrong arguments, 0 after ``--help``.
    """
    options = arguments.parser(prog).parse_args(argv)
    options.load, options.load_seconds = load or _load, load_seconds
    options.report = partial(_report, prog)
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


def _load(model: str, **options: Any) -> Extractor:
    """The library's own loader, imported late: scoring needs no model."""
    from quoteattr.extractor import load

    return load(model, **options)


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
        with told(place):
            return path.open("wb")
    return whole(path)


def _score(options: argparse.Namespace) -> int:
    files = _compared(options, options.gold, options.pred)
    result, intervals = score(*files, speech_only=options.speech_only), None
    if options.bootstrap:
        intervals = bootstrap(
            *files,
            resamples=options.bootstrap,
            seed=options.seed,
            speech_only=options.speech_only,
        )
    if options.json:
        within = {"intervals": attrs.asdict(intervals)} if intervals else {}
        print(_json(result.to_dict() | within))
    else:
        print(report.score_table(result, intervals))
    return DONE


def _spans(options: argparse.Namespace) -> int:
    result = score_spans(*_compared(options, options.gold, options.pred))
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


def _calibration(options: argparse.Namespace) -> int:
    if options.speakers:
        return _trust(options)
    gold = read_texts(options.gold)
    files = _named_files(options.predicted)
    models = {
        name: calibrate(gold, _predictions(file), speech_only=options.speech_only)
        for name, file in files.items()
    }
    if options.svg:
        _draw(options.svg, precision_recall_svg(models))
    if options.json:
        print(_json({name: attrs.asdict(calibration) for name, calibration in models.items()}))
    else:
        print("\n\n".join(report.calibration_table(*named) for named in models.items()))
    return DONE


def _trust(options: argparse.Namespace) -> int:
    gold = read_texts(options.gold)
    models = {
        name: trust(gold, _predictions(file), speech_only=options.speech_only)
        for name, file in _named_files(options.predicted).items()
    }
    if options.svg:
        _draw(options.svg, coverage_svg(models))
    if options.json:
        print(_json({name: attrs.asdict(found) for name, found in models.items()}))
    else:
        print("\n\n".join(report.trust_table(*named) for named in models.items()))
    return DONE


def _draw(place: str, picture: str) -> None:
    with told(place):
        Path(place).write_text(picture, encoding="utf-8", newline="\n")


def _named_files(arguments: Sequence[str]) -> dict[str, str]:
    """Files by the names before an equals sign, or else by their own without the ending."""
    files: dict[str, str] = {}
    for argument in arguments:
        name, equals, file = argument.partition("=")
        if not equals:
            name, file = Path(argument).stem, argument
        if name in files:
            raise InputError(f"two predictions are called {name!r}; write NAME=FILE")
        files[name] = file
    return files


def _compare(options: argparse.Namespace) -> int:
    files = read_texts(options.gold), _predictions(options.old), _predictions(options.new)
    comparison = compare(
        *files,
        speech_only=options.speech_only,
        resamples=options.bootstrap,
        seed=options.seed,
    )
    print(report.comparison_table(comparison, options.limit))
    return DONE


def _errors(options: argparse.Namespace) -> int:
    files = _compared(options, options.gold, options.predicted)
    found = mistakes(*files, speech_only=options.speech_only)
    wanted = [mistake for mistake in found if mistake.mistake in (options.only or CLASSES)]
    shown = sample(wanted, options.limit, options.seed)
    if options.json:
        print(_json([attrs.asdict(mistake) for mistake in shown]))
    else:
        print(report.mistakes_table(found, shown))
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
    from quoteattr.evaluation import oracle, oracle_tables  # late: they need torch

    gold = read_texts(options.gold)
    if options.customs:
        print(oracle_tables.customs_tables(gold))
    else:
        reader = oracle.Reader.load(options.model, options.guideline, gold)
        print(oracle_tables.tables(reader, speech_only=options.speech_only))
    return DONE


def _coref(options: argparse.Namespace) -> int:
    from quoteattr.evaluation import coref  # late: it needs numpy, and torch to read

    genres = options.genre or ("news", "interview")
    documents = read_ontogum(Path(options.folder), genres)
    for line in coref.study(coref.prepare(documents, options.model), options.folds):
        print(coref.coref_table(line), flush=True)
    return DONE


def _extractor(options: argparse.Namespace, **more: float | None) -> Extractor:
    extractor: Extractor = options.load(
        options.model, modes=options.modes, guideline=options.guideline, **more
    )
    return extractor


def _predictions(path: str) -> list[AnnotatedText]:
    return read_texts(path, needs_text=False)


def _compared(
    options: argparse.Namespace, gold: str, predicted: str
) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    """Annotated texts and predictions.

    Raises:
        InputError: they have no text in common.
    """
    texts, found = read_texts(gold), _predictions(predicted)
    ids = {text.id for text in found}
    if texts and found and ids.isdisjoint(text.id for text in texts):
        raise InputError(
            f"{predicted} has no id that {gold} has (such as {found[0].id!r} and {texts[0].id!r}); "
            "texts are known by their ids"
        )
    return texts, found


def _asked(options: argparse.Namespace, texts: Sequence[AnnotatedText]) -> list[AnnotatedText]:
    """The model's own quotes for texts."""
    lines = []
    for line, error in predict(_extractor(options), texts):
        if error:
            options.report(f"{line['id']}: {error}")
        lines.append(parse_text(line, str(line["id"])))
    return lines


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
    "bench": _bench,
    "oracle": _oracle,
    "coref": _coref,
}
