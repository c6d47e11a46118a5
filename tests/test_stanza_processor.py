"""The processor for Stanza's pipelines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import stanza
from stanza.models.common.doc import Document

import quoteattr
from quoteattr.integrations.stanza import QuoteProcessor

TEXTS = (
    "“ The road is closed , ” said Mayor Ida Brandt .",
    "Nothing happened in Sorby on Sunday .",
    "Jon Marsh told residents that the key was lost .",
)


def pipeline(folder: Path, **options: Any) -> Any:
    """A pipeline without any of Stanza's models: white space parts tokens, lines sentences."""
    resources = {"en": {"lang_name": "English", "packages": {}}}
    (folder / "resources.json").write_text(json.dumps(resources))
    settings = {
        "dir": str(folder),
        "package": None,
        "tokenize_pretokenized": True,
        "download_method": None,
        "verbose": False,
    }
    return stanza.Pipeline("en", **{"processors": "tokenize,quote"} | settings | options)


@pytest.fixture(scope="module")
def nlp(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return pipeline(tmp_path_factory.mktemp("stanza"))


def test_a_document_gets_what_the_library_finds(nlp: Any) -> None:
    doc = nlp(TEXTS[0])
    assert doc.quote_document == quoteattr.extract(TEXTS[0])
    assert [quote.speakers[0].name for quote in doc.quotes] == ["Ida Brandt"]
    assert doc.sentences[0].tokens


def test_many_documents_come_in_their_order(nlp: Any) -> None:
    docs = nlp.bulk_process([Document([], text=text) for text in TEXTS])
    assert [doc.text for doc in docs] == list(TEXTS)
    assert [len(doc.quotes) for doc in docs] == [1, 0, 1]


def test_options_reach_the_model(tmp_path: Path) -> None:
    with pytest.raises(quoteattr.OptionError):
        pipeline(tmp_path, quote_modes="shouted")


def test_sentences_are_needed(tmp_path: Path) -> None:
    with pytest.raises(stanza.pipeline.core.PipelineRequirementsException):
        pipeline(tmp_path, processors="quote")


def test_it_is_registered() -> None:
    assert stanza.pipeline.core.NAME_TO_PROCESSOR_CLASS["quote"] is QuoteProcessor
