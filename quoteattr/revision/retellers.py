"""Retellers: who tells by a verb of saying inside somebody's words, and whether it was said at all.

The subject right before the verb, or that of what was done first ("he rang and told me"), in a
tense that tells of something said. Whoever might say something, whom a condition holds or who is
asked to say it says nothing; nor does the speaker by what the words themselves do ("I ask you to",
"we are saying that").
"""

from __future__ import annotations

import attrs
import regex

from quoteattr.attribution.records import Offsets
from quoteattr.revision.inward import PAST
from quoteattr.revision.pieces import ADVERB, NP, TOLD
from quoteattr.speakers.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    ROLES,
    singular,
    word_set,
)
from quoteattr.speakers.naming.roles import is_role_noun
from quoteattr.speakers.reading.clausal import has_verb
from quoteattr.speakers.reading.cores import noun_of

__all__ = ["Reteller", "finds", "hears", "reteller"]


@attrs.frozen
class Reteller:
    """Who tells by a verb.

    Attributes:
        source: offsets of the subject; None where it is nobody in particular.
        is_told: whether the subject is told, in a passive.
    """

    source: Offsets | None
    is_told: bool = False


# A subject, what is set off behind it, and by which verb of tense the verb follows it.
_SUBJECT = regex.compile(
    rf"""
    (?<![\p{{L}}\p{{N}}’'\-]) \(? (?P<source>{NP}|who|which) \)?
    (?: \s[(\[][^()\[\]]{{1,40}}[)\]] | ,\s[^,.;:“”"]{{2,60}},(?!\s(?:who|which)) )?
    (?P<who>,?\s(?:who|which|that))? (?:\s(?:each|sort\sof|kind\sof|{ADVERB}))?
    (?: (?P<been> \s(?:was|were)\s(?:being\s)? | \s(?:has|have|had)\s(?:{ADVERB}\s)?been\s
                | [’'](?:ve|d|s)\sbeen\s )
      | (?P<be> [’'](?P<is>s)\s | [’'](?:m|re)\s | \s(?:is|are|am)\s )
      | (?P<have> \s(?:has|have|had)\s | [’'](?:ve|d)\s )
      | (?P<used> \s(?:used|came)\sto\s )
      | (?P<kept> \s(?:kept|keeps?|started|began)\s(?:on\s)? )
      | (?P<would> \swould\s )
      | (?P<plain> \s ) )
    (?:never\s)? (?:\[?{ADVERB}\]?\s){{0,2}} $
    """,
    regex.VERBOSE,
)
# What was done before, up to the verb.
_DID = r"\s(?P<does>[^.!?;:“”\"‘]{2,110}?)"
_AND = rf",?\s(?:and\sthen|and|but|then)\s(?:(?:had|has|have|also|{ADVERB})\s){{0,2}}$"
_ACTED = rf"(?=\s(?:(?:had|has|have|{ADVERB})\s)?(?:{PAST})\b)"
_ACTORS = (
    rf"(?:.*[\s“\"‘(])?(?P<source>I|(?i:we|he|she|they|who)){_ACTED}{_DID}",
    r"(?:.*(?:,|\b(?:that|when|while|as|but|because|and))\s)?"
    rf"(?P<source>{NP})(?:\s\([^()]{{1,40}}\))?{_ACTED}{_DID}",
)
# "He rang me and [told]", "When the bank rang me and [told]"; "he rang, [telling]".
_JOINED = tuple(regex.compile(actor + _AND) for actor in _ACTORS)
_ADDING = tuple(regex.compile(actor + r",\s$") for actor in _ACTORS)
# "It is [said]": nobody's.
_IT = regex.compile(
    r"\b(?i:it)(?:\s(?:is|was|(?:has|had)\sbeen)|[’']s(?:\sbeen)?)\s"
    r"(?:\p{Ll}+ly\s|also\s|often\s|sometimes\s)?$"
)
_SAID_BY_SOME = regex.compile(
    r"said|claimed|alleged|reported|rumou?red|announced|suggested|estimated|stated|projected|forecast"
    r"|predicted|recalled|noted|argued|confirmed|disclosed|stipulated"
)
_TOLD = regex.compile(TOLD)
# By which verbs of tense each form of a verb tells of something said.
_FORMS = (
    (regex.compile(r"\p{L}+ing(?:\s(?:on|out))?"), word_set("been be kept plain")),
    (regex.compile(r"say|tell|ask|claim|accuse|call\son"), word_set("used would plain")),
    (regex.compile(r"says|tells|asks|claims|accuses|denies|calls(?:\son)?"), word_set("plain")),
    (regex.compile(r".+"), word_set("have plain")),
)
_GERUND, _BASE, _PRESENT = _FORMS[0][0], _FORMS[1][0], _FORMS[2][0]
_OWN = word_set("i we you")
_THIRD = word_set("him her them")
_MANY = word_set("they people some others many men women police who")
# What stands before a subject that is not said to have said it.
_UNSAID = regex.compile(
    r"\b(?:if|unless|whether|until|in\scase|suppose|whatever|whoever|whenever"
    r"|den(?:y|ies|ied)\sthat)\s(?:\p{L}+\s)?$",
    regex.I,
)
_WHEN = regex.compile(r"\b(?:when|where)\s$", regex.I)
# "Of the people [say]" has no subject, "let people [say]" no tense.
_NO_SUBJECT = regex.compile(r"\b(?:of|by|with|from|to|for|about|against|between)\s$")
_NO_TENSE = regex.compile(
    r"\b(?:make|makes|made|lets?|have|having|helps?|watch|see|to|can|could|may|might|must|shall"
    r"|should|will|would|cannot|ll|do|does|did)\s$"
)
_NOBODY = regex.compile(r"(?:nobody|none|no\sone|neither|nor|no)\b", regex.I)
# "Everything they [told us to do]" is nothing that they told.
_OBJECT = regex.compile(
    r"\b(?:everything|all|anything|nothing|something|what|whatever|things?|way)\s$", regex.I
)
_MAYBE = regex.compile(
    r"\b(?:will|would|can|could|should|must|may|might|that|not|never)\b|n[’']t\b"
)
_COUNT = regex.compile(
    r"(?:a\slot|plenty|a\snumber|some|many|most|all|both|one|two|three|several)\sof\b", regex.I
)
_POSSESSIVE = regex.compile(r"[’']s$|s[’']$")
_HEARERS = PERSON_NOUNS | BODY_NOUNS | ROLES | word_set(
    "i we he she they you it who which people police troops men women some many others everybody "
    "everyone somebody someone sides staff leadership management"
)  # fmt: skip
_RESEARCH = word_set(
    "survey study poll report investigation inquiry enquiry probe audit review analysis research "
    "census paper data figure estimate statistic index inquest tribunal"
)
_DOCUMENTS = DOCUMENT_NOUNS | word_set("law constitution")
_LETTERS = regex.compile(r"\p{L}+")
_SENTENCE = regex.compile(r"(?r)[.!?:;…]\s[“\"]?")
# How far before the verb its subject is looked for, and before that what it hangs on, in code
# points.
_REACH, _HEAD = 150, 40


