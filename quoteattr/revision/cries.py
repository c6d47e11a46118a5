"""Cries: few words in marks right behind a verb that can only report them: "she shouted “Stop”".

A network that looks for sentences passes over them. What a verb of speaking stands before is never
a title: "sang", "read" and "called" may have one, "shouted", "replied" and "whispered" have not.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.marks import find_quotations
from quoteattr.revision.placing import put_in
from quoteattr.revision.spans import Spans
from quoteattr.speakers.wording import STYLED

__all__ = ["CONFIDENCE", "with_cries"]

#: How sure a quote is that such a verb reports.
CONFIDENCE = 0.8

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
_REACH = 90
_LETTER = regex.compile(r"\p{L}")


def with_cries(
    text: str, attributions: Sequence[Attribution], *, trusted: float = 0.0
) -> tuple[Attribution, ...]:
    """The attributions, with what such a verb reports where nothing was found for it.

    Args:
        text: the text.
        attributions: those found, in order.
        trusted: those that are less sure than this do not count as found, and give way.

    >>> text = "As he left he shouted “Sorry” to the hall."
    >>> for one in with_cries(text, []):
    ...     print(text[slice(*one.source[0])], text[slice(*one.content[0])], sep=": ")
    he: “Sorry”
    >>> with_cries("As he left he sang “Sorry” to the hall.", [])
    ()
    """
    found = [one for one in attributions if one.confidence >= trusted]
    parts = (span for a in found for span in (*a.content, *a.cue, *a.source))
    taken = Spans((*span, 0) for span in parts)
    added = []
    for quotation in find_quotations(text):
        if quotation.depth or not quotation.closed or len(quotation.spans) > 1:
            continue
        low = max(text.rfind("\n", 0, quotation.start) + 1, quotation.start - _REACH)
        m = _CRIES.search(text, low, quotation.start)
        if m is None or any(taken.over(m.start("cue"), quotation.end)):
            continue
        if _LETTER.search(text, *quotation.spans[0]):
            who: tuple[Offsets, ...] = () if m["who"] is None else (m.span("who"),)
            added.append(
                Attribution(
                    quotation.spans, (m.span("cue"),), who, confidence=CONFIDENCE, kind="direct"
                )
            )
    return put_in(attributions, added) if added else tuple(attributions)
