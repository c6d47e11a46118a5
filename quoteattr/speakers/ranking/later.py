"""Later: whom a mention may mean that the text names after it.

"A poet has won the prize" is followed by the poet's name; "a plumber said" is not by the mayor's.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

import regex

from quoteattr.speakers.lexicon import CHARGED_NOUNS, PAST, PERSON_NOUNS, TITLES, singular
from quoteattr.speakers.ranking.fitting import is_generic, noun_class
from quoteattr.speakers.ranking.trades import is_trade
from quoteattr.speakers.reading.cores import core_of
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene, Step

__all__ = ["later"]

# In which paragraphs a description may be named later, and how many paragraphs later: by a name
# alone, and by one with the same noun.
_OPENING, _FOLLOWING, _TITLED = 1, 3, 8
# How many names ahead are read for it.
_AHEAD = 30
# Of the roles of somebody, those of the first mention are the first.
_FIRST = 4
# What opens the description of somebody new, before the name: "A spokeswoman, Ana Oro,".
_INTRODUCES = regex.compile(r"(?:An?|Another|One)\s")
# "“…,” said " before "a nurse", who is rarely named after such words.
_SAID_A = regex.compile(r"[”\"’'»],?\s+\p{Ll}+\s+$")
_BUT = regex.compile(r"\b(?:[Bb]ut|[Ww]hile|whereas|though|although)\s(?:\p{Lu}?\p{L}+\s){0,2}$")
# Behind a name, that somebody did not say anything, or said something else.
_SILENT = regex.compile(
    r"(?:,[^,.;“”\"\n]{2,60},)?\s(?:(?:did|does|has|had|was|were|is|would|could)\s(?:not|n[’']t)\b"
    r"|didn[’']t|declined|refused|denie[sd]|disagree[sd]|agree[sd]|was\sabroad|remained\ssilent)"
)
# Behind a name, how old its bearer is: of one who was spoken of before.
_AGED = regex.compile(r",?\s\(?(?:aged\s)?\d{1,3}\b")
_OWNED = regex.compile(r"(?P<owner>\p{L}*\p{Ll})(?:[’']s|(?<=s)[’'])\s")
# Nouns for those who are of some body or other.
_HOLDERS = frozenset({"official", "leader", "member", "executive", "representative", "aide"})
# Offices that nobody holds who is called a plumber; a boss may be a manager.
_CIVIC = frozenset({"mayor", "governor", "president", "minister", "premier", "senator"})
_CIVIC |= {"chancellor", "ambassador", "secretary", "chairman", "chairwoman", "judge"}
_OFFICES = TITLES - {"former", "of", "the", "acting", "first"}


def later(phrase: Phrase, kind: str, scene: Scene) -> Iterator[Step]:
    """Who is named soon after a mention; after a description that opens the text, farther on.

    "A poet has won the prize" is followed by the poet's name in the next paragraphs,
    "the chief says" by "Chief Tim Oro", be it farther on.
    """
    here, low = scene.sentence(phrase.start), scene.paragraph(phrase.start)
    opens = kind in ("role", "body") and low <= _OPENING
    indefinite = phrase.form == "indefinite"
    inverted = indefinite and _SAID_A.search(scene.text, max(0, phrase.start - 24), phrase.start)
    for step in scene.ahead(phrase.end, _AHEAD if opens else 4):
        if inverted and not step.who.is_called(phrase.head):
            continue  # "“It is late,” said a nurse. Ana Oro, who leads the union, ..."
        if indefinite and kind == "role" and step.who.label == "body":
            continue
        if indefinite and _is_set_against(step, phrase, scene):
            continue
        if indefinite and _SILENT.match(scene.text, step.end):
            continue  # "A man said so. Ana Oro did not comment."
        apart = scene.paragraph(step.start) - low
        near = indefinite and apart <= (not is_generic(phrase.head))
        if near and _holds_another(step.who, phrase, _CIVIC):
            continue  # "..., a plumber said. Mayor Ana Oro ..."
        if kind == "role" and _has_other_title(step, phrase, scene):
            continue  # "A surgeon said so. Party whip Ana Oro ..."
        if low == scene.paragraph(step.start) and _is_another(step, phrase, scene):
            continue  # "The official said so. A spokeswoman, Ana Oro, ..."
        if scene.sentence(step.start) - here <= 1 or (opens and _introduces(step, phrase, scene)):
            yield step


def _is_set_against(step: Step, phrase: Phrase, scene: Scene) -> bool:
    """Whether somebody is named who was so before "a waiter", or says something else than he:
    "A waiter said no, but Ana Oro".
    """
    if step.who.is_called(phrase.head):
        return False
    known = step.who.mentions[0][0] < phrase.start
    lead = scene.text[max(phrase.end, step.start - 40) : step.start]
    return known or _BUT.search(lead) is not None


def _is_another(step: Step, phrase: Phrase, scene: Scene) -> bool:
    """Whether a name is introduced as somebody new, by what a description does not say."""
    known = step.start > step.who.mentions[0][0] or step.who.is_called(phrase.head)
    if known or phrase.form == "pronoun":
        return False
    first = step.who.roles[:_FIRST]
    before = (low for low, high in first if 0 <= step.start - high <= 2)
    return any(_INTRODUCES.match(scene.text, low) for low in before)


def _has_other_title(step: Step, phrase: Phrase, scene: Scene) -> bool:
    """Whether a name is introduced by what somebody else is than a description says.

    "A man" may be anything, and a boss a manager; each is another one where the text goes on about
    "the man" up to the name.
    """
    if step.who.is_called(phrase.head) or not phrase.head:
        return False
    start, end = step.who.mentions[0] if step.who.mentions[0][0] > phrase.end else step.span
    first = (span for span in step.who.roles[:_FIRST] if 0 <= start - span[1] <= 2)
    titles = [title for title in (scene.text[slice(*span)] for span in first) if _sets_apart(title)]
    if not titles or _AGED.match(scene.text, end):
        return False
    single = is_trade(phrase.head) or any(map(_OWNED.search, titles))
    if phrase.head in _HOLDERS and any(_is_anothers(title, phrase) for title in titles):
        return True
    open_ = is_generic(phrase.head) or phrase.head.endswith("-old") or phrase.form == "definite"
    return (single and not open_) or _goes_on(scene.text[phrase.end : start], phrase.head)


def _is_anothers(title: str, phrase: Phrase) -> bool:
    """Whether "the company's negotiator" is nobody of a union: not "a union official"."""
    m = _OWNED.search(title)
    return m is not None and bool(phrase.words) and m["owner"].lower() not in phrase.words


def _sets_apart(title: str) -> bool:
    """Whether a title is one of few: not "grandmother" nor "former teacher", but "the boy's
    mother".
    """
    words = core_of(title)[0].lower().split()
    noun = singular(words[-1])[0] if words else ""
    if _OWNED.search(title):
        return True
    anybody = is_generic(noun) or noun_class(noun) in ("kin", "age") or noun in CHARGED_NOUNS
    return noun in PERSON_NOUNS | TITLES and not anybody and PAST.isdisjoint(words)


def _goes_on(text: str, noun: str) -> bool:
    """Whether a stretch speaks of "the man"."""
    return regex.search(rf"\b[Tt]he\s(?:\p{{Ll}}+\s)?{regex.escape(noun)}\b", text) is not None


def _holds_another(who: Referent, phrase: Phrase, offices: Set[str]) -> bool:
    """Whether somebody holds one of these offices, and a description does not speak of it."""
    return not who.is_called(phrase.head) and not who.heads.isdisjoint(offices)


def _introduces(step: Step, phrase: Phrase, scene: Scene) -> bool:
    """Whether a mention names a person for the first time, not too far after a description."""
    called = step.who.is_called(phrase.head)
    if phrase.head not in TITLES and _holds_another(step.who, phrase, _OFFICES):
        return False  # "A teenager" is not the inspector who is named further on
    sort = step.who.label == "person" or (step.who.label == "body" and called)
    fresh = sort and step.who.mentions[0][0] > phrase.end
    apart = scene.paragraph(step.start) - scene.paragraph(phrase.start)
    return fresh and apart <= (_TITLED if called else _FOLLOWING)
