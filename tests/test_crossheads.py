"""Words in marks on a line of their own between paragraphs."""

import attrs
import numpy as np
import pytest
from small import LEXICON, VECTORS

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


def test_it_goes_on_with_nothing_before_it() -> None:
    text = "“Go,” said Ida.\n\n‘No urgency’\n\n“Stay.”"
    features = Features.of(text, LEXICON, VECTORS)
    words = [text[start:end] for start, end in features.spans.tolist()]
    go, no, stay = words.index("Go"), words.index("No"), words.index("Stay")
    chunks = [(go - 1, go + 2), (no - 1, no + 2), (stay - 1, stay + 2)]
    said = words.index("said")
    unit = Unit(
        chunks,
        (said, said),
        (said + 1, said + 1),
        0,
        np.zeros(len(EVIDENCE)),
        True,
        False,
        0.9,
        0.8,
    )
    first, second = _taken_apart(unit, features, text)
    assert first.chunks == [chunks[0], chunks[2]]
    assert (first.cue, first.source) == (unit.cue, unit.source)
    assert second.chunks == [chunks[1]]
    assert (second.cue, second.source, second.confidence) == (None, None, 0.8)
    alone = attrs.evolve(unit, chunks=[chunks[0], chunks[2]])
    assert list(_taken_apart(alone, features, text)) == [alone]
