"""Learn the weights by which antecedents are ranked and verdicts given.

Every pronoun and description that is a source in the world articles is one example: the
candidates that :mod:`quoteattr.speakers.ranking.antecedents` finds for it, and which of them bear
a name that the annotator accepts. The documents are walked with right decisions, so that later
mentions meet the history that they should. :mod:`quoteattr.training.choices` fits the weights.

How sure a speaker is, :mod:`quoteattr.training.sureness` learns from the same documents.
Whether a candidate was told, and whether a source is unnamed (:mod:`quoteattr.training.unnamed`),
are examples of two options: its features against none (:mod:`quoteattr.speakers.ranking.verdicts`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import regex

from quoteattr.attribution.records import Attribution
from quoteattr.models import write_manifest
from quoteattr.speakers.judging import Learned
from quoteattr.speakers.ranking.antecedents import Candidate, Choice
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent, Row
from quoteattr.speakers.resolution import Resolver
from quoteattr.training.choices import Example, fit, fit_apart
from quoteattr.training.sureness import learn_sureness
from quoteattr.training.unnamed import unnamed_examples

__all__ = ["Answers", "Example", "Listener", "add_arguments", "examples_of", "fit", "learn", "run"]

Gold: TypeAlias = Sequence[Sequence[Sequence[str]]]
Document: TypeAlias = tuple[Any, ...]

# Chosen by five-fold cross-validation over documents; a little more or less changes nothing.
PENALTY = 4.0
VERDICT_PENALTY = 3.0

_LEAD = regex.compile(r"^(?:the|a|an|some|several|many)\s+", regex.I)
_NO_WORD = regex.compile(r"[^\w]+")


@attrs.frozen
class Answers:
    """What the annotator says beside the speakers, of each attribution.

    Attributes:
        unnamed: whether the source is a person or persons without a name.
        addressees: the names of those told; None where nothing is to be learned from them.
    """

    unnamed: Sequence[bool]
    addressees: Sequence[Sequence[str]] | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model to write")
    parser.add_argument("--penalty", type=float, default=PENALTY, help="L2 penalty of the ranking")
    parser.add_argument(
        "--models",
        type=Path,
        help="folder of the models that annotate; without it entities are the corpus's",
    )
    _add_texts(parser)


def _add_texts(parser: argparse.ArgumentParser) -> None:
    """What to learn from beside the world articles of the data folder."""
    for name, what in (
        ("--also", "more articles to learn from"),
        ("--cases", "files of cases with whole articles, to learn from too"),
        ("--polnear", "speakers of articles of polnear/train.jsonl, to learn from too"),
    ):
        parser.add_argument(name, type=Path, nargs="+", default=[], metavar="FILE", help=what)
    unseen = "folder of an attribution network, and annotated articles that it has not learned from"
    for name, what in (
        ("--unseen", f"{unseen}; may be given again"),
        ("--unseen-polnear", "the same of articles of PolNeAR, read by its guideline"),
    ):
        parser.add_argument(
            name,
            type=Path,
            nargs=2,
            action="append",
            default=[],
            metavar=("NETWORK", "FILE"),
            help=what,
        )


def run(args: argparse.Namespace) -> int:
    """Collect the examples, fit the weights, write ``speakers.json`` and the manifest."""
    from quoteattr.training.speaker_data import (
        read_invented_documents,
        read_others,
        read_polnear,
        read_training,
        read_unseen,
    )

    documents = list(read_training(args.data, args.models))
    if args.also:
        documents += read_others(args.also, args.data, args.models)
    if args.cases:
        documents += read_invented_documents(args.cases, args.data, args.models)
    if args.polnear:
        documents += read_polnear(args.polnear, args.data, args.models)
    unseen = [(network, path, "world") for network, path in args.unseen]
    unseen += [(network, path, "polnear") for network, path in args.unseen_polnear]
    predicted = read_unseen(unseen, args.data, args.models or args.out) if unseen else {}
    table, count = learn(documents, args.penalty, predicted=predicted)
    rounded = {name: round(value, 4) for name, value in sorted(table.items()) if abs(value) > 0.001}
    data = {"format_version": 1, "examples": count, "weights": rounded}
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "speakers.json").write_text(json.dumps(data, indent=0) + "\n", "utf-8")
    write_manifest(args.out, args.out.name)
    return 0


def learn(
    documents: Sequence[Document],
    penalty: float = PENALTY,
    rounds: int = 2,
    predicted: Mapping[str, Sequence[Sequence[Attribution]]] | None = None,
) -> tuple[Mapping[str, float], int]:
    """The weights after some rounds, and how many examples the last one had.

    Each round walks the documents with the weights of the one before,
    so that what no annotator decided is decided as it will be.

    Args:
        documents: text, attributions, annotation, accepted names and, if the verdicts are to
            be learnt too, :class:`Answers` of each.
        penalty: L2 penalty of the ranking's weights.
        rounds: how many times to walk and fit.
        predicted: by text, attributions that networks found which had not seen it; from them
            the sureness learns what a doubtful source is worth.
    """
    table: Mapping[str, float] = {}
    ranking: list[list[Example]] = []
    verdicts: list[Example] = []
    for _ in range(rounds):
        ranking, verdicts = [], []
        for document in documents:
            found = _examples(document, table)
            ranking.append([e for e in found if _is_ranking(e)])
            verdicts += [e for e in found if not _is_ranking(e)]
        rank = fit([e for each in ranking for e in each], penalty)
        table = {**rank, **fit(verdicts, VERDICT_PENALTY)}
    apart = fit_apart(ranking, penalty)
    hidden = unnamed_examples(documents, apart)
    sure = learn_sureness(documents, apart, predicted or {})
    count = sum(map(len, ranking)) + len(verdicts) + len(hidden)
    return {**table, **fit(hidden, VERDICT_PENALTY), **sure}, count


def _is_ranking(example: Example) -> bool:
    """Whether it is a choice among candidates; a verdict's other option has no features."""
    return all(example.options)


