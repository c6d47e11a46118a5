"""Case files as annotated articles: what they ask for is what an annotator would have said.

A case gives strings (:mod:`quoteattr.evaluation.cases`), an article offsets. Where a string stands
more than once, the cue is the one nearest to the content and the source the one nearest to the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import regex

from quoteattr.errors import FormatError
from quoteattr.evaluation.cases import Case, Must, read_cases
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.records import KINDS

__all__ = ["read_invented"]

# From a closing mark to the next opening one: where a cue may interrupt a content; or commas.
_GAP = regex.compile(r"[”\"’'][^”“\"‘]{2,120}?[“\"‘']|,\s[^,“”\"]{2,80},")
# The next quote's content may begin before the last one's end: a quote in a quote.
_BACK = 400


def read_invented(paths: Sequence[Path]) -> list[AnnotatedText]:
    """The texts of case files with their quotes, in order; those of a case without one have none.

    Args:
        paths: files of cases, each a JSON list.

    Raises:
        FormatError: a file cannot be read, a field is wrong, or a string is not in its text.
    """
    return [
        _article(case, f"{path}: {case.id}") for path in paths for case in read_cases(str(path))
    ]


def _article(case: Case, where: str) -> AnnotatedText:
    quotes, at = [], 0
    for must in case.must:
        quotes.append(_quote(case.text, must, max(0, at - _BACK), where))
        at = quotes[-1].content[0][0]
    return AnnotatedText(case.id, case.text, tuple(quotes))


def _quote(text: str, must: Must, low: int, where: str) -> Annotation:
    start = text.find(must.content, low)
    start = text.find(must.content) if start < 0 else start
    if start < 0:
        raise FormatError(where, f"its text does not have {must.content!r}; correct the case")
    content = (start, start + len(must.content))
    cue = _nearest(text, must.cue, content, content, where)
    source = _nearest(text, must.source, cue or content, content, where)
    inside = [span for span in (cue, source) if span is not None and _within(span, content)]
    return Annotation(
        content=_parts(text, content, inside) if inside else (content,),
        cue=(cue,) if cue else (),
        source=(source,) if source else (),
        speakers=must.speakers,
        addressees=(must.addressee,) if must.addressee else (),
        kind=next((kind for kind in KINDS if kind == must.kind), None),
        anonymous=bool(must.anonymous),
    )


def _nearest(
    text: str, words: str | None, span: Offsets, content: Offsets, where: str
) -> Offsets | None:
    """Where the words stand nearest to a span, outside the content or in a gap of its marks.

    Elsewhere inside it only where they stand nowhere else; None without words.
    """
    if not words:
        return None
    found = [
        m.span()
        for m in regex.finditer(rf"(?<!\w){regex.escape(words)}(?!\w)", text, overlapped=True)
    ]
    if not found:
        raise FormatError(where, f"its text does not have {words!r}; correct the case")
    start, end = span
    gaps = [m.span() for m in _GAP.finditer(text, *content)]

    def place(one: Offsets) -> tuple[bool, int]:
        apart = one[1] <= content[0] or one[0] >= content[1]
        free = apart or any(low <= one[0] and one[1] <= high for low, high in gaps)
        return not free, max(one[0] - end, start - one[1], 0)

    nearest: Offsets = min(found, key=place)
    return nearest


def _within(inner: Offsets, outer: Offsets) -> bool:
    return outer[0] < inner[0] and inner[1] < outer[1]


def _parts(text: str, content: Offsets, inside: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """What stands in a content before and after the cue and the source that interrupt it."""
    one = text[content[0] : min(s for s, _ in inside)].rstrip()
    two = text[max(e for _, e in inside) : content[1]].lstrip(" ,")
    parts = ((content[0], content[0] + len(one)), (content[1] - len(two), content[1]))
    return tuple(part for part in parts if part[0] < part[1])
