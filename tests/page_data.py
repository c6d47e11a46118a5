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
# One sentence of OntoGUM's form: form, UPOS, head, relation, and what is mentioned where.
TREE = (
    ("Ida", "PROPN", 3, "nsubj", "Entity=(1"),
    ("Brandt", "PROPN", 1, "flat", "Entity=1)"),
    ("mended", "VERB", 0, "root", "_"),
    ("her", "PRON", 5, "nmod:poss", "Entity=(2(1)"),
    ("boat", "NOUN", 3, "obj", "Entity=2)|SpaceAfter=No"),
    (".", "PUNCT", 3, "punct", "_"),
)
ANNOTATED_FILES = (
    *("gold", "predicted", "world-accurate", "world-fast"),
    *("MODEL/held-out-world", "MODEL/held-out-polnear"),
    *(f"DATA/{name}" for name in ("world/dev", "world/train", "polnear/dev", "polnear/train")),
    *("DATA/polnear/dev-speakers", "IN", "GOLD", "OUT", "OLD", "NEW"),
)


def _trees() -> str:
    lines = (
        f"{n}\t{form}\t_\t{tag}\t_\t_\t{head}\t{relation}\t_\t{entity}\n"
        for n, (form, tag, head, relation, entity) in enumerate(TREE, 1)
    )
    return f"# newdoc id = GUM_news_boat\n{''.join(lines)}\n"


def _files() -> dict[str, str]:
    from quoteattr.export import to_label_studio
    from quoteattr.records import QuoteDocument

    task = to_label_studio(QuoteDocument(TEXT), id=1)
    corrected = task | {"annotations": task["predictions"]}
    cases = json.dumps(CASES)
    return {
        **{f"{name}.jsonl": ANNOTATED for name in ANNOTATED_FILES},
        **{f"{name}.jsonl": json.dumps(LINE) + "\n" for name in ("feed", "queue")},
        **{f"{name}.txt": TEXT for name in ("article", "archive/a", "news/a", "news/b")},
        "DATA/cases/dev.json": cases,
        "CASES.json": cases,
        "tests/golden/fresh/read.json": cases,
        "tests/golden/fresh/unread.json": cases,
        "tests/golden/fresh/articles-read.json": cases,
        "tests/golden/fresh/articles-unread.json": cases,
        "tests/golden/fresh/briefs.json": cases,
        "tests/golden/fresh/bulletins-read.json": cases,
        "tests/golden/fresh/bulletins-unread.json": cases,
        "DATA/coref/ontogum/GUM_news_boat.conllu": _trees(),
        "FOLDER/GUM_news_boat.conllu": _trees(),
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
