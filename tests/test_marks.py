"""Quotation marks: golden cases from golden/marks.json, properties with Hypothesis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.marks import Quotation, _cover, find_quotations, kind_of
from quoteattr.words import paragraphs, words

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "golden" / "marks.json").read_text(encoding="utf-8")
)

# opening mark, closing mark, style
DOUBLE = [
    ('"', '"'),
    ("“", "”"),
    ("”", "”"),
    ("“", "“"),
    ("”", "“"),
    ("„", "“"),
    ("„", "”"),
    ("“", '"'),
    ('"', "”"),
    ("＂", "＂"),
    ("''", "''"),
    ("``", "''"),
    ("‘‘", "’’"),
    ("«", "»"),
    ("»", "«"),
    ("« ", " »"),
    ("«\u00a0", "\u00a0»"),
    ("「", "」"),
    ("『", "』"),
    ("&quot;", "&quot;"),
    ("&ldquo;", "&rdquo;"),
    ("&#34;", "&#34;"),
    ("&#8220;", "&#8221;"),
    ("&#x201c;", "&#x201D;"),
    ("&laquo;", "&raquo;"),
    ("&laquo; ", " &raquo;"),
]
SINGLE = [
    ("'", "'"),
    ("‘", "’"),
    ("‚", "‘"),
    ("`", "'"),
    ("‹", "›"),
    ("›", "‹"),
    ("&#39;", "&#39;"),
    ("&apos;", "&apos;"),
    ("&lsquo;", "&rsquo;"),
]
STYLES = [(a, b, "double") for a, b in DOUBLE] + [(a, b, "single") for a, b in SINGLE]

# texts that are mostly marks, with all that can stand around them
mark_soup = st.lists(
    st.sampled_from(
        [mark for pair in DOUBLE + SINGLE for mark in pair]
        + [*"\n\n   ,.:—-(…5", "s", "in", "Ada", "'tis", "n't", "6'2\"", "\r\n", "\u2028", "\u200b"]
    ),
    max_size=40,
).map("".join)
any_text = st.one_of(mark_soup, st.text())
# capitals and no s, z, x or in at the end: nothing that an apostrophe could belong to
plain_words = st.lists(
    st.sampled_from(["Ada", "Maple", "river", "don't", "we", "$5", "O'Hara"]),
    min_size=1,
    max_size=6,
).map(" ".join)


def golden() -> list[Any]:
    return [*golden_cases()]


def golden_cases() -> Iterator[Any]:
    for case in CASES:
        known = (
            [pytest.mark.xfail(reason=case["xfail"], raises=AssertionError)]
            if "xfail" in case
            else []
        )
        yield pytest.param(case["text"], case["found"], id=case["name"], marks=known)


def as_data(text: str, quotation: Quotation) -> dict[str, Any]:
    return {
        "spans": [text[a:b] for a, b in quotation.spans],
        "depth": quotation.depth,
        "style": quotation.style,
        "closed": quotation.closed,
    }


@pytest.mark.parametrize(("text", "found"), golden())
def test_golden(text: str, found: list[dict[str, Any]]) -> None:
    assert [as_data(text, q) for q in find_quotations(text)] == found


def test_golden_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)


@given(any_text)
def test_spans_lie_in_the_text_one_a_paragraph(text: str) -> None:
    lines = paragraphs(text)
    for quotation in find_quotations(text):
        homes = [
            next(i for i, (a, b) in enumerate(lines) if a <= s < e <= b) for s, e in quotation.spans
        ]
        assert homes == sorted(set(homes))


@given(any_text)
def test_inner_lies_within_its_span_and_something_is_inside(text: str) -> None:
    for quotation in find_quotations(text):
        assert len(quotation.inner) == len(quotation.spans)
        for (start, end), (a, b) in zip(quotation.spans, quotation.inner, strict=True):
            assert start <= a <= b <= end
            assert text[a:b] == text[a:b].strip()
        assert any(a < b for a, b in quotation.inner)


@given(any_text)
def test_quotations_are_sorted_and_nest(text: str) -> None:
    found = find_quotations(text)
    assert [q.start for q in found] == sorted({q.start for q in found})
    for first, second in combinations(found, 2):
        assert first.end <= second.start or second.end <= first.end


@given(any_text)
def test_depth_counts_the_quotations_around(text: str) -> None:
    found = find_quotations(text)
    for quotation in found:
        around = [q for q in found if q.start < quotation.start and quotation.end <= q.end]
        assert quotation.depth == len(around)


@given(any_text)
def test_cover_counts_the_spans_over_each_word(text: str) -> None:
    found, offsets = find_quotations(text), words(text)
    expected = [sum(s <= a < e for q in found for s, e in q.spans) for a, _ in offsets]
    assert _cover(offsets, [span for q in found for span in q.spans]) == expected


@given(st.sampled_from(STYLES), plain_words)
def test_words_in_marks_of_any_style_are_found(style: tuple[str, str, str], said: str) -> None:
    opening, closing, name = style
    text = f"Ada said: {opening}{said},{closing} and left."
    (quotation,) = find_quotations(text)
    assert text[quotation.start : quotation.end] == f"{opening}{said},{closing}"
    assert [text[a:b] for a, b in quotation.inner] == [f"{said},"]
    assert (quotation.depth, quotation.style, quotation.closed) == (0, name, True)


@given(st.sampled_from(DOUBLE), st.sampled_from(SINGLE), plain_words, st.booleans())
def test_nested_marks_are_found(
    double: tuple[str, str], single: tuple[str, str], said: str, single_outside: bool
) -> None:
    outer, inner = (single, double) if single_outside else (double, single)
    text = f"Ada said: {outer[0]}We {inner[0]}{said}{inner[1]} now,{outer[1]} and left."
    assert [(q.depth, q.closed) for q in find_quotations(text)] == [(0, True), (1, True)]


@given(any_text, st.sampled_from(['"', "“", "”", "‘", "'", "«", "``"]))
def test_a_forgotten_mark_changes_nothing_after_the_next_paragraph(text: str, mark: str) -> None:
    after = "Ada left.\n“Bye,” she said.\n" + text
    shift = len(f"He said: {mark}no.\n")
    found = find_quotations(f"He said: {mark}no.\n{after}")
    later = [q for q in found if q.start >= shift]
    assert [(q.start - shift, q.end - shift) for q in later] == [
        (q.start, q.end) for q in find_quotations(after)
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (["“We go,”"], "direct"),
        (["“We go,”", "‘now’"], "direct"),
        (["We go"], "direct"),
        (["she had said ‘now’"], "indirect"),
        (["that she had said ‘now’ for $5."], "indirect"),
        (["We go,” that she had said ‘now’"], "mixed"),
        (["for $5."], "indirect"),
        (["“We go,” that"], "mixed"),
        (["‘now’ "], "direct"),
        (["."], "indirect"),
        ([], "indirect"),
    ],
)
def test_kind_of(content: list[str], kind: str) -> None:
    text = "“We go,” that she had said ‘now’ for $5."
    spans = [(text.index(part), text.index(part) + len(part)) for part in content]
    assert kind_of(spans, words(text), find_quotations(text), text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "He called it ‘mad’, and ‘We go,’ he said.",
        "He called it “mad”, and ‘We go,’ he said.",
        "He called it “‘mad’ and old”, and “We go,” he said.",
    ],
)
def test_words_in_the_marks_of_speech_make_a_content_mixed(text: str) -> None:
    content = [(0, text.index(", and"))]
    assert kind_of(content, words(text), find_quotations(text), text) == "mixed"


def test_kind_of_counts_no_mark_that_is_an_entity() -> None:
    text = "He said &ldquo;we go&rdquo; and left."
    start, end = text.index("&ldquo;"), text.index(" and")
    assert kind_of([(start, end)], words(text), find_quotations(text), text) == "direct"


def test_kind_of_sees_a_quotation_that_began_paragraphs_before() -> None:
    text = "“We came.\n“We ‘saw’ it.\n“We left,” she said."
    start, end = text.index("We left"), text.index(" she")
    assert kind_of([(start, end)], words(text), find_quotations(text), text) == "direct"
    assert kind_of([(start, len(text))], words(text), find_quotations(text), text) == "mixed"
