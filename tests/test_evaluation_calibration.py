"""Confidence against gold: bins, thresholds, curves."""

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.errors import FormatError
from quoteattr.evaluation.calibration import THRESHOLDS, calibrate
from quoteattr.evaluation.chart import precision_recall_svg
from quoteattr.evaluation.command import main
from quoteattr.evaluation.metrics import PRF, score
from quoteattr.evaluation.readers import AnnotatedText, Annotation

TEXT = "Odo Veen said the ferry left early and Ilse Harn said nobody waved it off"
WORDS = TEXT.split()
STARTS = [len(" ".join(WORDS[:i])) + bool(i) for i in range(len(WORDS))]

SVG = "{http://www.w3.org/2000/svg}"


def quote(first: int, last: int, confidence: float | None = None, source: int = 0) -> Annotation:
    """A quote of words with one word as its source."""
    span = (STARTS[first], STARTS[last] + len(WORDS[last]))
    of = (STARTS[source], STARTS[source] + len(WORDS[source]))
    return Annotation((span,), source=(of,), confidence=confidence)


def texts(*quotes: Annotation, n: int = 1) -> list[AnnotatedText]:
    return [AnnotatedText(str(i), TEXT, quotes) for i in range(n)]


def test_by_hand():
    """Two right quotes of 0.9, one of them with the wrong source, and a false alarm of 0.4."""
    gold = texts(quote(3, 6), quote(11, 14, source=8))
    predicted = texts(quote(3, 6, 0.9), quote(12, 14, 0.9), quote(0, 1, 0.4))
    found = calibrate(gold, predicted)
    assert (found.gold, found.predicted) == (2, 3)
    assert found.right == pytest.approx(2 / 3)
    assert found.confidence == pytest.approx(2.2 / 3)
    # one quote a bin: 0.4 off once, 0.1 off twice
    bins = [(part.confidence, part.right, part.n) for part in found.bins]
    assert bins == [(0.4, 0, 1), (0.9, 1, 1), (0.9, 1, 1)]
    assert found.error == pytest.approx((0.4 + 0.1 + 0.1) / 3)
    sure, every = found.points
    assert (sure.threshold, sure.predicted, every.threshold, every.predicted) == (0.9, 2, 0.4, 3)
    assert sure.strict == sure.end2end == PRF(0.5, 0.5, 0.5)
    assert sure.lenient == PRF(1, 1, 1)
    assert every.lenient == PRF(2 / 3, 1, 0.8)
    assert found.best("lenient") == sure
    assert found.at(0.5) == attrs.evolve(sure, threshold=0.5)
    assert found.at(0.95).predicted == 0
    assert found.at(0.95).lenient == PRF(0, 0, 0)


def test_the_share_of_tied_quotes_is_spread_over_their_bins():
    """Twenty quotes of one confidence, half of them right: every bin is half right."""
    gold, predicted = texts(quote(3, 6), n=10), texts(quote(3, 6, 0.8), quote(8, 9, 0.8), n=10)
    found = calibrate(gold, predicted)
    assert [(b.n, b.right) for b in found.bins] == [(2, 0.5)] * 10
    assert found.error == pytest.approx(0.3)
    assert len(found.points) == 1


def test_without_gold_or_predictions():
    nothing = calibrate(texts(quote(3, 6)), texts())
    assert (nothing.error, nothing.right, nothing.bins, nothing.points) == (None, None, (), ())
    assert nothing.best("lenient") is None
    assert calibrate(texts(), texts(quote(3, 6, 0.5))).error == 0.5


def test_every_quote_needs_a_confidence():
    with pytest.raises(FormatError, match=r"text '0'.*without confidence"):
        calibrate(texts(quote(3, 6)), texts(quote(3, 6)))


def test_thought_is_left_out_on_request():
    thought = attrs.evolve(quote(3, 6, 0.3), mode="thought")
    found = calibrate(texts(thought), texts(thought, quote(8, 9, 0.6)), speech_only=True)
    assert (found.gold, found.predicted) == (0, 1)


