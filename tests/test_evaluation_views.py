"""What is shown beside a score: intervals, confidences, gains and losses, errors, speed."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

from quoteattr.errors import FormatError
from quoteattr.evaluation import bench
from quoteattr.evaluation.bootstrap import Interval, differences_of, intervals_of
from quoteattr.evaluation.calibration import (
    THRESHOLDS,
    Calibration,
    calibration_of,
    quote_verdicts,
    speaker_verdicts,
    thresholds,
)
from quoteattr.evaluation.command import main
from quoteattr.evaluation.compare import compare
from quoteattr.evaluation.errors import CLASSES, errors_of, excerpt, sample
from quoteattr.evaluation.metrics import PRF, Tallies, count, score
from quoteattr.evaluation.pairing import pair_up, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText, parse_text

TEXT = (
    "“We stay,” said Ilse Harn, the pilot. Odo Veen told us that the ferry had left early.\n\n"
    "Nobody waved it off."
)


def at(*parts: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]


STAY = {
    "content": at("We stay"),
    "cue": at("said"),
    "source": at("Ilse Harn"),
    "speaker": [["Ilse Harn", "Harn"]],
}
LEFT = {
    "content": at("the ferry had left early"),
    "cue": at("told us"),
    "source": at("Odo Veen"),
    "speaker": [["Odo Veen", "Veen"]],
}
SHORT = LEFT | {"content": at("ferry had left"), "speaker": [["Ilse Harn"]]}
ALARM = {"content": at("Nobody waved")}


def annotated(*by_text: list[dict[str, Any]]) -> list[AnnotatedText]:
    return [
        parse_text({"id": str(i), "text": TEXT, "quotes": quotes}, "test")
        for i, quotes in enumerate(by_text)
    ]


def write(path: Path, *by_text: list[dict[str, Any]]) -> str:
    lines = (json.dumps({"id": str(i), "text": TEXT, "quotes": q}) for i, q in enumerate(by_text))
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


# Intervals.

GOLD = annotated([STAY, LEFT], [LEFT], [STAY], [], [LEFT, STAY], [LEFT])
PREDICTED = annotated([STAY], [SHORT, ALARM], [STAY], [ALARM], [SHORT, STAY], [LEFT])
WORSE = annotated([STAY], [ALARM], [], [ALARM], [SHORT, STAY], [SHORT])
FIGURES = {"strict", "lenient", "overlap", "end2end", "named"}


def counts(predicted: list[AnnotatedText]) -> list[Tallies]:
    return [count(pairing) for pairing in pair_up_all(GOLD, predicted)]


def drawn(predicted: list[AnnotatedText], resamples: int, seed: int) -> Iterator[Any]:
    """The long way round: build every drawn collection and score it."""
    rows = np.random.default_rng(seed).integers(len(GOLD), size=(resamples, len(GOLD)))
    for row in rows.tolist():
        sides = (
            [attrs.evolve(t[i], id=str(n)) for n, i in enumerate(row)] for t in (GOLD, predicted)
        )
        yield score(*sides)


def test_draws_score_like_texts_that_were_drawn():
    scores = list(drawn(PREDICTED, 60, 7))
    found = intervals_of(counts(PREDICTED), resamples=60, seed=7)
    assert set(found) == FIGURES
    for name, interval in found.items():
        values = [getattr(s, name).f1 for s in scores if getattr(s, name)]
        assert attrs.astuple(interval) == pytest.approx(np.quantile(values, [0.025, 0.975]))
    assert found != intervals_of(counts(PREDICTED), resamples=60, seed=8)
    assert intervals_of([]) == {}


def test_differences_are_taken_draw_by_draw():
    sides = zip(drawn(WORSE, 40, 3), drawn(PREDICTED, 40, 3), strict=True)
    values = [b.strict.f1 - a.strict.f1 for a, b in sides]
    found = differences_of(counts(WORSE), counts(PREDICTED), resamples=40, seed=3)
    assert attrs.astuple(found["strict"]) == pytest.approx(np.quantile(values, [0.025, 0.975]))
    same = differences_of(counts(WORSE), counts(WORSE), resamples=40)
    assert same == dict.fromkeys(FIGURES, Interval(0, 0))


# Confidences.


def sure(quote: dict[str, Any], confidence: float) -> dict[str, Any]:
    return quote | {"confidence": confidence, "speaker_confidence": confidence}


def test_calibration_by_hand():
    """Two right quotes of 0.9, one of them with a wrong speaker, and a false alarm of 0.4."""
    predicted = annotated([sure(STAY, 0.9), sure(SHORT, 0.9), sure(ALARM, 0.4)])
    pairings = pair_up_all(annotated([STAY, LEFT]), predicted)
    found = calibration_of(quote_verdicts(pairings))
    assert isinstance(found, Calibration)
    assert [attrs.astuple(b) for b in found.bins] == [(0.4, 0, 1), (0.9, 1, 1), (0.9, 1, 1)]
    assert attrs.astuple(found.all) == pytest.approx((2.2 / 3, 2 / 3, 3))
    assert found.error == pytest.approx((0.4 + 0.1 + 0.1) / 3)
    speakers = calibration_of(speaker_verdicts(pairings))
    assert isinstance(speakers, Calibration)
    assert (speakers.all.n, speakers.all.right) == (2, 0.5)
    assert [b.right for b in speakers.bins] == [0.5, 0.5]  # of one confidence: as right as both
    by_least = thresholds(pairings)
    assert set(by_least) == set(THRESHOLDS)
    assert by_least[0.4].lenient == PRF(2 / 3, 1, 0.8)
    assert by_least[0.45].lenient == PRF(1, 1, 1)
    assert by_least[0.95].pred == 0


def test_every_quote_needs_a_confidence():
    with pytest.raises(FormatError, match=r"text '0'.*without confidence"):
        quote_verdicts(pair_up_all(annotated([STAY]), annotated([STAY])))
    assert calibration_of([]) is None


def test_calibration_command(tmp_path, capsys):
    gold = write(tmp_path / "gold.jsonl", [STAY, LEFT])
    predicted = write(tmp_path / "predicted.jsonl", [sure(STAY, 0.9), sure(SHORT, 0.8)])
    assert main(["calibration", gold, predicted]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["0.85", "predicted", "1", "p", "100.0", "r", "50.0", "f1", "66.7"] in lines
    assert main(["calibration", gold, predicted, "--speakers", "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["all"]["right"] == 0.5


# Gains and losses.


def test_gains_and_losses():
    wrong = STAY | {"speaker": [["Odo Veen"]]}
    loose = LEFT | {"content": at("ferry had left early")}
    sides = annotated([wrong, loose, ALARM]), annotated([LEFT])
    found = compare(annotated([STAY, LEFT]), *sides)
    changes = [(*(sorted(c) for c in change.classes), change.verdict) for change in found.changes]
    assert sorted(changes) == [
        (["boundary"], [], "gain"),
        (["speaker"], ["missed"], "loss"),
        (["spurious"], [], "gain"),
    ]
    assert (found.gone["spurious"], found.new["missed"]) == (1, 1)
    assert found.scores == tuple(score(annotated([STAY, LEFT]), side) for side in sides)
    assert compare(annotated([STAY]), sides[0], sides[0]).changes == ()


def test_a_gain_that_costs_something_is_neither():
    strict = LEFT | {"source": at("Ilse Harn"), "speaker": [["Ilse Harn"]]}
    loose = LEFT | {"content": at("ferry had left early")}
    (change,) = compare(annotated([LEFT]), annotated([loose]), annotated([strict])).changes
    assert change.verdict == "mixed"


def test_compare_command(tmp_path, capsys):
    files = [
        write(tmp_path / "gold.jsonl", *[[STAY, LEFT]] * 3),
        write(tmp_path / "old.jsonl", *[[STAY, ALARM]] * 3),
        write(tmp_path / "new.jsonl", *[[STAY, LEFT]] * 3),
    ]
    assert main(["compare", *files, "--bootstrap", "10", "--limit", "2"]) == 0
    table = capsys.readouterr().out
    assert "strict    F1  50.0 → 100.0  +50.0  [+50.0, +50.0]" in table
    assert "errors gone/new: missed 3/0  spurious 3/0" in table
    assert f"gains: 6\n+ 0 @{TEXT.index('the ferry')}  missed → right" in table
    assert "… and 4 more" in table
    assert "losses: 0" in table


# Errors.


def told(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    pairing = pair_up(annotated(gold)[0], annotated(predicted)[0])
    return [(error.error, error.what, error.words) for error in errors_of(pairing)]


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, []),
        ({"content": at("the ferry had left early.")}, []),
        ({"content": at("ferry had left early")}, [("boundary", "lacks words", "“the”")]),
        (
            {"content": at("that the ferry had left")},
            [
                ("boundary", "adds words", "“that”"),
                ("boundary", "lacks words", "“early”"),
            ],
        ),
        (
            {"content": at("the ferry", "left early")},
            [("boundary", "lacks words", "“had”")],
        ),
        ({"source": []}, [("source", "missing", "“Odo Veen”")]),
        ({"source": at("the pilot")}, [("source", "wrong", "“Odo Veen” → “the pilot”")]),
        ({"source": at("Veen")}, [("source", "lacks words", "“Odo”")]),
        ({"cue": at("Veen told us")}, [("cue", "adds words", "“Veen”")]),
        ({"speaker": []}, [("speaker", "missing", "Odo Veen → nobody")]),
        ({"speaker": [["Harn"]]}, [("speaker", "wrong", "Odo Veen → Harn")]),
    ],
)
def test_what_is_wrong_with_a_quote(changed, wanted):
    assert told([LEFT], [LEFT | changed]) == wanted


def test_missed_spurious_and_uncalled_for():
    assert told([STAY], [ALARM]) == [("missed", "direct", ""), ("spurious", "indirect", "")]
    bare = {"content": LEFT["content"]}
    assert [what for _, what, _ in told([bare], [LEFT])] == ["uncalled for"] * 2


def test_errors_command(tmp_path, capsys):
    gold = write(tmp_path / "gold.jsonl", [STAY, LEFT])
    predicted = write(tmp_path / "predicted.jsonl", [sure(SHORT, 0.5), ALARM])
    assert main(["errors", gold, predicted]) == 0
    table = capsys.readouterr().out
    assert "errors 4, shown 4" in table
    assert "boundary      1  lacks words 1" in table
    assert f"(0 @{TEXT.index('the ferry')} confidence 0.50)" in " ".join(table.split())
    assert "[the {ferry had left} early]" in table
    only = ["--only", "missed", "--to", "json"]
    assert main(["errors", gold, predicted, *only]) == 0
    assert [error["error"] for error in json.loads(capsys.readouterr().out)] == ["missed"]


def test_samples_keep_the_order():
    found = errors_of(pair_up(annotated([STAY, LEFT])[0], annotated([ALARM])[0]))
    assert {error.error for error in found} <= set(CLASSES)
    assert sample(found, 9, 0) == found
    two = sample(found, 2, 1)
    assert two == [error for error in found if error in two]


def test_long_excerpts_are_cut():
    text = f"{'a ' * 200}here{' b' * 200}"
    shown = excerpt(text, [(400, 404)], [])
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "[here]" in shown
    assert len(shown) < 140


# Speed.


@pytest.fixture
def bench_file(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "_load_seconds", lambda _: 1.5)
    monkeypatch.setattr("os.sched_setaffinity", lambda *_: None, raising=False)
    return write(tmp_path / "in.jsonl", *[[]] * 3)


def test_bench_takes_turns(bench_file, capsys, monkeypatch):
    turns: list[tuple[str, int]] = []

    def reader(name: str) -> Any:
        return lambda texts: turns.append((name, len(texts)))

    monkeypatch.setattr(bench, "_ours", reader)
    monkeypatch.setattr(bench, "_textacys", reader)
    assert main(["bench", bench_file, "--limit", "2", "--against", "textacy:en_other"]) == 0
    assert turns == [("en", 1), ("en", 2), ("en_other", 1), ("en_other", 2)] * 3  # warmed up each
    assert "ratio of the medians: " in capsys.readouterr().out


def test_a_rival_that_is_not_there(bench_file, capsys, monkeypatch):
    monkeypatch.setattr(bench, "_ours", lambda _: len)
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert main(["bench", bench_file, "--against", "textacy"]) == 2
    assert "run: pip install textacy" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["bench", bench_file, "--against", "others"])
    assert "write textacy" in capsys.readouterr().err
