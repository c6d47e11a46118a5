"""Annotated articles of several files, whose texts or quotes may stand elsewhere.

Annotations can be passed on where texts cannot: a line then has the quotes of an article, and its
text is the one with the same id in ``world/unlabelled.jsonl`` of the data folder; or it has only
the speakers, of an article of ``polnear/train.jsonl``.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from quoteattr.errors import FormatError
from quoteattr.evaluation.readers import AnnotatedText, Annotation, parse_text, read_texts
from quoteattr.inputs import read_lines

__all__ = ["POLNEAR", "UNREAD", "read_more", "read_named", "write_line"]

UNREAD = Path("world", "unlabelled.jsonl")
POLNEAR = Path("polnear", "train.jsonl")


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


def read_named(paths: Sequence[Path], data: Path) -> list[AnnotatedText]:
    """Articles of PolNeAR's training part whose speakers stand in files of their own, in order.

    A line of such a file has the ``id`` of an article and, of its attributions in the order of
    the corpus, ``speaker`` and ``addressee``, a list of each one's as in ``world/train.jsonl``;
    ``anonymous`` has the indices of those whose source is left unnamed.

    Args:
        paths: JSONL files, one article a line.
        data: the folder that has ``polnear/train.jsonl``.

    Raises:
        FormatError: a file cannot be read, or a field is wrong; there is no such article, or it
            has another number of attributions.
    """
    lines = [line for path in paths for line in _objects(path)]
    corpus = {article["id"]: article for _, article in _objects(data / POLNEAR)} if lines else {}
    return [_named(line, corpus.get(str(line.get("id"))), where) for where, line in lines]


def _named(line: dict[str, Any], article: dict[str, Any] | None, where: str) -> AnnotatedText:
    if article is None:
        raise FormatError(where, f"is of no article in {POLNEAR}; leave the line out")
    quotes = article["quotes"]
    lists: list[list[Any]] = []
    for key in ("speaker", "addressee", "anonymous"):
        value = line.get(key)
        if not isinstance(value, list) or (key != "anonymous" and len(value) != len(quotes)):
            reason = f"needs a list {key!r} for the {len(quotes)} attributions of the corpus"
            raise FormatError(where, f"{reason}, [] for each that has none")
        lists.append(value)
    speakers, addressees, unnamed = lists
    said = [
        {**quote, "speaker": speakers[i], "addressee": addressees[i], "anonymous": i in unnamed}
        for i, quote in enumerate(quotes)
    ]
    return parse_text({**article, "quotes": said}, where)


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in read_lines(str(path)):
        if isinstance(line, FormatError):
            raise line
        where, data = line
        yield where, dict(data)


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
