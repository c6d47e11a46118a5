"""Fuzzing by coverage, with atheris; not part of the tests.

::

    pip install atheris
    python tests/fuzz/harness.py brat -max_total_time=60

The first argument is one of the targets below, the others are libFuzzer's. Each target gives
bytes to a reader of files and lets pass what the reader documents; anything else ends the run,
and libFuzzer writes the bytes to a file. To start from valid files, name a folder of them last:
``tests/golden/export`` will do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

TEXT = "“The quay is closed,” said Ida Brandt. She told reporters that ‘nobody’ knew.\n\n“Go.”"


def targets() -> dict[str, Callable[[str], object]]:
    """What each target does with its input, decoded as UTF-8."""
    from quoteattr.export import from_brat, from_columns, from_json, from_label_studio
    from quoteattr.marks import find_quotations
    from quoteattr.words import paragraphs, words

    def task(data: str) -> object:
        with suppress(json.JSONDecodeError, RecursionError):
            return from_label_studio(json.loads(data))
        return None

    def both(data: str) -> object:
        text, _, annotations = data.partition("\x00")
        return from_brat(text, annotations)

    return {
        "json": from_json,
        "columns": from_columns,
        "label-studio": task,
        "brat": lambda data: from_brat(TEXT, data),
        "brat-text": both,
        "marks": lambda data: (find_quotations(data), words(data), paragraphs(data)),
    }


def main(arguments: list[str]) -> None:
    """Fuzz one target until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["quoteattr"]):
        known = targets()
        from quoteattr.errors import FormatError
    if len(arguments) < 2 or arguments[1] not in known:
        sys.exit(f"give a target: {', '.join(known)}")
    target = known[arguments[1]]

    def one(data: bytes) -> Any:
        with suppress(FormatError):
            target(data.decode("utf-8", "replace"))

    atheris.Setup([arguments[0], *arguments[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
