"""visual.conf, read by the rules that brat 1.3 reads it by, and its colours."""

import re

import pytest
from colours import SIGHT, contrast, least_distance

from quoteattr.export import brat
from quoteattr.export.brat.configuration import COLOURS
from quoteattr.records import KINDS, MODES

# What brat knows how to draw: boxes, arcs and attributes, and what may be said of each.
KEYS = {
    *("fgColor", "bgColor", "borderColor"),
    *("color", "dashArray", "arrowHead", "labelArrow"),
    *("glyphColor", "box", "glyph", "position"),
}
DEFAULTS = {"SPAN_DEFAULT", "ARC_DEFAULT", "ATTRIBUTE_DEFAULT"}


def sections(configuration: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in configuration.splitlines():
        if heading := re.fullmatch(r"\[(.*)\]", line):
            lines = found.setdefault(heading[1], [])
        elif line:
            lines.append(line)
    return found


def labels() -> dict[str, list[str]]:
    """The words that brat shows for each type, the longest first."""
    lines = sections(brat.visual_configuration())["labels"]
    assert not any("\t" in line for line in lines)  # only a tab would end the labels
    terms = [[term.strip() for term in line.split("|")] for line in lines]
    return {first: rest for first, *rest in terms}


def drawing() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in sections(brat.visual_configuration())["drawing"]:
        name, rest = re.fullmatch(r"(\S+)\s+(.*)", line).groups()  # type: ignore[union-attr]
        assert name not in found
        pairs = [re.fullmatch(r"(\S*?):(\S*)", pair.strip()) for pair in rest.split(",")]
        found[name] = {pair[1]: pair[2] for pair in pairs if pair}
        assert len(found[name]) == len(pairs)
    return found


def types(*names: str) -> set[str]:
    """What annotation.conf declares in some of its sections."""
    found = sections(brat.configuration())
    return {line.partition("\t")[0] for name in names for line in found[name]}


def test_it_has_the_sections_that_brat_expects() -> None:
    assert set(sections(brat.visual_configuration())) == {"labels", "drawing"}


def test_what_is_drawn_is_declared() -> None:
    roles = set(re.findall(r"(\w+)[*?]:", brat.configuration()))
    declared = types("entities", "events", "attributes") | roles
    assert set(labels()) | set(drawing()) - DEFAULTS <= declared
    assert all(set(pairs) <= KEYS for pairs in drawing().values())


def test_every_part_has_a_label_and_a_colour_of_its_own() -> None:
    parts = types("entities", "events")
    assert parts <= set(labels())
    assert {name: drawing()[name]["bgColor"] for name in parts} == COLOURS
    shown = [words[-1] for words in labels().values()]
    assert len(set(shown)) == len(shown)
    for name, (full, *shorter) in labels().items():
        assert full == name
        assert [len(word) for word in shorter] == sorted(map(len, shorter), reverse=True)


def test_a_value_has_its_letter() -> None:
    for name, values in (("Kind", KINDS), ("Mode", MODES)):
        letters = drawing()[name]["glyph"].split("|")
        assert letters == [value[0].upper() for value in values]
        assert len(set(letters)) == len(values)


def test_the_words_in_a_box_can_be_read() -> None:
    assert drawing()["SPAN_DEFAULT"]["fgColor"] == "black"
    assert all(contrast("#000000", colour) >= 7 for colour in COLOURS.values())


@pytest.mark.parametrize("sight", SIGHT)
def test_the_parts_can_be_told_apart(sight: str) -> None:
    assert least_distance(COLOURS.values(), sight) >= 0.045
