"""The network: what its states and scores depend on, without and with a transformer."""

import attrs
import pytest
import torch
from small import SIZES, TEXT, features, inputs, new_network

from quoteattr.attribution.features import COLUMNS, SHAPES
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.labels import HEADS, N_LABELS
from quoteattr.attribution.network import Network, Settings, distance_bucket

OTHER = "Her deputy said that the key was lost."
N = len(features(TEXT).spans)


def wider(batch: Inputs, by: int) -> Inputs:
    """The same windows, padded further."""

    def widen(tensor: torch.Tensor | None) -> torch.Tensor | None:
        return None if tensor is None else torch.nn.functional.pad(tensor, (0, by))

    return attrs.evolve(
        batch,
        values=torch.nn.functional.pad(batch.values, (0, 0, 0, by)),
        pieces=widen(batch.pieces),
        words=widen(batch.words),
        first=widen(batch.first),
    )


class TestStates:
    def test_do_not_depend_on_padding(self, network: Network) -> None:
        batch = inputs(network, [TEXT])
        alone = network.encode(batch)
        wide = network.encode(wider(batch, 17))
        torch.testing.assert_close(alone[0], wide[0, :N], rtol=0, atol=1e-4)
        assert (wide[0, N:] == 0).all()

    def test_do_not_depend_on_the_batch(self, network: Network) -> None:
        m = len(features(OTHER).spans)
        both = network.encode(inputs(network, [TEXT, OTHER]))
        alone = network.encode(inputs(network, [OTHER]))
        torch.testing.assert_close(both[1, :m], alone[0], rtol=0, atol=1e-4)

    def test_look_both_ways(self, network: Network) -> None:
        batch = inputs(network, [TEXT])
        states = network.encode(batch)
        for changed, looked_at in ((0, N - 1), (N - 1, 0)):
            values = batch.values.clone()
            values[0, changed, COLUMNS.index("shape")] = SHAPES.index("other")
            other = network.encode(attrs.evolve(batch, values=values))
            assert not torch.equal(states[0, looked_at], other[0, looked_at])

    def test_the_guideline_is_seen(self, network: Network) -> None:
        states = network.encode(inputs(network, [TEXT, TEXT], [0, 1]))
        assert not torch.allclose(states[0], states[1])

    def test_pieces_are_seen(self) -> None:
        network = new_network(transformer=True).eval()
        batch = inputs(network, [TEXT])
        assert batch.pieces is not None
        pieces = batch.pieces.clone()
        pieces[0, 5] = pieces[0, 5] % (SIZES.n_pieces - 1) + 1
        states = network.encode(batch)
        assert not torch.allclose(states, network.encode(attrs.evolve(batch, pieces=pieces)))

    def test_beside_a_piece_stands_what_is_known_of_its_word(self) -> None:
        network = new_network(transformer=True).eval()
        batch = inputs(network, [TEXT, OTHER], [0, 1])
        seen: list[torch.Tensor] = []
        assert network.transformer is not None
        network.transformer.register_forward_pre_hook(lambda _, given: seen.append(given[1]))
        network.encode(batch)
        assert batch.words is not None
        (beside,) = seen
        for row, words in enumerate(batch.words.tolist()):
            for at, word in enumerate(words):
                values = dict(zip(COLUMNS, batch.values[row, word], strict=True))
                expected = [
                    network.shape(values["shape"]),
                    network.mark(values["mark"]),
                    network.place(values["place"]),
                    network.guideline(batch.guideline[row]),
                ]
                assert torch.equal(beside[row, at], torch.cat(expected))

    def test_a_transformer_without_pieces_is_an_error(self) -> None:
        network = new_network(transformer=True)
        batch = inputs(network, [TEXT])
        with pytest.raises(ValueError, match="reads pieces"):
            network.encode(attrs.evolve(batch, pieces=None))
        with pytest.raises(ValueError, match="come with the words"):
            network.encode(attrs.evolve(batch, words=None))

    def test_label_scores(self, network: Network) -> None:
        scores = network.label_scores(network.encode(inputs(network, [TEXT])))
        assert scores.shape == (1, N, len(HEADS), N_LABELS)


SCORES = ("cue", "source", "cue_source", "modes", "cue_modes", "valid")


class TestLinks:
    def test_at_a_window_end_do_not_depend_on_padding(self, network: Network) -> None:
        spans = torch.tensor([[[N - 3, N - 1]]]), torch.tensor([[[0, 1]]]), torch.tensor([[[4, 5]]])
        batch = inputs(network, [TEXT])
        alone = network.links(network.encode(batch), *spans)
        wide = network.links(network.encode(wider(batch, 5)), *spans)
        for name in SCORES:
            torch.testing.assert_close(getattr(alone, name), getattr(wide, name), rtol=0, atol=1e-4)

    def test_absent_spans_are_never_chosen(self, network: Network) -> None:
        states = network.encode(inputs(network, [TEXT]))
        absent = torch.full((1, 2, 2), -1)
        links = network.links(states, torch.tensor([[[0, 5]]]), absent, absent)
        assert links.cue[0, 0].argmax() == 0
        assert links.source[0, 0].argmax() == 0

    def test_absent_spans_change_nothing(self, network: Network) -> None:
        states = network.encode(inputs(network, [TEXT]))
        contents, cues, sources = (
            torch.tensor([[span]]) for span in ([0, 5], [7, 7], [8, 9])
        )  # fmt: skip
        absent = torch.full((1, 3, 2), -1)
        alone = network.links(states, contents, cues, sources)
        among = network.links(
            states, *(torch.cat([spans, absent], dim=1) for spans in (contents, cues, sources))
        )
        torch.testing.assert_close(among.cue[:, :1, :2], alone.cue)
        torch.testing.assert_close(among.source[:, :1, :2], alone.source)
        torch.testing.assert_close(among.cue_source[:, :2, :2], alone.cue_source)
        torch.testing.assert_close(among.valid[:, :1], alone.valid)

    def test_partners_have_a_say_in_whether_a_content_is_one(self, network: Network) -> None:
        states = network.encode(inputs(network, [TEXT]))
        content, absent = torch.tensor([[[0, 5]]]), torch.full((1, 1, 2), -1)
        none = network.links(states, content, absent, absent).valid
        cue = network.links(states, content, torch.tensor([[[7, 7]]]), absent).valid
        source = network.links(states, content, absent, torch.tensor([[[8, 9]]])).valid
        assert not torch.allclose(none, cue)
        assert not torch.allclose(none, source)

    def test_distance_buckets_tell_the_order_and_the_distance(self) -> None:
        here = torch.tensor([[[10, 12]]])
        others = torch.tensor([[[13, 13], [30, 31], [8, 9], [0, 1], [10, 12]]])
        near_after, far_after, near_before, far_before, same = distance_bucket(here, others)[0, 0]
        assert near_after != near_before
        assert far_after > near_after
        assert far_before > near_before
        assert same != near_before


@pytest.mark.parametrize("transformer", [None, SIZES], ids=["words", "pieces"])
def test_settings_come_back_from_plain_data(transformer: object) -> None:
    settings = Settings(7, 5, hidden=9, transformer=SIZES if transformer else None)
    assert Settings.from_dict(attrs.asdict(settings)) == settings
