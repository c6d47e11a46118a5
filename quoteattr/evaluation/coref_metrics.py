"""How well clusters of mentions agree with gold ones: MUC, B³, CEAFe and their mean.

Each is written from its definition, with the reading of the CoNLL shared tasks for mentions that
one side lacks: they stand in no cluster of that side.

MUC
    Links (Vilain et al., 1995): how many of the links that hold each cluster together the other
    side has; one less than a cluster's size, and one less for each further part that it falls in.
B³
    Mentions (Bagga and Baldwin, 1998): the share of each mention's cluster that is right.
CEAFe
    Clusters (Luo, 2005, with the similarity φ4): the best one-to-one alignment of clusters, each
    pair worth twice its common mentions by the sum of the two sizes.
CoNLL
    The mean of the three F1 (Pradhan et al., 2011, after Denis and Baldridge, 2009).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeAlias

import attrs

__all__ = ["Agreement", "Ratio", "agreement", "best_alignment"]

Clusters: TypeAlias = Sequence[frozenset[Hashable]]


@attrs.frozen
class Ratio:
    """Precision and recall as sums over texts.

    Attributes:
        right_predicted, predicted: numerator and denominator of precision.
        right_gold, gold: numerator and denominator of recall.
    """

    right_predicted: float = 0.0
    predicted: float = 0.0
    right_gold: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Ratio) -> Ratio:
        mine, yours = attrs.astuple(self), attrs.astuple(other)
        return Ratio(*(a + b for a, b in zip(mine, yours, strict=True)))

    @property
    def precision(self) -> float:
        """In [0, 1]; 0 where nothing is predicted."""
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """In [0, 1]; 0 where gold has nothing."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@attrs.frozen
class Agreement:
    """How well predicted clusters agree with gold ones, over one text or several.

    Attributes:
        mentions: mentions that both sides have.
        muc, b_cubed, ceafe: the three measures.
    """

    mentions: Ratio = Ratio()
    muc: Ratio = Ratio()
    b_cubed: Ratio = Ratio()
    ceafe: Ratio = Ratio()

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.mentions + other.mentions,
            self.muc + other.muc,
            self.b_cubed + other.b_cubed,
            self.ceafe + other.ceafe,
        )

    @property
    def conll(self) -> float:
        """The mean F1 of the three, in [0, 1]."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceafe.f1) / 3


def agreement(
    gold: Iterable[Iterable[Hashable]], predicted: Iterable[Iterable[Hashable]]
) -> Agreement:
    """Compare the clusters of one text.

    Args:
        gold: clusters of mentions; what stands for a mention only has to be hashable. Clusters
            of one mention are left out, as OntoNotes has none.
        predicted: clusters of mentions, no mention in two, likewise.

    >>> round(agreement(["abc"], ["ab", "cd"]).muc.f1, 3)
    0.5
    """
    ours, theirs = _clusters(gold), _clusters(predicted)
    all_ours, all_theirs = frozenset().union(*ours), frozenset().union(*theirs)
    both = len(all_ours & all_theirs)
    kept, found = _muc(theirs, ours), _muc(ours, theirs)
    right, right_too = _b_cubed(theirs, ours), _b_cubed(ours, theirs)
    alike = _alike(ours, theirs)
    return Agreement(
        Ratio(both, len(all_theirs), both, len(all_ours)),
        Ratio(*kept, *found),
        Ratio(*right, *right_too),
        Ratio(alike, len(theirs), alike, len(ours)),
    )


def _clusters(clusters: Iterable[Iterable[Hashable]]) -> Clusters:
    found = [frozenset(cluster) for cluster in clusters]
    return [cluster for cluster in found if len(cluster) > 1]


def _owner(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _muc(clusters: Clusters, others: Clusters) -> tuple[int, int]:
    """How many links of some clusters others keep, of how many."""
    owner = _owner(others)
    kept = links = 0
    for cluster in clusters:
        alone = sum(mention not in owner for mention in cluster)
        parts = len({owner[m] for m in cluster if m in owner}) + alone
        kept += len(cluster) - parts
        links += len(cluster) - 1
    return kept, links


def _b_cubed(clusters: Clusters, others: Clusters) -> tuple[float, int]:
    """The sum over mentions of the share of each one's cluster that others keep, and how many."""
    owner = _owner(others)
    total = 0.0
    for cluster in clusters:
        common: dict[int, int] = {}
        for mention in cluster:
            if mention in owner:
                common[owner[mention]] = common.get(owner[mention], 0) + 1
        total += sum(count * count for count in common.values()) / len(cluster)
    return total, sum(map(len, clusters))


def _alike(ours: Clusters, theirs: Clusters) -> float:
    """The worth of the best alignment of clusters."""
    if not ours or not theirs:
        return 0.0
    worth = [[2 * len(a & b) / (len(a) + len(b)) for b in theirs] for a in ours]
    return math.fsum(worth[row][column] for row, column in best_alignment(worth))


def best_alignment(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one alignment of rows and columns whose worths add up to most.

    The Hungarian method by shortest augmenting paths (Kuhn, 1955; Jonker and Volgenant, 1987),
    cubic in the number of rows or columns.

    Args:
        worth: a row of numbers for each row, all of one length, at least one.

    >>> best_alignment([[1.0, 2.0], [2.0, 2.5]])
    [(0, 1), (1, 0)]
    """
    rows, columns = len(worth), len(worth[0])
    if rows > columns:
        turned = [[row[column] for row in worth] for column in range(columns)]
        return sorted((row, column) for column, row in best_alignment(turned))
    paid_row, paid = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)  # which row has each column, from 1; 0 for none
    for row in range(1, rows + 1):
        taken[0] = row
        _augment(worth, paid_row, paid, taken)
    return sorted((taken[column] - 1, column - 1) for column in range(1, columns + 1)
                  if taken[column])  # fmt: skip


def _augment(
    worth: Sequence[Sequence[float]], paid_row: list[float], paid: list[float], taken: list[int]
) -> None:
    """Give a column to the row that waits in place 0, moving others along the cheapest path."""
    columns = len(paid) - 1
    least = [math.inf] * (columns + 1)
    way = [0] * (columns + 1)
    seen = [False] * (columns + 1)
    at = 0
    while taken[at]:
        seen[at] = True
        row, step, following = taken[at], math.inf, 0
        for column in range(1, columns + 1):
            if seen[column]:
                continue
            cost = -worth[row - 1][column - 1] - paid_row[row] - paid[column]
            if cost < least[column]:
                least[column], way[column] = cost, at
            if least[column] < step:
                step, following = least[column], column
        for column in range(columns + 1):
            if seen[column]:
                paid_row[taken[column]] += step
                paid[column] -= step
            else:
                least[column] -= step
        at = following
    while at:
        taken[at] = taken[way[at]]
        at = way[at]
