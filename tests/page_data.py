"""Tiny data under the names that the pages give theirs, so that their commands can be run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from pages import ROOT

__all__ = ["LINE", "TEXT", "copy_model", "write_everything"]

TEXT = "“The sluice is open,” said Ida Brandt. She told the crew that nobody had been warned."
LINE = {"id": 1, "url": "a", "text": TEXT, "body": TEXT, "desk": "local"}


def _offsets(*words: str) -> list[list[int]]:
    return [[TEXT.index(one), TEXT.index(one) + len(one)] for one in words]


def _quote(kind: str, who: str, cue: str, content: str, sure: float) -> dict[str, Any]:
    return {
        "content": _offsets(content),
        "cue": _offsets(cue),
        "source": _offsets(who),
        "kind": kind,
        "mode": "speech",
        "speaker": [["Ida Brandt", "Brandt"]],
        "addressee": [],
        "anonymous": False,
        "confidence": sure,
        "speaker_confidence": sure,
    }


QUOTES = [
    _quote("direct", "Ida Brandt", "said", "“The sluice is open,”", 0.9),
    _quote("indirect", "She", "told", "that nobody had been warned", 0.7),
]
ANNOTATED = "".join(
    json.dumps({"id": f"a{n}", "text": TEXT, "quotes": QUOTES[n % 2 :]}) + "\n" for n in range(4)
)
CASES = [
    {
        "id": "c1",
        "phenomenon": "a pronoun",
        "text": TEXT,
        "must": [{"content": "nobody had been warned", "speaker": "Ida Brandt"}],
        "must_not": [],
    }
]
ANNOTATED_FILES = (
    *("gold", "predicted", "IN", "GOLD", "OUT", "OLD", "NEW"),
    *(f"DATA/{name}" for name in ("world/dev", "polnear/dev")),
)


def _files() -> dict[str, str]:
    from quoteattr.export import to_label_studio
    from quoteattr.records import QuoteDocument

    task = to_label_studio(QuoteDocument(TEXT, id="news/a.txt"))
    corrected = task | {"annotations": task["predictions"]}
    cases = json.dumps(CASES)
    return {
        **{f"{name}.jsonl": ANNOTATED for name in ANNOTATED_FILES},
        **{f"{name}.jsonl": json.dumps(LINE) + "\n" for name in ("feed", "queue")},
        **{f"{name}.txt": TEXT for name in ("article", "archive/a", "news/a", "news/b")},
        "DATA/cases/dev.json": cases,
        "CASES.json": cases,
        "docs/benchmarks/cases/unread.json": cases,
        "project-1.json": json.dumps([corrected]),
    }


def write_everything(folder: Path) -> None:
    """Write all of it, with the examples beside it."""
    for name, text in _files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (folder / "examples").symlink_to(ROOT / "examples")


def copy_model(folder: Path, name: str) -> None:
    """The bundled model under a name that a page gives to one of the reader's own."""
    bundled = ROOT / "quoteattr" / "models" / "en"
    shutil.copytree(bundled, folder / name, dirs_exist_ok=True)
