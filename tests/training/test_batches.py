"""Batches of windows, and their variation."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from small import PIECES, SIZES

from quoteattr.attribution.features import COLUMNS, Excerpt
from quoteattr.attribution.labels import NAMES
from quoteattr.training import batches as module
from quoteattr.training.batches import ANAPHOR, CLUSTER, LONGEST, Augmenter, Batches, batches
from quoteattr.training.labelled import NAME, LabelledText, Window, cut
from training.labelled import FULL, LABELLED

AUGMENT = Augmenter(PIECES, LABELLED)
MARK = COLUMNS.index("mark")
Augment = Callable[..., tuple[Window, Window]]
SHARES = ("MARKS", "CAPITALS", "LOWER", "RENAMED", "HIDDEN", "ASKED")


def some(times: int, seed: int = 1, pieces: int = 1000, at_once: int = 1) -> Batches:
    random = np.random.default_rng(seed)
    return batches(
        LABELLED * times, random, AUGMENT, transformer=SIZES, pieces_a_batch=pieces, at_once=at_once
    )


class TestBatches:
    def test_hold_every_word_once(self) -> None:
        found = list(some(3))
        words = sum(int((batch.inputs.values[..., 0] > 0).sum()) for batch in found)
        assert words == 3 * sum(len(item.labels) for item in LABELLED)

    def test_are_as_large_as_asked_for(self) -> None:
        found = list(some(20, pieces=400))
        assert len(found) > 5
        assert all(b.inputs.pieces.numel() <= 400 or len(b.labels) == 1 for b in found)

    def test_at_once_are_about_as_long(self) -> None:
        single, found = some(60, pieces=400), some(60, pieces=400, at_once=4)
        assert len(found) == len(single) + -len(single) % 4

        def spread(lengths: list[int]) -> float:
            whole = lengths[: len(lengths) // 4 * 4]
            return float(np.ptp(np.array(whole).reshape(-1, 4), axis=1).mean())

        steps, alone = ([b.inputs.pieces.shape[1] for b in some] for some in (found, single))
        assert spread(steps) < spread(alone) / 2

    def test_fit_the_positions_of_the_encoder(self) -> None:
        assert SIZES.longest >= LONGEST + 2
        assert all(batch.inputs.pieces.shape[1] <= LONGEST + 2 for batch in some(20))

    def test_same_seed_same_batches(self) -> None:
        one, two, other = ([b.inputs.pieces for b in some(1, seed)] for seed in (7, 7, 8))
        assert all(torch.equal(a, b) for a, b in zip(one, two, strict=True))
        assert not all(torch.equal(a, b) for a, b in zip(one, other, strict=False))

    def test_a_batch_is_the_same_whenever_it_is_asked_for(self) -> None:
        found = some(2, pieces=150)
        assert len(found) > 1
        for batch, again in zip(found, found, strict=True):
            assert torch.equal(batch.inputs.pieces, again.inputs.pieces)
            assert torch.equal(batch.mentions, again.mentions)


def whole(item: LabelledText) -> Window:
    return cut(item, 0, len(item.labels))


@pytest.fixture
def augmented(monkeypatch: pytest.MonkeyPatch) -> Augment:
    """Varies the first document in the given ways alone."""

    def augment(
        seed: int = 11, item: LabelledText = LABELLED[0], **shares: float
    ) -> tuple[Window, Window]:
        for name in SHARES:
            monkeypatch.setattr(module, name, shares.get(name.lower(), 0.0))
        window = whole(item)
        return window, AUGMENT(window, np.random.default_rng(seed))

    return augment


def changed_columns(before: Excerpt, after: Excerpt) -> list[str]:
    changed = (before.values != after.values).any(axis=0)
    return [name for name, c in zip(COLUMNS, changed, strict=True) if c]


class TestVariation:
    def test_none_changes_nothing(self, augmented: Augment) -> None:
        before, after = augmented()
        assert changed_columns(before.excerpt, after.excerpt) == []
        assert (before.excerpt.pieces == after.excerpt.pieces).all()
        assert (before.mentions == after.mentions).all()

    def test_style_changes_only_marks(self, augmented: Augment) -> None:
        marks = np.isin(LABELLED[0].features.values[:, MARK], (3, 4, 6, 7))
        at = LABELLED[0].features.piece_starts[:-1][marks]
        others = np.setdiff1d(np.arange(len(LABELLED[0].features.pieces)), at)
        straight = 0
        for seed in range(20):
            before, after = (window.excerpt for window in augmented(seed, marks=1))
            assert (after.values[~marks] == before.values[~marks]).all()
            assert (after.values[:, MARK:] == before.values[:, MARK:]).all()
            assert (after.pieces[others] == before.pieces[others]).all()
            straight += (after.pieces[at] == PIECES.id('"')).all()
        assert 0 < straight < 20

    @pytest.mark.parametrize("case", ["capitals", "lower"])
    def test_capitals_change_only_the_shape(self, augmented: Augment, case: str) -> None:
        before, after = (window.excerpt for window in augmented(**{case: 1}))
        assert changed_columns(before, after) == ["shape"]
        assert (before.pieces == after.pieces).all()

    def test_pieces_are_hidden(self, augmented: Augment) -> None:
        _, after = augmented(hidden=1)
        assert (after.excerpt.pieces == PIECES.mask).all()
        _, some = augmented(hidden=0.3)
        assert 0 < (some.excerpt.pieces == PIECES.mask).sum() < len(some.excerpt.pieces)

    def test_names_that_stand_twice_are_hidden_and_asked_for(self, augmented: Augment) -> None:
        before, after = augmented(item=LABELLED[FULL], asked=1)
        clusters = before.mentions[:, CLUSTER].tolist()
        named = before.mentions[:, ANAPHOR] == 0
        names = before.mentions[named, CLUSTER].tolist()
        starts = before.excerpt.piece_starts
        hidden = np.zeros(len(before.excerpt.pieces), dtype=bool)
        for row, (first, last, cluster, anaphor) in enumerate(before.mentions.tolist()):
            asked = anaphor == 0 and names.count(cluster) > 1
            assert after.mentions[row].tolist() == [first, last, cluster, 2 if asked else anaphor]
            hidden[starts[first] : starts[last + 1]] |= asked
        assert len(set(clusters)) > 1
        assert hidden.any()
        assert (after.excerpt.pieces[hidden] == PIECES.mask).all()
        assert (after.excerpt.pieces == before.excerpt.pieces)[~hidden].all()

    def test_persons_are_renamed_and_nobody_else(self, augmented: Augment) -> None:
        item = LABELLED[FULL]
        person = 1 + 2 * NAMES.index("Person")
        words = np.isin(item.labels[:, NAME], (person, person + 1))
        inside = np.repeat(words, np.diff(item.features.piece_starts))
        assert 0 < inside.sum() < len(inside)
        others = 0
        for seed in range(10):
            before, after = (window.excerpt for window in augmented(seed, item, renamed=1))
            assert changed_columns(before, after) == []
            assert (after.pieces == before.pieces)[~inside].all()
            renamed = dict(zip(before.pieces[inside], after.pieces[inside], strict=True))
            assert [renamed[p] for p in before.pieces[inside]] == after.pieces[inside].tolist()
            others += (after.pieces != before.pieces).any()
        assert others

    def test_some_are_hidden_and_some_stay(self, augmented: Augment) -> None:
        asked = {
            int((augmented(seed, LABELLED[FULL], asked=0.5)[1].mentions[:, ANAPHOR] == 2).sum())
            for seed in range(10)
        }
        assert len(asked) > 1

    def test_the_original_stays(self, augmented: Augment) -> None:
        item = LABELLED[FULL]
        before = item.features.values.copy(), item.features.pieces.copy(), item.mentions.copy()
        augmented(item=item, marks=1, capitals=1, hidden=1, asked=1)
        now = item.features.values, item.features.pieces, item.mentions
        assert all((a == b).all() for a, b in zip(before, now, strict=True))
