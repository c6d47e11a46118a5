"""The ranker learns from annotated articles, and what each part of coreference wins is counted."""

import argparse

import attrs
import pytest
from small import Favours

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.coref.ranker import BASE
from quoteattr.evaluation import speakers as evaluation
from quoteattr.evaluation.readers import AnnotatedText
from quoteattr.evaluation.readers import Annotation as Annotated
from quoteattr.training import ranking
from quoteattr.training.speaker_documents import Document, document_of
from quoteattr.training.speakers import folds_of, learn

NAMES = ("Ana Oro", "Eva Lund", "Ida Holt", "Pia Veld", "Signe Harn")


def article(number: int) -> Document:
    """Of two women named before "she", the one who is the subject of the last sentence speaks."""
    first, second = NAMES[number % 5], NAMES[(number + 1 + number // 5 % 4) % 5]
    lead = f"{first} left early.\n\n{second} stayed on. "
    text = f"{lead}She told the porter no."
    at = len(lead)
    quote = Annotated(
        content=((at + 20, at + 22),),
        cue=((at + 4, at + 8),),
        source=((at, at + 3),),
        speakers=((second,),),
        addressees=("the porter",),
        anonymous=False,
    )
    names = [
        Entity(text.index(name), text.index(name) + len(name), "Person") for name in (first, second)
    ]
    ends = [text.index("\n"), at - 1, len(text)]
    starts = [0, text.index(second), at]
    sentences = tuple(Sentence(a, b) for a, b in zip(starts, ends, strict=True))
    return document_of(
        "world-train",
        AnnotatedText(f"a{number}", text, (quote,)),
        Annotation(sentences, tuple(names)),
    )


DOCUMENTS = [article(number) for number in range(60)]


@pytest.fixture(autouse=True)
def many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few examples are learned from as often as many."""
    monkeypatch.setattr(ranking, "BATCH_SIZE", 4)


def speakers(document: Document, ranker: ranking.Ranker) -> list[str]:
    return [who.name for row in ranking.resolved(document, ranker).speakers for who in row]


def test_an_article_that_is_annotated_twice_is_in_one_part() -> None:
    assert folds_of([*DOCUMENTS[:7], *DOCUMENTS[2:4]]) == [0, 1, 2, 3, 4, 0, 1, 2, 3]


def test_learns_whom_she_means() -> None:
    ranker = learn(DOCUMENTS)
    for document in DOCUMENTS[:5]:
        assert speakers(document, ranker) == [document.speakers[0][0][0]]
    assert "confidence" in ranker.linear


def test_learns_what_the_network_is_worth() -> None:
    unseen = [
        attrs.evolve(
            document,
            annotation=attrs.evolve(document.annotation, affinity=Favours(0)),
            speakers=[[[document.text.partition(" left")[0]]]],
        )
        for document in DOCUMENTS
    ]
    ranker = learn(DOCUMENTS, unseen)
    assert {BASE, "affinity"} <= set(ranker.linear["he"])
    assert speakers(unseen[0], ranker) == [unseen[0].speakers[0][0][0]]


def test_what_a_part_wins_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluation, "read_documents", lambda *_: DOCUMENTS)
    options = argparse.Namespace(data="", sets=[], parts=1, ablate=True, named="conjunctions")
    assert evaluation.run(options) == 0
    out = capsys.readouterr().out
    assert f"world-train          100.0     {len(DOCUMENTS) // 5}" in out
    assert "conjunctions                 +0.0 a thousand articles" in out


def test_without_a_way_nobody_comes_by_it() -> None:
    ablation = evaluation.Ablation(off=evaluation._without("back"))
    found = [one for _, one in evaluation.cross_fitted(DOCUMENTS, 1, ablation)]
    assert found
    assert not any(row for one in found for row in one.speakers)
