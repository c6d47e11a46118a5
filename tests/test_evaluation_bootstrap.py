"""Intervals over texts: against scores of texts that were really drawn again and again."""

import json
from pathlib import Path

import attrs
import numpy as np
import pytest

from quoteattr.evaluation.bootstrap import Interval, bootstrap
from quoteattr.evaluation.command import main
from quoteattr.evaluation.compare import compare
from quoteattr.evaluation.metrics import Score, score
from quoteattr.evaluation.readers import AnnotatedText, parse_text

TEXT = "“We stay,” Ilse Harn told the crew. Odo Veen said that the ferry had left early."


def at(words: str) -> list[list[int]]:
    return [[TEXT.index(words), TEXT.index(words) + len(words)]]


STAY = {"content": at("We stay"), "source": at("Ilse Harn"), "speaker": ["Ilse Harn"]}
LEFT = {"content": at("the ferry had left early"), "source": at("Odo Veen"), "speaker": ["Veen"]}
SHORT = LEFT | {"content": at("ferry had left"), "speaker": ["Ilse Harn"]}
ALARM = {"content": at("the crew")}


def annotated(*files_quotes: list[dict[str, object]]) -> list[AnnotatedText]:
    return [
        parse_text({"id": str(i), "text": TEXT, "quotes": quotes}, "test")
        for i, quotes in enumerate(files_quotes)
    ]


GOLD = annotated([STAY, LEFT], [LEFT], [STAY], [], [LEFT, STAY], [LEFT])
PREDICTED = annotated([STAY], [SHORT, ALARM], [STAY], [ALARM], [SHORT, STAY], [LEFT])


def redrawn(texts: list[AnnotatedText], row: list[int]) -> list[AnnotatedText]:
    return [attrs.evolve(texts[i], id=str(n)) for n, i in enumerate(row)]


def scores_of_draws(predicted: list[AnnotatedText], resamples: int, seed: int) -> list[Score]:
    """The long way round: build every drawn collection and score it."""
    drawn = np.random.default_rng(seed).integers(len(GOLD), size=(resamples, len(GOLD)))
    return [score(redrawn(GOLD, row), redrawn(predicted, row)) for row in drawn.tolist()]


def test_draws_score_like_texts_that_were_drawn():
    resamples, seed = 60, 7
    scores = scores_of_draws(PREDICTED, resamples, seed)
    found = bootstrap(GOLD, PREDICTED, resamples=resamples, seed=seed)
    assert set(found.f1) == {"strict", "lenient", "overlap", "end2end", "named"}
    for name, interval in found.f1.items():
        values = [getattr(s, name).f1 for s in scores if getattr(s, name)]
        assert attrs.astuple(interval) == pytest.approx(np.quantile(values, [0.025, 0.975]))
        assert interval.low < interval.high
    assert set(found.recall_by_kind) == {"direct", "indirect"}
    for kind, measures in found.recall_by_kind.items():
        assert set(measures) == {"strict", "lenient", "end2end"}
        for name, interval in measures.items():
            recalls = [s.recall_by_kind[kind] for s in scores if kind in s.recall_by_kind]
            values = [getattr(recall, name) for recall in recalls]
            assert attrs.astuple(interval) == pytest.approx(np.quantile(values, [0.025, 0.975]))


def test_differences_are_taken_draw_by_draw():
    worse = annotated([STAY], [ALARM], [], [ALARM], [SHORT, STAY], [SHORT])
    sides = [scores_of_draws(side, 40, 3) for side in (worse, PREDICTED)]
    comparison = compare(GOLD, worse, PREDICTED, resamples=40, seed=3)
    assert set(comparison.differences) == {"strict", "lenient", "overlap", "end2end", "named"}
    for name, interval in comparison.differences.items():
        values = [
            getattr(b, name).f1 - getattr(a, name).f1
            for a, b in zip(*sides, strict=True)
            if getattr(a, name)
        ]
        assert attrs.astuple(interval) == pytest.approx(np.quantile(values, [0.025, 0.975]))
    same = compare(GOLD, worse, worse, resamples=40)
    assert set(same.differences.values()) == {Interval(0, 0)}
    assert compare(GOLD, worse, worse).differences == {}


def test_the_seed_decides():
    first, again, other = (bootstrap(GOLD, PREDICTED, resamples=50, seed=s) for s in (1, 1, 2))
    assert first == again
    assert first.f1 != other.f1


def test_texts_that_are_all_alike_leave_no_doubt():
    alike = annotated(*[[STAY, LEFT]] * 5)
    found = bootstrap(alike, annotated(*[[STAY, ALARM]] * 5), resamples=20)
    assert found.f1["strict"] == Interval(0.5, 0.5)
    assert found.recall_by_kind["indirect"]["lenient"] == Interval(0, 0)


def test_what_gold_does_not_state_has_no_interval():
    bare = annotated([{"content": at("We stay")}], [])
    found = bootstrap(bare, bare, resamples=30)
    assert "named" not in found.f1
    assert list(found.recall_by_kind) == ["direct"]  # though some draws have no quote at all
    assert found.recall_by_kind["direct"]["strict"] == Interval(1, 1)
    assert bootstrap([], []).f1 == {}


def test_thought_is_left_out_on_request():
    thought = annotated([STAY, LEFT | {"mode": "thought"}])
    found = bootstrap(thought, annotated([STAY]), resamples=5, speech_only=True)
    assert found.f1["strict"] == Interval(1, 1)


def write(path: Path, texts: list[list[dict[str, object]]]) -> str:
    lines = (json.dumps({"id": str(i), "text": TEXT, "quotes": q}) for i, q in enumerate(texts))
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_command(tmp_path, capsys):
    gold = write(tmp_path / "gold.jsonl", [[STAY, LEFT]] * 3)
    predicted = write(tmp_path / "predicted.jsonl", [[STAY, ALARM]] * 3)
    assert main(["score", gold, predicted, "--bootstrap", "10", "--seed", "4"]) == 0
    table = capsys.readouterr().out
    assert "strict    P  50.0  R  50.0  F1  50.0  [50.0, 50.0]\n" in table
    assert "recall direct    gold     3  strict 100.0  [100.0, 100.0]  lenient 100.0" in table
    assert table.endswith("[from, to]: 95% of 10 draws of the texts, seed 4\n")
    assert main(["score", gold, predicted, "--bootstrap", "10", "--json"]) == 0
    within = json.loads(capsys.readouterr().out)["intervals"]
    assert within["f1"]["strict"] == {"low": 0.5, "high": 0.5}
    assert main(["score", gold, predicted, "--json"]) == 0
    assert "intervals" not in json.loads(capsys.readouterr().out)


def test_compare_command(tmp_path, capsys):
    gold = write(tmp_path / "gold.jsonl", [[STAY, LEFT]] * 3)
    old = write(tmp_path / "old.jsonl", [[STAY, ALARM]] * 3)
    new = write(tmp_path / "new.jsonl", [[STAY, LEFT]] * 3)
    assert main(["compare", gold, old, new, "--bootstrap", "10"]) == 0
    assert "strict    F1  50.0 → 100.0  +50.0  [+50.0, +50.0]  quotes" in capsys.readouterr().out


@pytest.mark.parametrize("n", ["0", "-3", "many", "1.5"])
def test_a_number_of_draws_is_a_number(n, tmp_path, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["score", "gold", "predicted", "--bootstrap", n])
    assert caught.value.code == 2
    assert "--bootstrap" in capsys.readouterr().err
