"""The command is stopped, killed, out of room: what is left, and whether a later run goes on."""

import errno
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_cli import ROOT, FakeExtractor, Run, Terminal, write

from quoteattr.cli import journal, main
from quoteattr.cli.journal import JournaledFile
from quoteattr.errors import ExtractionError, InputError

resource = pytest.importorskip("resource")  # as fork, only where there is POSIX

# An id twice, a text twice, texts without quotes, one that fails, one that cannot be read.
LINES = [
    {"id": 1, "text": "Ilse agreed", "url": "u1"},
    {"id": 1, "text": "Odo “left”\nat noon"},
    {"id": 1, "text": "Ilse agreed", "url": "u1"},
    {"text": "boom"},
    {"id": "x", "text": 5},
    {"text": "Nothing"},
    {"id": "y", "text": "Ada stayed"},
]
FORMS = ("jsonl", "csv", "speakers-csv", "columns", "web-annotation")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("in/a.jsonl", "".join(json.dumps(line) + "\n" for line in LINES))
    write("in/b.txt", "Ilse spoke again")
    write("in/c/d.txt", "Nobody spoke\r\n")
    return lambda *argv: Run(capsys, *argv)


def command(form: str = "jsonl", place: str = "out", *more: str) -> list[str]:
    return ["extract", "in", "--to", form, "-o", place, *more]


def undisturbed(run, form: str = "jsonl", place: str = "whole") -> bytes:
    assert run(*command(form, place)).status == 1  # two lines are bad
    data = Path(place).read_bytes()
    assert data
    return data


class Killing:
    """Stands in for what changes files; the n-th change is cut in the middle by SIGKILL."""

    def __init__(self, at: int) -> None:
        self.left = at

    def install(self) -> None:
        for owner, name in (
            (journal, "_write"),
            (os, "fsync"),
            (os, "replace"),
            (Path, "unlink"),
            (Path, "write_bytes"),
        ):
            setattr(owner, name, self.cutting(getattr(owner, name), name))

    def cutting(self, function, name):
        def cut(*args, **options):
            self.left -= 1
            if self.left == 0:
                if "write" in name:
                    function(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **options)

        return cut


@pytest.fixture(params=[0.0, 60.0], ids=["each", "together"])
def pause(request, monkeypatch) -> float:
    """Documents brought to the disk one by one, and many at a time."""
    monkeypatch.setattr(journal, "PAUSE", request.param)
    return request.param


def killed(argv: list[str], at: int) -> bool:
    """Run the command in a process that dies at its n-th change of a file; whether it did."""

    def child() -> None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        Killing(at).install()
        os._exit(main(argv, load=lambda *_, **__: FakeExtractor()))

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    assert process.exitcode in (0, 1, -signal.SIGKILL)
    return process.exitcode == -signal.SIGKILL


def test_a_kill_at_every_point_and_a_resume(run, pause):
    expected = undisturbed(run)
    at = 1
    while killed(command(), at):
        assert not Path("out").exists() or Path("out").read_bytes() == expected
        assert run(*command(), "--resume").status == 1
        assert Path("out").read_bytes() == expected, at
        assert sorted(os.listdir()) == ["in", "out", "whole"]
        Path("out").unlink()
        at += 1
    assert at > (25 if not pause else 15)


@pytest.mark.parametrize("form", FORMS)
def test_many_kills_in_a_row(run, form, monkeypatch):
    """Killed again and again, the resumed runs too."""
    monkeypatch.setattr(journal, "PAUSE", 0)  # each document counts, or it would never end
    draw = random.Random(form)
    expected = undisturbed(run, form)
    argv, kills = command(form), 0
    while killed([*argv, "--resume"] if kills else argv, draw.randint(4, 16)):
        assert not Path("out").exists() or Path("out").read_bytes() == expected
        kills += 1
        assert kills < 200
    # A finished file of these can be gone on with only as long as its journal is there.
    assert kills
    assert Path("out").read_bytes() == expected
    assert sorted(os.listdir()) == ["in", "out", "whole"]


