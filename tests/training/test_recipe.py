"""Recipes: what their steps are told, and which of them are done again."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr import models
from quoteattr.attribution.storage import WEIGHTS
from quoteattr.errors import FormatError
from quoteattr.training import attribution, recipe
from quoteattr.training.course import CHECKPOINT

TWO = """
[[step]]
name = "first"
vectors = "{en}"
epochs = 2
bfloat16 = true

[[step]]
name = "second"
vectors = "{en}"
start = ["{first}"]
teacher = ["{en-accurate}"]
taught = ["{data}/unread.jsonl"]
rate = 1e-3
"""


class Trainings:
    """Stands for the trainings: what each was told; one of them may break off."""

    def __init__(self) -> None:
        self.told: list[argparse.Namespace] = []
        self.breaks = -1

    def __call__(self, args: argparse.Namespace) -> int:
        self.told.append(args)
        args.out.mkdir(exist_ok=True)
        (args.out / WEIGHTS).touch()
        (args.out / CHECKPOINT).touch()
        if len(self.told) - 1 == self.breaks:
            raise KeyboardInterrupt
        (args.out / CHECKPOINT).unlink()
        (args.out / models.MANIFEST).touch()
        return 0


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> Trainings:
    stand_in = Trainings()
    monkeypatch.setattr(attribution, "run", stand_in)
    return stand_in


def run(folder: Path, text: str = TWO, *more: str) -> int:
    path = folder / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    parser = argparse.ArgumentParser()
    recipe.add_arguments(parser)
    argv = [str(path), "--data", "DATA", "--out", str(folder / "out"), "--threads", "1", *more]
    return recipe.run(parser.parse_args(argv))


def test_each_step_is_told_its_options(tmp_path: Path, trainings: Trainings) -> None:
    assert run(tmp_path) == 0
    first, second = trainings.told
    assert (first.out, second.out) == (tmp_path / "out-first", tmp_path / "out")
    assert (first.epochs, first.bfloat16, first.start) == (2, True, [])
    assert (second.rate, second.bfloat16) == (1e-3, False)
    assert second.start == [first.out]
    assert second.teacher == [models.find("en-accurate")]
    assert second.vectors == models.find("en")
    assert second.taught == [Path("DATA/unread.jsonl")]
    assert {step.data for step in trainings.told} == {Path("DATA")}
    assert {step.threads for step in trainings.told} == {1}


@pytest.mark.parametrize(("breaks", "again"), [(0, ["out-first", "out"]), (1, ["out"])])
def test_goes_on_where_it_broke_off(
    tmp_path: Path, trainings: Trainings, breaks: int, again: list[str]
) -> None:
    trainings.breaks = breaks
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    trainings.breaks, trainings.told = -1, []
    assert run(tmp_path, TWO, "--resume") == 0
    assert [step.out.name for step in trainings.told] == again
    assert all(step.resume for step in trainings.told)
    trainings.told = []
    assert run(tmp_path, TWO, "--resume") == 0
    assert trainings.told == []


def test_begins_anew_without_resume(tmp_path: Path, trainings: Trainings) -> None:
    for _ in range(2):
        assert run(tmp_path) == 0
    assert len(trainings.told) == 4
    # Broken off in the first step, the last one's result of the time before counts no more.
    trainings.breaks = 4
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    assert run(tmp_path, TWO, "--resume") == 0
    assert [step.out.name for step in trainings.told[5:]] == ["out-first", "out"]


def test_a_model_without_a_network_is_not_finished(tmp_path: Path, trainings: Trainings) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / models.MANIFEST).write_text(json.dumps({}), encoding="utf-8")
    assert run(tmp_path, TWO, "--resume") == 0
    assert len(trainings.told) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("step", "cannot be read"),
        ("", "has no table"),
        ("[step]\nname = 'one'", "has no table"),
        ("[[step]]\nepochs = 2", "name of their own"),
        ("[[step]]\nname = 'a'\n[[step]]\nname = 'a'", "name of their own"),
        ("[[step]]\nname = 'a'\nstart = ['{b}']", "stands for nothing"),
        ("[[step]]\nname = 'a'\nencoder = '{encoder}'", "stands for nothing"),
    ],
)
def test_what_is_no_recipe_is_refused(
    tmp_path: Path, trainings: Trainings, text: str, reason: str
) -> None:
    with pytest.raises(FormatError, match=reason):
        run(tmp_path, text)
    assert trainings.told == []


def test_a_slip_in_the_last_step_is_seen_before_the_first(
    tmp_path: Path, trainings: Trainings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, TWO + "epoks = 3\n")
    assert "--epoks" in capsys.readouterr().err
    assert trainings.told == []


def test_a_recipe_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="bundled are: "):
        recipe.read_recipe(tmp_path / "none.toml")


@pytest.mark.parametrize("path", sorted(recipe.RECIPES.glob("*.toml")), ids=lambda p: p.stem)
def test_bundled_recipes(
    path: Path, tmp_path: Path, trainings: Trainings, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    recipe.add_arguments(parser)
    argv = [path.stem, "--data", "DATA", "--out", str(tmp_path / "out"), "--encoder", "MINILM"]
    assert recipe.run(parser.parse_args(argv)) == 0
    steps: list[dict[str, Any]] = recipe.read_recipe(path)
    assert [f"{step['name']}:" for step in steps] == [
        line.split()[0] for line in capsys.readouterr().out.splitlines()
    ]
