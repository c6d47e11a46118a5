"""Who is named in a text: golden cases and properties."""

import json
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.annotation.records import Entity, Sentence
from quoteattr.entities import Entities, Named, find_entities

CASES = json.loads(Path(__file__).parent.joinpath("golden", "entities.json").read_text("utf-8"))
LABELS = ("Person", "Organization", "Location", "NORP", "Misc", "Date")
# "[Ana Oro|Person]" in a golden text is an entity.
MARKED = regex.compile(r"\[([^\]|]+)\|(\w+)\]")
SENTENCE = regex.compile(
    r"[^\s](?:[^.!?\n]|\.(?=\S)|(?<=\b(?:\p{Lu}|Sen|Dr|Ms|Mr))\.)*[.!?]?[”\"]?"
)
PLAIN = """
Ana Oro Lund Holt Harbour Bank bank president President Mr Mrs Dr. Sen. said he She his of the The
and , . ; ( ) “ ” ' ’s 41, who wife By Photo: WHO U.S. van al-Lund
"""
WORDS = [*PLAIN.split(), "\n", "\n\n"]


def read(marked: str) -> tuple[str, list[Entity]]:
    """The plain text and the entities of a golden case."""
    text, entities, last = "", [], 0
    for m in MARKED.finditer(marked):
        text += marked[last : m.start()]
        entities.append(Entity(len(text), len(text) + len(m[1]), m[2]))
        text += m[1]
        last = m.end()
    return text + marked[last:], entities


def sentences(text: str) -> list[Sentence]:
    return [Sentence(*m.span()) for m in SENTENCE.finditer(text)]


def shown(text: str, who: Named, field: str) -> object:
    """A field of a cluster as golden cases give it."""
    value = getattr(who, field)
    if field in ("mentions", "honorifics", "roles", "affiliations"):
        return [text[a:b] for a, b in value]
    if field == "gender":
        return (value > 0.3) - (value < -0.3)
    return sorted(value) if isinstance(value, frozenset) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_golden(case):
    text, entities = read(case["text"])
    sources = [(text.index(s), text.index(s) + len(s)) for s in case.get("sources", ())]
    found = find_entities(text, sentences(text), entities, sources)
    actual = [
        {field: shown(text, who, field) for field in expected}
        for who, expected in zip(found.clusters, case["expect"], strict=False)
    ]
    assert actual == case["expect"]
    assert len(found.clusters) == len(case["expect"])


@st.composite
def annotated(draw):
    """A text of news's words, with entities and sources anywhere in it."""
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=60))) + draw(
        st.text(max_size=20)
    )
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=24)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    entities = [Entity(a, b, draw(st.sampled_from(LABELS))) for a, b in spans if a < b]
    ends = draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=4))
    return text, entities, [(min(a, b), max(a, b)) for a, b in ends]


@settings(max_examples=100)
@given(annotated())
def test_clusters_are_disjoint_and_in_order_and_spans_lie_in_the_text(case):
    text, entities, sources = case
    found = find_entities(text, sentences(text), entities, sources)
    mentions = [m for who in found.clusters for m in who.mentions]
    assert sorted(mentions) == [m[:2] for m in found.mentions]
    for (_, end, _), (start, _, _) in zip(found.mentions, found.mentions[1:], strict=False):
        assert end <= start
    firsts = [who.mentions[0] for who in found.clusters]
    assert firsts == sorted(firsts)
    for who in found.clusters:
        assert who.name in who.forms
        assert -1 <= who.gender <= 1
        assert list(who.mentions) == sorted(who.mentions)
        for start, end in (*who.mentions, *who.honorifics, *who.roles, *who.affiliations):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip(" \n") == text[start:end]


@settings(max_examples=40)
@given(annotated(), st.integers(0, 200), st.integers(0, 200))
def test_lookups_agree_with_a_scan(case, low, high):
    text, entities, sources = case
    found = find_entities(text, sentences(text), entities, sources)
    assert found.within(low, high) == [m for m in found.mentions if low <= m[0] and m[1] <= high]
    assert found.before(low) == sum(m[0] < low for m in found.mentions)
    assert found.at(low) == next((m for m in found.mentions if m[0] <= low < m[1]), None)


def test_a_text_without_names_has_no_clusters():
    assert find_entities("", [], [], []).clusters == ()
    assert Entities([]).within(0, 9) == []


@pytest.mark.timed
@pytest.mark.parametrize(
    "make",
    [
        lambda n: "".join(f"Ana Oro{i} met Lund{i}, head of Port{i} Bank. " for i in range(n)),
        lambda n: "Ana Oro and Lund met. " * n,
        lambda n: "Tim Lund, " * n,
    ],
)
def test_time_grows_with_the_text(make):
    import time

    def seconds(n: int) -> float:
        text = make(n)
        names = regex.compile(r"\p{Lu}\p{Ll}+\d*(?:\s\p{Lu}\p{Ll}+\d*)*")
        entities = [Entity(*m.span(), "Person") for m in names.finditer(text)]
        split = sentences(text)
        start = time.process_time()
        find_entities(text, split, entities, [])
        return time.process_time() - start

    seconds(100)
    assert seconds(3200) < 16 * max(seconds(400), 0.02)