def reteller(
    text: str, low: int, verb: Offsets, whom: str | None, *, marked: bool = False
) -> Reteller | None:
    """Who tells by a verb; None where nobody has said it.

    Args:
        text: the text.
        low: where the words begin in which the verb stands.
        verb: its offsets.
        whom: who is told, right behind it; None where that does not stand there.
        marked: whether what is told stands in marks, or behind a colon.

    >>> text = "My brother rang and told me to go."
    >>> found = reteller(text, 0, (20, 24), "me")
    >>> text[slice(*found.source)]
    'My brother'
    >>> reteller("If he told me to go", 0, (6, 10), "me") is None
    True
    """
    begin = max(low, verb[0] - _REACH)
    if (end := _SENTENCE.search(text, begin, verb[0])) is not None:
        begin = end.end()
    if _IT.search(text, begin, verb[0]):
        return Reteller(None) if _SAID_BY_SOME.fullmatch(text, *verb) else None
    m = _subject(text, begin, verb[0])
    if m is None:
        return _joined(text, low, begin, verb)
    word, head = text[slice(*verb)], _head(text, low, m)
    if _NOBODY.match(m["source"]) or _UNSAID.search(head) or _NO_TENSE.search(head):
        return None
    if _OBJECT.search(head) and not marked:
        return None
    if _is_passive(m, word, whom):
        own = m["been"] or m["source"].lower() in _OWN
        return Reteller(None, is_told=True) if own and _TOLD.fullmatch(word) else None
    alone = _NO_SUBJECT.search(head) is None or m["who"] is not None
    if not alone or not _speaks(m["source"]) or not _has_said(m, word, head, whom, marked):
        return None
    return Reteller(m.span("source"))


