"""Documents with every oddity, for the properties of the exports."""

from collections.abc import Callable, Iterator
from typing import get_args

from hypothesis import strategies as st

from quoteattr import records
from quoteattr.records import Quote, QuoteDocument, Span, Speaker

# Every code point but lone surrogates, the odd ones more often than chance would have them.
CHARACTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "\n\r\t\u2028\x85\x00\ufeff\u200b“”\"'<&>|#=😀é \u202e"
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60)
WORDS = st.text(CHARACTERS, max_size=12)

FIELDS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)

Fits = Callable[[str], bool]


def anything(_: str) -> bool:
    return True


def every_span(document: QuoteDocument) -> Iterator[Span]:
    """All spans of all records of a document."""
    for quote in document:
        yield from (*quote.content, *quote.speaker_evidence)
        yield from filter(None, (quote.cue, quote.source))
    for person in (*document.speakers, *document.addressees):
        yield from (*person.mentions, *person.roles, *person.affiliations, *person.honorifics)
        yield from filter(None, (person.anonymity_reason,))


@st.composite
def spans(
    draw: st.DrawFn, text: str, least: int = 0, edge: Fits = anything, apart: bool = False
) -> tuple[Span, ...]:
    """Spans whose first and last characters fit; sorted; apart: none overlaps another."""
    places = [n for n, character in enumerate(text) if edge(character)]
    if not places:
        return ()
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(places), st.sampled_from(places)), min_size=least, max_size=3
        )
    )
    found = sorted((min(pair), max(pair) + 1) for pair in pairs)
    if apart:
        kept: list[tuple[int, int]] = []
        for start, end in found:
            if not kept or start >= kept[-1][1]:
                kept.append((start, end))
        found = kept
    return tuple(Span.of(text, start, end) for start, end in found)


@st.composite
def speakers(draw: st.DrawFn, text: str, number: int, edge: Fits, apart: bool) -> Speaker:
    reasons = draw(spans(text, edge=edge, apart=apart))
    return Speaker(
        id=f"s{number}",
        name=draw(WORDS),
        kind=draw(st.sampled_from(get_args(records.SpeakerKind))),
        mentions=draw(spans(text, edge=edge, apart=apart)),
        aliases=tuple(draw(st.lists(WORDS, max_size=2))),
        roles=draw(spans(text, edge=edge, apart=apart)),
        anonymous=draw(st.booleans()),
        anonymity_reason=reasons[0] if reasons else None,
        pronouns=tuple(draw(st.lists(WORDS, max_size=2))),
        number=draw(st.sampled_from(get_args(records.Number))),
        affiliations=draw(spans(text, edge=edge)),
        honorifics=draw(spans(text, edge=edge)),
    )


@st.composite
def documents(
    draw: st.DrawFn, edge: Fits = anything, *, apart: bool = False, ordered: bool = False
) -> QuoteDocument:
    """Any document at all, quotes crossing, nested, broken, said jointly or by nobody.

    edge: what the first and last character of a span must be like.
    apart: spans of one field do not overlap.
    ordered: quotes stand in order of appearance, and every speaker has said something, as in
        the documents that quoteattr makes.
    """
    text = draw(TEXTS)
    people = [draw(speakers(text, n, edge, apart)) for n in range(draw(st.integers(0, 4)))]
    cut = draw(st.integers(0, len(people)))
    contents = [
        draw(spans(text, least=1, edge=edge, apart=apart)) for _ in range(draw(st.integers(0, 4)))
    ]
    contents = [content for content in contents if content]
    if ordered:
        contents.sort(key=lambda c: (c[0].start, -max(span.end for span in c)))
    quotes: list[Quote] = []
    for n, content in enumerate(contents):
        chosen = st.lists(st.sampled_from(people), max_size=2, unique_by=lambda s: s.id)
        speaking = st.lists(st.sampled_from(people[:cut]), max_size=2, unique_by=lambda s: s.id)
        quotes.append(
            Quote(
                id=f"q{n}",
                kind=draw(st.sampled_from(records.KINDS)),
                mode=draw(st.sampled_from(records.MODES)),
                content=content,
                cue=next(iter(draw(spans(text, edge=edge))), None),
                source=next(iter(draw(spans(text, edge=edge))), None),
                speakers=tuple(draw(speaking)) if cut else (),
                addressees=tuple(draw(chosen)) if people else (),
                parent=draw(st.sampled_from([None, *quotes])),
                confidence=draw(st.floats(0, 1)),
                speaker_confidence=draw(st.floats(0, 1)),
                speaker_evidence=draw(st.permutations(draw(spans(text, edge=edge))).map(tuple)),
                negated=draw(st.booleans()),
            )
        )
    return QuoteDocument(
        text=text,
        quotes=tuple(quotes),
        speakers=tuple(people[:cut]),
        addressees=tuple(people[cut:]),
        model=draw(WORDS),
        id=draw(st.none() | WORDS),
        meta=draw(st.dictionaries(WORDS, FIELDS, max_size=3)),
    )
