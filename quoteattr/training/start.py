"""A network that begins with what others learned, or is their mean."""

import copy
from collections.abc import Sequence

import attrs
import torch
from torch import Tensor, nn

from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.storage import Trained

__all__ = ["mean_of", "take_weights"]


@torch.no_grad()
def take_weights(network: nn.Module, lexicon: Lexicon, other: Trained) -> list[str]:
    """Copy the parameters that both networks have.

    Where the new one's weights have more columns, for inputs that the other does not have, those
    begin at zero: the network starts as the other one was, and learns what to make of the rest.
    Embeddings of words and suffixes are copied word by word, whatever their ids.

    Args:
        network: the new one.
        lexicon: its words.
        other: the one to take from.

    Returns:
        the names of the parameters that were taken.
    """
    theirs = dict(other.network.named_parameters())
    ids = {
        "word.weight": (lexicon.words, other.lexicon.words),
        "suffix.weight": (lexicon.suffixes, other.lexicon.suffixes),
    }
    taken = []
    for name, ours in network.named_parameters():
        given = theirs.get(name)
        if given is None:
            continue
        if name in ids and ours.shape[1:] == given.shape[1:]:
            _take_rows(ours, given, *ids[name])
        elif _fits(ours.shape, given.shape):
            ours.zero_()
            ours[tuple(slice(n) for n in given.shape)] = given
        else:
            continue
        taken.append(name)
    return taken


@torch.no_grad()
def mean_of(trained: Sequence[Trained]) -> Trained:
    """The network whose weights are the mean of those of others (Izmailov et al., UAI 2018).

    Only trainings that began with one another's weights have a mean that makes sense. Embeddings
    of words that some do not know are those of the first one.

    Args:
        trained: networks of one size; the words and all else are those of the first one.

    Raises:
        ValueError: they are of different sizes.
    """
    first = trained[0]
    total = {name: torch.zeros_like(p) for name, p in first.network.named_parameters()}
    for one in trained:
        network = copy.deepcopy(first.network)
        if len(take_weights(network, first.lexicon, one)) < len(total):
            raise ValueError("networks of different sizes have no mean; give some of one training")
        for name, parameter in network.named_parameters():
            total[name] += parameter / len(trained)
    mean = copy.deepcopy(first.network)
    for name, parameter in mean.named_parameters():
        parameter.copy_(total[name])
    return attrs.evolve(first, network=mean.eval().requires_grad_(False))


def _take_rows(
    ours: Tensor, theirs: Tensor, our_ids: dict[str, int], their_ids: dict[str, int]
) -> None:
    """Copy the embeddings of what both know, of padding and of what is unknown."""
    shared = [word for word in our_ids if word in their_ids]
    special = [Lexicon.PAD, Lexicon.UNKNOWN]
    rows = special + [our_ids[word] for word in shared]
    ours[rows] = theirs[special + [their_ids[word] for word in shared]]


def _fits(ours: torch.Size, theirs: torch.Size) -> bool:
    """Whether they are equal but for columns that only ours has."""
    if ours == theirs:
        return True
    return len(ours) == len(theirs) == 2 and ours[0] == theirs[0] and ours[1] > theirs[1]
