"""The callable inside Ray, Spark and Dask themselves, on one machine.

Each is skipped where its engine is not installed (the extras ``ray``, ``spark``, ``dask``);
what the callable does with a frame is tested without any of them (test_integrations.py).
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
from quoteattr.export.tables import QUOTE_COLUMNS
from quoteattr.integrations import FrameExtractor

pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")

pytestmark = pytest.mark.engines

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


@pytest.fixture(scope="module")
def articles() -> Any:
    return pandas.DataFrame({"url": [f"example.org/{n}" for n in range(len(TEXTS))], "body": TEXTS})


def check(found: Any) -> None:
    """What one process finds, a row for the article that is none, each with its own column."""
    read = [text for text in TEXTS if text is not None]
    urls = [f"example.org/{n}" for n, text in enumerate(TEXTS) if text is not None]
    reader = quoteattr.load("en")
    expected = quoteattr.quotes_frame(
        [reader(text, id=url) for text, url in zip(read, urls, strict=True)]
    )
    found = found.sort_values(["url", "quote"], ignore_index=True)
    lost = found[found["error"].notna()]
    assert lost["url"].tolist() == ["example.org/1"]
    assert "not NoneType" in lost["error"].iloc[0]
    quotes = found[found["error"].isna()]
    assert quotes["url"].tolist() == expected["document"].tolist()
    for name, cell in QUOTE_COLUMNS.items():
        if cell == "share":
            assert quotes[name].tolist() == pytest.approx(expected[name].tolist(), abs=1e-4)
        elif name != "document":
            ours, theirs = (
                [None if pandas.isna(value) else value for value in frame[name]]
                for frame in (quotes, expected)
            )
            assert ours == theirs, name


@pytest.fixture
def dask() -> Any:
    return pytest.importorskip("dask.dataframe", reason="the extra dask is not installed")


def test_dask(dask: Any, articles: Any) -> None:
    reader = FrameExtractor(text="body")
    table = dask.from_pandas(articles, npartitions=3)
    found = table.map_partitions(reader, meta=reader(table._meta))
    assert set(found.columns) == {"url", *reader.columns}
    check(found.compute(scheduler="threads", num_workers=2))


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    ray = pytest.importorskip("ray", reason="the extra ray is not installed")
    pytest.importorskip("ray.data", reason="the extra ray is not installed")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(
        num_cpus=2,  # one for the actor, one for reading and writing
        include_dashboard=False,
        object_store_memory=100 * 2**20,
        logging_level="ERROR",
        log_to_driver=False,
    )
    yield ray
    ray.shutdown()


def test_ray(ray: Any, articles: Any, tmp_path: Path) -> None:
    table = ray.data.from_pandas(articles).repartition(2)
    found = table.map_batches(
        FrameExtractor,
        fn_constructor_kwargs={"text": "body"},
        batch_format="pyarrow",
        batch_size=2,
        compute=ray.data.ActorPoolStrategy(size=1),
    )
    found.write_parquet(str(tmp_path / "quotes"))
    check(pandas.read_parquet(tmp_path / "quotes"))


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
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


def test_spark(spark: Any, articles: Any, tmp_path: Path) -> None:
    rows = list(zip(articles["url"], TEXTS, strict=True))
    table = spark.createDataFrame(rows, "url string, body string").repartition(2)
    reader = FrameExtractor(text="body")
    schema = reader.spark_schema(table.schema)
    found = table.mapInPandas(reader.frames, schema)
    assert found.columns == ["url", *reader.columns]
    found.write.parquet(str(tmp_path / "quotes"))
    check(pandas.read_parquet(tmp_path / "quotes"))


def test_spark_one_row_an_article(spark: Any) -> None:
    table = spark.createDataFrame([("example.org/0", TEXTS[0])], "url string, body string")
    reader = FrameExtractor(text="body", rows="articles", prefix="q_", keep_text=True)
    found = table.mapInPandas(reader.frames, reader.spark_schema(table.schema)).collect()
    assert found[0]["q_quotes"] == 2
    assert quoteattr.QuoteDocument.from_json(found[0]["q_document"]).text == found[0]["body"]


@pytest.mark.parametrize("start", ENGINES)
def test_the_block_of_the_page(
    start: str, request: pytest.FixtureRequest, articles: Any, tmp_path: Path
) -> None:
    """docs/integrations.md, with folders of this machine and four articles in two files."""
    request.getfixturevalue(ENGINES[start])
    (block,) = (b for b in blocks("docs/integrations.md") if b.text.startswith(start))
    (tmp_path / "articles").mkdir()
    for n in range(2):
        articles[n::2].to_parquet(tmp_path / "articles" / f"{n}.parquet", index=False)
    code = block.text.replace("s3://bucket/", "").replace("10_000", "2")
    for folder in ("articles/", "quotes/"):
        assert f'"{folder}"' in code
        code = code.replace(f'"{folder}"', repr(str(tmp_path / folder)))
    exec(code, {})
    check(pandas.read_parquet(tmp_path / "quotes"))
