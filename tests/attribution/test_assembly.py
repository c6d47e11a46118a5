"""From the readings of windows to attributions: borders, quotes in pieces, what just missed."""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from small import TEXT, features, words

from quoteattr.attribution.assembly import Reading, WindowLinks, assemble, units
from quoteattr.attribution.confidence import EVIDENCE, Confidence, evidence
from quoteattr.attribution.decoding import Chunk
from quoteattr.attribution.labels import (
    CONTENT,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    N_LABELS,
    N_NAME_LABELS,
    SOURCE,
)
from quoteattr.attribution.linking import Link
from quoteattr.attribution.records import Attribution
from quoteattr.attribution.units import Unit
from quoteattr.attribution.windows import Window, windows
from quoteattr.records import MODES

# As sure as the content's valid says, and everything let through.
PLAIN = Confidence()

Given = tuple[int, int] | Chunk


def chunk(first: int, last: int, *, continues: bool = False, labelled: bool = True) -> Chunk:
    return Chunk(first, last, continues, 0.9 if labelled else 0.4, labelled)


def reading(
    window: Window,
    roles: Mapping[str, Sequence[Chunk]],
    links: Sequence[tuple[int, int]] = (),
    valid: Sequence[float] = (),
) -> Reading:
    """A reading with chunks that count words of the document; links are (cue, source)."""
    spans = [
        [attrs.evolve(c, first=c.first - window.first, last=c.last - window.first) for c in found]
        for found in (roles.get(role, ()) for role in HEADS)
    ]
    n, contents = window.end - window.first, len(spans[CONTENT]) + len(spans[INNER])
    pairs = [*links, *[(-1, -1)] * (contents - len(links))]
    return Reading(
        window,
        spans,
        np.full((n, len(HEADS), N_LABELS), 0.25, dtype=np.float32),
        WindowLinks(
            [Link(cue, source, 0.8, 0.7) for cue, source in pairs],
            [0] * contents,
            [*valid, *[2.0] * (contents - len(valid))],
        ),
        names=np.zeros((n, N_NAME_LABELS), dtype=np.float32),
        ends=np.zeros(n, dtype=np.bool_),
        states=torch.zeros(n, 1),
    )


def whole(text: str) -> Window:
    n = len(features(text).spans)
    return Window(0, n, 0, n)


def assembled(text: str, *readings: Reading, least: float = 0.0) -> tuple[Attribution, ...]:
    return assemble(text, features(text), readings, PLAIN, least)


def parts(text: str, found: Sequence[Attribution]) -> list[list[str]]:
    return [[text[a:b] for a, b in attribution.content] for attribution in found]


def spans_of(found: Sequence[Unit]) -> list[list[tuple[int, int]]]:
    return [unit.chunks for unit in found]


class TestOneWindow:
    def test_a_broken_quote_is_one(self) -> None:
        found = assembled(
            TEXT,
            reading(
                whole(TEXT),
                {
                    "content": [
                        chunk(*words(TEXT, "“The sluice is open,”")),
                        chunk(*words(TEXT, "“Nobody told us.”"), continues=True),
                    ],
                    "cue": [chunk(*words(TEXT, "said"))],
                    "source": [chunk(*words(TEXT, "Ida Brandt"))],
                },
                [(0, 0)],
            ),
        )
        assert parts(TEXT, found) == [["“The sluice is open,”", "“Nobody told us.”"]]
        assert found[0].kind == "direct"
        assert [TEXT[a:b] for a, b in found[0].cue] == ["said"]
        assert [TEXT[a:b] for a, b in found[0].source] == ["Ida Brandt"]
        assert found[0].mode == MODES[0]

    def test_a_cue_between_two_makes_one_of_them(self) -> None:
        text = "In May, she said, they left."
        window = reading(
            whole(text),
            {
                "content": [chunk(*words(text, "In May")), chunk(*words(text, "they left"))],
                "cue": [chunk(*words(text, "said"))],
                "source": [chunk(*words(text, "she"))],
            },
        )
        links = [Link(0, 0, 0.9, 0.9), Link(-1, -1, 0.1, 0.9, rival=0)]
        window = attrs.evolve(window, links=attrs.evolve(window.links, links=links))
        assert parts(text, assembled(text, window)) == [["In May", "they left"]]

    def test_one_that_continues_nothing_stands_for_itself(self) -> None:
        text = "“A b.”"
        window = reading(whole(text), {"content": [chunk(*words(text, text), continues=True)]})
        assert parts(text, assembled(text, window)) == [["“A b.”"]]

    def test_an_inner_quote_knows_its_outer_one(self) -> None:
        text = "“C. He said ‘go’ at six.”"
        window = reading(
            whole(text),
            {"content": [chunk(*words(text, text))], "inner": [chunk(*words(text, "‘go’"))]},
        )
        outer, inner = assembled(text, window)
        assert (outer.parent, inner.parent) == (None, 0)
        assert [text[a:b] for a, b in inner.content] == ["‘go’"]

    def test_an_inner_quote_that_begins_with_its_outer_one_comes_after_it(self) -> None:
        text = "‘Go’ he said"
        window = reading(whole(text), {"content": [chunk(0, 4)], "inner": [chunk(0, 2)]})
        assert parts(text, assembled(text, window)) == [["‘Go’ he said"], ["‘Go’"]]

    def test_the_same_words_are_no_quote_in_a_quote(self) -> None:
        text = "Ida Brandt left early."
        window = reading(whole(text), {"content": [chunk(0, 2)], "inner": [chunk(0, 2)]})
        assert [one.parent for one in assembled(text, window)] == [None]

    def test_an_inner_quote_whose_outer_one_falls_out_has_no_parent(self) -> None:
        text = "“C. He said ‘go’ at six.”"
        window = reading(
            whole(text),
            {"content": [chunk(*words(text, text))], "inner": [chunk(*words(text, "‘go’"))]},
            valid=[-2.0, 2.0],
        )
        (inner,) = assembled(text, window, least=0.5)
        assert parts(text, [inner]) == [["‘go’"]]
        assert inner.parent is None

    def test_what_is_below_the_least_confidence_is_left_out(self) -> None:
        text = "“A b.” “C d.”"
        window = reading(
            whole(text),
            {"content": [chunk(*words(text, "“A b.”")), chunk(*words(text, "“C d.”"))]},
            valid=[0.0, 2.0],
        )
        assert [a.confidence for a in assembled(text, window)] == [0.5, 0.8808]
        assert parts(text, assembled(text, window, least=0.5)) == [["“A b.”"], ["“C d.”"]]
        assert parts(text, assembled(text, window, least=0.51)) == [["“C d.”"]]
        assert assembled(text, window, least=0.9) == ()

    def test_nothing(self) -> None:
        assert assembled("") == ()
        assert units([]) == []


