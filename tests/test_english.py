"""The lexicon, and plain grammar of noun phrases."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.english.clauses import subject
from quoteattr.english.lexicon import lexicon
from quoteattr.english.nouns import appositive, core, head, is_person_noun, singular

RAW = tomllib.loads(files("quoteattr.english").joinpath("lexicon.toml").read_text("utf-8"))


def test_no_word_stands_twice_in_a_list():
    for table in ("verbs", "honorifics", "titles", "nouns", "function", "names", "singulars"):
        for name, words in RAW[table].items():
            if isinstance(words, str):
                assert [w for w, n in Counter(words.split()).items() if n > 1] == [], name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person", "male"),
        ("person", "female"),
        ("person", "kin"),
        ("male", "kin_male"),
        ("female", "kin_female"),
        ("male", "female"),
        ("kin_male", "kin_female"),
        ("group", "organisation"),
        ("document", "time"),
    ],
)
def test_lists_of_nouns_share_no_word(one, other):
    assert set(RAW["nouns"][one].split()) & set(RAW["nouns"][other].split()) == set()


def test_a_given_name_stands_once_and_tells_one_gender():
    raw = files("quoteattr.english").joinpath("given_names.toml").read_text("utf-8")
    lists = tomllib.loads(raw)
    words = [word for listed in lists.values() for word in listed.split()]
    assert set(lists) == {"female", "male"}
    assert [word for word, n in Counter(words).items() if n > 1] == []
    assert [word for word in words if word != word.lower()] == []


def test_the_first_part_of_a_hyphenated_name_tells():
    names = ("ana", "mary-oro", "al-oro", "oro")
    assert [lexicon().given_gender(name) for name in names] == [-1, -1, 0, 0]


def test_offices_are_no_second_list_of_persons():
    offices = set(RAW["titles"]["office"].split())
    assert offices & set(RAW["nouns"]["person"].split()) == set()
    assert offices <= lexicon().persons


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("quizzes", "ask"),
        ("quizzing", "ask"),
        ("begged", "direct"),
        ("begging", "direct"),
        ("wrote", "write"),
        ("thought", "think"),
        ("praising", "praise"),
        ("quoted", "cite"),
        ("agreeing", "think"),
    ],
)
def test_forms_of_reporting_verbs(form, kind):
    assert lexicon().verbs[form] == kind


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("wives", ("wife", True)),
        ("boss", ("boss", False)),
        ("firemen", ("fireman", True)),
        ("specimen", ("specimen", False)),
        ("churches", ("church", True)),
        ("allies", ("ally", True)),
        ("spokespeople", ("spokesperson", True)),
        ("his", ("his", False)),
    ],
)
def test_singular(noun, expected):
    assert singular(noun) == expected


@pytest.mark.parametrize(
    ("phrase", "noun", "plural"),
    [
        ("the head of the Harbour Bank", "head", False),
        ("two nurses, both from Lund", "nurse", True),
        ("former Harbour Party (HP) leader", "leader", False),
        ("a vice president", "vice-president", False),
        ("Oro’s aide who left", "aide", False),
        ("people familiar with the matter", "person", True),
        ("a person briefed on the talks", "person", False),
        ("a lawyer representing the family", "lawyer", False),
        ("a court filing", "filing", False),
        ("recent polling", "polling", False),
        ("two attorneys general", "attorney-general", True),
        ("", "", False),
        ("—", "", False),
    ],
)
def test_head(phrase, noun, plural):
    assert head(phrase)[:2] == (noun, plural)


def test_person_nouns():
    assert is_person_noun("mother-of-two")
    assert is_person_noun("geologist")
    assert not is_person_noun("committee")


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("On Monday she later said no", "said", "she"),
        ("The two nurses have said no", "said", "The two nurses"),
        ("It rained, Ana Oro's aide said", "said", "Ana Oro's aide"),
        ("Tim van Holt, who was late, said", "said", "Tim van Holt"),
        ("Nothing here", "Nothing", None),
    ],
)
def test_subject(text, verb, expected):
    found = subject(text, 0, text.index(verb))
    assert (found and text[slice(*found)]) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (", a nurse from Lund, spoke", "a nurse from Lund"),
        (", who is a nurse, spoke", "a nurse"),
        (" (41), head of the U.S. bank, spoke", "head of the U.S. bank"),
        (" — a nurse — spoke", "a nurse"),
        (", with her aide, spoke", None),
        (" spoke, a nurse said", None),
    ],
)
def test_appositive(rest, expected):
    text = "Ana Oro" + rest
    found = appositive(text, 7, len(text))
    assert (found and text[slice(*found)]) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab AB.,;:“”’'-—\n()that who and said the ", max_size=120), st.data())
def test_any_text_is_survived(text, data):
    at = data.draw(st.integers(0, len(text)))
    for span in (subject(text, 0, at), appositive(text, at, len(text))):
        assert span is None or 0 <= span[0] <= span[1] <= len(text)
    assert text.startswith(core(text))
    assert text[head(text).start : head(text).end].lower().startswith(head(text).noun[:1])
