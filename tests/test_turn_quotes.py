"""Turns of transcripts and interviews as quotes: golden cases, and what must hold for any text."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_speakers import find, sentences

import quoteattr
from quoteattr.annotation.records import Annotation, Entity
from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.turnquotes import CONFIDENCE, with_turns
from quoteattr.speakers import resolve

CASES = json.loads((Path(__file__).parent / "golden" / "turn_quotes.json").read_text("utf-8"))
INTERVIEW = "Ilse Brandvold spoke to the Lake Courier.\n\nQ: When?\n\nA: I said May.\n\nQ: Why?"


def attributions(text: str, rows: list[dict[str, Any]]) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(
            content=tuple(find(text, c) for c in row["content"]),
            cue=(find(text, row["cue"]),) if "cue" in row else (),
            source=(find(text, row["source"]),) if "source" in row else (),
            kind=row.get("kind", "indirect"),
            parent=row.get("parent"),
        )
        for row in rows
    )


def annotation(text: str, entities: list[Any]) -> Annotation:
    spans = [(find(text, [e[0], *e[2:]] if len(e) > 2 else e[0]), e[1]) for e in entities]
    return Annotation(sentences(text), tuple(Entity(*span, label) for span, label in spans))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    text, known = case["text"], annotation(case["text"], case["entities"])
    found = with_turns(MarkedText(text), attributions(text, case.get("found", [])), known)
    wanted = attributions(text, case["quotes"])
    assert [(a.content, a.cue, a.source, a.parent) for a in found] == [
        (a.content, a.cue, a.source, a.parent) for a in wanted
    ]
    said = resolve(text, found, known).of
    assert [[s.name for s in row] for row in said] == [q["speakers"] for q in case["quotes"]]


def test_a_turn_is_as_sure_as_it_says() -> None:
    known = annotation(INTERVIEW, [["Ilse Brandvold", "Person"], ["Lake Courier", "Organization"]])
    (turn,) = with_turns(MarkedText(INTERVIEW), (), known)
    assert turn.confidence == CONFIDENCE
    assert with_turns(MarkedText(INTERVIEW), (), known, least=CONFIDENCE) == (turn,)
    assert with_turns(MarkedText(INTERVIEW), (), known, least=CONFIDENCE + 0.01) == ()


def test_marks_tell_its_kind() -> None:
    text = INTERVIEW.replace("I said May.", "“I said May.”")
    known = annotation(text, [["Ilse Brandvold", "Person"], ["Lake Courier", "Organization"]])
    (turn,) = with_turns(MarkedText(text), (), known)
    assert turn.kind == "direct"


@given(
    st.lists(
        st.sampled_from(
            ["Q: ", "A: ", "I said May.", "You did?", "\n", "\n\n", "Oro: ", "THE COURT: ", "**"]
        ),
        max_size=14,
    ),
    st.data(),
)
def test_spans_stay_apart_and_parents_hold(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    edges = st.integers(0, len(text))
    given_: list[Attribution] = []
    for _ in range(data.draw(st.integers(0, 4))):
        low, high = sorted((data.draw(edges), data.draw(edges)))
        cue = data.draw(st.booleans()) and high < len(text)
        if low < high:
            given_.append(Attribution(((low, high),), cue=((high, high + 1),) if cue else ()))
    given_.sort(key=lambda a: a.content[0])
    found = with_turns(MarkedText(text), given_, Annotation(sentences(text) if text else (), ()))
    starts = [a.content[0][0] for a in found]
    assert starts == sorted(starts)
    for index, one in enumerate(found):
        assert all(0 <= s < e <= len(text) for s, e in one.content)
        assert one.parent is None or one.parent < index
    turns = [span for a in found if a.confidence == CONFIDENCE for span in a.content]
    assert all(a[1] <= b[0] for a, b in pairwise(turns))


def test_the_extractor_has_them_by_one_guideline() -> None:
    text = INTERVIEW.replace("Why?", "Why not in April?\n\nA: I was told that you like May.")
    doc = quoteattr.extract(text)
    assert [q.text for q in doc.quotes if q.parent is None] == [
        "I said May.",
        "I was told that you like May.",
    ]
    assert {s.name for q in doc.quotes for s in q.speakers if q.parent is None} == {
        "Ilse Brandvold"
    }
    assert quoteattr.extract(text, modes={"thought"}).quotes == ()
