"""The study of what each part of attribution loses: by hand, and with a small network."""

from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from small import LEXICON, VECTORS, small_trained

from quoteattr.attribution.windows import Window
from quoteattr.evaluation import oracle
from quoteattr.evaluation.ceiling import ceiling
from quoteattr.evaluation.command import main
from quoteattr.evaluation.customs import Custom, customs, repeated
from quoteattr.evaluation.losses import Row, faults, row
from quoteattr.evaluation.metrics import PRF, score
from quoteattr.evaluation.oracle import Reader, gold_chunks, study
from quoteattr.evaluation.oracle_tables import tables
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.export.json import dumps
from quoteattr.training.quotes import lesson

TEXT = (
    "“The sluice is open,” said Ida Brandt. “Nobody told us.”\n\n"
    "Her deputy, Jon Marsh, said that the key was lost. “We looked,” he said, “and found none.”"
)


def at(*parts: str, text: str = TEXT) -> tuple[Offsets, ...]:
    """Offsets of the first place of each string."""
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


OPEN = Annotation(at("“The sluice is open,”"), at("said"), at("Ida Brandt"), mode="speech")
NOBODY = Annotation(at("“Nobody told us.”"), mode="speech")
SAID, HE_SAID = TEXT.index("said that"), TEXT.index("he said")
KEY = Annotation(
    at("that the key was lost"), ((SAID, SAID + 4),), at("Her deputy, Jon Marsh"), mode="speech"
)
BROKEN = Annotation(
    at("“We looked,”", "“and found none.”"),
    ((HE_SAID + 3, HE_SAID + 7),),
    ((HE_SAID, HE_SAID + 2),),
    mode="speech",
)
GOLD = AnnotatedText("a", TEXT, (OPEN, NOBODY, KEY, BROKEN))


def texts(*quotes: Annotation) -> list[AnnotatedText]:
    return [AnnotatedText("a", TEXT, quotes)]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(small_trained(), VECTORS, "world", [GOLD])


@pytest.fixture(scope="module")
def rows(reader: Reader) -> dict[str, Row]:
    return {line.name: line for line in study(reader)}


def test_a_row_counts_groups() -> None:
    line = row("some", [GOLD], texts(OPEN, attrs.evolve(KEY, source=())))
    assert line.score == score([GOLD], texts(OPEN, attrs.evolve(KEY, source=())))
    assert line.recall["direct"].gold == 3
    assert line.recall["direct"].strict == pytest.approx(1 / 3)
    assert (line.recall["indirect"].lenient, line.recall["indirect"].end2end) == (1, 0)
    assert line.recall["source"].gold == 3
    assert line.recall["no source"].strict == 0
    assert line.recall["several spans"].gold == 1
    assert "nested" not in line.recall


def test_quotes_in_quotes_are_nested() -> None:
    inner = Annotation(at("the key"))
    assert row("", texts(KEY, inner), texts(inner)).recall["nested"].strict == 1


def test_gold_spans_come_back_whole(rows: dict[str, Row]) -> None:
    assert rows["gold spans, our links"].score.strict == PRF(1, 1, 1)
    assert rows["gold contents"].score.strict == PRF(1, 1, 1)


def test_the_network_as_it_is_stands_first(reader: Reader, rows: dict[str, Row]) -> None:
    assert next(iter(rows)) == "as it is"
    assert rows["as it is"].score == score([GOLD], reader.assembled(reader.read))


def test_corrections_only_mend_what_they_name(rows: dict[str, Row]) -> None:
    before = rows["as it is"].score
    assert rows["gold edges"].score.strict.f1 == before.lenient.f1
    assert rows["gold edges"].score.lenient == before.lenient
    assert rows["gold sources of those found"].score.end2end == before.lenient
    assert rows["gold sources of those found"].score.strict == before.strict
    assert rows["our spans, gold links"].score.lenient == before.lenient
    assert rows["our spans, gold links"].score.end2end.f1 >= before.end2end.f1
    assert rows["no false alarms"].score.lenient.r == before.lenient.r
    assert rows["nothing missed"].score.lenient.r == 1


