"""How far annotation agrees with itself: what it decides where the text looks the same.

A custom is a choice that the surface leaves open: whether a content takes in the "that" before
it or its full stop, whether a source takes in its article, whether a verb of reporting is a cue.
It is met wherever a span has such a word at its edge, inside or right outside. What goes now one
way and now the other beside the same word, no reader of the text can get right every time.
Sentences that stand in several texts tell the same of whole quotes.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from quoteattr.attribution.features import surface
from quoteattr.evaluation.metrics import Score, score
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.marks import find_quotations
from quoteattr.words import paragraphs, words

__all__ = ["Custom", "customs", "repeated"]

MARKS = frozenset("\"“”‘’'«»") | {"``", "''", "‘‘", "’’"}
STOP, COMMA = frozenset("."), frozenset(",")
PREPOSITIONS = frozenset({
    "about", "against", "as", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to",
    "with",
})  # fmt: skip
LEADING = {
    "a leading “that”": frozenset({"that"}),
    "a leading “to”": frozenset({"to"}),
    "another leading preposition": PREPOSITIONS - {"to"},
}
ARTICLES = frozenset({"a", "an", "the"})
FOLLOWING = {
    "a relative clause": frozenset({"who", "whose", "whom", "which"}),
    "an apposition": ARTICLES,
}
TITLES = frozenset({
    "president", "senator", "secretary", "governor", "minister", "chairman", "chairwoman",
    "director", "professor", "spokesman", "spokeswoman", "justice", "judge", "general",
    "candidate", "nominee", "strategist", "mr", "mrs", "ms", "dr", "sen", "gov", "rep", "gen",
})  # fmt: skip
AUXILIARIES = frozenset({
    "has", "have", "had", "is", "was", "are", "were", "be", "been", "would", "will", "did",
    "does", "do",
})  # fmt: skip
REPORTING = frozenset({
    "said", "says", "say", "saying", "told", "tells", "added", "argued", "argues", "believe",
    "believes", "believed", "claimed", "claims", "confirmed", "denied", "expects", "expected",
    "feared", "fears", "feel", "felt", "hope", "hopes", "hoped", "insisted", "knew", "know",
    "noted", "predicted", "promised", "reported", "revealed", "showed", "shows", "stated",
    "suggested", "suggests", "think", "thinks", "thought", "vowed", "warned", "want", "wants",
    "wanted", "wrote",
})  # fmt: skip
REPORTED = ("that", "to")
LONG = 5

_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[\w“\"])")

Choice: TypeAlias = tuple[str, str, bool]
"""Name of a custom, the word beside which it is met, and whether it was decided for."""
Found: TypeAlias = Iterator[tuple[str, str, bool | None]]


@attrs.frozen
class Custom:
    """How often annotation decides one way and the other on one surface.

    Attributes:
        name: what is decided.
        yes, no: how often it was decided so, and otherwise.
        given: how often it was decided against the usual way of the word beside it.
    """

    name: str
    yes: int
    no: int
    given: int

    @property
    def minority(self) -> float:
        """The share of the rarer way, in [0, 0.5]."""
        return min(self.yes, self.no) / (self.yes + self.no)


def customs(texts: Sequence[AnnotatedText]) -> list[Custom]:
    """How often annotation decides one way and the other where the text looks the same."""
    seen: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for text in texts:
        for name, key, way in _choices(_Words(text.text or ""), text.quotes):
            seen[name][key, way] += 1
    return [_custom(name, counts) for name, counts in seen.items()]


def _custom(name: str, counts: Counter[tuple[str, bool]]) -> Custom:
    ways = [sum(n for (_, way), n in counts.items() if way is w) for w in (True, False)]
    keys = {key for key, _ in counts}
    given = sum(min(counts[key, True], counts[key, False]) for key in keys)
    return Custom(name, ways[0], ways[1], given)


class _Words:
    """The words of a text, lower-cased, empty beyond its ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = words(text)
        self.paired = [span for q in find_quotations(text) for span in q.inner]
        self._surfaces = [surface(text[a:b]) for a, b in self.spans]
        self._starts = [a for a, _ in self.spans]
        self._ends = [b for _, b in self.spans]

    def __getitem__(self, i: int) -> str:
        return self._surfaces[i] if 0 <= i < len(self._surfaces) else ""

    def edges(self, span: Offsets) -> tuple[int, int]:
        """First and last word that a span touches."""
        return bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]) - 1

    def touch(self, i: int) -> bool:
        """Whether nothing stands between a word and the next one."""
        return 0 <= i < len(self.spans) - 1 and self._ends[i] == self._starts[i + 1]

    def within(self, words: frozenset[str], inside: int, outside: int) -> bool | None:
        """Whether a span takes in such a word at its edge or leaves it beside it; None: neither."""
        return True if self[inside] in words else False if self[outside] in words else None


def _choices(w: _Words, quotes: Sequence[Annotation]) -> Iterator[Choice]:
    cue_words = {i for q in quotes for span in q.cue for i in _range(w.edges(span))}
    for quote in quotes:
        partners = {w.edges(span)[0] for span in (*quote.cue, *quote.source)}
        for found in (
            _content_choices(w, quote, cue_words, partners),
            *(_source_choices(w, span) for span in quote.source),
            *(_cue_choices(w, span) for span in quote.cue),
        ):
            yield from ((name, key, way) for name, key, way in found if way is not None)
    yield from _whether_quoted(w, quotes, cue_words)


