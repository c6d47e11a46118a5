"""Where a content ends and begins: golden cases, any sentence, and what the models find."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_turn_quotes import attributions, find

import quoteattr
from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import find_quotations
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.trimming import trimmed
from quoteattr.words import words

CASES = json.loads((Path(__file__).parent / "golden" / "trimming.json").read_text("utf-8"))
PIECES = (
    "A man", " who", " told", " police", " said", " that", " he", " had run", " was jailed", ", ",
    "Oro’s claim", " When", " the hall", " fell silent", " “so", "”", " and", " in an interview",
    " (Oro", ") ", "Is it so? ", "It was", "\n", ". ", " when asked", " left",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map(lambda pieces: "A man" + "".join(pieces))


def pieces(text: str, found: Attribution) -> list[str]:
    return [text[start:end] for start, end in found.content]


def reported(case: dict[str, Any]) -> Attribution:
    return attributions(case["text"], [case])[0]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    (found,) = trimmed(MarkedText(case["text"]), [reported(case)])
    assert pieces(case["text"], found) == case["becomes"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_once_is_enough(case: dict[str, Any]) -> None:
    once = trimmed(MarkedText(case["text"]), [reported(case)])
    assert trimmed(MarkedText(case["text"]), once) == once


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, Attribution]:
    """A text with a cue and a content of one or two pieces, each of them anywhere."""
    text = draw(TEXTS)
    known = words(text)
    places = st.lists(st.integers(0, len(known) - 1), min_size=6, max_size=6)
    a, b, c, d, e, f = sorted(draw(places))
    runs = [(known[x][0], known[y][1]) for x, y in ((a, b), (c, d), (e, f))]
    assume(runs[0][1] <= runs[1][0] and runs[1][1] <= runs[2][0])
    cue, *content = draw(st.permutations(runs))
    spans = tuple(sorted(content[: draw(st.integers(1, 2))]))
    return text, Attribution(spans, (cue,), kind="indirect")


@given(reports())
def test_what_is_left_is_a_part_of_it(case: tuple[str, Attribution]) -> None:
    """But for what stands before a bracket, all of it was there, in as many pieces."""
    text, given_one = case
    (found,) = trimmed(MarkedText(text), [given_one])
    own = found.content[-len(given_one.content) :]
    for (low, high), (start, end) in zip(given_one.content, own, strict=True):
        assert low <= start < end <= high
    assert all(start < end for start, end in found.content)
    assert [*found.content] == sorted(found.content)


@given(reports())
def test_no_pair_of_marks_is_cut_at_the_end(case: tuple[str, Attribution]) -> None:
    text, given_one = case
    (found,) = trimmed(MarkedText(text), [given_one])
    cut = found.content[-1][1]
    if cut != given_one.content[-1][1]:
        start = given_one.content[-1][0]
        across = [q for q in find_quotations(text) if start <= q.start < cut < q.end]
        assert not across


def test_what_is_left_alone_is_the_same() -> None:
    text = "Oro said it was late. “Go,” he said."
    rows = [{"content": ["it was late"], "cue": "said"}, {"content": ["“Go,”"], "cue": ["said", 2]}]
    given_ones = attributions(text, rows)
    assert trimmed(MarkedText(text), given_ones) == given_ones


class TestInside:
    TEXT = "A man who said Oro had asked him to stay was jailed after Holt asked him to go."

    def spans(self, *parts: str) -> list[Offsets]:
        return [find(self.TEXT, part) for part in parts]

    def test_a_report_ends_where_the_one_around_it_does(self) -> None:
        outer, inner = self.spans(
            "Oro had asked him to stay was jailed after Holt asked him to go",
            "to stay was jailed after Holt asked him to go",
        )
        cues = self.spans("said", "asked")
        found = trimmed(
            MarkedText(self.TEXT),
            [Attribution((outer,), (cues[0],)), Attribution((inner,), (cues[1],), parent=0)],
        )
        assert [pieces(self.TEXT, one) for one in found] == [
            ["Oro had asked him to stay"], ["to stay"],
        ]  # fmt: skip
        assert [one.parent for one in found] == [None, 0]

    def test_a_report_behind_the_end_has_nothing_around_it(self) -> None:
        outer, inner = self.spans(
            "Oro had asked him to stay was jailed after Holt asked him to go", "to go"
        )
        found = trimmed(
            MarkedText(self.TEXT),
            [
                Attribution((outer,), self.spans_of("said")),
                Attribution((inner,), (find(self.TEXT, ["asked", 2]),), parent=0),
            ],
        )
        assert [one.parent for one in found] == [None, None]

    def spans_of(self, cue: str) -> tuple[Offsets, ...]:
        return tuple(self.spans(cue))


def test_the_kind_is_that_of_what_is_left() -> None:
    text = "A man who told police he had run was “very sorry”."
    one = Attribution((find(text, "he had run was “very sorry”"),), (find(text, "told"),))
    (found,) = trimmed(MarkedText(text), [attrs.evolve(one, kind="mixed")])
    assert (pieces(text, found), found.kind) == (["he had run"], "indirect")


# Sentences of which the networks alone draw too much into the content.
READ = [
    ("A man who told police he had acted alone was jailed for six years.", "he had acted alone"),
    ("The allegation that the dam was old was first made in May.", "that the dam was old"),
    ("When Anders Holm said that it was over, the hall fell silent.", "that it was over"),
    ("Ida Oro said the pumps had failed, without giving details.", "the pumps had failed"),
    ("Is it safe? The answer lies in the soil, Ida Oro said.", "The answer lies in the soil"),
]  # fmt: skip


@pytest.fixture(scope="module", params=["world", "polnear"])
def extractor(request: pytest.FixtureRequest) -> quoteattr.Extractor:
    return quoteattr.load(guideline=request.param, modes="all")


@pytest.mark.parametrize(("text", "said"), READ)
def test_what_is_read(text: str, said: str, extractor: quoteattr.Extractor) -> None:
    assert said in [quote.text for quote in extractor(text)]
