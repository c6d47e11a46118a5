"""Stanza's checkpoints made small: half precision, and nothing that is not read at inference."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["pack", "packed"]

_KEPT = {"model", "vocab", "config", "dict", "dicts", "dicts_version", "contextual", "lexicon"}
_KEPT |= {"external_dict", "model_type"}


def pack(name: str, source: Path, target: Path) -> int:
    """Write a component in the package's own format.

    Args:
        name: the component, such as "tagger".
        source: the checkpoint that Stanza's trainer wrote.
        target: the file to write.

    Returns:
        Its size in bytes.
    """
    import torch

    checkpoint = torch.load(source, map_location="cpu", weights_only=True)
    torch.save(packed(name, checkpoint), target)
    return target.stat().st_size


def packed(name: str, checkpoint: Mapping[str, Any]) -> dict[str, Any]:
    """A checkpoint without what is only trained with, its weights in half precision."""
    small = {key: value for key, value in checkpoint.items() if key in _KEPT}
    weights = {key: _halved(value) for key, value in checkpoint["model"].items()}
    if name == "ner":
        # The vectors were frozen: the words are those of the shared file, and nothing was added.
        vocabulary = dict(checkpoint["vocab"])
        for part in ("word", "delta"):
            del vocabulary[part]
        classes = {k: v for k, v in vocabulary["_key2class"].items() if k in vocabulary}
        small["vocab"] = {**vocabulary, "_key2class": classes}
        weights = {key: value for key, value in weights.items() if key != "delta_emb.weight"}
    small["model"] = weights
    # Paths of the machine that trained are no part of a model.
    small["config"] = {
        key: None if isinstance(value, str) and ("/" in value or "\\" in value) else value
        for key, value in checkpoint["config"].items()
        if key not in ("save_name", "checkpoint_save_name")
    }
    return small


def _halved(value: Any) -> Any:
    return value.half().contiguous().clone() if value.is_floating_point() else value.clone()
