"""Every error of a set of predictions by itself, sorted into classes by rule, to be read by eye.

missed, spurious
    a gold quote without a lenient pair; a predicted quote without one
split
    a gold quote whose words lie in two predicted quotes or more, each with half of its own words or
    more inside it; merged is the same the other way round. The quotes that take part are not
    counted as missed, spurious or wrong in their boundary once more. Quotes inside quotes are no
    parts: the parts share no word, and none of them is the lenient pair of another quote
boundary
    a lenient pair that is not strict: the edges that differ, and the words they differ by
source, cue
    of a lenient pair: one is missing, uncalled for, wrong (no word in common), or has words too few
    or too many
speaker
    of a lenient pair whose gold names speakers: missing or wrong

The pairs are those of :mod:`quoteattr.evaluation.pairing`.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import attrs

from quoteattr.evaluation.coverage import Covered, TextWords
from quoteattr.evaluation.excerpt import excerpt, joined, one_line
from quoteattr.evaluation.metrics import speaker_is_right
from quoteattr.evaluation.pairing import CoveredQuote, Pair, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets

__all__ = ["CLASSES", "Difference", "Mistake", "MistakeClass", "mistakes", "sample"]

MistakeClass: TypeAlias = Literal[
    "missed", "spurious", "split", "merged", "boundary", "source", "cue", "speaker"
]

CLASSES: tuple[MistakeClass, ...] = (
    "missed", "spurious", "split", "merged", "boundary", "source", "cue", "speaker",
)  # fmt: skip

PART = 0.5  # the share of a part's words that must lie in the whole
ADDS = ("starts early, adds", "ends late, adds", "adds inside")
LACKS = ("starts late, lacks", "ends early, lacks", "lacks inside")


@attrs.frozen
class Difference:
    """One thing that is wrong.

    Attributes:
        what: in a few words that are the same for every text, to be counted by.
        words: the words of the text or the names that it is about; may be empty.
    """

    what: str
    words: str = ""


@attrs.frozen
class Mistake:
    """One error.

    Attributes:
        text_id: the text it stands in.
        start: offset where the quote's content begins, gold's where there is one.
        mistake: its class.
        differences: what is wrong, one thing at least.
        quote: the content of the quote, its parts joined by an ellipsis.
        excerpt: the place in the text, gold in square brackets and predicted in curly ones:
            of the role that is wrong, which for a speaker is the source.
        confidence: that of the predicted quote; None where there is none or it is not stated.
    """

    text_id: str
    start: int
    mistake: MistakeClass
    differences: tuple[Difference, ...]
    quote: str
    excerpt: str
    confidence: float | None = None


def mistakes(
    gold: Iterable[AnnotatedText], predicted: Iterable[AnnotatedText], *, speech_only: bool = False
) -> list[Mistake]:
    """Every error, in the order of the texts and of the contents in them.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predicted quotes.
        speech_only: whether to leave out quotes whose mode is thought, on both sides.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
    found: list[Mistake] = []
    for pairing in pair_up_all(gold, predicted, speech_only=speech_only):
        found += sorted(
            _Reader(pairing).mistakes(), key=lambda m: (m.start, CLASSES.index(m.mistake))
        )
    return found


def sample(found: Sequence[Mistake], limit: int, seed: int) -> list[Mistake]:
    """Some of the errors, drawn without preference, in their order; all where they are few.

    Args:
        found: the errors.
        limit: how many at most.
        seed: the same seed draws the same ones.
    """
    if len(found) <= limit:
        return list(found)
    return [found[i] for i in sorted(random.Random(seed).sample(range(len(found)), limit))]


