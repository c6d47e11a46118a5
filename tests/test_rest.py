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


@pytest.mark.parametrize(
    ("given", "id_", "meta"), [({"id": 7}, "7", {}), ({"id": None, "meta": None}, None, {})]
)
def test_an_id_may_be_a_number_and_fields_null(
    client: Any, given: dict[str, Any], id_: str | None, meta: dict[str, Any]
) -> None:
    answer = client.post("/quotes", json={"text": TEXT, **given}).json()
    assert (answer["id"], answer["meta"]) == (id_, meta)


def test_a_page_comes_as_html(client: Any) -> None:
    answer = client.post("/page", json={"text": TEXT})
    assert answer.headers["content-type"].startswith("text/html")
    assert "Ida Brandt" in answer.text


@pytest.mark.parametrize("body", [{}, {"text": 7}, {"text": "x" * 200_001}, {"text": "a.txt"}])
def test_what_is_no_article_is_refused(client: Any, body: dict[str, Any]) -> None:
    assert client.post("/quotes", json=body).status_code == 422


@pytest.mark.parametrize(
    "body", ['{"text": "\\ud800 x"}', '{"text": NaN}', '{"text": "x", "id": NaN}', "{"]
)
def test_what_no_answer_can_repeat_is_refused(client: Any, body: str) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/quotes", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["msg"]


def test_it_tells_that_it_runs(client: Any) -> None:
    assert client.get("/health").json() == {"model": "en"}


def test_the_container_copies_what_is_there() -> None:
    root = FOLDER.parent.parent
    lines = (FOLDER / "Dockerfile").read_text().splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    assert copied
    assert all((root / name).exists() for name in copied)
