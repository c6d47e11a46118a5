"""A bidirectional LSTM over rows of different lengths, without packing them.

torch's packed LSTM takes a slow path on a CPU, step by step. Here rows are padded instead, and
each is turned around by itself for the backward half, which then begins at its last place and
not in the padding. Places come first and rows second: that is how torch computes, and it copies
what comes otherwise.
"""

from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["Recurrent", "passes", "turned"]


class Recurrent:
    """One layer of Stanza's networks.

    Args:
        lstm: torch's LSTM, bidirectional, of one layer, whose weights it takes.

    Raises:
        ValueError: the LSTM is of another make.
    """

    def __init__(self, lstm: Any) -> None:
        if lstm.num_layers != 1 or not lstm.bidirectional or not lstm.bias:
            raise ValueError(f"an LSTM of another make: {lstm}")
        self._onward = _half(lstm, "")
        self._backward = _half(lstm, "_reverse")

    def __call__(self, inputs: Any, back: Any) -> Any:
        """The states at each place.

        Args:
            inputs: shape (places, rows, size).
            back: what `turned` makes of the lengths of the rows.

        Returns:
            shape (places, rows, 2 * hidden); behind the end of a row they mean nothing.
        """
        import torch

        onward, _ = self._onward(inputs)
        backward, _ = self._backward(_picked(inputs, back))
        return torch.cat([onward, _picked(backward, back)], 2)


def _half(lstm: Any, suffix: str) -> Any:
    import torch

    half = torch.nn.LSTM(lstm.input_size, lstm.hidden_size)
    weights = {name: getattr(lstm, f"{name}{suffix}") for name in half.state_dict()}
    half.load_state_dict(weights, assign=True)
    return half.eval()


def _picked(states: Any, places: Any) -> Any:
    return states.flatten(0, 1).index_select(0, places).view(states.shape)


def turned(lengths: Sequence[int]) -> Any:
    """Which place of which row comes where when each row is turned around, its padding left.

    Args:
        lengths: of the rows, the longest first.

    Returns:
        int64, shape (places * rows,), into places and rows as one axis.

    >>> turned([3, 1]).tolist()
    [4, 1, 2, 3, 0, 5]
    """
    import torch

    length = torch.tensor(lengths)
    place = torch.arange(lengths[0])[:, None]
    source = torch.where(place < length, length - 1 - place, place)
    return (source * len(lengths) + torch.arange(len(lengths))).flatten()


def passes(lengths: Sequence[int], most: int) -> Iterator[slice]:
    """Rows that a network reads at once, so few that there is little padding between them.

    Args:
        lengths: of the rows, the longest first.
        most: places that a pass may have, padding included, if there is more than one row in it.

    >>> list(passes([4, 3, 3, 1], 8))
    [slice(0, 2, None), slice(2, 4, None)]
    """
    start = 0
    while start < len(lengths):
        end = min(len(lengths), start + max(1, most // lengths[start]))
        yield slice(start, end)
        start = end
