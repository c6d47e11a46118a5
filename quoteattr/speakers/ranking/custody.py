"""Custody: whom "he told officers" means, where somebody was arrested or rescued, or called them.

In "Sgt. Oro said a man had been arrested. He told officers he had slipped" the man speaks to
officers, not the sergeant, who is one; nor is it a policeman of whom the police say that he claimed
something. Whoever was taken last is meant, unless somebody else was spoken of since who is no
source.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.speakers.ranking.bystanders import persons_before
from quoteattr.speakers.ranking.fitting import is_generic
from quoteattr.speakers.reading.mentions import Phrase, is_bare
from quoteattr.speakers.setting.scene import Scene

__all__ = ["in_custody"]

_FORCE = (
    r"(?:police|officers?|investigators?|detectives?|deputies|troopers?|constables?|interrogators?"
    r"|prosecutors?|agents|guards|rangers|paramedics|medics|doctors|nurses|rescuers|firefighters)"
)
# What may stand between a subject and its verb.
_OFTEN = r"(?:\s(?:has|had|have|also|later|then|\p{Ll}+ly)){0,4}"
# "He allegedly told officers", who are no officers somewhere else, and are not told to do anything.
_TELLS_THEM = regex.compile(
    rf"{_OFTEN}\s(?:told|tells|(?:admitted|confessed|explained|complained"
    rf"|lied|said)\sto)\s(?:the\s|arresting\s|\p{{Ll}}+\s)?{_FORCE}\b(?!\s(?:of|from|who|not\sto|to|(?:that\s)?they)\b)"
)
# Before a pronoun: "Police say", "A police officer said". Whoever it means is none of them.
_THEY_SAY = regex.compile(
    rf"(?:\b(?:{_FORCE}|police\s(?:spokes(?:man|woman|person)|chief|source|sources|official|officials)"
    r"|sheriff[’']s\soffice|coastguard\sofficial|officials?)\s"
    r"(?:(?:have|has|had|also|later)\s)?(?:said|say|says|allege|alleged|added|reported|believe)\s(?:that\s)?"
    rf"|\b(?:according\sto|told)\s(?:the\s|an?\s)?(?:\p{{Ll}}+\s)?{_FORCE},\s)$",
    regex.I,
)
# Behind that pronoun.
_SAID = regex.compile(
    rf"{_OFTEN}\s(?:told|tells|admitted|claimed|insisted|denied|blamed"
    r"|said|confessed|explained|refused)\b"
)
_TAKEN = (
    r"(?:arrested|detained|held|charged|questioned|interrogated|rescued|hospitali[sz]ed|caught|captured"
    r"|apprehended|found(?!\s(?:dead|hanged|unresponsive|lifeless))|stopped|pulled\sover|shot(?!\sdead)"
    r"|stabbed(?!\sto)|injured|wounded|hurt|treated|handcuffed|indicted|jailed|remanded|spotted|seen"
    r"|(?:taken|led|brought|rushed|airlifted|pulled|freed|flown)\s(?:to|into|in|out|away|ashore|from))\b"
)
_BE = (
    r"(?:(?:has|have|had)\s(?:\p{Ll}+\s)?been|was|were|is|are)\s"
    r"(?:(?:\p{Ll}+ly|later|also|still|being|then)\s)?"
)
# Behind who it was.
_WAS_TAKEN = regex.compile(
    rf"\b(?:{_BE}(?:{_TAKEN}|in\s(?:custody|hospital)|under\sarrest|among\sthose\s{_TAKEN})"
    r"|(?:(?:has|had)\s)?(?:surrendered|survived|(?:turned|gave|given)\s(?:himself|herself)\s(?:in|up)"
    r"|(?:found|discovered)\sthe\s(?:body|bodies)|(?:called|rang|alerted)\s(?:the\s)?police|raised\sthe\salarm))"
)
# Before who it was.
_TOOK = regex.compile(
    rf"(?<!\bby\s)\b(?:{_FORCE}|crews)\s(?:(?:have|has|had|later|then)\s)?{_TAKEN}\s(?P<who>[^.;:!?\n“”\"]{{3,60}})",
    regex.I,
)
# From a place to where the clause begins that a later place stands in.
_CLAUSE = regex.compile(
    r"(?:.*(?:[.;:!?\n“”\"]|\b(?:said|says|say|that|confirmed|announced|reported|told\s\p{Ll}+)\s))?",
    regex.DOTALL,
)
# How far back is looked for who was taken, in code points and in sentences.
_REACH, _SENTENCES = 420, 2
# How far before a pronoun "Police say" is looked for, and how long what stands before a name in a
# source may be.
_NEAR, _TITLE = 60, 40


def in_custody(scene: Scene, phrase: Phrase) -> Offsets | None:
    """Where the one was named who was taken right before, and then told officers something.

    Args:
        scene: where it stands.
        phrase: *he* or *she*, or "the man", who tells it.

    Returns:
        Offsets of the stretch that names that one; None where nobody was taken, or somebody else
        was spoken of since who does not speak.
    """
    pronoun = phrase.form == "pronoun" and phrase.head in ("he", "she")
    someone = is_bare(phrase) and (is_generic(phrase.head) or phrase.head.endswith("-old"))
    if not (pronoun or someone) or not _is_told(scene.text, phrase):
        return None
    first = max(0, scene.sentence(phrase.start) - _SENTENCES)
    low = max(scene.sentences[first][0], phrase.start - _REACH)
    found = _taken(scene.text, low, phrase.start)
    if found is None or _is_followed(scene, phrase, found[1]):
        return None
    return found


def _is_told(text: str, phrase: Phrase) -> bool:
    """Whether somebody tells officers something, or is said by them to have told it."""
    if _TELLS_THEM.match(text, phrase.end):
        return True
    low = max(0, phrase.start - _NEAR)
    reported = phrase.form == "pronoun" and _THEY_SAY.search(text, low, phrase.start) is not None
    return reported and _SAID.match(text, phrase.end) is not None


def _taken(text: str, low: int, high: int) -> Offsets | None:
    """The stretch before a place that names who was taken last."""
    found: list[Offsets] = [m.span("who") for m in _TOOK.finditer(text, low, high)]
    for m in _WAS_TAKEN.finditer(text, low, high):
        begins = _CLAUSE.match(text, low, m.start())
        found.append((begins.end() if begins else low, m.start()))
    return max(found, key=lambda span: span[1], default=None)


def _is_followed(scene: Scene, phrase: Phrase, low: int) -> bool:
    """Whether somebody is spoken of in between, and not as in "Sgt. Oro said"."""
    people = [(s, e) for s, e, _ in scene.naming.persons(low, phrase.start)]
    if phrase.form == "pronoun":
        people += [span[:2] for span in persons_before(scene.text, phrase.start, low, phrase.head)]
    return any(not scene.is_source(max(low, start - _TITLE), end) for start, end in people)
