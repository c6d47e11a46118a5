"""Denials: "a man accused of running the ring has denied ever meeting him" has the man deny that.

A network lets what somebody is accused of run on over the denial, or finds no denial at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import find_quotations, kind_of
from quoteattr.revision.placing import only, put_in
from quoteattr.revision.spans import Spans
from quoteattr.words import words

__all__ = ["CONFIDENCE", "with_denials"]

#: How sure a denial is that nothing was found for.
CONFIDENCE = 0.8

_DENIES = regex.compile(
    r"""
    (?:^|(?<=[.!?”"\n]\s?))
    (?P<who>(?!(?:He|She|They|It|If|When|As|After|While)\b)\p{Lu}[^,.;:“”"()\n]{1,80}?) ,? \s
    (?:who\s(?:is|was|has\sbeen|had\sbeen|stands)\s)?
    (?:accused|suspected|convicted)\s of \s
    (?P<charge>[^.,;:“”"\n]{4,120}?) ,?
    (?P<end>\s) (?:(?:has|have|had|also|later|\p{Ll}+ly)\s){0,3}
    (?P<cue>denied|denies|deny) \s
    (?P<content>
      (?:that\s\p{L}|ever\s\p{Ll}+ing\b|(?!wrongdoing|anything)\p{Ll}+ing\s) [^.;:“”"\n]{2,200}
    ) (?=\.)
    """,
    regex.VERBOSE,
)


def with_denials(
    text: str, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with what somebody accused denies as a quote of that one.

    Args:
        text: the text.
        attributions: those found, in order, parents by index.
        trusted: those that are less sure than this do not count as found, and give way.
    """
    denials = list(_DENIES.finditer(text))
    if not denials:
        return tuple(attributions)
    known, quotations = words(text), find_quotations(text)
    spans = Spans((*span, i) for i, a in enumerate(attributions) for span in a.content)
    found = list(attributions)
    added: list[Attribution] = []
    gone = set[int]()
    for m in denials:
        who, cue, content = m.span("who"), m.span("cue"), m.span("content")
        over = {i for _, _, i in spans.over(m.start("charge"), m.end())}
        mine = [i for i in over if cue in attributions[i].cue]
        for i in over - {*mine}:
            found[i] = _cut(found[i], m.end("charge"), content[0])
        sure = [i for i in mine if attributions[i].confidence >= trusted]
        for i in sure:
            found[i] = attrs.evolve(attributions[i], source=(who,), parent=None)
        if not sure:
            gone |= {*mine}
            kind = kind_of((content,), known, quotations, text)
            added.append(Attribution((content,), (cue,), (who,), confidence=CONFIDENCE, kind=kind))
    kept = only(found, [i for i in range(len(found)) if i not in gone])
    return put_in(kept, added) if added else kept


def _cut(one: Attribution, charge: int, denied: int) -> Attribution:
    """What somebody is accused of, without the denial that follows it."""
    start, end = one.content[-1]
    if not start < charge < end or end <= denied:
        return one
    last: Offsets = (start, charge)
    return attrs.evolve(one, content=(*one.content[:-1], last))
