"""What a network cuts wrongly, passes over or invents: golden cases, and any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_turn_quotes import annotation, attributions

from quoteattr.attribution.records import Attribution
from quoteattr.revision.accorded import accorded
from quoteattr.revision.completed import completed
from quoteattr.revision.cries import with_cries
from quoteattr.revision.headlines import with_headlines
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.unsaid import without_unsaid

CASES = json.loads((Path(__file__).parent / "golden" / "edges.json").read_text("utf-8"))
ROOMS: dict[str, Callable[..., tuple[Attribution, ...]]] = {
    "accorded": accorded,
    "completed": completed,
    "cries": with_cries,
    "unsaid": without_unsaid,
}
PIECES = (
    "According to ", "the mayor", ", ", "Ana Oro", "a baker", " said", " that", " it was shut",
    " and had left", " and that he would", "“", "”", "‘", "’", ": ", "\n\n", ". ", " told him",
    " shouted ", " at 9 p.m.", " after it rang", " which", "That said, ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


def revise(case: dict[str, Any], found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    text = case["text"]
    if case["room"] == "headlines":
        entities = annotation(text, case.get("entities", [])).entities
        return with_headlines(MarkedText(text), found, entities)
    return ROOMS[case["room"]](MarkedText(text), found)


def shown(found: tuple[Attribution, ...]) -> list[Any]:
    return [(a.content, a.cue, a.source, a.parent, a.kind) for a in found]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    found = revise(case, attributions(case["text"], case.get("found", [])))
    assert shown(found) == shown(attributions(case["text"], case["quotes"]))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_once_is_enough(case: dict[str, Any]) -> None:
    once = revise(case, attributions(case["text"], case.get("found", [])))
    assert revise(case, once) == once


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, tuple[Attribution, ...]]:
    """A text with two attributions whose spans lie anywhere in it."""
    text = draw(TEXTS) + "It was late."
    places = st.integers(0, len(text) - 1)
    found = []
    for _ in range(2):
        spans = []
        for _ in range(3):
            start = draw(places)
            spans.append((start, draw(st.integers(start + 1, len(text)))))
        found.append(Attribution((spans[0],), (spans[1],), (spans[2],)))
    return text, tuple(sorted(found, key=lambda one: one.content[0]))


@given(reports(), st.sampled_from(sorted(ROOMS)))
def test_any_text(given_: tuple[str, tuple[Attribution, ...]], room: str) -> None:
    """Spans stay in the text, and parents come before what they hold."""
    text, found = given_
    for index, one in enumerate(ROOMS[room](MarkedText(text), found)):
        assert all(0 <= start < end <= len(text) for start, end in one.content)
        assert one.parent is None or one.parent < index
