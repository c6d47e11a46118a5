"""What the documentation shows beside its doctests."""

import json
import re
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
