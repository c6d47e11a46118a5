"""What each part of the attribution step loses: the scorer's figures with gold in its place.

Every row of the study puts gold in the place of one part and leaves the rest to the network, so
that the difference to the first row is what that part costs. Some rows read the texts anew, with
gold spans for the network to link; the others correct finished predictions. The ceiling turns
gold into the labels and windows of the reader and back.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from quoteattr import models
from quoteattr.attribution.assembly import Reading, WindowLinks, assemble, attribution, units
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.decoding import Chunk, chunks
from quoteattr.attribution.features import Features, surface
from quoteattr.attribution.labels import (
    CONTENT,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    N_LABELS,
    OUT,
    SOURCE,
)
from quoteattr.attribution.linking import NONE, Link
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import Trained, load
from quoteattr.attribution.windows import Window
from quoteattr.evaluation.metrics import KindRecall, Score, score
from quoteattr.evaluation.pairing import CoveredQuote, Pair, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.marks import find_quotations
from quoteattr.models.vectors import WordVectors
from quoteattr.training.quotes import Lesson, lesson
from quoteattr.words import paragraphs, words

__all__ = [
    "GROUPS",
    "Ceiling",
    "Custom",
    "Reader",
    "Row",
    "ceiling",
    "customs",
    "customs_tables",
    "faults",
    "repeated",
    "row",
    "study",
    "tables",
]

GROUPS = ("direct", "mixed", "indirect", "source", "no source", "several spans", "nested")
PARTS: Mapping[str, tuple[int, ...]] = {
    "gold spans, our links": (SOURCE, CUE, CONTENT, INNER),
    "gold contents": (CONTENT, INNER),
    "gold cues": (CUE,),
    "gold sources": (SOURCE,),
}

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
MEASURES = ("strict", "lenient", "end2end")

_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[\w“\"])")
REPORTED = ("that", "to")
LONG = 5

Texts: TypeAlias = Sequence[AnnotatedText]
Labels: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]
Read: TypeAlias = tuple[str, Features, list[Reading]]
"""A text with its words and the readings of its windows."""
Change: TypeAlias = Callable[[str, Annotation, Annotation | None], Annotation | None]
"""Of a text's id, a predicted quote and its lenient gold partner: what to predict instead."""


@attrs.frozen
class Row:
    """One line of the study.

    Attributes:
        name: what is gold in it.
        score: all measures.
        recall: of the gold quotes of each group that has any; see ``GROUPS``.
    """

    name: str
    score: Score
    recall: Mapping[str, KindRecall]


@attrs.frozen
class Ceiling:
    """What label scheme and windows can hold of gold, with perfect labels and links.

    Attributes:
        row: gold, encoded and decoded.
        lost: why quotes come back with another content or none, and how many.
        others: what else cannot be held though it costs no content, and how often.
    """

    row: Row
    lost: Mapping[str, int]
    others: Mapping[str, int]


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


def row(name: str, gold: Texts, predicted: Texts) -> Row:
    """A line of the study from predictions for gold texts."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for pairing in pair_up_all(gold, predicted):
        partner = {id(pair.gold): pair for pair in pairing.pairs}
        for quote, groups in _grouped(pairing):
            pair = partner.get(id(quote))
            lenient = pair is not None and pair.is_lenient
            right = pair is not None and lenient and pair.has_source
            met = (True, pair is not None and pair.is_strict, lenient, right)
            for group in groups:
                counts[group] = [a + b for a, b in zip(counts[group], met, strict=True)]
    recall = {
        group: KindRecall(n, *(hits / n for hits in found))
        for group in GROUPS
        for n, *found in [counts[group]]
        if n
    }
    return Row(name, score(gold, predicted), recall)


def _grouped(pairing: Pairing) -> Iterator[tuple[CoveredQuote, list[str]]]:
    """Every gold quote with the groups that it belongs to."""
    for quote in pairing.gold:
        groups = [quote.kind, "source" if quote.source else "no source"]
        if len(quote.note.content) > 1:
            groups.append("several spans")
        if any(quote.content < other.content for other in pairing.gold):
            groups.append("nested")
        yield quote, groups


class _GoldReader(Attributor):
    """Reads with gold spans of some heads in the place of the network's own."""

    def __init__(self, reader: Reader, heads: Sequence[int]) -> None:
        super().__init__(reader.trained, reader.vectors, reader.guideline)
        self._lessons = reader.lessons
        self._heads = heads

    def _found(
        self, document: int, window: Window, labels: Labels, probability: Floats
    ) -> list[list[Chunk]]:
        found = super()._found(document, window, labels, probability)
        gold = _gold_chunks(self._lessons[document], window)
        return [gold[i] if i in self._heads else spans for i, spans in enumerate(found)]