SLOW = """
import signal, sys, time
from test_cli import FakeExtractor
from quoteattr.cli import main
# Tests that a shell runs in the background have it ignored, and so would this process.
signal.signal(signal.SIGINT, signal.default_int_handler)
class Slow(FakeExtractor):
    def document(self, text):
        time.sleep(0.02)
        return super().document(text)
raise SystemExit(main(load=lambda *_, **__: Slow()))
"""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_process_that_is_stopped_from_outside(run, capsys, number, status):
    write("in/many.jsonl", "".join(f'{{"text": "Ilse line {n}"}}\n' for n in range(300)))
    expected = undisturbed(run)
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, *command()],
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    )
    journal = Path("out.journal")
    while not journal.exists() or journal.stat().st_size < 2000:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(number)
    told = process.communicate()[1].decode()
    assert process.returncode == status
    assert "done and kept in out.part; to go on, add --resume" in told
    assert "Traceback" not in told
    assert not Path("out").exists()
    resumed = run(*command(), "--resume")
    assert Path("out").read_bytes() == expected
    assert 0 < len(resumed.extractor.read) < 300


def test_a_finished_file_takes_what_is_new(run):
    expected = undisturbed(run, place="out")
    again = run(*command(), "--resume")
    assert again.extractor.read == ["boom"]  # what failed is tried again
    assert Path("out").read_bytes() == expected
    write("in/z.txt", "Zoe came later")
    assert run(*command(), "--resume").extractor.read == ["boom", "Zoe came later"]
    assert Path("out").read_bytes().startswith(expected)
    assert len(Path("out").read_bytes().splitlines()) == 8


@pytest.mark.parametrize("with_journal", [False, True])
def test_a_finished_file_without_its_last_line_end(run, with_journal):
    """An editor, or ``head -c``, takes it; the next record must not go on in that line."""
    expected = undisturbed(run, place="out")
    Path("out").write_bytes(expected[:-1])
    if with_journal:  # of a kill after the file got its name
        settings = {"settings": {}, "end": 0}
        Path("out.journal").write_text(json.dumps(settings) + "\n")
        assert run(*command(), "--resume").status == 2
        Path("out.journal").unlink()
    write("in/z.txt", "Zoe came later")
    assert run(*command(), "--resume").extractor.read == ["boom", "Zoe came later"]
    lines = Path("out").read_bytes().splitlines()
    assert lines[:-1] == expected.splitlines()
    assert json.loads(lines[-1])["text"] == "Zoe came later"


FORGED = [
    b"[]", b"7", b'"x"', b"{}", b'{"key": "k"}', b'{"end": 30}', b'{"key": [1], "end": 30}',
    b'{"key": {}, "end": 30}', b'{"key": "k", "end": -5}', b'{"key": "k", "end": "3"}',
    b'{"key": "k", "end": 1e999}', b'{"key": "k", "end": null}', b"\xff", b"[" * 10_000,
    b'{"key": "k", "end": 3}',
]  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_journal(run, forged):
    """What is no entry ends what is believed; an end within a line is told."""
    expected = undisturbed(run)
    assert interrupted(command(), KeyboardInterrupt()) == 130
    first, *entries = Path("out.journal").read_bytes().splitlines()
    for lines in ([first, forged], [first, *entries, forged], [forged, *entries]):
        interrupted(command(), KeyboardInterrupt())
        Path("out.journal").write_bytes(b"\n".join((*lines, b"")))
        done = run(*command(), "--resume")
        if done.status == 2:
            assert "out: was begun with" in done.err or "out.part: is not what out.j" in done.err
        else:
            assert Path("out").read_bytes() == expected


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"7",
        b"{}",
        b'{"id": [], "text": "x"}',
        b'{"id": 1, "text": 7}',
        b"\xff",
        b"[" * 10_000,
    ],
)
def test_a_forged_output(run, line):
    Path("out").write_bytes(line + b"\n")
    done = run(*command(), "--resume")
    if done.status == 2:
        assert "out:1: was not written by this command; leave out --resume" in done.err
        assert Path("out").read_bytes() == line + b"\n"
    else:  # it looks like one, and is kept
        assert Path("out").read_bytes().startswith(line + b"\n")


