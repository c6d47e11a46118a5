"""Batches of windows: padding, and where the pieces of every word are."""

import numpy as np
import torch
from small import PIECES, SIZES, TEXT, features

from quoteattr.attribution.features import COLUMNS, Excerpt, surface
from quoteattr.attribution.inputs import Inputs, pad

OTHER = "Opened, said \x00 Xenia."


def excerpts() -> list[Excerpt]:
    """Windows from the midst of one text and from the start of another."""
    text, other = features(TEXT), features(OTHER)
    return [text.excerpt(3, 15), other.excerpt(0, len(other.spans)), text.excerpt(7, 9)]


def surfaces(text: str, first: int, end: int) -> list[str]:
    spans = features(text).spans[first:end].tolist()
    return [surface(text[a:b]) for a, b in spans]


WORDS = [
    surfaces(TEXT, 3, 15),
    surfaces(OTHER, 0, len(features(OTHER).spans)),
    surfaces(TEXT, 7, 9),
]


def read() -> Inputs:
    return Inputs.of(excerpts(), [0, 1, 0], SIZES)


def test_values_are_padded_with_zeros() -> None:
    found = read()
    for row, excerpt in zip(found.values, excerpts(), strict=True):
        n = len(excerpt.values)
        assert row[:n].tolist() == excerpt.values.tolist()
        assert (row[n:] == 0).all()
    assert found.values.shape == (3, 12, len(COLUMNS))
    assert found.guideline.tolist() == [0, 1, 0]


def test_pieces_stand_between_start_and_end() -> None:
    found = read()
    for row, words in zip(found.pieces, WORDS, strict=True):
        expected = [PIECES.start, *PIECES(words)[0].tolist(), PIECES.end]
        assert row[: len(expected)].tolist() == expected
        assert (row[len(expected) :] == 0).all()


def test_first_is_the_position_of_every_words_first_piece() -> None:
    found = read()
    for pieces, first, words in zip(found.pieces, found.first, WORDS, strict=True):
        for word, at in zip(words, first.tolist(), strict=False):
            ids = PIECES([word])[0].tolist()
            assert pieces[at : at + len(ids)].tolist() == ids
        steps = np.diff(first[: len(words)].numpy())
        assert steps.tolist() == [len(PIECES([word])[0]) for word in words[:-1]]
        assert (first[len(words) :] == 0).all()


def test_words_are_the_word_of_every_piece() -> None:
    found = read()
    for row, words in zip(found.words, WORDS, strict=True):
        counts = [len(PIECES([word])[0]) for word in words]
        owners = np.repeat(np.arange(len(words)), counts).tolist()
        # The start goes with the first word and the end with the last.
        expected = [0, *owners, len(words) - 1]
        assert row[: len(expected)].tolist() == expected


def test_to_a_device_keeps_everything() -> None:
    found = read()
    moved = found.to(torch.device("cpu"))
    for name in ("values", "guideline", "pieces", "words", "first"):
        assert torch.equal(getattr(found, name), getattr(moved, name))


def test_a_window_without_words() -> None:
    empty = features("").excerpt(0, 0)
    found = Inputs.of([empty], [0], SIZES)
    assert found.values.tolist() == [[[0] * len(COLUMNS)]]
    assert found.pieces.tolist() == [[PIECES.start, PIECES.end]]


def test_pad() -> None:
    arrays = [np.array([1, 2], dtype=np.int32), np.array([], dtype=np.int32)]
    assert pad(arrays, -1).tolist() == [[1, 2], [-1, -1]]
    assert pad(arrays[1:], 7).tolist() == [[7]]  # no dimension is ever empty
    assert pad(arrays, 0, step=3).tolist() == [[1, 2, 0], [0, 0, 0]]
