"""Who imports whom, read from the source: inference stands alone, the rooms stand in order."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "quoteattr"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
# The command measures as well; it imports that when it is asked to (test_cli_commands.py).
MEASURING = Path("cli") / "commands.py"
INFERENCE = [
    path
    for path in MODULES
    if path.parts[0] not in ("training", "evaluation") and path != MEASURING
]
# The way of a text, each step after those that it may know beside its own modules; records of
# what goes from step to step may be known to all.
STEPS = (
    *("errors", "meta", "records", "words", "marking", "marks", "models"),
    *("negation", "attribution", "annotation", "english", "entities"),
    *("transcripts", "postprocess", "coref", "quotes", "story", "steps", "extractor"),
)
RECORDS = {"quoteattr.annotation.records", "quoteattr.attribution.records"}


def imported(path: Path, *, at_once: bool = False) -> Iterator[str]:
    """Every module that a file imports; ``at_once`` only those that its import loads."""
    tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(names: Iterator[str]) -> set[str]:
    """The parts of the package among modules."""
    return {name.split(".")[1] for name in names if name.startswith("quoteattr.")}


def test_inference_imports_neither_training_nor_evaluation() -> None:
    wrong = [path for path in INFERENCE if rooms(imported(path)) & {"training", "evaluation"}]
    assert INFERENCE
    assert not wrong


def test_stanza_is_imported_for_models_of_ones_own_and_to_train() -> None:
    users = {
        path.as_posix()
        for path in MODULES
        if any(name.split(".")[0] == "stanza" for name in imported(path))
    }
    assert users == {"annotation/stanza.py", "integrations/stanza.py", "training/mentions.py"}


@pytest.mark.parametrize("place", range(len(STEPS)), ids=STEPS)
def test_a_step_knows_those_before_it(place: int) -> None:
    paths = [path for path in MODULES if path.with_suffix("").parts[0] == STEPS[place]]
    assert paths
    for path in paths:
        names = set(imported(path, at_once=True))
        known = {n for n in names if not any(n.startswith(r) for r in RECORDS)} - {"quoteattr"}
        assert not rooms(iter(known)) & set(STEPS[place + 1 :]), path


@pytest.mark.parametrize("room", ["english", "entities", "transcripts", "postprocess", "coref"])
def test_rules_know_nothing_of_the_network(room: str) -> None:
    paths = [path for path in MODULES if path.parts[0] == room]
    names = {name for path in paths for name in imported(path)}
    assert not {n for n in names if n.split(".")[0] in ("torch", "stanza", "tokenizers")}
    parts = {n for n in names if n.startswith("quoteattr.attribution.")}
    assert all(n.startswith("quoteattr.attribution.records") for n in parts)


def test_no_module_imports_itself_over_others() -> None:
    modules = {
        ".".join(("quoteattr", *path.with_suffix("").parts)).removesuffix(".__init__"): path
        for path in MODULES
    }
    left = {
        name: {n for n in imported(path, at_once=True) if n in modules and n != name}
        # what a package re-exports needs its modules, not the other way about
        - {n for n in modules if name.startswith(f"{n}.")}
        for name, path in modules.items()
    }
    while free := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in free}
    assert not left
