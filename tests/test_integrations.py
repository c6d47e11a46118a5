"""The callable for data frames: what one process finds, whatever hands it the frames."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr import quotes_frame, write_parquet
from quoteattr.export import from_json
from quoteattr.export.tables import ABOUT, QUOTE_COLUMNS
from quoteattr.integrations import ARTICLE_COLUMNS, FrameExtractor

pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")

TEXTS = (
    "“The sluice is open,” said Ida Brandt. “Nobody told us,” she added.",
    "Nothing happened in Sorby on Sunday.",
    "Jon Marsh told residents that the key was lost.",
)
BAD = (None, float("nan"), pandas.NA, 7, b"bytes", "“No \ud83d way,” said Ida Brandt.")
DTYPES = {"text": "string", "number": "Int64", "truth": "boolean", "share": "float64"}


def articles(*texts: object) -> Any:
    """A frame as a caller has it: texts, columns of the caller's own, an index that is no count."""
    urls = pandas.array([f"example.org/{n}" for n in range(len(texts))], dtype="string")
    frame = pandas.DataFrame({"url": urls})
    frame["text"] = pandas.Series(texts, dtype=object)
    frame["year"] = pandas.array([2020 + n for n in range(len(texts))], dtype="int16")
    return frame.set_index(pandas.Index([10 * n for n in range(len(texts))]))


@pytest.fixture(scope="module")
def expected() -> Any:
    reader = quoteattr.load("en")
    return quotes_frame([reader(text, id=f"example.org/{n}") for n, text in enumerate(TEXTS)])


def same(found: Any, expected: Any) -> None:
    """Whether frames of quotes hold the same; the last digits of confidences depend on batches."""
    assert len(found) == len(expected) > 2
    assert found["url"].tolist() == expected["document"].tolist()
    assert found["error"].isna().all()
    for name, cell in QUOTE_COLUMNS.items():
        if cell == "share":
            assert found[name].tolist() == pytest.approx(expected[name].tolist(), abs=1e-4)
        elif name not in ABOUT:
            ours, theirs = (
                [None if pandas.isna(value) else value for value in frame[name]]
                for frame in (found, expected)
            )
            assert ours == theirs, name


class TestQuotes:
    def test_are_those_of_one_process(self, expected: Any) -> None:
        same(FrameExtractor()(articles(*TEXTS)), expected)

    @pytest.mark.parametrize("size", [1, 2])
    def test_do_not_depend_on_the_pieces(self, size: int, expected: Any) -> None:
        frame = articles(*TEXTS)
        pieces = (frame.iloc[n : n + size] for n in range(0, len(frame), size))
        same(pandas.concat(FrameExtractor().frames(pieces)), expected)

    def test_have_the_columns_and_the_index_of_their_article(self) -> None:
        found = FrameExtractor()(articles(*TEXTS))
        assert found.index.tolist() == [0, 0, 20]
        assert found["year"].tolist() == [2020, 2020, 2022]
        assert str(found["year"].dtype) == "int16"
        assert list(found.columns) == ["url", "year", *FrameExtractor().columns]

    def test_are_typed_alike_in_every_frame(self) -> None:
        frames = [FrameExtractor()(articles(*texts)) for texts in (TEXTS, (), TEXTS[1:2], (None,))]
        for frame in frames:
            assert frame.dtypes.equals(frames[0].dtypes)
        columns = FrameExtractor().columns
        assert set(columns) == {*QUOTE_COLUMNS, "error"} - {*ABOUT}
        for name, cell in columns.items():
            assert str(frames[0][name].dtype) == DTYPES.get(cell, "category"), name


class TestArticles:
    def test_hold_their_document(self, extractor: quoteattr.Extractor) -> None:
        found = FrameExtractor(rows="articles", modes="all")(articles(*TEXTS))
        assert list(found.columns) == ["url", "year", *ARTICLE_COLUMNS]
        assert found.index.tolist() == [0, 10, 20]
        assert found["quotes"].tolist() == [2, 0, 1]
        assert found["speakers"].tolist() == [1, 0, 1]
        for text, data in zip(TEXTS, found["document"], strict=True):
            document = from_json(data)
            assert document.text == text
            assert [q.content for q in document] == [q.content for q in extractor(text)]

    def test_are_typed(self) -> None:
        for texts in (TEXTS, (), (None,)):
            found = FrameExtractor(rows="articles")(articles(*texts))
            for name, cell in ARTICLE_COLUMNS.items():
                assert str(found[name].dtype) == DTYPES[cell]


