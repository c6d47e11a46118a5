"""Linear layers in integers: as good as nearly the same, and none where they cannot be trusted."""

import copy
from collections import Counter

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from small import SIZES
from torch import Tensor, nn

from quoteattr.attribution import eight_bits
from quoteattr.attribution.eight_bits import (
    EightBitLinear,
    gelu_low,
    observed,
    outliers,
    range_shapes,
    to_eight_bits,
    weight_limits,
)
from quoteattr.attribution.transformer import Transformer

LIMITS = weight_limits()
# Error, as a share of the spread: weights are coarser where neighbours are limited.
NEAR = 0.02 if eight_bits.LIMITS[0] == LIMITS else 0.05
multiplies = pytest.mark.skipif(LIMITS is None, reason="no fast integers on this processor")


@pytest.mark.skipif(
    torch.backends.cpu.get_cpu_capability() not in eight_bits.FAST, reason="another processor"
)
def test_integers_where_they_are_fast() -> None:
    assert LIMITS in eight_bits.LIMITS


def rows(columns: int) -> Tensor:
    """Columns of very different ranges."""
    random = torch.Generator().manual_seed(3)
    spread = 10 ** torch.linspace(-2, 1, columns)
    return (torch.randn(400, columns, generator=random) + 1) * spread


@pytest.fixture
def linear() -> nn.Linear:
    """A layer with random weights, smaller where its inputs are larger."""
    torch.manual_seed(5)
    layer = nn.Linear(48, 20).requires_grad_(False)
    layer.weight /= 10 ** torch.linspace(-2, 1, 48)
    return layer


def in_integers(linear: nn.Linear, read: Tensor, **options: float) -> EightBitLinear:
    """The layer in integers, with the ranges of what it reads."""
    ends = read.amin(dim=0), read.amax(dim=0), read.mean(dim=0)
    return EightBitLinear(linear.weight, linear.bias, *ends, limits=LIMITS, **options)


@multiplies
def test_nearly_the_same(linear: nn.Linear) -> None:
    read = rows(48)
    expected = linear(read)
    found = in_integers(linear, read)(read.view(4, 100, 48))
    assert found.shape == (4, 100, 20)
    error = (found.flatten(0, 1) - expected).square().mean().sqrt()
    assert 0 < error < NEAR * expected.std()


@multiplies
def test_integers_go_from_layer_to_layer_through_gelu(linear: nn.Linear) -> None:
    read, following = rows(48), nn.Linear(20, 7).requires_grad_(False)
    between = nn.functional.gelu(linear(read))
    high = between.max()
    low = torch.tensor(gelu_low(float(high)))
    found = in_integers(linear, read, highest=float(high))(read)
    assert found.dtype == torch.uint8
    then = EightBitLinear(
        following.weight, following.bias, low, high, between.mean(dim=0), limits=LIMITS
    )
    expected = following(between)
    error = (then(found) - expected).square().mean().sqrt()
    assert 0 < error < 0.2 * expected.std()
    # The same as of the floats that they stand for, but for ties.
    again = then(low + found * ((high - low) / 255))
    assert (again - then(found)).square().mean().sqrt() < error / 4