LONG_IDS = ["ü" * 100, "ü" * 150, "ü" * 149 + "u", "日" * 100, "a/b", "a_b", "a b", "A", "", ".."]


@pytest.mark.parametrize("form", ["json", "html", "speakers-csv", "brat"])
def test_ids_that_are_no_names_of_files(run, form):
    """Names are limited in bytes; different ids have different files, and so after a resume."""
    write(
        "ids.jsonl", "".join(json.dumps({"id": id_, "text": "I " + id_}) + "\n" for id_ in LONG_IDS)
    )
    done = run("extract", "ids.jsonl", "--to", form, "-o", "out/")
    assert (done.status, len(done.extractor.read)) == (0, len(LONG_IDS))
    files = {path.name for path in Path("out").rglob("*") if path.suffix not in (".conf", ".txt")}
    assert len(files - {"index.html"}) == len(LONG_IDS)
    again = run("extract", "ids.jsonl", "--to", form, "-o", "out/", "--resume")
    assert (again.status, again.extractor.read) == (0, [])
    write("ids.jsonl", '{"id": "a", "text": "Ilse agreed"}')  # on some systems the file of A
    again = run("extract", "ids.jsonl", "--to", form, "-o", "out/", "--resume")
    assert again.extractor.read == ["Ilse agreed"]


def test_ids_that_differ_in_capitals_have_files_of_their_own(run):
    write("ids.jsonl", "".join(f'{{"id": "{id_}", "text": "I {id_}"}}\n' for id_ in "Aa"))
    assert run("extract", "ids.jsonl", "--to", "json", "-o", "out/").status == 0
    texts = {json.loads(path.read_text())["text"] for path in Path("out").iterdir()}
    assert texts == {"I A", "I a"}
    again = run("extract", "ids.jsonl", "--to", "json", "-o", "out/", "--resume")
    assert (again.status, again.extractor.read) == (0, [])


def test_a_long_name_of_a_file(run):
    write(f"long/{'ü' * 120}.txt", "Ilse agreed")
    Path(os.fsdecode(b"long/\xff.txt")).write_text("Odo left")
    assert run("render", "long", "-o", "pages/").status == 0
    assert len(list(Path("pages").glob("ü*.html"))) == 1
    assert 'href="%EF%BF%BD.txt.html"' in Path("pages/index.html").read_text()


def test_a_changed_text_is_read_again(run):
    undisturbed(run, place="out")
    write("in/b.txt", "Ilse changed it")
    assert "Ilse changed it" in run(*command(), "--resume").extractor.read


def test_a_resume_without_anything_begins(run):
    expected = undisturbed(run)
    assert run(*command(), "--resume").status == 1
    assert Path("out").read_bytes() == expected


def interrupted(argv: list[str], error: BaseException) -> int:
    """The status of a run that ends at the text "Nothing"."""

    class Interrupted(FakeExtractor):
        def document(self, text):
            if text == "Nothing":
                raise error
            return super().document(text)

    return main(argv, load=lambda *_, **__: Interrupted())


@pytest.mark.parametrize("changed", [["--modes", "all"], ["--model", "big"], ["--to", "csv"]])
def test_other_options_do_not_go_on(run, changed):
    assert interrupted(command(), KeyboardInterrupt()) == 130
    before = Path("out.part").read_bytes(), Path("out.journal").read_bytes()
    done = run(*command(), "--resume", *changed)
    assert done.status == 2
    assert "out: was begun with other options" in done.err
    assert changed[0].strip("-") in done.err
    assert (Path("out.part").read_bytes(), Path("out.journal").read_bytes()) == before


@pytest.mark.parametrize("form", ["csv", "web-annotation"])
def test_a_finished_file_that_does_not_tell(run, form):
    expected = undisturbed(run, form, "out")
    done = run(*command(form), "--resume")
    assert done.status == 2
    assert "is finished, and this format does not tell of which texts" in done.err
    assert Path("out").read_bytes() == expected


