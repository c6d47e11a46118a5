"""The speakers' confidence against gold: calibration, coverage, table and picture."""

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import FormatError
from quoteattr.evaluation.chart import coverage_svg
from quoteattr.evaluation.command import main
from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.evaluation.trust import Cut, trust

TEXT = "Odo Veen said the ferry left early and Ilse Harn said nobody waved it off"
FIRST, SECOND = (14, 34), (54, 73)
SVG = "{http://www.w3.org/2000/svg}"


def quote(span: tuple[int, int], *names: str, sure: float | None = None) -> Annotation:
    return Annotation((span,), speakers=tuple((n,) for n in names), speaker_confidence=sure)


def texts(*quotes: Annotation, n: int = 1) -> list[AnnotatedText]:
    return [AnnotatedText(str(i), TEXT, quotes) for i in range(n)]


GOLD = (quote(FIRST, "Odo Veen"), quote(SECOND, "Ilse Harn"))


def test_by_hand() -> None:
    """One right speaker of 0.9 and a wrong one of 0.6."""
    predicted = texts(quote(FIRST, "Odo Veen", sure=0.9), quote(SECOND, "Odo Veen", sure=0.6))
    found = trust(texts(*GOLD), predicted)
    assert (found.n, found.right, found.confidence) == (2, 0.5, 0.75)
    assert found.error == pytest.approx((0.1 + 0.6) / 2)
    assert found.cuts == (Cut(0.9, 0.5, 1.0), Cut(0.6, 1.0, 0.5))
    assert found.at(0.4) == found.at(0.5) == Cut(0.9, 0.5, 1.0)
    assert found.at(0.51) == Cut(0.6, 1.0, 0.5)


def test_only_paired_quotes_with_a_gold_speaker_are_asked() -> None:
    gold = texts(quote(FIRST), quote(SECOND, "Ilse Harn"))
    predicted = texts(quote(FIRST, "Odo Veen", sure=0.9), quote((0, 8), "Odo Veen", sure=0.2))
    assert trust(gold, predicted).n == 0
    assert trust(gold, predicted).error is None
    assert trust(gold, predicted).at(0.5) is None


def test_every_paired_quote_needs_a_confidence() -> None:
    with pytest.raises(FormatError, match=r"text '0'.*speaker_confidence"):
        trust(texts(*GOLD), texts(quote(FIRST, "Odo Veen")))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=12))
def test_the_curve_ends_where_everything_is_covered(kept: list[tuple[float, bool]]) -> None:
    gold = texts(GOLD[0], n=len(kept))
    predicted = [
        AnnotatedText(str(i), TEXT, (quote(FIRST, "Odo Veen" if ok else "Ilse", sure=sure),))
        for i, (sure, ok) in enumerate(kept)
    ]
    found = trust(gold, predicted)
    assert found.cuts[-1].coverage == 1
    assert found.cuts[-1].right == found.right
    assert all(a.least > b.least and a.coverage < b.coverage for a, b in pairwise(found.cuts))


def written(path: Path, *quotes: dict[str, object]) -> str:
    line = {"id": "a", "text": TEXT, "quotes": list(quotes)}
    path.write_text(json.dumps(line) + "\n", "utf-8")
    return str(path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spans = {"content": [list(FIRST)]}
    gold = written(tmp_path / "gold.jsonl", spans | {"speaker": [["Odo Veen"]]})
    mine = written(
        tmp_path / "mine.jsonl", spans | {"speaker": ["Odo Veen"], "speaker_confidence": 0.8}
    )
    svg = tmp_path / "curve.svg"
    assert main(["calibration", gold, mine, "--speakers", "--svg", str(svg)]) == 0
    shown = capsys.readouterr().out
    assert "right 100.0  mean confidence 80.0  expected calibration error 20.0" in shown
    assert "   100.0  100.0             0.800" in shown
    picture = ElementTree.parse(svg).getroot()
    assert picture.findtext(f"{SVG}title") == "Right speakers by coverage"
    assert "100.0 at 80%" in (picture.findtext(f"{SVG}desc") or "")
    assert main(["calibration", gold, mine, "--speakers", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mine"]["n"] == 1


def test_a_picture_without_quotes() -> None:
    found = trust(texts(), texts())
    assert "no quotes" in coverage_svg({"none": found})
