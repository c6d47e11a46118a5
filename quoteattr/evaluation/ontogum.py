"""Reads OntoGUM: texts with coreference by the guidelines of OntoNotes, in CoNLL-U files.

Column ten holds ``Entity=(3`` where a mention of cluster 3 begins, ``Entity=3)`` where it ends and
``Entity=(3)`` for one of a single token; several stand side by side. A text is put together from
its tokens: a line for each paragraph, a space between tokens unless ``SpaceAfter=No``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.errors import InputError

__all__ = ["Clustered", "parse_conllu", "read_ontogum"]

_MARK = regex.compile(r"(?P<opens>\()?(?P<cluster>[^()\s]+)(?P<closes>\))?")


@attrs.frozen
class Clustered:
    """A text with coreference.

    Attributes:
        id: its name.
        text: its characters.
        clusters: offsets of the mentions of each cluster, in order, in code points of the text.
        tokens: offsets of its tokens, in order.
    """

    id: str
    text: str
    clusters: tuple[tuple[Offsets, ...], ...]
    tokens: tuple[Offsets, ...]


def read_ontogum(folder: Path, genres: Iterable[str]) -> list[Clustered]:
    """The documents of some genres, by name.

    Args:
        folder: holds a file GUM_GENRE_NAME.conllu for each document.
        genres: "news", "interview" and so on.

    Raises:
        InputError: there is none, or a file is not what it should be.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; name the one that holds GUM_*.conllu")
    wanted = tuple(f"GUM_{genre}_" for genre in genres)
    paths = sorted(p for p in folder.glob("GUM_*.conllu") if p.name.startswith(wanted))
    if not paths:
        names = ", ".join(f"{genre}*.conllu" for genre in wanted)
        raise InputError(f"{folder} holds no {names}; see --genre")
    return [parse_conllu(path.read_text(encoding="utf-8"), path.stem) for path in paths]


def parse_conllu(lines: str, name: str) -> Clustered:
    """A document from the lines of its file.

    Args:
        lines: the file's content.
        name: what the document is called.

    Raises:
        InputError: a line has not ten columns, or a mention does not end, or ends unbegun.

    >>> document = parse_conllu("1\\tAna\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\tEntity=(1)\\n", "short")
    >>> document.text, document.clusters
    ('Ana', (((0, 3),),))
    """
    text, spans, marks = _tokens(lines, name)
    found: dict[str, list[Offsets]] = defaultdict(list)
    begun: dict[str, list[int]] = defaultdict(list)
    for (start, end), mark in zip(spans, marks, strict=True):
        for m in _MARK.finditer(mark):
            if m["opens"]:
                begun[m["cluster"]].append(start)
            if m["closes"]:
                if not begun[m["cluster"]]:
                    raise InputError(f"{name}: a mention of {m['cluster']} ends that never began")
                found[m["cluster"]].append((begun[m["cluster"]].pop(), end))
    if any(begun.values()):
        raise InputError(f"{name}: a mention does not end")
    clusters = tuple(tuple(sorted(mentions)) for mentions in found.values())
    return Clustered(name, text, clusters, tuple(spans))


def _tokens(lines: str, name: str) -> tuple[str, list[Offsets], list[str]]:
    """The text, and of each syntactic word its offsets and its marks of mentions."""
    text = ""
    gap = ""
    spans: list[Offsets] = []
    marks: list[str] = []
    left = 0  # words that are still to come of a token that is several
    whole = (0, 0)
    for opens, number, form, misc in _rows(lines, name):
        first, _, last = number.partition("-")
        if not left:
            text += ("\n" if opens and text else gap) + form
            whole = (len(text) - len(form), len(text))
            gap = "" if "SpaceAfter=No" in misc else " "
        if last:
            left, at = int(last) - int(first) + 1, whole[0]
            continue
        span = whole
        if left:
            span = (at, at + len(form)) if text.startswith(form, at) else whole
            left, at = left - 1, span[1]
        spans.append(span)
        marks += [part.removeprefix("Entity=") for part in misc if part.startswith("Entity=")]
        marks += [""] * (len(spans) - len(marks))
    return text, spans, marks


def _rows(lines: str, name: str) -> Iterator[tuple[bool, str, str, list[str]]]:
    """Of each word or token whether a paragraph begins, its number, form and last column."""
    opens = False
    for line in lines.splitlines():
        if line.startswith("# newpar"):
            opens = True
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 10:
                raise InputError(f"{name}: a line has {len(columns)} columns, not 10")
            if "." not in columns[0]:
                yield opens, columns[0], columns[1], columns[9].split("|")
                opens = False
