"""Structured pruning of the encoder: its least important attention heads and feed-forward units are
removed, and the network is trained further without them.

The importance of one is the squared change of the loss without it, estimated to first order from
its weights and gradients (Molchanov et al., CVPR 2019; for heads Michel et al., NeurIPS 2019).
"""

import attrs
import torch
from torch import Tensor

from quoteattr.attribution.network import Network
from quoteattr.training.batches import Batches
from quoteattr.training.loss import WEIGHTS, losses

__all__ = ["importance", "pruned"]

SAMPLE = 100

Importance = list[tuple[Tensor, Tensor]]


def importance(network: Network, batches: Batches) -> Importance:
    """The importance of each layer's heads, shape (heads,), and units, shape (inner,).

    Args:
        network: the network; it is put into training mode.
        batches: of its training texts; the first ``SAMPLE`` are read.
    """
    network.train()
    sizes, layers = network.settings.transformer, network.transformer.layers
    weights = [getattr(layer, name).weight for layer in layers for name in ("attended", "narrow")]
    found = [torch.zeros(count) for _ in layers for count in (sizes.heads, sizes.inner)]
    for i in range(min(SAMPLE, len(batches))):
        torch.manual_seed(batches.seeds[i])
        slopes = torch.autograd.grad(torch.stack(losses(network, batches[i])) @ WEIGHTS, weights)
        for score, weight, slope in zip(found, weights, slopes, strict=True):
            change = (weight.detach() * slope).sum(dim=0)
            score += change.view(len(score), -1).sum(dim=1).square()
    return list(zip(found[::2], found[1::2], strict=True))


def pruned(network: Network, scores: Importance, heads: int, units: int) -> Network:
    """A copy with the most important heads and units of each layer.

    Args:
        network: the unpruned network.
        scores: from :func:`importance`.
        heads, units: how many to keep, at least 1; all where there are fewer.
    """
    whole = network.settings.transformer
    heads, units = min(heads, whole.heads), min(units, whole.inner)
    weights = network.state_dict()
    for i, (of_heads, of_units) in enumerate(scores):
        head, unit = of_heads.topk(heads).indices, of_units.topk(units).indices
        attended = (head[:, None] * whole.head_size + torch.arange(whole.head_size)).flatten()
        projected = [attended + part * whole.heads * whole.head_size for part in range(3)]
        for name, kept, dim in (
            ("queries_keys_values.weight", torch.cat(projected), 0),
            ("queries_keys_values.bias", torch.cat(projected), 0),
            ("attended.weight", attended, 1),
            ("widen.weight", unit, 0),
            ("widen.bias", unit, 0),
            ("narrow.weight", unit, 1),
        ):
            at = f"transformer.layers.{i}.{name}"
            weights[at] = weights[at].index_select(dim, kept)
    sizes = attrs.evolve(whole, heads=heads, inner=units)
    new = Network(attrs.evolve(network.settings, transformer=sizes))
    new.load_state_dict(weights)
    return new
