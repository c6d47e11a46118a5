"""How sure a speaker is: what tells, what the weights make of it, and how they are learnt."""

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import TEXT as SMALL
from small import VECTORS, small_trained

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.attributor import Attributor
from quoteattr.attribution.confidence import Confidence
from quoteattr.attribution.records import GUIDELINES, Attribution
from quoteattr.attribution.storage import load, save
from quoteattr.errors import FormatError
from quoteattr.speakers import resolve, weights
from quoteattr.speakers.sureness import Way, sureness, traits_of
from quoteattr.training.more import read_more
from quoteattr.training.speaker_data import read_training, read_unseen
from quoteattr.training.sureness import examples_of_sureness, learn_sureness

TEXT = "Ana Oro met Tim Lund. Oro said it was late."
GOLD = Attribution(content=((31, 42),), cue=((26, 30),), source=((22, 25),))
NAMES = Annotation(
    (Sentence(0, 21, ()), Sentence(22, 43, ())),
    (Entity(0, 7, "Person"), Entity(12, 20, "Person"), Entity(22, 25, "Person")),
)
DOCUMENT = (TEXT, [GOLD], NAMES, [[["Ana Oro"]]])


def test_the_least_sure_mention_counts() -> None:
    traits = traits_of(GOLD, [Way("name", 0.98), Way("he", 0.5)], 2, True)
    assert "sure:he" in traits
    assert "sure:name" not in traits
    assert "sure:share>0.45" in traits
    assert "sure:share>0.55" not in traits
    assert "sure:found=2" in traits


def test_gold_spans_are_never_in_doubt() -> None:
    far = Attribution(content=((31, 42),), cue=((26, 30),), source=((0, 7),), confidence=0.7)
    doubted = traits_of(far, [Way("name", 0.98)], 1, True)
    assert {"sure:predicted", "sure:gap=1", "sure:quote>0.6"} <= set(doubted)
    marks = ("gap", "quote>", "source>")
    assert not any(mark in t for t in traits_of(far, [], 0, False) for mark in marks)


def test_a_doubtful_source_is_told_from_a_sure_one() -> None:
    doubtful = attrs.evolve(GOLD, source_confidence=0.9)
    told = set(traits_of(doubtful, [Way("he", 0.98)], 1, True))
    assert {"sure:source>0.85", "sure:he+source>0.85"} <= told
    assert not any("source>0.9" in t for t in told)
    assert "sure:source>0.99" in traits_of(GOLD, [Way("he", 0.98)], 1, True)


def test_a_missing_source_is_told_from_a_missing_cue() -> None:
    no_source = Attribution(content=((31, 42),), cue=((26, 30),))
    assert "sure:no-source+cue" in traits_of(no_source, [], 0, True)
    assert "sure:no-source" in traits_of(Attribution(content=((31, 42),)), [], 0, True)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(-1e6, 1e6)), st.sets(st.sampled_from("abcd"))
)
def test_it_is_a_probability(table: dict[str, float], traits: set[str]) -> None:
    assert 0 <= sureness(traits, table, 0.5) <= 1


def test_without_weights_the_last_step_says_how_sure() -> None:
    assert resolve(TEXT, [GOLD], NAMES, {}).confidence == (0.98,)
    assert 0 < resolve(TEXT, [GOLD], NAMES, {"sure:name": 0.4}).confidence[0] < 0.98


def test_the_bundled_weights_are_surer_of_a_name_than_of_they() -> None:
    text = "Ana Oro met Tim Lund by the lake. They said it was late. Ana Oro said it was dark."
    said = [
        Attribution(content=((44, 55),), cue=((39, 43),), source=((34, 38),)),
        Attribution(content=((70, 81),), cue=((65, 69),), source=((57, 64),)),
    ]
    names = (Entity(0, 7, "Person"), Entity(12, 20, "Person"), Entity(57, 64, "Person"))
    parts = (Sentence(0, 33, ()), Sentence(34, 56, ()), Sentence(57, 82, ()))
    they, name = resolve(text, said, Annotation(parts, names), weights()).confidence
    assert they < name


def test_examples_of_gold_spans() -> None:
    (example,) = examples_of_sureness(DOCUMENT, [GOLD], {}, is_predicted=False)
    assert example.right == (True, False)
    assert "sure:name" in example.options[0]


