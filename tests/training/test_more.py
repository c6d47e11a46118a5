"""More annotated articles, with their texts and without."""

import argparse
import json
from pathlib import Path

import pytest
from small import VECTORS

from quoteattr.annotate import Annotation
from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, read_texts
from quoteattr.training import attribution, speaker_data
from quoteattr.training.more import POLNEAR, UNREAD, read_more, read_named, write_line
from quoteattr.training.speaker_data import read_polnear
from training.lessons import DOCUMENTS


def write(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    texts = [{"id": f"m{i}", "text": d["text"]} for i, d in enumerate(DOCUMENTS)]
    write(tmp_path / UNREAD, *texts)
    return tmp_path


def test_a_text_of_its_own_counts(data: Path) -> None:
    own = write(data / "own.jsonl", {**DOCUMENTS[0], "id": "m1"})
    (article,) = read_more([own], data / "not there")
    assert article.text == DOCUMENTS[0]["text"]
    assert len(article.quotes) == len(DOCUMENTS[0]["quotes"])


def test_a_text_is_found_by_its_id(data: Path) -> None:
    bare = [{"id": f"m{i}", "quotes": d["quotes"]} for i, d in enumerate(DOCUMENTS)]
    first, second = (
        write(data / f"{i}.jsonl", *part) for i, part in enumerate([bare[1:], bare[:1]])
    )
    found = read_more([first, second], data)
    assert [article.id for article in found] == ["m1", "m2", "m0"]
    assert [article.text for article in found] == [DOCUMENTS[i]["text"] for i in (1, 2, 0)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"id": "nobody", "quotes": []}, "has none with this id"),
        ({"id": "m2", "quotes": [{"content": [[0, 900]]}]}, "past the end"),
        ({"id": "m2", "quotes": [{"content": [[0, 9]], "source": [[9, 900]]}]}, "past the end"),
    ],
)
def test_what_does_not_fit_is_refused(data: Path, line: dict[str, object], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_more([write(data / "more.jsonl", line)], data)


NAMED = {"id": "p", "speaker": [[["Ida Oro", "Oro"]], []], "addressee": [[], ["crew"]]}


def write_polnear(data: Path) -> None:
    quotes = [{"content": [[0, 2]], "source": [[3, 5]]}, {"content": [[6, 8]]}]
    write(data / POLNEAR, {"id": "p", "text": "No. So. Oh.", "quotes": quotes})


def test_speakers_join_the_corpus(data: Path) -> None:
    write_polnear(data)
    (article,) = read_named([write(data / "n.jsonl", {**NAMED, "anonymous": [1]})], data)
    first, second = article.quotes
    assert article.text == "No. So. Oh."
    assert (first.content, first.source) == (((0, 2),), ((3, 5),))
    assert (first.speakers, second.speakers) == ((("Ida Oro", "Oro"),), ())
    assert (first.addressees, second.addressees) == ((), ("crew",))
    assert (first.anonymous, second.anonymous) == (False, True)
    assert read_named([], data / "not there") == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({**NAMED, "anonymous": [], "id": "q"}, "is of no article"),
        (NAMED, "needs a list 'anonymous'"),
        ({**NAMED, "anonymous": [], "speaker": [[]]}, "needs a list 'speaker' for the 2"),
        ({**NAMED, "anonymous": [], "speaker": [[], [3]]}, r"n.jsonl:1: quotes\[1\]"),
    ],
)
def test_speakers_that_do_not_fit_are_refused(
    data: Path, line: dict[str, object], reason: str
) -> None:
    write_polnear(data)
    with pytest.raises(FormatError, match=reason):
        read_named([write(data / "n.jsonl", line)], data)


def test_speakers_of_polnear_teach_all_but_who_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_polnear(data)
    named = write(data / "n.jsonl", {**NAMED, "anonymous": [1]})
    monkeypatch.setattr(
        speaker_data, "_annotated", lambda texts, _: {t.id: Annotation((), ()) for t in texts}
    )
    ((text, found, _, gold, answers),) = read_polnear([named], data, data)
    assert (text, len(found), gold) == ("No. So. Oh.", 2, [[["Ida Oro", "Oro"]], []])
    assert (answers.unnamed, answers.addressees) == ([False, True], None)


def write_training(data: Path) -> list[str]:
    """The two files that every training reads; their paths."""
    paths = []
    for name in ("world", "polnear"):
        lines = [{**d, "id": f"{name}{i}"} for i, d in enumerate(DOCUMENTS)]
        paths.append(str(write(data / name / "train.jsonl", *lines)))
    return paths


