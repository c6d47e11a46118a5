"""Rows, CSV, data frames and Parquet: one row a quote, typed, whatever the text."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

import quoteattr
from quoteattr import (
    quotes_frame,
    read_jsonl,
    speakers_frame,
    write_csv,
    write_jsonl,
    write_parquet,
)
from quoteattr.errors import ExtractionError, FormatError, MissingExtraError, OptionError
from quoteattr.export import from_json, from_jsonl, quote_rows, speaker_rows, to_csv, to_jsonl
from quoteattr.export.tables import QUOTE_COLUMNS, SPEAKER_COLUMNS
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span

GOLDEN = Path(__file__).parent / "golden" / "export" / "article.json"
SEVERAL = st.lists(documents(), max_size=3)


@pytest.fixture(scope="module")
def article() -> QuoteDocument:
    return from_json(GOLDEN.read_text(encoding="utf-8"))


@given(SEVERAL)
def test_every_row_has_every_column(several: list[QuoteDocument]) -> None:
    rows = list(quote_rows(several))
    assert all(list(row) == list(QUOTE_COLUMNS) for row in rows)
    pairs = [
        (str(n) if d.id is None else d.id, q.id) for n, d in enumerate(several) for q in d.quotes
    ]
    assert [(row["document"], row["quote"]) for row in rows] == pairs
    people = list(speaker_rows(several))
    assert all(list(row) == list(SPEAKER_COLUMNS) for row in people)
    assert len(people) == sum(len(d.speakers) + len(d.addressees) for d in several)


def test_what_a_row_says(article: QuoteDocument) -> None:
    joint = list(quote_rows([article]))[1]
    assert (joint["document"], joint["title"], joint["date"], joint["meta"]) == (
        "lunnick",
        "The ferry to Lunnick",
        "2024-03-01",
        '{"outlet": "Harbour News"}',
    )
    assert (joint["speakers"], joint["speaker_ids"]) == ("Odd Brekke; Signe Dahl", "s3; s4")
    inner = list(quote_rows([article]))[5]
    assert (inner["parent"], inner["depth"], inner["anonymous"]) == ("q5", 1, False)
    officials = list(speaker_rows([article]))[4]
    assert officials["anonymity_reason"] == "who were not authorised to speak"
    assert (officials["quotes"], officials["words"]) == (1, 10)


def test_failed_documents_have_no_rows_but_keep_their_place(article: QuoteDocument) -> None:
    failed = FailedDocument(0, ExtractionError(0, "it burst"))
    nameless = attrs.evolve(article, id=None)
    assert {row["document"] for row in quote_rows([failed, nameless])} == {"1"}
    assert list(to_jsonl([failed, article])) == [article.to_json() + "\n"]


@given(SEVERAL)
def test_csv_can_be_read(several: list[QuoteDocument]) -> None:
    text = "".join(to_csv(several, raw=True))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    rows = list(quote_rows(several))
    assert len(read) == len(rows)
    for found, row in zip(read, rows, strict=True):
        assert list(found) == list(QUOTE_COLUMNS)
        assert found["text"] == row["text"]
        assert found["speakers"] == (row["speakers"] or "")
        assert float(found["confidence"]) == row["confidence"]
        assert int(found["start"]) == row["start"]
    assert "".join(to_csv([], table="speakers")).split("\r\n") == [",".join(SPEAKER_COLUMNS), ""]


DTYPES = {"text": "string", "number": "Int64", "truth": "boolean", "share": "float64"}


def without_meta(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in columns.items() if name != "meta"}


def check_types(frame: Any, columns: dict[str, str]) -> None:
    assert list(frame.columns) == list(columns)
    for name, cell in columns.items():
        assert str(frame[name].dtype) == DTYPES.get(cell, "category"), name


def test_frames_are_typed(article: QuoteDocument) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    frame = quotes_frame([attrs.evolve(article, id=id_) for id_ in "ab"])
    check_types(frame, {**without_meta(QUOTE_COLUMNS), "outlet": "text"})
    assert frame.groupby("document").size().to_dict() == {"a": 7, "b": 7}
    assert frame.loc[frame["kind"] == "direct", "quote"].tolist() == ["q1", "q2", "q6"] * 2
    each = frame.assign(speaker=frame["speakers"].str.split("; ")).explode("speaker")
    assert (each["speaker"] == "Signe Dahl").sum() == 4
    people = speakers_frame([article])
    check_types(people, {**without_meta(SPEAKER_COLUMNS), "outlet": "text"})
    assert people.loc[people["anonymous"], "name"].tolist() == ["officials", "islanders"]
    assert isinstance(people, pandas.DataFrame)
    check_types(quotes_frame([]), without_meta(QUOTE_COLUMNS))
    check_types(speakers_frame([]), without_meta(SPEAKER_COLUMNS))
    for some in (frame, quotes_frame([])):
        assert tuple(some["kind"].cat.categories) == ("direct", "indirect", "mixed")
        assert tuple(some["mode"].cat.categories) == ("speech", "writing", "thought")
    joined = pandas.concat([people, speakers_frame([])])
    assert tuple(joined["number"].cat.categories) == ("singular", "plural", "unknown")
    assert "document" in joined["kind"].cat.categories


@given(SEVERAL)
def test_frames_hold_the_rows(several: list[QuoteDocument]) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    frame, rows = quotes_frame(several), list(quote_rows(several))
    assert len(frame) == len(rows)
    for found, row in zip(frame.to_dict("records"), rows, strict=True):
        for name, value in without_meta(row).items():
            assert pandas.isna(found[name]) if value is None else found[name] == value


@given(SEVERAL)
def test_parquet_holds_the_rows(several: list[QuoteDocument]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra pandas is not installed")
    for table, rows in (("quotes", quote_rows), ("speakers", speaker_rows)):
        file = io.BytesIO()
        write_parquet(several, file, table=table)  # type: ignore[arg-type]
        assert parquet.read_table(io.BytesIO(file.getvalue())).to_pylist() == list(rows(several))


def test_pandas_reads_the_parquet_file(article: QuoteDocument, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    pytest.importorskip("pyarrow", reason="the extra pandas is not installed")
    write_parquet([article], tmp_path / "quotes.parquet")
    frame = pandas.read_parquet(tmp_path / "quotes.parquet")
    assert frame["kind"].dtype == "category"
    assert frame["text"].tolist() == quotes_frame([article])["text"].tolist()


@pytest.mark.parametrize(
    ("call", "package"),
    [
        (lambda d: quotes_frame([d]), "pandas"),
        (lambda d: speakers_frame([d]), "pandas"),
        (lambda d: write_parquet([d], io.BytesIO()), "pyarrow"),
    ],
)
def test_a_missing_package_is_named(
    call: Any, package: str, article: QuoteDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=f"pip install {package} ") as caught:
        call(article)
    assert (caught.value.package, caught.value.extra) == (package, "pandas")
    assert isinstance(caught.value, ImportError)


@pytest.mark.parametrize(
    "call",
    [
        lambda one, _: list(quote_rows(one)),
        lambda one, _: list(speaker_rows(one)),
        lambda one, _: list(to_csv(one)),
        lambda one, _: quotes_frame(one),
        lambda one, _: speakers_frame(one),
        lambda one, path: write_parquet(one, path),
        lambda one, _: list(to_jsonl(one)),
    ],
)
def test_one_document_is_not_several(call: Any, article: QuoteDocument, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with pytest.raises(OptionError, match=r"a list of documents, such as \[document\]"):
        call(article, path)
    assert not path.exists()


@pytest.mark.parametrize(
    "call",
    [lambda d, path: write_parquet(d, path, table="speeker"), lambda d, _: [*to_csv(d, table="x")]],
)
def test_there_is_no_such_table(call: Any, article: QuoteDocument, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with pytest.raises(OptionError, match="use 'quotes' or 'speakers'"):
        call([article], path)
    assert not path.exists()


TABLES = (
    lambda given: list(to_csv(given)),
    lambda given: list(quote_rows(given)),
    lambda given: list(speaker_rows(given)),
    lambda given: list(to_jsonl(given)),
    quotes_frame,
    speakers_frame,
    lambda given: write_parquet(given, io.BytesIO()),
)


@pytest.mark.parametrize("write", TABLES)
@pytest.mark.parametrize("given", [None, 5, "quotes.jsonl", [None], [{"text": "a"}], ["a"]])
def test_what_is_no_document_is_no_empty_table(write: Any, given: Any) -> None:
    with pytest.raises(quoteattr.OptionError, match="documents"):
        write(given)


@pytest.mark.parametrize("write", TABLES)
def test_no_table_holds_half_a_pair(write: Any) -> None:
    broken = quoteattr.extract("“Go \ud800 now,” said Ida Brandt.")
    with pytest.raises(quoteattr.FormatError, match="lone surrogate"):
        write([broken])


@pytest.mark.parametrize("given", ["{}\n{}", b"{}", Path("quotes.jsonl"), None])
def test_one_text_is_no_lines(given: Any) -> None:
    with pytest.raises(quoteattr.OptionError, match="an open file"):
        list(from_jsonl(given))


def test_a_field_that_is_called_like_a_column_has_another_name() -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    text = "No."
    quote = Quote("q1", "indirect", "speech", (Span.of(text, 0, 2),))
    one = QuoteDocument(text, (quote,), meta={"kind": "news", "n": 3})
    frame = quotes_frame([QuoteDocument(text, (quote,)), one])
    assert frame["kind"].tolist() == ["indirect"] * 2
    assert frame["meta_kind"].tolist()[1] == "news"
    assert frame["n"].isna().tolist() == [True, False]
    assert one.to_frame().equals(quotes_frame([one]))


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_csv_is_a_formula(words: str) -> None:
    quote = Quote("q1", "indirect", "speech", (Span.of(words, 0, len(words)),))
    document = QuoteDocument(words, (quote,), id=words, meta={"title": words})
    for raw, mark in ((False, "'"), (True, "")):
        lines = io.StringIO("".join(to_csv([document], raw=raw)), newline="")
        (row,) = csv.DictReader(lines)
        assert [row[name] for name in ("document", "title", "text")] == [mark + words] * 3


def test_a_csv_file_opens_with_its_accents(article: QuoteDocument, tmp_path: Path) -> None:
    write_csv(iter([article]), tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument,title,date,")
    assert data.decode("utf-8-sig") == "".join(to_csv([article]))


@pytest.mark.parametrize("write", [write_csv, write_jsonl, write_parquet])
def test_a_file_is_replaced_once_all_is_written(
    write: Any, article: QuoteDocument, tmp_path: Path
) -> None:
    if write is write_parquet:
        pytest.importorskip("pyarrow", reason="the extra pandas is not installed")
    path = tmp_path / "a"
    write([article, article], path)
    before = path.read_bytes()
    with pytest.raises(FormatError, match="surrogate"):
        write([article, attrs.evolve(article, id="b", text="\ud800" + article.text)], path)
    assert path.read_bytes() == before
    write([article], path)
    assert len(path.read_bytes()) < len(before)
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_file_of_json_lines_can_be_filtered_into_itself(
    article: QuoteDocument, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    write_jsonl((attrs.evolve(article, id=id_) for id_ in "abc"), path)
    write_jsonl((d for d in read_jsonl(path) if d.id != "b"), path)
    assert [d.id for d in read_jsonl(path)] == ["a", "c"]


def test_columns_of_the_callers_fields_have_names_of_their_own(article: QuoteDocument) -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    frame = quotes_frame([attrs.evolve(article, meta={"source": "a", "meta_source": "b"})])
    assert list(frame.columns[-2:]) == ["meta_source", "meta_meta_source"]
    assert frame.iloc[0][["meta_source", "meta_meta_source"]].tolist() == ["a", "b"]


def test_a_file_of_json_lines_gives_the_documents_back(
    article: QuoteDocument, tmp_path: Path
) -> None:
    write_jsonl(iter([article, QuoteDocument("a\u2028b\r")]), tmp_path / "a.jsonl")
    assert list(read_jsonl(tmp_path / "a.jsonl")) == [article, QuoteDocument("a\u2028b\r")]


def test_texts_are_told_from_documents(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('\n{"text": "“Go,” said Ida Brandt."}\n', encoding="utf-8")
    with pytest.raises(quoteattr.FormatError, match="use quoteattr extract first") as told:
        list(read_jsonl(path))
    assert told.value.where == f"{path}: line 2: format_version"
