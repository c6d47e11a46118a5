"""The recipe of docs/integrations.md inside Ray, Spark and Dask themselves, on one machine.

Each is skipped where its engine is not installed; that the recipe finds what it should, without
any of them, is tested with the other blocks of the page (test_pages.py).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import ENGINES, blocks

import quoteattr

pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")

pytestmark = pytest.mark.engines

PAGE = "docs/integrations.md"
TEXTS = (
    "“The sluice is open,” said Ida Brandt. “Nobody told us,” she added.",
    None,
    "Nothing happened in Sorby on Sunday.",
    "Jon Marsh told residents that the key was lost.",
)
ROOT = str(Path(__file__).parent.parent)


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What worker processes need of this one."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([ROOT, os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture
def dask() -> Any:
    return pytest.importorskip("dask.dataframe", reason="Dask is not installed")


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    pytest.importorskip("ray.data", reason="Ray is not installed")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=100 * 2**20,
        logging_level="ERROR",
        log_to_driver=False,
    )
    yield ray
    ray.shutdown()


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs a Java, and there is none")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[1]")
    for option, value in (
        ("spark.ui.enabled", "false"),
        ("spark.driver.memory", "512m"),
        ("spark.sql.shuffle.partitions", "1"),
        ("spark.log.level", "ERROR"),
    ):
        builder = builder.config(option, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("start", ENGINES)
def test_the_block_of_the_page(start: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """With folders of this machine and four articles in two files; one article is none."""
    request.getfixturevalue(ENGINES[start])
    (recipe,) = (b for b in blocks(PAGE) if "\ndef read(" in b.text)
    (block,) = (b for b in blocks(PAGE) if b.text.startswith(start))
    urls = [f"example.org/{n}" for n in range(len(TEXTS))]
    articles = pandas.DataFrame({"url": urls, "text": TEXTS})
    (tmp_path / "articles").mkdir()
    for n in range(2):
        articles[n::2].to_parquet(tmp_path / "articles" / f"{n}.parquet", index=False)
    code = block.text.replace("s3://bucket/", "").replace("10_000", "2")
    for folder in ("articles/", "quotes/"):
        assert f'"{folder}"' in code
        code = code.replace(f'"{folder}"', repr(str(tmp_path / folder)))
    exec(recipe.text + code, {})
    check(pandas.read_parquet(tmp_path / "quotes"))


def check(found: Any) -> None:
    """What one process finds."""
    reader = quoteattr.load("en")
    documents = [reader(text, id=f"example.org/{n}") for n, text in enumerate(TEXTS) if text]
    expected = quoteattr.quotes_frame(documents)
    found = found.sort_values(["document", "quote"], ignore_index=True)
    assert list(found.columns) == list(expected.columns)
    for name, dtype in expected.dtypes.items():
        ours, theirs = (
            [None if pandas.isna(value) else value for value in frame[name]]
            for frame in (found, expected)
        )
        assert ours == (pytest.approx(theirs, abs=1e-4) if dtype == "float64" else theirs), name
