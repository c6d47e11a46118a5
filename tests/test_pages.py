"""Every code block of every page is run; a new one that nothing runs makes a test fail.

Doctests are pytest's. All other Python and all commands of a page run here from top to bottom, on
tiny data; what would take hours or another machine is read by the real parser at least. Drawings
and printed files are compared with what they show. ``EXCUSED`` names the rest, each with a reason.
docs/training.md has a test of its own (training/test_page.py), and so have the blocks that need an
engine (test_engines.py). What needs another package is run where that is installed.
"""

from __future__ import annotations

import argparse
import doctest
import io
import json
import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from page_data import LINE, TEXT, copy_model, write_everything
from pages import ENGINES, PACKAGES, PAGES, ROOT, Block, Command, blocks, commands

import quoteattr
from quoteattr import errors, export
from quoteattr.cli import main as command_line
from quoteattr.evaluation.command import main as evaluate
from quoteattr.export.json import schema
from quoteattr.training.__main__ import main as train

TRAINING = "docs/training.md"
INDEX = "docs/index.md"

INSTALLS = "installs packages, and there may be no network here"
TOOLS = "a tool that looks at the whole repository, the tests among it"
BUILDS = "takes minutes and needs the network"
SHELL = "changes the shell that it is typed into"
BEFORE = "feeds the command behind it, which is run with the same input"

SERVES = "starts a service or a container; test_rest.py asks the service"
MODELS = "needs Stanza's English models; test_stanza_processor.py has a pipeline"
R = "R, which is not installed"

# What is not run: commands, and blocks by their page and first line.
EXCUSED = {
    "pip install .": INSTALLS,
    "pip install '.[docs]'": INSTALLS,
    "pip install '.[test]'": INSTALLS,
    "pip install '.[completion]'": INSTALLS,
    "pip install fastapi uvicorn": INSTALLS,
    "pip install torch --index-url https://download.pytorch.org/whl/cpu": INSTALLS,
    "python -m pip install -e '.[docs]'": INSTALLS,
    "python -m pip install -e '.[test]'": INSTALLS,
    "../wheel-check/bin/python -m pip install 'dist/quoteattr-*.whl'": INSTALLS,
    "git clone '<this' 'repository>' quoteattr": INSTALLS,
    "python -m venv .venv": INSTALLS,
    "python -m venv ../wheel-check": INSTALLS,
    "sphinx-build -W docs docs/_build/html": BUILDS,
    "python -m pytest": TOOLS,
    "python -m pytest -n auto": TOOLS,
    "ruff check .": TOOLS,
    "ruff format --check .": TOOLS,
    "mypy": TOOLS,
    ". .venv/bin/activate": SHELL,
    "cd quoteattr": SHELL,
    "cd examples/one_article": SHELL,
    "cd ..": SHELL,
    "eval '$(register-python-argcomplete quoteattr)'": SHELL,
    "tail -f queue.jsonl": BEFORE,
    "echo '“The road is closed,” said Ida Brandt.'": BEFORE,
    "uvicorn --app-dir examples/rest app:app": SERVES,
    "curl localhost:8000/quotes -H 'content-type: application/json' -d "
    """'{"text": "“The road is closed,” said Ida Brandt."}'""": SERVES,
    "docker build -f examples/rest/Dockerfile -t quoteattr-rest .": SERVES,
    "docker run --rm -p 8000:8000 --read-only --tmpfs /tmp quoteattr-rest": SERVES,
    "docker run --rm --network none -v '$PWD/news:/news:ro' quoteattr-rest "
    "quoteattr extract /news --to jsonl": SERVES,
    ("docs/integrations.md", 'system2("quoteattr", c("extract", "news/", "-o", "quotes.csv"))'): R,
    ("docs/integrations.md", "import stanza"): MODELS,
}

ALL = [block for page in PAGES for block in blocks(page)]
COMMANDS = [c for block in ALL if block.is_shell for c in commands(block)]


