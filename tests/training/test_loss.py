"""What the network is taught by: gold spans, and its own beside them."""

from typing import Any

import attrs
import numpy as np
import pytest
import torch
from small import LEXICON, PIECES, SIZES, VECTORS, new_network

from quoteattr.attribution.labels import (
    BEGIN,
    CONTENT,
    CUE,
    HEADS,
    INNER,
    INSIDE,
    N_LABELS,
    OUT,
    SOURCE,
)
from quoteattr.attribution.network import Network
from quoteattr.attribution.records import GUIDELINES, NESTING
from quoteattr.evaluation.readers import parse_text
from quoteattr.training.batches import Batch, collate
from quoteattr.training.loss import PARTS, _with_own, has_bfloat16, losses
from quoteattr.training.quotes import Lesson, cut, lesson
from training.lessons import LESSONS, LESSONS_WITH_PIECES, WITHOUT_QUOTES

SURE = 9.0
NONE = -1

KINDS = pytest.mark.parametrize("transformer", [False, True], ids=["words", "pieces"])


def batch_of(lessons: list[Lesson], *, transformer: bool = False) -> Batch:
    """Whole documents as one batch, in their order."""
    windows = [cut(item, 0, len(item.labels)) for item in lessons]
    return collate(windows, SIZES if transformer else None)


BATCH = batch_of(LESSONS)


def gold_scores(batch: Batch = BATCH) -> Any:
    """Scores of a network that is sure of every gold label, and of nothing in the padding."""
    labels = batch.labels.clamp(min=OUT)
    return (torch.eye(N_LABELS)[labels] * SURE).numpy()


def says(scores: Any, window: int, head: int, first: int, labels: list[int]) -> Any:
    """The same scores, but sure of other labels from a word on."""
    changed = scores.copy()
    changed[window, first : first + len(labels), head] = np.eye(N_LABELS)[labels] * SURE
    return changed


def own_rows(scores: Any, window: int = 0, batch: Batch = BATCH) -> list[list[int]]:
    """The contents of a window that come after the gold ones."""
    rows = _with_own(batch, scores).units[window, batch.units.shape[1] :]
    return [row for row in rows.tolist() if row[0] != NONE]


def gold(window: int, content: int, batch: Batch = BATCH) -> list[int]:
    row: list[int] = batch.units[window, content].tolist()
    return row


