"""The measures: by hand on small texts, against the scripts that define them, and as commands."""

import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from quoteattr.errors import ExtractionError, FormatError
from quoteattr.evaluation.cases import check, read_cases
from quoteattr.evaluation.command import main
from quoteattr.evaluation.metrics import (
    PRF,
    addressees_met,
    is_accepted,
    normalised,
    score,
    score_spans,
    speakers_agree,
)
from quoteattr.evaluation.pairing import TextWords
from quoteattr.evaluation.readers import AnnotatedText, parse_text, read_texts
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span, Speaker

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("QUOTEATTR_SHARED", ROOT.parent / "shared"))

needs_scripts = pytest.mark.skipif(
    not (SHARED / "eval" / "score.py").exists(),
    reason="the scripts defining the measures are not there; QUOTEATTR_SHARED names their folder",
)
needs_data = pytest.mark.skipif(
    not (SHARED / "data" / "world" / "train.jsonl").exists(),
    reason="the annotated texts are not there; QUOTEATTR_SHARED names their folder",
)

TEXT = "“We stay,” Ilse Harn told the crew. Odo Veen said that the ferry had left early."


def at(*parts: str, text: str = TEXT) -> list[list[int]]:
    """Offsets of words in a text."""
    return [[text.index(part), text.index(part) + len(part)] for part in parts]


def gold_quotes() -> list[dict[str, Any]]:
    return [
        {
            "content": at("We stay"), "cue": at("told"), "source": at("Ilse Harn"),
            "speaker": [["Ilse Harn", "Harn"]], "addressee": ["the crew"], "anonymous": False,
            "mode": "speech",
        },
        {
            "content": at("the ferry had left early"), "cue": at("said"), "source": at("Odo Veen"),
            "speaker": [["Odo Veen", "Veen"]], "addressee": [], "anonymous": False,
            "mode": "speech",
        },
    ]  # fmt: skip


def annotated(*quotes: dict[str, Any], id_: str = "a", text: str = TEXT) -> AnnotatedText:
    return parse_text({"id": id_, "text": text, "quotes": list(quotes)}, "test")


def gold() -> AnnotatedText:
    return annotated(*gold_quotes())


def test_perfect_predictions_score_one():
    result = score(
        [gold()], [annotated(*(q | {"speaker": [q["speaker"][0][0]]} for q in gold_quotes()))]
    )
    whole = PRF(1, 1, 1)
    names = ("strict", "lenient", "end2end", "overlap", "named", "addressee")
    assert [getattr(result, name) for name in names] == [whole] * 6
    assert result.anonymous is None  # nobody is unnamed: nothing to measure
    assert list(result.recall_by_kind) == ["direct", "indirect"]
    assert (result.docs, result.missing_docs, result.gold, result.pred) == (1, 0, 2, 2)


def test_measures_by_hand():
    """One quote a word short with the wrong source, one false alarm, one missed."""
    short = {"content": at("ferry had left early"), "source": at("Ilse Harn"), "mode": "thought"}
    alarm = {"content": at("crew"), "source": at("Ilse Harn")}
    result = score([gold()], [annotated(short, alarm)])
    assert result.strict == PRF(0, 0, 0)
    assert result.lenient == PRF(0.5, 0.5, 0.5)
    assert result.end2end == PRF(0, 0, 0)
    assert result.overlap == PRF(0.5, 0.4, pytest.approx(4 / 9))  # 4 of 4 words; 4 of 5 words
    assert (result.source_exact, result.source_overlap, result.cue_overlap) == (0, 0, 0)
    assert (result.kind, result.mode, result.speaker_accuracy) == (1, 0, 0)
    assert result.recall_by_kind["indirect"]["lenient"] == 1
    assert result.recall_by_kind["direct"]["lenient"] == 0


def test_missing_and_foreign_predictions():
    result = score([gold()], [attrs.evolve(gold(), id="b")])
    assert (result.missing_docs, result.pred, result.strict) == (1, 0, PRF(0, 0, 0))
    with pytest.raises(FormatError, match="differs from the gold text"):
        score([gold()], [attrs.evolve(gold(), text=TEXT + " ")])
    assert score([gold()], [attrs.evolve(gold(), text=None)]).strict.f1 == 1


def test_thought_can_be_left_out():
    thought = annotated(gold_quotes()[0], gold_quotes()[1] | {"mode": "thought"})
    assert score([thought], [gold()], speech_only=True).gold == 1
    assert score([thought], [gold()], speech_only=True).pred == 2
    assert score([thought], [gold()]).gold == 2


