"""Pictures of documents as HTML: all of the text, nothing but text, and every quote whole."""

import re
from html.parser import HTMLParser

import pytest
from attrs import evolve
from colours import SIGHT, contrast, least_distance
from hypothesis import given
from hypothesis import strategies as st
from pictures import ODD_TEXT, documents, odd_document

import quoteattr
from quoteattr.errors import OptionError
from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.render.html import to_html, to_page, to_pages
from quoteattr.render.palette import DARK, LIGHT, Theme, mix
from quoteattr.render.segments import Layer, paragraphs, sweep
from quoteattr.render.terminal import to_text

VOID = {"input", "meta", "br", "img"}


class Page(HTMLParser):
    """What a browser reads: each character of the article with the classes it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.characters: list[tuple[str, frozenset[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(name == "qa-text" for _, name in self.open):
            around = frozenset(
                f"{tag}.{name}" for tag, names in self.open for name in names.split()
            )
            self.characters += ((character, around) for character in data)

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.characters)

    def quoted(self, number: int) -> set[int]:
        """Offsets of what stands in a quote's marks."""
        name = f"mark.t-{number}"
        return {n for n, (_, around) in enumerate(self.characters) if name in around}

    def gaps(self) -> set[int]:
        """Offsets between paragraphs."""
        return {n for n, (_, around) in enumerate(self.characters) if "span.qa-gap" in around}


def covered(quote: Quote) -> set[int]:
    return {n for span in quote.content for n in range(span.start, span.end)}


@given(documents())
def test_the_text_arrives_and_every_quote_is_shown_whole(document: QuoteDocument) -> None:
    html = to_html(document)
    assert "\r" not in html  # which a browser would read as a line feed
    page = Page(html)
    assert page.text == document.text.replace("\0", "\ufffd")
    for number, quote in enumerate(document.quotes, start=1):
        assert page.quoted(number) == covered(quote) - page.gaps()


