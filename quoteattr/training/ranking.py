"""Learn to rank: examples of decisions that follow an annotator, and the weights that fit them.

Every mention of a source, and every annotated one of the running text, is one example: its
candidates, and which of them bear a name that the annotator accepts. The documents are walked with
right decisions, so that later mentions meet the history that they should. A decision of yes or no
is an example of two options, its features against none. The weights maximise the share of the
softmax that falls on right options (Denis and Baldridge, 2008).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from quoteattr.coref.candidates import Candidate, Context
from quoteattr.coref.clusters import Cluster
from quoteattr.coref.ranker import BIAS, Choice, Option, Ranker
from quoteattr.coref.resolver import Judge, Resolver
from quoteattr.evaluation.metrics import addressees_met, is_accepted
from quoteattr.training.speaker_documents import Document

__all__ = ["PENALTY", "Dataset", "Example", "Oracle", "Vocabulary", "examples_of", "resolved"]

Ints = npt.NDArray[np.int64]

# A feature that fewer examples have is left out.
FEWEST = 3
# Of the hidden layer, set on articles that were left out; features drop out as units do.
WIDTH, EPOCHS, BATCH_SIZE, LEARNING_RATE, WEIGHT_DECAY = 64, 10, 256, 5e-3, 0.05
FEATURE_DROPOUT, DROPOUT = 0.3, 0.5
SEED = 1
# Of the linear weights: the penalty of their squares, for all examples together, and steps.
PENALTY = 4.0
STEPS = 150


@attrs.frozen
class Example:
    """One decision.

    Attributes:
        kind: of the mention, or the name of the decision.
        options: of each candidate its features, by number, and their values.
        right: which candidates are right.
    """

    kind: str
    options: tuple[tuple[array[int], array[float]], ...]
    right: tuple[bool, ...]


class Vocabulary:
    """Numbers of features, given out in the order of asking."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def example(
        self, kind: str, options: Iterable[Option], right: Sequence[bool]
    ) -> Example | None:
        """An example of the binary features of its options; None to leave it out."""
        valued = ([(BIAS, 1.0), *((name, 1.0) for name in names)] for names, _ in options)
        return Example(kind, tuple(self.numbered(kind, row) for row in valued), tuple(right))

    def numbered(
        self, kind: str, features: Sequence[tuple[str, float]]
    ) -> tuple[array[int], array[float]]:
        """Features by number, and their values."""
        known = self.numbers
        ids = array("i", [known.setdefault((kind, f), len(known)) for f, _ in features])
        return ids, array("f", [value for _, value in features])


class Oracle:
    """Decides as the annotator did, and by the ranker where nothing is annotated.

    Args:
        document: the annotated article.
        ranker: decides what no annotator decided.
        features: gives them numbers.

    Attributes:
        examples: the decisions so far.
    """

    def __init__(self, document: Document, ranker: Ranker, features: Vocabulary) -> None:
        self.document, self.ranker, self.features = document, ranker, features
        self.examples: list[Example] = []
        self._heard: list[str] = []

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        """Keep the choice as an example, and take the likeliest right candidate."""
        if context.role != "other":
            right = [self._is_right(index, context, one) for one in candidates]
        elif (names := self.document.antecedents.get(context.mention.span)) is not None:
            right = [_is_antecedent(context, one, names) for one in candidates]
        else:
            return self.ranker.choose(index, context, candidates)
        if any(right) and not all(right) and context.role != "addressee":
            self._keep(context.table, [(one.features, one.values) for one in candidates], right)
        good = [one for one, is_right in zip(candidates, right, strict=True) if is_right]
        choice = self.ranker.choose(index, context, good or candidates)
        who = choice.candidate.who
        self._heard = [context.mention.label, *([who.name] if who is not None else [])]
        return choice

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        """Keep the decision as an example, and follow the annotator."""
        features = list(features)
        answer = self._answer(index, name)
        if answer is None:
            return self.ranker.decide(index, name, features)
        self._keep(name, [(features, ()), ((), ())], [answer, not answer])
        return float(answer)

    def _keep(self, kind: str, options: Sequence[Option], right: Sequence[bool]) -> None:
        example = self.features.example(kind, options, right)
        if example is not None:
            self.examples.append(example)

    def _answer(self, index: int, name: str) -> bool | None:
        if name == "addressee":
            told = self.document.addressees[index]
            return None if told is None else any(addressees_met([n], told) for n in self._heard)
        if name == "joint":
            return len(self.document.speakers[index]) > 1
        if name == "anonymous":
            return self.document.anonymous[index]
        return None

    def _is_right(self, index: int, context: Context, one: Candidate) -> bool:
        gold: Sequence[Sequence[str]] = self.document.speakers[index]
        if context.role == "addressee":
            told = self.document.addressees[index]
            gold = [[name] for name in told or ()]
        if one.origin == "nobody":
            return not gold
        if one.who is None:
            several = len(gold) > 1 and bool(context.excluded)
            accepted = gold if len(gold) == 1 or several else ()
            return any(is_accepted(context.mention.label, names) for names in accepted)
        return self._bears(one.who, gold, context)

    def _bears(self, who: Cluster, gold: Sequence[Sequence[str]], context: Context) -> bool:
        if who.members:
            return len(who.members) == len(gold) and all(
                any(_is_called(one, names) for names in gold) for one in who.members
            )
        if len(gold) > 1 and context.mention.form in ("pronoun", "null"):
            return False
        return any(_is_called(who, names) for names in gold)