class TestOwnSpans:
    def test_a_network_that_knows_all_adds_nothing(self) -> None:
        spans = _with_own(BATCH, gold_scores())
        for ours, theirs in (
            (spans.units[..., :-1], BATCH.units),
            (spans.cues, BATCH.cues),
            (spans.sources, BATCH.sources),
        ):
            real = (ours[..., 0] != NONE).sum(dim=1)
            assert real.tolist() == (theirs[..., 0] != NONE).sum(dim=1).tolist()

    def test_gold_rows_keep_their_indices(self) -> None:
        scores = np.random.default_rng(2).normal(size=gold_scores().shape).astype(np.float32)
        spans = _with_own(BATCH, scores)
        for ours, theirs in (
            (spans.units[..., :-1], BATCH.units),
            (spans.cues, BATCH.cues),
            (spans.sources, BATCH.sources),
        ):
            assert ours.shape[1] > theirs.shape[1]
            assert torch.equal(ours[:, : theirs.shape[1]], theirs)
        assert (spans.units[:, : BATCH.units.shape[1], -1] == 1).all()

    def test_an_invented_content_is_none(self) -> None:
        # "Farmers in the valley" of the first document.
        scores = says(gold_scores(), 0, CONTENT, 0, [BEGIN, INSIDE, INSIDE, INSIDE])
        assert own_rows(scores) == [[0, 3, NONE, NONE, NONE, 0]]
        assert own_rows(scores, 1) == []

    def test_an_invented_content_of_the_inner_head_is_none(self) -> None:
        scores = says(gold_scores(), 0, INNER, 0, [BEGIN, INSIDE])
        assert own_rows(scores) == [[0, 1, NONE, NONE, NONE, 0]]

    @pytest.mark.parametrize(("window", "content"), [(0, 1), (1, 0)])
    def test_a_content_that_is_near_enough_has_the_gold_partners(
        self, window: int, content: int
    ) -> None:
        first, last, *partners = gold(window, content)
        assert partners[0] != NONE
        # It begins two words late.
        labels = [OUT, OUT, BEGIN, *[INSIDE] * (last - first - 2)]
        found = own_rows(says(gold_scores(), window, CONTENT, first, labels), window)
        assert found == [[first + 2, last, *partners, 1]]

    def test_a_content_that_is_not_near_enough_is_none(self) -> None:
        first, last, *_ = gold(0, 1)
        labels = [OUT] * (last - first) + [BEGIN]
        found = own_rows(says(gold_scores(), 0, CONTENT, first, labels))
        assert found == [[last, last, NONE, NONE, NONE, 0]]

    def test_a_content_that_just_missed_its_label_counts_too(self) -> None:
        scores = gold_scores()
        scores[0, 0, CONTENT] = np.log([0.6, 0.4, 1e-6, 1e-6])
        assert own_rows(scores) == [[0, 0, NONE, NONE, NONE, 0]]
        scores[0, 0, CONTENT] = np.log([0.8, 0.2, 1e-6, 1e-6])
        assert own_rows(scores) == []

    def test_what_continues_is_no_content_of_its_own(self) -> None:
        # The first document's broken quote: its second span begins with a continuation.
        assert own_rows(gold_scores()) == []

    def test_a_span_in_the_padding_is_left_out(self) -> None:
        window = int((BATCH.labels[..., 0] < 0).sum(dim=1).argmax())
        first = int((BATCH.labels[window, :, 0] >= 0).sum())
        scores = gold_scores()
        for head in (CONTENT, CUE, SOURCE):
            scores = says(scores, window, head, first, [BEGIN, INSIDE])
        assert own_rows(scores, window) == []
        spans = _with_own(BATCH, scores)
        for ours, theirs in ((spans.cues, BATCH.cues), (spans.sources, BATCH.sources)):
            assert (ours[window, theirs.shape[1] :] == NONE).all()

    @pytest.mark.parametrize(("head", "role"), [(CUE, "cues"), (SOURCE, "sources")])
    def test_partners_that_are_none_stand_beside_the_gold_ones(self, head: int, role: str) -> None:
        spans = _with_own(BATCH, says(gold_scores(), 0, head, 0, [BEGIN, INSIDE]))
        theirs = getattr(BATCH, role)
        own = getattr(spans, role)[0, theirs.shape[1] :]
        assert [row for row in own.tolist() if row[0] != NONE] == [[0, 1]]


def trainable(*, transformer: bool = False) -> Network:
    """A new network without dropout."""
    return new_network(transformer=transformer).eval()


