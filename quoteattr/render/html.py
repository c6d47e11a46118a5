"""A document as HTML: the article with every quote marked by its speaker, and who they are.

Self-contained: styles and script stand in the page, and nothing is fetched.
The picture works without the script, by CSS; the script only lets a quote's label
choose its speaker in place. All text goes through Jinja2's autoescape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

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


def to_html(document: QuoteDocument, *, title: str = "") -> str:
    """A fragment to put into a page, with its styles.

    Args:
        document: what to show.
        title: a name for the text, set above it.

    Returns:
        HTML, one ``<section>``. A NUL and half a surrogate pair, which HTML cannot hold,
        are shown as U+FFFD.
    """
    return _fragment(document, title, place=0)


def to_page(document: QuoteDocument, *, title: str = "") -> str:
    """A whole page.

    Args:
        document: what to show.
        title: a name for the text, set above it and in the window's title.

    Returns:
        HTML; to be written as UTF-8.
    """
    return "".join(to_pages([(title, document)], title=title))


def to_pages(documents: Iterable[tuple[str, QuoteDocument]], *, title: str = "") -> Iterator[str]:
    """One page of several documents, piece by piece, each document asked for when it is due.

    Args:
        documents: each with a name for its text.
        title: the window's title.

    Returns:
        HTML in pieces; to be written as UTF-8.
    """
    fragments = (
        _fragment(document, name, place=n, styled=False)
        for n, (name, document) in enumerate(documents)
    )
    context = {"title": title, "fragments": map(Markup, fragments), "light": LIGHT, "dark": DARK}
    yield from map(str, _environment().get_template("page.html").generate(context))


def _fragment(document: QuoteDocument, title: str, *, place: int, styled: bool = True) -> str:
    speakers = cards.people(document)
    colours = cards.hues(document, speakers)
    labels = cards.labels(document, speakers, colours)
    return (
        _environment()
        .get_template("fragment.html")
        .render(
            id=_id(document, title, place),
            title=title,
            summary=cards.summary(document, speakers),
            pieces=pieces(document, speakers),
            labels=labels,
            cards=cards.cards(speakers, labels, colours),
            styled=styled,
            light=LIGHT,
            dark=DARK,
        )
    )


def _id(document: QuoteDocument, title: str, place: int) -> str:
    """What the fragment's ids begin with: others may stand on the same page."""
    seed = f"{place}\0{title}\0{document!r}".encode("utf-8", "surrogatepass")
    return "qa" + hashlib.sha256(seed).hexdigest()[:8]


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
