"""Entities as several networks and the whole text label them."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quoteattr.annotate import load_trainer
from quoteattr.annotation.records import Entity
from quoteattr.annotation.splitting import Splitter
from quoteattr.training.stanza_silver import agreed, silver

TEXT = "Ida Holt met Veld. In May the ill Holt left Lund, and Veld stayed. Holt was tired."


def at(text: str, name: str, nth: int, label: str) -> Entity:
    """The nth mention of a name, from 1 on."""
    start = -1
    for _ in range(nth):
        start = text.index(name, start + 1)
    return Entity(start, start + len(name), label)


def shown(entities: Sequence[Entity]) -> list[tuple[str, str]]:
    return [(TEXT[e.start : e.end], e.label) for e in entities]


IDA = at(TEXT, "Ida Holt", 1, "Person")


def test_half_of_the_networks_are_enough() -> None:
    lund = at(TEXT, "Lund", 1, "Location")
    assert shown(agreed(TEXT, [[IDA, lund], [IDA]])) == [
        ("Ida Holt", "Person"),
        ("Holt", "Person"),
        ("Lund", "Location"),
        ("Holt", "Person"),
    ]
    assert ("Lund", "Location") not in shown(agreed(TEXT, [[IDA, lund], [IDA], [IDA]]))


def test_the_mentions_of_a_name_share_a_label() -> None:
    veld = [at(TEXT, "Veld", n, "Organization") for n in (1, 2)]
    other = at(TEXT, "Veld", 2, "Location")
    found = agreed(TEXT, [[IDA, *veld], [IDA, veld[0], other]])
    assert [label for name, label in shown(found) if name == "Veld"] == ["Organization"] * 2


def test_a_last_word_is_the_persons() -> None:
    found = agreed(TEXT, [[IDA, at(TEXT, "Holt", 2, "Organization")], [IDA]])
    assert [label for name, label in shown(found) if name == "Holt"] == ["Person"] * 2


def test_a_name_that_few_find_is_not_looked_for_elsewhere() -> None:
    found = agreed(TEXT, [[IDA], [], [], []])
    assert found == []


def test_titles_are_no_part_of_a_person() -> None:
    text = "Sen. Ida Holt left."
    found = agreed(text, [[Entity(0, 13, "Person")]])
    assert [text[e.start : e.end] for e in found] == ["Ida Holt"]


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6), max_size=4)
)
@example([[(38, 12)], [(39, 12)]])  # one ends in a comma
@example([[(48, 1)], [(48, 3)]])  # one is a comma
def test_what_is_agreed_lies_apart(spans: list[list[tuple[int, int]]]) -> None:
    voters = [[Entity(a, min(len(TEXT), a + n), "Person") for a, n in sorted(row)] for row in spans]
    found = agreed(TEXT, voters)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    folder = Path(str(files("quoteattr") / "models" / "en"))
    return Splitter({name: load_trainer(folder, name, None) for name in ("tokenizer", "mwt")})


class Holts:
    """A network that knows one name."""

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, int, str]]]:
        return [
            [
                (i, i + 2, "Person")
                for i in range(len(words))
                if list(words[i : i + 2]) == ["Ida", "Holt"]
            ]
            for words in sentences
        ]


def test_words_with_labels(splitter: Splitter) -> None:
    texts = ["Nobody came.", "Ida Holt came.\n\nShe left."]
    (only,) = silver(texts, splitter, [Holts()])  # type: ignore[list-item]
    assert only == [("Ida", "B-Person"), ("Holt", "I-Person"), ("came", "O"), (".", "O")]
