"""Case files as annotated articles."""

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import Annotation
from quoteattr.training import invented
from quoteattr.training.invented import read_invented

BUNDLED = Path(invented.__file__).parent / "annotations" / "invented.json"
TEXT = (
    "“We stay,” Ilse Harn said on Monday. She said the quay would be shut. “The gate,” said "
    "Harn, “is shut, too.”"
)


def read(tmp_path: Path, *must: dict[str, Any], text: str = TEXT) -> tuple[Annotation, ...]:
    path = tmp_path / "cases.json"
    case = {"id": "one", "phenomenon": "", "text": text, "must": must, "must_not": []}
    path.write_text(json.dumps([case]), "utf-8")
    (article,) = read_invented([path])
    assert (article.id, article.text) == ("one", text)
    return article.quotes


def test_cue_and_source_are_the_nearest(tmp_path: Path) -> None:
    (quote,) = read(
        tmp_path,
        {"content": "the quay would be shut", "kind": "indirect", "cue": "said", "source": "She",
         "speakers": [["Ilse Harn", "Harn"]], "addressee": "the crew", "anonymous": True},
    )  # fmt: skip
    assert [TEXT[s:e] for s, e in quote.content] == ["the quay would be shut"]
    assert quote.cue == ((TEXT.index("said the"), TEXT.index(" the quay")),)
    assert [TEXT[s:e] for s, e in quote.source] == ["She"]
    assert quote.speakers == (("Ilse Harn", "Harn"),)
    assert (quote.addressees, quote.kind, quote.anonymous) == (("the crew",), "indirect", True)


def test_what_interrupts_a_content_is_none_of_it(tmp_path: Path) -> None:
    whole = "“The gate,” said Harn, “is shut, too.”"
    (quote,) = read(tmp_path, {"content": whole, "cue": "said", "source": "Harn"})
    assert [TEXT[s:e] for s, e in quote.content] == ["“The gate,”", "“is shut, too.”"]


def test_a_quote_without_cue_and_source(tmp_path: Path) -> None:
    (quote,) = read(tmp_path, {"content": "We stay", "speakers": []})
    assert (quote.cue, quote.source, quote.speakers) == ((), (), ())
    assert (quote.addressees, quote.anonymous) == ((), False)


@pytest.mark.parametrize("field", ["content", "cue", "source"])
def test_words_that_the_text_has_not(field: str, tmp_path: Path) -> None:
    must = {"content": "We stay", field: "nowhere"}
    with pytest.raises(FormatError, match=r"one.*nowhere.*correct the case"):
        read(tmp_path, must)


def test_the_articles_of_the_package_are_read_whole() -> None:
    articles = read_invented([BUNDLED])
    assert (len(articles), sum(len(a.quotes) for a in articles)) == (225, 3144)
    for article in articles:
        text = article.text or ""
        for quote in article.quotes:
            spans = (*quote.content, *quote.cue, *quote.source)
            assert all(0 <= start < end <= len(text) for start, end in spans), article.id
            for start, end in (*quote.cue, *quote.source):
                edges = text[max(0, start - 1) : start], text[end : end + 1]
                assert not any(edge.isalnum() for edge in edges), (article.id, text[start:end])