def test_examples_of_predicted_spans_are_paired_by_content() -> None:
    wrong = Attribution(content=((31, 42),), cue=((26, 30),), source=((12, 20),))
    elsewhere = Attribution(content=((0, 7),), source=((12, 20),))
    found = list(examples_of_sureness(DOCUMENT, [elsewhere, wrong], {}, is_predicted=True))
    assert [e.right for e in found] == [(False, True)]
    assert "sure:predicted" in found[0].options[0]


def test_what_is_learnt_follows_how_it_turned_out() -> None:
    wrong = Attribution(content=((31, 42),), cue=((26, 30),), source=((12, 20),))
    documents = [DOCUMENT] * 10
    table = learn_sureness(documents, [{}] * 5, {TEXT: [[wrong]]})
    good, bad = (
        sureness(traits_of(a, [Way("name", 0.98)], 1, predicted), table, 0.5)
        for a, predicted in ((GOLD, False), (wrong, True))
    )
    assert good > 0.8
    assert bad < 0.5


def test_networks_read_what_they_have_not_seen(tmp_path: Path) -> None:
    network, data = tmp_path / "network", tmp_path / "data"
    network.mkdir()
    confidence = dict.fromkeys(GUIDELINES, Confidence(threshold=0.0))
    trained = attrs.evolve(small_trained(), confidence=confidence)
    save(network, trained)
    VECTORS.save(network)
    (data / "world").mkdir(parents=True)
    lines = [json.dumps({"id": "a", "text": SMALL}), json.dumps({"id": "b", "text": TEXT})]
    (data / "world" / "unlabelled.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "quotes": []}) + "\n", "utf-8")
    networks = [(network, tmp_path / "a.jsonl", guideline) for guideline in GUIDELINES]
    found = read_unseen(networks, data, network)
    both = [Attributor(load(network, VECTORS), VECTORS, name)([SMALL])[0] for name in GUIDELINES]
    assert found == {SMALL: [list(one) for one in both]}
    assert both[0] != both[1]
    assert any(0 < a.source_confidence < 1 for a in both[0])


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    text = "One\u2028two\x85three said no."
    quote = {"content": [[text.index("no"), text.index("no") + 2]]}
    line = json.dumps({"id": "a", "text": text, "quotes": [quote]}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8", newline="")
    assert [article.text for article in read_more([tmp_path / "a.jsonl"], tmp_path)] == [text]


def world(folder: Path, **quote: object) -> Path:
    """A folder of training data with one text of one quote."""
    (folder / "world").mkdir()
    (folder / "ner").mkdir()
    quotes = [{"content": [[31, 42]], "cue": [[26, 30]], "source": [[22, 25]], **quote}]
    line = json.dumps({"id": "a", "text": TEXT, "quotes": quotes})
    (folder / "world" / "train.jsonl").write_text(line + "\n", "utf-8")
    tokens = "# doc = a\nAna\tB-Person\nOro\tI-Person\n"
    for part in ("train", "dev"):
        (folder / "ner" / f"{part}.tsv").write_text(tokens if part == "train" else "", "utf-8")
    return folder


@pytest.mark.parametrize("speaker", ["Ana Oro", ["Ana Oro"]])
def test_a_speaker_may_be_a_plain_name(speaker: object, tmp_path: Path) -> None:
    (document,) = read_training(world(tmp_path, speaker=[speaker], addressee=["Tim Lund"]))
    assert document[3] == [[["Ana Oro"]]]
    assert document[4].addressees == [("Tim Lund",)]
    assert [TEXT[e.start : e.end] for e in document[2].entities] == ["Ana Oro"]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ({}, r"train\.jsonl: a: quotes\[0\]: has no speaker; add it"),
        ({"speaker": ["Ana Oro"], "content": None}, r"train\.jsonl:1: quotes\[0\]: has no content"),
        ({"speaker": [5]}, r"speaker\[0\]: is 5; it must be a list of names"),
    ],
)
def test_training_data_with_gaps_is_refused(
    quote: dict[str, object], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FormatError, match=reason):
        list(read_training(world(tmp_path, **quote)))


def test_entities_that_are_not_there_are_named(tmp_path: Path) -> None:
    folder = world(tmp_path, speaker=[])
    (folder / "ner" / "dev.tsv").unlink()
    with pytest.raises(FormatError, match=r"dev\.tsv: cannot be read"):
        list(read_training(folder))
