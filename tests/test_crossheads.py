"""Words in marks that do not go on with the quote before them: crossheads, and others."""

import attrs
import numpy as np
import pytest
from small import features as features_of

from quoteattr.attribution.assembly import Unit, _taken_apart
from quoteattr.attribution.confidence import EVIDENCE
from quoteattr.attribution.features import Features
from quoteattr.crossheads import is_crosshead


def found(line: str, words: str) -> bool:
    text = f"It passed.\n{line}\nIt was late."
    start = text.index(words)
    return is_crosshead(text, start, start + len(words))


@pytest.mark.parametrize("words", ["‘No urgency’", '"No urgency"', "“Is there urgency?”", "«No»"])
def test_a_short_line_in_marks_is_one(words: str) -> None:
    assert found(words, words)
    assert found(f"  {words} ", words)


@pytest.mark.parametrize("time", ["14.10", "9:05pm", "14:10 BST", "14.10 –"])
def test_an_entry_of_a_live_page_has_its_time_before(time: str) -> None:
    assert found(f"{time} ‘No urgency’", "‘No urgency’")
    assert not found(f"{time} Lund ‘No urgency’", "‘No urgency’")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("“There is no urgency.”", "“There is no urgency.”"),  # a sentence
        ("“No urgency,” said Oro", "“No urgency,”"),  # with a cue
        ("No urgency", "No urgency"),  # without marks
        ("“(Crosstalk", "“(Crosstalk"),  # goes on in the next paragraph
        ("“" + "very " * 20 + "long”", "very"),
    ],
)
def test_others_are_none(line: str, words: str) -> None:
    assert not found(line, words)


def unit_of(text: str, contents: list[str], cue: str, source: str) -> tuple[Unit, Features]:
    """An attribution in the making whose contents are these strings."""
    features = features_of(text)

    def words_of(piece: str) -> tuple[int, int]:
        start = text.index(piece)
        inside = (features.spans[:, 0] >= start) & (features.spans[:, 1] <= start + len(piece))
        first, *_, last = [*np.flatnonzero(inside).tolist()] * 2
        return first, last

    chunks = [words_of(piece) for piece in contents]
    evidence = np.zeros(len(EVIDENCE))
    partners = words_of(cue), words_of(source)
    return Unit(chunks, *partners, 0, evidence, True, False, 0.9, 0.8), features


def test_it_goes_on_with_nothing_before_it() -> None:
    text = "“Go,” said Ida.\n\n‘No urgency’\n\n“Stay.”"
    unit, features = unit_of(text, ["“Go,”", "‘No urgency’", "“Stay.”"], "said", "Ida")
    chunks = unit.chunks
    first, second = _taken_apart(unit, features, text)
    assert first.chunks == [chunks[0], chunks[2]]
    assert (first.cue, first.source) == (unit.cue, unit.source)
    assert second.chunks == [chunks[1]]
    assert (second.cue, second.source, second.confidence) == (None, None, 0.8)
    alone = attrs.evolve(unit, chunks=[chunks[0], chunks[2]])
    assert list(_taken_apart(alone, features, text)) == [alone]


@pytest.mark.parametrize(
    "text",
    [
        "Ida said that it would hold. Tim smiled. “I doubt it.”",
        "Ida said that it would hold.\n\nTim had heard it before. “I doubt it.”",
    ],
)
def test_nor_do_words_in_marks_go_on_behind_a_sentence_of_something_else(text: str) -> None:
    unit, features = unit_of(text, ["that it would hold", "“I doubt it.”"], "said", "Ida")
    one, two = _taken_apart(unit, features, text)
    assert (one.chunks, two.chunks) == ([unit.chunks[0]], [unit.chunks[1]])
    assert (two.cue, two.source) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "“It would hold,” said Ida, a smith. “I doubt it.”",
        "“It would hold.\n\n“I doubt it,” said Ida.",
        "“It would hold” and, said Ida, “I doubt it”",
    ],
)
def test_they_go_on_over_a_cue_or_nothing(text: str) -> None:
    contents = ["“It would hold", "“I doubt it"]
    unit, features = unit_of(text, contents, "said", "Ida")
    assert [one.chunks for one in _taken_apart(unit, features, text)] == [unit.chunks]