class TestArrow:
    """An Arrow table in, an Arrow table out, with the types that files have."""

    @staticmethod
    def table(*texts: object) -> Any:
        arrow = pytest.importorskip("pyarrow", reason="the extra pandas is not installed")
        return arrow.Table.from_pandas(articles(*texts), preserve_index=False)

    @pytest.mark.parametrize("rows", ["quotes", "articles"])
    def test_holds_what_a_frame_holds(self, rows: Any) -> None:
        reader = FrameExtractor(rows=rows, prefix="new_", keep_text=True)
        found = reader(self.table(*TEXTS, None))
        assert found.column_names == ["url", "text", "year", *reader.columns]
        frame = reader(articles(*TEXTS, None)).reset_index(drop=True)
        for name in found.column_names:
            cells = [None if pandas.isna(cell) else cell for cell in frame[name]]
            assert found[name].to_pylist() == cells, name

    @pytest.mark.parametrize("rows", ["quotes", "articles"])
    def test_is_typed_alike_whatever_it_holds(self, rows: Any) -> None:
        reader = FrameExtractor(rows=rows)
        pieces = [self.table(*texts) for texts in (TEXTS, TEXTS[1:2], (None,), TEXTS[:0])]
        pieces[-1] = pieces[0].slice(0, 0)
        schemas = [reader(piece).schema for piece in pieces]
        assert all(schema.equals(schemas[0], check_metadata=True) for schema in schemas)
        assert "null" not in map(str, schemas[0].types)

    def test_is_typed_as_a_file_is(self, tmp_path: Path) -> None:
        """Not even a column that has no value differs from what write_parquet writes."""
        parquet = pytest.importorskip("pyarrow.parquet")
        write_parquet([quoteattr.load("en")(text) for text in TEXTS], tmp_path / "one.parquet")
        written = parquet.read_schema(tmp_path / "one.parquet")
        parquet.write_table(FrameExtractor()(self.table(None)), tmp_path / "other.parquet")
        found = parquet.read_schema(tmp_path / "other.parquet")
        for name in QUOTE_COLUMNS:
            if name not in ABOUT:
                assert found.field(name).type == written.field(name).type, name

    def test_pieces_become_files_that_are_read_as_one_table(self, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        for n, text in enumerate((TEXTS[0], None, TEXTS[2])):
            found = FrameExtractor()(self.table(text))
            parquet.write_table(found, tmp_path / f"{n}.parquet")
        whole = pandas.read_parquet(tmp_path)
        assert whole["quote"].isna().tolist() == [False, False, True, False]

    def test_a_column_of_texts_alone(self) -> None:
        arrow = pytest.importorskip("pyarrow", reason="the extra pandas is not installed")
        reader = FrameExtractor()
        found = reader(arrow.table({"text": [TEXTS[0], None]}))
        assert found.column_names == list(reader.columns)
        assert len(found) == 3

    def test_metadata_of_the_callers_stay(self) -> None:
        table = self.table(*TEXTS)
        table = table.replace_schema_metadata({**table.schema.metadata, b"from": b"Bugle"})
        assert FrameExtractor()(table).schema.metadata == {b"from": b"Bugle"}


class TestFailures:
    @pytest.mark.parametrize("bad", BAD, ids=lambda bad: ascii(bad)[:8])
    def test_one_costs_no_other(self, bad: object, expected: Any) -> None:
        frame = articles(*TEXTS, bad)
        found = FrameExtractor()(frame.iloc[[3, 0, 1, 2]])
        lost, rest = found[found["error"].notna()], found[found["error"].isna()]
        same(rest, expected)
        assert lost.index.tolist() == [30]
        assert found.index[0] == 30
        new = [name for name in FrameExtractor().columns if name != "error"]
        assert lost[new].isna().all(axis=None)

    def test_say_what_to_do(self) -> None:
        found = FrameExtractor(rows="articles")(articles(*BAD))
        missing, *_, number, data, surrogate = found["error"]
        assert missing == "a document must be a str, not NoneType; pass '' for an empty document"
        assert "not int" in number
        assert "decode it first" in data
        assert "lone surrogate" in surrogate
        assert found["document"].isna().all()

    def test_an_unforeseen_one(self, expected: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        documents = quoteattr.Extractor._documents

        def bursts(self: quoteattr.Extractor, texts: list[str]) -> Any:
            if any("burst" in text for text in texts):
                raise RuntimeError("no more memory")
            return documents(self, texts)

        monkeypatch.setattr(quoteattr.Extractor, "_documents", bursts)
        found = FrameExtractor()(articles(*TEXTS, "The pipe burst."))
        same(found[found["error"].isna()], expected)
        assert found["error"].dropna().tolist() == ["RuntimeError: no more memory"]


class TestOptions:
    def test_a_column_of_another_name(self, expected: Any) -> None:
        frame = articles(*TEXTS).rename(columns={"text": "body"})
        same(FrameExtractor(text="body")(frame), expected)

    def test_a_prefix_and_the_texts(self) -> None:
        frame = articles(*TEXTS).assign(source="The Sorby Bugle")
        reader = FrameExtractor(prefix="quote_", keep_text=True)
        found = reader(frame)
        assert list(found.columns) == ["url", "text", "year", "source", *reader.columns]
        assert found["text"].tolist() == [TEXTS[0], TEXTS[0], TEXTS[2]]
        assert found["quote_text"][20] == "that the key was lost"
        assert set(found["source"]) == {"The Sorby Bugle"}

    @pytest.mark.parametrize(
        ("options", "change"), [({}, {"source": "Bugle"}), ({"keep_text": True}, {})]
    )
    def test_a_column_that_is_there_already(
        self, options: dict[str, Any], change: dict[str, str]
    ) -> None:
        frame = articles(*TEXTS).assign(**change)
        with pytest.raises(quoteattr.OptionError, match=r"a column '(source|text)' of its own"):
            FrameExtractor(**options)(frame)

    def test_no_such_column(self) -> None:
        with pytest.raises(quoteattr.OptionError, match="use a column: url, text, year"):
            FrameExtractor(text="body")(articles(*TEXTS))

    def test_no_frame(self) -> None:
        with pytest.raises(quoteattr.OptionError, match="batch_format='pyarrow'"):
            FrameExtractor()({"text": ["a"]})  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("option", "value"),
        [("rows", "speakers"), ("batch_size", 0), ("threads", 0), ("threads", True)],
    )
    def test_what_does_not_exist(self, option: str, value: Any) -> None:
        with pytest.raises(quoteattr.OptionError) as caught:
            FrameExtractor(**{option: value})
        assert caught.value.option == option

    @pytest.mark.parametrize(
        ("options", "error"),
        [
            ({"model": "xx"}, quoteattr.ModelNotFoundError),
            ({"modes": "thoughts"}, quoteattr.OptionError),
            ({"guideline": "moon"}, quoteattr.OptionError),
        ],
    )
    def test_those_of_load(self, options: dict[str, Any], error: type[Exception]) -> None:
        with pytest.raises(error):
            FrameExtractor(**options)(articles(*TEXTS))

    def test_modes_and_confidence_are_passed_on(self) -> None:
        believed = articles("Ida Brandt believes that the bridge is safe.")
        assert len(FrameExtractor()(believed)) == 0
        assert len(FrameExtractor(modes="all")(believed)) == 1
        assert len(FrameExtractor(modes="all", min_confidence=1)(believed)) == 0


class TestWorkers:
    def test_it_travels_without_the_model(self) -> None:
        reader = FrameExtractor(text="body", modes=frozenset({"speech"}))
        reader(articles(*TEXTS).rename(columns={"text": "body"}))
        sent = pickle.dumps(reader)
        assert len(sent) < 1000
        assert pickle.loads(sent) == reader

    def test_an_engine_may_derive_from_it(self) -> None:
        class Ours(FrameExtractor):  # as Ray does
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                self.engine = "its own"

        assert Ours(text="body").text == "body"

    def test_a_process_loads_once_and_takes_one_thread(self) -> None:
        code = """
import pandas, torch
from quoteattr import integrations, steps
reader = integrations.FrameExtractor()
frame = pandas.DataFrame({"text": ["“Go,” said Ida Brandt."]})
assert len(reader(frame)) == len(integrations.FrameExtractor()(frame)) == 1
assert torch.get_num_threads() == 1
assert steps.load_steps.cache_info().misses == 1
"""
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_an_empty_frame_needs_no_model_and_no_engine(self) -> None:
        code = """
import sys, pandas
from quoteattr.integrations import FrameExtractor
assert len(FrameExtractor()(pandas.DataFrame({"text": []}))) == 0
assert not {"ray", "pyspark", "dask", "torch", "stanza"} & set(sys.modules)
"""
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_importing_it_needs_no_pandas(self) -> None:
        code = "import sys; sys.modules['pandas'] = None; import quoteattr.integrations"
        subprocess.run([sys.executable, "-c", code], check=True)

    @pytest.mark.parametrize(
        ("package", "extra", "call"),
        [
            ("pandas", "pandas", lambda: FrameExtractor()(None)),  # type: ignore[arg-type]
            ("pyspark", "spark", lambda: FrameExtractor().spark_schema(None)),  # type: ignore[arg-type]
        ],
    )
    def test_a_missing_package_is_named(
        self, package: str, extra: str, call: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in [name for name in sys.modules if name.split(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(quoteattr.MissingExtraError, match=rf"quoteattr\[{extra}\]") as caught:
            call()
        assert caught.value.package == package
