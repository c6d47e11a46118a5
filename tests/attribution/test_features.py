"""What the network sees of a text: pieces of words, their shapes, marks and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import PIECES, TEXT, features

from quoteattr.attribution.features import (
    COLUMNS,
    N_MARK_STATES,
    N_PLACES,
    SHAPES,
    shape,
    surface,
)


def column(text: str, name: str) -> list[int]:
    values: list[int] = features(text).values[:, COLUMNS.index(name)].tolist()
    return values


class TestFeatures:
    def test_mark_states(self) -> None:
        text = "No “A ‘B’ c” d"
        names = {1: "out", 2: "in", 3: "open", 4: "close", 5: "in2", 6: "open2", 7: "close2"}
        assert [names[state] for state in column(text, "mark")] == (
            ["out", "open", "in", "open2", "in2", "close2", "in", "close", "out"]
        )

    def test_marks_of_two_characters_are_one_state_a_word(self) -> None:
        assert column("``A'' b", "mark") == [3, 2, 4, 1]
        assert column("&quot;A&quot; b", "mark") == [3, 2, 4, 1]

    def test_marks_over_paragraphs(self) -> None:
        # The first paragraph stays open, the second opens the mark again.
        assert column("“A b.\n\n“C d.” e", "mark") == [3, 2, 2, 2, 3, 2, 2, 2, 4, 1]

    def test_places(self) -> None:
        assert column("A b.\n\nC d.\nE", "place") == [3, 1, 1, 2, 1, 1, 2]

    def test_paragraphs(self) -> None:
        assert features("A b.\n\n \nC d.").paragraphs.tolist() == [0, 3, 6]

    def test_no_words(self) -> None:
        found = features(" \n\u200b\n")
        assert found.values.shape == (0, len(COLUMNS))
        assert found.paragraphs.tolist() == [0]
        assert found.pieces.tolist() == []
        assert found.piece_starts.tolist() == [0]

    @pytest.mark.parametrize(
        ("word", "name"),
        [
            ("É", "Letter"),
            ("McCoy", "MiXed"),
            ("B2B", "alnum"),
            ("»", "close"),
            ("&quot;", "straight"),
            ("’", "apostrophe"),
            ("…", "."),
            ("北京", "MiXed"),
            ("€", "other"),
        ],
    )
    def test_shape(self, word: str, name: str) -> None:
        assert SHAPES[shape(word)] == name

    @given(st.text() | st.text(st.sampled_from("aB1 “”‘’\"'«»„&quot;.\r\n\u0301😀")))
    def test_ids_are_in_range(self, text: str) -> None:
        found = features(text)
        sizes = {
            "shape": len(SHAPES),
            "mark": N_MARK_STATES,
            "place": N_PLACES,
        }
        for name, values in zip(COLUMNS, found.values.T, strict=True):
            assert ((values >= 0) & (values < sizes[name])).all()
        # 0 stands for padding, which no word may look like.
        assert (found.values[:, COLUMNS.index("shape")] > 0).all()


class TestPieces:
    def test_pieces_are_those_of_the_surfaces(self) -> None:
        found = features("SAID &quot;opened&quot;")
        names = ["said", '"', "op", "##en", "##ed", '"']
        assert found.pieces.tolist() == [PIECES.id(name) for name in names]
        assert found.piece_starts.tolist() == [0, 1, 2, 5, 6]


class TestExcerpt:
    @given(st.data())
    def test_is_a_slice_of_words_and_of_their_pieces(self, data: st.DataObject) -> None:
        found = features(TEXT)
        first = data.draw(st.integers(0, len(found.spans)))
        end = data.draw(st.integers(first, len(found.spans)))
        excerpt = found.excerpt(first, end)
        assert (excerpt.values == found.values[first:end]).all()
        words = [surface(TEXT[a:b]) for a, b in found.spans[first:end].tolist()]
        pieces, starts = PIECES(words)
        assert excerpt.pieces.tolist() == pieces.tolist()
        assert (excerpt.piece_starts - excerpt.piece_starts[0]).tolist() == starts.tolist()
