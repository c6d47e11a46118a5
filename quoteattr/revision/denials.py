"""Denials: in "a man accused of running the ring has denied ever meeting him" the man denies it.

A sentence whose subject is accused of something, and then denies what a clause or a verb in *-ing*
tells. A network lets the charge run on over the denial, or finds no denial at all; a bare "the
charges" is nothing that he says.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.exchange import Exchange
from quoteattr.revision.marked import MarkedText

__all__ = ["with_denials"]

# From the accused, who opens the sentence, to its full stop.
_DENIES = regex.compile(
    r"""
    (?:^|(?<=[.!?”"\n]\s?))
    (?P<who>(?!(?:He|She|They|It|If|When|As|After|While)\b)\p{Lu}[^,.;:“”"()\n]{1,80}?) ,? \s
    (?:who\s(?:is|was|has\sbeen|had\sbeen|stands)\s)?
    (?:accused|suspected|convicted)\s of \s
    (?P<charge>[^.,;:“”"\n]{4,120}?) ,?
    \s (?:(?:has|have|had|also|later|\p{Ll}+ly)\s){0,3}
    (?P<cue>denied|denies|deny) \s
    (?P<content>
      (?:that\s\p{L}|ever\s\p{Ll}+ing\b|(?!wrongdoing|anything)\p{Ll}+ing\s) [^.;:“”"\n]{2,200}
    ) (?=\.)
    """,
    regex.VERBOSE,
)


def with_denials(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with what somebody accused denies as a quote of that one.

    Args:
        marked: the text.
        attributions: those found, in order, parents by index.
        trusted: those that are less sure than this do not count as found, and give way.

    >>> text = "A baker accused of theft has denied ever owning a mill."
    >>> for one in with_denials(MarkedText(text), []):
    ...     print(text[slice(*one.source[0])], text[slice(*one.content[0])], sep=": ")
    A baker: ever owning a mill
    >>> with_denials(MarkedText("A baker accused of theft has denied the charges."), [])
    ()
    """
    denials = list(_DENIES.finditer(marked.text))
    if not denials:
        return tuple(attributions)
    exchange = Exchange(marked, attributions, trusted)
    for m in denials:
        who, cue, content = m.span("who"), m.span("cue"), m.span("content")
        over = set(exchange.over(m.start("charge"), m.end()))
        mine = exchange.with_cue(over, cue)
        for i in over.difference(mine):
            exchange.found[i] = _cut(exchange.found[i], m.end("charge"), content[0])
        sure = exchange.sure(mine)
        for i in sure:
            exchange.found[i] = attrs.evolve(exchange.found[i], source=(who,), parent=None)
        if not sure:
            exchange.gone.update(mine)
            exchange.add(content, cue, who)
    return exchange.done()


def _cut(one: Attribution, charge: int, denied: int) -> Attribution:
    """What somebody is accused of, without the denial that follows it."""
    start, end = one.content[-1]
    if not start < charge < end or end <= denied:
        return one
    last: Offsets = (start, charge)
    return attrs.evolve(one, content=(*one.content[:-1], last))
