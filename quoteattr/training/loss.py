"""What the network is taught by: cross entropies of a batch.

Links are learned on the gold spans, and on what the network itself takes for spans at that
moment: cues and sources that are none stand beside the gold ones as candidates, and contents that
are none teach the network to doubt its own labels.
"""

from collections.abc import Iterator

import attrs
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from quoteattr.attribution.attributor import CONTENT_FLOOR, PARTNER_FLOOR
from quoteattr.attribution.decoding import best_labels, candidates, chunks, probabilities
from quoteattr.attribution.inputs import pad
from quoteattr.attribution.labels import ADDRESSEE, CONTENT, CONTINUE, CUE, HEADS, INNER, SOURCE
from quoteattr.attribution.network import MASKED, Network
from quoteattr.attribution.records import GUIDELINES, NESTING
from quoteattr.training.batches import ANAPHOR, CLUSTER, Batch
from quoteattr.training.labelled import NAME, SENTENCE_END, UNKNOWN

__all__ = ["PARTS", "WEIGHTS", "losses"]

# The losses, and what each weighs.
PARTS = {
    "labels": 1.0, "cues": 0.3, "sources": 0.3, "modes": 0.15,
    "contents": 0.3, "names": 1.0, "sentences": 0.1, "antecedents": 0.5,
}  # fmt: skip
WEIGHTS = torch.tensor(list(PARTS.values()))

# From which Jaccard index on a content is as good as a gold one.
MIN_JACCARD = 0.5

# Quotes inside quotes and addressees are few: without emphasis the network hardly learns them.
# Texts of a guideline that does not nest say nothing about the first.
INNER_EMPHASIS, ADDRESSEE_EMPHASIS = 8.0, 4.0

FIRST, LAST, UNIT_CUE, UNIT_SOURCE, UNIT_MODE = range(5)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def losses(network: Network, batch: Batch, *, half: bool = False) -> tuple[Tensor, ...]:
    """The cross entropies of a batch, in the order of ``PARTS``.

    Args:
        network: what learns.
        batch: from what.
        half: encode in half precision (bfloat16), with the weights in single.
    """
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        states = network.encode(batch.inputs)
    scores = network.label_scores(states)
    name = batch.labels[..., NAME]
    end = batch.labels[..., SENTENCE_END]
    return (
        _labels(scores, batch),
        *_links(network, states, batch, scores.detach().numpy()),
        _cross_entropy(network.name_scores(states), name, name != UNKNOWN),
        _yes_or_no(network.sentence_ends(states).squeeze(-1), end, end != UNKNOWN),
        _antecedents(network, states, batch.mentions),
    )


def _labels(scores: Tensor, batch: Batch) -> Tensor:
    """The loss of the roles' labels, a mean over the words that have any."""
    unused = torch.zeros(scores.shape[2:], dtype=torch.bool)
    unused[[SOURCE, CUE, ADDRESSEE], CONTINUE] = True
    chances = scores.masked_fill(unused, MASKED).log_softmax(dim=-1)
    gold = batch.labels[..., : len(HEADS)]
    known = gold != UNKNOWN
    chosen = chances.gather(-1, gold.clamp(min=0)[..., None]).squeeze(-1)
    words = known.any(dim=-1).sum().clamp(min=1)
    return -(chosen * known * _emphasis(batch)).sum() / words


def _emphasis(batch: Batch) -> Tensor:
    """Weights of the label losses, shape (windows, 1, heads)."""
    nesting = torch.tensor([name in NESTING for name in GUIDELINES])[batch.inputs.guideline]
    emphasis = torch.ones(len(nesting), 1, len(HEADS))
    emphasis[:, :, INNER] = INNER_EMPHASIS * nesting[:, None]
    emphasis[:, :, ADDRESSEE] = ADDRESSEE_EMPHASIS
    return emphasis


def _links(network: Network, states: Tensor, batch: Batch, scores: Floats) -> tuple[Tensor, ...]:
    """The losses of cues, sources, modes, and of contents being ones."""
    spans = _with_own(batch, scores)
    units = spans.units
    links = network.links(states, units[..., : LAST + 1], spans.cues, spans.sources)
    real = units[..., FIRST] >= 0
    valid = units[..., -1] == 1
    gold = real & valid
    cue = (units[..., UNIT_CUE] + 1).clamp(min=0)
    mode = units[..., UNIT_MODE]
    sources = links.source + _of_cue(links.cue_source, cue)
    return (
        _cross_entropy(links.cue, cue, gold),
        _cross_entropy(sources, units[..., UNIT_SOURCE] + 1, gold),
        _cross_entropy(links.modes + _of_cue(links.cue_modes, cue), mode, gold & (mode >= 0)),
        _yes_or_no(links.valid, valid, real),
    )


