"""Short hard cases that were written without a look at the code: the model keeps what it gets.

The figures are in docs/accuracy.md. ``read.json`` has those whose failures were read afterwards,
``unread.json`` those that were only ever counted; so with the longer articles. ``briefs.json``
has plain news in brief, by whose failures rules were written; ``bulletins-read.json`` and
``bulletins-unread.json`` have longer bulletins, of which two thirds were read.
"""

import json
from pathlib import Path

import pytest

import quoteattr
from quoteattr.evaluation.cases import read_cases, score_cases
from quoteattr.evaluation.predict import as_quotes
from quoteattr.evaluation.readers import read_texts

FRESH = Path(__file__).parent / "golden" / "fresh"
# At least so many of the musts are found, and have their speaker; so many strings are left alone.
AT_LEAST = {
    "read": (555, 513, 154),
    "unread": (99, 80, 40),
    "articles-read": (2280, 2075, 186),
    "articles-unread": (862, 768, 60),
    "briefs": (213, 206, 0),
    "bulletins-read": (1170, 1110, 0),
    "bulletins-unread": (565, 518, 0),
}


@pytest.mark.parametrize("half", sorted(AT_LEAST))
def test_as_many_are_right_as_before(half: str, tmp_path: Path) -> None:
    path = FRESH / f"{half}.json"
    cases = read_cases(str(path))
    lines = [
        {"id": case.id, "text": case.text, "quotes": as_quotes(document)}
        for case, document in zip(
            cases, quoteattr.load("en").pipe([case.text for case in cases]), strict=True
        )
        if isinstance(document, quoteattr.QuoteDocument)
    ]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    score = score_cases(cases, read_texts(str(predicted)))
    kept = score.must_not - score.broken
    found, speakers, left_alone = AT_LEAST[half]
    assert score.checks["found"][0] >= found
    assert score.checks["speaker"][0] >= speakers
    assert kept >= left_alone


def test_cases_hold_what_they_ask_for() -> None:
    cases = [case for half in AT_LEAST for case in read_cases(str(FRESH / f"{half}.json"))]
    assert len({case.id for case in cases}) == len(cases) == 643
    for case in cases:
        for words in (*case.must_not, *(must.content for must in case.must)):
            assert words in case.text, case.id
