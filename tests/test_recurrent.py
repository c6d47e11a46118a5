"""Stanza's networks fed in our way: what comes out is what Stanza's own way gives."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from quoteattr.annotation.recurrent import Recurrent, passes, turned
from quoteattr.annotation.tokens import _likeliest, _Network


def packed(lstm: torch.nn.LSTM, inputs: Any, lengths: list[int]) -> Any:
    states, _ = lstm(pack_padded_sequence(inputs, torch.tensor(lengths)))
    return pad_packed_sequence(states)[0]


@pytest.mark.parametrize("lengths", [[7, 5, 5, 1], [1], [4, 4], [30, 2]])
def test_states_are_those_of_packed_rows(lengths: list[int]) -> None:
    torch.manual_seed(1)
    lstm = torch.nn.LSTM(3, 4, bidirectional=True).eval()
    inputs = torch.randn(lengths[0], len(lengths), 3)
    with torch.inference_mode():
        found = Recurrent(lstm)(inputs, turned(lengths))
        expected = packed(lstm, inputs, lengths)
    for row, length in enumerate(lengths):
        assert torch.allclose(found[:length, row], expected[:length, row], atol=1e-6)


def test_rows_do_not_depend_on_those_beside_them() -> None:
    torch.manual_seed(2)
    layer = Recurrent(torch.nn.LSTM(3, 4, bidirectional=True))
    inputs = torch.randn(9, 2, 3)
    with torch.inference_mode():
        both = layer(inputs, turned([9, 4]))
        alone = layer(inputs[:4, 1:], turned([4]))
    assert torch.allclose(both[:4, 1], alone[:, 0], atol=1e-6)


@pytest.mark.parametrize("options", [{"num_layers": 2}, {"bidirectional": False}, {"bias": False}])
def test_an_lstm_of_another_make(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="another make"):
        Recurrent(torch.nn.LSTM(3, 4, **{"bidirectional": True} | options))


def test_passes_cover_all_rows_once() -> None:
    lengths = [50, 9, 9, 8, 3, 1, 1, 1]
    found = list(passes(lengths, 20))
    assert [i for part in found for i in range(part.start, part.stop)] == list(range(8))
    assert [(part.start, part.stop) for part in found] == [(0, 1), (1, 3), (3, 5), (5, 8)]
    assert list(passes([], 20)) == []


def test_the_best_label_is_that_of_all_five() -> None:
    rng = np.random.default_rng(3)
    scores = torch.from_numpy(rng.normal(scale=2, size=(3, 4000)).astype(np.float32))
    on, off = torch.nn.functional.logsigmoid(scores), torch.nn.functional.logsigmoid(-scores)
    joint = [
        off[0],
        on[0] + off[1] + off[2],
        on[0] + on[1] + off[2],
        on[0] + off[1] + on[2],
        on[0] + on[1] + on[2],
    ]
    assert (_likeliest(*scores) == torch.stack(joint).argmax(0)).all()


def test_the_network_is_that_of_stanza() -> None:
    from stanza.models.tokenization.model import Tokenizer

    torch.manual_seed(4)
    make = {"feat_dim": 5, "rnn_layers": 1, "conv_res": None, "hierarchical": True}
    make |= {"use_mwt": True, "hier_invtemp": 0.5, "tok_noise": 0.0}
    model = Tokenizer(make, 20, 6, 8, 0.0, 0.0).eval()
    with torch.no_grad():
        for weights in model.parameters():
            weights *= 4
        model.tok_clf.bias += 1
    lengths = [40, 31, 12]
    units = torch.randint(1, 20, (40, 3))
    features = torch.rand(40, 3, 5)
    with torch.inference_mode():
        found = _Network(model, 0.5)(units, features, lengths)
        scores = model(units.t(), features.transpose(0, 1), lengths)
    expected = scores.argmax(2).t()
    assert len(set(expected.flatten().tolist())) > 2
    for row, length in enumerate(lengths):
        assert (found[:length, row] == expected[:length, row]).all()


def test_a_tokenizer_of_another_make() -> None:
    from quoteattr.annotation.tokens import TokenModel

    made = {"feat_funcs": ["space_before"], "conv_res": None, "hierarchical": True}
    with pytest.raises(ValueError, match="feat_funcs"):
        TokenModel(SimpleNamespace(args=made | {"use_mwt": True}))
