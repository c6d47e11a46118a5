"""Where documents are cut, and what is read on either side of a cut."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.attribution.windows import Window, window_bounds, windows


@st.composite
def paragraph_starts(draw: st.DrawFn) -> list[int]:
    lengths = draw(st.lists(st.integers(1, 30), max_size=12))
    return [0, *np.cumsum(lengths).tolist()]


@st.composite
def sized(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Paragraphs, and words of different sizes."""
    starts = draw(paragraph_starts())
    sizes = draw(st.lists(st.integers(1, 12), min_size=starts[-1], max_size=starts[-1]))
    return starts, [0, *np.cumsum(sizes, dtype=int).tolist()]


class TestBounds:
    @given(paragraph_starts(), st.integers(1, 25))
    def test_cover_all_words_once(self, starts: list[int], longest: int) -> None:
        bounds = window_bounds(starts, longest)
        assert [i for a, b in bounds for i in range(a, b)] == list(range(starts[-1]))

    @given(paragraph_starts(), st.integers(1, 25))
    def test_never_over_the_limit(self, starts: list[int], longest: int) -> None:
        assert all(0 < b - a <= longest for a, b in window_bounds(starts, longest))

    @given(paragraph_starts(), st.integers(1, 25))
    def test_whole_paragraphs_unless_too_long(self, starts: list[int], longest: int) -> None:
        for a, _ in window_bounds(starts, longest):
            if a not in starts:
                first = max(start for start in starts if start < a)
                end = min(start for start in starts if start > a)
                assert end - first > longest

    @given(paragraph_starts(), st.integers(1, 25))
    def test_full_where_whole_paragraphs_allow(self, starts: list[int], longest: int) -> None:
        bounds = window_bounds(starts, longest)
        for (a, b), (_, after) in pairwise(bounds):
            if b in starts and b - a < longest:
                end = min(start for start in starts if start > b)
                assert min(end, after) - a > longest or end - b > longest

    def test_nothing(self) -> None:
        assert window_bounds([0], 5) == []
        assert window_bounds([], 5) == []

    @given(sized(), st.integers(1, 40))
    def test_sizes_cover_all_words_once(
        self, document: tuple[list[int], list[int]], longest: int
    ) -> None:
        starts, before = document
        bounds = window_bounds(starts, longest, before)
        assert [i for a, b in bounds for i in range(a, b)] == list(range(starts[-1]))

    @given(sized(), st.integers(1, 40))
    def test_sizes_never_over_the_limit_but_for_one_large_word(
        self, document: tuple[list[int], list[int]], longest: int
    ) -> None:
        starts, before = document
        for a, b in window_bounds(starts, longest, before):
            assert before[b] - before[a] <= longest or b - a == 1

    @given(paragraph_starts(), st.integers(1, 25), st.integers(1, 5))
    def test_equal_sizes_are_as_none(self, starts: list[int], longest: int, size: int) -> None:
        before = [size * i for i in range(starts[-1] + 1)]
        assert window_bounds(starts, longest * size, before) == window_bounds(starts, longest)


class TestWindows:
    @given(sized(), st.integers(1, 40), st.integers(0, 20))
    def test_cores_are_the_bounds(
        self, document: tuple[list[int], list[int]], longest: int, margin: int
    ) -> None:
        starts, before = document
        cores = [(w.core_first, w.core_end) for w in windows(starts, longest, margin, before)]
        assert cores == window_bounds(starts, longest, before)

    @given(sized(), st.integers(1, 40), st.integers(0, 20))
    def test_margins_are_as_large_as_they_may_be(
        self, document: tuple[list[int], list[int]], longest: int, margin: int
    ) -> None:
        starts, before = document
        for w in windows(starts, longest, margin, before):
            # Word by word outwards, to the margin's size or the neighbouring paragraph's end.
            first = w.core_first
            while first > 0 and before[w.core_first] - before[first - 1] <= margin:
                first -= 1
                if first in starts:
                    break
            end = w.core_end
            while end < starts[-1] and before[end + 1] - before[w.core_end] <= margin:
                end += 1
                if end in starts:
                    break
            assert (w.first, w.end) == (first, end)

    @given(paragraph_starts(), st.integers(1, 25), st.integers(0, 20))
    def test_equal_sizes_are_as_none(self, starts: list[int], longest: int, margin: int) -> None:
        before = [3 * i for i in range(starts[-1] + 1)]
        assert list(windows(starts, 3 * longest, 3 * margin, before)) == list(
            windows(starts, longest, margin)
        )

    @pytest.mark.parametrize("margin", [0, 100])
    def test_a_document_that_fits_is_one(self, margin: int) -> None:
        assert list(windows([0, 3, 9], 20, margin)) == [Window(0, 9, 0, 9)]

    def test_nothing(self) -> None:
        assert list(windows([0], 5, 2)) == []
        assert list(windows([], 5, 2)) == []
