"""Structured pruning: a trained network without the heads of attention and the units of
feed-forward layers that matter least to it. It is trained on afterwards.

One matters as much as the loss would change without it, which its weights and their gradients tell
(Molchanov et al., CVPR 2019; of heads Michel et al., NeurIPS 2019).
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
"""How much heads and units matter, shapes (heads,) and (inner,), by layer."""


def importance(network: Network, batches: Batches) -> Importance:
    """How much the heads and units of each layer matter to a network.

    Args:
        network: as it learns.
        batches: of what it learns from; the first ``SAMPLE`` are read.
    """
    network.train()
    sizes, layers = network.settings.transformer, network.transformer.layers
    weights = [getattr(layer, name).weight for layer in layers for name in ("attended", "narrow")]
    found = [torch.zeros(count) for _ in layers for count in (sizes.heads, sizes.inner)]
    for i in range(min(SAMPLE, len(batches))):
        torch.manual_seed(batches.seeds[i])
        slopes = torch.autograd.grad(torch.stack(losses(network, batches[i])) @ WEIGHTS, weights)
        for matter, weight, slope in zip(found, weights, slopes, strict=True):
            change = (weight.detach() * slope).sum(dim=0)
            matter += change.view(len(matter), -1).sum(dim=1).square()
    return list(zip(found[::2], found[1::2], strict=True))


def pruned(network: Network, matters: Importance, heads: int, units: int) -> Network:
    """A network with so many heads and units in each layer, those that matter most.

    Args:
        network: the whole one.
        matters: from :func:`importance`.
        heads, units: how many to keep, from 1 to all.
    """
    whole = network.settings.transformer
    weights = network.state_dict()
    for i, (of_heads, of_units) in enumerate(matters):
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
