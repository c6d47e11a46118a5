"""The network: what its states and scores depend on."""

import attrs
import pytest
import torch
from small import SIZES, TEXT, features, inputs, new_network, small_network

from quoteattr.attribution.features import COLUMNS, SHAPES
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.labels import HEADS, N_LABELS, N_NAME_LABELS
from quoteattr.attribution.network import Network, Settings, distance_bucket

OTHER = "Her deputy said that the key was lost."
N = len(features(TEXT).spans)


@pytest.fixture(scope="module")
def network() -> Network:
    return small_network()


def wider(batch: Inputs, by: int) -> Inputs:
    """The same windows, padded further."""

    def widen(tensor: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.pad(tensor, (0, by))

    return attrs.evolve(
        batch,
        values=torch.nn.functional.pad(batch.values, (0, 0, 0, by)),
        pieces=widen(batch.pieces),
        words=widen(batch.words),
        first=widen(batch.first),
    )


class TestStates:
    def test_do_not_depend_on_padding(self, network: Network) -> None:
        batch = inputs([TEXT])
        alone = network.encode(batch)
        wide = network.encode(wider(batch, 17))
        torch.testing.assert_close(alone[0], wide[0, :N], rtol=0, atol=1e-4)
        assert (wide[0, N:] == 0).all()

    def test_do_not_depend_on_the_batch(self, network: Network) -> None:
        m = len(features(OTHER).spans)
        both = network.encode(inputs([TEXT, OTHER]))
        alone = network.encode(inputs([OTHER]))
        torch.testing.assert_close(both[1, :m], alone[0], rtol=0, atol=1e-4)

    def test_look_both_ways(self, network: Network) -> None:
        batch = inputs([TEXT])
        states = network.encode(batch)
        for changed, looked_at in ((0, N - 1), (N - 1, 0)):
            values = batch.values.clone()
            values[0, changed, COLUMNS.index("shape")] = SHAPES.index("other")
            other = network.encode(attrs.evolve(batch, values=values))
            assert not torch.equal(states[0, looked_at], other[0, looked_at])

    def test_the_guideline_is_seen(self, network: Network) -> None:
        states = network.encode(inputs([TEXT, TEXT], [0, 1]))
        assert not torch.allclose(states[0], states[1])

    def test_pieces_are_seen(self, network: Network) -> None:
        batch = inputs([TEXT])
        pieces = batch.pieces.clone()
        pieces[0, 5] = pieces[0, 5] % (SIZES.n_pieces - 1) + 1
        states = network.encode(batch)
        assert not torch.allclose(states, network.encode(attrs.evolve(batch, pieces=pieces)))

    def test_beside_a_piece_stands_what_is_known_of_its_word(self) -> None:
        network = new_network().eval()
        batch = inputs([TEXT, OTHER], [0, 1])
        seen: list[torch.Tensor] = []
        network.transformer.register_forward_pre_hook(lambda _, given: seen.append(given[1]))
        network.encode(batch)
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

    def test_every_head_scores_every_word(self, network: Network) -> None:
        states = network.encode(inputs([TEXT]))
        assert network.label_scores(states).shape == (1, N, len(HEADS), N_LABELS)
        assert network.names(states).shape == (1, N, N_NAME_LABELS)
        assert network.sentence_ends(states).shape == (1, N, 1)


SCORES = ("cue", "source", "cue_source", "modes", "cue_modes", "valid")


class TestLinks:
    def test_at_a_window_end_do_not_depend_on_padding(self, network: Network) -> None:
        spans = torch.tensor([[[N - 3, N - 1]]]), torch.tensor([[[0, 1]]]), torch.tensor([[[4, 5]]])
        batch = inputs([TEXT])
        alone = network.links(network.encode(batch), *spans)
        wide = network.links(network.encode(wider(batch, 5)), *spans)
        for name in SCORES:
            torch.testing.assert_close(getattr(alone, name), getattr(wide, name), rtol=0, atol=1e-4)

    def test_absent_spans_are_never_chosen(self, network: Network) -> None:
        states = network.encode(inputs([TEXT]))
        absent = torch.full((1, 2, 2), -1)
        links = network.links(states, torch.tensor([[[0, 5]]]), absent, absent)
        assert links.cue[0, 0].argmax() == 0
        assert links.source[0, 0].argmax() == 0

    def test_absent_spans_change_nothing(self, network: Network) -> None:
        states = network.encode(inputs([TEXT]))
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
        states = network.encode(inputs([TEXT]))
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


class TestMentions:
    def test_are_read_by_the_states_at_their_edges(self, network: Network) -> None:
        states = network.encode(inputs([TEXT]))
        first, same_edges, other = torch.tensor([[0, 5]]), torch.tensor([[0, 5]]), states.clone()
        other[0, 3] += 1
        kept = network.mention_states(states, first[None])
        assert torch.equal(kept, network.mention_states(other, same_edges[None]))
        other[0, 5] += 1
        assert not torch.equal(kept, network.mention_states(other, first[None]))

    def test_a_pair_is_scored_by_who_is_the_anaphor(self, network: Network) -> None:
        states = network.encode(inputs([TEXT]))
        kept = network.mention_states(states, torch.tensor([[[0, 1], [4, 5], [-1, -1]]]))
        scores = network.mentions.score(kept, kept)
        assert scores.shape == (1, 3, 3)
        assert scores[0, 0, 1] != scores[0, 1, 0]

    def test_a_score_is_of_the_pair_alone(self, network: Network) -> None:
        states = network.encode(inputs([TEXT]))
        kept = network.mention_states(states, torch.tensor([[[0, 1], [4, 5], [7, 9]]]))
        many = network.mentions.score(kept, kept)[0]
        one = network.mentions.score(kept[:, 2:], kept[:, 1:2])[0]
        torch.testing.assert_close(one[0, 0], many[2, 1])


def test_settings_come_back_from_plain_data() -> None:
    settings = Settings(SIZES, pair_size=9)
    assert Settings.from_dict(attrs.asdict(settings)) == settings