places = st.integers(0, len(WORDS) - 1)
quotes = st.builds(
    lambda a, b, confidence, source: quote(min(a, b), max(a, b), confidence, source),
    places, places, st.sampled_from([0.05, 0.3, 0.5, 0.55, 0.9, 1.0]), places,
)  # fmt: skip
documents = st.lists(st.tuples(st.lists(quotes, max_size=4), st.lists(quotes, max_size=6)))


def sides(data: list[Any]) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    gold = [AnnotatedText(str(i), TEXT, tuple(ours)) for i, (ours, _) in enumerate(data)]
    predicted = [AnnotatedText(str(i), TEXT, tuple(theirs)) for i, (_, theirs) in enumerate(data)]
    return gold, predicted


@settings(max_examples=50)
@given(documents)
def test_a_threshold_scores_like_a_file_without_what_is_below(data):
    gold, predicted = sides(data)
    found = calibrate(gold, predicted)
    for threshold in (0.0, *THRESHOLDS, 1.0):
        left = [
            attrs.evolve(t, quotes=tuple(q for q in t.quotes if (q.confidence or 0) >= threshold))
            for t in predicted
        ]
        wanted, point = score(gold, left), found.at(threshold)
        assert (point.predicted, point.strict, point.lenient, point.end2end) == (
            wanted.pred, wanted.strict, wanted.lenient, wanted.end2end,
        )  # fmt: skip


@settings(max_examples=50)
@given(documents, st.randoms())
def test_bins_have_equal_mass_whatever_the_order(data, rng):
    found = calibrate(*sides(data))
    sizes = [part.n for part in found.bins]
    assert sum(sizes) == found.predicted
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    assert len(sizes) == min(10, found.predicted)
    confidences = [part.confidence for part in found.bins]
    assert all(a <= b + 1e-12 for a, b in pairwise(confidences))
    rng.shuffle(data)
    again = calibrate(*sides(data))
    assert (again.bins, again.points) == (found.bins, found.points)


def test_the_best_point_is_no_worse_than_any_other():
    rng = random.Random(3)
    gold = texts(quote(3, 6), quote(11, 14), n=30)
    predicted = [
        attrs.evolve(
            text,
            quotes=(quote(3, 6, rng.uniform(0.4, 1)), quote(0, 1, rng.uniform(0, 0.7))),
        )
        for text in gold
    ]
    found = calibrate(gold, predicted)
    best = found.best("lenient")
    assert best
    assert best.lenient.f1 == max(point.lenient.f1 for point in found.points)
    assert best.lenient.f1 > found.at(0).lenient.f1


# The picture.


def curves(svg: str) -> list[ElementTree.Element]:
    """The paths with a title of their own: the keys below the plot have none."""
    return [
        path
        for path in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if path.find(f"{SVG}title") is not None
    ]


def steps(path: ElementTree.Element) -> list[tuple[float, float]]:
    pairs = path.attrib["d"].removeprefix("M").split(" ")
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]


def test_the_picture_shows_every_curve_and_says_so_in_words():
    gold = texts(quote(3, 6), quote(11, 14, source=8), n=10)
    confidences = [0.5 + i / 40 for i in range(20)]
    predicted = [
        attrs.evolve(
            text, quotes=(quote(3, 6, confidences[2 * i]), quote(11, 14, confidences[2 * i + 1]))
        )
        for i, text in enumerate(gold)
    ]
    one = calibrate(gold, predicted)
    svg = precision_recall_svg({"a <b>": one, "none": calibrate(gold, texts())})
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    ids = root.attrib["aria-labelledby"].split()
    named = {element.attrib["id"]: element.text for element in root if "id" in element.attrib}
    assert all(named[id_] for id_ in ids)
    assert "a <b>, lenient: best F1 100.0 (P 100.0, R 100.0) at 0.50" in named["desc"]
    assert "none, end-to-end: no quotes" in named["desc"]
    lenient, end2end = curves(svg)
    assert {y for _, y in steps(lenient)} == {52}  # all right: the upper edge
    assert steps(lenient)[0][0] < steps(lenient)[-1][0] == 472  # recall 100: the right edge
    assert steps(end2end)[-1][0] == 272  # half of the sources are wrong
    assert "prefers-color-scheme: dark" in svg
    assert "<script" not in svg
    assert svg.count("http") == 1  # the name of the format, no file from elsewhere