def _is_antecedent(context: Context, one: Candidate, names: Sequence[str]) -> bool:
    """Whether a candidate bears one of the names of whom a mention means. Without names it is
    somebody new, or an unnamed cluster that was called by the same noun.
    """
    if names:
        return one.who is not None and not one.who.members and _is_called(one.who, names)
    noun = context.mention.head
    return one.who is None or (one.who.named is None and noun in one.who.nouns)


def _is_called(who: Cluster, names: Sequence[str]) -> bool:
    forms = [who.name, *(f for f in (who.named.forms if who.named else ()) if " " in f)]
    return any(is_accepted(form, names) for form in forms)


def examples_of(document: Document, ranker: Ranker, features: Vocabulary) -> list[Example]:
    """The decisions of one annotated article."""
    oracle = Oracle(document, ranker, features)
    resolved(document, oracle)
    return oracle.examples


def resolved(document: Document, judge: Judge) -> Resolver:
    """An annotated article whose speakers were resolved by a judge."""
    return Resolver(
        document.text, document.attributions, document.annotation, document.entities, judge
    ).run()


class Dataset:
    """The examples of many articles as flat arrays, encoded once and fitted on any part of them.

    Args:
        articles: the examples of each article.
        names: the features of the examples.
        folds: the fold of each article; one each where None.
    """

    def __init__(
        self,
        articles: Sequence[Sequence[Example]],
        names: Vocabulary,
        folds: Sequence[int] | None = None,
    ) -> None:
        features, values = array("i"), array("f")
        lengths, sizes, owners, right = array("i"), array("i"), array("i"), array("b")
        for article, examples in zip(folds or range(len(articles)), articles, strict=True):
            for one in examples:
                sizes.append(len(one.options))
                owners.append(article)
                right.extend(one.right)
                for ids, weights in one.options:
                    lengths.append(len(ids))
                    features.extend(ids)
                    values.extend(weights)
        self.names = list(names.numbers)
        self._features, self._values = np.array(features), np.array(values)
        self._lengths, self._sizes = np.array(lengths), np.array(sizes)
        self._owners, self._right = np.array(owners), np.array(right, dtype=np.float64)

    def leave_out(self, is_out: Callable[[str], bool]) -> None:
        """Leave out the features whose name says so."""
        entries = ~np.array([is_out(name) for _, name in self.names], dtype=bool)[self._features]
        option = np.repeat(np.arange(len(self._lengths)), self._lengths)[entries]
        self._features, self._values = self._features[entries], self._values[entries]
        self._lengths = np.bincount(option, minlength=len(self._lengths))

    def fit(self, without: int = -1) -> Ranker:
        """A ranker that makes right options likely.

        Args:
            without: the fold that is left out; none by default.
        """
        task, used = self._task(without)
        kept = [self.names[number] for number in used]
        shared = {name: i for i, name in enumerate(sorted({name for _, name in kept}))}
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(SEED)
            net = _Net([shared[name] for _, name in kept], len(shared))
            _learn(net, task)
        # The rows of a kind stand together.
        order = sorted(range(len(kept)), key=lambda i: kept[i][0])
        rows: dict[str, dict[str, int]] = {}
        for row, i in enumerate(order):
            rows.setdefault(kept[i][0], {})[kept[i][1]] = row
        vectors = (net.own + net.shared[net.names]).detach()
        return Ranker(rows, vectors[order].numpy(), net.output.detach().numpy())

    def fit_linear(self, penalty: float = PENALTY) -> dict[str, dict[str, float]]:
        """Linear weights that make right options likely, by kind and feature.

        Args:
            penalty: of the squared weights, for all examples together.
        """
        task, used = self._task()
        weights = torch.zeros(len(used), 1, requires_grad=True)
        optimiser = torch.optim.Adam([weights], lr=0.1)
        features, values, offsets, example, right = task.of(np.arange(len(task.sizes)))
        for step in range(STEPS):
            optimiser.param_groups[0]["lr"] = 0.1 * (1 - step / STEPS)
            scores = _bag(features, weights, offsets, values).squeeze(-1)
            loss = _loss(scores, example, right) + penalty / 2 * weights.square().sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        table: dict[str, dict[str, float]] = {}
        for number, weight in zip(used, weights.detach().squeeze(-1).tolist(), strict=True):
            kind, name = self.names[number]
            table.setdefault(kind, {})[name] = weight
        return table

    def _task(self, without: int = -1) -> tuple[_Task, list[int]]:
        """The examples to learn from, and the features that are often enough in them."""
        example = np.repeat(np.arange(len(self._sizes)), self._sizes)
        solved = np.bincount(example, self._right, len(self._sizes)) > 0
        options = np.repeat((self._owners != without) & solved, self._sizes)
        entries = np.repeat(options, self._lengths)
        features, values = self._features[entries], self._values[entries]
        option = np.repeat(np.arange(options.sum()), self._lengths[options])
        used = np.flatnonzero(np.bincount(features, minlength=len(self.names)) >= FEWEST)
        column = np.full(len(self.names), -1, dtype=np.int64)
        column[used] = np.arange(len(used))
        kept = column[features] >= 0
        sizes = np.bincount(example[options], minlength=len(self._sizes))
        task = _Task(
            column[features[kept]],
            values[kept],
            np.bincount(option[kept], minlength=options.sum()),
            sizes[sizes > 0],
            self._right[options],
        )
        return task, used.tolist()


