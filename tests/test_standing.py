"""Standing quotations: golden cases, and what must hold for any text."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_speakers import find
from test_turn_quotes import attributions as as_given

import quoteattr
from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import at_least
from quoteattr.revision.standing import CONFIDENCE, with_standing

CASES = json.loads((Path(__file__).parent / "golden" / "standing.json").read_text("utf-8"))
PIECES = (
    "“It is over now.” ", "“Go.” ", "said Ana Oro. ", "Ana Oro said ", "“a matter of time” ",
    "\n\n", "— Ana Oro, baker", "“We stay. ", "”", "“", "‘", "’", "Gulls circled. ", "\r\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def attributions(text: str, rows: list[dict[str, Any]]) -> tuple[Attribution, ...]:
    return as_given(text, [{"kind": "direct", **row} for row in rows])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    text = case["text"]
    found = with_standing(MarkedText(text), attributions(text, case.get("found", [])))
    wanted = attributions(text, case["quotes"])
    assert [(a.content, a.cue, a.source, a.parent) for a in found] == [
        (a.content, a.cue, a.source, a.parent) for a in wanted
    ]


@given(TEXTS)
def test_what_was_put_in_is_found_the_second_time(text: str) -> None:
    once = with_standing(MarkedText(text), ())
    assert with_standing(MarkedText(text), once) == once
    spans = [span for one in once for span in one.content]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@st.composite
def read_texts(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    """A text, and attributions of it in order, some with parents, cues and several spans."""
    text = draw(TEXTS)
    found: list[Attribution] = []
    for _ in range(draw(st.integers(0, 4)) if len(text) > 6 else 0):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
        spans = list(zip(edges[::2], edges[1::2], strict=False))
        outer = [
            i for i, one in enumerate(found)
            if any(s <= spans[0][0] and spans[-1][1] <= e for s, e in one.content)
        ]  # fmt: skip
        cued = len(spans) > 1 and draw(st.booleans())
        found.append(
            Attribution(
                content=tuple(spans[cued:]),
                cue=tuple(spans[:1]) if cued else (),
                kind=draw(st.sampled_from(["direct", "mixed"])),
                confidence=draw(st.sampled_from([0.2, 0.8])),
                parent=outer[-1] if outer and not cued else None,
            )
        )
    return text, found


@given(read_texts(), st.sampled_from([0.0, 0.5]))
def test_parents_stand_first_and_no_words_are_lost(
    read: tuple[str, list[Attribution]], trusted: float
) -> None:
    text, found = read
    after = with_standing(MarkedText(text), found, trusted=trusted)
    for index, one in enumerate(after):
        assert one.content
        assert one.parent is None or one.parent < index
    sure = [one for one in found if one.confidence >= trusted]
    before = {i for one in sure for start, end in one.content for i in range(start, end)}
    covered = {i for one in after for start, end in one.content for i in range(start, end)}
    assert covered >= before
    put_in = [one.content for one in after if one.confidence == CONFIDENCE]
    assert len(set(put_in)) == len(put_in)


def test_how_sure_it_is() -> None:
    text = "The harbour was quiet. “It is over now.”"
    (one,) = with_standing(MarkedText(text), ())
    assert (one.confidence, one.kind, one.mode) == (CONFIDENCE, "direct", "speech")


def test_one_that_is_not_trusted_gives_way() -> None:
    text = "Ana Oro waved. “It is over now.”"
    doubtful = Attribution((find(text, "“It is over now.”"),), source=((0, 7),), confidence=0.3)
    assert with_standing(MarkedText(text), [doubtful], trusted=0.3) == (doubtful,)
    (one,) = with_standing(MarkedText(text), [doubtful], trusted=0.4)
    assert (one.confidence, one.source) == (CONFIDENCE, ())


def test_at_least_keeps_what_is_around() -> None:
    outer = Attribution(((0, 40),), confidence=0.9)
    middle = Attribution(((5, 30),), confidence=0.2, parent=0)
    inner = Attribution(((10, 20),), confidence=0.6, parent=1)
    assert at_least((outer, middle, inner), 0.0) == (outer, middle, inner)
    assert at_least((outer, middle, inner), 0.5) == (outer, attrs.evolve(inner, parent=0))
    assert at_least((outer, middle, inner), 1.0) == ()


def test_it_is_put_in_where_the_guideline_has_it() -> None:
    text = "The harbour was quiet on Monday. “It is over now.” Gulls circled the pier."
    (quote,) = quoteattr.extract(text).quotes
    assert (quote.content[0].text, quote.source, quote.speakers) == ("“It is over now.”", None, ())


def test_a_signature_is_the_source() -> None:
    text = "Readers wrote in.\n\n“The ferry is late every day.” — Ana Holt, 61, fisher"
    (quote,) = quoteattr.extract(text).quotes
    assert [s.name for s in quote.speakers] == ["Ana Holt"]
    assert str(quote.source) == "Ana Holt, 61, fisher"
