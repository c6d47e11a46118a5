"""The command: what goes in, what comes out, what it answers when something is wrong."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import attrs
import pytest

from quoteattr.cli import main
from quoteattr.errors import ExtractionError, ModelNotFoundError
from quoteattr.export import from_columns, from_label_studio
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span, Speaker
from quoteattr.render.terminal import to_text

ROOT = Path(__file__).parent.parent


class FakeExtractor:
    """Finds one quote: a text's first word says the rest. "boom" fails."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def pipe(
        self,
        texts: Iterable[str],
        *,
        batch_size: int,
        n_process: int,
        progress: bool,
        on_error: str,
    ) -> Iterator[QuoteDocument | FailedDocument]:
        assert (on_error, progress) == ("return", False)
        self.asked = {"batch_size": batch_size, "n_process": n_process}
        for n, text in enumerate(texts):
            self.read.append(text)
            if text == "boom":
                yield FailedDocument(n, ExtractionError(n, "it burst"))
            else:
                yield self.document(text)

    def document(self, text: str) -> QuoteDocument:
        name, _, rest = text.partition(" ")
        if not rest:
            return QuoteDocument(text, model="fake")
        who = Speaker("s1", name, "person", (Span.of(text, 0, len(name)),))
        content = (Span.of(text, len(name) + 1, len(text)),)
        return QuoteDocument(
            text, (Quote("q1", "indirect", "speech", content, speakers=(who,)),), (who,), (), "fake"
        )


