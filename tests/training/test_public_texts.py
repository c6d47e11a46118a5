"""The texts of ``annotations/public.jsonl``, put together from the collections that have them."""

from __future__ import annotations

import csv
import importlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from pages import ROOT

TREES = """# newdoc id = {id}
# newpar
# text = The pump failed.
1\tThe\n
# text = Nobody said why.
1\tNobody\n
# newpar
# text = {rest}
1\tIt\n
"""
NEWS = (
    "The harbour of Lund has been closed since Monday, and nobody knows when it will open again, "
    "Ms. Brandt said. \"It leaks.\" She added: \"We wait. We hope.\"?Then she left at once "
    "and told the crew that all of them should go home now.  READ MORE"
)  # fmt: skip


@pytest.fixture
def collections(tmp_path: Path) -> list[str]:
    lee, reuters, ud = (tmp_path / name for name in ("lee", "reuters", "data/ud"))
    for folder in (lee, reuters, ud):
        folder.mkdir(parents=True)
    for name in ("lee.cor", "lee_background.cor"):
        (lee / name).write_text("A dam  broke.\nRain fell.\n", encoding="latin-1")
    articles = [
        {"id": 7, "title": "RAIN", "body": "  It rained,\nhe said.\n\n    It stopped.\n REUTER"}
    ]
    (reuters / "a.json").write_text(json.dumps(articles), encoding="utf-8")
    (ud / "gum-train.conllu").write_text(TREES.format(id="GUM_a", rest="It ran."), encoding="utf-8")
    (ud / "ewt-train.conllu").write_text(
        TREES.format(id="weblog-a", rest="It ran. " * 80), encoding="utf-8"
    )
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerows([("article_id", "title", "text"), (12, "Harbour  shut", NEWS)])
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("NewsArticles.csv", rows.getvalue())
    return [str(path) for path in (tmp_path / "data", lee, reuters, tmp_path / "news.zip")]


def test_each_collection_gives_its_text(
    collections: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = ["lee-001", "reuters-7", "GUM_a", "ewt-01", "news-12"]
    lines = [json.dumps({"id": one, "title": one.startswith(("reuters", "news"))}) for one in ids]
    annotations = tmp_path / "public.jsonl"
    annotations.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "benchmarks"))
    script = importlib.import_module("public_texts")
    monkeypatch.setattr(script, "ANNOTATIONS", annotations)
    monkeypatch.setattr("sys.argv", ["public_texts.py", *collections])
    script.main()
    found = (tmp_path / "data/public/texts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {line["id"]: line["text"] for line in map(json.loads, found)}
    assert list(texts) == ids
    assert texts["lee-001"] == "Rain fell."
    assert texts["reuters-7"] == "RAIN\n\nIt rained, he said.\n\nIt stopped."
    assert texts["GUM_a"] == "The pump failed. Nobody said why.\n\nIt ran."
    assert texts["ewt-01"].startswith("The pump failed.")
    assert texts["news-12"].split("\n\n") == [
        "Harbour shut",
        "The harbour of Lund has been closed since Monday, and nobody knows when it will open "
        "again, Ms. Brandt said.",
        "\"It leaks.\" She added: \"We wait. We hope.\" Then she left at once and told the "
        "crew that all of them should go home now.",
        "READ MORE",
    ]  # fmt: skip
