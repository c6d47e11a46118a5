"""A trained network on disk.

Half-precision weights, a JSON of sizes and confidence, the encoder's tokenizer, and the embeddings
of its pieces, which training leaves as they were: in eight bits, with a scale for each row. Beside
them, where they were observed, the ranges that the encoder's linear layers read in integers.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import safetensors.numpy
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.overrides import TorchFunctionMode

from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.eight_bits import range_shapes
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.pieces import PIECES_FILE, Pieces
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.errors import ModelFileError, ModelVersionError

__all__ = [
    "DESCRIPTION", "EMBEDDINGS", "FORMAT_VERSION", "RANGES", "WEIGHTS", "Trained", "load", "save",
]  # fmt: skip

FORMAT_VERSION = 4
WEIGHTS = "attribution.safetensors"
DESCRIPTION = "attribution.json"
EMBEDDINGS = "pieces.safetensors"
RANGES = "ranges.safetensors"

PIECE = "transformer.piece.weight"
LARGEST = 127

# Errors that a malformed file can raise.
UNFIT = (
    OSError, SafetensorError, AttributeError, KeyError, IndexError, TypeError, ValueError,
    RuntimeError,
)  # fmt: skip


@attrs.frozen(eq=False)
class Trained:
    """A network and what belongs to it.

    Attributes:
        network: the network.
        pieces: its tokenizer.
        confidence: for every guideline.
        ranges: what its encoder's linear layers read (see
            :func:`quoteattr.attribution.eight_bits.observed`); empty if nobody observed it.
    """

    network: Network
    pieces: Pieces
    confidence: Mapping[str, Confidence] = attrs.field(
        factory=lambda: dict.fromkeys(GUIDELINES, Confidence())
    )
    ranges: Mapping[str, Tensor] = attrs.field(factory=dict)


def save(folder: Path, trained: Trained) -> None:
    """Write the files into a folder that exists.

    Raises:
        OSError: they cannot be written.
    """
    weights = dict(trained.network.state_dict())
    values, scales = in_eight_bits(weights.pop(PIECE).numpy())
    halves = {name: tensor.half().contiguous() for name, tensor in weights.items()}
    save_file(halves, folder / WEIGHTS)
    trained.pieces.save(folder)
    safetensors.numpy.save_file({"values": values, "scales": scales}, folder / EMBEDDINGS)
    if trained.ranges:
        save_file({name: row.half() for name, row in trained.ranges.items()}, folder / RANGES)
    data = {
        "format_version": FORMAT_VERSION,
        "settings": attrs.asdict(trained.network.settings),
        "confidence": {name: c.to_dict() for name, c in trained.confidence.items()},
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> Trained:
    """Read a network back, ready to be used.

    Raises:
        ModelFileError: a file is missing or unreadable, or weights and sizes do not fit.
        ModelVersionError: it was written by another version.
    """
    data = _description(folder / DESCRIPTION)
    path = folder / WEIGHTS
    try:
        confidence = {name: Confidence.from_dict(data["confidence"][name]) for name in GUIDELINES}
        settings = Settings.from_dict(data["settings"])
        weights = {name: tensor.float() for name, tensor in load_file(path).items()}
        pieces = Pieces.load(folder)
        weights[PIECE] = _load_embeddings(folder, settings.transformer, pieces)
        # No weights are allocated or initialised: those of the files take their place.
        with torch.device("meta"), _Uninitialised():
            network = Network(settings)
        network.load_state_dict(weights, assign=True)
    except UNFIT as error:
        raise ModelFileError(path, f"the weights cannot be used ({error})") from error
    network.eval().requires_grad_(False)
    return Trained(network, pieces, confidence, _load_ranges(folder / RANGES, settings.transformer))


class _Uninitialised(TorchFunctionMode):
    """Skips the initialisation of weights, which on the meta device imports torch's compiler."""

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        if getattr(func, "__module__", "") == "torch.nn.init":
            return args[0] if args else kwargs["tensor"]
        return func(*args, **(kwargs or {}))


def in_eight_bits(
    vectors: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """A matrix as int8 values and a scale for each row.

    Args:
        vectors: shape (rows, dimensions).

    Returns:
        values, of the same shape, and scales, shape (rows,): a component is nearest to
        ``values[i, j] * scales[i]``, and equal to it where it was rounded so before.
    """
    scales = np.abs(vectors).max(axis=1) / np.float32(LARGEST)
    scales[scales == 0] = 1
    values = np.rint(vectors / scales[:, None]).astype(np.int8)
    return values, scales.astype(np.float32)


def _load_embeddings(folder: Path, sizes: TransformerSizes, pieces: Pieces) -> Tensor:
    """The embeddings of pieces, shape (pieces, size)."""
    path = folder / EMBEDDINGS
    try:
        arrays = safetensors.numpy.load_file(path)
        rows = arrays["values"] * arrays["scales"][:, None].astype(np.float32)
    except UNFIT as error:
        raise ModelFileError(path, f"no embeddings in it ({error})") from error
    if rows.shape != (sizes.n_pieces, sizes.size):
        raise ModelFileError(path, "belongs to other weights")
    if len(pieces) != len(rows):
        raise ModelFileError(folder / PIECES_FILE, "belongs to other weights")
    return torch.from_numpy(rows).float()


def _load_ranges(path: Path, sizes: TransformerSizes) -> dict[str, Tensor]:
    """The ranges in a file, if there is one."""
    if not path.exists():
        return {}
    try:
        ranges = {name: row.float() for name, row in load_file(path).items()}
    except UNFIT as error:
        raise ModelFileError(path, f"no ranges in it ({error})") from error
    if {name: row.shape for name, row in ranges.items()} != range_shapes(sizes):
        raise ModelFileError(path, "belongs to other weights")
    return ranges


def _description(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelFileError(path, f"cannot be read ({error})") from error
    if not isinstance(data, dict):
        raise ModelFileError(path, "holds no JSON object")
    if data.get("format_version") != FORMAT_VERSION:
        raise ModelVersionError(path, data.get("format_version"), FORMAT_VERSION)
    return data
