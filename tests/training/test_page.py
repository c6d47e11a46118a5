"""docs/training.md: every block of it, from top to bottom, on a handful of invented lines."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from pages import ROOT, blocks
from small import VECTORS

import quoteattr
from quoteattr.attribution.storage import load
from quoteattr.evaluation.command import main as evaluate
from quoteattr.evaluation.readers import read_texts
from quoteattr.training import recipe
from quoteattr.training.__main__ import main as train
from training.lessons import DOCUMENTS, MARKED

PAGE = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
BLOCKS = [(b.language, b.text) for b in blocks("docs/training.md") if not b.is_doctest]

# What makes a training short; given again, an option counts as it was given last.
SHORT = {
    "annotate": ["--quick"],
    "attribution": ["--hidden", "6", "--epochs", "1", "--batch-words", "1000", "--threads", "1"],
    "speakers": [],
    "recipe": ["--threads", "1"],
    "annotate-scores": [],
}


def run_command(line: str) -> int:
    """One line of a shell block, in this process."""
    python, m, module, *argv = shlex.split(line)
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
    """The data of the page: its own examples, and some articles more."""
    example = json.loads(shown('{"id"'))
    articles = [example, *({**d, "id": f"{d['id']}-{n}"} for n in range(2) for d in DOCUMENTS)]
    for quote in (q for article in articles for q in article["quotes"]):
        quote.setdefault("speaker", [])
    jsonl = "".join(json.dumps(article) + "\n" for article in articles)
    unread = "".join(
        json.dumps({"id": f"u{i}", "text": m["text"]}) + "\n" for i, m in enumerate(MARKED)
    )
    trees, entities = shown("# newdoc"), shown("# doc")
    files = {
        "world/train.jsonl": jsonl,
        "world/unlabelled.jsonl": unread,
        "polnear/train.jsonl": jsonl,
        **{
            f"ud/{name}.conllu": (trees + "\n") * 12
            for name in ("ewt-train", "ewt-dev", "ewt-test", "gum-train", "pud-test")
        },
        **{f"ner/{name}.tsv": (entities + "\n") * 12 for name in ("train", "dev", "test")},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    words = ["the", "said", "that", "was", "late", "ida", "brandt", ",", "."]
    vectors = np.random.default_rng(1).normal(size=(len(words), 8)).astype(np.float16)
    (folder / "vectors").mkdir()
    np.savez(folder / "vectors" / "glove.6B.100d.top100k.npz", words=words, vectors=vectors)


def test_every_block_is_run_or_looked_at() -> None:
    data = [block for language, block in BLOCKS if language not in ("sh", "python")]
    assert data == [shown(start) for start in ("DATA/", '{"id"', "# newdoc", "# doc")]


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


def test_the_drawing_shows_the_files_that_the_commands_get(tmp_path: Path) -> None:
    write_data(tmp_path)
    names = re.findall(r"\S+\.(?:jsonl|npz|conllu|tsv)\b", shown("DATA/"))
    assert len(names) == 9
    written = {path.name for path in tmp_path.rglob("*.*")}
    assert {Path(name).name for name in names} <= written


def test_every_option_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for command in SHORT:
        with pytest.raises(SystemExit):
            train([command, "--help"])
        for option in set(re.findall(r"--[a-z][\w-]+", capsys.readouterr().out)) - {"--help"}:
            assert re.search(rf"{option}(?![\w-])", PAGE), (command, option)


def test_a_file_of_articles_may_be_empty(tmp_path: Path, one_thread: None) -> None:
    write_data(tmp_path)
    (tmp_path / "polnear" / "train.jsonl").write_text("", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    VECTORS.save(out)
    argv = ["attribution", "--data", str(tmp_path), "--out", str(out), *SHORT["attribution"]]
    assert train(argv) == 0
    assert load(out, VECTORS).network


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
    for name in ("DATA", "OTHER"):
        write_data(tmp_path / name)
    shutil.copytree(ROOT / "quoteattr" / "models" / "en", tmp_path / "EN")
    shutil.copytree(ROOT / "quoteattr" / "models" / "en-fast", tmp_path / "EN_FAST")
    encoder.rename(tmp_path / "MINILM")
    # The bundled annotations are of texts that stand in nobody's DATA but that of the project.
    (tmp_path / "annotations").mkdir()
    bare = json.dumps({"id": "u0", "quotes": DOCUMENTS[0]["quotes"]})
    (tmp_path / "annotations" / "world.jsonl").write_text(bare + "\n", encoding="utf-8")
    monkeypatch.setattr(recipe, "ANNOTATIONS", tmp_path / "annotations")
    monkeypatch.chdir(tmp_path)
    ran = 0
    for language, block in BLOCKS:
        if language == "sh":
            for line in block.splitlines():
                assert run_command(line) == 0, line
                ran += 1
        elif language == "python":
            exec(block, {})
    assert ran >= 15
    whole = quoteattr.load("MODEL")
    assert whole("“Go,” said Ida Brandt.").model == "MODEL"
    assert read_texts("mine.jsonl")


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["attribution", "--vectors", "gone"], "gone/vectors.safetensors: no word vectors in it"),
        (["speakers"], "world/train.jsonl: cannot be read"),
        (["annotate"], "glove.6B.100d.top100k.npz"),
        (["recipe", "gone"], "gone: cannot be read"),
    ],
)
def test_what_is_missing_is_told(
    tmp_path: Path, argv: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = argv
    argv = [command, "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"), *rest]
    assert train(argv) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"python -m quoteattr.training {command}: ")
    assert reason in err
