"""Inner subjects: in "a teacher said soldiers had come and told people to go" soldiers tell them.

Of 1,409 annotated quotes inside another whose cue stands there, none has its source outside. Where
a network gives such a one the outer source, whoever is the subject of the clause around its cue
takes that one's place. And where a relative clause reports ("she pointed to a study which found
that"), what it is about does: of 60 annotated ones whose source stands in the sentence 59 have it.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from quoteattr.attribution.records import Attribution, Offsets
from quoteattr.revision.marked import MarkedText
from quoteattr.speakers.lexicon import BODY_NOUNS, DOCUMENT_NOUNS, PERSON_NOUNS, singular, word_set
from quoteattr.speakers.reading.cores import noun_of

__all__ = ["PAST", "with_inner_subjects"]

# Between what a subject did and the cue: "came [and then] told".
_AND = regex.compile(
    r",?\s(?:and|then|and\sthen|but)\s(?:\p{Ll}+ly\s|had\s|have\s|has\s|later\s|also\s)?$"
)
#: What somebody did, in the past.
PAST = (
    r"(?:came|went|took|bought|broke|brought|built|burnt|burst|caught|cut|drove|fell|fought|found"
    r"|got|gave|held|hit|kept|led|left|made|met|put|ran"
    r"|rang|sat|saw|sent|set|shot|shut|sold|spoke|stood|stole|struck|threw|tore|won|wrote|\p{Ll}{2,}ed)"
)
# A subject and what it did, in the active, at the beginning of the clause.
_SUBJECT = regex.compile(
    rf"(?:that\s)?(?P<who>(?:[\p{{L}}\p{{N}}’'\-]+\s){{0,6}}?[\p{{L}}\p{{N}}’'\-]+)\s"
    rf"(?:(?:had|has|have|would)\s(?:(?:\p{{Ll}}+ly|also|then|already)\s)?(?!been\b)\p{{Ll}}+|{PAST})\b"
)
# A subject right before the cue: "that the guard later [told]".
_DIRECT = regex.compile(
    r"(?:\G|[,.;]\s|\b(?:that|and|but|because|when|as|while)\s)"
    r"(?P<who>(?:(?:the|an?|his|her|their|its|my|our)\s)?(?:[\p{L}\-]+\s){0,2}?[\p{L}\-]+)\s"
    r"(?:(?:had|has|have|would|then|later|also|\p{Ll}+ly)\s){0,2}$",
    regex.I,
)
# "The prince", he said, "had later" told.
_AUXILIARIES = regex.compile(r"(?:(?:had|has|have|would|then|later|also|\p{Ll}+ly)\s){1,3}")
_ALONE = regex.compile(r"(?:that\s)?(?P<who>[^,.;:“”\"\n]{2,60}?),?\s?")
# Cues for what one does to others by speaking.
_ACTS = regex.compile(
    r"(?:told|assured|tells?|ordered|asked|warned|instructed|threatened|demanded|promised|advised|urged|begged"
    r"|forced|shouted|said|insisted|forbade|commanded)\b"
)
# To whom bodies and the police speak themselves: "Police said two men fled and urged residents to".
_PUBLIC = regex.compile(
    r"(?:urged|asked|warned|advised|told|ordered)\s(?:(?:the|all|other|any|its|their|local|nearby)\s){0,2}"
    r"(?:public|residents|witnesses|people|drivers|motorists|anyone|customers|patients|members|voters|citizens"
    r"|investors|tourists|travellers|travelers|passengers|parents|staff|workers|reporters|journalists|media)\b"
)
# "A study which [found]", "the man who [said]".
_MAKES = regex.compile(
    r"\b(?:publish|release|issu|post|writ|wrote|written|sen[dt]|submit|submitted|fil|present|unveil"
    r"|put\sout|produc|draft|sign)(?:e[sd]?|s|ing|ed|es)?\s$"
)
_RELATIVE = regex.compile(
    r"(?<![\p{L}’'\-])(?P<who>(?:an?|the|this|his|her|its|their|our|one|another|some|two|three)\s"
    r"(?:(?!(?:an?|the|of|for|to|in|by|on|with|and|or|from|as|at|that|which|who)\s)[\p{L}\p{N}’'\-]+\s){0,4}?"
    r"(?P<noun>[\p{L}\-]+)),?\s(?:which|that|(?P<who_>who))\s"
    r"(?:(?:also|later|had|has|have|\p{Ll}+ly)\s){0,2}$",
    regex.I,
)
_REACH = 120
_REPORTS = BODY_NOUNS | DOCUMENT_NOUNS | PERSON_NOUNS
_PRONOUNS = word_set("he she they we i who")
# "It is [said]" has no subject that says it.
_IMPERSONAL = regex.compile(r".*\b(?:is|was|are|were|be|been|being)", regex.I)
_ANIMATE = PERSON_NOUNS | BODY_NOUNS | word_set("police people men women troops")
_OFFICIAL = BODY_NOUNS | word_set("police official officer authority mayor governor minister")
_NO_NAMES = word_set("the a an that his her their")
# The last end of a sentence or a clause before a place, looked for from there.
_LAST_END = regex.compile(r"(?r)[.!?:;]\s[“\"]?")


def with_inner_subjects(
    marked: MarkedText, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions; one inside another has its source there, where the words show one.

    Args:
        marked: the text.
        attributions: in order, parents by index.

    >>> text = "She said the guard came and told her to go."
    >>> outer = Attribution(((9, 42),), ((4, 8),), ((0, 3),))
    >>> told = Attribution(((37, 42),), ((28, 32),), ((0, 3),), parent=0)
    >>> found = with_inner_subjects(MarkedText(text), [outer, told])
    >>> [text[slice(*one.source[0])] for one in found]
    ['She', 'the guard']
    >>> text = "The guard, he said, had told her to go."
    >>> outer = Attribution(((0, 10), (20, 38)), ((14, 18),), ((11, 13),))
    >>> told = Attribution(((33, 38),), ((24, 28),), ((11, 13),), parent=0)
    >>> found = with_inner_subjects(MarkedText(text), [outer, told])
    >>> [text[slice(*one.source[0])] for one in found]
    ['he', 'The guard']
    >>> text = "Police said two men fled and told people to go."
    >>> outer = Attribution(((12, 46),), ((7, 11),), ((0, 6),))
    >>> told = Attribution(((41, 46),), ((29, 33),), ((0, 6),), parent=0)
    >>> found = with_inner_subjects(MarkedText(text), [outer, told])
    >>> [text[slice(*one.source[0])] for one in found]
    ['Police', 'Police']
    """
    text = marked.text
    return tuple(
        one if (who := _relative(text, one) or _inner_subject(text, one, attributions)) is None
        else attrs.evolve(one, source=(who,))
        for one in attributions
    )  # fmt: skip


