"""Training: texts to labels and back, windows, variation, and a training that stopped."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.attribution.decoding import chunks
from quoteattr.attribution.features import COLUMNS, Lexicon
from quoteattr.attribution.labels import CONTENT, CUE, INNER, N_LABELS, SOURCE
from quoteattr.attribution.network import Network, Settings
from quoteattr.attribution.windows import window_bounds
from quoteattr.evaluation.readers import parse_text
from quoteattr.models.vectors import WordVectors
from quoteattr.records import MODES
from quoteattr.training import attribution as training
from quoteattr.training.batches import Variation, Varier, batches
from quoteattr.training.quotes import Lesson, cut, lesson

# Words of every annotated document, with the quotes as pieces of the text.
MARKED: list[dict[str, Any]] = [
    {
        "text": (
            "Farmers in the valley were told to wait.\n\n"
            "“The sluice is open,” said Ida Brandt. “Nobody told us.\n\n"
            "“We shall ask again.”\n\n"
            "Her deputy, Jon Marsh, hopes to find the key."
        ),
        "quotes": [
            {
                "content": ["“The sluice is open,”", "“Nobody told us.", "“We shall ask again.”"],
                "cue": ["said"],
                "source": ["Ida Brandt"],
                "mode": "speech",
            },
            {
                "content": ["to find the key"],
                "cue": ["hopes"],
                "source": ["Her deputy, Jon Marsh"],
                "mode": "thought",
            },
            {"content": ["to wait"], "cue": ["told"], "source": [], "mode": "speech"},
        ],
    },
    {
        "text": "Pia Holt wrote that the captain had said “go” twice, and the crew went.",
        "quotes": [
            {
                "content": ["that the captain had said “go” twice"],
                "cue": ["wrote"],
                "source": ["Pia Holt"],
                "mode": "writing",
            },
            {"content": ["“go”"], "cue": ["said"], "source": ["the captain"]},
        ],
    },
    {"text": "Nothing was said.\nNobody came.", "quotes": []},
]


def document(marked: dict[str, Any]) -> dict[str, Any]:
    """Pieces of the text turned into offsets, as the data files have them."""
    text = marked["text"]

    def offsets(pieces: list[str]) -> list[list[int]]:
        return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]

    roles = ("content", "cue", "source")
    quotes = [
        {**quote, **{role: offsets(quote[role]) for role in roles}} for quote in marked["quotes"]
    ]
    return {"text": text, "quotes": quotes}


DOCUMENTS = [{"id": f"d{i}", **document(marked)} for i, marked in enumerate(MARKED)]
LEXICON = Lexicon.learn([d["text"] for d in DOCUMENTS], min_words=1, min_suffixes=1)
_words = sorted(LEXICON.words)
VECTORS = WordVectors.from_arrays(
    _words, np.random.default_rng(3).normal(size=(len(_words), 8)).astype(np.float32)
)
LESSONS = [lesson(parse_text(d, "test"), 0, LEXICON, VECTORS) for d in DOCUMENTS]
PAIRS = list(zip(MARKED, LESSONS, strict=True))


def words_of(text: str, item: Lesson, span: Any) -> str:
    first, last = int(span[0]), int(span[1])
    return text[item.features.spans[first, 0] : item.features.spans[last, 1]]


def spelt(text: str, item: Lesson, head: int) -> list[str]:
    p = np.full((len(item.labels), N_LABELS), 0.25, dtype=np.float32)
    found = chunks(item.labels[:, head], p)
    return [words_of(text, item, (chunk.first, chunk.last)) for chunk in found]


class TestLesson:
    @pytest.mark.parametrize(("marked", "item"), PAIRS)
    def test_labels_spell_the_annotation(self, marked: dict[str, Any], item: Lesson) -> None:
        text, quotes = marked["text"], marked["quotes"]
        for head, role in ((SOURCE, "source"), (CUE, "cue")):
            expected = sorted(piece for quote in quotes for piece in quote[role])
            assert sorted(spelt(text, item, head)) == expected
        contents = spelt(text, item, CONTENT) + spelt(text, item, INNER)
        assert sorted(contents) == sorted(piece for quote in quotes for piece in quote["content"])

    @pytest.mark.parametrize(("marked", "item"), PAIRS)
    def test_units_link_the_annotation(self, marked: dict[str, Any], item: Lesson) -> None:
        text = marked["text"]
        found = {}
        for unit in item.units:
            content = words_of(text, item, unit[:2])
            cue = words_of(text, item, item.cues[unit[2]]) if unit[2] >= 0 else None
            source = words_of(text, item, item.sources[unit[3]]) if unit[3] >= 0 else None
            found[content] = cue, source, MODES[unit[4]] if unit[4] >= 0 else None
        assert found == {
            quote["content"][0]: (
                next(iter(quote["cue"]), None),
                next(iter(quote["source"]), None),
                quote.get("mode"),
            )
            for quote in marked["quotes"]
        }

    def test_a_broken_quote_continues(self) -> None:
        p = np.full((len(LESSONS[0].labels), N_LABELS), 0.25, dtype=np.float32)
        found = chunks(LESSONS[0].labels[:, CONTENT], p)
        assert [chunk.continues for chunk in found] == [False, False, True, True, False]

    def test_a_quote_in_a_quote_has_its_own_head(self) -> None:
        assert spelt(MARKED[1]["text"], LESSONS[1], INNER) == ["“go”"]

    def test_content_that_overlaps_another_is_left_out(self) -> None:
        text = "A said B C and D."
        quotes = [
            {"content": [[7, 10]], "cue": [[2, 6]]},
            {"content": [[9, 16]], "cue": [[2, 6]]},
        ]
        document = parse_text({"id": "d", "text": text, "quotes": quotes}, "test")
        item = lesson(document, 0, LEXICON, VECTORS)
        assert spelt(text, item, CONTENT) == ["B C"]
        assert len(item.units) == 1


class TestWindows:
    @given(st.sampled_from(LESSONS), st.integers(4, 60))
    def test_cut_keeps_spans_and_links(self, item: Lesson, longest: int) -> None:
        seen = []
        for first, end in window_bounds(item.features.paragraphs.tolist(), longest):
            window = cut(item, first, end)
            assert (window.values == item.features.values[first:end]).all()
            assert (window.labels == item.labels[first:end]).all()
            for unit in window.units:
                (whole,) = [
                    u for u in item.units if (u[:2] - first == unit[:2]).all() and u[4] == unit[4]
                ]
                seen.append(tuple(whole))
                for column, ours, theirs in (
                    (2, window.cues, item.cues),
                    (3, window.sources, item.sources),
                ):
                    span = theirs[whole[column]] if whole[column] >= 0 else None
                    if span is not None and first <= span[0] and span[1] < end:
                        assert (ours[unit[column]] == span - first).all()
                    else:
                        assert unit[column] == -1
        cut_through = [
            tuple(u)
            for u in item.units
            if not any(
                first <= u[0] and u[1] < end
                for first, end in window_bounds(item.features.paragraphs.tolist(), longest)
            )
        ]
        assert sorted(seen + cut_through) == sorted(map(tuple, item.units))

    def test_spans_across_an_edge_are_left_out(self) -> None:
        item = LESSONS[1]
        window = cut(item, 1, len(item.labels))  # between "Pia" and "Holt"
        assert len(window.sources) == len(item.sources) - 1
        (outer,) = [unit for unit in window.units if unit[4] == MODES.index("writing")]
        assert outer[3] == -1


class TestBatches:
    def test_hold_every_window_once(self) -> None:
        found = list(batches(LESSONS * 3, np.random.default_rng(1)))
        rows = sum(int((batch.values[..., 0] >= 0).shape[0]) for batch in found)
        words = sum(int((batch.labels[..., 0] >= 0).sum()) for batch in found)
        assert rows >= len(LESSONS) * 3
        assert words == 3 * sum(len(item.labels) for item in LESSONS)

    def test_same_seed_same_batches(self) -> None:
        vary = Varier(LEXICON, VECTORS, Variation())
        one = list(batches(LESSONS, np.random.default_rng(7), vary))
        two = list(batches(LESSONS, np.random.default_rng(7), vary))
        other = list(batches(LESSONS, np.random.default_rng(8), vary))
        assert all(torch.equal(a.values, b.values) for a, b in zip(one, two, strict=True))
        assert not all(torch.equal(a.values, b.values) for a, b in zip(one, other, strict=True))


MARK = COLUMNS.index("mark")


def varied(item: Lesson, **shares: float) -> tuple[Any, Any]:
    """Values of a document before and after variation."""
    window = cut(item, 0, len(item.labels))
    none = {"marks": 0.0, "capitals": 0.0, "lower": 0.0, "words": 0.0, "names": 0.0}
    settings = Variation(**(none | shares))
    random = np.random.default_rng(11)
    return window.values, Varier(LEXICON, VECTORS, settings)(window, random).values


class TestVariation:
    def test_none_changes_nothing(self) -> None:
        before, after = varied(LESSONS[0])
        assert (before == after).all()

    def test_style_changes_only_marks(self) -> None:
        window = cut(LESSONS[0], 0, len(LESSONS[0].labels))
        vary = Varier(LEXICON, VECTORS, Variation(marks=1, capitals=0, lower=0, words=0, names=0))
        marks = np.isin(window.values[:, MARK], (3, 4, 6, 7))
        changed = False
        for seed in range(20):
            after = vary(window, np.random.default_rng(seed)).values
            assert (after[~marks] == window.values[~marks]).all()
            assert (after[:, MARK:] == window.values[:, MARK:]).all()
            changed |= bool((after != window.values).any())
        assert marks.any()
        assert changed

    def test_the_original_stays(self) -> None:
        before = cut(LESSONS[0], 0, len(LESSONS[0].labels)).values.copy()
        varied(LESSONS[0], marks=1, capitals=1, words=1, names=1)
        assert (LESSONS[0].features.values == before).all()

    def test_capitals_change_only_the_shape(self) -> None:
        before, after = varied(LESSONS[0], capitals=1)
        changed = (before != after).any(axis=0)
        assert [name for name, c in zip(COLUMNS, changed, strict=True) if c] == ["shape"]

    def test_words_lose_their_own_embedding_only(self) -> None:
        before, after = varied(LESSONS[0], words=1)
        assert (after[:, COLUMNS.index("word")] == Lexicon.UNKNOWN).all()
        others = [i for i, name in enumerate(COLUMNS) if name != "word"]
        assert (before[:, others] == after[:, others]).all()

    def test_only_capitalised_words_lose_their_vector(self) -> None:
        before, after = varied(LESSONS[0], names=1)
        text = MARKED[0]["text"]
        lost = (before[:, 0] != after[:, 0]).nonzero()[0]
        words = [words_of(text, LESSONS[0], (i, i)) for i in lost]
        assert {"Ida", "Brandt", "Jon", "Marsh"} <= set(words)
        assert all(word[0].isupper() for word in words)


class Interrupted(Exception):
    """Stands for a machine that goes away."""


def course(out: Path, *, resume: bool = False) -> training.Course:
    torch.manual_seed(1)
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
    args = argparse.Namespace(out=out, epochs=2, rate=1e-2, seed=1, resume=resume)
    vary = Varier(LEXICON, VECTORS, Variation())
    # Long enough for several batches an epoch.
    return training.Course(Network(sizes, VECTORS.matrix), LESSONS * 60, vary, args)


def weights(network: Network) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, torch.Tensor]:
    """The weights after two epochs of two batches each."""
    out = tmp_path_factory.mktemp("undisturbed")
    whole = course(out)
    whole.run()
    assert not (out / training.CHECKPOINT).exists()
    return weights(whole.network)


class TestCourse:
    @pytest.mark.parametrize("losses", [1, 2, 3], ids=["first", "between", "second"])
    def test_a_resumed_training_equals_an_undisturbed_one(
        self,
        losses: int,
        undisturbed: dict[str, torch.Tensor],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(training, "CHECKPOINT_SECONDS", -1)  # after every batch
        with monkeypatch.context() as patched:
            patched.setattr(training, "loss", interrupted_after(losses))
            with pytest.raises(Interrupted):
                course(tmp_path).run()
        resumed = course(tmp_path, resume=True)
        assert (resumed.epoch, resumed.batch) == {1: (0, 1), 2: (1, 0), 3: (1, 1)}[losses]
        resumed.run()
        for name, tensor in weights(resumed.network).items():
            assert torch.equal(tensor, undisturbed[name]), name

    def test_training_changes_the_weights_and_lowers_the_loss(
        self, undisturbed: dict[str, torch.Tensor], tmp_path: Path
    ) -> None:
        fresh = course(tmp_path)
        (batch, *_) = batches(LESSONS * 60, np.random.default_rng(1))
        fresh.network.eval()
        with torch.inference_mode():
            before = training.loss(fresh.network, batch)[0].item()
            fresh.network.load_state_dict(undisturbed)
            assert training.loss(fresh.network, batch)[0].item() < before

    def test_a_batch_without_quotes_has_a_loss(self, tmp_path: Path) -> None:
        (batch,) = batches([LESSONS[2]], np.random.default_rng(1))
        losses = training.loss(course(tmp_path).network, batch)
        assert [float(loss.detach()) for loss in losses[1:]] == [0.0, 0.0, 0.0]
        assert float(losses[0].detach()) > 0


def interrupted_after(count: int) -> Any:
    """The loss, which breaks off after so many batches."""
    loss, left = training.loss, count

    def counted(*args: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Interrupted
        return loss(*args)

    return counted
