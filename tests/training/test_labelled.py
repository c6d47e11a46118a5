"""Annotated texts to labels and links, and cut into windows."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import PIECES

from quoteattr.attribution.decoding import chunks
from quoteattr.attribution.labels import (
    ADDRESSEE,
    CONTENT,
    CUE,
    HEADS,
    INNER,
    N_LABELS,
    SOURCE,
)
from quoteattr.attribution.windows import window_bounds
from quoteattr.evaluation.readers import parse_text
from quoteattr.records import MODES
from quoteattr.training.labelled import NAME, SENTENCE_END, UNKNOWN, LabelledText, cut, label_text
from quoteattr.training.mentions import Mention
from training.labelled import FULL, LABELLED, MARKED, SURFACE, TEXTS, words_of

PAIRS = list(zip(MARKED, LABELLED, strict=True))


def spelt(text: str, item: LabelledText, head: int) -> list[str]:
    p = np.full((len(item.labels), N_LABELS), 0.25, dtype=np.float32)
    found = chunks(item.labels[:, head].astype(np.int64), p)
    return [words_of(text, item, (chunk.first, chunk.last)) for chunk in found]


class TestLabelledText:
    @pytest.mark.parametrize(("marked", "item"), PAIRS)
    def test_labels_spell_the_annotation(self, marked: dict[str, Any], item: LabelledText) -> None:
        text, quotes = marked["text"], marked["quotes"]
        for head, role in ((SOURCE, "source"), (CUE, "cue")):
            expected = sorted(piece for quote in quotes for piece in quote[role])
            assert sorted(spelt(text, item, head)) == expected
        contents = spelt(text, item, CONTENT) + spelt(text, item, INNER)
        assert sorted(contents) == sorted(piece for quote in quotes for piece in quote["content"])

    @pytest.mark.parametrize(("marked", "item"), PAIRS)
    def test_units_link_the_annotation(self, marked: dict[str, Any], item: LabelledText) -> None:
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
        p = np.full((len(LABELLED[0].labels), N_LABELS), 0.25, dtype=np.float32)
        found = chunks(LABELLED[0].labels[:, CONTENT].astype(np.int64), p)
        assert [chunk.continues for chunk in found] == [False, False, True, True, False]

    def test_a_quote_in_a_quote_has_its_own_head(self) -> None:
        assert spelt(MARKED[1]["text"], LABELLED[1], INNER) == ["“go”"]

    def test_content_that_overlaps_another_is_left_out(self) -> None:
        text = "A said B C and D."
        quotes = [
            {"content": [[7, 10]], "cue": [[2, 6]]},
            {"content": [[9, 16]], "cue": [[2, 6]]},
        ]
        document = parse_text({"id": "d", "text": text, "quotes": quotes}, "test")
        item = label_text(document, "world", PIECES)
        assert spelt(text, item, CONTENT) == ["B C"]
        assert len(item.units) == 1


class TestCut:
    @given(st.sampled_from(LABELLED), st.integers(4, 60))
    def test_cut_keeps_spans_and_links(self, item: LabelledText, longest: int) -> None:
        seen = []
        for first, end in window_bounds(item.features.paragraphs.tolist(), longest):
            window = cut(item, first, end)
            assert (window.excerpt.values == item.features.values[first:end]).all()
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
        item = LABELLED[1]
        window = cut(item, 1, len(item.labels))  # between "Pia" and "Holt"
        assert len(window.sources) == len(item.sources) - 1
        (outer,) = [unit for unit in window.units if unit[4] == MODES.index("writing")]
        assert outer[3] == -1

    @pytest.mark.parametrize("item", LABELLED)
    def test_cut_keeps_pieces(self, item: LabelledText) -> None:
        n = len(item.labels)
        for first, end in ((0, n), (1, n - 2), (3, 5)):
            window, expected = cut(item, first, end), item.features.excerpt(first, end)
            assert window.excerpt.pieces.tolist() == expected.pieces.tolist()
            assert len(window.excerpt.pieces) > 0
            assert window.excerpt.piece_starts.tolist() == expected.piece_starts.tolist()

    @given(st.integers(1, 25))
    def test_cut_keeps_mentions(self, longest: int) -> None:
        item, text = LABELLED[FULL], MARKED[FULL]["text"]
        for first, end in window_bounds(item.features.paragraphs.tolist(), longest):
            whole = [m for m in item.mentions.tolist() if first <= m[0] and m[1] < end]
            for ours, theirs in zip(cut(item, first, end).mentions.tolist(), whole, strict=True):
                span = [ours[0] + first, ours[1] + first]
                assert words_of(text, item, span) == words_of(text, item, theirs)
                assert ours[2:] == theirs[2:]


def column(item: LabelledText, head: int) -> list[int]:
    labels: list[int] = item.labels[:, head].tolist()
    return labels


class TestNotAnnotated:
    """What nobody has annotated is no evidence that there is nothing."""

    def test_names_and_sentences(self) -> None:
        item = label_text(TEXTS[FULL], "world", PIECES)
        for head in (NAME, SENTENCE_END):
            assert set(column(item, head)) == {UNKNOWN}
        assert UNKNOWN not in column(item, CONTENT)

    def test_addressees(self) -> None:
        assert set(column(LABELLED[0], ADDRESSEE)) == {UNKNOWN}
        assert UNKNOWN not in column(LABELLED[FULL], ADDRESSEE)

    def test_quotes(self) -> None:
        item = label_text(TEXTS[FULL], "world", PIECES, surface=SURFACE, quotes=False)
        assert (item.labels[:, : len(HEADS)] == UNKNOWN).all()
        assert (item.labels[:, len(HEADS) :] != UNKNOWN).all()

    def test_a_text_without_words(self) -> None:
        empty = parse_text({"id": "e", "text": " \n", "quotes": []}, "test")
        item = label_text(empty, "world", PIECES)
        assert item.labels.shape[0] == len(item.units) == len(item.mentions) == 0


class TestAnnotatedInFull:
    ITEM, TEXT = LABELLED[FULL], MARKED[FULL]["text"]

    def test_who_is_told(self) -> None:
        assert spelt(self.TEXT, self.ITEM, ADDRESSEE) == ["Marsh"]

    def test_names(self) -> None:
        spans, labels = self.ITEM.features.spans, column(self.ITEM, NAME)
        begun = [self.TEXT[a:b] for (a, b), label in zip(spans, labels, strict=True) if label == 1]
        inside = [self.TEXT[a:b] for (a, b), label in zip(spans, labels, strict=True) if label == 2]
        assert begun == ["Brandt", "Lund", "Ida", "Brandt", "Marsh"]
        assert inside == ["Brandt"]

    def test_sentences_end_with_their_last_word(self) -> None:
        ends = np.flatnonzero(self.ITEM.labels[:, SENTENCE_END]).tolist()
        assert [words_of(self.TEXT, self.ITEM, (i - 1, i)) for i in ends] == [
            "early.", "said.", "no.",
        ]  # fmt: skip

    def test_mentions(self) -> None:
        found = [
            (words_of(self.TEXT, self.ITEM, mention), int(mention[2]), bool(mention[3]))
            for mention in self.ITEM.mentions
        ]
        (brandt,) = {cluster for words, cluster, _ in found if "Brandt" in words}
        assert ("She", brandt, True) in found
        assert [words for words, cluster, _ in found if cluster == brandt] == [
            "Brandt", "Ida Brandt", "Ida Brandt was late", "Brandt", "She",
        ]  # fmt: skip

    def test_the_same_words_are_one_mention(self) -> None:
        twice = [[Mention(0, 6, anaphor=False)], [Mention(0, 6, anaphor=True)]]
        item = label_text(TEXTS[FULL], "world", PIECES, chains=twice)
        assert item.mentions.tolist() == [[0, 0, 0, 0]]
