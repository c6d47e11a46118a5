"""Made-up names in the training sentences of entities."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.training.stanza_names import Spelling, entity_spans, with_made_up

SENTENCES = [
    [("Ida", "B-Person"), ("Brandt", "I-Person"), ("met", "O"), ("Nils", "B-Person")],
    [("the", "O"), ("bank", "O"), ("of", "O"), ("a", "O"), ("bank", "O")],
    [
        ("Lund", "B-Organization"),
        ("Bank", "I-Organization"),
        ("in", "O"),
        ("Osterby", "B-Location"),
    ],
    [("on", "O"), ("Monday", "B-Date"), ("Veskian", "B-NORP"), ("crews", "O")],
]


def test_a_copy_with_names_stands_behind_the_sentences() -> None:
    found = with_made_up(SENTENCES, seed=1)
    assert found[:4] == SENTENCES
    assert len(found) == 4 + 3  # one has no entity
    assert found == with_made_up(SENTENCES, seed=1)


@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_what_is_no_name_stays(seed: int) -> None:
    _, _, _, _, people, bank, crews = with_made_up(SENTENCES, seed)
    assert [w for w, label in people if label == "O"] == ["met"]
    assert [w for w, label in crews if label in ("O", "B-Date")] == ["on", "Monday", "crews"]
    assert [kind for _, _, kind in entity_spans(bank)] == ["Organization", "Location"]
    first, behind, _ = next(entity_spans(bank))
    words = [w for w, _ in bank[first:behind]]
    assert words[-1] == "Bank"  # the corpus has it in lower case twice


def test_names_are_spelled_anew() -> None:
    made = {sentence[0][0] for seed in range(40) for sentence in with_made_up(SENTENCES, seed)[4:5]}
    assert made - {"Ida", "Nils"}
    assert all(word[0].isupper() and word[1:].islower() for word in made)


def test_words_are_spelled_as_those_of_their_kind() -> None:
    spelling = Spelling(["brandt", "brandis"])
    words = {spelling.word(random.Random(seed)) for seed in range(30)}
    assert words == {"brandt", "brandis"}


def test_entities_of_a_sentence() -> None:
    labels = ["B-Person", "I-Person", "I-Location", "O", "B-Person", "B-Person"]
    assert list(entity_spans([("x", label) for label in labels])) == [
        (0, 2, "Person"),
        (4, 5, "Person"),
        (5, 6, "Person"),
    ]
