"""docs/training.md: every block of it, from top to bottom, on a handful of invented lines."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest
import torch
from pages import ROOT, blocks

from quoteattr.coref import Ranker
from quoteattr.evaluation.command import main as evaluate
from quoteattr.training import corpora, speakers
from quoteattr.training.__main__ import main as train
from training.labelled import DOCUMENTS
from training.test_trainer import write_data as write_annotated

PAGE = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
BLOCKS = [(b.language, b.text) for b in blocks("docs/training.md") if not b.is_doctest]

# What makes a training short; given again, an option counts as it was given last.
SHORT = {
    "attribution": ["--epochs", "1", "--batch-pieces", "1000", "--threads", "1"],
    "speakers": [],
}


def run_command(line: str) -> int:
    """One line of a shell block, in this process."""
    python, m, module, *words = shlex.split(line)
    argv = [each for word in words for each in (sorted(glob(word)) if "*" in word else [word])]
    assert (python, m) == ("python", "-m")
    if module == "quoteattr.evaluation":
        return evaluate(argv)
    assert module == "quoteattr.training"
    return train([*argv, *SHORT[argv[0]]])


def shown(start: str) -> str:
    """The block that begins in this way."""
    (block,) = [block for _, block in BLOCKS if block.startswith(start)]
    return block


def write_data(folder: Path) -> None:
    """The data of the page: its own example among some articles more."""
    write_annotated(folder)
    example = json.loads(shown('{"id"'))
    articles = [example, *({**d, "id": f"{d['id']}-more"} for d in DOCUMENTS)]
    for quote in (q for article in articles for q in article["quotes"]):
        quote.setdefault("speaker", [])
    lines = "".join(json.dumps(article) + "\n" for article in articles)
    (folder / "data" / "world" / "train.jsonl").write_text(lines, encoding="utf-8")
    (folder / "data").rename(folder / "DATA")


def test_every_block_is_run_or_looked_at() -> None:
    data = [block for language, block in BLOCKS if language not in ("sh", "python")]
    assert data == [shown(start) for start in ("DATA/", '{"id"')]


def test_the_example_says_what_it_means() -> None:
    example = json.loads(shown('{"id"'))
    text = example["text"]
    said = [[text[a:b] for a, b in quote["content"]] for quote in example["quotes"]]
    assert said == [["that the captain had said “go” twice"], ["“go”"]]
    assert [text[a:b] for q in example["quotes"] for a, b in q["cue"]] == ["wrote", "said"]
    assert [text[a:b] for q in example["quotes"] for a, b in q["source"]] == [
        "Pia Holt",
        "the captain",
    ]


def test_every_option_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for command in SHORT:
        with pytest.raises(SystemExit):
            train([command, "--help"])
        for option in set(re.findall(r"--[a-z][\w-]+", capsys.readouterr().out)) - {"--help"}:
            assert re.search(rf"{option}(?![\w-])", PAGE), (command, option)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """The commands set the number of threads, which is not theirs to keep here."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_the_blocks_run_one_after_another(
    tmp_path: Path,
    encoder: Path,
    monkeypatch: pytest.MonkeyPatch,
    one_thread: None,
) -> None:
    write_data(tmp_path)
    for name in ("MINE", "OTHER"):
        shutil.copytree(tmp_path / "DATA", tmp_path / name)
    shutil.copytree(ROOT / "quoteattr" / "models" / "en", tmp_path / "EN")
    encoder.rename(tmp_path / "MINILM")
    # The bundled annotations are of texts that stand in nobody's DATA but that of the project.
    for name in ("invented", "written"):
        (tmp_path / "annotations" / f"{name}.jsonl").write_text("", encoding="utf-8")
    monkeypatch.setattr(corpora, "ANNOTATIONS", tmp_path / "annotations")
    # A handful of articles is too few to rank by.
    monkeypatch.setattr(speakers, "learn", lambda *_: Ranker())
    monkeypatch.chdir(tmp_path)
    ran = 0
    for language, block in BLOCKS:
        if language == "sh":
            for line in block.splitlines():
                assert run_command(line) == 0, line
                ran += 1
        elif language == "python":
            exec(block, {})
    assert ran


@pytest.mark.parametrize("command", ["attribution", "speakers"])
def test_what_is_missing_is_told(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = [command, "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    assert train(argv) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"python -m quoteattr.training {command}: ")
    assert "has no world/train.jsonl" in err
    assert not (tmp_path / "out" / "speakers.json").exists()
