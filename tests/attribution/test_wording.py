"""What the words around a cue tell: who stands behind "by", in what mode."""

import pytest

from quoteattr.attribution.wording import mode_of, whole_agent


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("Oro was told by the city council to boil it", "the city", "the city council"),
        ("Oro was told by police that it was late", "police", "police"),
        ("Oro was told by police yesterday that it was late", "police", "police"),
        ("Oro was told by email on Monday to boil it", "email", "email"),
        ("Oro was told near the city council to boil it", "the city", "the city"),
    ],
)
def test_who_tells_is_all_that_stands_before_what_is_told(
    text: str, source: str, whole: str
) -> None:
    start = text.index(source)
    content = text.index("to boil") if "to boil" in text else text.index("that")
    span = whole_agent(text, (start, start + len(source)), [(content, len(text))])
    assert text[slice(*span)] == whole


@pytest.mark.parametrize("verb", ["thought", "suspects", "mused"])
def test_some_verbs_are_of_thought(verb: str) -> None:
    assert mode_of(f"Oro {verb}", [(4, 4 + len(verb))], "speech") == "thought"
