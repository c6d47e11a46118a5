"""Layout: texts broken at the width of a page, and signs that nobody sees."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import every_span

import quoteattr
from quoteattr.layout import broken, evened, invisible
from quoteattr.records import QuoteDocument
from quoteattr.story import story

PARAGRAPHS = (
    "Maren Solvik, the mayor of Lund, closed the old pier on Monday after two of its beams had "
    "been found to be rotten, and told the council that it would stay shut until the summer.",
    "“It was time,” she said. “Nobody would have forgiven us if we had waited for a third one to "
    "break, least of all the people who walk there every day with their children.”",
    "The harbour master, Bo Holm, said the beams were older than the council's own records, which "
    "begin in 1931, and that a new pier would cost more than the town has.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def wrapped(width: int, gap: str = "\n\n", end: str = "\n") -> str:
    return gap.join(end.join(textwrap.wrap(one, width)) for one in PARAGRAPHS)


@pytest.mark.parametrize("width", [50, 66, 72, 80, 100])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n"])
def test_lines_of_a_page_are_paragraphs_again(width: int, gap: str) -> None:
    assert evened(wrapped(width, gap)) == gap.join(PARAGRAPHS)


def test_line_ends_of_two_signs() -> None:
    assert evened(wrapped(72, "\r\n", "\r\n")).replace("  ", " ") == "\r\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\n".join(f"Q: Was pier {n} shut then?\nA: It was, on Monday." for n in range(9)),
        "\n".join(f"The pier of Lund was shut for {n} days, the mayor said." for n in range(9, 30)),
        "\n".join(f"• Pier {n} is shut and will stay so until the summer" for n in range(9)),
        "",
        "\n",
    ],
)
def test_lines_of_their_own_stay(text: str) -> None:
    assert evened(text) == text


@given(st.text(alphabet="ab .\u00a0\u00ad\r\n“”", max_size=400))
def test_no_offset_moves(text: str) -> None:
    assert len(evened(text)) == len(text)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_all_line_ends_are_read_alike(end: str) -> None:
    assert story(TEXT.replace("\n", end)).text == TEXT


def test_what_nobody_sees_is_not_read() -> None:
    text = "\ufeffA co\u00adop \u200bsaid\u200f no."
    assert story(text).text == "A coop said no."
    assert invisible("A coop said no.") == []


@pytest.mark.parametrize(
    "text",
    [
        wrapped(72),
        wrapped(60, "\n"),
        TEXT.replace("Maren Solvik", "Maren\u00a0Solvik").replace("Bo Holm", "Bo\u00a0Holm"),
        TEXT.replace("Solvik", "Sol\u00advik").replace(" said", " \u200bsaid"),
        "\ufeff" + TEXT,
    ],
)
def test_the_same_is_found(text: str) -> None:
    plain, other = quoteattr.load().pipe([TEXT, text])
    assert isinstance(plain, QuoteDocument)
    assert isinstance(other, QuoteDocument)
    assert other.text == text
    found = [[who.name for who in quote.speakers] for quote in other.quotes]
    assert found == [[who.name for who in quote.speakers] for quote in plain.quotes]
    assert found[-1] == ["Bo Holm"]
    for one, two in zip(plain.quotes, other.quotes, strict=True):
        assert _plain(one.text) == _plain(two.text)
    assert all(text[span.start : span.end] == span.text for span in every_span(other))


def _plain(words: str) -> str:
    seen = words.translate({ord(c): None for c in "\u00ad\u200b\ufeff"})
    return " ".join(seen.split())


HEADLINES = ("Mayor says bridge is safe", "Minister says trains will run", "Police say man died")


BY_LINE = "\n\nBy Tom Lind\n\n"  # over it the network reads headlines on into the lead
GAPS = ("\n\n", "\n", "\r\n", BY_LINE)


@pytest.mark.parametrize(
    ("headline", "gap"),
    [
        pytest.param(
            headline,
            gap,
            marks=pytest.mark.xfail(raises=AssertionError) if gap == BY_LINE else (),
        )
        for headline in HEADLINES
        for gap in GAPS
    ],
)
def test_a_headline_is_no_part_of_what_follows(headline: str, gap: str) -> None:
    lead = "The council met on Tuesday for the first time since May, Mayor Ida Brandt said."
    document = quoteattr.extract(headline + gap + lead)
    assert isinstance(document, QuoteDocument)
    end = len(headline)
    spans = [span for quote in document.quotes for span in quote.content]
    assert spans
    assert all(span.end <= end or span.start > end for span in spans)


def test_words_parted_at_the_end_of_a_line() -> None:
    text = "Anneli Korhonen-\nWeiss said that the har-\nbour was shut."
    document = quoteattr.extract(text)
    assert isinstance(document, QuoteDocument)
    (quote,) = document.quotes
    assert [who.name for who in quote.speakers] == ["Anneli Korhonen-Weiss"]
    assert quote.text == "that the har-\nbour was shut"


@pytest.mark.parametrize("text", ["a long - \n stay", "in 1990-\n1995", "A-\nB", "well-known"])
def test_hyphens_that_stay(text: str) -> None:
    assert broken(text) == []


MARKS = "“It wasn’t time,” said Maren Solvik, the mayor of Lund. “‘Wait’ – that was all I heard.”"


@pytest.mark.parametrize(
    "text",
    [
        MARKS.encode("cp1252").decode("latin-1"),
        MARKS.encode().decode("latin-1"),
        MARKS.encode().decode("cp1252", "replace").replace("\ufffd", ""),
        MARKS.encode().decode("cp1252", "ignore"),
        "".join(f"\x00{letter}\x7f" for letter in MARKS),
    ],
)
def test_marks_in_another_encoding_are_marks(text: str) -> None:
    assert text != MARKS
    assert story(text).text == MARKS
    plain, other = quoteattr.load().pipe([MARKS, text])
    assert isinstance(plain, QuoteDocument)
    assert isinstance(other, QuoteDocument)
    assert other.text == text
    assert [quote.kind for quote in other] == [quote.kind for quote in plain]
    assert [who.name for who in other.speakers] == ["Maren Solvik"]
    for quote, same in zip(other, plain, strict=True):
        for span, like in zip(quote.content, same.content, strict=True):
            assert story(span.text).text == like.text


def test_no_other_letters_are_marks() -> None:
    for text in ("Il fâcha Zoë – 5 € par âge.", "ÂgeÃ©", "â", "Ã¢â"):
        assert story(text).text == text


@pytest.mark.parametrize("text", ["â€¢ The port is shut.", "saidâ€‹ no", "5â€¯000", "â€šno"])
def test_other_letters_of_utf_8_are_no_marks(text: str) -> None:
    assert evened(text) == text
