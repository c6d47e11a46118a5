"""A trained attribution network on disk.

Half-precision weights, a JSON of sizes, words and confidence, and the tokenizer of a pretrained
encoder where the network has one.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.records import GUIDELINES
from quoteattr.errors import ModelFileError, ModelVersionError
from quoteattr.models.vectors import WordVectors

if TYPE_CHECKING:
    from quoteattr.attribution.pieces import Pieces

__all__ = ["DESCRIPTION", "FORMAT_VERSION", "WEIGHTS", "Trained", "load", "save"]

FORMAT_VERSION = 2
WEIGHTS = "attribution.safetensors"
DESCRIPTION = "attribution.json"


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


def save(folder: Path, trained: Trained) -> None:
    """Write the files into a folder that exists.

    Raises:
        OSError: they cannot be written.
    """
    if trained.pieces is not None:
        trained.pieces.save(folder)
    network = trained.network
    weights = {name: tensor.half().contiguous() for name, tensor in network.state_dict().items()}
    save_file(weights, folder / WEIGHTS)
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
        network = Network(Settings.from_dict(data["settings"]), vectors.matrix)
        network.load_state_dict({k: v.float() for k, v in load_file(path).items()})
    except (  # whatever unfit data can lead to
        OSError, SafetensorError, AttributeError, KeyError, TypeError, ValueError, RuntimeError
    ) as error:  # fmt: skip
        raise ModelFileError(path, f"the weights cannot be used ({error})") from error
    pieces = None
    if network.transformer is not None:
        from quoteattr.attribution.pieces import PIECES_FILE, Pieces

        pieces = Pieces.load(folder)
        if len(pieces) != len(network.transformer.piece.weight):
            raise ModelFileError(folder / PIECES_FILE, "belongs to other weights")
    return Trained(network.eval().requires_grad_(False), lexicon, pieces, confidence)


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
