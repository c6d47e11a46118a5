"""Turns of transcripts: golden cases, and what holds of any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.transcripts import find_turns

CASES = json.loads((Path(__file__).parent / "golden" / "transcripts.json").read_text("utf-8"))
LABELS = st.sampled_from(
    ["ORO: ", "Q: ", "A: ", "Ana Oro, host: ", "[Holt] ", "**Why you?**", "\n"]
)
TEXTS = st.lists(LABELS | st.text(max_size=30)).map("\n".join) | st.text()


def spans_of(text, words):
    return [(text.index(word), text.index(word) + len(word)) for word in words]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_turns(case):
    text = case["text"]
    transcript = find_turns(text, sorted(spans_of(text, case["persons"])))
    found = [[text[slice(*t.label)], t.asks, text[t.start : t.end]] for t in transcript.turns]
    assert found == case["turns"]
    guest = transcript.guest
    assert (guest and text[slice(*guest)]) == case.get("guest")


def test_a_place_has_its_turn_and_a_turn_its_listener():
    case = CASES[0]
    transcript = find_turns(case["text"], spans_of(case["text"], case["persons"]))
    turn = transcript.turn_at(case["text"].index("brother"))
    assert turn.key == "holt"
    assert transcript.listener(turn).key == "oro"
    assert transcript.name_of(turn) == transcript.turns[1].label


def test_an_answer_without_a_name_is_the_guests():
    case = next(case for case in CASES if "guest" in case)
    transcript = find_turns(case["text"], spans_of(case["text"], case["persons"]))
    ask, answer = transcript.turns[:2]
    assert transcript.name_of(answer) == transcript.guest
    assert transcript.name_of(ask) is None


def test_nothing_is_nowhere():
    transcript = find_turns("It rained.")
    assert transcript.turns == ()
    assert transcript.turn_at(0) is None


@given(TEXTS)
def test_turns_lie_in_order_in_the_text(text):
    last = 0
    for turn in find_turns(text).turns:
        assert last <= turn.opens <= turn.start <= turn.end <= len(text)
        assert turn.opens <= turn.label[0] <= turn.label[1] <= turn.start
        last = turn.end
