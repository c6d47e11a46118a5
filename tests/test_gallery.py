"""The gallery: every example runs as it stands, says something and draws something."""

import json
import re
import runpy
import warnings
from pathlib import Path

import numpy as np
import pytest

import quoteattr

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*/plot_*.py"))
ARTICLES = sorted((EXAMPLES / "articles").glob("*.txt"))


def test_there_are_enough_of_both() -> None:
    assert len(SCRIPTS) >= 14
    assert len(ARTICLES) >= 12


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_runs(
    script: Path,
    extractor: quoteattr.Extractor,  # the model, loaded once for all of them
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plt = pytest.importorskip("matplotlib.pyplot")
    plt.switch_backend("Agg")
    monkeypatch.setattr(plt, "show", lambda: None)
    for package in re.findall(r"^import (spacy)", script.read_text(encoding="utf-8"), re.M):
        pytest.importorskip(package)
    monkeypatch.chdir(script.parent)
    try:
        with warnings.catch_warnings():
            # a letter that the font lacks, or labels that leave no room for the chart
            warnings.filterwarnings("error", message="Glyph|constrained_layout")
            runpy.run_path(str(script), run_name="__main__")
            figures = [plt.figure(number) for number in plt.get_fignums()]
            assert figures
            for figure in figures:
                figure.canvas.draw()
                pixels = np.asarray(figure.canvas.buffer_rgba()).reshape(-1, 4)
                assert len(np.unique(pixels[::7], axis=0)) > 10, "an empty picture"
    finally:
        plt.close("all")
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_news_of_ordinary_length(article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    assert 300 <= len(text.split()) <= 900
    title, blank, *_ = text.split("\n")
    assert title
    assert not blank
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_year_has_a_report_a_month() -> None:
    lines = (EXAMPLES / "articles" / "year.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    assert [one["date"][:7] for one in reports] == [f"2025-{month:02}" for month in range(1, 13)]
    assert all({"id", "date", "title", "text"} == set(one) for one in reports)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_asks_a_question(script: Path) -> None:
    title = script.read_text(encoding="utf-8").split("\n")[1]
    assert title.endswith("?")
    assert title in (EXAMPLES / "README.md").read_text(encoding="utf-8")
