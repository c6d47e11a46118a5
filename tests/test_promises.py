"""The page on reliability names tests and packages that there are."""

import re
import runpy
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_each_promise_names_its_tests() -> None:
    table = PAGE.split("## What is promised")[1].split("\n## ")[0]
    named = set(re.findall(r"`(test_\w+\.py)`", table))
    assert len(named) > 8
    assert not [name for name in named if not (ROOT / "tests" / name).is_file()]


def test_each_dependency_has_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", PAGE, re.MULTILINE))
    for line in project["dependencies"]:
        name = re.split(r"[<>=\[;]", line)[0]
        assert listed[name] not in ("", "not stated", "not installed here"), name


def test_the_list_of_dependencies_follows_those_of_others() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "dependencies.py"))
    found = script["everything"](set())
    assert found["attrs"] >= {"quoteattr", "cattrs"}
    assert "quoteattr" not in found["markupsafe"]  # Jinja's
    assert script["licence"]("attrs") == "MIT"
    assert "pandas" not in found
    assert "quoteattr" in script["everything"]({"pandas"})["pandas"]
