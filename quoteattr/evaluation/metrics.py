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
    of the lenient pairs whose gold has one: a common word (overlap), for sources also the same
    words (exact)
speaker_accuracy, kind, mode, addressee, anonymous, negated
    of the lenient pairs whose gold states them; gold that marks no report as negated states none

Gold quotes without an addressee field come from annotations that call writing speech;
their modes are compared as thought or not.

Span F1 and proportional overlap: Pareti (2015). Exact spans by role: CofeNet (Wang et al., 2022).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import attrs

from quoteattr.evaluation.pairing import Pair, Pairing, TextWords, pair_up_all
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.records import Kind

__all__ = [
    "PRF",
    "Score",
    "Tallies",
    "Tally",
    "addressees_met",
    "count",
    "figures",
    "is_accepted",
    "normalised",
    "score",
    "score_spans",
    "speaker_is_right",
    "speakers_agree",
]

ROLES = ("source", "cue", "content")
ORDER: tuple[Kind, ...] = ("direct", "mixed", "indirect")
PAIRED = ("strict", "lenient", "end2end")
# Measures of what gold need not state.
STATED = ("named", "addressee", "anonymous", "negated")
SHARES = ("source_exact", "source_overlap", "cue_overlap", "speaker_accuracy", "kind", "mode")

_POSSESSIVE = re.compile(r"[’']s?$")
_ARTICLE = re.compile(r"^(?:the|a|an|some|several|many)\s+", re.IGNORECASE)
_NO_WORD = re.compile(r"\W+")


@attrs.frozen
class PRF:
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    p: float
    r: float
    f1: float


@attrs.frozen
class Score:
    """Every measure of one set of predictions; None where gold states nothing to measure.

    Attributes:
        docs: gold texts.
        missing_docs: those without a prediction.
        gold: gold quotes.
        pred: predicted quotes.
        strict: see the module, as the following.
        recall_by_kind: for kinds that gold has, how many, and the share found by each measure.
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
    negated: PRF | None
    recall_by_kind: dict[Kind, dict[str, float]]


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
    return figures(map(count, pairings))


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
    both = gold.note.negated and predicted.note.negated
    tallies["negated"].add(both, predicted.note.negated, gold.note.negated)
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


def figures(counts: Iterable[Tallies]) -> Score:
    """The measures of texts together, each counted by :func:`count`."""
    tallies: Tallies = defaultdict(Tally)
    for text in counts:
        for name, tally in text.items():
            tallies[name].add(tally.hits, tally.predicted, tally.gold)
    gold_share, share = tallies["overlap_gold"], tallies["overlap_predicted"]
    stated: dict[str, Any] = {name: tallies[name].prf_or_none() for name in STATED}
    stated |= {name: tallies[name].accuracy() for name in SHARES}
    return Score(
        docs=int(tallies["docs"].gold),
        missing_docs=int(tallies["docs"].hits),
        gold=int(tallies["strict"].gold),
        pred=int(tallies["strict"].predicted),
        strict=tallies["strict"].prf(),
        lenient=tallies["lenient"].prf(),
        end2end=tallies["end2end"].prf(),
        overlap=_prf(_share(share.hits, share.predicted), _share(gold_share.hits, gold_share.gold)),
        **stated,
        recall_by_kind={k: _kind_recall(tallies, k) for k in ORDER if tallies[f"strict {k}"].gold},
    )


def _kind_recall(tallies: Tallies, kind: Kind) -> dict[str, float]:
    shares = {name: tallies[f"{name} {kind}"].accuracy() or 0.0 for name in PAIRED}
    return {"gold": int(tallies[f"strict {kind}"].gold), **shares}


def _share(hits: float, of: float) -> float:
    return hits / of if of else 0.0


def _prf(p: float, r: float) -> PRF:
    return PRF(p, r, 2 * p * r / (p + r) if p + r else 0.0)


def normalised(name: str) -> str:
    """A name in lower case, without article, possessive ending and punctuation.

    >>> normalised("The Harbour-Master’s")
    'harbour master'
    """
    bare = _ARTICLE.sub("", _POSSESSIVE.sub("", name.strip()))
    return _NO_WORD.sub(" ", bare.lower()).strip()


def is_accepted(predicted: str, accepted: Sequence[str]) -> bool:
    """Whether a predicted name will do: an accepted one, or one with words around it.

    Words may stand around a name of two words or more, and around a common noun;
    a single proper name with more words may be somebody else.

    >>> is_accepted("Captain Odo Veen", ["Odo Veen", "Veen"]), is_accepted("Ada Veen", ["Veen"])
    (True, False)
    >>> is_accepted("officials in Harn", ["officials"])
    True
    """
    return any(_is_name(normalised(predicted), name) for name in accepted)


def _is_name(predicted: str, name: str) -> bool:
    wanted = normalised(name)
    if predicted == wanted:
        return True
    may_grow = " " in wanted or (wanted != "" and wanted == name.strip())
    return may_grow and (predicted.endswith(f" {wanted}") or predicted.startswith(f"{wanted} "))


def speakers_agree(predicted: Sequence[str], gold: Sequence[Sequence[str]]) -> bool:
    """Whether predicted names and speakers match one to one.

    Args:
        predicted: one name a predicted speaker.
        gold: the accepted names of each speaker.
    """
    if len(predicted) != len(gold):
        return False
    left = list(predicted)
    for accepted in gold:
        hit = next((i for i, name in enumerate(left) if is_accepted(name, accepted)), None)
        if hit is None:
            return False
        del left[hit]
    return True


def addressees_met(predicted: Sequence[str], gold: Sequence[str]) -> int:
    """How many gold addressees a predicted one names: one's words stand in the other in a row.

    >>> addressees_met(["crew of the ferry", "Ada"], ["the crew", "Odo"])
    1
    """
    left = [f" {normalised(name)} " for name in predicted]
    met = 0
    for wanted in (f" {normalised(name)} " for name in gold):
        hit = next((i for i, name in enumerate(left) if wanted in name or name in wanted), None)
        if hit is not None:
            del left[hit]
            met += 1
    return met
