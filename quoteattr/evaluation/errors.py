"""Every error of a set of predictions by itself, sorted into classes by rule, to be read by eye.

missed, spurious
    a gold quote without a lenient pair; a predicted quote without one
boundary
    a lenient pair that is not strict: the content has words too few or too many
source, cue
    of a lenient pair: one is missing, uncalled for, wrong (no word in common), or has words too few
    or too many
speaker
    of a lenient pair whose gold names speakers: missing or wrong

The pairs are those of :mod:`quoteattr.evaluation.pairing`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from quoteattr.evaluation.metrics import speaker_is_right
from quoteattr.evaluation.pairing import Covered, CoveredQuote, Pair, Pairing, TextWords
from quoteattr.evaluation.readers import Annotation, Offsets

__all__ = ["CLASSES", "Error", "errors_of", "excerpt", "sample", "shortened"]

CLASSES = ("missed", "spurious", "boundary", "source", "cue", "speaker")
CONTEXT = 60  # code points on either side of an excerpt's spans
LONG = 160  # code points of an excerpt that may stand without a bracket between them

_BREAK = re.compile(r"\s*\n\s*")


@attrs.frozen
class Error:
    """One error.

    Attributes:
        text_id: the text it stands in.
        content: offsets of the quote's content, gold's where there is one.
        error: its class.
        what: what is wrong, in a few words that are the same for every text.
        words: the words of the text, or the names, that it is about; may be empty.
        excerpt: the place in the text, gold in square brackets and predicted in curly ones: of
            the role that is wrong, which for a speaker is the source.
        confidence: that of the predicted quote; None where there is none or it is not stated.
    """

    text_id: str
    content: tuple[Offsets, ...]
    error: str
    what: str
    words: str
    excerpt: str
    confidence: float | None = None

    @property
    def start(self) -> int:
        """Offset where the content begins."""
        return min(start for start, _ in self.content)

    @property
    def quote(self) -> tuple[object, ...]:
        """Which quote it is: of a spurious one what begins there, whatever its end."""
        if self.error == "spurious":
            return self.text_id, self.start
        return self.text_id, *self.content


def errors_of(pairing: Pairing) -> list[Error]:
    """Every error of a text, in the order of the contents in it."""
    found = _Reader(pairing).errors()
    return sorted(found, key=lambda error: (error.start, CLASSES.index(error.error)))


def sample(found: Sequence[Error], limit: int, seed: int) -> list[Error]:
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

    def errors(self) -> Iterator[Error]:
        pairs = [pair for pair in self._pairing.pairs if pair.is_lenient]
        met = {id(quote) for pair in pairs for quote in (pair.gold, pair.predicted)}
        for quote in self._pairing.gold:
            if id(quote) not in met:
                yield self._error("missed", quote.kind, "", quote, None)
        for quote in self._pairing.predicted:
            if id(quote) not in met:
                yield self._error("spurious", quote.kind, "", None, quote)
        for pair in pairs:
            for error, role, what, words in self._wrong(pair):
                yield self._error(error, what, words, pair.gold, pair.predicted, role)

    def _wrong(self, pair: Pair) -> Iterator[tuple[str, str, str, str]]:
        """What is wrong with a pair: the class, the role that shows it, what, and the words."""
        for error, role in (("boundary", "content"), ("source", "source"), ("cue", "cue")):
            ours, theirs = getattr(pair.gold, role), getattr(pair.predicted, role)
            for what, words in self._misread(ours, theirs):
                yield error, role, what, words
        gold, predicted = pair.gold.note, pair.predicted.note
        if gold.speakers and not speaker_is_right(pair):
            what = "wrong" if predicted.speakers else "missing"
            yield "speaker", "source", what, f"{_names(gold)} → {_names(predicted)}"

    def _misread(self, gold: Covered, predicted: Covered) -> Iterator[tuple[str, str]]:
        """What is wrong with a content, a source or a cue; nothing where both are the same."""
        if not (gold and predicted):
            if gold or predicted:
                yield "missing" if gold else "uncalled for", self._quoted(gold or predicted)
        elif gold.isdisjoint(predicted):
            yield "wrong", f"{self._quoted(gold)} → {self._quoted(predicted)}"
        else:
            for words, verb in ((predicted - gold, "adds"), (gold - predicted, "lacks")):
                if words:
                    yield f"{verb} words", self._quoted(words)

    def _quoted(self, words: Iterable[int]) -> str:
        return f"“{' … '.join(map(_one_line, self._words.runs(words)))}”"

    def _error(
        self,
        error: str,
        what: str,
        words: str,
        gold: CoveredQuote | None,
        predicted: CoveredQuote | None,
        role: str = "content",
    ) -> Error:
        ours, theirs = (getattr(q.note, role) if q else () for q in (gold, predicted))
        contents = [quote.note.content for quote in (gold, predicted) if quote]
        return Error(
            text_id=self._pairing.text.id,
            content=contents[0],
            error=error,
            what=what,
            words=words,
            excerpt=excerpt(self._text, ours, theirs, contents[0]),
            confidence=predicted.note.confidence if predicted else None,
        )


def excerpt(
    text: str, gold: Sequence[Offsets], predicted: Sequence[Offsets], around: Sequence[Offsets] = ()
) -> str:
    """The text around spans on one line: gold in [square] brackets, predicted in {curly} ones.

    Line breaks are shown as ¶; what is long and holds no bracket is cut short in its middle.

    Args:
        text: the whole text; brackets of its own are left as they are.
        gold: the spans in square brackets.
        predicted: the spans in curly ones.
        around: spans to be shown, too, without brackets.

    >>> excerpt("Odo said\\nthat it rained.", [(14, 23)], [(9, 23)])
    'Odo said ¶ {that [it rained]}.'
    """
    spans = [*gold, *predicted, *around]
    start = max(0, min(start for start, _ in spans) - CONTEXT)
    end = min(len(text), max(end for _, end in spans) + CONTEXT)
    parts, at = ["…" if start else ""], start
    for offset, bracket in _brackets(gold, predicted):
        parts += [shortened(_one_line(text[at:offset])), bracket]
        at = offset
    parts += [shortened(_one_line(text[at:end])), "…" if end < len(text) else ""]
    return "".join(parts).strip()


def shortened(words: str, longest: int = LONG) -> str:
    """Words with their middle left out where there are too many of them.

    >>> shortened("the ferry had left early", longest=18)
    'the fe …  early'
    """
    kept = longest // 3
    return words if len(words) <= longest else f"{words[:kept]} … {words[-kept:]}"


def _brackets(gold: Sequence[Offsets], predicted: Sequence[Offsets]) -> list[tuple[int, str]]:
    """Offsets and brackets in order; where several meet they close before they open.

    The predicted one is the outer one where both open or close.
    """
    ranks = {"]": 0, "}": 1, "{": 2, "[": 3}
    edges = [(start, "[") for start, _ in gold] + [(end, "]") for _, end in gold]
    edges += [(start, "{") for start, _ in predicted] + [(end, "}") for _, end in predicted]
    return sorted(edges, key=lambda edge: (edge[0], ranks[edge[1]]))


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", _BREAK.sub(" ¶ ", words))


def _names(note: Annotation) -> str:
    return ", ".join(names[0] for names in note.speakers or () if names) or "nobody"