class TestJustMissed:
    def test_a_candidate_is_a_unit_of_its_own(self) -> None:
        window = reading(whole(TEXT), {"content": [chunk(0, 3), chunk(6, 8, labelled=False)]})
        found = units([window])
        assert spans_of(found) == [[(0, 3)], [(6, 8)]]
        assert [unit.labelled for unit in found] == [True, False]

    def test_what_continues_joins_the_labelled_one_before_it(self) -> None:
        window = reading(
            whole(TEXT),
            {"content": [chunk(0, 3), chunk(6, 8, labelled=False), chunk(10, 12, continues=True)]},
        )
        assert spans_of(units([window])) == [[(0, 3), (10, 12)], [(6, 8)]]

    def test_what_continues_a_candidate_alone_stands_for_itself(self) -> None:
        window = reading(
            whole(TEXT),
            {"content": [chunk(6, 8, labelled=False), chunk(10, 12, continues=True)]},
        )
        assert spans_of(units([window])) == [[(6, 8)], [(10, 12)]]


class TestEvidence:
    def probed(self, first: int, last: int, role: str = "content") -> Unit:
        window = whole(TEXT)
        read = reading(window, {role: [chunk(first, last)], "cue": [chunk(8, 8)]}, [(0, -1)], [1.5])
        head = HEADS.index(role)
        read.probability[:, head, INSIDE] = np.linspace(0.1, 0.9, window.end)
        (found,) = units([read])
        return found

    def test_is_of_the_content_its_edges_and_its_cue(self) -> None:
        inside = np.linspace(0.1, 0.9, whole(TEXT).end)
        expected = evidence(
            valid=1.5,
            begin=0.9,
            link=0.8,
            cue=0.9,
            inside=float(inside[4:7].mean()),
            end=1 - float(inside[7]),
            inner=False,
        )
        assert self.probed(3, 6).evidence == pytest.approx(expected, abs=1e-4)

    def test_a_content_of_one_word_has_nothing_inside(self) -> None:
        assert self.probed(3, 3).evidence[EVIDENCE.index("inside")] == 0

    def test_a_content_at_the_end_of_all_ends_for_certain(self) -> None:
        end = whole(TEXT).end - 1
        found = self.probed(end - 2, end).evidence[EVIDENCE.index("end")]
        assert found == evidence(
            valid=0, begin=0.5, link=0.5, cue=None, inside=0.5, end=1.0, inner=False
        )[EVIDENCE.index("end")]  # fmt: skip

    def test_an_inner_one_is_told(self) -> None:
        found = self.probed(3, 6, "inner")
        assert found.inner
        assert found.evidence[EVIDENCE.index("inner")] == 1


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]], list[Window]]:
    """Paragraphs, spans that do not overlap, and windows."""
    lengths = draw(st.lists(st.integers(1, 12), min_size=1, max_size=8))
    starts = [0, *np.cumsum(lengths).tolist()]
    edges = sorted(draw(st.sets(st.integers(0, starts[-1]), max_size=12)))
    spans = [(a, b - 1) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    longest, margin = draw(st.integers(1, 15)), draw(st.integers(0, 10))
    return starts, spans, list(windows(starts, longest, margin))


def seen(window: Window, spans: Sequence[tuple[int, int]]) -> list[Chunk]:
    """The spans that begin in a window, as far as it reaches."""
    return [
        chunk(first, min(last, window.end - 1))
        for first, last in spans
        if window.first <= first < window.end
    ]


class TestBorders:
    @given(documents())
    def test_a_content_begins_in_exactly_one_core(
        self, document: tuple[list[int], list[tuple[int, int]], list[Window]]
    ) -> None:
        _, spans, cut = document
        found = units([reading(w, {"content": seen(w, spans)}) for w in cut])
        expected = [
            [(first, min(last, w.end - 1))]
            for w in cut
            for first, last in spans
            if w.core_first <= first < w.core_end
        ]
        assert spans_of(found) == expected
        assert [unit.chunks[0][0] for unit in found] == [first for first, _ in spans]

    def test_outer_and_inner_ones_are_told_apart(self) -> None:
        cut = [Window(0, 6, 0, 4), Window(2, 8, 4, 8)]
        found = units(
            [reading(w, {"content": seen(w, [(3, 5)]), "inner": seen(w, [(5, 5)])}) for w in cut]
        )
        assert [(unit.inner, unit.chunks) for unit in found] == [
            (False, [(3, 5)]),
            (True, [(5, 5)]),
        ]

    def test_a_margin_is_read_with_and_not_for(self) -> None:
        first = reading(Window(0, 6, 0, 4), {"content": [chunk(1, 2), chunk(4, 5)]})
        second = reading(Window(2, 8, 4, 8), {"content": [chunk(2, 3)]})
        assert spans_of(units([first, second])) == [[(1, 2)]]

    def test_what_lies_in_a_content_from_before_the_border_is_no_second_one(self) -> None:
        first = reading(Window(0, 6, 0, 4), {"content": [chunk(2, 5)]})
        second = reading(Window(4, 9, 4, 9), {"content": [chunk(4, 5), chunk(7, 8)]})
        assert spans_of(units([first, second])) == [[(2, 5)], [(7, 8)]]

    def test_a_quote_goes_on_in_the_next_window(self) -> None:
        text = "“A b.\n\n“C d.”"
        first = reading(Window(0, 4, 0, 4), {"content": [chunk(0, 3)]})
        second = reading(Window(2, 9, 4, 9), {"content": [chunk(4, 8, continues=True)]})
        assert parts(text, assembled(text, first, second)) == [["“A b.", "“C d.”"]]

    def test_a_quote_goes_on_after_a_window_without_any(self) -> None:
        first = reading(Window(0, 4, 0, 4), {"content": [chunk(0, 3)]})
        between = reading(Window(2, 8, 4, 6), {})
        last = reading(Window(4, 9, 6, 9), {"content": [chunk(6, 8, continues=True)]})
        assert spans_of(units([first, between, last])) == [[(0, 3), (6, 8)]]

    def test_a_quote_goes_on_after_a_candidate_before_the_border(self) -> None:
        first = reading(Window(0, 6, 0, 6), {"content": [chunk(0, 1), chunk(3, 4, labelled=False)]})
        second = reading(Window(4, 9, 6, 9), {"content": [chunk(6, 8, continues=True)]})
        assert spans_of(units([first, second])) == [[(0, 1), (6, 8)], [(3, 4)]]

    def test_partners_in_the_margin_count(self) -> None:
        window = Window(3, 12, 6, 10)
        read = reading(
            window,
            {"content": [chunk(7, 9)], "cue": [chunk(4, 4)], "source": [chunk(10, 11)]},
            [(0, 0)],
        )
        (unit,) = units([read])
        assert (unit.cue, unit.source) == ((4, 4), (10, 11))

    def test_links_are_counted_from_all_chunks_of_a_window(self) -> None:
        # The first content lies in the margin; its link must not be taken for the second's.
        read = reading(
            Window(0, 9, 4, 9),
            {
                "content": [chunk(1, 2), chunk(5, 6)],
                "inner": [chunk(0, 1), chunk(7, 8)],
                "cue": [chunk(3, 3), chunk(4, 4)],
            },
            [(0, -1), (1, -1), (-1, -1), (0, -1)],
        )
        found = units([read])
        assert [(unit.chunks, unit.cue) for unit in found] == [
            ([(5, 6)], (4, 4)),
            ([(7, 8)], (3, 3)),
        ]


def test_roles_stand_where_the_readings_have_them() -> None:
    read = reading(whole(TEXT), {"cue": [chunk(1, 1)], "source": [chunk(2, 2)]})
    assert [len(read.spans[head]) for head in (SOURCE, CUE, CONTENT, INNER)] == [1, 1, 0, 0]


def test_a_source_is_as_sure_as_its_label_and_its_link() -> None:
    content, source = chunk(*words(TEXT, "The sluice is open")), chunk(*words(TEXT, "Ida Brandt"))
    roles = {"content": [content], "source": [source]}
    (linked,) = assembled(TEXT, reading(whole(TEXT), roles, [(-1, 0)]))
    (without,) = assembled(TEXT, reading(whole(TEXT), roles, [(-1, -1)]))
    assert linked.source_confidence == pytest.approx(0.7 * 0.9)
    assert without.source_confidence == pytest.approx(0.7)
