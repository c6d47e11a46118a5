"""How often speakers are right by the annotator's spans, and what each part of coreference wins.

``python -m quoteattr.evaluation speakers`` resolves annotated articles by weights that were fitted
without them, and prints for each set how many speakers are right, and the F1 of addressees and of
unnamed sources. With ``--ablate`` each part is switched off in turn, the weights are fitted
without it, and the quotes that it wins and loses are counted.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import attrs
import regex

from quoteattr.coref import candidates, noun_phrases, resolver
from quoteattr.coref.candidates import Candidate, Context, find_candidates
from quoteattr.coref.mentions import trimmed
from quoteattr.coref.resolver import Resolver
from quoteattr.evaluation.metrics import Tally, addressees_met, speakers_agree
from quoteattr.training.ranking import Dataset, Example, Vocabulary, resolved
from quoteattr.training.speaker_documents import Document, read_documents
from quoteattr.training.speakers import FOLDS, collect, folds_of

__all__ = ["ABLATIONS", "Ablation", "Score", "cross_fitted", "run", "score"]


@attrs.frozen
class Ablation:
    """A part of coreference, and how it is switched off.

    Attributes:
        features: matches the names of features that are left out.
        off: where the part is no feature: an object, the name of what is replaced in it, and by
            what.
    """

    features: str = ""
    off: tuple[object, str, object] | None = None


_NOTHING_OFF = Ablation()


def _without(way: str) -> tuple[object, str, object]:
    """No candidate comes by a way."""

    def found(context: Context) -> list[Candidate]:
        return [one for one in find_candidates(context) if one.origin != way]

    return resolver, "find_candidates", found


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


ABLATIONS: Mapping[str, Ablation] = {
    "features: distance": Ablation(r"(?:sent|para|out)=.*|inside-only"),
    "features: place": Ablation(r"how=.*|source|first|in-quote|in-content"),
    "features: role": Ablation(r".*role=.*|(?:never-)?subject.*"),
    "features: setting": Ablation(
        r"(?:in-quote|in-content|after-quote|opening|after-comma|inside)\+.*"
    ),
    "features: agreement": Ablation(r"lean=.*|contrary|known|other-pronoun"),
    "features: likeness": Ablation(r"shared=.*|missing=.*|all-words.*|bare\+.*|head-word"),
    "features: salience": Ablation(r"fit=.*\+(?:total|rank|sent|para|opening).*|sourced=.*"),
    "features: spoke": Ablation(r".*spoke=.*|silent.*"),
    "features: ahead": Ablation(r"ahead.*"),
    "candidates: ahead": Ablation(off=_without("ahead")),
    "candidates: joint": Ablation(off=_without("joint")),
    "candidates: parent": Ablation(off=_without("parent")),
    "candidates: nobody": Ablation(off=_without("nobody")),
    "candidates: unnamed mentions": Ablation(off=(resolver, "unnamed_mentions", _nothing)),
    "candidates: pronouns": Ablation(off=(noun_phrases, "_HE_SHE", regex.compile(r"(?!)"))),
    "constraints: agreement": Ablation(off=(candidates, "agrees", lambda *_: True)),
    "constraints: binding": Ablation(off=(candidates, "is_bound", lambda *_: False)),
    "discourse: turns": Ablation(off=(Resolver, "_turn", _nothing)),
    "conjunctions": Ablation(
        off=(resolver, "split", lambda text, start, end, *_: [trimmed(text, start, end)])
    ),
}


@attrs.define
class Score:
    """Counts of one set.

    Attributes:
        speakers: quotes that have speakers, and how many of them are right.
        addressees: those who are told.
        unnamed: quotes whose source is left unnamed.
    """

    speakers: Tally = attrs.Factory(Tally)
    addressees: Tally = attrs.Factory(Tally)
    unnamed: Tally = attrs.Factory(Tally)

    def line(self) -> str:
        """The figures, in %."""
        told, unnamed = (100 * tally.prf().f1 for tally in (self.addressees, self.unnamed))
        right = 100 * (self.speakers.accuracy() or 0)
        return f"{right:5.1f} {self.speakers.gold:6.0f}  {told:5.1f}  {unnamed:5.1f}"


def run(options: argparse.Namespace) -> int:
    """Print the figures of each set, and with ``--ablate`` what each part wins and loses; 0."""
    documents = read_documents(Path(options.data), options.sets)
    examples = collect(documents)
    base = list(cross_fitted(documents, options.parts, examples=examples))
    print("set                  right quotes  addressee F1, unnamed F1")
    for name, found in score(base).items():
        print(f"{name:20s} {found.line()}")
    for name, ablation in ABLATIONS.items() if options.ablate else ():
        if options.named in name:
            same = None if ablation.off else examples
            without = list(cross_fitted(documents, options.parts, ablation, same))
            print(f"{name:26s} {_compared(base, without)}", flush=True)
    return 0


def cross_fitted(
    documents: Sequence[Document],
    parts: int = FOLDS,
    ablation: Ablation = _NOTHING_OFF,
    examples: tuple[Vocabulary, Sequence[Sequence[Example]]] | None = None,
) -> Iterator[tuple[Document, Resolver]]:
    """Articles resolved by weights that were fitted without them.

    Args:
        documents: annotated articles.
        parts: how many of the five folds are resolved.
        ablation: what is switched off.
        examples: what :func:`collect` finds in the articles, where that is known already.
    """
    with patch.object(*ablation.off) if ablation.off else nullcontext():
        features, articles = examples or collect(documents)
        folds = folds_of(documents)
        dataset = Dataset(articles, features, folds)
        left_out = regex.compile(ablation.features or r"(?!)")
        dataset.leave_out(lambda name: left_out.fullmatch(name) is not None)
        for part in range(parts):
            ranker = dataset.fit(part)
            for document, its_fold in zip(documents, folds, strict=True):
                if its_fold == part:
                    yield document, resolved(document, ranker)


def score(found: Sequence[tuple[Document, Resolver]]) -> dict[str, Score]:
    """The figures of each set, and of all together.

    Args:
        found: annotated articles with their resolved speakers.
    """
    sets: dict[str, Score] = {}
    for document, one in found:
        for name in (document.set, "all"):
            _add(sets.setdefault(name, Score()), document, one)
    return dict(sorted(sets.items(), key=lambda row: row[0] == "all"))


def _add(total: Score, document: Document, found: Resolver) -> None:
    for right in _right(document, found):
        total.speakers.add(right)
    for at, row in enumerate(found.speakers):
        told, unnamed = document.addressees[at], document.anonymous[at]
        if told is not None:
            names = [who.name for who in found.addressees[at]]
            total.addressees.add(addressees_met(names, told), len(names), len(told))
        if unnamed is not None:
            said = any(who in found.anonymous for who in row)
            total.unnamed.add(said and unnamed, said, unnamed)


def _right(document: Document, found: Resolver) -> list[bool]:
    """Of each quote that has speakers whether these are right."""
    return [
        speakers_agree([who.name for who in row], gold)
        for row, gold in zip(found.speakers, document.speakers, strict=True)
        if gold
    ]


def _compared(
    base: Sequence[tuple[Document, Resolver]], without: Sequence[tuple[Document, Resolver]]
) -> str:
    """Quotes that a part wins and loses, by set, and their difference for a thousand articles."""
    sets: dict[str, list[int]] = {}
    for (document, one), (_, other) in zip(base, without, strict=True):
        row = sets.setdefault(document.set, [0, 0])
        for mine, theirs in zip(_right(document, one), _right(document, other), strict=True):
            row[0] += mine > theirs
            row[1] += theirs > mine
    net = sum(won - lost for won, lost in sets.values())
    each = " ".join(f"{name}:+{won}-{lost}" for name, (won, lost) in sets.items())
    return f"{1000 * net / max(1, len(base)):+6.1f} a thousand articles  {each}"