def collected(page: str) -> bool:
    """Whether pytest looks for doctests on this page."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    assert "--doctest-glob=*.md" in options["ini_options"]["addopts"]
    return any(page == p or page.startswith(f"{p}/") for p in options["ini_options"]["testpaths"])


def runner(block: Block) -> str:
    """Who runs a block.

    Raises:
        AssertionError: nobody does.
    """
    assert ">>>" not in block.text or block.is_doctest, "a doctest does not begin its block"
    if block.is_doctest:
        assert "+SKIP" not in block.text
        assert collected(block.page), "pytest looks for no doctests on this page"
        return "pytest"
    if block.page == TRAINING:
        return "training/test_page.py"
    if (block.page, block.text.partition("\n")[0]) in EXCUSED:
        compile(block.text, str(block), "exec") if block.language == "python" else None
        return "nobody"
    if block.language == "python":
        return "test_engines.py" if engine(block) else "from top to bottom"
    if block.is_shell:
        unknown = [str(c) for c in commands(block) if not entry(c) and str(c) not in EXCUSED]
        assert not unknown, "commands that nothing runs"
        return "from top to bottom"
    key = (block.page, block.text.partition("\n")[0])
    assert key in SHOWN or key in EXCUSED, "nothing compares this with what it shows"
    return "as it is shown"


def engine(block: Block) -> str | None:
    """The engine that a block of docs/integrations.md needs."""
    if block.page != "docs/integrations.md":
        return None
    return next((name for start, name in ENGINES.items() if block.text.startswith(start)), None)


def can_run(block: Block) -> bool:
    """Whether a block of Python is run with its page here."""
    if engine(block) or (block.page, block.text.partition("\n")[0]) in EXCUSED:
        return False
    needed = [name for start, name in PACKAGES.items() if block.text.startswith(start)]
    return all(map(find_spec, needed))


@pytest.mark.parametrize("block", ALL, ids=str)
def test_somebody_runs_the_block(block: Block) -> None:
    assert runner(block)


@pytest.mark.parametrize(
    ("page", "language", "text"),
    [
        ("README.md", "", "what comes out\n"),
        ("README.md", "json", "{}\n"),
        ("README.md", "ruby", "puts 1\n"),
        ("README.md", "sh", "quoteattr a.txt\nnpm install\n"),
        ("README.md", "sh", "quoteattr a.txt | jq .\n"),
        ("CONTRIBUTING.md", "python", ">>> 1\n1\n"),
        ("README.md", "python", ">>> 1  # doctest: +SKIP\n2\n"),
        ("README.md", "python", "import os\n>>> 1\n1\n"),
    ],
)
def test_a_block_that_nobody_runs_is_told(page: str, language: str, text: str) -> None:
    with pytest.raises(AssertionError):
        runner(Block(page, 1, language, text))


def test_nothing_is_excused_that_is_not_there() -> None:
    there = {str(c) for c in COMMANDS} | {(b.page, b.text.partition("\n")[0]) for b in ALL}
    assert set(EXCUSED) | set(SHOWN) <= there
    assert all(any(b.text.startswith(start) for b in ALL) for start in PACKAGES)
    assert len({name for b in ALL if (name := engine(b))}) == len(ENGINES)


# -- commands -----------------------------------------------------------------------------------


def entry(command: Command) -> tuple[Callable[..., Any], list[str]] | None:
    """What a command of ours calls, and its arguments."""
    first, *rest = command.words
    if Path(first).name == "quoteattr":
        return command_line, rest
    if first != "python":
        return None
    modules = {
        "quoteattr": command_line,
        "quoteattr.evaluation": evaluate,
        "quoteattr.training": train,
    }
    if rest[0] == "-m" and rest[1] in modules:
        return modules[rest[1]], rest[2:]
    home = ROOT / "examples" / "one_article" if "examples" in command.block.page else ROOT
    if rest[0].endswith(".py") and (home / rest[0]).is_file():
        return lambda argv: script(home / rest[0], argv), rest[1:]
    return None


def script(path: Path, argv: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [str(path), *argv])
        patch.syspath_prepend(str(path.parent))
        runpy.run_path(str(path), run_name="__main__")


class ParsedError(Exception):
    """The arguments are good; no more is wanted."""


OURS = [c for c in COMMANDS if entry(c) and not c.words[1].startswith("plot_")]


@pytest.mark.parametrize("command", OURS, ids=str)
def test_a_command_is_one(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    real = argparse.ArgumentParser.parse_args

    def parse(self: argparse.ArgumentParser, *arguments: Any) -> None:
        real(self, *arguments)
        raise ParsedError

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", parse)
    found = entry(command)
    assert found
    with pytest.raises(ParsedError):
        found[0](found[1])


def test_there_are_many_commands() -> None:
    assert len(OURS) > 60


# -- pages from top to bottom -------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that the pages name, to be in."""
    write_everything(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_command(command: Command, patch: pytest.MonkeyPatch) -> None:
    """Run what takes seconds; trainings and studies of hours are only parsed, above."""
    found = entry(command)
    if not found or found[0] not in (command_line, evaluate):
        return
    call, argv = found[0], [*found[1]]
    if command.source:
        given = Path(command.source).read_bytes()
    else:
        given = (json.dumps(LINE) if "--jsonl" in argv else TEXT).encode()
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    # A process takes seconds to start; test_processes.py has them.
    if "--n-process" in argv:
        argv[argv.index("--n-process") + 1] = "1"
    assert call(argv) == 0, str(command)


WITH_MODELS = {"docs/command-line.md": "my-model"}


def names() -> dict[str, Any]:
    """What the Python of a page takes for granted, having told of it."""
    documents = [quoteattr.extract(TEXT)]
    return {
        "text": TEXT,
        "texts": [TEXT],
        "documents": documents,
        "doc": documents[0],
    }


WITH_CODE = [
    page
    for page in PAGES
    if page not in (TRAINING, INDEX)
    and any(
        (b.is_shell or (b.language == "python" and not engine(b))) and not b.is_doctest
        for b in blocks(page)
    )
]


@pytest.mark.parametrize("page", WITH_CODE)
def test_a_page_runs_from_top_to_bottom(
    page: str,
    place: Path,
    extractor: quoteattr.Extractor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if page in ("docs/integrations.md", "docs/command-line.md", "docs/counting.md", "README.md"):
        pytest.importorskip("pyarrow")
    if page == "docs/counting.md":
        pytest.importorskip("matplotlib").use("Agg")
    if page in WITH_MODELS:
        copy_model(place, WITH_MODELS[page])
    shared = names()
    for block in blocks(page):
        if block.is_shell:
            for command in commands(block):
                run_command(command, monkeypatch)
        elif block.language == "python" and not block.is_doctest and can_run(block):
            exec(compile(block.text, str(block), "exec"), shared)
    if page in AFTERWARDS:
        AFTERWARDS[page](place, shared)


def after_readme(place: Path, shared: dict[str, Any]) -> None:
    assert "Ida Brandt" in (place / "quotes.csv").read_text(encoding="utf-8")
    assert "Ida Brandt" in (place / "page.html").read_text(encoding="utf-8")


def after_command_line(place: Path, shared: dict[str, Any]) -> None:
    (done,) = quoteattr.read_jsonl(place / "done.jsonl")
    assert (done.id, done.meta["desk"]) == ("a", "local")


def after_counting(place: Path, shared: dict[str, Any]) -> None:
    columns = ["name", "kind", "anonymous", "quotes", "documents"]
    assert shared["table"].loc[0, columns].tolist() == ["Ida Brandt", "person", False, 4, 2]
    assert "Ida Brandt" in (place / "speakers.csv").read_text(encoding="utf-8")
    assert (place / "speakers.png").stat().st_size > 1000


def after_formats(place: Path, shared: dict[str, Any]) -> None:
    assert len(list((place / "for-brat").rglob("*.ann"))) == 2


def after_integrations(place: Path, shared: dict[str, Any]) -> None:
    found = {doc.id: len(doc) for doc in quoteattr.read_jsonl(place / "merged.jsonl")}
    assert found == {"news/a.txt": 0, "news/b.txt": 2}
    assert shared["quotes"]["document"].tolist() == ["example.org/1"]


AFTERWARDS = {
    "README.md": after_readme,
    "docs/command-line.md": after_command_line,
    "docs/counting.md": after_counting,
    "docs/formats.md": after_formats,
    "docs/integrations.md": after_integrations,
}


def test_processes_as_the_first_page_has_them(tmp_path: Path) -> None:
    (block,) = (b for b in blocks(INDEX) if not b.is_doctest and "n_process=4" in b.text)
    assert block.text.endswith("        ...\n")
    code = block.text.replace("n_process=4", "n_process=2").replace("...\n", "print(doc.quotes)\n")
    path = tmp_path / "script.py"
    path.write_text(f"texts = [{TEXT!r}] * 2\n{code}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, path], capture_output=True, text=True, timeout=300, check=True
    )
    assert done.stdout.count("told") == 2


# -- what is shown ------------------------------------------------------------------------------


def names_of_doctest(page: str) -> dict[str, Any]:
    """What the first doctest of a page leaves behind."""
    shared: dict[str, Any] = {}
    first = next(block for block in blocks(page) if block.is_doctest)
    for example in doctest.DocTestParser().get_examples(first.text):
        exec(compile(example.source, page, "single"), shared)
    return shared


def without_confidence(data: dict[str, Any]) -> dict[str, Any]:
    """A document without its confidences, which change with every training."""
    for quote in data["quotes"]:
        del quote["confidence"], quote["speaker_confidence"]
    return data


def shows_a_document(block: Block, place: Path) -> None:
    shown = json.loads(block.text)
    jsonschema.validate(shown, schema())
    found = quoteattr.load("en")(shown["text"]).to_dict()
    assert without_confidence(found) == without_confidence(shown)


def test_the_api_page_shows_the_tree_of_errors() -> None:
    page = (ROOT / "docs" / "api.rst").read_text(encoding="utf-8").replace("\n   ", "\n")
    shown = page[page.index("\nQuoteattrError\n") :].partition("\n\n")[0].strip()
    assert shown in str(errors.__doc__).replace("\n    ", "\n")
    assert all(name in shown for name in errors.__all__)


def shows_columns(block: Block, place: Path) -> None:
    found = export.to_columns(names_of_doctest(block.page)["doc"]).splitlines()
    shown = [line for line in block.text.splitlines() if line != "..."]
    assert len(shown) > 5
    for line in shown:
        pattern = re.escape(line).replace(re.escape("..."), ".*")
        assert any(re.fullmatch(pattern, one) for one in found), line


def shows_known(block: Block, place: Path) -> None:
    path = place / f"people.{block.language or 'csv'}"
    path.write_text(block.text, encoding="utf-8")
    shared = names_of_doctest(block.page)
    documents = [quoteattr.extract(text) for text in shared["texts"]]
    first = quoteattr.link_speakers(documents, known=path)[0]
    assert (first.id, first.name) == ("p1", "Ida Brandt")


def shows_the_path(block: Block, place: Path) -> None:
    steps = ["marks", "attribution", "postprocess", "entities", "coref", "records"]
    assert re.findall(r"\w+", block.text.partition("\n")[0])[:7] == ["text", *steps]
    drawn = [*steps, *(name for name in ("export", "render", "cli") if name in block.text)]
    assert all(find_spec(f"quoteattr.{name}") for name in drawn)


def shows_labels(block: Block, place: Path) -> None:
    words, *rows = (re.split(r" {2,}", line.strip()) for line in block.text.splitlines())
    found = {}
    for *labels, head in rows:
        assert len(labels) == len(words)
        found[head] = " ".join(w for w, label in zip(words, labels, strict=True) if label != "O")
    assert (found["cue"], found["source"]) == ("said", "Hale")
    assert found["content"] == "“We looked ,” “and looked again .”"


def shows_the_model(block: Block, place: Path) -> None:
    first, *lines = block.text.splitlines()
    assert first == "models/en/"
    files = set(re.findall(r"[\w-]+\.(?:json|md|safetensors)\b|LICENSE", "\n".join(lines)))
    assert files == {file.name for file in (ROOT / "quoteattr" / first).iterdir()}


KNOWN = '[{"id": "p1", "name": "Ida Brandt", "aliases": ["Ida Brandt-Moe"], "kind": "person"}]'
PATH = "text ─ marks ─ attribution ─ postprocess ─ entities ─ coref ─ records"
SHOWN: dict[tuple[str, str], Callable[[Block, Path], None]] = {
    ("README.md", PATH): shows_the_path,
    ("docs/architecture.md", f"{PATH} ─┬─ export   JSON, tables,"): shows_the_path,
    (
        "docs/architecture.md",
        "“We  looked  ,”  Hale  said  ,  “and  looked  again  .”",
    ): shows_labels,
    ("docs/architecture.md", "models/en/"): shows_the_model,
    ("docs/formats.md", "# newdoc id = ice"): shows_columns,
    ("docs/counting.md", "id,name,aliases"): shows_known,
    ("docs/counting.md", KNOWN): shows_known,
    ("docs/formats.md", "{"): shows_a_document,
}
FIRST_LINES = {(block.page, block.text.partition("\n")[0]): block for block in ALL}


@pytest.mark.parametrize("key", SHOWN, ids=str)
def test_a_block_shows_what_is_so(key: tuple[str, str], place: Path) -> None:
    SHOWN[key](FIRST_LINES[key], place)