class Reader:
    """A network that reads gold texts, with or without gold spans in its way.

    Args:
        trained: the network and what belongs to it.
        vectors: its word vectors.
        guideline: the one that gold follows.
        gold: the annotated texts.
    """

    def __init__(self, trained: Trained, vectors: WordVectors, guideline: str, gold: Texts) -> None:
        self.trained = trained
        self.vectors = vectors
        self.guideline = guideline
        self.gold = gold
        index = GUIDELINES.index(guideline)
        lexicon, pieces = trained.lexicon, trained.pieces
        self.lessons = [lesson(text, index, lexicon, vectors, pieces) for text in gold]
        self.read = self._read(Attributor(trained, vectors, guideline))

    @classmethod
    def load(cls, model: str, guideline: str, gold: Texts) -> Reader:
        """A model by its name or folder.

        Raises:
            ModelNotFoundError: there is none.
            ModelFileError: a file of it is missing, altered or unreadable.
            ModelVersionError: it was written by another version.
        """
        folder = models.find(model)
        vectors = WordVectors.load(models.base(folder, models.check(folder)))
        return cls(load(folder, vectors), vectors, guideline, gold)

    def with_gold(self, heads: Sequence[int]) -> list[AnnotatedText]:
        """The predictions with gold spans of these heads; gold contents are all kept."""
        least = 0.0 if CONTENT in heads else None
        return self.assembled(self._read(_GoldReader(self, heads)), least)

    def assembled(self, read: Sequence[Read], least: float | None = None) -> list[AnnotatedText]:
        """The predictions that readings amount to, of at least some confidence."""
        confidence = self.trained.confidence[self.guideline]
        least = confidence.threshold if least is None else least
        return [
            _annotated(text, assemble(words, features, readings, confidence, least))
            for text, (words, features, readings) in zip(self.gold, read, strict=True)
        ]

    def _read(self, attributor: Attributor) -> list[Read]:
        return list(attributor.read([text.text or "" for text in self.gold]))


def study(reader: Reader, *, speech_only: bool = False) -> list[Row]:
    """What the predictions are worth as they are, and with gold in the place of each part.

    Args:
        reader: has read the texts.
        speech_only: whether to leave out quotes whose mode is thought. Those that gold and
            prediction call so are left out first; a row of its own has the modes corrected.
    """

    def kept(texts: Texts) -> list[AnnotatedText]:
        return _reported(texts) if speech_only else list(texts)

    predicted = reader.assembled(reader.read)
    gold, ours = kept(reader.gold), kept(predicted)
    lines = {"as it is": ours}
    for name, heads in PARTS.items():
        read = reader.with_gold(heads)
        lines[name] = kept(_changed(reader.gold, read, _mode) if CONTENT in heads else read)
    lines["our spans, gold links"] = _changed(gold, ours, _Linker(reader.gold, reader.read))
    lines["no false alarms"] = _changed(gold, ours, _or_nothing)
    lines["nothing missed"] = _with_missed(gold, ours)
    lines["gold edges"] = _changed(gold, ours, _edges)
    lines["gold sources of those found"] = _changed(gold, ours, _source)
    if speech_only:
        lines["gold modes"] = kept(_changed(reader.gold, predicted, _mode))
    every = kept(reader.assembled(reader.read, 0.0))
    lines["best subset of candidates"] = _changed(gold, every, _or_nothing)
    return [row(name, gold, texts) for name, texts in lines.items()]


