"""What the text plainly reports: golden cases, where it is put, and any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.annotation.records import Annotation, Sentence
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision import revised
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.reported import with_reported

CASES = json.loads((Path(__file__).parent / "golden" / "reported.json").read_text("utf-8"))
TEXT = "The divers accused Nils Brek of selling the buoys."
PIECES = (
    "They accused Ana Oro ", "of stealing it", "Per the code, ", "it was late", " to go",
    "Her reply: ", "‘Go on’", ", but ", ". ", "?", "“", "”", "It is estimated ",
    "that it was late", "\n\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def at(words: str) -> Offsets:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    text = case["text"]
    found = with_reported(MarkedText(text), [])
    assert [
        [text[slice(*spans[0])] if spans else None for spans in (one.source, one.cue, one.content)]
        for one in found
    ] == case["reported"]
    assert all(one.confidence == CONFIDENCE for one in found)


@pytest.mark.parametrize("content", ["Brek of selling", "of selling the buoys", "accused"])
def test_nothing_is_added_to_what_was_found(content: str) -> None:
    there = Attribution((at(content),), (at("divers"),))
    assert with_reported(MarkedText(TEXT), [there]) == (there,)


def test_nothing_is_added_with_a_cue_that_was_found() -> None:
    there = Attribution((at("Nils"),), (at("accused"),))
    assert with_reported(MarkedText(TEXT), [there]) == (there,)


def test_what_is_unsure_does_not_count() -> None:
    unsure = Attribution((at("of selling the"),), (at("accused"),), confidence=0.2)
    found = with_reported(MarkedText(TEXT), [unsure], trusted=0.4)
    assert at("of selling the buoys") in [one.content[0] for one in found]


@given(TEXTS)
def test_what_was_added_is_found_the_second_time(text: str) -> None:
    once = with_reported(MarkedText(text), [])
    assert with_reported(MarkedText(text), once) == once
    for one in once:
        spans = (*one.content, *one.cue, *one.source)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("request_", ["not to be named", "not to be identified", "to stay unnamed"])
def test_who_asks_to_stay_unnamed_has_reported_nothing(request_: str) -> None:
    text = f"A nurse, who asked {request_}, left. The crew accused Nils Brek of theft."
    annotation = Annotation((Sentence(0, len(text), ()),), ())
    found = revised(text, [], annotation, usual=0.4, least=0.4)
    assert [text[slice(*one.content[0])] for one in found] == ["of theft"]
