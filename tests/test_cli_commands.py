"""The subcommands: fields kept, pictures, exports, formats back, models, measures, completion."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import attrs
import pytest
from test_cli import ROOT, FakeExtractor, Run, nested, write

import quoteattr
from quoteattr.cli import command, main, who
from quoteattr.cli.folders import Folder
from quoteattr.cli.sources import Sources
from quoteattr.export import brat, from_columns
from quoteattr.inputs import Input
from quoteattr.records import QuoteDocument


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *argv: Run(capsys, *argv)


def nothing_loads(*_: object, **__: object) -> None:
    pytest.fail("loaded a model")


def saved(name: str = "saved.jsonl") -> QuoteDocument:
    """A file with one document that needs every field, and the document."""
    document = attrs.evolve(nested(), id="n1", meta={"title": "News", "desk": "local"})
    write(name, document.to_json() + "\n")
    return document


# -- extract ------------------------------------------------------------------------------------


def test_the_plain_form_is_extract(run):
    name = write("a.txt", "Ilse agreed")
    for argv in ([], ["--to", "json"], ["--to", "html"]):
        assert run("extract", name, *argv).out == run(name, *argv).out
    assert run("--to", "json", name).out == run(name, "--to", "json").out


def test_the_ending_of_a_file_tells_its_format(run):
    name = write("a.txt", "Ilse agreed")
    for first in ([], ["extract"]):
        assert run(*first, name, "-o", "out.json").status == 0
        assert json.loads(Path("out.json").read_text())["id"] == "a.txt"
    assert run(name, "-o", "out.csv").status == 0
    assert Path("out.csv").read_text("utf-8-sig").startswith("document,title,")
    assert Path("out.csv").read_bytes().startswith("\ufeff".encode())  # for spreadsheets
    assert run(name, "-o", "out.xml").status == 0
    assert ElementTree.parse("out.xml").getroot().tag.endswith("}TEI")
    assert run(name, "-o", "out").status == 0
    assert Path("out").read_text() == run(name).out


def test_an_ending_of_another_format_is_refused(run):
    name = write("a.txt", "Ilse agreed")
    for ending in (".xlsx", ".docx", ".ndjson", ".gz"):
        told = run(name, "-o", f"out{ending}")
        assert told.status == 2
        assert f"out{ending}: {ending} is not written; use --to, one of text, json" in told.err
        assert not Path(f"out{ending}").exists()
    assert run(name, "--to", "text", "-o", "out.xlsx").status == 0


@pytest.mark.parametrize(
    ("ending", "reason"), [(".csv", "is a table"), (".html", "holds markup"), (".json", "is JSON")]
)
def test_what_is_not_one_text_is_refused(run, ending, reason):
    write("good.txt", "Ilse agreed")
    told = run("good.txt", write(f"a{ending}", "Ilse agreed"))
    assert told.status == 1
    assert reason in told.err
    assert "Ilse" in told.out


@pytest.mark.parametrize(
    ("ending", "reason"),
    [(".ndjson", "is JSON Lines"), (".jsonl.gz", "unpack it"), (".png", "not plain text")],
)
def test_what_would_be_read_as_one_text_is_refused(run, ending, reason):
    told = run(write(f"a{ending}", '{"text": "Ilse agreed"}'))
    assert (told.status, told.out) == (1, "")
    assert reason in told.err


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_how_to_convert_fits_the_file(run, encoding):
    Path("a.txt").write_bytes("“No”".encode(encoding))
    told = run("a.txt")
    assert told.status == 1
    assert f"iconv -f {'UTF-16' if encoding == 'utf-16' else 'WINDOWS-1252'} " in told.err


def test_an_empty_name_is_told(run):
    """What a shell makes of a variable that is not set."""
    for argv in ([""], ["extract", ""], ["convert", "", "--to", "jsonl"]):
        told = run(*argv)
        assert told.status == 1
        assert "is not the name of a file" in told.err


@pytest.mark.parametrize("argv", [["a.txt"], ["extract", "a.txt"], ["render", "a.txt"]])
def test_an_unknown_option_is_told_by_its_command(run, argv, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*argv, "--device", "cuda")
    assert caught.value.code == 2
    command = "render" if "render" in argv else "extract"
    err = capsys.readouterr().err
    assert f"unrecognized arguments: --device cuda; see quoteattr {command} --help" in err


def test_a_picture_fits_its_file(run):
    name = write("a.txt", "Ilse agreed")
    assert run("render", name, "-o", "out.txt").status == 0
    assert Path("out.txt").read_text() == run(name).out
    for place in ("out.html", "out", "out.v2"):
        assert run("render", name, "-o", place).status == 0
        assert Path(place).read_text().startswith("<!doctype html>")
    for ending in (".pdf", ".jsonl", ".csv", ".gz"):
        told = run("render", name, "-o", f"out{ending}")
        assert told.status == 2
        assert f"{ending} is not written; use --to, one of html, text" in told.err
        assert not Path(f"out{ending}").exists()
    assert run("render", name, "--to", "html", "-o", "out.txt").status == 0
    assert Path("out.txt").read_text().startswith("<!doctype html>")


def test_what_holds_no_document_is_told(run):
    write("a.txt", "Ilse agreed")
    for name, reason in (("gone", "no such file"), ("a.txt", "is a text"), ("-", "two files")):
        form = ["--from", "brat"] if name == "-" else []
        told = run("convert", name, "--to", "jsonl", *form)
        assert told.status == 1
        assert reason in told.err


def test_what_json_does_not_know_is_null(run):
    line = (
        '{"text": "Ilse agreed", "id": 1, "score": NaN, "more": [Infinity, {"a": 1e400}], "b": 2.5}'
    )
    out = run(write("a.jsonl", line), "--to", "jsonl").out

    def refused(name: str) -> None:
        raise ValueError(name)

    read = json.loads(out, parse_constant=refused)
    assert read["meta"] == {"score": None, "more": [None, {"a": None}], "b": 2.5}


def test_a_hidden_folder_is_passed_over(run):
    for name in ("news/a.txt", "news/.checkpoints/a.txt", ".news/b.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        write(name, "Ilse agreed")
    assert [line["id"] for line in run("news", "--to", "jsonl").lines()] == ["news/a.txt"]
    assert [line["id"] for line in run(".news", "--to", "jsonl").lines()] == [".news/b.txt"]


def test_a_file_called_like_a_command(run):
    write("models", "Ilse agreed")
    assert json.loads(run("./models", "--to", "json").out)["text"] == "Ilse agreed"


def test_the_callers_fields_are_kept(run):
    more = {"url": "u7", "tags": ["a", {"b": None}], "n": 1.5, "model": "T", "meta": 1, "file": "f"}
    name = write("a.jsonl", json.dumps({"key": 7, "id": 5, "body": "Ilse agreed", **more}))
    done = run(name, "--to", "jsonl", "--text-field", "body", "--id-field", "key")
    document = QuoteDocument.from_dict(*done.lines())
    assert (document.id, dict(document.meta)) == ("7", {"id": 5, **more})
    assert document.quotes == FakeExtractor().document("Ilse agreed").quotes
    # what was extracted can be extracted again
    assert run(write("b.jsonl", done.out), "--to", "jsonl").out == done.out


def test_fields_in_meta_are_fields(run):
    line = {"id": 7.0, "text": "Odo left", "format_version": 3, "meta": {"date": "2024"}, "n": 1}
    (found,) = run(write("a.jsonl", json.dumps(line)), "--to", "jsonl").lines()
    assert (found["id"], found["meta"]) == ("7", {"date": "2024", "format_version": 3, "n": 1})


def test_a_field_that_no_file_can_hold(run):
    deep = "[" * 600 + "]" * 600
    lines = '{"text": "Ilse agreed", "x\\ud83d": "\\ud83d"}', f'{{"text": "Odo", "x": {deep}}}'
    done = run(write("a.jsonl", "\n".join((*lines, '{"text": "Ada left"}'))), "--to", "jsonl")
    assert done.status in (0, 1)  # how deep is too deep depends on the version of Python
    first, *_, last = done.lines()
    assert (first["meta"], last["text"]) == ({"x\ufffd": "\ufffd"}, "Ada left")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("form", ["jsonl", "text", "html", "csv", "tei", "columns"])
@pytest.mark.parametrize("place", [None, "out", "out/"])
def test_an_id_with_a_lone_surrogate(run, form, place):
    """Half a UTF-16 pair in an id costs neither this document nor those behind it."""
    for name in ("texts.jsonl", "saved.jsonl"):
        data = {} if name == "texts.jsonl" else nested().to_dict()
        lines = [json.dumps({"text": "Ilse agreed", **data, "id": id_}) for id_ in ("a\ud83d", "b")]
        write(name, "\n".join(lines))
        command = ["extract" if name == "texts.jsonl" else "convert", name, "--to", form]
        done = run(*command, *(("-o", place) if place else ()))
        assert (done.status, done.err.count("\n")) == (0, 1)  # the summary


def test_a_stream_goes_through(run, monkeypatch):
    lines = b'{"id": 1, "text": "Ilse agreed", "q": 1}\n{"id": 2, "text": "Odo left", "q": 2}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    done = run("extract", "-", "--jsonl", "--batch-size", "1", "--to", "jsonl")
    assert [(d["id"], d["meta"]) for d in done.lines()] == [("1", {"q": 1}), ("2", {"q": 2})]
    assert done.extractor.asked["batch_size"] == 1


@pytest.mark.parametrize("to", ["screen", "file"])
def test_lines_from_standard_input_are_one_array_and_one_corpus(run, monkeypatch, to):
    lines = b'{"text": "Ilse agreed"}\n{"text": "Jon left"}\n'
    for form in ("json", "tei"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        place = ("-o", "out") if to == "file" else ()
        out = run("extract", "-", "--jsonl", "--to", form, *place).out
        out = Path("out").read_text("utf-8") if place else out
        if form == "json":
            assert [one["text"] for one in json.loads(out)] == ["Ilse agreed", "Jon left"]
        else:
            assert sum(part.tag.endswith("}TEI") for part in ElementTree.fromstring(out)) == 2


def test_processes_reach_the_extractor(run):
    name = write("a.txt", "Ilse agreed")
    assert run(name).extractor.asked == {"batch_size": 8, "n_process": 1}
    assert run("extract", name, "--n-process", "3").extractor.asked["n_process"] == 3


@pytest.mark.parametrize("value", ["0", "-1", "two", ""])
def test_numbers_that_are_none(run, value, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["extract", "a.txt", f"--n-process={value}"], load=nothing_loads)
    assert caught.value.code == 2
    assert (
        "is not a whole number of at least 1; see quoteattr extract --help"
        in capsys.readouterr().err
    )


# -- render -------------------------------------------------------------------------------------


def test_render_reads_texts(run):
    name = write("a.txt", "Ilse agreed & left")
    done = run("render", name)
    assert "<title>a.txt</title>" in done.out
    assert "agreed &amp; left" in done.out
    assert run("render", name, "--to", "text").out == run(name).out


@pytest.mark.parametrize("name", ["saved.jsonl", "saved.json"])
def test_render_shows_what_was_saved_without_a_model(run, capsys, name):
    saved(name)
    assert main(["render", name, "--to", "text"], load=nothing_loads) == 0
    out = capsys.readouterr().out
    assert out.startswith("News · n1\n")
    assert "Ilse Harn and Odo Veen" in out


def test_a_folder_of_pages_has_an_index(run):
    write("news/a.txt", "Rain in Sorby\n\nIlse agreed")
    write("news/more/b&b.txt", "Odo left")
    lines = [{"id": id_, "title": f"<{id_}>", "text": "Ilse agreed"} for id_ in ("x/1", "index")]
    write("news/c.jsonl", "\n".join(map(json.dumps, lines)))
    assert run("render", "news", "-o", "pages/").status == 0
    write("news/d.txt", "Ada came")
    done = run("render", "news", "-o", "pages/", "--resume")
    assert done.extractor.read == ["Ada came"]
    assert done.err == "quoteattr: 1 read, 0 failed, 1 quotes; 4 were done before\n"
    index = Path("pages/index.html").read_text()
    links = re.findall(r'<a href="(.*?)">(.*?)</a>', index)
    titles = ["Rain in Sorby", "&lt;x/1&gt;", "&lt;index&gt;"]
    titles += [os.path.join("news", "d.txt"), os.path.join("news", "more", "b&amp;b.txt")]
    assert [title for _, title in links] == titles
    assert all(Path("pages", unquote(link)).is_file() for link, _ in links)


def test_a_resumed_index_is_in_the_order_of_the_texts(tmp_path):
    """Also where a batch is asked for before its first page is written."""
    texts = [Input(name, f"{name}.txt", "It rained.") for name in "abc"]
    (tmp_path / "b.txt.html").write_text("<title>b</title>")
    pages = Folder(tmp_path, "html", [], Sources([], (".txt",), None, rereads=False), resume=True)
    assert [pages.has(one) for one in texts] == [False, True, False]
    document = QuoteDocument("It rained.", (), (), (), "en")
    pages.write([(texts[0], document), (texts[2], document)], pytest.fail)
    links = re.findall(r'<a href="(.*?)">', (tmp_path / "index.html").read_text())
    assert links == ["a.txt.html", "b.txt.html", "c.txt.html"]


def test_texts_and_documents_stay_in_order(run):
    """Of a folder with brat's files their texts are not read once more."""
    document = saved("in/b.jsonl")
    line = Path("in/b.jsonl").read_text()
    write("in/b.jsonl", f'{{"id": "a", "text": "Ilse agreed"}}\n{line}{{"text": "Odo left"}}\n')
    write("in/c.json", attrs.evolve(document, id="c").to_json())
    assert run("convert", "in/c.json", "--to", "brat", "-o", "in/").status == 0
    done = run("render", "in", "--to", "text")
    lines = done.out.splitlines()
    titles = [above for above, line in pairwise(lines) if line and not line.strip("─")]
    assert titles == ["a", "News · n1", os.path.join("in", "b.jsonl:3"), "News · c", "News · c"]
    assert done.extractor.read == ["Ilse agreed", "Odo left"]


