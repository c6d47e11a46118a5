"""A network that begins with what another one learned, or is the mean of others."""

import pytest
import torch
from small import LEXICON, TEXT, inputs, new_network

from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.network import Network
from quoteattr.attribution.storage import Trained
from quoteattr.training.start import mean_of, take_weights


def states(network: Network) -> torch.Tensor:
    with torch.inference_mode():
        return network.eval().encode(inputs(network, [TEXT]))


def test_the_new_one_begins_as_the_other_was() -> None:
    learned = new_network(seed=5)
    assert not torch.allclose(states(new_network(seed=6)), states(learned))
    network = new_network(seed=6)
    take_weights(network, LEXICON, Trained(learned, LEXICON))
    torch.testing.assert_close(states(network), states(learned))


def test_what_only_the_new_one_reads_counts_for_nothing_at_first() -> None:
    learned, network = new_network(seed=5), new_network(seed=6, transformer=True)
    taken = take_weights(network, LEXICON, Trained(learned, LEXICON))
    torch.testing.assert_close(states(network), states(learned))
    assert not any(name.startswith("transformer") for name in taken)


def test_what_only_the_new_one_reads_can_be_learned() -> None:
    learned, network = new_network(seed=5), new_network(seed=6, transformer=True)
    take_weights(network, LEXICON, Trained(learned, LEXICON))
    network.train().encode(inputs(network, [TEXT])).sum().backward()  # type: ignore[no-untyped-call]
    columns = learned.get_parameter("lstms.0.forwards.weight_ih_l0").shape[1]
    slope = network.get_parameter("lstms.0.forwards.weight_ih_l0").grad
    assert slope is not None
    assert slope[:, columns:].abs().sum() > 0


def test_other_sizes_are_left_alone() -> None:
    learned, network = new_network(seed=5), new_network(seed=6)
    learned.labels = torch.nn.Linear(3, 3)
    before = network.labels.weight.clone()
    assert "labels.weight" not in take_weights(network, LEXICON, Trained(learned, LEXICON))
    assert torch.equal(network.labels.weight, before)


def test_words_keep_their_embeddings_under_other_ids() -> None:
    learned, network = new_network(seed=5), new_network(seed=6)
    words = list(LEXICON.words)
    other = Lexicon.of(["sturgeon", *words[:0:-1]], LEXICON.suffixes)  # one unknown, one missing
    before = network.word.weight.clone()
    take_weights(network, other, Trained(learned, LEXICON))
    for word, row in other.words.items():
        known = LEXICON.words.get(word)
        expected = before[row] if known is None else learned.word.weight[known]
        assert torch.equal(network.word.weight[row], expected), word
    unknown = Lexicon.UNKNOWN
    assert torch.equal(network.word.weight[unknown], learned.word.weight[unknown])


def test_a_joined_lexicon_keeps_the_ids_of_the_first() -> None:
    first, second = Lexicon.of(["b", "a"], ["ed"]), Lexicon.of(["a", "c"], ["ing", "ed"])
    joined = first.joined(second)
    assert joined.words == {"b": 2, "a": 3, "c": 4}
    assert joined.suffixes == {"ed": 2, "ing": 3}
    assert second.words == {"a": 2, "c": 3}


def test_the_mean_of_weights() -> None:
    one, two = new_network(seed=5), new_network(seed=6)
    shuffled = Lexicon.of(list(LEXICON.words)[::-1], LEXICON.suffixes)
    theirs = new_network(seed=7)
    take_weights(theirs, shuffled, Trained(two, LEXICON))  # the same under other ids
    mean = mean_of([Trained(one, LEXICON), Trained(theirs, shuffled)])
    assert mean.lexicon == LEXICON
    for name, parameter in mean.network.named_parameters():
        expected = (one.get_parameter(name) + two.get_parameter(name)) / 2
        torch.testing.assert_close(parameter, expected, msg=name)


def test_networks_of_different_sizes_have_no_mean() -> None:
    pair = [Trained(new_network(seed=5), LEXICON), Trained(new_network(seed=6), LEXICON)]
    pair[1].network.labels = torch.nn.Linear(3, 3)
    with pytest.raises(ValueError, match="different sizes"):
        mean_of(pair)