@given(documents())
def test_ids_are_unique_and_references_lead_somewhere(document: QuoteDocument) -> None:
    tags = [attrs for _, attrs in Page(to_html(document)).tags]
    ids = [attrs["id"] for attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in tags:
        if attrs.get("href"):
            assert str(attrs["href"])[1:] in ids


def test_oddities_arrive() -> None:
    document = odd_document()
    page = Page(to_page(document, title="<script>window.hurt = 4</script>"))
    assert page.text == ODD_TEXT
    assert [tag for tag, _ in page.tags].count("script") == 1  # ours
    assert not [attrs for _, attrs in page.tags if "onerror" in attrs or "src" in attrs]
    references = [
        name
        for _, attrs in page.tags
        for key in ("aria-describedby", "aria-details", "aria-labelledby")
        for name in (attrs.get(key) or "").split()
    ]
    assert len(references) > 6
    assert set(references) <= {attrs.get("id") for _, attrs in page.tags}


def test_a_quote_has_a_label_where_it_begins_and_after_each_break() -> None:
    html = to_html(odd_document())
    signs = re.findall(r'class="qa-by[^>]*data-by="([^"]*)" data-kind="([^"]*)"', html)
    assert [kind for by, kind in signs if by.startswith("1 Ada")] == ["direct writing", "…", "…"]
    assert ("3 no speaker found", "mixed thought") in signs


def test_unnamed_sources_are_told_apart_in_words() -> None:
    html = to_html(odd_document())
    (card,) = re.findall(
        r'<li class="qa-card[^"]*qa-nameless"[^>]*>.*?Officials.*?</li>', html, re.S
    )
    assert "<b>unnamed</b>" in card
    assert "why unnamed: <bdi>it was over</bdi>" in card


def test_half_a_surrogate_pair_can_be_written() -> None:
    document = QuoteDocument("a\ud800b")
    assert Page(to_page(document).encode().decode()).text == "a\ufffdb"


def test_spans_beyond_the_text_are_cut_off() -> None:
    quote = Quote("q1", "direct", "speech", (Span(2, 99, "c"), Span(50, 60, "x")))
    page = Page(to_html(QuoteDocument("abcd", (quote,))))
    assert (page.text, page.quoted(1)) == ("abcd", {2, 3})


def test_persons_go_by_the_end_of_their_name_unless_another_does() -> None:
    text = "Ida Roe, Jon Roe and Mei Lund spoke."
    content = (Span.of(text, 0, 3),)
    who = [
        Speaker("s1", "Ida Roe", "person", aliases=("Roe",)),
        Speaker("s2", "Jon Roe", "person", aliases=("Jon", "Roe")),
        Speaker("s3", "Mei Lund", "person", aliases=("Lund", "Mei")),
    ]
    quotes = tuple(Quote("q", "direct", "speech", content, speakers=(s,)) for s in who)
    html = to_html(QuoteDocument(text, quotes, tuple(who)))
    assert re.findall(r'data-by="([^"]*)"', html) == ["1 Ida Roe", "2 Jon Roe", "3 Lund"]


def test_cards_say_whose_they_are_and_by_what_they_were_recognised() -> None:
    page = to_html(odd_document())
    assert "; of <bdi>&lt;b&gt;news&lt;/b&gt;</bdi>" in page
    assert "; by <bdi>Officials</bdi> → <bdi>&lt;b&gt;news&lt;/b&gt;</bdi>" in page
    assert page.count("; by <bdi>") == 2  # once for each of the two who said it
    assert page.count("; of <bdi>") == 1


def test_render_chooses_the_form() -> None:
    document = odd_document()
    assert document.render() == document._repr_html_() == to_html(document)
    assert document.render("page", title="A") == to_page(document, title="A")
    assert document.render("terminal", title="A", width=50) == to_text(
        document, title="A", width=50
    )
    with pytest.raises(OptionError, match="'html', 'page' or 'terminal'"):
        document.render("pdf")  # type: ignore[arg-type]


def test_a_page_of_several_documents_has_a_list_of_contents() -> None:
    several = [
        evolve(odd_document(), id=f"news/{n}.txt", meta={"title": f"Storm <{n}>"} if n else {})
        for n in range(3)
    ]
    html = "".join(to_pages(iter(several)))
    assert "<title>Who said what</title>" in html
    page = Page(html)
    assert page.text == ODD_TEXT * 3
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    listed = re.findall(r'<li><a href="#(qa[^"]*)"><bdi>(.*?)</bdi></a> <span>(.*?)</span>', html)
    names = ["news/0.txt", "Storm &lt;1&gt;", "Storm &lt;2&gt;"]
    assert [name for _, name, _ in listed] == names
    assert {id_ for id_, *_ in listed} <= set(ids)
    assert {said for *_, said in listed} == {"4 quotes by 3 speakers, 1 of them unnamed"}
    assert re.findall(r"<h1 dir=\"auto\">(.*?)</h1>", html) == names


def test_a_page_of_one_document_needs_no_list() -> None:
    html = "".join(to_pages([evolve(odd_document(), id="a")]))
    assert "<nav" not in html
    assert "<title>a</title>" in html


def test_a_picture_is_called_like_its_document_and_tells_its_fields() -> None:
    meta = {"title": "Storm", "date": "2024-05-03", "tags": ["<b>", 1], "none": None, "n": "x" * 99}
    document = evolve(odd_document(), id="news/a.txt", meta=meta)
    html = to_page(document)
    assert "<title>Storm</title>" in html
    assert "id: <bdi>news/a.txt</bdi> · date: <bdi>2024-05-03</bdi> · tags: <bdi>" in html
    assert "n: <bdi>xxxx" in html
    assert "none:" not in html
    assert "<b>" not in html[html.index("tags:") : html.index("n: <bdi>")]
    assert document.render("terminal").startswith("Storm\n")
    assert "<title>Other</title>" in to_page(document, title="Other")


def test_a_picture_tells_what_is_negated() -> None:
    text = "Oro never said that it was late."
    quote = Quote("q1", "indirect", "speech", (Span.of(text, 15, 31),), negated=True)
    document = QuoteDocument(text, (quote,))
    assert 'data-kind="indirect negated"' in to_html(document)
    assert "indirect · speech · negated" in to_text(document)


def test_a_chain_of_a_thousand_quotes_is_shown() -> None:
    text = "No. " * 1000
    quotes: list[Quote] = []
    for n in range(1000):
        outer = quotes[-1] if quotes else None
        content = (Span.of(text, 4 * n, 4 * n + 3),)
        quotes.append(Quote(f"q{n}", "direct", "speech", content, parent=outer))
    document = QuoteDocument.from_json(QuoteDocument(text, tuple(quotes)).to_json())
    assert document[-1].depth == 999
    assert document == QuoteDocument(text, tuple(quotes))
    assert len({hash(quote) for quote in document}) == 1000
    assert Page(document.render("page")).text == text
    assert document.render("terminal").count("No.") == 1000


def test_nothing_is_fetched() -> None:
    page = to_page(odd_document())
    assert not re.search(r"url\(|@import|<link|<img|<iframe|https?:", page)


def test_no_quotes_no_speakers() -> None:
    html = to_html(QuoteDocument("Nothing was said."))
    assert "No quotes" in html
    assert "<h2" not in html
    assert Page(to_page(QuoteDocument(""))).text == ""


@pytest.mark.parametrize("name", ["court", "flood"])
def test_articles_arrive(extractor: quoteattr.Extractor, pytestconfig, name: str) -> None:
    path = pytestconfig.rootpath / "examples" / "articles" / f"{name}.txt"
    document = extractor(path.read_text(encoding="utf-8"))
    page = Page(to_page(document))
    assert page.text == document.text
    for number, quote in enumerate(document.quotes, start=1):
        assert page.quoted(number) == covered(quote) - page.gaps()


# The sweep


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 2))))
def test_the_sweep_nests_and_covers(given_layers: list[tuple[int, int, int]]) -> None:
    layers = [Layer(start, end, rank, n) for n, (start, end, rank) in enumerate(given_layers)]
    stack: list[Layer[int]] = []
    seen: dict[int, set[int]] = {n: set() for n in range(len(layers))}
    here = 3
    for step in sweep(3, 17, layers):
        if step.kind == "text":
            assert step.start == here < step.end
            here = step.end
            for layer in stack:
                seen[layer.label].update(range(step.start, step.end))
        elif step.kind == "open":
            assert step.layer is not None
            stack.append(step.layer)
        else:
            assert step.layer is stack.pop()
    assert (here, stack) == (17, [])
    for layer in layers:
        assert seen[layer.label] == set(range(max(3, layer.start), min(17, layer.end)))


