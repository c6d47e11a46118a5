"""A document as HTML: the article with every quote marked by its speaker, and who they are.

Self-contained: styles and script stand in the page, and nothing is fetched.
The picture works without the script, by CSS; the script only lets a quote's label
choose its speaker in place. All text goes through Jinja2's autoescape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from tempfile import TemporaryFile

import attrs
import jinja2
import regex
from markupsafe import Markup, escape

from quoteattr.records import QuoteDocument
from quoteattr.render import cards
from quoteattr.render.article import pieces
from quoteattr.render.palette import DARK, LIGHT

__all__ = ["to_html", "to_page", "to_pages"]

# Neither has a form in HTML. Everything else, control characters too, arrives.
_IMPOSSIBLE = regex.compile(r"[\x00\ud800-\udfff]")


@attrs.frozen
class _Entry:
    """A document in the list of contents; ``size`` counts the characters of its fragment."""

    id: str
    title: str
    summary: str
    size: int


def to_html(document: QuoteDocument, *, title: str | None = None) -> str:
    """A fragment to put into a page, with its styles.

    Args:
        document: what to show.
        title: a name for the text, set above it; the document's own where None.

    Returns:
        HTML, one ``<section>``. A NUL and half a surrogate pair, which HTML cannot hold,
        are shown as U+FFFD.
    """
    return _fragment(document, document.title if title is None else title, _id(document, 0))


def to_page(document: QuoteDocument, *, title: str | None = None) -> str:
    """A whole page.

    Args:
        document: what to show.
        title: a name for the text, set above it and in the window's title; the document's own
            where None.

    Returns:
        HTML; to be written as UTF-8.
    """
    title = document.title if title is None else title
    fragment = _fragment(document, title, _id(document, 0), styled=False)
    return "".join(_page(title, [], [fragment]))


def to_pages(documents: Iterable[QuoteDocument]) -> Iterator[str]:
    """One page of several documents, with a list of contents where there are more than one.

    The documents need not fit into memory together: what is made of each waits in a file until
    the list is complete.

    Args:
        documents: what to show, in order.

    Returns:
        HTML in pieces; to be written as UTF-8.
    """
    with TemporaryFile("w+", encoding="utf-8", newline="") as kept:
        contents = []
        for place, document in enumerate(documents):
            id_ = _id(document, place)
            fragment = _fragment(document, document.title, id_, styled=False)
            said = cards.summary(document, cards.people(document))
            contents.append(_Entry(id_, document.title, said, len(fragment)))
            kept.write(fragment)
        kept.seek(0)
        title = contents[0].title if len(contents) == 1 else ""
        yield from _page(title, contents, (kept.read(entry.size) for entry in contents))


def _page(title: str, contents: Sequence[_Entry], fragments: Iterable[str]) -> Iterator[str]:
    context = {
        "title": title,
        "contents": contents,
        "fragments": map(Markup, fragments),
        "light": LIGHT,
        "dark": DARK,
    }
    yield from map(str, _environment().get_template("page.html").generate(context))


def _fragment(document: QuoteDocument, title: str, id_: str, *, styled: bool = True) -> str:
    speakers = cards.people(document)
    colours = cards.hues(document, speakers)
    labels = cards.labels(document, speakers, colours)
    return (
        _environment()
        .get_template("fragment.html")
        .render(
            id=id_,
            title=title,
            about=cards.about(document),
            summary=cards.summary(document, speakers),
            pieces=pieces(document, speakers),
            labels=labels,
            cards=cards.cards(speakers, labels, colours),
            styled=styled,
            light=LIGHT,
            dark=DARK,
        )
    )


def _id(document: QuoteDocument, place: int) -> str:
    """What the fragment's ids begin with: others may stand on the same page."""
    quotes = [(q.start, q.end, q.kind, q.confidence, *map(str, q.speakers)) for q in document]
    seed = f"{place}\0{document.title}\0{quotes}\0{document.text}"
    return "qa" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("quoteattr.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_exact,
    )


def _exact(value: object) -> object:
    """A value as it has to stand in HTML for a reader to get back the same text.

    >>> _exact("a < b\\r\\n")
    Markup('a &lt; b&#13;\\n')
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    # A parser turns a bare carriage return into a line feed.
    return Markup(str(escape(_IMPOSSIBLE.sub("\ufffd", value))).replace("\r", "&#13;"))
