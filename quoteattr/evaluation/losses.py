"""What predictions lose: one line of figures, and the faults by kind.

A line has all measures of the scorer, and the recall of quotes by groups that overlap: by kind,
by whether they have a source, and those of several spans or inside another quote. The faults are
counted quote by quote from the same pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs

from quoteattr.evaluation.metrics import KindRecall, Score, score
from quoteattr.evaluation.pairing import CoveredQuote, Pair, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText

__all__ = ["GROUPS", "Row", "faults", "row"]

GROUPS = ("direct", "mixed", "indirect", "source", "no source", "several spans", "nested")


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


def row(name: str, gold: Sequence[AnnotatedText], predicted: Sequence[AnnotatedText]) -> Row:
    """A line of the study.

    Args:
        name: what it is to be called.
        gold: the annotated texts.
        predicted: the same texts with predictions, found by their ids.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
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


def faults(gold: Sequence[AnnotatedText], predicted: Sequence[AnnotatedText]) -> Counter[str]:
    """What is wrong with predictions, and how often.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predictions, found by their ids.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
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
