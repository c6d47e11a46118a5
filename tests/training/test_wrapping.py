"""Reports put into the mouths of others."""

import numpy as np
import pytest

from quoteattr.evaluation.readers import AnnotatedText, Annotation
from quoteattr.training.wrapping import wrapped

TEXT = (
    "The quay closed in May. Ida Brandt said the pump had failed again.\n\n"
    "“Nobody told us,” Jon Marsh said. But Ida Brandt said the tide was high.\n\n"
    "The report found that the wall was old. It was built in 1904."
)


def at(words: str, start: int = 0) -> tuple[int, int]:
    found = TEXT.index(words, start)
    return found, found + len(words)


def quote(source: str, cue: str, content: str) -> Annotation:
    named = at(source)
    said = at(cue, named[1])
    return Annotation(content=(at(content),), cue=(said,), source=(named,), mode="speech")


DOCUMENT = AnnotatedText(
    "quay",
    TEXT,
    (
        quote("Ida Brandt", "said", "the pump had failed again"),
        quote("Jon Marsh", "said", "“Nobody told us,”"),
        quote("The report", "found", "that the wall was old"),
    ),
)


def words(text: str | None, q: Annotation) -> list[str]:
    return [(text or "")[s:e] for s, e in (*q.content, *q.cue, *q.source)]


@pytest.mark.parametrize("seed", range(20))
def test_quotes_go_where_their_words_go(seed: int) -> None:
    made = wrapped(DOCUMENT, 1.0, np.random.default_rng(seed))
    for before, after in zip(DOCUMENT.quotes, made.quotes, strict=False):
        theirs, ours = words(TEXT, before), words(made.text, after)
        assert [w.lower() for w in ours] == [w.lower() for w in theirs]


@pytest.mark.parametrize("seed", range(20))
def test_a_report_stands_inside_the_new_quote(seed: int) -> None:
    made = wrapped(DOCUMENT, 1.0, np.random.default_rng(seed))
    new = made.quotes[len(DOCUMENT.quotes) :]
    assert len(new) >= 2
    for inner in (made.quotes[0], made.quotes[2]):
        (start, end) = inner.content[0]
        assert any(q.content[0][0] < start and end <= q.content[0][1] for q in new)
    for q in new:
        content, cue, source = words(made.text, q)
        assert cue == "said"
        assert source.lower() in ("ida brandt", "jon marsh", "the report")
        assert not content.endswith((".", " "))
        assert content.count("“") == content.count("”")


def test_what_cannot_be_reported_stays() -> None:
    made = [wrapped(DOCUMENT, 1.0, np.random.default_rng(seed)).text or "" for seed in range(20)]
    # It has marks of its own, and the sentence after it leans on it.
    assert all("“Nobody told us,” Jon Marsh said. But Ida Brandt said" in text for text in made)


def test_no_share_no_change() -> None:
    assert wrapped(DOCUMENT, 0.0, np.random.default_rng(1)) == DOCUMENT


def test_nobody_to_say_it() -> None:
    silent = AnnotatedText("silent", TEXT, (Annotation(content=(at("that the wall was old"),)),))
    assert wrapped(silent, 1.0, np.random.default_rng(1)) == silent
