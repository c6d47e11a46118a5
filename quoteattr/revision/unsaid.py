"""Unsaid: words of saying by which nobody says anything, and names in marks.

"That said, the bridge is open" and "let us say it takes an hour" are turns of the narrator's; a
moment calls for calm without a word, a chair calls somebody to order; and "a dog called “Never
Mind”" has a name. Who "says that about it" says something that stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.attribution.records import Attribution
from quoteattr.revision.marked import MarkedText
from quoteattr.revision.placing import only
from quoteattr.speakers.lexicon import singular, word_set
from quoteattr.speakers.reading.cores import noun_of
from quoteattr.speakers.wording import DAY

__all__ = ["without_unsaid"]

_THAT_SAID = regex.compile(r"That(?:\sbeing)?\s(?:said|told),\s")
# "Says that about everything", "confirmed that on Monday", "has said that since he was young".
_THAT = regex.compile(
    rf"""
    (?:(?:all|just)\s)?(?:that|this)\s (?:
        (?:about|to|of|for)\s(?:everything|anything|every(?:one|body)|any(?:one|body)|it|me|us|him|her|them|you
          |(?:years|months|weeks|decades|ages)(?:\snow)?|a\s(?:very\s)?long\stime)
      | (?:(?:late|early)\s)?(?:on\s)?{DAY}(?:\s(?:morning|afternoon|evening|night))?
      | yesterday | today | again | too | already
      | (?:last|this|every)\s(?:day|week|month|year|night|morning|evening|time)
      | since\s(?:(?:I|he|she|we|they|you)\s(?:was|were|began|started|came|left)\b
            [^,;:“”"\n]{{0,24}}|(?:last\s)?\p{{Lu}}\p{{Ll}}+|\d{{4}}) )
    """,
    regex.VERBOSE,
)
_HAVING = regex.compile(r"\b[Hh]aving\s$")
_LET_US = regex.compile(r"\b[Ll]et(?:\sus|[’']s)\s(?:(?:just|simply|only)\s)?$")
_SAY = regex.compile(r"say|suppose|pretend|assume")
_CALLS = regex.compile(r"call(?:s|ed|ing)?(?:\sout)?", regex.I)
# "Called her to order": set phrases in which nobody calls for anything.
_CALLED_TO = regex.compile(r"to\s(?:order|account|mind|heel|attention|arms|the\s(?:bar|stand))\b")
_SPEECHLESS = word_set(
    "situation moment occasion crisis time hour task job recipe season weather game match role "
    "part era challenge age case problem emergency disaster dish journey"
)
_NAMED = regex.compile(r"called|named|titled|entitled|nicknamed|dubbed|christened")
# A thing of some kind right before "called": "a dog", "two ships".
_THING = regex.compile(
    r"(?:^|[\s(“\"])(?:an?|another|one|two|three|four)\s(?:(?!who|that|which)\p{Ll}[\p{L}\-]*\s){1,3}$"
)
_NAME = regex.compile(
    r"[“\"‘'](?:(?:\p{Lu}|\d)[\p{L}\p{N}’'\-.]*[?!,.]?(?:\s|(?=[”\"’']))"
    r"|(?:of|the|a|an|and|in|on|at|to|for|with|from|by|or|is)\s)+[”\"’']"
)
_BESIDE = 60


def without_unsaid(
    marked: MarkedText, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions without those whose cue reports nothing.

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "He has a dog called “Never Mind”."
    >>> without_unsaid(MarkedText(text), [Attribution(((20, 32),), ((13, 19),), ((0, 2),))])
    ()
    >>> text = "She called him to order twice."
    >>> without_unsaid(MarkedText(text), [Attribution(((15, 29),), ((4, 10),), ((0, 3),))])
    ()
    >>> text = "He called “Never mind” and left."
    >>> len(without_unsaid(MarkedText(text), [Attribution(((10, 22),), ((3, 9),), ((0, 2),))]))
    1
    >>> text = "He says that about everything."
    >>> without_unsaid(MarkedText(text), [Attribution(((8, 29),), ((3, 7),), ((0, 2),))])
    ()
    >>> text = "He says that about half left."
    >>> len(without_unsaid(MarkedText(text), [Attribution(((8, 28),), ((3, 7),), ((0, 2),))]))
    1
    """
    text = marked.text
    kept = [i for i, one in enumerate(attributions) if not _is_unsaid(text, one)]
    if len(kept) == len(attributions):
        return tuple(attributions)
    return only(attributions, kept)


def _is_unsaid(text: str, one: Attribution) -> bool:
    if not one.cue or not one.content or one.content[0][0] < one.cue[0][1]:
        return False
    (low, high), (start, end) = one.cue[0], one.content[-1]
    if _THAT_SAID.match(text, max(0, low - len("That being ")), start) or _THAT_SAID.match(
        text, max(0, low - len("That ")), start
    ):
        return True
    if len(one.content) == 1 and _THAT.fullmatch(text, start, end) is not None:
        return True
    if _HAVING.search(text, max(0, low - 8), low) and text.startswith("that, ", start):
        return True
    if _SAY.fullmatch(text, low, high) and _LET_US.search(text, max(0, low - 20), low):
        return True
    if _CALLS.fullmatch(text, low, high) and _CALLED_TO.match(text, start, end):
        return True
    if _CALLS.fullmatch(text, low, high) and text.startswith("for ", start) and one.source:
        return singular(noun_of(text[slice(*one.source[0])]).lower())[0] in _SPEECHLESS
    if not _NAMED.fullmatch(text, low, high) or start - high > 2 or len(one.content) > 1:
        return False
    thing = _THING.search(text, max(0, low - _BESIDE), low)
    return thing is not None and _NAME.fullmatch(text, start, end) is not None
