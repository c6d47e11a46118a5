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
from small import TEXT, VECTORS, WORDS, small_network, small_trained

from quoteattr.attribution import attributor as attributor_module
from quoteattr.attribution.attributor import CORE_PIECES, MARGIN_PIECES, Attributor
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import Trained, save
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.models.vectors import in_eight_bits
from quoteattr.records import MODES

SEEDS = range(2)

ODD = st.text(max_size=200) | st.lists(
    st.sampled_from([*WORDS, "“", "”", "‘", "’", '"', "«", "Ida", "\n\n", "\r\n", "e\u0301", "😀"]),
    max_size=120,
).map(" ".join)
# Of several windows.
LONG = "\n\n".join([TEXT] * 40)


@pytest.fixture(scope="module")
def attributors() -> list[Attributor]:
    """Some with random weights, without and with a transformer."""
    return [
        Attributor(small_trained(seed, transformer=transformer), VECTORS)
        for transformer in (False, True)
        for seed in SEEDS
    ]


def everything(attributor: Attributor, texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
    """Also what the network is not sure of, which with random weights is most."""
    return attributor(texts, 0.0)


def assert_alike(one: Sequence[Attribution], two: Sequence[Attribution]) -> None:
    """The same but for confidences, which may be one apart in the fourth decimal.

    Sums of floating-point numbers hang on their order, so a figure may lie on either side of the
    place where it is rounded.
    """
    unsure = {"confidence": 0.0, "source_confidence": 0.0}
    assert [attrs.evolve(a, **unsure) for a in one] == [attrs.evolve(a, **unsure) for a in two]
    for name in unsure:
        of_one, of_two = ([getattr(a, name) for a in found] for found in (one, two))
        assert of_one == pytest.approx(of_two, abs=1.001e-4)


def spans(found: Sequence[Attribution]) -> list[object]:
    return [(a.content, a.cue, a.source, a.mode) for a in found]


@contextmanager
def threads(number: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class TestSoundness:
    """With random weights every sort of label comes out, more than good ones ever would."""

    @given(text=ODD)
    @settings(max_examples=50, deadline=None)
    def test_what_comes_out_is_sound(self, attributors: list[Attributor], text: str) -> None:
        for attributor in attributors:
            for i, found in enumerate(everything(attributor, [text])[0]):
                spans = found.content
                assert spans
                assert all(0 <= a < b <= len(text) for a, b in spans)
                assert all(b <= c for (_, b), (c, _) in pairwise(spans))
                assert len(found.cue) <= 1
                assert len(found.source) <= 1
                assert found.mode in MODES
                assert 0 <= found.confidence <= 1
                assert found.parent is None or found.parent < i

    def test_random_weights_find_something(self, attributors: list[Attributor]) -> None:
        assert all(everything(attributor, [TEXT * 3])[0] for attributor in attributors)

    def test_order_is_that_of_the_text(self, attributors: list[Attributor]) -> None:
        for attributor in attributors:
            starts = [found.content[0][0] for found in everything(attributor, [LONG])[0]]
            assert starts == sorted(starts)

    def test_nothing_is_found_twice_over_window_borders(
        self, attributors: list[Attributor], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, size in (("CORE", 14), ("MARGIN", 9), ("CORE_PIECES", 50), ("MARGIN_PIECES", 30)):
            monkeypatch.setattr(attributor_module, name, size)
        for attributor in attributors:
            ((_, features, readings),) = attributor.read([TEXT * 4])
            assert len(readings) > 3
            cores = [(r.window.core_first, r.window.core_end) for r in readings]
            assert [i for a, b in cores for i in range(a, b)] == list(range(len(features.spans)))
            # Outer contents never overlap, and inner ones never do.
            (found,) = everything(attributor, [TEXT * 4])
            starts = [a.content[0] for a in found]
            assert all(starts.count(start) <= 2 for start in starts)

    @pytest.mark.parametrize("text", ["\x00", "\ud83d", "x" * 2000, "“" * 700], ids=range(4))
    def test_odd_words(self, attributors: list[Attributor], text: str) -> None:
        for attributor in attributors:
            for found in everything(attributor, [text])[0]:
                assert all(0 <= a < b <= len(text) for a, b in found.content)

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
        for attributor in attributors:
            for text, found in zip(texts, everything(attributor, texts), strict=True):
                assert_alike(found, *everything(attributor, [text]))

    def test_a_text_of_several_windows_is_one_of_them(self, attributors: list[Attributor]) -> None:
        texts = [LONG, TEXT, "Ida said."]
        for attributor in attributors:
            for text, found in zip(texts, everything(attributor, texts), strict=True):
                assert_alike(found, *everything(attributor, [text]))

    def test_one_thread_finds_what_two_find(self, attributors: list[Attributor]) -> None:
        texts = [f"{TEXT}\n\n{TEXT}", TEXT]
        for attributor in attributors:
            with threads(1):
                one = everything(attributor, texts)
            with threads(2):
                two = everything(attributor, texts)
            for found, again in zip(one, two, strict=True):
                assert_alike(found, again)

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
            (many,) = attributor([TEXT], low)
            (few,) = attributor([TEXT], high)
            assert all(span in spans(many) for span in spans(few))
            assert len(few) <= len(many)

    def test_it_leaves_some_and_not_others(self, attributors: list[Attributor]) -> None:
        for attributor in attributors:
            (found,) = everything(attributor, [LONG])
            middle = sorted(a.confidence for a in found)[len(found) // 2]
            (some,) = attributor([LONG], middle)
            assert 0 < len(some) < len(found)
            assert all(a.confidence >= middle - 1e-4 for a in some)

    @pytest.mark.parametrize("threshold", [0.0, 0.4, 0.6, 1.0])
    def test_the_default_is_the_threshold_of_the_guideline(self, threshold: float) -> None:
        confidence = {"world": Confidence(threshold=threshold), "polnear": Confidence(threshold=0)}
        trained = attrs.evolve(small_trained(), confidence=confidence)
        world, polnear = (Attributor(trained, VECTORS, name) for name in GUIDELINES)
        assert world([LONG]) == world([LONG], threshold)
        assert polnear([LONG]) == polnear([LONG], 0.0)

    def test_each_guideline_has_its_own_confidence(self) -> None:
        never, always = Confidence(bias=-50.0), Confidence(bias=50.0)
        trained = attrs.evolve(small_trained(), confidence={"world": never, "polnear": always})
        assert Attributor(trained, VECTORS, "world")([LONG]) == [()]
        (found,) = Attributor(trained, VECTORS, "polnear")([LONG])
        assert found
        assert {a.confidence for a in found} == {1.0}


def test_only_a_guideline_that_nests_has_quotes_inside_quotes() -> None:
    trained = small_trained()
    nesting, flat = (Attributor(trained, VECTORS, name) for name in ("world", "polnear"))
    assert any(a.parent is not None for a in everything(nesting, [LONG])[0])
    found = everything(flat, [LONG])[0]
    assert found
    assert all(a.parent is None for a in found)


class TestLoad:
    @pytest.mark.parametrize("transformer", [False, True], ids=["words", "pieces"])
    def test_finds_what_the_saved_one_found(self, tmp_path: Path, transformer: bool) -> None:
        # Weights that halves and eight bits can hold, so that nothing is lost on disk.
        network = small_network(transformer=transformer).half().float()
        if network.transformer is not None:
            pieces = network.transformer.piece.weight
            values, scales = in_eight_bits(pieces.numpy())
            pieces.copy_(torch.from_numpy(values * scales[:, None]))
        trained = attrs.evolve(small_trained(transformer=transformer), network=network)
        save(tmp_path, trained)
        loaded = Attributor.load(tmp_path, VECTORS, guideline="polnear")
        network.vectors = small_network().vectors
        before = Attributor(Trained(network, trained.lexicon, trained.pieces), VECTORS, "polnear")
        (expected,) = everything(before, [LONG])
        assert expected
        assert everything(loaded, [LONG]) == [expected]