def test_no_false_alarms_and_the_best_subset_are_all_right(reader: Reader) -> None:
    # A network that has the labels of gold, so that there is something to be right.
    found = reader.with_gold([0, 1, 2, 3])
    kept = oracle._changed(texts(OPEN, KEY), found, oracle._or_nothing)
    assert score(texts(OPEN, KEY), kept).lenient == PRF(1, 1, 1)


def test_gold_cues_are_what_linking_chooses_from(reader: Reader) -> None:
    found = reader.with_gold([1])[0].quotes
    assert {span for quote in found for span in quote.cue} <= {*OPEN.cue, *KEY.cue, *BROKEN.cue}


def test_linking_by_gold_takes_the_nearest_span(reader: Reader) -> None:
    linker = oracle._Linker([GOLD], reader._read(oracle._GoldReader(reader, [0, 1])))
    wrong = attrs.evolve(KEY, cue=OPEN.cue, source=OPEN.source)
    assert linker("a", wrong, KEY) == KEY
    assert linker("a", wrong, attrs.evolve(KEY, source=())).source == ()
    assert linker("a", wrong, None) == wrong


def test_thought_is_left_out_before_anything_else() -> None:
    thought = attrs.evolve(GOLD, quotes=(OPEN, attrs.evolve(KEY, mode="thought")))
    reader = Reader(small_trained(), VECTORS, "world", [thought])
    lines = {line.name: line for line in study(reader, speech_only=True)}
    # The network has no idea of modes; gold ones stand in wherever contents are gold.
    assert lines["gold contents"].score.gold == 1
    assert lines["gold contents"].score.strict == PRF(1, 1, 1)
    assert "gold modes" in lines


def test_ceiling_of_what_can_be_held(reader: Reader) -> None:
    found = ceiling(reader)
    assert found.row.score.strict == found.row.score.end2end == PRF(1, 1, 1)
    assert found.row.score.cue_overlap == found.row.score.source_exact == 1
    assert (found.lost, found.others) == ({}, {})


def test_ceiling_of_what_cannot() -> None:
    inner, innermost = Annotation(at("the key was lost")), Annotation(at("the key"))
    across = Annotation(at("lost. “We looked,”"))
    two = attrs.evolve(OPEN, cue=at("said", "Brandt. “N"))
    shared = attrs.evolve(NOBODY, cue=two.cue)
    gold = attrs.evolve(GOLD, quotes=(two, shared, KEY, inner, innermost, across))
    found = ceiling(Reader(small_trained(), VECTORS, "world", [gold]))
    assert found.lost == {
        "inside a quote that is inside another": 1,
        "overlaps another, or holds one": 1,
    }
    assert found.others == {"cue of several spans": 2, "cue shared with another quote": 2}
    assert found.row.recall["nested"].strict == 0.5


def test_a_window_spells_what_begins_in_it() -> None:
    taught = lesson(GOLD, 0, LEXICON, VECTORS)
    n = len(taught.labels)
    whole = gold_chunks(taught, Window(0, n, 0, n))
    later = gold_chunks(taught, Window(2, n, 2, n))  # within the first content
    assert [len(spans) for spans in whole] == [3, 3, 5, 0]
    assert [len(spans) for spans in later] == [3, 3, 4, 0]
    assert later[2][-1].continues
    assert later[2][-1].last == whole[2][-1].last - 2


def test_faults_by_hand() -> None:
    late = attrs.evolve(OPEN, content=at("sluice is open,”"), source=())
    early = attrs.evolve(KEY, content=at("said that the key was lost. “We"), source=at("Ida"))
    alarm = Annotation(at("Her deputy"))
    unasked = attrs.evolve(NOBODY, source=at("Ida Brandt"))
    assert faults([GOLD], texts(late, early, alarm, unasked)) == {
        "missed, less than half of it found": 0,
        "missed altogether": 1,
        "false alarm": 1,
        "begins too late": 1,
        "begins too early": 1,
        "ends too late": 1,
        "no source found": 1,
        "another source": 1,
        "a source where there is none": 1,
    }


