"""Posts: what the verbs behind a name say that its bearer is.

"Ana Oro was elected mayor" makes her the mayor, and "Ana Oro, who heads the union" lets her go by
the head or the leader of it.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import TOKEN
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.cores import core_of

__all__ = ["does", "post_after"]

_TAKES = regex.compile(
    r"""
    (?:,\swho)? \s (?:(?:has|had|was|is|been|also|now|then|later|first|recently|still)\s){0,3}
    (?: took\sover\sas | taken\sover\sas | takes\sover\sas | (?:re-?)?elected(?:\sas)?
      | (?:re)?appointed(?:\sas)? | named(?:\sas)? | sworn\sin\sas | installed\sas | became | become
      | (?:serve[sd]|serving|work(?:s|ed|ing)|act(?:s|ed|ing))\sas ) \s
    (?!(?:by|after|to|in|for|on|from|with|at|over|under|during|because|when|last|this|again)\b)
    (?P<what> (?:(?:the|an?|its|their)\s)? [^,.;:\n“”"]{3,60} )
  | \s (?:is|was|(?:has|had)\sbeen) \s (?:(?:also|now|then|still)\s)?
    (?P<is>an?\s[^,.;:\n“”"]{3,60})
  | \s [–—-] \s (?P<dash>(?:an?|the|one|another)\s[^.;:\n“”"–—]{3,80}) (?=\s[–—-]\s)
    """,
    regex.VERBOSE,
)
_DOES = regex.compile(
    r",\swho\s(?:(?:also|now|still|has|had|once)\s)?(?P<verb>\p{Ll}{3,})\b(?!\s(?:to|for|away|in|into|from|out|off|law)\b)"
)
# By what nouns somebody goes who does it.
_DOERS = {
    "heads headed": "head leader boss chief",
    "leads led": "leader head",
    "chairs chaired": "chair chairman chairwoman chairperson",
    "owns owned": "owner proprietor",
    "runs": "owner boss operator manager",
    "manages managed": "manager",
    "coaches coached": "coach",
    "captains captained": "captain skipper",
    "edits edited": "editor",
    "teaches taught": "teacher",
    "farms farmed": "farmer",
    "drives drove": "driver",
    "sells": "seller trader vendor",
    "directs directed": "director",
    "founded founds": "founder",
    "represents represented": "representative",
    "studies": "researcher",
    "fishes fished": "fisherman",
}
_BY_VERB = {v: frozenset(nouns.split()) for verbs, nouns in _DOERS.items() for v in verbs.split()}


def post_after(text: str, end: int, limit: int) -> Offsets | None:
    """Offsets of the office that somebody is said to take or to hold, right behind the name.

    Args:
        text: the text.
        end: offset after the name.
        limit: offset after which nothing is read.

    >>> text = "Ana Oro was elected mayor of Lund."
    >>> text[slice(*post_after(text, 7, len(text)))]
    'mayor of Lund'
    """
    m = _TAKES.match(text, end, limit)
    if m is None:
        return None
    part = next(name for name in ("what", "is", "dash") if m[name])
    core = [w[0] for w in TOKEN.finditer(core_of(m[part])[0])]
    fits = bool(core) and len(core) <= 7 and is_role_noun(core[-1])
    return m.span(part) if fits else None


def does(text: str, end: int, limit: int) -> frozenset[str]:
    """By what nouns somebody goes because of what a relative clause says the bearer does.

    Args:
        text: the text.
        end: offset after the name.
        limit: offset after which nothing is read.

    >>> text = "Ana Oro, who chairs the board, said no."
    >>> "chairwoman" in does(text, 7, len(text))
    True
    """
    m = _DOES.match(text, end, limit)
    return frozenset() if m is None else _BY_VERB.get(m["verb"], frozenset())
