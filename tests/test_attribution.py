"""The attribution step without trained weights: features, windows, decoding, linking, network."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from quoteattr.attribution import assembly
from quoteattr.attribution.assembly import Reading, WindowLinks, assemble
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.decoding import Chunk, best_labels, candidates, chunks, probabilities
from quoteattr.attribution.features import (
    COLUMNS,
    N_MARK_STATES,
    N_PLACES,
    SHAPES,
    Features,
    Lexicon,
    shape,
)
from quoteattr.attribution.labels import (
    BEGIN,
    CONTENT,
    CONTINUE,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    N_LABELS,
    OUT,
    SOURCE,
)
from quoteattr.attribution.linking import Link, assign
from quoteattr.attribution.network import Network, Settings, distance_bucket
from quoteattr.attribution.records import Attribution
from quoteattr.attribution.storage import load_network, save_network
from quoteattr.attribution.windows import window_bounds
from quoteattr.errors import ModelFileError, ModelVersionError
from quoteattr.models.vectors import WordVectors
from quoteattr.records import MODES

TEXT = (
    "“The sluice is open,” said Ida Brandt. “Nobody told us.”\n\n"
    "Her deputy, Jon Marsh, said that ‘the key’ was lost."
)
WORDS = ("said", "the", "that", "“", "”", ",", ".", "sluice", "her")
VECTORS = WordVectors.from_arrays(
    WORDS, np.random.default_rng(3).normal(size=(len(WORDS), 8)).astype(np.float32)
)
LEXICON = Lexicon.learn([TEXT], min_words=1, min_suffixes=1)


def small_network(seed: int = 1) -> Network:
    """A network with random weights, large enough to say all sorts of things."""
    torch.manual_seed(seed)
    sizes = Settings(
        n_words=len(LEXICON.words) + 2,
        n_suffixes=len(LEXICON.suffixes) + 2,
        vector_size=8,
        word_size=4,
        suffix_size=4,
        small_size=4,
        hidden=6,
        pair_size=5,
    )
    network = Network(sizes, VECTORS.matrix).eval().requires_grad_(False)
    for parameter in network.parameters():
        parameter.mul_(3.0)
    return network


def features(text: str) -> Features:
    return Features.of(text, LEXICON, VECTORS)


def column(text: str, name: str) -> list[int]:
    values: list[int] = features(text).values[:, COLUMNS.index(name)].tolist()
    return values


class TestFeatures:
    def test_mark_states(self) -> None:
        text = "No “A ‘B’ c” d"
        names = {1: "out", 2: "in", 3: "open", 4: "close", 5: "in2", 6: "open2", 7: "close2"}
        assert [names[state] for state in column(text, "mark")] == (
            ["out", "open", "in", "open2", "in2", "close2", "in", "close", "out"]
        )

    def test_marks_of_two_characters_are_one_state_a_word(self) -> None:
        assert column("``A'' b", "mark") == [3, 2, 4, 1]
        assert column("&quot;A&quot; b", "mark") == [3, 2, 4, 1]

    def test_marks_over_paragraphs(self) -> None:
        # The first paragraph stays open, the second opens the mark again.
        assert column("“A b.\n\n“C d.” e", "mark") == [3, 2, 2, 2, 3, 2, 2, 2, 4, 1]

    def test_places(self) -> None:
        assert column("A b.\n\nC d.\nE", "place") == [3, 1, 1, 2, 1, 1, 2]

    def test_paragraphs(self) -> None:
        assert features("A b.\n\n \nC d.").paragraphs.tolist() == [0, 3, 6]

    def test_no_words(self) -> None:
        found = features(" \n\u200b\n")
        assert found.values.shape == (0, len(COLUMNS))
        assert found.paragraphs.tolist() == [0]

    def test_unknown_words_keep_shape_and_suffix(self) -> None:
        unknown, known = column("Zyxstead said", "word"), LEXICON.words["said"]
        assert unknown == [Lexicon.UNKNOWN, known]
        assert column("Zyxstead said", "vector")[0] == 0
        assert [SHAPES[i] for i in column("Zyxstead said", "shape")] == ["Title", "lower"]

    @pytest.mark.parametrize(
        ("word", "name"),
        [
            ("É", "Letter"),
            ("McCoy", "MiXed"),
            ("B2B", "alnum"),
            ("»", "close"),
            ("&quot;", "straight"),
            ("’", "apostrophe"),
            ("…", "."),
            ("北京", "MiXed"),
            ("€", "other"),
        ],
    )
    def test_shape(self, word: str, name: str) -> None:
        assert SHAPES[shape(word)] == name

    @given(st.text() | st.text(st.sampled_from("aB1 “”‘’\"'«»„&quot;.\r\n\u0301😀")))
    def test_ids_are_in_range(self, text: str) -> None:
        found = features(text)
        sizes = {
            "vector": len(VECTORS) + 1,
            "word": len(LEXICON.words) + 2,
            "suffix": len(LEXICON.suffixes) + 2,
            "shape": len(SHAPES),
            "mark": N_MARK_STATES,
            "place": N_PLACES,
        }
        for name, values in zip(COLUMNS, found.values.T, strict=True):
            assert ((values >= 0) & (values < sizes[name])).all()
        # 0 stands for padding, which no word may look like.
        assert (found.values[:, COLUMNS.index("shape")] > 0).all()


class TestLexicon:
    def test_ids_follow_the_order_from_2(self) -> None:
        lexicon = Lexicon.of(["said", "the"], ["aid"])
        assert lexicon.words == {"said": 2, "the": 3}
        assert lexicon.suffixes == {"aid": 2}

    def test_learns_what_is_frequent_enough(self) -> None:
        lexicon = Lexicon.learn(["She said no.", "He SAID so."], min_words=2, min_suffixes=2)
        assert set(lexicon.words) == {"said", "."}
        assert set(lexicon.suffixes) == {"aid", "."}

    def test_frequent_first(self) -> None:
        lexicon = Lexicon.learn(["b a a"], min_words=1, min_suffixes=1)
        assert list(lexicon.words) == ["a", "b"]


@st.composite
def paragraph_starts(draw: st.DrawFn) -> list[int]:
    lengths = draw(st.lists(st.integers(1, 30), max_size=12))
    return [0, *np.cumsum(lengths).tolist()]


class TestWindows:
    @given(paragraph_starts(), st.integers(1, 25))
    def test_cover_all_words_once(self, starts: list[int], longest: int) -> None:
        bounds = window_bounds(starts, longest)
        assert [i for a, b in bounds for i in range(a, b)] == list(range(starts[-1]))

    @given(paragraph_starts(), st.integers(1, 25))
    def test_never_over_the_limit(self, starts: list[int], longest: int) -> None:
        assert all(0 < b - a <= longest for a, b in window_bounds(starts, longest))

    @given(paragraph_starts(), st.integers(1, 25))
    def test_whole_paragraphs_unless_too_long(self, starts: list[int], longest: int) -> None:
        for a, _ in window_bounds(starts, longest):
            if a not in starts:
                first = max(start for start in starts if start < a)
                end = min(start for start in starts if start > a)
                assert end - first > longest

    @given(paragraph_starts(), st.integers(1, 25))
    def test_full_where_whole_paragraphs_allow(self, starts: list[int], longest: int) -> None:
        bounds = window_bounds(starts, longest)
        for (a, b), (_, after) in pairwise(bounds):
            if b in starts and b - a < longest:
                end = min(start for start in starts if start > b)
                assert min(end, after) - a > longest or end - b > longest

    def test_nothing(self) -> None:
        assert window_bounds([0], 5) == []
        assert window_bounds([], 5) == []


SCORES = st.integers(1, 6).flatmap(
    lambda n: hnp.arrays(
        np.float32,
        (1, n, len(HEADS), N_LABELS),
        elements=st.floats(-6, 6, width=32),
    )
)


def is_valid(labels: Sequence[int]) -> bool:
    """No label goes on where nothing has begun."""
    before = (OUT, *labels[:-1])
    return not any(b == INSIDE and a == OUT for a, b in zip(before, labels, strict=True))


class TestDecoding:
    @given(SCORES)
    def test_valid(self, scores: Any) -> None:
        labels = best_labels(probabilities(scores))
        for head in range(len(HEADS)):
            assert is_valid(labels[0, :, head].tolist())
        assert not (labels[..., (SOURCE, CUE)] == CONTINUE).any()

    @settings(max_examples=30)
    @given(SCORES.filter(lambda scores: scores.shape[1] <= 4))
    def test_best_of_all_valid_ones(self, scores: Any) -> None:
        p = probabilities(scores)
        labels = best_labels(p)
        for head in range(len(HEADS)):
            logs = np.log(np.maximum(p[0, :, head], 1e-30)).astype(np.float64)
            brute = max(
                sum(logs[t, label] for t, label in enumerate(candidate))
                for candidate in product(range(N_LABELS), repeat=len(logs))
                if is_valid(candidate)
            )
            found = sum(logs[t, label] for t, label in enumerate(labels[0, :, head]))
            assert found == pytest.approx(brute, abs=1e-3)

    def test_a_lonely_inside_becomes_a_beginning_or_nothing(self) -> None:
        p = np.zeros((1, 2, len(HEADS), N_LABELS), dtype=np.float32)
        p[0, 0, :, :] = (0.5, 0.2, 0.3, 0.0)
        p[0, 1, :, :] = (0.05, 0.05, 0.9, 0.0)
        # B I (0.2 · 0.9) beats O O (0.5 · 0.05): the weak beginning is taken for its end.
        assert best_labels(p)[0, :, CUE].tolist() == [BEGIN, INSIDE]

    def test_impossible_scores_stay_finite(self) -> None:
        p = np.zeros((1, 3, len(HEADS), N_LABELS), dtype=np.float32)
        p[..., INSIDE] = 1.0
        labels = best_labels(p)
        assert is_valid(labels[0, :, CONTENT].tolist())

    def test_windows_do_not_mix(self) -> None:
        random = np.random.default_rng(5)
        p = probabilities(random.normal(size=(4, 9, len(HEADS), N_LABELS)).astype(np.float32))
        single = [best_labels(p[i : i + 1])[0] for i in range(4)]
        assert (best_labels(p) == np.stack(single)).all()

    def test_probabilities_sum_to_one_and_leave_out_what_a_head_lacks(self) -> None:
        p = probabilities(np.full((1, 1, len(HEADS), N_LABELS), 3.0, dtype=np.float32))
        assert p.sum(axis=-1) == pytest.approx(1.0)
        assert p[0, 0, CUE].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
        assert p[0, 0, INNER].tolist() == pytest.approx([1 / 4] * 4)

    @given(st.lists(st.integers(0, N_LABELS - 1), min_size=1, max_size=20).filter(is_valid))
    def test_chunks_spell_the_labels(self, labels: list[int]) -> None:
        p = np.full((len(labels), N_LABELS), 0.25, dtype=np.float32)
        spelt = [OUT] * len(labels)
        for chunk in chunks(np.array(labels), p):
            spelt[chunk.first : chunk.last + 1] = [INSIDE] * (chunk.last + 1 - chunk.first)
            spelt[chunk.first] = CONTINUE if chunk.continues else BEGIN
        assert spelt == labels

    @given(SCORES, st.floats(0.01, 0.9))
    def test_candidates_lie_outside_what_is_labelled(self, scores: Any, floor: float) -> None:
        p = probabilities(scores)
        labels = best_labels(p)[0, :, CUE]
        for chunk in candidates(labels, p[0, :, CUE], floor):
            assert (labels[chunk.first : chunk.last + 1] == OUT).all()
            assert chunk.probability >= np.float32(floor) - 1e-6
            assert not chunk.continues

    def test_a_chunk_is_as_sure_as_its_first_label(self) -> None:
        p = np.array([[0.1, 0.8, 0.1, 0], [0.4, 0.0, 0.6, 0]], dtype=np.float32)
        (chunk,) = chunks(np.array([BEGIN, INSIDE]), p)
        assert chunk.probability == pytest.approx(0.8)


def scores(*rows: Sequence[float]) -> Any:
    return np.log(np.array(rows, dtype=np.float32))


class TestLinking:
    def test_the_best_of_each(self) -> None:
        (link,) = assign(
            scores((0.1, 0.7, 0.2)), scores((0.2, 0.3, 0.5)), np.zeros((3, 3), dtype=np.float32)
        )
        assert (link.cue, link.source) == (0, 1)
        assert link.cue_probability == pytest.approx(0.7)
        assert link.source_probability == pytest.approx(0.5)

    def test_a_cue_reports_one_content(self) -> None:
        links = assign(
            scores((0.1, 0.6, 0.3), (0.1, 0.8, 0.1)),
            np.zeros((2, 1), dtype=np.float32),
            np.zeros((3, 1), dtype=np.float32),
        )
        assert [link.cue for link in links] == [1, 0]

    def test_none_may_be_taken_by_many(self) -> None:
        links = assign(
            scores((0.9, 0.1), (0.8, 0.2), (0.6, 0.4)),
            np.zeros((3, 1), dtype=np.float32),
            np.zeros((2, 1), dtype=np.float32),
        )
        assert [link.cue for link in links] == [-1, -1, -1]

    def test_a_source_may_be_shared(self) -> None:
        links = assign(
            np.zeros((2, 1), dtype=np.float32),
            scores((0.1, 0.9), (0.2, 0.8)),
            np.zeros((1, 2), dtype=np.float32),
        )
        assert [link.source for link in links] == [0, 0]

    def test_the_cue_has_a_say_in_the_source(self) -> None:
        pull = np.zeros((2, 3), dtype=np.float32)
        pull[1, 2] = 5.0  # the first cue goes with the second source
        (link,) = assign(scores((0.1, 0.9)), scores((0.2, 0.5, 0.3)), pull)
        assert link.source == 1

    def test_no_contents(self) -> None:
        empty = np.zeros((0, 2), dtype=np.float32)
        assert assign(empty, empty, np.zeros((2, 2), dtype=np.float32)) == []

    @given(st.data())
    def test_every_cue_once_at_most(self, data: st.DataObject) -> None:
        shape = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
        cue = data.draw(hnp.arrays(np.float32, shape, elements=st.floats(-9, 9, width=32)))
        links = assign(
            cue,
            np.zeros((shape[0], 1), dtype=np.float32),
            np.zeros((shape[1], 1), dtype=np.float32),
        )
        taken = [link.cue for link in links if link.cue >= 0]
        assert len(taken) == len(set(taken))
        assert all(link.cue < shape[1] - 1 for link in links)


def padded(texts: Sequence[str], longest: int) -> torch.Tensor:
    values = torch.zeros((len(texts), longest, len(COLUMNS)), dtype=torch.int64)
    for row, text in zip(values, texts, strict=True):
        found = features(text).values
        row[: len(found)] = torch.from_numpy(found.astype(np.int64))
    return values


class TestNetwork:
    def test_states_do_not_depend_on_padding(self) -> None:
        network = small_network()
        n = len(features(TEXT).values)
        guideline = torch.tensor([0])
        alone = network.encode(padded([TEXT], n), guideline)
        wide = network.encode(padded([TEXT], n + 17), guideline)
        torch.testing.assert_close(alone[0], wide[0, :n], rtol=0, atol=1e-6)
        assert (wide[0, n:] == 0).all()

    def test_states_do_not_depend_on_the_batch(self) -> None:
        network = small_network()
        other = "Her deputy said that the key was lost."
        n, m = len(features(TEXT).values), len(features(other).values)
        both = network.encode(padded([TEXT, other], n), torch.tensor([0, 0]))
        alone = network.encode(padded([other], m), torch.tensor([0]))
        torch.testing.assert_close(both[1, :m], alone[0], rtol=0, atol=1e-6)

    def test_states_look_both_ways(self) -> None:
        network = small_network()
        n = len(features(TEXT).values)
        values = padded([TEXT], n)
        for changed, looked_at in ((0, n - 1), (n - 1, 0)):
            other = values.clone()
            other[0, changed, COLUMNS.index("shape")] = SHAPES.index("other")
            states = network.encode(torch.cat([values, other]), torch.tensor([0, 0]))
            assert not torch.equal(states[0, looked_at], states[1, looked_at])

    def test_the_guideline_is_seen(self) -> None:
        network = small_network()
        values = padded([TEXT, TEXT], len(features(TEXT).values))
        states = network.encode(values, torch.tensor([0, 1]))
        assert not torch.allclose(states[0], states[1])

    def test_links_at_a_window_end_do_not_depend_on_padding(self) -> None:
        network = small_network()
        n = len(features(TEXT).values)
        spans = torch.tensor([[[n - 3, n - 1]]]), torch.tensor([[[0, 1]]]), torch.tensor([[[4, 5]]])
        guideline = torch.tensor([0])
        alone = network.links(network.encode(padded([TEXT], n), guideline), *spans)
        wide = network.links(network.encode(padded([TEXT], n + 5), guideline), *spans)
        for name in ("cue", "source", "cue_source", "modes", "cue_modes"):
            torch.testing.assert_close(getattr(alone, name), getattr(wide, name), rtol=0, atol=1e-5)

    def test_absent_spans_are_never_chosen(self) -> None:
        network = small_network()
        states = network.encode(padded([TEXT], len(features(TEXT).values)), torch.tensor([0]))
        absent = torch.full((1, 2, 2), -1)
        links = network.links(states, torch.tensor([[[0, 5]]]), absent, absent)
        assert links.cue[0, 0].argmax() == 0
        assert links.source[0, 0].argmax() == 0

    def test_distance_buckets_tell_the_order_and_the_distance(self) -> None:
        here = torch.tensor([[[10, 12]]])
        others = torch.tensor([[[13, 13], [30, 31], [8, 9], [0, 1], [10, 12]]])
        near_after, far_after, near_before, far_before, same = distance_bucket(here, others)[0, 0]
        assert near_after != near_before
        assert far_after > near_after
        assert far_before > near_before
        assert same != near_before


class TestStorage:
    def test_round_trip(self, tmp_path: Path) -> None:
        network = small_network()
        save_network(tmp_path, network, LEXICON)
        loaded, lexicon = load_network(tmp_path, VECTORS)
        assert lexicon == LEXICON
        assert not loaded.training
        values = padded([TEXT], len(features(TEXT).values))
        torch.testing.assert_close(
            loaded.encode(values, torch.tensor([0])),
            network.encode(values, torch.tensor([0])),
            rtol=0,
            atol=1e-2,  # halves
        )

    @pytest.mark.parametrize("name", ["attribution.safetensors", "attribution.json"])
    def test_missing(self, tmp_path: Path, name: str) -> None:
        save_network(tmp_path, small_network(), LEXICON)
        (tmp_path / name).unlink()
        with pytest.raises(ModelFileError):
            load_network(tmp_path, VECTORS)

    @pytest.mark.parametrize("name", ["attribution.safetensors", "attribution.json"])
    def test_truncated(self, tmp_path: Path, name: str) -> None:
        save_network(tmp_path, small_network(), LEXICON)
        path = tmp_path / name
        path.write_bytes(path.read_bytes()[:100])
        with pytest.raises(ModelFileError):
            load_network(tmp_path, VECTORS)

    def test_other_version(self, tmp_path: Path) -> None:
        save_network(tmp_path, small_network(), LEXICON)
        path = tmp_path / "attribution.json"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"format_version": 1', '"format_version": 2'), "utf-8")
        with pytest.raises(ModelVersionError):
            load_network(tmp_path, VECTORS)

    def test_weights_of_another_size(self, tmp_path: Path) -> None:
        save_network(tmp_path, small_network(), LEXICON)
        path = tmp_path / "attribution.json"
        text = path.read_text(encoding="utf-8")
        assert '"hidden": 6' in text
        path.write_text(text.replace('"hidden": 6', '"hidden": 7'), encoding="utf-8")
        with pytest.raises(ModelFileError, match="cannot be used"):
            load_network(tmp_path, VECTORS)


def reading(first: int, text: str, roles: dict[str, list[tuple[str, bool]]]) -> Reading:
    """A reading in which each role has the given words of the text, continuing or not."""
    spans = []
    for role in HEADS:
        found = []
        for piece, continues in roles.get(role, []):
            start = text.index(piece)
            starts = [a for a, _ in features(text).spans.tolist()]
            ends = [b for _, b in features(text).spans.tolist()]
            at = starts.index(start) - first, ends.index(start + len(piece)) - first
            found.append(Chunk(*at, continues, 0.9))
        spans.append(found)
    n = len(spans[CONTENT]) + len(spans[INNER])
    links = [Link(i if i < len(spans[CUE]) else -1, -1, 0.9, 0.9) for i in range(n)]
    empty = np.zeros((0, len(HEADS), N_LABELS), dtype=np.float32)
    return Reading(first, spans, empty, WindowLinks(links, [0] * n))


def parts(text: str, found: Sequence[Attribution]) -> list[list[str]]:
    return [[text[a:b] for a, b in attribution.content] for attribution in found]


class TestAssembly:
    def test_a_broken_quote_is_one(self) -> None:
        window = reading(
            0,
            TEXT,
            {"content": [("“The sluice is open,”", False), ("“Nobody told us.”", True)],
             "cue": [("said", False)]},
        )  # fmt: skip
        found = assemble(TEXT, features(TEXT), [window], "world")
        assert parts(TEXT, found) == [["“The sluice is open,”", "“Nobody told us.”"]]
        assert found[0].kind == "direct"
        assert [TEXT[a:b] for a, b in found[0].cue] == ["said"]

    def test_a_quote_goes_on_in_the_next_window(self) -> None:
        text = "“A b.\n\n“C d.”"
        first = reading(0, text, {"content": [("“A b.", False)]})
        second = reading(4, text, {"content": [("“C d.”", True)]})
        assert parts(text, assemble(text, features(text), [first, second], "world")) == (
            [["“A b.", "“C d.”"]]
        )

    def test_one_that_continues_nothing_stands_for_itself(self) -> None:
        text = "“A b.”"
        window = reading(0, text, {"content": [("“A b.”", True)]})
        assert parts(text, assemble(text, features(text), [window], "world")) == [["“A b.”"]]

    def test_an_inner_quote_knows_its_outer_one(self) -> None:
        text = "“C. He said ‘go’ at six.”"
        window = reading(0, text, {"content": [(text, False)], "inner": [("‘go’", False)]})
        outer, inner = assemble(text, features(text), [window], "world")
        assert (outer.parent, inner.parent) == (None, 0)
        assert [text[a:b] for a, b in inner.content] == ["‘go’"]


def without_confidence(found: Sequence[Attribution]) -> list[Attribution]:
    return [attrs.evolve(attribution, confidence=0.0) for attribution in found]


ODD = st.text(max_size=200) | st.lists(
    st.sampled_from([*WORDS, "“", "”", "‘", "’", '"', "«", "Ida", "\n\n", "\r\n", "e\u0301", "😀"]),
    max_size=120,
).map(" ".join)


@pytest.fixture(scope="module")
def attributors() -> Iterator[list[Attributor]]:
    """Three with random weights; they are sure of nothing, so all they find is let through."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(assembly, "THRESHOLDS", dict.fromkeys(assembly.THRESHOLDS, 0.0))
        yield [Attributor(small_network(seed), LEXICON, VECTORS) for seed in range(3)]