class Run:
    """What the command did."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *argv: object) -> None:
        self.extractor = FakeExtractor()
        self.options: dict[str, object] = {}
        self.status = main([str(arg) for arg in argv], load=self.load)
        self.out, self.err = capsys.readouterr()

    def load(self, name: str, **options: object) -> FakeExtractor:
        if name == "nowhere":
            raise ModelNotFoundError(name, ["en"])
        self.options = {"name": name, **options}
        return self.extractor

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *argv: Run(capsys, *argv)


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def test_one_text_is_one_object(run):
    done = run(write("a.txt", "Ilse agreed"), "--to", "json")
    data = json.loads(done.out)
    assert (data["id"], data["meta"], data["text"]) == ("a.txt", {}, "Ilse agreed")
    document = attrs.evolve(FakeExtractor().document("Ilse agreed"), id="a.txt")
    assert QuoteDocument.from_dict(data) == document
    assert (done.status, done.err) == (0, "")


def test_several_texts_are_an_array(run):
    files = write("b.txt", "Ilse agreed"), write("a.txt", "Nothing")
    assert [d["id"] for d in json.loads(run(*files, "--to", "json").out)] == list(files)
    assert len(json.loads(run(".", "--to", "json").out)) == 2
    lines = write("c.jsonl", '{"text": "One line"}\n')
    assert len(json.loads(run(lines, "--to", "json").out)) == 1
    assert json.loads(run(write("d.jsonl", ""), "--to", "json").out) == []


def test_jsonl_gives_a_line_a_document(run):
    name = write("a.jsonl", '{"id": 7, "text": "Ilse agreed"}\n\n{"text": "Odd\\nlines"}\n')
    first, second = run(name, "--to", "jsonl").lines()
    assert first["id"] == "7"
    assert (second["id"], second["text"]) == ("a.jsonl:3", "Odd\nlines")


def test_other_formats_hold_every_text(run):
    name = write("a.jsonl", '{"id": "x y", "text": "Ilse agreed"}\n{"text": "Odd\\nlines, all"}\n')
    rows = list(csv.DictReader(io.StringIO(run(name, "--to", "csv").out, newline="")))
    assert [(row["document"], row["text"]) for row in rows] == [
        ("x y", "agreed"),
        ("a.jsonl:2", "all"),
    ]
    documents = from_columns(run(name, "--to", "columns").out)
    assert [document.text for document in documents] == ["Ilse agreed", "Odd\nlines, all"]
    tasks = json.loads(run(name, "--to", "label-studio").out)
    assert [from_label_studio(task) for task in tasks] == documents
    assert [task["data"]["id"] for task in tasks] == ["x y", "a.jsonl:2"]
    pages = run(name, "--to", "web-annotation").lines()
    assert pages[0]["id"] == "urn:quoteattr:text:x%20y#quoteattr"
    assert ElementTree.fromstring(run(name, "--to", "tei").out).tag.endswith("}teiCorpus")
    one = run(write("a.txt", "Ilse agreed"), "--to", "tei").out
    assert ElementTree.fromstring(one).tag.endswith("}TEI")
    assert json.loads(run(write("b.jsonl", ""), "--to", "label-studio").out) == []


def test_fields_can_be_named(run):
    name = write("a.jsonl", '{"url": "u1", "body": "Ilse agreed"}\n')
    done = run(name, "--to", "jsonl", "--text-field", "body", "--id-field", "url")
    assert [(d["id"], d["text"]) for d in done.lines()] == [("u1", "Ilse agreed")]
    assert "a.jsonl:1: has no text in the field 'text'; name" in run(name).err
    named = run(name, "--id-field", "url").err
    assert "a.jsonl:1: has no text in the field 'text' (its id is 'u1'); name" in named


def test_folders_are_walked_in_order(run):
    for name in ("in/b.txt", "in/a.TXT", "in/z/c.txt", "in/d/e.jsonl", "in/skip.md"):
        write(name, '{"text": "Ilse agreed", "id": "in/d/e.jsonl"}' if name.endswith("l") else name)
    ids = [d["id"] for d in run("in", "--to", "jsonl").lines()]
    assert ids == [
        os.path.join("in", *p) for p in (["a.TXT"], ["b.txt"], ["d", "e.jsonl"], ["z", "c.txt"])
    ]


def test_standard_input_is_one_text(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Ilse “agreed”\r\n".encode())))
    assert json.loads(run("-", "--to", "json").out)["text"] == "Ilse “agreed”\r\n"


@pytest.mark.parametrize(
    "text", ["\ufeffIlse agreed", "Ilse\r\nagreed\r", "Ilse agreed 😀\n\u2028"]
)
def test_a_text_is_kept_as_it_is(run, text):
    assert run(write("a.txt", text), "--to", "jsonl").lines()[0]["text"] == text


def test_a_byte_order_mark_does_not_belong_to_the_title(run):
    (line,) = run(write("a.txt", "\ufeffRain in Sorby\n\nIlse agreed"), "--to", "jsonl").lines()
    assert (line["meta"], line["text"][0]) == ({"title": "Rain in Sorby"}, "\ufeff")


def test_a_byte_order_mark_does_not_belong_to_json(run):
    name = write("a.jsonl", b'\xef\xbb\xbf{"text": "Ilse agreed"}\n')
    assert run(name, "--to", "jsonl").lines()[0]["text"] == "Ilse agreed"


def test_hidden_files_are_passed_over(run):
    for name in ("in/a.txt", "in/._a.txt", "in/.b.jsonl"):
        write(name, "Ilse agreed")
    assert [d["id"] for d in run("in", "--to", "jsonl").lines()] == [os.path.join("in", "a.txt")]
    assert len(run("in/._a.txt", "--to", "jsonl").lines()) == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("-", b'{"text": "Ilse agreed"}\n{"text": "Odo left"}\n', "JSON Lines; add --jsonl"),
        ("-", b'[\n{"text": "Ilse agreed"}\n]\n', "is JSON; write one object a line"),
        ("a.txt", b'\xef\xbb\xbf{"text": "Ilse agreed"}\n{"text": "O"}', "call it .jsonl"),
        ("a.txt", b"\n<!DOCTYPE html>\n<p>Ilse agreed", "holds markup; give the text of the page"),
        ("a.txt", b"Ilse <b>agreed</b></p><p>Odo left</p><p>Yes</p>", "holds markup"),
        ("a.txt", b"<!-- by hand\n--> <table><tr><td>Ilse agreed", "holds markup"),
        ("a.jsonl", b'{"text": "<p>Ilse agreed</p>"}', "a.jsonl:1: holds markup"),
        ("a.jsonl", b'{"id": 7, "text": "b.txt"}', "a.jsonl:1: text='b.txt' is the path of a file"),
        ("a.txt", b"%PDF-1.7\n\xe2\xe3", "is a PDF; save its text in a .txt file"),
        ("a", b"PK\x03\x04\x14\x00", "is packed; unpack it"),
        ("a.txt", b"Ilse\x00agreed", "is not plain text"),
    ],
)
def test_what_is_no_article_is_told(run, monkeypatch, name, data, reason):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    done = run(name if name == "-" else write(name, data), "--to", "jsonl")
    assert (done.status, done.out) == (1, "")
    assert reason in done.err.splitlines()[0]


def test_what_is_nearly_no_article_is_read(run):
    texts = ["[Ilse] agreed {so}", "{Ilse} agreed", "Ilse said that <p> and </p> are tags", "a.txt"]
    for text in texts:
        assert run(write("a.txt", text), "--to", "json").status == 0


def test_a_file_name_cannot_steer_the_terminal(run):
    done = run(write("a\x1b[2J\nquoteattr: b.txt", "boom"), "--to", "json")
    assert done.err.count("\n") == 1
    assert done.err.startswith(r"quoteattr: a\x1b[2J\nquoteattr: b.txt: ")


@pytest.mark.parametrize("option", ["--text-field", "--id-field"])
def test_a_field_of_a_text_is_refused(run, option):
    write("a.txt", "Ilse agreed")
    done = run("a.txt", option, "body")
    assert done.status == 2
    assert f"{option} is for .jsonl files" in done.err
    write("b.jsonl", '{"text": "Ilse agreed"}\n')
    assert run("a.txt", "b.jsonl", option, "body").status in (0, 1)


def test_a_misspelt_command_is_suggested(run):
    done = run("extrct", "news")
    assert done.status == 2
    assert "did you mean: quoteattr extract" in done.err
    assert run("gone.txt", "news").status == 1
    write("extrct", "Ilse agreed")
    write("news", "Odo left")
    assert run("extrct", "news").status == 0


def test_closed_streams(run, monkeypatch, capsys):
    """What is closed when Python starts is None."""
    name = write("a.txt", "Ilse agreed")
    monkeypatch.setattr(sys, "stdin", None)
    assert run("-").err == (
        "quoteattr: standard input: is closed; name a file, or give it one: < FILE\n"
    )
    load = lambda *_, **__: FakeExtractor()  # noqa: E731
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stdout", None)
        assert main([name, "-o", "out.json"], load=load) == 0
        assert main([name], load=load) == 2
    told = "quoteattr: standard output: is closed; name a file: -o FILE\n"
    assert capsys.readouterr().err == told
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stderr", None)
        assert main(["gone.txt"], load=load) == 1


def test_one_bad_input_does_not_stop_the_rest(run):
    bad = [b'{"text": ', b"[1]", b"\xff", b'{"text": 3}', b'{"text": "\\ud83d"}']
    lines = b"\n".join([b'{"text": "Ilse agreed"}', *bad, b'{"text": "Last one"}'])
    write("empty/readme.md", "")
    done = run(
        write("a.txt", "boom"), "gone.txt", write("b.txt", b"caf\xe9"), write("c.jsonl", lines),
        "empty", write("d.txt", "Odo left"), "--to", "jsonl",
    )  # fmt: skip
    assert done.status == 1
    assert [d["text"] for d in done.lines()] == ["Ilse agreed", "Last one", "Odo left"]
    *reports, summary = done.err.splitlines()
    assert summary == "quoteattr: 3 read, 9 failed, 3 quotes"
    starts = ["a.txt", "gone.txt", "b.txt", *(f"c.jsonl:{n}" for n in (2, 3, 4, 5, 6)), "empty"]
    assert [line.split(": ")[1] for line in reports] == starts
    assert all(line.startswith("quoteattr: ") and ";" in line for line in reports)
    assert "is not UTF-8 at byte 3" in reports[2]
    assert "iconv -f WINDOWS-1252 -t UTF-8" in reports[2]


def test_nothing_good_still_makes_an_array(run):
    done = run("gone.txt", "lost.txt", "--to", "json")
    assert (done.status, json.loads(done.out)) == (1, [])


def test_options_reach_the_loader(run):
    name = write("a.txt", "Ilse agreed")
    defaults = {"name": "en", "modes": "reported", "min_confidence": None}
    defaults |= {"min_speaker_confidence": 0.1}
    assert run(name).options == defaults
    more = run(name, "--modes", "all", "--model", "big")
    assert more.options == defaults | {"name": "big", "modes": "all"}


@pytest.mark.parametrize(("given", "passed"), [("0", 0.0), ("0.25", 0.25), ("1", 1.0)])
def test_least_confidence_reaches_the_loader(run, given, passed):
    options = run(write("a.txt", "Ilse agreed"), "--min-confidence", given).options
    assert options["min_confidence"] == passed
    assert isinstance(options["min_confidence"], float)


def test_the_least_confidence_of_speakers_reaches_the_loader(run):
    options = run(write("a.txt", "Ilse agreed"), "--min-speaker-confidence", "0.5").options
    assert options["min_speaker_confidence"] == 0.5


@pytest.mark.parametrize("option", ["confidence", "speaker-confidence"])
@pytest.mark.parametrize("value", ["-0.1", "1.5", "nan", "inf"])
def test_a_confidence_that_is_none(capsys, option, value):
    """It is told in the words of the command line, before anything is loaded."""
    with pytest.raises(SystemExit) as caught:
        main(["a.txt", f"--min-{option}={value}"])
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"argument --min-{option}: {value!r} is not a number from 0 to 1" in err


@pytest.mark.parametrize(
    "argv",
    [[], ["--to", "xml", "a.txt"], ["a.txt", "--loud"], ["a.txt", "--min-confidence", "much"]],
)
def test_wrong_usage(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(argv, load=lambda *_: pytest.fail("loaded a model"))
    assert caught.value.code == 2
    assert "usage: quoteattr" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [["--format", "json", "a.txt"], ["render", "a.txt", "--style=page"], ["export", "a.jsonl"]],
)
def test_what_is_called_otherwise_now_is_told(run, argv):
    done = run(*argv)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "is called --to now" in done.err or "export is called convert now" in done.err


def test_no_such_model(run):
    done = run(write("a.txt", "Ilse agreed"), "--model", "nowhere")
    assert (done.status, done.out) == (2, "")
    assert "no model 'nowhere'; bundled models: en" in done.err


def test_help_tells_the_exit_status(capsys):
    for argv, expected in ((["--help"], "exit status:"), (["--version"], "quoteattr ")):
        with pytest.raises(SystemExit) as caught:
            main(argv)
        assert caught.value.code == 0
        assert expected in capsys.readouterr().out


def test_lines_come_out_before_the_next_is_read(run, monkeypatch):
    """Each line is flushed: with batches of one, it is there before the next text is taken."""
    seen: list[str] = []

    class Watching(io.StringIO):
        def flush(self) -> None:
            seen.append("flushed")

    class Slow(FakeExtractor):
        def pipe(self, texts, **options):
            for text in texts:
                seen.append(text)
                yield self.document(text)

    name = write("a.jsonl", '{"text": "One"}\n{"text": "Two"}\n')
    monkeypatch.setattr(sys, "stdout", Watching())
    assert main([name, "--to", "jsonl"], load=lambda *_, **__: Slow()) == 0
    assert seen == ["One", "flushed", "Two", "flushed"]


SCRIPT = """
import sys
from test_cli import FakeExtractor
from quoteattr.cli import main
raise SystemExit(main(load=lambda *_, **__: FakeExtractor()))
"""


def test_a_closed_pipe_ends_quietly(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Ilse agreed at length"}\n' * 5000)
    argv = [sys.executable, "-c", SCRIPT, str(tmp_path / "a.jsonl"), "--to", "jsonl"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    process = subprocess.Popen(
        argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    )
    assert process.stdout.readline().startswith(b'{"format_version": ')
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def nested() -> QuoteDocument:
    """A joint quote with a cue inside, told to somebody, and a quote of the unnamed in it."""
    text = (
        "“Aides tell us they are ‘worn\nout’,” Ilse Harn and Odo Veen, the keeper, told Ada,"
        " “and we believe them.” Aides may not speak."
    )
    at = lambda words: Span.of(text, text.index(words), text.index(words) + len(words))  # noqa: E731
    ilse = Speaker("s2", "Ilse Harn", "person", (at("Ilse Harn"),))
    odo = Speaker("s3", "Odo Veen", "person", (at("Odo Veen"),), roles=(at("the keeper"),))
    aides = Speaker("s1", "aides", "group", (at("Aides"),), (), (), True, at("may not speak"))
    ada = Speaker("s4", "Ada", "person", (at("Ada"),))
    outer = Quote(
        "q1", "direct", "speech",
        (at("Aides tell us they are ‘worn\nout’"), at("and we believe them")),
        at("told"), at("Ilse Harn and Odo Veen"), (ilse, odo), (ada,),
    )  # fmt: skip
    inner = Quote(
        "q2",
        "mixed",
        "speech",
        (at("they are ‘worn\nout’"),),
        at("tell"),
        at("Aides"),
        (aides,),
        (),
        outer,
    )
    lost = Quote("q3", "indirect", "thought", (at("them"),), source=at("we"))
    nobody = Quote("q4", "indirect", "thought", (at("them"),))
    return QuoteDocument(text, (outer, inner, lost, nobody), (aides, ilse, odo), (ada,), "en")


def test_text_for_eyes():
    expected = """\
        news.txt
        ────────────────────────────────────────────────────────────
        Ilse Harn and Odo Veen  direct · speech · told
          to Ada
          Aides tell us they are ‘worn out’ … and we believe them

          aides [unnamed]  mixed · speech · tell
            unnamed because: may not speak
            they are ‘worn out’

        we [unresolved]  indirect · thought
          them

        [no source]  indirect · thought
          them

        Speakers
          aides [unnamed]  1 quote
          Ilse Harn  1 quote
          Odo Veen  1 quote  (the keeper)
        """
    assert to_text(nested(), title="news.txt", width=60) == textwrap.dedent(expected)


def test_text_is_wrapped_and_coloured_on_demand():
    plain = to_text(nested(), width=30)
    assert max(map(len, plain.splitlines())) <= 30
    assert "\x1b" not in plain
    coloured = to_text(nested(), width=30, colour=True)
    assert "\x1b[1;36mIlse Harn\x1b[0m" in coloured
    assert to_text(QuoteDocument("Nothing said.")) == "No quotes.\n"


def test_lines_that_are_wrapped_stand_apart_from_the_content():
    shown = to_text(nested(), width=24)
    assert "    unnamed because:\n      may not speak\n    they are ‘worn out’\n" in shown


def test_a_reason_is_told_once():
    document = nested()
    twice = attrs.evolve(
        document, quotes=(*document.quotes, attrs.evolve(document.quotes[1], id="q5"))
    )
    assert to_text(twice).count("aides [unnamed]  mixed") == 2
    assert to_text(twice).count("unnamed because: may not speak") == 1


def test_what_a_text_holds_cannot_steer_the_terminal():
    text = "Ilse [red]said\x1b[2J :smile: it"
    shown = to_text(FakeExtractor().document(text))
    assert "[red]said[2J :smile: it" in shown


def test_output_that_is_no_terminal_is_plain(run, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    done = run(write("a.txt", "Ilse " + "agreed " * 20))
    assert "\x1b" not in done.out
    assert 60 < max(map(len, done.out.splitlines())) <= 80


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal(run, monkeypatch, no_colour, coloured):
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    run(write("a.txt", "Ilse agreed"))
    assert ("\x1b[" in screen.getvalue()) is coloured


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        ((), ["loading the model"]),
        (("b.txt",), ["loading the model", "2/2", "2 read, 0 failed, 2 quotes\n"]),
        (("b.txt", "--quiet"), []),
    ],
)
def test_what_a_terminal_shows_besides(run, monkeypatch, argv, shown):
    write("a.txt", "Ilse agreed")
    write("b.txt", "Odo left")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["a.txt", *argv], load=lambda *_, **__: FakeExtractor()) == 0
    assert all(words in terminal.getvalue() for words in shown)
    assert bool(terminal.getvalue()) is bool(shown)
    assert ("2/2" in terminal.getvalue()) is ("2/2" in shown)


def test_a_page_holds_every_text(run):
    one = run(write("a.txt", "Ilse agreed & left"), "--to", "html")
    assert "<title>a.txt</title>" in one.out
    assert one.out.rstrip().endswith("</html>")
    assert "agreed &amp; left" in one.out
    both = run("a.txt", write("b.txt", "Odo stayed"), "--to", "html")
    assert both.out.count('<section class="qa"') == 2
    assert both.out.index("agreed") < both.out.index("stayed")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
def test_the_output_goes_into_a_file(run, form):
    write("a.txt", "Ilse agreed: “naïve”")
    into = run("a.txt", "--to", form, "-o", "out")
    assert (into.status, into.out, into.err) == (0, "", "")
    assert Path("out").read_bytes().decode() == run("a.txt", "--to", form).out
    assert not Path("out.part").exists()


def test_an_output_that_cannot_be_written_is_told(run):
    done = run(write("a.txt", "Ilse agreed"), "-o", "nowhere/out")
    assert done.status == 2
    assert done.err.startswith("quoteattr: nowhere/out: cannot be written: No such file")


def test_an_interrupted_run_leaves_the_old_output(run, capsys):
    class Interrupted(FakeExtractor):
        def document(self, text):
            if text == "stop":
                raise KeyboardInterrupt
            return super().document(text)

    write("out", "old")
    files = write("a.txt", "Ilse agreed"), write("b.txt", "stop")
    assert main([*files, "-o", "out"], load=lambda *_, **__: Interrupted()) == 130
    assert sorted(os.listdir()) == ["a.txt", "b.txt", "out"]
    assert Path("out").read_text() == "old"


class Taken:
    """Gets a signal in the moment that it is taken away."""

    def __init__(self, number: signal.Signals) -> None:
        self.number = number

    def __del__(self) -> None:
        signal.raise_signal(self.number)


@pytest.mark.parametrize(
    ("number", "status", "handler"),
    [
        (signal.SIGINT, 130, signal.default_int_handler),
        (signal.SIGTERM, 143, signal.SIG_DFL),
    ],
)
def test_a_signal_at_a_bad_moment_is_not_lost(run, number, status, handler):
    """What is raised in ``__del__`` is only reported by Python."""
    name = write("a.txt", "Ilse agreed")
    before = signal.signal(number, handler)

    def load(*_: object, **__: object) -> FakeExtractor:
        Taken(number)
        for _ in range(2000):  # as loading goes: step by step
            time.sleep(0.01)
        return FakeExtractor()

    try:
        assert main([name], load=load) == status
        assert signal.getsignal(number) is handler
    finally:
        signal.signal(number, before)
