"""Word vectors that all of the package's models share, in one small file.

A model folder holds ``vectors.safetensors`` and ``vectors.txt``. The first has an int8 matrix and
one float scale per row, a quarter of the size in single precision: a component of row *i* is
``matrix[i, j] * scale[i]``. The second has the words, one a line, in the order of the rows. The
values that come out of the file are the ones to train with, so that nothing changes when a model
is used. Words are looked up in lower case, and a word that is not there has a vector of zeros.
"""

from collections.abc import Iterable
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from quoteattr.errors import ModelFileError

__all__ = ["UNKNOWN", "WordVectors", "in_eight_bits"]

UNKNOWN = 0
"""The row of every word that has no vector; it is all zeros."""

MATRIX_FILE = "vectors.safetensors"
WORDS_FILE = "vectors.txt"
_LARGEST = 127


@attrs.frozen(eq=False)
class WordVectors:
    """Words and their vectors.

    Attributes:
        index: row of each word, from 1; row 0 is for unknown words.
        matrix: float32, shape (1 + number of words, dimensions); row 0 is zeros.
    """

    index: dict[str, int] = attrs.field(repr=lambda index: f"<{len(index)} words>")
    matrix: npt.NDArray[np.float32] = attrs.field(repr=lambda matrix: f"<{matrix.shape}>")

    def __len__(self) -> int:
        """How many words have a vector."""
        return len(self.index)

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in the order of their rows: ``words[0]`` has row 1."""
        return tuple(self.index)

    def row(self, word: str) -> int:
        """The row of a word, whatever its case; 0 when it has none."""
        return self.index.get(word.lower(), UNKNOWN)

    def rows(self, words: Iterable[str]) -> npt.NDArray[np.int64]:
        """The rows of several words, shape (number of words,)."""
        get = self.index.get
        return np.array([get(word.lower(), UNKNOWN) for word in words], dtype=np.int64)

    @classmethod
    def from_arrays(cls, words: Iterable[str], vectors: npt.NDArray[np.floating]) -> "WordVectors":
        """Round vectors to what the file can hold.

        Args:
            words: lower-cased words, the most frequent first.
            vectors: shape (number of words, dimensions).

        Raises:
            ValueError: a word is there twice, or the numbers of words and vectors differ.
        """
        values, scales = in_eight_bits(np.asarray(vectors, dtype=np.float32))
        return cls._restored(list(words), values, scales)

    @classmethod
    def load(cls, folder: Path) -> "WordVectors":
        """Read the two files of a model folder.

        Raises:
            ModelFileError: one is missing or cannot be read, or they do not belong together.
        """
        path = folder / MATRIX_FILE
        try:
            arrays = load_file(path)
            words = (folder / WORDS_FILE).read_text(encoding="utf-8").split("\n")[:-1]
            return cls._restored(words, arrays["matrix"], arrays["scale"])
        except (OSError, SafetensorError, UnicodeDecodeError, KeyError, ValueError) as error:
            raise ModelFileError(path, f"no word vectors in it ({error})") from error

    def save(self, folder: Path) -> None:
        """Write the two files into a folder that exists.

        Raises:
            OSError: they cannot be written.
        """
        values, scales = in_eight_bits(self.matrix[1:])
        (folder / MATRIX_FILE).write_bytes(save({"matrix": values, "scale": scales}))
        text = "".join(f"{word}\n" for word in self.index)
        (folder / WORDS_FILE).write_text(text, encoding="utf-8", newline="\n")

    @classmethod
    def _restored(
        cls, words: list[str], values: npt.NDArray[np.int8], scales: npt.NDArray[np.float32]
    ) -> "WordVectors":
        index = {word: row for row, word in enumerate(words, start=1)}
        if not len(index) == len(words) == len(values) == len(scales):
            raise ValueError(f"{len(index)} different words for {len(values)} vectors")
        matrix = np.zeros((len(values) + 1, values.shape[1]), dtype=np.float32)
        np.multiply(values, scales[:, None], out=matrix[1:])
        return cls(index, matrix)


def in_eight_bits(
    vectors: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """A matrix as int8 values and a scale for each row.

    Args:
        vectors: shape (rows, dimensions).

    Returns:
        values, of the same shape, and scales, shape (rows,): a component is nearest to
        ``values[i, j] * scales[i]``, and equal to it where it was rounded so before.
    """
    scales = np.abs(vectors).max(axis=1) / np.float32(_LARGEST)
    scales[scales == 0] = 1
    values = np.rint(vectors / scales[:, None]).astype(np.int8)
    return values, scales.astype(np.float32)
