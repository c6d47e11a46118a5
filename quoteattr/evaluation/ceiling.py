"""The ceiling of attribution: what its labels and windows can hold of gold.

Gold is turned into the labels and links of a reader's windows, as a network without fault would
give them, and back into quotes. Whatever comes back otherwise, no training can mend; each such
quote is counted under the first reason that fits it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs
import numpy as np

from quoteattr.attribution.assembly import Reading, WindowLinks, attribution, units
from quoteattr.attribution.features import Features
from quoteattr.attribution.labels import CONTENT, CUE, INNER, N_LABELS, SOURCE
from quoteattr.attribution.linking import NONE, Link
from quoteattr.attribution.records import Attribution
from quoteattr.attribution.windows import Window
from quoteattr.evaluation.losses import Row, row
from quoteattr.evaluation.oracle import Reader, annotated, gold_chunks
from quoteattr.evaluation.pairing import CoveredQuote, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.training.quotes import Lesson

__all__ = ["Ceiling", "ceiling"]


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


def ceiling(reader: Reader) -> Ceiling:
    """Gold turned into labels and links of the reader's windows, and back into quotes.

    Args:
        reader: has read the texts; only its windows and its gold are used.
    """
    decoded = [
        annotated(text, _decoded(words, features, gold, [r.window for r in readings]))
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
    spans = gold_chunks(gold, window)
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
    return Reading(window, spans, np.eye(N_LABELS, dtype=np.float32)[labels], sure)


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
