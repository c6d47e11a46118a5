"""Nouns: the head, the number and the appositive of a noun phrase.

Plain grammar by punctuation and closed word classes; no parser.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.english import WORD
from quoteattr.english.lexicon import lexicon

__all__ = ["Head", "appositive", "core", "head", "is_person_noun", "singular", "without_s"]

_KEPT = 8192
# Where the core of a noun phrase ends: at a comma, a bracket, a dash, a preposition, a relative
# pronoun, or behind the noun at an adjective with its preposition ("familiar with") or at a
# participle that is the last word or has an object or a preposition.
_CORE_END = regex.compile(
    r"""
    \s*(?:[\[;:|“”"—–]|\((?!\p{Lu}\p{L}{1,7}\)\s\p{L}))   # no acronym in brackets
  | ,(?!\d) | \s-\s
  | \s(?:of|from|in|at|for|on|who|whom|whose|that|which|with|to|by|under|near|inside|outside|across
       |among|against|about|behind|between|within|around|over|after|before|during|since|like|as
       |including|such|based|where|when|while|into|than|via|is|are|was|were|has|have|had|will)\b(?!-)
  | \s(?:familiar|close|loyal|opposed|sympathetic|critical|aware|responsible)
     (?=\s(?:with|to|of|for)\b)
  | (?<=\p{L}{3})\s(?P<participle>\p{Ll}{2,}(?:ed|ing)|seen|written|known|held|made|given|taken|led
       |sent|born|hurt|hit|shown)
     (?:$|(?=\s(?:the|an?|his|her|its|their|this|by|on|in|at|to|for|from|as|with|near|about)\b))
    """,
    regex.VERBOSE,
)
# What ends no phrase: any character but a mark, or the stop of an initial or inside a word.
_IN_PHRASE = r"(?:[^,.;:\n“”\"—–()]|(?<=\b\p{Lu})\.|\.(?=\p{L}))"
_APPOSITIVE = regex.compile(
    rf"""
    (?:\s*\([^)\n]{{1,40}}\))?
    # "Ana Oro, 41, a baker"
    (?:,\s(?:aged\s)?\d{{1,3}} | ,\s(?:M\.?D|Ph\.?D|MP|QC|KC|Jr|Sr)\.?)?
    (?: ,\s+ | \s[–—]\s )
    (?:who\s(?:is|was|serves\sas|works\sas)\s+)? (?:(?:also|currently|now|then)\s+)?
    (?P<what> {_IN_PHRASE}{{3,160}} )(?!\w)
    """,
    regex.VERBOSE,
)
# A relative clause or a verb: an appositive ends before it.
_VERB = regex.compile(
    r"\s+(?:(?:and\s+)?(?:who|which|that|whose|whom|where|when|while|because|after|before|since|as)"
    r"|said|says|told|tells|added|adds|wrote|writes|warned|warns|called|stated|announced|believes"
    r"|including|is|was|has|had|will|would|could|can|may)\b"
)
_FIRST_WORD = regex.compile(r"[\p{L}’']+")
_AGENT = regex.compile(r"\p{L}{2,}(?:ist|man|person|eer|ician|ographer)")


class Head(NamedTuple):
    """The head noun of a noun phrase.

    Attributes:
        noun: lower-cased and singular, of a compound the word that stands for it; empty where
            the phrase has no word.
        plural: whether it stood in the plural.
        start, end: its offsets in the phrase.
    """

    noun: str
    plural: bool
    start: int
    end: int


def core(phrase: str) -> str:
    """A noun phrase without what follows its head noun.

    >>> core("the two nurses at the gate"), core("a baker, 41"), core("Oro’s aide")
    ('the two nurses', 'a baker', 'Oro’s aide')
    """
    for cut in _CORE_END.finditer(phrase, 1):
        # "a court filing": some nouns look like participles
        if cut["participle"] is None or not _is_noun(cut["participle"]):
            return phrase[: cut.start()]
    return phrase


def _is_noun(word: str) -> bool:
    lex = lexicon()
    return any(
        word in nouns for nouns in (lex.persons, lex.groups, lex.organisations, lex.documents)
    )


@lru_cache(maxsize=_KEPT)
def head(phrase: str) -> Head:
    """The head noun of a noun phrase: the last word of its core.

    >>> head("the two nurses at the gate")
    Head(noun='nurse', plural=True, start=8, end=14)
    >>> head("Lund’s prime minister").noun, head("").noun
    ('premier', '')
    """
    words = list(WORD.finditer(core(phrase)))
    if not words:
        return Head("", False, 0, 0)
    last = words[-1]
    noun, plural = singular(without_s(last[0].lower()))
    if len(words) > 1:
        before, several = singular(words[-2][0].lower())
        if (compound := lexicon().compounds.get(f"{before} {noun}")) is not None:
            noun, plural = compound, plural or several  # "attorneys general"
    return Head(noun, plural, last.start(), last.start() + len(without_s(last[0])))


@lru_cache(maxsize=_KEPT)
def singular(noun: str) -> tuple[str, bool]:
    """The singular of a lower-cased noun, and whether it was a plural, by its ending.

    >>> singular("ministries"), singular("witness"), singular("officials"), singular("women")
    (('ministry', True), ('witness', False), ('official', True), ('woman', True))
    """
    lex = lexicon()
    if noun in lex.plurals:
        return lex.plurals[noun], True
    for end, single in (("people", "person"), ("children", "child")):
        if noun.endswith(end):  # "spokespeople"
            return noun.removesuffix(end) + single, True
    if noun.endswith("men") and len(noun) > 5 and noun not in lex.singulars_men:
        return noun[:-3] + "man", True
    if len(noun) < 4 or noun in lex.singulars_s or not noun.endswith("s"):
        return noun, False
    if noun.endswith(("ss", "us", "is", "'s", "’s")):
        return noun, False
    if noun.endswith("ies"):
        return (noun[:-1] if len(noun) < 6 or noun[:-1] in lex.persons else noun[:-3] + "y"), True
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")):
        return noun[:-2], True
    return noun[:-1], True


def without_s(word: str) -> str:
    """A word without its possessive ending.

    >>> without_s("bank’s"), without_s("boss"), without_s("Oros'")
    ('bank', 'boss', 'Oros')
    """
    if word.endswith(("s'", "s’")):
        return word[:-1]
    return word.removesuffix("’s").removesuffix("'s")


@lru_cache(maxsize=_KEPT)
def is_person_noun(noun: str) -> bool:
    """Whether a lower-cased noun in the singular is for one person, by the lexicon or its ending.

    >>> is_person_noun("vice-president"), is_person_noun("ecologist"), is_person_noun("senior")
    (True, True, False)
    """
    lex = lexicon()
    if noun in lex.persons or noun.rsplit("-", 1)[-1] in lex.persons:
        return True
    if noun.split("-", 1)[0] in lex.persons and noun.find("-of-") > 0:
        return True
    if noun in lex.organisations or noun in lex.documents:
        return False
    return _AGENT.fullmatch(noun) is not None


def appositive(text: str, end: int, limit: int) -> Offsets | None:
    """What stands in apposition behind a noun phrase, without its relative clause.

    It is a noun phrase after a comma, or what "who is" says. Whether it describes a person is for
    the caller to ask of its head.

    Args:
        text: the text.
        end: offset after the noun phrase.
        limit: offset after which nothing is read.

    >>> text = "Ana Oro, 41, head of the bank who left, said no."
    >>> text[slice(*appositive(text, 7, len(text)))]
    'head of the bank'
    """
    m = _APPOSITIVE.match(text, end, limit)
    if m is None or not _opens_noun_phrase(m["what"]):
        return None
    start, stop = m.span("what")
    cut = _VERB.search(text, start, stop)
    stop = cut.start() if cut else stop
    stop = start + len(text[start:stop].rstrip())
    return (start, stop) if head(text[start:stop]).noun else None


def _opens_noun_phrase(words: str) -> bool:
    m = _FIRST_WORD.match(words)
    if m is None:
        return words[:1].isdigit()
    lex, word = lexicon(), m[0].lower()
    return word in lex.determiners or (word not in lex.function_words and word not in lex.verbs)
