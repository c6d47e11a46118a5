"""Who imports whom: the rules of docs/architecture.md, read from the source.

And that the tables of the rooms name every module.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

PACKAGE = Path(__file__).parent.parent / "quoteattr"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
# The command measures as well; it imports that when it is asked to (test_cli_commands.py).
MEASURING = Path("cli") / "commands.py"
READING = [
    path
    for path in MODULES
    if path.parts[0] not in ("training", "evaluation") and path != MEASURING
]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    """The parts of the package that a file imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("quoteattr.")}


@pytest.mark.parametrize("path", READING, ids=str)
def test_reading_needs_neither_training_nor_evaluation(path: Path) -> None:
    assert not rooms(path) & {"training", "evaluation"}


@pytest.mark.parametrize("path", READING, ids=str)
def test_only_annotate_imports_stanza(path: Path) -> None:
    names = {name.split(".")[0] for name in imported(path)}
    # the processor for Stanza's own pipelines imports it by nature
    assert "stanza" not in names or path.as_posix() in ("annotate.py", "integrations/stanza.py")


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("errors.py", set()),
        ("words.py", set()),
        ("crossheads.py", set()),
        ("rejections.py", set()),
        ("meta.py", {"errors"}),
        # tables, export and render when asked, in the methods
        ("records.py", {"errors", "meta", "tables", "export", "render"}),
        ("tables.py", {"export", "people", "records"}),  # all when asked
        ("models", {"models", "errors"}),
        ("marking", {"marking", "records", "words"}),
        ("marks.py", {"marking", "records", "words"}),
        (
            "attribution",
            {
                "attribution",
                "crossheads",
                "rejections",
                "marks",
                "models",
                "words",
                "records",
                "errors",
            },
        ),
        ("annotation", {"annotation", "models", "words", "errors"}),
        ("annotate.py", {"annotation", "models", "errors", "forking"}),
        (
            "speakers",
            {
                "speakers",
                "attribution",
                "annotate",
                "crossheads",
                "rejections",
                "marks",
                "models",
                "words",
                "records",
                "errors",
            },
        ),
        (
            "revision",
            {
                "revision",
                "speakers",
                "attribution",
                "annotate",
                "crossheads",
                "marks",
                "records",
                "words",
            },
        ),
        ("export", {"export", "records", "words", "errors"}),
        ("render", {"render", "records", "errors"}),
        ("options.py", {"attribution", "records", "errors"}),
        ("integrations", {"integrations", "extractor", "options", "export", "records", "errors"}),
        ("people", {"people", "speakers", "export", "records", "errors"}),
    ],
)
def test_rooms(room: str, allowed: set[str]) -> None:
    paths = [path for path in MODULES if path.parts[0] == room]
    assert paths
    for path in paths:
        assert rooms(path) <= allowed, path


@pytest.mark.parametrize("room", ["speakers", "revision"])
def test_rules_know_nothing_of_the_network(room: str) -> None:
    paths = [path for path in MODULES if path.parts[0] == room]
    names = {name for path in paths for name in imported(path)}
    parts = {n for n in names if n.startswith("quoteattr.attribution.")}
    assert all(n.startswith("quoteattr.attribution.records") for n in parts)
    assert not {n for n in names if n.split(".")[0] in ("torch", "stanza")}


# What the walk over the attributions is put together of, each after those that it may ask.
WALK = [
    *("walk", "judging", "owners", "shown", "hidden.nameless", "barred", "candidates"),
    *("apart", "plain", "writings", "nouns", "meanings", "sayers", "told.audience", "resolution"),
]


@pytest.mark.parametrize("place", range(len(WALK)), ids=WALK)
def test_those_who_walk_ask_only_those_below(place: int) -> None:
    path = Path("speakers") / f"{WALK[place].replace('.', '/')}.py"
    above = {f"quoteattr.speakers.{name}" for name in WALK[place:]}
    assert not above & set(imported(path))


NAMED = regex.compile(r"``([a-z_]+)``")


def described(room: str) -> tuple[str, str]:
    """The docstring of a room: its table, and the rest."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))
    before, _, table, _, after = regex.split(
        r"^(=+ =+)$\n", ast.get_docstring(tree) or "", flags=regex.M
    )
    return table, before + after


def modules(folder: str) -> list[str]:
    """What the files of a folder are called, in order."""
    return sorted(p.stem for p in MODULES if p.parent == Path(folder) and p.stem != "__init__")


def test_the_table_of_revision_has_each_module_once() -> None:
    assert sorted(NAMED.findall("".join(described("revision")))) == modules("revision")


def test_the_table_of_speakers_has_each_module_once() -> None:
    table, prose = described("speakers")
    rows = {
        row["room"]: sorted(NAMED.findall(row["what"]))
        for row in regex.finditer(r"(?sm)^``(?P<room>\w+)``(?P<what>.*?)(?=^``|\Z)", table)
    }
    rooms = {p.parts[1] for p in MODULES if p.parts[0] == "speakers" and len(p.parts) > 2}
    assert rows == {room: modules(f"speakers/{room}") for room in rooms}
    assert sorted(NAMED.findall(prose)) == modules("speakers")


BELOW = [p for p in MODULES if p.parts[:2] in (("speakers", "naming"), ("speakers", "ranking"))]


@pytest.mark.parametrize("path", BELOW, ids=str)
def test_names_and_ranking_know_nothing_of_the_walk(path: Path) -> None:
    assert not {f"quoteattr.speakers.{name}" for name in WALK} & set(imported(path))


SETTING = [p for p in MODULES if p.parts[:2] == ("speakers", "setting")]


@pytest.mark.parametrize("path", SETTING, ids=str)
def test_the_setting_knows_no_other_room(path: Path) -> None:
    rooms = {p.parts[1] for p in MODULES if p.parts[0] == "speakers" and len(p.parts) > 2}
    known = {name.split(".")[2] for name in imported(path) if name.count(".") > 2}
    assert not known & (rooms - {"setting"})


@pytest.mark.parametrize("path", [p for p in MODULES if p.parts[0] == "speakers"], ids=str)
def test_what_is_private_stays_in_its_module(path: Path) -> None:
    nodes = list(ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))))
    private = [
        node
        for node in nodes
        if isinstance(node, ast.Attribute) and regex.match("_(?!_)", node.attr)
    ]
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    own |= {node.attr for node in private if isinstance(node.ctx, ast.Store)}
    assert {node.attr for node in private} <= own
