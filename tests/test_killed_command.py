"""docs/benchmarks/killed_command.py on a small size, with a stand-in for the model."""

import importlib.util
import os
import sys

import pytest
from test_cli import ROOT

pytest.importorskip("resource")  # only where there is POSIX

spec = importlib.util.spec_from_file_location(
    "killed_command", ROOT / "docs" / "benchmarks" / "killed_command.py"
)
killed_command = importlib.util.module_from_spec(spec)
spec.loader.exec_module(killed_command)

# Slow enough to be killed on the way, and with a journal that grows all the while.
COMMAND = """
import time
from test_cli import FakeExtractor
from quoteattr.cli import growing, main
growing.PAUSE = 0.02
class Slow(FakeExtractor):
    def document(self, text):
        time.sleep(0.005)
        return super().document(text)
{broken}
raise SystemExit(main(load=lambda *_, **__: Slow()))
"""
SIZE = ["--records", "150", "--articles", "60", "--kills", "2"]


@pytest.fixture(autouse=True)
def paths(monkeypatch, tmp_path):
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(killed_command, "LATE", 0.05)


def command(broken: str = "") -> tuple[str, ...]:
    return (sys.executable, "-c", COMMAND.format(broken=broken))


def test_the_command_stands_it(capsys):
    killed_command.main(SIZE, command())
    assert "killed 4 times; the same" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("growing.GrowingFile.take = lambda *_: False", r"0 lines torn, [1-9]\d* too many, 0 lost"),
        # the file is not cut where the journal ends
        (
            # (a kill may come before its first entry, which leaves nothing to get wrong)
            "growing.GrowingFile._fitting = lambda self, found: found and [*found[:-1], "
            "(found[-1][0], self._part.stat().st_size - 3)]",
            r"[1-9] lines torn",
        ),
    ],
)
def test_one_that_does_not_is_found_out(broken, fault):
    with pytest.raises(SystemExit, match=fault):
        killed_command.main(SIZE, command(broken))


LINES = [b'{"id": "r1"}\n', b'{"id": "r2"}\n', b'{"id": "r3"}\n']


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (LINES[:2], "0 lines torn, 0 too many, 1 lost"),
        ([*LINES, LINES[1]], "0 lines torn, 1 too many, 0 lost"),
        ([LINES[0], LINES[1][:7] + LINES[2]], "1 lines torn, 0 too many, 2 lost"),
        ([LINES[0], b'{"id": "r2", "quotes": 1}\n', LINES[2]], "1 that are not as they should be"),
        (LINES[::-1], "another order"),
    ],
)
def test_each_fault_is_told(found, fault):
    assert killed_command.faults(b"".join(LINES), b"".join(LINES)) == []
    (told,) = killed_command.faults(b"".join(LINES), b"".join(found))
    assert fault in told
