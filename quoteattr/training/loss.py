"""What the attribution network is taught by: cross entropies of a batch.

Links are learned on the gold spans, and on what the network itself takes for spans at that
moment: cues and sources that are none stand beside the gold ones as candidates, and contents that
are none teach the network to doubt its own labels.
"""

from collections.abc import Iterator
from functools import lru_cache

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from quoteattr.attribution.decoding import best_labels, candidates, chunks, probabilities
from quoteattr.attribution.inputs import pad
from quoteattr.attribution.labels import CONTENT, CONTINUE, CUE, HEADS, INNER, SOURCE
from quoteattr.attribution.network import MASKED, Network
from quoteattr.attribution.records import GUIDELINES, NESTING
from quoteattr.training.batches import Batch

__all__ = ["PARTS", "has_bfloat16", "losses"]

PARTS = ("labels", "cues", "sources", "modes", "contents")

# Probabilities from which a span counts as one that the network might take.
PARTNER_FLOOR, CONTENT_FLOOR = 0.1, 0.25
SAME = 0.5

# Quotes inside quotes are few: without emphasis the network hardly learns them. Texts of a
# guideline that does not mark them say nothing about them.
INNER_EMPHASIS = 8.0

FIRST, LAST, UNIT_CUE, UNIT_SOURCE, UNIT_MODE = range(5)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@attrs.frozen(eq=False)
class _Spans:
    """Gold spans and the network's own; as in :class:`Batch`, with a column more.

    ``units`` has in its last column 1 for a content that is one and 0 for one that is none.
    """

    units: Tensor
    cues: Tensor
    sources: Tensor


@lru_cache(maxsize=1)
def has_bfloat16() -> bool:
    """Whether LSTMs can be trained in bfloat16 on this processor."""
    try:
        with torch.autocast("cpu", torch.bfloat16):
            nn.LSTM(1, 1)(torch.zeros(1, 1, 1))
    except RuntimeError:  # so says oneDNN, which does the work
        return False
    return True


def losses(
    network: Network, batch: Batch, *, half: bool = False, own: bool = True
) -> tuple[Tensor, ...]:
    """Cross entropies of labels, cues, sources, modes, and of contents being ones.

    Args:
        network: what learns.
        batch: from what.
        half: encode in half precision (bfloat16), with the weights in single.
        own: learn from the network's own spans too, not from the gold ones alone.
    """
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        states = network.encode(batch.inputs)
    scores = network.label_scores(states)
    unused = torch.zeros(scores.shape[2:], dtype=torch.bool)
    unused[[SOURCE, CUE], CONTINUE] = True
    chances = scores.masked_fill(unused, MASKED).log_softmax(dim=-1)
    words = (batch.labels[..., 0] >= 0).sum()
    labels = -(batch.targets * chances * _emphasis(batch)).sum() / words
    spans = _with_own(batch, scores.detach().numpy()) if own else _gold(batch)
    units = spans.units
    links = network.links(states, units[..., : LAST + 1], spans.cues, spans.sources)
    real = units[..., FIRST] >= 0
    valid = units[..., -1] == 1
    gold = real & valid
    cue = (units[..., UNIT_CUE] + 1).clamp(min=0)
    source = units[..., UNIT_SOURCE] + 1
    mode = units[..., UNIT_MODE]
    sources = links.source + _of_cue(links.cue_source, cue)
    modes = links.modes + _of_cue(links.cue_modes, cue)
    with_mode = gold & (mode >= 0)
    return (
        labels,
        _cross_entropy(links.cue, cue, gold),
        _cross_entropy(sources, source, gold),
        _cross_entropy(modes, mode, with_mode),
        nn.functional.binary_cross_entropy_with_logits(links.valid[real], valid[real].float())
        if real.any()
        else labels.new_zeros(()),
    )


def _emphasis(batch: Batch) -> Tensor:
    """Weights of the label losses, shape (windows, 1, heads, 1)."""
    nesting = torch.tensor([name in NESTING for name in GUIDELINES])[batch.inputs.guideline]
    emphasis = torch.ones(len(nesting), 1, len(HEADS), 1)
    emphasis[:, :, INNER] = INNER_EMPHASIS * nesting[:, None, None]
    return emphasis


def _cross_entropy(scores: Tensor, target: Tensor, chosen: Tensor) -> Tensor:
    if not chosen.any():
        return scores.new_zeros(())
    return nn.functional.cross_entropy(scores[chosen], target[chosen])


def _of_cue(scores: Tensor, cue: Tensor) -> Tensor:
    """Rows of (windows, 1 + cues, n) for the cue of every content, (windows, contents)."""
    return scores.gather(1, cue[..., None].expand(-1, -1, scores.shape[-1]))


def _gold(batch: Batch) -> _Spans:
    return _Spans(nn.functional.pad(batch.units, (0, 1), value=1), batch.cues, batch.sources)


def _with_own(batch: Batch, scores: Floats) -> _Spans:
    """The batch's spans, followed by those that the network makes of its present scores."""
    probability = probabilities(scores)
    gold = batch.labels.numpy()
    best = best_labels(probability)
    cues, sources, contents = [], [], []
    for i, units in enumerate(batch.units.numpy()):
        cues.append(_partners(gold[i, :, CUE], probability[i, :, CUE]))
        sources.append(_partners(gold[i, :, SOURCE], probability[i, :, SOURCE]))
        own = list(_contents(gold[i], best[i], probability[i], units[units[:, FIRST] >= 0]))
        contents.append(np.array(own, dtype=np.int32).reshape(-1, units.shape[1] + 1))
    gold_spans = _gold(batch)
    return _Spans(
        torch.cat([gold_spans.units, pad(contents, -1)], dim=1),
        torch.cat([batch.cues, pad(cues, -1)], dim=1),
        torch.cat([batch.sources, pad(sources, -1)], dim=1),
    )


def _partners(gold: Ints, probability: Floats) -> npt.NDArray[np.int32]:
    """Cues or sources that are none."""
    found = [(c.first, c.last) for c in candidates(gold, probability, PARTNER_FLOOR)]
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def _contents(
    gold: Ints, best: Ints, probability: Floats, units: Ints
) -> Iterator[tuple[int, ...]]:
    """Rows of contents as the network sees them; near enough to a gold one, with its partners."""
    for head in (CONTENT, INNER):
        own = [c for c in chunks(best[:, head], probability[:, head]) if not c.continues]
        own += candidates(
            np.where(best[:, head] > 0, best[:, head], gold[:, head]),
            probability[:, head],
            CONTENT_FLOOR,
        )
        for chunk in own:
            if gold[chunk.last, head] < 0:  # runs into the padding
                continue
            overlap = _overlaps(units, chunk.first, chunk.last)
            nearest = int(overlap.argmax()) if len(overlap) else 0
            if len(overlap) and overlap[nearest] == 1:
                continue
            if len(overlap) and overlap[nearest] >= SAME:
                yield chunk.first, chunk.last, *units[nearest, UNIT_CUE:].tolist(), 1
            else:
                yield chunk.first, chunk.last, -1, -1, -1, 0


def _overlaps(units: Ints, first: int, last: int) -> Floats:
    """Jaccard index of a span with the first span of every unit."""
    both = np.minimum(units[:, LAST], last) - np.maximum(units[:, FIRST], first) + 1
    either = np.maximum(units[:, LAST], last) - np.minimum(units[:, FIRST], first) + 1
    overlap: Floats = (np.maximum(both, 0) / either).astype(np.float32)
    return overlap
