"""Which cue and source a content gets."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from quoteattr.attribution.decoding import Chunk
from quoteattr.attribution.linking import REACH, assign, out_of_reach


def scores(*rows: Sequence[float]) -> Any:
    return np.log(np.array(rows, dtype=np.float32))


class TestLinking:
    def test_the_best_of_each(self) -> None:
        (link,) = assign(
            scores((0.1, 0.7, 0.2)), scores((0.2, 0.3, 0.5)), np.zeros((3, 3), dtype=np.float32)
        )
        assert (link.cue, link.source) == (0, 1)
        assert link.cue_probability == pytest.approx(0.7)
        assert link.source_probability == pytest.approx(0.5)

    def test_a_cue_reports_one_content(self) -> None:
        links = assign(
            scores((0.1, 0.6, 0.3), (0.1, 0.8, 0.1)),
            np.zeros((2, 1), dtype=np.float32),
            np.zeros((3, 1), dtype=np.float32),
        )
        assert [link.cue for link in links] == [1, 0]

    def test_none_may_be_taken_by_many(self) -> None:
        links = assign(
            scores((0.9, 0.1), (0.8, 0.2), (0.6, 0.4)),
            np.zeros((3, 1), dtype=np.float32),
            np.zeros((2, 1), dtype=np.float32),
        )
        assert [link.cue for link in links] == [-1, -1, -1]

    def test_a_source_may_be_shared(self) -> None:
        links = assign(
            np.zeros((2, 1), dtype=np.float32),
            scores((0.1, 0.9), (0.2, 0.8)),
            np.zeros((1, 2), dtype=np.float32),
        )
        assert [link.source for link in links] == [0, 0]

    def test_the_cue_has_a_say_in_the_source(self) -> None:
        pull = np.zeros((2, 3), dtype=np.float32)
        pull[1, 2] = 5.0  # the first cue goes with the second source
        (link,) = assign(scores((0.1, 0.9)), scores((0.2, 0.5, 0.3)), pull)
        assert link.source == 1

    def test_the_surer_content_takes_the_cue(self) -> None:
        links = assign(
            scores((0.1, 0.9), (0.2, 0.8)),
            np.zeros((2, 1), dtype=np.float32),
            np.zeros((2, 1), dtype=np.float32),
            np.array([0.1, 0.9], dtype=np.float32),
        )
        assert [link.cue for link in links] == [-1, 0]

    def test_one_that_goes_without_knows_who_has_its_cue(self) -> None:
        pull = np.zeros((4, 3), dtype=np.float32)
        pull[3, 2] = 5.0  # the third cue goes with the second source
        first, second = assign(
            scores((0.01, 0.97, 0.01, 0.01), (0.1, 0.8, 0.04, 0.06)),
            scores((0.1, 0.8, 0.1), (0.1, 0.8, 0.1)),
            pull,
            np.array([0.9, 0.8], dtype=np.float32),
        )
        assert first.rival == -1
        assert (second.cue, second.rival) == (-1, 0)

    def test_one_that_wants_none_has_no_rival(self) -> None:
        links = assign(
            scores((0.1, 0.9), (0.6, 0.4)),
            np.zeros((2, 1), dtype=np.float32),
            np.zeros((2, 1), dtype=np.float32),
        )
        assert [link.rival for link in links] == [-1, -1]

    @pytest.mark.parametrize(
        ("row", "cue", "source"),
        [
            ((0.6, 0.3, 0.1), (0.1, 0.9), 0),  # none is twice as probable
            ((0.9, 0.08, 0.02), (0.1, 0.9), -1),  # ten times
            ((0.6, 0.3, 0.1), (0.9, 0.1), -1),  # without a cue nobody is asked for
            ((0.3, 0.6, 0.1), (0.1, 0.9), 0),
        ],
    )
    def test_a_cue_has_a_source_unless_none_is_much_likelier(
        self, row: tuple[float, ...], cue: tuple[float, float], source: int
    ) -> None:
        (link,) = assign(scores(cue), scores(row), np.zeros((2, 3), dtype=np.float32))
        assert link.source == source

    def test_no_contents(self) -> None:
        empty = np.zeros((0, 2), dtype=np.float32)
        assert assign(empty, empty, np.zeros((2, 2), dtype=np.float32)) == []

    @given(st.data())
    def test_every_cue_once_at_most(self, data: st.DataObject) -> None:
        shape = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
        cue = data.draw(hnp.arrays(np.float32, shape, elements=st.floats(-9, 9, width=32)))
        links = assign(
            cue,
            np.zeros((shape[0], 1), dtype=np.float32),
            np.zeros((shape[1], 1), dtype=np.float32),
        )
        taken = [link.cue for link in links if link.cue >= 0]
        assert len(taken) == len(set(taken))
        assert all(link.cue < shape[1] - 1 for link in links)

    def test_the_surer_content_chooses_first(self) -> None:
        cues, no_sources = scores((0.2, 0.8), (0.1, 0.9)), np.zeros((2, 1), dtype=np.float32)
        pull = np.zeros((2, 1), dtype=np.float32)
        assert [link.cue for link in assign(cues, no_sources, pull)] == [-1, 0]
        sure = np.array([1.0, 0.5], dtype=np.float32)
        assert [link.cue for link in assign(cues, no_sources, pull, sure)] == [0, -1]

    def test_how_sure_a_content_is_does_not_change_how_sure_its_link_is(self) -> None:
        cues, no_sources = scores((0.2, 0.8)), np.zeros((1, 1), dtype=np.float32)
        sure = np.array([0.3], dtype=np.float32)
        (link,) = assign(cues, no_sources, np.zeros((2, 1), dtype=np.float32), sure)
        assert link.cue == 0
        assert link.cue_probability == pytest.approx(0.8)

    def test_an_unsure_content_still_takes_the_cue_that_nobody_wants(self) -> None:
        cues = scores((0.1, 0.8, 0.1), (0.1, 0.6, 0.3))
        no_sources = np.zeros((2, 1), dtype=np.float32)
        sure = np.array([1.0, 0.01], dtype=np.float32)
        links = assign(cues, no_sources, np.zeros((3, 1), dtype=np.float32), sure)
        assert [link.cue for link in links] == [0, 1]


def chunk(first: int, last: int, *, continues: bool = False) -> Chunk:
    return Chunk(first, last, continues, 1.0)


class TestReach:
    @pytest.mark.parametrize(
        ("first", "far"),
        [(20 + REACH, False), (21 + REACH, True), (12, False), (0, False), (19, False)],
    )
    def test_words_between(self, first: int, far: bool) -> None:
        partner = chunk(first, first)
        assert out_of_reach([chunk(10, 19)], [partner]).tolist() == [[False, far]]

    def test_before_the_content(self) -> None:
        content = chunk(100, 110)
        partners = [chunk(98 - REACH, 99 - REACH), chunk(97 - REACH, 98 - REACH)]
        assert out_of_reach([content], partners).tolist() == [[False, False, True]]

    def test_the_nearest_chunk_of_a_content_counts(self) -> None:
        contents = [chunk(0, 9), chunk(90, 99, continues=True), chunk(200, 209)]
        far = out_of_reach(contents, [chunk(101, 101)])
        assert far[:, 1].tolist() == [False, False, True]

    def test_none_is_never_far(self) -> None:
        assert out_of_reach([chunk(0, 1)], []).tolist() == [[False]]
        assert out_of_reach([], [chunk(0, 1)]).shape == (0, 2)

    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=6))
    def test_all_chunks_of_a_content_reach_as_far(self, steps: list[tuple[int, int, bool]]) -> None:
        contents, place = [], 0
        for gap, length, continues in steps:
            place += gap
            contents.append(chunk(place, place + length, continues=continues))
            place += length + 1
        far = out_of_reach(contents, [chunk(0, 0), chunk(300, 301)])
        for i, content in enumerate(contents[1:], 1):
            if content.continues:
                assert (far[i] == far[i - 1]).all()
