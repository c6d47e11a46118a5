"""Several networks that answer as one, and one network that looks twice.

Labels have the mean of the members' probabilities, pairs, modes and contents the mean of their
scores. An ensemble is nearly always better than its members, and a network that learns from one
keeps most of what it gains (Hinton et al., 2015). A network with a pretrained encoder can be an
ensemble by itself: it has learned to read windows with its words' own vectors and without.
"""

from collections.abc import Sequence

import attrs
import torch
from torch import Tensor, nn

from quoteattr.attribution.decoding import probabilities
from quoteattr.attribution.features import COLUMNS, Lexicon
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.network import Links, Network
from quoteattr.models.vectors import UNKNOWN

__all__ = ["Panel", "TwoViews", "at_its_best"]

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
        self.transformer = None
        self.register_buffer("vectors", members[0].vectors, persistent=False)
        self.members = nn.ModuleList(members)

    @property
    def width(self) -> int:
        """Dimensions of the members' states together."""
        return sum(member.width for member in self._networks())

    def encode(self, inputs: Inputs) -> Tensor:
        """The members' states side by side, shape (windows, length, width)."""
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
        return torch.split(states, [member.width for member in self._networks()], dim=-1)


class TwoViews(Panel):
    """A network with a pretrained encoder that reads with words' own vectors, and without.

    In training some windows hide the vectors and embeddings of their words, so that the encoder
    learns to do without them; what it then says of a text errs in other places. The encoder, which
    takes most of the time, reads once for both.
    """

    def __init__(self, network: Network) -> None:
        super().__init__([network, network])

    def encode(self, inputs: Inputs) -> Tensor:
        """The states of both views side by side, shape (windows, length, width)."""
        (network, _), n = self._networks(), len(inputs.values)
        values = torch.cat([inputs.values, _without_words(inputs.values)])
        both = attrs.evolve(inputs, values=values, guideline=inputs.guideline.repeat(2))
        states = network.states(both, network.read(inputs).repeat(2, 1, 1))
        return torch.cat([states[:n], states[n:]], dim=-1)


def at_its_best(network: Network) -> Network:
    """The network, or both of its views where it is to look twice."""
    if network.transformer is None or network.settings.views == 1:
        return network
    return TwoViews(network).eval()


def _without_words(values: Tensor) -> Tensor:
    """Windows with all words unknown, by their vectors, their embeddings and endings."""
    values = values.clone()
    real = values[..., COLUMNS.index("shape")] != 0
    for column, unknown in (
        ("vector", UNKNOWN),
        ("word", Lexicon.UNKNOWN),
        ("suffix", Lexicon.UNKNOWN),
    ):
        values[..., COLUMNS.index(column)][real] = unknown
    return values