def _antecedents(network: Network, states: Tensor, mentions: Tensor) -> Tensor:
    """The loss of antecedents: of all mentions of an anaphor's cluster together.

    An anaphor has the names of its window, wherever they stand, and the anaphors before it as
    candidates, and none where its cluster has no other mention there (Lee et al., EMNLP 2017).
    """
    anaphors = mentions[..., ANAPHOR] > 0
    if not anaphors.any():
        return states.new_zeros(())
    kept = network.mention_states(states, mentions[..., : LAST + 1])
    scores = network.mentions.score(kept, kept)
    real = mentions[..., FIRST] >= 0
    before = mentions[:, None, :, FIRST] < mentions[:, :, None, FIRST]
    shown = mentions[..., ANAPHOR] == 0  # a hidden name says nothing
    hidden = mentions[..., ANAPHOR] == 2
    allowed = (real & ~hidden)[:, None, :] & (shown[:, None, :] | before)
    allowed &= ~torch.eye(mentions.shape[1], dtype=torch.bool)
    same = mentions[:, :, None, CLUSTER] == mentions[:, None, :, CLUSTER]
    right = allowed & same
    scores = nn.functional.pad(scores.masked_fill(~allowed, MASKED), (1, 0))
    right = torch.cat([~right.any(dim=-1, keepdim=True), right], dim=-1)
    chances = scores.log_softmax(dim=-1).masked_fill(~right, MASKED).logsumexp(dim=-1)
    return -chances[anaphors].mean()


def _cross_entropy(scores: Tensor, target: Tensor, chosen: Tensor) -> Tensor:
    """The mean over the chosen rows of scores (…, classes); 0 without any."""
    if not chosen.any():
        return scores.new_zeros(())
    return nn.functional.cross_entropy(scores[chosen], target[chosen])


def _yes_or_no(scores: Tensor, target: Tensor, chosen: Tensor) -> Tensor:
    """The mean over the chosen log-odds; 0 without any."""
    if not chosen.any():
        return scores.new_zeros(())
    return nn.functional.binary_cross_entropy_with_logits(scores[chosen], target[chosen].float())


def _of_cue(scores: Tensor, cue: Tensor) -> Tensor:
    """Rows of (windows, 1 + cues, n) for the cue of every content, (windows, contents)."""
    return scores.gather(1, cue[..., None].expand(-1, -1, scores.shape[-1]))


def _with_own(batch: Batch, scores: Floats) -> Batch:
    """The batch's spans, followed by those that the network makes of its present scores.

    ``units`` has a column more: 1 for a content that is one, 0 for one that is none.
    """
    probability = probabilities(scores)
    gold = batch.labels.numpy()
    best = best_labels(probability)
    cues, sources, contents = [], [], []
    for i, units in enumerate(batch.units.numpy()):
        annotated = gold[i, 0, CONTENT] >= 0
        rows = gold[i] if annotated else np.zeros((0, gold.shape[-1]), dtype=np.int64)
        chance = probability[i][: len(rows)]
        cues.append(_partners(rows[:, CUE], chance[:, CUE]))
        sources.append(_partners(rows[:, SOURCE], chance[:, SOURCE]))
        found = best[i][: len(rows)]
        own = list(_contents(rows, found, chance, units[units[:, FIRST] >= 0]))
        contents.append(np.array(own, dtype=np.int32).reshape(-1, units.shape[1] + 1))
    units = nn.functional.pad(batch.units, (0, 1), value=1)
    return attrs.evolve(
        batch,
        units=torch.cat([units, pad(contents, -1)], dim=1),
        cues=torch.cat([batch.cues, pad(cues, -1)], dim=1),
        sources=torch.cat([batch.sources, pad(sources, -1)], dim=1),
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
            overlap = np.append(_overlaps(units, chunk.first, chunk.last), 0)
            top = overlap.max()
            if gold[chunk.last, head] < 0 or top == 1:  # runs into the padding, or is gold
                continue
            same = top >= MIN_JACCARD
            row = units[overlap.argmax(), UNIT_CUE:].tolist() if same else [-1, -1, -1]
            yield chunk.first, chunk.last, *row, int(same)


def _overlaps(units: Ints, first: int, last: int) -> Floats:
    """Jaccard index of a span with the first span of every unit."""
    both = np.minimum(units[:, LAST], last) - np.maximum(units[:, FIRST], first) + 1
    either = np.maximum(units[:, LAST], last) - np.minimum(units[:, FIRST], first) + 1
    overlap: Floats = (np.maximum(both, 0) / either).astype(np.float32)
    return overlap
