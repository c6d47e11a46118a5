"""The packages that quoteattr needs, and theirs, with their licences, as a table in Markdown.

``python docs/dependencies.py`` reads the first names from pyproject.toml and the rest from what the
installed packages say about themselves; the table in docs/reliability.md is what it printed.
``python docs/dependencies.py pandas`` adds what an extra brings.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

# A trove classifier ends with the licence in words; a field that holds a whole text is no name.
LONGEST = 60


def own(extras: set[str]) -> list[str]:
    """What pyproject.toml asks for."""
    file = Path(__file__).parent.parent / "pyproject.toml"
    project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    more = (project["optional-dependencies"][extra] for extra in sorted(extras))
    return [*project["dependencies"], *(line for lines in more for line in lines)]


def needed(lines: Iterable[str]) -> Iterator[Requirement]:
    """Those requirements that hold here."""
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def theirs(requirement: Requirement) -> list[str]:
    """What a package asks for, with the extras that are wanted of it."""
    lines = []
    for line in metadata.requires(requirement.name) or ():
        marker = Requirement(line).marker
        extras = ("", *requirement.extras)
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
            lines.append(line.partition(";")[0])
    return lines


def licence(name: str) -> str:
    """The licence that a package states: an SPDX expression where it has one."""
    data = metadata.metadata(name)
    classified = [
        value.rpartition(" :: ")[2]
        for value in data.get_all("Classifier") or ()
        if value.startswith("License :: ") and not value.endswith("OSI Approved")
    ]
    stated = data.get("License") or ""
    first = stated.strip().partition("\n")[0]
    named = first if len(first) <= LONGEST else ""
    return data.get("License-Expression") or named or ", ".join(classified) or "not stated"


def canonical(name: str) -> str:
    """A name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def everything(extras: set[str]) -> dict[str, set[str]]:
    """Every package that is needed, and which packages need it."""
    found: dict[str, set[str]] = {}
    waiting = [("quoteattr", own(extras))]
    while waiting:
        package, lines = waiting.pop()
        for requirement in needed(lines):
            name = canonical(requirement.name)
            if name not in found:
                found[name] = set()
                waiting.append((name, installed(requirement)))
            found[name].add(package)
    return found


def installed(requirement: Requirement) -> list[str]:
    """What an installed package asks for; nothing is known of one that is not installed."""
    try:
        return theirs(requirement)
    except metadata.PackageNotFoundError:
        return []


def main(extras: set[str]) -> None:
    print("| package | licence | needed by |")
    print("| --- | --- | --- |")
    for name, users in sorted(everything(extras).items()):
        try:
            print(f"| {name} | {licence(name)} | {', '.join(sorted(users))} |")
        except metadata.PackageNotFoundError:
            print(f"| {name} | not installed here | {', '.join(sorted(users))} |")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
