"""The attribution step as a whole, with random weights: what holds whatever it finds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from small import TEXT, small_trained

from quoteattr.attribution import attributor as attributor_module
from quoteattr.attribution.attributor import (
    CORE_PIECES,
    LENGTH_STEP,
    MARGIN_PIECES,
    Attributor,
)
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.inputs import Inputs
from quoteattr.attribution.network import Network
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import in_eight_bits, save
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.records import MODES

SEEDS = range(2)

ODD = st.text(max_size=200) | st.lists(
    st.sampled_from(
        [*'“”‘’"«,.', "said", "the", "her", "Ida", "sluice", "\n\n", "\r\n", "e\u0301", "😀"]
    ),
    max_size=120,
).map(" ".join)
# Of several windows.
LONG = "\n\n".join([TEXT] * 12)


@pytest.fixture(scope="module")
def attributors() -> list[Attributor]:
    """Some with random weights.

    They compute in double precision: random labels and links are often nearly tied, and in single
    precision the order of a sum, which hangs on processor and batch, would decide.
    """
    networks = [small_trained(seed) for seed in SEEDS]
    for trained in networks:
        trained.network.double()
    return [Attributor(trained) for trained in networks]


def everything(attributor: Attributor, texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
    """Also what the network is not sure of, which with random weights is most."""
    return found(attributor, texts, 0.0)


def found(
    attributor: Attributor, texts: Sequence[str], least: float | None = None
) -> list[tuple[Attribution, ...]]:
    return [read.attributions for read in attributor(texts, least)]


def assert_alike(one: Sequence[Attribution], two: Sequence[Attribution]) -> None:
    """The same but for confidences, which may be one apart in the fourth decimal.

    Sums of floating-point numbers hang on their order, so a figure may lie on either side of the
    place where it is rounded.
    """
    unsure = {"confidence": 0.0, "source_confidence": 0.0}
    assert [attrs.evolve(a, **unsure) for a in one] == [attrs.evolve(a, **unsure) for a in two]
    for name in unsure:
        of_one, of_two = ([getattr(a, name) for a in some] for some in (one, two))
        assert of_one == pytest.approx(of_two, abs=1.001e-4)


def spans(some: Sequence[Attribution]) -> list[object]:
    return [(a.content, a.cue, a.source, a.mode) for a in some]


@contextmanager
def threads(number: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def test_windows_have_few_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    attributor = Attributor(small_trained(1))
    lengths: list[int] = []

    def read_pieces(inputs: Inputs) -> torch.Tensor:
        lengths.extend((inputs.values.shape[1], inputs.pieces.shape[1]))
        return Network.read_pieces(attributor._network, inputs)

    monkeypatch.setattr(attributor._network, "read_pieces", read_pieces)
    attributor([TEXT, LONG, "No."])
    assert lengths
    assert not any(length % LENGTH_STEP for length in lengths)


class TestSoundness:
    """With random weights every sort of label comes out, more than good ones ever would."""

    @given(text=ODD)
    @settings(max_examples=50, deadline=None)
    def test_what_comes_out_is_sound(self, attributors: list[Attributor], text: str) -> None:
        for attributor in attributors:
            for i, one in enumerate(everything(attributor, [text])[0]):
                spans = one.content
                assert spans
                assert all(0 <= a < b <= len(text) for a, b in spans)
                assert all(b <= c for (_, b), (c, _) in pairwise(spans))
                assert len(one.cue) <= 1
                assert len(one.source) <= 1
                assert one.mode in MODES
                assert 0 <= one.confidence <= 1
                assert one.parent is None or one.parent < i
                assert all(0 <= a < b <= len(text) for a, b in one.addressee)

    def test_random_weights_find_something(self, attributors: list[Attributor]) -> None:
        assert all(everything(attributor, [TEXT * 3])[0] for attributor in attributors)

    def test_order_is_that_of_the_text(self, attributors: list[Attributor]) -> None:
        for attributor in attributors:
            starts = [one.content[0][0] for one in everything(attributor, [LONG])[0]]
            assert starts == sorted(starts)

    def test_nothing_is_found_twice_over_window_borders(
        self, attributors: list[Attributor], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, size in (("CORE_PIECES", 50), ("MARGIN_PIECES", 30)):
            monkeypatch.setattr(attributor_module, name, size)
        for attributor in attributors:
            ((_, features, readings),) = attributor.read([TEXT * 4])
            assert len(readings) > 3
            cores = [(r.window.core_first, r.window.core_end) for r in readings]
            assert [i for a, b in cores for i in range(a, b)] == list(range(len(features.spans)))
            # Outer contents never overlap, and inner ones never do.
            (many,) = everything(attributor, [TEXT * 4])
            starts = [a.content[0] for a in many]
            assert all(starts.count(start) <= 2 for start in starts)

    @pytest.mark.parametrize("text", ["\x00", "\ud83d", "x" * 2000, "“" * 700], ids=range(4))
    def test_odd_words(self, attributors: list[Attributor], text: str) -> None:
        for attributor in attributors:
            for one in everything(attributor, [text])[0]:
                assert all(0 <= a < b <= len(text) for a, b in one.content)

    def test_nothing(self, attributors: list[Attributor]) -> None:
        for attributor in attributors:
            assert attributor([]) == []
            assert everything(attributor, ["", "\n"]) == [(), ()]


class TestIndependence:
    @given(texts=st.lists(ODD, min_size=2, max_size=5))
    @settings(max_examples=20, deadline=None)
    def test_texts_do_not_touch_each_other(
        self, attributors: list[Attributor], texts: list[str]
    ) -> None:
        """By the scores: which of two equal links is chosen is left to their last digit."""
        for attributor in attributors:
            for text, (_, _, among) in zip(texts, attributor.read(texts), strict=True):
                ((_, _, alone),) = attributor.read([text])
                for one, two in zip(among, alone, strict=True):
                    assert one.window == two.window
                    torch.testing.assert_close(one.states, two.states)
                    assert one.probability == pytest.approx(two.probability, abs=1e-5)
                    assert one.names == pytest.approx(two.names, abs=1e-5)
                    assert one.links.valid == pytest.approx(two.links.valid, abs=1e-4)

    def test_a_text_of_several_windows_is_one_of_them(self, attributors: list[Attributor]) -> None:
        texts = [LONG, TEXT, "Ida said."]
        for attributor in attributors:
            for text, among in zip(texts, everything(attributor, texts), strict=True):
                assert_alike(among, *everything(attributor, [text]))

    def test_one_thread_finds_what_two_find(self, attributors: list[Attributor]) -> None:
        texts = [f"{TEXT}\n\n{TEXT}", TEXT]
        for attributor in attributors:
            with threads(1):
                one = everything(attributor, texts)
            with threads(2):
                two = everything(attributor, texts)
            for once, again in zip(one, two, strict=True):
                assert_alike(once, again)

    def test_a_text_read_twice_is_found_twice_alike(self, attributors: list[Attributor]) -> None:
        for attributor in attributors:
            first, second = everything(attributor, [LONG, LONG])
            assert_alike(first, second)


def test_windows_fit_the_positions_of_an_encoder() -> None:
    # With a piece at the start and one at the end.
    assert TransformerSizes(n_pieces=1).longest >= CORE_PIECES + 2 * MARGIN_PIECES + 2


class TestMinConfidence:
    @given(one=st.floats(0, 1), two=st.floats(0, 1))
    @settings(max_examples=20, deadline=None)
    def test_raising_it_never_adds_any(
        self, attributors: list[Attributor], one: float, two: float
    ) -> None:
        low, high = sorted((one, two))
        for attributor in attributors:
            (many,) = found(attributor, [TEXT], low)
            (few,) = found(attributor, [TEXT], high)
            assert all(span in spans(many) for span in spans(few))
            assert len(few) <= len(many)

    def test_it_leaves_some_and_not_others(self, attributors: list[Attributor]) -> None:
        for attributor in attributors:
            (many,) = everything(attributor, [LONG])
            middle = sum(f(a.confidence for a in many) for f in (min, max)) / 2
            (some,) = found(attributor, [LONG], middle)
            assert 0 < len(some) < len(many)
            assert all(a.confidence >= middle - 1e-4 for a in some)

    @pytest.mark.parametrize("threshold", [0.0, 0.4, 0.6, 1.0])
    def test_the_default_is_the_threshold_of_the_guideline(self, threshold: float) -> None:
        confidence = {"world": Confidence(threshold=threshold), "polnear": Confidence(threshold=0)}
        trained = attrs.evolve(small_trained(), confidence=confidence)
        world, polnear = (Attributor(trained, name) for name in GUIDELINES)
        assert found(world, [LONG]) == found(world, [LONG], threshold)
        assert found(polnear, [LONG]) == found(polnear, [LONG], 0.0)

    def test_each_guideline_has_its_own_confidence(self) -> None:
        never, always = Confidence(bias=-50.0), Confidence(bias=50.0)
        trained = attrs.evolve(small_trained(), confidence={"world": never, "polnear": always})
        assert found(Attributor(trained, "world"), [LONG]) == [()]
        (many,) = found(Attributor(trained, "polnear"), [LONG])
        assert many
        assert {a.confidence for a in many} == {1.0}


def test_only_a_guideline_that_nests_has_quotes_inside_quotes() -> None:
    trained = small_trained()
    nesting, flat = (Attributor(trained, name) for name in ("world", "polnear"))
    assert any(a.parent is not None for a in everything(nesting, [LONG])[0])
    many = everything(flat, [LONG])[0]
    assert many
    assert all(a.parent is None for a in many)


class TestAnnotation:
    @given(text=ODD)
    @settings(max_examples=50, deadline=None)
    def test_names_and_sentences_lie_in_the_text(
        self, attributors: list[Attributor], text: str
    ) -> None:
        for attributor in attributors:
            (read,) = attributor([text])
            for spans in (read.annotation.sentences, read.annotation.entities):
                assert all(0 <= one.start < one.end <= len(text) for one in spans)
                assert all(a.end <= b.start for a, b in pairwise(spans))

    def test_each_word_is_read_in_the_core_of_one_window(
        self, attributors: list[Attributor]
    ) -> None:
        for attributor in attributors:
            ((_, features, readings),) = attributor.read([LONG])
            assert len(readings) > 1
            (read,) = attributor([LONG])
            words = [int(start) for start in features.spans[:, 0]]
            covered = [
                sum(s.start <= start < s.end for s in read.annotation.sentences) for start in words
            ]
            assert covered == [1] * len(words)
            assert read.annotation.entities

    def test_mentions_score_alike_alone_and_in_a_batch(self, attributors: list[Attributor]) -> None:
        start, name = TEXT.index("Her"), TEXT.index("Ida Brandt")
        mention, others = (start, start + 3), [(name, name + 10), (0, 5)]
        for attributor in attributors:
            affinities = [
                attributor(texts)[-1].annotation.affinity for texts in ([TEXT], [LONG, TEXT])
            ]
            alone, among = (one(mention, others) for one in affinities if one)
            assert alone == pytest.approx(among, abs=0.05)  # states are kept in halves
            assert alone[0] != alone[1]

    def test_without_words_there_is_none(self, attributors: list[Attributor]) -> None:
        for read in attributors[0](["", " \n"]):
            assert (read.annotation.sentences, read.annotation.entities) == ((), ())
            assert read.annotation.affinity is None


def test_a_loaded_one_finds_what_the_saved_one_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attributor_module, "suit_processor", lambda trained: None)
    trained = small_trained()
    # Weights that halves and eight bits can hold, so that nothing is lost on disk.
    network = trained.network.half().float()
    values, scales = in_eight_bits(network.transformer.piece.weight.numpy())
    network.transformer.piece.weight.copy_(torch.from_numpy(values * scales[:, None]))
    save(tmp_path, trained)
    (expected,) = everything(Attributor(trained, "polnear"), [LONG])
    loaded = Attributor.load(tmp_path, guideline="polnear")
    assert expected
    assert everything(loaded, [LONG]) == [expected]