class TestLosses:
    @KINDS
    def test_one_for_every_part(self, transformer: bool) -> None:
        lessons = LESSONS_WITH_PIECES if transformer else LESSONS
        batch = batch_of(lessons, transformer=transformer)
        found = losses(trainable(transformer=transformer), batch)
        assert len(found) == len(PARTS)
        assert all(torch.isfinite(loss) and loss > 0 for loss in found)

    @pytest.mark.parametrize("own", [False, True])
    def test_without_any_content(self, own: bool) -> None:
        batch = batch_of([LESSONS[WITHOUT_QUOTES]])
        found = dict(zip(PARTS, losses(trainable(), batch, own=own), strict=True))
        assert all(torch.isfinite(loss) for loss in found.values())
        assert found["labels"] > 0
        assert [float(found[part]) for part in ("cues", "sources", "modes")] == [0.0] * 3
        sum(found.values(), torch.zeros(())).backward()  # type: ignore[no-untyped-call]

    def test_a_network_that_invents_contents_learns_to_doubt_them(self) -> None:
        batch = batch_of([LESSONS[WITHOUT_QUOTES]])
        network = trainable()
        with torch.no_grad():  # every word begins a content
            network.labels.bias.view(len(HEADS), N_LABELS)[CONTENT, BEGIN] += SURE
        assert losses(network, batch, own=False)[PARTS.index("contents")] == 0
        loss = losses(network, batch)[PARTS.index("contents")]
        assert loss > 0
        loss.backward()  # type: ignore[no-untyped-call]
        # Down the slope the log-odds of being a content go down.
        assert network.content_valid.bias.grad is not None
        assert network.content_valid.bias.grad > 0

    def test_modes_that_are_not_annotated_are_not_learned(self) -> None:
        units = BATCH.units.clone()
        units[..., -1] = -1
        found = losses(trainable(), attrs.evolve(BATCH, units=units), own=False)
        assert found[PARTS.index("modes")] == 0
        assert found[PARTS.index("cues")] > 0

    def test_padding_has_no_say(self) -> None:
        network = trainable()
        alone = [float(losses(network, batch_of([d]), own=False)[0].detach()) for d in LESSONS]
        words = [len(item.labels) for item in LESSONS]
        mean = sum(n * loss for n, loss in zip(words, alone, strict=True)) / sum(words)
        assert losses(network, BATCH, own=False)[0].item() == pytest.approx(mean, abs=1e-5)

    def test_a_teachers_probabilities_are_learned(self) -> None:
        network = trainable()
        scores = network.label_scores(network.encode(BATCH.inputs)).detach()
        scores[..., (SOURCE, CUE), -1] = -1e4
        own = scores.softmax(dim=-1) * (BATCH.labels >= 0)[..., None]
        # What the network says already is the least cross entropy that there is.
        found = losses(network, attrs.evolve(BATCH, targets=own), own=False)[0]
        for other in (BATCH.targets, own.roll(1, dims=1)):
            assert losses(network, attrs.evolve(BATCH, targets=other), own=False)[0] > found
        found.backward()  # type: ignore[no-untyped-call]
        assert network.labels.weight.grad is not None
        assert network.labels.weight.grad.abs().max() < 1e-4

    @KINDS
    def test_gradient_reaches_every_weight(self, transformer: bool) -> None:
        lessons = LESSONS_WITH_PIECES if transformer else LESSONS
        network = trainable(transformer=transformer)
        found = losses(network, batch_of(lessons, transformer=transformer))
        sum(found, torch.zeros(())).backward()  # type: ignore[no-untyped-call]
        untouched = {
            name
            for name, parameter in network.named_parameters()
            if parameter.grad is None or not parameter.grad.any()
        }
        assert untouched <= {"none.cue", "none.source"}

    @KINDS
    @pytest.mark.parametrize("half", [False, True], ids=["single", "half"])
    def test_goes_down_on_what_it_sees_again(self, transformer: bool, half: bool) -> None:
        if half and not has_bfloat16():
            pytest.skip("this processor has no bfloat16")
        text = "“Go,” said Ida."
        quotes = [{"content": [[0, 5]], "cue": [[6, 10]], "source": [[11, 14]], "mode": "writing"}]
        document = parse_text({"id": "d", "text": text, "quotes": quotes}, "test")
        item = lesson(document, 0, LEXICON, VECTORS, PIECES if transformer else None)
        batch = batch_of([item], transformer=transformer)
        network = trainable(transformer=transformer)
        optimiser = torch.optim.Adam(network.parameters(), lr=0.02)
        totals = []
        for _ in range(25):
            total = sum(losses(network, batch, half=half), torch.zeros(()))
            optimiser.zero_grad()
            total.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            totals.append(float(total.detach()))
        assert totals[-1] < 0.3 * totals[0]

    @pytest.mark.parametrize("guideline", GUIDELINES)
    def test_quotes_inside_quotes_are_learned_where_they_are_marked(self, guideline: str) -> None:
        document = parse_text({"id": "d", "text": "“Go,” said Ida.", "quotes": []}, "test")
        item = lesson(document, GUIDELINES.index(guideline), LEXICON, VECTORS)
        network = trainable()
        losses(network, batch_of([item]))[0].backward()  # type: ignore[no-untyped-call]
        slope = network.labels.bias.grad
        assert slope is not None
        learned = slope.view(len(HEADS), N_LABELS).any(dim=1)
        assert learned[INNER] == (guideline in NESTING)
        assert learned[CONTENT]
