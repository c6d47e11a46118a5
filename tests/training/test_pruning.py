"""Pruning leaves what matters, and nothing else changes."""

import numpy as np
import pytest
import torch
from small import SIZES, TEXT, inputs, new_network

from quoteattr.attribution.network import Network
from quoteattr.training.batches import Batches, batches
from quoteattr.training.pruning import importance, pruned
from training.labelled import FULL, LABELLED

HEADS, UNITS = SIZES.heads, SIZES.inner


@pytest.fixture
def network() -> Network:
    """A network of which the second head and every third unit of the first layer do nothing."""
    made = new_network().eval()
    layer = made.transformer.layers[0]
    with torch.no_grad():
        layer.attended.weight[:, SIZES.head_size :] = 0
        layer.narrow.weight[:, ::3] = 0
    return made


@pytest.fixture
def taught() -> Batches:
    random = np.random.default_rng(1)
    return batches([LABELLED[FULL]] * 4, random, transformer=SIZES, pieces_a_batch=200)


def test_what_does_nothing_does_not_matter(network: Network, taught: Batches) -> None:
    (heads, units), (others, other_units) = importance(network, taught)
    assert heads[1] == 0
    assert heads[0] > 0
    assert torch.equal(units == 0, torch.arange(UNITS) % 3 == 0)
    assert (others > 0).all()
    assert (other_units > 0).all()


def test_without_what_does_nothing_it_reads_as_before(network: Network, taught: Batches) -> None:
    matters = importance(network, taught)
    network.eval()
    layer = network.transformer.layers[1]
    with torch.no_grad():  # the second layer loses as many: let them do nothing there either
        layer.attended.weight[:, : SIZES.head_size] = 0
        layer.narrow.weight[:, 1::3] = 0
    matters[1] = (torch.tensor([0.0, 1.0]), (torch.arange(UNITS) % 3 != 1).float())
    smaller = pruned(network, matters, 1, UNITS * 2 // 3).eval()
    assert smaller.transformer.layers[0].widen.weight.shape == (UNITS * 2 // 3, SIZES.size)
    read = inputs([TEXT])
    with torch.inference_mode():
        torch.testing.assert_close(smaller.encode(read), network.encode(read))


def test_all_kept_nothing_changes(network: Network, taught: Batches) -> None:
    same, read = pruned(network, importance(network, taught), HEADS, UNITS).eval(), inputs([TEXT])
    network.eval()
    with torch.inference_mode():
        torch.testing.assert_close(same.encode(read), network.encode(read))
