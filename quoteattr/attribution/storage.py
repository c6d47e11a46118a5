"""A trained attribution network on disk.

Half-precision weights and a JSON of sizes, words and confidence. A network with a pretrained
encoder has its tokenizer, too, and the embeddings of its pieces, which training leaves as they
were: in eight bits, in files of their own, so that models of one base can share them.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import numpy.typing as npt
import safetensors.numpy
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.errors import ModelFileError, ModelVersionError
from quoteattr.models import find, home_of
from quoteattr.models.vectors import WordVectors, in_eight_bits

if TYPE_CHECKING:
    from quoteattr.attribution.pieces import Pieces

__all__ = [
    "DESCRIPTION",
    "EMBEDDINGS",
    "FORMAT_VERSION",
    "WEIGHTS",
    "Trained",
    "load",
    "save",
]

FORMAT_VERSION = 3
WEIGHTS = "attribution.safetensors"
DESCRIPTION = "attribution.json"
EMBEDDINGS = "pieces.safetensors"

PIECE = "transformer.piece.weight"

# What unfit data can lead to.
UNFIT = (
    OSError, SafetensorError, AttributeError, KeyError, IndexError, TypeError, ValueError,
    RuntimeError,
)  # fmt: skip


@attrs.frozen(eq=False)
class Trained:
    """A network and what belongs to it.

    Attributes:
        network: the network.
        lexicon: its words.
        pieces: its tokenizer; None for a network without a pretrained encoder.
        confidence: for every guideline.
    """

    network: Network
    lexicon: Lexicon
    pieces: "Pieces | None" = None
    confidence: Mapping[str, Confidence] = attrs.field(
        factory=lambda: dict.fromkeys(GUIDELINES, Confidence())
    )


def save(folder: Path, trained: Trained, base: str | None = None) -> None:
    """Write the files into a folder that exists.

    Args:
        folder: where to.
        trained: what to write.
        base: a bundled model whose pieces are not written once more where they are the same.

    Raises:
        OSError: they cannot be written.
    """
    network = trained.network
    weights = dict(network.state_dict())
    embeddings = weights.pop(PIECE, None)
    halves = {name: tensor.half().contiguous() for name, tensor in weights.items()}
    save_file(halves, folder / WEIGHTS)
    if trained.pieces is not None and embeddings is not None:
        _save_pieces(folder, trained.pieces, embeddings, base)
    data = {
        "format_version": FORMAT_VERSION,
        "settings": attrs.asdict(network.settings),
        "confidence": {name: c.to_dict() for name, c in trained.confidence.items()},
        "words": list(trained.lexicon.words),
        "suffixes": list(trained.lexicon.suffixes),
    }
    text = json.dumps(data, ensure_ascii=False, indent=0)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")


def load(folder: Path, vectors: WordVectors) -> Trained:
    """Read a network back, ready to be used.

    Raises:
        ModelFileError: a file is missing or unreadable, or weights and sizes do not fit.
        ModelVersionError: it was written by another version.
    """
    data = _description(folder / DESCRIPTION)
    path = folder / WEIGHTS
    try:
        lexicon = Lexicon.of(data["words"], data["suffixes"])
        confidence = {name: Confidence.from_dict(data["confidence"][name]) for name in GUIDELINES}
        settings = Settings.from_dict(data["settings"])
        weights = {name: tensor.float() for name, tensor in load_file(path).items()}
    except UNFIT as error:
        raise _unusable(path, error) from error
    pieces = None
    if settings.transformer is not None:
        pieces, weights[PIECE] = _load_pieces(folder, settings.transformer)
    try:
        # No weights are drawn on this device: those of the files take their place.
        with torch.device("meta"):
            network = Network(settings, vectors.matrix)
        network.load_state_dict(weights, assign=True)
    except UNFIT as error:
        raise _unusable(path, error) from error
    return Trained(network.eval().requires_grad_(False), lexicon, pieces, confidence)


def _unusable(path: Path, error: Exception) -> ModelFileError:
    return ModelFileError(path, f"the weights cannot be used ({error})")


def _save_pieces(folder: Path, pieces: "Pieces", embeddings: Tensor, base: str | None) -> None:
    """Write the tokenizer and the embeddings, shape (pieces, size), unless the base has them."""
    from quoteattr.attribution.pieces import PIECES_FILE

    values, scales = in_eight_bits(embeddings.numpy())
    if base is not None and _has_pieces(find(base), pieces, values):
        for name in (PIECES_FILE, EMBEDDINGS):  # of an earlier training
            (folder / name).unlink(missing_ok=True)
        return
    pieces.save(folder)
    safetensors.numpy.save_file({"values": values, "scales": scales}, folder / EMBEDDINGS)


def _has_pieces(folder: Path, pieces: "Pieces", values: npt.NDArray[np.int8]) -> bool:
    from quoteattr.attribution.pieces import PIECES_FILE, Pieces

    if not (folder / PIECES_FILE).exists() or Pieces.load(folder) != pieces:
        return False
    theirs = safetensors.numpy.load_file(folder / EMBEDDINGS)["values"]
    return np.array_equal(values, theirs)


def _load_pieces(folder: Path, sizes: TransformerSizes) -> tuple["Pieces", Tensor]:
    """The tokenizer of a model folder or of its base, and the embeddings, shape (pieces, size)."""
    from quoteattr.attribution.pieces import PIECES_FILE, Pieces

    home = home_of(folder, PIECES_FILE)
    pieces = Pieces.load(home)
    path = home / EMBEDDINGS
    try:
        arrays = safetensors.numpy.load_file(path)
        rows = arrays["values"] * arrays["scales"][:, None].astype(np.float32)
    except UNFIT as error:
        raise ModelFileError(path, f"no embeddings in it ({error})") from error
    if rows.shape != (sizes.n_pieces, sizes.size):
        raise ModelFileError(path, "belongs to other weights")
    if len(pieces) != len(rows):
        raise ModelFileError(home / PIECES_FILE, "belongs to other weights")
    return pieces, torch.from_numpy(rows).float()


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
