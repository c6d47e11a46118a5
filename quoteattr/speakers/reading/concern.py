"""Concern: which of several bodies "the company" is, where the others cannot be.

A text names more bodies than it is about: a rival, the paper that asked, the court, the group that
complained, a product. Those that are called something else are no firm (``kinds``); those that only
asked or reported are not spoken of, and those named only beside another stand back. If one is left
it is meant. Of several it is the one that is named first, where nothing is said of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import regex

from quoteattr.speakers.lexicon import word_set
from quoteattr.speakers.ranking.kinds import is_firm, other_kind, tells_trade
from quoteattr.speakers.reading.mentions import Phrase, is_bare
from quoteattr.speakers.referents import Referent
from quoteattr.speakers.setting.scene import Scene, Step
from quoteattr.speakers.wording import PRODUCT, REPORTS, TO_DO

__all__ = ["concern"]

# "The parent company" is not the one that was spoken of.
_ANOTHER = word_set(
    "parent rival holding sister other second third unnamed another competing shell local same "
    "foreign private successor insurance new larger smaller"
)
# Before the name of a body that asks, reports or judges, and is not spoken of: "told [Veld]".
_ASKED = regex.compile(
    r"""
    (?: \b(?:(?P<hears>tell(?:s|ing)?|told)|informed|citing|quoting|[Aa]ccording\sto)
      | \b(?:[Aa]sked|questioned|pressed|[Cc]ontacted|[Aa]pproached|reached|interviewed|seen
           |obtained|viewed|reviewed|published|quoted|cited|reported|inspected) \s by
      | \b(?:inquir(?:y|ies)|enquir(?:y|ies)|questions?|requests?|interview|report|investigation
           |comments?|statement|email|remarks?) \s (?:by|from|with|in|to)
      | \b(?:(?P<hears>talking|talked)|spoke|speaking|spoken|said|written|wrote|complained)
        \s (?:to|with)
      | \b(?i:analysts?|economists?|strategists?|lawyers?|professor|lecturer|researchers?
           |campaigners?|consultants?|experts?) \s (?:at|of|for|from|with)
    ) \s (?:(?:the|a|an)\s)? (?:\p{Ll}[\p{L}\-]*\s){0,3} $
    """,
    regex.VERBOSE,
)
# Behind one that is none, or that reports: "the Veld union", "the Courier reported".
_REPORTS = regex.compile(rf"{REPORTS}|\s(?:union|charity|newspaper|party|council|police)\b")
_ORDERED = regex.compile(TO_DO)
# Before one that is named beside another: "rival [Veld]", "its supplier [Veld]".
_BESIDE = regex.compile(
    r"""
    (?: \b(?:[Rr]ivals?|[Cc]ompetitors?|peers?|the\slikes\sof)
      | \b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)
      | [’']s
    ) \s (?:(?:the|a|an)\s)? (?:\p{Ll}[\p{L}\-]*,?\s){0,3} $
  | \bon\s$
  | (?<!\b(?:shares|stake|stock|investment|interest)\s)\b(?:in|near|from)\s(?:the\s\p{Ll}+\s)?$
    """,
    regex.VERBOSE,
)
# Behind one: "Veld, its main rival,", "the Veld app".
_BEHIND = regex.compile(
    r",\s(?:its|their|an?|the|another)\s(?:[\p{L}\-]+\s){0,3}(?:rival|competitor)\b"
    rf"|\s(?:{PRODUCT}|chatbot|page|account|post)s?\b"
)
# Bodies that are no firms, and often go by a name that does not tell it.
_HOUSES = word_set(
    "school college university hospital clinic museum gallery orchestra theatre charity"
)
# How far beside a name is looked for what it is there for, and how far back for a nameless firm.
_REACH, _FAR = 70, 600
# "The Mazda", "the Courier": no firm has an article and one word.
_THE = regex.compile(r"\b[Tt]he\s$")
# A firm that has no name: "her insurer paid", "the central bank".
_NAMELESS = regex.compile(
    r"\b(?:(?P<own>[Hh]er|[Hh]is|[Tt]heir|[Mm]y|[Oo]ur)|[Tt]he)\s"
    r"(?P<words>(?:\p{Ll}[\p{L}\-]*\s){1,2})(?!\p{Lu})"
)
_ARTICLE = regex.compile(r"[Tt]he\s")
_OWNED = regex.compile(r"[’']s?\s")
# Whom a sentence says something of.
_SPOKEN_OF = frozenset({"subject", "topic", "possessive", "apposed"})


def concern(scene: Scene, phrase: Phrase) -> Referent | None:
    """Whom "the company" means: the only body before it that it can be, or that is spoken of.

    Args:
        scene: the text while it is being resolved.
        phrase: the description.
    """
    if not _is_open(scene, phrase):
        return None
    steps = [step for step in scene.back(phrase.start) if _may_be(scene, step, phrase)]
    called = {step.who for step in steps if phrase.head in step.who.heads}
    if not called and tells_trade(phrase.head):  # "the publisher", of Ink Publishing
        called = {step.who for step in steps if step.who.is_called(phrase.head)}
    if called:
        return _so_called(called, phrase)
    steps = [step for step in steps if not _is_asked(scene, step)]
    steps = [step for step in steps if not _stands_beside(scene, step)] or steps
    found = list(dict.fromkeys(step.who for step in steps))
    sole = len(found) == 1 and is_firm(phrase.head)
    who = found[0] if sole else _opening(scene, steps)
    if who is None or not who.named:
        return None
    since = next(step.end for step in steps if step.who is who)
    if _is_nameless(scene, since, phrase):
        return None
    opens = scene.sentence(who.mentions[0][0]) == 0
    return who if opens or phrase.head not in _HOUSES else None


def _so_called(known: Collection[Referent], phrase: Phrase) -> Referent | None:
    """The only one whom the text calls so, by a noun that tells its trade, or by all the words."""
    who = next(iter(known))
    alike = tells_trade(phrase.head) or (phrase.words and phrase.words <= who.words)
    return who if len(known) == 1 and alike and who.named else None


def _is_open(scene: Scene, phrase: Phrase) -> bool:
    """Whether a description says no more than that a firm or a house is meant, and the text has
    not spoken of "a company" without a name.
    """
    bare = is_bare(phrase) and not (phrase.tail or phrase.count)
    alone = not phrase.words and (phrase.head == "group" or phrase.head in _HOUSES)
    fits = (alone or is_firm(phrase.head)) and _ANOTHER.isdisjoint(phrase.words)
    if not (bare and fits) or _ARTICLE.match(scene.text, phrase.start) is None:
        return False
    owned = _OWNED.search(scene.text, phrase.start, phrase.end) is not None
    return not owned and not scene.introduced(phrase.head, phrase.start)


def _may_be(scene: Scene, step: Step, phrase: Phrase) -> bool:
    """Whether a body may be what a description says."""
    body = step.who.label == "body" and not scene.in_marks(step.start)
    return body and not other_kind(step.who, phrase.head, phrase.words)


def _is_asked(scene: Scene, step: Step) -> bool:
    """Whether a body is named because it asked or reported something, or has an expert."""
    before = _ASKED.search(scene.text, max(0, step.start - _REACH), step.start)
    if before is not None and not (before["hears"] and _ORDERED.match(scene.text, step.end)):
        return True
    return _REPORTS.match(scene.text, step.end) is not None


def _stands_beside(scene: Scene, step: Step) -> bool:
    """Whether a body is named only because of another."""
    low = max(0, step.start - _REACH)
    if _BESIDE.search(scene.text, low, step.start):
        return True
    one = " " not in scene.text[step.start : step.end]
    if one and _THE.search(scene.text, max(0, step.start - 4), step.start):
        return True
    return _BEHIND.match(scene.text, step.end, step.end + _REACH) is not None


def _opening(scene: Scene, steps: Sequence[Step]) -> Referent | None:
    """Of several bodies the one that is named first, if something is said of it alone, or of
    none and the text opens with it.
    """
    if not steps:
        return None
    first = min(steps, key=lambda step: step.start)
    said = {s.who for s in steps if scene.role_of(s.start, s.end) in _SPOKEN_OF}
    opens = scene.sentence(first.start) == 0
    return first.who if said == {first.who} or (opens and not said) else None


def _is_nameless(scene: Scene, since: int, phrase: Phrase) -> bool:
    """Whether a firm without a name was spoken of since: "Her insurer paid. The company"."""
    low = max(since, phrase.start - _FAR)
    for m in _NAMELESS.finditer(scene.text, low, phrase.start):
        words = m["words"].split()
        if m["own"] is not None and any(map(is_firm, words)):
            return True
        if tells_trade(phrase.head) and words[1:] == [phrase.head]:
            return True
    return False
