"""What a network says of texts, as lessons for another."""

from pathlib import Path

import attrs
import numpy as np
import pytest
from small import LEXICON, PIECES, TEXT, VECTORS, features, small_trained

from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.features import Lexicon
from quoteattr.attribution.labels import N_LABELS
from quoteattr.attribution.records import GUIDELINES
from quoteattr.attribution.storage import load, save
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.training.quotes import Lesson, lesson
from quoteattr.training.teaching import lessons_of, load_panel, second_opinions

# The first is read in several windows.
TEXTS = ["\n\n".join([TEXT] * 40), TEXT, ""]


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teacher")
    # Random weights are sure of little.
    confidence = dict.fromkeys(GUIDELINES, Confidence(threshold=0.1))
    save(folder, attrs.evolve(small_trained(), confidence=confidence))
    return folder


@pytest.fixture(scope="module")
def lessons(teacher: Path) -> list[Lesson]:
    texts = [AnnotatedText(str(i), text, ()) for i, text in enumerate(TEXTS)]
    return list(lessons_of([teacher], [texts] * 2, LEXICON, VECTORS, PIECES))


def test_every_text_once_by_each_guideline(lessons: list[Lesson]) -> None:
    assert [item.guideline for item in lessons] == [0, 0, 0, 1, 1, 1]
    sizes = [len(features(text).spans) for text in TEXTS]
    assert [len(item.labels) for item in lessons] == sizes * len(GUIDELINES)


def test_probabilities_of_every_word(lessons: list[Lesson]) -> None:
    for item in lessons:
        assert item.soft is not None
        assert item.soft.shape[:2] == item.labels.shape
        assert item.soft.sum(axis=-1) == pytest.approx(1, abs=5e-3)  # halves


def test_probabilities_are_those_of_the_cores(teacher: Path, lessons: list[Lesson]) -> None:
    attributor = Attributor(load(teacher, VECTORS), VECTORS, GUIDELINES[0])
    ((_, _, readings),) = attributor.read(TEXTS[:1])
    assert len(readings) > 1
    for reading in readings:
        w = reading.window
        expected = reading.probability[w.core_first - w.first : w.core_end - w.first]
        soft = lessons[0].soft
        assert soft is not None
        assert soft[w.core_first : w.core_end] == pytest.approx(expected, abs=2e-3)


def test_two_teachers_are_believed_on_average(
    teacher: Path, lessons: list[Lesson], tmp_path: Path
) -> None:
    confidence = dict.fromkeys(GUIDELINES, Confidence(threshold=0.1))
    save(tmp_path, attrs.evolve(small_trained(seed=2), confidence=confidence))
    texts = [AnnotatedText(str(i), text, ()) for i, text in enumerate(TEXTS)]
    alone = lessons_of([tmp_path], [texts] * 2, LEXICON, VECTORS, PIECES)
    both = lessons_of([teacher, tmp_path], [texts] * 2, LEXICON, VECTORS, PIECES)
    for first, second, together in zip(lessons, alone, both, strict=True):
        assert first.soft is not None
        assert second.soft is not None
        assert together.soft is not None
        mean = (first.soft.astype(np.float32) + second.soft.astype(np.float32)) / 2
        assert together.soft == pytest.approx(mean, abs=2e-3)
        assert (together.soft != first.soft).any() == (len(first.labels) > 0)


def test_a_panel_of_twins_says_what_each_says(teacher: Path, lessons: list[Lesson]) -> None:
    texts = [AnnotatedText(str(i), text, ()) for i, text in enumerate(TEXTS)]
    for alone, together in zip(
        lessons, lessons_of([teacher, teacher], [texts] * 2, LEXICON, VECTORS, PIECES), strict=True
    ):
        assert np.array_equal(together.units, alone.units)
        assert np.array_equal(together.labels, alone.labels)


def test_contents_are_those_that_the_teacher_is_sure_of(
    teacher: Path, lessons: list[Lesson]
) -> None:
    for guideline, item in zip(GUIDELINES, lessons[1::3], strict=True):
        (found,) = Attributor(load(teacher, VECTORS), VECTORS, guideline)([TEXT])
        assert found
        starts = {a.content[0][0] for a in found}
        spans = item.features.spans
        assert {int(spans[first, 0]) for first in item.units[:, 0]} <= starts
        assert len(item.units) > 0


def test_the_pupils_pieces_are_read(lessons: list[Lesson]) -> None:
    assert len(lessons[1].features.pieces) == features(TEXT, PIECES).piece_starts[-1]
    assert np.array_equal(lessons[1].features.pieces, features(TEXT, PIECES).pieces)


class TestSecondOpinions:
    def given(self) -> list[Lesson]:
        texts = [AnnotatedText(str(i), text, ()) for i, text in enumerate(TEXTS)]
        return [
            lesson(text, guideline, LEXICON, VECTORS, PIECES)
            for guideline in range(len(GUIDELINES))
            for text in texts
        ]

    @pytest.mark.parametrize("trust", [0.0, 0.25, 1.0])
    def test_are_mixed_with_the_annotators_labels(
        self, teacher: Path, lessons: list[Lesson], trust: float
    ) -> None:
        texts = [AnnotatedText(str(i), text, ()) for i, text in enumerate(TEXTS)] * 2
        given = self.given()
        found = list(second_opinions([teacher], texts, given, VECTORS, trust))
        assert len(found) == len(lessons)
        for before, after, told in zip(given, found, lessons, strict=True):
            assert after.soft is not None
            assert told.soft is not None
            marked = np.eye(N_LABELS)[before.labels]
            expected = trust * marked + (1 - trust) * told.soft.astype(np.float32)
            assert after.soft == pytest.approx(expected, abs=2e-3)
            assert np.array_equal(after.labels, before.labels)
            assert np.array_equal(after.units, before.units)


def test_members_of_a_panel_may_come_from_different_folders(tmp_path: Path) -> None:
    folders = [tmp_path / str(seed) for seed in (1, 2)]
    for seed, folder in enumerate(folders):
        folder.mkdir()
        save(folder, small_trained(seed=seed, transformer=True))
    assert load_panel(folders, VECTORS).pieces == PIECES


def test_members_of_a_panel_know_the_same_words(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("all", "fewer")]
    fewer = Lexicon.of(list(LEXICON.words)[1:], LEXICON.suffixes)
    for folder, lexicon in zip(folders, (LEXICON, fewer), strict=True):
        folder.mkdir()
        save(folder, attrs.evolve(small_trained(), lexicon=lexicon))
    with pytest.raises(ValueError, match="other words"):
        load_panel(folders, VECTORS)
