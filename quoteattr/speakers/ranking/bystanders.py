"""Bystanders: persons without a name in the running text, whom a pronoun may mean.

"Farmers lost their crops. They said ..." has no name to go to. Close before a pronoun, noun
phrases with a noun for persons are found by their surface: up to three words before a plural
("young farmers"), an article before a singular ("a nurse on the ward").
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.speakers.lexicon import BODY_NOUNS, DOCUMENT_NOUNS, PERSON_NOUNS, singular, word_set

__all__ = ["persons_before", "phrase_before"]

# How far back a description is looked for, in code points.
_WINDOW = 420
# "Their own hands" are not they.
_OWN = regex.compile(r"(?:his|her|its|their)\sown\s", regex.I)
# "One of the victims" is one.
_ONE_OF = regex.compile(
    r"\b[Oo]ne\sof\s(?:(?:the|his|her|its|their)\s)?(?:\p{Ll}[\p{L}\-]*\s){0,2}$"
)
_MANY = word_set("police family team media crew staff group public army military leadership couple")
_AFTER = regex.compile(r"\s(\p{L}+)")
_NOUN = regex.compile(r"(?<![\p{L}\p{N}’'\-])[\p{L}][\p{L}\-]{2,}(?![\p{L}’'\-]\p{L})")
_SUBJECT_VERB = regex.compile(
    r"(?<!\p{L})(?!(?:The|An?|One|Some|Many|Most|Several|His|Her|Its|Our|My|Their|These|Those|Both|All)\s)"
    r"\p{Lu}[\p{L}’'\-]*\s(?:has\s|had\s)?(?:\p{Ll}+ed|met|told|saw|beat|led|sent|gave|took|sought)\s$"
)
# "The mayor met [residents]"
_SUBJECT_AND_VERB = regex.compile(
    r"(?:The|An?)\s(?:(?!\p{Ll}+ly\s)\p{Ll}+\s){1,3}?(?:met|told|saw|led|sent|gave|\p{Ll}+ed)\s"
)
# What somebody is said to be: "My boss is [a careful man]" is about the boss. Not "It was a nurse
# who", nor "Behind Oro was a nurse".
_PREDICATE = regex.compile(
    r"""
    (?:^|[.!?,;:–—“”"‘]\s?|\b(?:and|but|that|because|said|says)\s)
    (?: he|she|I|we|they|you|He|She|We|They|You
      | (?i:the|an?|my|his|her|our|their|your)\s(?:\p{Ll}[\p{L}\-]*\s){0,2}?\p{Ll}[\p{L}\-]+
      | (?!(?:Behind|Beside|With|Among|Near|Next|In|At|On|By|Also|Then|There|It|This|That|These
          |Those|Here|Inside|Outside|Before|After|Opposite|What|Who|One)\b)
        \p{Lu}[\p{L}’'\-.]+(?:\s\p{Lu}[\p{L}’'\-.]+){0,2} )
    (?:[’']s|\s(?:is|was|are|were)|(?:\s(?:has|had|have)|[’']ve)\s(?:always\s)?been|\sbecame)
    \s(?:(?:not|also|still|just|only|always|once|now|(?!only)\p{Ll}+ly)\s)?$
    """,
    regex.VERBOSE,
)
# How far back the subject of such a sentence is looked for.
_REACH = 70
# Words with a letter in them: "36-year-old", but no numbers.
_WORDS = regex.compile(r"(?=\S*\p{L})[\p{L}\p{N}\-’']+\s+")
_STOP = word_set(
    "and or but of in at by for from with to on that as because when while where who which "
    "also then than if is was are were has had have be been said says say told tells not no "
    "so into against between under over about like will would could can may might should must "
    "did do does he she it they we i you there after before during since until including both "
    "either neither already how why what whether even only just more less asking telling "
    "urging making letting"
)


def persons_before(
    text: str, position: int, low: int, pronoun: str
) -> Iterator[tuple[int, int, bool]]:
    """Descriptions that a pronoun may mean, before a position, nearest first.

    Args:
        text: the text.
        position: where the pronoun stands.
        low: offset before which nothing is looked for.
        pronoun: its subject form: a person for *he* and *she*, a body for *it*,
            several or a body for *they*.

    Yields:
        Start, end, and whether it is a body.
    """
    start = max(low, position - _WINDOW)
    for m in reversed(list(_NOUN.finditer(text, start, position))):
        noun, several = singular(m[0].lower())
        if noun in DOCUMENT_NOUNS and noun not in BODY_NOUNS:
            continue
        body, out_of = noun in BODY_NOUNS, None
        if pronoun == "they":
            fits = (several and noun in PERSON_NOUNS) or (body and (several or noun in _MANY))
        elif pronoun == "it":
            fits = body and not several
        else:
            out_of = _ONE_OF.search(text, start, m.start()) if several else None
            fits = noun in PERSON_NOUNS and not body and (not several or out_of is not None)
        if fits and not _modifies(text, m.end(), position):
            begin = _past_verb(text, _from_article(text, start, m.start()), m.start())
            if out_of is not None:
                begin = out_of.start()
            whose = pronoun in ("he", "she") and text.startswith("whose ", begin)
            said_to_be = _PREDICATE.search(text, max(start, begin - _REACH), begin) is not None
            if not (whose or said_to_be or _OWN.match(text, begin)):
                yield begin, m.end(), body


def _past_verb(text: str, begin: int, noun: int) -> int:
    """Where a plural without an article begins behind a subject and a verb: "Oro met [fans]"."""
    m = _SUBJECT_VERB.search(text, begin, noun)
    return noun if m is not None else begin


def _modifies(text: str, end: int, position: int) -> bool:
    """Whether a noun stands before another one: "police station", "court order"."""
    m = _AFTER.match(text, end, position)
    return m is not None and singular(m[1].lower())[0] in BODY_NOUNS | PERSON_NOUNS | DOCUMENT_NOUNS


def phrase_before(text: str, position: int) -> tuple[int, int] | None:
    """Offsets of the noun phrase that ends right before a position, if one seems to.

    >>> text = "the two farmers who came"
    >>> phrase_before(text, text.index("who"))
    (0, 15)
    """
    found = list(_NOUN.finditer(text, max(0, position - 40), position))
    if not found or text[found[-1].end() : position].strip(" ,") or found[-1][0].lower() in _STOP:
        return None
    noun = found[-1]
    start = _from_article(text, max(0, position - _WINDOW), noun.start())
    if singular(noun[0].lower())[1] and _SUBJECT_AND_VERB.fullmatch(text, start, noun.start()):
        start = noun.start()
    return start, noun.end()


def _from_article(text: str, low: int, noun: int) -> int:
    """Where the phrase begins: at its article, else after the last word that is no modifier."""
    begin = noun
    for m in reversed(list(_WORDS.finditer(text[max(low, noun - 60) : noun]))):
        word = m[0].strip().lower()
        at = max(low, noun - 60) + m.start()
        if at + len(m[0]) != begin or word in _STOP:
            break
        begin = at
        if word in (
            "the",
            "a",
            "an",
            "one",
            "some",
            "many",
            "most",
            "several",
            "his",
            "her",
            "its",
            "our",
            "my",
            "their",
            "these",
            "those",
        ):
            break
        if noun - begin > 45:
            break
    return begin