def _whether_quoted(
    w: _Words, quotes: Sequence[Annotation], cue_words: Container[int]
) -> Iterator[Choice]:
    contents = {i for q in quotes for span in q.content for i in _range(w.edges(span))}
    for i in range(len(w.spans)):
        # A report inside another quote is left alone where the guideline does not nest.
        if w[i] in REPORTING and (i in cue_words or i not in contents) and w[i + 1] in REPORTED:
            yield f"a reporting verb before “{w[i + 1]}” is a cue", w[i], i in cue_words
    for span in w.paired:
        inside = _range(w.edges(span))
        if len(inside) >= LONG:
            yield "five words or more in marks are content", "", inside[LONG // 2] in contents


def _range(edges: tuple[int, int]) -> range:
    return range(edges[0], edges[1] + 1)


def _content_choices(
    w: _Words, quote: Annotation, cue_words: Container[int], partners: Container[int]
) -> Found:
    first, last = w.edges(quote.content[0])
    for name, kind in LEADING.items():
        # Only right after the cue: the same word elsewhere may be the content's own.
        place = first - 1 if w[first] in kind else first - 2
        if place in cue_words:
            yield f"content takes in {name}", w[place], w.within(kind, first, first - 1)
    if w[first] in MARKS or w.touch(first - 1):
        yield "content takes in its opening mark", "", w.within(MARKS, first, first - 1)
    if w[last] in MARKS or w.touch(last):
        yield "content takes in its closing mark", "", w.within(MARKS, last, last + 1)
    inner = last - 1 if w[last] in MARKS else last
    outer = last + 2 if w[last + 1] in MARKS else last + 1
    order = "".join("”" if w[i] in MARKS else w[i] for i in range(inner, outer + 1))
    order = "".join(c for c in order if c in ".,”")
    yield "content takes in its full stop", order, w.within(STOP, inner, outer)
    if outer in partners or outer + 1 in partners:
        yield "content takes in the comma before its cue", order, w.within(COMMA, inner, outer)


def _source_choices(w: _Words, span: Offsets) -> Found:
    first, last = w.edges(span)
    inside = [w[i] for i in range(first, last)]
    if first < last:
        yield "source takes in its article", "", w.within(ARTICLES, first, first - 1)
        yield "source takes in its title", "", w.within(TITLES, first, first - 1)
    pairs = list(itertools.pairwise((*inside, w[last])))
    for name, kind in FOLLOWING.items():
        way = True if any(a == "," and b in kind for a, b in pairs) else None
        if way is None and w[last + 1] == "," and w[last + 2] in kind:
            way = False
        yield f"source takes in {name} after it", "", way


def _cue_choices(w: _Words, span: Offsets) -> Found:
    first, last = w.edges(span)
    if first < last or w[first] not in AUXILIARIES:
        yield "cue takes in its auxiliary", "", w.within(AUXILIARIES, first, first - 1)
    way = w.within(PREPOSITIONS, last, last + 1)
    if first == last and way:
        return  # a cue of one word has nothing that it could do without
    yield "cue takes in the preposition after it", w[last - 1 if way else last], way


def repeated(texts: Sequence[AnnotatedText]) -> Score:
    """How well the annotation agrees with itself on sentences that stand in several texts.

    Of each sentence's places the first is taken for gold and the others for predictions. Only
    quotes that lie in the sentence count, with what of their cue and source lies there too.
    """
    places: dict[str, dict[str, AnnotatedText]] = defaultdict(dict)
    for text in texts:
        for start, end in _sentences(text.text or ""):
            sentence = (text.text or "")[start:end]
            quotes = [_moved(q, start, end) for q in text.quotes]
            inside = tuple(q for q in quotes if q.content)
            places[sentence].setdefault(text.id, AnnotatedText(sentence, sentence, inside))
    firsts: list[AnnotatedText] = []
    others: list[AnnotatedText] = []
    for first, *again in (list(found.values()) for found in places.values()):
        for other in again:
            id_ = str(len(firsts))
            firsts.append(attrs.evolve(first, id=id_))
            others.append(attrs.evolve(other, id=id_))
    return score(firsts, others)


def _sentences(text: str) -> Iterator[Offsets]:
    """Roughly: from one final mark to the next, within a line, some words at least."""
    for start, end in paragraphs(text):
        cuts = [m.end() for m in _SENTENCE_END.finditer(text, start, end)]
        for a, b in itertools.pairwise((start, *cuts, end)):
            if len(text[a:b].split()) > LONG:
                yield a, b - len(text[a:b]) + len(text[a:b].rstrip())


def _moved(quote: Annotation, start: int, end: int) -> Annotation:
    """A quote as a sentence sees it; without content where that is not all inside."""

    def inside(spans: Iterable[Offsets]) -> tuple[Offsets, ...]:
        return tuple((a - start, b - start) for a, b in spans if start <= a and b <= end)

    content = inside(quote.content)
    whole = len(content) == len(quote.content)
    return Annotation(content if whole else (), inside(quote.cue), inside(quote.source))
