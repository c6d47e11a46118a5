"""A pretrained encoder read from disk says what it said where it came from."""

from pathlib import Path

import attrs
import pytest
import torch
from small import PIECES, TEXT, VOCABULARY
from torch import Tensor

from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.training.encoders import pretrained
from training.conftest import HEADS, INNER, LAYERS, LONGEST, SIZE, encoder_weights, write_encoder


def reference(ids: list[int]) -> Tensor:
    """States of one sequence, computed step by step as BERT is described."""
    weights = encoder_weights()

    def linear(name: str, x: Tensor) -> Tensor:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(name: str, x: Tensor) -> Tensor:
        centred = x - x.mean(dim=-1, keepdim=True)
        variance = (centred**2).mean(dim=-1, keepdim=True)
        return (
            centred / (variance + 1e-12).sqrt() * weights[f"{name}.weight"]
            + (weights[f"{name}.bias"])
        )

    x = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = norm("embeddings.LayerNorm", x)
    width = SIZE // HEADS
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        parts = {p: linear(f"{layer}.attention.self.{p}", x) for p in ("query", "key", "value")}
        mixed = []
        for head in range(HEADS):
            query, key, value = (
                parts[p][:, head * width : (head + 1) * width] for p in ("query", "key", "value")
            )
            mixed.append((query @ key.T / width**0.5).softmax(dim=-1) @ value)
        attended = linear(f"{layer}.attention.output.dense", torch.cat(mixed, dim=-1))
        x = norm(f"{layer}.attention.output.LayerNorm", x + attended)
        wide = linear(f"{layer}.intermediate.dense", x)
        wide = wide * 0.5 * (1 + torch.erf(wide / 2**0.5))
        x = norm(f"{layer}.output.LayerNorm", x + linear(f"{layer}.output.dense", wide))
    return x


@pytest.mark.parametrize("prefix", ["", "bert."])
def test_states_are_those_of_the_reference(tmp_path: Path, prefix: str) -> None:
    found = pretrained(write_encoder(tmp_path / "encoder", prefix))
    network = found.network.eval()
    ids = [found.pieces.start, *found.pieces(TEXT.split())[0].tolist(), found.pieces.end]
    # Beside a piece stands what counts only once it is learned.
    beside = torch.randn(1, len(ids), network.transformer.beside.in_features)
    with torch.no_grad():
        states = network.transformer(torch.tensor([ids]), beside)[0]
    torch.testing.assert_close(states, reference(ids), rtol=1e-4, atol=1e-4)


def test_sizes_and_pieces(encoder: Path) -> None:
    found = pretrained(encoder)
    assert found.network.settings.transformer == TransformerSizes(
        n_pieces=len(VOCABULARY),
        size=SIZE,
        inner=INNER,
        layers=LAYERS,
        heads=HEADS,
        head_size=SIZE // HEADS,
        longest=LONGEST,
        start_piece=VOCABULARY.index("[CLS]"),
        end_piece=VOCABULARY.index("[SEP]"),
    )
    assert found.pieces(["opened"])[0].tolist() == PIECES(["opened"])[0].tolist()


def test_the_lowest_layers_alone(encoder: Path) -> None:
    whole, cut = pretrained(encoder).network, pretrained(encoder, 1).network
    assert cut.settings.transformer == attrs.evolve(whole.settings.transformer, layers=1)
    weights = dict(whole.transformer.named_parameters())
    for name, tensor in cut.transformer.named_parameters():
        assert torch.equal(tensor, weights[name]), name


class TestErrors:
    @pytest.mark.parametrize("change", [{"model_type": "roberta"}, {"hidden_act": "relu"}])
    def test_another_architecture(self, tmp_path: Path, change: dict[str, str]) -> None:
        folder = write_encoder(tmp_path / "encoder", "", **change)
        with pytest.raises(ValueError, match="not a BERT encoder"):
            pretrained(folder)

    @pytest.mark.parametrize("layers", [0, -1, LAYERS + 1])
    def test_layers_that_there_are_not(self, encoder: Path, layers: int) -> None:
        with pytest.raises(ValueError, match="there are none"):
            pretrained(encoder, layers)

    @pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
    def test_a_file_is_missing(self, encoder: Path, name: str) -> None:
        (encoder / name).unlink()
        with pytest.raises(OSError, match=name):
            pretrained(encoder)
