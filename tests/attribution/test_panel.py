"""Networks that answer as one, and one that looks twice."""

import attrs
import pytest
import torch
from small import PIECES, TEXT, VECTORS, features, inputs, small_network, small_trained

from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.decoding import probabilities
from quoteattr.attribution.features import Features, Lexicon
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.panel import Panel, TwoViews, at_its_best
from quoteattr.models.vectors import WordVectors

NO_VECTORS = WordVectors.from_arrays((), VECTORS.matrix[:0])


def test_links_of_a_panel_are_mean_scores() -> None:
    members = [small_trained(seed=seed, transformer=seed == 1).network for seed in (1, 2)]
    inputs = Inputs.of(
        [features(TEXT, PIECES).excerpt(0, 12)], [0], members[0].settings.transformer
    )
    spans = torch.tensor([[[0, 3], [5, 7], [-1, -1]]])
    said = [member.links(member.encode(inputs), spans, spans, spans) for member in members]
    panel = Panel(members)
    together = panel.links(panel.encode(inputs), spans, spans, spans)
    for name in ("cue", "source", "cue_source", "modes", "cue_modes", "valid"):
        mean = (getattr(said[0], name) + getattr(said[1], name)) / 2
        assert torch.allclose(getattr(together, name), mean, atol=1e-5), name


def test_only_a_network_with_an_encoder_looks_twice_where_it_is_to() -> None:
    plain, deep = small_network(views=2), small_network(transformer=True, views=2)
    once, twice = small_network(transformer=True), at_its_best(deep)
    assert at_its_best(plain) is plain
    assert at_its_best(once) is once
    assert isinstance(twice, TwoViews)
    assert at_its_best(twice) is twice
    assert not twice.training
    assert twice.width == 2 * deep.width
    assert Panel([twice, plain]).width == 2 * deep.width + plain.width


def test_the_second_view_hides_the_words() -> None:
    network = small_network(transformer=True)
    unknown = Features.of(TEXT, Lexicon.of([], []), NO_VECTORS, PIECES)
    excerpt = unknown.excerpt(0, len(unknown.spans))
    hidden = Inputs.of([excerpt], [0], network.settings.transformer)
    shown = inputs(network, [TEXT])
    assert (hidden.values != shown.values).any()
    said = [
        probabilities(network.label_scores(network.encode(view)).numpy())
        for view in (shown, hidden)
    ]
    assert abs(said[0] - said[1]).max() > 0.01
    twice = TwoViews(network)
    together = probabilities(twice.label_scores(twice.encode(shown)).numpy())
    assert together == pytest.approx((said[0] + said[1]) / 2, abs=1e-5)


def test_padding_stays_padding_in_both_views() -> None:
    twice = TwoViews(small_network(transformer=True))
    short, long = TEXT[:22], TEXT
    states = twice.encode(inputs(small_network(transformer=True), [short, long]))
    alone = twice.encode(inputs(small_network(transformer=True), [short]))
    n = alone.shape[1]
    assert torch.allclose(states[:1, :n], alone, atol=1e-5)
    assert not states[0, n:].any()


def test_the_encoder_reads_once_for_both_views() -> None:
    network = small_network(transformer=True, views=2)
    assert network.transformer is not None
    calls = []
    network.transformer.register_forward_hook(lambda *_: calls.append(1))
    trained = attrs.evolve(small_trained(transformer=True, views=2), network=network)
    Attributor(trained, VECTORS)([TEXT])
    assert len(calls) == 1
