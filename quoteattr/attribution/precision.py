"""How exactly a network computes: as exactly as costs no accuracy, by what the processor has.

With AMX, the encoder, the LSTMs and the names in bfloat16; with AVX-512 and bfloat16 the same, the
encoder's linear layers in integers; with AVX2 single precision and these integers.
"""

import torch

from quoteattr.attribution.eight_bits import to_eight_bits, weight_limits
from quoteattr.attribution.storage import Trained
from quoteattr.attribution.transformer import Layer, attend_by_window

__all__ = ["has_bfloat16", "suit_processor"]

# What torch calls processors without wide vectors, and others that ATEN_CPU_CAPABILITY limits.
NARROW = ("AVX2", "DEFAULT", "NO AVX")


def suit_processor(trained: Trained) -> None:
    """Bring a network to what this processor computes fastest, in place."""
    network = trained.network
    if has_bfloat16():
        for part in (network.transformer, network.lstms, network.names):
            part.bfloat16()
        if has_amx():
            return
        for module in network.transformer.modules():
            if isinstance(module, Layer):
                module.attend = attend_by_window
    if trained.ranges and (limits := weight_limits()):
        to_eight_bits(network.transformer, trained.ranges, limits)


def has_amx() -> bool:
    """Whether this processor multiplies whole tiles of matrices."""
    return bool(torch.cpu._is_amx_tile_supported())


def has_bfloat16() -> bool:
    """Whether this processor multiplies matrices in bfloat16 faster than in single precision."""
    if torch.backends.cpu.get_cpu_capability() in NARROW:  # or is told to do without the rest
        return False
    return bool(torch.cpu._is_avx512_bf16_supported()) or has_amx()