def _relative(text: str, one: Attribution) -> Offsets | None:
    """What a relative clause that reports is about, where something before that was taken for the
    source.

    >>> text = "She named a study which found that it was safe."
    >>> one = Attribution(((30, 46),), ((24, 29),), ((0, 3),))
    >>> text[slice(*_relative(text, one))]
    'a study'
    """
    if not one.cue or not one.source or not one.content or one.content[0][0] < one.cue[0][1]:
        return None
    at = one.cue[0][0]
    m = _RELATIVE.search(text, max(0, at - _REACH), at)
    if m is None or one.source[0][1] > m.start("who"):
        return None
    if _MAKES.search(text, one.source[0][1], m.start("who")):
        return None  # "published a report that says": who made it says so
    noun = singular(m["noun"].lower())[0]
    return m.span("who") if noun in (PERSON_NOUNS if m["who_"] else _REPORTS) else None


def _inner_subject(
    text: str, one: Attribution, attributions: Sequence[Attribution]
) -> Offsets | None:
    """Who speaks inside another's content by the clause there; None where the source is there
    already, or the words show nobody.
    """
    if one.parent is None or not one.cue or not _ACTS.match(text, one.cue[0][0]):
        return None
    outer, at = attributions[one.parent], one.cue[0][0]
    first = next((low for low, high in outer.content if low <= at < high), None)
    if first is None or _has_inner_source(text, one, first):
        return None
    if (who := _before_insertion(text, outer, first, at)) is not None:
        return who
    low = _clause_start(text, first, at)
    if (m := _DIRECT.search(text, low, at)) is not None and _is_somebody(m["who"]):
        return int(m.start("who")), int(m.end("who"))
    official = any(_is_official(text[slice(*span)]) for span in outer.source)
    if _AND.search(text, low, at) is None or (official and _PUBLIC.match(text, at)):
        return None
    m = _SUBJECT.match(text, low, at)
    if m is None or not _is_somebody(m["who"]):
        return None
    return int(m.start("who")), int(m.end("who"))


def _before_insertion(text: str, outer: Attribution, first: int, at: int) -> Offsets | None:
    """The subject that an insertion parts from its verb: "[The prince], he said, had told"."""
    before = [span for span in outer.content if span[1] <= first]
    if not before or _AUXILIARIES.fullmatch(text, first, at) is None:
        return None
    start, end = before[-1]
    m = _ALONE.fullmatch(text, start, end)
    return m.span("who") if m is not None and _is_somebody(m["who"]) else None


def _has_inner_source(text: str, one: Attribution, first: int) -> bool:
    """Whether somebody is found to speak between the start of the outer content and the cue."""
    at = one.cue[0][0]
    return any(first <= s and e <= at and _is_somebody(text[s:e]) for s, e in one.source)


def _clause_start(text: str, low: int, at: int) -> int:
    """Where the last sentence before a cue begins inside a content."""
    found = _LAST_END.search(text, low, at)
    return int(found.end()) if found else low + (text[low : low + 1] in "“\"‘'")


def _is_somebody(phrase: str) -> bool:
    """Whether a phrase is about persons or a body: by its last word, or as a name.

    >>> _is_somebody("the guard"), _is_somebody("it is"), _is_somebody("the guard was")
    (True, False, False)
    """
    if _IMPERSONAL.fullmatch(phrase):
        return False
    noun = noun_of(phrase)
    last = noun.lower()
    named = noun[:1].isupper() and last not in _NO_NAMES
    return named or last in _PRONOUNS or not _ANIMATE.isdisjoint((last, singular(last)[0]))


def _is_official(phrase: str) -> bool:
    """Whether a source speaks to the public: a body, the police, officials."""
    return singular(noun_of(phrase).lower())[0] in _OFFICIAL