def custom(name: str, found: Sequence[Custom]) -> tuple[int, int, int]:
    (one,) = (c for c in found if c.name == name)
    return one.yes, one.no, one.given


SIDES = "Ida Brandt, who was late, said that it rained. Jon Marsh vowed to stay, she said."


def test_customs_by_hand() -> None:
    def quote(content: str, cue: str, *source: str) -> Annotation:
        return Annotation(at(content, text=SIDES), at(cue, text=SIDES), at(*source, text=SIDES))

    narrow = (
        quote("it rained", "said", "Ida Brandt"),
        quote("Jon Marsh vowed to stay", "she said", "she"),
    )
    wide = (
        quote("that it rained.", "said", "Ida Brandt, who was late"),
        quote("Jon Marsh vowed to stay,", "she said", "she"),
    )
    found = customs([AnnotatedText(name, SIDES, q) for name, q in (("a", narrow), ("b", wide))])
    assert custom("content takes in a leading “that”", found) == (1, 1, 1)
    assert custom("content takes in its full stop", found) == (1, 1, 1)
    assert custom("content takes in the comma before its cue", found) == (1, 1, 1)
    assert custom("source takes in a relative clause after it", found) == (1, 1, 1)
    # Vowed, inside another quote, is no cue here, and is not held against the annotation.
    assert custom("a reporting verb before “that” is a cue", found) == (2, 0, 0)
    assert {c.name for c in found}.isdisjoint({"source takes in its article"})


def test_customs_that_hang_on_the_word_beside_are_none_against_it() -> None:
    text = "Ida agreed to stay. Jon referred to rain."
    quotes = (
        Annotation(at("to stay", text=text), at("agreed", text=text)),
        Annotation(at("rain", text=text), at("referred", text=text)),
    )
    found = customs([AnnotatedText("a", text, quotes)])
    assert custom("content takes in a leading “to”", found) == (1, 1, 0)
    assert custom("content takes in its full stop", found) == (0, 2, 0)


def test_sentences_again() -> None:
    def read(id_: str, text: str, *contents: str) -> AnnotatedText:
        quotes = tuple(Annotation(at(c, text=text)) for c in contents)
        return AnnotatedText(id_, text, quotes)

    same = "Odo Veen said the last ferry had left without them."
    first = read("a", f"It rained. {same} Nobody came.", "the last ferry had left without them")
    second = read("b", f"{same} He was alone.", "the last ferry had left")
    third = read("c", same, "the last ferry had left without them")
    unlike = read("d", same.replace("last", "first"), "the first ferry")
    found = repeated([first, second, third, unlike])
    assert (found.docs, found.gold, found.pred) == (2, 2, 2)
    assert found.strict.f1 == 0.5
    assert found.lenient.f1 == 1


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: Reader) -> None:
    path = tmp_path / "gold.jsonl"
    quotes = [{"content": q.content, "cue": q.cue, "source": q.source} for q in GOLD.quotes]
    path.write_text(dumps({"id": "a", "text": TEXT, "quotes": quotes}) + "\n", encoding="utf-8")
    assert main(["oracle", str(path), "--customs"]) == 0
    assert "| content takes in its opening mark | 3 | 0 | 0.0 |" in capsys.readouterr().out
    assert main(["oracle", str(path), "--model", str(tmp_path)]) == 2
    assert "quoteattr.evaluation: " in capsys.readouterr().err


def test_tables_name_every_row(reader: Reader, rows: dict[str, Row]) -> None:
    shown = tables(reader)
    for name in rows:
        assert shown.count(f"| {name} |") == 4
    assert "| gold, encoded and decoded | 100.0 | 100.0 | 100.0 |" in shown
    assert "direct (3)" in shown
