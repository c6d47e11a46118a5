"""A network that begins with what another one learned."""

import torch
from torch import nn

__all__ = ["take_weights"]


@torch.no_grad()
def take_weights(network: nn.Module, other: nn.Module) -> list[str]:
    """Copy the parameters that both networks have.

    Where the new one's weights have more columns, for inputs that the other does not have, those
    begin at zero: the network starts as the other one was, and learns what to make of the rest.

    Returns:
        the names of the parameters that were taken.
    """
    theirs = dict(other.named_parameters())
    taken = []
    for name, ours in network.named_parameters():
        given = theirs.get(name)
        if given is None or not _fits(ours.shape, given.shape):
            continue
        ours.zero_()
        ours[tuple(slice(n) for n in given.shape)] = given
        taken.append(name)
    return taken


def _fits(ours: torch.Size, theirs: torch.Size) -> bool:
    """Whether they are equal but for columns that only ours has."""
    if ours == theirs:
        return True
    return len(ours) == len(theirs) == 2 and ours[0] == theirs[0] and ours[1] > theirs[1]
