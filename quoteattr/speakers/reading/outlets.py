"""Outlets: which newspaper or channel "the paper" is, of those that a text has quoted from.

"She told the paper" after "told the Lund Evening" is said to that one, though nothing in its
name says what it is. An outlet is a body that somebody spoke to, or that asked, reported or
was cited; the last before the mention is meant.
"""

from __future__ import annotations

import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.reading.mentions import Phrase
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene, Step
from quoteattr.speakers.wording import REPORTS

__all__ = ["OUTLETS", "outlet_before"]

# What is printed, what is sent, and what may be either.
_PRINTED = word_set("newspaper magazine daily weekly tabloid publication paper outlet")
_SENT = word_set("broadcaster channel station network radio television tv programme program outlet")
_ONLINE = word_set("website portal site outlet publication agency")
_SORTS = _PRINTED, _SENT, _ONLINE
_ANY = _PRINTED & _SENT
#: Nouns for what prints or sends news.
OUTLETS = _PRINTED | _SENT | _ONLINE
# Nouns that are said of little else, as "the station" of the police is not.
_SURE = word_set("newspaper magazine daily weekly tabloid broadcaster channel outlet publication")
_ARTICLE = regex.compile(r"(?:the|this)\s", regex.I)
# Before the name of an outlet.
_TOLD = regex.compile(
    r"""
    \b(?:
        (?:told|tell|tells|telling|informed)
      | (?:interview(?:s|ed)?|speaking|spoke|spoken|talking|talked|comments?|remarks?|message|email
          |statement) (?:\s(?:exclusively|published|given|broadcast|aired))? \s (?:with|to|by|in|on)
      | (?:asked|questioned|pressed|seen|obtained|published|quoted|cited|reported|contacted) \s by
      | (?:citing|quoting|according\sto)
      | (?:article|column|editorial|op-ed|piece|report|essay) \s (?:in|for|by)
    ) \s (?:(?:the|local|regional|state|national|private|independent|online|daily|weekly|news|Sunday
          |newspaper|magazine|broadcaster|channel|station|outlet|website|radio|agency) \s){0,5} $
    """,
    regex.VERBOSE,
)
_BEFORE = 90
# After it: "The Courier understands that".
_REPORTS = regex.compile(REPORTS)
_SAID_TO = regex.compile(r"\b(?:told|tell|tells|telling|informed|asked\sby)\s$")
_OTHERS = word_set(
    "ministry department court parliament assembly senate committee commission council congress "
    "inquiry tribunal jury panel board police party government company university association"
)


def outlet_before(scene: Scene, phrase: Phrase) -> Referent | None:
    """Whom "the newspaper" means; None where it is none, or the text has named no outlet before.

    Args:
        scene: where the mention stands.
        phrase: the mention.
    """
    if phrase.head not in OUTLETS or phrase.words or phrase.tail or phrase.plural:
        return None
    if not _ARTICLE.match(scene.text, phrase.start):
        return None
    at = phrase.start
    told = _SAID_TO.search(scene.text, max(0, at - 12), at) is not None
    sure = told or phrase.head in _SURE
    if not told and scene.introduced(phrase.head, phrase.start):
        return None  # "a newspaper" of which nobody knows the name
    for step in scene.back(phrase.start):
        who = step.who
        if who.named and who.label == "body" and step.how != "couple" and _is_outlet(scene, step):
            known = (who.heads | who.callings) & OUTLETS - _ANY
            alike = any(phrase.head in sort and known & sort for sort in _SORTS)
            if alike or who.is_called(phrase.head) or (sure and not known):
                return who
    return None


def _is_outlet(scene: Scene, step: Step) -> bool:
    """Whether a body is called a newspaper, or somebody speaks to it, or it asks or is cited."""
    if step.who.heads & _OTHERS:
        return False
    low = max(0, step.start - _BEFORE)
    if _REPORTS.match(scene.text, step.end):
        return True
    return bool(step.who.heads & _SURE) or _TOLD.search(scene.text, low, step.start) is not None