@attrs.frozen(eq=False)
class _Task:
    """Examples as flat arrays: features and values by option, options by example."""

    features: Ints
    values: Any
    lengths: Ints
    sizes: Ints
    right: Any

    def of(self, examples: Ints) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Some examples: features, values, where each option's begin, its example, is it right."""
        options = _ranges(self.sizes, examples)
        entries = _ranges(self.lengths, options)
        lengths = self.lengths[options]
        return (
            torch.from_numpy(self.features[entries]),
            torch.from_numpy(self.values[entries].astype(np.float32)),
            torch.from_numpy(np.cumsum(lengths) - lengths),
            torch.from_numpy(np.repeat(np.arange(len(examples)), self.sizes[examples])),
            torch.from_numpy(self.right[options].astype(np.float32)),
        )

    def shuffled(self, random: np.random.Generator) -> Iterator[tuple[Tensor, ...]]:
        """All examples in random order, some at a time."""
        parts = -(-len(self.sizes) // BATCH_SIZE)
        if parts:
            for some in np.array_split(random.permutation(len(self.sizes)), parts):
                yield self.of(some)


def _ranges(lengths: Ints, chosen: Ints) -> Ints:
    """The indices of all that belongs to some of the rows that have so many each."""
    starts, own = (np.cumsum(lengths) - lengths)[chosen], lengths[chosen]
    before = np.cumsum(own) - own
    found: Ints = np.arange(own.sum()) + np.repeat(starts - before, own)
    return found


class _Net(nn.Module):
    """The ranker while it learns: of each feature a vector, which it shares in part with the
    features of this name of other kinds.

    Args:
        names: for each feature the number of its name.
        count: how many names there are.
    """

    def __init__(self, names: Sequence[int], count: int) -> None:
        super().__init__()
        self.names = torch.tensor(names, dtype=torch.long)
        self.own = nn.Parameter(torch.zeros(len(names), WIDTH))
        self.shared = nn.Parameter(torch.randn(count, WIDTH) / 10)
        self.output = nn.Parameter(torch.zeros(WIDTH))

    def forward(self, features: Tensor, values: Tensor, offsets: Tensor) -> Tensor:
        """The scores of options, while learning."""
        kept = torch.rand(len(values)) >= FEATURE_DROPOUT
        values = values * kept / (1 - FEATURE_DROPOUT)
        hidden = _bag(features, self.own, offsets, values)
        hidden = hidden + _bag(self.names[features], self.shared, offsets, values)
        return nn.functional.dropout(hidden.relu(), DROPOUT) @ self.output


def _bag(rows: Tensor, vectors: Tensor, offsets: Tensor, values: Tensor) -> Tensor:
    return nn.functional.embedding_bag(
        rows, vectors, offsets, mode="sum", per_sample_weights=values
    )


def _learn(net: _Net, task: _Task) -> None:
    random = np.random.default_rng(SEED)
    optimiser = torch.optim.AdamW(net.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    for epoch in range(EPOCHS):
        for features, values, offsets, example, right in task.shuffled(random):
            loss = _loss(net(features, values, offsets), example, right) / (example[-1] + 1)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        for group in optimiser.param_groups:
            group["lr"] = LEARNING_RATE * (1 - (epoch + 1) / EPOCHS)


def _loss(scores: Tensor, example: Tensor, right: Tensor) -> Tensor:
    """The sum over examples of the negative logarithm of the share of right options."""
    count = int(example[-1]) + 1
    top = torch.full((count,), -torch.inf).scatter_reduce(0, example, scores.detach(), "amax")
    mass = (scores - top[example]).exp()
    total = torch.zeros(count).index_add(0, example, mass)
    good = torch.zeros(count).index_add(0, example, mass * right)
    return (total.log() - (good + 1e-9).log()).sum()
