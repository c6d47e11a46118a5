"""A network that begins with what another one learned."""

import torch
from torch import Tensor, nn

from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.storage import Trained

__all__ = ["take_weights"]


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
