"""Who each source is: golden cases, properties, and what decides."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import Favours

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.coref import Cast, Ranker, load_ranker, resolve
from quoteattr.coref.anonymity import find_reason
from quoteattr.coref.candidates import agrees
from quoteattr.coref.clusters import described, joint
from quoteattr.coref.conjunctions import split
from quoteattr.coref.discourse import Discourse, reading_order
from quoteattr.coref.mentions import read_mention
from quoteattr.coref.ranker import save_ranker
from quoteattr.entities.records import Entities, Named
from quoteattr.errors import ModelFileError

CASES = json.loads((Path(__file__).parent / "golden" / "coref.json").read_text("utf-8"))
NOBODY = Entities([])


def find(text: str, what: Any) -> tuple[int, int]:
    """Offsets of a string, or of its nth occurrence where ``[string, n]`` is given."""
    words, count = (what, 1) if isinstance(what, str) else what
    start = -1
    for _ in range(count):
        start = text.index(words, start + 1)
    return start, start + len(words)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences that end at a stop and a blank, but not behind "Mr." and the letters of "U.S."."""
    found, start = [], 0
    for i in range(1, len(text) - 1):
        ends = text[i - 1] in ".?!”" and text[i].isspace()
        letter = text[i - 1] == "." and text[i - 2].isupper() and text[max(0, i - 3)] in " ."
        if ends and not letter and text[i - 3 : i] not in ("Mr.", "Ms.") and i > start:
            found.append(Sentence(start, i))
            start = i + 1
    return (*found, Sentence(start, len(text)))


def cast_of(case: dict[str, Any]) -> Cast:
    """The cast of a golden case."""
    text = case["text"]
    return resolve(text, [attribution(text, q) for q in case["quotes"]], annotation(case))


def attribution(text: str, quote: dict[str, Any]) -> Attribution:
    content = quote["content"] if isinstance(quote["content"], list) else [quote["content"]]
    return Attribution(
        content=tuple(find(text, part) for part in content),
        cue=(find(text, quote["cue"]),) if quote.get("cue") else (),
        source=(find(text, quote["source"]),) if quote.get("source") else (),
        addressee=tuple(find(text, one) for one in quote.get("told_by_network", ())),
        parent=quote.get("parent"),
    )


def annotation(case: dict[str, Any]) -> Annotation:
    text = case["text"]
    entities = [
        Entity(*find(text, rest[0] if len(rest) == 1 else list(rest)), label)
        for words, label, *more in case["entities"]
        for rest in [[words, *more]]
    ]
    return Annotation(sentences(text), tuple(sorted(entities, key=lambda e: e.start)))


# A wrong answer is known; an error is not.
FAILS = pytest.mark.xfail(raises=AssertionError)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["name"], marks=[FAILS] if case.get("fails") else [])
        for case in CASES
    ],
)
def test_golden(case: dict[str, Any]) -> None:
    cast = cast_of(case)
    rows = zip(case["quotes"], cast.speakers_of, cast.addressees_of, cast.sources, strict=True)
    for quote, row, told, source in rows:
        assert [speaker.name for speaker in row] == quote["speakers"]
        if "means" in quote:
            assert [span.text for span in source] == [quote["means"]]
        if "addressees" in quote:
            assert [speaker.name for speaker in told] == quote["addressees"]
        if "anonymous" in quote:
            assert any(speaker.anonymous for speaker in row) == quote["anonymous"]


# ---------------------------------------------------------------------- what a mention says


@pytest.mark.parametrize(
    ("phrase", "kind", "head", "plural"),
    [
        ("she", "he", "she", False),
        ("the minister", "role", "minister", False),
        ("a nurse", "some", "nurse", False),
        ("farmers in the valley", "several", "farmer", True),
        ("the two envoys", "group", "envoy", True),
        ("the report", "paper", "report", False),
        ("the ministry", "body", "ministry", False),
        ("some of them", "part", "them", False),
        ("we", "i", "we", True),
    ],
)
def test_read_mention(phrase: str, kind: str, head: str, plural: bool) -> None:
    mention = read_mention(phrase, 0, len(phrase), NOBODY)
    assert (mention.kind, mention.head, mention.plural) == (kind, head, plural)


