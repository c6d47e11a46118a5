"""Gold and predicted quotes of one text, paired one to one, best content first.

A span counts as the words that it covers, so marks and white space at its edges do not. Words are
the measure's own, with inner apostrophes, points and hyphens, whatever a model takes for words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.records import Kind

__all__ = ["CoveredQuote", "Pair", "Pairing", "TextWords", "matched", "pair_up", "pair_up_all"]

LENIENT = 0.5

Covered: TypeAlias = frozenset[int]

_WORD = re.compile(
    r"""
    \w+ (?: [’'`.\-] \w+ )*     # don't, U.N, well-known
  | [$€£%#]                     # signs that are read as words
    """,
    re.VERBOSE,
)
_MARK = re.compile(r"[“«„”»\"\n]")


class TextWords:
    """The words of one text, numbered from 0.

    >>> words = TextWords('Odo "never" left, he said.')
    >>> sorted(words.covered([(4, 17)]))
    [1, 2]
    >>> words.kind_of(words.covered([(4, 17)])), words.kind_of(words.covered([(5, 10)]))
    ('mixed', 'direct')
    """

    def __init__(self, text: str) -> None:
        """Number the words of a text."""
        self._text = text
        spans = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def covered(self, spans: Iterable[Offsets]) -> Covered:
        """The numbers of the words that spans touch, be it with one code point."""
        return frozenset(
            word
            for start, end in spans
            for word in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def runs(self, words: Iterable[int]) -> list[str]:
        """The text of words, one string for each run of neighbours, in order.

        >>> TextWords("Odo never left, he said.").runs([4, 0, 1])
        ['Odo never', 'said']
        """
        edges: list[list[int]] = []
        for word in sorted(words):
            if edges and word == edges[-1][1] + 1:
                edges[-1][1] = word
            else:
                edges.append([word, word])
        return [self._text[self._starts[first] : self._ends[last]] for first, last in edges]

    def kind_of(self, content: Covered) -> Kind:
        """Direct where all words stand inside double quotation marks, indirect where none does."""
        inside = content & self._quoted
        if not inside:
            return "indirect"
        return "direct" if inside == content else "mixed"

    @cached_property
    def _quoted(self) -> Covered:
        """The words that begin inside double quotation marks; a line end closes them."""
        quoted: set[int] = set()
        opened: int | None = None
        for match in _MARK.finditer(self._text):
            # a straight mark opens or closes, by turns; curly ones say which they do
            opens = opened is None if match[0] == '"' else match[0] in "“«„"
            if opened is not None and not opens:
                quoted.update(self._beginning(opened, match.start()))
                opened = None
            elif opened is None and opens:
                opened = match.start()
        if opened is not None:
            quoted.update(self._beginning(opened, len(self._text)))
        return frozenset(quoted)

    def _beginning(self, start: int, end: int) -> range:
        """The words that begin between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))


@attrs.frozen
class CoveredQuote:
    """A quote by the words that it covers.

    Attributes:
        note: the quote as the file has it.
        content: the words of its content, one at least.
        cue: the words of its cue.
        source: the words of its source.
        kind: as the file states it, else by the quotation marks around the content.
    """

    note: Annotation
    content: Covered
    cue: Covered
    source: Covered
    kind: Kind


@attrs.frozen
class Pair:
    """A gold quote and the predicted one that it is measured against.

    Attributes:
        gold: the gold quote.
        predicted: the predicted quote.
        jaccard: the share of their contents' words that they have in common, in (0, 1].
    """

    gold: CoveredQuote
    predicted: CoveredQuote
    jaccard: float

    @property
    def is_strict(self) -> bool:
        """Whether the contents cover the same words."""
        return self.jaccard == 1

    @property
    def is_lenient(self) -> bool:
        """Whether the contents share half of their words or more."""
        return self.jaccard >= LENIENT

    @property
    def has_source(self) -> bool:
        """Whether the sources share a word, or both quotes have none."""
        if self.gold.source:
            return bool(self.gold.source & self.predicted.source)
        return not self.predicted.source


@attrs.frozen
class Pairing:
    """One text's quotes and their pairs.

    Attributes:
        text: the gold text.
        gold: its gold quotes whose content covers a word.
        predicted: the predicted ones, likewise; empty where the text is missing.
        pairs: every pair with a common word of content; no quote is in two.
        is_missing: whether there is no prediction for the text at all.
    """

    text: AnnotatedText
    gold: tuple[CoveredQuote, ...]
    predicted: tuple[CoveredQuote, ...]
    pairs: tuple[Pair, ...]
    is_missing: bool


def pair_up_all(
    gold: Iterable[AnnotatedText], predicted: Iterable[AnnotatedText], *, speech_only: bool = False
) -> list[Pairing]:
    """Every gold text with its prediction, by id.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
    by_id = {text.id: text for text in predicted}
    return [pair_up(text, by_id.get(text.id), speech_only=speech_only) for text in gold]


def pair_up(
    gold: AnnotatedText, predicted: AnnotatedText | None, *, speech_only: bool = False
) -> Pairing:
    """One gold text with its prediction.

    Args:
        gold: the annotated text.
        predicted: the same text with predicted quotes; None where there is no prediction.
        speech_only: whether to leave out quotes whose mode is thought.

    Raises:
        FormatError: the two texts differ.
    """
    if predicted and predicted.text not in (None, gold.text):
        raise FormatError(f"text {gold.id!r}", "differs from the gold text; predict on that one")
    words = TextWords(gold.text or "")
    ours = _covered(gold.quotes, words, speech_only)
    theirs = _covered(predicted.quotes if predicted else (), words, speech_only)
    return Pairing(gold, ours, theirs, matched(ours, theirs), predicted is None)


def _covered(
    quotes: Iterable[Annotation], words: TextWords, speech_only: bool
) -> tuple[CoveredQuote, ...]:
    kept = (q for q in quotes if not (speech_only and q.mode == "thought"))
    covered = (_covered_quote(quote, words) for quote in kept)
    return tuple(quote for quote in covered if quote.content)


def _covered_quote(quote: Annotation, words: TextWords) -> CoveredQuote:
    content, cue, source = map(words.covered, (quote.content, quote.cue, quote.source))
    return CoveredQuote(quote, content, cue, source, quote.kind or words.kind_of(content))


def matched(gold: Sequence[CoveredQuote], predicted: Sequence[CoveredQuote]) -> tuple[Pair, ...]:
    """Pairs of quotes of one text whose contents share a word, no quote in two.

    Greedy: the most similar contents first, earlier quotes first among equals.
    """
    candidates = sorted(
        (-_jaccard(g.content, p.content), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if not g.content.isdisjoint(p.content)
    )
    taken_gold: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for negative, i, j in candidates:
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            pairs.append(Pair(gold[i], predicted[j], -negative))
    return tuple(pairs)


def _jaccard(a: Covered, b: Covered) -> float:
    return len(a & b) / len(a | b)
