"""More annotated articles, with their texts and without."""

import json
from pathlib import Path

import pytest

from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import read_texts
from quoteattr.training.corpora import POLNEAR, UNLABELLED, read_more, read_named, write_line
from training.labelled import DOCUMENTS


def write(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    texts = [{"id": f"m{i}", "text": d["text"]} for i, d in enumerate(DOCUMENTS)]
    write(tmp_path / UNLABELLED, *texts)
    return tmp_path


def test_a_text_of_its_own_counts(data: Path) -> None:
    own = write(data / "own.jsonl", {**DOCUMENTS[0], "id": "m1"})
    (article,) = read_more(own, data / "not there")
    assert article.text == DOCUMENTS[0]["text"]
    assert len(article.quotes) == len(DOCUMENTS[0]["quotes"])


def test_a_text_is_found_by_its_id(data: Path) -> None:
    bare = [{"id": f"m{i}", "quotes": d["quotes"]} for i, d in enumerate(DOCUMENTS)]
    found = read_more(write(data / "bare.jsonl", *bare[1:], *bare[:1]), data)
    assert [article.id for article in found] == ["m1", "m2", "m3", "m0"]
    assert [article.text for article in found] == [DOCUMENTS[i]["text"] for i in (1, 2, 3, 0)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"id": "nobody", "quotes": []}, "has no text"),
        ({"id": "m2", "quotes": [{"content": [[0, 900]]}]}, "runs from 0 to 900"),
        (
            {"id": "m2", "quotes": [{"content": [[0, 9]], "source": [[9, 900]]}]},
            "runs from 9 to 900",
        ),
    ],
)
def test_what_does_not_fit_is_refused(data: Path, line: dict[str, object], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_more(write(data / "more.jsonl", line), data)


NAMED = {"id": "p", "speaker": [[["Ida Oro", "Oro"]], []], "addressee": [[], ["crew"]]}


def write_polnear(data: Path) -> None:
    quotes = [{"content": [[0, 2]], "source": [[3, 5]]}, {"content": [[6, 8]]}]
    write(data / POLNEAR, {"id": "p", "text": "No. So. Oh.", "quotes": quotes})


def test_speakers_join_the_corpus(data: Path) -> None:
    write_polnear(data)
    (article,) = read_named(write(data / "n.jsonl", {**NAMED, "anonymous": [1]}), data)
    first, second = article.quotes
    assert article.text == "No. So. Oh."
    assert (first.content, first.source) == (((0, 2),), ((3, 5),))
    assert (first.speakers, second.speakers) == ((("Ida Oro", "Oro"),), ())
    assert (first.addressees, second.addressees) == ((), ("crew",))
    assert (first.anonymous, second.anonymous) == (False, True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({**NAMED, "anonymous": [], "id": "q"}, "another article"),
        ({**NAMED, "speaker": [[]]}, "another article"),
        ({**NAMED, "addressee": [[]]}, "another article"),
        ({**NAMED, "anonymous": [], "speaker": [[], [3]]}, r"n.jsonl:1: quotes\[1\]"),
    ],
)
def test_speakers_that_do_not_fit_are_refused(
    data: Path, line: dict[str, object], reason: str
) -> None:
    write_polnear(data)
    with pytest.raises(FormatError, match=reason):
        list(read_named(write(data / "n.jsonl", line), data))


def test_a_written_line_reads_as_it_was(data: Path) -> None:
    stated = {"speaker": [["Ida", "Brandt"]], "addressee": ["crew"], "anonymous": False}
    full = [{**quote, **stated} for quote in DOCUMENTS[0]["quotes"]]
    articles = read_more(write(data / "a.jsonl", {**DOCUMENTS[0], "id": "a", "quotes": full}), data)
    articles += read_more(write(data / "b.jsonl", {**DOCUMENTS[1], "id": "b"}), data)
    path = data / "written.jsonl"
    path.write_text("".join(map(write_line, articles)), encoding="utf-8")
    assert read_texts(str(path)) == articles
