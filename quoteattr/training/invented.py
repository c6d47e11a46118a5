"""Case files as annotated articles: what they ask for is what an annotator would have said.

A case gives strings (:mod:`quoteattr.evaluation.cases`), an article offsets. Where a string stands
more than once, the cue is the one nearest to the content and the source the one nearest to the cue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import regex

from quoteattr.errors import FormatError
from quoteattr.evaluation.cases import Case, Must, read_cases
from quoteattr.evaluation.readers import AnnotatedText, Annotation, Offsets
from quoteattr.records import KINDS

__all__ = ["read_invented"]

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
    cue = _nearest(text, must.cue, content, where)
    source = _nearest(text, must.source, cue or content, where)
    between = [span for span in (cue, source) if span is not None]
    return Annotation(
        content=_parts(text, content, between)
        if source and _within(source, content)
        else (content,),
        cue=(cue,) if cue else (),
        source=(source,) if source else (),
        speakers=must.speakers,
        addressees=(must.addressee,) if must.addressee else (),
        kind=next((kind for kind in KINDS if kind == must.kind), None),
        anonymous=bool(must.anonymous),
    )


def _nearest(text: str, words: str | None, span: Offsets, where: str) -> Offsets | None:
    """Where the words stand nearest to a span; None without words."""
    if not words:
        return None
    found = [m.span() for m in regex.finditer(regex.escape(words), text, overlapped=True)]
    if not found:
        raise FormatError(where, f"its text does not have {words!r}; correct the case")
    start, end = span
    nearest: Offsets = min(found, key=lambda s: max(s[0] - end, start - s[1], 0))
    return nearest


def _within(inner: Offsets, outer: Offsets) -> bool:
    return outer[0] < inner[0] and inner[1] < outer[1]


def _parts(text: str, content: Offsets, spans: Iterable[Offsets]) -> tuple[Offsets, ...]:
    """What stands in a content before and after the cue and the source that interrupt it."""
    inside = [span for span in spans if _within(span, content)]
    one = text[content[0] : min(s for s, _ in inside)].rstrip()
    two = text[max(e for _, e in inside) : content[1]].lstrip(" ,")
    return (content[0], content[0] + len(one)), (content[1] - len(two), content[1])
