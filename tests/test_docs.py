"""What the documentation shows beside its doctests."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import quoteattr
from quoteattr import errors
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


def test_the_error_tree_is_that_of_the_module() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    (tree,) = re.findall(r"```\n(QuoteattrError.*?)```", page, re.DOTALL)
    doc = str(errors.__doc__).replace("\n    ", "\n")
    assert tree.strip() in doc
    for name in errors.__all__:
        assert name in tree


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+\.md)[^)]*\)", page.read_text(encoding="utf-8")):
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


def test_every_page_has_its_place_in_the_contents() -> None:
    contents = runpy.run_path(str(ROOT / "docs" / "conf.py"))["CONTENTS"]
    pages = {page.stem for page in DOCS} - {"index"}
    assert pages <= set(contents.split())
