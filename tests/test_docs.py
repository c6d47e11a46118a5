"""What the documentation shows beside its doctests."""

import io
import json
import re
import runpy
import shlex
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import quoteattr
from quoteattr import errors
from quoteattr.cli import main
from quoteattr.evaluation.arguments import parser
from quoteattr.export.json import schema

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))


def without_confidence(data: dict[str, Any]) -> dict[str, Any]:
    """A document without its confidences, which change with every training."""
    for quote in data["quotes"]:
        del quote["confidence"], quote["speaker_confidence"]
    return data


def test_the_json_example_is_what_comes_out(extractor: quoteattr.Extractor) -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    shown = json.loads(block)
    jsonschema.validate(shown, schema())
    found = quoteattr.load("en")(shown["text"]).to_dict()
    assert without_confidence(found) == without_confidence(shown)


def test_the_tree_of_exceptions_is_that_of_the_module() -> None:
    page = (ROOT / "docs" / "exceptions.md").read_text(encoding="utf-8")
    (tree,) = re.findall(r"```\n(QuoteattrError.*?)```", page, re.DOTALL)
    doc = str(errors.__doc__).replace("\n    ", "\n")
    assert tree.strip() in doc
    for name in errors.__all__:
        assert name in tree


@pytest.mark.parametrize("page", [*DOCS, ROOT / "README.md"], ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    for target in targets:
        assert (page.parent / target).is_file(), target


def test_every_record_field_is_described() -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    for cls in (
        quoteattr.QuoteDocument,
        quoteattr.Quote,
        quoteattr.Speaker,
        quoteattr.Span,
        quoteattr.FailedDocument,
    ):
        section = page.split(f"\n## {cls.__name__}\n")[1].split("\n## ")[0]
        for field in cls.__attrs_attrs__:
            assert f"| `{field.name}` |" in section, (cls, field.name)


def test_the_build_finds_dead_links(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(
        '<h1 id="top">A</h1> <a href="sub/b.html#on">1</a> <a href="#top">2</a>'
        '<a href="https://example.org/none">3</a> <a href="sub/none.html">4</a>',
        "utf-8",
    )
    (tmp_path / "sub" / "b.html").write_text(
        '<p id="on"><a href="../a.html#gone">5</a> <img src="c.png"></p>', "utf-8"
    )
    configuration = runpy.run_path(str(ROOT / "docs" / "conf.py"))
    found = sorted(configuration["dead_links"](tmp_path))
    assert found == [("a.html", "sub/none.html"), ("b.html", "../a.html#gone"), ("b.html", "c.png")]


def blocks_of(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def blocks_of_readme(language: str) -> list[str]:
    return blocks_of("README.md", language)


def run_commands(blocks: list[str]) -> int:
    """Run the lines that start with ``quoteattr``, and say how many there were."""
    lines = [line for block in blocks for line in block.splitlines()]
    commands = [line for line in lines if line.startswith("quoteattr ")]
    for command in commands:
        assert main(shlex.split(command)[1:]) == 0, command
    return len(commands)


def write_news(folder: Path, *names: str) -> None:
    folder.mkdir()
    for name in names:
        (folder / name).write_text(f"“Go,” said Ida Brandt of {name}.", encoding="utf-8")


def test_a_folder_becomes_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("matplotlib").use("Agg")
    write_news(tmp_path / "news", "a.txt", "b.txt")
    monkeypatch.chdir(tmp_path)
    assert run_commands(blocks_of("docs/formats.md", "console")) == 3
    (block,) = (b for b in blocks_of("docs/formats.md", "python") if b.startswith("import json"))
    names: dict[str, Any] = {}
    exec(block, names)
    assert list(names["quotes"]["document"]) == ["news/a.txt", "news/b.txt"]
    assert names["counts"].loc[0].tolist() == ["Ida Brandt", "person", False, 2, 2]
    assert (tmp_path / "speakers.png").stat().st_size > 1000
    (rest,) = (b for b in blocks_of("docs/formats.md", "python") if b.startswith("frame."))
    assert len(eval(rest, {"frame": names["quotes"]})) == 2
    assert len(list((tmp_path / "for-brat").rglob("*.ann"))) == 2


def test_the_first_five_minutes_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_news(tmp_path / "archive", "a.txt")
    (tmp_path / "article.txt").write_text("“Go,” said Ida Brandt.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run_commands(blocks_of("docs/start.md", "console")) == 3
    (block,) = (b for b in blocks_of("docs/start.md", "python") if not b.startswith(">>>"))
    exec(block, {"doc": quoteattr.QuoteDocument("Nothing.")})
    assert "Nothing." in (tmp_path / "article.html").read_text(encoding="utf-8")


def evaluations() -> list[list[str]]:
    """What the pages hand to ``python -m quoteattr.evaluation``."""
    text = "\n".join(block for page in DOCS for block in blocks_of(f"docs/{page.name}", "sh"))
    lines = [shlex.split(line, comments=True) for line in text.replace("\\\n", " ").splitlines()]
    start = ["python", "-m", "quoteattr.evaluation"]
    return [line[3:] for line in lines if line[:3] == start]


@pytest.mark.parametrize("arguments", evaluations(), ids=" ".join)
def test_the_commands_behind_the_figures_are_ones(arguments: list[str]) -> None:
    parser().parse_args(arguments[: arguments.index(">")] if ">" in arguments else arguments)


def test_there_are_commands_behind_the_figures() -> None:
    assert len(evaluations()) > 10


def test_the_python_of_the_readme_runs() -> None:
    text = "“Go,” said Ida Brandt."
    names = {"text": text, "texts": [text], "documents": [quoteattr.extract(text)]}
    blocks = [block for block in blocks_of_readme("python") if not block.startswith(">>>")]
    assert len(blocks) == 2
    for block in blocks:
        exec(block, names)


def test_the_commands_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"url": "a", "body": "“Go,” said Ida Brandt.", "desk": "local"}
    (tmp_path / "queue.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(line["body"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(line).encode())))
    lines = [line for block in blocks_of_readme("console") for line in block.splitlines()]
    commands = [line.rpartition("| ")[2] for line in lines if "quoteattr " in line]
    commands = [line for line in commands if line.startswith("quoteattr ")]
    assert len(commands) == 5
    for command in commands:
        assert main(shlex.split(command)[1:]) == 0, command
    assert "Ida Brandt" in (tmp_path / "quotes.csv").read_text(encoding="utf-8")
    assert "Ida Brandt" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "done.jsonl").read_text(encoding="utf-8"))["desk"] == "local"


def test_the_picture_of_the_readme_is_small_and_told_in_words() -> None:
    ((words, name),) = re.findall(
        r"!\[([^]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8")
    )
    assert len(words.split()) > 10
    assert (ROOT / name).stat().st_size < 150_000


@pytest.mark.skipif(
    not (shutil.which("chromium") or shutil.which("chromium-browser")), reason="no chromium"
)
def test_the_picture_of_the_readme_can_be_drawn_again() -> None:
    pytest.importorskip("playwright")
    script = runpy.run_path(str(ROOT / "docs" / "images" / "article.py"))
    page = script["page_of"](script["ARTICLE"])
    assert "Beatrix Noland" in page
    drawn = script["small"](script["seen"](page), script["told"](page))
    # the sizes at the head of a PNG: the same, whatever the letters of this machine
    assert drawn[:24] == script["PICTURE"].read_bytes()[:24]


def test_the_picture_of_the_readme_shows_what_comes_out() -> None:
    image = pytest.importorskip("PIL.Image")
    script = runpy.run_path(str(ROOT / "docs" / "images" / "article.py"))
    with image.open(script["PICTURE"]) as picture:
        shown = picture.text["Description"]
    found = script["told"](script["page_of"](script["ARTICLE"]))
    assert shown == found, "draw it anew: python docs/images/article.py"


def test_every_page_has_its_place_in_the_contents() -> None:
    contents = runpy.run_path(str(ROOT / "docs" / "conf.py"))["CONTENTS"]
    pages = {page.stem for page in DOCS} - {"index"}
    assert pages <= set(contents.split())
