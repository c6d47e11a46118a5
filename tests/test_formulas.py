"""Sentences that a set phrase reports: golden cases, many forms of each phrase, and any text."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from test_turn_quotes import attributions as as_given

import quoteattr
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.formulas import with_formulas
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import at_least

GOLDEN = Path(__file__).parent / "golden"
CASES = json.loads((GOLDEN / "formulas.json").read_text("utf-8"))
SWEEP = json.loads((GOLDEN / "sweeps" / "formulas.json").read_text("utf-8"))
PIECES = (
    "The dam is safe", "it was late", ", a court heard", ", it was claimed", ", he said", ", ",
    ". ", "and never", "“Go,” ", "said Ana Oro", "In the view of Oro, ", "As Oro put it, ", "\n\n",
    "“", "”",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
_STOP = regex.compile(r"[.!?]”?\s+|\n+")


def sentences(text: str) -> list[Offsets]:
    return list(pairwise([0, *(m.end() for m in _STOP.finditer(text)), len(text)]))


def attributions(text: str, rows: list[dict[str, Any]]) -> tuple[Attribution, ...]:
    found = as_given(text, rows)
    modes = [row.get("mode", "speech") for row in rows]
    return tuple(attrs.evolve(a, mode=mode) for a, mode in zip(found, modes, strict=True))


def shown(found: tuple[Attribution, ...]) -> list[Any]:
    return [(a.content, a.cue, a.source, a.parent, a.mode, a.kind) for a in found]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    text = case["text"]
    given = attributions(text, case.get("found", []))
    found = with_formulas(MarkedText(text), given, sentences(text))
    assert shown(found) == shown(attributions(text, case["quotes"]))


@pytest.mark.parametrize("form", SWEEP["forms"])
def test_each_clause(form: str) -> None:
    """Every clause, in each form of each phrase, is what it reports, and nothing else is."""
    for clause in SWEEP["clauses"]:
        text = "Rain fell. " + form.format(c=clause, C=clause[0].upper() + clause[1:])
        (one,) = with_formulas(MarkedText(text), (), sentences(text))
        said = " ".join(text[a:b] for a, b in one.content)
        assert said.lower() == clause.lower()


@pytest.mark.parametrize("clause", SWEEP["no clauses"])
def test_no_clause(clause: str) -> None:
    for form in SWEEP["forms"]:
        if form.startswith("{C}"):
            text = form.format(C=clause)
            assert with_formulas(MarkedText(text), (), sentences(text)) == ()


@given(TEXTS)
def test_what_was_put_in_is_found_the_second_time(text: str) -> None:
    once = with_formulas(MarkedText(text), (), sentences(text))
    assert with_formulas(MarkedText(text), once, sentences(text)) == once
    for one in once:
        spans = [*one.content]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in (*spans, *one.cue, *one.source))


def test_the_less_sure_give_way() -> None:
    text = "Six schools will close, councillors were told."
    given = Attribution(((0, 11),), ((41, 45),), confidence=0.2)
    (one,) = with_formulas(MarkedText(text), (given,), sentences(text), trusted=0.5)
    assert (one.content, one.confidence) == (((0, 22),), CONFIDENCE)
    assert with_formulas(MarkedText(text), (given,), sentences(text)) == (given,)
    assert at_least((one,), CONFIDENCE) == (one,)


def test_in_an_article() -> None:
    text = (
        "A driver who fell asleep at the wheel had been awake for 30 hours, a court has heard.\n\n"
        "Tim Oro, 41, denies causing death by careless driving.\n\n"
        "“He was on his third shift,” said Ida Lund, prosecuting."
    )
    first, *_ = quoteattr.extract(text).quotes
    assert [span.text for span in first.content] == [text[:65]]
    assert (first.speakers, [who.name for who in first.addressees]) == ((), ["court"])
