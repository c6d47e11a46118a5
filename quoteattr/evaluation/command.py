"""The command ``python -m quoteattr.evaluation``.

It predicts quotes, measures them (score, spans, cases, calibration), shows what is wrong with them
(compare, errors, oracle), how fast they come (bench) and how well mentions are clustered (coref).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

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
    try:
        return RUN[options.command](options)
    except (QuoteattrError, OSError) as error:
        _report(error)
        return WRONG_USAGE


def _load(model: str, **options: Any) -> Extractor:
    """The library's own loader, imported late: scoring needs no model."""
    from quoteattr.extractor import load

    return load(model, **options)


def _predict(options: argparse.Namespace) -> int:
    texts = read_texts(getattr(options, "in"), needs_quotes=False)
    extractor = _extractor(
        options,
        min_confidence=options.min_confidence,
        min_speaker_confidence=options.min_speaker_confidence,
    )
    failed = 0
    with open(options.out, "w", encoding="utf-8", newline="\n") as out:
        for line, error in predict(extractor, texts, progress=sys.stderr.isatty()):
            out.write(dumps(line) + "\n")
            if error:
                failed += 1
                _report(f"{line['id']}: {error}")
    return SOME_FAILED if failed else DONE


def _score(options: argparse.Namespace) -> int:
    files = read_texts(options.gold), _predictions(options.pred)
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
        Path(options.svg).write_text(precision_recall_svg(models), encoding="utf-8", newline="\n")
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
        Path(options.svg).write_text(coverage_svg(models), encoding="utf-8", newline="\n")
    if options.json:
        print(_json({name: attrs.asdict(found) for name, found in models.items()}))
    else:
        print("\n\n".join(report.trust_table(*named) for named in models.items()))
    return DONE


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
    files = read_texts(options.gold), _predictions(options.predicted)
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
