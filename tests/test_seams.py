"""Documents of any length: what stands far away does not change what is found here."""

from itertools import cycle, islice
from pathlib import Path

import pytest

import quoteattr
from quoteattr.records import Quote

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"

# Narration without a quote; each line is a paragraph.
NARRATION = (
    "The ferry left the quay at six, an hour late, with eleven cars on its deck.",
    "Rain fell on the eastern valleys through the night. By the morning two bridges were under "
    "water and the road to the coast was closed.",
    "The library opened in 1931 and was enlarged twice, in 1958 and in 1987.",
    "Prices of timber rose by four percent in March and by two percent in April.",
    "A second bus arrived at noon. It carried the luggage.",
)


def paragraphs() -> list[str]:
    """The paragraphs of the example articles that hold whole quotes of their own."""
    found = []
    for path in sorted(ARTICLES.glob("*.txt")):
        for paragraph in path.read_text("utf-8").split("\n"):
            marks = sum(paragraph.count(mark) for mark in "“”")
            if len(paragraph) > 80 and marks == 2 and paragraph.count("“") == 1:
                found.append(paragraph)
    return found


PARAGRAPHS = paragraphs()

# A quote that the model is less sure of may come and go with what is around it.
SURE = 0.9


def spans(quote: Quote, start: int) -> tuple[object, ...]:
    """Content and cue, counted from an offset."""
    return tuple(
        tuple((span.start - start, span.end - start) for span in part)
        for part in (quote.content, (quote.cue,) if quote.cue else ())
    )


@pytest.mark.parametrize("count", [3, 12, 40])
def test_narration_before_a_paragraph_leaves_its_quotes(
    extractor: quoteattr.Extractor, count: int
) -> None:
    paragraph = PARAGRAPHS[count % len(PARAGRAPHS)]
    near = NARRATION[0] + "\n\n"
    padding = "\n\n".join(islice(cycle(NARRATION), count)) + "\n\n" + near
    sure = {spans(q, len(near)) for q in extractor(near + paragraph) if q.confidence >= SURE}
    padded = {spans(q, len(padding)) for q in extractor(padding + paragraph)}
    assert sure <= padded


QUOTE = (
    "“We measured the wall in March,” said the engineer, Ruta Olin. "
    "“It had moved by two centimetres.”\n\n“Nobody asked us to measure it again,” she added."
)


def behind(size: int) -> tuple[Quote, ...]:
    """The quotes of two paragraphs that stand behind so many words."""
    words = islice(cycle(" ".join(NARRATION).split()), size)
    return quoteattr.extract(f"{' '.join(words)}.\n\n{QUOTE}").quotes


@pytest.mark.parametrize("size", [330, 350, 370])
def test_a_quote_at_a_windows_border(size: int) -> None:
    """The border falls before, inside and after the quote's paragraphs."""
    found = behind(size)
    assert [q.text for q in found if q.parent is None] == [
        "“We measured the wall in March,” “It had moved by two centimetres.”",
        "“Nobody asked us to measure it again,”",
    ]
    near = behind(10)
    for some, others in ((found, near), (near, found)):
        assert {q.text for q in some if q.confidence >= SURE} <= {q.text for q in others}