@multiplies
def test_weights_within_both_limits(linear: nn.Linear, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = list[Tensor]()
    prepack = torch.ops.onednn.qlinear_prepack
    monkeypatch.setattr(
        torch.ops.onednn, "qlinear_prepack", lambda w, size: kept.append(w) or prepack(w, size)
    )
    for limits in eight_bits.LIMITS:
        ends = rows(48).amin(dim=0), rows(48).amax(dim=0), rows(48).mean(dim=0)
        EightBitLinear(linear.weight, linear.bias, *ends, limits=limits)
        weights = kept.pop().int()
        assert weights.abs().amax() == limits[0]
        assert weights.view(20, -1, 2).sum(dim=-1).abs().amax() <= limits[1]


@given(st.floats(1, 100))
def test_the_range_of_gelu_holds_zero(highest: float) -> None:
    low = gelu_low(highest)
    step = (highest - low) / 255
    assert low == pytest.approx(-0.17, abs=step)
    assert low / step == pytest.approx(round(low / step), abs=1e-6)


@multiplies
def test_no_output_is_wrong_on_average(linear: nn.Linear) -> None:
    read = rows(48)
    errors = in_integers(linear, read)(read) - linear(read)
    assert (errors.mean(dim=0).abs() < errors.std(dim=0) / 4).all()


@multiplies
def test_an_output_that_is_always_the_same(linear: nn.Linear) -> None:
    linear.weight[3] = 0
    found = in_integers(linear, rows(48))(rows(48))
    torch.testing.assert_close(found[:, 3], linear.bias[3].expand(400))


@multiplies
def test_what_is_out_of_range_is_read_as_its_end(linear: nn.Linear) -> None:
    read = rows(48)
    integers = in_integers(linear, read)
    highest = read.amax(dim=0, keepdim=True)
    torch.testing.assert_close(integers(highest + 1000), integers(highest))


@multiplies
@torch.inference_mode()
def test_a_whole_transformer() -> None:
    torch.manual_seed(2)
    transformer = Transformer(SIZES, 6).eval()
    pieces = torch.randint(1, SIZES.n_pieces, (3, 40))
    beside = torch.zeros(3, 40, 6)
    with observed(transformer) as ranges:
        expected = transformer(pieces, beside)
    assert {name: row.shape for name, row in ranges.items()} == range_shapes(SIZES)
    integers = copy.deepcopy(transformer)
    to_eight_bits(integers, ranges, LIMITS)
    error = (integers(pieces, beside) - expected).square().mean().sqrt()
    assert 0 < error < 0.05 * expected.std()


def test_few_units_return_more_than_others() -> None:
    high = torch.tensor([4.0] * 60 + [36.5, 10.0])
    unit, above, highest = outliers(high)
    assert highest == 4.0
    assert Counter(unit.tolist())[60] == 9
    outputs = torch.rand(50, 62) * high
    rest = (outputs[:, unit] - above).clamp(0, highest)
    whole = outputs.clamp(max=highest).index_add(1, unit, rest)
    torch.testing.assert_close(whole, outputs)


@multiplies
@torch.inference_mode()
def test_a_unit_that_returns_more_than_others_is_read_whole() -> None:
    torch.manual_seed(2)
    transformer = Transformer(SIZES, 6).eval()
    for layer in transformer.layers:
        layer.widen.bias[3] = 40.0
    pieces, beside = torch.randint(1, SIZES.n_pieces, (3, 40)), torch.zeros(3, 40, 6)
    with observed(transformer) as ranges:
        expected = transformer(pieces, beside)
    to_eight_bits(transformer, ranges, LIMITS)
    error = (transformer(pieces, beside) - expected).square().mean().sqrt()
    assert error < 0.2 * expected.std()


def test_observed_ranges() -> None:
    transformer = Transformer(SIZES, 6).eval()
    read = list[Tensor]()
    transformer.layers[1].widen.register_forward_pre_hook(lambda _, inputs: read.append(inputs[0]))
    with observed(transformer) as ranges:
        for seed in range(2):
            torch.manual_seed(seed)
            transformer(torch.randint(1, SIZES.n_pieces, (2, 7)), torch.zeros(2, 7, 6))
    transformer(torch.ones(1, 1, dtype=torch.int64), torch.zeros(1, 1, 6))  # no longer observed
    seen = torch.cat(read[:2]).flatten(0, 1)
    torch.testing.assert_close(ranges["1.widen.low"], seen.amin(dim=0))
    torch.testing.assert_close(ranges["1.widen.high"], seen.amax(dim=0))
    torch.testing.assert_close(ranges["1.widen.mean"], seen.mean(dim=0))


class TestLimits:
    @pytest.fixture(autouse=True)
    def _asked_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(eight_bits, "weight_limits", weight_limits.__wrapped__)
        monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "AVX512")

    def test_none_where_torch_lacks_the_operators(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.ops, "onednn", None)
        assert eight_bits.weight_limits() is None

    @pytest.mark.parametrize(
        ("overflow", "expected"), [(254, (127, 254)), (128, (90, 128)), (0, None)]
    )
    def test_none_that_overflows(
        self, overflow: int, expected: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(eight_bits, "_multiplies", lambda limits: limits[1] <= overflow)
        assert eight_bits.weight_limits() == expected

    def test_none_where_products_are_wrong(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(EightBitLinear, "forward", lambda _, states: states / 2)
        assert eight_bits.weight_limits() is None

    def test_random_numbers_stay_as_they_were(self) -> None:
        before = torch.random.get_rng_state()
        eight_bits.weight_limits()
        assert torch.equal(torch.random.get_rng_state(), before)

    def test_none_on_other_processors(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "DEFAULT")
        assert eight_bits.weight_limits() is None
