"""Time grows with the length of a text, not with its square: on texts made to find out.

A short article has a place where a few characters are repeated thousands of times: white space as
scrapers leave it, capitals, commas, marks, words that rules look for. The processor time of a
step is taken at one length and at four times that length. Linear time is four times as long then,
quadratic time sixteen times; the limit lies between, and what takes no time to speak of is let
through. Only ``pytest -m timed`` runs it, since time is measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import product

import attrs
import pytest

from quoteattr.annotation.records import Annotation, Entity, Sentence
from quoteattr.attribution.records import Attribution
from quoteattr.export import (
    from_brat,
    from_columns,
    from_label_studio,
    to_brat,
    to_citron,
    to_columns,
    to_csv,
    to_json,
    to_label_studio,
    to_tei,
    to_web_annotation,
)
from quoteattr.marks import find_quotations
from quoteattr.people.linking import link_speakers
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.render.html import to_html
from quoteattr.render.terminal import to_text
from quoteattr.speakers import resolve
from quoteattr.speakers.naming.names import name_everybody
from quoteattr.speakers.told.addressees import told_spans
from quoteattr.words import paragraphs, words

pytestmark = pytest.mark.timed

SHORT, LONG = 1_000, 4_000
LIMIT = 9.0
NO_TIME = 0.05

FRAGMENTS = (
    " ", "\n", " \n", "\t", "\u00a0", "a", "A", "Aa ", "a ", "A. ", "Aa, ", ", ", "1,",
    "(", ") ", "-", "– ",
    "“", "”", '"', "'", "’s ", "“a” ", "and ", "of the ", "who ", "Mr. ", "said ", "told ", "he ",
    "to ", "the ", "of ", "also ", "Aa and ", "Aa of ", "a’s ",
)  # fmt: skip

# Each bar is a place for a fragment; the parts between them keep their spans.
ARTICLE = (
    "“Go on,” |said |Mayor |Ida Brandt| of the |Harbour Board|, who had |asked Jon Marsh| of Sorby "
    "to help. |She| told| reporters from |the valley| that the |key was lost.| “No,” Brandt| said. "
    "Two officials| who asked not to be |named| said| it was so, |according to |the Harbour Board|."
)
PLACES = ARTICLE.count("|")
RELATIONS = (
    ("“Go on,”", "said", "Mayor Ida Brandt"),
    ("that the key was lost", "told", "She"),
    ("“No,”", "said", "Brandt"),
    ("it was so", "said", "Two officials"),
)


@attrs.frozen
class Case:
    """The article with a fragment repeated at one place, and where its parts are."""

    text: str
    attributions: list[Attribution]
    annotation: Annotation

    @classmethod
    def of(cls, fragment: str, place: int, length: int) -> Case:
        parts = ARTICLE.split("|")
        plain = "".join(parts)
        at = sum(len(part) for part in parts[: place + 1])
        put = (fragment * (length // len(fragment) + 1))[:length]

        def moved(start: int, end: int) -> tuple[int, int]:
            # what ends where the fragment begins does not hold it
            return start + len(put) * (start >= at), end + len(put) * (end > at)

        def found(words: str, after: int = 0) -> tuple[int, int]:
            start = plain.index(words, after)
            return moved(start, start + len(words))

        attributions = []
        last = 0
        for content, cue, source in RELATIONS:
            last = plain.index(content, last)
            near = max(0, last - 60)
            attributions.append(
                Attribution((found(content, last),), (found(cue, near),), (found(source, near),))
            )
        sentences = []
        start = 0
        while start < len(plain):
            end = plain.find(". ", start) + 2 or len(plain)
            end = len(plain) if end == 1 else end
            sentences.append(Sentence(*moved(start, end)))
            start = end
        names = (
            ("Ida Brandt", "Person"),
            ("Jon Marsh", "Person"),
            ("Harbour Board", "Organization"),
        )
        entities = tuple(Entity(*found(name), label) for name, label in names)
        text = plain[:at] + put + plain[at:]
        return cls(text, attributions, Annotation(tuple(sentences), entities))

    def document(self) -> QuoteDocument:
        """Quotes and a speaker with the spans of the attributions."""

        def spans(offsets: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
            return tuple(Span.of(self.text, a, b) for a, b in offsets)

        mentions = tuple(span for a in self.attributions for span in spans(a.source))
        speaker = Speaker("s1", mentions[0].text, "person", mentions)
        quotes = tuple(
            Quote(
                f"q{n}",
                "mixed",
                "speech",
                spans(a.content),
                next(iter(spans(a.cue)), None),
                next(iter(spans(a.source)), None),
                (speaker,),
            )
            for n, a in enumerate(self.attributions)
        )
        return QuoteDocument(self.text, quotes, (speaker,))


def seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def growth(call: Callable[[Case], object], fragment: str, place: int) -> tuple[float, float]:
    """How many times as long four times the length takes, and how long that is in seconds."""
    long = Case.of(fragment, place, LONG)
    taken = seconds(lambda: call(long))
    if taken < NO_TIME:
        return 1.0, taken
    short = Case.of(fragment, place, SHORT)
    # the best of several: what disturbs makes it longer, never shorter
    best = min(taken, seconds(lambda: call(long)))
    return best / min(seconds(lambda: call(short)) for _ in range(3)), best


def steep(call: Callable[[Case], object], cases: Iterator[tuple[str, int]]) -> list[str]:
    """What takes more than linear time, in words."""
    found = []
    for fragment, place in cases:
        times, taken = growth(call, fragment, place)
        if times > LIMIT:
            found.append(f"{fragment!r} at {place}: {times:.0f} times, {taken:.2f} s")
    return found


def at_each_place(fragment: str) -> Iterator[tuple[str, int]]:
    return ((fragment, place) for place in range(PLACES))


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=ascii)
def test_speakers(fragment: str) -> None:
    def call(case: Case) -> object:
        return resolve(case.text, case.attributions, case.annotation)

    assert not steep(call, at_each_place(fragment))


READERS: dict[str, Callable[[str], object]] = {
    "words": words,
    "paragraphs": paragraphs,
    "marks": find_quotations,
}


@pytest.mark.parametrize("name", READERS)
def test_text(name: str) -> None:
    cases = product(FRAGMENTS, (0, PLACES - 1))
    assert not steep(lambda case: READERS[name](case.text * 4), cases)


WRITERS: dict[str, Callable[[QuoteDocument], object]] = {
    "html": to_html,
    "terminal": to_text,
    "json": to_json,
    "csv": lambda document: list(to_csv([document])),
    "brat": lambda document: from_brat(document.text, to_brat(document)),
    "columns": lambda document: from_columns(to_columns(document)),
    "label studio": lambda document: from_label_studio(to_label_studio(document)),
    "tei": to_tei,
    "web annotation": lambda document: to_web_annotation(document, source="urn:x"),
    "citron": to_citron,
    "people": lambda document: link_speakers([document, document]),
}


@pytest.mark.parametrize("name", WRITERS)
def test_what_leaves_the_library(name: str) -> None:
    # between two paragraphs, inside a content, inside a mention
    cases = product(FRAGMENTS, (3, 12, 13))
    assert not steep(lambda case: WRITERS[name](case.document()), cases)


@pytest.mark.parametrize("cue", ["said", "told", "asked", "called", "shouted", "requested"])
def test_who_was_told_is_looked_for_near_the_cue(cue: str) -> None:
    """A pattern that needs a word must not look for it in all that is left of the text."""
    quote = f"“No,” she {cue}. "
    at = quote.index(cue)
    attribution = Attribution(
        ((0, 5),), cue=((at, at + len(cue)),), source=((at - 4, at - 1),), mode="speech"
    )
    naming = name_everybody(quote, (), ())

    def taken(rest: int) -> float:
        text = quote + "§ " * rest
        return seconds(
            lambda: [told_spans(text, attribution, naming, (0, len(quote))) for _ in range(300)]
        )

    assert taken(400_000) < LIMIT * taken(1_000) + NO_TIME