def test_what_is_no_output_of_this_command(run):
    write("out", '{"mine": 1}\n')
    done = run(*command(), "--resume")
    assert done.status == 2
    assert "out:1: was not written by this command" in done.err
    assert Path("out").read_text() == '{"mine": 1}\n'


@pytest.mark.parametrize("argv", [["--to", "json", "-o", "out"], ["--to", "jsonl"]])
def test_where_there_is_nothing_to_go_on_with(run, argv):
    done = run("in", "--resume", *argv)
    assert done.status == 2
    assert "--resume needs" in done.err


def test_an_interruption_keeps_what_is_done(run, capsys):
    write("out", "old")
    assert interrupted(command(), KeyboardInterrupt()) == 130
    assert "3 texts are done and kept in out.part" in capsys.readouterr().err
    assert Path("out").read_text() == "old"
    assert len(Path("out.part").read_bytes().splitlines()) == 3


def test_an_interruption_before_the_first_leaves_nothing(run):
    class Stopped(FakeExtractor):
        def document(self, text):
            raise KeyboardInterrupt

    assert main(command(), load=lambda *_, **__: Stopped()) == 130
    assert os.listdir() == ["in"]


def test_a_worker_that_dies(run, capsys):
    assert interrupted(command(), ExtractionError(3, "a worker process died")) == 1
    err = capsys.readouterr().err
    assert "3 texts are done" in err
    assert "a worker process died" in err


def elsewhere(prepare, argv: list[str], extractor=FakeExtractor) -> tuple[int, str]:
    """Run the command in a process of its own, prepared; its status and what it told."""
    read, told = os.pipe()

    def child() -> None:
        sys.stderr = os.fdopen(told, "w", buffering=1)
        prepare()
        os._exit(main(argv, load=lambda *_, **__: extractor()))

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    os.close(told)
    process.join()
    with open(read) as messages:
        return process.exitcode, messages.read()


def full_at(limit: int, argv: list[str]) -> tuple[int, str]:
    """Run the command where no file may grow beyond a size, as on a disk without room."""
    limits = (limit, limit)
    return elsewhere(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits), argv)


@pytest.mark.parametrize("share", [0.4, 0.6, 0.9])
def test_no_room_keeps_what_was_done(run, share, pause):
    expected = undisturbed(run)
    limit = int(share * len(expected))
    assert limit > len(expected.split(b"\n")[0])  # one document has room
    status, told = full_at(limit, command())
    assert status == 2
    assert f"out: cannot be written: {os.strerror(errno.EFBIG)}" in told
    assert "kept in out.part; to go on, add --resume" in told
    assert not Path("out").exists()
    assert run(*command(), "--resume").status == 1
    assert Path("out").read_bytes() == expected


def test_no_room_leaves_no_half_of_a_whole_file(run):
    write("out", "old")
    status, told = full_at(500, command("json"))
    assert (status, "out: cannot be written" in told) == (2, True)
    assert (Path("out").read_text(), sorted(os.listdir())) == ("old", ["in", "out"])


def test_no_room_on_standard_output(run):
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full on this system")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", SLOW, "in/b.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            check=False,
        )
    assert done.returncode == 2
    expected = f"quoteattr: standard output: cannot be written: {os.strerror(errno.ENOSPC)}"
    assert done.stderr.decode().strip() == expected


def test_a_disk_that_loses_what_was_written(run, monkeypatch, capsys):
    """What the disk refuses to keep is read again, what it took before is not."""
    expected = undisturbed(run)
    monkeypatch.setattr(journal, "PAUSE", 0)
    fsync, count = os.fsync, 0

    def losing(number: int) -> None:
        nonlocal count
        count += 1
        if count > 6:  # the journal's beginning and its folder, then document by document
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(number)

    monkeypatch.setattr(os, "fsync", losing)
    failed = run(*command())
    assert failed.status == 2
    assert f"out: cannot be written: {os.strerror(errno.ENOSPC)}" in failed.err
    assert "4 texts are done and kept in out.part" in failed.err
    monkeypatch.setattr(os, "fsync", fsync)
    resumed = run(*command(), "--resume")
    assert len(resumed.extractor.read) == len(LINES) + 2 - 1 - 4
    assert Path("out").read_bytes() == expected