class _Reader:
    """The errors of one text."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self._text = pairing.text.text or ""
        self._words = TextWords(self._text)
        self._pairs = [pair for pair in pairing.pairs if pair.is_lenient]
        self._gold_of = {id(pair.predicted): pair.gold for pair in self._pairs}
        self._predicted_of = {id(pair.gold): pair.predicted for pair in self._pairs}
        self._told: set[int] = set()  # the quotes that a split or a merger accounts for

    def mistakes(self) -> Iterator[Mistake]:
        # these two come first, since the others leave out what they tell
        yield from self._splits()
        yield from self._mergers()
        yield from self._missed()
        yield from self._spurious()
        for pair in self._pairs:
            yield from self._boundary(pair)
            yield from self._role(pair, "source")
            yield from self._role(pair, "cue")
            yield from self._speaker(pair)

    def _splits(self) -> Iterator[Mistake]:
        for quote in self._pairing.gold:
            parts = self._parts(quote, self._pairing.predicted, self._gold_of)
            if len(parts) > 1:
                yield self._mistake("split", [Difference(f"into {len(parts)}")], [quote], parts)

    def _mergers(self) -> Iterator[Mistake]:
        for quote in self._pairing.predicted:
            parts = self._parts(quote, self._pairing.gold, self._predicted_of)
            if len(parts) > 1:
                yield self._mistake("merged", [Difference(f"of {len(parts)}")], parts, [quote])

    def _parts(
        self,
        whole: CoveredQuote,
        quotes: Iterable[CoveredQuote],
        pair_of: Mapping[int, CoveredQuote],
    ) -> list[CoveredQuote]:
        """The quotes of the other side that lie in one; two or more are held to be told."""
        inside = [
            quote
            for quote in quotes
            if len(quote.content & whole.content) >= PART * len(quote.content)
            and pair_of.get(id(quote), whole) is whole
            and id(quote) not in self._told
        ]
        # the pair of the whole is a part, whatever else shares its words
        inside.sort(key=lambda quote: (id(quote) not in pair_of, min(quote.content)))
        parts: list[CoveredQuote] = []
        for quote in inside:
            if all(quote.content.isdisjoint(part.content) for part in parts):
                parts.append(quote)
        if len(parts) > 1:
            self._told.update(map(id, (whole, *parts)))
        return sorted(parts, key=lambda quote: min(quote.content))

    def _missed(self) -> Iterator[Mistake]:
        touching = {id(pair.gold): pair.predicted for pair in self._pairing.pairs}
        for quote in self._left(self._pairing.gold, self._predicted_of):
            part = [touching[id(quote)]] if id(quote) in touching else []
            what = Difference(f"{quote.kind}, found in part" if part else quote.kind)
            yield self._mistake("missed", [what], [quote], part)

    def _spurious(self) -> Iterator[Mistake]:
        touching = {id(pair.predicted): pair.gold for pair in self._pairing.pairs}
        for quote in self._left(self._pairing.predicted, self._gold_of):
            part = [touching[id(quote)]] if id(quote) in touching else []
            what = Difference(f"{quote.kind}, right in part" if part else quote.kind)
            yield self._mistake("spurious", [what], part, [quote])

    def _left(
        self, quotes: Iterable[CoveredQuote], pair_of: Mapping[int, CoveredQuote]
    ) -> list[CoveredQuote]:
        return [q for q in quotes if id(q) not in pair_of and id(q) not in self._told]

    def _boundary(self, pair: Pair) -> Iterator[Mistake]:
        if not pair.is_strict and not {id(pair.gold), id(pair.predicted)} & self._told:
            edges = list(self._edges(pair.gold.content, pair.predicted.content))
            yield self._mistake("boundary", edges, [pair.gold], [pair.predicted])

    def _edges(self, gold: Covered, predicted: Covered) -> Iterator[Difference]:
        """Which edges of a content differ from gold's, and by which words."""
        first, last = max(min(gold), min(predicted)), min(max(gold), max(predicted))
        for words, verbs in ((predicted - gold, ADDS), (gold - predicted, LACKS)):
            before = {word for word in words if word < first}
            after = {word for word in words if word > last}
            for part, what in zip((before, after, words - before - after), verbs, strict=False):
                if part:
                    yield Difference(what, self._quoted(part))

    def _role(self, pair: Pair, role: Literal["source", "cue"]) -> Iterator[Mistake]:
        gold: Covered = getattr(pair.gold, role)
        predicted: Covered = getattr(pair.predicted, role)
        if gold != predicted:
            differences = list(self._misread(gold, predicted))
            yield self._mistake(role, differences, [pair.gold], [pair.predicted], role)

    def _misread(self, gold: Covered, predicted: Covered) -> Iterator[Difference]:
        """What is wrong with a source or a cue."""
        if not predicted:
            yield Difference("missing", self._quoted(gold))
        elif not gold:
            yield Difference("uncalled for", self._quoted(predicted))
        elif gold.isdisjoint(predicted):
            yield Difference("wrong", f"{self._quoted(gold)} → {self._quoted(predicted)}")
        else:
            for words, what in (
                (predicted - gold, "adds words"),
                (gold - predicted, "lacks words"),
            ):
                if words:
                    yield Difference(what, self._quoted(words))

    def _speaker(self, pair: Pair) -> Iterator[Mistake]:
        gold, predicted = pair.gold.note, pair.predicted.note
        if not gold.speakers or speaker_is_right(pair):
            return
        if predicted.speakers:
            what = Difference("wrong", f"{_names(gold)} → {_names(predicted)}")
        else:
            what = Difference("missing", _names(gold))
        yield self._mistake("speaker", [what], [pair.gold], [pair.predicted], "source")

    def _quoted(self, words: Iterable[int]) -> str:
        return f"“{' … '.join(map(one_line, self._words.runs(words)))}”"

    def _mistake(
        self,
        mistake: MistakeClass,
        differences: Sequence[Difference],
        gold: Sequence[CoveredQuote],
        predicted: Sequence[CoveredQuote],
        role: Literal["content", "cue", "source"] = "content",
    ) -> Mistake:
        content = (gold or predicted)[0].note.content
        ours, theirs = _spans(gold, role), _spans(predicted, role)
        return Mistake(
            text_id=self._pairing.text.id,
            start=min(start for start, _ in content),
            mistake=mistake,
            differences=tuple(differences),
            quote=joined(self._text, content),
            excerpt=excerpt(self._text, ours, theirs, content),
            confidence=predicted[0].note.confidence if predicted else None,
        )


def _spans(quotes: Iterable[CoveredQuote], role: str) -> list[Offsets]:
    return [span for quote in quotes for span in getattr(quote.note, role)]


def _names(note: Annotation) -> str:
    return ", ".join(names[0] for names in note.speakers or () if names)
