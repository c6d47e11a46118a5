"""Texts that were made to break a reader: marks without end, marks in marks, markup, a megabyte.

What the whole way makes of odd texts is in test_odd_input.py and test_extractor.py; here are the
sizes that would take the model too long, given to the steps that look at every character, and
markup and marks in any order, given to the speakers with attributions drawn at random.
"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from quoteattr.annotation.text import blocks
from quoteattr.speakers import resolve

import quoteattr
from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.marks import find_quotations, mark_depths
from quoteattr.render.html import to_html
from quoteattr.words import paragraphs, words

MILLION = 1_000_000
MARKUP = (
    "<p>", "</p>", "<p", "<b>Ida", "</b >", "<br/>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&amp",
    "&quot;", "&#8220;", "&#x201d;", "&#99999999;", "<script>", "<a href='", '" onclick="', "**",
    "[1]", "{{", "}}", "\\u201c", "%E2%80%9C", "=E2=80=9C", "\x1b[1m", "\ud83d", "\udc4d",
    "\ufffe", "\u202e",
)  # fmt: skip
WORDS = (
    "Ida Brandt", "Brandt", "Mayor", "she", "they", "who", "officials", "the Harbour Board", "EHB",
    "said", "told", "according to", "and", "both", "of the", ",", ".", "“", "”", '"', "'", "’s",
    "\n",
)  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(MARKUP) | st.sampled_from(WORDS) | st.text(max_size=4), min_size=1, max_size=25
).map(" ".join)


@st.composite
def read(draw: st.DrawFn) -> tuple[str, list[Attribution], Annotation]:
    """A text with attributions, sentences and entities at any offsets at all."""
    text = draw(TEXTS)
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    span = edges.map(sorted).filter(lambda edge: edge[0] < edge[1]).map(tuple)
    found = [
        Attribution(
            (draw(span),),
            tuple(draw(st.lists(span, max_size=1))),
            tuple(draw(st.lists(span, max_size=1))),
        )
        for _ in range(draw(st.integers(1, 4)))
    ]
    cuts = sorted({0, *draw(st.lists(st.integers(0, len(text)), max_size=4)), len(text)})
    sentences = tuple(Sentence(a, b, ()) for a, b in pairwise(cuts))
    labels = st.sampled_from(("Person", "Organization", "Location", "NORP", "Misc", "Date"))
    entities = tuple(
        Entity(*edge, draw(labels)) for edge in sorted(draw(st.lists(span, max_size=4)))
    )
    return text, found, Annotation(sentences, entities)


@given(read())
def test_speakers_of_anything(found: tuple[str, list[Attribution], Annotation]) -> None:
    text, attributions, annotation = found
    cast = resolve(text, attributions, annotation)
    assert len(cast.of) == len(cast.told) == len(attributions)
    for person in (*cast.speakers, *cast.addressees):
        for mention in (*person.mentions, *person.roles, *person.affiliations):
            assert text[mention.start : mention.end] == mention.text


@given(TEXTS)
def test_marks_of_markup(text: str) -> None:
    for quotation in find_quotations(text):
        assert all(0 <= a < b <= len(text) for a, b in quotation.spans)
    page = to_html(quoteattr.QuoteDocument(text))
    assert page.count("<script>") == 1  # our own
    assert "<b>Ida" not in page


class TestSize:
    """Each of these takes a second or two; a quadratic step would take hours."""

    def test_a_megabyte_without_a_line_end(self) -> None:
        text = ("“The sluice is open,” said Ida Brandt of Sorby, and nobody asked why. " * 15_000)[
            :MILLION
        ]
        assert len(words(text)) > 200_000
        assert len(paragraphs(text)) == len(list(blocks(text))) == 1
        assert len(find_quotations(text)) > 10_000

    def test_many_thousand_marks(self) -> None:
        for marks in ("“", "”", '"', "'", "«", "“‘", '"\n', "''", "”“"):
            text = marks * (50_000 // len(marks))
            assert len(words(text)) >= 25_000
            assert len(paragraphs(text)) >= 1
            find_quotations(text)

    def test_marks_in_marks_in_marks(self) -> None:
        depth = 20_000
        text = "“‘" * depth + "No" + "’”" * depth
        found = find_quotations(text)
        depths = mark_depths(words(text), found)
        assert len(depths) == len(words(text))

    def test_all_of_unicode(self) -> None:
        text = "".join(map(chr, range(0x110000)))
        found = words(text)
        assert all(text[a:b].strip() for a, b in found[::1000])
        find_quotations(text)
