"""Word pieces: every word has some, and not too many."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import PIECES, TEXT, VOCABULARY, tokenizer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from quoteattr.attribution.pieces import MOST_PIECES, PIECES_FILE, Pieces
from quoteattr.errors import ModelFileError

# Also what the tokenizer's own rules would cut up, drop, or take for a piece of its own.
ODD = ("opened", "\x00", "\u200b", "[pad]", "a.b.c", "x" * 300, "\ud83d", "no\udc00")
ODD_WORDS = st.lists(st.text(min_size=1, max_size=30) | st.sampled_from(ODD))


def names(ids: object) -> list[str]:
    return [VOCABULARY[i] for i in np.asarray(ids).tolist()]


class TestCutting:
    def test_known_words_and_letters(self) -> None:
        ids, starts = PIECES(["said", "opens", ","])
        assert names(ids) == ["said", "op", "##en", "##s", ","]
        assert starts.tolist() == [0, 1, 4, 5]

    @given(ODD_WORDS)
    def test_every_word_has_some_and_not_too_many(self, words: list[str]) -> None:
        ids, starts = PIECES(words)
        assert starts[0] == 0
        assert starts[-1] == len(ids)
        assert len(starts) == len(words) + 1
        counts = np.diff(starts)
        assert ((counts >= 1) & (counts <= MOST_PIECES)).all()

    @given(ODD_WORDS)
    def test_no_piece_looks_like_padding(self, words: list[str]) -> None:
        ids, _ = PIECES(words)
        assert ((ids > 0) & (ids < len(PIECES))).all()

    @given(ODD_WORDS)
    def test_a_word_is_cut_by_itself(self, words: list[str]) -> None:
        ids, starts = PIECES(words)
        for word, first, end in zip(words, starts[:-1], starts[1:], strict=True):
            assert ids[first:end].tolist() == PIECES([word])[0].tolist()

    def test_a_long_word_keeps_its_beginning(self) -> None:
        ids, starts = PIECES(["abcdefghijklmnop", "said"])
        assert names(ids) == ["a", *(f"##{letter}" for letter in "bcdefghijkl"), "said"]
        assert starts.tolist() == [0, MOST_PIECES, MOST_PIECES + 1]

    @pytest.mark.parametrize("word", ["\x00", "\x07\x1b", "\u200b", "😀", "\ud83d"], ids=ascii)
    def test_nothing_to_the_tokenizer_is_unknown(self, word: str) -> None:
        ids, starts = PIECES(["said", word, "the"])
        assert names(ids) == ["said", "[UNK]", "the"]
        assert starts.tolist() == [0, 1, 2, 3]

    def test_no_words(self) -> None:
        ids, starts = PIECES([])
        assert ids.tolist() == []
        assert starts.tolist() == [0]

    def test_truncation_and_padding_are_switched_off(self) -> None:
        short = tokenizer()
        short.enable_truncation(3)
        short.enable_padding(length=40)
        ids, _ = Pieces(short)(["the"] * 50)
        assert names(ids) == ["the"] * 50


class TestStorage:
    def test_round_trip(self, tmp_path: Path) -> None:
        PIECES.save(tmp_path)
        loaded = Pieces.load(tmp_path)
        assert len(loaded) == len(PIECES) == len(VOCABULARY)
        words = TEXT.split()
        assert loaded(words)[0].tolist() == PIECES(words)[0].tolist()
        ids = [loaded.start, loaded.end, loaded.mask, loaded.unknown]
        assert names(ids) == ["[CLS]", "[SEP]", "[MASK]", "[UNK]"]

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(ModelFileError) as caught:
            Pieces.load(tmp_path)
        assert caught.value.path == tmp_path / PIECES_FILE

    @pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b"not json"])
    def test_no_tokenizer(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / PIECES_FILE).write_bytes(content)
        with pytest.raises(ModelFileError, match="no tokenizer in it"):
            Pieces.load(tmp_path)

    def test_a_tokenizer_without_an_unknown_piece(self, tmp_path: Path) -> None:
        other = Tokenizer(WordLevel({"a": 0}, unk_token="a"))
        (tmp_path / PIECES_FILE).write_text(other.to_str(), encoding="utf-8")
        with pytest.raises(ModelFileError, match="no tokenizer in it"):
            Pieces.load(tmp_path)
