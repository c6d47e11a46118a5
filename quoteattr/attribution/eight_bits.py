"""The encoder's linear layers in integers, for processors that multiply them faster than floats.

Inputs have eight bits, with a range for each column that was observed on texts; the weights take in
these ranges (after Xiao et al., SmoothQuant, ICML 2023, with all of it moved to the weights) and
have eight bits with a scale for each row. What GELU returns has one range, and units that return
more than others are split (after Zhao et al., ICML 2019). Biases are corrected so that the mean
error of every output is zero (after Nagel et al., ICCV 2019).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import torch
from torch import Tensor, nn

from quoteattr.attribution.transformer import Transformer, TransformerSizes

__all__ = [
    "EightBitLinear",
    "gelu_low",
    "observed",
    "outliers",
    "range_shapes",
    "to_eight_bits",
    "weight_limits",
]

Limits = tuple[int, int]

# Linear layers of a transformer's layer.
LINEAR = ("queries_keys_values", "attended", "widen", "narrow")
# The largest input. The largest weight, and sum of two neighbouring ones, of which a processor
# without VNNI adds the products in sixteen bits.
INPUT = 255
LIMITS = ((127, 254), (90, 128))
# GELU's minimum; from where on it returns nearly what it reads; how many units are added before it.
GELU_LOWEST, GELU_STRAIGHT, SPLIT = -0.17, 3.0, 32
# What torch calls processors whose integers are faster.
FAST = ("AVX2", "AVX512")
# What is observed of each column of the inputs.
STATISTICS = ("low", "high", "mean")


class EightBitLinear(nn.Module):
    """A linear layer in integers.

    Args:
        weight, bias: of the layer as it was trained, with an even number of inputs.
        low, high, mean: of each column of its inputs, shape (inputs,), or of all of them.
        limits: of the integers of weights, from :func:`weight_limits`.
        highest: where the outputs go through GELU and return as integers, the largest of them;
            the next layer's ``low`` is :func:`gelu_low` of it, and its ``high`` the same.
    """

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor,
        low: Tensor,
        high: Tensor,
        mean: Tensor,
        *,
        limits: Limits,
        highest: float | None = None,
    ) -> None:
        super().__init__()
        dtype, weight, bias = weight.dtype, weight.float(), bias.float()
        step = ((high - low).clamp(min=1e-4) / INPUT).expand(weight.shape[1])
        wide = weight * step
        scales = wide.abs().amax(dim=1).clamp(min=1e-12) / limits[0]
        values = (wide / scales[:, None]).round()
        # Neighbours whose sum is too large are both made smaller.
        sums = values.view(len(values), -1, 2).sum(dim=-1).abs().repeat_interleave(2, dim=1)
        values = torch.where(sums > limits[1], values * (limits[1] / sums), values).trunc()
        # An input x is step * integer + low; what rounding does to the mean input is taken back.
        error = weight - values * scales[:, None] / step
        self.bias = bias + weight @ low.expand(len(step)) + error @ (mean - low)
        # A half is added, so that cutting off rounds.
        self.factor, self.offset = 1 / step, 0.5 - low / step
        self.scales, self.zeros = scales, torch.zeros(len(scales), dtype=torch.int32)
        self.weight = torch.ops.onednn.qlinear_prepack(values.to(torch.int8), None)
        # Scale, zero point and type of the outputs, and what they go through.
        self.outputs: tuple[object, ...] = 1.0, 0, dtype, "none", [], ""
        if highest is not None:
            lowest = gelu_low(highest)
            scale = (highest - lowest) / INPUT
            self.outputs = scale, round(-lowest / scale), torch.uint8, "gelu", [], "none"

    def forward(self, states: Tensor) -> Tensor:
        """States (…, inputs), integers already or not, to (…, outputs)."""
        rows = states.reshape(-1, states.shape[-1])
        if rows.dtype != torch.uint8:
            values = torch.addcmul(self.offset, rows, self.factor).clamp_(0, INPUT)
            # By way of int16: torch converts floats to it, and it to bytes, in vectors; floats to
            # bytes one by one, which takes three times as long.
            rows = values.to(torch.int16).to(torch.uint8)
        result: Tensor = torch.ops.onednn.qlinear_pointwise(
            rows, 1.0, 0, self.weight, self.scales, self.zeros, self.bias, *self.outputs
        )
        return result.view(*states.shape[:-1], len(self.scales))


def gelu_low(highest: float) -> float:
    """What the integer 0 stands for, of those for GELU's outputs up to ``highest``: nearly GELU's
    minimum, so that another integer stands for 0 exactly.

    >>> round(gelu_low(6.0), 3)
    -0.169
    """
    zero = round(-GELU_LOWEST / (highest - GELU_LOWEST) * INPUT)
    return -zero * highest / (INPUT - zero)


def to_eight_bits(transformer: Transformer, ranges: Mapping[str, Tensor], limits: Limits) -> None:
    """Put integers into all layers, in place.

    Args:
        transformer: in the precision that its layers are to return.
        ranges: from :func:`observed`.
        limits: of the integers of weights, from :func:`weight_limits`.
    """
    for i, layer in enumerate(transformer.layers):
        weights, read = dict[str, tuple[Tensor, Tensor]](), dict[str, list[Tensor]]()
        for name in LINEAR:
            weights[name] = getattr(layer, name).weight, getattr(layer, name).bias
            read[name] = [ranges[f"{i}.{name}.{which}"].float() for which in STATISTICS]
        # One range for all that GELU returns, for which alone oneDNN returns integers.
        _, high, mean = read["narrow"]
        unit, above, highest = outliers(high)
        low, high = torch.tensor(gelu_low(highest)), torch.tensor(highest)
        read["narrow"] = [low, high, torch.cat([mean, torch.zeros(len(unit))])]
        (weight, bias), (narrow, narrow_bias) = weights["widen"], weights["narrow"]
        weights["widen"] = torch.cat([weight, weight[unit]]), torch.cat([bias, bias[unit] - above])
        weights["narrow"] = torch.cat([narrow, narrow[:, unit]], dim=1), narrow_bias
        for name in LINEAR:
            into = highest if name == "widen" else None
            new = EightBitLinear(*weights[name], *read[name], limits=limits, highest=into)
            setattr(layer, name, new)
        layer.activation = nn.Identity()


def outliers(high: Tensor) -> tuple[Tensor, Tensor, float]:
    """How to split the units that return more than others.

    What a unit returns is cut off at ``highest``; further units return what is above that, above
    twice as much, and so on.

    Args:
        high: the largest output of each unit, shape (units,).

    Returns:
        Which unit each further one is a part of, and above what; both of shape (``SPLIT``,).
        ``highest``.

    >>> unit, above, highest = outliers(torch.cat([torch.full((40,), 4.0), torch.tensor([20.0])]))
    >>> unit[:3].tolist(), above[:3].tolist(), highest
    ([40, 40, 40], [4.0, 8.0, 12.0], 4.0)
    """
    times = torch.arange(1, SPLIT + 1)
    parts = (high[:, None] / times).flatten().topk(SPLIT + 1)
    highest = max(float(parts.values[-1]), GELU_STRAIGHT)
    chosen = parts.indices[:-1]
    return chosen // SPLIT, (chosen % SPLIT + 1) * highest, highest


def range_shapes(sizes: TransformerSizes) -> dict[str, torch.Size]:
    """The names and shapes of what :func:`observed` yields for a transformer of these sizes."""
    others = {"narrow": sizes.inner, "attended": sizes.heads * sizes.head_size}
    return {
        f"{i}.{name}.{which}": torch.Size([others.get(name, sizes.size)])
        for i in range(sizes.layers)
        for name in LINEAR
        for which in STATISTICS
    }


@contextmanager
def observed(transformer: Transformer) -> Iterator[dict[str, Tensor]]:
    """The least, largest and mean of each column of what every linear layer reads meanwhile.

    Yields:
        shape (inputs,) each, by layer, name and statistic: ``"0.widen.low"``. The mean is that of
        the batches' means.
    """
    found: dict[str, list[Tensor]] = {}
    ranges: dict[str, Tensor] = {}

    def note(name: str) -> object:
        def hook(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            rows = inputs[0].detach().float().flatten(0, -2)
            new = torch.stack([rows.amin(dim=0), rows.amax(dim=0), rows.mean(dim=0)])
            found.setdefault(name, []).append(new)

        return hook

    hooks = [
        getattr(layer, name).register_forward_pre_hook(note(f"{i}.{name}"))
        for i, layer in enumerate(transformer.layers)
        for name in LINEAR
    ]
    try:
        yield ranges
    finally:
        for hook in hooks:
            hook.remove()
    for name, batches in found.items():
        low, high, mean = torch.stack(batches).unbind(dim=1)
        ranges[f"{name}.low"], ranges[f"{name}.high"] = low.amin(dim=0), high.amax(dim=0)
        ranges[f"{name}.mean"] = mean.mean(dim=0)


@cache
def weight_limits() -> Limits | None:
    """The largest integer of a weight, and sum of two neighbouring ones, that this processor and
    torch multiply rightly; None for none.

    torch does not promise the operators: what lacks them, or gives something else, does without.
    """
    if torch.backends.cpu.get_cpu_capability() not in FAST:
        return None
    return next(filter(_multiplies, LIMITS), None)


def _multiplies(limits: Limits) -> bool:
    """Whether products of the largest integers come out."""
    n = 64
    largest, both = limits
    row = torch.tensor([largest, both - largest]).repeat(n // 2) / (both * n / 2)
    weights = row.repeat(n, 1), torch.zeros(n)
    ends, ones = (torch.zeros(n), torch.ones(n), torch.full((n,), 0.5)), torch.ones(n, n)
    try:
        found = EightBitLinear(*weights, *ends, limits=limits)(ones)
        integers = EightBitLinear(*weights, *ends, limits=limits, highest=1.0)(ones)
    except (AttributeError, NotImplementedError, RuntimeError, TypeError):
        return False
    low = gelu_low(1.0)
    through_gelu = integers * ((1.0 - low) / INPUT) + low
    errors = found - 1, through_gelu - nn.functional.gelu(ones)
    return all(bool(error.abs().max() < 0.01) for error in errors)