def test_negated_reports_are_found_among_those_that_gold_marks():
    quotes = gold_quotes()
    marked = annotated(quotes[0] | {"negated": True}, quotes[1])
    assert score([gold()], [marked]).negated is None  # gold marks none
    assert score([marked], [marked]).negated == PRF(1, 1, 1)
    both = annotated(*(quote | {"negated": True} for quote in quotes))
    assert score([marked], [both]).negated == PRF(0.5, 1, pytest.approx(2 / 3))


def test_spans_count_once_each():
    twice = annotated(
        gold_quotes()[0], gold_quotes()[0], gold_quotes()[1] | {"cue": at("Veen said")}
    )
    result = score_spans([gold()], [twice])
    assert result["source"] == result["content"] == PRF(1, 1, 1)
    assert result["cue"] == PRF(0.5, 0.5, 0.5)


def test_words_and_kinds():
    words = TextWords('“A-b c.” d\n„e “f\ng” "h" $5 i’j k')
    found = {i: words.kind_of(frozenset([i])) for i in range(11)}
    assert [i for i, kind in found.items() if kind == "direct"] == [0, 1, 3, 4, 6]
    assert words.covered([(0, 2)]) == {0}
    assert words.covered([(7, 8)]) == frozenset()
    assert words.kind_of(frozenset()) == "indirect"


def test_names():
    assert normalised(" Some Officials' ") == "officials"
    assert is_accepted("the Harbour Council", ["harbour council"])
    assert not is_accepted("Council", ["Harbour Council"])
    assert not is_accepted("Ada Veen", ["Veen"])
    assert is_accepted("police in Veldby", ["police"])
    assert speakers_agree(["Veen", "Ilse Harn"], [["Ilse Harn"], ["Odo Veen", "Veen"]])
    assert not speakers_agree(["Veen", "Veen"], [["Ilse Harn"], ["Odo Veen", "Veen"]])
    assert not speakers_agree([], [["Ilse Harn"]])
    assert addressees_met(["crew", "crew"], ["the crew of the ferry"]) == 1


LINE = {"id": "a", "text": "One two", "quotes": [{"content": [[0, 3]]}]}