def as_nobody() -> None:
    """Whoever may write everywhere becomes somebody who may not."""
    if os.geteuid() == 0:
        os.setuid(65534)


@pytest.mark.parametrize(
    ("form", "place"), [("jsonl", "locked/out"), ("json", "locked/out"), ("json", "locked/out/")]
)
def test_a_folder_without_permission(run, form, place):
    run(*command(form, "warm"))  # imports what somebody else may not read
    os.chmod(".", 0o755)
    os.mkdir("locked", 0o555)
    status, told = elsewhere(as_nobody, command(form, place))
    assert status == 2
    assert told == (
        f"quoteattr: {place.rstrip('/')}: cannot be written: {os.strerror(errno.EACCES)}\n"
    )
    assert os.listdir("locked") == []


def test_a_folder_that_is_locked_on_the_way(run):
    """The texts that have their files keep them, and the rest comes when it is open again."""
    run(*command("json", "warm/"))  # imports what somebody else may not read
    os.chmod(".", 0o755)
    os.mkdir("out")
    if os.geteuid() == 0:
        os.chown("out", 65534, 65534)  # its owner locks it

    class Locking(FakeExtractor):
        def document(self, text):
            if text == "Nothing":
                os.chmod("out", 0o555)
            return super().document(text)

    status, told = elsewhere(as_nobody, command("json", "out/"), Locking)
    assert status == 2
    assert f"cannot be written: {os.strerror(errno.EACCES)}" in told
    assert "done and whole in out; to go on, add --resume" in told
    os.chmod("out", 0o755)
    kept = {path: path.read_bytes() for path in Path("out").iterdir()}
    assert kept
    assert run(*command("json", "out", "--resume")).status == 1
    run(*command("json", "whole/"))
    names = [{p.relative_to(d) for p in Path(d).rglob("*")} for d in ("out", "whole")]
    assert names[0] == names[1]
    assert all(path.read_bytes() == data for path, data in kept.items())


@pytest.mark.parametrize("form", ["jsonl", "json", "html"])
@pytest.mark.parametrize("place", ["nowhere/out", "in/b.txt/out", "in/b.txt/out/"])
def test_a_place_that_cannot_be_written(run, form, place):
    done = run(*command(form, place))
    assert done.status == 2
    assert f"quoteattr: {place.rstrip('/')}: cannot be written: " in done.err
    assert done.extractor.read == []


def test_a_folder_has_a_file_for_each_text(run):
    assert run(*command("json", "out/")).status == 1
    files = sorted(str(p.relative_to("out")) for p in Path("out").rglob("*") if p.is_file())
    assert [*files[:3], files[4]] == ["1.json", "b.txt.json", "c/d.txt.json", "y.json"]
    assert re.fullmatch(r"in_a.jsonl_6-[0-9a-f]{8}.json", files[3])
    assert json.loads(Path("out/b.txt.json").read_text())["text"] == "Ilse spoke again"


def test_an_output_among_the_inputs_is_none_of_them(run):
    os.chdir("in")
    assert run("extract", ".", "-o", "out.jsonl").status == 1
    again = run("extract", ".", "-o", "out.jsonl")
    assert len(again.extractor.read) == 8
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 7
    for _ in range(2):
        done = run("extract", ".", "-o", "listings/")
        assert len(done.extractor.read) == 8
        assert "is one of the inputs" not in done.err
    assert len(run("extract", "c", "-o", "c/").extractor.read) == 1


