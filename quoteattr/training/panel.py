"""Several networks that answer as one: a teacher that is surer than any of them.

Labels have the mean of the members' probabilities, pairs, modes and contents the mean of their
scores. An ensemble is nearly always better than its members, and a network that learns from one
keeps most of what it gains (Hinton et al., 2015).
"""

from collections.abc import Sequence
from pathlib import Path

import attrs
import torch
from torch import Tensor, nn

from quoteattr.attribution.decoding import probabilities
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.network import Links, Network
from quoteattr.attribution.storage import Trained, load
from quoteattr.models.vectors import WordVectors

__all__ = ["Panel", "load_panel"]

# So that what a member rules out has a logarithm.
LEAST = 1e-9


class Panel(Network):
    """A network that is the mean of others; for reading, not for learning.

    Args:
        members: networks that read the same inputs. Of different sizes and kinds; where one has
            a pretrained encoder the first one has it too.
    """

    def __init__(self, members: Sequence[Network]) -> None:
        nn.Module.__init__(self)
        self.settings = members[0].settings
        self.register_buffer("vectors", members[0].vectors, persistent=False)
        self.members = nn.ModuleList(members)

    def encode(self, inputs: Inputs) -> Tensor:
        """The members' states side by side, shape (windows, length, sum of their sizes)."""
        return torch.cat([member.encode(inputs) for member in self._networks()], dim=-1)

    def label_scores(self, states: Tensor) -> Tensor:
        """Logarithms of the mean probabilities, shape (windows, length, heads, labels)."""
        said = [
            torch.from_numpy(probabilities(member.label_scores(own).cpu().numpy()))
            for member, own in zip(self._networks(), self._apart(states), strict=True)
        ]
        return torch.stack(said).mean(dim=0).clamp(min=LEAST).log()

    def links(self, states: Tensor, contents: Tensor, cues: Tensor, sources: Tensor) -> Links:
        """Mean scores of the pairs of spans; as in :meth:`Network.links`."""
        said = [
            member.links(own, contents, cues, sources)
            for member, own in zip(self._networks(), self._apart(states), strict=True)
        ]
        names = [field.name for field in attrs.fields(Links)]
        return Links(**{n: torch.stack([getattr(s, n) for s in said]).mean(dim=0) for n in names})

    def _networks(self) -> list[Network]:
        return [member for member in self.members if isinstance(member, Network)]

    def _apart(self, states: Tensor) -> Sequence[Tensor]:
        sizes = [2 * member.settings.hidden for member in self._networks()]
        return torch.split(states, sizes, dim=-1)


def load_panel(folders: Sequence[Path], vectors: WordVectors) -> Trained:
    """The networks of folders as one, with what the first has beside its network.

    Raises:
        ModelFileError: a network's files cannot be used.
        ModelVersionError: one was written by another version.
        ValueError: the networks know different words or pieces.
    """
    trained = [load(folder, vectors) for folder in folders]
    first = trained[0]
    for folder, one in zip(folders, trained, strict=True):
        if one.lexicon != first.lexicon or one.pieces not in (None, first.pieces):
            raise ValueError(
                f"{folder} reads other words or pieces than {folders[0]}: teachers that are "
                "asked together must have been trained on the same texts, with the same encoder, "
                "and one with an encoder must come first"
            )
    return attrs.evolve(first, network=Panel([one.network for one in trained]).eval())
