"""Ways to report something: what the default model finds of each, and what it never does.

A way holds the content between double brackets, and its source in braces: "{S} said [[{c}]]."
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex

import quoteattr
from quoteattr.words import words

SWEEP: Any = json.loads(
    (Path(__file__).parent / "golden" / "sweeps" / "finding.json").read_text("utf-8")
)
PAIRS = (
    ("two of the pumps had failed within an hour", "the mayor"),
    ("nobody had checked the brakes before the trip", "Nils Okafor"),
)
_BRACKETS = regex.compile(r"\[\[|\]\]")


def filled(way: str, clause: str, source: str) -> tuple[str, list[str]]:
    """A text that reports a clause in this way, and the parts of the content."""
    half = " ".join(clause.split()[:4])
    said = {"c": clause, "c1": half, "c2": clause[len(half) + 1 :], "s": source}
    said |= {key.upper(): text[0].upper() + text[1:] for key, text in said.items()}
    whole = way.removeprefix("^").format(**said)
    text = _BRACKETS.sub("", whole)
    before = "" if way.startswith("^") else "The council met on Monday. Rain fell all day.\n\n"
    parts = regex.findall(r"\[\[(.*?)\]\]", whole)
    return f"{before}{text}\n\nThe meeting ends on Friday.", parts


@cache
def texts() -> dict[str, tuple[str, list[str], str]]:
    every = [(way, *pair) for way in (*SWEEP["found"], *SWEEP["missed"]) for pair in PAIRS]
    return {f"{way} {s}": (*filled(way, c, s), s) for way, c, s in every}


@pytest.fixture(scope="module")
def read() -> dict[str, quoteattr.QuoteDocument]:
    documents = quoteattr.load(modes="all").pipe([text for text, *_ in texts().values()])
    return dict(zip(texts(), documents, strict=True))


def is_found(document: quoteattr.QuoteDocument, parts: list[str], source: str) -> bool:
    """Whether one quote has at least half of the words in common, and the source where the way
    has one.
    """
    wanted = {span for part in parts for span in _words_at(document.text, part)}
    for quote in document.quotes:
        got = {w for s in quote.content for w in words(document.text) if s.start <= w[0] < s.end}
        if 2 * len(wanted & got) >= len(wanted | got):
            return source in str(quote.source or "")
    return False


def _words_at(text: str, part: str) -> list[tuple[int, int]]:
    start = text.index(part)
    return [w for w in words(text) if start <= w[0] < start + len(part)]


def check(way: str, read: dict[str, quoteattr.QuoteDocument]) -> None:
    named = regex.search(r"\{[sS]\}", way) is not None
    for _, source in PAIRS:
        _, parts, _ = texts()[f"{way} {source}"]
        assert is_found(read[f"{way} {source}"], parts, source.split()[-1] if named else "")


@pytest.mark.parametrize("way", SWEEP["found"])
def test_found(way: str, read: dict[str, quoteattr.QuoteDocument]) -> None:
    check(way, read)


@pytest.mark.xfail(strict=True, reason="nothing is found in these")
@pytest.mark.parametrize("way", SWEEP["missed"])
def test_missed(way: str, read: dict[str, quoteattr.QuoteDocument]) -> None:
    check(way, read)