@pytest.mark.parametrize(
    ("argv", "place"),
    [
        (["extract", "in/a.jsonl"], "in/a.jsonl"),
        (["extract", "in/a.jsonl", "--text-field", "body"], "in/a.jsonl"),
        (["extract", "in/a.jsonl", "--resume"], "in/a.jsonl"),
        (["extract", "in/a.jsonl"], "in/../in/a.jsonl"),
        (["extract", "in/a.jsonl"], "link.jsonl"),
        (["extract", "in/a.jsonl"], "hard.jsonl"),
        (["extract", "in/b.txt", "in/c/d.txt"], "in/c/d.txt"),
        (["extract", "in"], "in/a.jsonl"),
        (["extract", "in"], "in/c/d.txt"),
        (["extract", "left.jsonl.part"], "left.jsonl"),
        (["render", "in/b.txt"], "in/b.txt"),
        (["render", "in", "--to", "html"], "in/a.jsonl"),
        (["who", "in", "--to", "csv"], "in/a.jsonl"),
        (["convert", "saved", "--to", "jsonl"], "saved/s.jsonl"),
        (["convert", "saved/n.ann", "--to", "jsonl"], "saved/n.txt"),
    ],
)
def test_an_output_that_is_an_input_is_refused(run, argv, place):
    write("left.jsonl.part", Path("in/a.jsonl").read_bytes())
    write("saved/s.jsonl", FakeExtractor().document("Ilse agreed").to_json() + "\n")
    write("saved/n.txt", "Ilse agreed")
    write("saved/n.ann", "")
    Path("link.jsonl").symlink_to("in/a.jsonl")
    os.link("in/a.jsonl", "hard.jsonl")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    done = run(*argv, "-o", place)
    assert done.status == 2
    assert "is one of the inputs, which the output would replace; give -o another name" in done.err
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_standard_input_is_not_replaced(run, monkeypatch):
    before = Path("in/a.jsonl").read_bytes()
    with open("in/a.jsonl") as file:
        monkeypatch.setattr(sys, "stdin", file)
        done = run("extract", "-", "--jsonl", "-o", "in/a.jsonl")
    assert (done.status, Path("in/a.jsonl").read_bytes()) == (2, before)
    assert "is one of the inputs" in done.err


def test_a_file_in_a_folder_that_is_an_input_is_not_replaced(run):
    write("in/b.txt.txt", "Ada stayed")
    done = run("extract", "in", "-o", "in/")
    assert "in/b.txt: in/b.txt.txt is one of the inputs; give -o another folder" in done.err
    assert Path("in/b.txt.txt").read_text() == "Ada stayed"
    # the text itself, which brat wants beside the annotations
    assert run("extract", "in/b.txt", "--to", "brat", "-o", "in/").status == 0
    write("same.jsonl", '{"id": "b", "text": "Odo left"}\n')
    assert run("extract", "same.jsonl", "in/b.txt", "--to", "brat", "-o", "in/").status == 1
    assert Path("in/b.txt").read_text() == "Ilse spoke again"


