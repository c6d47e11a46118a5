"""Annotated articles of several files, whose texts may stand elsewhere.

Annotations can be passed on where texts cannot: a line then has the quotes of an article, and its
text is the one with the same id in ``world/unlabelled.jsonl`` of the data folder.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, Annotation, read_texts

__all__ = ["UNREAD", "read_more", "write_line"]

UNREAD = Path("world", "unlabelled.jsonl")


def read_more(paths: Sequence[Path], data: Path) -> list[AnnotatedText]:
    """The articles of some files, each with its text, in order.

    Args:
        paths: JSONL files, one article a line; ``text`` may be missing.
        data: the folder whose ``world/unlabelled.jsonl`` has the texts that are missing.

    Raises:
        FormatError: a file cannot be read, or a field is wrong; a text is nowhere, or offsets run
            past its end.
    """
    read = [(path, one) for path in paths for one in read_texts(str(path), needs_text=False)]
    if all(article.text is not None for _, article in read):
        return [article for _, article in read]
    unread = data / UNREAD
    texts = {text.id: text.text for text in read_texts(str(unread), needs_quotes=False)}
    found = []
    for path, article in read:
        text = article.text if article.text is not None else texts.get(article.id)
        where = f"{path}: {article.id}"
        if text is None:
            raise FormatError(where, f"has no text, and {unread} has none with this id; add it")
        if any(end > len(text) for quote in article.quotes for _, end in _spans(quote)):
            reason = f"offsets run past the end of its text in {unread}; it is another text"
            raise FormatError(where, reason)
        found.append(attrs.evolve(article, text=text))
    return found


def write_line(article: AnnotatedText) -> str:
    """An article as a line of such a file, with its text."""
    quotes = [
        {
            "content": quote.content,
            "cue": quote.cue,
            "source": quote.source,
            "speaker": quote.speakers,
            "kind": quote.kind,
            "mode": quote.mode,
            "addressee": quote.addressees,
            "anonymous": quote.anonymous,
        }
        for quote in article.quotes
    ]
    stated = [{name: value for name, value in q.items() if value is not None} for q in quotes]
    data = {"id": article.id, "text": article.text, "quotes": stated}
    return json.dumps(data, ensure_ascii=False) + "\n"


def _spans(quote: Annotation) -> Sequence[tuple[int, int]]:
    return (*quote.content, *quote.cue, *quote.source)