def test_the_sweep_opens_only_crossing_layers_twice() -> None:
    layers = [Layer(0, 9, 0, "out"), Layer(2, 5, 0, "in"), Layer(4, 7, 0, "crossing")]
    opened = [
        step.layer.label for step in sweep(0, 9, layers) if step.kind == "open" and step.layer
    ]
    assert opened == ["out", "in", "crossing", "crossing"]


@given(st.text(alphabet="a \t\n\r\u2028"))
def test_paragraphs_part_the_text(text: str) -> None:
    done = 0
    for start, end in paragraphs(text):
        assert done <= start < end
        assert not text[done:start].strip()
        done = end
    assert not text[done:].strip()


# The colours, by computation


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(theme: Theme) -> None:
    lines = [*theme.lines, theme.unnamed]
    tints = [*theme.tints, theme.unnamed_tint]
    for line, tint in zip(lines, tints, strict=True):
        assert contrast(theme.paper, line) >= 4.5  # what is written on a label
        assert contrast(theme.ink, tint) >= 7
        assert contrast(theme.ink, mix(line, tint, 0.14)) >= 4.5  # while it is pointed at
        for ground in tints:  # an underline inside another's quote
            assert contrast(line, ground) >= 3
    assert contrast(theme.ink, theme.paper) >= 7
    assert contrast(theme.faded, theme.paper) >= 4.5
    assert contrast(theme.edge, theme.paper) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_speakers_can_be_told_apart(theme: Theme, sight: str) -> None:
    assert least_distance((*theme.lines, theme.unnamed), sight) >= 0.045
