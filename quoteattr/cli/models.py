"""``quoteattr models``: which models there are, and whether they are whole."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from quoteattr import models
from quoteattr.cli.journal import naming_output
from quoteattr.cli.options import DONE, SOME_FAILED, add_command
from quoteattr.cli.report import printable, report
from quoteattr.errors import ModelError
from quoteattr.export.json import dumps

__all__ = ["add"]

EPILOG = """\
Every file of a model is compared with its manifest, as it is before each use.

examples:
  quoteattr models                   the bundled ones
  quoteattr models ./my-model        a model of your own
  quoteattr models --to json         with the files, for programs
"""


def add(commands: Any) -> None:
    """Add the subcommand to what ``add_subparsers`` gave."""
    parser = add_command(commands, "models", run, "list models and check their files", EPILOG)
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all bundled models")
    parser.add_argument(
        "--to",
        choices=("text", "json"),
        default="text",
        metavar="FORMAT",
        help="text (the default), or json: one object a line",
    )


def run(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    status = DONE
    for name in options.names or models.bundled():
        folder = models.find(name)
        try:
            manifest = models.check(folder)
        except ModelError as error:
            report(str(error))
            status = SOME_FAILED
            continue
        with naming_output("standard output"):
            print(
                _as_json(folder, manifest) if options.to == "json" else _as_line(folder, manifest)
            )
    return status


def _as_json(folder: Path, manifest: dict[str, Any]) -> str:
    files = {name: entry["bytes"] for name, entry in manifest["files"].items()}
    return dumps(
        {
            "name": manifest.get("name", folder.name),
            "folder": str(folder),
            "bytes": sum(files.values()),
            "files": files,
        }
    )


def _as_line(folder: Path, manifest: dict[str, Any]) -> str:
    size = sum(entry["bytes"] for entry in manifest["files"].values()) / 1e6
    return printable(f"{manifest.get('name', folder.name):<14}  {size:6.1f} MB  {folder}")
