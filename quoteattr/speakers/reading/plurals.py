"""Plurals: by what plural nouns those go whom a text joins: "the climbers" of "climbers A and B".

By the noun before their names ("Ministers Oro and Lund", "two nurses, Oro and Lund,"), by an
apposition or a predicate behind them ("Oro and Lund, both bakers,", "Oro and Lund are friends"),
by whose brother one is ("Oro and his brother, Tim,") and by what they did or met with ("Oro and
Lund were arrested").
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.speakers.lexicon import CHARGED_NOUNS, PERSON_NOUNS, TITLES, singular, word_set
from quoteattr.speakers.naming.callings import callings
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.referents import Named

__all__ = ["plurals_of"]


_BEFORE = regex.compile(r"(?<![\p{L}\-])(?P<noun>\p{L}[\p{L}\-]*s),?\s$")
_BEHIND = regex.compile(
    r"""
    (?: ,?\s(?:both|all)\s | ,\swho\s(?:are|were)\s(?:both\s|all\s)?
      | \s(?:are|were)\s(?:both\s|all\s)?
      | ,\s(?:the\s|its\s|two\s|three\s)? )
    (?:(?!and\b)[\p{L}\-]+\s){0,3}? (?P<noun>[\p{L}\-]{3,}s)
    (?= [,.;] | \s(?:of|from|at|in|and|for|with|who)\b )
    """,
    regex.VERBOSE,
)
_KIN_OF = regex.compile(
    r",?\sand\s(?:his|her|their)\s(?:[\p{Ll}\-]+\s)?(?P<noun>brother|sister|twin|cousin|colleague"
    r"|friend|neighbou?r|partner|flatmate|roommate|teammate|co-author|co-founder),?\s"
)
_DID = regex.compile(
    r"""
    (?:,\s[^,.;:\n“”"]{1,40},)? \s(?:(?:have|had|also|both|each|all)\s){0,2}
    (?: (?:were|been)\s(?:both\s)?(?P<held>arrested|detained|charged|convicted|indicted)
      | (?P<plead>plead(?:ed)?) | (?P<won>won|win|shared?)
      | (?P<wrote>(?:co-?)?wrote|(?:co-?)?authored) | (?P<own>own|owned|run|ran)
      | (?P<lead>lead|led|head|headed) | (?P<found>(?:co-?)?founded)
      | (?:were|been)\s(?P<hurt>hurt|injured|wounded|attacked|shot|stabbed|robbed|beaten)
    ) \b
    """,
    regex.VERBOSE,
)
_DOERS = {
    "held": frozenset({"suspect", "defendant"} | CHARGED_NOUNS),
    "plead": frozenset({"defendant"} | CHARGED_NOUNS),
    "won": frozenset({"winner"}),
    "wrote": frozenset({"author", "writer", "researcher"}),
    "own": frozenset({"owner"}),
    "lead": frozenset({"leader"}),
    "found": frozenset({"founder", "co-founder"}),
    "hurt": frozenset({"victim"}),
}
# Kin and company, which are no roles.
_TOGETHER = word_set(
    "brother sister sibling twin cousin friend neighbour neighbor colleague partner teammate rival"
)
_ALSO = {
    "twin": frozenset({"brother", "sister", "sibling"}),
    "brother": frozenset({"sibling"}),
    "sister": frozenset({"sibling"}),
    "co-founder": frozenset({"founder"}),
    "co-author": frozenset({"author"}),
}
_REACH = 140


def plurals_of(text: str, named: Sequence[Named]) -> frozenset[str]:
    """The singulars of the nouns that joined persons go by together.

    Args:
        text: the text.
        named: the joined names, in order; start and end in code points.

    >>> from quoteattr.speakers.referents import Referent
    >>> a, b = Referent("Ana Oro"), Referent("Tim Lund")
    >>> sorted(plurals_of("Welders Ana Oro and Tim Lund fell.", [(8, 15, a), (20, 28, b)]))
    ['welder']
    """
    (start, *_), (_, end, _) = named[0], named[-1]
    found = set[str]()
    before = _BEFORE.search(text, max(0, start - 30), start)
    behind = _BEHIND.match(text, end, end + _REACH)
    kin = _KIN_OF.fullmatch(text, named[-2][1], named[-1][0])
    for m in (before, behind):
        noun, plural = singular(m["noun"].lower()) if m else ("", False)
        if plural and (noun in PERSON_NOUNS | TITLES | _TOGETHER or is_role_noun(noun)):
            found.add(noun)
    if kin is not None:
        found.add(kin["noun"])
    if (did := _DID.match(text, end, end + _REACH)) is not None and did.lastgroup:
        found |= _DOERS[did.lastgroup]
    return frozenset(found).union(
        callings("person", found), *(_ALSO.get(noun, frozenset()) for noun in found)
    )
