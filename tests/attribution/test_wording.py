"""What the words around a cue tell: whose claim it is, who stands behind "by", in what mode."""

import pytest

from quoteattr.attribution.wording import is_rejected, mode_of, owner_of, whole_agent


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("Oro rejected calls to resign", True),
        ("Oro dismissed the claim that it was late", True),
        ("Oro hit back at claims that it was late", True),
        ("Oro threw out any suggestion that it was late", True),
        ("Oro repeated claims that it was late", False),
        ("Oro rejected his claim that it was late", False),
        ("Oro dismissed the council with a call to vote", False),
    ],
)
def test_whose_claim_is_rejected_is_somebody_else(text: str, rejected: bool) -> None:
    cue = min(text.find(noun) for noun in ("call", "claim", "suggestion") if noun in text)
    assert is_rejected(text, len("Oro"), cue) is rejected


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The court threw out Tim Holt’s claim that", "Tim Holt"),
        ("Oro dismissed the port’s claim that", "the port"),
        ("Oro dismissed the pilots’ claim that", "the pilots"),
        ("Oro backed Tim Holt’s claim that", ""),
        ("Oro dismissed the claim that", ""),
    ],
)
def test_it_is_the_one_whose_claim_it_is(text: str, owner: str) -> None:
    span = owner_of(text, 0, text.index("claim"))
    assert (text[slice(*span)] if span else "") == owner


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