def _annotated(text: AnnotatedText, found: Iterable[Attribution]) -> AnnotatedText:
    notes = (Annotation(a.content, a.cue, a.source, kind=a.kind, mode=a.mode) for a in found)
    return attrs.evolve(text, quotes=tuple(notes))


def _reported(texts: Texts) -> list[AnnotatedText]:
    return [
        attrs.evolve(text, quotes=tuple(q for q in text.quotes if q.mode != "thought"))
        for text in texts
    ]


def _changed(gold: Texts, predicted: Texts, change: Change) -> list[AnnotatedText]:
    """Predictions after a change to each quote that knows its lenient gold partner."""
    changed = []
    for pairing, text in zip(pair_up_all(gold, predicted), predicted, strict=True):
        partners = {id(p.predicted.note): p.gold.note for p in pairing.pairs if p.is_lenient}
        notes = (change(text.id, note, partners.get(id(note))) for note in text.quotes)
        changed.append(attrs.evolve(text, quotes=tuple(note for note in notes if note)))
    return changed


def _with_missed(gold: Texts, predicted: Texts) -> list[AnnotatedText]:
    """Predictions and the gold quotes, whole, that have no lenient partner among them."""
    fuller = []
    for pairing, text in zip(pair_up_all(gold, predicted), predicted, strict=True):
        met = {id(pair.gold) for pair in pairing.pairs if pair.is_lenient}
        missed = tuple(quote.note for quote in pairing.gold if id(quote) not in met)
        fuller.append(attrs.evolve(text, quotes=text.quotes + missed))
    return fuller


def _or_nothing(_: str, note: Annotation, partner: Annotation | None) -> Annotation | None:
    return note if partner else None


def _edges(_: str, note: Annotation, partner: Annotation | None) -> Annotation:
    return attrs.evolve(note, content=partner.content) if partner else note


def _source(_: str, note: Annotation, partner: Annotation | None) -> Annotation:
    return attrs.evolve(note, source=partner.source) if partner else note


def _mode(_: str, note: Annotation, partner: Annotation | None) -> Annotation:
    return attrs.evolve(note, mode=partner.mode) if partner else note


class _Linker:
    """Links a quote as well as the spans allow that linking could choose from."""

    def __init__(self, texts: Texts, read: Sequence[Read]) -> None:
        self._spans = {
            text.id: [_offsets(features, readings, head) for head in (CUE, SOURCE)]
            for text, (_, features, readings) in zip(texts, read, strict=True)
        }

    def __call__(self, text: str, note: Annotation, partner: Annotation | None) -> Annotation:
        if partner is None:
            return note
        cues, sources = self._spans[text]
        cue, source = _nearest(cues, partner.cue), _nearest(sources, partner.source)
        return attrs.evolve(note, cue=cue, source=source)


def _offsets(features: Features, readings: Sequence[Reading], head: int) -> list[Offsets]:
    spans = features.spans
    return sorted(
        {
            (int(spans[r.window.first + c.first, 0]), int(spans[r.window.first + c.last, 1]))
            for r in readings
            for c in r.spans[head]
        }
    )


def _nearest(spans: Iterable[Offsets], gold: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """The span that has most in common with gold spans, in a tuple; empty where none has.

    >>> _nearest([(0, 4), (6, 20), (7, 10)], [(6, 10)])
    ((7, 10),)
    """
    size = sum(b - a for a, b in gold)

    def share(span: Offsets) -> float:
        common = sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in gold)
        return common / (size + span[1] - span[0] - common)

    best = max(spans, key=share, default=None)
    return (best,) if best and share(best) else ()


