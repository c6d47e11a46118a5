"""Contents with the same claim to a cue: joined, or one inside the other."""

import numpy as np
import pytest
from small import features
from small import words as place

from quoteattr.attribution.confidence import EVIDENCE
from quoteattr.attribution.rivals import joined
from quoteattr.attribution.units import Unit

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


def join(text: str, *units: Unit) -> list[Unit]:
    return joined(units, text, features(text).spans, LEAST)


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
        (found,) = join(self.TEXT, *self.pair(0.6, 0.8))
        assert parts(self.TEXT, [found]) == [["In May", "they left"]]
        assert found.confidence == pytest.approx(0.8)

    @pytest.mark.parametrize(("first", "second"), [(0.4, 0.9), (0.9, 0.4)])
    def test_both_must_be_sure(self, first: float, second: float) -> None:
        found = join(self.TEXT, *self.pair(first, second))
        assert parts(self.TEXT, found) == [["In May"], ["they left"]]

    def test_not_on_the_same_side_of_the_cue(self) -> None:
        text = "She warned of risks: it was late."
        one = unit(text, "of risks", cue="warned", source="She")
        two = unit(text, "it was late")
        two.rival = one
        assert len(join(text, one, two)) == 2

    def test_marks_tell_of_one_that_is_not_sure(self) -> None:
        text = "“In May,” she said, “they left.”"
        one = unit(text, "“In May,”", cue="said", source="she")
        two = unit(text, "“they left.”", confidence=0.1)
        (found,) = join(text, one, two)
        assert parts(text, [found]) == [["“In May,”", "“they left.”"]]

    def test_a_capital_opens_another_sentence(self) -> None:
        text = "“In May,” she said, “They left.”"
        one = unit(text, "“In May,”", cue="said", source="she")
        two = unit(text, "“They left.”", confidence=0.1)
        assert len(join(text, one, two)) == 2
