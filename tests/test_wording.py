"""Pieces of patterns that several modules read by."""

import pytest
import regex

from quoteattr.speakers.wording import DAY, FULL_STOP, MONTH, PARTICLE, SHORT_TITLE, STYLED


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("He left.", 1),
        ("He said no.", 1),
        ("He came at 5 p.m. It rained.", 3),
        ("Mr. Oro left.", 1),
        ("MR. ORO LEFT.", 1),
        ("J. Oro of Veld Inc. left.", 1),
        ("The U.S. Senate", 0),
        ("Act No. 5", 0),
    ],
)
def test_full_stop(text: str, ends: int) -> None:
    assert len(regex.findall(FULL_STOP, text)) == ends


@pytest.mark.parametrize("title", ["", "Mr ", "Mrs. ", "Dr. ", "Prof. "])
def test_styled(title: str) -> None:
    assert regex.fullmatch(rf"{STYLED}Oro", f"{title}Oro")


@pytest.mark.parametrize(
    ("piece", "word", "fits"),
    [
        (PARTICLE, "van", True),
        (PARTICLE, "do", False),
        (PARTICLE, "ten", False),
        (SHORT_TITLE, "Sgt", True),
        (SHORT_TITLE, "St", False),
        (DAY, "Monday", True),
        (DAY, "Mon", False),
        (MONTH, "May", True),
        (MONTH, "may", False),
    ],
)
def test_words(piece: str, word: str, fits: bool) -> None:
    assert bool(regex.fullmatch(piece, word)) is fits