def test_a_listing_in_a_folder_is_made_anew(run):
    for _ in range(2):
        done = run("extract", "in", "-o", "in/listing.txt")
        assert len(done.extractor.read) == 8
    for _ in range(2):
        assert len(run("extract", "in/c", "-o", "in/c/e.jsonl").extractor.read) == 1
    assert len(Path("in/c/e.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("form", ["jsonl", "csv", "json", "html", "text"])
def test_a_run_without_a_text_leaves_the_old_output(run, form):
    write("fields.jsonl", '{"body": "Ilse agreed"}\n')
    expected = undisturbed(run, form, "out")
    for name in ("fields.jsonl", "gone.txt"):
        done = run("extract", name, "--to", form, "-o", "out")
        assert done.status == 1
        assert "nothing could be read; out is left as it was" in done.err
        assert Path("out").read_bytes() == expected
        assert not Path("out.part").exists()
        assert not Path("out.journal").exists()
    # without one there is a file, as before, and an empty input is no failure
    assert run("extract", "fields.jsonl", "--to", form, "-o", "new").status == 1
    assert Path("new").exists()
    write("empty.jsonl", "")
    assert run("extract", "empty.jsonl", "--to", form, "-o", "out").status == 0
    assert Path("out").read_bytes() != expected


def test_all_that_is_new_fails(run):
    expected = undisturbed(run, "jsonl", "out")
    assert run(*command(), "--resume").status == 1
    assert Path("out").read_bytes() == expected
    assert not Path("out.part").exists()


def test_a_pipe_in_a_folder_is_not_waited_for(run):
    os.mkfifo("in/feed.jsonl")
    os.mkfifo("in/a.txt")
    done = run("extract", "in", "--to", "jsonl")
    assert len(done.lines()) == 7
    assert "in/a.txt: is not a regular file; name it by itself to read it" in done.err
    assert "in/feed.jsonl: is not a regular file" in done.err
    write("brat/a.ann", "")
    os.mkfifo("brat/a.txt")
    assert "a.txt: is not a regular file" in run("convert", "brat", "--to", "jsonl").err


def test_a_link_and_a_device_stay_what_they_are(run):
    Path("link").symlink_to("real")
    write("real", "old")
    assert run("extract", "in/b.txt", "-o", "link").status == 0
    assert Path("link").is_symlink()
    assert "Ilse" in Path("real").read_text()
    os.mkfifo("pipe")
    done = run("extract", "in/b.txt", "-o", "pipe")
    assert done.status == 2
    assert "pipe: is not a regular file; leave out -o and use > pipe" in done.err


def test_texts_with_one_name_do_not_hide_each_other(run):
    done = run(*command("json", "out/"))
    assert "1: out/1.json is another text's, not that of in/a.jsonl:2; give each" in done.err
    assert json.loads(Path("out/1.json").read_text())["text"] == "Ilse agreed"


def test_a_folder_is_gone_on_with(run, capsys):
    assert interrupted(command("html", "out/"), KeyboardInterrupt()) == 130
    assert "done and whole in out" in capsys.readouterr().err
    pages = list(Path("out").iterdir())
    assert pages
    assert all(page.read_text().rstrip().endswith("</html>") for page in pages)
    pages[0].write_text("kept")
    again = run(*command("html", "out", "--resume"))
    assert "Ilse agreed" not in again.extractor.read
    assert pages[0].read_text() == "kept"
    assert Path("out/c/d.txt.html").exists()


@pytest.mark.parametrize("at", [1, 2, 3, 5, 8, 12])
def test_a_folder_after_a_kill(run, at):
    assert killed(command("json", "out/"), at)
    for path in Path("out").rglob("*.json"):
        json.loads(path.read_text())
    run(*command("json", "out", "--resume"))
    run(*command("json", "whole/"))
    names = [{p.relative_to(d) for p in Path(d).rglob("*")} for d in ("out", "whole")]
    assert names[0] == names[1]
    for path in Path("whole").rglob("*.json"):
        assert (Path("out") / path.relative_to("whole")).read_bytes() == path.read_bytes()


def test_the_bar_counts_what_is_skipped(run, monkeypatch):
    undisturbed(run, place="out")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    main(command(), load=lambda *_, **__: FakeExtractor())
    main([*command(), "--resume"], load=lambda *_, **__: FakeExtractor())
    assert terminal.getvalue().count("9/9") >= 2


def test_documents_that_come_together_wait_for_the_disk_together(tmp_path, monkeypatch):
    fsync, synced = os.fsync, []
    monkeypatch.setattr(os, "fsync", lambda number: (synced.append(number), fsync(number)))
    now = 0.0
    monkeypatch.setattr(journal.time, "monotonic", lambda: now)
    file = JournaledFile(tmp_path / "out", {})
    begun = len(synced)
    for _ in range(100):
        now += journal.PAUSE / 9.5
        file.add("k", b"one\n")
    assert len(synced) - begun == file.done // 10 == 10
    file.add("k", b"one\n")
    assert file.abandon().startswith("101 texts are done")  # also the one that waited


def test_a_growing_file_keeps_equal_keys_apart(tmp_path):
    file = JournaledFile(tmp_path / "out", {"a": 1})
    file.add("k", b"one\n")
    file.add("k", b"one\n")
    assert file.abandon().startswith("2 texts are done")
    file = JournaledFile(tmp_path / "out", {"a": 1}, resume=True)
    assert [file.take("k") for _ in range(3)] == [True, True, False]
    with pytest.raises(InputError, match=r"with other options \(a\)"):
        JournaledFile(tmp_path / "out", {"a": 2}, resume=True)