def _examples(document: Document, table: Mapping[str, float]) -> list[Example]:
    text, attributions, annotation, gold, *answers = document
    return examples_of(text, attributions, annotation, gold, table, *answers)


class Listener:
    """A judge that follows the annotator and keeps what it decided.

    Args:
        gold: for each attribution the accepted names of each of its speakers.
        table: weights for what no annotator decided.
        answers: addressees, for learning who was told.

    Attributes:
        examples: the decisions of the annotator so far.
    """

    def __init__(
        self,
        gold: Sequence[Sequence[Sequence[str]]],
        table: Mapping[str, float],
        answers: Answers | None = None,
    ) -> None:
        self.gold = gold
        self.answers = answers
        self.examples: list[Example] = []
        self._usual = Learned(table)
        self.weigh = self._usual.weigh
        self._names: Sequence[Sequence[str]] = ()

    def turn_to(self, index: int, *, told: bool) -> None:
        """Look up whom the annotator names."""
        if told:
            names = self._told_to(index) or ()
            self._names = [names] if names else ()
        else:
            self._names = self.gold[index]

    def accept(
        self, features: Sequence[str], otherwise: bool, index: int, who: Phrase | Row
    ) -> bool:
        """Keep whether the annotator says that somebody was told, and follow it."""
        names = self._told_to(index)
        if names is None or not features:
            return self._usual.accept(features, otherwise, index, who)
        right = bool(names) and (_open(who) or _told(who, names))
        self.examples.append(Example((tuple(features), ()), (right, not right)))
        return right

    def _told_to(self, index: int) -> Sequence[str] | None:
        if self.answers is None or self.answers.addressees is None:
            return None
        return self.answers.addressees[index]

    def decide(self, phrase: Phrase, options: Sequence[Candidate]) -> Choice:
        """Keep the decision as an example, and take a right candidate where there is one."""
        right = self._right(phrase, options)
        if self._names and any(right) and not all(right):
            self.examples.append(Example(tuple(tuple(o.features) for o in options), tuple(right)))
        for option, good in zip(options, right, strict=True):
            if good:
                return Choice(option.who, 1.0)
        return self._usual.decide(phrase, options)

    def _right(self, phrase: Phrase, options: Sequence[Candidate]) -> list[bool]:
        own = len(self._names) == 1 and _accepted([phrase.label], self._names)
        return [self._bears(o.who) if o.who is not None else own for o in options]

    def _bears(self, who: Referent) -> bool:
        if who.members or len(self._names) > 1:
            members = who.members or (who,)
            return len(members) == len(self._names) and all(
                _accepted(_forms(m), self._names) for m in members
            )
        return _accepted(_forms(who), self._names)


def _open(who: Phrase | Row) -> bool:
    """Whether a phrase may mean anybody: a pronoun or a description, whose words tell nothing."""
    return isinstance(who, Phrase) and who.form in ("pronoun", "definite")


def _told(who: Phrase | Row, names: Sequence[str]) -> bool:
    """Whether one of the annotator's names is, or holds, or is held by, what somebody is called."""
    if isinstance(who, Phrase):
        forms = [who.label, *(_forms(who.name) if who.name else ())]
    else:
        forms = [form for one in who for form in [one.name, *one.forms]]
    plain = [f" {_plain(form)} " for form in forms]
    wanted = [f" {_plain(name)} " for name in names]
    return any(p in w or w in p for p in plain for w in wanted)


def _forms(who: Referent) -> list[str]:
    return [who.name, *(f for f in who.forms if len(f.split()) > 1)]


def _accepted(forms: Iterable[str], gold: Sequence[Sequence[str]]) -> bool:
    plain = {_plain(f) for f in forms}
    names = {_plain(name): name for one in gold for name in one}
    if plain & names.keys():
        return True
    wide = [p for p, name in names.items() if " " in p or p == name]
    return any(f.endswith(" " + p) or f.startswith(p + " ") for f in plain for p in wide)


def _plain(name: str) -> str:
    name = _LEAD.sub("", regex.sub(r"[’']s?$", "", name.strip()))
    return str(_NO_WORD.sub(" ", name.lower()).strip())


def examples_of(
    text: str,
    attributions: Sequence[Attribution],
    annotation: Any,
    gold: Sequence[Sequence[Sequence[str]]],
    table: Mapping[str, float],
    answers: Answers | None = None,
) -> list[Example]:
    """The decisions of one annotated text.

    Args:
        text: the text.
        attributions: its gold attributions.
        annotation: its sentences and entities.
        gold: for each attribution the accepted names of each of its speakers.
        table: weights for what no annotator decided.
        answers: addressees and whether unnamed, for learning the verdicts.
    """
    listener = Listener(gold, table, answers)
    Resolver(text, attributions, annotation, table, listener).run()
    return listener.examples
