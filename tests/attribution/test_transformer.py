"""The pretrained encoder's architecture: what its states depend on, and what they do not."""

import attrs
import pytest
import torch
from small import SIZES, VOCABULARY

from quoteattr.attribution.transformer import Layer, Transformer, attend_by_window

BESIDE = 6


@pytest.fixture
def transformer() -> Transformer:
    """A new one, as training begins with it, but without dropout."""
    torch.manual_seed(2)
    return Transformer(SIZES, BESIDE).eval()


def batch(rows: int = 1, length: int = 9) -> tuple[torch.Tensor, torch.Tensor]:
    """Random pieces, and what is beside them."""
    random = torch.Generator().manual_seed(4)
    pieces = torch.randint(1, len(VOCABULARY), (rows, length), generator=random)
    return pieces, torch.randn(rows, length, BESIDE, generator=random)


def test_a_state_for_every_piece(transformer: Transformer) -> None:
    assert transformer(*batch(3, 5)).shape == (3, 5, SIZES.size)


@torch.no_grad()
def test_states_do_not_depend_on_padding(transformer: Transformer) -> None:
    torch.nn.init.normal_(transformer.beside.weight)
    pieces, beside = batch()
    alone = transformer(pieces, beside)
    # What stands beside padding must not matter either.
    wide = transformer(
        torch.cat([pieces, torch.zeros(1, 7, dtype=torch.int64)], dim=1),
        torch.cat([beside, torch.full((1, 7, BESIDE), 9.0)], dim=1),
    )
    torch.testing.assert_close(wide[:, :9], alone, rtol=0, atol=1e-5)


@torch.no_grad()
def test_states_do_not_depend_on_the_batch(transformer: Transformer) -> None:
    pieces, beside = batch(3)
    together = transformer(pieces, beside)
    for i in range(3):
        alone = transformer(pieces[i : i + 1], beside[i : i + 1])
        torch.testing.assert_close(together[i : i + 1], alone, rtol=0, atol=1e-5)


@torch.no_grad()
def test_states_depend_on_all_pieces_and_on_their_order(transformer: Transformer) -> None:
    pieces, beside = batch()
    states = transformer(pieces, beside)
    other = pieces.clone()
    other[0, -1] = other[0, -1] % (len(VOCABULARY) - 1) + 1
    assert not torch.allclose(transformer(other, beside)[0, 0], states[0, 0], atol=1e-4)
    swapped = pieces[:, [0, 2, 1, *range(3, 9)]]
    assert pieces[0, 1] != pieces[0, 2]
    assert not torch.allclose(transformer(swapped, beside)[0, 0], states[0, 0], atol=1e-4)


@torch.no_grad()
def test_what_is_beside_a_piece_counts_only_once_learned(transformer: Transformer) -> None:
    pieces, beside = batch()
    assert (transformer.beside.weight == 0).all()
    states = transformer(pieces, beside)
    assert torch.equal(states, transformer(pieces, torch.zeros_like(beside)))
    torch.nn.init.normal_(transformer.beside.weight)
    assert not torch.allclose(transformer(pieces, beside), states, atol=1e-3)


@torch.no_grad()
def test_states_are_learned_as_they_are_read() -> None:
    torch.manual_seed(2)
    sure = Transformer(attrs.evolve(SIZES, dropout=0.0), BESIDE)
    pieces, beside = batch(2)
    pieces[1, 6:] = 0
    read = sure.eval()(pieces, beside)
    torch.testing.assert_close(sure.train()(pieces, beside), read, rtol=0, atol=1e-5)


def test_gradient_reaches_every_weight(transformer: Transformer) -> None:
    transformer.train()
    pieces, beside = batch(2, 20)
    # A plain sum of normalised states is a constant.
    (transformer(pieces, beside) * torch.randn(SIZES.size)).sum().backward()
    for name, parameter in transformer.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().sum() > 0, name


def test_dropout_only_while_training(transformer: Transformer) -> None:
    pieces, beside = batch()
    assert torch.equal(transformer(pieces, beside), transformer(pieces, beside))
    transformer.train()
    assert not torch.equal(transformer(pieces, beside), transformer(pieces, beside))


def test_as_many_layers_as_asked_for() -> None:
    deep = Transformer(attrs.evolve(SIZES, layers=5), BESIDE)
    assert len(deep.layers) == 5


@torch.no_grad()
def test_attention_window_by_window_gives_the_same(transformer: Transformer) -> None:
    pieces, beside = batch(3)
    pieces[1, 5:] = 0
    expected = transformer(pieces, beside)
    for layer in transformer.layers:
        assert isinstance(layer, Layer)
        layer.attend = attend_by_window
    found = transformer(pieces, beside)
    torch.testing.assert_close(found[pieces != 0], expected[pieces != 0], rtol=0, atol=1e-5)


def test_attention_window_by_window_does_not_overflow() -> None:
    large = torch.full((1, 1, 4, 8), 1e3, dtype=torch.bfloat16)
    found = attend_by_window(large, large, large, torch.ones(1, 1, 1, 4, dtype=torch.bool))
    torch.testing.assert_close(found, large)