def test_an_attribution_below_the_threshold_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“A b.”"
    window = reading(0, text, {"content": [(text, False)]})  # 0.9 for the content, 0.9 for no cue
    monkeypatch.setattr(assembly, "THRESHOLDS", {"world": 0.93, "polnear": 0.94})
    assert len(assemble(text, features(text), [window], "world")) == 1
    assert len(assemble(text, features(text), [window], "polnear")) == 0


class TestAttributor:
    """With random weights every sort of label comes out, more than good ones ever would."""

    @given(text=ODD)
    @settings(max_examples=60, deadline=None)
    def test_what_comes_out_is_sound(self, attributors: list[Attributor], text: str) -> None:
        for attributor in attributors:
            for i, found in enumerate(attributor([text])[0]):
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
        assert all(attributor([TEXT * 3])[0] for attributor in attributors)

    @given(texts=st.lists(ODD, min_size=2, max_size=5))
    @settings(max_examples=25, deadline=None)
    def test_texts_do_not_touch_each_other(
        self, attributors: list[Attributor], texts: list[str]
    ) -> None:
        for attributor in attributors:
            together = attributor(texts)
            alone = [attributor([text])[0] for text in texts]
            assert list(map(without_confidence, together)) == list(map(without_confidence, alone))

    def test_order_is_that_of_the_text(self, attributors: list[Attributor]) -> None:
        long = "\n\n".join([TEXT] * 30)
        for attributor in attributors:
            starts = [found.content[0][0] for found in attributor([long])[0]]
            assert starts == sorted(starts)

    def test_nothing(self, attributors: list[Attributor]) -> None:
        assert attributors[0]([]) == []
        assert attributors[0](["", "\n"]) == [(), ()]


def test_heads_stand_in_the_order_of_their_indices() -> None:
    assert [HEADS[i] for i in (SOURCE, CUE, CONTENT)] == ["source", "cue", "content"]
    assert HEADS[INNER] == "inner"
