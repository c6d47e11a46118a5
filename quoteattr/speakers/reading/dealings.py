"""Dealings: whom somebody says in direct speech to have asked or met, and who then says things.

"“I asked the inspector where to go. He told me to wait,” Ana Oro said": *he* is the inspector.
Elsewhere the sex of the one who is told must tell: "she had told her boss, and he had laughed"; but
whoever was asked in a clause before the main one answers there: "When Oro asked the guard, he".
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.lexicon import PERSON_NOUNS, ROLES, singular

__all__ = ["asked_first", "dealt_with", "told_and"]

_DEALS = regex.compile(
    r"""
    \b (?:I|[Ww]e|[Mm]y\s\p{Ll}+) (?:[’'](?:ve|d))? \s
    (?:(?:have|has|had|also|then|once|just|later|immediately|even|already)\s){0,2}
    (?: told | asked | begged | warned | called | rang | phoned | telephoned | texted | emailed
      | confronted | approached | contacted | visited | met | saw | found | questioned | reminded
      | (?:spoke|spoken|talked|went|gone|ran|wrote|written|complained|reported|turned|said) \s
        (?:to|with|up\sto)
      | heard \s from ) \s
    (?P<who> (?:the|an?|one) \s (?:[\p{L}\-]+\s){0,3}? [\p{L}\-]+ )
    (?= [.,;:!?] | \s (?: if | whether | why | what | where | when | how | who | that | to | about
      | for | in | at | on | it | he | she | I | we | not | and | but | yesterday | last )\b )
    """,
    regex.VERBOSE,
)
# "Told her boss about it, and that [he]": who has a boss is *she*, so *he* is another.
_TOLD_AND = regex.compile(
    r"\b(?:told|asked|rang|called|phoned|warned|begged|informed|confronted|approached|contacted)\s"
    r"(?P<who>(?P<whose>his|her)\s(?:[\p{L}\-]+\s){0,2}?[\p{L}\-]+)\b[^.;:“”\"\n]{0,80}?"
    r",?\s(?:and|but)\s(?:that\s)?$"
)
# "When she asked [the guard] last week what it was, [he] said".
_ASKED_FIRST = regex.compile(
    r"(?:When|when|But\swhen|And\swhen|Whenever|whenever)\s"
    r"(?P<asks>I|we|he|she|they|\p{Lu}[\p{L}’'\-]+(?:\s\p{Lu}[\p{L}’'\-]+){0,2})\s(?:later\s|then\s|had\s)?"
    r"(?:asked?|questioned|pressed|challenged)\s"
    r"(?P<who>(?:the|an?|one|his|her|my|our|their)\s(?:[\p{L}\-]+\s){0,2}?[\p{L}\-]+)"
    r"(?=,?\s(?:if|whether|why|what|where|when|how|who|that|to|about|for|in|at|on|it|last|this"
    r"|yesterday|and|he|she)\b|,)[^.;:!?“”\"\n]{0,120}?,?\s$"
)
_MAIN_CLAUSE = regex.compile(
    r"(?P<who>he|she)\s(?!(?:was|is|were|had\sbeen)\b)(?:just\s|simply\s|then\s|\p{Ll}+ly\s)?\p{Ll}+"
)
# "Why [he] said so": its own clause.
_ASKING = regex.compile(r"\b(?:if|whether|why|what|where|when|how|who|that|and|but|because)\s$")
_STOPS = regex.compile(r"[.!?]\s")


def dealt_with(text: str, low: int, position: int) -> Offsets | None:
    """Offsets of the one dealt with in the sentence before a position, or before it in the same.

    Args:
        text: the text.
        low: offset where the direct speech begins.
        position: where the pronoun stands.
    """
    found = list(_DEALS.finditer(text, max(low, position - 200), position))
    if not found or len(_STOPS.findall(text, found[-1].end(), position)) > 1:
        return None
    noun, plural = singular(found[-1]["who"].split()[-1].lower())
    fits = noun in ROLES and not plural
    return found[-1].span("who") if fits else None


def told_and(text: str, low: int, position: int, pronoun: str) -> Offsets | None:
    """Offsets of the one told right before a pronoun that can only mean that one.

    Args:
        text: the text.
        low: offset where the sentence begins.
        position: where the pronoun stands.
        pronoun: he or she.

    >>> text = "She told her boss about it, and he laughed."
    >>> told_and(text, 0, 32, "he"), told_and(text, 0, 32, "she")
    ((9, 17), None)
    """
    m = _TOLD_AND.search(text, max(low, position - 200), position)
    if m is None or {"he": "his", "she": "her"}.get(pronoun) == m["whose"]:
        return None
    noun, plural = singular(m["who"].split()[-1].lower())
    return m.span("who") if noun in ROLES and not plural else None


def asked_first(text: str, low: int, position: int) -> Offsets | None:
    """Offsets of the one asked in the clause right before a pronoun that begins the main clause.

    Args:
        text: the text.
        low: offset where the sentence begins.
        position: where the pronoun stands.

    >>> text = "When Oro asked the guard why, he said it was late."
    >>> text[slice(*asked_first(text, 0, 30))]
    'the guard'
    >>> text = "When Oro asked the guard why he said so, nobody spoke."
    >>> asked_first(text, 0, 29) is None
    True
    """
    m = _ASKED_FIRST.match(text, low, position)
    main = _MAIN_CLAUSE.match(text, position)
    if m is None or main is None or m["asks"].lower() == main["who"]:
        return None  # "When he asked the guard, he said": the same one, as likely
    noun, plural = singular(m["who"].split()[-1].lower())
    fits = not plural and (noun in ROLES or noun in PERSON_NOUNS)
    open_clause = _ASKING.search(text, m.end("who"), position) is not None
    return m.span("who") if fits and not open_clause else None