BAD_LINES = [
    ("{", "is not JSON"),
    ("[]", "is not a JSON object"),
    (LINE | {"id": None}, "has no id"),
    (LINE | {"id": 3}, "the field 'id' is 3"),
    ({"id": "a", "quotes": []}, "has no text"),
    ({"id": "a", "text": ""}, "has no quotes"),
    (LINE | {"quotes": {}}, "the field 'quotes'"),
    (LINE | {"quotes": [1]}, r"quotes\[0\]: is not an object"),
    (LINE | {"quotes": [{"cue": []}]}, r"quotes\[0\]: a field is missing @ quote.content"),
    (LINE | {"quotes": [{"content": [[0, 8]]}]}, r"quotes\[0\]: runs from 0 to 8"),
    (LINE | {"quotes": [{"content": [[3, 3]]}]}, "runs from 3 to 3"),
    (LINE | {"quotes": [{"content": [[0, "3"]]}]}, r"content\[0\]"),
    (LINE | {"quotes": [{"content": [[0, 3, 4]]}]}, "content"),
    (LINE | {"quotes": [{"content": [[0, 3]], "kind": "loud"}]}, "loud"),
    (LINE | {"quotes": [{"content": [[0, 3]], "speaker": [[1]]}]}, "not a list of names"),
    (LINE | {"quotes": [{"content": [[0, 3]], "anonymous": "no"}]}, "anonymous"),
    (LINE | {"quotes": [{"content": [[0, 3]], "confidence": 1.5}]}, "confidence"),
    (LINE | {"quotes": [{"content": [[0, 3]], "confidence": True}]}, "confidence"),
    (LINE | {"quotes": [{"content": [[0, 3]], "confidence": float("nan")}]}, "confidence"),
    (LINE | {"id": "first"}, "the id 'first' stands twice"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_bad_lines_are_named(tmp_path, capsys, line, message):
    path = tmp_path / "data.jsonl"
    first = json.dumps(LINE | {"id": "first"})
    path.write_text(f"{first}\n\n{line if isinstance(line, str) else json.dumps(line)}\n")
    with pytest.raises(FormatError, match=message) as caught:
        read_texts(str(path))
    assert caught.value.where.startswith(f"{path}:3")
    assert main(["score", str(path), str(path)]) == 2
    assert f"{path}:3" in capsys.readouterr().err


def test_files_that_are_not_there(tmp_path, capsys):
    for argv in (["score", "gone", "gone"], ["cases", "gone"], ["predict", "gone", "out"]):
        assert main(argv) == 2
        assert "gone: cannot be read" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main(["guess"])
    assert caught.value.code == 2


# The commands, on files.


class FakeExtractor:
    """Finds two quotes in TEXT, one inside the other; "boom" fails; nothing elsewhere."""

    def pipe(self, texts: Iterable[str], **_: object) -> Iterator[QuoteDocument | FailedDocument]:
        for n, text in enumerate(texts):
            if text == "boom":
                yield FailedDocument(n, ExtractionError(n, "it burst"))
            else:
                yield self.document(text) if text == TEXT else QuoteDocument(text)

    def document(self, text: str) -> QuoteDocument:
        span = lambda words: Span.of(text, *at(words)[0])  # noqa: E731
        crew = Speaker("s2", "crew", "group", anonymous=True)
        ilse = Speaker("s1", "Ilse Harn", "person")
        outer = Quote(
            "q7", "direct", "speech", (span("We stay"),), span("told"), span("Ilse Harn"),
            (ilse,), (crew,), None, 0.75, 0.5,
        )  # fmt: skip
        inner = Quote(
            "q9", "mixed", "thought", (span("stay"),), speakers=(ilse, crew), parent=outer
        )
        return QuoteDocument(text, (outer, inner), (ilse, crew), (), "fake")


class Loader:
    def __init__(self) -> None:
        self.options: dict[str, object] = {}

    def __call__(self, model: str, **options: object) -> FakeExtractor:
        self.options = {"model": model, **options}
        return FakeExtractor()


def write(path: Path, lines: Iterable[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(path)


def gold_file(tmp_path: Path) -> str:
    return write(tmp_path / "gold.jsonl", [{"id": "a", "text": TEXT, "quotes": gold_quotes()}])


def test_predict_writes_what_score_reads(tmp_path, capsys):
    lines = [{"id": "b", "text": "boom"}, {"id": "a", "text": TEXT}, {"id": "c", "text": ""}]
    out, loader = tmp_path / "out.jsonl", Loader()
    argv = ["predict", write(tmp_path / "in.jsonl", lines), str(out), "--guideline", "polnear"]
    argv += ["--modes", "reported", "--min-confidence", "0.25"]
    assert main(argv, load=loader) == 1
    assert loader.options == {
        "model": "en",
        "modes": "reported",
        "guideline": "polnear",
        "min_confidence": 0.25,
        "min_speaker_confidence": 0.1,
    }
    assert "b: document 0: it burst" in capsys.readouterr().err
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["text"]) for line in written] == [
        (line["id"], line["text"]) for line in lines
    ]
    assert written[0]["quotes"] == written[2]["quotes"] == []
    outer, inner = written[1]["quotes"]
    assert outer == {
        "content": at("We stay"), "cue": at("told"), "source": at("Ilse Harn"),
        "speaker": ["Ilse Harn"], "kind": "direct", "mode": "speech", "addressee": ["crew"],
        "anonymous": False, "confidence": 0.75, "parent": None, "speaker_confidence": 0.5,
        "negated": False,
    }  # fmt: skip
    assert (inner["parent"], inner["anonymous"], inner["speaker"]) == (
        0,
        False,  # one of the two is named
        ["Ilse Harn", "crew"],
    )
    assert main(["score", gold_file(tmp_path), str(out), "--to", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["gold"], figures["pred"], figures["strict"]["p"]) == (2, 2, 0.5)


def test_score_and_spans_print_tables(tmp_path, capsys):
    file = gold_file(tmp_path)
    assert main(["score", file, file]) == 0
    table = capsys.readouterr().out
    lines = [line.split() for line in table.splitlines()]
    assert ["gold", "2"] in lines
    assert ["strict", "p", "100.0", "r", "100.0", "f1", "100.0"] in lines
    assert ["indirect", "gold", "1", "strict", "100.0", "lenient", "100.0"] in [
        x[:7] for x in lines
    ]
    assert "anonymous" not in table
    assert main(["spans", file, file]) == 0
    assert "cue                p 100.0  r 100.0  f1 100.0" in capsys.readouterr().out


CASES = [
    {
        "id": "c1", "phenomenon": "two speakers", "text": TEXT,
        "must": [
            {
                "content": "We stay", "kind": "direct", "cue": "told", "source": "Ilse Harn",
                "speaker": ["Ilse Harn", "Harn"], "addressee": "crew", "anonymous": False,
            },
            {
                "content": "the ferry had left early", "kind": None, "cue": "said", "source": None,
                "speakers": [["Odo Veen"], ["Ada"]],
            },
        ],
        "must_not": ["the crew", "Odo Veen said", "not there at all"],
    },
    {"id": "c2", "phenomenon": "empty text", "text": "", "must": [], "must_not": []},
    {
        "id": "c3", "phenomenon": "no quotes at all", "text": "The tide was out.",
        "must": [], "must_not": [],
    },
    {
        "id": "c4", "phenomenon": "parts", "must_not": [],
        "text": "They say it was late, they say it was dark and cold and wet, and that was all.",
        "must": [{"content": "it was late", "cue": "say"}, {"content": "it was dark", "cue": "say"},
                 {"content": "nowhere"}],
    },
]  # fmt: skip


def cases_file(tmp_path: Path) -> str:
    (tmp_path / "cases.json").write_text(json.dumps(CASES))
    return str(tmp_path / "cases.json")


def test_cases_by_hand(tmp_path):
    case = read_cases(cases_file(tmp_path))[0]
    quotes = gold_quotes()
    quotes[0] |= {"kind": "direct", "speaker": ["Harn"]}
    (right, missed), broken = check(case, annotated(*quotes).quotes)
    assert not broken
    assert set(right) == {"found", "kind", "cue", "source", "speaker", "addressee", "anonymous"}
    assert all(right.values())
    assert missed == {"found": True, "cue": True, "speaker": False}
    wide = annotated({"content": [[0, len(TEXT)]]})
    checks, broken = check(case, wide.quotes)
    assert broken == ["the crew", "Odo Veen said"]
    assert not any(fields["found"] for fields in checks)


def test_cases_command(tmp_path, capsys):
    file = cases_file(tmp_path)
    nothing = [{"id": case["id"], "text": case["text"], "quotes": []} for case in CASES]
    assert main(["cases", file, write(tmp_path / "pred.jsonl", nothing)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:2] == [["right", "2"], ["cases", "4"]]
    assert main(["cases", file, "--to", "json"], load=Loader()) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["checks"]["found"] == [1, 5]
    assert figures["not_wholly_right"]["two speakers"] == [0, 1]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "cannot be read as JSON"),
        ("{}", "is not a list"),
        ("[3]", r"\$\[0\]"),
        ('[{"id": "a", "text": ""}]', "phenomenon"),
        ('[{"id": "a", "phenomenon": "", "text": "", "must": [{}]}]', r"must\[0\]"),
    ],
)
def test_bad_cases_are_named(tmp_path, data, message):
    path = tmp_path / "cases.json"
    path.write_text(data)
    with pytest.raises(FormatError, match=message):
        read_cases(str(path))


# Agreement with the scripts that define the measures.


@pytest.fixture(scope="module")
def scripts() -> Iterator[dict[str, ModuleType]]:
    """The modules score, spans and cases of the shared folder."""
    before, names = list(sys.path), ("score", "spans", "cases")
    kept = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    found = {}
    for name in names:
        spec = importlib.util.spec_from_file_location(name, SHARED / "eval" / f"{name}.py")
        found[name] = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(found[name])
    yield found
    sys.path[:] = before
    for name in names:
        del sys.modules[name]
    sys.modules.update(kept)


def same(ours: Any, theirs: Any, where: str = "") -> None:
    """Both hold the same fields with the same numbers."""
    if isinstance(theirs, dict):
        assert list(ours) == list(theirs), where
        for key in theirs:
            same(ours[key], theirs[key], f"{where}.{key}")
    elif theirs is None:
        assert ours is None, where
    else:
        assert ours == pytest.approx(theirs, abs=1e-9), where


def sloppy(doc: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A prediction that is wrong in every way that a prediction can be."""
    size = len(doc["text"])
    quotes = [worsened(quote, size, rng) for quote in doc["quotes"] if rng.random() < 0.85]
    alarms = range(rng.randrange(4))
    quotes += [{"content": [stretch(size, rng)], "source": [stretch(size, rng)]} for _ in alarms]
    rng.shuffle(quotes)
    return {"id": doc["id"], "text": doc["text"], "quotes": quotes}


def stretch(size: int, rng: random.Random) -> list[int]:
    start = rng.randrange(size)
    return [start, min(size, start + rng.randint(1, 200))]


def worsened(quote: dict[str, Any], size: int, rng: random.Random) -> dict[str, Any]:
    worse = dict(quote)
    for role in ("content", "cue", "source"):
        worse[role] = [moved(span, size, rng) for span in quote[role] if rng.random() < 0.95]
    worse["content"] = worse["content"] or [stretch(size, rng)]
    titles = ("", "", "", "Mr ", "the ")
    names = [rng.choice(titles) + rng.choice(names) for names in quote.get("speaker", ())]
    worse["speaker"] = names + ["Ada"] * (rng.random() < 0.1)
    told = [*quote.get("addressee", ()), "reporters", "the crew"]
    worse["addressee"] = rng.sample(told, rng.randrange(3))
    worse["anonymous"] = rng.random() < 0.2 or quote.get("anonymous", False)
    worse["mode"] = rng.choice(["speech", "writing", "thought", quote.get("mode", "speech")])
    for field in ("speaker", "addressee", "anonymous", "mode", "kind", "cue", "source"):
        if rng.random() < 0.1:
            worse.pop(field, None)
    return worse


def moved(span: list[int], size: int, rng: random.Random) -> list[int]:
    start, end = (at + rng.choice([0, 0, 0, rng.randint(-30, 30)]) for at in span)
    start = max(0, min(start, size - 1))
    return [start, max(start + 1, min(end, size))]


def corpora() -> list[Path]:
    return [SHARED / "data" / corpus / "train.jsonl" for corpus in ("world", "polnear")]


@needs_scripts
@needs_data
@pytest.mark.parametrize("path", corpora(), ids=["world", "polnear"])
@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_scripts(scripts, tmp_path, path, seed):
    rng = random.Random(seed)
    with open(path, encoding="utf-8") as file:
        docs = [json.loads(line) for _, line in zip(range(12 + 12 * seed), file, strict=False)]
    predicted = [sloppy(doc, rng) for doc in docs if rng.random() < 0.95]
    files = write(tmp_path / "gold.jsonl", docs), write(tmp_path / "pred.jsonl", predicted)
    ours = [read_texts(name) for name in files]
    for speech_only in (False, True):
        theirs = scripts["score"].score(docs, predicted, speech_only)
        found = attrs.asdict(score(*ours, speech_only=speech_only))
        del found["negated"]  # a measure that the script does not have
        same(found, theirs)
    spans = {role: attrs.asdict(prf) for role, prf in score_spans(*ours).items()}
    same(spans, scripts["spans"].score(docs, predicted))


@needs_scripts
def test_cases_are_checked_as_by_the_script(scripts, tmp_path):
    rng = random.Random(5)
    cases = read_cases(cases_file(tmp_path))
    verdicts = set()
    for _ in range(400):
        for case, data in zip(cases, CASES, strict=True):
            line = (
                sloppy({"id": case.id, "text": case.text, "quotes": guesses(data, rng)}, rng)
                if case.text
                else {"id": case.id, "text": "", "quotes": []}
            )
            checks, broken = check(case, parse_text(line, "test").quotes)
            assert (checks, broken) == scripts["cases"].check(data, line["quotes"])
            verdicts |= {(name, ok) for fields in checks for name, ok in fields.items()}
    assert len(verdicts) == 14  # every field was right once and wrong once


def guesses(case: dict[str, Any], rng: random.Random) -> list[dict[str, Any]]:
    """Near misses and hits for the musts of a case."""
    found = []
    for must in case["must"]:
        if must["content"] not in case["text"]:
            continue
        quote: dict[str, Any] = {"content": at(must["content"], text=case["text"])}
        for role in ("cue", "source"):
            quote[role] = at(must[role], text=case["text"]) if must.get(role) else []
        speakers = must.get("speakers") or [must.get("speaker") or ["Ada"]]
        quote |= {"speaker": speakers, "kind": must.get("kind") or "indirect"}
        quote |= {"addressee": ["the crew"] * rng.randrange(2)}
        found.append(quote)
    return found


def test_predictions_do_not_replace_what_is_read(tmp_path, capsys):
    gold = gold_file(tmp_path)
    before = Path(gold).read_bytes()
    link = tmp_path / "link.jsonl"
    link.symlink_to(gold)
    for place in (gold, str(link)):
        assert main(["predict", gold, place], load=Loader()) == 2
        assert "is what is read" in capsys.readouterr().err
        assert Path(gold).read_bytes() == before


def test_predictions_appear_when_they_are_whole(tmp_path, capsys):
    class Interrupted(FakeExtractor):
        def pipe(self, texts: Iterable[str], **_: object) -> Iterator[Any]:
            yield from super().pipe([TEXT])
            raise KeyboardInterrupt

    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        main(["predict", gold_file(tmp_path), str(out)], load=lambda *_, **__: Interrupted())
    assert os.listdir(tmp_path) == ["gold.jsonl"]
    assert main(["predict", gold_file(tmp_path), str(tmp_path / "no" / "out")], load=Loader()) == 2
    assert "no/out: cannot be written" in capsys.readouterr().err
    assert main(["predict", gold_file(tmp_path), str(tmp_path)], load=Loader()) == 2
    assert "cannot be written: Is a directory" in capsys.readouterr().err


def test_predictions_to_standard_output(tmp_path, capfdbinary):
    assert main(["predict", gold_file(tmp_path), "-"], load=Loader()) == 0
    assert json.loads(capfdbinary.readouterr().out)["id"] == "a"
    assert not Path("-").exists()


def test_documents_are_measured_as_they_are(tmp_path, capsys):
    """What extract wrote against what annotators made of it."""
    (document,) = FakeExtractor().pipe([TEXT])
    assert isinstance(document, QuoteDocument)
    one = attrs.evolve(document.speakers[0], aliases=("Harn",))
    quotes = [attrs.evolve(quote, speakers=(one,)) for quote in document.quotes]
    quotes[1] = attrs.evolve(quotes[1], parent=quotes[0])
    gold = attrs.evolve(document, quotes=tuple(quotes), speakers=(one, document.speakers[1]))
    envelope = {"id": 7, "file": "queue.jsonl", "desk": "local"}
    paths = [
        write(tmp_path / name, [each.to_dict() | envelope])
        for name, each in (("gold.jsonl", gold), ("pred.jsonl", document))
    ]
    texts = read_texts(paths[0])
    assert [(text.id, text.text) for text in texts] == [("7", TEXT)]
    assert texts[0].quotes[0].speakers == (("Ilse Harn", "Harn"),)
    assert texts[0].quotes[0].confidence == 0.75
    assert main(["score", *paths, "--to", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["gold"], figures["strict"]["f1"], figures["speaker_accuracy"]) == (2, 1.0, 0.5)
    write(tmp_path / "gold.jsonl", [envelope | document.to_dict() | {"quotes": 5}])
    assert main(["score", *paths]) == 2
    assert "gold.jsonl:1: quotes: is 5" in capsys.readouterr().err


def test_files_without_a_common_id_are_refused(tmp_path, capsys):
    gold = gold_file(tmp_path)
    other = write(tmp_path / "other.jsonl", [{"id": "b", "text": TEXT, "quotes": []}])
    for command in ("score", "spans", "errors"):
        assert main([command, gold, gold]) == 0
        assert capsys.readouterr().err == ""
        assert main([command, gold, other]) == 2
        assert "has no id that" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [["score", "x", "y", "--bootstrap", "0"], ["score", "x", "y", "--bootstrap", "many"]],
    ids=str,
)
def test_numbers_that_are_none(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    assert "is not a whole number of at least 1" in capsys.readouterr().err


def test_half_a_pair_of_surrogates_is_told(tmp_path, capsys):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "\\ud800"}\n')
    assert main(["predict", str(path), str(tmp_path / "out")], load=Loader()) == 2
    assert "in.jsonl:1: holds a lone surrogate" in capsys.readouterr().err


def test_messages_name_the_command(tmp_path, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["score", "gone", "gone", "--loud"], prog="quoteattr evaluate")
    assert caught.value.code == 2
    told = "unrecognized arguments: --loud; see quoteattr evaluate score --help"
    assert told in capsys.readouterr().err
    assert main(["score", "gone", "gone"], prog="quoteattr evaluate") == 2
    assert capsys.readouterr().err.startswith("quoteattr evaluate: gone: cannot be read")


def test_a_reader_that_closes_early_is_no_error(tmp_path):
    gold = gold_file(tmp_path)
    read, written = os.pipe()
    os.close(read)
    argv = [sys.executable, "-m", "quoteattr.evaluation", "score", gold, gold]
    done = subprocess.run(argv, stdout=written, stderr=subprocess.PIPE, check=False, timeout=100)
    os.close(written)
    assert (done.returncode, done.stderr) == (0, b"")