def _subject(text: str, begin: int, verb: int) -> regex.Match[str] | None:
    """The subject right before a verb: of "it makes people [say]" no more than "people"."""
    m = _SUBJECT.search(text, begin, verb)
    while m is not None and (inner := _inner_verb(text, *m.span("source"))) is not None:
        m = _SUBJECT.search(text, inner, verb)
    return m


def _inner_verb(text: str, start: int, end: int) -> int | None:
    """Where a finite verb ends that stands in a phrase; "the retired guard" has none."""
    for m in _LETTERS.finditer(text, start, end):
        if m.end() < end and not m[0].endswith("ed") and has_verb(text, *m.span()):
            return int(m.end())
    return None


def _head(text: str, low: int, m: regex.Match[str]) -> str:
    """What stands before a subject."""
    return text[max(low, m.start("source") - _HEAD) : m.start("source")]


def _is_passive(m: regex.Match[str], word: str, whom: str | None) -> bool:
    """Whether the subject is told: "he's asked", but not "he's asked them" or "he's asking"."""
    if _GERUND.fullmatch(word) or not (m["been"] or m["be"]):
        return False
    return m["is"] is None or whom is None


def _has_said(m: regex.Match[str], word: str, head: str, whom: str | None, marked: bool) -> bool:
    """Whether the form of a verb tells of something that was said."""
    form, tenses = next((form, tenses) for form, tenses in _FORMS if form.fullmatch(word))
    if m["is"] and form not in (_GERUND, _BASE, _PRESENT):
        return True  # "he's asked them"
    tense = next(
        name for name in ("been", "be", "have", "used", "kept", "would", "plain") if m[name]
    )
    own = m["source"].lower() in _OWN
    if own and word in ("decided", "concluded"):
        return False
    if tense not in tenses or (own and tense == "be" and not (marked or whom in _THIRD)):
        return False  # "we are saying that", "we are asking the public to"
    if form is _GERUND and tense == "plain":
        return not own
    if form in (_BASE, _PRESENT) and whom == "you":
        return False  # "they ask you to": whoever comes
    if form is _BASE and tense != "used":
        if tense == "would":
            return whom in ("me", "us")  # "she would tell me": again and again
        if own or not _is_plural(m["source"]):
            return own and word == "tell" and whom is not None
    return form not in (_BASE, _PRESENT) or own or _WHEN.search(head) is None


def _joined(text: str, low: int, begin: int, verb: Offsets) -> Reteller | None:
    """Who did something, "and told" somebody."""
    if any(form.fullmatch(text, *verb) for form in (_BASE, _PRESENT)):
        return None
    patterns = _ADDING if _GERUND.fullmatch(text, *verb) else _JOINED
    m = next((m for one in patterns if (m := one.match(text, begin, verb[0]))), None)
    if m is None or _UNSAID.search(_head(text, low, m)) or _MAYBE.search(m["does"]):
        return None
    return Reteller(m.span("source")) if _speaks(m["source"]) else None


def hears(phrase: str) -> bool:
    """Whether a noun phrase is about somebody.

    >>> hears("a lot of nurses"), hears("the weather"), hears("Oro’s"), hears("a story")
    (True, False, False, False)
    """
    if _POSSESSIVE.search(phrase):
        return False
    noun = _noun(phrase)
    last = singular(noun.lower())[0]
    known = not _HEARERS.isdisjoint((noun.lower(), last))
    return noun[:1].isupper() or known or is_role_noun(last)


def finds(phrase: str) -> bool:
    """Whether a noun phrase is about something that finds things out.

    >>> finds("a survey of nurses"), finds("the nurses")
    (True, False)
    """
    return singular(_noun(phrase).lower())[0] in _RESEARCH


def _speaks(phrase: str) -> bool:
    """Whether a noun phrase is about somebody, or about something that says something."""
    return hears(phrase) or singular(_noun(phrase).lower())[0] in _DOCUMENTS | _RESEARCH


def _noun(phrase: str) -> str:
    return phrase.split()[-1] if _COUNT.match(phrase) else noun_of(phrase)


def _is_plural(who: str) -> bool:
    last = who.split()[-1].lower()
    return last in _MANY or (last.endswith("s") and not last.endswith("ss"))
