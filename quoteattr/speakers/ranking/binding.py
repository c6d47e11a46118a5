"""Binding: whom a pronoun or a description cannot mean by the grammar of its own sentence.

A name inside what a pronoun is the subject of is somebody else ("he ruled for Oro and said":
Principle C of Chomsky's binding theory), and so is the one compared with its bearer, or met by
that one, in a phrase put before it ("Like Oro, he", "After meeting Oro, he").
"""

from __future__ import annotations

import regex

from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene
from quoteattr.speakers.wording import QUESTIONED

__all__ = ["bound_apart"]

# How far into the sentence, and how far back in it, names are looked for, in code points.
_REACH = 160
_SUBJECTS = frozenset({"he", "she", "it", "they"})
_BREAK = regex.compile(
    r"[.;:!?“”\"‘()–—\n]|,\s|\b(?:and|but|while|as|because|though|although|when|that|whether|if|who|which|where)\b"
)
_BEFORE = regex.compile(
    r"""
    \b(?:(?:like|unlike|alongside|(?:along|together)\swith
        |(?:accompanied|joined|flanked|welcomed|greeted|succeeded|replaced|contacted|approached)\sby
        |(?:inquir|enquir|quer)(?:y|ies)\s(?:from|by)|questions?\sfrom
        |(?:(?:after|before|when|while|since)\s)?
         (?:meeting|joining|replacing|succeeding|beating|defeating|addressing|greeting|thanking
           |praising|visiting|hosting|welcoming|accompanying|criticising|criticizing|contradicting)
          (?:\swith)?))
    \s(?:(?:the\s)?(?:\p{L}[\p{L}’'\-]*\s){0,5})?$
    """,
    regex.VERBOSE | regex.I,
)
# "When Oro rang Holt, he": who is asked answers.
_WHEN = regex.compile(
    r"(?:When|After|Once)\s(?P<who>[^,.;:“”\"\n]{2,60}?)\s(?:had\s)?(?:contacted|called|phoned|rang"
    r"|approached|confronted|emailed|texted|asked|questioned|pressed)\s[^,.;:“”\"\n]{2,80},\s$"
)
# Between a subject and what its verb has for its object: "Oro thanked [the surgeon], who said".
_ACTS_ON = regex.compile(
    r"\s(?:(?:has|had|have|also|later|then|\p{L}+ly)\s){0,2}"
    r"(?!(?:is|was|are|were|be|been|became|becomes|remain(?:s|ed)|as|and|or|the|elected|appointed|named)\b)"
    r"(?:\p{Ll}{2,}(?:ed|es|s)|met|told|saw|beat|led|sent|gave|took|sought|paid|hit|shot|wrote|spoke|held|fought)"
    r"\s(?:(?:to|with|at|from|for|on|off|out|up|over)\s){0,2}$"
)
# "Asked about Oro, who had resigned, he": whoever is named there is spoken of.
_ASKED_ABOUT = regex.compile(
    rf"[“\"]?(?:(?:When\s)?{QUESTIONED}|Responding\sto|Reacting\sto|Commenting\son|Referring\sto"
    r"|In\s(?:response|reply|reaction)\sto)\s[^.;:!?“”\"\n]{2,240},\s"
)


def bound_apart(phrase: Phrase, scene: Scene) -> set[Referent]:
    """Those named in the sentence of a pronoun or a description whom it cannot mean.

    Args:
        phrase: what stands for somebody; a pronoun that is no subject ("him") rules out nobody.
        scene: where it stands.
    """
    if phrase.form == "pronoun" and scene.text[phrase.start : phrase.end].lower() not in _SUBJECTS:
        return set()
    found = _within(phrase, scene) | _compared(phrase, scene) | _asking(phrase, scene)
    return found if phrase.form == "pronoun" else found | _acting_on(phrase, scene)


def _within(phrase: Phrase, scene: Scene) -> set[Referent]:
    """Those named between a subject and the next clause: "he ruled for Oro and said"."""
    _, high = scene.sentence_of(phrase.start)
    limit = min(high, phrase.end + _REACH)
    m = _BREAK.search(scene.text, phrase.end, limit)
    end = m.start() if m else limit
    return {who for start, _, who in scene.naming.within(phrase.end, end)}


def _compared(phrase: Phrase, scene: Scene) -> set[Referent]:
    """The one named right before a comma and the pronoun: "Like Oro, he"."""
    text, at = scene.text, phrase.start
    if text[at - 2 : at] != ", ":
        return set()
    low = max(scene.sentence_of(at)[0], at - _REACH)
    for start, end, who in scene.naming.within(low, at - 2):
        if end == at - 2 and _BEFORE.search(text[low:start]):
            return {who}
    return set()


def _acting_on(phrase: Phrase, scene: Scene) -> set[Referent]:
    """Whoever does something to the one described: "Oro thanked the surgeon"."""
    low = max(scene.sentence_of(phrase.start)[0], phrase.start - _REACH // 2)
    return {
        who
        for _, end, who in scene.naming.within(low, phrase.start)[-1:]
        if who.label == "person" and _ACTS_ON.fullmatch(scene.text, end, phrase.start)
    }


def _asking(phrase: Phrase, scene: Scene) -> set[Referent]:
    """Those who do not answer: who asks right before a pronoun, "When Oro rang Holt, he", and whom
    the question is about, "Asked about Oro, he".
    """
    low = max(scene.sentence_of(phrase.start)[0], phrase.start - _REACH)
    m = _WHEN.search(scene.text, low, phrase.start)
    if m is not None:
        return {who for _, _, who in scene.naming.within(*m.span("who"))}
    low = scene.sentence_of(phrase.start)[0]
    if phrase.form != "pronoun" or not _ASKED_ABOUT.fullmatch(scene.text, low, phrase.start):
        return set()
    return {who for _, _, who in scene.naming.within(low, phrase.start)}
