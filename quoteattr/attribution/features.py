"""What the network sees of a text: the pieces of its words, and small integers for every word.

Beside its pieces a word has its shape, its place between quotation marks and its place in the
paragraph: what the vocabulary of an uncased encoder does not tell.
"""

import html
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr.marks import Quotation, find_quotations
from quoteattr.words import paragraphs, words

if TYPE_CHECKING:
    from quoteattr.attribution.pieces import Pieces

__all__ = [
    "COLUMNS",
    "N_MARK_STATES",
    "N_PLACES",
    "SHAPES",
    "Excerpt",
    "Features",
    "surface",
]

Array = npt.NDArray[np.int32]

COLUMNS = ("shape", "mark", "place")
MAX_DEPTH = 2

SHAPES = (
    "<pad>", "lower", "Title", "UPPER", "MiXed", "letter", "Letter", "digits", "alnum",
    "open", "close", "straight", "apostrophe", ",", ".", ":", ";", "?!", "dash", "bracket", "other",
)  # fmt: skip
_SHAPE_ID = {name: i for i, name in enumerate(SHAPES)}
_PUNCTUATION = {
    **dict.fromkeys("“«„‹「『`", "open"), "``": "open", "‘‘": "open",
    **dict.fromkeys("”»›」』", "close"), "''": "close", "’’": "close",
    '"': "straight", "＂": "straight", **dict.fromkeys("'’‘‚´", "apostrophe"),
    ",": ",", ".": ".", "…": ".", ":": ":", ";": ";", "?": "?!", "!": "?!",
    **dict.fromkeys("-–—―", "dash"), **dict.fromkeys("()[]{}", "bracket"),
}  # fmt: skip

# Outside all marks, or at depth 1 or 2 (and more): within, opening, closing.
N_MARK_STATES = 1 + 3 * MAX_DEPTH + 1
N_PLACES = 4
# Words whose shape is remembered: most of a text are.
_KEPT = 20_000


@lru_cache(maxsize=_KEPT)
def surface(word: str) -> str:
    """The word as the vocabularies know it: lower case, entities resolved.

    >>> surface("Said"), surface("&quot;"), surface("don")
    ('said', '"', 'don')
    """
    return (html.unescape(word) if word.startswith("&") else word).lower()


@lru_cache(maxsize=_KEPT)
def shape(word: str) -> int:
    """The class of a word's letters, or of a punctuation mark.

    >>> [SHAPES[shape(w)] for w in ["Kerry", "said", "UN", "a", "I", "2015", "4th", "“", "—"]]
    ['Title', 'lower', 'UPPER', 'letter', 'Letter', 'digits', 'alnum', 'open', 'dash']
    """
    if word.startswith("&"):
        word = html.unescape(word)
    return _SHAPE_ID[_PUNCTUATION.get(word) or _letters(word)]


def _letters(word: str) -> str:
    if word.isdigit():
        return "digits"
    if not word.isalpha():
        return "alnum" if any(c.isalnum() for c in word) else "other"
    if len(word) == 1:
        return "Letter" if word.isupper() else "letter"
    if word.islower():
        return "lower"
    if word.isupper():
        return "UPPER"
    return "Title" if word[0].isupper() and word[1:].islower() else "MiXed"


@attrs.frozen(eq=False)
class Excerpt:
    """Some words of a text.

    Attributes:
        values: as in :class:`Features`, of these words, shape (n, len(COLUMNS)).
        pieces: ids of their pieces, shape (m,).
        piece_starts: first piece of every word, then where the last word's end, shape (n + 1,);
            counted from anywhere.
    """

    values: Array
    pieces: Array
    piece_starts: Array


@attrs.frozen(eq=False)
class Features:
    """A text as the tagger reads it.

    Attributes:
        spans: offsets of the words in the text, shape (n, 2).
        values: int32 ids, shape (n, len(COLUMNS)).
        paragraphs: first word of every paragraph that has one, then n; shape (p + 1,).
        quotations: the quotation marks, paired.
        pieces: ids of the words' pieces, shape (m,).
        piece_starts: first piece of every word, then m, shape (n + 1,).
    """

    spans: Array
    values: Array
    paragraphs: Array
    quotations: tuple[Quotation, ...]
    pieces: Array
    piece_starts: Array

    @classmethod
    def of(cls, text: str, pieces: "Pieces") -> "Features":
        """Read a text; linear in its length."""
        spans = np.array(words(text), dtype=np.int32).reshape(-1, 2)
        quotations = find_quotations(text)
        starts = _paragraph_starts(text, spans)
        tokens = [text[a:b] for a, b in spans.tolist()]
        columns = (
            [shape(token) for token in tokens],
            mark_states(spans, quotations),
            _places(len(spans), starts),
        )
        values = np.array(columns, dtype=np.int32).T.reshape(-1, len(COLUMNS))
        ids, piece_starts = pieces([surface(token) for token in tokens])
        return cls(spans, values, starts, quotations, ids, piece_starts)

    def excerpt(self, first: int, end: int) -> Excerpt:
        """The words ``[first, end)``."""
        starts = self.piece_starts[first : end + 1]
        return Excerpt(self.values[first:end], self.pieces[starts[0] : starts[-1]], starts)


def mark_states(spans: Array, quotations: Sequence[Quotation]) -> Array:
    """1 outside all marks; 2, 3, 4 within, opening and closing a pair at depth 1; 5, 6, 7 deeper.

    Args:
        spans: offsets of the words, shape (n, 2), sorted.
        quotations: outer ones before those inside them.
    """
    states = np.ones(len(spans), dtype=np.int32)
    first = np.ascontiguousarray(spans[:, 0])  # searching a column would copy it each time
    for quotation in quotations:
        base = 2 + 3 * min(quotation.depth, MAX_DEPTH - 1)
        for (start, end), (inner_start, inner_end) in zip(
            quotation.spans, quotation.inner, strict=True
        ):
            a, b, c, d = np.searchsorted(first, (start, inner_start, inner_end, end))
            if quotation.depth < MAX_DEPTH:  # deeper ones lie where it is set already
                states[a:d] = base
            states[a:b] = base + 1
            states[c:d] = base + 2
    return states


def _paragraph_starts(text: str, spans: Array) -> Array:
    first = np.searchsorted(spans[:, 0], [start for start, _ in paragraphs(text)])
    return np.unique(np.append(first, len(spans))).astype(np.int32)


def _places(n: int, starts: Array) -> Array:
    """1 within a paragraph, 2 its first word, 3 the first word of the text."""
    places = np.ones(n, dtype=np.int32)
    places[starts[:-1]] = 2
    places[:1] = 3
    return places
