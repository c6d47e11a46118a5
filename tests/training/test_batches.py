"""Batches of windows, and their variation."""

import attrs
import numpy as np
import pytest
import torch
from small import LEXICON, PIECES, SIZES, VECTORS

from quoteattr.attribution.features import COLUMNS, Excerpt, Lexicon
from quoteattr.attribution.labels import HEADS, N_LABELS
from quoteattr.attribution.transformer import TransformerSizes
from quoteattr.training.batches import LONGEST, Variation, Varier, batches, collate
from quoteattr.training.quotes import Lesson, Window, cut
from training.lessons import LESSONS, LESSONS_WITH_PIECES, MARKED, words_of

KINDS = pytest.mark.parametrize(
    ("lessons", "transformer"),
    [(LESSONS, None), (LESSONS_WITH_PIECES, SIZES)],
    ids=["words", "pieces"],
)


@KINDS
class TestBatches:
    def test_hold_every_word_once(
        self, lessons: list[Lesson], transformer: TransformerSizes | None
    ) -> None:
        found = list(batches(lessons * 3, np.random.default_rng(1), transformer=transformer))
        assert sum(len(batch.labels) for batch in found) >= len(lessons) * 3
        words = sum(int((batch.labels[..., 0] >= 0).sum()) for batch in found)
        assert words == 3 * sum(len(item.labels) for item in lessons)

    def test_are_as_large_as_asked_for(
        self, lessons: list[Lesson], transformer: TransformerSizes | None
    ) -> None:
        random = np.random.default_rng(1)
        found = list(batches(lessons * 20, random, transformer=transformer, words_a_batch=300))
        assert len(found) > 5
        assert all(batch.labels[..., 0].numel() <= 300 or len(batch.labels) == 1 for batch in found)

    def test_at_once_are_about_as_long(
        self, lessons: list[Lesson], transformer: TransformerSizes | None
    ) -> None:
        options = {"transformer": transformer, "words_a_batch": 200}
        single = batches(lessons * 200, np.random.default_rng(1), **options)  # type: ignore
        found = batches(lessons * 200, np.random.default_rng(1), **options, at_once=4)  # type: ignore
        assert len(found) == len(single) + -len(single) % 4
        steps = np.array([batch.labels.shape[1] for batch in found]).reshape(-1, 4)
        spread = np.ptp(steps, axis=1).mean()
        alone = [batch.labels.shape[1] for batch in single][: len(single) // 4 * 4]
        assert spread < np.ptp(np.array(alone).reshape(-1, 4), axis=1).mean() / 2
        assert found[0].labels.shape == found[:1][0].labels.shape

    def test_have_pieces_where_the_network_reads_them(
        self, lessons: list[Lesson], transformer: TransformerSizes | None
    ) -> None:
        for batch in batches(lessons * 30, np.random.default_rng(1), transformer=transformer):
            if transformer is None:
                assert batch.inputs.pieces is None
            else:
                assert batch.inputs.pieces is not None
                assert transformer.longest >= LONGEST + 2
                assert batch.inputs.pieces.shape[1] <= LONGEST + 2

    def test_same_seed_same_batches(
        self, lessons: list[Lesson], transformer: TransformerSizes | None
    ) -> None:
        vary = Varier(LEXICON, VECTORS, Variation(), PIECES if transformer else None)
        one, two, other = (
            [
                batch.inputs
                for batch in batches(
                    lessons, np.random.default_rng(seed), vary, transformer=transformer
                )
            ]
            for seed in (7, 7, 8)
        )
        same = [torch.equal(a.values, b.values) for a, b in zip(one, two, strict=True)]
        assert all(same)
        assert not all(torch.equal(a.values, b.values) for a, b in zip(one, other, strict=True))


class TestTargets:
    def test_are_all_on_the_label(self) -> None:
        (batch,) = batches(LESSONS, np.random.default_rng(1))
        real = batch.labels >= 0
        assert torch.equal(batch.targets.argmax(dim=-1)[real], batch.labels[real])
        assert torch.equal(batch.targets.sum(dim=-1), real.float())

    def test_are_those_of_a_teacher_where_there_is_one(self) -> None:
        n = len(LESSONS[0].labels)
        soft = np.full((n, len(HEADS), N_LABELS), 0.25, dtype=np.float16)
        window = cut(attrs.evolve(LESSONS[0], soft=soft), 0, n)
        targets = collate([window, cut(LESSONS[1], 0, len(LESSONS[1].labels))]).targets
        assert (targets[0, :n] == 0.25).all()
        assert targets[1].max() == 1


MARK = COLUMNS.index("mark")


NONE = Variation.none()


def whole(item: Lesson) -> Window:
    return cut(item, 0, len(item.labels))


def varied(item: Lesson, seed: int = 11, **shares: float) -> tuple[Excerpt, Excerpt]:
    """A document before and after variation in the given ways alone."""
    window = whole(item)
    pieces = PIECES if len(window.excerpt.pieces) else None
    vary = Varier(LEXICON, VECTORS, attrs.evolve(NONE, **shares), pieces)
    return window.excerpt, vary(window, np.random.default_rng(seed)).excerpt


def changed_columns(before: Excerpt, after: Excerpt) -> list[str]:
    changed = (before.values != after.values).any(axis=0)
    return [name for name, c in zip(COLUMNS, changed, strict=True) if c]


BOTH = pytest.mark.parametrize(
    "item", [LESSONS[0], LESSONS_WITH_PIECES[0]], ids=["words", "pieces"]
)


class TestVariation:
    @BOTH
    def test_none_changes_nothing(self, item: Lesson) -> None:
        before, after = varied(item)
        assert (before.values == after.values).all()
        assert (before.pieces == after.pieces).all()

    @BOTH
    def test_style_changes_only_marks(self, item: Lesson) -> None:
        marks = np.isin(item.features.values[:, MARK], (3, 4, 6, 7))
        changed = False
        for seed in range(20):
            before, after = varied(item, seed, marks=1)
            assert (after.values[~marks] == before.values[~marks]).all()
            assert (after.values[:, MARK:] == before.values[:, MARK:]).all()
            changed |= bool((after.values != before.values).any())
        assert marks.any()
        assert changed

    def test_style_changes_the_first_pieces_of_marks(self) -> None:
        item = LESSONS_WITH_PIECES[0]
        marks = np.isin(item.features.values[:, MARK], (3, 4, 6, 7))
        at = item.features.piece_starts[:-1][marks]
        others = np.setdiff1d(np.arange(len(item.features.pieces)), at)
        straight = 0
        for seed in range(20):
            before, after = varied(item, seed, marks=1)
            assert (after.pieces[others] == before.pieces[others]).all()
            straight += (after.pieces[at] == PIECES.id('"')).all()
        assert 0 < straight < 20

    @BOTH
    def test_the_original_stays(self, item: Lesson) -> None:
        values, pieces = item.features.values.copy(), item.features.pieces.copy()
        varied(item, marks=1, capitals=1, words=1, names=1, pieces=1)
        assert (item.features.values == values).all()
        assert (item.features.pieces == pieces).all()

    @BOTH
    def test_capitals_change_only_the_shape(self, item: Lesson) -> None:
        before, after = varied(item, capitals=1)
        assert changed_columns(before, after) == ["shape"]
        assert (before.pieces == after.pieces).all()

    @BOTH
    def test_words_lose_their_own_embedding_only(self, item: Lesson) -> None:
        before, after = varied(item, words=1)
        assert (after.values[:, COLUMNS.index("word")] == Lexicon.UNKNOWN).all()
        assert changed_columns(before, after) == ["word"]

    @BOTH
    def test_only_capitalised_words_lose_their_vector(self, item: Lesson) -> None:
        before, after = varied(item, names=1)
        lost = (before.values[:, 0] != after.values[:, 0]).nonzero()[0]
        words = [words_of(MARKED[0]["text"], item, (i, i)) for i in lost]
        assert {"Ida", "Brandt", "Jon", "Marsh"} <= set(words)
        assert all(word[0].isupper() for word in words)

    def test_a_blind_window_leaves_the_words_to_the_encoder(self) -> None:
        before, after = varied(LESSONS_WITH_PIECES[0], blind=1)
        assert changed_columns(before, after) == ["vector", "word", "suffix"]
        assert (before.pieces == after.pieces).all()
        before, after = varied(LESSONS[0], blind=1)  # nobody else would read the words
        assert changed_columns(before, after) == []

    def test_pieces_are_masked(self) -> None:
        before, after = varied(LESSONS_WITH_PIECES[0], pieces=1)
        assert (after.pieces == PIECES.mask).all()
        assert changed_columns(before, after) == []
        _, some = varied(LESSONS_WITH_PIECES[0], pieces=0.3)
        assert 0 < (some.pieces == PIECES.mask).sum() < len(some.pieces)
