"""The pages of the documentation and the fenced blocks on them, for the tests that run them all."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

import attrs

__all__ = ["ENGINES", "PACKAGES", "PAGES", "ROOT", "Block", "Command", "blocks", "commands"]

ROOT = Path(__file__).parent.parent
# What has its own page on the site (docs/conf.py), and the README.
PAGES = (
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")),
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"),
    *("quoteattr/models/en/README.md", "quoteattr/training/annotations/README.md"),
)
# How the blocks begin that need an engine, and which: test_engines.py runs them.
ENGINES = {"import ray": "ray", "from pyspark.sql": "spark", "import dask": "dask"}
# How the blocks begin that need another package, and which; they are run where it is installed.
PACKAGES = {"import spacy": "spacy", "import duckdb": "duckdb", "import polars": "polars"}

_FENCE = re.compile(
    r"""
    ^(?P<indent>[ ]*)(?P<fence>```+|~~~+)(?P<language>[^\n]*)\n   # a list indents its blocks
    (?P<text>.*?)
    ^(?P=indent)(?P=fence)[ ]*$
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_SETTING = re.compile(r"[A-Z_]+=\S*")
SHELLS = ("sh", "console", "bash", "shell")


@attrs.frozen
class Block:
    """A fenced block.

    Attributes:
        page: the file, from the root of the repository.
        line: where the fence stands, 1-based.
        language: what stands behind the fence, or nothing.
        text: what stands inside, without the indentation.
    """

    page: str
    line: int
    language: str
    text: str

    @property
    def is_doctest(self) -> bool:
        return self.text.startswith(">>> ")

    @property
    def is_shell(self) -> bool:
        return self.language in SHELLS

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@attrs.frozen
class Command:
    """One command of a shell block.

    Attributes:
        block: where it stands.
        words: the command and its arguments, without variables set before it and redirections.
        source: the file that it reads from (``<``), if there is one.
    """

    block: Block
    words: tuple[str, ...]
    source: str | None = None

    def __str__(self) -> str:
        return shlex.join(self.words)


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, from top to bottom."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = list(_FENCE.finditer(text))
    fences = re.findall(r"^ *(?:```|~~~)", text, re.MULTILINE)
    assert len(fences) == 2 * len(found), f"{page} has a fence that does not close"
    return [
        Block(
            page,
            text.count("\n", 0, match.start()) + 1,
            match["language"].strip(),
            textwrap.dedent(match["text"]),
        )
        for match in found
    ]


def commands(block: Block) -> Iterator[Command]:
    """The commands of a shell block, also those before and behind ``|`` and ``&&``."""
    for line in block.text.replace("\\\n", " ").splitlines():
        words: list[str] = []
        for word in [*shlex.split(line, comments=True), "&&"]:
            if word not in ("|", "&&"):
                words.append(word)
            elif words:
                yield _command(block, words)
                words = []


def _command(block: Block, words: list[str]) -> Command:
    while _SETTING.fullmatch(words[0]):
        words = words[1:]
    source = words[words.index("<") + 1] if "<" in words else None
    ends = [words.index(sign) for sign in ("<", ">") if sign in words]
    return Command(block, tuple(words[: min(ends, default=len(words))]), source)
