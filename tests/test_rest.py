"""The example of a web service."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

import quoteattr

pytest.importorskip("fastapi", reason="FastAPI is not installed")
testclient: Any = pytest.importorskip("fastapi.testclient", reason="its client is not installed")

FOLDER = Path(__file__).parent.parent / "examples" / "rest"
TEXT = "“The road is closed,” said Mayor Ida Brandt."


@pytest.fixture(scope="module")
def client() -> Any:
    return testclient.TestClient(runpy.run_path(str(FOLDER / "app.py"))["app"])


def test_quotes_come_as_json(client: Any) -> None:
    answer = client.post("/quotes", json={"text": TEXT})
    assert answer.status_code == 200
    assert quoteattr.QuoteDocument.from_dict(answer.json()) == quoteattr.extract(TEXT)


def test_the_callers_fields_come_back(client: Any) -> None:
    answer = client.post("/quotes", json={"text": TEXT, "id": "a1", "meta": {"desk": "local"}})
    assert (answer.json()["id"], answer.json()["meta"]) == ("a1", {"desk": "local"})


def test_a_page_comes_as_html(client: Any) -> None:
    answer = client.post("/page", json={"text": TEXT})
    assert answer.headers["content-type"].startswith("text/html")
    assert "Ida Brandt" in answer.text


@pytest.mark.parametrize("body", [{}, {"text": 7}, {"text": "x" * 200_001}, {"text": "a.txt"}])
def test_what_is_no_article_is_refused(client: Any, body: dict[str, Any]) -> None:
    assert client.post("/quotes", json=body).status_code == 422


def test_it_tells_that_it_runs(client: Any) -> None:
    assert client.get("/health").json() == {"model": "en"}


def test_the_container_copies_what_is_there() -> None:
    root = FOLDER.parent.parent
    lines = (FOLDER / "Dockerfile").read_text().splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    assert copied
    assert all((root / name).exists() for name in copied)
