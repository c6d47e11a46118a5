"""Postprocessing: golden cases, and what holds of any text and any attributions."""

import json
from itertools import combinations
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.postprocess import postprocess

CASES = json.loads((Path(__file__).parent / "golden" / "postprocess.json").read_text("utf-8"))
_SENTENCE = regex.compile(r"[^\s](?:(?![.!?][”\"]?\s+\p{Lu})[^\n])*(?:[.!?][”\"]?)?")


def annotation_of(text, persons=()):
    sentences = tuple(Sentence(*m.span()) for m in _SENTENCE.finditer(text))
    starts = sorted((text.index(name), len(name)) for name in persons)
    return Annotation(sentences, tuple(Entity(a, a + n, "Person") for a, n in starts))


def span(text, words):
    return text.index(words), text.index(words) + len(words)


def attribution(text, *, content, cue="", source="", kind="indirect", parent=None):
    return Attribution(
        tuple(span(text, words) for words in content),
        (span(text, cue),) if cue else (),
        (span(text, source),) if source else (),
        confidence=0.8,
        kind=kind,
        parent=parent,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_quotes(case):
    text = case["text"]
    known = [attribution(text, **one) for one in case.get("given", [])]
    annotation = annotation_of(text, case.get("persons", []))
    found = postprocess(text, known, annotation, usual=0.5, least=0.5)
    as_words = [
        ["".join(text[slice(*s)] for s in one.source), *(text[slice(*s)] for s in one.content)]
        for one in found
    ]
    assert as_words == case["quotes"]
    if "kinds" in case:
        assert [one.kind for one in found] == case["kinds"]


def test_a_report_lies_inside_its_turn():
    case = next(case for case in CASES if "a report stays" in case["why"])
    text = case["text"]
    known = [attribution(text, **one) for one in case["given"]]
    found = postprocess(text, known, annotation_of(text, case["persons"]), usual=0.5, least=0.5)
    assert [one.parent for one in found] == [None, 0, None]


def test_who_asks_to_be_surer_gets_less_and_who_asks_for_all_gets_more():
    text = "The port was shut.\n\n“We never knew about it.”\n\nOro said it leaks."
    unsure = attrs_of(text, 0.2)
    annotation = annotation_of(text)
    counts = [
        len(postprocess(text, [unsure], annotation, usual=0.5, least=least))
        for least in (0.0, 0.5, 0.95)
    ]
    assert counts == [2, 1, 0]


def attrs_of(text, confidence):
    return Attribution((span(text, "it leaks"),), confidence=confidence)


def test_by_the_other_guideline_nothing_is_added():
    text = "The port was shut.\n\n“We never knew about it.”"
    assert not postprocess(text, [], annotation_of(text), usual=0.5, least=0.5, adds=False)


PIECES = st.sampled_from(
    ["“We stay here.”", " — Ana Oro", "ORO: I do.", "Q: Who?", "A: I am.", "he said, ", "‘No,’ ",
     " — Ana (@ana) May 2, 2020", "Oro issued a statement:", "\n", "\n\n", ". It rained.",
     "> ", "\""]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=24).map("".join)


@st.composite
def read(draw):
    """A text with attributions that do not overlap, some inside another."""
    text = draw(TEXTS)
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    found = []
    for start, end in zip(ends[::2], ends[1::2], strict=False):
        cue = draw(st.sampled_from([(), ((start, end),), ((0, min(1, len(text))),)]))
        confidence = draw(st.sampled_from([0.3, 0.7]))
        found.append(Attribution(((start, end),), cue, confidence=confidence))
        if end - start > 2 and draw(st.booleans()):
            inner = ((start + 1, end - 1),)
            cue = ((start, start + 1),)
            found.append(Attribution(inner, cue, cue, confidence=0.7, parent=len(found) - 1))
    return text, found


@given(read(), st.sampled_from([0.0, 0.5, 0.9]))
def test_any_text_gives_quotes_that_nest(given_, least):
    text, known = given_
    found = postprocess(text, known, annotation_of(text), usual=0.5, least=least)
    for i, one in enumerate(found):
        assert one.content
        assert all(0 <= a <= b <= len(text) for a, b in (*one.content, *one.source, *one.cue))
        assert one.parent is None or one.parent < i
    for one, other in combinations(found, 2):
        if one.parent == other.parent:
            assert all(a >= d or c >= b for a, b in one.content for c, d in other.content)
