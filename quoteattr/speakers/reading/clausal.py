"""Clauses: whether a stretch of a sentence is one, with a verb that has a subject.

By word lists: auxiliaries, the past of strong verbs, and words in *-ed*. A clause in the present
tense without an auxiliary ("The union wants a vote") has none of these, so that this errs towards
no.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from quoteattr.speakers.lexicon import word_set

__all__ = ["has_predicate", "has_verb", "is_clause"]

_FINITE = word_set(
    "is isn was wasn are aren were weren am be has hasn had hadn have haven do don does doesn did "
    "didn will won would wouldn can cannot could couldn may might must shall should shouldn ought "
    "began became bent bore bought bound broke brought built burnt burst came caught chose clung "
    "cost crept cut dealt drew dreamt drank drove dug ate fed fell felt fled flew forbade forgot "
    "fought found froze gave got grew ground heard held hid hit hung hurt kept knelt knew laid lay "
    "learnt led left lent let lit lost made meant met mistook overcame overran paid put quit "
    "ran rang read rid rode rose said sank sat saw sent set shook shone shot showed shrank shut "
    "sang slept slid smelt sold sought spat spent split spoke spoilt spread sprang stole stood "
    "stuck stung struck strove swam swept swore swung taught told took tore threw thought "
    "undertook understood underwent upheld upset went wept withdrew withheld withstood woke "
    "wore wound wrote remains needs wants plans says believes thinks faces costs makes takes gives "
    "keeps looks seems becomes comes goes runs works lives knows risks lacks means shows owes owns"
)
# No pasts, for all that they end like one.
_NO_PAST = word_set(
    "hatred hundred sacred kindred red bed seed indeed greed creed deed weed reed sled wicked "
    "naked rugged shed"
)
# What opens no main clause: that begins behind the next comma.
_OPENING = regex.compile(
    r"(?:(?P<clause>when|whenever|after|as|if|before|while|whilst|although|though|because|since"
    r"|unless|until|once|whereas)|despite|upon|in|on|at|during|for|with|without|by|to|from|among|amid"
    r"|under|over|between|following|according|given|asked|told|speaking|writing|last|this|next"
    r"|earlier|later)\b",
    regex.I,
)
_COMMA = regex.compile(r",")
_ASIDE = regex.compile(r"\s*(?:who|which|whose|where|aged|\d)")
_WORD = regex.compile(r"\p{L}+")
# What tells of a noun before it: "named Oro", "seen by Oro", "based in Lund".
_PARTICIPLE = regex.compile(
    r"\b(?:named|called|known|dubbed|born|retired|titled)\b|\b\p{L}+(?:ed|en)\s(?=by\b)"
    r"|\b(?:accredited|accused|affiliated|appointed|arrested|associated|based|charged|connected|convicted"
    r"|described|detained|displaced|dressed|educated|elected|employed|experienced|headquartered|hired"
    r"|identified|injured|interested|interviewed|involved|jailed|licen[cs]ed|listed|located|married"
    r"|posted|published|quoted|raised|registered|related|released|seen|specialised|specialized"
    r"|stationed|tasked|taken|trained|wounded)\s(?=(?:in|on|at|as|from|for|to|with|of|and|last|this)\b)"
)
_SUBJECT = regex.compile(r"\s(?:(?:the|an?|his|her|its|their|he|she|they|it|we|I)\s|\p{Lu})")


def is_clause(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a main clause, or ends in one.

    Args:
        text: the text.
        start, end: offsets of the stretch in code points.

    >>> [is_clause(words, 0, len(words)) for words in ("The dam was safe", "In the end")]
    [True, False]
    >>> [is_clause(words, 0, len(words)) for words in ("When he came", "When he came, it was shut")]
    [False, True]
    """
    parts = _parts(text, start, end)
    if (opening := _OPENING.match(text, start, end)) is not None:
        with_verb = [part for part in parts[1:] if _is_whole(text, *part)]
        conjunction = opening["clause"] is not None and not has_verb(text, *parts[0])
        return len(with_verb) > conjunction
    return _is_whole(text, start, end)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What stands between the commas of a stretch, but for relative clauses and ages."""
    edges = [start, *(m.end() for m in _COMMA.finditer(text, start, end)), end + 1]
    parts = [(low, high - 1) for low, high in pairwise(edges)]
    return parts[:1] + [part for part in parts[1:] if not _ASIDE.match(text, *part)]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a verb stands behind the first word of a stretch."""
    subject = _WORD.search(text, start, end)
    return subject is not None and has_verb(text, subject.end(), end)


def has_verb(text: str, start: int, end: int) -> bool:
    """Whether one of the words of a stretch is a finite verb.

    >>> has_verb("had no licence", 0, 14), has_verb("no licence", 0, 10)
    (True, False)
    """
    words = (m[0].lower() for m in _WORD.finditer(text, start, end))
    return any(word in _FINITE or (word.endswith("ed") and word not in _NO_PAST) for word in words)


def has_predicate(text: str, start: int, end: int) -> bool:
    """Whether what follows a noun phrase tells what that does, or has a clause behind a comma.

    >>> [has_predicate(words, 0, len(words)) for words in (" rang Oro", ", a cook seen in Lund")]
    [True, False]
    """
    first, *more = _PARTICIPLE.sub("", text[start:end]).split(",")
    clauses = [first, *(part for part in more if _SUBJECT.match(part))]
    return any(has_verb(part, 0, len(part)) for part in clauses)
