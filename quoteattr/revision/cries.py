"""Cries: words in marks beside a verb that can only report them, where a network passes over them.

"She shouted “Stop”": what such a verb stands before is never a title; "sang" and "read" may have
one, "shouted", "replied" and "whispered" have not. "“Stop the car,” said Oro": a comma before the
closing mark, and who said it behind.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.exchange import CONFIDENCE
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import put_in
from quoteattr.revision.spans import Spans
from quoteattr.speakers.wording import STYLED

__all__ = ["with_cries"]

_CRIES = regex.compile(
    rf"""
    (?: (?<=^|[\s“"(])
        (?P<who> (?i:he|she|they|we|I|someone|somebody|everyone|everybody|nobody)
          | {STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}}
          | (?i:the|an?|his|her|their|one|another)\s(?:\p{{Ll}}[\p{{Ll}}\-]*\s){{0,2}}?
            \p{{Ll}}[\p{{Ll}}\-]* ) \s )?
    (?: (?:has|have|had|then|also|only|just|later|simply|\p{{Ll}}+ly)\s ){{0,2}}
    (?P<cue> shout(?:s|ed|ing) | yell(?:s|ed|ing) | scream(?:s|ed|ing)
      | cr(?:ies|ied|ying)(?:\sout)? | bellow(?:s|ed|ing) | roar(?:s|ed|ing)
      | exclaim(?:s|ed|ing) | whisper(?:s|ed|ing)
      | mutter(?:s|ed|ing) | repl(?:ies|ied|ying) | answer(?:s|ed|ing) | retort(?:s|ed|ing)
      | quip(?:s|ped|ping) | chant(?:s|ed|ing) | add(?:s|ed|ing) )
    (?:\s(?:back|out))? ,? \s $
    """,
    regex.VERBOSE,
)
_SAYS = (
    r"(?P<cue>said|says|asked|asks|added|adds|replied|replies|answered|shouted|cried|told|wrote"
    r"|writes|recalled|recalls|explained|explains|insisted|joked|jokes|warned|warns|laughed)"
)
_BY = (
    rf"(?P<who>(?i:he|she|they)|{STYLED}\p{{Lu}}[\p{{L}}’'\-]+(?:\s\p{{Lu}}[\p{{L}}’'\-]+){{0,3}}"
    r"|(?i:the|an?|his|her|their|one|another)\s(?:\p{Ll}[\p{Ll}\-]*\s){0,2}?\p{Ll}[\p{Ll}\-]*)"
)
# Behind words that end in a comma, or before their mark.
_SAID = regex.compile(rf"\s(?:{_BY}\s{_SAYS}|{_SAYS}\s{_BY})(?=[\s.,;:]|$)")
_COMMA = tuple(mark + sign for mark in ",?!" for sign in "”\"’'»")
_OPENS = regex.compile(r"(?:^|\n|[.!?…:][”\"’'»]?\s+)$")
_FEWEST_WORDS = 3
_REACH = 90
_LETTER = regex.compile(r"\p{L}")


def with_cries(
    marked: MarkedText, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with what such a verb reports where nothing was found for it.

    Args:
        marked: the text.
        attributions: those found, in order.
        trusted: those that are less sure than this do not count as found, and give way.

    >>> text = "As he left he shouted “Sorry” to the hall."
    >>> for one in with_cries(MarkedText(text), []):
    ...     print(text[slice(*one.source[0])], text[slice(*one.content[0])], sep=": ")
    he: “Sorry”
    >>> with_cries(MarkedText("As he left he sang “Sorry” to the hall."), [])
    ()
    """
    text = marked.text
    found = [one for one in attributions if one.confidence >= trusted]
    parts = (span for a in found for span in (*a.content, *a.cue, *a.source))
    taken = Spans((*span, 0) for span in parts)
    added = []
    for quotation in marked.quotations:
        if quotation.depth or not quotation.closed or len(quotation.spans) > 1:
            continue
        m = _reported(text, quotation.start, quotation.end)
        if m is None or not _LETTER.search(text, *quotation.spans[0]):
            continue
        low, high = min(quotation.start, m.start("cue")), max(quotation.end, m.end("cue"))
        if not any(taken.over(low, high)):
            who: tuple[Offsets, ...] = () if m["who"] is None else (m.span("who"),)
            content, cue = quotation.spans, (m.span("cue"),)
            added.append(Attribution(content, cue, who, confidence=CONFIDENCE, kind="direct"))
    return put_in(attributions, added) if added else tuple(attributions)


def _reported(text: str, start: int, end: int) -> regex.Match[str] | None:
    """The words beside a stretch in marks that can only report it."""
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    if (m := _CRIES.search(text, low, start)) is not None:
        return m
    if len(text[start:end].split()) < _FEWEST_WORDS:
        return None
    opens = _OPENS.search(text, max(low, start - 4), start) is not None
    said = opens and text.endswith(_COMMA, start, end)
    return _SAID.match(text, end, end + _REACH) if said else None