# -- who ----------------------------------------------------------------------------------------


def test_who_counts_over_all_documents(run):
    days = ["2024-05-03", "2024-06-01T08:00", None]
    lines = [attrs.evolve(nested(), meta={"date": day} if day else {}).to_json() for day in days]
    name = write("a.jsonl", "\n".join((*lines, '{"text": "Odo left"}')))
    done = run("who", name)
    assert [line.split()[:6] for line in done.out.splitlines()] == [
        ["speaker", "quotes", "words", "documents", "direct", "dates"],
        ["Ilse", "Harn", "3", "33", "3", "100%"],
        ["Odo", "Veen", "3", "33", "3", "100%"],
        ["Odo", "1", "1", "1", "0%"],
        ["aides", "[unnamed]", "3", "12", "3", "0%"],
    ]
    assert done.err == "quoteattr: 4 read, 0 failed, 13 quotes\n"
    first, *_, last = json.loads(run("who", name, "--to", "json").out)
    assert (first["first"], first["last"], last["anonymous"]) == ("2024-05-03", "2024-06-01", True)
    assert run("convert", name, "--to", "json", "-o", "saved/").status == 1  # a text is no document
    assert run("who", "saved/", "-o", "who.csv", "--quiet").err == ""
    rows = list(csv.DictReader(io.StringIO(Path("who.csv").read_text("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ilse Harn", "Odo Veen", "aides"]
    assert run("who", write("empty.jsonl", "")).out == "No speakers.\n"
    assert "name a file: -o FILE" in run("who", name, "-o", "saved/").err


def test_who_joins_the_names_of_those_one_knows(run):
    name = write("a.jsonl", '{"text": "Odo left"}\n{"text": "Ilse left"}\n')
    known = write("known.csv", "id,name,aliases\nq1,Odo,Ilse\n")
    (row,) = json.loads(run("who", name, "--known", known, "--to", "json").out)
    assert (row["known"], row["quotes"]) == ("q1", 2)
    done = run("who", name, "--known", write("known.csv", "id,name\nq1,\n"))
    assert (done.status, done.extractor.read) == (2, [])
    assert "known.csv line 2" in done.err


def test_documents_are_not_read_anew(run):
    done = run("who", write("a.jsonl", nested().to_json()), "--min-confidence", "0.9")
    assert (done.status, done.out) == (2, "")
    assert "give it to quoteattr extract" in done.err


def test_who_counts_what_stands_twice_once(run):
    write("in/a.txt", "Odo left")
    run("extract", "in", "-o", "in/found.jsonl")
    done = run("who", "in")
    assert [line.split()[:4] for line in done.out.splitlines()[1:]] == [["Odo", "1", "1", "1"]]
    assert "1 stood there twice" in done.err


def test_pronouns_stand_to_the_left_without_dates():
    rows = {"anonymous": False, "quotes": 1, "words": 2, "documents": 1, "direct": None}
    rows |= {"first": None, "last": None}
    found = [
        rows | {"name": name, "pronouns": said} for name, said in (("A", "he; him"), ("B", "she"))
    ]
    header, first, second = who._text(found, 80).splitlines()
    assert header.index("pronouns") == first.index("he; him") == second.index("she")


def test_a_name_cannot_steer_the_table(run):
    assert "\x1b" not in run("who", write("a.txt", "Ilse\x1b[2J agreed")).out


# -- convert ------------------------------------------------------------------------------------


def test_convert_keeps_id_and_fields(run):
    document = saved()
    for form in ("json", "jsonl", "brat", "columns", "label-studio"):
        assert run("convert", "saved.jsonl", "--to", form, "-o", f"{form}/").status == 0
        (line,) = run("convert", f"{form}/", "--to", "jsonl").lines()
        found = QuoteDocument.from_dict(line)
        assert (found.id, found.meta, len(found)) == ("n1", document.meta, len(document))


def test_convert_to_tables(run):
    saved()
    rows = list(csv.DictReader(io.StringIO(run("convert", "saved.jsonl", "--to", "csv").out)))
    assert [(row["document"], row["title"]) for row in rows] == [("n1", "News")] * 4
    assert run("convert", "saved.jsonl", "-o", "out.speakers.csv").status == 0
    people = Path("out.speakers.csv").read_text("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(people))] == [
        "aides", "Ilse Harn", "Odo Veen", "Ada",
    ]  # fmt: skip


def test_the_interface_of_label_studio(run):
    out = run("convert", "--to", "label-studio-interface").out
    assert ElementTree.fromstring(out).tag == "View"
    assert run("convert", "--to", "label-studio-interface", "-o", "ui.xml").status == 0
    assert Path("ui.xml").read_text() == out
    assert "takes no input" in run("convert", "a.jsonl", "--to", "label-studio-interface").err
    for argv in (["convert"], ["convert", "a.jsonl"], ["convert", "--to", "csv"]):
        assert run(*argv).status == 2


def test_convert_to_parquet(run):
    parquet = pytest.importorskip("pyarrow.parquet")
    saved()
    assert run("convert", "saved.jsonl", "--to", "parquet", "-o", "out.parquet").status == 0
    assert parquet.read_table("out.parquet").num_rows == 4
    assert "name a file" in run("convert", "saved.jsonl", "--to", "parquet").err


@pytest.mark.parametrize("form", ["json", "jsonl", "columns", "label-studio"])
def test_formats_come_back(run, form):
    document = saved()
    endings = {"json": ".json", "jsonl": ".jsonl", "columns": ".tsv", "label-studio": ".json"}
    name = f"other{endings[form]}"
    assert run("convert", "saved.jsonl", "--to", form, "-o", name).status == 0
    (line,) = run("convert", name, "--to", "jsonl").lines()
    assert (line["id"], QuoteDocument.from_dict(line)) == ("n1", document)
    (line,) = run("convert", name, "--from", form, "--to", "jsonl").lines()
    assert QuoteDocument.from_dict(line) == document


def test_brat_and_back(run):
    document = saved()
    assert run("convert", "saved.jsonl", "--to", "brat", "-o", "brat/").status == 0
    assert sorted(os.listdir("brat")) == ["annotation.conf", "n1.ann", "n1.txt", "visual.conf"]
    assert Path("brat/n1.txt").read_bytes().decode() == document.text
    (line,) = run("convert", "brat", "--to", "jsonl").lines()
    found = QuoteDocument.from_dict(line)
    assert [(q.content, q.speakers) for q in found] == [(q.content, q.speakers) for q in document]
    assert "name a folder" in run("convert", "saved.jsonl", "--to", "brat").err
    (Path("brat") / "n1.txt").unlink()
    assert "n1.ann: text: " in run("convert", "brat", "--to", "jsonl").err


def test_what_annotators_configured_in_brat_is_left_alone(run):
    saved()
    write("brat/visual.conf", "[labels]\n[drawing]\n")
    assert run("convert", "saved.jsonl", "--to", "brat", "-o", "brat/").status == 0
    assert Path("brat/visual.conf").read_text() == "[labels]\n[drawing]\n"
    assert Path("brat/annotation.conf").read_text() == brat.configuration()


def test_brat_is_called_like_the_text_and_keeps_its_id(run):
    name = write("in/news/a.txt", "Ilse agreed")
    assert run("extract", "in", "--to", "brat", "-o", "brat/").status == 0
    found = sorted(str(path.relative_to("brat")) for path in Path("brat").rglob("*.*"))
    assert found == ["annotation.conf", *(f"news/a.{end}" for end in ("ann", "txt")), "visual.conf"]
    (line,) = run("convert", "brat", "--to", "jsonl").lines()
    assert line["id"] == os.path.join(*name.split("/"))


@pytest.mark.parametrize("form", ["json", "label-studio"])
def test_an_entry_that_cannot_be_read_costs_no_other(run, form):
    document = saved()
    assert run("convert", "saved.jsonl", "--to", form, "-o", "one.json").status == 0
    data = json.loads(Path("one.json").read_text(encoding="utf-8"))
    entry = data[0] if isinstance(data, list) else data
    broken = {"data": {"text": document.text}, "predictions": [7]}
    write("three.json", json.dumps([entry, broken, entry]))
    done = run("convert", "three.json", "--from", form, "--to", "jsonl")
    assert done.status == 1
    assert [QuoteDocument.from_dict(line) for line in done.lines()] == [document] * 2
    assert "three.json:2: predictions: are only numbers" in done.err


def test_what_cannot_be_converted_is_told(run):
    saved("good.jsonl")
    write("bad.jsonl", '{"format_version": 2}\n[]\n{"text": "Ilse agreed"}\n')
    write("texts.jsonl", '{"text": "Ilse agreed"}\n' * 3)
    write("bad.json", "{")
    write("bad.tsv", "1\tone\n")
    write("odd.xyz", "")
    done = run(
        "convert", "bad.jsonl", "texts.jsonl", "bad.json", "bad.tsv", "odd.xyz", "gone.json",
        "good.jsonl", "--to", "columns",
    )  # fmt: skip
    assert done.status == 1
    starts = [line.split(": ")[1] for line in done.err.splitlines()[:-1]]
    assert starts == [
        "bad.jsonl:1", "bad.jsonl:2", "bad.jsonl:3", "texts.jsonl", "bad.json", "bad.tsv",
        "odd.xyz", "gone.json",
    ]  # fmt: skip
    assert "texts.jsonl: holds texts, not what was found in them; use quoteattr extract" in done.err
    assert len(from_columns(done.out)) == 1


# -- models, evaluate ---------------------------------------------------------------------------


def test_models_are_listed(run):
    done = run("models")
    assert done.status == 0
    assert done.out.startswith("en ")
    data = [json.loads(line) for line in run("models", "--to", "json").out.splitlines()]
    assert data[0]["name"] == "en"
    assert data[0]["bytes"] == sum(data[0]["files"].values()) > 0


def test_a_broken_model_is_told(run):
    write("mine/manifest.json", '{"format_version": 1, "files": {"a.txt": {"bytes": 3}}}')
    write("mine/a.txt", "four")
    done = run("models", "mine")
    assert done.status == 1
    assert "has 4 bytes instead of 3" in done.err
    assert run("models", "nowhere").status == 2


def test_measures(run):
    gold = {"id": "a", "text": "Ilse agreed", "quotes": []}
    write("gold.jsonl", json.dumps(gold) + "\n")
    done = run("evaluate", "score", "gold.jsonl", "gold.jsonl", "--to", "json")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)
    write("other.jsonl", json.dumps(gold | {"id": "b"}) + "\n")
    done = run("evaluate", "score", "gold.jsonl", "other.jsonl")
    assert (done.status, done.out) == (2, "")
    assert "other.jsonl has no id that gold.jsonl has (such as 'b' and 'a')" in done.err
    with pytest.raises(SystemExit) as caught:
        run("evaluate", "score", "gold.jsonl")
    assert caught.value.code == 2


def test_reading_loads_no_measures(tmp_path):
    code = (
        "import sys; from test_cli import FakeExtractor; from quoteattr.cli import main\n"
        "main(sys.argv[1:], load=lambda *_, **__: FakeExtractor())\n"
        "heavy = {'torch', 'stanza', 'quoteattr.evaluation', 'quoteattr.training', 'argcomplete'}\n"
        "raise SystemExit(', '.join(heavy & set(sys.modules)))"
    )
    (tmp_path / "a.txt").write_text("Ilse agreed")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.txt")],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode().strip() == ""


# -- help, completion ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", command.COMMANDS)
def test_help_has_examples(name, capsys):
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert f"\n  quoteattr {name} " in out
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("name", command.COMMANDS)
def test_every_example_is_one(name, capsys):
    """Each line of the examples is taken by the parser."""
    with pytest.raises(SystemExit):
        main([name, "--help"])
    examples = capsys.readouterr().out.split("examples:\n")[1].split("\n\n")[0]
    for line in examples.splitlines():
        words = shlex.split(line.partition("   ")[0] if name != "extract" else line)
        for argv in _commands(words):
            if "--help" not in argv:
                command._parser().parse_args(argv)


def _commands(words: list[str]) -> list[list[str]]:
    """What follows each ``quoteattr`` up to a pipe."""
    found: list[list[str]] = []
    inside = False
    for word in words:
        if word == "quoteattr":
            found.append([])
            inside = True
        elif word in ("|", "then", ">", "eval", "tail", "pip"):
            inside = False
        elif inside:
            found[-1].append(word)
    return found


@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("quoteattr ", {"extract", "render", "models", "who"}, {"--to"}),
        ("quoteattr convert a.jsonl --to b", {"brat"}, {"csv"}),
        ("quoteattr extract a.txt --model ", {"en"}, {"en-fast", "jsonl"}),
        ("quoteattr a.txt --to html --mo", {"--modes", "--model"}, {"--to"}),
    ],
)
def test_completion(line, some, none):
    pytest.importorskip("argcomplete")
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": "/dev/stdout",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "9",
    }
    argv = [sys.executable, "-m", "quoteattr"]
    done = subprocess.run(argv, env=env, capture_output=True, check=False)
    found = {word.strip() for word in done.stdout.decode().split("\n")}
    assert some <= found
    assert not none & found


