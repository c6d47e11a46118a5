"""What a quote retells: golden cases, where it is put, and any text."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.retold import with_retold

CASES = json.loads((Path(__file__).parent / "golden" / "retold.json").read_text("utf-8"))
PIECES = (
    "they told me ", "he said ", "that it was late", "it was late", "to go", "We asked him ",
    "‘Go on’", ", but ", ". ", " and ", "“", "”", "I was told ", "Ana Oro and ",
    "if ", "because ", "\n\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def at(text: str, words: str) -> Offsets:
    start = text.index(words)
    return start, start + len(words)


def whole(text: str) -> Attribution:
    return Attribution(((0, len(text)),))


def shown(text: str, found: tuple[Attribution, ...]) -> list[list[str | None]]:
    """Source, cue and content of what was added."""
    return [
        [text[slice(*span[0])] if span else None for span in (one.source, one.cue, one.content)]
        for one in found
        if one.confidence == CONFIDENCE
    ]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    text = case["text"]
    assert shown(text, with_retold(MarkedText(text), [whole(text)])) == case["retold"]


class TestPlace:
    TEXT = "Oro said they told her that guards had asked them to go. It rained."
    OUTER = Attribution((at(TEXT, "they told her that guards had asked them to go"),))

    def test_each_lies_in_the_one_around_it(self) -> None:
        found = with_retold(MarkedText(self.TEXT), [self.OUTER])
        assert [one.parent for one in found] == [None, 0, 1]

    def test_what_was_found_lies_in_what_is_added(self) -> None:
        asked = Attribution((at(self.TEXT, "to go"),), (at(self.TEXT, "asked"),), parent=0)
        found = with_retold(MarkedText(self.TEXT), [self.OUTER, asked])
        assert found[2] == attrs.evolve(asked, parent=1)
        assert shown(self.TEXT, found) == [["they", "told", "that guards had asked them to go"]]

    @pytest.mark.parametrize(
        ("content", "cue"),
        [
            ("that guards had asked them", "told"),  # with its cue
            ("guards had asked them to go", "her"),  # about its content
            ("go. It rained", "go"),  # over its edge
        ],
    )
    def test_nothing_is_added_to_what_was_found(self, content: str, cue: str) -> None:
        there = Attribution((at(self.TEXT, content),), (at(self.TEXT, cue),))
        outer = attrs.evolve(self.OUTER, content=((9, len(self.TEXT)),))
        found = with_retold(MarkedText(self.TEXT), [outer, there])
        assert "told" not in [row[1] for row in shown(self.TEXT, found)]

    def test_only_inside_what_is_sure(self) -> None:
        unsure = attrs.evolve(self.OUTER, confidence=0.3)
        assert with_retold(MarkedText(self.TEXT), [unsure], trusted=0.4) == (unsure,)

    def test_only_inside_what_was_said(self) -> None:
        thought = attrs.evolve(self.OUTER, mode="thought")
        assert with_retold(MarkedText(self.TEXT), [thought]) == (thought,)

    def test_what_is_unsure_gives_way(self) -> None:
        unsure = Attribution((at(self.TEXT, "guards"),), (at(self.TEXT, "told"),), confidence=0.3)
        found = with_retold(MarkedText(self.TEXT), [self.OUTER, unsure], trusted=0.4)
        assert found == with_retold(MarkedText(self.TEXT), [self.OUTER])

    def test_what_was_left_out_is_known(self) -> None:
        cue = at(self.TEXT, "told")
        known = Attribution((at(self.TEXT, "guards"),), (cue,), confidence=0.5)
        found = with_retold(MarkedText(self.TEXT), [self.OUTER], trusted=0.4, known=[known])
        assert [one.cue[0] for one in found[1:]] == [at(self.TEXT, "asked")]

    def test_how_sure_it_is(self) -> None:
        assert {one.confidence for one in with_retold(MarkedText(self.TEXT), [self.OUTER])[1:]} == {
            CONFIDENCE
        }

    def test_no_more_than_the_marks_around_it(self) -> None:
        text = "“They told me it was late” and “He left”"
        assert shown(text, with_retold(MarkedText(text), [whole(text)])) == [
            ["They", "told", "it was late"]
        ]

    def test_marks_tell_its_kind(self) -> None:
        text = "They told me ‘it was late’."
        assert [one.kind for one in with_retold(MarkedText(text), [whole(text)])][1] == "direct"


@given(TEXTS)
def test_what_was_put_in_is_found_the_second_time(text: str) -> None:
    given = (whole(text),) if text else ()
    once = with_retold(MarkedText(text), given)
    assert with_retold(MarkedText(text), once) == once
    for one in once[1:]:
        assert one.parent is not None
        (start, end), outer = one.content[0], once[one.parent]
        assert any(low <= start < end <= high for low, high in outer.content)


def test_who_said_it_and_who_was_told() -> None:
    doc = quoteattr.extract(
        "“Ida Lund told me that the lock was shut,” said Tim Oro, a skipper. "
        "“I asked her to open it.”"
    )
    inner = {str(quote.cue): quote for quote in doc.quotes if quote.parent is not None}
    assert [s.name for s in inner["told"].speakers] == ["Ida Lund"]
    assert [s.name for s in inner["told"].addressees] == ["Tim Oro"]
    assert [s.name for s in inner["asked"].speakers] == ["Tim Oro"]
