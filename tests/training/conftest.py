"""A tiny pretrained encoder, in the files and under the names that BERT's come with."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from small import VOCABULARY, tokenizer

SIZE, INNER, LAYERS, HEADS, LONGEST = 8, 12, 4, 2, 512


def encoder_weights() -> dict[str, torch.Tensor]:
    """Random weights; nothing is zero or one, so that nothing can be left out unnoticed."""
    random = torch.Generator().manual_seed(6)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY), SIZE),
        "embeddings.position_embeddings.weight": (LONGEST, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        "embeddings.LayerNorm.weight": (SIZE,),
        "embeddings.LayerNorm.bias": (SIZE,),
        "pooler.dense.weight": (SIZE, SIZE),
        "pooler.dense.bias": (SIZE,),
    }
    for i in range(LAYERS):
        linear = {
            "attention.self.query": (SIZE, SIZE),
            "attention.self.key": (SIZE, SIZE),
            "attention.self.value": (SIZE, SIZE),
            "attention.output.dense": (SIZE, SIZE),
            "intermediate.dense": (INNER, SIZE),
            "output.dense": (SIZE, INNER),
        }
        for name, shape in linear.items():
            shapes[f"encoder.layer.{i}.{name}.weight"] = shape
            shapes[f"encoder.layer.{i}.{name}.bias"] = shape[:1]
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"encoder.layer.{i}.{name}.weight"] = (SIZE,)
            shapes[f"encoder.layer.{i}.{name}.bias"] = (SIZE,)
    return {name: torch.randn(shape, generator=random) for name, shape in shapes.items()}


def write_encoder(folder: Path, prefix: str = "", **config: object) -> Path:
    """Write the encoder into a new folder."""
    folder.mkdir()
    sizes = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "vocab_size": len(VOCABULARY),
        "hidden_size": SIZE,
        "intermediate_size": INNER,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "max_position_embeddings": LONGEST,
    }
    (folder / "config.json").write_text(json.dumps(sizes | config), encoding="utf-8")
    weights = {prefix + name: tensor for name, tensor in encoder_weights().items()}
    save_file(weights, folder / "model.safetensors")
    tokenizer().save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """The folder of a tiny encoder."""
    return write_encoder(tmp_path / "encoder")