def ceiling(reader: Reader) -> Ceiling:
    """Gold turned into labels and links of the reader's windows, and back into quotes."""
    decoded = [
        _annotated(text, _decoded(words, features, gold, [r.window for r in readings]))
        for text, gold, (words, features, readings) in zip(
            reader.gold, reader.lessons, reader.read, strict=True
        )
    ]
    lost = Counter(
        _reason(quote, pairing)
        for pairing in pair_up_all(reader.gold, decoded)
        for quote in _unmet(pairing)
    )
    others = Counter(name for text in reader.gold for name in _unheld(text))
    return Ceiling(row("gold, encoded and decoded", reader.gold, decoded), lost, others)


def _decoded(
    text: str, features: Features, gold: Lesson, windows: Iterable[Window]
) -> list[Attribution]:
    readings = [_perfect(gold, window) for window in windows]
    return [attribution(unit, None, features, text) for unit in units(readings)]


def _perfect(gold: Lesson, window: Window) -> Reading:
    """What a network without fault reads in a window."""
    spans = _gold_chunks(gold, window)
    labels = gold.labels[window.first : window.end].astype(np.int64)
    places = [{(c.first, c.last): i for i, c in enumerate(found)} for found in spans]
    partners = {(first, last): (cue, source) for first, last, cue, source, _ in gold.units.tolist()}
    links = []
    for chunk in (*spans[CONTENT], *spans[INNER]):
        edges = chunk.first + window.first, chunk.last + window.first
        cue, source = partners.get(edges, (NONE, NONE))
        ends = [
            NONE if i < 0 else places[head].get((first - window.first, last - window.first), NONE)
            for head, i, (first, last) in (
                (CUE, cue, gold.cues[cue].tolist() if cue >= 0 else (0, 0)),
                (SOURCE, source, gold.sources[source].tolist() if source >= 0 else (0, 0)),
            )
        ]
        links.append(Link(ends[0], ends[1], 1.0, 1.0))
    sure = WindowLinks(links, [0] * len(links), [1.0] * len(links))
    return Reading(window, spans, labels, np.eye(N_LABELS, dtype=np.float32)[labels], sure)


def _gold_chunks(gold: Lesson, window: Window) -> list[list[Chunk]]:
    """The spans of every head that begin in a window, as perfect labels spell them."""
    labels = gold.labels[window.first : window.end].astype(np.int64)
    # What began before the window is out of it: no valid labels begin with INSIDE.
    labels[np.cumsum(labels != INSIDE, axis=0) == 0] = OUT
    sure = np.eye(N_LABELS, dtype=np.float32)
    return [chunks(labels[:, i], sure[labels[:, i]]) for i in range(len(HEADS))]


def _unmet(pairing: Pairing) -> Iterator[CoveredQuote]:
    met = {id(pair.gold) for pair in pairing.pairs if pair.is_strict}
    return (quote for quote in pairing.gold if id(quote) not in met)


def _reason(quote: CoveredQuote, pairing: Pairing) -> str:
    """Why a quote does not come back as it was."""
    others = [other.content for other in pairing.gold if other is not quote]
    if any(quote.content == other for other in others):
        return "has the same words as another"
    if sum(quote.content < other for other in others) > 1:
        return "inside a quote that is inside another"
    if any(quote.content & other and not quote.content <= other for other in others):
        return "overlaps another, or holds one"
    if len(quote.note.content) > 1:
        return "several spans, another quote between or a window's end"
    return "words that are cut otherwise, or a window's end"


def _unheld(text: AnnotatedText) -> Iterator[str]:
    cues = Counter(quote.cue for quote in text.quotes if quote.cue)
    for quote in text.quotes:
        if len(quote.cue) > 1:
            yield "cue of several spans"
        if len(quote.source) > 1:
            yield "source of several spans"
        if cues[quote.cue] > 1:
            yield "cue shared with another quote"


def customs(texts: Texts) -> list[Custom]:
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


Choice: TypeAlias = tuple[str, str, bool]
"""Name of a custom, the word beside which it is met, and whether it was decided for."""


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


Found: TypeAlias = Iterator[tuple[str, str, bool | None]]


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


def repeated(texts: Texts) -> Score:
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


