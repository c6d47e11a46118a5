"""Word pieces: what a pretrained encoder reads instead of words.

A model folder with such an encoder holds ``pieces.json``, the vocabulary and rules of its
WordPiece tokenizer in the format of the ``tokenizers`` library. Words are those of
:mod:`quoteattr.words`; each is cut into pieces by itself.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from quoteattr.errors import ModelFileError
from quoteattr.meta import SURROGATE

__all__ = ["PIECES_FILE", "Pieces"]

PIECES_FILE = "pieces.json"

# A word of more pieces is a link or a line of signs; what follows says nothing more.
MOST_PIECES = 12

# Words whose pieces are kept: news repeats itself.
_KEPT = 20_000

Array = npt.NDArray[np.int32]


class Pieces:
    """Cuts words into the pieces of one vocabulary.

    Args:
        tokenizer: of the ``tokenizers`` library; truncation and padding are switched off.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._cut = lru_cache(maxsize=_KEPT)(self._cut_word)
        self.start = self.id("[CLS]")
        self.end = self.id("[SEP]")
        self.mask = self.id("[MASK]")
        self.unknown = self.id("[UNK]")

    @classmethod
    def load(cls, folder: Path) -> "Pieces":
        """Read ``pieces.json`` of a model folder.

        Raises:
            ModelFileError: it is missing, or is not a tokenizer's.
        """
        path = folder / PIECES_FILE
        try:
            return cls(Tokenizer.from_str(path.read_text(encoding="utf-8")))
        except Exception as error:  # the library raises bare exceptions
            raise ModelFileError(path, f"no tokenizer in it ({error})") from error

    def save(self, folder: Path) -> None:
        """Write ``pieces.json`` into a folder that exists.

        Raises:
            OSError: it cannot be written.
        """
        (folder / PIECES_FILE).write_text(self._tokenizer.to_str(), encoding="utf-8")

    def __eq__(self, other: object) -> bool:
        """Whether both cut words in the same way."""
        if not isinstance(other, Pieces):
            return NotImplemented
        return bool(self._tokenizer.to_str() == other._tokenizer.to_str())

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        """How many pieces there are."""
        return int(self._tokenizer.get_vocab_size())

    def id(self, piece: str) -> int:
        """The id of a piece, that of the unknown one where it is none."""
        found = self._tokenizer.token_to_id(piece)
        return int(self.unknown if found is None else found)

    def __call__(self, words: Sequence[str]) -> tuple[Array, Array]:
        """The pieces of all words, and where each word's begin.

        Returns:
            ids, shape (m,); first piece of every word, then m, shape (n + 1,). Every word has one
            piece at least and ``MOST_PIECES`` at most.
        """
        cut = [self._cut(word) for word in words]
        ids = np.fromiter(chain.from_iterable(cut), dtype=np.int32)
        starts = np.fromiter(accumulate(map(len, cut), initial=0), np.int32, len(cut) + 1)
        return ids, starts

    def _cut_word(self, word: str) -> tuple[int, ...]:
        # Neither UTF-8 nor the tokenizer takes half a pair.
        whole = [SURROGATE.sub("\ufffd", word)]
        ids = self._tokenizer.encode(whole, is_pretokenized=True, add_special_tokens=False).ids
        # A word that is nothing to the tokenizer, such as a control character, is unknown.
        return tuple(ids[:MOST_PIECES]) or (self.unknown,)
