"""The attribution network on disk: half-precision weights and a JSON of sizes and words."""

import json
from pathlib import Path
from typing import Any

import attrs
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.network import Network, Settings
from quoteattr.errors import ModelFileError, ModelVersionError
from quoteattr.models.vectors import WordVectors

__all__ = ["FORMAT_VERSION", "load_network", "save_network"]

FORMAT_VERSION = 1
WEIGHTS = "attribution.safetensors"
DESCRIPTION = "attribution.json"


def save_network(folder: Path, network: Network, lexicon: Lexicon) -> None:
    """Write the two files into a folder that exists."""
    weights = {name: tensor.half().contiguous() for name, tensor in network.state_dict().items()}
    save_file(weights, folder / WEIGHTS)
    data = {
        "format_version": FORMAT_VERSION,
        "settings": attrs.asdict(network.settings),
        "words": list(lexicon.words),
        "suffixes": list(lexicon.suffixes),
    }
    text = json.dumps(data, ensure_ascii=False, indent=0)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")


def load_network(folder: Path, vectors: WordVectors) -> tuple[Network, Lexicon]:
    """Read the network back, ready to be used.

    Raises:
        ModelFileError: a file is missing or unreadable, or weights and sizes do not fit.
        ModelVersionError: it was written by another version.
    """
    data = _description(folder / DESCRIPTION)
    path = folder / WEIGHTS
    try:
        lexicon = Lexicon.of(data["words"], data["suffixes"])
        network = Network(Settings.from_dict(data["settings"]), vectors.matrix)
        network.load_state_dict({k: v.float() for k, v in load_file(path).items()})
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelFileError(path, f"the weights cannot be used ({error})") from error
    return network.eval().requires_grad_(False), lexicon


def _description(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelFileError(path, f"cannot be read ({error})") from error
    if not isinstance(data, dict):
        raise ModelFileError(path, "holds no JSON object")
    if data.get("format_version") != FORMAT_VERSION:
        raise ModelVersionError(path, data.get("format_version"), FORMAT_VERSION)
    return data
