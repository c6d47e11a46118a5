"""What a model reads of each word, computed once per word.

The vector that enters a network for a word depends on the word alone: its frozen and its trained
vector, and what the letter model makes of its letters. News repeats its words, so these vectors
are kept, and a batch of sentences is a look-up.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["WordTable", "batches", "letters", "padded"]

LONGEST_WORD = 40
"""Letters that a model reads of a word; of a longer one the beginning."""

_KEPT_WORDS = 20_000
_BATCH_WORDS = 2_000
_BATCH_SENTENCES = 256
_LETTER_BATCH = 1_000


class WordTable:
    """Vectors of words, growing.

    Args:
        embed: makes the vectors of some words, shape (words, dimensions).
    """

    def __init__(self, embed: Callable[[Sequence[str]], Any]) -> None:
        self._embed = embed
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[str, int] = {}
        self._vectors: Any = None

    def rows(self, sentences: Sequence[Sequence[str]]) -> tuple[list[list[int]], Any]:
        """The rows of the words of some sentences, and the tensor to look them up in."""
        if len(self._rows) > _KEPT_WORDS:
            self._clear()
        known = self._rows
        missing = sorted({word for words in sentences for word in words if word not in known})
        for start in range(0, len(missing), _LETTER_BATCH):
            self._add(missing[start : start + _LETTER_BATCH])
        return [[known[word] for word in words] for words in sentences], self._vectors

    def _add(self, words: Sequence[str]) -> None:
        import torch

        with torch.inference_mode():
            added = self._embed(words)
            kept = [added] if self._vectors is None else [self._vectors, added]
            self._vectors = torch.cat(kept)
        first = len(self._rows)
        self._rows.update((word, row) for row, word in enumerate(words, start=first))


def letters(model: Any, vocabulary: Any, words: Sequence[str]) -> Any:
    """What Stanza's letter model makes of some words, shape (words, dimensions)."""
    import torch

    get, unknown = vocabulary._unit2id.get, vocabulary._unit2id["<UNK>"]
    ids = [[get(letter, unknown) for letter in word[:LONGEST_WORD]] for word in words]
    order = sorted(range(len(ids)), key=lambda place: -len(ids[place]))
    lengths = [len(ids[place]) for place in order]
    matrix = torch.from_numpy(padded([ids[place] for place in order]))
    return model(matrix, matrix.eq(0), order, [len(words)], lengths).data


def padded(rows: Sequence[Sequence[int]], fill: int = 0) -> npt.NDArray[np.int64]:
    """Rows of different lengths as one matrix, shape (rows, longest)."""
    matrix = np.full((len(rows), max(map(len, rows), default=0)), fill, dtype=np.int64)
    for place, row in enumerate(rows):
        matrix[place, : len(row)] = row
    return matrix


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of sentences, the longest first, in batches of about as many words."""
    order = sorted((i for i, n in enumerate(lengths) if n), key=lambda place: -lengths[place])
    start = 0
    while start < len(order):
        size = max(1, min(_BATCH_SENTENCES, _BATCH_WORDS // lengths[order[start]]))
        yield order[start : start + size]
        start += size
