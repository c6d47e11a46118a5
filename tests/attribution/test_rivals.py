"""Contents with the same claim to a cue: joined, or one inside the other."""

import numpy as np
import pytest
from small import features
from small import words as place

from quoteattr.attribution.confidence import EVIDENCE
from quoteattr.attribution.rivals import joined, nested
from quoteattr.attribution.units import Unit, Words

LEAST = 0.5


def unit(
    text: str,
    *pieces: str,
    cue: str = "",
    source: str = "",
    confidence: float = 0.9,
    inner: bool = False,
) -> Unit:
    return Unit(
        chunks=[place(text, piece) for piece in pieces],
        cue=place(text, cue) if cue else None,
        source=place(text, source) if source else None,
        mode=0,
        evidence=np.zeros(len(EVIDENCE), dtype=np.float32),
        labelled=True,
        inner=inner,
        source_confidence=1.0,
        confidence=confidence,
    )


def of(text: str) -> Words:
    return Words(text, np.asarray(features(text).spans, dtype=np.int64))


def parts(text: str, units: list[Unit]) -> list[list[str]]:
    spans = features(text).spans
    return [[text[spans[a, 0] : spans[b, 1]] for a, b in one.chunks] for one in units]


class TestJoined:
    TEXT = "In May, she said, they left."

    def pair(self, first: float = 0.9, second: float = 0.9) -> list[Unit]:
        one = unit(self.TEXT, "In May", cue="said", source="she", confidence=first)
        two = unit(self.TEXT, "they left", confidence=second)
        two.rival = one
        return [one, two]

    def test_a_cue_between_two_makes_one_of_them(self) -> None:
        (found,) = joined(self.pair(0.6, 0.8), of(self.TEXT), LEAST)
        assert parts(self.TEXT, [found]) == [["In May", "they left"]]
        assert found.confidence == pytest.approx(0.8)

    @pytest.mark.parametrize(("first", "second"), [(0.4, 0.9), (0.9, 0.4)])
    def test_both_must_be_sure(self, first: float, second: float) -> None:
        found = joined(self.pair(first, second), of(self.TEXT), LEAST)
        assert parts(self.TEXT, found) == [["In May"], ["they left"]]

    def test_not_on_the_same_side_of_the_cue(self) -> None:
        text = "She warned of risks: it was late."
        one = unit(text, "of risks", cue="warned", source="She")
        two = unit(text, "it was late")
        two.rival = one
        assert len(joined([one, two], of(text), LEAST)) == 2

    def test_marks_tell_of_one_that_is_not_sure(self) -> None:
        text = "“In May,” she said, “they left.”"
        one = unit(text, "“In May,”", cue="said", source="she")
        two = unit(text, "“they left.”", confidence=0.1)
        (found,) = joined([one, two], of(text), LEAST)
        assert parts(text, [found]) == [["“In May,”", "“they left.”"]]

    def test_a_capital_opens_another_sentence(self) -> None:
        text = "“In May,” she said, “They left.”"
        one = unit(text, "“In May,”", cue="said", source="she")
        two = unit(text, "“They left.”", confidence=0.1)
        assert len(joined([one, two], of(text), LEAST)) == 2


class TestNested:
    TEXT = "A guard told him to go, she said."

    def twins(self, text: str, content: str, cue: str, source: str) -> tuple[Unit, Unit]:
        outer = unit(text, content, cue=cue, source=source)
        inner = unit(text, content, inner=True)
        inner.rival = outer
        return outer, inner

    def test_the_outer_one_holds_the_source_and_cue_of_the_inner_one(self) -> None:
        outer, inner = self.twins(self.TEXT, "to go", "told", "A guard")
        inner.spares = [(place(self.TEXT, "said"), place(self.TEXT, "she"))]
        found = nested([outer, inner], of(self.TEXT), LEAST)
        assert parts(self.TEXT, found) == [["A guard told him to go"], ["to go"]]
        assert (outer.cue, outer.source) == (place(self.TEXT, "said"), place(self.TEXT, "she"))
        assert (inner.cue, inner.source) == (place(self.TEXT, "told"), place(self.TEXT, "A guard"))

    def test_whichever_of_them_has_which_cue(self) -> None:
        outer, inner = self.twins(self.TEXT, "to go", "said", "she")
        inner.cue, inner.source = place(self.TEXT, "told"), place(self.TEXT, "A guard")
        found = nested([outer, inner], of(self.TEXT), LEAST)
        assert parts(self.TEXT, found) == [["A guard told him to go"], ["to go"]]
        assert inner.source == place(self.TEXT, "A guard")

    def test_what_stands_before_the_cue_is_a_part_of_it(self) -> None:
        text = "When he left, he said, a guard told him to go."
        outer, inner = self.twins(text, "to go", "told", "a guard")
        first = unit(text, "When he left", cue="said")
        inner.spares = [(place(text, "said"), None)]
        found = nested([first, outer, inner], of(text), LEAST)
        assert parts(text, found) == [["When he left", "a guard told him to go"], ["to go"]]

    @pytest.mark.parametrize(
        ("text", "spare"),
        [
            ("A guard told him to go. Later she said so.", "said"),  # in another sentence
            ("A guard told him to go, and nobody who was there said so.", "said"),  # too far
        ],
    )
    def test_without_another_cue_the_inner_one_is_left_out(self, text: str, spare: str) -> None:
        outer, inner = self.twins(text, "to go", "told", "A guard")
        inner.spares = [(place(text, spare), None)]
        assert nested([outer, inner], of(text), LEAST) == [outer]
        assert outer.cue == place(text, "told")

    def test_a_cue_behind_the_content_opens_nothing(self) -> None:
        text = "Go, a guard told him, she said."
        outer, inner = self.twins(text, "Go", "told", "a guard")
        inner.spares = [(place(text, "said"), place(text, "she"))]
        assert nested([outer, inner], of(text), LEAST) == [outer]

    def test_nobody_tells_by_two_cues(self) -> None:
        text = "A guard told him to go, citing rules."
        outer, inner = self.twins(text, "to go", "told", "A guard")
        inner.spares = [(place(text, "citing"), place(text, "A guard"))]
        assert nested([outer, inner], of(text), LEAST) == [outer]

    def test_an_unsure_one_changes_nothing(self) -> None:
        outer, inner = self.twins(self.TEXT, "to go", "told", "A guard")
        inner.confidence = 0.2
        inner.spares = [(place(self.TEXT, "said"), place(self.TEXT, "she"))]
        assert nested([outer, inner], of(self.TEXT), LEAST) == [outer, inner]
        assert parts(self.TEXT, [outer]) == [["to go"]]