def faults(gold: Texts, predicted: Texts) -> Counter[str]:
    """What is wrong with predictions, and how often."""
    found: Counter[str] = Counter()
    for pairing in pair_up_all(gold, predicted):
        touching = [pair for pair in pairing.pairs if not pair.is_lenient]
        met = len(pairing.pairs) - len(touching)
        found["missed, less than half of it found"] += len(touching)
        found["missed altogether"] += len(pairing.gold) - met - len(touching)
        found["false alarm"] += len(pairing.predicted) - met - len(touching)
        for pair in pairing.pairs:
            if pair.is_lenient:
                found.update(_faults_of(pair))
    return found


def _faults_of(pair: Pair) -> Iterator[str]:
    gold, ours = pair.gold.content, pair.predicted.content
    if not pair.is_strict:
        early, late = min(ours) - min(gold), max(ours) - max(gold)
        if early:
            yield f"begins too {'early' if early < 0 else 'late'}"
        if late:
            yield f"ends too {'early' if late < 0 else 'late'}"
        if not (early or late):
            yield "right edges, other words between"
    if not pair.has_source:
        none = "no source found" if not pair.predicted.source else "another source"
        yield none if pair.gold.source else "a source where there is none"


def tables(reader: Reader, *, speech_only: bool = False) -> str:
    """The study, the faults of the predictions as they are, and the ceiling, in Markdown."""
    rows, limit = study(reader, speech_only=speech_only), ceiling(reader)
    whole = [*rows, limit.row]
    parts = [
        _grid(
            ["F1", *MEASURES, "source found", "cue found"],
            ([r.name, *_f1(r.score), r.score.source_overlap, r.score.cue_overlap] for r in whole),
        )
    ]
    for measure in MEASURES:
        head = [f"recall, {measure}", *(_size(rows[0], group) for group in GROUPS)]
        parts.append(_grid(head, ([r.name, *_recalls(r, measure)] for r in whole)))
    kept = _reported if speech_only else list[AnnotatedText]
    wrong = faults(kept(reader.gold), kept(reader.assembled(reader.read)))
    parts.append(_grid(["fault", "quotes"], ([k, str(n)] for k, n in wrong.most_common())))
    parts.append(_grid(["beyond labels and windows", "quotes"], _unheld_lines(limit)))
    return "\n\n".join(parts)


def customs_tables(texts: Texts) -> str:
    """The customs of annotated texts, and their agreement with themselves, in Markdown."""
    quotes = sum(len(text.quotes) for text in texts)
    found = sorted(customs(texts), key=lambda custom: -custom.given)
    head = ["custom", "yes", "no", "rarer way", "against the word beside", "of all quotes"]
    lines: list[list[Cell]] = [
        [c.name, str(c.yes), str(c.no), c.minority, c.given / (c.yes + c.no), c.given / quotes]
        for c in found
    ]
    same = repeated(texts)
    again: list[Cell] = [str(same.docs), str(same.gold), *_f1(same)]
    return "\n\n".join(
        [_grid(head, lines), _grid(["sentences again", "quotes", *MEASURES], [again])]
    )


Cell: TypeAlias = str | float | None


def _grid(head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> str:
    """A Markdown table; shares in per cent."""
    return "\n".join(
        f"| {' | '.join(map(_cell, line))} |" for line in (head, ["---"] * len(head), *lines)
    )


def _cell(value: Cell) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else f"{100 * value:.1f}"


def _f1(found: Score) -> tuple[float, ...]:
    return tuple(getattr(found, measure).f1 for measure in MEASURES)


def _size(line: Row, group: str) -> str:
    return f"{group} ({line.recall[group].gold if group in line.recall else 0})"


def _recalls(line: Row, measure: str) -> list[float | None]:
    found = (line.recall.get(group) for group in GROUPS)
    return [None if recall is None else getattr(recall, measure) for recall in found]


def _unheld_lines(limit: Ceiling) -> list[list[Cell]]:
    lost = {f"content lost: {name}": n for name, n in limit.lost.items()}
    return [[name, str(n)] for name, n in sorted((lost | dict(limit.others)).items())]