# -- with the real model ------------------------------------------------------------------------


def test_from_a_folder_to_a_table(run, extractor: quoteattr.Extractor):
    """One run of everything: extract, resume, render, export, convert, with the bundled model."""
    text = "“The sluice is open,” said Ida Brandt. She said that nobody had told the town."
    write("in/a.txt", text)
    lines = [{"id": n, "text": f"{text} It was day {n}.", "desk": "local"} for n in (1, 2)]
    write("in/b.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    assert main(["extract", "in", "-o", "out.jsonl", "--modes", "all"]) == 0
    found = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert [line["id"] for line in found] == [os.path.join("in", "a.txt"), "1", "2"]
    assert found[1]["meta"] == {"desk": "local"}
    document = QuoteDocument.from_dict(found[0])
    assert document.speakers[0].name == "Ida Brandt"
    alone = extractor(text)
    assert [(q.text, q.cue) for q in document] == [(q.text, q.cue) for q in alone]
    before = Path("out.jsonl").read_bytes()
    assert main(["extract", "in", "-o", "out.jsonl", "--modes", "all", "--resume"]) == 0
    assert Path("out.jsonl").read_bytes() == before
    assert main(["render", "out.jsonl", "-o", "page.html"]) == 0
    assert Path("page.html").read_text().count('<section class="qa"') == 3
    assert main(["who", "out.jsonl", "-o", "who.csv"]) == 0
    assert main(["convert", "out.jsonl", "--to", "brat", "-o", "brat/"]) == 0
    assert main(["convert", "brat", "--to", "csv", "-o", "out.csv"]) == 0
    rows = list(csv.DictReader(Path("out.csv").read_text("utf-8-sig").splitlines()))
    assert {row["speakers"] for row in rows} == {"Ida Brandt"}
