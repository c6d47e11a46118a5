"""What is found in articles as they come: wrapped, with hard spaces, with a page's lines in them.

``python docs/benchmarks/layouts.py [--articles 60] [--model en]``

Reads invented articles of the tests plain and in each layout, and counts how many of the quotes
that it finds in the plain ones it finds again, and with the same speakers.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import regex

import quoteattr

GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
FURNITURE = json.loads((GOLDEN / "furniture.json").read_text("utf-8"))["left out"]
_NOT_SEEN = regex.compile(r"[\s\p{Cf}\p{P}]+")


def wrapped(text: str, gap: str) -> str:
    """Every paragraph in lines of 72 characters."""
    return gap.join("\n".join(textwrap.wrap(one, 72)) for one in text.split("\n\n"))


def furnished(text: str) -> str:
    """A line of a page behind every second paragraph."""
    paragraphs = text.split("\n\n")
    for i in range(len(paragraphs) - 1, 0, -2):
        paragraphs.insert(i, FURNITURE[(len(text) + i) % len(FURNITURE)])
    return "\n\n".join(paragraphs)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "line ends of two signs": lambda text: text.replace("\n", "\r\n"),
    "paragraphs without a gap": lambda text: text.replace("\n\n", "\n"),
    "no line ends at all": lambda text: " ".join(text.split()),
    "wrapped, a gap between paragraphs": lambda text: wrapped(text, "\n\n"),
    "wrapped, no gap": lambda text: wrapped(text, "\n"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "soft hyphens": lambda text: text.replace("tion", "ti\u00adon"),
    "straight marks": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "bullets": lambda text: regex.sub(r"(?m)^(?=\S)", "• ", text),
    "a page's lines in between": furnished,
}


def found(document: quoteattr.QuoteDocument | quoteattr.FailedDocument) -> dict[str, list[str]]:
    """The speakers of each quote, by its words without marks and space."""
    assert isinstance(document, quoteattr.QuoteDocument)
    return {
        _NOT_SEEN.sub("", quote.text).casefold(): [who.name for who in quote.speakers]
        for quote in document.quotes
    }


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--model", default="en")
    args = parser.parse_args()
    path = GOLDEN / "fresh" / "articles-read.json"
    texts = [one["text"] for one in json.loads(path.read_text("utf-8"))[: args.articles]]
    read = quoteattr.load(args.model)
    plain = [found(document) for document in read.pipe(texts)]
    print(f"{len(texts)} articles, {sum(map(len, plain))} quotes")
    for name, layout in LAYOUTS.items():
        other = [found(document) for document in read.pipe(map(layout, texts))]
        pairs = list(zip(plain, other, strict=True))
        quotes = sum(len(one.keys() & two.keys()) for one, two in pairs)
        whole = sum(one[said] == two.get(said) for one, two in pairs for said in one)
        print(f"{name}: {quotes} found, {whole} with the same speakers", flush=True)


if __name__ == "__main__":
    main()