def test_names_in_a_mention_are_candidates_not_verdicts() -> None:
    text = "an aide to Ana Oro of the Lund Bank"
    entities = Entities(
        [
            Named("Ana Oro", "person", mentions=((11, 18),)),
            Named("Lund Bank", "organization", mentions=((26, 35),)),
        ]
    )
    mention = read_mention(text, 0, len(text), entities)
    assert [who.name for _, _, who in mention.names] == ["Ana Oro", "Lund Bank"]
    assert not mention.whole


def test_split_follows_the_decision() -> None:
    text = "Ana Oro and the bank"
    entities = Entities([Named("Ana Oro", "person", mentions=((0, 7),))])
    parts = split(text, 0, len(text), entities, lambda _: 0.9)
    assert [text[a:b] for a, b in parts] == ["Ana Oro", "the bank"]
    assert split(text, 0, len(text), entities, lambda _: 0.1) == [(0, len(text))]


def test_agreement_is_strict_only_where_the_text_states_it() -> None:
    she = read_mention("she", 0, 3, NOBODY)
    nurse = described(read_mention("a nurse", 0, 7, NOBODY))
    assert agrees(she, nurse)
    nurse.enter(read_mention("He", 0, 2, NOBODY))
    assert not agrees(she, nurse)
    assert not agrees(she, joint((nurse, described(read_mention("a vet", 0, 5, NOBODY)))))


def test_find_reason() -> None:
    text = "An aide, who asked not to be named because she feared for her job, said no."
    discourse = Discourse(text, [], [], [])
    start, end = find_reason(read_mention(text, 0, 7, NOBODY), discourse) or (0, 0)
    assert text[start:end] == "because she feared for her job"


# ---------------------------------------------------------------------- the walk


def test_outer_attributions_come_first() -> None:
    inner = Attribution(content=((5, 8),), parent=1)
    outer = Attribution(content=((4, 20),))
    assert reading_order([inner, outer]) == [1, 0]


def test_who_gives_way_to_its_noun_phrase() -> None:
    text = "The guard who said the gate was shut left."
    one = Attribution(
        content=(find(text, "the gate was shut"),),
        cue=(find(text, "said"),),
        source=(find(text, "who"),),
    )
    cast = resolve(text, [one], Annotation(sentences(text), ()))
    assert [span.text for span in cast.sources[0]] == ["The guard"]
    assert cast.speakers_of[0][0].name == "guard"


def test_every_speaker_tells_what_decided_it() -> None:
    cast = cast_of(CASES[0])
    assert all(decided and all(":" in one for one in decided) for decided in cast.decided_by)


def test_the_network_can_outweigh_everything() -> None:
    text = "Ana Oro met Eva Lund. She said no."
    one = Attribution(
        content=(find(text, "no"),), cue=(find(text, "said"),), source=(find(text, "She"),)
    )
    plain = Annotation(sentences(text), (Entity(0, 7, "Person"), Entity(12, 20, "Person")))
    ranker = Ranker(linear={"he": {"affinity": 9.0}})
    for at, name in ((0, "Ana Oro"), (12, "Eva Lund")):
        scored = attrs.evolve(plain, affinity=Favours(at))
        assert resolve(text, [one], scored, ranker).speakers_of[0][0].name == name


def test_a_source_is_what_the_running_text_goes_on_about() -> None:
    text = "A baker at the port said no. Later the baker left."
    said = [{"content": "no", "cue": "said", "source": "A baker at the port"}]
    (((who,),),) = (cast_of({"text": text, "entities": [], "quotes": said}).speakers_of,)
    assert who.name == "baker at the port"
    assert "the baker" in [span.text for span in who.mentions]


def test_a_prime_minister_is_no_minister() -> None:
    phrase = "the prime minister"
    assert read_mention(phrase, 0, len(phrase), NOBODY).head == "premier"