def test_the_picture_begins_below_the_lowest_precision():
    half = calibrate(texts(quote(3, 6)), texts(quote(3, 6, 0.8), quote(8, 9, 0.8)))
    lenient, _ = curves(precision_recall_svg({"half": half}))
    assert steps(lenient) == [(472, 452)]  # recall 100, precision 50: the lower right corner


def test_the_picture_stays_small_with_many_quotes():
    gold = texts(quote(3, 6), n=2000)
    rng = random.Random(1)
    predicted = [
        attrs.evolve(text, quotes=(quote(rng.choice([3, 5]), rng.choice([6, 9]), rng.random()),))
        if rng.random() < 0.9
        else attrs.evolve(text, quotes=())
        for text in gold
    ]  # fmt: skip
    found = calibrate(gold, predicted)
    assert len(found.points) > 1500
    svg = precision_recall_svg({"x": found})
    assert len(svg) < 40_000
    (x, _) = steps(curves(svg)[0])[-1]
    assert x == pytest.approx(72 + 400 * found.points[-1].lenient.r, abs=0.06)  # the end is kept


# The command.


def write(path: Path, *files_quotes: dict[str, Any]) -> str:
    path.write_text(json.dumps({"id": "a", "text": TEXT, "quotes": files_quotes}), encoding="utf-8")
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    span = [[STARTS[3], STARTS[6] + len(WORDS[6])]]
    right = {"content": span, "confidence": 0.75}
    alarm = {"content": [[0, 3]], "confidence": 0.25, "source": [[0, 3]]}
    return (
        write(tmp_path / "gold.jsonl", {"content": span}),
        write(tmp_path / "mine.jsonl", right, alarm),
    )


def test_command(files, tmp_path, capsys):
    gold, mine = files
    svg = tmp_path / "pr.svg"
    assert main(["calibration", gold, mine, f"other={mine}", "--svg", str(svg)]) == 0
    out = capsys.readouterr().out
    first, second = out.split("\n\nother: ")
    assert first.startswith("mine: gold 1  predicted 2\nright 50.0  mean confidence 50.0  ")
    assert "expected calibration error 25.0" in first
    assert "      25.0    0.0       1\n      75.0  100.0       1" in first
    assert "0.25       2    50.0 100.0  66.7" in first
    assert "0.30       1   100.0 100.0 100.0" in first
    assert "0.80       0     0.0   0.0   0.0" in first
    assert "best strict    P 100.0  R 100.0  F1 100.0  at 0.750, quotes 1" in first
    assert second.rstrip() == first.removeprefix("mine: ")
    assert len(curves(svg.read_text(encoding="utf-8"))) == 4


def test_command_prints_json(files, capsys):
    assert main(["calibration", *files, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["mine"]
    assert figures["error"] == 0.25
    assert [point["threshold"] for point in figures["points"]] == [0.75, 0.25]


def test_command_tells_what_it_cannot_read(files, tmp_path, capsys):
    gold, mine = files
    assert main(["calibration", gold, mine, mine]) == 2
    assert "two predictions are called 'mine'; write NAME=FILE" in capsys.readouterr().err
    assert main(["calibration", gold, gold]) == 2
    assert "without confidence" in capsys.readouterr().err
    assert main(["calibration", *files, "--svg", str(tmp_path / "no" / "pr.svg")]) == 2
    assert "pr.svg" in capsys.readouterr().err
