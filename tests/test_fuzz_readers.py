"""Files of annotations that are almost right: read, or refused with the error that is documented.

Every reader is given valid files with a few changes. What comes back must be a sound document;
what is refused must be a :class:`FormatError` with a place and a reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import mutants
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import every_span

from quoteattr.errors import FormatError
from quoteattr.export import (
    from_brat,
    from_columns,
    from_dict,
    from_json,
    from_jsonl,
    from_label_studio,
    to_dict,
)
from quoteattr.inputs import read_file
from quoteattr.people.knowledge import read_known
from quoteattr.records import QuoteDocument

GOLDEN = Path(__file__).parent / "golden" / "export"


def golden(name: str) -> str:
    with open(GOLDEN / name, encoding="utf-8", newline="") as file:
        return file.read()


DOCUMENT = json.loads(golden("article.json"))
TASK = json.loads(golden("article.label-studio.json"))
TASK = TASK[0] if isinstance(TASK, list) else TASK
ANNOTATED = {"data": TASK["data"], "annotations": TASK["predictions"]}
TEXT = DOCUMENT["text"]
KNOWN = [{"id": "1", "name": "Ida Brandt", "aliases": ["Brandt"], "kind": "person"}]


def check(read: Callable[[], Iterable[QuoteDocument]]) -> None:
    """What comes back is sound, or it was refused in words."""
    refused: FormatError | None = None
    documents: list[QuoteDocument] = []
    try:
        documents = list(read())
    except FormatError as error:
        refused = error
    assert refused is None or (refused.where and refused.reason)
    for document in documents:
        for span in every_span(document):
            assert 0 <= span.start < span.end <= len(document.text)
            assert document.text[span.start : span.end] == span.text
        assert from_dict(to_dict(document)) == document


@given(mutants.plain(DOCUMENT))
def test_documents_as_plain_data(data: Any) -> None:
    check(lambda: [from_dict(data)])


@given(mutants.lines(json.dumps(DOCUMENT, indent=1, ensure_ascii=False)))
def test_documents_as_json(data: str) -> None:
    check(lambda: [from_json(data)])
    check(lambda: from_jsonl(data.split("\n")))


@given(mutants.plain(ANNOTATED))
def test_label_studio_tasks(task: Any) -> None:
    check(lambda: [from_label_studio(task)])


@given(mutants.lines(golden("article.ann")))
def test_brat_annotations(annotations: str) -> None:
    check(lambda: [from_brat(TEXT, annotations)])


@given(mutants.lines(TEXT))
def test_brat_annotations_of_another_text(text: str) -> None:
    check(lambda: [from_brat(text, golden("article.ann"))])


@given(mutants.lines(golden("article.columns.tsv")))
def test_columns(data: str) -> None:
    check(lambda: from_columns(data))


@given(ending=st.sampled_from((".json", ".csv")), data=mutants.lines(json.dumps(KNOWN, indent=1)))
def test_knowledge_files(ending: str, data: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"known{ending}"
    path.write_bytes(data.encode("utf-8", "surrogatepass"))
    refused: FormatError | None = None
    try:
        assert all(entry.id and entry.name for entry in read_known(path))
    except FormatError as error:
        refused = error
    assert refused is None or refused.where.startswith(str(path))


@given(
    data=mutants.flipped(b'{"id": "a", "text": "No."}\n{"text": "Go.", "more": [1, {"x": 0}]}\n')
)
def test_lines_of_texts(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "texts.jsonl"
    path.write_bytes(data)
    for item in read_file(str(path)):
        assert isinstance(item, FormatError) or isinstance(item.text, str)


NINES = "9" * 5000
GO = {"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["Quote"]}}


@pytest.mark.parametrize(
    "read",
    [
        lambda: from_brat("No.", f"T1\tQuote 0 {NINES}\tNo."),
        lambda: from_columns(f'# text = "No."\n1\tNo.\t0\t{NINES}' + "\tO" * 6),
        lambda: from_json(NINES),
        lambda: from_label_studio({"data": {"text": "No."}, "annotations": 5}),
        lambda: from_label_studio(
            {
                "data": {"text": "No."},
                "predictions": [
                    {"result": [GO, {"type": "relation", "from_id": "a", "to_id": ["a"]}]}
                ],
            }
        ),
    ],
    ids=["brat", "columns", "json", "no list of annotations", "a relation to a list"],
)
def test_what_was_not_refused_once(read: Callable[[], object]) -> None:
    with pytest.raises(FormatError):
        read()


class TestDepth:
    """Data nested deeper than Python's stack."""

    DEEP = "[" * 200_000

    @pytest.mark.parametrize(
        "read",
        [
            lambda deep: from_json(deep),
            lambda deep: list(from_jsonl([deep])),
            lambda deep: from_columns(f"# text = {deep}"),
            lambda deep: from_brat("No.", f"#1\tAnnotatorNotes E1\t{{{deep}"),
            lambda deep: from_label_studio(
                {
                    "data": {"text": "No."},
                    "predictions": [
                        {"result": [{**GO, "meta": {"text": [f"speaker evidence: {deep}"]}}]}
                    ],
                }
            ),
        ],
        ids=["json", "jsonl", "columns", "brat", "label studio"],
    )
    def test_is_refused(self, read: Callable[[str], object]) -> None:
        with pytest.raises(FormatError):
            read(self.DEEP)

    def test_of_quotes_in_quotes_is_read(self) -> None:
        count = 3000
        quotes = [
            {
                "id": f"q{n}",
                "kind": "direct",
                "mode": "speech",
                "content": [{"start": 0, "end": 3, "text": "No."}],
                **{name: [] for name in ("cue", "source", "speakers", "addressees")},
                "parent": f"q{n - 1}" if n else None,
                "confidence": 1.0,
                "speaker_confidence": 1.0,
            }
            for n in range(count)
        ]
        document = from_dict(
            {
                "format_version": 1,
                "text": "No.",
                "model": "",
                "quotes": quotes,
                "speakers": [],
                "addressees": [],
            }
        )
        assert len(to_dict(document)["quotes"]) == count