def test_weights_that_change_are_read_again(tmp_path: Path) -> None:
    for weight in (1.0, 2.0):
        linear = {"he": {"near": weight}}
        save_ranker(tmp_path, Ranker(linear=linear))
        assert load_ranker(tmp_path).linear == linear


def test_unsure_speakers_are_left_unknown() -> None:
    case = CASES[0]
    text = case["text"]
    row = [attribution(text, quote) for quote in case["quotes"]]
    cast = resolve(text, row, annotation(case), least=1.1)
    assert cast.speakers_of == ((),) * len(row)
    assert all(0 < sure <= 1 for sure in cast.confidence)


@pytest.mark.parametrize("features", [{"he": ["", "near", "far"]}, {"he": ["near", "far"]}, [1]])
def test_weights_must_fit_their_vectors(tmp_path: Path, features: Any) -> None:
    ranker = Ranker({"he": {"": 0, "near": 1}}, np.ones((2, 3), np.float32), np.ones(3, np.float32))
    save_ranker(tmp_path, ranker)
    assert load_ranker(tmp_path).scores("he", [(["near"], ())]) == [6.0]
    data = json.loads((tmp_path / "speakers.json").read_text("utf-8"))
    (tmp_path / "speakers.json").write_text(json.dumps(data | {"features": features}), "utf-8")
    with pytest.raises(ModelFileError):
        load_ranker(tmp_path)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Attribution], Annotation]:
    """Any text with attributions and entities anywhere in it."""
    words = [
        "Oro",
        "she",
        "said",
        "the nurse",
        "and",
        "“",
        "”",
        ",",
        ".",
        "\n",
        "who",
        "told",
        "Lund’s",
        "a",
    ]
    text = " ".join(
        draw(st.lists(st.one_of(st.sampled_from(words), st.text(max_size=3)), max_size=30))
    )
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda s: (min(s), max(s))
    )
    several = st.lists(spans, max_size=2).map(lambda s: tuple(sorted(s)))
    count = draw(st.integers(0, 3))
    row = [
        Attribution(
            content=draw(several.filter(bool)), cue=draw(several), source=draw(several),
            addressee=draw(several), parent=draw(st.sampled_from([None, *range(i)])),
        )
        for i in range(count)
    ]  # fmt: skip
    starts = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=4))))
    entities = tuple(
        Entity(a, b, draw(st.sampled_from(["Person", "Organization", "Location", "NORP"])))
        for a, b in pairwise(starts)
    )
    return text, row, Annotation(sentences(text) if text else (), entities)


@settings(max_examples=60)
@given(documents())
def test_any_text_resolves(document: tuple[str, list[Attribution], Annotation]) -> None:
    text, row, found = document
    cast = resolve(text, row, found)
    assert len(cast.speakers_of) == len(cast.addressees_of) == len(cast.confidence) == len(row)
    for speaker in (*cast.speakers, *cast.addressees):
        assert all(text[s.start : s.end] == s.text for s in (*speaker.mentions, *speaker.roles))
    assert {s for speakers in cast.speakers_of for s in speakers} == set(cast.speakers)
    assert cast == resolve(text, row, found)


class Counted(Favours):
    """Counts the mentions that it is asked about."""

    def __init__(self) -> None:
        super().__init__(-1)
        self.asked = 0

    def __call__(self, mention: tuple[int, int], others: Sequence[tuple[int, int]]) -> list[float]:
        self.asked += len(others)
        return super().__call__(mention, others)


def test_time_is_linear_in_the_number_of_quotes() -> None:
    sentence = "Ana Oro met the nurse. She said the ward was full. "
    counts = []
    for times in (20, 80):
        text = sentence * times
        row = [
            Attribution(
                content=((at + 33, at + 50),),
                cue=((at + 27, at + 31),),
                source=((at + 23, at + 26),),
            )
            for at in range(0, len(text), len(sentence))
        ]
        entities = tuple(Entity(at, at + 7, "Person") for at in range(0, len(text), len(sentence)))
        counted = Counted()
        resolve(text, row, Annotation(sentences(text), entities, counted), load_ranker())
        counts.append(counted.asked)
    assert counts[1] < 6 * counts[0]
