"""The ranker: which candidate a mention means, and other learned decisions.

A mention ranker in the sense of Denis and Baldridge (2008) with one hidden layer. Every feature
has a vector; the positive part of the sum of a candidate's vectors, weighed, is its score. What the
network that reads the text makes of a candidate (its affinity) is added with weights of its own.
The softmax over all candidates of a mention is the probability of each. A decision of yes or no is
a choice between its features and nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from quoteattr import models
from quoteattr.coref.candidates import Candidate, Context
from quoteattr.errors import ModelFileError

__all__ = ["BASE", "BIAS", "Choice", "Ranker", "load_ranker", "save_ranker"]

WEIGHTS, VECTORS = "speakers.json", "speakers.safetensors"
_BUNDLED = Path(models.__file__).parent / "en"

#: The feature that every candidate has.
BIAS = ""
#: Among the linear weights, what the score of the hidden layer is multiplied by.
BASE = "base"

Option: TypeAlias = tuple[Sequence[str], Sequence[tuple[str, float]]]
Floats: TypeAlias = npt.NDArray[np.float32]


@attrs.frozen(eq=False)
class Choice:
    """The outcome of a ranking.

    Attributes:
        candidate: the best candidate.
        probability: its share of the softmax, in [0, 1].
    """

    candidate: Candidate
    probability: float


@attrs.frozen(eq=False)
class Ranker:
    """Chooses by weights.

    Attributes:
        rows: row in ``vectors`` of each binary feature, by kind of mention or name of decision.
        vectors: shape (features, width).
        output: what the parts of a sum of vectors weigh, shape (width,).
        linear: weights of features with values, by kind, with ``BASE``; for a decision without
            rows, weights of all its features.
    """

    rows: Mapping[str, Mapping[str, int]] = attrs.field(factory=dict, repr=False)
    vectors: Floats = attrs.field(factory=lambda: np.zeros((0, 1), np.float32), repr=False)
    output: Floats = attrs.field(factory=lambda: np.zeros(1, np.float32), repr=False)
    linear: Mapping[str, Mapping[str, float]] = attrs.field(factory=dict, repr=False)

    def choose(self, index: int, context: Context, candidates: Sequence[Candidate]) -> Choice:
        """The likeliest candidate; of equal ones the first.

        Args:
            index: of the attribution.
            context: the mention.
            candidates: at least one, with features.
        """
        scores = self.scores(context.table, [(one.features, one.values) for one in candidates])
        best = max(range(len(scores)), key=lambda i: (scores[i], -i))
        total = sum(math.exp(score - scores[best]) for score in scores)
        return Choice(candidates[best], 1.0 / total)

    def decide(self, index: int, name: str, features: Iterable[str]) -> float:
        """The probability that something is so.

        Args:
            index: of the attribution that it is asked of.
            name: of the decision.
            features: what speaks for it or against it.
        """
        if name in self.rows:
            yes, no = self.scores(name, [(list(features), ()), ((), ())])
            score = yes - no
        else:
            known = self.linear.get(name, {})
            score = sum(map(known.get, features, repeat(0.0)))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

    def scores(self, kind: str, options: Sequence[Option]) -> list[float]:
        """The scores of some options, each with its binary features and its other ones."""
        known = self.linear.get(kind, {})
        added = [sum(known.get(f, 0.0) * value for f, value in values) for _, values in options]
        rows = self.rows.get(kind)
        if rows is None:
            return added
        at: list[int] = []
        starts = []
        for names, _ in options:
            starts.append(len(at))
            at.append(rows[BIAS])
            at += [row for row in map(rows.get, names) if row is not None]
        hidden = np.add.reduceat(self.vectors[at], starts)
        base = (np.maximum(hidden, 0.0) @ self.output) * known.get(BASE, 1.0)
        return [score + more for score, more in zip(base.tolist(), added, strict=True)]


def save_ranker(folder: Path, ranker: Ranker) -> None:
    """Write a ranker into a model folder that exists.

    Args:
        folder: the folder.
        ranker: what to write.

    Raises:
        OSError: it cannot be written.
    """
    data = {
        "features": {kind: list(rows) for kind, rows in ranker.rows.items()},
        "linear": ranker.linear,
    }
    (folder / WEIGHTS).write_text(json.dumps(data, indent=0) + "\n", "utf-8")
    halves: dict[str, npt.NDArray[np.float16]] = {
        "vectors": ranker.vectors.astype(np.float16),
        "output": ranker.output.astype(np.float16),
    }
    safetensors.numpy.save_file(halves, folder / VECTORS)


def load_ranker(folder: Path | None = None) -> Ranker:
    """The ranker of a model folder; the bundled one without a folder or its file.

    Raises:
        ModelFileError: the folder's files hold no weights.
    """
    if folder is None or not (folder / WEIGHTS).is_file():
        return _bundled()
    return _read(folder / WEIGHTS)


@cache
def _bundled() -> Ranker:
    return _read(_BUNDLED / WEIGHTS)


def _read(path: Path) -> Ranker:
    try:
        data = json.loads(path.read_text("utf-8"))
        tensors = safetensors.numpy.load_file(path.with_name(VECTORS))
        vectors, output = (tensors[name].astype(np.float32) for name in ("vectors", "output"))
        linear = {
            str(kind): {str(f): float(w) for f, w in table.items()}
            for kind, table in data["linear"].items()
        }
        rows = _numbered(data["features"])
        if output.shape != vectors.shape[1:] or sum(map(len, rows.values())) != len(vectors):
            raise ValueError("its features and vectors do not fit")
        return Ranker(rows, vectors, output, linear)
    except (  # what a malformed file can raise
        OSError, SafetensorError, ValueError, KeyError, TypeError, AttributeError, RecursionError,
        OverflowError,
    ) as error:  # fmt: skip
        raise ModelFileError(path, f"holds no weights of the ranking ({error})") from error


def _numbered(features: Mapping[str, Iterable[str]]) -> dict[str, dict[str, int]]:
    """Rows for the features of each kind, in order.

    Raises:
        ValueError: a kind is without the feature that all have.
    """
    rows: dict[str, dict[str, int]] = {}
    first = 0
    for kind, names in features.items():
        rows[kind] = {str(name): first + i for i, name in enumerate(names)}
        first += len(rows[kind])
        if BIAS not in rows[kind]:
            raise ValueError(f"{kind!r} lacks its bias")
    return rows
