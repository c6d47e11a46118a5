"""Errors one by one: each class by a made-up quote, and what is no error."""

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr.evaluation.command import main
from quoteattr.evaluation.excerpt import excerpt
from quoteattr.evaluation.mistakes import CLASSES, Mistake, mistakes, sample
from quoteattr.evaluation.readers import AnnotatedText, parse_text

TEXT = (
    "Odo Veen, the pilot, told us that the ferry had left early and that nobody waved.\n\n"
    "“We stay,” said Ilse Harn. “We wait for the tide.” The harbour was quiet."
)
FERRY = "the ferry had left early and that nobody waved"


def at(*parts: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]


def quote(content: str | list[list[int]] = FERRY, **fields: Any) -> dict[str, Any]:
    spans = at(content) if isinstance(content, str) else content
    whole = {"content": spans, "cue": at("told us"), "source": at("Odo Veen"), "speaker": ["Veen"]}
    return whole | fields


def annotated(*quotes: dict[str, Any], id_: str = "a") -> AnnotatedText:
    return parse_text({"id": id_, "text": TEXT, "quotes": list(quotes)}, "test")


def found(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[Mistake]:
    return mistakes([annotated(*gold)], [annotated(*predicted)])


def told(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(m.mistake, d.what, d.words) for m in found(gold, predicted) for d in m.differences]


def test_what_is_right_is_no_error():
    assert found([quote()], [quote()]) == []
    # marks and commas at the edges do not count
    assert found([quote("We stay")], [quote("“We stay,”")]) == []


@pytest.mark.parametrize(
    ("content", "differences"),
    [
        (f"that {FERRY}", [("starts early, adds", "“that”")]),
        ("ferry had left early and that nobody waved", [("starts late, lacks", "“the”")]),
        ("the ferry had left early", [("ends early, lacks", "“and that nobody waved”")]),
        (f"{FERRY}.\n\n“We stay", [("ends late, adds", "“We stay”")]),
        (
            "us that the ferry had left early and that nobody",
            [("starts early, adds", "“us that”"), ("ends early, lacks", "“waved”")],
        ),
        (at("the ferry had left", "that nobody waved"), [("lacks inside", "“early and”")]),
    ],
)
def test_boundaries(content, differences):
    wanted = [("boundary", *difference) for difference in differences]
    assert told([quote()], [quote(content)]) == wanted


def test_words_added_inside():
    parts = quote(at("the ferry had left", "that nobody waved"))
    assert told([parts], [quote()]) == [("boundary", "adds inside", "“early and”")]


def test_an_edge_in_a_gap_of_the_other_side():
    """The prediction begins, or ends, late or early by a word, and with one of gold's gap."""
    gapped = quote(at("the", "had left early and that nobody waved"))
    gapped["content"][0] = [TEXT.index("the ferry"), TEXT.index("the ferry") + 3]
    assert told([gapped], [quote("ferry had left early and that nobody waved")]) == [
        ("boundary", "adds inside", "“ferry”"),
        ("boundary", "starts late, lacks", "“the”"),
    ]
    gapped = quote(at("the ferry had left early and that", "waved"))
    assert told([gapped], [quote("the ferry had left early and that nobody")]) == [
        ("boundary", "adds inside", "“nobody”"),
        ("boundary", "ends early, lacks", "“waved”"),
    ]


@pytest.mark.parametrize("role", ["source", "cue"])
def test_sources_and_cues(role):
    def differences(gold: list[list[int]], predicted: list[list[int]]) -> list[tuple[str, str]]:
        changed = told([quote(**{role: gold})], [quote(**{role: predicted})])
        assert {name for name, _, _ in changed} <= {role}
        return [(what, words) for _, what, words in changed]

    odo, pilot = at("Odo Veen"), at("the pilot")
    assert differences(odo, []) == [("missing", "“Odo Veen”")]
    assert differences([], odo) == [("uncalled for", "“Odo Veen”")]
    assert differences(odo, pilot) == [("wrong", "“Odo Veen” → “the pilot”")]
    assert differences(odo, at("Odo Veen, the pilot")) == [("adds words", "“the pilot”")]
    assert differences(at("Odo Veen, the pilot"), at("Veen")) == [
        ("lacks words", "“Odo … the pilot”")
    ]
    assert differences(at("Veen, the"), odo) == [("adds words", "“Odo”"), ("lacks words", "“the”")]
    assert differences([], []) == differences(odo, odo) == []


def test_speakers():
    gold = quote(speaker=[["Odo Veen", "Veen"]])
    assert told([gold], [quote(speaker=["Ilse Harn"])]) == [
        ("speaker", "wrong", "Odo Veen → Ilse Harn")
    ]
    assert told([gold], [quote(speaker=[])]) == [("speaker", "missing", "Odo Veen")]
    assert told([quote(speaker=[])], [quote()]) == []  # no speaker to be right about


def test_missed_and_spurious():
    assert told([quote()], []) == [("missed", "indirect", "")]
    assert told([], [quote("We stay")]) == [("spurious", "direct", "")]
    less_than_half = told([quote()], [quote("that nobody waved")])
    assert less_than_half == [
        ("missed", "indirect, found in part", ""),
        ("spurious", "indirect, right in part", ""),
    ]


def test_one_quote_read_as_two():
    whole = quote(at("We stay", "We wait for the tide"))
    parts = [quote("We stay"), quote("We wait for the tide")]
    assert told([whole], parts) == [("split", "into 2", "")]
    assert told(parts, [whole]) == [("merged", "of 2", "")]
    (split,) = found([whole], parts)
    assert split.excerpt.count("{") == split.excerpt.count("[") == 2


def test_the_source_of_a_part_is_still_looked_at():
    whole = quote(at("We stay", "We wait for the tide"))
    parts = [quote("We stay"), quote("We wait for the tide", source=at("Ilse Harn"))]
    assert [name for name, _, _ in told([whole], parts)] == ["split", "source"]


def test_a_part_may_stand_out_by_less_than_half():
    parts = [quote("that the ferry had left early"), quote("nobody waved")]
    assert told([quote()], parts) == [("split", "into 2", "")]


def test_the_pair_of_the_whole_is_a_part_before_others():
    parts = [quote("the ferry"), quote("ferry had left early and"), quote("nobody waved")]
    assert sorted(told([quote()], parts)) == [("split", "into 2", ""), ("spurious", "indirect", "")]


def test_parts_are_told_once():
    parts = [quote("the ferry had"), quote("left early"), quote("and that nobody waved")]
    nested = [quote(f"that {FERRY}"), quote()]
    assert told(nested, parts) == [
        ("split", "into 3", ""),
        ("missed", "indirect, found in part", ""),
    ]


def test_a_quote_inside_a_quote_is_no_part():
    outer, inner = quote(), quote("nobody waved")
    assert told([outer, inner], [outer, inner]) == []
    assert told([outer], [outer, inner]) == [("spurious", "indirect", "")]
    assert told([outer, inner], [outer]) == [("missed", "indirect", "")]
    # each of the two has a pair of its own, though both lie in the outer one
    early = quote("the ferry had left early")
    assert told([outer, early, inner], [early, inner]) == [("missed", "indirect", "")]


def test_order_and_place():
    gold = [quote("We stay"), quote(cue=at("told"), confidence=None)]
    predicted = [quote("Ilse Harn"), quote(source=[], confidence=0.25)]
    errors = found(gold, predicted)
    assert [m.mistake for m in errors] == ["source", "cue", "missed", "spurious"]
    assert errors[0].start == errors[1].start == TEXT.index(FERRY)
    assert errors[2].start == TEXT.index("We stay")
    assert [m.confidence for m in errors] == [0.25, 0.25, None, None]
    assert errors[0].quote == FERRY
    assert errors[0].excerpt.startswith("[Odo Veen], the pilot, told us that the ferry")


def test_thought_is_left_out_on_request():
    thought = annotated(quote(mode="thought"))
    assert mistakes([thought], [annotated()], speech_only=True) == []
    assert len(mistakes([thought], [annotated()])) == 1


def test_excerpts():
    words = "a " * 200
    text = f"{words}start of it\n\n and its end {words}"
    start, end = text.index("start"), text.index(" a", text.index("end"))
    line = excerpt(text, [(start, end)], [(start, end), (end + 1, end + 2)])
    assert line.startswith("…a a ")
    assert line.endswith(" a…")
    assert " {[start of it ¶ and its end]} {a} " in line
    assert len(line) < 200
    long = excerpt(text, [], [(0, 1)], around=[(0, len(text))])
    assert long.startswith("{a} a a")
    assert " … " in long
    assert len(long) < 160


def test_a_sample_is_seeded_and_in_order():
    errors = [m for i in range(9) for m in mistakes([annotated(quote(), id_=str(i))], [])]
    drawn = sample(errors, 4, seed=1)
    assert drawn == sample(errors, 4, seed=1)
    assert [m.text_id for m in drawn] == sorted(m.text_id for m in drawn)
    assert len({m.text_id for m in drawn}) == 4
    assert {tuple(m.text_id for m in sample(errors, 4, seed=s)) for s in range(9)} != {
        tuple(m.text_id for m in drawn)
    }
    assert sample(errors, 9, seed=1) == sample(errors, 100, seed=2) == errors


def write(path: Path, *quotes: dict[str, Any]) -> str:
    path.write_text(json.dumps({"id": "a", "text": TEXT, "quotes": quotes}), encoding="utf-8")
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    gold = write(tmp_path / "gold.jsonl", quote(), quote("We stay"))
    late = quote("ferry had left early and that nobody waved", source=[], confidence=0.5)
    return [gold, write(tmp_path / "predicted.jsonl", late)]


def test_command(files, capsys):
    assert main(["errors", *files]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "errors 3, shown 3\n"
        "missed        1  direct 1\n"
        "boundary      1  starts late, lacks 1\n"
        "source        1  missing 1\n"
        "\n[gold] {predicted}, ¶ line break\n"
    )
    start = TEXT.index(FERRY)
    assert (
        f"1. boundary: starts late, lacks “the”  (a @{start} confidence 0.50)\n"
        "   Odo Veen, the pilot, told us that [the {ferry had"
    ) in out.replace("  confidence", " confidence")
    assert f"2. source: missing “Odo Veen”  (a @{start}" in out
    assert f"   quote: {FERRY}\n" in out
    assert "3. missed: direct  (a @" in out
    assert "early and that nobody waved. ¶ “[We stay],” said" in out


def test_classes_count_the_most_frequent_first(tmp_path, capsys):
    words = ("the pilot", "We stay", "the tide", "We wait")
    gold = write(tmp_path / "gold.jsonl", *map(quote, words))
    assert main(["errors", gold, write(tmp_path / "none.jsonl"), "--limit", "0"]) == 0
    assert "missed        4  direct 3; indirect 1\n" in capsys.readouterr().out


def test_command_chooses(files, capsys):
    assert main(["errors", *files, "--only", "missed", "--only", "cue", "--limit", "5"]) == 0
    out = capsys.readouterr().out
    assert "errors 3, shown 1\n" in out
    assert "\n1. missed" in out
    assert main(["errors", *files, "--limit", "0"]) == 0
    assert "[gold]" not in capsys.readouterr().out
    assert main(["errors", *files, "--limit", "2", "--seed", "3", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown) == 2
    assert {entry["mistake"] for entry in shown} <= set(CLASSES)
