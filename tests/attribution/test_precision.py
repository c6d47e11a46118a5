"""What a network computes in, by what the processor has."""

import pytest
import torch
from small import SIZES, small_trained

from quoteattr.attribution import precision
from quoteattr.attribution.eight_bits import EightBitLinear, range_shapes
from quoteattr.attribution.storage import Trained
from quoteattr.attribution.transformer import attend_by_window


@pytest.fixture
def trained() -> Trained:
    """A network with ranges."""
    made = small_trained()
    ranges = {name: torch.zeros(shape) for name, shape in range_shapes(SIZES).items()}
    return Trained(made.network, made.pieces, made.confidence, ranges)


# Whether there are bfloat16 and AMX, the limits of weights in integers; what comes of them.
@pytest.mark.parametrize(
    ("half", "amx", "limits", "dtype", "integers", "by_window"),
    [
        (True, True, (127, 254), torch.bfloat16, False, False),
        (True, False, (127, 254), torch.bfloat16, True, True),
        (True, False, None, torch.bfloat16, False, True),
        (False, False, (90, 128), torch.float32, True, False),
        (False, False, None, torch.float32, False, False),
    ],
)
def test_by_processor(
    trained: Trained,
    half: bool,
    amx: bool,
    limits: tuple[int, int] | None,
    dtype: torch.dtype,
    integers: bool,
    by_window: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[object] = []
    monkeypatch.setattr(precision, "has_bfloat16", lambda: half)
    monkeypatch.setattr(precision, "has_amx", lambda: amx)
    monkeypatch.setattr(precision, "weight_limits", lambda: limits)
    monkeypatch.setattr(precision, "to_eight_bits", lambda *args: made.append(args[-1]))
    precision.suit_processor(trained)
    assert made == [limits] * integers
    assert trained.network.transformer.norm.weight.dtype is dtype
    assert (trained.network.transformer.layers[0].attend is attend_by_window) is by_window


def test_no_integers_without_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "has_bfloat16", lambda: False)
    monkeypatch.setattr(precision, "weight_limits", lambda: (90, 128))
    trained = small_trained()
    precision.suit_processor(trained)
    assert not any(isinstance(one, EightBitLinear) for one in trained.network.modules())


@pytest.mark.parametrize(("capability", "expected"), [("AVX512", True), ("AVX2", False)])
def test_a_processor_limited_by_its_user_reads_in_single_precision(
    capability: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: capability)
    assert precision.has_bfloat16() is expected
