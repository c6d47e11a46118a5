"""Made-up names in the training sentences of entities."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.training.stanza_data import entity_spans
from quoteattr.training.stanza_names import Spelling, with_made_up

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


def test_copies_with_names_stand_behind_the_sentences() -> None:
    found = with_made_up(SENTENCES * 20, seed=1)
    assert found[:80] == SENTENCES * 20
    assert 15 < len(found) - 80 < 45  # half of sixty: those of banks have no entity
    assert all(any(label != "O" for _, label in sentence) for sentence in found[80:])
    assert found == with_made_up(SENTENCES * 20, seed=1)


@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_what_is_no_name_stays(seed: int) -> None:
    for sentence in with_made_up(SENTENCES, seed):
        others = [w for w, label in sentence if label in ("O", "B-Date")]
        assert others in (
            ["met"],
            ["the", "bank", "of", "a", "bank"],
            ["in"],
            ["on", "Monday", "crews"],
        )
        for first, behind, kind in entity_spans(sentence):
            if kind == "Organization":  # the corpus has "bank" in lower case twice
                assert sentence[behind - 1][0] == "Bank"
                assert behind - first == 2


def test_some_names_are_spelled_anew() -> None:
    names = ["Marten", "Martin", "Tina", "Tinus", "Ineke", "Inez"]
    sentences = [[(name, "B-Person"), ("left", "O")] for name in names]
    copies = [s for seed in range(40) for s in with_made_up(sentences, seed)[len(names) :]]
    made = {words[0][0] for words in copies}
    assert made & set(names)
    assert made - set(names)
    assert all(word[0].isupper() and word[1:].islower() for word in made)


def test_words_are_spelled_as_those_of_their_kind() -> None:
    spelling = Spelling(["brandt", "brandis"])
    words = {spelling.word(random.Random(seed)) for seed in range(30)}
    assert words == {"brandt", "brandis"}


def test_entities_of_a_sentence() -> None:
    labels = ["B-Person", "I-Person", "I-Location", "O", "B-Person", "B-Person"]
    assert list(entity_spans([("x", label) for label in labels])) == [
        (0, 2, "Person"),
        (2, 3, "Location"),
        (4, 5, "Person"),
        (5, 6, "Person"),
    ]
