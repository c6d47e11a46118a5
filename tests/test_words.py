"""Words and paragraphs: what is one, and that their offsets hold on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.words import LONGEST, paragraphs, words

TEXTS = st.text() | st.text(
    st.sampled_from("ab é\u0301“”\"'`&;#x9quot.,\r\n\t\u200b\u2028\ufeff😀")
)


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\r\n\u00a0\u200b\ufeff", []),
        ("It’s 5,000.", ["It", "’", "s", "5", ",", "000", "."]),
        ("said “no”—twice", ["said", "“", "no", "”", "—", "twice"]),
        ("``So,'' he said", ["``", "So", ",", "''", "he", "said"]),
        ("‘‘So,’’", ["‘‘", "So", ",", "’’"]),
        ("&quot;So&quot; &amp; so", ["&quot;", "So", "&quot;", "&amp;", "so"]),
        ("&#8220;So&#x201d;", ["&#8220;", "So", "&#x201d;"]),
        ("AT&T; a & b;", ["AT", "&", "T", ";", "a", "&", "b", ";"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("snake_case", ["snake_case"]),
        ("👍🏽 ok", ["👍", "🏽", "ok"]),
        ("北京说", ["北京说"]),
        ("a\u200bb", ["a", "b"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_an_endless_word_is_cut() -> None:
    assert [len(word) for word in cut("x" * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \r\n\t", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        ("One.\u2029Two.\u2028Three.", ["One.", "Two.", "Three."]),
        ("\n  One. \n", ["  One. "]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == expected


@given(TEXTS)
def test_words_are_in_order_and_never_touch_space(text: str) -> None:
    end = 0
    for a, b in words(text):
        assert end <= a < b <= len(text)
        assert not any(c.isspace() for c in text[a:b])
        end = b


@given(TEXTS)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {i for a, b in words(text) for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(TEXTS)
def test_every_word_is_in_one_paragraph(text: str) -> None:
    lines = paragraphs(text)
    for a, b in words(text):
        assert sum(start <= a and b <= end for start, end in lines) == 1


@given(TEXTS)
def test_paragraphs_hold_no_line_end(text: str) -> None:
    for a, b in paragraphs(text):
        assert not set(text[a:b]) & set("\r\n\u2028\u2029")
        assert text[a:b].strip()
