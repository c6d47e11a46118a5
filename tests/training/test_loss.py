"""What the network is taught by: gold spans, and its own beside them."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
import pytest
import torch
from small import PIECES, SIZES, new_network

from quoteattr.attribution.labels import (
    ADDRESSEE,
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
from quoteattr.training.labelled import NAME, SENTENCE_END, UNKNOWN, LabelledText, cut, label_text
from quoteattr.training.loss import PARTS, _with_own, losses
from training.labelled import FULL, LABELLED, WITHOUT_QUOTES

SURE = 9.0
NONE = -1


def batch_of(texts: Sequence[LabelledText]) -> Batch:
    """Whole documents as one batch, in their order."""
    return collate([cut(item, 0, len(item.labels)) for item in texts], SIZES)


BATCH = batch_of(LABELLED)


def gold_scores(batch: Batch = BATCH) -> Any:
    """Scores of a network that is sure of every gold label, and of nothing in the padding."""
    labels = batch.labels[..., : len(HEADS)].clamp(min=OUT)
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


def trainable() -> Network:
    """A new network without dropout."""
    return new_network().eval()


def parts(network: Network, batch: Batch) -> dict[str, torch.Tensor]:
    return dict(zip(PARTS, losses(network, batch), strict=True))


class TestLosses:
    def test_one_for_every_part(self) -> None:
        found = parts(trainable(), BATCH)
        assert all(torch.isfinite(loss) and loss > 0 for loss in found.values())

    def test_without_any_content(self) -> None:
        found = parts(trainable(), batch_of([LABELLED[WITHOUT_QUOTES]]))
        assert all(torch.isfinite(loss) for loss in found.values())
        assert found["labels"] > 0
        assert [float(found[part]) for part in ("cues", "sources", "modes")] == [0.0] * 3
        sum(found.values(), torch.zeros(())).backward()  # type: ignore[no-untyped-call]

    def test_a_network_that_invents_contents_learns_to_doubt_them(self) -> None:
        network = trainable()
        with torch.no_grad():  # every word begins a content
            network.labels.bias.view(len(HEADS), N_LABELS)[CONTENT, BEGIN] += SURE
        loss = parts(network, batch_of([LABELLED[WITHOUT_QUOTES]]))["contents"]
        assert loss > 0
        loss.backward()  # type: ignore[no-untyped-call]
        # Down the slope the log-odds of being a content go down.
        assert network.content_valid.bias.grad is not None
        assert network.content_valid.bias.grad > 0

    def test_modes_that_are_not_annotated_are_not_learned(self) -> None:
        units = BATCH.units.clone()
        units[..., -1] = -1
        found = parts(trainable(), attrs.evolve(BATCH, units=units))
        assert found["modes"] == 0
        assert found["cues"] > 0

    def test_padding_has_no_say(self) -> None:
        network = trainable()
        alone = [float(losses(network, batch_of([d]))[0].detach()) for d in LABELLED]
        words = [len(item.labels) for item in LABELLED]
        mean = sum(n * loss for n, loss in zip(words, alone, strict=True)) / sum(words)
        assert losses(network, BATCH)[0].item() == pytest.approx(mean, abs=1e-5)

    def test_gradient_reaches_every_weight(self) -> None:
        network = trainable()
        torch.nn.init.normal_(network.transformer.beside.weight)  # which begins at zero
        sum(losses(network, BATCH), torch.zeros(())).backward()  # type: ignore[no-untyped-call]
        untouched = {
            name
            for name, parameter in network.named_parameters()
            if parameter.grad is None or not parameter.grad.any()
        }
        assert untouched <= {"none.cue", "none.source"}

    def test_half_precision_is_near_single(self) -> None:
        network = trainable()
        single, half = (losses(network, BATCH, half=half) for half in (False, True))
        for one, other in zip(single, half, strict=True):
            assert other.dtype == torch.float32
            assert other.item() == pytest.approx(one.item(), rel=0.1)

    @pytest.mark.parametrize("guideline", GUIDELINES)
    def test_quotes_inside_quotes_are_learned_where_they_are_marked(self, guideline: str) -> None:
        document = parse_text({"id": "d", "text": "“Go,” said Ida.", "quotes": []}, "test")
        item = label_text(document, guideline, PIECES)
        network = trainable()
        losses(network, batch_of([item]))[0].backward()  # type: ignore[no-untyped-call]
        slope = network.labels.bias.grad
        assert slope is not None
        learned = slope.view(len(HEADS), N_LABELS).any(dim=1)
        assert learned[INNER] == (guideline in NESTING)
        assert learned[CONTENT]
        assert not learned[ADDRESSEE]  # which this text does not have annotated


class TestUnknown:
    """Labels that nobody gave teach nothing, whatever the others of the batch are."""

    @pytest.mark.parametrize(
        ("part", "columns"),
        [
            ("labels", range(len(HEADS))),
            ("names", [NAME]),
            ("sentences", [SENTENCE_END]),
        ],
    )
    def test_a_window_without_them_changes_nothing(self, part: str, columns: Sequence[int]) -> None:
        network = trainable()
        full, other = LABELLED[FULL], LABELLED[WITHOUT_QUOTES]
        labels = other.labels.copy()
        labels[:, list(columns)] = UNKNOWN
        alone = parts(network, batch_of([full]))[part]
        among = parts(network, batch_of([full, attrs.evolve(other, labels=labels)]))[part]
        assert among.item() == pytest.approx(alone.item(), abs=1e-5)

    def test_nothing_but_mentions(self) -> None:
        labels = np.full_like(LABELLED[FULL].labels, UNKNOWN)
        bare = attrs.evolve(
            LABELLED[FULL],
            labels=labels,
            **{name: getattr(LABELLED[FULL], name)[:0] for name in ("units", "cues", "sources")},
        )
        found = parts(trainable(), batch_of([bare]))
        assert [name for name, loss in found.items() if loss > 0] == ["antecedents"]
        sum(found.values(), torch.zeros(())).backward()  # type: ignore[no-untyped-call]


SHOWN, ASKED, HIDDEN = range(3)


class TestAntecedents:
    """Rows of mentions: first and last word, cluster, whether the antecedent is asked for."""

    def loss(self, *rows: tuple[int, int, int], right: Sequence[int] = ()) -> float:
        """The loss where each mention scores 5 with those of ``right`` and 0 with others."""
        mentions = torch.tensor([[(word, word, cluster, kind) for word, cluster, kind in rows]])
        network = trainable()
        scores = torch.zeros(1, len(rows), len(rows))
        scores[:, :, list(right)] = 5.0
        network.mentions.score = lambda *_: scores  # type: ignore[method-assign]
        batch = attrs.evolve(batch_of([LABELLED[FULL]]), mentions=mentions)
        return float(parts(network, batch)["antecedents"])

    def test_a_pronoun_goes_with_the_name_of_its_cluster(self) -> None:
        rows = (0, 1, SHOWN), (2, 2, SHOWN), (4, 1, ASKED)
        assert self.loss(*rows, right=[0]) < 0.1
        assert self.loss(*rows, right=[1]) > 4

    def test_with_any_mention_of_it(self) -> None:
        rows = (0, 1, SHOWN), (2, 1, SHOWN), (4, 1, ASKED)
        assert self.loss(*rows, right=[0]) == pytest.approx(self.loss(*rows, right=[1]))

    def test_names_behind_it_count_and_pronouns_behind_it_do_not(self) -> None:
        assert self.loss((4, 1, ASKED), (6, 1, SHOWN), right=[1]) < 0.1
        # Nothing is right for the first one, so that it has none; the second has the first.
        two = (4, 1, ASKED), (6, 1, ASKED)
        assert self.loss(*two, right=[1]) == pytest.approx(np.log(2) / 2, abs=1e-4)

    def test_without_another_mention_it_has_none(self) -> None:
        rows = (0, 2, SHOWN), (4, 1, ASKED)
        assert self.loss(*rows) == pytest.approx(np.log(2), abs=1e-4)
        assert self.loss(*rows, right=[0]) > 4

    def test_a_hidden_name_is_asked_for_and_is_no_answer(self) -> None:
        rows = (0, 1, HIDDEN), (2, 1, SHOWN)
        assert self.loss(*rows, right=[1]) < 0.1
        assert self.loss((0, 1, HIDDEN), (2, 1, HIDDEN), right=[0, 1]) == 0

    def test_where_nobody_is_asked_for_nothing_is_learned(self) -> None:
        assert self.loss((0, 1, SHOWN), (2, 1, SHOWN)) == 0
