"""Names and sentences from the labels of words."""

from typing import Any

import numpy as np
import pytest
from small import features

from quoteattr.annotation.records import Entity, Sentence
from quoteattr.attribution.labels import N_NAME_LABELS, NAMES
from quoteattr.attribution.surface import entities, sentences

TEXT = "Ida Brandt met Jon.\n\nLund is dry."
WORDS = ["Ida", "Brandt", "met", "Jon", ".", "Lund", "is", "dry", "."]


def probabilities(*labels: str) -> Any:
    """The labels that words have, such as ``B-Person``, several with a share each."""
    found = np.zeros((len(labels), N_NAME_LABELS), dtype=np.float32)
    for row, word in zip(found, labels, strict=True):
        for n, label in enumerate(shares := word.split("|")):
            side, _, kind = label.partition("-")
            at = 0 if side == "O" else 1 + 2 * NAMES.index(kind) + (side == "I")
            row[at] = (len(shares) + 1 - n) / (len(shares) * (len(shares) + 3) / 2)
    assert found.sum(axis=1) == pytest.approx(1)
    return found


def found(labels: dict[str, str], text: str = TEXT) -> list[tuple[str, str]]:
    """Names where words have labels."""
    read = features(text)
    tags = [labels.get(text[start:end], "O") for start, end in read.spans.tolist()]
    return [(text[e.start : e.end], e.label) for e in entities(read, probabilities(*tags))]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ({}, []),
        ({"Ida": "B-Person", "Brandt": "I-Person"}, [("Ida Brandt", "Person")]),
        ({"Ida": "B-Person", "Brandt": "B-Person"}, [("Ida", "Person"), ("Brandt", "Person")]),
        ({"Ida": "B-Person", "Brandt": "I-Person|I-Misc"}, [("Ida Brandt", "Person")]),
        ({"Ida": "B-Misc|B-Person", "Brandt": "I-Person"}, [("Ida Brandt", "Person")]),
        ({"Lund": "O|B-Location|B-Person"}, [("Lund", "Location")]),
        ({"Brandt": "I-Person", "met": "I-Person"}, [("Brandt met", "Person")]),
        ({"Ida": "I-NORP", "Lund": "B-Location"}, [("Ida", "NORP"), ("Lund", "Location")]),
        ({"dry": "B-Misc", "Jon": "B-Person"}, [("Jon", "Person"), ("dry", "Misc")]),
    ],
)
def test_labels_spell_names(labels: dict[str, str], names: list[tuple[str, str]]) -> None:
    assert found(labels) == names


def test_a_name_ends_with_its_paragraph() -> None:
    text = "With Ida\n\nBrandt"
    labels = {"Ida": "B-Person", "Brandt": "I-Person"}
    assert found(labels, text) == [("Ida", "Person"), ("Brandt", "Person")]


def test_a_name_at_the_end_of_all() -> None:
    assert found({"Ida": "B-Person", "Brandt": "I-Person"}, "Ida Brandt") == [
        ("Ida Brandt", "Person")
    ]


def parts(text: str, *ends: int) -> list[str]:
    read = features(text)
    flags: Any = np.zeros(len(read.spans), dtype=np.bool_)
    flags[list(ends)] = True
    return [text[s.start : s.end] for s in sentences(read, flags)]


def test_sentences_end_where_the_network_says_and_with_their_paragraph() -> None:
    assert parts(TEXT) == ["Ida Brandt met Jon.", "Lund is dry."]
    assert parts(TEXT, 1, 8) == ["Ida Brandt", "met Jon.", "Lund is dry."]
    assert parts(TEXT, 4) == ["Ida Brandt met Jon.", "Lund is dry."]


@pytest.mark.parametrize(("text", "whole"), [("Go", ["Go"]), ("", []), (" \n", [])])
def test_of_one_word_or_none(text: str, whole: list[str]) -> None:
    assert parts(text) == whole


def test_they_are_records_with_plain_numbers() -> None:
    read = features("Go")
    (sentence,) = sentences(read, np.zeros(1, dtype=np.bool_))
    (name,) = entities(read, probabilities("B-Person"))
    assert (sentence, name) == (Sentence(0, 2), Entity(0, 2, "Person"))
    assert {type(n) for n in (sentence.end, name.start, name.end)} == {int}
