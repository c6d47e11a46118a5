"""How well predicted quotes agree with gold ones.

strict
    pairs whose contents cover the same words
lenient
    pairs whose contents share half of their words or more (Jaccard)
overlap
    Pareti's proportional overlap: precision is the mean share of each predicted content that is
    gold, recall the mean share of each gold content that is predicted, each against its pair
end2end
    lenient pairs whose sources share a word, or both of which have none
named
    lenient pairs whose speakers are right, gold quotes without a speaker left out
source, cue
    of the lenient pairs whose gold has one: the same words (exact), a common word (overlap)
speaker_accuracy, kind, mode, addressee, anonymous
    of the lenient pairs whose gold states them

Gold quotes without an addressee field come from annotations that call writing speech;
their modes are compared as thought or not.

Span F1 and proportional overlap: Pareti (2015). Exact spans by role: CofeNet (Wang et al., 2022).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeAlias

import attrs

from quoteattr.evaluation.coverage import TextWords
from quoteattr.evaluation.names import addressees_met, speakers_agree
from quoteattr.evaluation.pairing import Pair, Pairing, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.records import Kind

__all__ = [
    "PRF",
    "KindRecall",
    "Score",
    "Tallies",
    "Tally",
    "count",
    "figures",
    "score",
    "score_spans",
    "speaker_is_right",
    "summed",
]

ROLES = ("source", "cue", "content")
ORDER: tuple[Kind, ...] = ("direct", "mixed", "indirect")
PAIRED = ("strict", "lenient", "end2end")


@attrs.frozen
class PRF:
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    p: float
    r: float
    f1: float


@attrs.frozen
class KindRecall:
    """How many gold quotes of one kind there are, and the share of them that was found."""

    gold: int
    strict: float
    lenient: float
    end2end: float


@attrs.frozen
class Score:
    """Every measure of one set of predictions; None where gold states nothing to measure.

    Attributes:
        docs: gold texts.
        missing_docs: those without a prediction.
        gold: gold quotes.
        pred: predicted quotes.
        strict: see the module, as the following.
        recall_by_kind: only kinds that gold has.
    """

    docs: int
    missing_docs: int
    gold: int
    pred: int
    strict: PRF
    lenient: PRF
    end2end: PRF
    overlap: PRF
    source_exact: float | None
    source_overlap: float | None
    cue_overlap: float | None
    speaker_accuracy: float | None
    named: PRF | None
    kind: float | None
    mode: float | None
    addressee: PRF | None
    anonymous: PRF | None
    recall_by_kind: dict[Kind, KindRecall]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return attrs.asdict(self)


@attrs.define
class Tally:
    """Hits, among so many predictions and so many gold quotes."""

    hits: float = 0
    predicted: float = 0
    gold: float = 0

    def add(self, hits: float, predicted: float = 0, gold: float = 1) -> None:
        """Count some more."""
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    def prf(self) -> PRF:
        """Precision, recall and F1 of the hits."""
        return _prf(_share(self.hits, self.predicted), _share(self.hits, self.gold))

    def prf_or_none(self) -> PRF | None:
        """The same; None where gold has nothing to find."""
        return self.prf() if self.gold else None

    def accuracy(self) -> float | None:
        """The share of gold that was hit; None where there is none."""
        return self.hits / self.gold if self.gold else None


# By a name of this module; what was never counted is a tally of nothing.
Tallies: TypeAlias = defaultdict[str, Tally]


def score(
    gold: Iterable[AnnotatedText], predicted: Iterable[AnnotatedText], *, speech_only: bool = False
) -> Score:
    """Every measure of predictions against gold.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predicted quotes; others are passed over.
        speech_only: whether to leave out quotes whose mode is thought, on both sides.

    Raises:
        FormatError: a predicted text differs from the gold text of its id.
    """
    pairings = pair_up_all(gold, predicted, speech_only=speech_only)
    return figures(summed(count(pairing) for pairing in pairings))


def count(pairing: Pairing) -> Tallies:
    """What one text adds to every measure."""
    tallies: Tallies = defaultdict(Tally)
    tallies["docs"].add(pairing.is_missing)
    _count_quotes(tallies, pairing)
    for pair in pairing.pairs:
        _count_content(tallies, pair)
        if pair.is_lenient:
            _count_fields(tallies, pair)
    return tallies


def summed(counts: Iterable[Tallies]) -> Tallies:
    """The tallies of all texts together."""
    tallies: Tallies = defaultdict(Tally)
    for text in counts:
        for name, tally in text.items():
            tallies[name].add(tally.hits, tally.predicted, tally.gold)
    return tallies


def score_spans(
    gold: Iterable[AnnotatedText], predicted: Iterable[AnnotatedText]
) -> dict[str, PRF]:
    """Exact agreement of single spans by role, whatever quote they belong to.

    Every contiguous span counts by itself, as the words from its first to its last;
    one that is told twice counts once.

    Args:
        gold: the annotated texts.
        predicted: the same texts with predicted quotes.
    """
    by_id = {text.id: text for text in predicted}
    tallies: Tallies = defaultdict(Tally)
    for text in gold:
        words = TextWords(text.text or "")
        for role in ROLES:
            ours = _edges(text, role, words)
            theirs = _edges(by_id.get(text.id), role, words)
            tallies[role].add(len(ours & theirs), len(theirs), len(ours))
    return {role: tallies[role].prf() for role in ROLES}


def speaker_is_right(pair: Pair) -> bool:
    """Whether the predicted speakers are those that gold names."""
    names = [accepted[0] for accepted in pair.predicted.note.speakers or () if accepted]
    return speakers_agree(names, pair.gold.note.speakers or ())


def _edges(text: AnnotatedText | None, role: str, words: TextWords) -> set[tuple[int, int]]:
    spans = [span for quote in (text.quotes if text else ()) for span in getattr(quote, role)]
    covered = (words.covered([span]) for span in spans)
    return {(min(found), max(found)) for found in covered if found}


def _count_quotes(tallies: Tallies, pairing: Pairing) -> None:
    for name in (*PAIRED, "overlap_gold", "overlap_predicted"):
        tallies[name].add(0, len(pairing.predicted), len(pairing.gold))
    for quote in pairing.gold:
        for name in PAIRED:
            tallies[f"{name} {quote.kind}"].add(0)
    with_speaker = sum(1 for quote in pairing.gold if quote.note.speakers)
    tallies["named"].add(0, len(pairing.predicted), with_speaker)


def _count_content(tallies: Tallies, pair: Pair) -> None:
    common = len(pair.gold.content & pair.predicted.content)
    tallies["overlap_gold"].hits += common / len(pair.gold.content)
    tallies["overlap_predicted"].hits += common / len(pair.predicted.content)
    met = (pair.is_strict, pair.is_lenient, pair.is_lenient and pair.has_source)
    for name, hit in zip(PAIRED, met, strict=True):
        tallies[name].hits += hit
        tallies[f"{name} {pair.gold.kind}"].hits += hit


def _count_fields(tallies: Tallies, pair: Pair) -> None:
    gold, predicted = pair.gold, pair.predicted
    if gold.source:
        tallies["source_exact"].add(gold.source == predicted.source)
        tallies["source_overlap"].add(bool(gold.source & predicted.source))
    if gold.cue:
        tallies["cue_overlap"].add(bool(gold.cue & predicted.cue))
    tallies["kind"].add(gold.kind == predicted.kind)
    if gold.note.mode and predicted.note.mode:
        tallies["mode"].add(_mode_is_right(pair))
    _count_people(tallies, pair)


def _count_people(tallies: Tallies, pair: Pair) -> None:
    gold, predicted = pair.gold.note, pair.predicted.note
    if gold.addressees is not None:
        told = predicted.addressees or ()
        met = addressees_met(told, gold.addressees)
        tallies["addressee"].add(met, len(told), len(gold.addressees))
    if gold.anonymous is not None:
        unnamed = bool(predicted.anonymous)
        tallies["anonymous"].add(gold.anonymous and unnamed, unnamed, gold.anonymous)
    if gold.speakers:
        right = speaker_is_right(pair)
        tallies["speaker_accuracy"].add(right)
        tallies["named"].hits += right
    elif gold.speakers is not None:
        # gold says that nobody is named: the prediction is no false alarm of a name
        tallies["named"].predicted -= 1


def _mode_is_right(pair: Pair) -> bool:
    gold, predicted = pair.gold.note, pair.predicted.note
    if gold.addressees is not None:
        return gold.mode == predicted.mode
    return (gold.mode == "thought") == (predicted.mode == "thought")


def figures(tallies: Tallies) -> Score:
    """The measures of tallies."""
    gold_share, share = tallies["overlap_gold"], tallies["overlap_predicted"]
    return Score(
        docs=int(tallies["docs"].gold),
        missing_docs=int(tallies["docs"].hits),
        gold=int(tallies["strict"].gold),
        pred=int(tallies["strict"].predicted),
        strict=tallies["strict"].prf(),
        lenient=tallies["lenient"].prf(),
        end2end=tallies["end2end"].prf(),
        overlap=_prf(_share(share.hits, share.predicted), _share(gold_share.hits, gold_share.gold)),
        source_exact=tallies["source_exact"].accuracy(),
        source_overlap=tallies["source_overlap"].accuracy(),
        cue_overlap=tallies["cue_overlap"].accuracy(),
        speaker_accuracy=tallies["speaker_accuracy"].accuracy(),
        named=tallies["named"].prf_or_none(),
        kind=tallies["kind"].accuracy(),
        mode=tallies["mode"].accuracy(),
        addressee=tallies["addressee"].prf_or_none(),
        anonymous=tallies["anonymous"].prf_or_none(),
        recall_by_kind={k: _kind_recall(tallies, k) for k in ORDER if tallies[f"strict {k}"].gold},
    )


def _kind_recall(tallies: Tallies, kind: Kind) -> KindRecall:
    shares = {name: tallies[f"{name} {kind}"].accuracy() or 0.0 for name in PAIRED}
    return KindRecall(gold=int(tallies[f"strict {kind}"].gold), **shares)


def _share(hits: float, of: float) -> float:
    return hits / of if of else 0.0


def _prf(p: float, r: float) -> PRF:
    return PRF(p, r, 2 * p * r / (p + r) if p + r else 0.0)
