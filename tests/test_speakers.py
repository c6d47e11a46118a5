"""Who each source is: golden cases, properties, and the cast as records."""

import json
from cProfile import Profile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.errors import ModelFileError
from quoteattr.speakers import Cast, resolve, wanted, weights
from quoteattr.speakers.naming.names import name_everybody
from quoteattr.speakers.reading.documents import authored

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    case
    for name in (
        "speakers.json",
        "speaker_records.json",
        "speaker_kinds.json",
        "speaker_names.json",
        "speaker_context.json",
        "speaker_turns.json",
        "speaker_groups.json",
        "speaker_callings.json",
        "speaker_words.json",
        "speaker_told.json",
        "speaker_unnamed.json",
        "speaker_genres.json",
        "speaker_world.json",
    )
    for case in json.loads((GOLDEN / name).read_text("utf-8"))
]


def find(text: str, what: Any) -> tuple[int, int]:
    """Offsets of a string, or of its nth occurrence where ``[string, n]`` is given."""
    words, count = (what, 1) if isinstance(what, str) else what
    start = -1
    for _ in range(count):
        start = text.index(words, start + 1)
    return start, start + len(words)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences that end at a stop and a space, but not behind "Mr." or the letters of "U.S."."""
    found, start = [], 0
    for i in range(1, len(text) - 1):
        ends = text[i - 1] in ".?!”" and text[i].isspace()
        letter = text[i - 1] == "." and text[i - 2].isupper() and text[max(0, i - 3)] in " ."
        if ends and not letter and text[i - 3 : i] not in ("Mr.", "Ms.") and i > start:
            found.append(Sentence(start, i, ()))
            start = i + 1
    return (*found, Sentence(start, len(text), ()))


def cast_of(case: dict[str, Any]) -> Cast:
    text = case["text"]
    entities = tuple(
        Entity(*find(text, e[0] if len(e) == 2 else [e[0], e[2]]), e[1]) for e in case["entities"]
    )
    attributions = [
        Attribution(
            content=tuple(find(text, c) for c in q["content"]),
            cue=(find(text, q["cue"]),) if "cue" in q else (),
            source=(find(text, q["source"]),) if "source" in q else (),
            parent=q.get("parent"),
            mode=q.get("mode", "speech"),
        )
        for q in case["quotes"]
    ]
    return resolve(text, attributions, Annotation(sentences(text), entities))


def golden() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=pytest.mark.xfail(reason=case["xfail"], strict=True) if "xfail" in case else (),
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", golden())
def test_golden(case: dict[str, Any]) -> None:
    cast = cast_of(case)
    rows = zip(case["quotes"], cast.of, cast.told, cast.evidence, strict=True)
    for quote, said, told, evidence in rows:
        assert [s.name for s in said] == quote["speakers"]
        if "evidence" in quote:
            assert [e.text for e in evidence] == quote["evidence"]
        if "addressees" in quote:
            assert [s.name for s in told] == quote["addressees"]
        for field in ("anonymous", "kind", "number"):
            if field in quote:
                assert getattr(said[0], field) == quote[field]
        if "pronouns" in quote:
            assert list(said[0].pronouns) == quote["pronouns"]
        if "roles" in quote:
            assert [r.text for r in said[0].roles] == quote["roles"]
        if "affiliations" in quote:
            assert [a.text for a in said[0].affiliations] == quote["affiliations"]
        if "aliases" in quote:
            assert list(said[0].aliases) == quote["aliases"]
        if "no_reason" in quote:
            assert said[0].anonymity_reason is None
        if "reason" in quote:
            assert said[0].anonymity_reason is not None
            assert said[0].anonymity_reason.text == quote["reason"]
    if "speakers" in case:
        assert [s.name for s in cast.speakers] == case["speakers"]


SOURCES = json.loads((GOLDEN / "sources.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in SOURCES])
def test_sources_are_noun_phrases(case: dict[str, Any]) -> None:
    for quote, sources in zip(case["quotes"], cast_of(case).sources, strict=True):
        assert [span.text for span in sources] == quote["becomes"]


def test_a_body_of_two_prepositions_has_no_noun() -> None:
    entities = (Entity(0, 4, "Organization"),)
    assert resolve("OF%OF", [], Annotation((), entities)).speakers == ()


def test_ids_follow_first_mention() -> None:
    case = next(c for c in CASES if c["name"] == "urged, warned, said to")
    cast = cast_of(case)
    everybody = [*cast.speakers, *cast.addressees]
    assert sorted(s.id for s in everybody) == ["s1", "s2", "s3"]
    starts = {s.id: s.mentions[0].start for s in everybody}
    assert starts["s1"] < starts["s2"] < starts["s3"]
    assert {s.name for s in cast.addressees} == {"council", "Gareth Pryce"}


def test_a_speaker_is_one_record() -> None:
    cast = cast_of(CASES[0])
    assert cast.of[0][0] is cast.of[1][0]
    assert len(cast.speakers) == 1
    assert set(cast.speakers[0].aliases) == {"Pryce"}


def test_nothing_needs_trees() -> None:
    assert (
        wanted("Gareth Pryce said no.", [Attribution(((18, 20),), ((13, 17),), ((0, 12),))]) == []
    )


def test_no_attributions() -> None:
    assert resolve("", [], Annotation((), ())) == Cast((), (), (), (), ())


def test_fit_learns_what_tells() -> None:
    from quoteattr.training.speakers import Example, fit

    near = Example((("near", "both"), ("far", "both")), (True, False))
    far = Example((("near",), ("far",)), (False, True))
    table = fit([near, near, near, far], penalty=0.1)
    assert table["near"] > 0 > table["far"]
    assert table["both"] == pytest.approx(0, abs=1e-6)


def test_training_writes_weights_and_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argparse import Namespace

    from quoteattr.models import check
    from quoteattr.training import speaker_data, speakers

    text = "Ana Oro met Tim Lund. Oro said it was late. She said it was dark."
    quotes = [((26 + 5, 42), (26, 30), (22, 25)), ((53, 64), (48, 52), (44, 47))]
    attributions = [Attribution((content,), (cue,), (source,)) for content, cue, source in quotes]
    names = (Entity(0, 7, "Person"), Entity(12, 20, "Person"), Entity(22, 25, "Person"))
    document = (text, attributions, Annotation(sentences(text), names), [[["Ana Oro"]]] * 2)
    monkeypatch.setattr(speaker_data, "read_training", lambda *_: [document])
    options = Namespace(
        data=tmp_path, out=tmp_path, penalty=0.1, models=None, also=[], cases=[], polnear=[],
        unseen=[], unseen_polnear=[],
    )  # fmt: skip
    assert speakers.run(options) == 0
    weights = json.loads((tmp_path / "speakers.json").read_text("utf-8"))["weights"]
    assert weights["he:spoke=0"] > 0
    assert list(check(tmp_path)["files"]) == ["speakers.json"]


def test_training_learns_who_was_told_and_who_is_unnamed() -> None:
    from quoteattr.training.speakers import Answers, learn

    text = "Ana Oro told Tim Lund it was late. A nurse said it was dark. The ministry said no."
    quotes = [((22, 33), (8, 12), (0, 7)), ((48, 59), (43, 47), (35, 42)),
              ((79, 81), (74, 78), (61, 73))]  # fmt: skip
    attributions = [Attribution((content,), (cue,), (source,)) for content, cue, source in quotes]
    annotation = Annotation(sentences(text), (Entity(0, 7, "Person"), Entity(13, 21, "Person")))
    gold = [[["Ana Oro"]], [["nurse"]], [["ministry"]]]
    answers = Answers([False, True, False], [["Tim Lund"], [], []])
    table, _ = learn([(text, attributions, annotation, gold, answers)], penalty=0.1)
    assert table["told:object+cue=tell"] > 0
    assert table["hidden:rule=yes+person"] > 0 > table["hidden:rule=no+body"]


def test_without_weights_the_rules_stand() -> None:
    text = "Ana Oro told Tim Lund it was late. A nurse said it was dark."
    quotes = [((22, 33), (8, 12), (0, 7)), ((48, 59), (43, 47), (35, 42))]
    attributions = [Attribution((content,), (cue,), (source,)) for content, cue, source in quotes]
    annotation = Annotation(sentences(text), (Entity(0, 7, "Person"), Entity(13, 21, "Person")))
    cast = resolve(text, attributions, annotation, {})
    assert [s.name for s in cast.told[0]] == ["Tim Lund"]
    assert cast.of[1][0].anonymous


@pytest.mark.parametrize(
    ("weight", "rule", "outcome"),
    [(-1.0, True, False), (-0.8, True, True), (0.0, False, False), (0.2, False, True)],
)
def test_a_verdict_needs_a_reason_to_overrule(weight: float, rule: bool, outcome: bool) -> None:
    from quoteattr.speakers.ranking.verdicts import verdict

    assert verdict(["told", "unknown"], {"told": weight}, rule) is outcome
    assert verdict(["unknown"], {"told": weight}, rule) is rule


def test_align_finds_tokens_again() -> None:
    from quoteattr.training.speaker_data import align

    text = "Ana  Oro left Lund."
    tokens = [("Ana", "B-Person"), ("Oro", "I-Person"), ("left", "O"), ("Lund", "B-Location")]
    assert [(text[e.start : e.end], e.label) for e in align(text, tokens)] == [
        ("Ana  Oro", "Person"),
        ("Lund", "Location"),
    ]


PIECES = [
    "Ana Oro", "Oro", "he", "She", "they", "told", "the minister", "said", "and", ",", ".", "\n",
    "“", "”", "a nurse", "WHO", "(", ")", "'s", "of", "who", "\u00a0", "İ", "🙂", "the two", "I",
    "report", "by", "was", "asked", "to", "Mr.", "both", "-", "officials", "\nQ:", "\nA.", "A:",
    "\nTHE WITNESS:", "BY MR. ORO:", "sworn", "took over from", "his successor", "interview with",
    "the new minister", "replied", "the two sides", "the Veskian", "Radio", "the station", "In a",
    "letter", "was quoted by", "as saying", "I", "on X",
]  # fmt: skip


@st.composite
def scenes(draw: st.DrawFn) -> tuple[str, list[Attribution], Annotation]:
    text = draw(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES)).map(" ".join)))
    point = st.integers(0, len(text))
    span = st.tuples(point, point).map(lambda p: (min(p), max(p)))
    spans = st.lists(span, max_size=2).map(tuple)
    attribution = st.builds(
        Attribution,
        content=spans,
        cue=spans,
        source=spans,
        parent=st.one_of(st.none(), st.integers(-2, 5)),
    )
    entities = draw(st.lists(st.tuples(span, st.sampled_from(["Person", "Organization", "Misc"]))))
    stretches = draw(st.lists(span, max_size=4).map(sorted))
    return (
        text,
        draw(st.lists(attribution, max_size=4)),
        Annotation(
            tuple(Sentence(a, b, ()) for a, b in stretches),
            tuple(Entity(a, b, label) for (a, b), label in sorted(entities)),
        ),
    )


@settings(max_examples=200, deadline=None)
@given(scenes())
@example(("It rained. Mr. ", [], Annotation((), (Entity(15, 15, "Person"),))))
def test_never_raises_and_spans_hold(scene: tuple[str, list[Attribution], Annotation]) -> None:
    text, attributions, annotation = scene
    cast = resolve(text, attributions, annotation)
    assert len(cast.of) == len(cast.told) == len(cast.confidence) == len(attributions)
    assert all(0 <= c <= 1 for c in cast.confidence)
    everybody = [*cast.speakers, *cast.addressees]
    assert sorted(int(s.id[1:]) for s in everybody) == list(range(1, len(everybody) + 1))
    for speaker in everybody:
        for found in (*speaker.mentions, *speaker.roles, *speaker.affiliations):
            assert text[found.start : found.end] == found.text
    for row, evidence in zip(cast.of, cast.evidence, strict=True):
        assert bool(evidence) <= bool(row)
        assert len(set(evidence)) == len(evidence)
        assert all(text[e.start : e.end] == e.text for e in evidence)
    assert cast == resolve(text, attributions, annotation)


def test_work_is_linear() -> None:
    """Twenty times the text takes about twenty times as many calls."""

    def calls(copies: int) -> int:
        unit = "Ana Oro met Mr. Tim Lund of the Port Union. He said it was late. "
        text = unit * copies
        found = []
        for i in range(copies):
            at = i * len(unit)
            said = text.index("said", at)
            found.append(
                Attribution(((said + 5, said + 16),), ((said, said + 4),), ((said - 3, said - 1),))
            )
        names = [(0, 7), (16, 24), (32, 42)]
        labels = ["Person", "Person", "Organization"]
        annotation = Annotation(
            sentences(text),
            tuple(
                Entity(i * len(unit) + a, i * len(unit) + b, label)
                for i in range(copies)
                for (a, b), label in zip(names, labels, strict=True)
            ),
        )
        with Profile() as profile:
            resolve(text, found, annotation)
        return sum(entry.callcount for entry in profile.getstats())

    calls(5)
    assert calls(400) < 25 * calls(20)


def test_work_on_a_transcript_is_linear() -> None:
    """Turns, witnesses and successors: ten times the text takes about ten times as many calls."""

    def calls(copies: int) -> int:
        unit = (
            "TIM LUND, sworn.\n\nBY MS. ORO:\n\nQ. Who left?\n\nA. My successor said no.\n\n"
            "Ana Oro took over from Tim Lund.\n\n"
        )
        names = ["TIM LUND", "ORO", "Ana Oro", "Tim Lund"]
        text = "Ana Oro spoke to Tim Lund.\n\n" + unit * copies
        found, entities = [], [Entity(0, 7, "Person"), Entity(17, 25, "Person")]
        for i in range(copies):
            at = 28 + i * len(unit)
            entities += [Entity(*span_from(text, name, at), "Person") for name in names]
            label, said = text.index("A. My", at), text.index("said", at)
            found.append(Attribution(((label + 3, said + 8),), source=((label, label + 1),)))
            source = (label + 3, said - 1)
            found.append(
                Attribution(((said + 5, said + 7),), ((said, said + 4),), (source,), parent=2 * i)
            )
        annotation = Annotation(sentences(text), tuple(entities))
        with Profile() as profile:
            cast = resolve(text, found, annotation)
        assert cast.of[0] == cast.of[-2] != ()
        return sum(entry.callcount for entry in profile.getstats())

    calls(5)
    assert calls(200) < 13 * calls(20)


def span_from(text: str, words: str, low: int) -> tuple[int, int]:
    start = text.index(words, low)
    return start, start + len(words)


def test_a_model_folder_brings_its_own_weights(tmp_path: Path) -> None:
    assert weights(tmp_path) == weights()  # it has none
    own, broken = tmp_path / "own", tmp_path / "broken"
    for folder, data in ((own, '{"weights": {"he:rank=0": 1.5}}'), (broken, '{"weights": 3}')):
        folder.mkdir()
        (folder / "speakers.json").write_text(data, encoding="utf-8")
    assert weights(own) == {"he:rank=0": 1.5}
    with pytest.raises(ModelFileError):
        weights(broken)


def test_a_noun_is_introduced_by_its_article_and_not_by_its_use() -> None:
    from quoteattr.speakers.naming.names import name_everybody
    from quoteattr.speakers.setting.scene import Scene

    text = "The pilot left. A tall old nurse came. The nurse sang."
    scene = Scene(text, (), sentences(text), name_everybody(text, (), ()))
    later = len(text)
    assert scene.introduced("nurse", later)
    assert not scene.introduced("nurse", text.index("A tall"))
    assert not scene.introduced("pilot", later)


def test_an_empty_cue_behind_a_verb_of_telling_tells_nobody() -> None:
    cast = resolve("TOLD ", [Attribution((), cue=((5, 5),))], Annotation((), ()))
    assert cast.told == ((),)


def test_a_letter_of_the_head_of_a_body_is_not_the_bodys() -> None:
    text = "A letter written by Port Union head Pia Lund came on Monday."
    entities = (Entity(20, 30, "Organization"), Entity(36, 44, "Person"))
    naming = name_everybody(text, entities, [])
    assert [[who.name for who in authors] for *_, authors in authored(text, naming)] == [
        ["Pia Lund"]
    ]