def train(data: Path, *more: str) -> None:
    """The command, up to its first epoch."""
    out = data / "out"
    out.mkdir(exist_ok=True)
    VECTORS.save(out)
    parser = argparse.ArgumentParser()
    attribution.add_arguments(parser)
    short = ["--hidden", "6", "--epochs", "0", "--threads", "1"]
    args = parser.parse_args(["--data", str(data), "--out", str(out), *more, *short])
    assert attribution.run(args) == 0


def documents(data: Path, *more: str) -> list[tuple[str, bool]]:
    """Ids of the documents of a training, and whether each is held out."""
    parser = argparse.ArgumentParser()
    attribution.add_arguments(parser)
    out = data / "out"
    out.mkdir(exist_ok=True)
    args = parser.parse_args(["--data", str(data), "--out", str(out), *more])
    taught, held_out = attribution._documents(args)
    return [(d.id, False) for _, d in taught] + [(d.id, True) for _, d in held_out]


def test_they_are_of_world_and_held_out_like_others(data: Path) -> None:
    write_training(data)
    bare = [{"id": f"m{i}", "quotes": d["quotes"]} for i, d in enumerate(DOCUMENTS)]
    more = write(data / "more.jsonl", *bare)
    alone = documents(data, "--hold-out", "2")
    together = documents(data, "--hold-out", "2", "--also", str(more))
    added = [(f"m{i}", i % 2 == 0) for i in range(len(DOCUMENTS))]
    assert sorted(together) == sorted([*alone, *added])
    held = [line.id for line in read_texts(str(data / "out" / "held-out-world.jsonl"))]
    assert held == ["world0", "world2", "m0", "m2"]
    without = documents(data, "--hold-out", "2", "--also", str(more), "--without", "world")
    assert ("m1", False) not in without
    assert ("m0", True) in without


def test_a_written_line_reads_as_it_was(data: Path) -> None:
    stated = {"speaker": [["Ida", "Brandt"]], "addressee": ["crew"], "anonymous": False}
    full = [{**quote, **stated} for quote in DOCUMENTS[0]["quotes"]]
    articles = read_more(
        [write(data / "a.jsonl", {**DOCUMENTS[0], "id": "a", "quotes": full})], data
    )
    articles += read_more([write(data / "b.jsonl", {**DOCUMENTS[1], "id": "b"})], data)
    path = data / "written.jsonl"
    path.write_text("".join(map(write_line, articles)), encoding="utf-8")
    assert read_texts(str(path)) == articles


def test_a_teacher_does_not_gainsay_an_annotator(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def lessons_of(teachers: object, texts: list[list[object]], *rest: object) -> list[object]:
        asked.extend([getattr(text, "id", "") for text in own] for own in texts)
        return []

    trained = write_training(data)
    bare = [{"id": f"m{i}", "quotes": DOCUMENTS[i]["quotes"]} for i in range(2)]
    more = write(data / "more.jsonl", *bare)
    monkeypatch.setattr(attribution, "lessons_of", lessons_of)
    train(data, "--also", str(more), "--teacher", "any", "--taught", str(data / UNREAD), *trained)
    unread, world, polnear = (
        [f"{name}{i}" for i in range(1, len(DOCUMENTS))] for name in ("m", "world", "polnear")
    )
    # The first of each file is held out, m0 with them; m1 is annotated by the world's guideline.
    assert asked == [[*unread[1:], *polnear], [*unread, *world]]


def test_a_teacher_has_a_say_beside_an_annotator_who_is_not_trusted_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[list[str], float]] = []

    def second_opinions(
        teachers: object, texts: list[AnnotatedText], lessons: list[object], *rest: object
    ) -> list[object]:
        said.append(([text.id for text in texts], rest[-1]))  # type: ignore[arg-type]
        return lessons

    write_training(data)
    monkeypatch.setattr(attribution, "lessons_of", lambda *_: [])
    monkeypatch.setattr(attribution, "second_opinions", second_opinions)
    for trust in ("1", "0.5"):
        train(data, "--teacher", "any", "--trust", trust)
    # The first of each is held out.
    ids = [f"{name}{i}" for name in ("world", "polnear") for i in range(1, len(DOCUMENTS))]
    assert said == [(ids, 0.5)]
