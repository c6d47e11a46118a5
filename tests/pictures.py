"""Documents with every oddity, for the tests of what people look at."""

from hypothesis import strategies as st

from quoteattr.records import KINDS, MODES, Quote, QuoteDocument, Span, Speaker

ODD_TEXT = (
    "Town <b>news</b> & more\r\n\r\n"
    "“I said <script>window.hurt = 1</script> and he said ‘never’,” Ada Nym wrote, “twice.\r\n\r\n"
    "“And <img src=x onerror='window.hurt = 2'> again,” she added.\n\n"
    "\u202bאמרה שלום\u202c and 👩🏽‍🚒 e\u0301 \u0001 {{ 7 * 7 }} </style></p>\n\n"
    "Officials said it was over, and nobody\n  else spoke."
)


def span(words: str, text: str = ODD_TEXT) -> Span:
    """The first place of these words in a text."""
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def odd_document() -> QuoteDocument:
    """Nested, discontinuous, over paragraphs, crossing, joint, unnamed; and hostile names."""
    ada = Speaker(
        "s1",
        "Ada <i>Nym</i>",
        "person",
        (span("Ada Nym"), span("she")),
        roles=(span("Town <b>news</b>"),),
        affiliations=(span("<b>news</b>"),),
    )
    he = Speaker("s2", '"><script>window.hurt = 3</script>', "person", (span("he"),))
    them = Speaker(
        "s3",
        "Officials",
        "group",
        (span("Officials"),),
        anonymous=True,
        anonymity_reason=span("it was over"),
    )
    opening = span("“I said <script>window.hurt = 1</script> and he said ‘never’,”")
    start = ODD_TEXT.index("“twice")
    later = Span.of(ODD_TEXT, start, ODD_TEXT.index(" she added"))
    outer = Quote(
        "q1", "direct", "writing", (opening, later), span("wrote"), span("Ada Nym"), (ada,)
    )
    inner = Quote(
        "q2", "direct", "speech", (span("‘never’"),), None, span("he"), (he,), (ada,), outer, 0.4
    )
    crossing = Quote("q3", "mixed", "thought", (span("again,” she added.\n\n\u202bאמרה"),))
    over = Quote(
        "q4",
        "indirect",
        "speech",
        (span("it was over"),),
        span("said it"),
        span("Officials"),
        (them, he),
        speaker_evidence=(span("Officials"), span("<b>news</b>")),
    )
    return QuoteDocument(ODD_TEXT, (outer, inner, crossing, over), (ada, he, them))


@st.composite
def documents(draw: st.DrawFn) -> QuoteDocument:
    """Any text with spans anywhere in it."""
    odd = st.sampled_from(
        ["\n", "\r\n", "\n\n", "<", "&amp;", "“", " ", "\x00", "\u2028", "e\u0301"]
    )
    text = "".join(draw(st.lists(odd | st.characters(codec="utf-8"), min_size=1, max_size=60)))
    offsets = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = st.lists(offsets.map(lambda x: Span.of(text, min(x), max(x))), max_size=3).map(tuple)
    contents = offsets.map(lambda x: Span.of(text, min(x), max(x)))
    contents = contents.filter(lambda x: bool(x.text.strip()))
    speakers = tuple(
        Speaker(f"s{n}", draw(st.text()), "person", draw(spans), roles=draw(spans))
        for n in range(draw(st.integers(0, 3)))
    )
    quotes = tuple(
        Quote(
            f"q{n}",
            draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(MODES)),
            tuple(draw(st.lists(contents, min_size=1, max_size=3))),
            draw(st.none() | contents),
            draw(st.none() | contents),
            speakers[: draw(st.integers(0, 2))],
        )
        for n in range(draw(st.integers(0, 4)) if text.strip() else 0)
    )
    return QuoteDocument(text, quotes, speakers)
