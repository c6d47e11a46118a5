"""Whose claim it is that somebody rejects, and what is said by denying it."""

import pytest

from quoteattr.rejections import denial, is_rejected, owner_of


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
    ("text", "verb", "what"),
    [
        ("Oro denied claims that it was late", "denied", "claims that it was late"),
        ("Oro rejected the calls to resign", "rejected", "the calls to resign"),
        ("Oro hit back at claims that it was late", "", ""),
        ("Oro denied his claims that it was late", "", ""),
    ],
)
def test_who_denies_it_is_reported_for_that(text: str, verb: str, what: str) -> None:
    noun = "claims" if "claims" in text else "calls"
    cue = (text.index(noun), text.index(noun) + len(noun))
    found = denial(text, len("Oro"), cue, [(cue[1] + 1, len(text))])
    spans = [found[0], *found[1]] if found else []
    assert [text[slice(*span)] for span in spans] == ([verb, what] if verb else [])
