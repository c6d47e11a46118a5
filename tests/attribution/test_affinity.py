"""Which mentions go together: the head's scores, by offsets."""

import pytest
import torch
from small import TEXT, features, inputs, small_network, words

from quoteattr.attribution.affinity import MentionAffinity
from quoteattr.attribution.network import MentionScorer
from quoteattr.attribution.records import Offsets

NETWORK = small_network()
SPANS = features(TEXT).spans
STATES = NETWORK.encode(inputs([TEXT]))[0]

MENTION = "Her deputy"
OTHERS = ["Ida Brandt", "Jon Marsh", "us"]


def offsets(piece: str) -> Offsets:
    start = TEXT.index(piece)
    return start, start + len(piece)


def affinity(scorer: MentionScorer = NETWORK.mentions) -> MentionAffinity:
    return MentionAffinity(scorer, STATES, SPANS)


def test_scores_are_the_heads() -> None:
    spans = torch.tensor([[words(TEXT, piece) for piece in (MENTION, *OTHERS)]])
    kept = NETWORK.mention_states(STATES[None], spans)
    expected = NETWORK.mentions.score(kept[:, :1], kept[:, 1:])[0, 0]
    found = affinity()(offsets(MENTION), [offsets(piece) for piece in OTHERS])
    assert found == pytest.approx(expected.tolist(), abs=1e-4)
    assert len(set(found)) == len(OTHERS)


def test_one_by_one_they_score_as_together() -> None:
    scores, others = affinity(), [offsets(piece) for piece in OTHERS]
    together = scores(offsets(MENTION), others)
    alone = [affinity()(offsets(MENTION), [other])[0] for other in others]
    assert together == pytest.approx(alone, abs=1e-4)


def test_a_mention_within_words_is_read_by_those_words() -> None:
    start, end = offsets("Ida Brandt")
    whole, within = affinity()(offsets(MENTION), [(start, end), (start + 1, end - 2)])
    assert whole == within


def test_each_mention_is_read_once() -> None:
    rows: list[int] = []

    class Counted(MentionScorer):
        def forward(self, edges: torch.Tensor) -> torch.Tensor:
            rows.append(len(edges))
            return super().forward(edges)

    counted = Counted(STATES.shape[1], 6, 0.0).eval()
    scores, others = affinity(counted), [offsets(piece) for piece in OTHERS]
    scores.read([*others, others[0]])
    assert rows == [len(OTHERS)]
    first = scores(offsets(MENTION), others)
    assert scores(offsets(MENTION), others) == first
    assert rows == [len(OTHERS), 1]


SPACE = TEXT.index(" said")


@pytest.mark.parametrize(
    "unknown", [(len(TEXT), len(TEXT) + 5), (SPACE, SPACE), (SPACE, SPACE + 1)]
)
def test_a_mention_without_words_is_unknown(unknown: Offsets) -> None:
    assert TEXT[slice(*unknown)].strip() == ""
    known = offsets("Ida Brandt")
    assert affinity()(offsets(MENTION), [unknown, known])[0] == 0
    assert affinity()(unknown, [known]) == [0]


def test_nothing_to_score() -> None:
    assert affinity()(offsets(MENTION), []) == []
    empty = MentionAffinity(NETWORK.mentions, STATES[:0], SPANS[:0])
    empty.read([(0, 1)])
    assert empty((0, 1), [(2, 3), (4, 5)]) == [0, 0]
